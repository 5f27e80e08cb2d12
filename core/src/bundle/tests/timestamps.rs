//! Timestamps: which answers are taken. The answer here was made by `openssl ts` of OpenSSL 3.0 over `what is stamped`, with the nonce
//! 1 to 16. That raised bundles are accepted by other software is shown in `tests/verify`.

use super::*;

const ANSWER: &[u8] = include_bytes!("data/timestamp.tsr");
const NONCE: [u8; 16] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
/// A refusal (RFC 3161 2.4.2): status 2.
const REFUSAL: [u8; 7] = [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02];

fn take_for(stamped: &[u8], nonce: [u8; 16], answer: &[u8]) -> Result<Timestamp, TimestampError> {
    TimestampRequest::new(stamped, nonce).take(answer)
}

#[test]
fn an_answer_of_openssl_is_taken_and_only_for_what_was_asked() {
    let stamp = take_for(b"what is stamped", NONCE, ANSWER).unwrap();
    assert!(stamp.authority().subject().contains("CN=Dấu thời gian thử nghiệm"), "{}", stamp.authority().subject());
    assert_eq!(stamp.time().format("%Y-%m-%d").to_string(), "2026-11-30");
    let refused = |stamped, nonce, answer| take_for(stamped, nonce, answer).map(|_| ()).unwrap_err();
    assert_eq!(refused(b"something else", NONCE, ANSWER), TimestampError::OtherImprint);
    assert_eq!(refused(b"what is stamped", [9; 16], ANSWER), TimestampError::OtherNonce);
    assert_eq!(refused(b"what is stamped", NONCE, &REFUSAL), TimestampError::Refused(2));
    assert_eq!(refused(b"what is stamped", NONCE, b"<html>"), TimestampError::Unreadable);
    assert_eq!(refused(b"what is stamped", NONCE, &ANSWER[..100]), TimestampError::Unreadable);
}

#[test]
fn a_request_is_what_the_standard_says() {
    let request = TimestampRequest::new(b"what is stamped", NONCE).der();
    let digest = <sha2::Sha256 as sha2::Digest>::digest(b"what is stamped");
    let imprint = [0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20];
    let expected = [&[0x30, 0x4b, 2, 1, 1], &imprint[..], &digest, &[2, 0x10], &NONCE, &[1, 1, 0xff]].concat();
    assert_eq!(request, expected);
}

#[test]
fn a_changed_byte_never_gives_another_time_or_authority() {
    let good = take_for(b"what is stamped", NONCE, ANSWER).unwrap();
    for place in 0..ANSWER.len() {
        let mut changed = ANSWER.to_vec();
        changed[place] ^= 1;
        if let Ok(taken) = take_for(b"what is stamped", NONCE, &changed) {
            assert_eq!((taken.time(), taken.authority().der()), (good.time(), good.authority().der()), "byte {place}");
        }
    }
}

#[test]
fn raising_needs_a_timestamp_for_each_signature_and_keeps_every_signature() {
    let (container, trust) = sealed();
    let opened = ToStamp::open(&container).unwrap();
    let stamp = take_for(b"what is stamped", NONCE, ANSWER).unwrap();
    assert_eq!(opened.raise(&[]), None);
    assert_eq!(opened.raise(&[stamp.clone(), stamp.clone()]), None);
    let raised = flat(opened.raise(&[stamp]).unwrap());
    let (text, whole) = (String::from_utf8_lossy(&raised), String::from_utf8_lossy(&container));
    let value = whole.split_once("<ds:SignatureValue").unwrap().1.split_once("</ds:SignatureValue>").unwrap().0;
    assert!(text.contains(value) && text.contains("<xades:EncapsulatedTimeStamp>"));
    let stamped = String::from_utf8(opened.stamped().remove(0)).unwrap();
    assert_eq!(
        stamped,
        format!("<ds:SignatureValue xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"{value}</ds:SignatureValue>")
    );
    let seal = verify(&raised, &trust);
    assert_eq!((seal.container, seal.signatures[0].profile), (Container::HosoRaised, Profile::XadesB));
    // That timestamp is over something else.
    assert_eq!(errors(&seal), ["timestamp-wrong"]);
    assert!(matches!(ToStamp::open(&raised), Err(OpenError::Refused(_))));
}

/// A timestamp token, of something else than any signature here.
pub(super) fn token() -> Vec<u8> {
    take_for(b"what is stamped", NONCE, ANSWER).unwrap().token().to_vec()
}

/// The common good bundle, raised.
fn raised() -> (Vec<u8>, TrustStore) {
    let (container, trust) = sealed();
    let stamp = take_for(b"what is stamped", NONCE, ANSWER).unwrap();
    (flat(ToStamp::open(&container).unwrap().raise(&[stamp]).unwrap()), trust)
}

#[test]
fn where_the_parts_of_a_raised_bundle_stand_is_known() {
    let (raised, trust) = raised();
    let places: Vec<_> = open(&sealed().0).unwrap().places().iter().copied().map(Some).collect();
    let seal = verify(&raised, &trust);
    assert_eq!((seal.integrity, seal.container), (Integrity::Intact, Container::HosoRaised));
    assert_eq!(part_places(&raised, &seal.parts).unwrap(), places);
    let mut parts = seal.parts;
    parts[0].intact = false;
    assert_eq!(part_places(&raised, &parts).unwrap()[0], None, "what no signature covers is not handed out");
}

#[test]
fn no_changed_byte_leaves_a_raised_bundle_intact() {
    let (raised, trust) = raised();
    for place in 0..raised.len() {
        let mut changed = raised.clone();
        changed[place] ^= if place % 2 == 0 { 1 } else { 0x40 };
        let integrity = verify(&changed, &trust).integrity;
        assert!(matches!(integrity, Integrity::Damaged | Integrity::NotAContainer), "{place}: {integrity:?}");
    }
}

/// The time of an entry, which no signature covers, in its header and in the directory; and a comment.
#[test]
fn a_raised_bundle_is_ours_byte_for_byte() {
    let (raised, trust) = raised();
    // Before the directory stands the line of an archive among the parts.
    let line = (0..raised.len() - 4).filter(|&at| raised[at..].starts_with(b"PK\x01\x02")).nth(1).unwrap();
    let mut timed = raised.clone();
    timed[10] ^= 1;
    timed[line + 12] ^= 1;
    let end = raised.len() - 2;
    let commented = [&raised[..end], &[2, 0], b"hi"].concat();
    for (changed, code) in [(timed, "differs-from-profile"), (commented, "zip-comment")] {
        let seal = verify(&changed, &trust);
        assert_eq!((seal.integrity, errors(&seal)), (Integrity::Damaged, vec![code]));
    }
}
