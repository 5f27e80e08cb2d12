//! A dossier: one case under one law, and what the law asks of it.

mod model;

pub use model::{Dossier, FileRef, List, Paper, Row, Values};
