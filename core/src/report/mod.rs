//! What a check answers: verdicts and findings, as values. Sentences are made later, by [`crate::say`].

mod place;
mod shape;
mod write;

use serde::{Deserialize, Serialize};

use crate::cite::Cite;
use crate::day::{Day, Deadline};
use crate::law::{Condition, PackRef, PaperKind, Ref, Timing};
use crate::map::Map;

pub use place::{Place, Slot};

/// What was found about a dossier under one pack on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Report {
    /// The version of this layout; 1.
    pub format: u32,
    /// The pack that it was judged by.
    pub pack: PackRef,
    /// The day for which it was judged.
    pub on: Day,
    /// Whether the dossier was closed, so that what is absent counts as unmet.
    pub closed: bool,
    /// The verdict on the whole.
    pub verdict: Verdict,
    /// Each duty of the dossier, in the order of the law.
    pub duties: Vec<DutyState>,
    /// Each finding: those about the law's force first, then in the order of the law.
    pub findings: Vec<Finding>,
}

/// The verdict on a duty or a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// What is asked is there and right.
    Met,
    /// Something asked is wrong, or absent though the dossier is closed.
    Unmet,
    /// Something asked, or the answer that decides whether it is asked, is still absent.
    Open,
    /// It is not asked: its condition does not hold.
    NotAsked,
}

/// The verdict on one duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DutyState {
    /// The unit of the law.
    pub cite: Cite,
    /// The verdict.
    pub verdict: Verdict,
    /// The answers that made it not asked, or that it still waits for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Place>,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Finding {
    /// Pack and unit, or pack and field: `vn/tt-24-2014 2/5.a`, `vn/tt-24-2014 m-01/phone`.
    pub rule: String,
    /// What is the matter.
    pub code: Code,
    /// How grave.
    pub severity: Severity,
    /// On what it rests.
    pub basis: Basis,
    /// The readings that it rests on besides, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<String>,
    /// Where in the dossier.
    pub place: Place,
    /// What the sentence needs: words and numbers of the law, never what the filer typed; of days only those that a deadline is reckoned from.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub data: Map<String, Datum>,
    /// Ways to settle it; any one way does, all steps of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settle: Vec<Vec<Settle>>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The duty is unmet.
    Error,
    /// The duty is open: something is still to do.
    ToDo,
    /// Worth a second look; the verdict stands.
    Warning,
}

/// On what a finding rests. The three look different wherever they are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A unit of the law.
    Law(Cite),
    /// A rule of ours; the reason stands in the pack at the place of the finding, or in [`crate::say`] for the code.
    House,
    /// A reading of ours, by its id.
    Reading(String),
}

/// What is the matter, from a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The law is not in force on the day. Data: `from`, `until`.
    NotInForce,
    /// The law's force is open to doubt on the day.
    ForceInDoubt,
    /// The dossier names another version of the pack than the one at hand.
    OtherVersion,
    /// The law knows no such dossier.
    UnknownProcedure,
    /// The recipient does not receive this dossier.
    WrongRecipient,
    /// A question or field is not answered.
    Missing,
    /// Something is answered or attached that the pack does not know. Data, where it stands for many that are not told of: `more`.
    Unknown,
    /// The value is of no form that the kind accepts. Data: `kind`, `why`.
    Malformed,
    /// The value is of the right form but looks wrong. Data: `kind`, `why`.
    Doubtful,
    /// A list has too few rows of a sort. Data: `at-least`.
    TooFewRows,
    /// A list is not yet closed: rows may still come.
    ListOpen,
    /// A paper is missing.
    PaperMissing,
    /// Nothing shows yet that an act beside the filing was done.
    EvidenceMissing,
    /// A paper has no scan attached.
    NoScan,
    /// A paper's kind is not stated.
    KindMissing,
    /// A paper is not of a kind accepted. Data: `kinds`.
    WrongKind,
    /// A paper's number of copies or sets is not stated. Data: `needed`.
    CountMissing,
    /// A paper's stated number of copies or sets is too small. Data: `needed`.
    TooFew,
    /// Two places that must hold the same do not.
    NotSame,
    /// An amount is below the least one. Data: `least`.
    TooLittle,
    /// Days stand in the wrong order.
    OutOfOrder,
    /// Numbers do not add up to another.
    NotTheSum,
    /// None of several questions is answered yes.
    NoneOf,
    /// A row holds what another before it holds. Data: `first`, the number of that row.
    Repeated,
    /// What is typed stands in no row of a list.
    NotAmong,
    /// Rows could not be compared with a list of the earlier dossier, which holds none.
    NotCompared,
    /// A list has another number of rows than is stated.
    NotTheRows,
    /// It is not as in the earlier dossier, yet the question whether it changed is answered no.
    ChangeUnsaid,
    /// Something is said to have changed, yet all that is compared is as in the earlier dossier.
    NothingChanged,
    /// What is typed is not the place of the recipient.
    WrongPlace,
    /// Two places that must differ hold the same.
    Alike,
    /// A date is not the day that it must be. Data: `day`, in the year of the date.
    OtherDay,
    /// The filing goes to more places than the law has it go to.
    OnePlace,
    /// The filing goes to none of a sort of recipients to whom the law has it go too.
    NotToAll,
    /// Something is done after its time. Data: `time`, `deadline`, and where it is in time by the looser count, `looser`, its last day.
    TooLate,
    /// Something is done before it may be. Data as for what is too late.
    TooEarly,
    /// The earlier dossier is none that this one may build on.
    EarlierUnfit,
    /// By the answers given nothing of the dossier is asked.
    NothingAsked,
}

/// A word or number of the law that a sentence needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Datum {
    /// A number.
    Number(u64),
    /// An amount in đồng, a decimal string.
    Money(String),
    /// A day of the law.
    Day(Day),
    /// Kinds of paper.
    Kinds(Vec<PaperKind>),
    /// A reason from the closed set of [`crate::form::Why`].
    Why(String),
    /// Places whose labels the sentence names.
    Places(Vec<Ref>),
    /// How much time there is.
    Time(Timing),
    /// When it runs out, or for what may only be done later when that begins, and how that was found.
    Deadline(Deadline),
    /// Recipients by id, or sorts of them.
    Recipients(Vec<String>),
}

/// One step that helps to settle a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Settle {
    /// Give or mend the value there.
    Answer(Place),
    /// Attach a scan there and say what the packet holds.
    Attach {
        /// Where.
        slot: Slot,
        /// In one of these kinds, if the text names any.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        kinds: Vec<PaperKind>,
        /// In at least so many copies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        copies: Option<u32>,
        /// In at least so many sets.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sets: Option<u32>,
    },
    /// Add a row to the list.
    AddRow {
        /// The list.
        list: String,
        /// Of which this holds.
        #[serde(rename = "where", default, skip_serializing_if = "Option::is_none")]
        matching: Option<Condition>,
    },
    /// Say that the list is complete.
    CloseList(String),
    /// Choose another day of filing.
    ChangeDay,
    /// Send it to a recipient of this sort.
    SendTo(String),
    /// Build on an earlier dossier of one of these kinds, or on none.
    BuildOn(Vec<String>),
    /// Choose a kind of dossier that the law knows.
    ChooseKind,
}
