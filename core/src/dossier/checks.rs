//! Named checks over the values of a dossier. A value that is missing or malformed has its own finding, so a check waits for it.

use std::borrow::Cow;

use super::columns::failures;
use super::find::by_unit;
use super::lookup::{Case, InHand};
use super::pieces::TimePlan;
use super::plan::{At, To};
use crate::check::{deadline_since, differ, doubted, least, missed, other_day, out_of_order, sum, too_little};
use crate::day::{Day, Deadline};
use crate::form::Value;
use crate::law::{Check, Continues, Ref, Timing, Unit};
use crate::report::{Code, Datum, Finding, Place, Settle, Severity};

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

/// Whether a check fails on what is there, for a row or form in hand; the places are those that it names, in its order.
pub fn failed(case: Case, check: &Check, places: &[At], in_hand: Option<InHand>) -> Option<Failed> {
    let of = |code, places: &[At], named| of(case, code, places, in_hand, named);
    match check {
        Check::Same(refs) | Check::Differ(refs) => {
            let values: Vec<Cow<Value>> = places.iter().map(|at| case.value(at, in_hand)).collect::<Option<_>>()?;
            let (code, wanted) =
                if matches!(check, Check::Same(_)) { (Code::NotSame, false) } else { (Code::Alike, true) };
            (differ(&values) != wanted).then(|| of(code, places, refs.to_vec()))
        }
        Check::InOrder(_) => {
            // A day not given, and one that may stay empty, leaves the others to be compared.
            let is_out = out_of_order(places.iter().filter_map(|at| day(case, at, in_hand)));
            is_out.then(|| {
                let given: Vec<At> = places.iter().filter(|at| day(case, at, in_hand).is_some()).copied().collect();
                of(Code::OutOfOrder, &given, given.iter().map(|at| at.named.clone()).collect())
            })
        }
        Check::Sum(_) => {
            let numbers = places.iter().map(|at| total(case, at, in_hand)).collect::<Option<Vec<u64>>>()?;
            let (is, parts) = numbers.split_last()?;
            let refs = || check.refs().into_iter().cloned().collect();
            (sum(parts) != Some(*is)).then(|| of(Code::NotTheSum, places, refs()))
        }
        Check::InTime(ask) => {
            let [done, from] = places else { return None };
            let days = (day(case, done, in_hand)?, day(case, from, in_hand)?);
            let (deadline, doubt) = missed_by(case, &ask.time, days, None)?;
            let mut failed = of(code_of(&ask.time), places, vec![ask.done.clone(), ask.from.clone()]);
            failed.data.extend(time_data(&ask.time, deadline, doubt));
            Some(failed)
        }
        Check::AtLeastOne(_) => {
            // A question that is asked and not answered may yet be the one.
            let asked = places.iter().filter(|at| case.value(at, in_hand).is_some());
            let asked: Vec<At> = asked.copied().collect();
            let is_yes = |at: &At| case.value(at, in_hand).is_some_and(|value| *value == Value::Text("yes".into()));
            let none = !asked.iter().any(is_yes) && !places.iter().any(|at| case.is_missing(at));
            let refs = asked.iter().map(|at| at.named.clone()).collect();
            let place = asked.first().map(|at| case.place(at, in_hand))?;
            none.then(|| Failed { place, ..of(Code::NoneOf, &asked, refs) })
        }
        Check::RowCount(_) => {
            let [column, is] = places else { return None };
            let rows = u64::try_from(case.column(column)?.iter().flatten().count()).ok()?;
            (number(case, is, in_hand)? != rows)
                .then(|| of(Code::NotTheRows, places, check.refs().into_iter().cloned().collect()))
        }
        Check::NamesPlace(at) => {
            let place = case.plan.pack.words.place_of(&case.dossier.recipient)?;
            let typed = case.value(places.first()?, in_hand)?;
            let Value::Text(typed) = typed.as_ref() else { return None };
            // Several lines name a place each.
            let is_named = typed.split('\n').any(|line| case.place_named(line) == Some(place));
            (!is_named).then(|| {
                let mut failed = of(Code::WrongPlace, places, vec![at.clone()]);
                failed.data.push(("recipients", Datum::Recipients(vec![case.dossier.recipient.clone()])));
                failed
            })
        }
        Check::OnDay(ask) => {
            let [date, by] = places else { return None };
            let (date_at, on) = (std::slice::from_ref(date), day(case, date, in_hand)?);
            let answer = case.value(by, in_hand)?;
            let Value::Text(answer) = answer.as_ref() else { return None };
            let wanted = other_day(ask.days.get(answer.as_ref())?, on)?;
            let mut failed = of(Code::OtherDay, date_at, vec![ask.date.clone()]);
            failed.data.push(("day", Datum::Day(wanted)));
            Some(failed)
        }
        // These look at more than one row, or at an earlier dossier.
        Check::Unique(_) | Check::Changed(_) | Check::Continues(_) => None,
        Check::Among(_) => failures(case, check, places, &[in_hand]).pop(),
        Check::AtLeast(ask) => {
            let (amount, share) = places.split_first()?;
            let share = ask.percent.as_ref().zip(share.first());
            let share = share.and_then(|((percent, _), whole)| Some((*percent, number(case, whole, in_hand)?)));
            let least = least(ask.floor.parse().ok()?, share);
            too_little(number(case, amount, in_hand)?, least).then(|| {
                let mut failed = of(Code::TooLittle, std::slice::from_ref(amount), vec![ask.amount.clone()]);
                failed.data.push(("least", Datum::Money(least.to_string())));
                failed
            })
        }
    }
}

