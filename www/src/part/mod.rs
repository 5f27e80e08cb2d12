//! What pages are made of. Each takes the law's texts and what core found; none holds a rule of law.

pub mod answers;
pub mod day;
pub mod errors;
pub mod field;
pub mod finding;
pub mod force;
pub mod heading;
pub mod notice;
pub mod opening;
pub mod radios;
pub mod rail;
pub mod shell;
pub mod tag;
pub mod turn;
pub mod whom;
