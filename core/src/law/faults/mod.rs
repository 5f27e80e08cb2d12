//! What is wrong inside a pack: references to nothing, duplicates, missing texts, dates that overlap.
//! The compiler and the loader ask the same questions, so no pack reaches the engine that the compiler would have refused.

mod asks;
mod parts;
// To one dossier at a time, which is all that a module judges, this says nothing, and its budget has no room for it.
#[cfg(feature = "compile")]
mod places;

use std::fmt;

use super::{Among, Changed, Check, Condition, Field, FieldKind, Form, Pack, Ref, RowCount};
use crate::cite::Cite;
use crate::map::Map;
use crate::text::{Text, normal};

/// One thing wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The unit, form or word at fault: `2/5.a`, `form m-01, field name`.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// Everything wrong in a pack; empty when it may be used.
pub fn faults(pack: &Pack) -> Vec<Fault> {
    let mut finder = Finder { pack, place: String::new(), found: Vec::new() };
    finder.head();
    finder.words();
    finder.form(&pack.facts);
    pack.forms.iter().for_each(|form| finder.form(form));
    finder.duplicates("form", pack.forms.iter().map(|form| form.id.as_str()).chain([pack.facts.id.as_str()]));
    finder.duplicates("unit", pack.units().map(|unit| unit.cite.to_string()));
    finder.duplicates("article", pack.articles.iter().map(|article| article.number.to_string()));
    for article in &pack.articles {
        finder.at(format!("article {}", article.number));
        finder.text(&article.label);
        if article.encoded == article.units.is_empty() {
            finder.say("an encoded article has units, one not encoded has none");
        }
        for unit in &article.units {
            finder.at(unit.cite);
            finder.unit(unit, article.number);
        }
    }
    finder.dossiers();
    #[cfg(feature = "compile")]
    finder.places();
    finder.acts();
    finder.found
}

struct Finder<'a> {
    pack: &'a Pack,
    place: String,
    found: Vec<Fault>,
}

