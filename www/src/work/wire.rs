//! What page and workers say to each other: `[json, things…]`, where the things are what JSON cannot hold (files, keys, bytes).

use hoso_core::json::read;
use hoso_core::text::Text;
use js_sys::Array;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

/// What the page asks of the worker that hashes, seals and verifies. One ask a worker at a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// The digest of a blob. Thing: the blob.
    Hash,
    /// A sealed bundle. Things: the pack's bytes, the certificate, the key, then the blobs in the order of `names`.
    Seal {
        /// The dossier's JSON.
        dossier: String,
        /// The names of its files, as the dossier has them.
        names: Vec<String>,
        /// The signing time, in milliseconds since 1970.
        at: u64,
    },
    /// A bundle up to its signature. Things: the pack's bytes, the certificate's file where a key signs, then the blobs in the order of
    /// `names`.
    Prepare {
        /// The dossier's JSON.
        dossier: String,
        /// The names of its files, as the dossier has them.
        names: Vec<String>,
        /// The signing time, in milliseconds since 1970.
        at: u64,
        /// How it will be signed.
        way: Way,
    },
    /// What certificates say. Things: the certificates (DER), chain after chain.
    Look {
        /// How many certificates each chain has.
        chains: Vec<usize>,
        /// Now, in milliseconds since 1970, to judge them by.
        at: u64,
    },
    /// What is to be signed of a bundle that waits. Things: certificates (DER) that came with the signer's.
    ToSign {
        /// The waiting bundle's JSON.
        waiting: String,
    },
    /// A waiting bundle with the signature made elsewhere. Things: the signature's bytes, then the blobs in the order of `names`.
    Finish {
        /// The waiting bundle's JSON.
        waiting: String,
        /// The names of the files that are at hand.
        names: Vec<String>,
    },
    /// Who made the signature of a waiting bundle whose manifest was signed as a file. Thing: the signature's bytes.
    Introduce {
        /// The waiting bundle's JSON.
        waiting: String,
    },
    /// A bundle with a further signature. Things: the bundle, the certificate, the key.
    SignFurther {
        /// The signing time, in milliseconds since 1970.
        at: u64,
    },
    /// A further signature on a bundle, up to it. Things: the bundle, the certificate's file.
    PrepareFurther {
        /// The algorithm by its name; what the key prefers where that fits better.
        algorithm: String,
        /// The signing time, in milliseconds since 1970.
        at: u64,
    },
    /// What is to be signed of a further signature that waits. Things: the bundle, then certificates (DER) that came with the signer's.
    ToSignFurther {
        /// The JSON of what waits.
        waiting: String,
    },
    /// A bundle with the further signature made elsewhere. Things: the bundle, the signature's bytes.
    FinishFurther {
        /// The JSON of what waits.
        waiting: String,
    },
    /// A verdict on a bundle. Things: the bundle, the earlier one where there is one, then the bytes of each pack at hand, then files
    /// of certificates that the reader trusts, then files that tell of revocation.
    Verify {
        /// Whether an earlier bundle comes along, to compare with.
        earlier: bool,
        /// How many packs there are.
        packs: usize,
        /// How many files of certificates there are.
        roots: usize,
        /// The names of the files that tell of revocation.
        status: Vec<String>,
        /// Now, in milliseconds since 1970.
        at: u64,
    },
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It has started and listens.
    Ready,
    /// So many bytes of so many are done.
    Progress(u64, u64),
    /// The digest, hexadecimal.
    Hashed(String),
    /// The bundle, as a thing; SHA-256 of the dossier's signed JSON, hexadecimal; and the signing time stated, in milliseconds since 1970.
    Sealed(String, u64),
    /// The bundle with a further signature, as a thing; and how many it has now.
    SignedFurther(usize),
    /// The JSON of the waiting bundle, or of the further signature that waits.
    Prepared(String),
    /// What the first certificate of each chain says.
    Looked(Vec<Looked>),
    /// What is to be signed. Things: the bytes, and their digest where a key signs.
    ToSign(Box<ToSign>),
    /// Who signed.
    SignedBy(Box<Shown>),
    /// The verdict, as core's JSON, and where the bytes of each part begin, in the order of its parts, where they stand there as they
    /// were signed. Thing: the JSON of the dossier inside, where it can be read.
    Verified(String, Vec<Option<u64>>),
    /// It did not work.
    Failed(Failed),
}

