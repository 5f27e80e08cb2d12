//! Whom something concerns, in words.

use super::in_lang;
use crate::law::Pack;
use crate::text::Lang;

/// That something is asked only of what goes to these sorts of recipients; none where nothing is said of them.
pub fn concerned(pack: &Pack, sorts: &[String], lang: Lang) -> Option<String> {
    let name = |sort: &String| match (pack.words.recipient.get(sort), lang) {
        (Some(sort), Lang::Vi) => sort.vi.clone(),
        (Some(sort), Lang::En) => sort.en.clone(),
        (None, _) => sort.clone(),
    };
    let names = sorts.iter().map(name).collect::<Vec<_>>().join(", ");
    (!sorts.is_empty()).then(|| in_lang!(lang, "chỉ với hồ sơ gửi {names}", "only for what goes to {names}"))
}

/// The recipients that something concerns, by name; none where it concerns all.
pub fn recipients(pack: &Pack, to: &[String], lang: Lang) -> Option<String> {
    let name =
        |word: &String| pack.words.recipient(word).map_or_else(|| word.clone(), |name| name.get(lang).to_owned());
    (!to.is_empty()).then(|| to.iter().map(name).collect::<Vec<_>>().join(", "))
}
