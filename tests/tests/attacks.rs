//! Known attacks: each is refused or flagged for exactly its reason, and the bundle that it was made from is valid.

use hoso_core::bundle::{
    Container, Integrity, Outcome, Profile, Revocation, Severity, SignatureState, Trust, TrustStore, Verdict,
};
use hoso_core::report;
use hoso_tests::attacks::{
    Attack, Base, Effect, Wish, all, answer, base_with_cades, base_with_timestamp, codes, desk, extension, judge,
    trust, with_free_words, with_issuer_named, with_zip64_field,
};

#[test]
fn the_base_is_valid_and_met_and_a_second_hand_writes_it_alike() {
    let base = Base::default();
    assert_eq!(base.sealed(), base.with_entries(|_| ()), "two writers differ");
    let verdict = judge(&base.sealed(), &base.trust());
    assert_eq!((verdict.outcome, codes(&verdict, Severity::Error)), (Outcome::Valid, vec![]));
    assert_eq!(codes(&verdict, Severity::Warning), ["filing-day-apart", "revocation-not-checked"]);
    let report = verdict.dossier.unwrap().report.unwrap();
    assert_eq!(report.verdict, report::Verdict::Met);
}

#[test]
fn the_base_of_other_software_is_valid_too() {
    let base = Base::foreign();
    let verdict = judge(&base.with_entries(|_| ()), &base.trust());
    assert_eq!(
        (verdict.outcome, verdict.seal.container, codes(&verdict, Severity::Error)),
        (Outcome::Valid, Container::Foreign, vec![])
    );
    assert_eq!(codes(&verdict, Severity::Warning), ["filing-day-apart", "revocation-not-checked"]);
}

#[test]
fn the_base_with_a_timestamp_is_valid_and_nothing_is_said_of_it() {
    let verdict = judge(&base_with_timestamp(), &Base::default().trust());
    assert_eq!((verdict.outcome, codes(&verdict, Severity::Error)), (Outcome::Valid, vec![]));
    assert_eq!(codes(&verdict, Severity::Warning), ["filing-day-apart"]);
    let [signature] = &verdict.seal.signatures[..] else { panic!("one signature") };
    assert_eq!((signature.profile, signature.revocation), (Profile::XadesLt, Revocation::GoodByOcsp));
    assert_eq!(signature.proven_time.as_deref(), Some("2026-11-20T08:31:00Z"));
}

/// RFC 3161 clause 4: what an authority stamped before it ceased in order stays good; where its key may be another's, nothing does.
#[test]
fn a_signature_on_a_signature_is_listed_and_not_judged() {
    let foreign = Base::foreign();
    let mut countersigned = foreign.claims();
    let inner = countersigned.file(b"").replace("id-7", "id-8");
    let (_, inner) = inner.split_once("<asic:XAdESSignatures").unwrap();
    let (_, inner) = inner.split_once('>').unwrap();
    let (inner, _) = inner.split_once("</asic:").unwrap();
    countersigned.unsigned = format!(
        "<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:CounterSignature>{inner}\
         </xades:CounterSignature></xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
    );
    let bytes = foreign.with_claims(|claims| claims.unsigned = countersigned.unsigned);
    let verdict = judge(&bytes, &foreign.trust());
    assert_eq!((verdict.outcome, codes(&verdict, Severity::Error)), (Outcome::Valid, vec![]));
    assert_eq!(codes(&verdict, Severity::Warning), ["filing-day-apart", "revocation-not-checked"]);
    assert_eq!(not_judged(&verdict), ["CounterSignature"]);
}

/// The properties of the first signature that are listed as not judged.
fn not_judged(verdict: &Verdict) -> Vec<&str> {
    let of_first = verdict.seal.signatures.first().map_or(&[][..], |first| &first.reasons);
    let reasons = of_first.iter().filter(|one| one.code.as_str() == "property-not-judged");
    reasons.filter_map(|one| one.entry.as_deref()).collect()
}

