//! Whom something concerns, in words.

use super::in_lang;
use crate::law::Pack;
use crate::text::Lang;

/// That something concerns these of all recipients; none where nothing is said of them. All of one sort are called by it.
pub fn concerned(pack: &Pack, to: &[String], all: &[String], lang: Lang) -> Option<String> {
    let sort = |recipient: &str| recipient.split_once('/').map_or(recipient, |(sort, _)| sort).to_owned();
    let mut names: Vec<String> = Vec::new();
    for recipient in to {
        let of_sort: Vec<&String> = all.iter().filter(|other| sort(other) == sort(recipient)).collect();
        let is_whole = of_sort.len() > 1 && of_sort.iter().all(|other| to.contains(other));
        let whole = pack.words.recipient.get(&sort(recipient)).filter(|_| is_whole);
        let name = match (whole, lang) {
            (Some(sort), Lang::Vi) => sort.vi.clone(),
            (Some(sort), Lang::En) => sort.en.clone(),
            (None, _) => recipients(pack, std::slice::from_ref(recipient), lang).unwrap_or_default(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let names = names.join(", ");
    (!to.is_empty()).then(|| in_lang!(lang, "chỉ với hồ sơ gửi {names}", "only for what goes to {names}"))
}

/// The recipients that something concerns, by name; none where it concerns all.
pub fn recipients(pack: &Pack, to: &[String], lang: Lang) -> Option<String> {
    let name =
        |word: &String| pack.words.recipient(word).map_or_else(|| word.clone(), |name| name.get(lang).to_owned());
    (!to.is_empty()).then(|| to.iter().map(name).collect::<Vec<_>>().join(", "))
}
