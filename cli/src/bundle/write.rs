//! Writing a bundle: beside its place under another name, whole, then moved there.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use hoso_core::bundle::{Digests, Segment};
use hoso_core::text::{Lang, Text};

use super::attach::{Attached, read_stretch, read_through};
use crate::answer::Problem;
use crate::input;
use crate::progress::Meter;

/// Where the bytes of a part are.
pub enum Body<'a> {
    /// In memory.
    Bytes(&'a [u8]),
    /// In a file, as it was hashed.
    File(Attached),
    /// In its place already ([`Making::put`]).
    Placed {
        /// How many bytes it has.
        size: u64,
    },
    /// In a bundle that is there already, from this place on.
    Within {
        /// The bundle.
        bundle: &'a Path,
        /// Where the part begins.
        at: u64,
        /// What it was signed as.
        digests: Digests,
    },
}

/// Makes sure that nothing is replaced unasked.
///
/// # Errors
/// When the file is there already.
pub fn free(out: &Path, force: bool) -> Result<(), Problem> {
    if force || !out.exists() {
        return Ok(());
    }
    let out = out.display();
    Err(Problem::new(
        format!("{out} đã có; thêm --force để ghi đè, hoặc chọn tên khác."),
        format!("{out} is there already; add --force to replace it, or choose another name."),
    ))
}

/// Writes the segments; part `i` is the body `i`.
///
/// # Errors
/// When the disk fails, or an attached file changed since it was hashed. Then nothing is left behind.
pub fn write(out: &Path, segments: &[Segment], bodies: &[Body<'_>], lang: Lang) -> Result<(), Problem> {
    Making::beside(out)?.finish(segments, bodies, lang)
}

/// A bundle in the making. Unless it is finished, nothing is left behind.
pub struct Making<'a> {
    out: &'a Path,
    partial: Partial,
    file: File,
}

impl Making<'_> {
    /// Begins one, beside its place.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn beside(out: &Path) -> Result<Making<'_>, Problem> {
        let partial = Partial::beside(out);
        let file = partial.create().map_err(|error| input::unwritable(out, &error))?;
        Ok(Making { out, partial, file })
    }

    /// Writes bytes of a part to their place.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn put(&self, at: u64, bytes: &[u8]) -> Result<(), Problem> {
        let mut file = &self.file;
        let put = file.seek(SeekFrom::Start(at)).and_then(|_| file.write_all(bytes));
        put.map_err(|error| input::unwritable(self.out, &error))
    }

    /// Writes the segments around what is in its place, and moves the whole to where it belongs.
    ///
    /// # Errors
    /// When the disk fails, or an attached file changed since it was hashed.
    pub fn finish(self, segments: &[Segment], bodies: &[Body<'_>], lang: Lang) -> Result<(), Problem> {
        self.fill(segments, bodies, lang)?;
        self.place()
    }

    /// Where it is until it is placed.
    pub fn path(&self) -> &Path {
        &self.partial.0
    }

    /// Moves what was written to where it belongs.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn place(self) -> Result<(), Problem> {
        fs::rename(&self.partial.0, self.out).map_err(|error| input::unwritable(self.out, &error))
    }

    /// Writes the segments around what is in its place, to be looked at before it is placed.
    ///
    /// # Errors
    /// When the disk fails, or an attached file changed since it was hashed.
    pub fn fill(&self, segments: &[Segment], bodies: &[Body<'_>], lang: Lang) -> Result<(), Problem> {
        let failed = |error: io::Error| input::unwritable(self.out, &error);
        let mut file = BufWriter::new(&self.file);
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        let size = |body: &Body<'_>| match body {
            Body::Bytes(_) | Body::Placed { .. } => 0,
            Body::File(file) => file.digests.size,
            Body::Within { digests, .. } => digests.size,
        };
        let total = bodies.iter().map(size).sum();
        let mut meter = Meter::new(&Text::new("Đang ghi gói hồ sơ", "Writing the bundle"), lang);
        let mut done = 0;
        for segment in segments {
            let body = match segment {
                Segment::Bytes(bytes) => Some(&Body::Bytes(bytes)),
                Segment::Part(index) => bodies.get(*index),
            };
            let mut take = |bytes: &[u8]| {
                done += bytes.len() as u64;
                meter.at(done, total);
                file.write_all(bytes).map_err(failed)
            };
            match body {
                Some(Body::Bytes(bytes)) => file.write_all(bytes).map_err(failed)?,
                Some(Body::File(from)) => same(&from.path, read_through(&from.path, take)?, from.digests)?,
                Some(Body::Within { bundle, at, digests }) => {
                    same(bundle, read_stretch(bundle, *at, digests.size, &mut take)?, *digests)?;
                }
                Some(Body::Placed { size }) => {
                    let over = i64::try_from(*size).map_err(|_| failed(io::ErrorKind::FileTooLarge.into()))?;
                    file.seek(SeekFrom::Current(over)).map_err(failed)?;
                }
                None => {}
            }
        }
        file.flush().map_err(failed)?;
        drop(file);
        self.file.sync_all().map_err(failed)
    }
}

/// Writes a small file whole, beside its place under another name, then moved there.
///
/// # Errors
/// When the disk fails.
pub fn write_whole(out: &Path, bytes: &[u8], lang: Lang) -> Result<(), Problem> {
    write(out, &[Segment::Bytes(bytes.to_vec())], &[], lang)
}

fn same(path: &Path, found: Digests, wanted: Digests) -> Result<(), Problem> {
    if found == wanted {
        return Ok(());
    }
    let path = path.display();
    Err(Problem::new(
        format!(
            "{path} không còn là tệp đã được băm để ký; chưa ghi gì. Hãy đặt lại đúng tệp đó, hoặc niêm phong lại từ đầu."
        ),
        format!(
            "{path} is no longer the file that was hashed to be signed; nothing was written. Put that file back, or seal from the start."
        ),
    ))
}

/// A file in the making, removed unless it was moved to its place.
struct Partial(PathBuf);

impl Partial {
    fn beside(out: &Path) -> Partial {
        let mut name = OsString::from(".");
        name.push(out.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        Partial(out.with_file_name(name))
    }

    fn create(&self) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).open(&self.0)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // Once it was moved there is nothing to remove.
        let _ = fs::remove_file(&self.0);
    }
}
