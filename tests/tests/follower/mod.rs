//! Somebody who does what a report says, one thing after the other.

use hoso_core::dossier::{Dossier, FileRef, Paper, Row, asked_by_row, check};
use hoso_core::law::{Condition, FieldKind, Form, Pack, PackRef, Ref};
use hoso_core::report::{Code, Datum, Finding, Place, Report, Settle, Severity};

/// Takes the first way offered for each finding in turn; then closes the dossier.
pub fn follow(pack: &Pack, reference: &PackRef, dossier: &mut Dossier) -> Report {
    follow_by(pack, reference, dossier, 0)
}

/// Takes the way of that number, or the last one offered, for each finding in turn; then closes the dossier.
pub fn follow_by(pack: &Pack, reference: &PackRef, dossier: &mut Dossier, way: usize) -> Report {
    for turn in 0..500 {
        let report = check(pack, reference, dossier, dossier.on);
        let left: Vec<&Finding> =
            report.findings.iter().filter(|finding| finding.severity != Severity::Warning).collect();
        // Now the first, now another: what waits for the rest is mended once that is.
        let at = if turn < 250 { 0 } else { turn % left.len().max(1) };
        let Some(finding) = left.get(at) else { break };
        assert!(!finding.settle.is_empty(), "no way is offered: {finding:?}");
        // Of parts and their sum, the sum can always be made to agree; of an event and a filing, the filing be made sooner.
        let way = if matches!(finding.code, Code::NotTheSum | Code::TooLate) { usize::MAX } else { way };
        let way = if turn < 100 {
            way.min(finding.settle.len() - 1)
        } else {
            (turn.wrapping_mul(2_654_435_761) >> 9) % finding.settle.len()
        };
        for step in &finding.settle[way] {
            take(pack, dossier, finding, step, turn);
        }
    }
    dossier.closed = true;
    check(pack, reference, dossier, dossier.on)
}

