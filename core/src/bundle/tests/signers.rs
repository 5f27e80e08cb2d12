//! Who may sign, by whom trusted, and when.

use super::{
    authority::{DIGITAL_SIGNATURE, KEY_CERT_SIGN, KEY_ENCIPHERMENT, NON_REPUDIATION},
    *,
};

fn seal_of(wish: &Wish, now: &str) -> Seal {
    let (root, key) = (Authority::root(), Key::p256(5));
    verify_at(&sealed_with(&root.issue(wish, &key), &key, Algorithm::EcdsaP256), &root.trust(), now)
}

#[test]
fn the_period_is_judged_at_signing_and_now() {
    let expired = Wish { not_after: "261119000000Z", ..Wish::default() };
    assert_eq!(errors(&seal_of(&expired, NOW)), ["expired-at-signing"]);
    let early = Wish { not_before: "261121000000Z", ..Wish::default() };
    assert_eq!(errors(&seal_of(&early, NOW)), ["not-yet-valid-at-signing"]);
    let said = |wish: &Wish| seal_of(wish, NOW).signatures[0].say().validity.en;
    assert_eq!(said(&Wish::default()), "The certificate was within its period at the signing time.");
    for wish in [&expired, &early] {
        assert_eq!(said(wish), "The certificate was not within its period at the signing time.");
    }
    let meanwhile = Wish { not_after: "261121000000Z", ..Wish::default() };
    let seal = seal_of(&meanwhile, NOW);
    assert_eq!(
        (errors(&seal), seal.integrity, seal.signatures[0].trust),
        (vec!["expired-now"], Integrity::Intact, Trust::NotCurrent)
    );
}

#[test]
fn a_signing_time_in_the_future_is_refused_but_clocks_may_differ() {
    assert_eq!(errors(&seal_of(&Wish::default(), "2026-11-20T08:20:00Z")), ["signing-time-in-future"]);
    assert_eq!(errors(&seal_of(&Wish::default(), "2026-11-20T08:26:00Z")), [""; 0]);
}

#[test]
fn only_certificates_for_signing_may_sign() {
    for (key_usage, good) in [
        (Some(DIGITAL_SIGNATURE), true),
        (Some(NON_REPUDIATION), true),
        (Some(DIGITAL_SIGNATURE | NON_REPUDIATION), true),
        (None, true),
        (Some(KEY_ENCIPHERMENT), false),
        (Some(KEY_CERT_SIGN), false),
    ] {
        let seal = seal_of(&Wish { key_usage, ..Wish::default() }, NOW);
        assert_eq!(errors(&seal), if good { vec![] } else { vec!["no-signing-use"] }, "{key_usage:?}");
    }
    let authority = Wish { is_authority: true, key_usage: Some(KEY_CERT_SIGN | NON_REPUDIATION), ..Wish::default() };
    assert_eq!(errors(&seal_of(&authority, NOW)), ["authority-as-signer", "chain-broken"]);
    let critical = Wish { unknown_critical: true, ..Wish::default() };
    // What is critical and not known is not taken (RFC 5280 4.2), which is no word on whether it breaks a rule.
    assert_eq!(errors(&seal_of(&critical, NOW)), ["chain-not-judged"]);
}

#[test]
fn faults_are_known_before_signing() {
    let root = Authority::root();
    let faults = |wish: &Wish, key: &Key| Certificate::from_der(&root.issue(wish, key)).unwrap().faults(at(SIGNED_AT));
    assert_eq!(faults(&Wish::default(), &Key::p256(5)), []);
    assert_eq!(faults(&Wish::default(), &Key::rsa_1024()), [CertificateFault::UnsupportedKey]);
    let expired = Wish { not_after: "261120082959Z", ..Wish::default() };
    assert_eq!(faults(&expired, &Key::p256(5)), [CertificateFault::Expired]);
    let early = Wish { not_before: "261120083001Z", key_usage: Some(KEY_ENCIPHERMENT), ..Wish::default() };
    assert_eq!(faults(&early, &Key::p256(5)), [CertificateFault::NotYetValid, CertificateFault::NoSigningUse]);
    assert_eq!(
        faults(&Wish::authority("x"), &Key::p256(5)),
        [CertificateFault::NoSigningUse, CertificateFault::Authority]
    );
}

