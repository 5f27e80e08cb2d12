//! The fields of a structure in a tree of JSON.

use serde::de::{DeserializeSeed, SeqAccess, Visitor};

use super::read::Wrong;
use super::tree::Member;

/// The fields of a structure, found by their names and handed on in its own order: what serde derives for reading a list is a
/// fraction of the code that it derives for reading members by name. Serde takes what is not there for its default, so a structure
/// has to name the default of an `Option` too. One with a field [`REST`] takes what it names and leaves the rest.
pub struct Fields<'de> {
    members: &'de [Member],
    names: std::slice::Iter<'static, &'static str>,
    /// The last one that is not there.
    absent: &'static str,
}

impl<'de> Fields<'de> {
    /// Reads a structure of these fields.
    pub fn read<V: Visitor<'de>>(
        members: &'de [Member],
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        known(members, names)?;
        let mut fields = Fields { members, names: names.iter(), absent: "" };
        let read = visitor.visit_seq(&mut fields);
        read.map_err(|wrong| wrong.or_missing(fields.absent))
    }

    /// The next field that is there or not.
    fn next(&mut self) -> Option<&'de Member> {
        let name = self.names.next()?;
        let member = self.members.iter().find(|member| member.name() == *name);
        if member.is_none() {
            self.absent = name;
        }
        member
    }
}

/// The name of a field that stands for all that a structure does not name.
const REST: &str = "..";

/// Whether a structure has fields of all these names.
fn known(members: &[Member], names: &'static [&'static str]) -> Result<(), Wrong> {
    match members.iter().find(|member| !names.contains(&member.name())) {
        None => Ok(()),
        Some(_) if names.contains(&REST) => Ok(()),
        Some(_) if names.is_empty() => Err(Wrong::of("expected no fields".to_owned())),
        Some(member) => {
            let mut what = format!("unknown field `{}`, expected one of", member.name());
            names.iter().for_each(|name| what.extend([" `", name, "`,"]));
            what.pop();
            Err(Wrong::of(what))
        }
    }
}

impl<'de> SeqAccess<'de> for &mut Fields<'de> {
    type Error = Wrong;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Wrong> {
        let Some(Member { name, value }) = self.next() else { return Ok(None) };
        seed.deserialize(value).map(Some).map_err(|wrong| wrong.within(name))
    }
}
