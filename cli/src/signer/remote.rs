//! A key at a remote signing service, through the API of the Cloud Signature Consortium (versions 1.0.4 and 2.0): the service gets
//! the digest that is to be signed and nothing else of the dossier. Its answer is proved like any signature made elsewhere.

use base64ct::{Base64, Encoding};
use hoso_core::bundle::{Algorithm, Certificate, PublicKey, take};
use hoso_core::text::{Lang, Text};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::said;
use crate::answer::Problem;
use crate::http;

const TOKEN: &str = "HOSO_CSC_TOKEN";
const PIN: &str = "HOSO_PIN";
const OTP: &str = "HOSO_OTP";
const RSA: &str = "1.2.840.113549.1.1.1";
const RSA_PSS: &str = "1.2.840.113549.1.1.10";
const RSA_SHA256: &str = "1.2.840.113549.1.1.11";
const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";
const ECDSA_SHA384: &str = "1.2.840.10045.4.3.3";
const SHA256: &str = "2.16.840.1.101.3.4.2.1";
const SHA384: &str = "2.16.840.1.101.3.4.2.2";
/// `RSASSA-PSS-params` with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes (RFC 8017 A.2.3), base64 of its DER.
const PSS_PARAMETERS: &str = "MDSgDzANBglghkgBZQMEAgEFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQMEAgEFAKIDAgEg";

/// A credential of a remote signing service.
pub struct Remote {
    service: Service,
    credential: String,
    certificate: Certificate,
    others: Vec<Vec<u8>>,
    algorithms: Vec<String>,
    pin: Option<Zeroizing<String>>,
    /// Whether each signature asks for a one-time password.
    asks_otp: bool,
    lang: Lang,
}

/// Where the service is, and what it knows us by.
struct Service {
    url: String,
    token: Option<Zeroizing<String>>,
}

#[derive(Serialize)]
struct Nothing {}

#[derive(Deserialize)]
struct List {
    #[serde(rename = "credentialIDs")]
    ids: Vec<String>,
}

#[derive(Serialize)]
struct Which<'a> {
    #[serde(rename = "credentialID")]
    id: &'a str,
    certificates: &'a str,
}

#[derive(Deserialize)]
struct Info {
    key: KeyInfo,
    cert: CertificateInfo,
    #[serde(rename = "PIN")]
    pin: Option<Asks>,
    #[serde(rename = "OTP")]
    otp: Option<Asks>,
}

#[derive(Deserialize)]
struct KeyInfo {
    status: String,
    #[serde(default)]
    algo: Vec<String>,
}

#[derive(Deserialize)]
struct CertificateInfo {
    #[serde(default)]
    certificates: Vec<String>,
}

/// Whether a secret is asked for: `true`, `false`, `optional`, as a text or as a value.
#[derive(Deserialize)]
struct Asks {
    presence: serde_json::Value,
}

#[derive(Serialize)]
struct Authorize<'a> {
    #[serde(rename = "credentialID")]
    id: &'a str,
    #[serde(rename = "numSignatures")]
    count: u32,
    #[serde(flatten)]
    digests: Digests<'a>,
    #[serde(rename = "PIN", skip_serializing_if = "Option::is_none")]
    pin: Option<&'a str>,
    #[serde(rename = "OTP", skip_serializing_if = "Option::is_none")]
    otp: Option<&'a str>,
}

#[derive(Deserialize)]
struct Authorized {
    #[serde(rename = "SAD")]
    sad: String,
}

#[derive(Serialize)]
struct SignHash<'a> {
    #[serde(rename = "credentialID")]
    id: &'a str,
    #[serde(rename = "SAD")]
    sad: &'a str,
    #[serde(flatten)]
    digests: Digests<'a>,
    #[serde(rename = "signAlgo")]
    algorithm: &'a str,
    #[serde(rename = "signAlgoParams", skip_serializing_if = "Option::is_none")]
    parameters: Option<&'a str>,
}

