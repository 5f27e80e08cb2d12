//! The receiver's certificates, and what it knows of revocation, from files: PEM (RFC 7468), or one structure as DER.

use base64ct::{Base64, Encoding};

use super::{
    Certificate, NotACertificate, TrustStore,
    revocation::{Kind, kind_of},
    root::is_root,
};

const CERTIFICATE: &str = "CERTIFICATE";
const LIST: &str = "X509 CRL";

/// The bytes hold no revocation list and no OCSP response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoStatus;

impl TrustStore {
    /// Reads a file of certificates. Those that issued themselves are the roots that the receiver trusts; the
    /// others only help to find a path, and none of them is trusted by being here. Text between certificates is passed over.
    ///
    /// # Errors
    /// [`NotACertificate`] where the file holds none, or one that cannot be read.
    pub fn read(bytes: &[u8]) -> Result<TrustStore, NotACertificate> {
        let mut store = TrustStore::default();
        for der in certificates(bytes)? {
            let certificate = Certificate::from_der(&der)?;
            if is_root(&certificate) { &mut store.roots } else { &mut store.intermediates }.push(der);
        }
        Ok(store)
    }

    /// Adds what a file tells of revocation: lists (PEM, or one as DER), or one OCSP response (DER). Whether it may say so is judged
    /// when a certificate is asked about.
    ///
    /// # Errors
    /// [`NoStatus`] where the file holds neither.
    pub fn add_status(&mut self, bytes: &[u8]) -> Result<(), NoStatus> {
        for der in structures(bytes, LIST).ok_or(NoStatus)? {
            match kind_of(&der).ok_or(NoStatus)? {
                Kind::List => self.lists.push(der),
                Kind::Response => self.responses.push(der),
            }
        }
        Ok(())
    }
}

impl Certificate {
    /// Reads a signer's certificate from a file: PEM or DER. Where the file brings certificates of authorities too, the one that is
    /// none is taken.
    ///
    /// # Errors
    /// [`NotACertificate`] where the file holds none, one that cannot be read, or more than one of a signer.
    pub fn read(bytes: &[u8]) -> Result<Certificate, NotACertificate> {
        let all = certificates(bytes)?.iter().map(|der| Certificate::from_der(der)).collect::<Result<Vec<_>, _>>()?;
        if let [_] = all.as_slice() {
            return all.into_iter().next().ok_or(NotACertificate);
        }
        let mut signers = all.into_iter().filter(|certificate| !certificate.is_authority());
        let first = signers.next().ok_or(NotACertificate)?;
        if signers.all(|other| other.der() == first.der()) { Ok(first) } else { Err(NotACertificate) }
    }
}

fn certificates(bytes: &[u8]) -> Result<Vec<Vec<u8>>, NotACertificate> {
    structures(bytes, CERTIFICATE).ok_or(NotACertificate)
}

/// The structures of that label in a PEM text; bytes that are no such text are taken for one. `None` where one cannot be read.
fn structures(bytes: &[u8], label: &str) -> Option<Vec<Vec<u8>>> {
    let (begin, end) = (format!("-----BEGIN {label}-----"), format!("-----END {label}-----"));
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| text.contains(&begin)) else {
        return Some(vec![bytes.to_vec()]);
    };
    let bodies = text.split(&begin).skip(1).map(|rest| {
        let (base64, _) = rest.split_once(&end)?;
        let base64: String = base64.split_whitespace().collect();
        Base64::decode_vec(&base64).ok()
    });
    bodies.collect()
}