/// How a bundle is signed elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// By the key of a certificate, by the algorithm of that name; by what its key prefers where that fits better.
    Key(String),
    /// By software that signs a file.
    File,
}

/// What is to be signed of a waiting bundle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ToSign {
    /// By whom and how, where a key signs.
    pub by: Option<By>,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// The digest that a key signs, hexadecimal.
    pub digest: String,
}

/// By whom and how a waiting bundle is signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct By {
    /// What the certificate says.
    pub shown: Shown,
    /// The algorithm, as core names it.
    pub algorithm: String,
}

/// Why it did not work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failed {
    /// A file could not be read; its name, where it has one.
    Unreadable(String),
    /// The bytes of a file are no longer those that were attached; its name.
    Changed(String),
    /// The key did not sign.
    NotSigned,
    /// The signature is not the certificate's.
    WrongSignature,
    /// Core says why: what is the matter with a certificate or a signature.
    Said(Text),
    /// Core would not have it; for the console, not for the reader.
    Refused(String),
}

/// What the page asks of the worker that opens a key. Things: the file's bytes, the password's bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct OpenKey {
    /// Now, in milliseconds since 1970, to judge the certificate by.
    pub at: u64,
}

/// What that worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyAnswer {
    /// It has started and listens.
    Ready,
    /// The key may sign. Things: the certificate, the key.
    Open(Shown),
    /// The file opens, but its certificate may not sign.
    Unfit(Shown, Vec<Unfit>),
    /// The file does not open.
    Closed(Closed),
}

/// What stands between several tax codes of one certificate.
pub const SEVERAL: &str = ", ";

/// What a certificate says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Shown {
    /// Who: the common name, else the whole subject.
    pub name: String,
    /// The organisation.
    #[serde(default)]
    pub organisation: Option<String>,
    /// The tax code; where there are several, all with [`SEVERAL`] between them.
    #[serde(default)]
    pub tax_code: Option<String>,
    /// Who issued it.
    pub issuer: String,
    /// First and last day of validity, `dd/mm/yyyy`.
    pub from: String,
    /// Last day of validity.
    pub until: String,
    /// The serial number, hexadecimal.
    pub serial: String,
    /// Where its path leads, as far as the certificates that came with it show.
    pub path: Text,
    /// Whether receivers are likely to refuse that path.
    pub is_doubtful: bool,
}

/// What the certificate of a key elsewhere says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Looked {
    /// What it says; nothing where it cannot be read.
    #[serde(default)]
    pub shown: Option<Shown>,
    /// Why it may not sign, where it may not.
    #[serde(default)]
    pub fault: Option<Text>,
}

/// Why a certificate may not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unfit {
    /// Its time is over.
    Expired,
    /// Its time has not begun.
    NotYetValid,
    /// It is not for signing.
    NoSigningUse,
    /// It is an authority's.
    Authority,
    /// Its key is of no kind that is taken.
    UnsupportedKey,
}

/// Why a file does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closed {
    /// It is no PKCS#12 file.
    NotPkcs12,
    /// The password is another.
    WrongPassword,
    /// It holds no key.
    NoKey,
    /// It holds several keys.
    SeveralKeys,
    /// It holds no certificate of its key.
    NoCertificate,
    /// It is made in a way that is not supported.
    Unsupported,
    /// The password has letters that are not supported.
    PasswordLetters,
    /// It asks for too many rounds of key derivation.
    TooMuchWork,
    /// It opens, but what is inside cannot be read.
    Damaged,
}

/// A message of a JSON part and things.
pub fn pack<T: Serialize>(json: &T, things: &[JsValue]) -> JsValue {
    let message = Array::new();
    message.push(&serde_json::to_string(json).unwrap_or_default().into());
    for thing in things {
        message.push(thing);
    }
    message.into()
}

/// Reads what [`pack`] wrote.
pub fn unpack<T: DeserializeOwned>(message: &JsValue) -> Option<(T, Vec<JsValue>)> {
    let message: &Array = wasm_bindgen::JsCast::dyn_ref(message)?;
    let json = read(message.get(0).as_string()?.as_bytes()).ok()?;
    Some((json, message.iter().skip(1).collect()))
}
