//! A law's force, in words.

use hoso_core::day::Span;
use hoso_core::law::Replacement;
use hoso_core::text::Lang;

use crate::lang::Tongue;

/// From when to when a law is in force, and what replaced it.
pub fn force(in_force: Span, next: Option<&Replacement>, tongue: &Tongue) -> String {
    let from = in_force.from.vn();
    let mut words = match (in_force.until, tongue.lang) {
        (Some(until), Lang::Vi) => format!("Áp dụng cho hồ sơ nộp từ {from} đến {}.", until.vn()),
        (Some(until), Lang::En) => format!("For dossiers filed from {from} to {}.", until.vn()),
        (None, Lang::Vi) => format!("Áp dụng cho hồ sơ nộp từ {from}."),
        (None, Lang::En) => format!("For dossiers filed from {from}."),
    };
    if let Some(next) = next {
        words.push_str(&match tongue.lang {
            Lang::Vi => format!(" Từ {} được thay bằng {}.", next.from.vn(), next.name.vi),
            Lang::En => format!(" Replaced from {} by {}.", next.from.vn(), next.name.en),
        });
    }
    words
}
