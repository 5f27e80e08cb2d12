//! What is said to have changed since the earlier dossier, or not, and what comparing shows.

use super::in_lang;
use crate::text::Lang;

/// It is not as it was, yet the question is answered no.
pub fn change_unsaid(at: &str, question: &str, lang: Lang) -> String {
    in_lang!(
        lang,
        "{at}: khác với hồ sơ trước, nhưng đã trả lời “không” cho câu hỏi {question}",
        "{at}: not as in the earlier dossier, yet the answer is “no” to the question {question}"
    )
}

/// It is said to have changed, yet all that can be compared is as it was.
pub fn nothing_changed(at: &str, lang: Lang) -> String {
    in_lang!(
        lang,
        "{at}: đã trả lời “có”, nhưng mọi điều đối chiếu được đều giống hồ sơ trước. Có thể thay đổi nằm trong giấy tờ, không nằm trong điều đã nhập.",
        "{at}: answered “yes”, but all that can be compared is as in the earlier dossier. The change may lie in the papers and not in what is typed."
    )
}
