//! `hoso law list`: by subject, every law that is known, those held with their dossiers.

use hoso_core::day::{Day, Span};
use hoso_core::law::{IndexEntry, KnownLaw, PackIndex};
use hoso_core::text::{Lang, Text};

/// The laws, or those in force on a day.
pub fn list(index: &PackIndex, on: Option<Day>, lang: Lang) -> String {
    let mut out = String::new();
    for subject in &index.subjects {
        out.push_str(&format!("{}\n", subject.title.get(lang)));
        let laws: Vec<&KnownLaw> = subject.laws.iter().filter(|law| on.is_none_or(|on| law.span.holds(on))).collect();
        if laws.is_empty() {
            let none = Text::new("Chưa biết văn bản nào áp dụng vào ngày này.", "No law is known for this day.");
            out.push_str(&format!("  {}\n", none.get(lang)));
        }
        for law in laws {
            out.push_str(&of_law(index, law, lang));
        }
    }
    out
}

fn of_law(index: &PackIndex, law: &KnownLaw, lang: Lang) -> String {
    let (name, days) = (law.name.get(lang), days(law.span, lang));
    match index.packs.iter().find(|entry| Some(&entry.id) == law.pack.as_ref()) {
        Some(entry) => format!("  {}  {name}. {days}\n{}", entry.id, held(entry, lang)),
        None => {
            let not = Text::new("hoso chưa có văn bản này", "hoso does not hold it");
            format!("  –  {name}. {days} ({})\n", not.get(lang))
        }
    }
}

fn held(entry: &IndexEntry, lang: Lang) -> String {
    let mut out = String::new();
    if entry.partial {
        let partial = Text::new("Chỉ có một phần các điều.", "Some of its articles only.");
        out.push_str(&format!("      {}\n", partial.get(lang)));
    }
    for kind in &entry.dossiers {
        out.push_str(&format!("      {:<26} {}\n", kind.id, kind.title.get(lang)));
    }
    if !entry.issued.is_empty() {
        let issued = Text::new("Giấy cấp cho từng người:", "Forms that are issued to people:");
        out.push_str(&format!("      {}\n", issued.get(lang)));
    }
    for form in &entry.issued {
        out.push_str(&format!("      {:<26} {}\n", form.id, form.title.get(lang)));
    }
    for known in &entry.versions {
        let state = if known.released {
            Text::new("đã phát hành", "released")
        } else {
            Text::new("chưa phát hành", "not released")
        };
        out.push_str(&format!("      SHA-256 {} ({})\n", known.version, state.get(lang)));
    }
    out
}

/// From which day to which dossiers are filed under a law.
pub fn days(span: Span, lang: Lang) -> String {
    let from = span.from.vn();
    let text = match span.until {
        Some(until) => Text::new(
            format!("Có hiệu lực từ {from} đến hết {}", until.vn()),
            format!("In force from {from} to {}", until.vn()),
        ),
        None => Text::new(format!("Có hiệu lực từ {from}"), format!("In force from {from}")),
    };
    text.get(lang).to_owned()
}
