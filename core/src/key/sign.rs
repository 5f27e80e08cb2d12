//! Signing with an opened key, where the program runs on a machine of its own. In a browser WebCrypto signs instead, with a key
//! that cannot be taken out again.

use p256::ecdsa::signature::Signer;
use rand::{SeedableRng, rngs::StdRng};
use rsa::{
    RsaPrivateKey,
    pkcs8::DecodePrivateKey,
    signature::{RandomizedSigner, SignatureEncoding},
};
use sha2::Sha256;

use super::{Identity, KeyError};
use crate::bundle::Algorithm;

/// Signs `to_be_signed`; ECDSA answers r‖s. `seed` is 32 fresh random bytes: the salt of PSS and the blinding of RSA come from it
/// (ECDSA is deterministic, RFC 6979).
///
/// RSA here does not run in constant time (RUSTSEC-2023-0071): an attacker who can time many signatures to the nanosecond could
/// learn the key. One signature at a prompt, by the key's owner, gives no such chance; a service must not call this.
///
/// # Errors
/// [`KeyError::Unsupported`] where the key is not one of the algorithm.
pub fn sign(
    identity: &Identity,
    algorithm: Algorithm,
    to_be_signed: &[u8],
    seed: [u8; 32],
) -> Result<Vec<u8>, KeyError> {
    let pkcs8 = identity.pkcs8();
    let mut random = StdRng::from_seed(seed);
    let signature = match algorithm {
        Algorithm::EcdsaP256 => {
            let key = p256::ecdsa::SigningKey::from_pkcs8_der(pkcs8).map_err(|_| KeyError::Unsupported)?;
            let signature: p256::ecdsa::Signature = key.sign(to_be_signed);
            Ok(signature.to_vec())
        }
        Algorithm::EcdsaP384 => {
            let key = p384::ecdsa::SigningKey::from_pkcs8_der(pkcs8).map_err(|_| KeyError::Unsupported)?;
            let signature: p384::ecdsa::Signature = key.sign(to_be_signed);
            Ok(signature.to_vec())
        }
        Algorithm::RsaPss => rsa::pss::SigningKey::<Sha256>::new(rsa_key(pkcs8)?)
            .try_sign_with_rng(&mut random, to_be_signed)
            .map(|signature| signature.to_vec()),
        Algorithm::RsaPkcs1 => rsa::pkcs1v15::SigningKey::<Sha256>::new(rsa_key(pkcs8)?)
            .try_sign_with_rng(&mut random, to_be_signed)
            .map(|signature| signature.to_vec()),
    };
    signature.map_err(|_| KeyError::Unsupported)
}

fn rsa_key(pkcs8: &[u8]) -> Result<RsaPrivateKey, KeyError> {
    RsaPrivateKey::from_pkcs8_der(pkcs8).map_err(|_| KeyError::Unsupported)
}
