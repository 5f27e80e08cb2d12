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
    /// What stands in a column row by row, once its list is complete: nothing in a row of which it is not asked. `None` before, where the
    /// list is not asked for or not there, and where one of those rows holds nothing that can be taken or does not yet say whether it is
    /// asked of it.
    pub fn column(&self, at: &At<'a>) -> Option<Vec<Option<Value<'static>>>> {
        let mut cells = Vec::new();
        match (at.to, at.named) {
            (To::Column(form, field), _) => {
                let plan = self.plan.forms.get(form)?;
                let list = self.dossier.lists.get(&plan.form.id);
                let closed = self.dossier.closed || list.is_some_and(|list| list.closed);
                if !closed || self.brought(form) != Some(true) {
                    return None;
                }
                let in_row = At { to: To::InHand(field), ..*at };
                for (row, _) in self.rows(form) {
                    cells.push(match self.field_asked(field, row) {
                        Some(true) => Some(self.value(&in_row, Some(row))?.into_owned().into_owned()),
                        None if !self.dossier.closed => return None,
                        _ => None,
                    });
                }
            }
            (To::EarlierColumn(kind), Ref::Earlier(list, field)) => {
                for row in &self.dossier.earlier.as_ref()?.dossier.as_ref()?.lists.get(list)?.rows {
                    let value = row.values.get(field).and_then(|typed| self.earlier_value(kind, typed));
                    cells.push(value.map(Value::into_owned));
                }
            }
            _ => return None,
        }
        Some(cells)
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
    let found = repeated(&keys, &alike).into_iter().filter_map(|(row, first)| {
        let place = case.place(places.first()?, *rows.get(row)?);
        let first = Datum::Number(u64::try_from(first + 1).ok()?);
        Some(Failed::at(Code::Repeated, place, places, vec![("first", first)]))
    });
    found.collect()
}

/// Where what is typed stands in no row of the list that it is looked for in; where one more thing is to be the same, in none of the rows
/// in which it is, if there are any.
fn strangers<'a>(case: Case<'_, 'a>, places: &[At<'a>], hands: &[Option<InHand>]) -> Vec<Failed> {
    let [value, column, with @ ..] = places else { return Vec::new() };
    let typed = |at: &At<'a>, in_hand| case.value(at, in_hand).map(|value| compared(&value));
    let found = case.column(column).unwrap_or_default();
    let keys = with.get(1).map(|at| case.column(at).unwrap_or_default());
    let mut known = Vec::new();
    for (row, cell) in found.iter().enumerate() {
        let key = keys.as_ref().map(|keys| keys.get(row).and_then(Option::as_ref).map(compared));
        if let (Some(key), Some(cell)) = (key.unwrap_or(Some(String::new())), cell) {
            known.push((key, compared(cell), row));
        }
    }
    // A list without a row has its own finding, or nothing to say.
    if known.is_empty() {
        return not_compared(case, value, column, hands).into_iter().collect();
    }
    let known = BinaryHeap::from(known).into_sorted_vec();
    // The number of a row that it should agree with, if it does with none.
    let disagrees = |in_hand| {
        let key = with.first().map_or(Some(String::new()), |at| typed(at, in_hand))?;
        let cell = typed(value, in_hand)?;
        let at = known.partition_point(|row| (&row.0, &row.1) < (&key, &cell));
        let mut near = [known.get(at), at.checked_sub(1).and_then(|before| known.get(before))].into_iter().flatten();
        let is_there = known.get(at).is_some_and(|row| row.0 == key && row.1 == cell);
        near.find(|row| row.0 == key).filter(|_| !is_there).map(|row| row.2)
    };
    let strange = hands.iter().filter_map(|in_hand| Some((in_hand, disagrees(*in_hand)?)));
    let found = strange.map(|(in_hand, row)| {
        let data = with.get(1).map(|at| ("with", Datum::Places(vec![at.named.clone()])));
        let place = case.place(value, *in_hand);
        let mut failed = Failed::at(Code::NotAmong, place, std::slice::from_ref(column), data.into_iter().collect());
        if let (To::Column(form, _), Ref::Field(list, field)) = (column.to, column.named) {
            let id = case.rows(form).nth(row).filter(|_| !with.is_empty()).map(|(_, row)| row.id.clone());
            failed.settle.push(vec![match id {
                Some(row) => Settle::Answer(Place::Row { list: list.clone(), row, field: field.clone() }),
                None => Settle::AddRow { list: list.clone(), matching: None },
            }]);
        }
        failed
    });
    found.collect()
}

/// Where rows are looked for in a list of the earlier dossier, and that dossier holds none.
fn not_compared<'a>(case: Case<'_, 'a>, value: &At<'a>, column: &At<'a>, rows: &[Option<InHand>]) -> Option<Failed> {
    let (Ref::Row(_), Ref::Earlier(..)) = (value.named, column.named) else { return None };
    case.dossier.earlier.as_ref()?.dossier.as_ref()?;
    let Place::Row { list, .. } = case.place(value, *rows.first()?) else { return None };
    let places = ("places", Datum::Places(vec![column.named.clone()]));
    Some(Failed { code: Code::NotCompared, place: Place::List { list }, data: vec![places], settle: Vec::new() })
}

impl Failed {
    /// A failure at one place, which mending the value there settles.
    fn at(code: Code, place: Place, named: &[At], mut data: Vec<(&'static str, Datum)>) -> Failed {
        data.push(("places", Datum::Places(named.iter().map(|at| at.named.clone()).collect())));
        let settle = vec![vec![Settle::Answer(place.clone())]];
        Failed { code, place, data, settle }
    }
}
