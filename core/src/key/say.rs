//! Why a file gives no key, as the signer reads it.

use std::fmt;

use super::KeyError;
use crate::text::Text;

impl KeyError {
    /// What is the matter and what to do, in both languages.
    #[must_use]
    pub fn say(self) -> Text {
        match self {
            KeyError::NotPkcs12 => Text::new(
                "Tệp này không phải là tệp chứng thư số PKCS#12. Hãy chọn tệp .p12 hoặc .pfx mà tổ chức chứng thực đã cấp.",
                "This is no PKCS#12 file. Choose the .p12 or .pfx file that your certification authority issued.",
            ),
            KeyError::WrongPassword => Text::new(
                "Mật khẩu không mở được tệp chứng thư số. Hãy kiểm tra bộ gõ và phím Caps Lock rồi nhập lại.",
                "The password does not open the file. Look at the keyboard layout and Caps Lock, then type it again.",
            ),
            KeyError::NoKey => Text::new(
                "Tệp chỉ có chứng thư số, không có khóa bí mật để ký. Hãy xuất lại tệp kèm khóa bí mật.",
                "The file holds certificates but no private key to sign with. Export it again with the private key.",
            ),
            KeyError::SeveralKeys => Text::new(
                "Tệp có nhiều khóa bí mật nên không rõ phải ký bằng khóa nào. Hãy xuất riêng một khóa.",
                "The file holds more than one private key, so it is not clear which is to sign. Export one alone.",
            ),
            KeyError::NoCertificate => Text::new(
                "Tệp không có chứng thư số của khóa bí mật. Hãy xuất lại tệp kèm chứng thư số.",
                "The file holds no certificate of its private key. Export it again with the certificate.",
            ),
            KeyError::Unsupported => Text::new(
                "Cách mã hóa hoặc loại khóa của tệp chưa được hỗ trợ. Hãy xuất lại theo AES-256, khóa ECDSA P-256 hoặc RSA từ 2048 bit.",
                "The file is encrypted or keyed in a way that is not supported. Export it with AES-256 and a key of ECDSA P-256 or RSA of at least 2048 bits.",
            ),
            KeyError::PasswordLetters => Text::new(
                "Mật khẩu có ký tự chưa được hỗ trợ, chẳng hạn biểu tượng cảm xúc. Hãy xuất lại tệp với mật khẩu khác.",
                "The password has letters that are not supported, such as emoji. Export the file again with another password.",
            ),
            KeyError::TooMuchWork => Text::new(
                "Tệp đòi hỏi quá nhiều vòng tính khóa nên không được mở. Hãy xuất lại tệp với số vòng thông thường (không quá 600.000).",
                "The file asks for too many rounds of key derivation, so it is not opened. Export it again with a usual number (up to 600,000).",
            ),
            KeyError::Damaged => Text::new(
                "Mật khẩu đúng nhưng nội dung tệp bị hỏng. Hãy lấy lại tệp gốc.",
                "The password is right, but the content is damaged. Get the original file again.",
            ),
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say().en)
    }
}

impl std::error::Error for KeyError {}
