//! What can be the matter with a service or a credential, as the signer reads it.

use super::harmless;
use crate::text::Text;

/// An answer is none by the API; the address is a service's.
pub fn no_answer_by_the_api(address: &str) -> Text {
    Text::new(
        format!(
            "{address} không trả lời theo API của Cloud Signature Consortium (phiên bản 1 hoặc 2). Hãy kiểm tra địa chỉ."
        ),
        format!(
            "{address} does not answer by the API of the Cloud Signature Consortium (version 1 or 2). Check the address."
        ),
    )
}

/// The service has nothing for this signer.
pub fn no_credential() -> Text {
    Text::new(
        "Dịch vụ ký số từ xa không có chứng thực ký số nào của bạn.",
        "The remote signing service has no credential of yours.",
    )
}

/// A credential's key is switched off.
pub fn disabled(id: &str) -> Text {
    let id = harmless(id);
    Text::new(format!("Chứng thực ký số “{id}” đang bị vô hiệu hóa."), format!("The credential “{id}” is disabled."))
}

/// A credential whose owner agrees on a page of the service.
pub fn own_page_only() -> Text {
    Text::new(
        "Dịch vụ chỉ nhận sự đồng ý ký trên trang riêng của nó (OAuth 2.0), điều không làm được ở đây. Hãy ký bằng phần mềm của dịch vụ: chuẩn bị dữ liệu cần ký, ký ở đó rồi nhập chữ ký vào.",
        "The service takes consent on a page of its own alone (OAuth 2.0), which is not possible here. Sign with the service's own software: prepare what is to be signed, sign it there and bring the signature back.",
    )
}

/// A credential whose owner agrees in a way that is not known here.
pub fn unknown_consent() -> Text {
    Text::new(
        "Dịch vụ đòi cách đồng ý ký chưa được hỗ trợ ở đây. Hãy ký bằng phần mềm của dịch vụ: chuẩn bị dữ liệu cần ký, ký ở đó rồi nhập chữ ký vào.",
        "The service wants consent in a way that is not supported here. Sign with the service's own software: prepare what is to be signed, sign it there and bring the signature back.",
    )
}

/// A credential whose certificate cannot be read.
pub fn other_certificate(id: &str) -> Text {
    let id = harmless(id);
    Text::new(
        format!("Không đọc được chứng thư của chứng thực ký số “{id}”."),
        format!("The certificate of the credential “{id}” cannot be read."),
    )
}