#[test]
fn of_values_that_nobody_signed_only_so_many_are_looked_at() {
    let base = Base::default();
    let attack = all(&base).into_iter().find(|attack| attack.name == "values-without-end").unwrap();
    assert_eq!(not_judged(&judge(&attack.bytes, &trust(&base))), ["CertificateValues", "RevocationValues"]);
}

#[test]
fn of_timestamps_only_so_many_are_judged_and_that_there_are_more_is_said() {
    let base = Base::foreign();
    let stamped = |count: u8| {
        let one = |number: u8| {
            let token = format!("AAA{}", char::from(b'A' + number));
            format!(
                "<xades:SignatureTimeStamp><xades:EncapsulatedTimeStamp>{token}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>"
            )
        };
        let all: String = (0..count).map(one).collect();
        let bytes = base.with_claims(|claims| {
            claims.unsigned = format!(
                "<xades:UnsignedProperties><xades:UnsignedSignatureProperties>{all}</xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
            );
        });
        let verdict = judge(&bytes, &base.trust());
        (codes(&verdict, Severity::Error).len(), not_judged(&verdict).join(" "))
    };
    assert_eq!(stamped(8), (8, String::new()));
    assert_eq!(stamped(9), (8, "SignatureTimeStamp".to_owned()));
    assert_eq!(stamped(20), stamped(9));
}

#[test]
fn whatever_stands_there_and_nobody_signed_is_listed() {
    let base = Base::foreign();
    let verdict = judge(&with_free_words(), &base.trust());
    assert_eq!((verdict.outcome, codes(&verdict, Severity::Error)), (Outcome::Valid, vec![]));
    assert_eq!(not_judged(&verdict), ["x", "KeyName", "X509SubjectName", "QualifyingProperties", "Object"]);
    assert!(codes(&verdict, Severity::Note).contains(&"comment-not-signed"), "an extra field");
}

/// EN 319 132-1 5.2.2: the first is the signer's; the others are those of the path.
#[test]
fn of_several_certificates_that_are_named_the_first_is_the_signer() {
    let base = Base::foreign();
    let named = |further: &str| {
        let bytes = base.with_claims(|claims| {
            claims.further_certificates = format!(
                "<xades:Cert><xades:CertDigest><ds:DigestMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" \
                 Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></ds:DigestMethod>\
                 <ds:DigestValue xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{further}</ds:DigestValue></xades:CertDigest></xades:Cert>"
            );
        });
        let verdict = judge(&bytes, &base.trust());
        (verdict.outcome, codes(&verdict, Severity::Error).len())
    };
    assert_eq!(named("AAAA"), (Outcome::Valid, 0));
}

#[test]
fn where_no_signature_could_be_judged_nothing_is_called_intact() {
    let base = Base::default();
    let mut not_judged = Vec::new();
    for attack in all(&base) {
        let seal = judge(&attack.bytes, &base.trust()).seal;
        let is_right = seal.signatures.iter().any(|one| one.state == SignatureState::Right);
        assert!(is_right || seal.integrity != Integrity::Intact, "{}", attack.file_name());
        if seal.integrity == Integrity::NotJudged {
            not_judged.push(attack.name);
            assert!(seal.parts.iter().all(|part| !part.intact), "{}", attack.file_name());
        }
    }
    for name in ["foreign-hmac", "foreign-digest-md5", "foreign-transform-xslt"] {
        assert!(not_judged.contains(&name), "{name}: {not_judged:?}");
    }
}

