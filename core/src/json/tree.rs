//! A JSON text as a tree.

use std::cmp::Ordering;

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

/// The members of an object in their order, as they came in any; or what is wrong with them.
pub fn in_order(members: Vec<Member>) -> Result<Vec<Member>, &'static str> {
    let members = sorted(members);
    if !members.is_sorted_by(is_before) {
        return Err("two members of one name");
    }
    // Our maps have theirs in the order of characters: what stands otherwise there moves all that it comes before.
    if members.len() > MOST_OUT_OF_ORDER && !members.is_sorted_by(|one, next| one.name() < next.name()) {
        return Err("too many members with names beyond U+FFFF");
    }
    Ok(members)
}

/// So many members an object may have whose names are not in the order of characters.
const MOST_OUT_OF_ORDER: usize = 256;

/// Sorted by merging. They mostly stand in order, and the standard library's ways to sort are eight times the code.
fn sorted(mut members: Vec<Member>) -> Vec<Member> {
    if members.is_sorted_by(is_before) {
        return members;
    }
    let mut merged = Vec::with_capacity(members.len());
    let mut back = sorted(members.split_off(members.len() / 2)).into_iter().peekable();
    for member in sorted(members) {
        while let Some(earlier) = back.next_if(|other| is_before(other, &member)) {
            merged.push(earlier);
        }
        merged.push(member);
    }
    merged.extend(back);
    merged
}

fn is_before(one: &Member, next: &Member) -> bool {
    order(one.name(), next.name()).is_lt()
}

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
