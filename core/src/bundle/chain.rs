//! The path from the signer's certificate to a root that the receiver trusts (RFC 5280).

use std::{fmt, time::Duration};

use chrono::{DateTime, Utc};
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rustls_pki_types::{
    AlgorithmIdentifier, CertificateDer, InvalidSignature, SignatureVerificationAlgorithm, TrustAnchor, UnixTime,
    alg_id,
};
use sha2::{Digest, Sha256, Sha384, Sha512};
use webpki::{
    EndEntityCert, Error, ExtendedKeyUsageValidator, KeyPurposeIdIter, VerifiedPath, anchor_from_trusted_cert,
};
use x509_cert::{
    der::{Decode, asn1::ObjectIdentifier},
    ext::pkix::KeyUsage,
};

use super::{
    algorithm::{Hash, Padding, rsa_key, verify_rsa},
    checks::{self, Checks},
    named::DIRECTORY_NAME,
    tlv::{Der, SEQUENCE},
};

const NAME_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.30");

/// What the receiver trusts, what helps to find a path there, and what is known of revoked certificates.
#[derive(Clone, Debug, Default)]
pub struct TrustStore {
    /// Roots, as DER certificates.
    pub roots: Vec<Vec<u8>>,
    /// Certificates between a root and a signer; none of them is trusted by being here.
    pub intermediates: Vec<Vec<u8>>,
    /// Revocation lists, as DER.
    pub lists: Vec<Vec<u8>>,
    /// OCSP responses, as DER.
    pub responses: Vec<Vec<u8>>,
}

/// Why there is no path at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChainFault {
    /// No given root is at the end of any path.
    UnknownIssuer,
    /// A certificate of the path is outside its validity.
    NotCurrent,
    /// The path ends at a given root, but breaks a rule: length, use, names that an authority may not certify.
    Broken,
    /// Something on the path is not judged here: an algorithm, a constraint on directory names, a critical extension; or not every path
    /// was tried, see [`Checks`].
    NotJudged,
}

/// Looks for a path from `leaf` to one of the roots of `store`, every certificate valid `at`. Gives the certificates between the two, DER.
pub(super) fn check(
    leaf: &[u8],
    store: &TrustStore,
    at: DateTime<Utc>,
    checks: &Checks,
) -> Result<Vec<Vec<u8>>, ChainFault> {
    if !checks.spend_on_path() {
        return Err(ChainFault::NotJudged);
    }
    let roots: Vec<_> = store.roots.iter().map(|der| CertificateDer::from(der.as_slice())).collect();
    // A root that cannot be read anchors nothing; the others still do.
    let anchors: Vec<TrustAnchor<'_>> = roots.iter().filter_map(|der| anchor_from_trusted_cert(der).ok()).collect();
    let intermediates: Vec<_> = store.intermediates.iter().map(|der| CertificateDer::from(der.as_slice())).collect();
    let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
    let leaf = CertificateDer::from(leaf);
    let leaf = EndEntityCert::try_from(&leaf).map_err(|error| fault(&error, store))?;
    let counted: Vec<Counted<'_>> = ALGORITHMS.iter().map(|algorithm| Counted { algorithm, checks }).collect();
    let algorithms: Vec<&dyn SignatureVerificationAlgorithm> = counted.iter().map(|algorithm| algorithm as _).collect();
    let time = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
    match leaf.verify_for_usage(&algorithms, &anchors, &intermediates, time, AnyUsage, None, Some(&issuers_may_certify))
    {
        Ok(path) => Ok(path.intermediate_certificates().map(|one| one.der().to_vec()).collect()),
        Err(_) if checks.are_spent() => Err(ChainFault::NotJudged),
        Err(error) => Err(fault(&error, store)),
    }
}

fn fault(error: &Error, store: &TrustStore) -> ChainFault {
    match error {
        Error::UnknownIssuer | Error::InvalidSignatureForPublicKey => ChainFault::UnknownIssuer,
        Error::CertExpired { .. } | Error::CertNotValidYet { .. } => ChainFault::NotCurrent,
        Error::UnsupportedSignatureAlgorithmContext(_)
        | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_)
        | Error::UnsupportedCriticalExtension
        | Error::MaximumNameConstraintComparisonsExceeded
        | Error::MaximumPathBuildCallsExceeded
        | Error::MaximumSignatureChecksExceeded => ChainFault::NotJudged,
        // webpki compares no directory names: it refuses them all, within the constraint or not.
        Error::NameConstraintViolation if constrains_directory_names(store) => ChainFault::NotJudged,
        _ => ChainFault::Broken,
    }
}

