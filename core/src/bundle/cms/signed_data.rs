//! Signed data of the Cryptographic Message Syntax (RFC 5652) with the attributes of CAdES (ETSI EN 319 122-1): one signer, a
//! certificate named by its digest among what is signed.

use chrono::{DateTime, Utc};
use sha1::Sha1;
use sha2::Digest;

use crate::bundle::method::{Method, dotted};
use crate::bundle::tlv::{Der, OCTETS, OID, SEQUENCE, SET, Value};
use crate::bundle::{Certificate, Code, algorithm::Hash};

/// `id-data`: a file.
pub(in crate::bundle) const DATA: &str = "1.2.840.113549.1.7.1";
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";
const SIGNING_TIME: &str = "1.2.840.113549.1.9.5";
/// `id-aa-signatureTimeStampToken` (RFC 3161 Appendix A).
pub(in crate::bundle) const TIMESTAMP: &str = "1.2.840.113549.1.9.16.2.14";
/// `id-ct-TSTInfo`: what a timestamp signs (RFC 3161 2.4.2).
pub(in crate::bundle) const TST_INFO: &str = "1.2.840.113549.1.9.16.1.4";
/// Names the certificate by its SHA-1 (RFC 2634 5.4).
const SIGNING_CERTIFICATE: &str = "1.2.840.113549.1.9.16.2.12";
const SIGNING_CERTIFICATE_V2: &str = "1.2.840.113549.1.9.16.2.47";

/// What stands in signed data.
pub(in crate::bundle) struct SignedData<'a> {
    /// What kind of content is signed, dotted.
    pub(in crate::bundle) content_type: String,
    /// The content, where it is inside.
    pub(in crate::bundle) content: Option<&'a [u8]>,
    /// Certificates that came along, in DER.
    pub(in crate::bundle) certificates: Vec<&'a [u8]>,
    /// Revocation lists that came along, in DER.
    pub(in crate::bundle) lists: Vec<&'a [u8]>,
    /// Whom the signature says to be of: issuer and serial number, or the identifier of a key.
    signer: Value<'a>,
    /// The digest of what is signed.
    pub(in crate::bundle) digest: Hash,
    /// Identifier and parameters of the signature.
    algorithm: &'a [u8],
    signed: Value<'a>,
    unsigned: &'a [u8],
    /// The signature value.
    pub(in crate::bundle) signature: &'a [u8],
}