fn take(pack: &Pack, dossier: &mut Dossier, finding: &Finding, step: &Settle, turn: usize) {
    match step {
        Settle::Answer(place) => {
            let value = match (finding.code, finding.data.get("places")) {
                (Code::NotSame, Some(Datum::Places(places))) => places
                    .iter()
                    .find_map(|at| value_at(dossier, at).filter(|_| place_of(at) != *place))
                    .expect("the other place holds a value"),
                (Code::NotTheSum, Some(Datum::Places(places))) => {
                    let (total, parts) = places.split_last().unwrap();
                    let sum = |all: &[&Ref]| -> u64 {
                        let typed = all.iter().flat_map(|at| values_at(dossier, at));
                        typed.map(|typed| typed.replace('.', "").parse::<u64>().unwrap_or_default()).sum()
                    };
                    let others: Vec<&Ref> = parts.iter().filter(|at| place_of(at) != *place).collect();
                    match others.len() == parts.len() {
                        true => sum(&others),
                        false => sum(&[total]).saturating_sub(sum(&others)),
                    }
                    .to_string()
                }
                (Code::TooLittle, _) => match finding.data.get("least") {
                    Some(Datum::Money(least)) => least.clone(),
                    other => panic!("no least: {other:?}"),
                },
                // On the day of another in the order.
                (Code::OutOfOrder, Some(Datum::Places(places))) if turn > 50 => {
                    let others = places.iter().filter(|at| place_of(at) != *place);
                    let days: Vec<String> = others.filter_map(|at| day_at(dossier, at, place)).collect();
                    days.get(turn % days.len().max(1)).cloned().unwrap_or_else(|| sample(pack, place))
                }
                (Code::NotTheRows, Some(Datum::Places(places))) => rows_asked(pack, dossier, &places[0]).to_string(),
                // The row that it should agree with is mended by what it should agree with.
                (Code::NotAmong, _) if *place != finding.place => match &finding.place {
                    Place::Row { list, row, field } => {
                        let rows = &dossier.lists[list].rows;
                        rows.iter().find(|known| known.id == *row).unwrap().values[field].clone()
                    }
                    other => panic!("{other:?} is in no list"),
                },
                // What stands in the row across, or in any.
                (Code::NotAmong, Some(Datum::Places(places))) => {
                    let all = values_at(dossier, &places[0]);
                    let asked = asked_in(pack, dossier, &places[0]);
                    let across = all.get(row_of(dossier, place)).filter(|_| matches!(place, Place::Row { .. }));
                    let across = across.or(asked.get(turn % asked.len().max(1))).or(all.first());
                    across.cloned().unwrap_or_else(|| sample(pack, place))
                }
                (Code::WrongPlace, _) => pack.words.place_of(&dossier.recipient).unwrap().vi.clone(),
                (Code::OtherDay, _) => match finding.data.get("day") {
                    Some(Datum::Day(day)) => day.vn(),
                    other => panic!("no day: {other:?}"),
                },
                (Code::Alike, _) => format!("{} khác", sample(pack, place)),
                // The same in no other row.
                (Code::Repeated, _) => match place {
                    Place::Row { row, .. } => format!("{} {row}", sample(pack, place)),
                    _ => sample(pack, place),
                },
                _ => sample(pack, place),
            };
            put(dossier, place, value);
        }
        Settle::Attach { slot, kinds, copies, sets } => {
            let scan = FileRef { name: "scan.pdf".into(), media_type: "application/pdf".into(), size: 9, sha256: None };
            let count = |count: &Option<u32>| count.map_or(String::new(), |count| count.to_string());
            let paper =
                Paper { kind: kinds.first().copied(), copies: count(copies), sets: count(sets), file: Some(scan) };
            dossier.papers.insert(slot.clone(), vec![paper]);
        }
        Settle::AddRow { list, matching } => {
            let rows = &mut dossier.lists.entry(list.clone()).or_default().rows;
            let mut row = Row { id: format!("r{}", rows.len() + 1), ..Row::default() };
            matching.iter().for_each(|matching| make_true(matching, &mut row));
            rows.push(row);
        }
        Settle::CloseList(list) => dossier.lists.entry(list.clone()).or_default().closed = true,
        Settle::ChangeDay => {
            dossier.on = match finding.data.get("deadline") {
                Some(Datum::Deadline(deadline)) => deadline.last,
                _ => pack.in_force.from,
            }
        }
        Settle::SendTo(to) => dossier.recipient = pack.words.receivers(std::slice::from_ref(to))[0].clone(),
        Settle::BuildOn(_) => dossier.earlier = None,
        Settle::ChooseKind => dossier.procedure = pack.dossiers[0].id.clone(),
    }
}

/// What is typed at a place that is not the one, or in the same row: a day.
fn day_at(dossier: &Dossier, at: &Ref, place: &Place) -> Option<String> {
    match (at, place) {
        (Ref::On, _) => Some(dossier.on.vn()),
        (Ref::Row(field), Place::Row { list, row, .. }) => {
            let rows = &dossier.lists.get(list)?.rows;
            rows.iter().find(|known| known.id == *row)?.values.get(field).cloned()
        }
        _ => value_at(dossier, at),
    }
}

/// What is typed in the rows of a list of which it is asked.
fn asked_in(pack: &Pack, dossier: &Dossier, at: &Ref) -> Vec<String> {
    let Ref::Field(list, field) = at else { return Vec::new() };
    let rows = dossier.lists.get(list).into_iter().flat_map(|list| &list.rows);
    let rows = rows.zip(asked_by_row(pack, dossier, list));
    let asked = rows.filter(|(_, asked)| asked.iter().any(|known| known.id == *field));
    asked.filter_map(|(row, _)| row.values.get(field).cloned()).collect()
}

/// In how many rows of a list a field is asked.
fn rows_asked(pack: &Pack, dossier: &Dossier, at: &Ref) -> usize {
    let Ref::Field(list, field) = at else { panic!("{at:?} is no column") };
    asked_by_row(pack, dossier, list).iter().filter(|asked| asked.iter().any(|known| known.id == *field)).count()
}

