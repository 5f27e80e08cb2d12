//! Timestamps on the signatures of a bundle (RFC 3161): raising it from level B-B, whose time the signer claims, to B-T, where an
//! authority says that the signature was there at its time (EN 319 132-1 clause 6, `SignatureTimeStamp`; EN 319 122-1 clause 6,
//! `signature-time-stamp`).
//!
//! A [`TimestampRequest`] over each of [`ToStamp::stamped`], sent by whoever has a network; its answer is proved by
//! [`TimestampRequest::take`], and [`ToStamp::raise`] writes the bundle anew.

mod token;
mod tsp;

use base64ct::{Base64, Encoding};

use super::{Code, OpenError, Opened, OpenedCades, Part, ReadAt, Segment, open, open_cades};

pub use token::{Timestamp, TimestampError};
pub(super) use tsp::Stated;
pub use tsp::TimestampRequest;

/// A bundle of either profile whose signatures have no timestamp yet.
pub enum ToStamp<'a> {
    /// With XAdES signatures.
    Xades(Opened<'a>),
    /// With a CAdES signature.
    Cades(OpenedCades),
}

impl<'a> ToStamp<'a> {
    /// Opens a bundle.
    ///
    /// # Errors
    /// [`OpenError::Refused`] with the reason where it is no bundle of ours or has a timestamp already, or [`OpenError::Read`].
    pub fn open(source: &'a dyn ReadAt) -> Result<Self, OpenError> {
        match open(source) {
            Ok(opened) => Ok(Self::Xades(opened)),
            Err(OpenError::Refused(reason)) => match open_cades(source) {
                Ok(opened) if opened.stamped().is_some() => Ok(Self::Cades(opened)),
                Ok(_) => Err(Code::SignatureStructure.into()),
                Err(OpenError::Refused(_)) => Err(OpenError::Refused(reason)),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        }
    }

    /// What a timestamp of each signature is over, in their order.
    #[must_use]
    pub fn stamped(&self) -> Vec<Vec<u8>> {
        match self {
            Self::Xades(opened) => opened.stamped().collect(),
            Self::Cades(opened) => opened.stamped().into_iter().collect(),
        }
    }

    /// The parts, in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        match self {
            Self::Xades(opened) => opened.parts(),
            Self::Cades(opened) => opened.parts(),
        }
    }

    /// Where the bytes of each part begin in the container, in order.
    #[must_use]
    pub fn places(&self) -> &[u64] {
        match self {
            Self::Xades(opened) => opened.places(),
            Self::Cades(opened) => opened.places(),
        }
    }

    /// The bundle with a timestamp on each signature, one for each in their order. `None` where their number differs.
    #[must_use]
    pub fn raise(&self, timestamps: &[Timestamp]) -> Option<Vec<Segment>> {
        match self {
            Self::Xades(opened) => {
                let tokens = timestamps.iter().map(|timestamp| Base64::encode_string(timestamp.token()));
                opened.raised(&tokens.collect::<Vec<String>>())
            }
            Self::Cades(opened) => match timestamps {
                [timestamp] => opened.raised(timestamp.token()),
                _ => None,
            },
        }
    }
}
