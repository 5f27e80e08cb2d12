//! The shape of the house: who may use whom, how long a file may be, and what a journey may touch.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the helpers of a test stop it where they are"
)]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Lines a hand-written source file may have.
const LONGEST: usize = 400;

#[test]
fn the_rooms_import_in_one_direction() {
    let core = ["hoso-core"];
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("hoso-core", &[] as &[&str]),
        ("hoso-web", &core),
        ("hoso-www", &core),
        ("hoso-cli", &core),
        // `cargo xtask law` runs the told cases and the mutants that stand in the library of hoso-tests.
        ("xtask", &["hoso-core", "hoso-tests"]),
        ("hoso-tests", &["hoso-core", "hoso-web", "hoso-www", "hoso-cli"]),
    ]);
    let packages = packages();
    assert_eq!(packages.len(), allowed.len(), "a room this test does not know");
    for package in &packages {
        for used in dependencies(package).filter(|used| allowed.contains_key(used)) {
            let name = text(package, "name");
            assert!(allowed[name].contains(&used), "{name} may not use {used}");
        }
    }
}

#[test]
fn core_in_the_browser_holds_no_javascript() {
    let names = core_tree_in_the_browser();
    assert!(names.contains("hoso-core") && names.contains("p12-keystore"), "the tree was not read: {names:?}");
    for name in &names {
        let is_javascript = ["wasm-bindgen", "js-sys", "web-sys", "gloo"].iter().any(|banned| name.starts_with(banned));
        assert!(
            !is_javascript,
            "core depends on {name}; `cargo tree -i {name} --target wasm32-unknown-unknown` says why"
        );
    }
}

#[test]
fn no_source_file_is_too_long() {
    let files: Vec<PathBuf> = ROOMS.iter().flat_map(|room| files(&root().join(room), "rs")).collect();
    assert!(files.len() > 50, "the rooms were not found");
    for file in files {
        let lines = read(&file).lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines, more than {LONGEST}: split it by duty", file.display());
    }
}

/// Laws, articles and forms are data: outside of tests and comments no line of the programs names one. Two files may: the examples in
/// the help of the command, which a person types, and the reason that cites the circular on signatures, which no pack holds.
#[test]
fn no_program_names_a_law_an_article_or_a_form() {
    let programs = ["core/src", "web/src", "www/src", "cli/src"].map(|room| files(&root().join(room), "rs"));
    let allowed = ["cli/src/help.rs", "core/src/bundle/code.rs"].map(|file| root().join(file));
    let is_test = |file: &Path| file.components().any(|part| part.as_os_str() == "tests");
    let mut seen = 0;
    for file in programs.iter().flatten().filter(|file| !allowed.contains(file) && !is_test(file)) {
        let source = read(file);
        let program = source.split("#[cfg(test)]\nmod tests").next().unwrap();
        for line in program.lines().filter(|line| !line.trim_start().starts_with("//")) {
            seen += 1;
            let named = names_law(line);
            assert!(named.is_none(), "{}: `{}` in `{}`", file.display(), named.unwrap_or_default(), line.trim());
        }
    }
    assert!(seen > 5_000, "the programs were not read");
    for told in
        ["\"vn/tt-24-2014\"", "\"khoản 2 Điều 3\"", "\"Article 9\"", "\"m-01\"", "\"mau-02/name\"", "\"Thông tư\""]
    {
        assert!(names_law(told).is_some(), "{told} would pass");
    }
}

/// What in the texts of a line names a law, an article or a form.
fn names_law(line: &str) -> Option<&'static str> {
    let texts: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
    let digit_after = |text: &str, word: &str| {
        text.match_indices(word).any(|(at, _)| text[at + word.len()..].starts_with(|next: char| next.is_ascii_digit()))
    };
    let words = ["Thông tư", "Nghị định", "Circular", "Decree", "vn/"];
    let numbered = ["Điều ", "Article ", "m-0", "m-1", "mau-", "tt-", "nd-"];
    let of = |text: &str| {
        let word = words.into_iter().find(|word| text.contains(word));
        word.or_else(|| numbered.into_iter().find(|word| digit_after(text, word)))
    };
    texts.into_iter().find_map(of)
}

/// `core/src/lib.rs` declares the modules in groups; a module uses its own group and those above, never one below.
#[test]
fn modules_of_core_use_only_what_stands_above() {
    let source = root().join("core/src");
    let floors = floors(&read(&source.join("lib.rs")));
    for (lower, higher) in ["cite", "law", "form", "report", "dossier", "draft", "bundle"].iter().zip(FLOORS_ABOVE) {
        assert!(floors[*lower] < floors[higher], "{higher} no longer stands on {lower}");
    }
    for file in files(&source, "rs") {
        let module = module_of(&source, &file);
        for used in modules_used(&read(&file)) {
            let (Some(own), Some(other)) = (floors.get(&module), floors.get(&used)) else { continue };
            assert!(other <= own, "{}: {module} may not use {used}, which stands on it", file.display());
        }
    }
}

