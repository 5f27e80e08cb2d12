//! JSON: reading ours, and the one form in which it is signed, hashed and compared, RFC 8785 (JSON Canonicalization Scheme).

mod cursor;
mod fields;
mod read;
mod shape;
#[cfg(test)]
mod tests;
mod text;
mod tree;

use std::fmt;

use serde::Serialize;
use serde::ser::Error;
use sha2::{Digest, Sha256};

pub use cursor::{Cursor, place_of};
pub use read::{BadJson, Json, parse, read};
pub use shape::{At, Choice, Fields, Shape};
pub(crate) use shape::{choices, named, structures};
use tree::Tree;

/// A type that is written as JSON here, and not once more by each crate that asks for it.
pub trait Written {
    /// The value as JSON.
    ///
    /// # Errors
    /// When the writer fails, which it does not for our values.
    fn json(&self) -> Result<String, Unwritten>;
}

/// That the writer failed. Why is not told: none of our values has what JSON has not, and the words for it are a kilobyte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unwritten;

impl From<serde_json::Error> for Unwritten {
    fn from(_: serde_json::Error) -> Unwritten {
        Unwritten
    }
}

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it cannot be written as JSON")
    }
}

impl std::error::Error for Unwritten {}

/// What serde writes of these types.
macro_rules! written {
    ($($type:ty)*) => { $(
        impl $crate::json::Written for $type {
            fn json(&self) -> Result<String, $crate::json::Unwritten> {
                Ok(serde_json::to_string(self)?)
            }
        }
    )* };
}

pub(crate) use written;

/// Canonical JSON of a value of ours. Our values hold whole numbers only, so nothing of them is lost.
///
/// # Errors
/// When the value holds a map whose keys are not strings, or a number that is not whole or beyond 2^53, which none of ours does.
pub fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    // By way of its text: for a tree of its own, serde_json would bring the writer of every type a second time.
    let tree = text::tree(&serde_json::to_vec(value)?).map_err(serde_json::Error::custom)?;
    let mut out = Vec::new();
    write(&tree, &mut out)?;
    Ok(out)
}

/// SHA-256 as 64 lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(Sha256::digest(bytes).as_slice())
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|half| char::from_digit(half.into(), 16)).collect()
}

/// The bytes of hexadecimal digits in either case; `None` where the text is anything else.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |digit: char| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let digits = text.chars().map(digit).collect::<Option<Vec<u8>>>().filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, half| byte << 4 | half)).collect())
}

/// Up to here every whole number is one of JavaScript too, and is written digit by digit (RFC 8785, 3.2.2.3).
const EXACT: u64 = 1 << 53;

fn write(value: &Tree, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    match value {
        Tree::Null => out.extend(b"null"),
        Tree::Bool(true) => out.extend(b"true"),
        Tree::Bool(false) => out.extend(b"false"),
        Tree::Whole(number) => whole(*number, *number, out)?,
        Tree::Below(number) => whole(*number, number.unsigned_abs(), out)?,
        // Strings are escaped as RFC 8785, 3.2.2.2 asks: what must be, in the shortest way, and nothing else.
        Tree::Text(text) => serde_json::to_writer(&mut *out, text)?,
        Tree::List(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                write(item, out)?;
            }
            out.push(b']');
        }
        Tree::Members(members) => {
            // The tree has them in order (3.2.3).
            out.push(b'{');
            for (at, member) in members.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                write(&member.name, out)?;
                out.push(b':');
                write(&member.value, out)?;
            }
            out.push(b'}');
        }
    }
    Ok(())
}

fn whole(number: impl ToString, size: u64, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    if size > EXACT {
        return Err(serde_json::Error::custom("a number beyond 2^53"));
    }
    out.extend(number.to_string().into_bytes());
    Ok(())
}
