//! Making findings: rule id, basis, severity and ways to settle, the same way everywhere.

use super::lookup::Case;
use crate::cite::Cite;
use crate::law::{Field, FieldBasis, Ground, Pack, Unit};
use crate::map::Map;
use crate::report::{Basis, Code, Datum, Finding, Place, Settle, Severity};

/// Whether what is absent is unmet or only open.
pub fn absent(closed: bool) -> Severity {
    if closed { Severity::Error } else { Severity::ToDo }
}

/// A finding that rests on a unit of the law.
pub fn by_unit(pack: &Pack, unit: &Unit, code: Code, severity: Severity, place: Place) -> Finding {
    Finding { readings: unit.reading.iter().cloned().collect(), ..by_cite(pack, unit.cite, code, severity, place) }
}

/// A finding that rests on a unit of the law, by its citation.
pub fn by_cite(pack: &Pack, cite: Cite, code: Code, severity: Severity, place: Place) -> Finding {
    bare(format!("{} {cite}", pack.id), Basis::Law(cite), code, severity, place)
}

/// A finding that rests on a unit of the law, as it is read.
pub fn by_ground(pack: &Pack, ground: &Ground, code: Code, severity: Severity, place: Place) -> Finding {
    Finding { readings: ground.reading.iter().cloned().collect(), ..by_cite(pack, ground.cite, code, severity, place) }
}

/// A finding about a field, resting on what the field rests on.
pub fn by_field(case: Case, form: &str, field: &Field, code: Code, severity: Severity, place: Place) -> Finding {
    let pack = case.plan.pack;
    let basis = asking(case, field).map_or(Basis::House, Basis::Law);
    let settle = vec![vec![Settle::Answer(place.clone())]];
    let finding = bare(format!("{} {form}/{}", pack.id, field.id), basis, code, severity, place);
    Finding { readings: field.reading.iter().cloned().collect(), settle, ..finding }
}

/// Of the units that a field names, the one that asks it in a dossier: which the dossier holds or is handled by, and which is asked.
/// None of a field that rests on the house.
pub fn asking(case: Case, field: &Field) -> Option<Cite> {
    let FieldBasis::Cite(first) = field.basis else { return None };
    let all = || std::iter::once(first).chain(field.also.iter().copied());
    let mut own = all().filter(|cite| case.plan.kind.handled_by(*cite) || case.plan.holds_unit(*cite));
    let is_asked = |cite: &Cite| case.plan.pack.unit(*cite).is_some_and(|unit| case.asked_unit(unit) != Some(false));
    let fallback = own.clone().next().unwrap_or(first);
    Some(own.find(is_asked).unwrap_or(fallback))
}

/// A finding of ours about the dossier as a whole.
pub fn by_house(pack: &Pack, rule: &str, code: Code, severity: Severity, place: Place) -> Finding {
    bare(format!("{} {rule}", pack.id), Basis::House, code, severity, place)
}

/// A finding that rests on a reading.
pub fn by_reading(pack: &Pack, rule: &str, reading: &str, code: Code, severity: Severity, place: Place) -> Finding {
    bare(format!("{} {rule}", pack.id), Basis::Reading(reading.to_owned()), code, severity, place)
}

impl Finding {
    /// The finding with one more datum.
    pub fn with(mut self, key: &str, datum: Datum) -> Finding {
        self.data.insert(key.to_owned(), datum);
        self
    }

    /// The finding with ways to settle it: any one way does, all steps of it.
    pub fn settled_by(mut self, ways: Vec<Vec<Settle>>) -> Finding {
        self.settle = ways;
        self
    }
}

fn bare(rule: String, basis: Basis, code: Code, severity: Severity, place: Place) -> Finding {
    Finding { rule, code, severity, basis, readings: Vec::new(), place, data: Map::new(), settle: Vec::new() }
}
