//! The law files and the packs compiled from them: no drift, nothing lost, and the text of the Circular counted unit by unit.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop where it is")]

use std::fs;
use std::path::{Path, PathBuf};

use hoso_core::compile::{self, Files};
use hoso_core::day::{Day, DayKind, Trust};
use hoso_core::json::{canonical, sha256_hex};
use hoso_core::law::{PackVersion, held, load};

const LAW: &str = "vn/tt-24-2014";

fn shelf() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/law")
}

fn files() -> Files {
    let mut files = Files::new();
    for folder in ["", "form/"] {
        for entry in fs::read_dir(shelf().join(LAW).join(folder)).unwrap() {
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
fn the_pack_is_what_the_law_files_say() {
    let pack = compile::pack(&files()).unwrap();
    let bytes = canonical(&pack).unwrap();
    let index = held::index().unwrap();
    let entry = index.packs.iter().find(|entry| entry.id == LAW).unwrap();
    assert_eq!(entry.latest, sha256_hex(&bytes), "run `cargo xtask law`");
    assert_eq!(held::file(index.file(LAW, &entry.latest).unwrap()), Some(bytes.as_slice()));
    assert_eq!((&entry.name, &entry.title, entry.in_force), (&pack.name, &pack.title, pack.in_force));
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
    let outline = &files()["outline.txt"];
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
    assert!((2014..=2026).all(|year| calendar.trust[&year] == Trust::Computed), "no year's decision was read");
    assert_eq!(calendar.trust(day("2027-01-04")), None);
}

#[test]
fn every_article_of_the_circular_is_encoded() {
    let pack = compile::pack(&files()).unwrap();
    assert!(pack.articles.iter().all(|article| article.encoded));
    assert_eq!(pack.articles.iter().map(|article| article.number).collect::<Vec<_>>(), (1..=21).collect::<Vec<_>>());
}