#[test]
fn trust_is_what_the_receiver_gives() {
    let (container, _) = sealed();
    let seal = verify(&container, &TrustStore::default());
    assert_eq!(
        (errors(&seal), seal.integrity, seal.signatures[0].trust),
        (vec!["no-roots"], Integrity::Intact, Trust::NoRoots)
    );
    let stranger = Authority::root().below(&Wish::authority("Gốc khác"));
    let seal = verify(&container, &stranger.trust());
    assert_eq!(
        (errors(&seal), seal.integrity, seal.signatures[0].trust),
        (vec!["unknown-issuer"], Integrity::Intact, Trust::UnknownRoot)
    );
    // A root of the same name, but another key.
    let namesake = Authority { key: stranger.key.clone(), ..Authority::root() };
    let forged = namesake.issue(&Wish::authority("Gốc thử nghiệm"), &Key::P256(stranger.key));
    let seal = verify(&container, &TrustStore { roots: vec![forged], ..TrustStore::default() });
    assert_eq!(errors(&seal), ["unknown-issuer"]);
}

#[test]
fn a_path_may_pass_authorities_that_may_certify() {
    let (root, key) = (Authority::root(), Key::p256(5));
    let through = |wish: &Wish, given: bool| {
        let middle = root.below(wish);
        let container = sealed_with(&middle.issue(&Wish::default(), &key), &key, Algorithm::EcdsaP256);
        let intermediates = if given { vec![middle.certificate] } else { vec![] };
        verify(&container, &TrustStore { intermediates, ..root.trust() })
    };
    let middle = Wish::authority("Tổ chức chứng thực");
    assert_eq!(errors(&through(&middle, true)), [""; 0]);
    assert_eq!(errors(&through(&middle, false)), ["unknown-issuer"]);
    let no_authority = Wish { is_authority: false, ..middle.clone() };
    assert_eq!(errors(&through(&no_authority, true)), ["chain-broken"]);
    let no_certifying = Wish { key_usage: Some(DIGITAL_SIGNATURE), ..middle.clone() };
    assert_eq!(errors(&through(&no_certifying, true)), ["chain-broken"]);
    let expired = Wish { not_after: "261101000000Z", ..middle };
    assert_eq!(errors(&through(&expired, true)), ["chain-not-current"]);
}

#[test]
fn the_tax_code_is_taken_only_where_it_is_one() {
    let root = Authority::root();
    let code = |subject: Vec<(&'static str, &'static str)>| {
        let der = root.issue(&Wish { subject, ..Wish::default() }, &Key::p256(5));
        Certificate::from_der(&der).unwrap().tax_code()
    };
    assert_eq!(
        code(vec![("UID", "CCCD:001085000001"), ("UID", "MST:0100109106-001")]).as_deref(),
        Some("0100109106-001")
    );
    assert_eq!(code(vec![("UID", "CCCD:001085000001")]), None);
    assert_eq!(code(vec![("CN", "MST:0100109106")]), None);
    assert_eq!(code(vec![("UID", "MST:0100109106"), ("UID", "MST:0100109107")]), None);
}

#[test]
fn a_name_cannot_steer_a_terminal_or_turn_a_line_around() {
    let subject =
        vec![("O", "\u{202e}YT GNÔC"), ("CN", "Ký\u{1b}[31mĐỎ\nĐã niêm phong: giả"), ("UID", "MST:0100109106\u{200b}")];
    let certificate = Authority::root().issue(&Wish { subject, ..Wish::default() }, &Key::p256(5));
    let certificate = Certificate::from_der(&certificate).unwrap();
    assert_eq!(certificate.common_name().as_deref(), Some("Ký\u{fffd}[31mĐỎ\u{fffd}Đã niêm phong: giả"));
    assert_eq!(certificate.organisation().as_deref(), Some("\u{fffd}YT GNÔC"));
    assert_eq!(certificate.tax_codes(), ["0100109106\u{fffd}"]);
    let is_clear = |name: &str| name.chars().all(|c| !c.is_control() && !crate::text::is_invisible(c));
    assert!(is_clear(&certificate.subject()), "{:?}", certificate.subject());
}
