//! What can be the matter with a token, as the signer reads it.

use std::path::Path;

use cryptoki::error::{Error, RvError};
use hoso_core::bundle::Algorithm;

use crate::answer::Problem;

pub fn nothing_to_sign_with() -> Problem {
    Problem::new("cần --pkcs11 hoặc --csc để ký.", "--pkcs11 or --csc is needed to sign.")
}

pub fn no_terminal(variable: &str) -> Problem {
    Problem::new(
        format!("không có cửa sổ dòng lệnh để hỏi mã PIN; hãy đặt biến môi trường {variable}."),
        format!("no terminal to ask the PIN on; set the environment variable {variable}."),
    )
}

pub fn no_module(module: &Path, error: &Error) -> Problem {
    let why = if module.is_file() {
        "tệp này không phải là mô-đun chạy được trên máy này"
    } else {
        "không có tệp này"
    };
    let module = module.display();
    Problem::new(
        format!(
            "{module}: không nạp được mô-đun PKCS#11: {why}. Hãy chọn tệp .so hoặc .dll mà nhà cung cấp token đã cài."
        ),
        format!(
            "{module}: no PKCS#11 module that can be loaded ({error}). Choose the .so or .dll that the token's vendor installed."
        ),
    )
}

pub fn no_token(wanted: Option<&str>, labels: &[String]) -> Problem {
    let all = labels.join(", ");
    match wanted {
        Some(wanted) if !labels.is_empty() => Problem::new(
            format!("không có token nào mang nhãn “{wanted}”; các token đang cắm: {all}."),
            format!("no token has the label “{wanted}”; those present are: {all}."),
        ),
        _ => Problem::new(
            "không thấy token nào. Hãy cắm token rồi chạy lại.",
            "there is no token. Plug it in and run this again.",
        ),
    }
}

pub fn several_tokens(labels: &[String]) -> Problem {
    let all = labels.join(", ");
    Problem::new(
        format!("có nhiều token: {all}. Hãy chọn bằng --token."),
        format!("there are several tokens: {all}. Choose one with --token."),
    )
}

pub fn no_key(token: &str, wanted: Option<&str>, names: &[String]) -> Problem {
    let all = names.join(", ");
    match wanted {
        Some(wanted) if !names.is_empty() => Problem::new(
            format!("token “{token}” không có khóa “{wanted}”; các khóa của token: {all}."),
            format!("the token “{token}” has no key “{wanted}”; its keys are: {all}."),
        ),
        _ => Problem::new(
            format!("token “{token}” không có khóa bí mật nào kèm chứng thư số."),
            format!("the token “{token}” holds no private key with its certificate."),
        ),
    }
}

pub fn several_keys(names: &[String]) -> Problem {
    let all = names.join(", ");
    Problem::new(
        format!("token có nhiều khóa ký được: {all}. Hãy chọn bằng --key."),
        format!("the token has several keys that may sign: {all}. Choose one with --key."),
    )
}

pub fn cannot_sign(algorithm: Algorithm) -> Problem {
    let name = algorithm.as_str();
    Problem::new(
        format!("token không ký được theo {name}. Hãy chọn thuật toán khác bằng --algorithm."),
        format!("the token cannot sign by {name}. Choose another algorithm with --algorithm."),
    )
}

pub fn locked() -> Problem {
    Problem::new(
        "token đã bị khóa vì nhập sai mã PIN nhiều lần. Hãy nhờ nhà cung cấp mở khóa.",
        "the token has locked itself after too many wrong PINs. Ask its vendor to unlock it.",
    )
}

/// What the token answered where it did not do what it was asked.
pub fn failed(error: &Error) -> Problem {
    let Error::Pkcs11(code, _) = error else { return unknown(error) };
    match code {
        RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange => {
            Problem::new("mã PIN không đúng.", "the PIN is not right.")
        }
        RvError::PinLocked => locked(),
        RvError::PinExpired => Problem::new(
            "mã PIN đã hết hạn. Hãy đổi mã PIN bằng phần mềm của token.",
            "the PIN has expired. Change it with the token's own software.",
        ),
        RvError::TokenNotPresent | RvError::DeviceRemoved => {
            Problem::new("token đã bị rút ra.", "the token was taken out.")
        }
        RvError::FunctionCanceled | RvError::FunctionRejected => {
            Problem::new("việc ký đã bị từ chối trên token.", "signing was refused at the token.")
        }
        RvError::MechanismInvalid | RvError::MechanismParamInvalid => Problem::new(
            "token không ký được theo thuật toán này. Hãy chọn thuật toán khác bằng --algorithm, ví dụ rsa-pkcs1.",
            "the token cannot sign by this algorithm. Choose another one with --algorithm, for example rsa-pkcs1.",
        ),
        _ => unknown(error),
    }
}

fn unknown(error: &Error) -> Problem {
    let name = match error {
        Error::Pkcs11(code, _) => format!(" {code:?}"),
        _ => String::new(),
    };
    Problem::new(format!("token báo lỗi{name}."), format!("the token answered: {error}."))
}
