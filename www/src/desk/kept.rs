//! A draft as it is kept on the device and saved to a file.

use hoso_core::dossier::Dossier;
use hoso_core::draft::{Draft, Filing, write};
use hoso_core::law::Pack;
use hoso_core::text::{Lang, Text};

use crate::browser;
use crate::store::Kept;

/// The draft, left on a page, to be kept. `None` where the writer fails, which it does not for a draft.
pub fn kept(pack: &Pack, dossier: &Dossier, filing: &Filing, lang: Lang, page: &str) -> Option<Kept> {
    let draft = Draft { filing: filing.clone(), ..Draft::of(dossier.clone(), lang, page) };
    Some(Kept {
        id: dossier.id.clone(),
        json: String::from_utf8(write(&draft).ok()?).ok()?,
        saved: browser::now(),
        title: title(pack, dossier),
        page: Some(page.to_owned()),
        note: None,
    })
}

/// What a draft is called: the filing, and the filer where it is known.
fn title(pack: &Pack, dossier: &Dossier) -> Text {
    let Some(kind) = pack.dossier(&dossier.procedure) else {
        return Text::new(dossier.procedure.clone(), dossier.procedure.clone());
    };
    let filer = dossier.typed(&kind.filer_name);
    let named = |title: &str| filer.map_or_else(|| title.to_owned(), |filer| format!("{title} – {filer}"));
    Text::new(named(&kind.title.vi), named(&kind.title.en))
}
