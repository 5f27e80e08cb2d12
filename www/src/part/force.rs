//! A law's force, in words.

use hoso_core::day::{Day, Span};
use hoso_core::law::{PackIndex, Replacement};
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

/// Which law dossiers are filed under on a day on which another one is not in force, if any is known.
pub fn in_force_on(index: &PackIndex, other: &str, on: Day, tongue: &Tongue) -> Option<String> {
    let law = index.subject_of(other)?.on(on)?;
    let (day, name) = (on.vn(), tongue.text(&law.name));
    Some(match (law.pack.is_some(), tongue.lang) {
        (true, Lang::Vi) => format!("Ngày {day}, hồ sơ nộp theo {name}; hãy chọn hồ sơ của văn bản đó ở trang đầu."),
        (true, Lang::En) => format!("On {day} dossiers are filed under {name}; choose its dossier on the first page."),
        (false, Lang::Vi) => format!("Ngày {day}, hồ sơ nộp theo {name}; văn bản này chưa có ở đây."),
        (false, Lang::En) => format!("On {day} dossiers are filed under {name}, which is not held here."),
    })
}
