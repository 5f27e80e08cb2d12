//! Counting what verdicts there are, so that the worst of them is known without looking at each again.

use crate::report::Verdict;

/// How many are unmet, and how many open.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    unmet: usize,
    open: usize,
}

impl Tally {
    /// One more.
    #[inline]
    pub fn takes_in(&mut self, verdict: Verdict) {
        if let Some(count) = self.of(verdict) {
            *count += 1;
        }
    }

    /// One that was taken in is no more.
    #[inline]
    pub fn takes_away(&mut self, verdict: Verdict) {
        if let Some(count) = self.of(verdict) {
            *count = count.saturating_sub(1);
        }
    }

    /// The worst of all.
    #[inline]
    pub fn verdict(self) -> Verdict {
        match self {
            Tally { unmet: 1.., .. } => Verdict::Unmet,
            Tally { open: 1.., .. } => Verdict::Open,
            Tally { .. } => Verdict::Met,
        }
    }

    #[inline]
    fn of(&mut self, verdict: Verdict) -> Option<&mut usize> {
        match verdict {
            Verdict::Unmet => Some(&mut self.unmet),
            Verdict::Open => Some(&mut self.open),
            Verdict::Met | Verdict::NotAsked => None,
        }
    }
}
