//! Why a certificate may not sign and why a bundle cannot be made, as the signer reads it.

use chrono::Datelike;

use super::{
    Algorithm, Certificate, CertificateFault, ContentsError, MAX_ROWS, P7sError, SealError, TimestampError,
    WaitingError, WrongSignature,
};
use crate::page::Package;
use crate::text::Text;

impl CertificateFault {
    /// What is the matter and what to do, in both languages. The certificate is asked for its period.
    #[must_use]
    pub fn say(self, certificate: &Certificate) -> Text {
        let day = |at: chrono::DateTime<chrono::Utc>| format!("{:02}/{:02}/{:04}", at.day(), at.month(), at.year());
        let (first, last) = certificate.period();
        let (first, last) = (day(first), day(last));
        match self {
            CertificateFault::Expired => Text::new(
                format!("Chứng thư số đã hết hạn ngày {last}. Hãy dùng chứng thư số còn hạn."),
                format!("The certificate expired on {last}. Use one that is still valid."),
            ),
            CertificateFault::NotYetValid => Text::new(
                format!("Chứng thư số chỉ có hiệu lực từ ngày {first}. Hãy kiểm tra ngày giờ của máy."),
                format!("The certificate is valid only from {first}. Look at the date of this machine."),
            ),
            CertificateFault::NoSigningUse => Text::new(
                "Chứng thư số này không được cấp để ký số. Hãy dùng chứng thư số có mục đích ký.",
                "This certificate was not issued for signing. Use one whose key usage allows signatures.",
            ),
            CertificateFault::Authority => Text::new(
                "Đây là chứng thư số của tổ chức chứng thực, không phải của người ký. Hãy dùng chứng thư số của doanh nghiệp.",
                "This is a certification authority's certificate, not a signer's. Use the certificate of the business.",
            ),
            CertificateFault::UnsupportedKey => Text::new(
                "Loại khóa của chứng thư số chưa được hỗ trợ; cần ECDSA P-256, P-384 hoặc RSA từ 2048 bit.",
                "The certificate's key is of a kind that is not supported; ECDSA P-256, P-384 or RSA of at least 2048 bits is.",
            ),
        }
    }
}

impl SealError {
    /// What is the matter, in both languages.
    #[must_use]
    pub fn say(self) -> Text {
        match self {
            SealError::NoParts => Text::new("Không có gì để ký.", "There is nothing to sign."),
            SealError::TooManyParts => Text::new(
                "Hồ sơ có quá nhiều tệp cho một gói. Hãy gộp bớt các bản quét.",
                "The dossier has too many files for one bundle. Join some of the scans.",
            ),
            SealError::TwinName(_) => Text::new(
                "Hai tệp trong gói sẽ có cùng một tên.",
                "Two files of the bundle would have one and the same name.",
            ),
            SealError::NotACertificate => Text::new("Chứng thư số không đọc được.", "The certificate cannot be read."),
            SealError::AlgorithmMismatch => Text::new(
                "Thuật toán ký không hợp với khóa của chứng thư số.",
                "The signature algorithm is not one of the certificate's key.",
            ),
            SealError::TooManySignatures => {
                Text::new("Gói đã có số chữ ký nhiều nhất có thể.", "The bundle has as many signatures as it can hold.")
            }
            SealError::SigningTime => Text::new(
                "Thời điểm ký nằm ngoài các năm 1980–2107. Hãy kiểm tra ngày giờ của máy.",
                "The signing time lies outside the years 1980 to 2107. Look at the date of this machine.",
            ),
            SealError::WrongSignature => Text::new(
                "Chữ ký tạo ra không khớp với chứng thư số; gói chưa được ghi.",
                "The signature made is not the certificate's; no bundle was written.",
            ),
        }
    }
}

impl WrongSignature {
    /// What is the matter and what to do, in both languages.
    #[must_use]
    pub fn say(self) -> Text {
        match self {
            WrongSignature::Empty => Text::new(
                "Tệp chữ ký rỗng. Hãy chọn tệp mà phần mềm ký đã tạo ra.",
                "The signature is empty. Choose the file that the signing software made.",
            ),
            WrongSignature::Form { found, wanted } => Text::new(
                format!(
                    "Đây không phải là chữ ký thô: dài {found} byte, trong khi chữ ký của khóa này dài {wanted} byte (ECDSA viết r‖s hoặc DER; cũng nhận dạng base64 hoặc thập lục phân)."
                ),
                format!(
                    "This is no raw signature: {found} bytes, where this key's has {wanted} (ECDSA as r‖s or DER; base64 and hexadecimal text are taken too)."
                ),
            ),
            WrongSignature::Padding(found) => {
                let padding = if found == Algorithm::RsaPkcs1 { "RSA PKCS#1 v1.5" } else { "RSASSA-PSS" };
                let found = found.as_str();
                Text::new(
                    format!(
                        "Chữ ký đúng khóa nhưng theo {padding}, khác thuật toán đã chọn khi chuẩn bị. Hãy chuẩn bị lại với thuật toán {found}, hoặc ký lại."
                    ),
                    format!(
                        "The key is right, but the signature is {padding}, not the algorithm chosen when it was prepared. Prepare again with the algorithm {found}, or sign again."
                    ),
                )
            }
            WrongSignature::Salt => Text::new(
                "Chữ ký RSASSA-PSS dùng salt khác 32 byte. Hãy ký lại với salt 32 byte (openssl: -sigopt rsa_pss_saltlen:32).",
                "The RSASSA-PSS signature has a salt of another length than 32 bytes. Sign again with 32 (openssl: -sigopt rsa_pss_saltlen:32).",
            ),
            WrongSignature::DigestTwice => Text::new(
                "Phần mềm ký đã băm thêm một lần nữa mã băm. Hãy đưa cho nó tệp cần ký, hoặc chọn ký thẳng lên mã băm.",
                "The signing software digested the digest once more. Give it the bytes to be signed, or have it sign the digest as it is.",
            ),
            WrongSignature::Other => Text::new(
                "Chữ ký không khớp: do khóa khác với chứng thư số ký, hoặc ký trên dữ liệu khác. Hãy ký đúng tệp của lần chuẩn bị này bằng khóa của chứng thư số.",
                "The signature does not fit: made by another key than the certificate's, or over other bytes. Sign the file of this very preparation with the certificate's key.",
            ),
        }
    }
}