/// Where this period does not begin with what the one just before it ended with.
pub fn broken_off(case: Case, ask: &Continues, places: &[At], in_hand: Option<InHand>) -> Option<Failed> {
    let compared = follows(case, places, in_hand)?;
    let values: Vec<Cow<Value>> = compared.iter().map(|at| case.value(at, in_hand)).collect::<Option<_>>()?;
    differ(&values).then(|| of(case, Code::NotSame, compared, in_hand, vec![ask.was.clone(), ask.is.clone()]))
}

/// Of the places that `continues` names the two that are compared, where the one period begins on the day after the other.
pub fn follows<'p, 'a>(case: Case<'_, 'a>, places: &'p [At<'a>], in_hand: Option<InHand>) -> Option<&'p [At<'a>]> {
    let (compared, days) = places.split_at_checked(2)?;
    let [ended, begins] = days else { return None };
    (day(case, ended, in_hand)?.next() == day(case, begins, in_hand)?).then_some(compared)
}

/// The finding about a step whose time the filing does not keep.
pub fn time_finding(case: Case, unit: &Unit, plan: &TimePlan) -> Option<Finding> {
    let TimePlan { step, when, day } = plan;
    let (time, from) = (step.time.as_ref()?, start_of(case, day)?);
    let missed = missed_by(case, time, (case.dossier.on, from), step.earliest.as_ref().map(|earliest| earliest.day));
    let (deadline, doubt) = missed.filter(|_| case.holds(when.as_ref(), None))?;
    // What keeps the time by one count is only warned of, by the reading on how it is counted.
    let missed = step.missed.as_ref().filter(|_| doubt.is_none());
    let severity = if missed.is_some() || doubt.is_some() { Severity::Warning } else { Severity::Error };
    let place = case.place(day, None);
    let ways = vec![vec![Settle::Answer(place.clone())], vec![Settle::ChangeDay]];
    let finding = by_unit(case.plan.pack, unit, code_of(time), severity, place).settled_by(ways);
    let counted = step.reading.as_ref().or(unit.reading.as_ref());
    let since = step.earliest.as_ref().filter(|_| deadline.earliest.is_some()).map(|earliest| &earliest.reading);
    let mut readings: Vec<String> = missed.into_iter().chain(counted).chain(since).cloned().collect();
    readings.dedup();
    let places = [("places", Datum::Places(vec![Ref::On, day.named.clone()]))];
    let data = places.into_iter().chain(time_data(time, deadline, doubt));
    let finding = data.fold(finding, |finding, (key, datum)| finding.with(key, datum));
    Some(Finding { readings, ..finding })
}

/// What the sentence on a time that is not kept needs.
fn time_data(time: &Timing, deadline: Deadline, doubt: Option<Day>) -> impl Iterator<Item = (&'static str, Datum)> {
    let data = [("time", Datum::Time(time.clone())), ("deadline", Datum::Deadline(deadline))];
    data.into_iter().chain(doubt.map(|looser| ("looser", Datum::Day(looser))))
}

/// The day that a time is reckoned from: the day stated, or the last one of the year stated.
pub fn start_of(case: Case, at: &At) -> Option<Day> {
    day(case, at, None)
}

/// The deadline that something done on a day does not keep, and the last day of the looser count, where that is kept.
fn missed_by(
    case: Case,
    time: &Timing,
    (done, from): (Day, Day),
    earliest: Option<Day>,
) -> Option<(Deadline, Option<Day>)> {
    let calendar = case.plan.pack.calendar.as_ref()?;
    let deadline = deadline_since(time, from, earliest, calendar).filter(|deadline| missed(time, done, deadline))?;
    let doubt = doubted(time, done, &deadline);
    Some((deadline, doubt))
}

fn code_of(time: &Timing) -> Code {
    if matches!(time, Timing::NotBefore(_)) { Code::TooEarly } else { Code::TooLate }
}

fn of(case: Case, code: Code, places: &[At], in_hand: Option<InHand>, named: Vec<Ref>) -> Failed {
    let settle = |at: &At| match (at.named, case.place(at, in_hand)) {
        (Ref::On, _) => Some(vec![Settle::ChangeDay]),
        // What was filed earlier stays as it is. And which row of a list is to be mended, nobody knows.
        (Ref::Earlier(..), _) | (_, Place::Dossier | Place::List { .. }) => None,
        (_, place) => Some(vec![Settle::Answer(place)]),
    };
    let settle = places.iter().filter_map(settle).collect();
    let places: Vec<Place> = places.iter().map(|at| case.place(at, in_hand)).collect();
    let last = |which: &dyn Fn(&Place) -> bool| places.iter().rev().find(|place| which(place)).cloned();
    let shown = last(&|place| matches!(place, Place::Row { .. })).or_else(|| last(&|place| *place != Place::Dossier));
    let shown = shown.unwrap_or(Place::Dossier);
    Failed { code, place: shown, data: vec![("places", Datum::Places(named))], settle }
}

/// A day, or of a year its last.
fn day(case: Case, at: &At, in_hand: Option<InHand>) -> Option<Day> {
    match *case.value(at, in_hand)? {
        Value::Day(day) => Some(day),
        Value::Number(year) => Day::of(i32::try_from(year).ok()?, 12, 31),
        Value::Text(_) => None,
    }
}

/// A number, or what the numbers of a column come to.
fn total(case: Case, at: &At, in_hand: Option<InHand>) -> Option<u64> {
    if !matches!(at.to, To::Column(..) | To::EarlierColumn(_)) {
        return number(case, at, in_hand);
    }
    let mut numbers = Vec::new();
    for value in case.column(at)?.into_iter().flatten() {
        let Value::Number(number) = value else { return None };
        numbers.push(number);
    }
    sum(&numbers)
}

fn number(case: Case, at: &At, in_hand: Option<InHand>) -> Option<u64> {
    if let Value::Number(number) = *case.value(at, in_hand)? { Some(number) } else { None }
}
