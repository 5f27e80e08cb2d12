//! `hoso prepare` and `hoso finish`: the signature comes from somewhere else.

use std::fs;
use std::path::Path;
use std::process::Command;

use hoso_core::bundle::Algorithm;
use hoso_core::json::sha256_hex;
use hoso_core::key::{Identity, open_p12, sign};

use crate::bundle::{TIME, bundle, change, example, key, verify};
use crate::{Ran, hoso, run};

pub fn identity(p12: &str) -> Identity {
    open_p12(&fs::read(key(p12)).unwrap(), "mật khẩu thử", TIME.parse().unwrap()).unwrap()
}

/// `hoso prepare` of the example in the folder, for the key of that file, into `to-sign` there.
fn prepare(folder: &Path, p12: &str) -> Command {
    let certificate = folder.join("signer.der");
    fs::write(&certificate, identity(p12).certificate().der()).unwrap();
    let mut command = hoso(["prepare", "--time", TIME]);
    command.arg(folder.join("dossier.json")).arg("--files").arg(folder).arg("--certificate").arg(certificate);
    command.arg("-o").arg(folder.join("to-sign"));
    command
}

/// `hoso finish` with these bytes as the signature.
fn finish(folder: &Path, signature: &[u8]) -> Command {
    let file = folder.join("signature");
    fs::write(&file, signature).unwrap();
    let mut command = hoso(["finish"]);
    command.arg(folder.join("to-sign")).arg("--signature").arg(file).arg("--files").arg(folder);
    command.arg("-o").arg(folder.join("out.asice"));
    command
}

fn signed(folder: &Path, p12: &str, algorithm: Algorithm) -> Vec<u8> {
    sign(&identity(p12), algorithm, &fs::read(folder.join("to-sign/tbs.bin")).unwrap(), [3; 32]).unwrap()
}

#[track_caller]
fn refused(ran: &Ran, expected: &str) {
    assert!(ran.code == Some(2) && ran.err.contains(expected), "{expected}: {}{}", ran.out, ran.err);
}

#[test]
fn what_was_signed_elsewhere_is_finished_and_verifies() {
    for (p12, asked, algorithm) in [
        ("filer.p12", None, Algorithm::EcdsaP256),
        ("filer-rsa.p12", None, Algorithm::RsaPss),
        ("filer-rsa.p12", Some("rsa-pkcs1"), Algorithm::RsaPkcs1),
    ] {
        let folder = example(&format!("elsewhere-{}", algorithm.as_str()));
        let ran = run(prepare(&folder, p12).args(asked.iter().flat_map(|name| ["--algorithm", name])));
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let to_be_signed = fs::read(folder.join("to-sign/tbs.bin")).unwrap();
        assert!(ran.out.contains(&sha256_hex(&to_be_signed)) && ran.out.contains(algorithm.as_str()), "{}", ran.out);
        assert_eq!(fs::read(folder.join("to-sign/tbs.digest")).unwrap(), algorithm.digest(&to_be_signed));
        let ran = run(&mut finish(&folder, &signed(&folder, p12, algorithm)));
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let verdict = verify(&folder);
        assert_eq!(verdict.code, Some(0), "{}", verdict.out);
    }
}

#[test]
fn a_bundle_signed_elsewhere_is_the_one_that_is_signed_here() {
    let folder = example("elsewhere-same");
    assert_eq!(run(&mut bundle(&folder, "filer.p12")).code, Some(0));
    let here = fs::read(folder.join("out.asice")).unwrap();
    assert_eq!(run(&mut prepare(&folder, "filer.p12")).code, Some(0));
    let signature = signed(&folder, "filer.p12", Algorithm::EcdsaP256);
    assert_eq!(run(finish(&folder, &signature).arg("--force")).code, Some(0));
    assert!(here == fs::read(folder.join("out.asice")).unwrap());
}

#[test]
fn a_signature_that_does_not_fit_writes_nothing_and_says_why() {
    let folder = example("elsewhere-wrong");
    assert_eq!(run(&mut prepare(&folder, "filer-rsa.p12")).code, Some(0));
    let pkcs1 = signed(&folder, "filer-rsa.p12", Algorithm::RsaPkcs1);
    refused(&run(&mut finish(&folder, &pkcs1)), "rsa-pkcs1");
    refused(&run(&mut finish(&folder, b"")), "empty");
    refused(&run(&mut finish(&folder, b"a letter")), "no raw signature");
    refused(&run(&mut finish(&folder, &[7; 256])), "does not fit");
    assert!(!folder.join("out.asice").exists());
}

