//! Reading what a command is pointed at.

use std::io::{ErrorKind, Read};
use std::path::Path;

use hoso_core::draft::{self, Draft};
use hoso_core::text::Text;

use crate::answer::Problem;

/// The most bytes of a JSON document that are read; a dossier of a thousand rows takes a hundredth of it.
const MOST: u64 = 64 << 20;

/// The bytes of a file; `-` is standard input.
///
/// # Errors
/// When it cannot be read, or is larger than any document of ours.
pub fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > MOST {
        let path = path.display();
        return Err(Problem::new(
            format!("{path}: tệp lớn hơn 64 MiB, không phải là hồ sơ hay dữ liệu pháp luật của hoso."),
            format!("{path}: larger than 64 MiB, so no dossier or law data of hoso."),
        ));
    }
    Ok(bytes)
}

/// The saved draft in a file; a dossier by itself is one of which nothing is noted.
///
/// # Errors
/// When the file cannot be read, or holds no dossier.
pub fn draft(path: &Path) -> Result<Draft, Problem> {
    let bytes = read(path)?;
    draft::open(&bytes).map_err(|error| {
        let (said, path) = (error.say(), path.display());
        Problem::new(format!("{path}: {}", said.vi), format!("{path}: {}", said.en))
    })
}

/// That a file cannot be read, and why.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let (path, why) = (path.display(), why(error));
    Problem::new(format!("không đọc được {path}: {}.", why.vi), format!("cannot read {path}: {}.", why.en))
}

/// That a file cannot be written, and why.
pub fn unwritable(path: &Path, error: &std::io::Error) -> Problem {
    let (path, why) = (path.display(), why(error));
    Problem::new(format!("không ghi được {path}: {}.", why.vi), format!("cannot write {path}: {}.", why.en))
}

/// What the system says, in words for the usual cases.
pub fn why(error: &std::io::Error) -> Text {
    match error.kind() {
        ErrorKind::NotFound => Text::new("không có tệp này", "there is no such file"),
        ErrorKind::PermissionDenied => Text::new("không có quyền truy cập", "access is denied"),
        ErrorKind::IsADirectory => Text::new("đây là thư mục, không phải tệp", "it is a folder, not a file"),
        ErrorKind::StorageFull => Text::new("ổ đĩa đã đầy", "the disk is full"),
        ErrorKind::NotADirectory => {
            Text::new("một phần của đường dẫn không phải là thư mục", "a part of the path is no folder")
        }
        ErrorKind::AlreadyExists => Text::new("đã có tệp này", "it is there already"),
        ErrorKind::ReadOnlyFilesystem => Text::new("ổ đĩa chỉ cho đọc", "the disk is read-only"),
        ErrorKind::UnexpectedEof => Text::new("tệp ngắn hơn đã khai", "it ends too early"),
        ErrorKind::InvalidInput => Text::new("tên hoặc giá trị không dùng được", error.to_string()),
        ErrorKind::AddrInUse => Text::new("chương trình khác đang dùng", "another program uses it"),
        ErrorKind::ConnectionRefused => Text::new("máy chủ từ chối kết nối", "the host refuses the connection"),
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
            Text::new("kết nối bị ngắt", "the connection broke")
        }
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            Text::new("không có mạng tới máy chủ", "no network leads to the host")
        }
        ErrorKind::TimedOut => Text::new("quá thời gian chờ", "it took too long"),
        _ => Text::new(
            error.raw_os_error().map_or_else(|| "lỗi hệ thống".to_owned(), |code| format!("lỗi hệ thống số {code}")),
            error.to_string(),
        ),
    }
}
