//! Compiled packs, calendars and the index: what loads is safe to use.

use std::collections::BTreeMap;

use hoso_core::day::Calendar;
use hoso_core::dossier::{Dossier, Values, issued_fields, issued_findings, questions, timeline, which};
use hoso_core::json::read;
use hoso_core::law::{Pack, PackIndex, PackRef, held, load};
use hoso_core::say;
use hoso_core::text::Lang;

use super::draft::judged;
use super::small;

pub fn run(bytes: &[u8]) {
    if let Ok((pack, reference)) = load(bytes) {
        used(&pack, &reference);
    }
    if let Ok(calendar) = read::<Calendar>(bytes) {
        let (pack, _) = small::law();
        timelines(pack, &small::dossier(), &calendar);
    }
    if let Ok(index) = read::<PackIndex>(bytes) {
        let on = small::dossier().on;
        for subject in &index.subjects {
            let _ = subject.laws.iter().filter(|law| law.span.holds(on)).count();
        }
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    [held::file("index.json"), held::file("vn-calendar.json")].into_iter().flatten().map(<[u8]>::to_vec).collect()
}

/// What a program does with a law.
fn used(pack: &Pack, reference: &PackRef) {
    let like = small::dossier();
    for kind in &pack.dossiers {
        for recipient in kind.recipients.iter().take(2) {
            let mut dossier = Dossier { pack: reference.clone(), procedure: kind.id.clone(), ..like.clone() };
            dossier.recipient = recipient.clone();
            judged(pack, reference, &dossier);
            dossier.closed = !dossier.closed;
            judged(pack, reference, &dossier);
        }
    }
    let values = Values::new();
    which(pack, &values, like.on);
    questions(pack, &values, like.on);
    for form in &pack.forms {
        issued_fields(pack, form, &values, like.on);
        issued_findings(pack, form, &values, like.on);
    }
    timelines(pack, &like, small::calendar());
}

fn timelines(pack: &Pack, dossier: &Dossier, calendar: &Calendar) {
    let told = BTreeMap::from([("received".to_owned(), dossier.on)]);
    for kind in &pack.dossiers {
        let dues = timeline(pack, kind, &told, Some(dossier.on), calendar);
        for due in &dues {
            say::reckoning(pack, due, calendar, Lang::En);
            say::lapse(pack, due, &dues, Lang::Vi);
        }
        say::ics(pack, &dues, calendar, "key", crate::attacks::NOW.parse().unwrap(), Lang::Vi);
    }
}
