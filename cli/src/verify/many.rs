//! Many bundles at once: every file of a folder judged, as many at a time as the machine has cores, and one table of them.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use hoso_core::bundle::{Outcome, Row, Table, Verdict};
use hoso_core::report;
use hoso_core::text::{Lang, Text};

use super::asked::{Form, Verify};
use super::text::outcome_word;
use super::{Receiver, is_right, safe};
use crate::answer::{Answer, Problem};
use crate::input;
use crate::progress::Meter;

/// What files of bundles are named after their last dot.
const ENDINGS: [&str; 4] = ["asice", "bdoc", "sce", "zip"];

/// What a folder holds.
#[derive(Default)]
struct Found {
    bundles: Vec<PathBuf>,
    /// What is no bundle by its name, or a link.
    others: Vec<PathBuf>,
}

/// Judges every bundle of a folder and of those inside it.
///
/// # Errors
/// When the folder cannot be read, or holds no bundle.
pub fn run(asked: &Verify, receiver: &Receiver, lang: Lang) -> Result<Answer, Problem> {
    let mut found = Found::default();
    collect(&asked.file, &mut found)?;
    found.bundles.sort();
    found.others.sort();
    if found.bundles.is_empty() {
        return Err(none(&asked.file, found.others.len()));
    }
    let verdicts = judge_all(&found.bundles, receiver, lang);
    let name = |file: &PathBuf| file.strip_prefix(&asked.file).unwrap_or(file).display().to_string();
    let row = |(file, verdict): (&PathBuf, &Result<Verdict, Problem>)| match verdict {
        Ok(verdict) => Row::of(name(file), verdict),
        Err(problem) => Row::unread(name(file), problem.both().clone()),
    };
    let rows = found.bundles.iter().zip(&verdicts).map(row).collect();
    let table = Table::of(rows, found.others.iter().map(name).collect());
    let is_alone = |row: &Row| row.same_as.is_none() && row.same_id_as.is_none();
    let right =
        verdicts.iter().all(|verdict| verdict.as_ref().is_ok_and(is_right)) && table.bundles.iter().all(is_alone);
    match asked.form() {
        Form::Json => Answer::json(&table, right),
        Form::Csv => {
            // The table has no line for them.
            others(&table).iter().for_each(|others| eprintln!("{}", others.get(lang)));
            Ok(Answer::new(csv(&table.bundles), right))
        }
        Form::Text => Ok(Answer::new(text(&table, lang), right)),
    }
}

fn none(folder: &Path, others: usize) -> Problem {
    let (folder, endings) = (folder.display(), ENDINGS.map(|ending| format!("*.{ending}")).join(", "));
    Problem::new(
        format!("{folder}: không có gói hồ sơ nào ({endings}); có {others} tệp khác."),
        format!("{folder}: no bundle in it ({endings}), but {others} other files."),
    )
}

fn collect(folder: &Path, found: &mut Found) -> Result<(), Problem> {
    let unreadable = |error| input::unreadable(folder, &error);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(unreadable)?);
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        // A link could lead out of the folder, or in a circle.
        if kind.is_dir() {
            collect(&path, found)?;
        } else if kind.is_file() && ENDINGS.contains(&ending.as_str()) {
            found.bundles.push(path);
        } else {
            found.others.push(path);
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

fn text(table: &Table, lang: Lang) -> String {
    let mut out = String::new();
    let (same, same_id) = (
        Text::new("cùng hồ sơ với", "the same dossier as"),
        Text::new("cùng mã hồ sơ, nhưng khác nội dung với", "of the same id, but another dossier than"),
    );
    for row in &table.bundles {
        let law = row.law.map(|law| law_word(law).get(lang).to_owned()).unwrap_or_else(|| "–".to_owned());
        let what = row.outcome.map(|outcome| outcome_word(outcome).get(lang).to_owned());
        let what = what.unwrap_or_else(|| Text::new("không đọc được", "not readable").get(lang).to_owned());
        out.push_str(&format!("{what:16} {law:10} {}", safe(&row.file)));
        for (words, other) in [(&same, &row.same_as), (&same_id, &row.same_id_as)] {
            other.iter().for_each(|other| out.push_str(&format!("  [{} {}]", words.get(lang), safe(other))));
        }
        if row.outcome.is_none() {
            out.push_str(&format!("  ({})", safe(row.say.get(lang))));
        } else if !row.reasons.is_empty() {
            let codes: Vec<&str> = row.reasons.iter().map(|code| code.as_str()).collect();
            out.push_str(&format!("  ({})", codes.join(", ")));
        }
        out.push('\n');
    }
    let valid = table.bundles.iter().filter(|row| row.outcome == Some(Outcome::Valid)).count();
    let count = table.bundles.len();
    let sum = Text::new(format!("{valid} trên {count} gói hợp lệ."), format!("{valid} of {count} bundles are valid."));
    for line in [Some(sum), others(table)].into_iter().flatten() {
        out.push_str(line.get(lang));
        out.push('\n');
    }
    out
}

/// That there is more in the folder.
fn others(table: &Table) -> Option<Text> {
    let count = table.not_looked_at.len();
    (count > 0).then(|| {
        Text::new(
            format!("{count} tệp khác không được xét (--json nêu tên)."),
            format!("{count} other files were not looked at (--json names them)."),
        )
    })
}

fn law_word(verdict: report::Verdict) -> Text {
    match verdict {
        report::Verdict::Met => Text::new("đạt", "met"),
        report::Verdict::Unmet => Text::new("chưa đạt", "unmet"),
        report::Verdict::Open => Text::new("còn thiếu", "open"),
        report::Verdict::NotAsked => Text::new("không xét", "not asked"),
    }
}

/// The lines as RFC 4180 has them, with the names of the JSON in the first one.
fn csv(rows: &[Row]) -> String {
    let mut out = String::from(
        "file,outcome,law,procedure,recipient,id,sha256,tax-codes,claimed,proven,reasons,same-as,same-id-as\r\n",
    );
    for row in rows {
        let word = |value: Option<serde_json::Value>| {
            value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
        };
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
        let codes: Vec<&str> = row.reasons.iter().map(|code| code.as_str()).collect();
        let fields = [
            row.file.clone(),
            word(row.outcome.and_then(|outcome| serde_json::to_value(outcome).ok())),
            word(row.law.and_then(|law| serde_json::to_value(law).ok())),
            or_empty(&row.procedure),
            or_empty(&row.recipient),
            or_empty(&row.id),
            or_empty(&row.sha256),
            row.tax_codes.join(" "),
            row.claimed.join(" "),
            row.proven.join(" "),
            codes.join(" "),
            or_empty(&row.same_as),
            or_empty(&row.same_id_as),
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
