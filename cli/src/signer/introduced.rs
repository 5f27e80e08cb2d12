//! Who is about to sign: said on the terminal before anything is signed.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use hoso_core::bundle::{Certificate, SignerIs, certification_path};
use hoso_core::text::{Lang, Text};

use crate::clock;

/// How far the clocks of signer and receiver may be apart.
const CLOCKS_APART: TimeDelta = TimeDelta::minutes(5);

/// Says who signs, by which certificate, where that comes from by the certificates (DER) that came with it, and whether it is the
/// filer's, as far as that is known.
pub fn introduce(certificate: &Certificate, others: &[Vec<u8>], is: Option<SignerIs>, at: DateTime<Utc>, lang: Lang) {
    for line in lines(certificate, others, is, at) {
        eprintln!("{}", line.get(lang));
    }
}

fn lines(certificate: &Certificate, others: &[Vec<u8>], is: Option<SignerIs>, at: DateTime<Utc>) -> Vec<Text> {
    let name = certificate.common_name().unwrap_or_else(|| certificate.subject());
    let name = [Some(name), certificate.organisation()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let (first, last) = certificate.period();
    let (first, last, issuer, serial) = (day(first), day(last), certificate.issuer(), certificate.serial());
    let codes = certificate.tax_codes().join(", ");
    let code = (!codes.is_empty()).then_some(codes);
    let (vi, en) =
        code.map_or_else(Default::default, |code| (format!("; mã số thuế {code}"), format!("; tax code {code}")));
    let mut lines = vec![
        Text::new(format!("Người ký: {name}{vi}"), format!("Signer: {name}{en}")),
        Text::new(
            format!("Chứng thư: nơi cấp {issuer}; có giá trị {first} – {last} (UTC); số hiệu {serial}"),
            format!("Certificate: issued by {issuer}; valid {first} – {last} (UTC); serial number {serial}"),
        ),
        certification_path(certificate, others, at).say(),
    ];
    lines.extend(is.and_then(SignerIs::say));
    lines.extend((at > clock::now() + CLOCKS_APART).then(|| {
        let at = at.format("%Y-%m-%dT%H:%M:%SZ");
        Text::new(
            format!("Lưu ý: thời điểm ký {at} còn ở tương lai; trước lúc đó nơi nhận sẽ không chấp nhận gói này (signing-time-in-future)."),
            format!("Note: the signing time {at} lies in the future; until then receivers refuse the bundle (signing-time-in-future)."),
        )
    }));
    lines
}

fn day(at: DateTime<Utc>) -> String {
    format!("{:02}/{:02}/{:04}", at.day(), at.month(), at.year())
}
