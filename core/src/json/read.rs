//! Reading our JSON into our types by way of a tree, in a fraction of the code that `serde_json` brings for each type: a structure is an
//! object and never an array, and numbers are whole.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, Expected, Unexpected, VariantAccess, Visitor};

use super::fields::Fields;
use super::text;
use super::tree::{Member, Tree};

/// Why bytes are not the JSON asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadJson {
    /// No JSON, or JSON that none of ours is: with numbers that are not whole, or two members of one name.
    Text {
        /// What is wrong.
        what: &'static str,
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
    },
    /// JSON of another shape.
    Shape {
        /// What is wrong.
        what: String,
        /// Where: the names and numbers that lead there, `/lists/officer/rows/0`. Empty for the whole.
        path: String,
    },
}

/// JSON that has been read, to be read into a type.
pub struct Json(pub(super) Tree);

/// Reads a text of JSON.
///
/// # Errors
/// [`BadJson::Text`].
pub fn parse(bytes: &[u8]) -> Result<Json, BadJson> {
    text::tree(bytes).map(Json)
}

/// Reads a text of JSON into a type.
///
/// # Errors
/// When the bytes are no JSON, or JSON of another shape.
pub fn read<T: de::DeserializeOwned>(bytes: &[u8]) -> Result<T, BadJson> {
    parse(bytes)?.read()
}

impl Json {
    /// Reads it into a type.
    ///
    /// # Errors
    /// [`BadJson::Shape`].
    pub fn read<T: de::DeserializeOwned>(&self) -> Result<T, BadJson> {
        T::deserialize(&self.0).map_err(|Wrong(wrong)| BadJson::Shape { what: wrong.what, path: wrong.path })
    }

    /// The whole number that these names lead to; `None` where there is none.
    pub fn number(&self, path: &[&str]) -> Option<u64> {
        match self.at(path) {
            Some(Tree::Whole(number)) => Some(*number),
            _ => None,
        }
    }

    fn at(&self, path: &[&str]) -> Option<&Tree> {
        path.iter().try_fold(&self.0, |tree, name| match tree {
            Tree::Members(members) => Some(&members.iter().find(|member| member.name() == *name)?.value),
            _ => None,
        })
    }
}

impl Tree {
    fn seq<'de, V: Visitor<'de>>(&'de self, visitor: V) -> Result<V::Value, Wrong> {
        let Tree::List(items) = self else { return Err(mismatch(&visitor)) };
        visitor.visit_seq(Items { items, at: 0 })
    }

    fn map<'de, V: Visitor<'de>>(&'de self, visitor: V) -> Result<V::Value, Wrong> {
        let Tree::Members(members) = self else { return Err(mismatch(&visitor)) };
        visitor.visit_map(Members { members, at: 0 })
    }

    fn text<'de, V: Visitor<'de>>(&'de self, visitor: V) -> Result<V::Value, Wrong> {
        let Tree::Text(text) = self else { return Err(mismatch(&visitor)) };
        visitor.visit_str(text)
    }

    fn number<'de, V: Visitor<'de>>(&'de self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Tree::Whole(number) => visitor.visit_u64(*number),
            Tree::Below(number) => visitor.visit_i64(*number),
            _ => Err(mismatch(&visitor)),
        }
    }
}

