//! The law as data: what a compiled pack holds. No line here knows any one law.

mod condition;
mod duty;
mod faults;
mod field;
#[cfg(feature = "held")]
pub mod held;
mod index;
mod load;
mod pack;
mod procedure;
mod shape;
mod words;

pub use condition::{Condition, Ref};
pub use duty::{
    Among, AsAsk, AtLeast, Changed, Check, Continues, EachAsk, InTime, ListAsk, OnDay, PaperAsk, PaperSpec, RowCount,
    RowsAsk, Sum,
};
pub use faults::{Fault, faults};
pub use field::{Choice, Field, FieldBasis, FieldKind, Form, FormCheck, Group, Use};
pub use index::{DossierEntry, IndexEntry, KnownLaw, PackIndex, PackVersion, Subject};
pub use load::{PackError, load};
pub use pack::{Act, Article, Caution, DossierKind, Ground, Pack, PackRef, Reading, Replacement, Unit, What};
pub use procedure::{Earliest, Step, Timing};
pub use words::{PaperKind, PlaceName, PlaceNames, Recipient, Words};
