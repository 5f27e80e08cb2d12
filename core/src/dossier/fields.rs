//! The fields of a form, a row, or the deciding questions: what is missing, malformed or doubtful.

use super::find::{absent, by_field};
use super::lookup::{Case, InHand};
use crate::form::{Value, Why, doubt, read};
use crate::law::{Field, FieldKind};
use crate::report::{Code, Datum, Finding, Severity};

/// Findings about those fields in hand that are asked and that `which` selects.
pub fn field_findings(case: &Case, in_hand: InHand, closed: bool, which: impl Fn(&Field) -> bool) -> Vec<Finding> {
    let fields = in_hand.form.fields().filter(|field| which(field));
    fields.filter_map(|field| field_finding(case, in_hand, field, closed)).collect()
}

fn field_finding(case: &Case, in_hand: InHand, field: &Field, closed: bool) -> Option<Finding> {
    if case.field_asked(field, Some(in_hand)).holds != Some(true) {
        return None;
    }
    let typed = in_hand.values.get(&field.id).map_or("", String::as_str);
    let of = |code, severity| by_field(case.pack, &in_hand.form.id, field, code, severity, in_hand.place(&field.id));
    match read(&field.kind, typed) {
        Ok(None) if field.optional => None,
        Ok(None) => Some(of(Code::Missing, absent(closed))),
        Err(why) => Some(because(of(Code::Malformed, Severity::Error), why)),
        Ok(Some(value)) => {
            doubts(case, in_hand, field, &value).map(|why| because(of(Code::Doubtful, Severity::Warning), why))
        }
    }
}

fn doubts(case: &Case, in_hand: InHand, field: &Field, value: &Value) -> Option<Why> {
    let (born, sex) = match &field.kind {
        FieldKind::IdentityNumber { born, sex } => (born.as_ref(), sex.as_ref()),
        _ => (None, None),
    };
    let at = |place: Option<&_>| place.and_then(|place| case.value(place, Some(in_hand)));
    doubt(&field.kind, value, at(born).as_ref(), at(sex).as_ref())
}

fn because(finding: Finding, why: Why) -> Finding {
    finding.with("why", Datum::Why(why.id().to_owned()))
}
