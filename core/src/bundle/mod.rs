//! The sealed submission: one ASiC-E container (ETSI EN 319 162-1) with one or more XAdES Baseline-B signatures (ETSI EN 319 132-1),
//! each over every part.
//!
//! Sealing: hash each part with [`Hasher`], [`prepare`], sign [`Prepared::to_be_signed`] wherever the key is,
//! [`Prepared::finish`], and write the [`Segment`]s out; the bytes of the parts never pass through. [`contents`] lists the parts of a
//! dossier. Verifying: [`verify`], or [`verify_seal`] for the container alone.
//!
//! The writer is a function of what the container holds, so the reader needs no tolerance: it writes anew what it has read and
//! takes the container only where both are the same, byte for byte.

mod algorithm;
mod answer;
mod asked;
mod ber;
mod cades;
mod certificate;
mod chain;
mod checks;
mod cms;
mod code;
mod compared;
mod content;
mod contents;
pub mod csc;
mod demand;
mod difference;
mod digest;
mod filed;
mod filer;
mod foreign;
mod further;
mod given;
mod inspect;
mod instant;
mod look;
mod method;
mod name;
mod named;
mod open;
mod own;
mod part;
mod path;
mod pem;
mod read;
mod reason;
mod revocation;
mod root;
mod said;
mod say;
mod seal;
mod signing;
mod table;
mod timestamp;
mod tlv;
mod unsigned;
mod verdict;
mod verify;
mod waiting;
mod xml_parse;
mod xml_read;
mod xml_write;
mod zip_read;
mod zip_write;

#[cfg(test)]
mod tests;

pub use algorithm::{Algorithm, PublicKey};
pub use answer::{
    Container, Covered, Integrity, Outcome, Profile, Revocation, Seal, Signature, SignatureState, Signer, Trust,
};
pub use asked::{Asked, asked};
pub use cades::{AsicManifest, Imported, OpenedCades, P7sError, PreparedCades, open_cades};
pub use certificate::{Certificate, CertificateFault, NotACertificate};
pub use chain::TrustStore;
pub use code::Code;
pub use compared::{Compared, EarlierDossier};
pub use contents::{ContentsError, MAX_ROWS, contents};
pub use demand::Demand;
pub use difference::{Difference, DifferenceKind};
pub use digest::{Digests, Hasher};
pub use filer::{SignerIs, filer_code, signer_is};
pub use further::{WaitingFurther, open_further, resume_further};
pub use given::{Given, Written, WrongSignature, take};
pub use instant::xs_date_time;
pub use look::{Looked, stretches};
pub use name::{NameFault, PartName};
pub use open::{Opened, PartError, open};
pub use own::part_places;
pub use part::{MediaType, Part};
pub use path::{CertificationPath, certification_path};
pub use pem::NoStatus;
pub use read::ReadAt;
pub use reason::{Reason, Severity};
pub use said::SignatureSaid;
pub use seal::{MAX_PARTS, MAX_SIGNATURES, Prepared, SealError, Segment, places, prepare, prepare_further};
pub use signing::CLOCKS_APART;
pub use table::{Row, Table};
pub use timestamp::{Timestamp, TimestampError, TimestampRequest, ToStamp};
pub use unsigned::{Format, Unsigned};
pub use verdict::{Inside, ReportSaid, Verdict, verify};
pub use verify::{Interrupted, Progress, verify_seal};
pub use waiting::{Pending, WaitingError, open_waiting, resume};
pub use zip_read::OpenError;
