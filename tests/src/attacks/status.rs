//! Attacks 53 to 55: revocation and timestamps, on a signature of level LT whose timestamp and OCSP response are made here.

use base64ct::{Base64, Encoding};
use p256::ecdsa::{Signature, signature::Signer};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::archive::{Around, build};
use super::authority::{Authority, DIGITAL_SIGNATURE, ECDSA_SHA256, Key, Wish, name, signed};
use super::base::{Base, SIGNATURES, copy};
use super::der::{context, extension, integer, null, octets, oid, sequence, set, small, time, tlv};
use super::{Attack, Effect, refuse};

const SHA256: &str = "2.16.840.1.101.3.4.2.1";
const STAMPED_AT: &str = "20261120083100Z";
const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";

/// What is right about level LT, and can be made wrong.
#[derive(Clone)]
struct Level {
    base: Base,
    /// Who signs the timestamp, under which extended use.
    authority: Authority,
    uses: Vec<Vec<u8>>,
    /// What is stamped instead of the signature.
    stamped: Option<Vec<u8>>,
    /// Changes the timestamps as they are written.
    timestamps: fn(&str) -> String,
    /// Who answers, what, from when until when.
    responder: Authority,
    state: Vec<u8>,
    /// The extensions of what it answers, with their tag.
    more: Vec<u8>,
    holds: (&'static str, &'static str),
    /// What the authority's list, which comes with the timestamp, says of the timestamp's certificate: nothing, that it is good, or since
    /// when and for which reason it is revoked.
    list: Option<Option<(&'static str, Option<u8>)>>,
}

/// The serial number of the timestamp's certificate.
const STAMPER: [u8; 1] = [0x33];

/// The bundle of level LT in which nothing is wrong.
#[must_use]
pub fn base() -> Vec<u8> {
    Level::new().bytes()
}

/// The same, but for the timestamp's certificate, which its authority revoked a day later for that reason (RFC 5280 5.3.1).
#[must_use]
pub fn base_revoked_later(reason: Option<u8>) -> Vec<u8> {
    Level { list: Some(Some(("20261121083100Z", reason))), ..Level::new() }.bytes()
}

/// A timestamp token and an OCSP response in which nothing is wrong.
#[must_use]
pub fn token_and_response() -> (Vec<u8>, Vec<u8>) {
    let level = Level::new();
    (level.token(b""), level.response())
}

/// A revocation list of the root on which the signer's certificate stands.
#[must_use]
pub fn revocation_list() -> Vec<u8> {
    list(&Base::default().root, &[(&Wish::signer().serial, "20261101000000Z", None)])
}

/// What more there can be beside the signature than is looked at: certificates and lists that are none.
fn too_many() -> String {
    let elements = |name: &str| -> String {
        let one =
            |number: u16| format!("<xades:{name}>{}</xades:{name}>", Base64::encode_string(&number.to_be_bytes()));
        (0..60).map(one).collect()
    };
    let (certificates, lists) = (elements("EncapsulatedX509Certificate"), elements("EncapsulatedCRLValue"));
    format!(
        "<xades:CertificateValues>{certificates}</xades:CertificateValues><xades:RevocationValues><xades:CRLValues>{lists}\
         </xades:CRLValues></xades:RevocationValues>"
    )
}

/// `xades:UnsignedProperties` with this timestamp token and this OCSP response.
#[must_use]
pub fn properties(token: &[u8], response: &[u8]) -> String {
    unsigned(&timestamp(token), response)
}

/// A revocation list (RFC 5280 5) of an authority with these entries: serial number, since when, for which reason.
#[must_use]
pub fn list(authority: &Authority, entries: &[(&[u8], &str, Option<u8>)]) -> Vec<u8> {
    list_of(authority, entries, &[])
}

/// The same with extensions, each as DER.
#[must_use]
pub fn list_of(authority: &Authority, entries: &[(&[u8], &str, Option<u8>)], extensions: &[Vec<u8>]) -> Vec<u8> {
    list_at("20261120000000Z", authority, entries, extensions)
}

/// The same, made at that time.
#[must_use]
pub fn list_at(
    at: &str,
    authority: &Authority,
    entries: &[(&[u8], &str, Option<u8>)],
    extensions: &[Vec<u8>],
) -> Vec<u8> {
    let entry = |&(serial, since, reason): &(&[u8], &str, Option<u8>)| {
        let reason = reason.map(|reason| sequence(&[extension("2.5.29.21", false, &tlv(0x0a, &[reason]))]));
        sequence(&[integer(serial), time(since), reason.unwrap_or_default()])
    };
    let entries: Vec<Vec<u8>> = entries.iter().map(entry).collect();
    list_until([at, "20261220000000Z"], authority, &entries, extensions)
}

/// A list made at a time that holds until another, on which the filer's certificate stands since a time: its key is taken to have been
/// another's since a further one (RFC 5280 5.3.2).
#[must_use]
pub fn list_of_compromised(since: &str, invalid: Option<&str>, authority: &Authority) -> Vec<u8> {
    let entry = sequence(&[integer(&Wish::signer().serial), time(since), compromised_since(invalid)]);
    list_until(["20261121000000Z", "20261220000000Z"], authority, &[entry], &[])
}

/// A list on which nobody stands, made at a time and good until another.
#[must_use]
pub fn list_ending(times: [&str; 2], authority: &Authority) -> Vec<u8> {
    list_until(times, authority, &[], &[])
}

/// The bundle with a timestamp, and a response by which the signer's certificate is revoked since a time, as above.
#[must_use]
pub fn base_answered_compromised(since: &str, invalid: Option<&str>) -> Vec<u8> {
    let state = context(1, &[time(since), context(0, &tlv(0x0a, &[1]))].concat());
    let more = context(1, &compromised_since(invalid));
    Level { state, more, holds: ("20261120093000Z", "20261121093000Z"), ..Level::new() }.bytes()
}

/// The extensions of an entry, with a date beside the reason where there is one.
fn compromised_since(invalid: Option<&str>) -> Vec<u8> {
    let invalid = invalid.map(|invalid| extension("2.5.29.24", false, &time(invalid)));
    sequence(&[extension("2.5.29.21", false, &tlv(0x0a, &[1])), invalid.unwrap_or_default()])
}

fn list_until(times: [&str; 2], authority: &Authority, entries: &[Vec<u8>], extensions: &[Vec<u8>]) -> Vec<u8> {
    let entries = if entries.is_empty() { Vec::new() } else { sequence(entries) };
    let times = times.map(time).concat();
    let extensions = if extensions.is_empty() { Vec::new() } else { context(0, &sequence(&[extensions.concat()])) };
    let body = [small(1), sequence(&[oid(ECDSA_SHA256)]), name(&authority.subject), times, entries, extensions];
    signed(&body, &authority.key)
}

/// A signature over and over, each with certificates, lists and a response of strangers who bear the name of its authority.
#[must_use]
pub fn answers_without_end(signatures: usize) -> Vec<u8> {
    let mut level = Level::new();
    let (subject, key) = (level.base.root.subject.clone(), |scalar| Authority::root("", scalar).key);
    let strangers = (30..62).map(|scalar| {
        let own = Authority { subject: subject.clone(), key: key(scalar), certificate: Vec::new() };
        own.issue(&Wish { subject: subject.clone(), ..Wish::authority("") }, &Key::P256(own.key.clone()))
    });
    level.responder.key = key(30);
    let element = |name: &str, der: &[u8]| format!("<xades:{name}>{}</xades:{name}>", Base64::encode_string(der));
    let certificates: String = strangers.map(|der| element("EncapsulatedX509Certificate", &der)).collect();
    let lists = (1..=16).map(|serial| list(&level.responder, &[(&[serial], "20261101000000Z", None)]));
    let lists: String = lists.map(|der| element("EncapsulatedCRLValue", &der)).collect();
    let mut claims = level.base.claims();
    claims.unsigned =
        unsigned(&format!("<xades:CertificateValues>{certificates}</xades:CertificateValues>"), &level.response())
            .replace("<xades:OCSPValues>", &format!("<xades:CRLValues>{lists}</xades:CRLValues><xades:OCSPValues>"));
    let mut entries = level.base.entries(&claims);
    let signature = copy(&entries, SIGNATURES);
    entries.extend((1..signatures).map(|number| signature.renamed(&format!("META-INF/signatures{number}.xml"))));
    build(&entries, &Around::default())
}

pub fn attacks() -> Vec<Attack> {
    let good = Level::new();
    let with = |change: &dyn Fn(&mut Level)| {
        let mut level = good.clone();
        change(&mut level);
        level.bytes()
    };
    let flag = |number, name, codes, bytes| Attack { number, name, effect: Effect::Flag, codes, bytes };
    let stranger = Authority::root("Gốc không ai biết", 13);
    let unchecked: &[&str] = &["revocation-not-checked"];
    let revoked = context(1, &time("20261101000000Z"));
    vec![
        refuse(53, "revoked", &["revoked"], with(&|level| level.state = revoked.clone())),
        refuse(53, "status-unknown", &["status-unknown"], with(&|level| level.state = tlv(0x82, &[]))),
        flag(53, "status-by-a-stranger", unchecked, with(&|level| level.responder.key = stranger.key.clone())),
        refuse(
            53,
            "timestamp-authority-revoked",
            &["timestamp-revoked"],
            with(&|level| level.list = Some(Some(("20261119000000Z", Some(4))))),
        ),
        // Who has the key may write any time into a timestamp, so that a key that may be stolen proves none.
        refuse(53, "timestamp-authority-revoked-later", &["timestamp-revoked"], base_revoked_later(None)),
        flag(53, "timestamp-status-unknown", &["timestamp-not-checked"], with(&|level| level.list = None)),
        flag(53, "values-without-end", &[], with(&|level| level.timestamps = |xml| format!("{xml}{}", too_many()))),
        refuse(
            54,
            "timestamp-of-another",
            &["timestamp-wrong"],
            with(&|level| level.stamped = Some(b"another".to_vec())),
        ),
        refuse(
            54,
            "timestamp-broken",
            &["timestamp-wrong"],
            with(&|level| level.timestamps = |xml| xml.replacen("TimeStamp>MII", "TimeStamp>MIA", 1)),
        ),
        refuse(
            54,
            "timestamp-twice",
            &["unsupported"],
            with(&|level| {
                level.timestamps = |xml| {
                    let start = xml.find("<xades:Encapsulated").unwrap();
                    let end = xml.find("</xades:SignatureTimeStamp>").unwrap();
                    format!("{}{}{}", &xml[..end], &xml[start..end], &xml[end..])
                };
            }),
        ),
        refuse(54, "timestamp-without-use", &["timestamp-authority"], with(&|level| level.uses.clear())),
        flag(
            54,
            "timestamp-not-trusted",
            &["timestamp-not-trusted"],
            with(&|level| level.authority = stranger.clone()),
        ),
        flag(
            55,
            "status-before-timestamp",
            &["revocation-not-timely", "revocation-not-checked"],
            with(&|level| level.holds = ("20261110000000Z", "20261111000000Z")),
        ),
        flag(
            55,
            "status-a-day-later",
            &["revocation-not-timely"],
            with(&|level| level.holds = ("20261121103100Z", "20261122103100Z")),
        ),
    ]
}

fn timestamp(token: &[u8]) -> String {
    format!(
        "<xades:SignatureTimeStamp><ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">\
         </ds:CanonicalizationMethod><xades:EncapsulatedTimeStamp>{}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>",
        Base64::encode_string(token)
    )
}

fn unsigned(timestamps: &str, response: &[u8]) -> String {
    format!(
        "<xades:UnsignedProperties><xades:UnsignedSignatureProperties>{timestamps}<xades:RevocationValues><xades:OCSPValues>\
         <xades:EncapsulatedOCSPValue>{}</xades:EncapsulatedOCSPValue></xades:OCSPValues></xades:RevocationValues>\
         </xades:UnsignedSignatureProperties></xades:UnsignedProperties>",
        Base64::encode_string(response)
    )
}

impl Level {
    fn new() -> Self {
        let base = Base::foreign();
        let uses = sequence(&[oid("1.3.6.1.5.5.7.3.8")]);
        Self {
            authority: base.root.clone(),
            responder: base.root.clone(),
            uses: vec![extension("2.5.29.37", true, &uses)],
            stamped: None,
            timestamps: str::to_owned,
            state: tlv(0x80, &[]),
            more: Vec::new(),
            holds: ("20261120083200Z", "20261121083200Z"),
            list: Some(None),
            base,
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut claims = self.base.claims();
        let signature = self.base.key.sign(claims.info().as_bytes());
        let encoded = Base64::encode_string(&signature);
        // The element in exclusive canonical form.
        let stamped = format!("<ds:SignatureValue xmlns:ds=\"{DSIG}\" Id=\"id-7-Value\">{encoded}</ds:SignatureValue>");
        let stamped = self.stamped.clone().unwrap_or_else(|| stamped.into_bytes());
        let timestamps = (self.timestamps)(&timestamp(&self.token(&stamped)));
        claims.unsigned = unsigned(&timestamps, &self.response());
        build(&self.base.entries_signed(&claims, &signature), &Around::default())
    }

    /// A timestamp token (RFC 3161): signed data over `TSTInfo`.
    fn token(&self, stamped: &[u8]) -> Vec<u8> {
        let key = Key::p256(19);
        let wish = Wish {
            subject: vec![("C", "VN"), ("CN", "Dấu thời gian thử nghiệm")],
            serial: STAMPER.to_vec(),
            key_usage: DIGITAL_SIGNATURE,
            extensions: self.uses.clone(),
            ..Wish::signer()
        };
        let certificate = self.authority.issue(&wish, &key);
        let digest = || sequence(&[oid(SHA256)]);
        let imprint = sequence(&[digest(), octets(&Sha256::digest(stamped))]);
        let info = sequence(&[small(1), oid("1.2.3.4.1"), imprint, small(1), time(STAMPED_AT)]);
        let kind = oid("1.2.840.113549.1.9.16.1.4");
        let attribute = |id: &str, value: Vec<u8>| sequence(&[oid(id), set(&[value])]);
        let named = sequence(&[sequence(&[sequence(&[octets(&Sha256::digest(&certificate))])])]);
        let mut attributes = vec![
            attribute("1.2.840.113549.1.9.3", kind.clone()),
            attribute("1.2.840.113549.1.9.4", octets(&Sha256::digest(&info))),
            attribute("1.2.840.113549.1.9.16.2.47", named),
        ];
        attributes.sort();
        let Key::P256(signer) = &key else { panic!("P-256") };
        let signature: Signature = signer.sign(&set(&attributes));
        let signer = sequence(&[
            small(1),
            sequence(&[name(&self.authority.subject), integer(&wish.serial)]),
            digest(),
            context(0, &attributes.concat()),
            sequence(&[oid(ECDSA_SHA256)]),
            octets(signature.to_der().as_bytes()),
        ]);
        let data = sequence(&[
            small(3),
            set(&[digest()]),
            sequence(&[kind, context(0, &octets(&info))]),
            context(0, &certificate),
            self.list.map(|revoked| self.listed(revoked)).unwrap_or_default(),
            set(&[signer]),
        ]);
        sequence(&[oid("1.2.840.113549.1.7.2"), context(0, &data)])
    }

    /// The list of the timestamp's authority, as it stands in signed data.
    fn listed(&self, revoked: Option<(&str, Option<u8>)>) -> Vec<u8> {
        let entries: Vec<_> = revoked.iter().map(|&(since, reason)| (&STAMPER[..], since, reason)).collect();
        context(1, &list(&self.authority, &entries))
    }

    /// An OCSP response (RFC 6960) about the signer's certificate.
    fn response(&self) -> Vec<u8> {
        let root = &self.base.root;
        let key = root.key.verifying_key().to_sec1_point(false);
        let id = sequence(&[
            sequence(&[oid("1.3.14.3.2.26"), null()]),
            octets(&Sha1::digest(name(&root.subject))),
            octets(&Sha1::digest(key.as_bytes())),
            integer(&Wish::signer().serial),
        ]);
        let (at, until) = (time(self.holds.0), context(0, &time(self.holds.1)));
        let single = sequence(&[id, self.state.clone(), at, until, self.more.clone()]);
        let body = [context(1, &name(&self.responder.subject)), time(self.holds.0), sequence(&[single])];
        let basic = signed(&body, &self.responder.key);
        let bytes = sequence(&[oid("1.3.6.1.5.5.7.48.1.1"), octets(&basic)]);
        sequence(&[tlv(0x0a, &[0]), context(0, &bytes)])
    }
}
