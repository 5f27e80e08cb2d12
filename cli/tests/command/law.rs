//! `hoso law`, and help.

use hoso_core::law::held;

use crate::{circular, folder, hoso, run};

#[test]
fn held_laws_are_listed_with_their_versions() {
    let ran = run(&mut hoso(["law", "list"]));
    assert_eq!(ran.code, Some(0));
    for entry in held::index().unwrap().packs {
        assert!(ran.out.contains(&entry.id) && ran.out.contains(&entry.latest), "{}", ran.out);
    }
}

#[test]
fn a_law_is_shown_with_its_force_and_every_article() {
    let ran = run(&mut hoso(["law", "show", "vn/tt-24-2014"]));
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("15/09/2014") && ran.out.contains("14/07/2018"), "{}", ran.out);
    assert!((1..=21).all(|number| ran.out.contains(&format!("Article {number}."))), "{}", ran.out);
}

#[test]
fn an_article_is_shown_unit_by_unit_and_one_unit_alone() {
    let whole = run(&mut hoso(["law", "show", "vn/tt-24-2014", "2"]));
    assert!(["2/2 ", "2/5.d ", "2/8 "].iter().all(|unit| whole.out.contains(unit)), "{}", whole.out);
    let part = run(&mut hoso(["law", "show", "vn/tt-24-2014", "2/5"]));
    assert!(part.out.contains("2/5.a ") && !part.out.contains("2/6"), "{}", part.out);
    let vi = run(&mut hoso(["law", "show", "vn/tt-24-2014", "2/5.a", "--lang", "vi"]));
    assert!(vi.out.contains("điểm a khoản 5 Điều 2"), "{}", vi.out);
}

#[test]
fn what_the_law_does_not_have_is_said() {
    for words in [
        ["law", "show", "vn/nothing", "2"],
        ["law", "show", "vn/tt-24-2014", "99"],
        ["law", "show", "vn/tt-24-2014", "2/f"],
    ] {
        let ran = run(&mut hoso(words));
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{words:?}");
        assert!(!ran.err.is_empty());
    }
}

#[test]
fn a_pack_of_ones_own_is_checked_and_its_version_named() {
    let index = held::index().unwrap();
    let entry = circular(&index);
    let bytes = held::file(index.file(&entry.id, &entry.latest).unwrap()).unwrap();
    let folder = folder("load");
    let (good, bad) = (folder.join("good.json"), folder.join("bad.json"));
    std::fs::write(&good, bytes).unwrap();
    std::fs::write(&bad, String::from_utf8_lossy(bytes).replace("\"form\":[\"m-01\"]", "\"form\":[\"m-99\"]")).unwrap();
    let ran = run(hoso(["law", "load"]).arg(&good));
    assert!(ran.code == Some(0) && ran.out.contains(&entry.latest), "{}", ran.out);
    let ran = run(hoso(["law", "load"]).arg(&bad));
    assert!(ran.code == Some(2) && ran.err.contains("m-99"), "{}", ran.err);
}

#[test]
fn help_is_written_in_both_languages_with_examples() {
    let en = run(&mut hoso(["check", "--help"]));
    assert!(en.code == Some(0) && en.out.contains("Usage: hoso check") && en.out.contains("Examples:"), "{}", en.out);
    let vi = run(hoso(["check", "--help"]).env("LANG", "C"));
    assert!(vi.code == Some(0) && vi.out.contains("Cách dùng: hoso check") && vi.out.contains("Ví dụ:"), "{}", vi.out);
    assert_eq!(run(&mut hoso(["nonsense"])).code, Some(2));
    assert!(run(&mut hoso(["--version"])).out.starts_with("hoso "));
}
