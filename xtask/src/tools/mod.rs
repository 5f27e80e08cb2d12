//! What hoso is built and tested with, fetched on first use. Each piece is asked for by the step that needs it and is kept, by
//! version, under `target/`; what is there already is not fetched again.

pub mod debian;
pub mod node;
pub mod python;
pub mod wasm;
