//! CAdES over a manifest, by a second hand: another signer named than the one whose certificate is signed, what is signed and not read, and
//! what is made in a way that is not supported.

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};

use super::archive::{Around, Raw, build};
use super::authority::{ECDSA_SHA256, Wish, name};
use super::base::{Base, MANIFEST, SIGNATURES, place};
use super::der::{context, integer, octets, oid, sequence, set, small, tlv};
use super::signed::as_der;
use super::{Attack, Effect, refuse};

const SHA256: &str = "2.16.840.1.101.3.4.2.1";
const DATA: &str = "1.2.840.113549.1.7.1";
const P7S: &str = "META-INF/signature.p7s";

pub fn attacks() -> Vec<Attack> {
    let base = Base::foreign();
    let with = |change: &dyn Fn(&mut Signed)| {
        let mut signed = Signed::of(&base);
        change(&mut signed);
        signed.bytes()
    };
    let flag = |name, codes, bytes| Attack { number: 35, name, effect: Effect::Flag, codes, bytes };
    let other = vec![0x77];
    let extension = |critical: bool| {
        format!(
            "<asic:ASiCManifestExtensions><asic:Extension Critical=\"{critical}\"><v:only xmlns:v=\"urn:v\">x</v:only></asic:Extension>\
             </asic:ASiCManifestExtensions>"
        )
    };
    let substituted: &[&str] = &["certificate-substituted"];
    let unread: &[&str] = &["signed-not-judged"];
    vec![
        refuse(40, "foreign-cades-other-signer-named", substituted, with(&|one| one.named = other.clone())),
        refuse(
            41,
            "foreign-cades-other-serial-signed",
            substituted,
            with(&|one| one.issuer_serial = Some(other.clone())),
        ),
        refuse(40, "foreign-cades-two-signers", &["unsupported"], with(&|one| one.signers = 2)),
        refuse(
            41,
            "foreign-cades-certificate-not-signed",
            &["certificate-not-signed"],
            with(&|one| one.is_cades = false),
        ),
        refuse(56, "foreign-cades-of-indefinite-length", &["unsupported"], with(&|one| one.is_streamed = true)),
        refuse(35, "foreign-cades-critical-extension", &["not-judged"], with(&|one| one.further = extension(true))),
        flag("foreign-cades-extension", unread, with(&|one| one.further = extension(false))),
        flag("foreign-cades-words", unread, with(&|one| one.further = "chỉ là bản nháp".to_owned())),
        flag(
            "foreign-cades-element",
            unread,
            with(&|one| one.further = "<x:DataObjectReference xmlns:x=\"urn:x\" URI=\"x\"/>".to_owned()),
        ),
    ]
}

/// A bundle signed so, in which nothing is wrong: with the signer named in every way that there is.
#[must_use]
pub fn base_with_cades() -> Vec<u8> {
    let base = Base::foreign();
    let mut signed = Signed::of(&base);
    signed.issuer_serial = Some(signed.named.clone());
    signed.bytes()
}

/// What is right, and can be made wrong.
struct Signed<'a> {
    base: &'a Base,
    /// What stands in the manifest after its references, as text.
    further: String,
    /// The serial number of the signer as the signature names it.
    named: Vec<u8>,
    /// The serial number that is signed beside the digest of the certificate.
    issuer_serial: Option<Vec<u8>>,
    signers: usize,
    /// Whether the certificate is named in what is signed.
    is_cades: bool,
    is_streamed: bool,
}

impl<'a> Signed<'a> {
    fn of(base: &'a Base) -> Self {
        let named = Wish::signer().serial;
        Self {
            base,
            further: String::new(),
            named,
            issuer_serial: None,
            signers: 1,
            is_cades: true,
            is_streamed: false,
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let manifest = self.manifest();
        let p7s = self.p7s(manifest.as_bytes());
        let mut entries = self.base.entries(&self.base.claims());
        entries.truncate(place(&entries, MANIFEST));
        assert!(entries.iter().all(|entry| entry.name != SIGNATURES.as_bytes()));
        entries.push(Raw::new("META-INF/ASiCManifest1.xml", manifest.as_bytes()));
        entries.push(Raw::new(P7S, &p7s));
        build(&entries, &Around::default())
    }

    fn manifest(&self) -> String {
        let references = self.base.claims().references.into_iter().map(|one| {
            format!(
                "<asic:DataObjectReference URI=\"{}\" MimeType=\"{}\"><ds:DigestMethod Algorithm=\"{}\"/><ds:DigestValue>{}\
                 </ds:DigestValue></asic:DataObjectReference>",
                one.uri,
                one.media_type,
                one.method,
                Base64::encode_string(&one.digest)
            )
        });
        format!(
            "<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\
             <asic:SigReference URI=\"{P7S}\" MimeType=\"application/x-pkcs7-signature\"/>{}{}</asic:ASiCManifest>",
            references.collect::<String>(),
            self.further
        )
    }

    fn p7s(&self, content: &[u8]) -> Vec<u8> {
        let (base, digest) = (self.base, || sequence(&[oid(SHA256)]));
        let issuer = || name(&base.root.subject);
        let attribute = |id: &str, value: Vec<u8>| sequence(&[oid(id), set(&[value])]);
        let serial = self.issuer_serial.as_ref();
        let serial = serial.map(|serial| issuer_serial(&issuer(), serial)).unwrap_or_default();
        let named = sequence(&[sequence(&[sequence(&[octets(&Sha256::digest(&base.certificate)), serial])])]);
        let mut attributes = vec![
            attribute("1.2.840.113549.1.9.3", oid(DATA)),
            attribute("1.2.840.113549.1.9.4", octets(&Sha256::digest(content))),
            attribute("1.2.840.113549.1.9.5", tlv(0x17, b"261120083000Z")),
        ];
        attributes.extend(self.is_cades.then(|| attribute("1.2.840.113549.1.9.16.2.47", named)));
        attributes.sort();
        let signature = as_der(&base.key.sign(&set(&attributes)));
        let signer = sequence(&[
            small(1),
            sequence(&[issuer(), integer(&self.named)]),
            digest(),
            context(0, &attributes.concat()),
            sequence(&[oid(ECDSA_SHA256)]),
            octets(&signature),
        ]);
        let data = sequence(&[
            small(1),
            set(&[digest()]),
            sequence(&[oid(DATA)]),
            context(0, &base.certificate),
            set(&vec![signer; self.signers]),
        ]);
        let whole = sequence(&[oid("1.2.840.113549.1.7.2"), context(0, &data)]);
        // Tag and two bytes of length give way.
        if self.is_streamed { [&[0x30, 0x80], &whole[4..], &[0, 0]].concat() } else { whole }
    }
}

/// `IssuerSerial` (RFC 5035): the issuer as the one `directoryName`, and the serial number.
pub fn issuer_serial(issuer: &[u8], serial: &[u8]) -> Vec<u8> {
    sequence(&[sequence(&[tlv(0xa4, issuer)]), integer(serial)])
}
