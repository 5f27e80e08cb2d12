//! What is said to have changed since the earlier dossier, held against what both hold.

use super::checks::Failed;
use super::lookup::{Case, InHand};
use super::plan::{At, To};
use super::{List, Values};
use crate::check::{compared, differ};
use crate::form::Value;
use crate::law::{Changed, Form, Ref};
use crate::report::{Code, Datum, Place, Settle};

/// What comparing shows.
pub struct Shown<'p, 'a> {
    /// The first field compared, of the earlier dossier.
    pub first: Option<&'p At<'a>>,
    /// The fields that are not as they were: before, now.
    pub fields: Vec<(&'p At<'a>, &'p At<'a>)>,
    /// Whether something is compared, all of that is known, and as it was.
    pub is_same: bool,
}

/// Compares what a check names, its places in its order, with the earlier dossier. What that dossier does not hold is passed over.
pub fn shown<'p, 'a>(case: Case<'_, 'a>, ask: &'a Changed, places: &'p [At<'a>]) -> Shown<'p, 'a> {
    let mut shown = Shown { first: None, fields: Vec::new(), is_same: true };
    for pair in places.get(1..).unwrap_or_default().chunks_exact(2) {
        let [before, now] = pair else { continue };
        if !case.earlier_has(before.named) {
            continue;
        }
        shown.first.get_or_insert(before);
        let (was, is) = (case.value(before, None), case.value(now, None));
        // What may stay empty, and was left so, counts as given where it is given now.
        let differs = is.as_ref().is_some_and(|is| was.as_ref().is_none_or(|was| differ(&[was.as_ref(), is.as_ref()])));
        if differs {
            shown.fields.push((before, now));
        }
        let is_known = is.is_some() || (was.is_none() && !case.is_missing(now));
        shown.is_same &= is_known && !differs;
    }
    let mut wholes = ask.whole.iter().filter_map(|id| case.before(id)).peekable();
    shown.is_same &= shown.first.is_some() || wholes.peek().is_some();
    shown.is_same &= wholes.all(|(form, before)| case.now(form) == Some(before));
    shown
}

/// Where the answer to the question and what comparing shows do not agree.
pub fn changed<'a>(case: Case<'_, 'a>, ask: &'a Changed, places: &[At<'a>]) -> Vec<Failed> {
    let Some(question) = places.first() else { return Vec::new() };
    let answer = case.value(question, None);
    let is = |wanted: &str| answer.as_deref().is_some_and(|answer| *answer == Value::Text(wanted.into()));
    let asked = case.place(question, None);
    let answering = || vec![vec![Settle::Answer(asked.clone())]];
    if is("no") {
        let shown = shown(case, ask, places);
        let fields = shown.fields.iter().map(|(_, now)| case.place(now, None));
        let unsaid = |place: Place| Failed {
            code: Code::ChangeUnsaid,
            settle: answering().into_iter().chain([vec![Settle::Answer(place.clone())]]).collect(),
            place,
            data: vec![("places", Datum::Places(vec![ask.question.clone()]))],
        };
        return fields.map(unsaid).collect();
    }
    if is("yes") && !ask.part && shown(case, ask, places).is_same {
        return vec![Failed {
            code: Code::NothingChanged,
            place: asked.clone(),
            data: Vec::new(),
            settle: answering(),
        }];
    }
    Vec::new()
}

impl<'a> Case<'_, 'a> {
    /// Whether the earlier dossier holds the form of a field.
    fn earlier_has(&self, at: &Ref) -> bool {
        let Ref::Earlier(form, _) = at else { return false };
        let earlier = self.dossier.earlier.as_ref().and_then(|earlier| earlier.dossier.as_ref());
        earlier.is_some_and(|earlier| earlier.forms.contains_key(form))
    }

    /// The number of a form or list, and what it held in the earlier dossier.
    fn before(&self, id: &str) -> Option<(usize, Vec<Vec<String>>)> {
        let at = self.plan.form_at(id)?;
        let form = self.plan.forms.get(at)?.form;
        let earlier = self.dossier.earlier.as_ref()?.dossier.as_ref()?;
        let rows: Vec<&Values> = match earlier.lists.get(id) {
            Some(List { rows, .. }) => rows.iter().map(|row| &row.values).collect(),
            None => vec![earlier.forms.get(id)?],
        };
        Some((at, in_order(rows.into_iter().map(|values| self.row_before(form, values)).collect())))
    }

    fn row_before(&self, form: &Form, values: &Values) -> Vec<String> {
        let text = |field: &crate::law::Field| {
            let value = values.get(&field.id).and_then(|typed| self.earlier_value(&field.kind, typed));
            value.map_or_else(String::new, |value| compared(&value))
        };
        form.fields().map(text).collect()
    }

    /// What a form or list holds, once it is asked, complete and of the right form.
    fn now(&self, form: usize) -> Option<Vec<Vec<String>>> {
        let plan = self.plan.forms.get(form)?;
        let list = self.dossier.lists.get(&plan.form.id);
        let closed = !plan.form.list || self.dossier.closed || list.is_some_and(|list| list.closed);
        let asked = self.brought(form) == Some(true);
        let hands: Vec<InHand> = match plan.form.list {
            true => self.rows(form).map(|(in_hand, _)| in_hand).collect(),
            false => vec![self.in_hand(form)],
        };
        let rows = hands.into_iter().map(|in_hand| self.row_now(in_hand)).collect::<Option<_>>();
        rows.filter(|_| closed && asked).map(in_order)
    }

    fn row_now(&self, in_hand: InHand) -> Option<Vec<String>> {
        let fields = &self.plan.forms.get(in_hand.form)?.fields;
        let texts = fields.iter().enumerate().map(|(field, plan)| {
            let at = At { named: &Ref::On, to: To::InHand(field) };
            match self.value(&at, Some(in_hand)) {
                Some(value) => Some(compared(&value)),
                None if plan.field.optional || !self.field_asked_now(field, in_hand) => Some(String::new()),
                None => None,
            }
        });
        texts.collect()
    }
}

/// Rows in an order that does not depend on where each stood.
fn in_order(rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    std::collections::BinaryHeap::from(rows).into_sorted_vec()
}
