//! What a draft holds beside its dossier: who else receives it, what was sent and what came back, and days told of the procedure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Waiting;
use crate::day::Day;
use crate::dossier::{Dossier, Local, Marked, Places, Rest, addressed, sort_of};
use crate::form::{Value, read};
use crate::law::{DossierKind, FieldKind, Pack, Step};

/// A dossier's filing. None of it is signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Filing {
    /// Who receives it besides the dossier's own recipient: words of the pack.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// What is told for each place by itself, by recipient; of one no longer chosen it is kept. What the dossier's own recipient is told
    /// stands in the dossier.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub places: Places,
    /// What was sent to a recipient and what came back.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sent: BTreeMap<String, Sent>,
    /// On what days events of the procedure happened, as typed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub days: BTreeMap<String, String>,
    /// The bundles that wait for a signature made elsewhere, by recipient.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub waiting: BTreeMap<String, WaitingFor>,
}

/// A bundle for one recipient that waits for its signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WaitingFor {
    /// What the dossier was when the bundle was prepared, in the words of the client that did: by it a later change shows.
    pub content: String,
    /// The bundle.
    pub bundle: Waiting,
}

/// What was sent to one recipient and what came back. Days as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sent {
    /// The day on which it was sent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub on: String,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// The number of the receipt.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub receipt: String,
    /// What came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// The day of what came back.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answered: String,
}

/// How a dossier was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Handed in.
    Hand,
    /// By post.
    Post,
    /// Over a network.
    Network,
}

/// What came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The receipt of a complete dossier was confirmed.
    Confirmed,
    /// A supplement was asked for.
    Supplement,
    /// The dossier was returned.
    Returned,
}

impl Filing {
    /// Whether nothing is said in it.
    pub fn is_empty(&self) -> bool {
        *self == Filing::default()
    }

