//! Reading a tree of JSON into types of ours, straight: a fraction of the code in a browser that serde derives for the same types. Each
//! type is read whatever stands there, and the first thing that is wrong is noted beside it; so nothing is undone half way.

use std::cell::RefCell;
use std::fmt::Display;
use std::str::FromStr;

use super::read::{BadJson, Json};
use super::tree::{Member, Tree};
use crate::map::Map;

/// A type that is read from JSON.
pub trait Shape: Sized {
    /// What stands there. Where nothing does, an empty value.
    fn read(at: &At) -> Self;
}

/// A place in a tree, and how it was come to.
pub struct At<'t> {
    tree: Option<&'t Tree>,
    name: Name<'t>,
    up: Option<&'t At<'t>>,
    wrong: &'t RefCell<Option<BadJson>>,
}

#[derive(Clone, Copy)]
enum Name<'t> {
    Whole,
    Member(&'t str),
    Item(usize),
}

impl Json {
    /// Reads it into a type.
    ///
    /// # Errors
    /// [`BadJson::Shape`].
    pub fn shaped<T: Shape>(&self) -> Result<T, BadJson> {
        let wrong = RefCell::new(None);
        let read = T::read(&At { tree: Some(&self.0), name: Name::Whole, up: None, wrong: &wrong });
        wrong.into_inner().map_or(Ok(read), Err)
    }

    /// Reads the member of that name into a type.
    ///
    /// # Errors
    /// [`BadJson::Shape`], also where there is no such member.
    pub fn shaped_member<T: Shape>(&self, name: &str) -> Result<T, BadJson> {
        let wrong = RefCell::new(None);
        let whole = At { tree: Some(&self.0), name: Name::Whole, up: None, wrong: &wrong };
        let member = whole.members().iter().find(|member| member.name() == name).map(|member| &member.value);
        let at = whole.below(member, Name::Member(name));
        if member.is_none() {
            at.wrong(&"it is missing");
        }
        let read = T::read(&at);
        wrong.into_inner().map_or(Ok(read), Err)
    }
}

impl<'t> At<'t> {
    /// Notes what is wrong here, unless something was before.
    pub fn wrong(&self, what: &dyn Display) {
        let mut wrong = self.wrong.borrow_mut();
        if wrong.is_none() {
            let mut path = String::new();
            self.write(&mut path);
            *wrong = Some(BadJson::Shape { what: what.to_string(), path });
        }
    }

    fn write(&self, path: &mut String) {
        self.up.into_iter().for_each(|up| up.write(path));
        match self.name {
            Name::Whole => {}
            Name::Member(name) => path.extend(["/", name]),
            Name::Item(at) => path.extend(["/", &at.to_string()]),
        }
    }

    fn below<'b>(&'b self, tree: Option<&'b Tree>, name: Name<'b>) -> At<'b> {
        At { tree, name, up: Some(self), wrong: self.wrong }
    }

    fn text(&self) -> &'t str {
        match self.tree {
            Some(Tree::Text(text)) => return text,
            Some(_) => self.wrong(&"expected a string"),
            None => {}
        }
        ""
    }

    fn whole(&self, most: u64) -> u64 {
        match self.tree {
            Some(Tree::Whole(number)) if *number <= most => return *number,
            Some(_) => self.wrong(&"expected a whole number"),
            None => {}
        }
        0
    }

    fn items(&self) -> &'t [Tree] {
        match self.tree {
            Some(Tree::List(items)) => return items,
            Some(_) => self.wrong(&"expected a list"),
            None => {}
        }
        &[]
    }

    fn members(&self) -> &'t [Member] {
        match self.tree {
            Some(Tree::Members(members)) => return members,
            Some(_) => self.wrong(&"expected an object"),
            None => {}
        }
        &[]
    }

    /// The same place, had nothing been there.
    pub fn nothing(&self) -> At<'t> {
        At { tree: None, ..*self }
    }

    /// What a text says.
    pub fn parsed<T: FromStr>(&self, bad: &dyn Fn(T::Err) -> String) -> Option<T> {
        let text = self.text();
        let parsed = self.tree.map(|_| text.parse::<T>())?;
        parsed.map_err(|error| self.wrong(&bad(error))).ok()
    }
}

