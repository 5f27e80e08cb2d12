//! The units of a pack and what they ask.

use super::Finder;
use crate::law::{EachAsk, Field, FieldBasis, Form, ListAsk, PaperAsk, Step, Timing, Unit, What};

/// Most days, months or years of a term: days are counted one by one.
const LONGEST_TERM: u32 = 10_000;

impl Finder<'_> {
    pub(super) fn unit(&mut self, unit: &Unit, article: u16) {
        self.text(&unit.label);
        self.reading(unit.reading.as_ref());
        if unit.cite.article != article {
            self.say(format!("stands in the file of Article {article}"));
        }
        if let Some(when) = &unit.when {
            self.condition(when, None);
        }
        unit.to.iter().for_each(|recipient| self.word("recipient", recipient));
        match &unit.what {
            What::Holds => {
                // A check that is asked in some cases only is a unit with a condition.
                let by_case = unit.when.is_some() && !unit.checks.is_empty();
                let alone = unit.borrows.is_empty() && unit.steps.is_empty() && !by_case;
                if alone && !self.pack.units().any(|other| other.cite.parent() == Some(unit.cite)) {
                    self.say("asks nothing and holds nothing: encode it, or skip it with a reason");
                }
            }
            What::Skip(why) => self.word("skip", why),
            What::Form(forms) => forms.iter().for_each(|form| self.known_form(form, false)),
            What::FieldsOf(form) => {
                self.known_form(form, false);
                let cited = |field: &Field| matches!(field.basis, FieldBasis::Cite(cite) if cite.within(&unit.cite));
                if !self.pack.form(form).is_some_and(|form| form.fields().any(cited)) {
                    self.say(format!("no field of form `{form}` names this unit as its basis"));
                }
            }
            What::Papers(ask) => self.papers(ask),
            What::ByCase(each) => self.by_case(each, None),
            What::List(ask) => self.list(ask),
            What::Issues(form) => self.known_form(form, false),
        }
        for ask in &unit.borrows {
            self.cite(ask.unit);
            ask.when.iter().for_each(|when| self.condition(when, None));
            let all_of = match self.pack.unit(ask.unit).map(|unit| &unit.what) {
                Some(What::Papers(PaperAsk::AllOf(specs))) => specs.as_slice(),
                _ => &[],
            };
            for (paper, when) in &ask.papers {
                self.condition(when, None);
                if all_of.iter().all(|spec| spec.paper != *paper) {
                    self.say(format!("{} does not ask for `{paper}` among several, each of which it asks", ask.unit));
                }
            }
            if self.pack.units().any(|unit| unit.cite.within(&ask.unit) && !unit.borrows.is_empty()) {
                self.say(format!("asks what {} asks, which asks what others ask: name those", ask.unit));
            }
        }
        unit.steps.iter().for_each(|step| self.step(step));
        unit.checks.iter().for_each(|check| self.check(check, None));
    }

    pub(super) fn step(&mut self, step: &Step) {
        self.text(&step.does);
        self.word("actor", &step.who);
        self.reading(step.reading.as_ref());
        step.from.iter().chain(&step.brings).chain(&step.lapse).for_each(|event| self.word("event", event));
        let before = matches!(step.time, Some(Timing::Ahead(_)));
        match step.time.as_ref().and_then(Timing::term) {
            Some(term) if term.count == 0 && !before => self.say("a term of nothing"),
            Some(term) if term.count > LONGEST_TERM => self.say("a term of more days than can be counted one by one"),
            _ => {}
        }
        step.when.iter().for_each(|when| self.condition(when, None));
        self.reading(step.missed.as_ref());
        if let Some(day) = &step.day {
            self.day_at(day, None);
            self.reckons();
        }
        step.earliest.iter().for_each(|earliest| self.reading(Some(&earliest.reading)));
        if step.earliest.is_some() && !matches!(step.time, Some(Timing::Within(_) | Timing::Ahead(_))) {
            self.say("`earliest` speaks of a time `within` or `ahead`");
        }
        if step.time.is_none() && (step.day.is_some() || step.missed.is_some()) {
            self.say("`day` and `missed` speak of a time");
        }
        if step.lapse.is_some() && !matches!(step.time, Some(Timing::Within(_) | Timing::Lasts(_))) {
            self.say("names what follows a lapse, but no term within which");
        }
    }

    pub(super) fn by_case(&mut self, each: &[EachAsk], row: Option<&Form>) {
        for each in each {
            self.condition(&each.when, row);
            self.papers(&each.papers);
        }
    }

    pub(super) fn papers(&mut self, ask: &PaperAsk) {
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

    pub(super) fn list(&mut self, ask: &ListAsk) {
        self.known_form(&ask.list, true);
        let list = self.pack.form(&ask.list);
        for rows in &ask.rows {
            [&rows.matching, &rows.when].into_iter().flatten().for_each(|condition| self.condition(condition, list));
        }
        self.by_case(&ask.each, list);
    }
}
