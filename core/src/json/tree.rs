//! A JSON text as a tree, which `serde_json` reads.

use std::cmp::Ordering;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// One value. Numbers are whole, as all of ours are, and the members of an object stand under different names, in the order of those.
pub enum Tree {
    Null,
    Bool(bool),
    /// 0 and above.
    Whole(u64),
    /// Below 0.
    Below(i64),
    Text(String),
    List(Vec<Tree>),
    Members(Vec<Member>),
}

/// A member of an object. The name is a value too, so that it is read as other values are.
pub struct Member {
    pub name: Tree,
    pub value: Tree,
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(Grower)
    }
}

struct Grower;

impl<'de> Visitor<'de> for Grower {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E: Error>(self, is: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(is))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Tree, E> {
        Ok(Tree::Whole(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Below(number))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Tree, E> {
        Err(E::custom("a number that is not whole"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut members = Vec::new();
        while let Some((name, value)) = items.next_entry()? {
            members.push(Member { name, value });
        }
        let is_before = |one: &Member, next: &Member| order(one.name(), next.name()).is_lt();
        if !members.is_sorted_by(is_before) {
            members.sort_unstable_by(|one, next| order(one.name(), next.name()));
            if !members.is_sorted_by(is_before) {
                return Err(A::Error::custom("two members of one name"));
            }
        }
        // Our maps have theirs in the order of characters: what stands otherwise there moves all that it comes before.
        if members.len() > MOST_OUT_OF_ORDER && !members.is_sorted_by(|one, next| one.name() < next.name()) {
            return Err(A::Error::custom("too many members with names beyond U+FFFF"));
        }
        Ok(Tree::Members(members))
    }
}

/// So many members an object may have whose names are not in the order of characters.
const MOST_OUT_OF_ORDER: usize = 256;

/// The order of names by UTF-16 code units (RFC 8785 3.2.3), which differs from that of characters beyond U+FFFF.
fn order(one: &str, next: &str) -> Ordering {
    if one.is_ascii() && next.is_ascii() { one.cmp(next) } else { one.encode_utf16().cmp(next.encode_utf16()) }
}

impl Member {
    /// Its name, which JSON has as a text.
    pub fn name(&self) -> &str {
        match &self.name {
            Tree::Text(name) => name,
            _ => "",
        }
    }
}
