//! Loading a compiled pack, with the checks that the compiler made.

use std::fmt;

use super::{Fault, Pack, PackRef, faults};
use crate::json::{parse, sha256_hex};

/// The layout that this core reads.
const FORMAT: u32 = 1;

/// Why bytes are no pack that this core can use.
#[derive(Debug)]
pub enum PackError {
    /// Not JSON of a pack's shape; what the reader says.
    Shape(String),
    /// A layout that this core does not know.
    Format(u32),
    /// Of the right shape, but it contradicts itself.
    Faults(Vec<Fault>),
}

/// Reads a compiled pack and names its version: the SHA-256 of the bytes, which the compiler wrote in their canonical form.
///
/// # Errors
/// When the bytes are no pack, one of an unknown layout, or one that contradicts itself.
pub fn load(bytes: &[u8]) -> Result<(Pack, PackRef), PackError> {
    let read = parse(bytes).and_then(|json| json.shaped::<Pack>());
    let pack = read.map_err(|error| PackError::Shape(error.to_string()))?;
    if pack.format != FORMAT {
        return Err(PackError::Format(pack.format));
    }
    let found = faults(&pack);
    if !found.is_empty() {
        return Err(PackError::Faults(found));
    }
    let reference = PackRef { id: pack.id.clone(), version: sha256_hex(bytes) };
    Ok((pack, reference))
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackError::Shape(what) => write!(f, "the bytes are no compiled pack: {what}"),
            PackError::Format(format) => {
                write!(f, "the pack is of layout {format}; this program reads layout {FORMAT}: use a newer program")
            }
            PackError::Faults(found) => {
                write!(f, "the pack contradicts itself")?;
                found.iter().try_for_each(|fault| write!(f, "; {fault}"))
            }
        }
    }
}

impl std::error::Error for PackError {}