impl P7sError {
    /// What is the matter and what to do, in both languages.
    #[must_use]
    pub fn say(self) -> Text {
        match self {
            P7sError::NotCms => Text::new(
                "Tệp không phải là chữ ký CMS (.p7s) dạng DER, BER, PEM hoặc base64. Hãy chọn tệp mà phần mềm ký đã tạo ra.",
                "The file is no CMS signature (.p7s) as DER, BER, PEM or base64. Choose the file that the signing software made.",
            ),
            P7sError::Signers(found) => Text::new(
                format!("Tệp chữ ký phải có đúng một người ký; tệp này có {found}."),
                format!("The signature must be of exactly one signer; this one is of {found}."),
            ),
            P7sError::OtherFile => Text::new(
                "Chữ ký được tạo trên một tệp khác. Hãy ký đúng tệp ASiCManifest.xml của lần chuẩn bị này, không sửa nó.",
                "The signature was made over another file. Sign the ASiCManifest.xml of this very preparation, unchanged.",
            ),
            P7sError::NoSigningCertificate => Text::new(
                "Chữ ký không ghi chứng thư số đã dùng (thuộc tính signing-certificate-v2), nên không phải CAdES. Hãy chọn định dạng CAdES trong phần mềm ký.",
                "The signature does not state its certificate (attribute signing-certificate-v2), so it is no CAdES. Choose CAdES in the signing software.",
            ),
            P7sError::NoCertificate => Text::new(
                "Trong tệp chữ ký không có chứng thư số mà nó nêu. Hãy ký lại kèm chứng thư số.",
                "The certificate that the signature states is not in it. Sign again with the certificate included.",
            ),
            P7sError::NoSigningTime => Text::new(
                "Chữ ký không ghi thời điểm ký đọc được. Hãy ký lại kèm thời điểm ký.",
                "The signature states no signing time that can be read. Sign again with the signing time.",
            ),
            P7sError::Algorithm => Text::new(
                "Thuật toán hoặc khóa của chữ ký không được chấp nhận; cần SHA-256 trở lên với ECDSA P-256, P-384 hoặc RSA từ 2048 bit (RSASSA-PSS với salt dài bằng mã băm).",
                "The signature's algorithm or key is not accepted; SHA-256 or more with ECDSA P-256, P-384 or RSA of at least 2048 bits is (RSASSA-PSS with a salt as long as the digest).",
            ),
            P7sError::WrongSignature => Text::new(
                "Chữ ký không phải do khóa của chứng thư số trong tệp tạo ra.",
                "The signature was not made by the key of the certificate in the file.",
            ),
        }
    }
}

impl TimestampError {
    /// What is the matter and what to do, in both languages.
    #[must_use]
    pub fn say(self) -> Text {
        match self {
            TimestampError::Unreadable => Text::new(
                "Máy chủ không trả lời theo giao thức dấu thời gian RFC 3161. Hãy kiểm tra địa chỉ.",
                "The answer is not of the timestamp protocol RFC 3161. Check the address.",
            ),
            TimestampError::Refused(status) => Text::new(
                format!("Tổ chức cấp dấu thời gian từ chối (mã {status})."),
                format!("The timestamp authority refused (status {status})."),
            ),
            TimestampError::OtherImprint => Text::new(
                "Dấu thời gian được cấp cho dữ liệu khác; không dùng.",
                "The timestamp is over something else; it is not used.",
            ),
            TimestampError::OtherNonce => Text::new(
                "Dấu thời gian trả lời cho một yêu cầu khác; không dùng.",
                "The timestamp answers another request; it is not used.",
            ),
            TimestampError::NoSigner => Text::new(
                "Dấu thời gian không kèm chứng thư số của tổ chức cấp; không dùng.",
                "The timestamp comes without its authority's certificate; it is not used.",
            ),
            TimestampError::NotForTimestamps => Text::new(
                "Chứng thư số của nơi cấp không phải để cấp dấu thời gian; không dùng.",
                "The certificate of who stamped is not one for timestamps; the timestamp is not used.",
            ),
            TimestampError::Algorithm => Text::new(
                "Dấu thời gian dùng thuật toán không được chấp nhận; không dùng.",
                "The timestamp uses an algorithm that is not accepted; it is not used.",
            ),
            TimestampError::WrongSignature => Text::new(
                "Chữ ký của dấu thời gian sai; không dùng.",
                "The signature of the timestamp is wrong; it is not used.",
            ),
        }
    }
}

