//! A key at a remote signing service, through the API of the Cloud Signature Consortium: the service gets the digest that is to be
//! signed and nothing else of the dossier. Its answer is proved like any signature made elsewhere.

use std::thread::sleep;
use std::time::{Duration, Instant};

use hoso_core::bundle::csc::{
    Ask, Authorized, Consent, Credential, NotByTheApi, Order, Refusal, Secret, SecretKind, SecretSource, Service,
    Version, ask_info, ask_list, ask_whether_authorized, authorized, challenge, credential_ids, disabled, harmless,
    no_answer_by_the_api, no_credential, other_certificate, own_page_only, unknown_consent,
};
use hoso_core::bundle::{Algorithm, Certificate, PublicKey, take};
use hoso_core::text::{Lang, Text};
use zeroize::Zeroizing;

use super::said;
use crate::answer::Problem;
use crate::http;

const TOKEN: &str = "HOSO_CSC_TOKEN";
const PIN: &str = "HOSO_PIN";
const OTP: &str = "HOSO_OTP";
/// How long an answer may take that no person has a part in.
const SOON: Duration = Duration::from_secs(30);
/// How long the signer may take to agree, on his telephone say.
const AGREEING: Duration = Duration::from_secs(300);
/// Between two questions whether he has.
const PAUSE: Duration = Duration::from_secs(2);

/// A credential of a remote signing service.
pub struct Remote {
    door: Door,
    version: Version,
    credential: Credential,
    certificate: Certificate,
    pins: Vec<(String, Zeroizing<String>)>,
    lang: Lang,
}

/// Where the service is, and what it knows us by.
struct Door {
    url: String,
    token: Option<Zeroizing<String>>,
}

impl Remote {
    /// Asks the service for its credentials and the certificate of the one wished for, and the signer for what it will want to know.
    ///
    /// # Errors
    /// When the service does not answer, has no such credential, or has several and none is named.
    pub fn open(url: &str, wanted: Option<&str>, lang: Lang) -> Result<Remote, Problem> {
        let token = std::env::var(TOKEN).ok().map(Zeroizing::new);
        let door = Door { url: url.trim_end_matches('/').to_owned(), token };
        let version = door.ask(&ask_info(), SOON, Service::read)?.version;
        let id = match wanted {
            Some(wanted) => wanted.to_owned(),
            None => the_only(door.ask(&ask_list(), SOON, credential_ids)?)?,
        };
        let credential = door.ask(&Credential::ask(&id), SOON, |bytes| Credential::read(&id, version, bytes))?;
        if !credential.is_enabled {
            return Err(disabled(&id).into());
        }
        let own = credential.certificates.first().and_then(|der| Certificate::from_der(der).ok());
        let certificate = own.ok_or_else(|| other_certificate(&id))?;
        let secrets = match &credential.consent {
            Consent::Asked => &[],
            Consent::Secrets(secrets) => secrets.as_slice(),
            Consent::OwnPage => return Err(own_page_only().into()),
            Consent::Unknown => return Err(unknown_consent().into()),
        };
        let pins = secrets.iter().filter(|secret| secret.kind == SecretKind::Pin);
        let pins = given(pins, |pin| {
            secret(PIN, pin, &Text::new("Mã PIN của chứng thực ký số từ xa", "PIN of the remote credential"), lang)
        })?;
        Ok(Remote { door, version, credential, certificate, pins, lang })
    }

    /// The certificate of the credential.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The certificates that the service says it was issued under (DER).
    pub fn others(&self) -> &[Vec<u8>] {
        self.credential.certificates.get(1..).unwrap_or_default()
    }

    /// How it signs best: RSASSA-PSS where the service can, else PKCS#1 v1.5.
    ///
    /// # Errors
    /// When the key is of no kind that signs bundles.
    pub fn preferred(&self) -> Result<Algorithm, Problem> {
        let is_rsa = matches!(self.certificate.key(), Some(PublicKey::Rsa(_)));
        if is_rsa { Ok(self.credential.rsa()) } else { super::algorithm(&self.certificate, None) }
    }

    /// Signs: the digest is authorised, then signed; what comes back is proved.
    ///
    /// # Errors
    /// When the service refuses, or its signature is not the certificate's.
    pub fn sign(&self, algorithm: Algorithm, to_be_signed: &[u8]) -> Result<Vec<u8>, Problem> {
        let digests = [algorithm.digest(to_be_signed)];
        let order = Order { credential: &self.credential, algorithm, digests: &digests };
        let word = self.authorize(&order)?;
        let signatures = self.door.ask(&order.ask_to_sign(&word), SOON, |bytes| order.signatures(bytes))?;
        let signature = signatures.first().ok_or_else(|| no_answer_by_the_api(&self.door.url))?;
        let given = take(&self.certificate, algorithm, to_be_signed, signature.as_bytes());
        given.map(|given| given.signature).map_err(|error| error.say().into())
    }

