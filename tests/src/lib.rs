//! What must hold across rooms. Here: the told cases that stand beside the law, and the mutants that they must catch.

pub mod cases;
pub mod circular;
pub mod example;
#[cfg(not(target_arch = "wasm32"))]
pub mod mutants;
