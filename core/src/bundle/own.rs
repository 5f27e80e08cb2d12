//! Which containers are our own, beside those of which every byte is determined.

use std::io;

use super::{
    Code, Container, Covered, OpenError, ReadAt, cades::open_cades, foreign::plain_entries, open::open_raised,
};

/// What sort of our own containers this is, that is judged by its signatures, and what is to be known of it.
///
/// # Errors
/// Where not every byte but those of the parts is as our writer has it.
pub(super) fn own(source: &dyn ReadAt, is_cades: bool) -> Result<(Container, Code), OpenError> {
    if is_cades {
        open_cades(source).map(|_| (Container::HosoCades, Code::CadesContainer))
    } else {
        open_raised(source).map(|_| (Container::HosoRaised, Code::RaisedContainer))
    }
}

/// Where the bytes of each part of a judged container begin; `None` for a part that is compressed, or is not as a signature covers it.
///
/// # Errors
/// Where the medium fails.
pub fn part_places(source: &dyn ReadAt, parts: &[Covered]) -> io::Result<Vec<Option<u64>>> {
    let plain = match plain_entries(source) {
        Ok(plain) => plain,
        Err(OpenError::Refused(_)) => Vec::new(),
        Err(OpenError::Read(error)) => return Err(error),
    };
    let place = |part: &Covered| {
        let (_, at, _) = plain.iter().find(|(name, _, size)| *name == part.name && *size == part.size)?;
        part.intact.then_some(*at)
    };
    Ok(parts.iter().map(place).collect())
}
