//! A key on a token (USB token, smart card, HSM), through its PKCS#11 module. The key never leaves the token.

use std::path::Path;

use chrono::{DateTime, Utc};
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::Error;
use cryptoki::mechanism::rsa::{PkcsMgfType, PkcsPssParams};
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::{Attribute, AttributeType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::{Slot, TokenInfo};
use cryptoki::types::AuthPin;
use hoso_core::bundle::{Algorithm, Certificate, PublicKey};
use hoso_core::json::hex;
use hoso_core::text::{Lang, Text};

use super::said;
use crate::answer::Problem;

const PIN: &str = "HOSO_PIN";
/// `DigestInfo` of SHA-256 (RFC 8017 9.2, note 1): what stands before the digest in a PKCS#1 v1.5 signature.
const DIGEST_INFO_SHA256: [u8; 19] =
    [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

/// Which key is wished for.
pub struct Wish<'a> {
    /// The token's label.
    pub token: Option<&'a str>,
    /// The key's label, its certificate's, or its id.
    pub key: Option<&'a str>,
    /// When it is to sign: where a token holds several keys, those whose certificate may not sign then are passed over.
    pub time: DateTime<Utc>,
}

/// A key on a token that was logged in to.
pub struct Token {
    session: Session,
    key: ObjectHandle,
    certificate: Certificate,
    mechanisms: Vec<MechanismType>,
    /// For keys that ask for the PIN at each signature: the PIN, or none where it is typed on the reader.
    each_time: Option<Option<AuthPin>>,
}

/// Loads the module, finds the token, logs in, and finds the key with its certificate.
///
/// # Errors
/// When any of it is not there, or more than one is and none was named.
pub fn open(module: &Path, wish: &Wish<'_>, lang: Lang) -> Result<Token, Problem> {
    let library = Pkcs11::new(module).map_err(|error| said::no_module(module, &error))?;
    library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)).map_err(|error| said::failed(&error))?;
    let (slot, about) = slot(&library, wish.token)?;
    let session = library.open_ro_session(slot).map_err(|error| said::failed(&error))?;
    let pin = pin(&about, lang)?;
    match session.login(UserType::User, pin.as_ref()) {
        Ok(()) | Err(Error::Pkcs11(cryptoki::error::RvError::UserAlreadyLoggedIn, _)) => {}
        Err(error) => return Err(said::failed(&error)),
    }
    let (key, certificate) = key(&session, wish, about.label())?;
    let mechanisms = library.get_mechanism_list(slot).map_err(|error| said::failed(&error))?;
    let each_time = asks_each_time(&session, key).then_some(pin);
    Ok(Token { session, key, certificate, mechanisms, each_time })
}

impl Token {
    /// The certificate of its key.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The other certificates on the token (DER); none where it does not tell.
    pub fn others(&self) -> Vec<Vec<u8>> {
        let all = certificates(&self.session).unwrap_or_default();
        let all = all.into_iter().map(|(_, certificate)| certificate.der().to_vec());
        all.filter(|der| der != self.certificate.der()).collect()
    }

    /// How it signs best: RSASSA-PSS where it can, else PKCS#1 v1.5.
    ///
    /// # Errors
    /// When the key is of no kind that signs bundles.
    pub fn preferred(&self) -> Result<Algorithm, Problem> {
        let algorithm = super::algorithm(&self.certificate, None)?;
        let is_rsa = matches!(self.certificate.key(), Some(PublicKey::Rsa(_)));
        let can = self.mechanism(algorithm).is_some();
        Ok(if is_rsa && !can { Algorithm::RsaPkcs1 } else { algorithm })
    }

    /// Signs; ECDSA answers r‖s, as PKCS#11 has it.
    ///
    /// # Errors
    /// When the token does not sign.
    pub fn sign(&self, algorithm: Algorithm, to_be_signed: &[u8]) -> Result<Vec<u8>, Problem> {
        let (mechanism, given) = self.mechanism(algorithm).ok_or_else(|| said::cannot_sign(algorithm))?;
        let data = match given {
            Takes::Message => to_be_signed.to_vec(),
            Takes::Digest => algorithm.digest(to_be_signed),
            Takes::DigestInfo => [&DIGEST_INFO_SHA256[..], &algorithm.digest(to_be_signed)].concat(),
        };
        self.sign_by(&mechanism, &data).map_err(|error| said::failed(&error))
    }

    fn sign_by(&self, mechanism: &Mechanism<'_>, data: &[u8]) -> Result<Vec<u8>, Error> {
        let Some(pin) = &self.each_time else { return self.session.sign(mechanism, self.key, data) };
        self.session.sign_init(mechanism, self.key)?;
        self.session.login(UserType::ContextSpecific, pin.as_ref())?;
        self.session.sign_update(data)?;
        self.session.sign_final()
    }

    /// The token's mechanism for an algorithm, and what it takes. Those that digest come first: they also work in steps.
    fn mechanism(&self, algorithm: Algorithm) -> Option<(Mechanism<'static>, Takes)> {
        let salt = PkcsPssParams { hash_alg: MechanismType::SHA256, mgf: PkcsMgfType::MGF1_SHA256, s_len: 32.into() };
        let choice = match algorithm {
            Algorithm::EcdsaP256 => [(Mechanism::EcdsaSha256, Takes::Message), (Mechanism::Ecdsa, Takes::Digest)],
            Algorithm::EcdsaP384 => [(Mechanism::EcdsaSha384, Takes::Message), (Mechanism::Ecdsa, Takes::Digest)],
            Algorithm::RsaPss => {
                [(Mechanism::Sha256RsaPkcsPss(salt), Takes::Message), (Mechanism::RsaPkcsPss(salt), Takes::Digest)]
            }
            Algorithm::RsaPkcs1 => {
                [(Mechanism::Sha256RsaPkcs, Takes::Message), (Mechanism::RsaPkcs, Takes::DigestInfo)]
            }
        };
        choice.into_iter().find(|(mechanism, _)| self.mechanisms.contains(&mechanism.mechanism_type()))
    }
}

