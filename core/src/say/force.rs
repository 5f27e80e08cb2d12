//! Whether a law is in force on the days of a filing, in words.

use super::basis::basis;
use super::finding::{force_in_doubt, not_in_force};
use super::in_lang;
use crate::day::Day;
use crate::dossier;
use crate::law::Pack;
use crate::report::Code;
use crate::text::Lang;

/// What there is to say of a law's force on a day, with what it rests on: nothing where it was in force without doubt.
pub fn force(pack: &Pack, on: Day, lang: Lang) -> Vec<String> {
    let then = in_lang!(lang, "Ngày {day}", "On {day}", day = on.vn());
    let said = dossier::force(pack, on).into_iter().map(|finding| {
        let what = match finding.code {
            Code::NotInForce => not_in_force(pack, &then, lang),
            _ => force_in_doubt(pack, &finding, &then, lang),
        };
        format!("{what} {}", basis(pack, &finding, lang))
    });
    said.collect()
}
