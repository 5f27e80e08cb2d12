//! Whether a certificate can be a root: it names itself as its issuer, and its own key made its signature.

use sha1::{Digest, Sha1};

use super::{
    Certificate, PublicKey,
    method::{Method, dotted},
    tlv::{BITS, Der, OID, SEQUENCE},
};

/// `sha1WithRSAEncryption`.
const RSA_SHA1: &str = "1.2.840.113549.1.1.5";

/// Whether it issued itself. The name alone says nothing: anyone below an authority may bear one name as subject and issuer. Nothing is
/// verified under a key of a kind that is not taken, so there the name is enough, and a path to it is not said to lead elsewhere.
pub(super) fn is_root(certificate: &Certificate) -> bool {
    certificate.subject() == certificate.issuer()
        && certificate.key().is_none_or(|key| is_signed_by(certificate.der(), key).unwrap_or(false))
}

/// Whether the key made the signature of a certificate. SHA-1 is taken here: nobody is to be deceived by whoever made his own root.
fn is_signed_by(certificate: &[u8], key: &PublicKey) -> Option<bool> {
    let mut fields = Der::new(Der::only(certificate, SEQUENCE)?);
    let body = fields.next()?.whole;
    let algorithm = fields.expect(SEQUENCE)?;
    let signature = fields.expect(BITS)?.strip_prefix(&[0])?;
    if let (PublicKey::Rsa(key), true) = (key, dotted(Der::new(algorithm).expect(OID)?) == RSA_SHA1) {
        return Some(key.verify(rsa::Pkcs1v15Sign::new::<Sha1>(), &Sha1::digest(body), signature).is_ok());
    }
    let method = Method::from_identifier(algorithm).filter(|method| method.fits(key))?;
    Some(method.verify(key, body, signature, true))
}
