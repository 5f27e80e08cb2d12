//! The head of a pack, its words, forms and dossiers.

use super::Finder;
use crate::law::{Field, FieldBasis, FieldKind, Form, Ref, Step};
use crate::text::{Text, folded};

impl Finder<'_> {
    pub(super) fn head(&mut self) {
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

    pub(super) fn words(&mut self) {
        let words = &self.pack.words;
        for (table, entries) in [
            ("paper", &words.paper),
            ("actor", &words.actor),
            ("signer", &words.signer),
            ("event", &words.event),
            ("skip", &words.skip),
        ] {
            for (id, text) in entries {
                self.at(format!("words {table}.{id}"));
                self.text(text);
            }
        }
        for (id, place) in &words.place {
            self.at(format!("words place.{id}"));
            self.text(&Text::new(&place.vi, &place.en));
            // What has no letter would be named by whatever is typed.
            if place.all().any(|name| folded(name).is_empty()) {
                self.say("a name is empty");
            }
        }
        for (id, recipient) in &words.recipient {
            self.at(format!("words recipient.{id}"));
            self.text(&Text::new(&recipient.vi, &recipient.en));
            if recipient.in_each_place && words.place.is_empty() {
                self.say("is in each place, but the words name no `place`");
            }
        }
    }

    pub(super) fn form(&mut self, form: &Form) {
        self.at(format!("form {}", form.id));
        self.text(&form.title);
        form.hint.iter().for_each(|hint| self.text(hint));
        match form.cite {
            Some(cite) => self.cite(cite),
            None if form.id == self.pack.facts.id => {}
            None => self.say("names no unit that asks for it"),
        }
        if form.may_be_empty && !form.list {
            self.say("is no list, so it has no rows to be without");
        }
        if form.issuer.is_none() && form.id != self.pack.facts.id {
            self.say("says not who makes it out");
        }
        form.issuer.iter().chain(&form.addressee).for_each(|actor| self.word("actor", actor));
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
            self.check(&check.check, Some(form));
        }
    }

    pub(super) fn field(&mut self, form: &Form, field: &Field) {
        self.at(format!("form {}, field {}", form.id, field.id));
        self.text(&field.label);
        field.hint.iter().for_each(|hint| self.text(hint));
        self.reading(field.reading.as_ref());
        match &field.basis {
            FieldBasis::Cite(cite) => self.cite(*cite),
            FieldBasis::House(reason) => self.text(reason),
        }
        field.also.iter().for_each(|cite| self.cite(*cite));
        if let Some(when) = &field.when {
            self.condition(when, Some(form));
        }
        if let Some(unasked) = &field.unasked
            && (field.when.is_none()
                || !matches!(field.kind, FieldKind::YesNo)
                || !matches!(unasked.as_str(), "yes" | "no"))
        {
            self.say("`unasked` is the yes or no of a question that is not always asked");
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

    pub(super) fn acts(&mut self) {
        self.at("questions");
        for fact in &self.pack.questions {
            if self.pack.facts.field(fact).is_none() {
                self.say(format!("question `{fact}` is unknown"));
            }
        }
        for act in &self.pack.acts {
            self.at(format!("act {}", act.id));
            self.text(&act.label);
            self.cite(act.cite);
            self.reading(act.reading.as_ref());
            self.condition(&act.when, None);
            for at in act.when.refs() {
                if *at != Ref::On && !matches!(at, Ref::Fact(fact) if self.pack.questions.contains(fact)) {
                    self.say(format!("looks at `{at}`, which the short questionnaire does not ask"));
                }
            }
        }
        let ids = self.pack.acts.iter().map(|act| act.id.as_str());
        self.duplicates("act", ids.chain(self.pack.dossiers.iter().map(|kind| kind.id.as_str())));
    }

    pub(super) fn dossiers(&mut self) {
        for kind in &self.pack.dossiers {
            self.at(format!("dossier {}", kind.id));
            self.text(&kind.title);
            kind.holds.iter().chain(&kind.procedure).for_each(|cite| self.cite(*cite));
            for ground in kind.earlier.iter().chain(&kind.soft_copy) {
                self.cite(ground.cite);
                self.reading(ground.reading.as_ref());
            }
            if kind.holds.is_empty() || kind.procedure.is_empty() {
                self.say("names no unit that says what it comprises, or none that says how it is handled");
            }
            let known = |id: &String| self.pack.dossier(id).is_some();
            let unknown: Vec<String> = kind.builds_on.iter().filter(|id| !known(id)).cloned().collect();
            unknown.into_iter().for_each(|id| self.say(format!("dossier `{id}`, which it builds on, is unknown")));
            kind.recipients.iter().for_each(|recipient| self.word("recipient", recipient));
            if kind.recipients.is_empty() {
                self.say("names no recipient");
            }
            let facts = kind.facts.iter().filter(|fact| self.pack.facts.field(fact).is_none());
            let unknown: Vec<String> = facts.map(|fact| format!("question `{fact}` is unknown")).collect();
            unknown.into_iter().for_each(|what| self.say(what));
            kind.filed.iter().for_each(|event| self.word("event", event));
            for event in kind.confirmed.iter().chain(&kind.supplement) {
                self.word("event", event);
                let by_recipient = |step: &Step| step.brings.contains(event) && kind.recipients.contains(&step.who);
                let units = self.pack.units().filter(|unit| kind.handled_by(unit.cite));
                if !units.flat_map(|unit| &unit.steps).any(by_recipient) {
                    self.say(format!("no recipient of it brings about `{event}`"));
                }
            }
            kind.filer_code.iter().chain([&kind.filer_name]).for_each(|at| self.place_of(at, None));
        }
    }
}
