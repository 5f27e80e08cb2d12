//! A dossier: one case under one law, and what the law asks of it.

mod carry;
mod change;
mod check;
mod checks;
mod columns;
mod conditions;
mod direct;
mod edit;
mod fields;
mod find;
mod flat;
mod foretold;
mod idle;
mod issued;
mod lists;
mod live;
mod lookup;
mod many;
mod model;
mod papers;
mod pieces;
mod places;
mod plan;
mod progress;
mod reach;
mod require;
mod seal;
mod several;
mod shape;
mod since;
mod spot;
mod tally;
mod timeline;
mod truth;
mod unknown;
mod waits;
mod which;
mod whole;

pub use carry::{Carried, Source, carried};
pub use change::{Changed, changes, changes_of_one};
pub use check::check;
pub use edit::{Undo, put, touched};
pub use issued::{issued_fields, issued_findings, issued_known, issued_named};
pub use live::{Difference, Live};
pub(crate) use lookup::sort_of;
pub use many::{
    Joint, Part, asked_all, asked_by_row_all, check_all, left_out, part_of, progress_all, recipients, requirements_all,
    sections_all,
};
pub use model::{Dossier, Earlier, FileRef, List, Paper, Row, Values};
pub use places::{Local, Marked, Places, Rest, addressed};
pub use plan::Plans;
pub use progress::{Section, Status, progress, section_of, sections};
pub use require::{Requirement, SlotAsk, asked, asked_by_row, requirements};
pub use seal::sealed;
pub use several::Several;
pub use spot::{Spot, Touched};
pub use timeline::{Due, deadline, timeline, timeline_all, timeline_of};
pub use unknown::Unknown;
pub use which::{Applies, questions, which};
pub use whole::force;
