//! Writing a bundle: beside its place under another name, whole, then moved there.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use hoso_core::bundle::Segment;
use hoso_core::page::Package;
use hoso_core::text::{Lang, Text};

use super::attach::{Attached, read_through};
use crate::answer::Problem;
use crate::input;
use crate::progress::Meter;

/// Writes the segments; part `i` is a page of the package, or after them an attached file.
///
/// # Errors
/// When the disk fails, or an attached file changed since it was hashed. Then nothing is left behind.
pub fn write(
    out: &Path,
    segments: &[Segment],
    package: &Package,
    attached: &[Attached],
    lang: Lang,
) -> Result<(), Problem> {
    let partial = Partial::beside(out);
    let failed = |error: io::Error| input::unwritable(out, &error);
    let mut file = BufWriter::new(partial.create().map_err(failed)?);
    let total = attached.iter().map(|file| file.digests.size).sum();
    let mut meter = Meter::new(&Text::new("Đang ghi gói hồ sơ", "Writing the bundle"), lang);
    let mut done = 0;
    let attached_at = |index: usize| index.checked_sub(package.pages.len()).and_then(|at| attached.get(at));
    for segment in segments {
        match segment {
            Segment::Bytes(bytes) => file.write_all(bytes).map_err(failed)?,
            Segment::Part(index) => match (package.pages.get(*index), attached_at(*index)) {
                (Some(page), _) => file.write_all(&page.bytes).map_err(failed)?,
                (None, Some(from)) => copy(from, |bytes| {
                    done += bytes.len() as u64;
                    meter.at(done, total);
                    file.write_all(bytes).map_err(failed)
                })?,
                (None, None) => {}
            },
        }
    }
    file.into_inner().map_err(|error| failed(error.into_error()))?.sync_all().map_err(failed)?;
    fs::rename(&partial.0, out).map_err(failed)
}

fn copy(from: &Attached, take: impl FnMut(&[u8]) -> Result<(), Problem>) -> Result<(), Problem> {
    if read_through(&from.path, take)? == from.digests {
        return Ok(());
    }
    let path = from.path.display();
    Err(Problem::new(
        format!("{path} thay đổi trong lúc niêm phong; chưa ghi gì. Hãy chạy lại khi tệp không còn được sửa."),
        format!("{path} changed while the bundle was made; nothing was written. Run it again when it is left alone."),
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
