//! Reading and writing beside what `serde_json` and `serde_json_canonicalizer` make of the same values.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::{BadJson, canonical, read};

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Shape {
    name: String,
    count: u32,
    #[serde(default)]
    below: Option<i64>,
    #[serde(default)]
    choices: Vec<Choice>,
    #[serde(default)]
    map: BTreeMap<String, (bool, Option<Box<Shape>>)>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Choice {
    Bare,
    One(String),
    Two(String, u8),
    Named { a: bool },
}

#[test]
fn structures_choices_and_maps_are_read() {
    let text = r#" { "name": "a\"\\\/\n\u00e9\ud83d\ude00", "count": 7, "below": -9, "choices":
        ["bare", { "one": "x" }, { "two": ["y", 255] }, { "named": { "a": true } }], "map": { "k": [false, null] } } "#;
    assert_eq!(read::<Shape>(text.as_bytes()).unwrap(), serde_json::from_str::<Shape>(text).unwrap());
}

#[test]
fn what_is_of_another_shape_is_refused_with_its_place() {
    for text in [
        r#"["a", 7]"#,
        r#"{"name":"a"}"#,
        r#"{"name":"a","count":-1}"#,
        r#"{"name":"a","count":4294967296}"#,
        r#"{"name":"a","count":1.0}"#,
        r#"{"name":"a","count":1,"count":2}"#,
        r#"{"name":"a","count":1,"more":2}"#,
        r#"{"name":"a","count":1,"choices":["none"]}"#,
        r#"{"name":"a","count":1,"choices":[{"one":"x","two":["y",1]}]}"#,
        r#"{"name":7,"count":1}"#,
        r#"{"name":"a","count":1} 2"#,
        r#"{"name":"a","count":01}"#,
        r#"{"name":"a","count":1,}"#,
    ] {
        assert!(read::<Shape>(text.as_bytes()).is_err(), "{text}");
    }
    let error = read::<Shape>("{\n \"name\": \"ấ\",\n \"count\": \"x\" }".as_bytes()).unwrap_err();
    assert_eq!(error, BadJson::Shape { what: "expected u32".into(), path: "/count".into() });
    let error = read::<Shape>("{\n \"name\": \"ấ\",\n }".as_bytes()).unwrap_err();
    assert!(matches!(error, BadJson::Text { line: 3, column: 2, .. }), "{error:?}");
    let bad = |text: &str| read::<Value>(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(bad("{\"a\": 1,\n\"b\" 2}"), "expected `:` at line 2 column 5");
    assert_eq!(bad("[1 2]"), "expected `,` or `]` at line 1 column 4");
    assert_eq!(bad("[1,\n2"), "the text breaks off at line 2 column 2");
    assert_eq!(bad("\"abc"), "the text breaks off at line 1 column 5");
    assert_eq!(bad("[0.5]"), "a number that is not whole, or too large at line 1 column 3");
    assert_eq!(bad("[] 1"), "expected nothing more at line 1 column 4");
    let twice = r#"{"name":"a","count":1,"map":{"k":[true,{"name":7,"count":1}]}}"#;
    assert_eq!(read::<Shape>(twice.as_bytes()).unwrap_err().to_string(), "/map/k/1/name: expected a string");
}

#[derive(Debug, PartialEq, Deserialize)]
struct Part {
    name: String,
    #[serde(default)]
    count: Option<u32>,
    #[serde(rename = "..", default)]
    rest: IgnoredAny,
}

#[test]
fn what_is_missing_is_named_and_what_is_left_is_said_to_be() {
    let part = |text: &str| read::<Part>(text.as_bytes()).map_err(|error| error.to_string());
    let whole = |count| Ok(Part { name: "a".into(), count, rest: IgnoredAny });
    assert_eq!(part(r#"{"more":[1],"count":2,"name":"a"}"#), whole(Some(2)));
    assert_eq!(part(r#"{"name":"a"}"#), whole(None));
    assert_eq!(part(r#"{"count":2}"#).unwrap_err(), "missing field `name`");
    let shape = |text: &str| read::<Shape>(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(shape(r#"{"name":"a"}"#), "missing field `count`");
    assert_eq!(shape(r#"{"name":"a","count":1,"map":{"k":[true,{"name":"b"}]}}"#), "/map/k/1: missing field `count`");
    assert!(
        shape(r#"{"name":"a","count":1,"more":2}"#)
            .starts_with("unknown field `more`, expected one of `name`, `count`")
    );
}

#[test]
fn members_may_stand_in_any_order_and_each_under_its_own_name() {
    let object = |names: &mut dyn Iterator<Item = u32>| {
        let members: Vec<String> = names.map(|name| format!("\"{name:06}\":0")).collect();
        read::<BTreeMap<String, u32>>(format!("{{{}}}", members.join(",")).as_bytes()).map(|map| map.len())
    };
    assert_eq!(object(&mut (0..20_000)).unwrap(), 20_000);
    assert_eq!(object(&mut (0..20_000).rev()).unwrap(), 20_000);
    assert!(object(&mut (0..2_000).rev().chain([7])).is_err());
    // In order by the standard, and yet not by their characters.
    let beyond = |count: u32| {
        let names = ('\u{10000}'..).take(1).chain('\u{e000}'..).take(count as usize);
        let members: Vec<String> = names.map(|name| format!("\"{name}\":0")).collect();
        read::<BTreeMap<String, u32>>(format!("{{{}}}", members.join(",")).as_bytes()).map(|map| map.len())
    };
    assert_eq!(beyond(256).unwrap(), 256);
    assert!(beyond(257).is_err());
}

#[test]
fn members_stand_in_the_order_of_the_standard() {
    // RFC 8785, 3.2.3: the example, with its strings only.
    let value = serde_json::json!({
        "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh", "1": "One",
        "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis",
    });
    let text = String::from_utf8(canonical(&value).unwrap()).unwrap();
    let order = ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"].map(|name| text.find(name).unwrap());
    assert!(order.is_sorted(), "{text}");
}

#[test]
fn what_no_reader_would_get_back_is_refused() {
    assert!(canonical(&0.5).is_err() && canonical(&(u64::MAX)).is_err());
    assert_eq!(canonical(&(1_u64 << 53)).unwrap(), b"9007199254740992");
}

#[test]
fn depth_is_bounded() {
    assert!(read::<IgnoredAny>("[".repeat(100_000).as_bytes()).is_err());
    assert!(read::<Value>("[".repeat(100_000).as_bytes()).is_err());
    for deep in [100, 126, 127, 128, 129] {
        let text = format!("{}1{}", "[".repeat(deep), "]".repeat(deep));
        let reference = serde_json::from_str::<Value>(&text).is_ok();
        assert_eq!(read::<Value>(text.as_bytes()).is_ok(), reference, "{deep}");
    }
}

/// Whether a number in it is beyond 2^53.
fn beyond_exact(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            number.as_u64().or(number.as_i64().map(i64::unsigned_abs)).is_none_or(|size| size > 1 << 53)
        }
        Value::Array(items) => items.iter().any(beyond_exact),
        Value::Object(members) => members.values().any(beyond_exact),
        _ => false,
    }
}

/// What JSON is made of, whole and in pieces.
const MARKS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"a\"",
    "\"b\"",
    "\"a\":",
    "\"\\u00e9\"",
    "\"\\ud83d\\ude00\"",
    "\"",
    "\\",
    "0",
    "7",
    "-1",
    "-",
    "true",
    "nul",
    "null",
    "false",
    " ",
    "\n",
    "18446744073709551615",
];

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_the_reference_writes_is_read_back(value in values()) {
        let text = serde_json::to_vec_pretty(&value).unwrap();
        prop_assert_eq!(read::<Value>(&text).unwrap(), value);
        prop_assert!(read::<IgnoredAny>(&text).is_ok());
    }

    #[test]
    fn of_broken_texts_what_is_taken_the_reference_takes_too(value in values(), at in any::<prop::sample::Index>(), byte: u8) {
        let mut text = serde_json::to_vec(&value).unwrap();
        let at = at.index(text.len());
        text[at] = byte;
        let (ours, theirs) = (read::<Value>(&text), serde_json::from_slice::<Value>(&text));
        if let Ok(ours) = &ours {
            prop_assert_eq!(ours, &theirs.unwrap());
        } else if let Ok(theirs) = theirs {
            // Only what is not whole, or larger than any number of ours, is refused by us alone.
            prop_assert!(text.iter().any(|byte| matches!(byte, b'.' | b'e' | b'E')) || theirs.to_string().contains(['e', '.']));
        }
        prop_assert_eq!(read::<IgnoredAny>(&text).is_ok(), ours.is_ok());
    }

    #[test]
    fn of_strewn_marks_what_is_taken_is_what_the_reference_takes(
        marks in prop::collection::vec(prop::sample::select(MARKS), 0..12),
    ) {
        let text = marks.concat();
        let (ours, theirs) = (read::<Value>(text.as_bytes()).ok(), serde_json::from_str::<Value>(&text).ok());
        match (ours, theirs) {
            // A member may come twice for the reference, and it has numbers that are not whole.
            (None, Some(theirs)) => prop_assert!(text.matches("\"a\"").count() > 1 || beyond_exact(&theirs), "{text}"),
            (ours, theirs) => prop_assert_eq!(ours, theirs),
        }
    }

    #[test]
    fn the_canonical_form_is_what_the_reference_writes(value in values()) {
        match canonical(&value) {
            Ok(ours) => prop_assert_eq!(ours, serde_json_canonicalizer::to_vec(&value).unwrap()),
            Err(_) => prop_assert!(beyond_exact(&value)),
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        let _ = read::<Value>(&bytes);
        let _ = read::<Shape>(&bytes);
    }
}
