//! A verdict on a bundle as a person reads it: the outcome, who signed, why, then the report on the dossier inside.
//! What is shown of the signer is what Circular 15/2025/TT-BKHCN, Article 6, asks of software that checks signatures.

use std::collections::HashSet;

use hoso_core::bundle::{Compared, Outcome, Reason, Severity, Signature, Signer, Verdict};
use hoso_core::law::Pack;
use hoso_core::text::{Lang, Text};

use crate::check::report_text;

/// The whole verdict. The pack is there when the dossier could be judged.
pub fn verdict_text(verdict: &Verdict, pack: Option<&Pack>, lang: Lang) -> String {
    let mut out = format!("{}\n", verdict.say.get(lang));
    let unsigned: HashSet<&String> = verdict.seal.uncovered.iter().collect();
    for signature in &verdict.seal.signatures {
        out.push('\n');
        signed(&mut out, signature, &unsigned, lang);
    }
    uncovered(&mut out, &verdict.seal.uncovered, lang);
    if !verdict.seal.reasons.is_empty() {
        out.push('\n');
        reasons(&mut out, &verdict.seal.reasons, lang);
    }
    out.push('\n');
    if let Some(inside) = &verdict.dossier {
        line(&mut out, &Text::new("Mã hồ sơ", "Dossier"), &inside.id, lang);
        line(&mut out, &Text::new("SHA-256 của hồ sơ", "SHA-256 of the dossier"), &inside.sha256, lang);
        line(&mut out, &Text::new("Thủ tục", "Procedure"), &inside.procedure, lang);
        let recipient = pack.and_then(|pack| pack.words.recipient(&inside.recipient));
        let recipient = recipient
            .map_or_else(|| inside.recipient.clone(), |name| format!("{} ({})", name.get(lang), inside.recipient));
        line(&mut out, &Text::new("Nơi nhận", "Recipient"), &recipient, lang);
        if let (Some(report), Some(pack)) = (&inside.report, pack) {
            out.push('\n');
            out.push_str(&report_text(pack, &inside.dossier, report, lang));
        }
    }
    if let Some(compared) = &verdict.earlier {
        out.push('\n');
        beside_earlier(&mut out, compared, lang);
    }
    out
}

/// What differs from the earlier bundle.
fn beside_earlier(out: &mut String, compared: &Compared, lang: Lang) {
    line(out, &Text::new("Gói hồ sơ trước", "Earlier bundle"), compared.say.get(lang), lang);
    if let Some(dossier) = &compared.dossier {
        line(out, &Text::new("Mã hồ sơ trước", "Earlier dossier"), &dossier.id, lang);
        line(out, &Text::new("SHA-256 của hồ sơ trước", "SHA-256 of the earlier dossier"), &dossier.sha256, lang);
    }
    reasons(out, &compared.errors, lang);
    reasons(out, &compared.reasons, lang);
    if compared.same_business == Some(true) {
        let number = compared.differences.len();
        let title = Text::new(
            format!("Khác với hồ sơ trước ({number})"),
            format!("Differs from the earlier dossier ({number})"),
        );
        out.push_str(&format!("\n{}\n", title.get(lang)));
    }
    for (at, difference) in compared.differences.iter().enumerate() {
        let sentence = if lang == Lang::Vi { &difference.vi } else { &difference.en };
        out.push_str(&format!("{:>3}. {}\n", at + 1, safe(sentence)));
    }
}

/// The outcome in a word or two.
pub fn outcome_word(outcome: Outcome) -> Text {
    match outcome {
        Outcome::Valid => Text::new("hợp lệ", "valid"),
        Outcome::Intact => Text::new("nguyên vẹn", "intact"),
        Outcome::NotJudged => Text::new("chưa xét được", "not judged"),
        Outcome::Damaged => Text::new("đã bị thay đổi", "damaged"),
        Outcome::NotAContainer => Text::new("không phải gói", "no bundle"),
    }
}

