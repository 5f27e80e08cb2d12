//! `hoso verify`: a bundle judged as its receiver does, trusting nothing that the filer's software concluded.

pub mod asked;
mod many;
mod text;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Mutex;

use chrono::{DateTime, Utc};
use hoso_core::bundle::{self, Demand, Interrupted, Outcome, ReadAt, TrustStore, Verdict};
use hoso_core::law::{Pack, PackRef};
use hoso_core::report;
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem, UNREADABLE};
use crate::packs::Law;
use crate::progress::Meter;
use crate::{clock, input, packs};
use asked::{Form, Verify};
use text::safe;

/// What the receiver judges by.
pub struct Receiver {
    /// Roots, and what is known of revocation.
    pub store: TrustStore,
    /// When it judges.
    pub now: DateTime<Utc>,
    /// What it takes.
    pub demand: Demand,
    given: Vec<Law>,
    /// Packs that were used already.
    known: Mutex<Vec<(PackRef, Pack)>>,
}

impl Receiver {
    fn new(asked: &Verify) -> Result<Receiver, Problem> {
        let mut store = asked.roots.as_deref().map_or_else(|| Ok(TrustStore::default()), roots)?;
        for path in asked.lists.iter().chain(&asked.responses) {
            store.add_status(&input::read(path)?).map_err(|_| no_status(path))?;
        }
        let given = asked.packs.iter().map(|path| packs::read(path)).collect::<Result<Vec<_>, _>>()?;
        let demand = Demand { procedures: asked.procedures.clone(), recipients: asked.recipients.clone() };
        Ok(Receiver { store, now: clock::now(), demand, given, known: Mutex::new(Vec::new()) })
    }

    /// The verdict on a bundle; `meter` is told how far it is.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn judge(&self, path: &Path, meter: &mut dyn FnMut(u64, u64)) -> Result<Verdict, Problem> {
        let source = OnDisk::open(path)?;
        let packs = |wanted: &PackRef| self.pack(wanted);
        let verdict = bundle::verify(&source, &self.store, &packs, self.now, &mut |done, total| {
            meter(done, total);
            ControlFlow::Continue(())
        });
        verdict.map_err(|error| match error {
            Interrupted::Read(error) => input::unreadable(path, &error),
            Interrupted::Cancelled => Problem::new("đã dừng.", "stopped."),
        })
    }

    /// The pack of that version, given or held.
    pub fn pack(&self, wanted: &PackRef) -> Option<Pack> {
        if let Some(law) = self.given.iter().find(|law| law.reference == *wanted) {
            return Some(law.pack.clone());
        }
        let mut known = self.known.lock().ok()?;
        if let Some((_, pack)) = known.iter().find(|(reference, _)| reference == wanted) {
            return Some(pack.clone());
        }
        let pack = packs::held_version(wanted)?;
        known.push((wanted.clone(), pack.clone()));
        Some(pack)
    }
}

/// Verifies a bundle, or every bundle of a folder.
///
/// # Errors
/// When the file, the folder, the roots or a pack given cannot be read.
pub fn run(asked: &Verify, lang: Lang) -> Result<Answer, Problem> {
    let receiver = Receiver::new(asked)?;
    if asked.file.is_dir() {
        if asked.earlier.is_some() {
            return Err(Problem::new(
                "--earlier chỉ dùng cho một gói, không dùng cho thư mục.",
                "--earlier is for one bundle, not for a folder.",
            ));
        }
        return many::run(asked, &receiver, lang);
    }
    let mut meter = Meter::new(&Text::new("Đang thẩm tra", "Verifying"), lang);
    let mut told = |done, total| meter.at(done, total);
    let earlier = asked.earlier.as_deref().map(|path| receiver.judge(path, &mut told)).transpose()?;
    let mut verdict = receiver.judge(&asked.file, &mut told)?;
    drop(meter);
    verdict.demand(&receiver.demand);
    if let Some(earlier) = earlier {
        verdict.compare(&earlier, &|wanted| receiver.pack(wanted));
    }
    verdict.say_findings(&|wanted| receiver.pack(wanted));
    let right = is_right(&verdict);
    let mut answer = match asked.form() {
        Form::Json => Answer::json(&verdict, right)?,
        Form::Csv => {
            return Err(Problem::new("--csv chỉ dùng cho thư mục.", "--csv is for folders only."));
        }
        Form::Text => {
            let pack = verdict.dossier.as_ref().and_then(|inside| receiver.pack(&inside.pack));
            Answer::new(text::verdict_text(&verdict, pack.as_ref(), lang), right)
        }
    };
    if verdict.outcome == Outcome::NotAContainer {
        answer.code = UNREADABLE;
    }
    Ok(answer)
}

/// Whether a bundle is to be taken: valid, and its dossier met.
fn is_right(verdict: &Verdict) -> bool {
    let report = verdict.dossier.as_ref().and_then(|inside| inside.report.as_ref());
    verdict.outcome == Outcome::Valid && report.is_some_and(|report| report.verdict == report::Verdict::Met)
}

fn roots(path: &Path) -> Result<TrustStore, Problem> {
    let read = TrustStore::read(&input::read(path)?);
    let path = path.display();
    let store = read.map_err(|_| {
        Problem::new(
            format!("{path}: không có chứng thư nào đọc được; cần tệp PEM (-----BEGIN CERTIFICATE-----) hoặc DER."),
            format!("{path}: no certificate that can be read; PEM (-----BEGIN CERTIFICATE-----) or DER is needed."),
        )
    })?;
    if store.roots.is_empty() {
        return Err(Problem::new(
            format!(
                "{path}: không có chứng thư gốc nào (chứng thư tự ký); hãy thêm chứng thư gốc của nơi cấp vào tệp."
            ),
            format!("{path}: no root in it, which is a certificate that issued itself; add the root of the issuer."),
        ));
    }
    Ok(store)
}

fn no_status(path: &Path) -> Problem {
    let path = path.display();
    Problem::new(
        format!("{path}: không phải danh sách thu hồi (CRL, PEM hoặc DER) hay trả lời OCSP (DER)."),
        format!("{path}: no revocation list (CRL, PEM or DER) and no OCSP response (DER)."),
    )
}

/// A bundle on disk, read where it is asked for and never held in memory.
pub struct OnDisk {
    file: File,
    len: u64,
}

impl OnDisk {
    /// Opens a file.
    ///
    /// # Errors
    /// When there is no such file, or it is a folder.
    pub fn open(path: &Path) -> Result<OnDisk, Problem> {
        let opened = File::open(path).and_then(|file| {
            let about = file.metadata()?;
            if about.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(OnDisk { len: about.len(), file }) }
        });
        opened.map_err(|error| input::unreadable(path, &error))
    }
}

impl ReadAt for OnDisk {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(offset))?;
        file.read_exact(buffer)
    }
}
