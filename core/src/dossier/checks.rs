//! Named checks over the values of a dossier. A value that is missing or malformed has its own finding, so a check waits for it.

use std::borrow::Cow;

use super::lookup::Case;
use super::plan::At;
use crate::check::{differ, least, out_of_order, sum, too_little};
use crate::day::Day;
use crate::form::Value;
use crate::law::{Check, Ref};
use crate::report::{Code, Datum, Finding, Place, Settle};

/// What a check found: the code, the place it is shown at, the data, and the ways to settle it.
pub struct Failed {
    pub code: Code,
    pub place: Place,
    pub data: Vec<(&'static str, Datum)>,
    pub settle: Vec<Vec<Settle>>,
}

impl Failed {
    /// The finding, given what the check rests on.
    pub fn finding(self, make: impl FnOnce(Code, Place) -> Finding) -> Finding {
        let finding = make(self.code, self.place).settled_by(self.settle);
        self.data.into_iter().fold(finding, |finding, (key, datum)| finding.with(key, datum))
    }
}

/// Whether a check fails on what is there; the places are those that it names, in its order.
pub fn failed(case: Case, check: &Check, places: &[At]) -> Option<Failed> {
    match check {
        Check::Same(refs) => {
            let values: Vec<Cow<Value>> = places.iter().map(|at| case.value(at, None)).collect::<Option<_>>()?;
            differ(&values).then(|| of(case, Code::NotSame, places, refs.to_vec()))
        }
        Check::InOrder(refs) => {
            // A day not given, and one that may stay empty, leaves the others to be compared.
            let days: Vec<_> = places.iter().filter_map(|at| day(case, at)).collect();
            out_of_order(&days).then(|| of(case, Code::OutOfOrder, places, refs.to_vec()))
        }
        Check::Sum(_) => {
            let numbers = places.iter().map(|at| number(case, at)).collect::<Option<Vec<u64>>>()?;
            let (is, parts) = numbers.split_last()?;
            let refs = || check.refs().into_iter().cloned().collect();
            (sum(parts) != Some(*is)).then(|| of(case, Code::NotTheSum, places, refs()))
        }
        Check::AtLeast(ask) => {
            let (amount, share) = places.split_first()?;
            let share = ask.percent.as_ref().zip(share.first());
            let share = share.and_then(|((percent, _), whole)| Some((*percent, number(case, whole)?)));
            let least = least(ask.floor.parse().ok()?, share);
            too_little(number(case, amount)?, least).then(|| {
                let mut failed = of(case, Code::TooLittle, std::slice::from_ref(amount), vec![ask.amount.clone()]);
                failed.data.push(("least", Datum::Money(least.to_string())));
                failed
            })
        }
    }
}

fn of(case: Case, code: Code, places: &[At], named: Vec<Ref>) -> Failed {
    let places: Vec<Place> = places.iter().map(|at| case.place(at, None)).collect();
    let settle =
        |place: &Place| vec![if *place == Place::Dossier { Settle::ChangeDay } else { Settle::Answer(place.clone()) }];
    let shown = places.iter().rev().find(|place| **place != Place::Dossier).cloned().unwrap_or(Place::Dossier);
    let settle = places.iter().map(settle).collect();
    Failed { code, place: shown, data: vec![("places", Datum::Places(named))], settle }
}

fn day(case: Case, at: &At) -> Option<Day> {
    if let Value::Day(day) = *case.value(at, None)? { Some(day) } else { None }
}

fn number(case: Case, at: &At) -> Option<u64> {
    if let Value::Number(number) = *case.value(at, None)? { Some(number) } else { None }
}
