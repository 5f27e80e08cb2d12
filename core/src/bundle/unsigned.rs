//! A bundle of either profile that waits for its signature: one interface for whoever signs, wherever the key is.

use chrono::{DateTime, Utc};

use super::{
    Algorithm, AsicManifest, Certificate, Given, Part, Prepared, PreparedCades, SealError, Segment, WrongSignature,
    prepare, take,
};

/// In which form a bundle is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// XAdES over each part: what any verifier of ASiC-E reads.
    #[default]
    Xades,
    /// CAdES over a manifest of the parts: for software that can sign no more than a file.
    Cades,
}

/// A bundle that waits for the signature of a certificate's key.
#[derive(Clone, Debug)]
pub enum Unsigned {
    /// With a XAdES signature to come.
    Xades(Box<Prepared>),
    /// With a CAdES signature to come.
    Cades(Box<PreparedCades>),
}

impl Unsigned {
    /// Fixes everything but the signature, as [`prepare`] and [`AsicManifest::prepare`] do.
    ///
    /// # Errors
    /// See [`SealError`].
    pub fn prepare(
        format: Format,
        parts: Vec<Part>,
        certificate_der: &[u8],
        algorithm: Algorithm,
        signing_time: DateTime<Utc>,
    ) -> Result<Self, SealError> {
        Ok(match format {
            Format::Xades => Self::Xades(Box::new(prepare(parts, certificate_der, algorithm, signing_time)?)),
            Format::Cades => {
                let prepared = AsicManifest::new(parts)?.prepare(certificate_der, algorithm, signing_time)?;
                Self::Cades(Box::new(prepared))
            }
        })
    }

    /// The bytes to be signed. The signing side hashes them as [`Algorithm::digest`] does.
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        match self {
            Self::Xades(prepared) => prepared.to_be_signed(),
            Self::Cades(prepared) => prepared.to_be_signed(),
        }
    }

    /// Takes a signature over [`Self::to_be_signed`] however it is written, as [`take`] does.
    ///
    /// # Errors
    /// See [`WrongSignature`].
    pub fn take(&self, bytes: &[u8]) -> Result<Given, WrongSignature> {
        take(self.certificate(), self.algorithm(), self.to_be_signed(), bytes)
    }

    /// The container, once `signature` is proved to be the certificate's over [`Self::to_be_signed`]. ECDSA comes as r‖s.
    ///
    /// # Errors
    /// [`SealError::WrongSignature`].
    pub fn finish(&self, signature: &[u8]) -> Result<Vec<Segment>, SealError> {
        match self {
            Self::Xades(prepared) => prepared.finish(signature),
            Self::Cades(prepared) => prepared.finish(signature),
        }
    }

    /// The parts, in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        match self {
            Self::Xades(prepared) => prepared.parts(),
            Self::Cades(prepared) => prepared.manifest().parts(),
        }
    }

    /// The signer's certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        match self {
            Self::Xades(prepared) => prepared.certificate(),
            Self::Cades(prepared) => prepared.certificate(),
        }
    }

    /// How it is to be signed.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Self::Xades(prepared) => prepared.algorithm(),
            Self::Cades(prepared) => prepared.algorithm(),
        }
    }

    /// The signing time stated, in whole seconds.
    #[must_use]
    pub fn signing_time(&self) -> DateTime<Utc> {
        match self {
            Self::Xades(prepared) => prepared.signing_time(),
            Self::Cades(prepared) => prepared.signing_time(),
        }
    }
}
