//! Named checks, one a file: what does not fit the vocabulary of law files, with its parameters in the law file.

mod at_least;
mod in_order;
mod same;
mod sum;

pub use at_least::{least, too_little};
pub use in_order::out_of_order;
pub use same::differ;
pub use sum::sum;
