//! Many bundles at once: every file of a folder judged, as many at a time as the machine has cores, and one table of them.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use hoso_core::bundle::{Outcome, Severity, Verdict};
use hoso_core::report;
use hoso_core::text::{Lang, Text};
use serde::Serialize;

use super::asked::{Table, Verify};
use super::{Receiver, is_right, outcome_word, safe};
use crate::answer::{Answer, Problem};
use crate::input;
use crate::progress::Meter;

/// What files of bundles are named after their last dot.
const ENDINGS: [&str; 3] = ["asice", "sce", "zip"];

/// One line of the table.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Row {
    /// The file, from the folder on.
    file: String,
    /// The outcome; none where the file could not be read.
    outcome: Option<Outcome>,
    /// What the check finds in the dossier now.
    law: Option<report::Verdict>,
    procedure: Option<String>,
    recipient: Option<String>,
    /// The dossier's id, and the digest of its signed JSON.
    id: Option<String>,
    sha256: Option<String>,
    /// The tax codes of the signers.
    tax_codes: Vec<String>,
    /// When it was signed, proven or else claimed.
    signed: Vec<String>,
    /// The codes of every error and warning.
    reasons: Vec<&'static str>,
    /// Another file of the folder that holds a dossier of the same id.
    same_as: Option<String>,
}

/// Judges every bundle of a folder and of those inside it.
///
/// # Errors
/// When the folder cannot be read, or holds no bundle.
pub fn run(asked: &Verify, receiver: &Receiver, lang: Lang) -> Result<Answer, Problem> {
    let mut files = Vec::new();
    collect(&asked.file, &mut files)?;
    files.sort();
    if files.is_empty() {
        let folder = asked.file.display();
        return Err(Problem::new(
            format!("{folder}: không có gói hồ sơ nào (*.asice, *.sce, *.zip)."),
            format!("{folder}: no bundle in it (*.asice, *.sce, *.zip)."),
        ));
    }
    let verdicts = judge_all(&files, receiver, lang);
    let mut rows: Vec<Row> =
        files.iter().zip(&verdicts).map(|(file, verdict)| row(&asked.file, file, verdict)).collect();
    mark_same(&mut rows);
    let right = verdicts.iter().all(|verdict| verdict.as_ref().is_ok_and(is_right))
        && rows.iter().all(|row| row.same_as.is_none());
    match asked.table() {
        Table::Json => Answer::json(&rows, right),
        Table::Csv => Ok(Answer::new(csv(&rows), right)),
        Table::Text => Ok(Answer::new(text(&rows, lang), right)),
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Problem> {
    let unreadable = |error| input::unreadable(folder, &error);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(unreadable)?);
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        // A link could lead out of the folder, or in a circle.
        if kind.is_dir() {
            collect(&path, files)?;
        } else if kind.is_file() && ENDINGS.contains(&ending.as_str()) {
            files.push(path);
        }
    }
    Ok(())
}

/// The verdict on each file, in their order.
fn judge_all(files: &[PathBuf], receiver: &Receiver, lang: Lang) -> Vec<Result<Verdict, Problem>> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let meter = Mutex::new(Meter::new(&Text::new("Đang thẩm tra", "Verifying"), lang));
    let work = || {
        let mut own = Vec::new();
        while let Some((at, file)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, files.get(at)?)))
        {
            own.push((at, judge(file, receiver)));
            let so_far = done.fetch_add(1, Ordering::Relaxed) + 1;
            if let Ok(mut meter) = meter.lock() {
                meter.at(so_far as u64, files.len() as u64);
            }
        }
        own
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(files.len());
    let mut all: BTreeMap<usize, Result<Verdict, Problem>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    let lost = || Err(Problem::new("việc thẩm tra tệp này đã dừng giữa chừng.", "verifying this file broke off."));
    (0..files.len()).map(|at| all.remove(&at).unwrap_or_else(lost)).collect()
}

fn judge(file: &Path, receiver: &Receiver) -> Result<Verdict, Problem> {
    let mut verdict = receiver.judge(file, &mut |_, _| ())?;
    verdict.demand(&receiver.demand);
    Ok(verdict)
}

