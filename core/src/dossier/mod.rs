//! A dossier: one case under one law, and what the law asks of it.

mod check;
mod checks;
mod fields;
mod find;
mod issued;
mod lists;
mod live;
mod lookup;
mod model;
mod papers;
mod pieces;
mod plan;
mod progress;
mod reach;
mod require;
mod seal;
mod timeline;
mod which;
mod whole;

pub use check::check;
pub use issued::{issued_fields, issued_findings};
pub use live::{Changed, Changes, Live};
pub use model::{Dossier, Earlier, FileRef, List, Paper, Row, Values};
pub use plan::Plans;
pub use progress::{Section, Status, progress, section_of, sections};
pub use require::{Requirement, SlotAsk, asked, requirements};
pub use seal::sealed;
pub use timeline::{Due, deadline, timeline, timeline_of};
pub use which::{Applies, questions, which};