/// The fields of a structure, in order: those that must be there, then those that may be.
pub struct Fields<'b> {
    at: &'b At<'b>,
    members: &'b [Member],
    names: std::slice::Iter<'static, &'static str>,
    /// How many of those to come must be there.
    needed: usize,
}

impl<'b> Fields<'b> {
    /// Those of the structure at a place.
    pub fn of(at: &'b At<'b>, names: &'static [&'static str], needed: usize) -> Fields<'b> {
        let members = at.members();
        let strange = members.iter().find(|member| !names.iter().any(|name| is_name(member.name(), name)));
        if let Some(strange) = strange.filter(|_| !names.contains(&REST)) {
            at.wrong(&format!("unknown field `{}`", strange.name()));
        }
        Fields { at, members, names: names.iter(), needed }
    }

    /// The next field.
    pub fn next<T: Shape>(&mut self) -> T {
        T::read(&self.find())
    }

    fn find(&mut self) -> At<'b> {
        let name = self.names.next().copied().unwrap_or_default();
        let member = self.members.iter().find(|member| is_name(member.name(), name));
        if member.is_none() && self.needed > 0 && self.at.tree.is_some() {
            self.at.wrong(&format!("missing field `{}`", name.replace('_', "-")));
        }
        self.needed = self.needed.saturating_sub(1);
        self.at.below(member.map(|member| &member.value), Name::Member(member.map_or(name, Member::name)))
    }
}

/// The name of a field that stands for all that a structure does not name.
const REST: &str = "..";

/// Whether a name is that of a field: `in-force` is that of `in_force`.
fn is_name(name: &str, field: &str) -> bool {
    name.len() == field.len() && name.bytes().zip(field.bytes()).all(|(a, b)| a == b || (a == b'-' && b == b'_'))
}

/// A choice by its name, or `{ "name": content }`.
pub struct Choice<'b> {
    name: &'b str,
    content: At<'b>,
}

impl<'b> Choice<'b> {
    /// The choice at a place.
    pub fn of(at: &'b At<'b>) -> Choice<'b> {
        let (name, content) = match at.tree {
            Some(Tree::Text(name)) => (name.as_str(), None),
            Some(Tree::Members(members)) if members.len() == 1 => {
                members.first().map_or(("", None), |member| (member.name(), Some(&member.value)))
            }
            Some(_) => {
                at.wrong(&"expected a choice");
                ("", None)
            }
            None => ("", None),
        };
        Choice { name, content: at.below(content, Name::Member(name)) }
    }

    /// Whether it is this one, which has no content.
    pub fn is_bare(&self, choice: &str) -> bool {
        self.content.tree.is_none() && is_choice(self.name, choice)
    }

    /// What it holds, if it is this one, which has content.
    pub fn content(&self, choice: &str) -> Option<&At<'b>> {
        (self.content.tree.is_some() && is_choice(self.name, choice)).then_some(&self.content)
    }

    /// That it is none: nothing to read of it.
    pub fn none(&self, at: &At) -> At<'b> {
        if at.tree.is_some() {
            at.wrong(&format!("unknown variant `{}`", self.name));
        }
        self.content.nothing()
    }
}

/// Whether a name is that of a choice: `fields-of` is that of `FieldsOf`.
fn is_choice(name: &str, choice: &str) -> bool {
    let mut name = name.bytes();
    let in_turn = choice.bytes().enumerate().all(|(at, letter)| {
        let dash = at == 0 || !letter.is_ascii_uppercase() || name.next() == Some(b'-');
        dash && name.next() == Some(letter.to_ascii_lowercase())
    });
    in_turn && name.next().is_none()
}