#[test]
fn a_file_that_changed_since_it_was_prepared_writes_nothing() {
    let folder = example("elsewhere-changed");
    assert_eq!(run(&mut prepare(&folder, "filer.p12")).code, Some(0));
    let signature = signed(&folder, "filer.p12", Algorithm::EcdsaP256);
    let file = folder.join("quy-tac-hoat-dong.pdf");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, [&bytes[..], b" "].concat()).unwrap();
    refused(&run(&mut finish(&folder, &signature)), "no longer the file");
    let waiting = folder.join("to-sign/waiting.json");
    let text = fs::read_to_string(&waiting).unwrap();
    fs::write(&waiting, text.replace("2026-05-10T08:30:00Z", "2026-05-11T08:30:00Z")).unwrap();
    fs::write(&file, bytes).unwrap();
    refused(&run(&mut finish(&folder, &signature)), "does not fit");
    fs::write(&waiting, "{}").unwrap();
    refused(&run(&mut finish(&folder, &signature)), "no bundle that waits");
    let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(names.into_iter().all(|name| !name.ends_with(".part") && name != "out.asice"));
}

#[test]
fn nothing_is_prepared_for_a_certificate_that_may_not_sign() {
    let folder = example("elsewhere-unfit");
    refused(&run(&mut prepare(&folder, "expired.p12")), "expired on 31/12/2025");
    refused(&run(&mut prepare(&folder, "no-use.p12")), "not issued for signing");
    refused(&run(prepare(&folder, "filer.p12").args(["--algorithm", "rsa-pss"])), "not one of the certificate's key");
    let mut no_certificate = hoso(["prepare"]);
    no_certificate.arg(folder.join("dossier.json")).arg("--files").arg(&folder).arg("-o").arg(folder.join("to-sign"));
    refused(&run(no_certificate.arg("--certificate").arg(folder.join("dossier.json"))), "PEM");
    assert!(!folder.join("to-sign").exists());
    assert_eq!(run(&mut prepare(&folder, "filer.p12")).code, Some(0));
    refused(&run(&mut prepare(&folder, "filer.p12")), "--force");
}

#[test]
fn a_further_signature_is_made_elsewhere_too() {
    let folder = example("further-elsewhere");
    assert_eq!(run(&mut bundle(&folder, "filer.p12")).code, Some(0));
    let out = folder.join("out.asice");
    let further = |p12: &str| {
        let certificate = folder.join("signer.der");
        fs::write(&certificate, identity(p12).certificate().der()).unwrap();
        let mut command = hoso(["prepare", "--time", TIME, "--force"]);
        command.arg(&out).arg("--certificate").arg(certificate).arg("-o").arg(folder.join("to-sign"));
        command
    };
    let finish = |signature: &[u8]| {
        fs::write(folder.join("signature"), signature).unwrap();
        let mut command = hoso(["finish", "--force"]);
        command.arg(folder.join("to-sign")).arg("--signature").arg(folder.join("signature"));
        command.arg("--files").arg(&out).arg("-o").arg(folder.join("signed.asice"));
        command
    };
    refused(&run(&mut further("filer.p12")), "has signed the bundle already");
    let ran = run(&mut further("filer-rsa.p12"));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    refused(&run(&mut finish(&[7; 256])), "does not fit");
    let signature = signed(&folder, "filer-rsa.p12", Algorithm::RsaPss);
    let ran = run(&mut finish(&signature));
    assert!(ran.code == Some(0) && ran.out.contains("2 signatures"), "{}{}", ran.out, ran.err);
    fs::copy(folder.join("signed.asice"), &out).unwrap();
    let verdict = verify(&folder);
    assert_eq!(verdict.code, Some(0), "{}", verdict.out);
    refused(&run(&mut finish(&signature)), "has signed the bundle already");
    let waiting = folder.join("to-sign/waiting.json");
    let text = fs::read_to_string(&waiting).unwrap();
    fs::write(&waiting, text.replace("\"further\":1", "\"further\":2")).unwrap();
    refused(&run(&mut finish(&signature)), "written by a newer hoso");
    fs::write(&waiting, text).unwrap();
    change(&folder, |dossier| dossier["forms"]["m-01"]["name"] = "CÔNG TY ĐỔI TÊN".into());
    assert_eq!(run(bundle(&folder, "filer.p12").args(["--even-if-unmet", "--force"])).code, Some(0));
    refused(&run(&mut finish(&signature)), "prepared for another bundle");
    let mut no_files = hoso(["prepare", "-o"]);
    no_files.arg(folder.join("other")).arg(folder.join("dossier.json")).args(["--certificate"]).arg(key("root.pem"));
    refused(&run(&mut no_files), "--files is needed");
}
