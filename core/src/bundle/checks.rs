//! How many signatures are verified for one container: whoever sends it may put in certificates, lists and responses as he likes, none of
//! which anybody signed, and each may have to be tried on each.

use std::sync::atomic::{AtomicU32, Ordering};

use super::PublicKey;

/// What all checks for a container may cost together; one by a key on P-256 costs 1. A signature with a timestamp and what tells of
/// revocation takes some forty, and what takes all is at its end in about two seconds.
const ALL: u32 = 2048;
/// What it costs to look for a path, beside the signatures on it.
const PATH: u32 = 8;
/// So many bytes are hashed in the time of a check.
const BYTES: usize = 1 << 18;

/// What a check costs by a key on P-256.
pub(super) const P256: u32 = 1;
/// What a check costs by a key on P-384.
pub(super) const P384: u32 = 4;

/// What a check costs by an RSA key of that many bytes.
pub(super) fn rsa(bytes: usize) -> u32 {
    let times = u32::try_from(bytes / 256).unwrap_or(u32::MAX).max(1);
    times.saturating_mul(times)
}

/// What may still be spent on checks for a container.
pub(super) struct Checks(AtomicU32);

impl Default for Checks {
    fn default() -> Self {
        Self(AtomicU32::new(ALL))
    }
}

impl Checks {
    /// Takes for a check by a key over a message; whether there was enough. Where there was not, there is no more for a cheaper one.
    pub(super) fn spend(&self, key: &PublicKey, message: &[u8]) -> bool {
        let cost = match key {
            PublicKey::P256(_) => P256,
            PublicKey::P384(_) => P384,
            PublicKey::Rsa(_) => rsa(key.signature_size()),
        };
        self.take(cost, message)
    }

    /// Takes for a search of a path; whether there was enough.
    pub(super) fn spend_on_path(&self) -> bool {
        self.take(PATH, &[])
    }

    /// Takes for a check of that cost over a message; whether there was enough.
    pub(super) fn take(&self, cost: u32, message: &[u8]) -> bool {
        let cost = cost.saturating_add(u32::try_from(message.len() / BYTES).unwrap_or(u32::MAX));
        let left = self.0.load(Ordering::Relaxed);
        // The last is never spent: where nothing is left, something was not tried.
        let is_enough = left > cost;
        self.0.store(if is_enough { left - cost } else { 0 }, Ordering::Relaxed);
        is_enough
    }

    /// Whether something was not tried.
    pub(super) fn are_spent(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_stays_so_and_is_known() {
        let checks = Checks::default();
        assert_eq!((1..).find(|_| !checks.take(P384, &[])), Some(512));
        assert!(checks.are_spent() && !checks.take(P256, &[]) && !checks.spend_on_path());
        let checks = Checks::default();
        assert!(checks.take(P256, &vec![0; 100 << 18]) && !checks.are_spent());
        assert_eq!((1..).find(|_| !checks.take(P256, &[])), Some(ALL - 101));
        assert_eq!([256, 512, 1024].map(rsa), [1, 4, 16]);
    }
}