    /// Whom the dossier goes to besides its own recipient, and what is told for the place of each.
    pub fn rest(&self) -> Rest<'_> {
        Rest { to: &self.others, told: &self.places }
    }

    /// Sends it to these, the first as the dossier's own recipient: what is told for a place goes with its recipient, and that of one who
    /// is no longer chosen is kept.
    pub fn send_to(&mut self, pack: &Pack, dossier: &mut Dossier, to: &[String]) {
        let Some((own, others)) = to.split_first() else { return };
        others.clone_into(&mut self.others);
        if *own != dossier.recipient {
            let marked = Marked::of(pack, &dossier.procedure);
            let before = std::mem::replace(&mut dossier.recipient, own.clone());
            let local = marked.take(dossier);
            marked.put(&self.places.remove(own).unwrap_or_default(), dossier);
            self.keep(before, local);
        }
        self.settle(pack, dossier);
    }

    /// Gives what a dossier tells for a place to a recipient who has one, where its own has none: drafts were written so before it was told
    /// for each place.
    pub fn settle(&mut self, pack: &Pack, dossier: &mut Dossier) {
        if pack.words.place_of(&dossier.recipient).is_some() {
            return;
        }
        let stray = self.places.remove(&dossier.recipient);
        let stray = stray.unwrap_or_else(|| Marked::of(pack, &dossier.procedure).take(dossier));
        let empty = |to: &&String| pack.words.place_of(to).is_some() && !self.places.contains_key(*to);
        match self.others.iter().find(empty).cloned() {
            Some(to) => self.keep(to, stray),
            None => self.keep(dossier.recipient.clone(), stray),
        }
    }

    /// Changes the dossier as it goes to a recipient: what is told for that place alone is kept for it.
    pub fn change_at(&mut self, pack: &Pack, dossier: &mut Dossier, at: &str, change: impl FnOnce(&mut Dossier)) {
        if at == dossier.recipient {
            return change(dossier);
        }
        let mut copy = addressed(pack, dossier, self.rest(), at);
        change(&mut copy);
        dossier.closed = copy.closed;
        self.keep(at.to_owned(), Marked::of(pack, &dossier.procedure).take(&mut copy));
    }

    fn keep(&mut self, at: String, local: Local) {
        if local.is_empty() {
            self.places.remove(&at);
        } else {
            self.places.insert(at, local);
        }
    }

    /// The days of the events of a procedure, as far as they are known: those told, those that came back, and for what filing brings about
    /// the day on which it was sent to the first recipient, else the day of filing in the dossier.
    pub fn told(&self, pack: &Pack, kind: &DossierKind, dossier: &Dossier) -> BTreeMap<String, Day> {
        let mut days = self.came_of(pack, kind, &dossier.recipient);
        days.extend(self.typed());
        self.completed(pack, kind, dossier, days)
    }

    /// The same for the part of the filing that goes to one of several recipients: what is noted of that part goes before what is told of
    /// all.
    pub fn told_by(
        &self,
        recipient: &str,
        pack: &Pack,
        kind: &DossierKind,
        dossier: &Dossier,
    ) -> BTreeMap<String, Day> {
        let mut days: BTreeMap<String, Day> = self.typed().collect();
        days.extend(self.came_of(pack, kind, recipient));
        self.completed(pack, kind, dossier, days)
    }

    fn typed(&self) -> impl Iterator<Item = (String, Day)> {
        self.days.iter().filter_map(|(event, typed)| Some((event.clone(), day(typed)?)))
    }

    /// Adds the day of filing for what filing brings about. What was found to lack something was not received whole on that day, but when
    /// that is told, or as late as it may be.
    fn completed(
        &self,
        pack: &Pack,
        kind: &DossierKind,
        dossier: &Dossier,
        mut days: BTreeMap<String, Day>,
    ) -> BTreeMap<String, Day> {
        for event in &kind.filed {
            days.entry(event.clone()).or_insert(dossier.on);
        }
        if let Some(asked) = kind.supplement.as_ref().filter(|asked| days.contains_key(*asked)) {
            let following = steps(pack, kind).filter(|step| step.from.as_ref() == Some(asked));
            for event in following.flat_map(|step| &step.brings) {
                days.remove(event);
            }
            days.extend(self.typed());
        }
        days
    }

    /// What is noted of the part that went to a recipient: the day of sending, and what came back as far as it is an event that this
    /// recipient brings about. Where no event is its confirmation, to confirm the filing is to say on what day it was received.
    fn came_of(&self, pack: &Pack, kind: &DossierKind, recipient: &str) -> BTreeMap<String, Day> {
        let Some(sent) = self.sent.get(recipient) else { return BTreeMap::new() };
        let is_its = |event: &&String| {
            steps(pack, kind).any(|step| step.brings.contains(event) && step.who == sort_of(recipient))
        };
        let came = match sent.answer {
            Some(Answer::Confirmed) => kind.confirmed.as_ref().filter(is_its),
            Some(Answer::Supplement) => kind.supplement.as_ref().filter(is_its),
            Some(Answer::Returned) | None => None,
        };
        let answered = day(&sent.answered);
        let received = answered.filter(|_| sent.answer == Some(Answer::Confirmed) && came.is_none());
        let filed = received.or_else(|| day(&sent.on));
        let filed = filed.into_iter().flat_map(|day| kind.filed.iter().map(move |event| (event.clone(), day)));
        filed.chain(came.cloned().zip(answered)).collect()
    }
}

/// The steps of a procedure.
fn steps<'a>(pack: &'a Pack, kind: &DossierKind) -> impl Iterator<Item = &'a Step> {
    pack.units().filter(|unit| kind.handled_by(unit.cite)).flat_map(|unit| &unit.steps)
}

/// A day as it was typed; none where it is no day.
fn day(typed: &str) -> Option<Day> {
    match read(&FieldKind::Date, typed) {
        Ok(Some(Value::Day(day))) => Some(day),
        _ => None,
    }
}