impl<'a> SignedData<'a> {
    /// Reads signed data of one signer; an algorithm that is not accepted is said, and anything else that does not fit is of no such
    /// structure.
    pub(in crate::bundle) fn read(bytes: &'a [u8]) -> Result<Self, Code> {
        let fields = parts(bytes).ok_or(Code::SignatureStructure)?;
        let mut signer = Der::new(Der::only(fields.signers, SEQUENCE).ok_or(Code::SignatureStructure)?);
        let read = |signer: &mut Der<'a>| {
            signer.expect(2)?;
            let named = signer.next()?;
            let digest = Der::new(signer.expect(SEQUENCE)?).expect(OID)?;
            let signed = signer.optional(0xa0)?;
            let algorithm = signer.expect(SEQUENCE)?;
            let signature = signer.expect(OCTETS)?;
            let unsigned = signer.optional(0xa1).map_or(&[][..], |value| value.content);
            signer.is_empty().then_some((named, digest, signed, algorithm, signature, unsigned))
        };
        let (named, digest, signed, algorithm, signature, unsigned) =
            read(&mut signer).ok_or(Code::SignatureStructure)?;
        Ok(Self {
            content_type: fields.content_type,
            content: fields.content,
            certificates: fields.certificates,
            lists: fields.lists,
            signer: named,
            digest: Hash::from_oid(digest).ok_or(Code::DigestRefused)?,
            algorithm,
            signed,
            unsigned,
            signature,
        })
    }

    /// The identifier of the signature's algorithm, dotted.
    pub(in crate::bundle) fn algorithm(&self) -> String {
        Der::new(self.algorithm).expect(OID).map(dotted).unwrap_or_default()
    }

    pub(in crate::bundle) fn method(&self) -> Result<Method, Code> {
        Method::from_cms(self.algorithm, self.digest).ok_or(Code::AlgorithmRefused)
    }

    /// When it was signed, as the signer claims.
    pub(in crate::bundle) fn signing_time(&self) -> Option<DateTime<Utc>> {
        self.signed_attribute(SIGNING_TIME)?.next()?.time()
    }

    /// The signed attributes, one after the other.
    pub(in crate::bundle) fn attributes(&self) -> &'a [u8] {
        self.signed.content
    }

    /// The first timestamp token that it carries, right or wrong.
    pub(in crate::bundle) fn timestamp(&self) -> Option<&'a [u8]> {
        self.timestamps().next()
    }

    /// The values of a signed attribute; `None` where it is absent or there twice.
    pub(in crate::bundle) fn signed_attribute(&self, id: &str) -> Option<Der<'a>> {
        let mut all = attributes(self.signed.content, id);
        all.next().filter(|_| all.next().is_none())
    }

    /// Every timestamp token that it carries, in however many attributes (EN 319 122-1 5.3).
    pub(in crate::bundle) fn timestamps(&self) -> impl Iterator<Item = &'a [u8]> {
        attributes(self.unsigned, TIMESTAMP).flatten().map(|token| token.whole)
    }

    /// The identifiers of the unsigned attributes, dotted.
    pub(in crate::bundle) fn unsigned_ids(&self) -> Vec<String> {
        ids(self.unsigned).collect()
    }

    /// The identifiers of the signed attributes, dotted.
    pub(in crate::bundle) fn signed_ids(&self) -> Vec<String> {
        ids(self.signed.content).collect()
    }

    /// Whether what is signed names this content.
    pub(in crate::bundle) fn is_over(&self, content: &[u8]) -> bool {
        let typed = self.signed_attribute(CONTENT_TYPE).and_then(|mut values| values.expect(OID)).map(dotted);
        let digest = self.signed_attribute(MESSAGE_DIGEST).and_then(|mut values| values.expect(OCTETS));
        typed.as_deref() == Some(&self.content_type) && digest == Some(&self.digest.digest(content))
    }

    /// The signer's certificate: the one, among those that came along and `others`, whose digest is signed. Whatever else names a signer
    /// names the same.
    pub(in crate::bundle) fn certificate(&self, others: &[Vec<u8>]) -> Result<Certificate, Code> {
        let Named { hash, digest, issuer } = self.signing_certificate().ok_or(Code::CertificateNotSigned)?;
        let mut known = self.certificates.iter().copied().chain(others.iter().map(Vec::as_slice));
        let is_it = |der: &&[u8]| match hash {
            Some(hash) => hash.digest(der) == digest,
            None => Sha1::digest(der)[..] == *digest,
        };
        let der = known.find(is_it).ok_or(Code::CertificateSubstituted)?;
        let certificate = Certificate::from_der(der).map_err(|_| Code::CertificateUnreadable)?;
        let is_named = certificate.is_signer(self.signer.tag, self.signer.content)
            && issuer.is_none_or(|issuer| certificate.is_of_issuer_serial(issuer));
        if is_named { Ok(certificate) } else { Err(Code::CertificateSubstituted) }
    }

    /// Whether the signature over the signed attributes is of this certificate's key.
    pub(in crate::bundle) fn is_signed_by(&self, certificate: &Certificate) -> Result<bool, Code> {
        let method = self.method()?;
        let key = certificate.key_for(method)?;
        // What is signed is the attributes as a SET, not with the tag that they have in place (RFC 5652 5.4).
        let mut message = vec![SET];
        message.extend(self.signed.whole.get(1..).unwrap_or_default());
        Ok(method.verify(key, &message, self.signature, true))
    }

    /// What names the signer's certificate; a digest of no kind is SHA-1. That is taken in a timestamp alone, where nothing better is
    /// signed: many authorities still name their certificate so (RFC 3161 2.4.2, RFC 5816). It says which of the certificates is meant, and
    /// whether that one is trusted is not for it to say.
    fn signing_certificate(&self) -> Option<Named<'a>> {
        let first = |id| {
            let mut value = Der::new(self.signed_attribute(id)?.expect(SEQUENCE)?);
            Some(Der::new(Der::new(value.expect(SEQUENCE)?).expect(SEQUENCE)?))
        };
        let is_named = ids(self.signed.content).any(|id| id == SIGNING_CERTIFICATE_V2);
        if self.content_type == TST_INFO && !is_named {
            let mut first = first(SIGNING_CERTIFICATE)?;
            let digest = first.expect(OCTETS)?;
            return Some(Named { hash: None, digest, issuer: first.expect(SEQUENCE) });
        }
        let mut first = first(SIGNING_CERTIFICATE_V2)?;
        let hash = match first.optional(SEQUENCE) {
            Some(algorithm) => Hash::from_oid(Der::new(algorithm.content).expect(OID)?)?,
            None => Hash::Sha256,
        };
        let digest = first.expect(OCTETS)?;
        Some(Named { hash: Some(hash), digest, issuer: first.expect(SEQUENCE) })
    }
}

