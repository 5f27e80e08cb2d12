//! In which language to answer: as asked with `--lang`, else as the environment says, else Vietnamese.

use std::ffi::OsString;

use hoso_core::text::Lang;

/// The language asked for among the words of the command line; read before they are parsed, because help is written in it too.
pub fn asked(words: &[OsString]) -> Option<Lang> {
    let mut words = words.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => return words.next().and_then(of_name),
            Some(rest) => return rest.strip_prefix('=').and_then(of_name),
            None => {}
        }
    }
    None
}

/// The language of the environment: `LC_ALL`, else `LC_MESSAGES`, else `LANG`, whichever is the first that is set.
pub fn of_environment() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    of_locale(set.into_iter().find(|value| !value.is_empty()).as_deref())
}

fn of_locale(locale: Option<&str>) -> Lang {
    if locale.is_some_and(|locale| locale.starts_with("en")) { Lang::En } else { Lang::Vi }
}

fn of_name(name: &str) -> Option<Lang> {
    match name {
        "vi" => Some(Lang::Vi),
        "en" => Some(Lang::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_language_asked_for_is_found_wherever_it_stands() {
        assert_eq!(asked(&words("hoso check a.json --lang en")), Some(Lang::En));
        assert_eq!(asked(&words("hoso --lang=vi check a.json")), Some(Lang::Vi));
        assert_eq!(asked(&words("hoso check a.json")), None);
        assert_eq!(asked(&words("hoso --language en")), None);
    }

    #[test]
    fn only_an_english_locale_is_answered_in_english() {
        assert_eq!(of_locale(Some("en_GB.UTF-8")), Lang::En);
        for locale in [None, Some("C"), Some("vi_VN.UTF-8"), Some("POSIX"), Some("de_DE")] {
            assert_eq!(of_locale(locale), Lang::Vi, "{locale:?}");
        }
    }
}
