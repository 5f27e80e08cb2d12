//! What is wrong with a command line, as its reader is told.

use crate::{hoso, run};

#[test]
fn a_mistake_is_told_in_vietnamese_with_the_argument_named() {
    for (line, said) in [
        ("verify", "còn thiếu: <FILE>"),
        ("verify a --json --csv", "--json không dùng được cùng với --csv"),
        ("bundle d --files f -o o", "còn thiếu: <--p12 <FILE>|--pkcs11 <MODULE>|--csc <URL>>"),
        ("sign a -o b --p12 k --csc u", "--p12 <FILE> không dùng được cùng với --csc <URL>"),
        ("verify a --root b", "Có phải ý bạn là --roots?"),
        ("frob", "không có lệnh “frob”"),
        ("check a --on 31/02/2016", "giá trị “31/02/2016” của --on <DATE> không dùng được"),
        ("check a --on", "--on <DATE> cần một giá trị"),
        ("law show vn/tt-24-2014 x", "Cách viết: 2, 2/5.a."),
        ("check a --json --json", "--json chỉ được ghi một lần"),
    ] {
        let ran = run(hoso(line.split(' ')).env("LANG", "vi_VN.UTF-8"));
        assert!(ran.code == Some(2) && ran.err.contains(said), "{line}: {}", ran.err);
        assert!(!ran.err.contains("error:") && !ran.err.contains("Usage"), "{line}: {}", ran.err);
        let english = run(&mut hoso(line.split(' ')));
        assert!(english.code == Some(2) && english.err.starts_with("error: "), "{line}: {}", english.err);
    }
}