/// How structures are read: the fields that must be there, then those that may be. One with another name in JSON has it in brackets.
macro_rules! structures {
    ($($type:ty { $($needed:ident)*; $($optional:ident $(($name:literal))?)* })*) => { $(
        impl $crate::json::Shape for $type {
            fn read(at: &$crate::json::At) -> Self {
                const NEEDED: &[&str] = &[$(stringify!($needed)),*];
                const NAMES: &[&str] =
                    &[$(stringify!($needed),)* $($crate::json::named!($optional $($name)?)),*];
                let mut fields = $crate::json::Fields::of(at, NAMES, NEEDED.len());
                Self { $($needed: fields.next(),)* $($optional: fields.next()),* }
            }
        }
    )* };
}

macro_rules! named {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:literal) => {
        $name
    };
}

/// How choices are read: those without content, then those with.
macro_rules! choices {
    ($($type:ty { $first:ident $($bare:ident)*; $($held:ident)* })*) => { $(
        impl $crate::json::Shape for $type {
            fn read(at: &$crate::json::At) -> Self {
                let choice = $crate::json::Choice::of(at);
                $(if choice.is_bare(stringify!($bare)) {
                    return Self::$bare;
                })*
                $(if let Some(content) = choice.content(stringify!($held)) {
                    return Self::$held($crate::json::Shape::read(content));
                })*
                if !choice.is_bare(stringify!($first)) {
                    choice.none(at);
                }
                Self::$first
            }
        }
    )* };
    ($($type:ty: $first:ident $($held:ident)*;)*) => { $(
        impl $crate::json::Shape for $type {
            fn read(at: &$crate::json::At) -> Self {
                let choice = $crate::json::Choice::of(at);
                $(if let Some(content) = choice.content(stringify!($held)) {
                    return Self::$held($crate::json::Shape::read(content));
                })*
                match choice.content(stringify!($first)) {
                    Some(content) => Self::$first($crate::json::Shape::read(content)),
                    None => Self::$first($crate::json::Shape::read(&choice.none(at))),
                }
            }
        }
    )* };
}

pub(crate) use {choices, named, structures};

impl Shape for String {
    fn read(at: &At) -> String {
        at.text().to_owned()
    }
}

impl Shape for bool {
    fn read(at: &At) -> bool {
        match at.tree {
            Some(Tree::Bool(is)) => return *is,
            Some(_) => at.wrong(&"expected true or false"),
            None => {}
        }
        false
    }
}

impl Shape for u16 {
    fn read(at: &At) -> u16 {
        u16::try_from(at.whole(u16::MAX.into())).unwrap_or_default()
    }
}

impl Shape for u32 {
    fn read(at: &At) -> u32 {
        u32::try_from(at.whole(u32::MAX.into())).unwrap_or_default()
    }
}

impl Shape for u64 {
    fn read(at: &At) -> u64 {
        at.whole(u64::MAX)
    }
}

impl<T: Shape> Shape for Option<T> {
    fn read(at: &At) -> Option<T> {
        match at.tree {
            None | Some(Tree::Null) => None,
            Some(_) => Some(T::read(at)),
        }
    }
}

impl<T: Shape> Shape for Box<T> {
    fn read(at: &At) -> Box<T> {
        Box::new(T::read(at))
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn read(at: &At) -> Vec<T> {
        let items = at.items();
        let mut list = Vec::with_capacity(items.len());
        for (number, item) in items.iter().enumerate() {
            list.push(T::read(&at.below(Some(item), Name::Item(number))));
        }
        list
    }
}

impl<A: Shape, B: Shape> Shape for (A, B) {
    fn read(at: &At) -> (A, B) {
        let items = at.items();
        if at.tree.is_some() && items.len() != 2 {
            at.wrong(&"expected two items");
        }
        (A::read(&at.below(items.first(), Name::Item(0))), B::read(&at.below(items.get(1), Name::Item(1))))
    }
}

impl<K: FromStr + Ord, V: Shape> Shape for Map<K, V> {
    fn read(at: &At) -> Map<K, V> {
        let mut map = Map::new();
        for Member { name, value } in at.members() {
            let key = at.below(Some(name), Name::Whole);
            let at = at.below(Some(value), Name::Member(key.text()));
            if let Some(key) = key.parsed(&|_| "this is no name for a member".to_owned()) {
                map.insert(key, V::read(&at));
            }
        }
        map
    }
}