fn row(folder: &Path, file: &Path, verdict: &Result<Verdict, Problem>) -> Row {
    let name = file.strip_prefix(folder).unwrap_or(file).display().to_string();
    let verdict = verdict.as_ref().ok();
    let inside = verdict.and_then(|verdict| verdict.dossier.as_ref());
    let signatures = || verdict.into_iter().flat_map(|verdict| &verdict.seal.signatures);
    let reasons = verdict.into_iter().flat_map(|verdict| verdict.seal.all_reasons());
    let mut codes: Vec<&str> =
        reasons.filter(|one| one.severity != Severity::Note).map(|one| one.code.as_str()).collect();
    codes.dedup();
    Row {
        file: name,
        outcome: verdict.map(|verdict| verdict.outcome),
        law: inside.and_then(|inside| inside.report.as_ref()).map(|report| report.verdict),
        procedure: inside.map(|inside| inside.procedure.clone()),
        recipient: inside.map(|inside| inside.recipient.clone()),
        id: inside.map(|inside| inside.id.clone()),
        sha256: inside.map(|inside| inside.sha256.clone()),
        tax_codes: signatures().filter_map(|one| one.signer.as_ref()?.tax_code.clone()).collect(),
        signed: signatures().filter_map(|one| one.proven_time.clone().or_else(|| one.claimed_time.clone())).collect(),
        reasons: codes,
        same_as: None,
    }
}

/// Marks each file that holds a dossier which an earlier file of the table holds too.
fn mark_same(rows: &mut [Row]) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for row in rows {
        let Some(id) = row.id.clone() else { continue };
        match seen.get(&id) {
            Some(first) => row.same_as = Some(first.clone()),
            None => drop(seen.insert(id, row.file.clone())),
        }
    }
}

fn text(rows: &[Row], lang: Lang) -> String {
    let mut out = String::new();
    for row in rows {
        let law = row.law.map(|law| law_word(law).get(lang).to_owned()).unwrap_or_else(|| "–".to_owned());
        let what = row.outcome.map(|outcome| outcome_word(outcome).get(lang).to_owned());
        let what = what.unwrap_or_else(|| Text::new("không đọc được", "not readable").get(lang).to_owned());
        out.push_str(&format!("{what:16} {law:10} {}", safe(&row.file)));
        if let Some(first) = &row.same_as {
            let same = Text::new("cùng hồ sơ với", "the same dossier as");
            out.push_str(&format!("  [{} {}]", same.get(lang), safe(first)));
        }
        if !row.reasons.is_empty() {
            out.push_str(&format!("  ({})", row.reasons.join(", ")));
        }
        out.push('\n');
    }
    let valid = rows.iter().filter(|row| row.outcome == Some(Outcome::Valid)).count();
    let sum = Text::new(
        format!("{valid} trên {} gói hợp lệ.", rows.len()),
        format!("{valid} of {} bundles are valid.", rows.len()),
    );
    out.push_str(sum.get(lang));
    out.push('\n');
    out
}

fn law_word(verdict: report::Verdict) -> Text {
    match verdict {
        report::Verdict::Met => Text::new("đạt", "met"),
        report::Verdict::Unmet => Text::new("chưa đạt", "unmet"),
        report::Verdict::Open => Text::new("còn thiếu", "open"),
        report::Verdict::NotAsked => Text::new("không xét", "not asked"),
    }
}

/// The table as RFC 4180 has it, with the names of the JSON in its first line.
fn csv(rows: &[Row]) -> String {
    let mut out = String::from("file,outcome,law,procedure,recipient,id,sha256,tax-codes,signed,reasons,same-as\r\n");
    for row in rows {
        let word = |value: Option<serde_json::Value>| {
            value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
        };
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
        let fields = [
            row.file.clone(),
            word(row.outcome.and_then(|outcome| serde_json::to_value(outcome).ok())),
            word(row.law.and_then(|law| serde_json::to_value(law).ok())),
            or_empty(&row.procedure),
            or_empty(&row.recipient),
            or_empty(&row.id),
            or_empty(&row.sha256),
            row.tax_codes.join(" "),
            row.signed.join(" "),
            row.reasons.join(" "),
            or_empty(&row.same_as),
        ];
        out.push_str(&fields.map(|field| quoted(&field)).join(","));
        out.push_str("\r\n");
    }
    out
}

/// A field in quotes where it needs them; what a spreadsheet would take for a formula becomes text.
fn quoted(field: &str) -> String {
    let field =
        if field.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\r', '\n']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn fields_are_quoted_and_no_formulas() {
        assert_eq!(quoted("a.asice"), "a.asice");
        assert_eq!(quoted("a, \"b\".asice"), "\"a, \"\"b\"\".asice\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
    }
}