/// The number of the row that a place is in.
fn row_of(dossier: &Dossier, place: &Place) -> usize {
    match place {
        Place::Row { list, row, .. } => dossier.lists[list].rows.iter().position(|known| known.id == *row).unwrap(),
        _ => 0,
    }
}

fn make_true(condition: &Condition, row: &mut Row) {
    match condition {
        Condition::All(all) => all.iter().for_each(|one| make_true(one, row)),
        Condition::Any(any) => any.iter().take(1).for_each(|one| make_true(one, row)),
        Condition::Is(Ref::Row(field), value) => drop(row.values.insert(field.clone(), value.clone())),
        Condition::Has(Ref::Row(field)) => drop(row.values.insert(field.clone(), "yes".into())),
        other => panic!("a row cannot be made to meet {other:?}"),
    }
}

fn place_of(at: &Ref) -> Place {
    match at {
        Ref::Field(form, field) => Place::Field { form: form.clone(), field: field.clone() },
        Ref::Fact(fact) => Place::Fact { fact: fact.clone() },
        _ => Place::Dossier,
    }
}

fn value_at(dossier: &Dossier, at: &Ref) -> Option<String> {
    dossier.typed(at).map(str::to_owned)
}

/// What is typed at a place, or in each row of a list.
fn values_at(dossier: &Dossier, at: &Ref) -> Vec<String> {
    let earlier = || dossier.earlier.as_ref()?.dossier.as_ref();
    let list = match at {
        Ref::Field(list, field) => dossier.lists.get(list).map(|list| (list, field)),
        Ref::Earlier(list, field) => earlier().and_then(|held| Some((held.lists.get(list)?, field))),
        _ => None,
    };
    match list {
        Some((list, field)) => list.rows.iter().filter_map(|row| row.values.get(field).cloned()).collect(),
        None => value_at(dossier, at).into_iter().collect(),
    }
}

fn put(dossier: &mut Dossier, place: &Place, value: String) {
    let values = match place {
        Place::Fact { .. } => &mut dossier.facts,
        Place::Field { form, .. } => dossier.forms.entry(form.clone()).or_default(),
        Place::Row { list, row, .. } => {
            let list = dossier.lists.get_mut(list).unwrap();
            &mut list.rows.iter_mut().find(|at| at.id == *row).unwrap().values
        }
        other => panic!("{other:?} takes no answer"),
    };
    values.insert(field_of(place).to_owned(), value);
}

fn field_of(place: &Place) -> &str {
    match place {
        Place::Fact { fact } => fact,
        Place::Field { field, .. } | Place::Row { field, .. } => field,
        other => panic!("{other:?} takes no answer"),
    }
}

/// A value that the field takes.
fn sample(pack: &Pack, place: &Place) -> String {
    let form: &Form = match place {
        Place::Fact { .. } => &pack.facts,
        Place::Field { form, .. } | Place::Row { list: form, .. } => pack.form(form).unwrap(),
        other => panic!("{other:?} takes no answer"),
    };
    match &form.field(field_of(place)).unwrap().kind {
        FieldKind::Date => "02/03/2015".into(),
        FieldKind::Year => "2015".into(),
        FieldKind::Money => "10.000.000.000".into(),
        // Nothing adds up to nothing, whichever sums share a total.
        FieldKind::Count => "0".into(),
        FieldKind::EnterpriseCode => "0100112437".into(),
        FieldKind::IdentityNumber { .. } => "012345678".into(),
        FieldKind::Passport => "B1234567".into(),
        FieldKind::Phone => "024 3936 1234".into(),
        FieldKind::Email => "lienhe@vidu.vn".into(),
        FieldKind::YesNo => "yes".into(),
        FieldKind::Choice(choices) => choices[0].value.clone(),
        FieldKind::Text
        | FieldKind::Place
        | FieldKind::LongText
        | FieldKind::PersonName
        | FieldKind::OrganisationName => "Nguyễn Thị Hiền".into(),
    }
}