/// The digests, as each version of the API names them.
#[derive(Clone, Copy, Serialize)]
#[serde(untagged)]
enum Digests<'a> {
    One {
        hash: [&'a str; 1],
        #[serde(rename = "hashAlgo")]
        algorithm: &'a str,
    },
    Two {
        hashes: [&'a str; 1],
        #[serde(rename = "hashAlgorithmOID")]
        algorithm: &'a str,
    },
}

#[derive(Deserialize)]
struct Signatures {
    signatures: Vec<String>,
}

impl Remote {
    /// Asks the service for its credentials and the certificate of the one wished for, and the signer for what it will want to know.
    ///
    /// # Errors
    /// When the service does not answer, has no such credential, or has several and none is named.
    pub fn open(url: &str, wanted: Option<&str>, lang: Lang) -> Result<Remote, Problem> {
        let token = std::env::var(TOKEN).ok().map(Zeroizing::new);
        let service = Service { url: url.trim_end_matches('/').to_owned(), token };
        let credential = match wanted {
            Some(wanted) => wanted.to_owned(),
            None => the_only(service.ask::<_, List>("credentials/list", &Nothing {})?.ids)?,
        };
        let info: Info = service.ask("credentials/info", &Which { id: &credential, certificates: "chain" })?;
        if info.key.status != "enabled" {
            return Err(disabled(&credential));
        }
        let mut chain = info.cert.certificates.iter().map(|base64| Base64::decode_vec(base64).ok());
        let own = chain.next().flatten().and_then(|der| Certificate::from_der(&der).ok());
        let certificate = own.ok_or_else(|| strange(&service.url))?;
        let others = chain.flatten().collect();
        let pin = Text::new("Mã PIN của chứng thực ký số từ xa", "PIN of the remote credential");
        let pin = info.pin.filter(Asks::must).map(|_| secret(PIN, &pin, lang)).transpose()?;
        let asks_otp = info.otp.is_some_and(|otp| otp.must());
        Ok(Remote { service, credential, certificate, others, algorithms: info.key.algo, pin, asks_otp, lang })
    }

    /// The certificate of the credential.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The certificates that the service says it was issued under (DER).
    pub fn others(&self) -> &[Vec<u8>] {
        &self.others
    }

    /// How it signs best: RSASSA-PSS where the service can, else PKCS#1 v1.5.
    ///
    /// # Errors
    /// When the key is of no kind that signs bundles.
    pub fn preferred(&self) -> Result<Algorithm, Problem> {
        let algorithm = super::algorithm(&self.certificate, None)?;
        let is_rsa = matches!(self.certificate.key(), Some(PublicKey::Rsa(_)));
        let can = self.algorithms.iter().any(|name| name == RSA_PSS);
        Ok(if is_rsa && !can { Algorithm::RsaPkcs1 } else { algorithm })
    }

    /// Signs: the digest is authorised, then signed; what comes back is proved.
    ///
    /// # Errors
    /// When the service refuses, or its signature is not the certificate's.
    pub fn sign(&self, algorithm: Algorithm, to_be_signed: &[u8]) -> Result<Vec<u8>, Problem> {
        let digest = Base64::encode_string(&algorithm.digest(to_be_signed));
        let digests = self.digests(&digest, algorithm);
        // It lives for a minute or so: asked for when it is needed.
        let otp = Text::new("Mật khẩu một lần (OTP)", "One-time password");
        let otp = self.asks_otp.then(|| secret(OTP, &otp, self.lang)).transpose()?;
        let authorized: Authorized = self.service.ask(
            "credentials/authorize",
            &Authorize {
                id: &self.credential,
                count: 1,
                digests,
                pin: self.pin.as_ref().map(|pin| pin.as_str()),
                otp: otp.as_ref().map(|otp| otp.as_str()),
            },
        )?;
        let (name, parameters) = self.names(algorithm);
        let asked = SignHash { id: &self.credential, sad: &authorized.sad, digests, algorithm: name, parameters };
        let answer: Signatures = self.service.ask("signatures/signHash", &asked)?;
        let signature = answer.signatures.first().ok_or_else(|| strange(&self.service.url))?;
        let given = take(&self.certificate, algorithm, to_be_signed, signature.as_bytes());
        given.map(|given| given.signature).map_err(|error| error.say().into())
    }

    fn digests<'a>(&self, digest: &'a str, algorithm: Algorithm) -> Digests<'a> {
        let algorithm = if algorithm == Algorithm::EcdsaP384 { SHA384 } else { SHA256 };
        if self.service.url.ends_with("/v2") {
            Digests::Two { hashes: [digest], algorithm }
        } else {
            Digests::One { hash: [digest], algorithm }
        }
    }

    /// The algorithm as the service names it, with its parameters. Some name RSA by the key alone.
    fn names(&self, algorithm: Algorithm) -> (&'static str, Option<&'static str>) {
        let has = |name: &str| self.algorithms.iter().any(|own| own == name);
        match algorithm {
            Algorithm::EcdsaP256 => (ECDSA_SHA256, None),
            Algorithm::EcdsaP384 => (ECDSA_SHA384, None),
            Algorithm::RsaPss => (RSA_PSS, Some(PSS_PARAMETERS)),
            Algorithm::RsaPkcs1 if has(RSA) && !has(RSA_SHA256) => (RSA, None),
            Algorithm::RsaPkcs1 => (RSA_SHA256, None),
        }
    }
}

