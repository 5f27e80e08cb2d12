//! The fields of a form, a row, or the deciding questions: what is missing, malformed or doubtful.

use super::find::{absent, asking, by_field};
use super::lookup::{Case, InHand, Read};
use crate::cite::Cite;
use crate::form::{Why, doubt, is_doubted};
use crate::law::Field;
use crate::report::{Code, Datum, Finding, Severity};

/// What is the matter with a field, before a finding is made of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Matter {
    pub severity: Severity,
    code: Code,
    why: Option<Why>,
    /// Which of several units asks it; another one makes another finding of it.
    asked_by: Option<Cite>,
}

/// What is the matter with a field of the row or form in hand, if it is asked.
#[inline]
pub fn matter(case: Case, in_hand: InHand, field: usize, closed: bool) -> Option<Matter> {
    let plan = case.plan.forms.get(in_hand.form)?.fields.get(field)?;
    let (code, severity, why) = match case.read(field, in_hand)? {
        Ok(None) if plan.field.optional => return None,
        Ok(None) => (Code::Missing, absent(closed), None),
        Err(why) => (Code::Malformed, Severity::Error, Some(*why)),
        Ok(Some(value)) => {
            let [born, sex] = &plan.beside;
            let at = |at: &Option<_>| at.as_ref().and_then(|at| case.value(at, Some(in_hand)));
            let why = doubt(&plan.field.kind, value, at(born).as_deref(), at(sex).as_deref())?;
            (Code::Doubtful, Severity::Warning, Some(why))
        }
    };
    if !case.holds(plan.when.as_ref(), Some(in_hand)) || (in_hand.form == 0 && case.is_idle(field)) {
        return None;
    }
    let asked_by = if plan.field.also.is_empty() { None } else { asking(case, plan.field) };
    Some(Matter { severity, code, why, asked_by })
}

/// Whether nothing can be the matter with a field, asked or not, by what stands in it alone: so it is with most.
fn is_fine(field: &Field, read: &Read) -> bool {
    match read {
        Ok(Some(_)) => !is_doubted(&field.kind),
        Ok(None) => field.optional,
        Err(_) => false,
    }
}

impl Matter {
    /// The finding about that field.
    pub fn finding(self, case: Case, in_hand: InHand, field: usize) -> Option<Finding> {
        let form = case.plan.forms.get(in_hand.form)?;
        let field = form.fields.get(field)?.field;
        let place = case.place_of(&field.id, in_hand);
        let finding = by_field(case, &form.form.id, field, self.code, self.severity, place);
        Some(match self.why {
            Some(why) => finding.with("why", Datum::Why(why.id().to_owned())),
            None => finding,
        })
    }
}

/// Findings about every field of the row in hand.
pub fn row_findings(case: Case, in_hand: InHand, closed: bool) -> impl Iterator<Item = Finding> {
    let fields = case.plan.forms.get(in_hand.form).map_or(&[][..], |form| form.fields.as_slice());
    let reads = case.state.reads.get(in_hand.base..).unwrap_or_default();
    let doubtful = fields.iter().zip(reads).enumerate().filter(|(_, (plan, read))| !is_fine(plan.field, read));
    doubtful.filter_map(move |(field, _)| matter(case, in_hand, field, closed)?.finding(case, in_hand, field))
}