#[test]
fn every_attack_is_answered_for_its_reason() {
    let base = Base::default();
    let (trust, plain) = (trust(&base), judge(&base.sealed(), &base.trust()));
    let known = codes(&plain, Severity::Warning);
    let wrong: Vec<String> =
        all(&base).iter().filter_map(|attack| wrong(attack, &answer(attack, &base, &trust), &known)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How the answer to an attack is not the one that it should get.
fn wrong(attack: &Attack, verdict: &Verdict, known: &[&str]) -> Option<String> {
    let (weight, is_right) = match attack.effect {
        Effect::Refuse => (Severity::Error, verdict.outcome != Outcome::Valid),
        Effect::Flag => (Severity::Warning, verdict.outcome == Outcome::Valid),
    };
    let is_new = |code: &&str| !known.contains(code) || attack.codes.contains(code);
    let said: Vec<&str> = codes(verdict, weight).into_iter().filter(is_new).collect();
    (!is_right || said != attack.codes)
        .then(|| format!("{}: {:?} {said:?}, not {:?}", attack.file_name(), verdict.outcome, attack.codes))
}

/// Attack 58 begins with what is right in itself.
#[test]
fn a_right_bundle_is_taken_by_the_desk_that_it_is_for() {
    let base = Base::default();
    let mut verdict = judge(&base.sealed(), &base.trust());
    verdict.demand(&desk());
    assert_eq!((verdict.outcome, codes(&verdict, Severity::Error)), (Outcome::Valid, vec![]));
    for name in ["other-procedure", "other-recipient"] {
        let attack = all(&base).into_iter().find(|attack| attack.name == name).unwrap();
        assert_eq!(judge(&attack.bytes, &base.trust()).outcome, Outcome::Valid, "{name}");
    }
}

#[test]
fn every_number_of_the_list_is_there() {
    let numbers: std::collections::BTreeSet<u8> = all(&Base::default()).iter().map(|attack| attack.number).collect();
    let missing: Vec<u8> = (1..=58).filter(|number| !numbers.contains(number)).collect();
    assert_eq!(missing, [0; 0]);
}

/// What differs from the attacks only in being right is valid.
#[test]
fn what_names_the_signer_or_a_size_once_more_and_rightly_is_valid() {
    let trust = Base::foreign().trust();
    for bytes in with_issuer_named().into_iter().chain([base_with_cades(), with_zip64_field()]) {
        let verdict = judge(&bytes, &trust);
        assert_eq!((verdict.outcome, codes(&verdict, Severity::Error)), (Outcome::Valid, vec![]));
        assert_eq!(codes(&verdict, Severity::Warning), ["filing-day-apart", "revocation-not-checked"]);
    }
}

/// XML Schema 2 3.2.16: base64 may be set in lines, and those set in.
#[test]
fn a_signature_value_in_lines_that_are_set_in_is_right() {
    let foreign = Base::foreign();
    let set_in = |xml: &str| {
        let (head, value) = xml.split_once("-Value\">").unwrap();
        let (first, rest) = value.split_at(64);
        format!("{head}-Value\">\n\t  {first}\n        {}", rest.replacen('<', "\n      <", 1))
    };
    let verdict = judge(&foreign.with_signature_file(set_in), &foreign.trust());
    assert_eq!((verdict.outcome, codes(&verdict, Severity::Error)), (Outcome::Valid, vec![]));
}

/// XML Schema 2 3.2.7.3: a time without a zone may be of any, 14 hours ahead of UTC at most. It is checked on 22/11 at 03:00 in UTC.
#[test]
fn a_claimed_time_without_a_zone_is_said_and_in_the_future_only_where_it_is_everywhere() {
    let foreign = Base::foreign();
    let judged = |time: &'static str| {
        let verdict = judge(&foreign.with_claims(|claims| claims.time = time), &foreign.trust());
        let claimed = verdict.seal.signatures[0].claimed_time.clone().unwrap();
        let is_vague = codes(&verdict, Severity::Warning).contains(&"time-zone-not-stated");
        (codes(&verdict, Severity::Error), is_vague, claimed)
    };
    assert_eq!(judged("2026-11-22T10:00:00"), (vec![], true, "2026-11-22T10:00:00".to_owned()));
    assert_eq!(judged("2026-11-22T17:04:00").0, [""; 0]);
    assert_eq!(judged("2026-11-22T17:06:00"), (vec!["signing-time-in-future"], true, "2026-11-22T17:06:00".to_owned()));
    assert_eq!(judged("2026-11-22T10:00:00+07:00"), (vec![], false, "2026-11-22T03:00:00Z".to_owned()));
    assert_eq!(judged("2026-11-22T10:00:00Z").0, ["signing-time-in-future"]);
}

/// A right signature over content that was changed since does not fit it.
#[test]
fn of_a_right_signature_over_changed_content_that_is_said() {
    let base = Base::default();
    let said = |bytes: &[u8]| {
        let signature = &judge(bytes, &base.trust()).seal.signatures[0];
        (signature.state, signature.say().state.en)
    };
    let (fits, changed) = (
        "The signature fits the content and the certificate.",
        "The signature was made by the key of this certificate, but the content is not what was signed.",
    );
    for bytes in [base.sealed(), base_with_timestamp(), base_with_cades()] {
        assert_eq!(said(&bytes), (SignatureState::Right, fits.to_owned()));
    }
    for attack in all(&base) {
        if ["changed-byte", "foreign-changed-byte", "foreign-changed-dossier", "foreign-part-missing"]
            .contains(&attack.name)
        {
            assert_eq!(said(&attack.bytes), (SignatureState::Right, changed.to_owned()), "{}", attack.name);
        }
    }
}

/// Nothing was computed that differs, so nothing is called wrong or damaged.
#[test]
fn what_is_made_in_a_way_that_is_not_supported_is_not_called_wrong() {
    let base = Base::default();
    let attacks = all(&base);
    for (name, outcome) in [
        ("foreign-cades-two-signers", Outcome::NotJudged),
        ("foreign-cades-of-indefinite-length", Outcome::NotJudged),
        ("foreign-cades-certificate-not-signed", Outcome::NotJudged),
        ("timestamp-twice", Outcome::NotJudged),
        // Its signature beside that is right.
        ("foreign-timestamp-of-the-container", Outcome::Intact),
    ] {
        let attack = attacks.iter().find(|attack| attack.name == name).unwrap();
        assert_eq!(judge(&attack.bytes, &base.trust()).outcome, outcome, "{name}");
    }
}

/// Level T is what proves a time, level LT what is known of the signer's certificate from what came along.
#[test]
fn a_level_is_said_only_where_it_is_reached() {
    let base = Base::default();
    let attacks = all(&base);
    for (name, profile) in [
        ("timestamp-not-trusted", Profile::XadesB),
        ("timestamp-of-another", Profile::XadesB),
        ("status-unknown", Profile::XadesT),
        ("values-without-end", Profile::XadesLt),
    ] {
        let attack = attacks.iter().find(|attack| attack.name == name).unwrap();
        assert_eq!(judge(&attack.bytes, &base.trust()).seal.signatures[0].profile, profile, "{name}");
    }
}

/// RFC 5280 4.2.1.10: whether a directory name is within a constraint is not judged here, and nothing is said to be broken.
#[test]
fn what_is_not_judged_of_a_path_is_not_called_broken() {
    let mut base = Base::default();
    let wrap = |tag: u8, inside: &[u8]| [&[tag, inside.len() as u8], inside].concat();
    let name = [0x30, 0x0d, 0x31, 0x0b, 0x30, 0x09, 6, 3, 0x55, 4, 6, 0x13, 2, b'V', b'N'];
    let permitted = wrap(0x30, &wrap(0xa0, &wrap(0x30, &wrap(0xa4, &name))));
    let policy = wrap(0x30, &[0x80, 1, 0]);
    for (id, value) in [("2.5.29.30", permitted), ("2.5.29.36", policy)] {
        let wish = Wish {
            serial: vec![0x44],
            extensions: vec![extension(id, true, &value)],
            ..Wish::authority("Tổ chức chứng thực thử nghiệm")
        };
        let middle = base.root.below(&wish, 23);
        base.certificate = middle.issue(&Wish::signer(), &base.key);
        let trust = TrustStore { intermediates: vec![middle.certificate], ..base.trust() };
        let verdict = judge(&base.sealed(), &trust);
        assert_eq!(
            (verdict.outcome, verdict.seal.signatures[0].trust, codes(&verdict, Severity::Error)),
            (Outcome::Intact, Trust::NotJudged, vec!["chain-not-judged"]),
            "{id}"
        );
    }
}