/// What none of them covers (`unsigned`) is said of the bundle, once.
fn signed(out: &mut String, signature: &Signature, unsigned: &HashSet<&String>, lang: Lang) {
    if let Some(signer) = &signature.signer {
        who(out, signer, lang);
    }
    let said = signature.say();
    let kind = format!("{} [{}]", said.state.get(lang), said.profile.get(lang));
    line(out, &Text::new("Chữ ký", "Signature"), &kind, lang);
    line(out, &Text::new("Tệp chữ ký", "Signature file"), &signature.file, lang);
    for algorithm in signature.algorithm.iter() {
        line(out, &Text::new("Thuật toán", "Algorithm"), algorithm, lang);
    }
    line(out, &Text::new("Tin cậy", "Trust"), said.trust.get(lang), lang);
    for time in signature.claimed_time.iter() {
        let name = if time.ends_with('Z') {
            Text::new("Thời điểm ký do người ký khai", "Signing time, as claimed")
        } else {
            Text::new(
                "Thời điểm ký do người ký khai, không nêu múi giờ",
                "Signing time, as claimed, no time zone stated",
            )
        };
        line(out, &name, time, lang);
    }
    for time in signature.proven_time.iter() {
        line(
            out,
            &Text::new("Đã ký chậm nhất lúc, theo dấu thời gian", "Signed by, as a timestamp proves"),
            time,
            lang,
        );
    }
    if signature.signer.is_some() {
        line(out, &Text::new("Lúc ký", "When signed"), said.validity.get(lang), lang);
        line(out, &Text::new("Thu hồi", "Revocation"), said.revocation.get(lang), lang);
    }
    for since in signature.revoked_since.iter() {
        line(out, &Text::new("Thu hồi từ", "Revoked since"), since, lang);
    }
    for name in signature.uncovered.iter().filter(|name| !unsigned.contains(name)) {
        line(out, &Text::new("Không ký tệp", "Does not cover"), name, lang);
    }
    reasons(out, &signature.reasons, lang);
}

fn uncovered(out: &mut String, names: &[String], lang: Lang) {
    for name in names {
        line(out, &Text::new("Không được chữ ký nào bảo vệ", "Covered by no signature"), name, lang);
    }
}

fn who(out: &mut String, signer: &Signer, lang: Lang) {
    line(out, &Text::new("Người ký", "Signed by"), &signer.subject, lang);
    for organisation in signer.organisation.iter() {
        line(out, &Text::new("Tổ chức", "Organisation"), organisation, lang);
    }
    for code in signer.tax_code.iter() {
        line(out, &Text::new("Mã số thuế", "Tax code"), code, lang);
    }
    line(out, &Text::new("Nơi cấp chứng thư số", "Certificate issued by"), &signer.issuer, lang);
    line(out, &Text::new("Số hiệu", "Serial number"), &signer.serial, lang);
    let period = format!("{} – {}", signer.not_before, signer.not_after);
    line(out, &Text::new("Thời hạn", "Valid"), &period, lang);
}

fn reasons(out: &mut String, reasons: &[Reason], lang: Lang) {
    for reason in reasons {
        let mark = match reason.severity {
            Severity::Error => "✗",
            Severity::Warning => "!",
            Severity::Note => "·",
        };
        let sentence = if lang == Lang::Vi { reason.vi } else { reason.en };
        let entry = reason.entry.as_ref().map(|entry| format!(" [{}]", safe(entry))).unwrap_or_default();
        out.push_str(&format!("{mark} {sentence}{entry} ({})\n", reason.code.as_str()));
    }
}

fn line(out: &mut String, name: &Text, value: &str, lang: Lang) {
    out.push_str(&format!("{}: {}\n", name.get(lang), safe(value)));
}

/// What a stranger wrote, without characters that would steer the terminal or turn the line around.
pub fn safe(text: &str) -> String {
    let shown = |c: char| if c.is_control() || hoso_core::text::is_invisible(c) { '\u{fffd}' } else { c };
    text.chars().map(shown).collect()
}
