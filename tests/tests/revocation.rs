//! What is known of revocation, and when something was signed, decides over a bundle as the standards have it.

use hoso_core::bundle::{Outcome, Revocation, Severity, Trust, TrustStore};
use hoso_tests::attacks::{
    Authority, Base, Wish, answers_without_end, base_answered_compromised, base_revoked_later, base_with_timestamp,
    codes, extension, judge, list, list_at, list_ending, list_of, list_of_compromised,
};

#[test]
fn a_timestamp_outlives_its_authority_only_where_that_ended_in_order() {
    let judged = |reason| {
        let verdict = judge(&base_revoked_later(reason), &Base::default().trust());
        let proven = verdict.seal.signatures[0].proven_time.is_some();
        (
            proven,
            codes(&verdict, Severity::Error),
            codes(&verdict, Severity::Warning).contains(&"timestamp-not-checked"),
        )
    };
    for orderly in [0, 3, 4, 5] {
        assert_eq!(judged(Some(orderly)), (true, vec![], false), "{orderly}");
    }
    for compromised in [None, Some(1), Some(2), Some(6)] {
        assert_eq!(judged(compromised), (false, vec!["timestamp-revoked"], false), "{compromised:?}");
    }
}

#[test]
fn an_authority_between_signer_and_root_is_asked_about_too() {
    let mut base = Base::default();
    let middle = base.root.below(&Wish { serial: vec![0x44], ..Wish::authority("Tổ chức chứng thực thử nghiệm") }, 23);
    base.certificate = middle.issue(&Wish::signer(), &base.key);
    let judged = |lists: Vec<Vec<u8>>| {
        let trust = TrustStore { intermediates: vec![middle.certificate.clone()], lists, ..base.trust() };
        let verdict = judge(&base.sealed(), &trust);
        let trust = verdict.seal.signatures[0].trust;
        let mut warnings = codes(&verdict, Severity::Warning);
        warnings.retain(|code| *code != "filing-day-apart");
        (verdict.outcome, trust, codes(&verdict, Severity::Error), warnings)
    };
    let of_signer = || list(&middle, &[]);
    let of_root = |entries: &[(&[u8], &str, Option<u8>)]| list(&base.root, entries);
    let good = judged(vec![of_signer(), of_root(&[])]);
    assert_eq!(good, (Outcome::Valid, Trust::Trusted, vec![], vec![]));
    let unknown = judged(vec![of_signer()]);
    assert_eq!(unknown, (Outcome::Valid, Trust::Trusted, vec![], vec!["authority-not-checked"]));
    // A list of someone else of the same name says nothing.
    let stranger = Authority::root("Gốc thử nghiệm của các kiểu tấn công", 77);
    let by_another = judged(vec![of_signer(), list(&stranger, &[(&[0x44], "20261101000000Z", None)])]);
    assert_eq!(by_another, unknown);
    let revoked = judged(vec![of_signer(), of_root(&[(&[0x44], "20261101000000Z", None)])]);
    assert_eq!(revoked, (Outcome::Intact, Trust::NotCurrent, vec!["authority-revoked"], vec![]));
}