/// Whether any certificate that may lie on the path constrains the directory names of those below it (RFC 5280 4.2.1.10).
fn constrains_directory_names(store: &TrustStore) -> bool {
    let constrains = |der: &Vec<u8>| {
        let authority = x509_cert::Certificate::from_der(der).ok()?;
        let constraints =
            authority.tbs_certificate().extensions()?.iter().find(|one| one.extn_id == NAME_CONSTRAINTS)?;
        // Permitted and excluded, each a list of trees that begin with a name.
        let trees =
            Der::new(Der::only(constraints.extn_value.as_bytes(), SEQUENCE)?).flat_map(|list| Der::new(list.content));
        let mut names = trees.filter_map(|tree| Der::new(tree.content).next());
        Some(names.any(|name| name.tag == DIRECTORY_NAME))
    };
    store.roots.iter().chain(&store.intermediates).any(|der| constrains(der) == Some(true))
}

/// webpki leaves key usage aside; RFC 5280 6.1.4 (n) asks `keyCertSign` of every issuer that restricts its key.
fn issuers_may_certify(path: &VerifiedPath<'_>) -> Result<(), Error> {
    let may_certify = |der: CertificateDer<'_>| {
        let usage = x509_cert::Certificate::from_der(&der)
            .and_then(|issuer| issuer.tbs_certificate().get_extension::<KeyUsage>());
        matches!(usage, Ok(None)) || matches!(usage, Ok(Some((_, usage))) if usage.key_cert_sign())
    };
    if path.intermediate_certificates().all(|issuer| may_certify(issuer.der())) {
        Ok(())
    } else {
        Err(Error::EndEntityUsedAsCa)
    }
}

/// Extended key usage is no condition for signing a document (Circular 15/2025/TT-BKHCN, Appendix II: optional); the key usage is
/// checked by [`super::Certificate::faults`].
struct AnyUsage;

impl ExtendedKeyUsageValidator for AnyUsage {
    fn validate(&self, _: KeyPurposeIdIter<'_, '_>) -> Result<(), Error> {
        Ok(())
    }
}

struct ChainAlgorithm {
    key: AlgorithmIdentifier,
    signature: AlgorithmIdentifier,
    verify: fn(&[u8], &[u8], &[u8]) -> bool,
}

/// An algorithm of which each use is counted.
struct Counted<'a> {
    algorithm: &'static ChainAlgorithm,
    checks: &'a Checks,
}

impl fmt::Debug for Counted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Counted").field("signature", &self.algorithm.signature).finish_non_exhaustive()
    }
}

impl SignatureVerificationAlgorithm for Counted<'_> {
    fn verify_signature(&self, public_key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        let cost = match self.algorithm.key {
            alg_id::ECDSA_P256 => checks::P256,
            alg_id::ECDSA_P384 => checks::P384,
            _ => checks::rsa(signature.len()),
        };
        let is_right = self.checks.take(cost, message) && (self.algorithm.verify)(public_key, message, signature);
        if is_right { Ok(()) } else { Err(InvalidSignature) }
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        self.algorithm.key
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.algorithm.signature
    }
}

