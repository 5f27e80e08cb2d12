//! Columns of lists: what stands in one field of every row, and checks that look at more than one row.

use std::collections::BinaryHeap;

use super::checks::{Failed, broken_off, failed};
use super::lookup::{Case, InHand};
use super::plan::{At, To};
use super::since::changed;
use crate::check::{compared, fingerprint, repeated, same};
use crate::form::Value;
use crate::law::{Check, Ref};
use crate::report::{Code, Datum, Place, Settle};

impl<'a> Case<'_, 'a> {
    /// What stands in a column, once its list is complete: in the rows of which it is asked. `None` before, where the list is not asked
    /// for or not there, and where one of those rows holds nothing that can be taken or does not yet say whether it is asked of it.
    pub fn column<T>(&self, at: &At<'a>, take: impl Fn(Value) -> Option<T>) -> Option<Vec<T>> {
        match (at.to, at.named) {
            (To::Column(form, field), _) => {
                let plan = self.plan.forms.get(form)?;
                let list = self.dossier.lists.get(&plan.form.id);
                let closed = self.dossier.closed || list.is_some_and(|list| list.closed);
                let brought = plan.asker.is_some_and(|asker| self.asked(asker) == Some(true));
                let rows = (closed && brought).then(|| self.rows(form).map(|(row, _)| row))?;
                let in_row = At { to: To::InHand(field), ..*at };
                let taken = |row| take(self.value(&in_row, Some(row))?.into_owned());
                let of_row = |row| match self.field_asked(field, row) {
                    Some(true) => Some(taken(row)),
                    None if !self.dossier.closed => Some(None),
                    _ => None,
                };
                rows.filter_map(of_row).collect()
            }
            (To::EarlierColumn(kind), Ref::Earlier(list, field)) => {
                let rows = &self.dossier.earlier.as_ref()?.dossier.as_ref()?.lists.get(list)?.rows;
                let typed = rows.iter().filter_map(|row| self.earlier_value(kind, row.values.get(field)?));
                typed.map(take).collect()
            }
            _ => None,
        }
    }
}

/// Where a check fails: of a unit, for nothing in hand, of a form for that form, and of a list for each of its rows.
pub fn failures<'a>(case: Case<'_, 'a>, check: &Check, places: &[At<'a>], hands: &[Option<InHand>]) -> Vec<Failed> {
    match check {
        Check::Unique(_) => repetitions(case, places, hands),
        Check::Among(_) => strangers(case, places, hands),
        Check::Changed(ask) => changed(case, ask, places),
        Check::Continues(ask) => hands.iter().filter_map(|in_hand| broken_off(case, ask, places, *in_hand)).collect(),
        _ => hands.iter().filter_map(|in_hand| failed(case, check, places, *in_hand)).collect(),
    }
}

/// Rows that hold what another before them holds.
fn repetitions<'a>(case: Case<'_, 'a>, places: &[At<'a>], rows: &[Option<InHand>]) -> Vec<Failed> {
    let key = |row: &Option<InHand>| {
        let of = |at| case.value(at, *row).map(|value| fingerprint(&value));
        places.iter().try_fold(0_u64, |sum, at| Some(sum.rotate_left(5) ^ of(at)?))
    };
    let alike = |one: usize, other: usize| {
        let value = |row: usize, at| case.value(at, *rows.get(row)?);
        places.iter().all(|at| value(one, at).zip(value(other, at)).is_some_and(|(one, other)| same(&one, &other)))
    };
    let keys: Vec<_> = rows.iter().map(key).collect();
    let found = repeated(&keys, alike).into_iter().filter_map(|(row, first)| {
        let place = case.place(places.first()?, *rows.get(row)?);
        let first = Datum::Number(u64::try_from(first + 1).ok()?);
        Some(Failed::at(Code::Repeated, place, places, vec![("first", first)]))
    });
    found.collect()
}

/// Where what is typed stands in no row of the list that it is looked for in.
fn strangers<'a>(case: Case<'_, 'a>, places: &[At<'a>], hands: &[Option<InHand>]) -> Vec<Failed> {
    let [value, column] = places else { return Vec::new() };
    // A list without a row has its own finding, or nothing to say.
    let known = case.column(column, |value| Some(compared(&value))).filter(|known| !known.is_empty());
    let Some(known) = known else { return Vec::new() };
    let known = BinaryHeap::from(known).into_sorted_vec();
    let strange = hands.iter().filter(|in_hand| {
        let value = case.value(value, **in_hand).map(|value| compared(&value));
        value.is_some_and(|value| known.binary_search(&value).is_err())
    });
    let found = strange.map(|in_hand| {
        let mut failed =
            Failed::at(Code::NotAmong, case.place(value, *in_hand), std::slice::from_ref(column), Vec::new());
        if let Ref::Field(list, _) = column.named {
            failed.settle.push(vec![Settle::AddRow { list: list.clone(), matching: None }]);
        }
        failed
    });
    found.collect()
}

impl Failed {
    /// A failure at one place, which mending the value there settles.
    fn at(code: Code, place: Place, named: &[At], mut data: Vec<(&'static str, Datum)>) -> Failed {
        data.push(("places", Datum::Places(named.iter().map(|at| at.named.clone()).collect())));
        let settle = vec![vec![Settle::Answer(place.clone())]];
        Failed { code, place, data, settle }
    }
}
