//! Building what is shipped: the client (`hoso-www`) and the npm module (`hoso-web`).

pub mod client;
pub mod module;
mod notices;
pub mod wasm;