/// Methods that all read the same sort of value.
macro_rules! read_as {
    ($how:ident: $($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
            self.$how(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for &'de Tree {
    type Error = Wrong;

    read_as!(number: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64 deserialize_f32 deserialize_f64);
    read_as!(text: deserialize_char deserialize_str deserialize_string deserialize_identifier deserialize_bytes deserialize_byte_buf);
    read_as!(seq: deserialize_seq);
    read_as!(map: deserialize_map);

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Tree::Null => visitor.visit_unit(),
            Tree::Bool(is) => visitor.visit_bool(*is),
            Tree::Whole(_) | Tree::Below(_) => self.number(visitor),
            Tree::Text(_) => self.text(visitor),
            Tree::List(_) => self.seq(visitor),
            Tree::Members(_) => self.map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let Tree::Bool(is) = self else { return Err(mismatch(&visitor)) };
        visitor.visit_bool(*is)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let Tree::Null = self else { return Err(mismatch(&visitor)) };
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Tree::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        self.seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let Tree::Members(members) = self else { return Err(mismatch(&visitor)) };
        Fields::read(members, fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        match self {
            Tree::Text(_) => visitor.visit_enum(Choice { name: self, content: &Tree::Null }),
            Tree::Members(members) => match members.as_slice() {
                [Member { name, value }] => visitor.visit_enum(Choice { name, content: value }),
                _ => Err(mismatch(&visitor)),
            },
            _ => Err(mismatch(&visitor)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_unit()
    }
}

struct Items<'de> {
    items: &'de [Tree],
    at: usize,
}

impl<'de> de::SeqAccess<'de> for Items<'de> {
    type Error = Wrong;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Wrong> {
        let Some(item) = self.items.get(self.at) else { return Ok(None) };
        let value = seed.deserialize(item).map_err(|wrong| wrong.within(&Tree::Whole(self.at as u64)))?;
        self.at += 1;
        Ok(Some(value))
    }
}

struct Members<'de> {
    members: &'de [Member],
    at: usize,
}

impl<'de> de::MapAccess<'de> for Members<'de> {
    type Error = Wrong;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Wrong> {
        self.members.get(self.at).map(|member| seed.deserialize(&member.name)).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Wrong> {
        let Some(Member { name, value }) = self.members.get(self.at) else { return Err(Wrong::of("no value".into())) };
        self.at += 1;
        seed.deserialize(value).map_err(|wrong| wrong.within(name))
    }
}

/// A choice by its name, or `{ "name": content }`.
struct Choice<'de> {
    name: &'de Tree,
    content: &'de Tree,
}

impl<'de> EnumAccess<'de> for Choice<'de> {
    type Error = Wrong;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Wrong> {
        seed.deserialize(self.name).map(|choice| (choice, self))
    }
}

impl<'de> VariantAccess<'de> for Choice<'de> {
    type Error = Wrong;

    fn unit_variant(self) -> Result<(), Wrong> {
        if matches!(self.content, Tree::Null) { Ok(()) } else { Err(Wrong::of("expected no content".into())) }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Wrong> {
        seed.deserialize(self.content).map_err(|wrong| wrong.within(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.content.seq(visitor).map_err(|wrong| wrong.within(self.name))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        self.content.deserialize_struct("", fields, visitor).map_err(|wrong| wrong.within(self.name))
    }
}

/// What is wrong and where. Boxed, because it is handed on through every level.
#[derive(Debug)]
pub struct Wrong(Box<Place>);

#[derive(Debug)]
struct Place {
    what: String,
    path: String,
}

impl Wrong {
    /// A field is missing that nobody has named yet.
    const NAMELESS: &str = "";

    /// The same, with the name of the field that is missing if that is what is wrong.
    pub(super) fn or_missing(mut self, field: &str) -> Wrong {
        if self.0.what == Wrong::NAMELESS {
            self.0.what = format!("missing field `{field}`");
        }
        self
    }

    pub(super) fn of(what: String) -> Wrong {
        Wrong(Box::new(Place { what, path: String::new() }))
    }

    pub(super) fn within(mut self, name: &Tree) -> Wrong {
        let step = match name {
            Tree::Text(name) => format!("/{name}"),
            Tree::Whole(at) => format!("/{at}"),
            _ => String::new(),
        };
        self.0.path.insert_str(0, &step);
        self
    }
}

fn mismatch(expected: &dyn Expected) -> Wrong {
    Wrong::of(format!("expected {expected}"))
}

impl de::Error for Wrong {
    fn custom<T: fmt::Display>(what: T) -> Wrong {
        Wrong::of(what.to_string())
    }

    /// Of a structure: a field is missing, which [`Fields`] names.
    fn invalid_length(_: usize, _: &dyn Expected) -> Wrong {
        Wrong::of(Wrong::NAMELESS.to_owned())
    }

    // What was found is not repeated: it may be the filer's.
    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Wrong {
        mismatch(expected)
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Wrong {
        mismatch(expected)
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.what)
    }
}

impl std::error::Error for Wrong {}

impl fmt::Display for BadJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadJson::Text { what, line, column } => write!(f, "{what} at line {line} column {column}"),
            BadJson::Shape { what, path } if path.is_empty() => f.write_str(what),
            BadJson::Shape { what, path } => write!(f, "{path}: {what}"),
        }
    }
}

impl std::error::Error for BadJson {}
