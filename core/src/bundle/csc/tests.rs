use serde_json::{Value, json};

use super::credential::PSS_PARAMETERS;
use super::*;
use crate::bundle::Algorithm;

fn credential(version: Version, more: &Value) -> Credential {
    let mut answer = json!({
        "key": { "status": "enabled", "algo": ["1.2.840.10045.4.3.2"], "len": 256.0 },
        "cert": { "certificates": ["AQI=", "Aw\n=="] },
    });
    for (name, value) in more.as_object().unwrap() {
        answer[name] = value.clone();
    }
    Credential::read("a/b", version, answer.to_string().as_bytes()).unwrap()
}

fn body(ask: &Ask) -> Value {
    serde_json::from_str(&ask.body).unwrap()
}

fn secrets(credential: &Credential) -> &[Secret] {
    match &credential.consent {
        Consent::Secrets(secrets) => secrets,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_service_says_its_version_and_how_it_lets_signers_in() {
    let read = |answer: Value| Service::read(answer.to_string().as_bytes());
    let of = |specs: &str, kinds: &[&str], methods: &[&str]| {
        read(json!({ "specs": specs, "authType": kinds, "methods": methods })).unwrap()
    };
    let all = ["auth/login", "credentials/list"];
    assert_eq!(of("1.0.4.0", &["basic"], &all), Service { version: Version::One, entry: Entry::Password });
    assert_eq!(of("2.0.0.2", &["basic", "oauth2code"], &all).entry, Entry::Password);
    assert_eq!(of("2.1.0.1", &["oauth2client"], &all), Service { version: Version::Two, entry: Entry::Token });
    assert_eq!(of("2.0", &["basic"], &["credentials/list"]).entry, Entry::Token);
    assert_eq!(of("1.0.3.0", &["external"], &[]).entry, Entry::Open);
    assert_eq!(read(json!({ "specs": "3.0", "authType": [] })), Err(NotByTheApi));
    assert_eq!(read(json!([])), Err(NotByTheApi));
    assert_eq!(Service::read(b"<html>"), Err(NotByTheApi));
}

#[test]
fn a_name_and_a_password_become_a_token() {
    // RFC 7617 2.1, in UTF-8.
    assert_eq!(basic("test", "123£"), "Basic dGVzdDoxMjPCow==");
    assert_eq!(token(br#"{"access_token":"t","expires_in":3600.5}"#).as_deref(), Ok("t"));
    assert_eq!(token(b"{}"), Err(NotByTheApi));
}

#[test]
fn the_first_version_names_pin_and_otp() {
    let own = json!({
        "authMode": "explicit", "multisign": "5",
        "PIN": { "presence": "true", "format": "N", "label": "Mã\u{202e} PIN" },
        "OTP": { "presence": true, "type": "online" },
    });
    let credential = credential(Version::One, &own);
    let [pin, otp] = secrets(&credential) else { panic!("{credential:?}") };
    assert_eq!((pin.kind, pin.source, pin.must, pin.is_digits), (SecretKind::Pin, SecretSource::Known, true, true));
    assert_eq!(pin.label.as_deref(), Some("Mã PIN"));
    assert_eq!((otp.kind, otp.source, otp.must, otp.is_digits), (SecretKind::Otp, SecretSource::Called, true, false));
    assert_eq!(credential.at_once, 5);
    let sent = otp.ask_for(Version::One, "a/b");
    assert_eq!((sent.method, body(&sent)), ("credentials/sendOTP", json!({ "credentialID": "a/b" })));
    let digests = [vec![0], vec![1]];
    let order = Order { credential: &credential, algorithm: Algorithm::EcdsaP256, digests: &digests };
    let asked = order.ask_to_authorize(&[("PIN", "1"), ("OTP", "2")]);
    let hashes = json!({ "hash": ["AA==", "AQ=="], "hashAlgo": "2.16.840.1.101.3.4.2.1", "credentialID": "a/b" });
    let with = |more: Value| {
        let mut all = hashes.clone();
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    assert_eq!(asked.method, "credentials/authorize");
    assert_eq!(body(&asked), with(json!({ "numSignatures": 2, "PIN": "1", "OTP": "2" })));
    assert_eq!(body(&order.ask_to_authorize(&[])), with(json!({ "numSignatures": 2 })));
    let asked = order.ask_to_sign("s");
    assert_eq!(asked.method, "signatures/signHash");
    assert_eq!(body(&asked), with(json!({ "SAD": "s", "signAlgo": "1.2.840.10045.4.3.2" })));
}

#[test]
fn the_second_version_lists_what_it_asks_for() {
    let own = json!({ "multisign": 3, "auth": { "mode": "explicit", "expression": "PIN AND OTP AND SMS AND Q", "objects": [
        { "type": "Password", "id": "PIN", "format": "N" },
        { "type": "Password", "id": "OTP", "generator": "totp" },
        { "type": "PasswordOOB", "id": "SMS" },
        { "type": "ChallengeResponse", "id": "Q" },
    ] } });
    let credential = credential(Version::Two, &own);
    let kinds: Vec<_> = secrets(&credential).iter().map(|secret| (secret.kind, secret.source, secret.must)).collect();
    assert_eq!(
        kinds,
        [
            (SecretKind::Pin, SecretSource::Known, true),
            (SecretKind::Otp, SecretSource::Known, true),
            (SecretKind::Otp, SecretSource::Elsewhere, true),
            (SecretKind::Otp, SecretSource::Called, true),
        ]
    );
    let called = secrets(&credential)[3].ask_for(Version::Two, "a/b");
    assert_eq!(called.method, "credentials/getChallenge");
    assert_eq!(body(&called), json!({ "credentialID": "a/b", "authObjectID": "Q" }));
    let digests = [vec![0]];
    let order = Order { credential: &credential, algorithm: Algorithm::EcdsaP384, digests: &digests };
    let asked = body(&order.ask_to_authorize(&[("PIN", "1"), ("Q", "2")]));
    let expected = json!([{ "id": "PIN", "value": "1" }, { "id": "Q", "value": "2" }, { "id": "SMS" }]);
    assert_eq!(asked["authData"], expected);
    assert_eq!((&asked["hashes"], &asked["hashAlgorithmOID"]), (&json!(["AA=="]), &json!("2.16.840.1.101.3.4.2.2")));
    assert!(asked.get("PIN").is_none() && asked.get("hash").is_none());
}

#[test]
fn a_secret_is_asked_for_only_where_it_must_be() {
    let one = |presence: Value| {
        credential(Version::One, &json!({ "authMode": "explicit", "PIN": { "presence": presence } })).consent
    };
    let musts = |consent: Consent| match consent {
        Consent::Secrets(secrets) => secrets.iter().map(|secret| secret.must).collect::<Vec<_>>(),
        _ => panic!(),
    };
    assert_eq!(musts(one(json!("true"))), [true]);
    assert_eq!(musts(one(json!("optional"))), [false]);
    assert_eq!(musts(one(json!("false"))), [] as [bool; 0]);
    let objects = json!([{ "type": "Password", "id": "PIN" }, { "type": "Password", "id": "OTP" }]);
    let either = json!({ "auth": { "mode": "explicit", "expression": "PIN OR OTP", "objects": objects } });
    assert_eq!(musts(credential(Version::Two, &either).consent), [false, false]);
}

#[test]
fn what_cannot_be_agreed_to_here_is_known_as_such() {
    let consent = |version, own: Value| credential(version, &own).consent;
    assert_eq!(consent(Version::One, json!({ "authMode": "implicit" })), Consent::Asked);
    assert_eq!(consent(Version::One, json!({ "authMode": "oauth2code" })), Consent::OwnPage);
    assert_eq!(consent(Version::Two, json!({ "auth": { "mode": "oauth2code" } })), Consent::OwnPage);
    assert_eq!(consent(Version::Two, json!({ "auth": { "mode": "telepathy" } })), Consent::Unknown);
    let iris = json!({ "auth": { "mode": "explicit", "objects": [{ "type": "Iris", "id": "eye" }] } });
    assert_eq!(consent(Version::Two, iris), Consent::Unknown);
}

#[test]
fn a_credential_without_key_or_certificate_is_none() {
    let read = |answer: Value| Credential::read("a", Version::One, answer.to_string().as_bytes());
    let certificate = json!({ "certificates": ["AQI="] });
    assert!(read(json!({ "cert": certificate })).is_err());
    assert!(read(json!({ "key": { "status": "enabled" } })).is_err());
    assert!(read(json!({ "key": { "status": "enabled" }, "cert": { "certificates": ["%"] } })).is_err());
    let disabled = read(json!({ "key": { "status": "disabled" }, "cert": certificate })).unwrap();
    assert!(!disabled.is_enabled && disabled.at_once == 1);
    assert_eq!(credential(Version::One, &json!({})).certificates, [vec![1, 2], vec![3]]);
    assert_eq!(credential_ids(br#"{"credentialIDs":["a",1,"b"]}"#).unwrap(), ["a", "b"]);
    assert_eq!(credential_ids(b"{}"), Err(NotByTheApi));
}

#[test]
fn rsa_is_signed_as_the_service_can() {
    let of =
        |algorithms: &[&str]| credential(Version::One, &json!({ "key": { "status": "enabled", "algo": algorithms } }));
    let (plain, pss, pkcs1) = ("1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.11");
    assert_eq!(of(&[pss, pkcs1]).rsa(), Algorithm::RsaPss);
    assert_eq!(of(&[plain]).rsa(), Algorithm::RsaPkcs1);
    assert_eq!(of(&[pss]).names(Algorithm::RsaPss), (pss, Some(PSS_PARAMETERS)));
    assert_eq!(of(&[plain]).names(Algorithm::RsaPkcs1), (plain, None));
    assert_eq!(of(&[plain, pkcs1]).names(Algorithm::RsaPkcs1), (pkcs1, None));
}

#[test]
fn the_parameters_of_pss_are_those_of_the_standard() {
    use base64ct::{Base64, Encoding};
    let sha256 = [0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0];
    let mgf1 = [&[0x30, 0x1a, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 8][..], &sha256].concat();
    let inner = [&[0xa0, 0x0f][..], &sha256, &[0xa1, 0x1c], &mgf1, &[0xa2, 3, 2, 1, 0x20]].concat();
    let der = [&[0x30, inner.len() as u8][..], &inner].concat();
    assert_eq!(Base64::encode_string(&der), PSS_PARAMETERS);
}

#[test]
fn a_signature_comes_back_for_each_digest() {
    let credential = credential(Version::One, &json!({}));
    let digests = [vec![0], vec![1]];
    let order = Order { credential: &credential, algorithm: Algorithm::EcdsaP256, digests: &digests };
    assert_eq!(order.signatures(br#"{"signatures":["a","b"]}"#).unwrap(), ["a", "b"]);
    assert_eq!(order.signatures(br#"{"signatures":["a"]}"#), Err(NotByTheApi));
    assert_eq!(order.signatures(br#"{"signatures":["a","b","c"]}"#), Err(NotByTheApi));
}

#[test]
fn a_signer_may_take_his_time_to_agree() {
    assert_eq!(authorized(br#"{"SAD":"s"}"#), Ok(Authorized::Yes("s".to_owned())));
    assert_eq!(authorized(br#"{"handle":"h"}"#), Ok(Authorized::Later("h".to_owned())));
    assert_eq!(authorized(b"{}"), Err(NotByTheApi));
    let asked = ask_whether_authorized("h");
    assert_eq!((asked.method, body(&asked)), ("credentials/authorizeCheck", json!({ "handle": "h" })));
}

#[test]
fn a_refusal_is_shown_as_its_words_and_nothing_more() {
    let of = |error: &str, words: &str| {
        Refusal::read(json!({ "error": error, "error_description": words }).to_string().as_bytes())
    };
    let refusal = of("invalid_pin", "Wrong \u{202e}PIN\n\u{1b}[31m\u{e0041}now");
    assert_eq!(refusal.blamed, Blamed::Pin);
    assert_eq!(refusal.say().vi, "Dịch vụ ký số từ xa trả lời: “Wrong PIN [31m now”");
    assert_eq!(of("invalid_otp", "x").blamed, Blamed::Otp);
    assert_eq!(of("invalid_authentication_data", "x").blamed, Blamed::Secrets);
    assert_eq!(
        Refusal::read(br#"{"error":"access_denied"}"#).say().en,
        "The remote signing service answers: “access_denied”"
    );
    let silent = "The remote signing service refuses and does not say why.";
    assert_eq!(Refusal::read(b"<html>").say().en, silent);
    assert_eq!(of("", " \u{200b}\t").say().en, silent);
    let long = harmless(&"ồ".repeat(5000));
    assert_eq!(long.chars().count(), 201);
    assert!(long.ends_with('…'));
}

#[test]
fn what_a_service_asks_is_shown_harmless() {
    assert_eq!(challenge(br#"{"challenge":"Which\tyear?"}"#).as_deref(), Some("Which year?"));
    assert_eq!(challenge(b""), None);
}
