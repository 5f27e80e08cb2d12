//! What a draft holds beside its dossier: who else receives it, what was sent and what came back, and days told of the procedure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Waiting;
use crate::day::Day;
use crate::dossier::{Dossier, Local, Marked, Places, Rest, addressed};
use crate::form::{Value, read};
use crate::law::{DossierKind, FieldKind, Pack};

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

    /// The days of the events of a procedure, as far as they are known: those told, and for what filing brings about the day on which
    /// the first recipient confirmed the receipt, else that on which it was sent, else the day of filing in the dossier.
    pub fn told(&self, kind: &DossierKind, dossier: &Dossier) -> BTreeMap<String, Day> {
        let filed = self.sent.get(&dossier.recipient).and_then(Sent::filed).unwrap_or(dossier.on);
        let mut days: BTreeMap<String, Day> = kind.filed.iter().map(|event| (event.clone(), filed)).collect();
        days.extend(self.days.iter().filter_map(|(event, typed)| Some((event.clone(), day(typed)?))));
        days
    }

    /// The same for the part of the filing that goes to one of several recipients: what filing brings about happened there on the day on
    /// which that recipient confirmed the receipt, else that on which it was sent there.
    pub fn told_by(&self, recipient: &str, kind: &DossierKind, dossier: &Dossier) -> BTreeMap<String, Day> {
        let mut days = self.told(kind, &Dossier { recipient: recipient.to_owned(), ..dossier.clone() });
        let own = self.sent.get(recipient).and_then(Sent::filed);
        days.extend(own.into_iter().flat_map(|day| kind.filed.iter().map(move |event| (event.clone(), day))));
        days
    }
}

impl Sent {
    /// The day on which it is taken to have been filed: that of the confirmation, else that of sending.
    fn filed(&self) -> Option<Day> {
        let confirmed = if self.answer == Some(Answer::Confirmed) { day(&self.answered) } else { None };
        confirmed.or_else(|| day(&self.on))
    }
}

/// A day as it was typed; none where it is no day.
fn day(typed: &str) -> Option<Day> {
    match read(&FieldKind::Date, typed) {
        Ok(Some(Value::Day(day))) => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dossier() -> Dossier {
        serde_json::from_value(serde_json::json!({
            "format": 1, "id": "00", "procedure": "p", "recipient": "a", "pack": { "id": "x", "version": "0" }, "on": "2016-05-10",
        }))
        .unwrap()
    }

    fn kind() -> DossierKind {
        serde_json::from_value(serde_json::json!({
            "id": "p", "title": { "vi": "", "en": "" }, "holds": [], "procedure": [], "recipients": ["a", "b"], "facts": [],
            "filed": ["received"], "filer-name": "f/name",
        }))
        .unwrap()
    }

    fn received(filing: &Filing) -> String {
        filing.told(&kind(), &dossier())["received"].to_string()
    }

    #[test]
    fn the_day_of_receipt_is_the_best_known_one() {
        let mut filing = Filing::default();
        assert_eq!(received(&filing), "2016-05-10");
        filing
            .sent
            .insert("a".into(), Sent { on: "11/05/2016".into(), answered: "13/05/2016".into(), ..Sent::default() });
        assert_eq!(received(&filing), "2016-05-11", "what came back is not said to be a confirmation");
        filing.sent.get_mut("a").unwrap().answer = Some(Answer::Confirmed);
        assert_eq!(received(&filing), "2016-05-13");
        filing.days.insert("received".into(), "12/05/2016".into());
        assert_eq!(received(&filing), "2016-05-12");
    }

    #[test]
    fn each_recipient_has_a_day_of_its_own() {
        let mut filing = Filing::default();
        for (to, on) in [("a", "11/05/2016"), ("b", "12/05/2016")] {
            filing.sent.insert(to.into(), Sent { on: on.into(), ..Sent::default() });
        }
        filing.days.insert("received".into(), "20/05/2016".into());
        let received = |to: &str| filing.told_by(to, &kind(), &dossier())["received"].to_string();
        assert_eq!([received("a"), received("b"), received("c")], ["2016-05-11", "2016-05-12", "2016-05-20"]);
    }

    #[test]
    fn what_is_no_day_tells_none() {
        let mut filing = Filing::default();
        filing.sent.insert("b".into(), Sent { on: "11/05/2016".into(), ..Sent::default() });
        filing.sent.insert("a".into(), Sent { on: "31/02/2016".into(), ..Sent::default() });
        filing.days.insert("answered".into(), "mai".into());
        assert_eq!(filing.told(&kind(), &dossier()).len(), 1);
        assert_eq!(received(&filing), "2016-05-10");
    }
}
