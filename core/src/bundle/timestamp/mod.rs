//! Timestamps on the signatures of a bundle (RFC 3161): raising it from level B-B, whose time the signer claims, to B-T, where an
//! authority says that the signature was there at its time (EN 319 132-1 clause 6, `SignatureTimeStamp`).
//!
//! A [`TimestampRequest`] over [`Opened::stamped`], sent by whoever has a network; its answer is proved by
//! [`TimestampRequest::take`], and [`raise`] writes the bundle anew.

mod token;
mod tsp;

use base64ct::{Base64, Encoding};

use super::{Opened, Segment};

pub use token::{Timestamp, TimestampError};
pub use tsp::TimestampRequest;

/// The bundle with a timestamp on each signature, one for each in their order. `None` where their number differs.
///
/// It is no longer of the profile of which every byte is determined: its signatures are judged by themselves.
#[must_use]
pub fn raise(opened: &Opened<'_>, timestamps: &[Timestamp]) -> Option<Vec<Segment>> {
    let unsigned: Vec<String> = timestamps.iter().map(|timestamp| Base64::encode_string(timestamp.token())).collect();
    opened.raised(&unsigned)
}
