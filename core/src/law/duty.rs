//! What a duty asks: papers, lists, rows, and named checks.

use serde::{Deserialize, Serialize};

use super::{Condition, PaperKind, Ref, Timing};
use crate::cite::Cite;
use crate::day::DayOfYear;
use crate::map::Map;

/// Papers, of which any one or all are asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperAsk {
    /// Any one of them settles it.
    AnyOf(Vec<PaperSpec>),
    /// Each is asked.
    AllOf(Vec<PaperSpec>),
}

impl PaperAsk {
    /// The papers, whichever way they are asked.
    pub fn specs(&self) -> &[PaperSpec] {
        match self {
            PaperAsk::AnyOf(specs) | PaperAsk::AllOf(specs) => specs,
        }
    }
}

/// One paper of the packet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PaperSpec {
    /// Which: a word under `paper`.
    pub paper: String,
    /// The kinds in which it is accepted; none named means that the text names none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<PaperKind>,
    /// How many copies the packet must hold, in each set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<u32>,
    /// In how many sets it belongs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<u32>,
    /// The list that hoso prints it from; then no scan is attached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed_from: Option<String>,
    /// The form into which what it states is typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub states: Option<String>,
    /// Whether it is evidence of an act beside the filing: no part of the packet, and its absence only warns.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beside: bool,
}

/// What another unit asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AsAsk {
    /// The unit, with those under it.
    pub unit: Cite,
    /// Asked only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Of the papers of that very unit, each of which it asks for: those that are asked here only when their own condition holds.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub papers: Map<String, Condition>,
}

/// A list to fill, what rows it must have, and papers for each row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ListAsk {
    /// The list: a repeated form.
    pub list: String,
    /// Rows that must be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RowsAsk>,
    /// Papers for each row, the first whose condition holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub each: Vec<EachAsk>,
}

/// At least so many rows of which something holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RowsAsk {
    /// How many at least.
    pub at_least: u32,
    /// Which rows count.
    #[serde(rename = "where", default, skip_serializing_if = "Option::is_none")]
    pub matching: Option<Condition>,
    /// Asked only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// Papers for a row of which something holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct EachAsk {
    /// For which rows.
    pub when: Condition,
    /// Which papers.
    pub papers: PaperAsk,
}

/// A named check: the name is the key, the parameters are in the law file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// The places hold the same thing: the same name, number, day or amount.
    Same(Vec<Ref>),
    /// An amount is at least a floor, and at least a share of another amount.
    AtLeast(AtLeast),
    /// The days stand in this order, equal ones allowed.
    InOrder(Vec<Ref>),
    /// Whole numbers or amounts add up to another.
    Sum(Sum),
    /// Something is done within the time that a day sets.
    InTime(InTime),
    /// At least one of these yes-or-no questions is answered yes.
    AtLeastOne(Vec<Ref>),
    /// No two rows of the list hold the same in all of these fields.
    Unique(Vec<Ref>),
    /// What is typed stands in a column of a list.
    Among(Among),
    /// A list has as many rows as a number says.
    RowCount(RowCount),
    /// What is said to have changed, or not, since the earlier dossier agrees with what both hold.
    Changed(Changed),
    /// What is typed names the place of the recipient.
    NamesPlace(Ref),
    /// Two places do not hold the same thing.
    Differ(Vec<Ref>),
    /// A date falls on the day of the year that goes with an answer.
    OnDay(OnDay),
    /// What stood at the end of a period stands at the beginning of the next.
    Continues(Continues),
}

/// Parameters of [`Check::Continues`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Continues {
    /// What stood at the end of the one period.
    pub was: Ref,
    /// What stands at the beginning of the other.
    pub is: Ref,
    /// The last day of the one.
    pub ended: Ref,
    /// The first day of the other: compared only where it is the next.
    pub begins: Ref,
}

/// Parameters of [`Check::OnDay`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OnDay {
    /// The date.
    pub date: Ref,
    /// The question whose answer says on which day it falls.
    pub by: Ref,
    /// The days, by the answers.
    pub days: Map<String, DayOfYear>,
}

/// Parameters of [`Check::Changed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Changed {
    /// The yes-or-no question whether something changed.
    pub question: Ref,
    /// What is compared, of the earlier dossier and of this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<(Ref, Ref)>,
    /// Forms and lists that both may hold, compared as wholes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub whole: Vec<String>,
    /// Whether the question is about more than what is compared, so that nothing follows where all of that is as it was.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub part: bool,
}

/// Parameters of [`Check::RowCount`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RowCount {
    /// A field of the list.
    pub column: Ref,
    /// The number.
    pub is: Ref,
}

/// Parameters of [`Check::Among`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Among {
    /// What is looked for.
    pub value: Ref,
    /// Where: a field of a list, of this dossier or of the earlier one.
    pub column: Ref,
    /// Only in rows that hold the same here: what is typed, and the field of that list. Where no row does, there is nothing to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<(Ref, Ref)>,
}

/// Parameters of [`Check::InTime`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct InTime {
    /// When it is done.
    pub done: Ref,
    /// The day that the time is reckoned from.
    pub from: Ref,
    /// The time.
    pub time: Timing,
}

/// Parameters of [`Check::Sum`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sum {
    /// What is added up.
    pub parts: Vec<Ref>,
    /// What it must come to.
    pub is: Ref,
}

/// Parameters of [`Check::AtLeast`], in whole đồng.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AtLeast {
    /// The amount judged.
    pub amount: Ref,
    /// The least amount, as a decimal string.
    pub floor: String,
    /// Whole percent of another amount: percent, and where that amount is typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<(u32, Ref)>,
}

impl Check {
    /// Every place that the check looks at, in the order of the law file.
    pub fn refs(&self) -> Vec<&Ref> {
        match self {
            Check::Same(refs)
            | Check::Differ(refs)
            | Check::InOrder(refs)
            | Check::AtLeastOne(refs)
            | Check::Unique(refs) => refs.iter().collect(),
            Check::NamesPlace(at) => vec![at],
            Check::OnDay(ask) => vec![&ask.date, &ask.by],
            Check::Continues(ask) => vec![&ask.was, &ask.is, &ask.ended, &ask.begins],
            Check::Among(ask) => {
                let with = ask.with.iter().flat_map(|(value, column)| [value, column]);
                [&ask.value, &ask.column].into_iter().chain(with).collect()
            }
            Check::RowCount(ask) => vec![&ask.column, &ask.is],
            Check::InTime(ask) => vec![&ask.done, &ask.from],
            Check::Changed(ask) => {
                let pairs = ask.fields.iter().flat_map(|(before, now)| [before, now]);
                std::iter::once(&ask.question).chain(pairs).collect()
            }
            Check::Sum(ask) => ask.parts.iter().chain([&ask.is]).collect(),
            Check::AtLeast(ask) => std::iter::once(&ask.amount).chain(ask.percent.as_ref().map(|(_, of)| of)).collect(),
        }
    }
}
