//! A form file: `[form]` with its title, one table a group, one table within it a field, `[[check]]` for checks across fields.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::step::{RawInTime, lower_in_time};
use super::{CompileFault, Files, source};
use crate::cite::Cite;
use crate::law::{
    Among, AtLeast, Check, Choice, Condition, Continues, Field, FieldBasis, FieldKind, Form, FormCheck, Group, OnDay,
    Ref, RowCount, Sum, Use,
};
use crate::text::Text;

/// The form of the deciding questions.
const FACTS: &str = "facts";
/// The groups that several forms share.
pub(super) const SHARED: &str = "form/shared.toml";

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawForm {
    number: Option<String>,
    vi: String,
    en: String,
    hint: Option<Text>,
    cite: Option<Cite>,
    #[serde(default)]
    list: bool,
    #[serde(default)]
    may_be_empty: bool,
    #[serde(default, rename = "use")]
    used: Use,
    issuer: Option<String>,
    #[serde(default, deserialize_with = "source::one_or_many")]
    addressee: Vec<String>,
    #[serde(default)]
    shared: Vec<String>,
    when: Option<Condition>,
    reading: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawGroup {
    vi: String,
    en: String,
    #[serde(default)]
    own: bool,
    #[serde(default)]
    each_place: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawField {
    kind: String,
    vi: String,
    en: String,
    hint: Option<Text>,
    #[serde(default)]
    optional: bool,
    #[serde(default, deserialize_with = "source::one_or_many")]
    cite: Vec<Cite>,
    house: Option<Text>,
    when: Option<Condition>,
    unasked: Option<String>,
    autocomplete: Option<String>,
    reading: Option<String>,
    choices: Option<toml::Table>,
    born: Option<Ref>,
    sex: Option<Ref>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawCheck {
    same: Option<Vec<Ref>>,
    at_least: Option<AtLeast>,
    in_order: Option<Vec<Ref>>,
    sum: Option<Sum>,
    in_time: Option<RawInTime>,
    at_least_one: Option<Vec<Ref>>,
    unique: Option<Vec<Ref>>,
    among: Option<Among>,
    row_count: Option<RowCount>,
    names_place: Option<Ref>,
    differ: Option<Vec<Ref>>,
    on_day: Option<OnDay>,
    continues: Option<Continues>,
    house: Text,
    reading: Option<String>,
    #[serde(default)]
    warns: bool,
}

/// The deciding questions, and every other form by its id.
pub(super) fn read_all(files: &Files) -> Result<(Form, Vec<Form>), Vec<CompileFault>> {
    let mut forms = BTreeMap::new();
    let mut found = Vec::new();
    let shared = shared(files).map_err(|faults| found.extend(faults)).unwrap_or_default();
    for (name, id) in files.keys().filter_map(|name| Some((name, id_of(name)?))) {
        match read(files, name, id, &shared) {
            Ok(form) => {
                forms.insert(id.to_owned(), form);
            }
            Err(faults) => found.extend(faults),
        }
    }
    match forms.remove(FACTS) {
        Some(facts) if found.is_empty() => Ok((facts, forms.into_values().collect())),
        None if found.is_empty() => Err(vec![CompileFault::new("form/facts.toml", "", "the file is missing")]),
        _ => Err(found),
    }
}

/// `form/m-01.toml` is form `m-01`.
pub(super) fn id_of(name: &str) -> Option<&str> {
    name.strip_prefix("form/")?.strip_suffix(".toml").filter(|id| !id.contains('/') && name != SHARED)
}

/// The groups that several forms share, by their ids.
fn shared(files: &Files) -> Result<BTreeMap<String, Group>, Vec<CompileFault>> {
    if !files.contains_key(SHARED) {
        return Ok(BTreeMap::new());
    }
    let tables = source::tables(files, SHARED)?;
    tables.into_iter().map(|(id, value)| Ok((id.clone(), group(SHARED, &id, value)?))).collect()
}

fn read(files: &Files, file: &str, id: &str, shared: &BTreeMap<String, Group>) -> Result<Form, Vec<CompileFault>> {
    let mut tables = source::tables(files, file)?;
    let mut found = Vec::new();
    let head = tables.remove("form").ok_or_else(|| CompileFault::new(file, "form", "the table is missing"));
    let head: Option<RawForm> =
        head.and_then(|value| source::table(value, file, "form")).map_err(|fault| found.push(fault)).ok();
    let checks: Vec<RawCheck> = match tables.remove("check") {
        None => Vec::new(),
        Some(value) => source::table(value, file, "check").unwrap_or_else(|fault| {
            found.push(fault);
            Vec::new()
        }),
    };
    let checks = checks.into_iter().filter_map(|raw| {
        let checked = lower_check(raw).map_err(|what| CompileFault::new(file, "check", what));
        checked.map_err(|fault| found.push(fault)).ok()
    });
    let checks = checks.collect();
    let mut groups = Vec::new();
    for name in head.iter().flat_map(|head| &head.shared) {
        match shared.get(name) {
            Some(group) => groups.push(group.clone()),
            None => found.push(CompileFault::new(file, "form", format!("`{SHARED}` has no group `{name}`"))),
        }
    }
    for (key, value) in tables {
        match group(file, &key, value) {
            Ok(group) => groups.push(group),
            Err(faults) => found.extend(faults),
        }
    }
    if let Some(when) = head.as_ref().and_then(|head| head.when.as_ref()) {
        groups.iter_mut().flat_map(|group| &mut group.fields).for_each(|field| asked_when(field, when));
    }
    if let Some(reading) = head.as_ref().and_then(|head| head.reading.as_ref()) {
        let fields = groups.iter_mut().flat_map(|group| &mut group.fields);
        fields.filter(|field| field.reading.is_none()).for_each(|field| field.reading = Some(reading.clone()));
    }
    match head {
        Some(head) if found.is_empty() => Ok(Form {
            id: id.to_owned(),
            number: head.number,
            title: Text::new(head.vi, head.en),
            hint: head.hint,
            cite: head.cite,
            used: head.used,
            issuer: head.issuer,
            addressee: head.addressee,
            list: head.list,
            may_be_empty: head.may_be_empty,
            groups,
            checks,
        }),
        _ => Err(found),
    }
}

/// What a whole form is asked by holds for each of its fields.
fn asked_when(field: &mut Field, when: &Condition) {
    let when = when.clone();
    field.when = Some(match field.when.take() {
        None => when,
        Some(own) => Condition::All(vec![when, own]),
    });
}

fn group(file: &str, id: &str, value: toml::Value) -> Result<Group, Vec<CompileFault>> {
    let toml::Value::Table(table) = value else {
        return Err(vec![CompileFault::new(
            file,
            id,
            "is no table: a form file holds `[form]`, groups and `[[check]]`",
        )]);
    };
    let (labels, fields): (toml::Table, toml::Table) = table.into_iter().partition(|(_, value)| !value.is_table());
    let mut found = Vec::new();
    let head: Result<RawGroup, ()> =
        source::table(toml::Value::Table(labels), file, id).map_err(|fault| found.push(fault));
    let fields: Vec<Field> = fields
        .into_iter()
        .filter_map(|(key, value)| field(file, id, key, value).map_err(|fault| found.push(fault)).ok())
        .collect();
    match head {
        Ok(head) if found.is_empty() => {
            let label = Text::new(head.vi, head.en);
            Ok(Group { id: id.to_owned(), label, own: head.own, each_place: head.each_place, fields })
        }
        _ => Err(found),
    }
}

fn field(file: &str, group: &str, id: String, value: toml::Value) -> Result<Field, CompileFault> {
    let place = format!("{group}.{id}");
    let raw: RawField = source::table(value, file, &place)?;
    lower_field(raw, id, file, &place)
}

fn lower_field(raw: RawField, id: String, file: &str, place: &str) -> Result<Field, CompileFault> {
    let fault = |what: &str| CompileFault::new(file, place, what);
    let mut cites = raw.cite.into_iter();
    let basis = match (cites.next(), raw.house) {
        (Some(cite), None) => FieldBasis::Cite(cite),
        (None, Some(house)) => FieldBasis::House(house),
        _ => return Err(fault("needs one basis: `cite` names the unit that asks, or `house` says why we ask")),
    };
    let kind = match (raw.kind.as_str(), raw.choices, raw.born, raw.sex) {
        ("choice", Some(choices), None, None) => FieldKind::Choice(lower_choices(choices, file, place)?),
        ("identity-number", None, born, sex) => FieldKind::IdentityNumber { born, sex },
        ("choice", ..) => return Err(fault("a `choice` needs `choices`, and neither `born` nor `sex`")),
        (kind, None, None, None) => source::table(toml::Value::String(kind.to_owned()), file, place)?,
        _ => return Err(fault("`choices` belongs to a `choice`, `born` and `sex` to an `identity-number`")),
    };
    Ok(Field {
        id,
        label: Text::new(raw.vi, raw.en),
        hint: raw.hint,
        kind,
        optional: raw.optional,
        basis,
        also: cites.collect(),
        when: raw.when,
        unasked: raw.unasked,
        autocomplete: raw.autocomplete,
        reading: raw.reading,
    })
}

fn lower_choices(choices: toml::Table, file: &str, place: &str) -> Result<Vec<Choice>, CompileFault> {
    let lower = |(value, label): (String, toml::Value)| {
        let label = source::table(label, file, &format!("{place}, choice {value}"))?;
        Ok(Choice { value, label })
    };
    choices.into_iter().map(lower).collect()
}

fn lower_check(raw: RawCheck) -> Result<FormCheck, String> {
    let checks = [
        raw.same.map(Check::Same),
        raw.at_least.map(Check::AtLeast),
        raw.in_order.map(Check::InOrder),
        raw.sum.map(Check::Sum),
        raw.in_time.map(lower_in_time).transpose()?.map(Check::InTime),
        raw.at_least_one.map(Check::AtLeastOne),
        raw.unique.map(Check::Unique),
        raw.among.map(Check::Among),
        raw.row_count.map(Check::RowCount),
        raw.names_place.map(Check::NamesPlace),
        raw.differ.map(Check::Differ),
        raw.on_day.map(Check::OnDay),
        raw.continues.map(Check::Continues),
    ];
    let mut checks = checks.into_iter().flatten();
    let (Some(check), None) = (checks.next(), checks.next()) else {
        return Err("write one of `same`, `at-least`, `at-least-one`, `in-order`, `in-time`, `sum`, `unique`, `among`, `row-count`, `names-place`, `differ`, `on-day` and `continues`".into());
    };
    Ok(FormCheck { check, reading: raw.reading, house: raw.house, warns: raw.warns })
}
