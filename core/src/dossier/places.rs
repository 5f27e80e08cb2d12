//! What a filing tells for each place by itself: kept beside the dossier for each further recipient, and laid over it for what goes there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::many::recipients;
use super::plan::forms_of;
use super::{Dossier, List, Paper, Values};
use crate::cite::Cite;
use crate::law::{Check, FieldKind, Pack, Ref};
use crate::map::Map;
use crate::report::{Place, Slot};

/// What is told for one place by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Local {
    /// Answers to deciding questions.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub facts: Values,
    /// Forms by id.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub forms: Map<String, Values>,
    /// Lists by id.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub lists: Map<String, List>,
    /// Papers by slot.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Map<String, Vec<Paper>>"))]
    pub papers: Map<Slot, Vec<Paper>>,
}

/// What is told for each place, by recipient. What the dossier's own recipient is told stands in the dossier.
pub type Places = BTreeMap<String, Local>;

/// Whom a dossier goes to besides its own recipient, and what is told for the place of each.
#[derive(Clone, Copy, Debug)]
pub struct Rest<'a> {
    /// Words of the pack.
    pub to: &'a [String],
    /// What is told for each place.
    pub told: &'a Places,
}

impl Rest<'_> {
    /// Nobody.
    pub const NONE: Rest<'static> = Rest { to: &[], told: &Places::new() };
}

/// What of a kind of dossier is told for each place by itself.
pub struct Marked<'a> {
    facts: Vec<&'a str>,
    forms: Vec<&'a str>,
    units: Vec<Cite>,
}

impl<'a> Marked<'a> {
    /// That of the dossiers of that id.
    pub fn of(pack: &'a Pack, procedure: &str) -> Marked<'a> {
        let Some(kind) = pack.dossier(procedure) else { return Marked::nothing() };
        let groups = pack.facts.groups.iter().filter(|group| group.each_place);
        let facts = groups.flat_map(|group| &group.fields).map(|field| field.id.as_str());
        let units = pack.units().filter(|unit| pack.is_told_for_each_place(unit.cite));
        let units: Vec<_> = units.filter(|unit| pack.comprises(kind, unit.cite)).collect();
        Marked {
            facts: facts.filter(|fact| kind.facts.iter().any(|known| known == fact)).collect(),
            forms: units.iter().flat_map(|unit| forms_of(unit)).collect(),
            units: units.iter().map(|unit| unit.cite).collect(),
        }
    }

    /// What is told apart in a filing: nothing while there is one recipient only.
    pub fn apart(pack: &'a Pack, dossier: &Dossier, rest: Rest) -> Marked<'a> {
        if recipients(dossier, rest.to).len() > 1 { Marked::of(pack, &dossier.procedure) } else { Marked::nothing() }
    }

    fn nothing() -> Marked<'a> {
        Marked { facts: Vec::new(), forms: Vec::new(), units: Vec::new() }
    }

    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.units.is_empty()
    }

    /// Whether an answer to that deciding question is.
    pub fn has_fact(&self, fact: &str) -> bool {
        self.facts.contains(&fact)
    }

    /// Whether that form or list is.
    pub fn has_form(&self, form: &str) -> bool {
        self.forms.contains(&form)
    }

    /// Whether the papers of that unit are.
    pub fn has_unit(&self, unit: Cite) -> bool {
        self.units.contains(&unit)
    }

    /// Whether what stands at a place of the dossier is.
    pub fn holds(&self, place: &Place) -> bool {
        match place {
            Place::Dossier => false,
            Place::Fact { fact } => self.has_fact(fact),
            Place::Field { form, .. } | Place::List { list: form } | Place::Row { list: form, .. } => {
                self.has_form(form)
            }
            Place::Duty { cite, .. } => self.has_unit(*cite),
            Place::Paper { slot, .. } => self.has_unit(slot.cite),
        }
    }

    /// Takes out of a dossier what is told for its place.
    pub fn take(&self, dossier: &mut Dossier) -> Local {
        let facts = apart(&mut dossier.facts, |fact| self.has_fact(fact));
        let forms = apart(&mut dossier.forms, |form| self.has_form(form));
        let lists = apart(&mut dossier.lists, |list| self.has_form(list));
        Local { facts, forms, lists, papers: apart(&mut dossier.papers, |slot| self.has_unit(slot.cite)) }
    }

    /// Puts into a dossier what is told for its place; what is the same for every place stays as it is.
    pub fn put(&self, local: &Local, dossier: &mut Dossier) {
        dossier.facts.extend(of(&local.facts, |fact| self.has_fact(fact)));
        dossier.forms.extend(of(&local.forms, |form| self.has_form(form)));
        dossier.lists.extend(of(&local.lists, |list| self.has_form(list)));
        dossier.papers.extend(of(&local.papers, |slot| self.has_unit(slot.cite)));
    }
}

impl Local {
    /// Whether nothing is told.
    pub fn is_empty(&self) -> bool {
        *self == Local::default()
    }
}

/// The dossier as it goes to a recipient: with what is told for that place, and with nothing that is told for another. An earlier
/// dossier that went to one place says nothing of another.
pub fn addressed(pack: &Pack, dossier: &Dossier, rest: Rest, recipient: &str) -> Dossier {
    let mut copy = Dossier { recipient: recipient.to_owned(), ..dossier.clone() };
    let marked = Marked::of(pack, &dossier.procedure);
    if recipient == dossier.recipient || marked.is_empty() {
        return copy;
    }
    marked.take(&mut copy);
    if let Some(local) = rest.told.get(recipient) {
        marked.put(local, &mut copy);
    }
    let earlier = copy.earlier.as_ref().and_then(|earlier| earlier.dossier.as_ref());
    let place = earlier.and_then(|earlier| pack.words.place_of(&earlier.recipient));
    if place.is_some_and(|place| pack.words.place_of(recipient) != Some(place)) {
        copy.earlier = None;
    }
    copy
}

/// Where the dossiers of that id list the places that they concern, one a line: the text that a check of one of their forms holds to the
/// place of the recipient.
pub(super) fn listing<'a>(pack: &'a Pack, procedure: &str) -> Option<&'a Ref> {
    let kind = pack.dossier(procedure)?;
    let units = pack.units().filter(|unit| pack.comprises(kind, unit.cite));
    let mut forms = units.flat_map(forms_of).filter_map(|form| pack.form(form));
    forms.find_map(|form| {
        form.checks.iter().find_map(|check| match &check.check {
            Check::NamesPlace(at @ Ref::Field(_, field)) => {
                form.field(field).filter(|field| field.kind == FieldKind::LongText).map(|_| at)
            }
            _ => None,
        })
    })
}

/// Takes out of a map what belongs apart.
fn apart<K: Ord, V>(map: &mut Map<K, V>, belongs: impl Fn(&K) -> bool) -> Map<K, V> {
    let (there, here): (Vec<_>, Vec<_>) = std::mem::take(map).into_iter().partition(|(key, _)| belongs(key));
    *map = here.into_iter().collect();
    there.into_iter().collect()
}

/// What of a map belongs.
fn of<'a, K: Ord + Clone, V: Clone>(
    map: &'a Map<K, V>,
    belongs: impl Fn(&K) -> bool + 'a,
) -> impl Iterator<Item = (K, V)> + 'a {
    map.iter().filter(move |(key, _)| belongs(key)).map(|(key, value)| (key.clone(), value.clone()))
}
