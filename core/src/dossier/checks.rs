//! Named checks over the values of a dossier. A value that is missing or malformed has its own finding, so a check waits for it.

use super::lookup::Case;
use crate::check::{differ, least, out_of_order, sum, too_little};
use crate::form::Value;
use crate::law::{AtLeast, Check, Ref};
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

/// Whether a check fails on what is there.
pub fn failed(case: &Case, check: &Check) -> Option<Failed> {
    match check {
        Check::Same(refs) => {
            let values = values(case, refs)?;
            differ(&values).then(|| of(case, Code::NotSame, refs, Vec::new()))
        }
        Check::InOrder(refs) => {
            // A day not given, and one that may stay empty, leaves the others to be compared.
            let days: Vec<_> = refs.iter().filter_map(|at| case.value(at, None)).filter_map(day).collect();
            out_of_order(&days).then(|| of(case, Code::OutOfOrder, refs, Vec::new()))
        }
        Check::Sum(ask) => {
            let parts = ask.parts.iter().map(|at| number(case, at)).collect::<Option<Vec<u64>>>()?;
            let refs: Vec<Ref> = ask.parts.iter().chain([&ask.is]).cloned().collect();
            let is = number(case, &ask.is)?;
            (sum(&parts) != Some(is)).then(|| of(case, Code::NotTheSum, &refs, Vec::new()))
        }
        Check::AtLeast(ask) => {
            let least = least_amount(case, ask)?;
            let amount = number(case, &ask.amount)?;
            let data = vec![("least", Datum::Money(least.to_string()))];
            too_little(amount, least).then(|| of(case, Code::TooLittle, std::slice::from_ref(&ask.amount), data))
        }
    }
}

fn of(case: &Case, code: Code, refs: &[Ref], mut data: Vec<(&'static str, Datum)>) -> Failed {
    let places: Vec<Place> = refs.iter().map(|at| case.place(at, None)).collect();
    let settle =
        |place: &Place| vec![if *place == Place::Dossier { Settle::ChangeDay } else { Settle::Answer(place.clone()) }];
    data.push(("places", Datum::Places(refs.to_vec())));
    let shown = places.iter().rev().find(|place| **place != Place::Dossier).cloned().unwrap_or(Place::Dossier);
    Failed { code, place: shown, data, settle: places.iter().map(settle).collect() }
}

fn least_amount(case: &Case, ask: &AtLeast) -> Option<u64> {
    let share = match &ask.percent {
        Some((percent, of)) => number(case, of).map(|whole| (*percent, whole)),
        None => None,
    };
    ask.floor.parse().ok().map(|floor| least(floor, share))
}

/// The values at all of the places, or none while one is missing.
fn values(case: &Case, refs: &[Ref]) -> Option<Vec<Value>> {
    refs.iter().map(|at| case.value(at, None)).collect()
}

fn day(value: Value) -> Option<crate::day::Day> {
    if let Value::Day(day) = value { Some(day) } else { None }
}

fn number(case: &Case, at: &Ref) -> Option<u64> {
    if let Some(Value::Number(number)) = case.value(at, None) { Some(number) } else { None }
}
