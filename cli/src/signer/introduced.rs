//! Who is about to sign: said on the terminal before anything is signed.

use chrono::{DateTime, Datelike, Utc};
use hoso_core::bundle::{CLOCKS_APART, Certificate, SignerIs, certification_path};
use hoso_core::text::{Lang, Text};

use crate::clock;

/// Says who signs, by which certificate, where that comes from by the certificates (DER) that came with it, and whether it is the
/// filer's, as far as that is known.
pub fn introduce(certificate: &Certificate, others: &[Vec<u8>], is: Option<SignerIs>, at: DateTime<Utc>, lang: Lang) {
    for line in lines(certificate, others, is, (at, clock::now())) {
        eprintln!("{}", line.get(lang));
    }
}

fn lines(
    certificate: &Certificate,
    others: &[Vec<u8>],
    is: Option<SignerIs>,
    (at, now): (DateTime<Utc>, DateTime<Utc>),
) -> Vec<Text> {
    let name = certificate.common_name().unwrap_or_else(|| certificate.subject());
    let name = [Some(name), certificate.organisation()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let (begin, end) = certificate.period();
    let (first, last, issuer, serial) = (day(begin), day(end), certificate.issuer(), certificate.serial());
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
    lines.extend((at > now + CLOCKS_APART).then(|| {
        let at = at.format("%Y-%m-%dT%H:%M:%SZ");
        Text::new(
            format!("Lưu ý: thời điểm ký {at} còn ở tương lai; trước lúc đó nơi nhận sẽ không chấp nhận gói này (signing-time-in-future)."),
            format!("Note: the signing time {at} lies in the future; until then receivers refuse the bundle (signing-time-in-future)."),
        )
    }));
    lines.extend((now > end).then(|| {
        Text::new(
            format!("Lưu ý: chứng thư đã hết hạn ngày {last}; nơi nhận sẽ không chấp nhận gói này (expired-now)."),
            format!("Note: the certificate expired on {last}; receivers refuse the bundle (expired-now)."),
        )
    }));
    lines.extend((now < begin).then(|| {
        Text::new(
            format!("Lưu ý: chứng thư chỉ có hiệu lực từ {first}; trước ngày đó nơi nhận sẽ không chấp nhận gói này (not-yet-valid-now)."),
            format!("Note: the certificate is valid only from {first}; until then receivers refuse the bundle (not-yet-valid-now)."),
        )
    }));
    lines
}

fn day(at: DateTime<Utc>) -> String {
    format!("{:02}/{:02}/{:04}", at.day(), at.month(), at.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use hoso_core::key::open_p12;

    #[test]
    fn a_certificate_that_is_not_valid_now_is_told_of_whatever_the_time_stated() {
        let at = "2026-05-10T08:30:00Z".parse().unwrap();
        let identity = open_p12(include_bytes!("../../tests/keys/filer.p12"), "mật khẩu thử", at).unwrap();
        let (begin, end) = identity.certificate().period();
        let codes = |now| {
            let lines = lines(identity.certificate(), &[], None, (at, now));
            let codes = ["expired-now", "not-yet-valid-now"];
            codes.map(|code| lines.iter().any(|line| line.vi.contains(code) && line.en.contains(code)))
        };
        let second = TimeDelta::seconds(1);
        assert_eq!([begin, end].map(codes), [[false, false]; 2]);
        assert_eq!([end + second, begin - second].map(codes), [[true, false], [false, true]]);
    }
}
