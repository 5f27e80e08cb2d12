//! The codes and their sentences.

use std::collections::BTreeSet;

use unicode_normalization::is_nfc;

use super::*;

#[test]
fn codes_are_distinct_kebab_case_and_sentences_are_sentences() {
    let texts: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(texts.len(), Code::ALL.len());
    for &code in Code::ALL {
        let Reason { vi, en, .. } = Reason::from(code);
        assert!(code.as_str().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{code:?}");
        for sentence in [vi, en] {
            assert!(sentence.ends_with('.') && !sentence.contains(". ") && is_nfc(sentence), "{sentence}");
        }
        assert!(!vi.is_ascii() && vi != en, "{vi}");
    }
}
