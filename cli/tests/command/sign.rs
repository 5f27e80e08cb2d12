//! `hoso sign`: a further signature on a bundle.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::bundle::{TIME, bundle, change, example, key, verify};
use crate::{hoso, run};

/// `hoso sign` of `out.asice` in the folder into `signed.asice` there.
fn sign(folder: &Path, p12: &str) -> Command {
    let mut command = hoso(["sign", "--time", TIME]);
    command.arg(folder.join("out.asice")).arg("--p12").arg(key(p12)).arg("-o").arg(folder.join("signed.asice"));
    command.env("HOSO_P12_PASSWORD", "mật khẩu thử");
    command
}

fn sealed(name: &str) -> std::path::PathBuf {
    let folder = example(name);
    assert_eq!(run(&mut bundle(&folder, "filer.p12")).code, Some(0));
    folder
}

#[test]
fn a_second_signature_is_added_in_place_too() {
    let folder = sealed("second-signature");
    let ran = run(&mut sign(&folder, "filer-rsa.p12"));
    assert!(ran.code == Some(0) && ran.out.contains("2 signatures"), "{}{}", ran.out, ran.err);
    let signed = fs::read(folder.join("signed.asice")).unwrap();
    let mut in_place = hoso(["sign", "--time", TIME, "--force"]);
    in_place
        .arg(folder.join("out.asice"))
        .arg("--p12")
        .arg(key("filer-rsa.p12"))
        .arg("-o")
        .arg(folder.join("out.asice"));
    assert_eq!(run(in_place.env("HOSO_P12_PASSWORD", "mật khẩu thử")).code, Some(0));
    let again = fs::read(folder.join("out.asice")).unwrap();
    assert_eq!(signed.len(), again.len());
    let verdict = verify(&folder);
    assert_eq!(verdict.code, Some(0), "{}", verdict.out);
}

#[test]
fn a_further_signer_of_another_enterprise_is_told_so() {
    let folder = example("other-enterprise");
    change(&folder, |dossier| dossier["forms"]["m-01"]["code"] = "0100109106".into());
    let other = "The tax code in the certificate is not the enterprise code in the dossier.";
    assert_eq!(run(bundle(&folder, "filer.p12").arg("--even-if-unmet")).code, Some(0));
    let ran = run(&mut sign(&folder, "filer-rsa.p12"));
    assert!(ran.code == Some(0) && ran.err.contains(other), "{}", ran.err);
    let ran = run(&mut sign(&sealed("same-enterprise"), "filer-rsa.p12"));
    assert!(ran.code == Some(0) && !ran.err.contains(other) && ran.err.contains("Signer: "), "{}", ran.err);
}

#[test]
fn who_has_signed_and_who_may_not_add_nothing() {
    let folder = sealed("no-second-signature");
    for (p12, expected) in [("filer.p12", "has signed the bundle already"), ("expired.p12", "expired on 31/12/2025")] {
        let ran = run(&mut sign(&folder, p12));
        assert!(ran.code == Some(2) && ran.err.contains(expected), "{expected}: {}", ran.err);
    }
    let mut bytes = fs::read(folder.join("out.asice")).unwrap();
    let at = bytes.windows(5).position(|five| five == b"%PDF-").unwrap();
    bytes[at + 6] ^= 1;
    fs::write(folder.join("out.asice"), bytes).unwrap();
    let ran = run(&mut sign(&folder, "filer-rsa.p12"));
    assert!(ran.code == Some(2) && ran.err.contains("not as it was sealed"), "{}", ran.err);
    fs::write(folder.join("out.asice"), "no bundle").unwrap();
    let ran = run(&mut sign(&folder, "filer-rsa.p12"));
    assert!(ran.code == Some(2) && ran.err.contains("no signed container"), "{}", ran.err);
    assert!(!folder.join("signed.asice").exists());
}

#[test]
fn why_nothing_is_added_is_true() {
    let folder = sealed("nothing-added");
    let ran = run(bundle(&folder, "filer.p12").args(["--format", "cades", "--force"]));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let cades = run(&mut sign(&folder, "filer-rsa.p12"));
    assert!(cades.code == Some(2) && cades.err.contains("takes one signature"), "{}", cades.err);
    assert!(!cades.err.contains("other software") && !cades.err.contains("not as it was"), "{}", cades.err);
}
