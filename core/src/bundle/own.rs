//! Which containers are our own, beside those of which every byte is determined.

use std::io;

use super::{
    Code, Container, Covered, OpenError, ReadAt, Reason, cades::open_cades, foreign::plain_entries, open::open_raised,
};

/// A container of our own that is judged by its signatures: of which sort, what is to be known of it.
pub(super) struct Own {
    pub(super) container: Container,
    pub(super) said: Reason,
}

/// What sort of our own containers this is, that is judged by its signatures; `None` where other software made it or added to it.
pub(super) fn own(source: &dyn ReadAt) -> io::Result<Option<Own>> {
    let raised = found(open_raised(source))?
        .map(|_| Own { container: Container::HosoRaised, said: Code::RaisedContainer.into() });
    let cades = || {
        let opened = found(open_cades(source))?;
        Ok(opened.map(|_| Own { container: Container::HosoCades, said: Code::CadesContainer.into() }))
    };
    raised.map_or_else(cades, |own| Ok(Some(own)))
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

fn found<T>(opened: Result<T, OpenError>) -> io::Result<Option<T>> {
    match opened {
        Ok(opened) => Ok(Some(opened)),
        Err(OpenError::Refused(_)) => Ok(None),
        Err(OpenError::Read(error)) => Err(error),
    }
}