impl WaitingError {
    /// What is the matter and what to do, in both languages.
    #[must_use]
    pub fn say(&self) -> Text {
        match self {
            WaitingError::NotWaiting(what) => Text::new(
                format!("Đây không phải là gói hồ sơ đang chờ ký: {what}. Hãy dùng tệp do bước chuẩn bị ghi ra."),
                format!(
                    "This is no bundle that waits for its signature: {what}. Use the file that the preparation wrote."
                ),
            ),
            WaitingError::Newer(version) => Text::new(
                format!(
                    "Gói đang chờ ký thuộc phiên bản {version}, do một phiên bản hoso mới hơn ghi. Hãy cập nhật hoso."
                ),
                format!("The waiting bundle is of version {version}, written by a newer hoso. Update hoso."),
            ),
            WaitingError::Part(at) => Text::new(
                format!(
                    "Phần thứ {} của gói đang chờ ký đã bị sửa: nội dung không còn khớp. Hãy chuẩn bị ký lại.",
                    at + 1
                ),
                format!(
                    "Part {} of the waiting bundle was changed: it no longer fits its digest. Prepare it again.",
                    at + 1
                ),
            ),
            WaitingError::Value(name) => Text::new(
                format!("Gói đang chờ ký có giá trị “{name}” không đọc được. Hãy chuẩn bị ký lại."),
                format!("The waiting bundle has a value “{name}” that cannot be read. Prepare it again."),
            ),
            WaitingError::Seal(error) => error.say(),
            WaitingError::NotFurther => Text::new(
                "Tệp này không phải là tệp chờ chữ ký thêm. Hãy chọn tệp đã lưu khi chuẩn bị chữ ký thêm (…waiting.json); chữ ký đầu tiên của một hồ sơ thì hoàn tất ở nơi đã chuẩn bị hồ sơ đó.",
                "This file is not what waits for a further signature. Choose the one saved when the further signature was prepared (…waiting.json); the first signature of a dossier is finished where that dossier was prepared.",
            ),
            WaitingError::OtherBundle => Text::new(
                "Chữ ký thêm này được chuẩn bị cho một gói khác. Hãy dùng đúng gói đã chuẩn bị, hoặc chuẩn bị lại cho gói này.",
                "This further signature was prepared for another bundle. Use that bundle, or prepare it again for this one.",
            ),
            WaitingError::SignedSince => Text::new(
                "Từ khi chuẩn bị, gói này đã có thêm chữ ký của người khác nên dữ liệu cần ký đã khác. Hãy chuẩn bị lại chữ ký thêm cho gói này.",
                "Somebody else has signed this bundle since, so what is to be signed is another thing now. Prepare the further signature again for this bundle.",
            ),
            WaitingError::SignedAlready => Text::new(
                "Chứng thư số này đã ký gói rồi; người ký khác cần dùng chứng thư của mình.",
                "This certificate has signed the bundle already; another signer uses a certificate of their own.",
            ),
        }
    }
}

impl ContentsError {
    /// What is the matter and what to do, in both languages; files are named as they are in the package.
    #[must_use]
    pub fn say(&self, package: &Package) -> Text {
        let attachment = |at: usize| package.attachments.get(at).map_or("", |file| file.name.as_str());
        match self {
            ContentsError::Count => Text::new("Có tệp đính kèm chưa được đọc.", "Not every attachment has been read."),
            ContentsError::TooLarge => Text::new(
                format!(
                    "Hồ sơ quá lớn cho một gói: các danh sách có tối đa {MAX_ROWS} mục, tối đa {MAX_ROWS} giấy tờ, dữ liệu tối đa 16 MB."
                ),
                format!(
                    "The dossier is too large for a bundle: it takes at most {MAX_ROWS} entries in lists, {MAX_ROWS} papers and 16 MB of data."
                ),
            ),
            ContentsError::Changed(at) => Text::new(
                format!("Tệp “{}” đã thay đổi sau khi đính kèm. Hãy đính kèm lại.", attachment(*at)),
                format!("The file “{}” changed after it was attached. Attach it again.", attachment(*at)),
            ),
            ContentsError::Name(at, _) => {
                let name = package.pages.get(*at).map(|page| page.name.as_str());
                let name = name.unwrap_or_else(|| attachment(at.saturating_sub(package.pages.len())));
                Text::new(
                    format!("Gói không nhận tên tệp “{name}”."),
                    format!("A bundle takes no file named “{name}”."),
                )
            }
        }
    }
}
