//! WebCrypto: taking in a private key so that it cannot be read out, and signing with it. In a worker.

use hoso_core::bundle::{Algorithm, PublicKey};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::serve::scope;

/// How a key of that kind signs a bundle.
pub fn algorithm(key: &PublicKey) -> Algorithm {
    match key {
        PublicKey::P256(_) => Algorithm::EcdsaP256,
        PublicKey::P384(_) => Algorithm::EcdsaP384,
        PublicKey::Rsa(_) => Algorithm::RsaPss,
    }
}

/// Takes in a private key (PKCS#8). The handle cannot be read out, only signed with; `pkcs8` is overwritten.
///
/// # Errors
/// When the browser refuses the key.
pub async fn take_in(pkcs8: &Uint8Array, algorithm: Algorithm) -> Result<CryptoKey, JsValue> {
    let (name, more) = match algorithm {
        Algorithm::EcdsaP256 => ("ECDSA", ("namedCurve", "P-256")),
        Algorithm::EcdsaP384 => ("ECDSA", ("namedCurve", "P-384")),
        Algorithm::RsaPss => ("RSA-PSS", ("hash", "SHA-256")),
        Algorithm::RsaPkcs1 => ("RSASSA-PKCS1-v1_5", ("hash", "SHA-256")),
    };
    let of = object(&[("name", name.into()), (more.0, more.1.into())]);
    let uses = Array::of1(&"sign".into());
    let key = subtle()?.import_key_with_object("pkcs8", pkcs8, &of, false, &uses);
    let key = match key {
        Ok(key) => JsFuture::from(key).await,
        Err(error) => Err(error),
    };
    pkcs8.fill(0, 0, pkcs8.length());
    key?.dyn_into()
}

/// Signs. ECDSA comes as r‖s, as XML signatures want it.
///
/// # Errors
/// When the browser or the key refuses.
pub async fn sign(key: &CryptoKey, algorithm: Algorithm, to_be_signed: &[u8]) -> Result<Vec<u8>, JsValue> {
    let of = match algorithm {
        Algorithm::EcdsaP256 => object(&[("name", "ECDSA".into()), ("hash", "SHA-256".into())]),
        Algorithm::EcdsaP384 => object(&[("name", "ECDSA".into()), ("hash", "SHA-384".into())]),
        Algorithm::RsaPss => object(&[("name", "RSA-PSS".into()), ("saltLength", 32.into())]),
        Algorithm::RsaPkcs1 => object(&[("name", "RSASSA-PKCS1-v1_5".into())]),
    };
    let data = Uint8Array::from(to_be_signed);
    let signature = JsFuture::from(subtle()?.sign_with_object_and_buffer_source(&of, key, &data)?).await?;
    Ok(Uint8Array::new(&signature).to_vec())
}

fn subtle() -> Result<SubtleCrypto, JsValue> {
    scope().ok_or(JsValue::UNDEFINED)?.crypto().map(|crypto| crypto.subtle())
}

fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        // Refused only by frozen objects, and this one is new.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object
}