/// What a mechanism signs.
enum Takes {
    Message,
    Digest,
    DigestInfo,
}

fn slot(library: &Pkcs11, wanted: Option<&str>) -> Result<(Slot, TokenInfo), Problem> {
    let slots = library.get_slots_with_initialized_token().map_err(|error| said::failed(&error))?;
    let about = |slot: Slot| library.get_token_info(slot).ok().map(|about| (slot, about));
    let all: Vec<(Slot, TokenInfo)> = slots.into_iter().filter_map(about).collect();
    let labels: Vec<String> = all.iter().map(|(_, about)| about.label().to_owned()).collect();
    let mut fitting = all.into_iter().filter(|(_, about)| wanted.is_none_or(|wanted| about.label() == wanted));
    match (fitting.next(), fitting.next()) {
        (Some(found), None) => Ok(found),
        (None, _) => Err(said::no_token(wanted, &labels)),
        (Some(_), Some(_)) => Err(said::several_tokens(&labels)),
    }
}

/// The PIN; none where it is typed on the reader itself.
fn pin(about: &TokenInfo, lang: Lang) -> Result<Option<AuthPin>, Problem> {
    if about.user_pin_locked() {
        return Err(said::locked());
    }
    if about.protected_authentication_path() {
        return Ok(None);
    }
    if let Ok(pin) = std::env::var(PIN) {
        return Ok(Some(AuthPin::new(pin.into())));
    }
    let last = Text::new(" (lần thử cuối trước khi token bị khóa)", " (the last try before the token locks itself)");
    let last = if about.user_pin_final_try() { last.get(lang) } else { "" };
    let ask = Text::new("Mã PIN của token", "PIN of the token");
    let typed = rpassword::prompt_password(format!("{} {}{last}: ", ask.get(lang), about.label()));
    typed.map(|pin| Some(AuthPin::new(pin.into()))).map_err(|_| said::no_terminal(PIN))
}

/// A private key of the token, with what its labels and certificate say.
struct Candidate {
    key: ObjectHandle,
    certificate: Certificate,
    names: Vec<String>,
}

fn key(session: &Session, wish: &Wish<'_>, token: &str) -> Result<(ObjectHandle, Certificate), Problem> {
    let all = candidates(session).map_err(|error| said::failed(&error))?;
    let named = |candidate: &Candidate| {
        wish.key.is_none_or(|wanted| candidate.names.iter().any(|name| name.eq_ignore_ascii_case(wanted)))
    };
    let names: Vec<String> = all.iter().filter_map(|candidate| candidate.names.first().cloned()).collect();
    let fitting: Vec<Candidate> = all.into_iter().filter(named).collect();
    // A renewed certificate lies beside the old one: only where one alone may sign there is no choice to make.
    let (may, may_not): (Vec<_>, Vec<_>) =
        fitting.into_iter().partition(|candidate| candidate.certificate.faults(wish.time).is_empty());
    let mut left = if may.is_empty() { may_not } else { may }.into_iter();
    match (left.next(), left.next()) {
        (Some(found), None) => Ok((found.key, found.certificate)),
        (None, _) => Err(said::no_key(token, wish.key, &names)),
        (Some(_), Some(_)) => Err(said::several_keys(&names)),
    }
}

/// The private keys whose certificate is on the token too: both have the same id.
fn candidates(session: &Session) -> Result<Vec<Candidate>, Error> {
    let certificates = certificates(session)?;
    let mut found = Vec::new();
    for object in session.find_objects(&[Attribute::Class(ObjectClass::PRIVATE_KEY)])? {
        let about = About::of(session, object)?;
        let own = certificates.iter().filter(|(of, _)| of.id == about.id);
        found.extend(own.map(|(of, certificate)| {
            Candidate {
                key: object,
                certificate: certificate.clone(),
                names: [&about.label, &of.label]
                    .into_iter()
                    .filter(|label| !label.is_empty())
                    .cloned()
                    .chain([hex(&about.id)])
                    .collect(),
            }
        }));
    }
    Ok(found)
}

fn certificates(session: &Session) -> Result<Vec<(About, Certificate)>, Error> {
    let mut all = Vec::new();
    for object in session.find_objects(&[Attribute::Class(ObjectClass::CERTIFICATE)])? {
        let about = About::of(session, object)?;
        all.extend(Certificate::from_der(&about.value).ok().map(|certificate| (about, certificate)));
    }
    Ok(all)
}

/// What a token tells of an object.
#[derive(Default)]
struct About {
    id: Vec<u8>,
    label: String,
    value: Vec<u8>,
}

impl About {
    fn of(session: &Session, object: ObjectHandle) -> Result<About, Error> {
        let mut about = About::default();
        for attribute in
            session.get_attributes(object, &[AttributeType::Id, AttributeType::Label, AttributeType::Value])?
        {
            match attribute {
                Attribute::Id(id) => about.id = id,
                Attribute::Label(label) => about.label = String::from_utf8_lossy(&label).trim_end().to_owned(),
                Attribute::Value(value) => about.value = value,
                _ => {}
            }
        }
        Ok(about)
    }
}

fn asks_each_time(session: &Session, key: ObjectHandle) -> bool {
    let told = session.get_attributes(key, &[AttributeType::AlwaysAuthenticate]).unwrap_or_default();
    told.iter().any(|attribute| matches!(attribute, Attribute::AlwaysAuthenticate(true)))
}
