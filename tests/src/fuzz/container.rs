//! Containers: our own profile and foreign ones, opened, judged, and told of.

use hoso_core::bundle::open;

use super::small::{cades, foreign, judge, own, trust};
use crate::attacks;

/// Largest part that is read.
const PART: u64 = 1 << 20;

pub fn run(bytes: &[u8]) {
    let verdict = judge(bytes, trust());
    serde_json::to_string(&verdict).unwrap();
    if let Ok(opened) = open(&bytes) {
        assert_eq!(opened.stamped().count(), opened.signers().count());
        for part in opened.parts() {
            // Right or not, it is said, and no more is read than is there.
            let read = opened.read_part(part.name.as_str(), PART);
            assert!(read.is_err() || read.is_ok_and(|read| read.len() <= bytes.len()));
        }
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    vec![own().sealed(), foreign().with_entries(|_| ()), cades(), attacks::base_with_timestamp()]
}
