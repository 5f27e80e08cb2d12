//! Ways to pass something off that was not signed. Each is a bundle that is right in everything but one defect, signed anew where the
//! defect is in what is signed; the numbers are those of the project's list of known attacks. Tests hold the verifier to the exact
//! reason of each; `cargo xtask attacks` writes them, so that other verifiers can be asked too.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    reason = "what is made here is known; where it goes wrong it stops"
)]
#![allow(missing_docs, reason = "the names of fields are those of the standards")]

mod archive;
mod authority;
mod base;
mod cades;
mod container;
mod der;
mod foreign;
mod further;

mod signed;
mod signer;
mod status;
mod unread;
mod xades;

pub(crate) use archive::{Around, Raw, build};
pub use authority::{Authority, Wish};
pub use base::{Base, codes, judge};
pub(crate) use base::{File, MANIFEST, NOW, SIGNATURES, SIGNED_AT, at};
use base64ct::{Base64, Encoding};
pub use cades::base_with_cades;
pub use der::extension;
pub use further::with_free_words;
use hoso_core::bundle::{Demand, TrustStore, Verdict};
pub(crate) use signed::as_der;
pub use status::{
    answers_without_end, base as base_with_timestamp, base_answered_compromised, base_revoked_later, list, list_at,
    list_ending, list_of, list_of_compromised,
};
pub(crate) use status::{properties, revocation_list, token_and_response};
pub use unread::{with_issuer_named, with_zip64_field};

/// What a receiver is to make of a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is not valid.
    Refuse,
    /// It may be valid, but something is to be said of it.
    Flag,
}

/// A bundle with one defect.
pub struct Attack {
    /// Its number in the list.
    pub number: u8,
    /// What the defect is.
    pub name: &'static str,
    pub effect: Effect,
    /// The codes that say so: every error of a refusal, every warning of a flag beside those of its base.
    pub codes: &'static [&'static str],
    pub bytes: Vec<u8>,
}

impl Attack {
    /// Whether what is wrong is that the receiver has the base already.
    #[must_use]
    pub fn is_sent_before(&self) -> bool {
        self.name == "sent-twice"
    }

    /// `NN-refuse-name.asice` or `NN-flag-name.asice`.
    #[must_use]
    pub fn file_name(&self) -> String {
        let effect = match self.effect {
            Effect::Refuse => "refuse",
            Effect::Flag => "flag",
        };
        format!("{:02}-{effect}-{}.asice", self.number, self.name)
    }
}

/// All of them, in the order of their numbers.
#[must_use]
pub fn all(base: &Base) -> Vec<Attack> {
    let mut all = container::attacks(base);
    all.extend(signed::attacks(base));
    all.extend(signer::attacks(base));
    all.extend(foreign::attacks());
    all.extend(status::attacks());
    all.extend(further::attacks());
    all.extend(unread::attacks());
    all.extend(cades::attacks());
    all.sort_by_key(|attack| attack.number);
    all
}

/// What the receiver of these attacks trusts: the root, and beside it authorities that may not certify.
#[must_use]
pub fn trust(base: &Base) -> TrustStore {
    let intermediates = signer::between(base).map(|authority| authority.certificate).to_vec();
    TrustStore { intermediates, ..base.trust() }
}

/// The desk that these bundles come to.
#[must_use]
pub fn desk() -> Demand {
    Demand { procedures: vec!["grant".to_owned()], recipients: vec!["vca".to_owned()] }
}

/// What the desk says of an attack.
#[must_use]
pub fn answer(attack: &Attack, base: &Base, trust: &TrustStore) -> Verdict {
    let mut verdict = judge(&attack.bytes, trust);
    verdict.demand(&desk());
    if attack.is_sent_before() {
        verdict.compare(&judge(&base.sealed(), trust), &base::held);
    }
    verdict
}

/// A certificate as PEM (RFC 7468).
#[must_use]
pub fn pem(der: &[u8]) -> String {
    let base64 = Base64::encode_string(der);
    let lines: Vec<&str> = base64.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}

fn refuse(number: u8, name: &'static str, codes: &'static [&'static str], bytes: Vec<u8>) -> Attack {
    Attack { number, name, effect: Effect::Refuse, codes, bytes }
}
