//! The compiled packs that a native program carries within itself. The list is written by `cargo xtask law`.

use super::PackIndex;
use crate::day::Calendar;
use crate::json::{BadJson, read};

/// Name and bytes of every file in `core/law/packs`.
const FILES: &[(&str, &[u8])] = include!("held.in");

/// The file of that name, as the index names it.
pub fn file(name: &str) -> Option<&'static [u8]> {
    FILES.iter().find(|(held, _)| *held == name).map(|(_, bytes)| *bytes)
}

/// The index of the packs held.
///
/// # Errors
/// When the program was built with a broken index.
pub fn index() -> Result<PackIndex, BadJson> {
    read(file("index.json").unwrap_or_default())
}

/// The working-day calendar held.
///
/// # Errors
/// When the program was built with a broken calendar.
pub fn calendar() -> Result<Calendar, BadJson> {
    let name = index()?.calendar;
    read(file(&name).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::load;

    #[test]
    fn every_version_listed_is_held_and_loads_as_that_version() {
        for entry in index().unwrap().packs {
            assert!(entry.versions.iter().any(|version| version.version == entry.latest));
            for version in &entry.versions {
                let (_, reference) = load(file(&version.file).unwrap()).unwrap();
                assert_eq!((reference.id, reference.version), (entry.id.clone(), version.version.clone()));
            }
        }
        assert!(!calendar().unwrap().rows.is_empty());
    }
}
