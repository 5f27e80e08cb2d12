//! What must hold across rooms. Here: the told cases that stand beside the law, the mutants that they must catch, and
//! attacks on bundles, and what is fuzzed.

#[cfg(not(target_arch = "wasm32"))]
pub mod attacks;
pub mod cases;
pub mod circular;
pub mod example;
#[cfg(not(target_arch = "wasm32"))]
pub mod fuzz;
#[cfg(not(target_arch = "wasm32"))]
pub mod mutants;
#[cfg(not(target_arch = "wasm32"))]
pub mod told;
