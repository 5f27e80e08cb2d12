//! Who signs each page of a bundle, and to whom it is addressed: whoever makes the form out.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use hoso_core::page::package;
use hoso_tests::circular::{circular, example};

/// The page of a dossier's example whose name has that in it.
fn page(dossier: &str, name: &str) -> String {
    let (pack, reference) = circular();
    let package = package(pack, reference, &example(dossier)).unwrap();
    let page = package.pages.iter().find(|page| page.name.ends_with(".html") && page.name.contains(name)).unwrap();
    String::from_utf8(page.bytes.clone()).unwrap()
}

const TO: &str = "Kính gửi: Cục Quản lý cạnh tranh";
const SIGN: &str = "class=\"sign\"";
const BUSINESS: &str = "Đại diện theo pháp luật của doanh nghiệp";

#[test]
fn the_business_signs_what_it_makes_out() {
    let notice = page("suspension", "M-07");
    assert!([TO, SIGN, BUSINESS].iter().all(|part| notice.contains(part)), "{notice}");
    // A letter of which the appendix has no form (Article 9(2)(a)).
    let letter = page("termination-forced", "Thông-báo-chấm-dứt");
    assert!([TO, SIGN, BUSINESS].iter().all(|part| letter.contains(part)), "{letter}");
    let list = page("grant", "Danh-mục-hàng-hóa");
    assert!(list.contains(BUSINESS) && !list.contains("Kính gửi"), "a list goes with its letter: {list}");
}

/// Article 13(4)(a): a training institution registers; Article 18(2)(a): a participant requests.
#[test]
fn so_do_an_institution_and_a_participant() {
    for name in ["Danh-sách-giảng-viên", "Văn-bản-đăng-ký"] {
        let page = page("training-institution", name);
        assert!(page.contains("Đại diện theo pháp luật của cơ sở đào tạo") && !page.contains(BUSINESS), "{page}");
    }
    let request = page("escrow-use", "Đơn-đề-nghị");
    assert!(request.contains(TO) && request.contains(SIGN) && !request.contains(BUSINESS), "{request}");
}

#[test]
fn what_is_copied_from_the_paper_of_another_is_signed_by_nobody() {
    let judgment = page("escrow-use", "Nội-dung-bản-án");
    assert!(!judgment.contains(SIGN) && !judgment.contains("Kính gửi"), "{judgment}");
    assert!(judgment.contains("do bên khác lập: Cơ quan ra bản án, quyết định"), "{judgment}");
    let escrow = page("grant", "Nội-dung-văn-bản-xác-nhận-nộp-tiền-ký-quỹ");
    assert!(!escrow.contains(SIGN) && escrow.contains("do bên khác lập: Ngân hàng nhận ký quỹ"), "{escrow}");
}