    fn authorize(&self, order: &Order<'_>) -> Result<String, Problem> {
        let secrets = match &self.credential.consent {
            Consent::Secrets(secrets) => secrets.as_slice(),
            Consent::Asked | Consent::OwnPage | Consent::Unknown => &[],
        };
        // They live for a minute or so: asked for when they are needed.
        let once = secrets.iter().filter(|secret| secret.kind == SecretKind::Otp);
        let once = given(once, |otp| self.one_time(otp))?;
        let all: Vec<(&str, &str)> =
            self.pins.iter().chain(&once).map(|(id, secret)| (id.as_str(), secret.as_str())).collect();
        let since = Instant::now();
        let mut answer = self.door.ask(&order.ask_to_authorize(&all), AGREEING, authorized)?;
        loop {
            match answer {
                Authorized::Yes(word) => return Ok(word),
                Authorized::Later(_) if since.elapsed() > AGREEING => return Err(not_agreed()),
                Authorized::Later(handle) => {
                    sleep(PAUSE);
                    answer = self.door.ask(&ask_whether_authorized(&handle), SOON, authorized)?;
                }
            }
        }
    }

    /// A one-time password, sent by the service first where it has to be and none is at hand.
    fn one_time(&self, otp: &Secret) -> Result<Option<Zeroizing<String>>, Problem> {
        let mut words = Text::new("Mật khẩu một lần (OTP)", "One-time password");
        if otp.must && otp.source == SecretSource::Called && std::env::var_os(OTP).is_none() {
            let asked = otp.ask_for(self.version, &self.credential.id);
            if let Some(question) = self.door.ask(&asked, SOON, |bytes| Ok(challenge(bytes)))? {
                words = Text::new(question.clone(), question);
            }
        }
        secret(OTP, otp, &words, self.lang)
    }
}

impl Door {
    fn ask<A>(
        &self,
        asked: &Ask,
        patience: Duration,
        read: impl FnOnce(&[u8]) -> Result<A, NotByTheApi>,
    ) -> Result<A, Problem> {
        let token = self.token.as_ref().map(|token| token.as_str());
        let url = format!("{}/{}", self.url, asked.method);
        let answer = http::post_json(&url, token, asked.body.as_bytes(), patience)?;
        if !answer.is_success {
            return Err(Refusal::read(&answer.body).say().into());
        }
        read(&answer.body).map_err(|NotByTheApi| no_answer_by_the_api(&self.url).into())
    }
}

/// The secrets that the signer gives, under their names.
fn given<'a>(
    secrets: impl Iterator<Item = &'a Secret>,
    ask: impl Fn(&Secret) -> Result<Option<Zeroizing<String>>, Problem>,
) -> Result<Vec<(String, Zeroizing<String>)>, Problem> {
    let asked = secrets.filter(|secret| secret.source != SecretSource::Elsewhere);
    asked.filter_map(|secret| ask(secret).map(|given| Some((secret.id.clone(), given?))).transpose()).collect()
}

/// From the environment, else typed in where it must be given.
fn secret(variable: &str, asked: &Secret, words: &Text, lang: Lang) -> Result<Option<Zeroizing<String>>, Problem> {
    if let Ok(secret) = std::env::var(variable) {
        return Ok(Some(Zeroizing::new(secret)));
    }
    if !asked.must {
        return Ok(None);
    }
    let label = asked.label.as_ref().map_or_else(String::new, |label| format!(" ({label})"));
    let typed = rpassword::prompt_password(format!("{}{label}: ", words.get(lang)));
    typed.map(|typed| Some(Zeroizing::new(typed))).map_err(|_| said::no_terminal(variable))
}

fn the_only(ids: Vec<String>) -> Result<String, Problem> {
    let all = harmless(&ids.join(", "));
    let mut ids = ids.into_iter();
    match (ids.next(), ids.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(no_credential().into()),
        (Some(_), Some(_)) => Err(Problem::new(
            format!("dịch vụ ký từ xa có nhiều chứng thực ký số: {all}. Hãy chọn bằng --credential."),
            format!("the remote signing service has several credentials: {all}. Choose one with --credential."),
        )),
    }
}

fn not_agreed() -> Problem {
    Problem::new(
        "chưa có sự đồng ý ký nào đến dịch vụ ký từ xa.",
        "the remote signing service has not heard of your consent.",
    )
}