/// RFC 5280 5.2: a list may be about some certificates only. Whoever stands on it is revoked; that others are not it says of its own alone.
#[test]
fn a_list_about_some_certificates_counts_for_those() {
    const POINT: &str = "2.5.29.28";
    let uri = |uri: &str| [vec![0x86, uri.len() as u8], uri.as_bytes().to_vec()].concat();
    let wrap = |tag: u8, inside: &[u8]| [&[tag, inside.len() as u8], inside].concat();
    // `DistributionPointName` with one full name.
    let place = |name: &str| wrap(0xa0, &wrap(0xa0, &uri(name)));
    let point = |fields: &[u8]| extension(POINT, true, &wrap(0x30, fields));
    let published = wrap(0x30, &wrap(0x30, &place("http://ca.vn/1.crl")));
    let mut base = Base::default();
    let mut wish = Wish::signer();
    wish.extensions.push(extension("2.5.29.31", false, &published));
    base.certificate = base.root.issue(&wish, &base.key);
    let judged = |is_on: bool, extensions: &[Vec<u8>]| {
        let on: &[(&[u8], &str, Option<u8>)] = &[(&wish.serial, "20261101000000Z", None)];
        let lists = vec![list_of(&base.root, if is_on { on } else { &[] }, extensions)];
        let verdict = judge(&base.sealed(), &TrustStore { lists, ..base.trust() });
        verdict.seal.signatures[0].revocation
    };
    let yes = [0xff];
    let (whole, part) = (Revocation::GoodByCrl, Revocation::NotChecked);
    for (extensions, absent) in [
        (vec![], whole),
        (vec![point(&wrap(0x81, &yes))], whole),
        (vec![point(&place("http://ca.vn/1.crl"))], whole),
        (vec![point(&[place("http://ca.vn/1.crl"), wrap(0x81, &yes)].concat())], whole),
        (vec![point(&place("http://ca.vn/2.crl"))], part),
        (vec![point(&wrap(0x82, &yes))], part),
        (vec![point(&wrap(0x83, &[0, 0x60]))], part),
        (vec![point(&wrap(0x85, &yes))], part),
        // A list of changes alone (5.2.4), and what nobody knows.
        (vec![extension("2.5.29.27", true, &[2, 1, 1])], part),
        (vec![extension("1.2.3.4", true, &[])], part),
        (vec![extension("1.2.3.4", false, &[])], whole),
    ] {
        assert_eq!(judged(false, &extensions), absent, "{extensions:?}");
        assert_eq!(judged(true, &extensions), Revocation::Revoked, "{extensions:?}");
    }
    // On a list for several issuers the number alone names nobody.
    assert_eq!([true, false].map(|on| judged(on, &[point(&wrap(0x84, &yes))])), [part, part]);
    // Reason 8: it was on hold, and is no more.
    let freed: &[(&[u8], &str, Option<u8>)] = &[(&wish.serial, "20261101000000Z", Some(8))];
    let lists = vec![list_of(&base.root, freed, &[])];
    let verdict = judge(&base.sealed(), &TrustStore { lists, ..base.trust() });
    assert_eq!(verdict.seal.signatures[0].revocation, whole);
}

/// The bundle is stamped at 08:31. RFC 5280 5.3.2, and RFC 6960 4.4.5 of responses: the date since when the key is taken to have been
/// another's counts, and may be before the one of the revocation.
#[test]
fn what_is_revoked_after_the_timestamp_is_said_and_an_earlier_date_of_invalidity_counts() {
    let base = Base::default();
    let (since, later) = ("20261120090000Z", "20261120100000Z");
    let by_list = |invalid: Option<&str>| {
        let lists = vec![list_of_compromised(since, invalid, &base.root)];
        judge(&base_with_timestamp(), &TrustStore { lists, ..base.trust() })
    };
    let by_response = |invalid: Option<&str>| judge(&base_answered_compromised(since, invalid), &base.trust());
    for invalid in [None, Some(later), Some("20261120083101Z")] {
        for verdict in [by_list(invalid), by_response(invalid)] {
            assert_eq!((verdict.outcome, codes(&verdict, Severity::Error)), (Outcome::Valid, vec![]));
            assert!(codes(&verdict, Severity::Note).contains(&"revoked-later"), "{invalid:?}");
            let signature = &verdict.seal.signatures[0];
            let first =
                if invalid == Some("20261120083101Z") { "2026-11-20T08:31:01Z" } else { "2026-11-20T09:00:00Z" };
            assert_eq!(signature.revoked_since.as_deref(), Some(first));
            let said = signature.say().revocation;
            assert!(said.en.starts_with("The certificate was not revoked at the proven time"), "{}", said.en);
        }
    }
    for verdict in [by_list(Some("20261120083059Z")), by_response(Some("20261120083059Z"))] {
        assert_eq!((verdict.outcome, codes(&verdict, Severity::Error)), (Outcome::Intact, vec!["revoked"]));
        let signature = &verdict.seal.signatures[0];
        assert_eq!(signature.revoked_since.as_deref(), Some("2026-11-20T08:30:59Z"));
        assert!(!codes(&verdict, Severity::Note).contains(&"revoked-later"));
    }
    let never = judge(&base_with_timestamp(), &base.trust());
    assert_eq!(
        (codes(&never, Severity::Note).contains(&"revoked-later"), never.seal.signatures[0].revoked_since.clone()),
        (false, None)
    );
}

