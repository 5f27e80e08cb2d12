//! `hoso verify`: a bundle judged as its receiver does, trusting nothing that the filer's software concluded.

mod text;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;

use hoso_core::bundle::{self, Interrupted, Outcome, ReadAt, TrustStore};
use hoso_core::law::{Pack, PackRef};
use hoso_core::report;
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem, UNREADABLE};
use crate::args::Verify;
use crate::progress::Meter;
use crate::{clock, input, packs};

/// Verifies.
///
/// # Errors
/// When the file, the roots or a pack given cannot be read.
pub fn run(asked: &Verify, lang: Lang) -> Result<Answer, Problem> {
    let source = OnDisk::open(&asked.file)?;
    let store = asked.roots.as_deref().map_or_else(|| Ok(TrustStore::default()), roots)?;
    let given = asked.packs.iter().map(|path| packs::read(path)).collect::<Result<Vec<_>, _>>()?;
    let pack_of = |wanted: &PackRef| -> Option<Pack> {
        let own = given.iter().find(|law| law.reference == *wanted).map(|law| law.pack.clone());
        own.or_else(|| packs::held_version(wanted))
    };
    let mut meter = Meter::new(&Text::new("Đang thẩm tra", "Verifying"), lang);
    let verdict = bundle::verify(&source, &store, &pack_of, clock::now(), &mut |done, total| {
        meter.at(done, total);
        ControlFlow::Continue(())
    });
    drop(meter);
    let verdict = verdict.map_err(|error| match error {
        Interrupted::Read(error) => input::unreadable(&asked.file, &error),
        Interrupted::Cancelled => Problem::new("đã dừng.", "stopped."),
    })?;
    let met = verdict
        .dossier
        .as_ref()
        .and_then(|inside| inside.report.as_ref())
        .is_some_and(|report| report.verdict == report::Verdict::Met);
    let right = verdict.outcome == Outcome::Valid && met;
    let mut answer = if asked.json {
        Answer::json(&verdict, right)?
    } else {
        let pack = verdict.dossier.as_ref().and_then(|inside| pack_of(&inside.pack));
        Answer::new(text::verdict_text(&verdict, pack.as_ref(), lang), right)
    };
    if verdict.outcome == Outcome::NotAContainer {
        answer.code = UNREADABLE;
    }
    Ok(answer)
}

fn roots(path: &Path) -> Result<TrustStore, Problem> {
    TrustStore::read(&input::read(path)?).map_err(|_| {
        let path = path.display();
        Problem::new(
            format!("{path}: không có chứng thư nào đọc được; cần tệp PEM (-----BEGIN CERTIFICATE-----) hoặc DER."),
            format!("{path}: no certificate that can be read; PEM (-----BEGIN CERTIFICATE-----) or DER is needed."),
        )
    })
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
