//! Opening a PKCS#12 file: the key goes to WebCrypto and cannot be read out again; what held it is overwritten, and the worker ends.

use chrono::{DateTime, Utc};
use hoso_core::bundle::{Certificate, CertificateFault, certification_path};
use hoso_core::key::{KeyError, open_p12};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::sign::{algorithm, take_in};
use super::wire::{Closed, KeyAnswer, SEVERAL, Shown, Unfit};

/// Opens a file with a password, both given as bytes that are overwritten. Things: the certificate and the key, when it may sign.
pub async fn open(file: &Uint8Array, password: &Uint8Array, at: DateTime<Utc>) -> (KeyAnswer, Vec<JsValue>) {
    let mut bytes = file.to_vec();
    let mut secret = password.to_vec();
    let identity = match std::str::from_utf8(&secret) {
        Ok(password) => open_p12(&bytes, password, at),
        Err(_) => Err(KeyError::WrongPassword),
    };
    bytes.fill(0);
    secret.fill(0);
    file.fill(0, 0, file.length());
    password.fill(0, 0, password.length());
    let identity = match identity {
        Ok(identity) => identity,
        Err(error) => return (KeyAnswer::Closed(closed(error)), Vec::new()),
    };
    let certificate = identity.certificate();
    let shown = shown(certificate, identity.others(), at);
    let faults = certificate.faults(at);
    if !faults.is_empty() {
        return (KeyAnswer::Unfit(shown, faults.into_iter().map(unfit).collect()), Vec::new());
    }
    let Some(algorithm) = certificate.key().map(algorithm) else {
        return (KeyAnswer::Unfit(shown, vec![Unfit::UnsupportedKey]), Vec::new());
    };
    match take_in(&Uint8Array::from(identity.pkcs8()), algorithm).await {
        Ok(key) => (KeyAnswer::Open(shown), vec![Uint8Array::from(certificate.der()).into(), key.into()]),
        Err(_) => (KeyAnswer::Closed(Closed::Unsupported), Vec::new()),
    }
}

/// What a certificate says, and where it comes from by the certificates (DER) that came with it.
pub fn shown(certificate: &Certificate, others: &[Vec<u8>], at: DateTime<Utc>) -> Shown {
    let path = certification_path(certificate, others, at);
    let (from, until) = certificate.period();
    // In Vietnam's time, which is what the reader's calendar shows.
    let day = |at: DateTime<Utc>| (at + chrono::TimeDelta::hours(7)).format("%d/%m/%Y").to_string();
    Shown {
        name: certificate.common_name().unwrap_or_else(|| certificate.subject()),
        organisation: certificate.organisation(),
        tax_code: Some(certificate.tax_codes().join(SEVERAL)).filter(|codes| !codes.is_empty()),
        issuer: certificate.issuer(),
        from: day(from),
        until: day(until),
        serial: certificate.serial(),
        is_doubtful: path.is_doubtful(),
        path: path.say(),
    }
}

fn closed(error: KeyError) -> Closed {
    match error {
        KeyError::NotPkcs12 => Closed::NotPkcs12,
        KeyError::WrongPassword => Closed::WrongPassword,
        KeyError::NoKey => Closed::NoKey,
        KeyError::SeveralKeys => Closed::SeveralKeys,
        KeyError::NoCertificate => Closed::NoCertificate,
        KeyError::Unsupported => Closed::Unsupported,
        KeyError::PasswordLetters => Closed::PasswordLetters,
        KeyError::TooMuchWork => Closed::TooMuchWork,
        KeyError::Damaged => Closed::Damaged,
    }
}

fn unfit(fault: CertificateFault) -> Unfit {
    match fault {
        CertificateFault::Expired => Unfit::Expired,
        CertificateFault::NotYetValid => Unfit::NotYetValid,
        CertificateFault::NoSigningUse => Unfit::NoSigningUse,
        CertificateFault::Authority => Unfit::Authority,
        CertificateFault::UnsupportedKey => Unfit::UnsupportedKey,
    }
}
