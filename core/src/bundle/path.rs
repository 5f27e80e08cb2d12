//! Where a signer's certificate comes from, as far as the certificates at hand show: for whoever is about to sign. A verifier judges
//! by its own roots ([`super::chain`]); here nobody is trusted, so that a root which is found is only named.

use chrono::{DateTime, Utc};

use super::chain::{ChainFault, check};
use super::checks::Checks;
use super::{Certificate, TrustStore, root::is_root};
use crate::text::Text;

/// Where the path from a certificate leads (RFC 5280).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificationPath {
    /// To a root, by its subject. Whether a receiver trusts it is the receiver's matter.
    Root(String),
    /// To an authority, by its subject, whose own issuer's certificate is not at hand.
    Authority(String),
    /// Nowhere: the certificate of its issuer is not at hand.
    Unknown,
    /// A certificate on the way is outside its validity.
    NotCurrent,
    /// A certificate on the way breaks a rule: length or use.
    Broken,
    /// Something on the way is not judged here: an algorithm, a constraint, a critical extension.
    NotJudged,
}

/// The path of a certificate at an instant, through other certificates (DER) that came with it.
#[must_use]
pub fn certification_path(certificate: &Certificate, others: &[Vec<u8>], at: DateTime<Utc>) -> CertificationPath {
    let read = |der: &Vec<u8>| Certificate::from_der(der).ok();
    let (roots, between): (Vec<_>, Vec<_>) = others.iter().filter_map(read).partition(is_root);
    let intermediates: Vec<Vec<u8>> = between.iter().map(|certificate| certificate.der().to_vec()).collect();
    let checks = Checks::default();
    let mut found = CertificationPath::Unknown;
    // Where no root came along, the way is looked at as far as it leads.
    let is_last = |one: &&Certificate| between.iter().all(|other| other.subject() != one.issuer());
    for (end, is_root) in
        roots.iter().map(|root| (root, true)).chain(between.iter().filter(is_last).map(|one| (one, false)))
    {
        if !is_root && found != CertificationPath::Unknown {
            break;
        }
        let store = TrustStore {
            roots: vec![end.der().to_vec()],
            intermediates: intermediates.clone(),
            ..TrustStore::default()
        };
        let name = || end.common_name().unwrap_or_else(|| end.subject());
        match check(certificate.der(), &store, at, &checks) {
            // A root's own period is nothing to the path (RFC 5280 6.1).
            Ok(_) if is_root => return CertificationPath::Root(name()),
            Ok(_) if !(end.period().0..=end.period().1).contains(&at) => found = CertificationPath::NotCurrent,
            Ok(_) => return CertificationPath::Authority(name()),
            Err(ChainFault::UnknownIssuer) => {}
            Err(ChainFault::NotCurrent) => found = CertificationPath::NotCurrent,
            Err(ChainFault::Broken) => found = CertificationPath::Broken,
            Err(ChainFault::NotJudged) => found = CertificationPath::NotJudged,
        }
    }
    found
}

impl CertificationPath {
    /// Whether receivers are likely to refuse it.
    #[must_use]
    pub const fn is_doubtful(&self) -> bool {
        matches!(self, CertificationPath::NotCurrent | CertificationPath::Broken | CertificationPath::NotJudged)
    }

    /// Where it leads and what that means, in both languages.
    #[must_use]
    pub fn say(&self) -> Text {
        match self {
            CertificationPath::Root(name) => Text::new(
                format!("Chuỗi chứng thư dẫn đến gốc “{name}”; nơi nhận xét gốc đó có đáng tin cậy không."),
                format!(
                    "The path of the certificate leads to the root “{name}”; whether that is trusted is for the receiver."
                ),
            ),
            CertificationPath::Authority(name) => Text::new(
                format!(
                    "Chuỗi chứng thư dẫn đến “{name}”; không kèm chứng thư gốc. Nơi nhận xét bằng chứng thư gốc của mình."
                ),
                format!(
                    "The path of the certificate leads to “{name}”; the root did not come with it. The receiver judges by roots of its own."
                ),
            ),
            CertificationPath::Unknown => Text::new(
                "Chưa xét được chuỗi chứng thư: không kèm chứng thư của nơi cấp. Nơi nhận xét bằng chứng thư gốc của mình.",
                "The path of the certificate is not judged: its issuer's certificate did not come with it. The receiver judges by roots of its own.",
            ),
            CertificationPath::NotCurrent => Text::new(
                "Một chứng thư trong chuỗi đã hết hạn hoặc chưa có hiệu lực; nơi nhận có thể không chấp nhận. Hãy hỏi tổ chức đã cấp chứng thư.",
                "A certificate on the path has expired or is not valid yet; receivers may refuse it. Ask the authority that issued yours.",
            ),
            CertificationPath::Broken => Text::new(
                "Chuỗi chứng thư vi phạm quy tắc (độ dài hoặc mục đích); nơi nhận có thể không chấp nhận. Hãy hỏi tổ chức đã cấp chứng thư.",
                "The path of the certificate breaks a rule (length or use); receivers may refuse it. Ask the authority that issued yours.",
            ),
            CertificationPath::NotJudged => Text::new(
                "Chuỗi chứng thư dùng thuật toán, ràng buộc hoặc phần mở rộng mà hoso không xét được; nơi nhận dùng hoso sẽ không chấp nhận. Hãy hỏi tổ chức đã cấp chứng thư.",
                "The path of the certificate uses an algorithm, a constraint or an extension that hoso does not judge; receivers who use hoso will not accept it. Ask the authority that issued yours.",
            ),
        }
    }
}
