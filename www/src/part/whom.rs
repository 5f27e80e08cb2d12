//! Who receives a dossier, in words.

use hoso_core::law::Pack;
use hoso_core::text::Lang;

use crate::desk::Work;
use crate::lang::Tongue;

/// What a recipient is called.
pub fn name(pack: &Pack, recipient: &str, tongue: &Tongue) -> String {
    pack.words.recipient(recipient).map_or_else(|| recipient.to_owned(), |text| tongue.text(&text))
}

/// What the recipients of the dossier are called.
pub fn names(work: &Work, tongue: &Tongue) -> Vec<String> {
    work.recipients().iter().map(|recipient| name(&work.law.pack, recipient, tongue)).collect()
}

/// Something of the page's place by its name: `Kết quả tại địa phương – Hà Nội`; what is the same for all as it is.
pub fn of_place(pack: &Pack, title: String, at: Option<&str>, tongue: &Tongue) -> String {
    match at.map(|at| {
        pack.words.place_of(at).map_or_else(|| name(pack, at, tongue), |place| place.get(tongue.lang).to_owned())
    }) {
        Some(place) => format!("{title} – {place}"),
        None => title,
    }
}

/// The first recipient, and how many there are besides.
pub fn short(work: &Work, tongue: &Tongue) -> String {
    let first = name(&work.law.pack, &work.dossier().recipient, tongue);
    match (work.recipients().len() - 1, tongue.lang) {
        (0, _) => first,
        (more, Lang::Vi) => format!("{first} và {more} nơi khác"),
        (more, Lang::En) => format!("{first} and {more} more"),
    }
}
