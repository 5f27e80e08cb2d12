//! What must not be set when hoso is built.

use anyhow::{Result, bail};

const OVERRIDES: [&str; 3] = ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS"];

/// Refuses to go on when the environment carries compiler flags: cargo would silently take them instead of those in
/// `.cargo/config.toml`, and the wasm would be built without simd128 and with another source of randomness.
pub fn no_rustflags_in_the_environment() -> Result<()> {
    for name in OVERRIDES {
        if std::env::var_os(name).is_some() {
            bail!(
                "{name} is set in the environment; cargo would use it instead of the flags in .cargo/config.toml and \
                 build another wasm. Run again with `env -u {name} cargo xtask …`"
            );
        }
    }
    Ok(())
}
