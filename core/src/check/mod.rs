//! Named checks, one a file: what does not fit the vocabulary of law files, with its parameters in the law file.

mod at_least;
mod in_order;
mod in_time;
mod on_day;
mod same;
mod sum;
mod unique;

pub use at_least::{least, too_little};
pub use in_order::out_of_order;
pub use in_time::{deadline_since, doubted, missed};
pub use on_day::other_day;
pub use same::{compared, differ, fingerprint, same};
pub use sum::sum;
pub use unique::repeated;
