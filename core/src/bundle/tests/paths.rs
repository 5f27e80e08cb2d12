//! Where a signer's certificate comes from, said before anything is signed.

use super::*;

fn path(certificate: &[u8], others: &[&[u8]]) -> CertificationPath {
    let others: Vec<Vec<u8>> = others.iter().map(|der| der.to_vec()).collect();
    certification_path(&Certificate::from_der(certificate).unwrap(), &others, at(SIGNED_AT))
}

#[test]
fn the_root_is_named_where_all_that_leads_there_came_along() {
    let (root, key) = (Authority::root(), Key::p256(5));
    let between = root.below(&Wish::authority("Cấp dưới"));
    let certificate = between.issue(&Wish::default(), &key);
    let to_root = CertificationPath::Root("Gốc thử nghiệm".into());
    assert_eq!(path(&certificate, &[&between.certificate, &root.certificate]), to_root);
    assert_eq!(path(&certificate, &[&root.certificate, b"no certificate", &between.certificate]), to_root);
}

#[test]
fn it_is_not_judged_where_an_issuer_is_missing() {
    let (root, key) = (Authority::root(), Key::p256(5));
    let between = root.below(&Wish::authority("Cấp dưới"));
    let certificate = between.issue(&Wish::default(), &key);
    for others in [&[][..], &[&root.certificate[..]]] {
        let found = path(&certificate, others);
        assert_eq!(found, CertificationPath::Unknown);
        assert!(!found.is_doubtful());
    }
}

#[test]
fn without_a_root_it_is_looked_at_as_far_as_it_leads() {
    let (root, key) = (Authority::root(), Key::p256(5));
    let above = root.below(&Wish::authority("Cấp trên"));
    let below = above.below(&Wish::authority("Cấp dưới"));
    let certificate = below.issue(&Wish::default(), &key);
    let to = |name: &str| CertificationPath::Authority(name.into());
    assert_eq!(path(&certificate, &[&below.certificate]), to("Cấp dưới"));
    assert_eq!(path(&certificate, &[&below.certificate, &above.certificate]), to("Cấp trên"));
    assert!(!to("Cấp trên").is_doubtful());
    let old = root.below(&Wish { not_after: "260101000000Z", ..Wish::authority("Cấp cũ") });
    assert_eq!(path(&old.issue(&Wish::default(), &key), &[&old.certificate]), CertificationPath::NotCurrent);
    let no_use = above.below(&Wish { key_usage: Some(authority::KEY_ENCIPHERMENT), ..Wish::authority("Cấp sai") });
    let certificate = no_use.issue(&Wish::default(), &key);
    assert_eq!(path(&certificate, &[&no_use.certificate, &above.certificate]), CertificationPath::Broken);
}

#[test]
fn an_issuer_out_of_its_time_or_use_is_doubtful() {
    let (root, key) = (Authority::root(), Key::p256(5));
    let old = root.below(&Wish { not_after: "260101000000Z", ..Wish::authority("Cấp dưới") });
    let found = path(&old.issue(&Wish::default(), &key), &[&old.certificate, &root.certificate]);
    assert_eq!(found, CertificationPath::NotCurrent);
    assert!(found.is_doubtful());
    let no_use = root.below(&Wish { key_usage: Some(authority::KEY_ENCIPHERMENT), ..Wish::authority("Cấp dưới") });
    let found = path(&no_use.issue(&Wish::default(), &key), &[&no_use.certificate, &root.certificate]);
    assert_eq!(found, CertificationPath::Broken);
}
