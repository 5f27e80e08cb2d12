//! Places, papers and terms, in words.

use super::condition::field_at;
use super::in_lang;
use crate::dossier::Dossier;
use crate::law::{Form, Pack, Ref};
use crate::report::{Place, Slot};
use crate::text::{Lang, Text};

/// Where in a dossier: the label of the field, with the row's number; the paper; the list.
pub fn place(pack: &Pack, dossier: &Dossier, place: &Place, lang: Lang) -> String {
    match place {
        Place::Dossier => Text::new("Hồ sơ", "Dossier").get(lang).to_owned(),
        Place::Fact { fact } => field_label(pack, &Ref::Fact(fact.clone()), None, lang),
        Place::Field { form, field } => field_label(pack, &Ref::Field(form.clone(), field.clone()), None, lang),
        Place::List { list } => title(pack, list, lang),
        Place::Row { list, row, field } => {
            let label = field_label(pack, &Ref::Row(field.clone()), pack.form(list), lang);
            format!("{label} ({})", row_name(pack, dossier, list, row, lang))
        }
        Place::Duty { cite, row } => {
            let label = pack.label(*cite).map_or(String::new(), |label| label.get(lang).to_owned());
            match row.as_ref().and_then(|row| list_of(pack, *cite).map(|list| row_name(pack, dossier, list, row, lang)))
            {
                Some(row) => format!("{label} ({row})"),
                None => label,
            }
        }
        Place::Paper { slot, index } => {
            let name = paper(pack, dossier, slot, lang);
            if *index == 0 { name } else { format!("{name} ({})", index + 1) }
        }
    }
}

/// A paper by its name, with the row it is for.
pub fn paper(pack: &Pack, dossier: &Dossier, slot: &Slot, lang: Lang) -> String {
    let name = pack.words.paper.get(&slot.paper).map_or(slot.paper.as_str(), |text| text.get(lang));
    match slot
        .row
        .as_ref()
        .and_then(|row| list_of(pack, slot.cite).map(|list| row_name(pack, dossier, list, row, lang)))
    {
        Some(row) => format!("{name} ({row})"),
        None => name.to_owned(),
    }
}

/// The label of a field by the name that law files use.
pub fn field_label(pack: &Pack, at: &Ref, row: Option<&Form>, lang: Lang) -> String {
    match at {
        Ref::On => Text::new("Ngày nộp hồ sơ", "Day of filing").get(lang).to_owned(),
        _ => named(pack, at, row, lang).unwrap_or_else(|| at.to_string()),
    }
}

/// The label of a field; where its form has the same label for another, as it does for the name of each of several persons, with the
/// heading under which it stands.
fn named(pack: &Pack, at: &Ref, row: Option<&Form>, lang: Lang) -> Option<String> {
    let field = field_at(pack, at, row)?;
    let form = match at {
        Ref::Fact(_) => Some(&pack.facts),
        Ref::Field(form, _) | Ref::Earlier(form, _) => pack.form(form),
        Ref::Row(_) | Ref::On => row,
    };
    let (label, groups) = (field.label.get(lang), form.map_or(&[][..], |form| &form.groups));
    let alike = groups.iter().flat_map(|group| &group.fields).filter(|other| other.label == field.label).count();
    let own = groups.iter().find(|group| alike > 1 && group.fields.iter().any(|other| other.id == field.id));
    Some(own.map_or_else(|| label.to_owned(), |group| format!("{label} ({})", group.label.get(lang))))
}

/// The title of a form or list.
pub(super) fn title(pack: &Pack, form: &str, lang: Lang) -> String {
    pack.form(form).map_or_else(|| form.to_owned(), |form| form.title.get(lang).to_owned())
}

/// The form's number in the law's appendix, or its title.
pub(super) fn short_title(pack: &Pack, form: &str, lang: Lang) -> String {
    pack.form(form).and_then(|form| form.number.clone()).unwrap_or_else(|| title(pack, form, lang))
}

fn row_name(pack: &Pack, dossier: &Dossier, list: &str, row: &str, lang: Lang) -> String {
    let rows = dossier.lists.get(list).map_or(&[][..], |list| list.rows.as_slice());
    let number = rows.iter().position(|at| at.id == row).map_or(0, |at| at + 1);
    in_lang!(lang, "{list}, mục {number}", "{list}, entry {number}", list = title(pack, list, lang))
}

fn list_of(pack: &Pack, cite: crate::cite::Cite) -> Option<&str> {
    match &pack.unit(cite)?.what {
        crate::law::What::List(ask) => Some(&ask.list),
        _ => None,
    }
}
