//! Which containers are our own, beside those of which every byte is determined.

use std::io;

use super::{Code, Container, OpenError, ReadAt, Reason, cades::open_cades, open, open::open_raised};

/// A container of our own that is judged by its signatures: of which sort, what is to be known of it, where the bytes of its parts begin.
pub(super) struct Own {
    pub(super) container: Container,
    pub(super) said: Reason,
    places: Vec<u64>,
}

/// What sort of our own containers this is, that is judged by its signatures; `None` where other software made it or added to it.
pub(super) fn own(source: &dyn ReadAt) -> io::Result<Option<Own>> {
    let raised = found(open_raised(source))?.map(|opened| Own {
        container: Container::HosoRaised,
        said: Code::RaisedContainer.into(),
        places: opened.places().to_vec(),
    });
    let cades = || {
        let opened = found(open_cades(source))?;
        Ok(opened.map(|opened| Own {
            container: Container::HosoCades,
            said: Code::CadesContainer.into(),
            places: opened.places().to_vec(),
        }))
    };
    raised.map_or_else(cades, |own| Ok(Some(own)))
}

/// Where the bytes of each part begin, in order, in a container of our own of any sort; nothing for others.
///
/// # Errors
/// Where the medium fails.
pub fn part_places(source: &dyn ReadAt) -> io::Result<Vec<u64>> {
    match found(open(source))? {
        Some(opened) => Ok(opened.places().to_vec()),
        None => Ok(own(source)?.map(|own| own.places).unwrap_or_default()),
    }
}

fn found<T>(opened: Result<T, OpenError>) -> io::Result<Option<T>> {
    match opened {
        Ok(opened) => Ok(Some(opened)),
        Err(OpenError::Refused(_)) => Ok(None),
        Err(OpenError::Read(error)) => Err(error),
    }
}
