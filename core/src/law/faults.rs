//! What is wrong inside a pack: references to nothing, duplicates, missing texts, dates that overlap.
//! The compiler and the loader ask the same questions, so no pack reaches the engine that the compiler would have refused.

use std::collections::BTreeSet;
use std::fmt;

use super::{Check, Condition, Field, FieldBasis, FieldKind, Form, ListAsk, Pack, PaperAsk, Ref, Unit, What};
use crate::cite::Cite;
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
    finder.duplicates("dossier", pack.dossiers.iter().map(|kind| kind.id.as_str()));
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
        let mut seen = BTreeSet::new();
        for id in ids {
            let id: String = id.into();
            if !seen.insert(id.clone()) {
                self.at(format!("{what} {id}"));
                self.say("stands twice");
            }
        }
    }

    fn head(&mut self) {
        self.at("pack");
        let pack = self.pack;
        [&pack.name, &pack.title, &pack.issuer, &pack.read_by].into_iter().for_each(|text| self.text(text));
        self.cite(pack.in_force_cite);
        let mut last = None;
        for caution in &pack.cautions {
            if last.is_some_and(|last| caution.span.from <= last)
                || caution.span.until.is_some_and(|until| until < caution.span.from)
            {
                self.say("the cautions' dates overlap or run backwards");
            }
            last = caution.span.until;
            self.reading(Some(&caution.reading));
        }
        if pack.in_force.until.is_some_and(|until| until < pack.in_force.from) {
            self.say("it is out of force before it is in force");
        }
        if let Some(next) = &pack.replaced_by {
            self.text(&next.name);
            if pack.in_force.until.is_none_or(|until| until.next() != next.from) {
                self.say("the law that replaces it begins on another day than the one after its last");
            }
        }
        for (id, reading) in &pack.readings {
            self.at(format!("reading {id}"));
            self.text(&reading.title);
            self.text(&reading.applied);
        }
    }

    fn words(&mut self) {
        let words = &self.pack.words;
        for (table, entries) in [
            ("paper", &words.paper),
            ("recipient", &words.recipient),
            ("actor", &words.actor),
            ("event", &words.event),
            ("skip", &words.skip),
        ] {
            for (id, text) in entries {
                self.at(format!("words {table}.{id}"));
                self.text(text);
            }
        }
    }

    fn form(&mut self, form: &Form) {
        self.at(format!("form {}", form.id));
        self.text(&form.title);
        form.hint.iter().for_each(|hint| self.text(hint));
        match form.cite {
            Some(cite) => self.cite(cite),
            None if form.id == self.pack.facts.id => {}
            None => self.say("names no unit that asks for it"),
        }
        self.duplicates(&format!("form {}, field", form.id), form.fields().map(|field| field.id.as_str()));
        for group in &form.groups {
            self.at(format!("form {}, group {}", form.id, group.id));
            self.text(&group.label);
            group.fields.iter().for_each(|field| self.field(form, field));
        }
        self.at(format!("form {}", form.id));
        for check in &form.checks {
            self.text(&check.house);
            self.reading(check.reading.as_ref());
            self.check(&check.check);
        }
    }

    fn field(&mut self, form: &Form, field: &Field) {
        self.at(format!("form {}, field {}", form.id, field.id));
        self.text(&field.label);
        field.hint.iter().for_each(|hint| self.text(hint));
        self.reading(field.reading.as_ref());
        match &field.basis {
            FieldBasis::Cite(cite) => self.cite(*cite),
            FieldBasis::House(reason) => self.text(reason),
        }
        if let Some(when) = &field.when {
            self.condition(when, Some(form));
        }
        match &field.kind {
            FieldKind::Choice(choices) => {
                if choices.len() < 2 {
                    self.say("a choice needs at least two choices");
                }
                choices.iter().for_each(|choice| self.text(&choice.label));
                let place = self.place.clone();
                self.duplicates(&format!("{place}, choice"), choices.iter().map(|choice| choice.value.as_str()));
            }
            FieldKind::IdentityNumber { born, sex } => {
                [born, sex].into_iter().flatten().for_each(|at| self.place_of(at, Some(form)));
            }
            _ => {}
        }
    }

    fn unit(&mut self, unit: &Unit, article: u16) {
        self.text(&unit.label);
        self.reading(unit.reading.as_ref());
        if unit.cite.article != article {
            self.say(format!("stands in the file of Article {article}"));
        }
        if let Some(when) = &unit.when {
            self.condition(when, None);
        }
        match &unit.what {
            What::Holds => {
                if !self.pack.units().any(|other| other.cite.parent() == Some(unit.cite)) {
                    self.say("asks nothing and holds nothing: encode it, or skip it with a reason");
                }
            }
            What::Skip(why) => self.word("skip", why),
            What::Form(form) => self.known_form(form, false),
            What::FieldsOf(form) => {
                self.known_form(form, false);
                let cited = |field: &Field| matches!(field.basis, FieldBasis::Cite(cite) if cite.within(&unit.cite));
                if !self.pack.form(form).is_some_and(|form| form.fields().any(cited)) {
                    self.say(format!("no field of form `{form}` names this unit as its basis"));
                }
            }
            What::Papers(ask) => self.papers(ask),
            What::List(ask) => self.list(ask),
            What::Steps(steps) => {
                for step in steps {
                    self.text(&step.does);
                    self.word("actor", &step.who);
                    self.reading(step.reading.as_ref());
                    std::iter::once(&step.from)
                        .chain(&step.brings)
                        .chain(&step.lapse)
                        .for_each(|event| self.word("event", event));
                    if step.term.is_some_and(|term| term.count == 0) {
                        self.say("a term of nothing");
                    }
                    if step.lapse.is_some() && step.term.is_none() {
                        self.say("names what follows a lapse, but no term");
                    }
                }
            }
        }
        unit.checks.iter().for_each(|check| self.check(check));
    }

    fn papers(&mut self, ask: &PaperAsk) {
        if ask.specs().is_empty() {
            self.say("asks for papers and names none");
        }
        for spec in ask.specs() {
            self.word("paper", &spec.paper);
            spec.printed_from.iter().for_each(|form| self.known_form(form, true));
            spec.states.iter().for_each(|form| self.known_form(form, false));
            if spec.copies == Some(0) || spec.sets == Some(0) {
                self.say(format!("asks for no copy of `{}`", spec.paper));
            }
        }
        let place = self.place.clone();
        self.duplicates(&format!("{place}, paper"), ask.specs().iter().map(|spec| spec.paper.as_str()));
        self.place = place;
    }

    fn list(&mut self, ask: &ListAsk) {
        self.known_form(&ask.list, true);
        let list = self.pack.form(&ask.list);
        for rows in &ask.rows {
            [&rows.matching, &rows.when].into_iter().flatten().for_each(|condition| self.condition(condition, list));
        }
        for each in &ask.each {
            self.condition(&each.when, list);
            self.papers(&each.papers);
        }
    }

    fn check(&mut self, check: &Check) {
        check.refs().into_iter().for_each(|at| self.place_of(at, None));
        match check {
            Check::Same(refs) | Check::InOrder(refs) if refs.len() < 2 => self.say("compares fewer than two places"),
            Check::AtLeast(ask) if ask.floor.parse::<u64>().is_err() => {
                self.say(format!("`{}` is no amount in đồng", ask.floor))
            }
            _ => {}
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
            Ref::Field(form, field) => {
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
            "recipient" => &words.recipient,
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

    fn dossiers(&mut self) {
        for kind in &self.pack.dossiers {
            self.at(format!("dossier {}", kind.id));
            self.text(&kind.title);
            [kind.holds, kind.procedure].into_iter().for_each(|cite| self.cite(cite));
            kind.recipients.iter().for_each(|recipient| self.word("recipient", recipient));
            if kind.recipients.is_empty() {
                self.say("names no recipient");
            }
            let facts = kind.facts.iter().filter(|fact| self.pack.facts.field(fact).is_none());
            let unknown: Vec<String> = facts.map(|fact| format!("question `{fact}` is unknown")).collect();
            unknown.into_iter().for_each(|what| self.say(what));
            kind.filed.iter().for_each(|event| self.word("event", event));
            [&kind.filer_code, &kind.filer_name].into_iter().for_each(|at| self.place_of(at, None));
        }
    }
}