/// What names the signer's certificate among what is signed.
struct Named<'a> {
    hash: Option<Hash>,
    digest: &'a [u8],
    /// The content of its `IssuerSerial`, where there is one.
    issuer: Option<&'a [u8]>,
}

struct Parts<'a> {
    content_type: String,
    content: Option<&'a [u8]>,
    certificates: Vec<&'a [u8]>,
    lists: Vec<&'a [u8]>,
    signers: &'a [u8],
}

/// How many signers signed data has; `None` for what is none.
pub(in crate::bundle) fn signers(bytes: &[u8]) -> Option<usize> {
    parts(bytes).map(|parts| Der::new(parts.signers).count())
}

fn parts(bytes: &[u8]) -> Option<Parts<'_>> {
    let mut outer = Der::new(Der::only(bytes, SEQUENCE)?);
    if dotted(outer.expect(OID)?) != SIGNED_DATA {
        return None;
    }
    let mut data = Der::new(Der::only(outer.expect(0xa0)?, SEQUENCE)?);
    data.expect(2)?;
    data.expect(SET)?;
    let mut content = Der::new(data.expect(SEQUENCE)?);
    let content_type = dotted(content.expect(OID)?);
    let inside = match content.optional(0xa0) {
        Some(inside) => Some(Der::only(inside.content, OCTETS)?),
        None => None,
    };
    let (certificates, lists) = (sequences(data.optional(0xa0)), sequences(data.optional(0xa1)));
    let signers = data.expect(SET)?;
    data.is_empty().then_some(Parts { content_type, content: inside, certificates, lists, signers })
}

/// The sequences among the values inside one.
fn sequences(value: Option<Value<'_>>) -> Vec<&[u8]> {
    let all = Der::new(value.map_or(&[], |value| value.content));
    all.filter(|one| one.tag == SEQUENCE).map(|one| one.whole).collect()
}

/// The identifiers of attributes, dotted.
fn ids(attributes: &[u8]) -> impl Iterator<Item = String> {
    Der::new(attributes).filter_map(|one| Der::new(one.content).expect(OID).map(dotted))
}

/// The values of each attribute of this identifier.
fn attributes<'a>(attributes: &'a [u8], id: &str) -> impl Iterator<Item = Der<'a>> {
    Der::new(attributes).filter_map(move |one| {
        let mut fields = Der::new(one.content);
        let is_it = dotted(fields.expect(OID)?) == id;
        Some(Der::new(fields.expect(SET)?)).filter(|_| is_it)
    })
}
