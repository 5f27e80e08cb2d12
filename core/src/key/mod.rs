//! The signer's key from a PKCS#12 file (RFC 7292), and signing with it where there is no WebCrypto to do so.

mod pkcs12;
mod say;
#[cfg(not(target_arch = "wasm32"))]
mod sign;
mod work;

#[cfg(test)]
mod tests;

use std::fmt;

use zeroize::Zeroizing;

use crate::bundle::Certificate;

pub use pkcs12::open_p12;
#[cfg(not(target_arch = "wasm32"))]
pub use sign::sign;

/// A private key and the certificate that belongs to it.
pub struct Identity {
    pkcs8: Zeroizing<Vec<u8>>,
    certificate: Certificate,
    others: Vec<Vec<u8>>,
}

impl Identity {
    /// The private key (PKCS#8 DER). Overwritten when the identity is dropped; the reader of the file may have left copies in
    /// memory, so a browser opens it in a worker of its own and ends the worker.
    #[must_use]
    pub fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The certificate of the key.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Every other certificate of the file (DER): authorities, for finding a path.
    #[must_use]
    pub fn others(&self) -> &[Vec<u8>] {
        &self.others
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("subject", &self.certificate.subject()).finish_non_exhaustive()
    }
}

/// Why a file gives no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// It is no PKCS#12 file.
    NotPkcs12,
    /// The password does not open it.
    WrongPassword,
    /// It holds no private key.
    NoKey,
    /// It holds more than one private key.
    SeveralKeys,
    /// It holds no certificate of its private key.
    NoCertificate,
    /// It is encrypted, encoded or keyed in a way that is not supported.
    Unsupported,
    /// The password has letters that are not supported, such as emoji.
    PasswordLetters,
    /// It asks for more rounds of key derivation than an honest file would.
    TooMuchWork,
    /// The password is right, but the content cannot be read.
    Damaged,
}
