//! A key from a PKCS#12 file, opened with its password.

use std::path::Path;

use chrono::{DateTime, Utc};
use hoso_core::key::{Identity, open_p12};
use hoso_core::text::{Lang, Text};
use zeroize::Zeroizing;

use crate::answer::Problem;
use crate::input;

const PASSWORD: &str = "HOSO_P12_PASSWORD";

/// Opens the file, to sign with at that time.
///
/// # Errors
/// When the file gives no key.
pub fn open(path: &Path, time: DateTime<Utc>, lang: Lang) -> Result<Identity, Problem> {
    let bytes = Zeroizing::new(input::read(path)?);
    let password = password(path, lang)?;
    open_p12(&bytes, &password, time).map_err(|error| error.say().into())
}

fn password(path: &Path, lang: Lang) -> Result<Zeroizing<String>, Problem> {
    if let Ok(password) = std::env::var(PASSWORD) {
        return Ok(Zeroizing::new(password));
    }
    let ask = Text::new("Mật khẩu của", "Password of");
    let typed = rpassword::prompt_password(format!("{} {}: ", ask.get(lang), path.display()));
    typed.map(Zeroizing::new).map_err(|_| {
        Problem::new(
            format!("không có cửa sổ dòng lệnh để hỏi mật khẩu; hãy đặt biến môi trường {PASSWORD}."),
            format!("no terminal to ask the password on; set the environment variable {PASSWORD}."),
        )
    })
}
