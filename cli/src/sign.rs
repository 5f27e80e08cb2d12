//! `hoso sign`: a further signature on a bundle, over the same parts. The signatures before it stay as they are.

use std::ops::ControlFlow;
use std::path::Path;

use hoso_core::bundle::{
    Certificate, Container, Integrity, Interrupted, OpenError, Opened, Outcome, Part, Reason, Seal, Severity, SignerIs,
    TrustStore, open, prepare_further, signer_is, verify_seal,
};
use hoso_core::dossier::Dossier;
use hoso_core::json::read;
use hoso_core::page::DOSSIER;
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Sign;
use crate::bundle::write::{Body, free, write};
use crate::progress::Meter;
use crate::verify::OnDisk;
use crate::{clock, input, packs, signer};

/// Largest dossier that is looked into, in bytes.
const MAX_DOSSIER: u64 = 16 << 20;

/// Signs a bundle once more.
///
/// # Errors
/// When something cannot be read or written, the bundle is not whole, or the key may not sign or has signed already.
pub fn run(asked: &Sign, lang: Lang) -> Result<Answer, Problem> {
    free(&asked.out, asked.force)?;
    let source = OnDisk::open(&asked.file)?;
    may_be_signed(&source, &asked.file, lang)?;
    let opened = open(&source).map_err(|error| unopened(error, &asked.file))?;
    let time = asked.time.unwrap_or_else(clock::now);
    let signer = signer::open(&asked.signer, time, lang)?;
    if opened.signers().any(|before| before.der() == signer.certificate().der()) {
        return Err(signed_already(&asked.file));
    }
    signer::introduce(signer.certificate(), &signer.others(), stands(&opened, signer.certificate()), time, lang);
    let prepared = prepare_further(&opened, signer.certificate().der(), signer.algorithm(), time);
    let prepared = prepared.map_err(|error| error.say())?;
    let segments = prepared.finish(&signer.sign(prepared.to_be_signed())?).map_err(|error| error.say())?;
    write(&asked.out, &segments, &bodies(opened.parts(), opened.places(), &asked.file), lang)?;
    Ok(Answer::new(signed(&asked.out, opened.signers().count() + 1, lang), true))
}

/// Whether a bundle takes a further signature.
///
/// # Errors
/// When it cannot be read, or takes none.
pub fn may_be_signed(source: &OnDisk, path: &Path, lang: Lang) -> Result<(), Problem> {
    match whole(source, path, lang)?.container {
        Container::HosoRaised => Err(stamped_already(path)),
        Container::HosoCades => Err(cades(path)),
        Container::Hoso | Container::Foreign | Container::NotRead => Ok(()),
    }
}

/// How the signer stands to the filer of the dossier inside; `None` where there is no dossier of a law that the program holds.
pub fn stands(opened: &Opened<'_>, certificate: &Certificate) -> Option<SignerIs> {
    let bytes = opened.read_part(DOSSIER, MAX_DOSSIER).ok()?;
    let dossier: Dossier = read(&bytes).ok()?;
    let law = packs::of(&dossier.pack, &[]).ok()?;
    Some(signer_is(&law.pack, &dossier, certificate))
}

/// What is known of a bundle that is as it was sealed. Nobody is let sign what was changed since.
pub fn whole(source: &OnDisk, path: &Path, lang: Lang) -> Result<Seal, Problem> {
    let seal = judged(source, path, lang)?;
    match (seal.integrity, seal.container) {
        (Integrity::Intact, Container::Foreign) => Err(foreign(path)),
        (Integrity::Intact, _) => Ok(seal),
        (Integrity::NotAContainer, _) => Err(no_bundle(path)),
        (Integrity::Damaged | Integrity::NotJudged, _) => Err(not_whole(path, worst(&seal))),
    }
}

/// What the verifier says of a container, trusting nobody.
pub fn judged(source: &OnDisk, path: &Path, lang: Lang) -> Result<Seal, Problem> {
    let mut meter = Meter::new(&Text::new("Đang thẩm tra", "Verifying"), lang);
    let seal = verify_seal(source, &TrustStore::default(), clock::now(), &mut |done, total| {
        meter.at(done, total);
        ControlFlow::Continue(())
    });
    seal.map_err(|error| match error {
        Interrupted::Read(error) => input::unreadable(path, &error),
        Interrupted::Cancelled => Problem::new("đã dừng.", "stopped."),
    })
}

/// Why a bundle was not opened.
pub fn unopened(error: OpenError, path: &Path) -> Problem {
    match error {
        OpenError::Refused(reason) => not_whole(path, Some(&reason)),
        OpenError::Read(error) => input::unreadable(path, &error),
    }
}

/// The parts of a bundle, read where they are.
pub fn bodies<'a>(parts: &[Part], places: &[u64], path: &'a Path) -> Vec<Body<'a>> {
    let parts = parts.iter().zip(places);
    parts.map(|(part, at)| Body::Within { bundle: path, at: *at, digests: part.digests }).collect()
}

fn worst(seal: &Seal) -> Option<&Reason> {
    seal.all_reasons().find(|reason| reason.severity == Severity::Error)
}

fn not_whole(path: &Path, reason: Option<&Reason>) -> Problem {
    let path = path.display();
    let (vi, en) = reason.map_or(("", ""), |reason| (reason.vi, reason.en));
    Problem::new(
        format!("{path}: gói không còn nguyên vẹn, nên không được ký hay thêm gì. {vi}"),
        format!("{path}: not as it was sealed, so nothing is signed or added. {en}"),
    )
}

fn no_bundle(path: &Path) -> Problem {
    let (path, said) = (path.display(), Outcome::NotAContainer.say());
    Problem::new(format!("{path}: {}", said.vi), format!("{path}: {}", said.en))
}

fn foreign(path: &Path) -> Problem {
    let path = path.display();
    Problem::new(
        format!("{path}: gói do phần mềm khác ghi hoặc thêm vào, nên hoso không ký hay thêm gì. Hãy dùng phần mềm đó."),
        format!("{path}: written or added to by other software, so hoso signs and adds nothing. Use that software."),
    )
}

fn cades(path: &Path) -> Problem {
    let path = path.display();
    Problem::new(
        format!(
            "{path}: gói theo dạng CAdES chỉ nhận một chữ ký. Cần nhiều người ký thì hãy niêm phong theo dạng XAdES."
        ),
        format!("{path}: a bundle with CAdES takes one signature. For several signers seal it with XAdES."),
    )
}

/// That a bundle has its timestamps.
pub fn stamped_already(path: &Path) -> Problem {
    let path = path.display();
    Problem::new(
        format!("{path}: gói đã có dấu thời gian, nên không thêm được gì nữa. Hãy ký đủ rồi mới đóng dấu thời gian."),
        format!("{path}: it has a timestamp already, so nothing more can be added. Sign first, then have it stamped."),
    )
}

/// That it has signed the bundle.
pub fn signed_already(path: &Path) -> Problem {
    let path = path.display();
    Problem::new(
        format!("{path}: chứng thư số này đã ký gói rồi."),
        format!("{path}: this certificate has signed the bundle already."),
    )
}

/// What is said where the signature was added.
pub fn signed(out: &Path, count: usize, lang: Lang) -> String {
    let out = out.display();
    let done = Text::new(format!("Đã ký thêm: {out} ({count} chữ ký)"), format!("Signed: {out} ({count} signatures)"));
    format!("{}\n", done.get(lang))
}