/// What each of the floors named above carries next.
const FLOORS_ABOVE: [&str; 6] = ["law", "form", "report", "dossier", "draft", "bundle"];

/// A person has a keyboard and the dialog that chooses a file. So no file of the journeys points, and only `look.mjs` runs script
/// in a page, where it may read and not write.
#[test]
fn journeys_have_only_a_keyboard_and_the_file_chooser() {
    const POINTS: [&str; 11] = [
        ".click(",
        ".tap(",
        ".mouse",
        ".touchscreen",
        ".hover(",
        ".drag",
        ".uploadFile(",
        "\"Input.",
        ".submit(",
        ".focus(",
        "dispatchEvent",
    ];
    const RUNS: [&str; 8] = [
        "valuate",
        "$eval",
        "waitForFunction",
        "addScriptTag",
        "exposeFunction",
        "setContent",
        "callFunctionOn",
        "eval(",
    ];
    const WRITES: [&str; 10] = [
        ".value =",
        ".checked =",
        ".selected =",
        ".files =",
        ".textContent =",
        ".innerHTML",
        ".setItem(",
        ".put(",
        ".location",
        "setAttribute",
    ];
    let folder = root().join("tests/journey");
    let files = files(&folder, "mjs");
    assert!(files.iter().any(|file| file.to_string_lossy().ends_with(".journey.mjs")), "no journey is told");
    for file in files {
        let source = read(&file);
        let looks = file == folder.join("look.mjs");
        let banned: Vec<&str> = POINTS.iter().chain(if looks { WRITES.iter() } else { RUNS.iter() }).copied().collect();
        for (number, line) in source.lines().enumerate() {
            let token = banned.iter().find(|token| line.contains(*token));
            assert_eq!(token, None, "{}:{}: not for a person at a keyboard", file.display(), number + 1);
        }
        let drives = source.contains("puppeteer");
        assert!(
            !drives || file == folder.join("browser.mjs"),
            "{}: only browser.mjs holds the browser",
            file.display()
        );
    }
}

const ROOMS: [&str; 6] = ["core", "web", "www", "cli", "tests", "xtask"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).current_dir(root()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn packages() -> Vec<Value> {
    let metadata: Value = serde_json::from_str(&cargo(&["metadata", "--no-deps", "--format-version", "1"])).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn dependencies(package: &Value) -> impl Iterator<Item = &str> {
    package["dependencies"].as_array().unwrap().iter().map(|dependency| text(dependency, "name"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

/// Core's normal dependencies for wasm32, with every feature that the client or the module asks of it.
fn core_tree_in_the_browser() -> BTreeSet<String> {
    let mut features = BTreeSet::new();
    for package in packages().iter().filter(|package| ["hoso-web", "hoso-www"].contains(&text(package, "name"))) {
        let asked = package["dependencies"].as_array().unwrap().iter().filter(|used| text(used, "name") == "hoso-core");
        features.extend(asked.flat_map(|used| strings(&used["features"])));
        let own = package["features"].as_object().unwrap().values().flat_map(strings);
        features.extend(own.filter_map(|feature| feature.strip_prefix("hoso-core/").map(str::to_owned)));
    }
    let features = features.into_iter().collect::<Vec<_>>().join(",");
    let target = ["--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro", "--prefix", "none"];
    let tree = cargo(&[&["tree", "--package", "hoso-core", "--features", &features][..], &target[..]].concat());
    tree.lines().filter_map(|line| line.split(' ').next().map(str::to_owned)).collect()
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

/// The files in and below `folder` whose names end in `.<end>`; what is fetched or built is left out.
fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("target") {
            found.extend(files(&path, end));
        } else if path.extension().is_some_and(|extension| extension == end) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap()
}

/// The group each module is declared in, counted from the top.
fn floors(library: &str) -> BTreeMap<String, usize> {
    let mut floors = BTreeMap::new();
    let mut floor = 0;
    for line in library.lines() {
        if let Some(module) = line.strip_prefix("pub mod ").or(line.strip_prefix("mod ")) {
            floors.insert(module.trim_end_matches(';').to_owned(), floor);
        }
        floor += usize::from(line.trim().is_empty());
    }
    floors
}

fn module_of(source: &Path, file: &Path) -> String {
    let first = file.strip_prefix(source).unwrap().components().next().unwrap();
    first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// The modules that code names after `crate::`, also those in a `crate::{…}` list; comments are left out.
fn modules_used(source: &str) -> BTreeSet<String> {
    let code: String =
        source.lines().filter(|line| !line.trim().starts_with("//")).flat_map(|line| [line, "\n"]).collect();
    let mut used = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let paths = match rest.strip_prefix('{') {
            Some(list) => list.split(';').next().unwrap().split(',').collect(),
            None => vec![rest],
        };
        let is_name = |c: char| c == '_' || c.is_ascii_lowercase();
        used.extend(paths.iter().map(|path| path.trim().chars().take_while(|c| is_name(*c)).collect::<String>()));
    }
    used
}