impl Service {
    fn ask<Q: Serialize, A: DeserializeOwned>(&self, what: &str, asked: &Q) -> Result<A, Problem> {
        let body = serde_json::to_vec(asked).map_err(|error| Problem::new(error.to_string(), error.to_string()))?;
        let token = self.token.as_ref().map(|token| token.as_str());
        let answer = http::post_json(&format!("{}/{what}", self.url), token, &body)?;
        serde_json::from_slice(&answer).map_err(|_| strange(&self.url))
    }
}

impl Asks {
    fn must(&self) -> bool {
        self.presence == "true" || self.presence == true
    }
}

fn the_only(ids: Vec<String>) -> Result<String, Problem> {
    let all = ids.join(", ");
    let mut ids = ids.into_iter();
    match (ids.next(), ids.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(Problem::new(
            "dịch vụ ký từ xa không có chứng thực ký số nào của bạn.",
            "the remote signing service has no credential of yours.",
        )),
        (Some(_), Some(_)) => Err(Problem::new(
            format!("dịch vụ ký từ xa có nhiều chứng thực ký số: {all}. Hãy chọn bằng --credential."),
            format!("the remote signing service has several credentials: {all}. Choose one with --credential."),
        )),
    }
}

fn secret(variable: &str, ask: &Text, lang: Lang) -> Result<Zeroizing<String>, Problem> {
    if let Ok(secret) = std::env::var(variable) {
        return Ok(Zeroizing::new(secret));
    }
    let typed = rpassword::prompt_password(format!("{}: ", ask.get(lang)));
    typed.map(Zeroizing::new).map_err(|_| said::no_terminal(variable))
}

fn disabled(credential: &str) -> Problem {
    Problem::new(
        format!("chứng thực ký số “{credential}” đang bị vô hiệu hóa."),
        format!("the credential “{credential}” is disabled."),
    )
}

fn strange(url: &str) -> Problem {
    Problem::new(
        format!("{url} không trả lời theo API của Cloud Signature Consortium. Hãy kiểm tra địa chỉ."),
        format!("{url} does not answer by the API of the Cloud Signature Consortium. Check the address."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameters_of_pss_are_those_of_the_standard() {
        let sha256 = [0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0];
        let mgf1 = [&[0x30, 0x1a, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 8][..], &sha256].concat();
        let inner = [&[0xa0, 0x0f][..], &sha256, &[0xa1, 0x1c], &mgf1, &[0xa2, 3, 2, 1, 0x20]].concat();
        let der = [&[0x30, inner.len() as u8][..], &inner].concat();
        assert_eq!(Base64::encode_string(&der), PSS_PARAMETERS);
    }

    #[test]
    fn each_version_of_the_api_gets_the_names_it_knows() {
        let json = |digests: Digests<'_>| serde_json::to_string(&digests).unwrap();
        assert_eq!(
            json(Digests::One { hash: ["AA=="], algorithm: SHA256 }),
            format!("{{\"hash\":[\"AA==\"],\"hashAlgo\":\"{SHA256}\"}}")
        );
        assert_eq!(
            json(Digests::Two { hashes: ["AA=="], algorithm: SHA384 }),
            format!("{{\"hashes\":[\"AA==\"],\"hashAlgorithmOID\":\"{SHA384}\"}}")
        );
    }

    #[test]
    fn a_secret_is_asked_for_only_where_it_must_be() {
        let asks = |text: &str| serde_json::from_str::<Asks>(text).unwrap().must();
        assert!(asks("{\"presence\":\"true\"}") && asks("{\"presence\":true}"));
        assert!(!asks("{\"presence\":\"false\"}") && !asks("{\"presence\":\"optional\",\"label\":\"x\"}"));
    }
}
