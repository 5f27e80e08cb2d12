//! What a bundle holds beside the attachments: the dossier to be signed, the report on it, and pages that a person reads.
//! The pages are self-contained HTML in both languages, without script.

mod form;
mod html;
mod issue;
mod names;
mod packing;

pub use issue::{Issued, issue};

use crate::dossier::{Dossier, check, sealed};
use crate::json::canonical;
use crate::law::{Pack, PackRef};
use crate::report::{Report, Slot};

/// The name in a bundle of the dossier's canonical JSON. Its digest is what others refer to the dossier by.
pub const DOSSIER: &str = "dossier.json";
/// The name in a bundle of the report.
pub const REPORT: &str = "report.json";

/// Everything that goes into a bundle but the bytes of attachments.
#[derive(Clone, Debug)]
pub struct Package {
    /// The dossier as it is signed: closed, pruned, attachments under their names in the bundle.
    pub dossier: Dossier,
    /// The report on that dossier.
    pub report: Report,
    /// The dossier, the report and the pages, in the order in which they stand in the bundle.
    pub pages: Vec<Page>,
    /// The attachments, in the order in which they follow.
    pub attachments: Vec<Attachment>,
}

/// A part whose bytes are made here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its name in the bundle.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A part whose bytes the caller has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The paper's slot.
    pub slot: Slot,
    /// Which of the papers in the slot, from 0.
    pub index: usize,
    /// Its name in the bundle.
    pub name: String,
    /// Its media type.
    pub media_type: String,
}

/// Draws up what a bundle of the dossier holds. Attachments must have been hashed: their digests are signed with the dossier.
///
/// # Errors
/// When the JSON writer fails, which it does not for our values.
pub fn package(pack: &Pack, reference: &PackRef, dossier: &Dossier) -> Result<Package, serde_json::Error> {
    let mut dossier = sealed(pack, dossier);
    dossier.pack = reference.clone();
    let attachments = names::name_attachments(pack, &mut dossier);
    let report = check(pack, reference, &dossier, dossier.on);
    let json = "application/json";
    let mut pages = vec![
        Page { name: DOSSIER.to_owned(), media_type: json, bytes: canonical(&dossier)? },
        Page { name: REPORT.to_owned(), media_type: json, bytes: canonical(&report)? },
    ];
    let html = |name: String, text: String| Page { name, media_type: "text/html", bytes: text.into_bytes() };
    pages.push(html("thành-phần-hồ-sơ.html".to_owned(), packing::packing_list(pack, &dossier)));
    for form in &pack.forms {
        let text =
            if form.list { form::list_page(pack, &dossier, form) } else { form::form_page(pack, &dossier, form) };
        pages.extend(text.map(|text| html(names::of_form(form), text)));
    }
    Ok(Package { dossier, report, pages, attachments })
}

/// The packing list of a dossier as a page, for print before anything is signed.
pub fn packing_list(pack: &Pack, dossier: &Dossier) -> String {
    packing::packing_list(pack, &sealed(pack, dossier))
}
