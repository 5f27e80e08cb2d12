//! The fuzzer: libFuzzer on the target that `HOSO_FUZZ` names. `cargo xtask fuzz` builds and runs it.

#![no_main]
#![allow(unsafe_code, reason = "the macros of libfuzzer-sys make the functions that libFuzzer calls")]
#![allow(clippy::panic, reason = "without a target there is nothing to do")]

use std::sync::LazyLock;

use hoso_tests::fuzz::{Draws, Target, target};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let name = std::env::var("HOSO_FUZZ").unwrap_or_default();
    target(&name).unwrap_or_else(|| panic!("HOSO_FUZZ names no target: `{name}`"))
});

fuzz_target!(|bytes: &[u8]| (TARGET.run)(bytes));

// Two changes of three are within the structure; the others are those of libFuzzer itself.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut plain = |bytes: &mut Vec<u8>| {
        let size = bytes.len();
        bytes.resize(size + 64, 0);
        let length = fuzzer_mutate(bytes, size, size + 64);
        bytes.truncate(length);
    };
    let changed = data.get(..size).filter(|_| seed % 3 > 0);
    let changed = changed.and_then(|bytes| (TARGET.mutate)(bytes, &mut Draws::new(seed, &mut plain)));
    match changed.filter(|changed| changed.len() <= max_size) {
        Some(changed) => {
            data.iter_mut().zip(&changed).for_each(|(old, new)| *old = *new);
            changed.len()
        }
        None => fuzzer_mutate(data, size, max_size),
    }
});
