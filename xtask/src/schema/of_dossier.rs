//! A JSON Schema of what one dossier asks, as far as JSON Schema can say it: which forms, lists and papers, which fields of them must
//! be there, and how the value of each kind is written. It says less than the law does; the bench sets a validator of it beside ours.

use hoso_core::dossier::{Dossier, Section, requirements, sections};
use hoso_core::law::{Condition, Field, FieldKind, Form, Pack, PaperKind, Ref};
use serde_json::{Map, Value, json};

/// The schema of a dossier like this one, under the pack.
pub fn of_dossier(pack: &Pack, dossier: &Dossier) -> Value {
    let (mut forms, mut lists) = (Map::new(), Map::new());
    for section in sections(pack, dossier) {
        match section {
            Section::Form(id) => drop(pack.form(&id).map(|form| forms.insert(id, of_form(form, &|_| true)))),
            Section::List(id) => drop(pack.form(&id).map(|form| lists.insert(id, of_list(form)))),
            Section::Facts | Section::Papers => {}
        }
    }
    let asked = pack.dossier(&dossier.procedure).map_or(&[][..], |kind| kind.facts.as_slice());
    let papers = requirements(pack, dossier).into_iter().filter(|asked| asked.asked == Some(true));
    let papers: Map<String, Value> = papers
        .filter(|asked| !asked.any)
        .flat_map(|asked| asked.papers)
        .filter(|paper| !paper.beside)
        .map(|paper| {
            (paper.slot.to_string(), of_paper(&paper.kinds, paper.copies, paper.sets, paper.printed_from.is_none()))
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["format", "id", "procedure", "recipient", "pack", "on", "facts", "forms", "lists", "papers"],
        "properties": {
            "format": { "const": 1 },
            "id": { "type": "string", "pattern": "^[0-9a-f]{32}$" },
            "procedure": { "const": dossier.procedure },
            "recipient": { "const": dossier.recipient },
            "on": { "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" },
            "facts": of_form(&pack.facts, &|field| asked.contains(&field.id)),
            "forms": every(forms),
            "lists": every(lists),
            "papers": every(papers),
        },
    })
}

/// An object that must have all of these.
fn every(properties: Map<String, Value>) -> Value {
    let names: Vec<&String> = properties.keys().collect();
    json!({ "type": "object", "required": names, "properties": properties })
}

fn of_list(form: &Form) -> Value {
    let row = json!({
        "type": "object", "required": ["id", "values"],
        "properties": { "id": { "type": "string" }, "values": of_form(form, &|_| true) },
    });
    let least = u32::from(!form.may_be_empty);
    json!({
        "type": "object", "required": ["closed", "rows"],
        "properties": { "closed": { "const": true }, "rows": { "type": "array", "minItems": least, "items": row } },
    })
}

fn of_paper(kinds: &[PaperKind], copies: Option<u32>, sets: Option<u32>, scan: bool) -> Value {
    let count = |least: u32| json!({ "type": "string", "pattern": format!("^({})$", at_least(least)) });
    let (mut properties, mut required) = (Map::new(), Vec::new());
    let kind = json!({ "enum": kinds.iter().map(|kind| kind.id()).collect::<Vec<_>>() });
    let parts = [
        ("kind", (!kinds.is_empty()).then_some(kind)),
        ("copies", copies.map(count)),
        ("sets", sets.map(count)),
        ("file", scan.then(|| json!({ "type": "object", "required": ["name", "media-type", "size"] }))),
    ];
    for (name, schema) in parts {
        if let Some(schema) = schema {
            required.push(name);
            properties.insert(name.to_owned(), schema);
        }
    }
    let paper = json!({ "type": "object", "required": required, "properties": properties });
    json!({ "type": "array", "minItems": 1, "items": paper })
}

/// A pattern of whole numbers from one to nine on, without leading zeros.
fn at_least(least: u32) -> String {
    format!("[{}-9]|[1-9]\\d+", least.min(9))
}

/// The fields of a form that are selected: their kinds, and which must be there.
fn of_form(form: &Form, which: &dyn Fn(&Field) -> bool) -> Value {
    let fields: Vec<&Field> = form.fields().filter(|field| which(field)).collect();
    let properties: Map<String, Value> = fields.iter().map(|field| (field.id.clone(), of_kind(&field.kind))).collect();
    let asked = fields.iter().filter(|field| !field.optional);
    let required: Vec<&str> =
        asked.clone().filter(|field| field.when.is_none()).map(|field| field.id.as_str()).collect();
    let sometimes = asked.filter_map(|field| Some((field, condition(field.when.as_ref()?)?)));
    let sometimes: Vec<Value> =
        sometimes.map(|(field, when)| json!({ "if": when, "then": { "required": [field.id] } })).collect();
    let mut schema =
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    if let (Some(schema), false) = (schema.as_object_mut(), sometimes.is_empty()) {
        schema.insert("allOf".to_owned(), Value::Array(sometimes));
    }
    schema
}

/// A condition on the same form or row; `None` where it looks elsewhere, which a schema of the form cannot.
fn condition(condition: &Condition) -> Option<Value> {
    let is = |at: &Ref, value: &str| match at {
        Ref::Row(field) | Ref::Fact(field) => {
            Some(json!({ "required": [field], "properties": { field: { "const": value } } }))
        }
        _ => None,
    };
    let each = |all: &[Condition]| all.iter().map(self::condition).collect::<Option<Vec<Value>>>();
    match condition {
        Condition::All(all) => Some(json!({ "allOf": each(all)? })),
        Condition::Any(any) => Some(json!({ "anyOf": each(any)? })),
        Condition::Not(one) => Some(json!({ "not": self::condition(one)? })),
        Condition::Is(at, value) => is(at, value),
        Condition::Has(at) => is(at, "yes"),
        Condition::AtLeast(..) | Condition::Before(..) => None,
    }
}

/// How a value of a kind is written: as near as a pattern comes to what [`hoso_core::form`] reads.
fn of_kind(kind: &FieldKind) -> Value {
    let pattern = match kind {
        FieldKind::Text | FieldKind::Place => return json!({ "type": "string", "minLength": 1, "maxLength": 500 }),
        FieldKind::LongText => return json!({ "type": "string", "minLength": 1, "maxLength": 10_000 }),
        FieldKind::PersonName | FieldKind::OrganisationName => {
            return json!({ "type": "string", "maxLength": 500, "pattern": "\\p{L}" });
        }
        FieldKind::YesNo => return json!({ "enum": ["yes", "no"] }),
        FieldKind::Choice(choices) => {
            return json!({ "enum": choices.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>() });
        }
        FieldKind::Date => "^(\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4})$",
        FieldKind::Year => "^\\d{4}$",
        FieldKind::Money => "^\\d[\\d.,\\s]*\\s*(đ|đồng|VND|VNĐ)?$",
        FieldKind::Count => "^\\d[\\d.\\s]*$",
        FieldKind::EnterpriseCode => "^\\d{10}(-?\\d{3})?$",
        FieldKind::IdentityNumber { .. } => "^(\\d{9}|\\d{12})$",
        FieldKind::Passport => "^[A-Za-z0-9][A-Za-z0-9 -]{4,23}$",
        FieldKind::Phone => "^(\\+84|0|1800|1900)[\\d .()/-]{6,14}$",
        FieldKind::Email => "^[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+$",
    };
    json!({ "type": "string", "pattern": pattern })
}
