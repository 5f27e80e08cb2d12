//! The files that a dossier names, found in a folder and hashed.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};

use hoso_core::bundle::{Digests, Hasher};
use hoso_core::dossier::{Dossier, FileRef, requirements, sealed};
use hoso_core::json::hex;
use hoso_core::law::Pack;
use hoso_core::report::Slot;
use hoso_core::text::{Lang, Text, nfc, nfd};

use crate::answer::Problem;
use crate::input;
use crate::progress::Meter;

/// How much is read at a time.
const CHUNK: usize = 1 << 20;

/// A file that goes into the bundle.
pub struct Attached {
    /// Its name in the folder of files.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Its digests when it was hashed.
    pub digests: Digests,
}

/// A file that a dossier names, before it is read.
pub struct Found {
    slot: Slot,
    index: usize,
    name: String,
    path: PathBuf,
    /// What is taken for its digests until it is read: its size, and zeros.
    pub guess: Digests,
}

/// Finds every file that is asked for, in the order of the law, which is that of the attachments in a package.
///
/// # Errors
/// When a file is not there.
pub fn find(pack: &Pack, dossier: &Dossier, folder: &Path) -> Result<Vec<Found>, Problem> {
    let mut files = Vec::new();
    let kept = sealed(pack, dossier);
    for slot in requirements(pack, &kept).into_iter().flat_map(|asked| asked.papers).map(|paper| paper.slot) {
        for (index, paper) in dossier.papers.get(&slot).into_iter().flatten().enumerate() {
            let Some(file) = &paper.file else { continue };
            let path = place(folder, &file.name)?;
            let size = path.metadata().map_err(|error| input::unreadable(&path, &error))?.len();
            let guess = Digests { sha256: [0; 32], crc32: 0, size };
            files.push(Found { slot: slot.clone(), index, name: file.name.clone(), path, guess });
        }
    }
    Ok(files)
}

/// The dossier as if each file had the digests that are taken for it.
pub fn guessed(dossier: &Dossier, files: &[Found]) -> Dossier {
    let mut dossier = dossier.clone();
    for found in files {
        if let Some(file) = file_of(&mut dossier, found) {
            describe(file, &found.guess);
        }
    }
    dossier
}

/// Hashes the files, shows each chunk to `take` with the number of its file and its place in it, and writes size and digest into
/// the dossier. Memory is constant.
///
/// # Errors
/// When a file is another one than the dossier describes, or `take` fails.
pub fn attach(
    dossier: &mut Dossier,
    files: Vec<Found>,
    lang: Lang,
    mut take: impl FnMut(usize, u64, &[u8]) -> Result<(), Problem>,
) -> Result<Vec<Attached>, Problem> {
    let total = files.iter().map(|found| found.guess.size).sum();
    let mut meter = Meter::new(&Text::new("Đang đọc các tệp", "Reading the files"), lang);
    let (mut done, mut attached) = (0, Vec::new());
    for (number, found) in files.into_iter().enumerate() {
        let mut at = 0;
        let digests = read_through(&found.path, |bytes| {
            take(number, at, bytes)?;
            at += bytes.len() as u64;
            done += bytes.len() as u64;
            meter.at(done, total);
            Ok(())
        })?;
        if let Some(file) = file_of(dossier, &found) {
            if file.sha256.as_ref().is_some_and(|described| *described != hex(&digests.sha256)) {
                return Err(another(&found.path));
            }
            describe(file, &digests);
        }
        attached.push(Attached { name: found.name, path: found.path, digests });
    }
    Ok(attached)
}

fn file_of<'d>(dossier: &'d mut Dossier, found: &Found) -> Option<&'d mut FileRef> {
    dossier.papers.get_mut(&found.slot)?.get_mut(found.index)?.file.as_mut()
}

/// Reads a file to its end, shows each chunk to `take`, and gives its digests. Memory is constant.
///
/// # Errors
/// When the file cannot be read, or `take` fails.
pub fn read_through(path: &Path, take: impl FnMut(&[u8]) -> Result<(), Problem>) -> Result<Digests, Problem> {
    read_stretch(path, 0, u64::MAX, take)
}

/// As [`read_through`], of at most `size` bytes from `at` on.
///
/// # Errors
/// When the file cannot be read, or `take` fails.
pub fn read_stretch(
    path: &Path,
    at: u64,
    size: u64,
    mut take: impl FnMut(&[u8]) -> Result<(), Problem>,
) -> Result<Digests, Problem> {
    let failed = |error: io::Error| input::unreadable(path, &error);
    let mut file = File::open(path).map_err(failed)?;
    file.seek(SeekFrom::Start(at)).map_err(failed)?;
    let mut file = file.take(size);
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; CHUNK];
    loop {
        let count = file.read(&mut buffer).map_err(failed)?;
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else { return Ok(hasher.finish()) };
        hasher.update(bytes);
        take(bytes)?;
    }
}

fn describe(file: &mut FileRef, digests: &Digests) {
    (file.size, file.sha256) = (digests.size, Some(hex(&digests.sha256)));
}

fn another(path: &Path) -> Problem {
    let path = path.display();
    Problem::new(
        format!("{path} không phải là tệp mà hồ sơ mô tả: SHA-256 khác nhau. Hãy đính kèm lại tệp đúng."),
        format!("{path} is not the file that the dossier describes: its SHA-256 differs. Attach the right one again."),
    )
}

/// Where a file of that name lies in the folder; never outside of it. A disk may hold the name in the other normal form of Unicode: macOS
/// takes letters and marks apart.
///
/// # Errors
/// When the name points out of the folder.
pub fn place(folder: &Path, name: &str) -> Result<PathBuf, Problem> {
    let path = Path::new(name);
    if path.file_name().is_some() && path.components().all(|step| matches!(step, Component::Normal(_))) {
        let forms = [name.to_owned(), nfc(name), nfd(name)].map(|name| folder.join(name));
        return Ok(forms.into_iter().find(|path| path.exists()).unwrap_or_else(|| folder.join(path)));
    }
    Err(Problem::new(
        format!("tên tệp “{name}” trong hồ sơ trỏ ra ngoài thư mục; hãy ghi tên tệp, không kèm đường dẫn."),
        format!("the file name “{name}” in the dossier points out of the folder; give a file's name without a path."),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_either_normal_form() {
        let folder = std::env::temp_dir().join(format!("hoso-forms-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (apart, together) = ("Đie\u{302}\u{300}u.pdf", "\u{110}i\u{1ec1}u.pdf");
        for (held, asked) in [(apart, together), (together, apart), (apart, apart)] {
            let path = folder.join(held);
            std::fs::write(&path, "").unwrap();
            assert_eq!(place(&folder, asked).unwrap(), path);
            std::fs::remove_file(path).unwrap();
        }
        assert_eq!(place(&folder, together).unwrap(), folder.join(together));
        std::fs::remove_dir(folder).unwrap();
    }

    #[test]
    fn names_never_lead_out_of_the_folder() {
        for name in ["a.pdf", "giấy-tờ/a.pdf"] {
            assert_eq!(place(Path::new("scans"), name).unwrap(), Path::new("scans").join(name));
        }
        for name in ["../a.pdf", "/etc/passwd", "a/../../b", "", "."] {
            assert!(place(Path::new("scans"), name).is_err(), "{name}");
        }
    }
}