#[test]
fn a_list_that_ended_before_is_said_to_have_ended() {
    let base = Base::default();
    let judged = |until: &str| {
        let lists = vec![list_ending(["20261119000000Z", until], &base.root)];
        let verdict = judge(&base.sealed(), &TrustStore { lists, ..base.trust() });
        let reasons = &verdict.seal.signatures[0].reasons;
        let ended = reasons.iter().find(|one| one.code.as_str() == "status-ended");
        (verdict.seal.signatures[0].revocation, ended.and_then(|one| one.entry.clone()))
    };
    let ended = Some("2026-11-21T00:00:00Z".to_owned());
    assert_eq!(judged("20261121000000Z"), (Revocation::NotChecked, ended));
    assert_eq!(judged("20261123000000Z"), (Revocation::GoodByCrl, None));
}

/// RFC 5280 5.3.1: of all reasons a suspension alone may be lifted, and the authority's last word tells of it.
#[test]
fn a_suspension_holds_until_a_later_list_knows_nothing_of_it() {
    let base = Base::default();
    let serial = Wish::signer().serial;
    let list = |at: &str, reason: Option<u8>| {
        let entries: &[(&[u8], &str, Option<u8>)] = &[(&serial, "20261101000000Z", reason)];
        list_at(at, &base.root, if reason.is_some() { entries } else { &[] }, &[])
    };
    let judged = |lists: [Vec<u8>; 2]| {
        let verdict = judge(&base.sealed(), &TrustStore { lists: lists.to_vec(), ..base.trust() });
        verdict.seal.signatures[0].revocation
    };
    let (first, then) = ("20261110000000Z", "20261121000000Z");
    let (hold, compromised) = (Some(6), Some(1));
    for (of_first, of_then, expected) in [
        (hold, None, Revocation::GoodByCrl),
        (None, hold, Revocation::Revoked),
        (hold, hold, Revocation::Revoked),
        (compromised, None, Revocation::Revoked),
        (hold, compromised, Revocation::Revoked),
    ] {
        let lists = [list(first, of_first), list(then, of_then)];
        let [one, other] = lists.clone();
        assert_eq!([judged(lists), judged([other, one])], [expected; 2], "{of_first:?} {of_then:?}");
    }
    // A timestamp proves that it was signed at 08:31 of the 20th: while it was suspended, or before it was seen to be.
    let stamped = |at: &str| {
        let lists = vec![list(at, hold), list("20261122000000Z", None)];
        judge(&base_with_timestamp(), &TrustStore { lists, ..base.trust() }).seal.signatures[0].revocation
    };
    assert_eq!(stamped("20261120120000Z"), Revocation::Revoked);
    assert_ne!(stamped("20261120000000Z"), Revocation::Revoked);
}

/// Whoever sends a bundle may put in what nobody signed; what it would take to try it all is bounded, and what is not tried is not valid.
#[test]
fn of_certificates_lists_and_responses_so_many_are_tried_and_that_not_all_were_is_said() {
    let base = Base::foreign();
    let few = judge(&answers_without_end(2), &base.trust());
    assert_eq!((few.outcome, codes(&few, Severity::Error)), (Outcome::Valid, vec![]));
    let many = judge(&answers_without_end(64), &base.trust());
    assert_eq!(many.outcome, Outcome::Intact);
    let first = &many.seal.signatures[0];
    assert_eq!((first.trust, &first.reasons), (Trust::Trusted, &few.seal.signatures[0].reasons));
    let last = many.seal.signatures.last().unwrap();
    assert_eq!((last.trust, last.revocation), (Trust::NotJudged, Revocation::NotChecked));
    let errors: Vec<&str> =
        last.reasons.iter().filter(|one| one.severity == Severity::Error).map(|one| one.code.as_str()).collect();
    assert_eq!(errors, ["chain-not-judged", "too-many-checks"]);
}
