//! Unpacking what is compressed in a file that is looked at, within a budget.

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// Bytes to unpack that every file has, and that each of its own earns it.
const FREE: u64 = 64 << 20;
const EACH: u64 = 4;
const CHUNK: usize = 1 << 15;
/// What it costs to begin: so much is made ready, whether anything comes of it or not.
const BEGIN: usize = 1 << 13;

/// How many bytes more may be looked at: so the work on a file is bounded by its size, whatever it unpacks to.
#[derive(Clone)]
pub struct Budget(u64);

impl Default for Budget {
    fn default() -> Self {
        Self(FREE)
    }
}

impl Budget {
    /// Adds what bytes that came along earn.
    pub const fn earn(&mut self, bytes: usize) {
        self.0 = self.0.saturating_add((bytes as u64).saturating_mul(EACH));
    }

    /// Takes for that many bytes; whether there was enough.
    pub const fn spend(&mut self, bytes: usize) -> bool {
        let left = self.0.checked_sub(bytes as u64);
        self.0 = match left {
            Some(left) => left,
            None => 0,
        };
        left.is_some()
    }
}

/// How far unpacking came.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// There may be more.
    On,
    /// To its end, or to where it is none.
    ToEnd,
    /// To the end of the budget.
    TooFar,
}

/// Something compressed, as it comes.
#[derive(Clone)]
pub struct Inflate(Box<InflateState>);

impl Inflate {
    /// By DEFLATE alone (RFC 1951), as in a ZIP; `None` where the budget is at its end.
    pub fn raw(budget: &mut Budget) -> Option<Self> {
        budget.spend(BEGIN).then(|| Self(InflateState::new_boxed(DataFormat::Raw)))
    }

    /// With the head of zlib (RFC 1950), as in a PDF; `None` where the budget is at its end.
    pub fn zlib(budget: &mut Budget) -> Option<Self> {
        budget.spend(BEGIN).then(|| Self(InflateState::new_boxed(DataFormat::Zlib)))
    }

    /// Unpacks the next bytes, piece by piece.
    pub fn take(&mut self, bytes: &[u8], budget: &mut Budget, sink: &mut dyn FnMut(&[u8], &mut Budget)) -> Came {
        let mut output = vec![0; CHUNK];
        let mut left = bytes;
        loop {
            let step = inflate(&mut self.0, left, &mut output, MZFlush::None);
            left = left.get(step.bytes_consumed..).unwrap_or_default();
            if !budget.spend(step.bytes_consumed.saturating_add(step.bytes_written)) {
                return Came::TooFar;
            }
            sink(output.get(..step.bytes_written).unwrap_or_default(), budget);
            match step.status {
                Ok(MZStatus::Ok) if !left.is_empty() || step.bytes_written == CHUNK => {}
                Ok(MZStatus::Ok) | Err(MZError::Buf) if left.is_empty() => return Came::On,
                _ => return Came::ToEnd,
            }
        }
    }
}
