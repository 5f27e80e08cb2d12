//! PKCS#12 files: the key is taken out and signs.

use hoso_core::bundle::Algorithm;
use hoso_core::key::{open_p12, sign};

use crate::attacks::NOW;

/// That of the files that core's tests open.
const PASSWORD: &str = "Mật khẩu số 1";

pub fn run(bytes: &[u8]) {
    let Ok(identity) = open_p12(bytes, PASSWORD, NOW.parse().unwrap()) else { return };
    for algorithm in [Algorithm::EcdsaP256, Algorithm::EcdsaP384, Algorithm::RsaPss] {
        if let Ok(signature) = sign(&identity, algorithm, b"", [0; 32]) {
            let key = identity.certificate().key();
            assert!(key.is_none_or(|key| algorithm.verify(key, b"", &signature)), "it signs with another key");
        }
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    [
        include_bytes!("../../../core/src/key/tests/ec-aes.p12").as_slice(),
        include_bytes!("../../../core/src/key/tests/ec-no-mac.p12"),
        include_bytes!("../../../core/src/key/tests/ec-rc2.p12"),
        include_bytes!("../../../core/src/key/tests/rsa-3des.p12"),
        include_bytes!("../../../core/src/key/tests/ed25519.p12"),
        include_bytes!("../../../core/src/key/tests/no-key.p12"),
        include_bytes!("../../../core/src/key/tests/no-certificate.p12"),
    ]
    .map(<[u8]>::to_vec)
    .into()
}