impl Finder<'_> {
    fn at(&mut self, place: impl fmt::Display) {
        self.place = place.to_string();
    }

    fn say(&mut self, what: impl Into<String>) {
        self.found.push(Fault { place: self.place.clone(), what: what.into() });
    }

    fn text(&mut self, text: &Text) {
        for (lang, part) in [("vi", &text.vi), ("en", &text.en)] {
            if part.is_empty() {
                self.say(format!("the `{lang}` text is missing"));
            } else if normal(part) != *part {
                self.say(format!("the `{lang}` text is not NFC or has stray white space: `{part}`"));
            }
        }
    }

    fn duplicates(&mut self, what: &str, ids: impl Iterator<Item = impl Into<String>>) {
        let mut seen = Map::new();
        for id in ids {
            let id: String = id.into();
            if seen.insert(id.clone(), ()).is_some() {
                self.at(format!("{what} {id}"));
                self.say("stands twice");
            }
        }
    }

    /// A check, of a form that carries it or of a unit.
    fn check(&mut self, check: &Check, form: Option<&Form>) {
        for at in check.refs() {
            if self.is_column(at) {
                self.column_of(check, at);
            } else {
                self.place_of(at, form);
            }
        }
        if let Check::Same(_) | Check::Differ(_) | Check::Among(_) = check {
            let refs = check.refs();
            let places = refs.iter().filter(|at| self.is_place(at, form)).count();
            if places != 0 && places != refs.len() {
                self.say("compares a place with what is none");
            }
        }
        match check {
            Check::Same(refs) | Check::InOrder(refs) if refs.len() < 2 => self.say("compares fewer than two places"),
            Check::Differ(refs) if refs.len() != 2 => self.say("`differ` compares two places"),
            Check::AtLeast(ask) if ask.floor.parse::<u64>().is_err() => {
                self.say(format!("`{}` is no amount in đồng", ask.floor))
            }
            Check::AtLeastOne(refs) => {
                for at in refs {
                    if !matches!(self.field_at(at, form).map(|field| &field.kind), Some(FieldKind::YesNo)) {
                        self.say(format!("`{at}` is no yes-or-no question"));
                    }
                }
            }
            Check::Unique(refs) => {
                let of_row = |at: &Ref| matches!(at, Ref::Row(_));
                if !form.is_some_and(|form| form.list) || refs.is_empty() || !refs.iter().all(of_row) {
                    self.say("`unique` compares fields of the rows of the list that carries it");
                }
            }
            Check::Among(Among { column, .. }) | Check::RowCount(RowCount { column, .. })
                if !self.is_column(column) =>
            {
                self.say(format!("`{column}` is no field of a list"));
            }
            Check::Among(Among { column, with: Some((_, other)), .. }) if list_of(column) != list_of(other) => {
                self.say(format!("`{other}` is no field of the list of `{column}`"));
            }
            Check::Changed(ask) => self.changed(ask, form),
            Check::NamesPlace(at)
                if !matches!(
                    self.field_at(at, form).map(|field| &field.kind),
                    Some(FieldKind::Text | FieldKind::LongText | FieldKind::Place)
                ) =>
            {
                self.say(format!("`{at}` holds no name of a place"));
            }
            Check::Continues(ask) => {
                self.day_at(&ask.ended, form);
                self.day_at(&ask.begins, form);
            }
            Check::OnDay(ask) => {
                self.day_at(&ask.date, form);
                let field = self.field_at(&ask.by, form).map(|field| field.kind.clone());
                let Some(FieldKind::Choice(choices)) = field else {
                    return self.say(format!("`{}` is no choice", ask.by));
                };
                for answer in ask.days.keys() {
                    if choices.iter().all(|choice| choice.value != *answer) {
                        self.say(format!("`{}` has no choice `{answer}`", ask.by));
                    }
                }
            }
            Check::InTime(ask) => {
                self.day_at(&ask.done, form);
                self.day_at(&ask.from, form);
                self.reckons();
            }
            _ => {}
        }
    }

    /// A question on what changed: asked of the dossier as a whole, and of a field here and one of the same kind in the earlier dossier.
    fn changed(&mut self, ask: &Changed, form: Option<&Form>) {
        if form.is_some() {
            self.say("a form cannot carry `changed`: the unit that asks the question does");
        }
        if !matches!(self.field_at(&ask.question, None).map(|field| &field.kind), Some(FieldKind::YesNo)) {
            self.say(format!("`{}` is no yes-or-no question", ask.question));
        }
        if ask.fields.is_empty() && ask.whole.is_empty() {
            self.say("`changed` compares nothing");
        }
        for (before, now) in &ask.fields {
            let kind = |at: &Ref| self.field_at(at, None).map(|field| field.kind.clone());
            let sides = matches!(before, Ref::Earlier(..)) && matches!(now, Ref::Field(..));
            if !sides || kind(before) != kind(now) {
                self.say(format!("`{before}` and `{now}` are no earlier field and one of the same kind"));
            }
        }
        for id in &ask.whole {
            if self.pack.form(id).is_none() {
                self.say(format!("form `{id}` is unknown"));
            }
        }
    }

    /// Whether a field, of a list too, holds the name of a place that is known as one.
    fn is_place(&self, at: &Ref, row: Option<&Form>) -> bool {
        let field = match at {
            Ref::Field(form, field) | Ref::Earlier(form, field) => {
                self.pack.form(form).and_then(|form| form.field(field))
            }
            _ => self.field_at(at, row),
        };
        field.is_some_and(|field| field.kind == FieldKind::Place)
    }

    /// Whether a name is that of a list's field, outside of any row.
    fn is_column(&self, at: &Ref) -> bool {
        match at {
            Ref::Field(form, _) | Ref::Earlier(form, _) => self.pack.form(form).is_some_and(|form| form.list),
            Ref::Fact(_) | Ref::Row(_) | Ref::On => false,
        }
    }

    /// A column may be added up, or looked through.
    fn column_of(&mut self, check: &Check, at: &Ref) {
        let known = match at {
            Ref::Field(form, field) | Ref::Earlier(form, field) => {
                self.pack.form(form).is_some_and(|form| form.field(field).is_some())
            }
            _ => false,
        };
        let fits = match check {
            Check::Sum(ask) => ask.parts.contains(at),
            Check::Among(ask) => ask.column == *at || ask.with.as_ref().is_some_and(|(_, column)| column == at),
            Check::RowCount(ask) => ask.column == *at,
            _ => false,
        };
        if !known || !fits {
            self.say(format!("`{at}` is a field of a list, which this check cannot look at, or it names none"));
        }
    }

    /// A place that a time is reckoned from, or to, must hold a day, or a year.
    fn day_at(&mut self, at: &Ref, form: Option<&Form>) {
        let kind = self.field_at(at, form).map(|field| &field.kind);
        if *at != Ref::On && !matches!(kind, Some(FieldKind::Date | FieldKind::Year)) {
            self.say(format!("`{at}` holds no day"));
        }
    }

    /// What is held to a time needs days off to reckon by.
    fn reckons(&mut self) {
        if self.pack.calendar.is_none() {
            self.say("a time is to be kept, but the pack has no calendar");
        }
    }

    fn condition(&mut self, condition: &Condition, row: Option<&Form>) {
        for at in condition.refs() {
            self.place_of(at, row);
            // An answer that may be left out would let a decided duty become open again when it is given.
            if self.field_at(at, row).is_some_and(|field| field.optional) {
                self.say(format!("a condition looks at `{at}`, which may be left empty"));
            }
        }
        self.choices(condition, row);
    }

    /// An `is` must name one of the field's choices, a `has` a yes-or-no question.
    fn choices(&mut self, condition: &Condition, row: Option<&Form>) {
        match condition {
            Condition::All(all) | Condition::Any(all) => all.iter().for_each(|one| self.choices(one, row)),
            Condition::Not(one) => self.choices(one, row),
            Condition::Is(at, value) => {
                let fits = matches!(self.field_at(at, row).map(|field| &field.kind), Some(FieldKind::Choice(choices)) if choices.iter().any(|choice| choice.value == *value));
                if !fits {
                    self.say(format!("`{at}` has no choice `{value}`"));
                }
            }
            Condition::AtLeast(at, _) => {
                if !matches!(self.field_at(at, row).map(|field| &field.kind), Some(FieldKind::Count | FieldKind::Money))
                {
                    self.say(format!("`{at}` is no number"));
                }
            }
            Condition::Before(at, _) => self.day_at(at, row),
            Condition::Has(at) => {
                if !matches!(self.field_at(at, row).map(|field| &field.kind), Some(FieldKind::YesNo)) {
                    self.say(format!("`{at}` is no yes-or-no question"));
                }
            }
        }
    }

    fn place_of(&mut self, at: &Ref, row: Option<&Form>) {
        if *at != Ref::On && self.field_at(at, row).is_none() {
            self.say(format!("`{at}` names no field"));
        }
    }

    fn field_at<'b>(&'b self, at: &Ref, row: Option<&'b Form>) -> Option<&'b Field> {
        match at {
            Ref::Fact(fact) => self.pack.facts.field(fact),
            Ref::Field(form, field) | Ref::Earlier(form, field) => {
                self.pack.form(form).filter(|form| !form.list).and_then(|form| form.field(field))
            }
            Ref::Row(field) => row.and_then(|form| form.field(field)),
            Ref::On => None,
        }
    }

    fn known_form(&mut self, id: &str, list: bool) {
        match self.pack.form(id) {
            None => self.say(format!("form `{id}` is unknown")),
            Some(form) if form.list != list => self.say(format!("`{id}` is {} list", if list { "no" } else { "a" })),
            Some(_) => {}
        }
    }

    fn word(&mut self, table: &str, id: &str) {
        let words = &self.pack.words;
        let entries = match table {
            "paper" => &words.paper,
            "recipient" if words.recipient.contains_key(id) => return,
            "actor" => &words.actor,
            "event" => &words.event,
            _ => &words.skip,
        };
        if !entries.contains_key(id) {
            self.say(format!("word `{table}.{id}` is unknown"));
        }
    }

    fn reading(&mut self, id: Option<&String>) {
        if let Some(id) = id.filter(|id| !self.pack.readings.contains_key(*id)) {
            self.say(format!("reading `{id}` is unknown"));
        }
    }

    fn cite(&mut self, cite: Cite) {
        let article = self.pack.articles.iter().find(|article| article.number == cite.article);
        let known = article.is_some_and(|article| {
            !article.encoded || cite == Cite::article(cite.article) || self.pack.unit(cite).is_some()
        });
        if !known {
            self.say(format!("cites {cite}, which is not there"));
        }
    }
}

/// The list that a field belongs to.
fn list_of(at: &Ref) -> Option<(bool, &String)> {
    match at {
        Ref::Field(list, _) => Some((false, list)),
        Ref::Earlier(list, _) => Some((true, list)),
        Ref::Fact(_) | Ref::Row(_) | Ref::On => None,
    }
}
