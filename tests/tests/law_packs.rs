//! The law files and the packs compiled from them: no drift, nothing lost, and the text of the Circular counted unit by unit.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop where it is")]

use std::fs;
use std::path::{Path, PathBuf};

use hoso_core::compile::{self, Files};
use hoso_core::day::{CalendarRow, Day, DayKind, Trust};
use hoso_core::json::{canonical, sha256_hex};
use hoso_core::law::{PackVersion, held, load};

const LAW: &str = "vn/tt-24-2014";
const LAWS: [&str; 2] = [LAW, "vn/nd-248-2026"];

fn shelf() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/law")
}

fn files(law: &str) -> Files {
    let mut files = Files::new();
    for shared in ["../words.toml", "../calendar.toml"] {
        files.insert(shared.into(), fs::read_to_string(shelf().join(law).join(shared)).unwrap());
    }
    for folder in ["", "form/"] {
        for entry in fs::read_dir(shelf().join(law).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = format!("{folder}{}", path.file_name().unwrap().to_str().unwrap());
                files.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    files
}

#[test]
fn the_packs_are_what_the_law_files_say() {
    let index = held::index().unwrap();
    assert_eq!(index.packs.len(), LAWS.len());
    for law in LAWS {
        let pack = compile::pack(&files(law)).unwrap();
        let bytes = canonical(&pack).unwrap();
        let entry = index.packs.iter().find(|entry| entry.id == law).unwrap();
        assert_eq!(entry.latest, sha256_hex(&bytes), "run `cargo xtask law`");
        assert_eq!(held::file(index.file(law, &entry.latest).unwrap()), Some(bytes.as_slice()));
        assert_eq!((&entry.name, &entry.title, entry.in_force), (&pack.name, &pack.title, pack.in_force));
        assert_eq!(entry.partial, law != LAW);
    }
}

/// The day of filing picks the law; a law that is known and not encoded is named.
#[test]
fn the_day_of_filing_picks_the_law_of_a_subject() {
    let index = held::index().unwrap();
    let on = |pack: &str, day: &str| {
        let law = index.subject_of(pack).unwrap().on(day.parse().unwrap());
        law.map(|law| (law.pack.clone().unwrap_or_default(), law.name.en.clone()))
    };
    assert_eq!(on(LAW, "2014-09-15").unwrap().0, LAW);
    assert_eq!(on(LAW, "2018-07-14").unwrap().0, LAW);
    assert_eq!(on(LAW, "2018-07-15"), Some((String::new(), "Decree 40/2018/ND-CP and Circular 10/2018/TT-BCT".into())));
    assert_eq!(on(LAW, "2026-07-01"), Some((String::new(), "Decree 137/2026/ND-CP".into())));
    assert!(on(LAW, "2014-03-01").unwrap().1.contains("Decree 110/2005/ND-CP"), "Article 21(2)");
    assert!(on(LAW, "2023-06-20").unwrap().1.contains("18/2023"));
    assert_eq!(on(LAW, "2005-11-07"), None);
    assert_eq!(on("vn/nd-248-2026", "2026-07-01").unwrap().0, "vn/nd-248-2026");
    assert!(on("vn/nd-248-2026", "2026-06-30").unwrap().1.contains("52/2013"));
}

#[test]
fn the_calendar_is_what_its_file_says() {
    let text = fs::read_to_string(shelf().join("vn/calendar.toml")).unwrap();
    assert_eq!(compile::calendar(&text).unwrap(), held::calendar().unwrap());
}

#[test]
fn every_file_in_the_folder_is_listed_and_every_version_loads_under_its_hash() {
    let index = held::index().unwrap();
    let versions: Vec<&PackVersion> = index.packs.iter().flat_map(|entry| &entry.versions).collect();
    for version in &versions {
        let (_, reference) = load(held::file(&version.file).unwrap()).unwrap();
        assert_eq!(reference.version, version.version);
    }
    let there = fs::read_dir(shelf().join("packs")).unwrap().count();
    assert_eq!(there, versions.len() + 2, "packs, the index and the calendar, and nothing else");
}

/// The first count of the text: 68 clauses, 96 points, 38 dashes, 30 unnumbered paragraphs, in 21 articles.
#[test]
fn the_outline_counts_as_the_text_was_counted_by_hand() {
    let outline = &files(LAW)["outline.txt"];
    let cites: Vec<hoso_core::cite::Cite> =
        outline.lines().filter(|line| !line.starts_with('#')).map(|line| line.parse().unwrap()).collect();
    let outline = compile::Outline { text: String::new(), units: cites };
    assert_eq!(outline.counts(), [21, 68, 96, 38, 30]);
}

/// What lunar and swapped days of three years were, from the notices that the sources cite.
#[test]
fn days_known_from_elsewhere_are_in_the_calendar() {
    let calendar = held::calendar().unwrap();
    let day = |text: &str| text.parse::<Day>().unwrap();
    for off in ["2024-02-14", "2024-04-29", "2025-01-27", "2025-05-02", "2026-02-20", "2026-04-27", "2026-08-31"] {
        assert!(!calendar.is_working(day(off)), "{off}");
    }
    for worked in ["2024-05-04", "2025-04-26", "2026-08-22"] {
        assert_eq!(calendar.row(day(worked)).map(|row| row.kind), Some(DayKind::Worked), "{worked}");
    }
    assert_eq!(calendar.trust.get(&2025), Some(&Trust::Sourced));
    assert!(
        (2014..=2026).all(|year| calendar.trust.get(&year).is_some_and(|trust| *trust <= Trust::Reported)),
        "every year has a source"
    );
    assert_eq!(calendar.trust(day("2028-01-04")), None);
}

#[test]
fn every_article_of_the_circular_is_encoded() {
    let pack = compile::pack(&files(LAW)).unwrap();
    assert!(pack.articles.iter().all(|article| article.encoded));
    assert_eq!(pack.articles.iter().map(|article| article.number).collect::<Vec<_>>(), (1..=21).collect::<Vec<_>>());
}

/// Every holiday on a weekend has its day in lieu, and every swapped day off its Saturday.
#[test]
fn holidays_on_weekends_are_made_up_for() {
    let rows = held::calendar().unwrap().rows;
    let of = |year: i32, which: &dyn Fn(&CalendarRow) -> bool| {
        rows.iter().filter(|row| row.day.year() == year && which(row)).count()
    };
    let in_lieu = |row: &CalendarRow| row.kind == DayKind::Holiday && row.name.en == "Day off in lieu";
    for year in 2014..=2026 {
        let statutory = of(year, &|row| row.kind == DayKind::Holiday && !in_lieu(row));
        // Ten days under the Labour Code of 2012, a second National Day from 2021, the day of culture in 2026.
        assert_eq!(statutory, 10 + usize::from(year >= 2021) + usize::from(year >= 2026), "{year}");
        let lost = of(year, &|row| row.kind == DayKind::Holiday && !in_lieu(row) && row.day.is_weekend());
        assert_eq!(of(year, &in_lieu), lost, "{year}");
    }
    let count = |kind: DayKind| rows.iter().filter(|row| row.kind == kind).count();
    assert_eq!(count(DayKind::SwappedOff), count(DayKind::Worked));
}
