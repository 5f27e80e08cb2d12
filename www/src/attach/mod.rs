//! Attaching a file: looked at before it is taken, kept under a name of its own, its digest made in the background.

pub mod kind;
pub mod size;

use std::collections::BTreeSet;

use hoso_core::dossier::FileRef;
use hoso_core::text::{Text, normal};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use crate::store;
use kind::{Kind, kind, named};

/// The most that one file may hold, in bytes. Ours: what a browser and a receiving office can still handle.
pub const MOST: u64 = 1 << 30;
/// How much of the head and of the tail is looked at.
const LOOK: f64 = 2048.0;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It holds nothing.
    Empty,
    /// The browser cannot read it.
    Unreadable,
    /// It is larger than [`MOST`].
    TooBig,
    /// Its bytes are of no kind that is accepted.
    WrongKind,
    /// Its name says another kind than its bytes.
    NameLies(Kind),
    /// A PDF that asks for a password.
    Locked,
    /// A PDF without an end.
    CutShort,
}

/// What came of taking a file: what the dossier says of it, and whether the device had room for it.
pub struct Taken {
    /// What the dossier says of it.
    pub file: FileRef,
    /// Whether it is on the device, rather than only in the memory of this page.
    pub kept: bool,
}

/// Looks at a file and keeps it for the draft, under a name that none of `taken` has.
///
/// # Errors
/// Why it is not taken.
pub async fn take(draft: &str, file: &File, taken: &BTreeSet<String>) -> Result<Taken, Refused> {
    let kind = look(file).await?;
    let name = free(&normal(&file.name()), taken);
    let kept = store::keep_file(draft, &name, file).await.is_ok();
    Ok(Taken {
        file: FileRef { name, media_type: kind.media_type().to_owned(), size: bytes(file), sha256: None },
        kept,
    })
}

/// What kind of file it is, when it is one that is accepted.
///
/// # Errors
/// Why it is not.
pub async fn look(file: &File) -> Result<Kind, Refused> {
    match bytes(file) {
        0 => return Err(Refused::Empty),
        size if size > MOST => return Err(Refused::TooBig),
        _ => {}
    }
    let head = read(file, 0.0, LOOK).await?;
    let kind = kind(&head).ok_or(Refused::WrongKind)?;
    if named(&file.name()) != Some(kind) {
        return Err(Refused::NameLies(kind));
    }
    if kind == Kind::Pdf {
        let tail = read(file, (file.size() - LOOK).max(0.0), file.size()).await?;
        if kind::locked(&tail) {
            return Err(Refused::Locked);
        }
        if !kind::ended(&tail) {
            return Err(Refused::CutShort);
        }
    }
    Ok(kind)
}

impl Refused {
    /// What is the matter, and what to do.
    pub fn say(self) -> Text {
        match self {
            Refused::Empty => Text::new("Tệp rỗng. Hãy chọn tệp khác.", "The file is empty. Choose another."),
            Refused::Unreadable => Text::new(
                "Không đọc được tệp. Tệp có thể đã bị dời hoặc đang được chương trình khác dùng; hãy chọn lại.",
                "The file cannot be read. It may have been moved or be in use; choose it again.",
            ),
            Refused::TooBig => Text::new(
                "Tệp lớn hơn 1 GB. Hãy quét lại với độ phân giải thấp hơn.",
                "The file is larger than 1 GB. Scan it again at a lower resolution.",
            ),
            Refused::WrongKind => Text::new("Tệp phải là PDF, JPEG hoặc PNG.", "The file must be a PDF, JPEG or PNG."),
            Refused::NameLies(kind) => Text::new(
                format!(
                    "Nội dung tệp là {} nhưng đuôi tên tệp không phải vậy. Hãy đổi tên hoặc chọn tệp khác.",
                    kind.name()
                ),
                format!("The file holds a {} but its name ends otherwise. Rename it or choose another.", kind.name()),
            ),
            Refused::Locked => Text::new(
                "Tệp PDF có mật khẩu. Hãy lưu lại không có mật khẩu rồi chọn lại.",
                "The PDF is protected by a password. Save it without one and choose it again.",
            ),
            Refused::CutShort => Text::new(
                "Tệp PDF bị cắt ngang, thiếu phần cuối. Hãy lấy lại tệp rồi chọn lại.",
                "The PDF is cut short; its end is missing. Get the file again and choose it.",
            ),
        }
    }
}

/// A blob's size in bytes.
pub fn bytes(blob: &Blob) -> u64 {
    // A whole number that a double holds exactly.
    blob.size() as u64
}

async fn read(file: &File, from: f64, to: f64) -> Result<Vec<u8>, Refused> {
    let part = file.slice_with_f64_and_f64(from, to).map_err(|_| Refused::Unreadable)?;
    let bytes = JsFuture::from(part.array_buffer()).await.map_err(|_| Refused::Unreadable)?;
    Ok(js_sys::Uint8Array::new(&bytes).to_vec())
}

/// The name, or the name with a number where it is taken: `scan (2).pdf`.
fn free(name: &str, taken: &BTreeSet<String>) -> String {
    let (stem, end) = name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    let numbered = (2..).map(|number| format!("{stem} ({number}){end}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_a_number() {
        let taken = ["a.pdf", "a (2).pdf"].map(str::to_owned).into();
        assert_eq!(free("b.pdf", &taken), "b.pdf");
        assert_eq!(free("a.pdf", &taken), "a (3).pdf");
    }
}