const ALGORITHMS: [ChainAlgorithm; 12] = [
    ecdsa(alg_id::ECDSA_P256, alg_id::ECDSA_SHA256, |key, message, signature| {
        p256(key, &Sha256::digest(message), signature)
    }),
    ecdsa(alg_id::ECDSA_P256, alg_id::ECDSA_SHA384, |key, message, signature| {
        p256(key, &Sha384::digest(message), signature)
    }),
    ecdsa(alg_id::ECDSA_P256, alg_id::ECDSA_SHA512, |key, message, signature| {
        p256(key, &Sha512::digest(message), signature)
    }),
    ecdsa(alg_id::ECDSA_P384, alg_id::ECDSA_SHA256, |key, message, signature| {
        p384(key, &Sha256::digest(message), signature)
    }),
    ecdsa(alg_id::ECDSA_P384, alg_id::ECDSA_SHA384, |key, message, signature| {
        p384(key, &Sha384::digest(message), signature)
    }),
    ecdsa(alg_id::ECDSA_P384, alg_id::ECDSA_SHA512, |key, message, signature| {
        p384(key, &Sha512::digest(message), signature)
    }),
    rsa(alg_id::RSA_PKCS1_SHA256, |key, message, signature| {
        rsa_any(key, Padding::Pkcs1, Hash::Sha256, message, signature)
    }),
    rsa(alg_id::RSA_PKCS1_SHA384, |key, message, signature| {
        rsa_any(key, Padding::Pkcs1, Hash::Sha384, message, signature)
    }),
    rsa(alg_id::RSA_PKCS1_SHA512, |key, message, signature| {
        rsa_any(key, Padding::Pkcs1, Hash::Sha512, message, signature)
    }),
    rsa(alg_id::RSA_PSS_SHA256, |key, message, signature| rsa_any(key, Padding::Pss, Hash::Sha256, message, signature)),
    rsa(alg_id::RSA_PSS_SHA384, |key, message, signature| rsa_any(key, Padding::Pss, Hash::Sha384, message, signature)),
    rsa(alg_id::RSA_PSS_SHA512, |key, message, signature| rsa_any(key, Padding::Pss, Hash::Sha512, message, signature)),
];

const fn ecdsa(
    key: AlgorithmIdentifier,
    signature: AlgorithmIdentifier,
    verify: fn(&[u8], &[u8], &[u8]) -> bool,
) -> ChainAlgorithm {
    ChainAlgorithm { key, signature, verify }
}

const fn rsa(signature: AlgorithmIdentifier, verify: fn(&[u8], &[u8], &[u8]) -> bool) -> ChainAlgorithm {
    ChainAlgorithm { key: alg_id::RSA_ENCRYPTION, signature, verify }
}

fn p256(key: &[u8], digest: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = p256::ecdsa::VerifyingKey::from_sec1_bytes(key) else { return false };
    p256::ecdsa::Signature::from_der(signature).is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
}

fn p384(key: &[u8], digest: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = p384::ecdsa::VerifyingKey::from_sec1_bytes(key) else { return false };
    p384::ecdsa::Signature::from_der(signature).is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
}

fn rsa_any(key: &[u8], padding: Padding, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
    rsa_key(key).is_some_and(|key| verify_rsa(&key, padding, hash, message, signature))
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::signature::hazmat::PrehashSigner;

    use super::*;

    /// RFC 5758 3.2: any digest of SHA-2 goes with any curve.
    #[test]
    fn a_longer_digest_than_the_curve_is_taken() {
        let (digest, message) = (Sha512::digest(b"signed"), b"signed");
        let small = p256::ecdsa::SigningKey::from_slice(&[5; 32]).unwrap();
        let large = p384::ecdsa::SigningKey::from_slice(&[5; 48]).unwrap();
        let by_small: p256::ecdsa::Signature = small.sign_prehash(&digest).unwrap();
        let by_large: p384::ecdsa::Signature = large.sign_prehash(&digest).unwrap();
        let cases = [
            (
                alg_id::ECDSA_P256,
                small.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
                by_small.to_der().as_bytes().to_vec(),
            ),
            (
                alg_id::ECDSA_P384,
                large.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
                by_large.to_der().as_bytes().to_vec(),
            ),
        ];
        for (curve, key, mut signature) in cases {
            let mut all = ALGORITHMS.iter();
            let algorithm = all.find(|one| one.key == curve && one.signature == alg_id::ECDSA_SHA512).unwrap();
            let algorithm = Counted { algorithm, checks: &Checks::default() };
            assert!(algorithm.verify_signature(&key, message, &signature).is_ok());
            assert!(algorithm.verify_signature(&key, b"another", &signature).is_err());
            *signature.last_mut().unwrap() ^= 1;
            assert!(algorithm.verify_signature(&key, message, &signature).is_err());
        }
    }
}
