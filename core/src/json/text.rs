//! A text of JSON read as a tree. It takes what `serde_json` takes, but for what none of ours is, in a third of its code; its tests hold it
//! to `serde_json`.

use std::str::from_utf8;

use super::cursor::Cursor;
use super::read::BadJson;
use super::tree::{Member, Tree, in_order};

/// So deep lists and objects may stand within each other: as deep as `serde_json` follows them.
const DEEPEST: usize = 127;

/// Reads a text that holds one value.
pub fn tree(bytes: &[u8]) -> Result<Tree, BadJson> {
    let text = from_utf8(bytes).map_err(|error| bad(bytes, error.valid_up_to(), "bytes that are no text"))?;
    let mut cursor = Cursor::of(text);
    let whole = value(&mut cursor, DEEPEST).and_then(|tree| cursor.end().map(|()| tree).ok_or("expected nothing more"));
    whole.map_err(|what| {
        let at = cursor.at();
        bad(bytes, at, if at == bytes.len() { "the text breaks off" } else { what })
    })
}

fn value(cursor: &mut Cursor, deep: usize) -> Result<Tree, &'static str> {
    match cursor.peek() {
        Some(b'"') => string(cursor).map(Tree::Text),
        Some(b'{') => members(cursor, deeper(deep)?),
        Some(b'[') => items(cursor, deeper(deep)?),
        Some(b'n') => cursor.word("null").map(|()| Tree::Null).ok_or(VALUE),
        Some(b't' | b'f') => cursor.flag().map(Tree::Bool).ok_or(VALUE),
        Some(b'-' | b'0'..=b'9') => number(cursor).ok_or("a number that is not whole, or too large"),
        _ => Err(VALUE),
    }
}

const VALUE: &str = "expected a value";

fn deeper(deep: usize) -> Result<usize, &'static str> {
    deep.checked_sub(1).ok_or("too many lists or objects within each other")
}

fn string(cursor: &mut Cursor) -> Result<String, &'static str> {
    let text = cursor.string().ok_or("no such character may stand here in a text in quotes")?;
    Ok(text.into_owned())
}

fn number(cursor: &mut Cursor) -> Option<Tree> {
    let is_below = cursor.word("-").is_some();
    let digits = cursor.digits()?;
    if !is_below {
        return Some(Tree::Whole(digits));
    }
    // -0 is no whole number: it would be written without its sign.
    0_i64.checked_sub_unsigned(digits).filter(|number| *number < 0).map(Tree::Below)
}

fn items(cursor: &mut Cursor, deep: usize) -> Result<Tree, &'static str> {
    let mut list = Vec::new();
    let mut series = cursor.list().ok_or(VALUE)?;
    while cursor.item(&mut series).ok_or("expected `,` or `]`")? {
        list.push(value(cursor, deep)?);
    }
    Ok(Tree::List(list))
}

fn members(cursor: &mut Cursor, deep: usize) -> Result<Tree, &'static str> {
    let mut members = Vec::new();
    let mut series = cursor.object().ok_or(VALUE)?;
    while cursor.item(&mut series).ok_or("expected `,` or `}`")? {
        let name = match cursor.peek() {
            Some(b'"') => string(cursor)?,
            _ => return Err("expected a name in quotes"),
        };
        cursor.colon().ok_or("expected `:`")?;
        members.push(Member { name: Tree::Text(name), value: value(cursor, deep)? });
    }
    in_order(members).map(Tree::Members)
}

/// What is wrong, and where.
fn bad(bytes: &[u8], at: usize, what: &'static str) -> BadJson {
    let before = bytes.get(..at).unwrap_or(bytes);
    let lines = before.iter().filter(|byte| **byte == b'\n').count();
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
    BadJson::Text { what, line: lines + 1, column: column + 1 }
}
