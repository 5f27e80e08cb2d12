//! Drafts, dossiers and waiting bundles: opened, judged, drawn up, told of, and written back.

use std::collections::BTreeMap;

use hoso_core::bundle::{open_further, open_waiting, resume};
use hoso_core::dossier::{
    Dossier, Live, Plans, Rest, Touched, addressed, asked, changes, check, check_all, progress, progress_all,
    recipients, requirements, timeline_of,
};
use hoso_core::draft::{self, Draft};
use hoso_core::json::{canonical, read};
use hoso_core::law::{Pack, PackRef};
use hoso_core::page::package;
use hoso_core::say;
use hoso_core::text::Lang;

use super::small;
use crate::{cases, circular};

pub fn run(bytes: &[u8]) {
    if let Ok(draft) = draft::open(bytes) {
        let written = draft::write(&draft).unwrap();
        assert_eq!(draft::open(&written).as_ref(), Ok(&draft));
        filed(&draft);
    }
    if let Ok(dossier) = draft::open_dossier(bytes) {
        let (pack, reference) = law_of(&dossier);
        judged(pack, reference, &dossier);
    }
    direct(bytes);
    if let Ok(waiting) = open_waiting(bytes)
        && let Ok(pending) = resume(&waiting)
    {
        assert_eq!(pending.parts().len(), waiting.parts.len());
    }
    if let Ok(further) = open_further(bytes) {
        assert_eq!(open_further(&canonical(&further).unwrap()), Ok(further));
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let examples =
        circular::packs().iter().flat_map(|(_, reference)| cases::examples(reference).unwrap().into_values());
    let mut seeds = Vec::new();
    for dossier in examples {
        seeds.push(serde_json::to_vec(&dossier).unwrap());
        seeds.push(draft::write(&Draft::of(dossier, Lang::Vi, "facts")).unwrap());
    }
    seeds
}

/// What is done with a dossier, by whichever law is in hand.
pub fn judged(pack: &Pack, reference: &PackRef, dossier: &Dossier) {
    let report = check(pack, reference, dossier, dossier.on);
    let plans = Plans::of(pack);
    let mut live = Live::of(&plans, reference, dossier.clone());
    live.judge(Touched::Whole);
    assert_eq!(live.report(), report, "a dossier in hand has another report");
    for finding in &report.findings {
        for lang in [Lang::Vi, Lang::En] {
            say::finding(pack, dossier, finding, lang);
        }
    }
    progress(pack, dossier, &report);
    requirements(pack, dossier);
    for form in &pack.forms {
        asked(pack, dossier, &form.id, None);
    }
    for due in timeline_of(pack, dossier, &BTreeMap::new(), small::calendar()) {
        say::reckoning(pack, &due, small::calendar(), Lang::Vi);
    }
    changes(pack, dossier, dossier, Rest::NONE);
    let package = package(pack, reference, dossier).unwrap();
    let sealed: Dossier = read(&canonical(&package.dossier).unwrap()).unwrap();
    assert_eq!(sealed, package.dossier, "what is sealed is read as something else");
}

/// One filing to several.
fn filed(draft: &Draft) {
    let (pack, reference) = law_of(&draft.dossier);
    for recipient in recipients(&draft.dossier, &draft.filing.others) {
        addressed(pack, &draft.dossier, draft.filing.rest(), &recipient);
    }
    let joint = check_all(pack, reference, &draft.dossier, draft.filing.rest(), draft.dossier.on);
    progress_all(pack, &draft.dossier, draft.filing.rest(), &joint);
    let mut turned = draft.clone();
    let others = draft.filing.others.iter().cloned().chain([draft.dossier.recipient.clone()]);
    turned.filing.send_to(pack, &mut turned.dossier, &others.collect::<Vec<_>>());
}

/// Straight from its text, the report is the same.
fn direct(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for (pack, reference) in laws() {
        if let Some(report) = Plans::of(pack).check_text(reference, text, None) {
            let dossier: Dossier = read(bytes).unwrap();
            assert_eq!(report, check(pack, reference, &dossier, dossier.on), "the short way has another report");
        }
    }
}

fn laws() -> impl Iterator<Item = &'static (Pack, PackRef)> {
    circular::packs().iter().chain([small::law()])
}

/// That which it names; where none is held, the small one.
fn law_of(dossier: &Dossier) -> &'static (Pack, PackRef) {
    laws().find(|(pack, _)| pack.id == dossier.pack.id).unwrap_or(small::law())
}
