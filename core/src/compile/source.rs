//! Reading one TOML file: where it is broken is said by table, so that a lawyer finds the place.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::{CompileFault, Files};

/// The text of a file that must be there.
pub(super) fn text<'a>(files: &'a Files, name: &str) -> Result<&'a str, Vec<CompileFault>> {
    files.get(name).map(String::as_str).ok_or_else(|| vec![CompileFault::new(name, "", "the file is missing")])
}

/// A whole file of one shape.
pub(super) fn document<T: DeserializeOwned>(files: &Files, name: &str) -> Result<T, Vec<CompileFault>> {
    let source = text(files, name)?;
    toml::from_str(source).map_err(|error| vec![broken(name, source, &error)])
}

/// A file whose tables are read one by one. Tables keep their order.
pub(super) fn tables(files: &Files, name: &str) -> Result<toml::Table, Vec<CompileFault>> {
    document(files, name)
}

/// One table of a file.
pub(super) fn table<T: DeserializeOwned>(value: toml::Value, file: &str, unit: &str) -> Result<T, CompileFault> {
    value.try_into().map_err(|error: toml::de::Error| CompileFault::new(file, unit, sentence(&error)))
}

fn broken(file: &str, source: &str, error: &toml::de::Error) -> CompileFault {
    let before = error.span().and_then(|span| source.get(..span.end)).unwrap_or_default();
    let header = before.lines().rev().map(str::trim).find(|line| line.starts_with('['));
    let unit = header.map(|line| line.trim_matches(['[', ']']).replace('"', ""));
    let line = before.lines().count().max(1);
    CompileFault::new(file, unit.unwrap_or_default(), format!("line {line}: {}", sentence(error)))
}

fn sentence(error: &toml::de::Error) -> String {
    error.message().trim().replace('\n', "; ")
}

/// A value, or a list of such values.
pub(super) fn one_or_many<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_any(OneOrMany(PhantomData))
}

struct OneOrMany<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrMany<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one, or a list")
    }

    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Vec<T>, E> {
        T::deserialize(word.into_deserializer()).map(|one| vec![one])
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|one| vec![one])
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Vec<T>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list))
    }
}
