//! The receiver's certificates from a file: PEM (RFC 7468), or one certificate as DER.

use base64ct::{Base64, Encoding};

use super::{Certificate, NotACertificate, TrustStore};

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

impl TrustStore {
    /// Reads a file of certificates. Those that name themselves as their issuer are the roots that the receiver trusts; the
    /// others only help to find a path, and none of them is trusted by being here. Text between certificates is passed over.
    ///
    /// # Errors
    /// [`NotACertificate`] where the file holds none, or one that cannot be read.
    pub fn read(bytes: &[u8]) -> Result<TrustStore, NotACertificate> {
        let mut store = TrustStore::default();
        for der in certificates(bytes)? {
            let certificate = Certificate::from_der(&der)?;
            let is_root = certificate.subject() == certificate.issuer();
            if is_root { &mut store.roots } else { &mut store.intermediates }.push(der);
        }
        Ok(store)
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
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| text.contains(BEGIN)) else {
        return Ok(vec![bytes.to_vec()]);
    };
    text.split(BEGIN)
        .skip(1)
        .map(|rest| {
            let (base64, _) = rest.split_once(END).ok_or(NotACertificate)?;
            let base64: String = base64.split_whitespace().collect();
            Base64::decode_vec(&base64).map_err(|_| NotACertificate)
        })
        .collect()
}
