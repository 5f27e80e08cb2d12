//! A report as a person reads it at a prompt: the law's force, the verdict, then what was found, worst first.

use hoso_core::cite::Cite;
use hoso_core::day::Day;
use hoso_core::dossier::{Dossier, Joint, Rest, addressed, recipients};
use hoso_core::law::{KnownLaw, Pack};
use hoso_core::report::{Code, Finding, Place, Report, Severity, Verdict};
use hoso_core::say;
use hoso_core::text::{Lang, Text};

use crate::packs;

/// The whole report on a dossier to one recipient.
pub fn report_text(pack: &Pack, dossier: &Dossier, report: &Report, lang: Lang) -> String {
    let joint = Joint { report: report.clone(), concerns: Vec::new() };
    joint_text(pack, dossier, Rest::NONE, &joint, None, lang)
}

/// The whole report on a filing; where it goes to several, whom each finding concerns, and whom it leaves out.
pub fn joint_text(
    pack: &Pack,
    dossier: &Dossier,
    rest: Rest,
    joint: &Joint,
    left_out: Option<&Finding>,
    lang: Lang,
) -> String {
    let report = &joint.report;
    let mut out = head(pack, dossier, report, lang);
    let all = recipients(dossier, rest.to);
    if all.len() > 1 {
        let to = Text::new("Nơi nhận", "To");
        let names = say::recipients(pack, &all, lang).unwrap_or_default();
        out.push_str(&format!("{}: {names}\n", to.get(lang)));
    }
    let (force, others): (Vec<_>, Vec<_>) =
        joint.findings().partition(|(finding, _)| matches!(finding.code, Code::NotInForce | Code::ForceInDoubt));
    let one = |out: &mut String, (finding, to): &(&Finding, &[String]), mark: &str| {
        // What is told for a place is said of the dossier as it goes there.
        let there = to.first().map(|to| addressed(pack, dossier, rest, to));
        let concerned = say::concerned(pack, to, &all, lang);
        one(out, pack, there.as_ref().unwrap_or(dossier), finding, concerned.as_deref(), mark, lang);
    };
    if !force.is_empty() {
        out.push('\n');
        force.iter().for_each(|found| one(&mut out, found, "! "));
    }
    if let Some(other) = in_force(pack, report.on, lang) {
        out.push_str(&format!("  {other}\n"));
    }
    out.push_str(&format!("\n{}\n", verdict_line(report, lang)));
    let others: Vec<_> = others.into_iter().chain(left_out.map(|finding| (finding, &[][..]))).collect();
    for (severity, title) in [
        (Severity::Error, Text::new("Sai hoặc thiếu", "Wrong or missing")),
        (Severity::ToDo, Text::new("Còn phải làm", "Still to do")),
        (Severity::Warning, Text::new("Nên xem lại", "Worth a second look")),
    ] {
        let found: Vec<_> = others.iter().filter(|(finding, _)| finding.severity == severity).collect();
        if found.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{} ({})\n", title.get(lang), found.len()));
        for (at, finding) in found.into_iter().enumerate() {
            one(&mut out, finding, &format!("{:>3}. ", at + 1));
        }
    }
    out
}

/// Which law is in force on a day on which this one is not: one that is held, or one that is only known by name.
pub fn in_force(pack: &Pack, on: Day, lang: Lang) -> Option<String> {
    if pack.in_force.holds(on) {
        return None;
    }
    let index = packs::index().ok()?;
    let subject = index.subject_of(&pack.id)?;
    let (about, day) = (&subject.title, on.vn());
    let text = match subject.on(on) {
        Some(KnownLaw { name, pack: Some(held), .. }) => Text::new(
            format!("Ngày {day}, hồ sơ về {} nộp theo {} (hoso law show {held}).", about.vi.to_lowercase(), name.vi),
            format!(
                "On {day} dossiers on {} are filed under {} (hoso law show {held}).",
                about.en.to_lowercase(),
                name.en
            ),
        ),
        Some(law) => Text::new(
            format!(
                "Ngày {day}, hồ sơ về {} nộp theo {}; hoso chưa có văn bản này.",
                about.vi.to_lowercase(),
                law.name.vi
            ),
            format!(
                "On {day} dossiers on {} are filed under {}, which hoso does not hold.",
                about.en.to_lowercase(),
                law.name.en
            ),
        ),
        None => Text::new(
            format!("hoso không biết văn bản nào về {} có hiệu lực vào ngày {day}.", about.vi.to_lowercase()),
            format!("hoso knows no law on {} in force on {day}.", about.en.to_lowercase()),
        ),
    };
    Some(text.get(lang).to_owned())
}

/// A verdict in a word or two.
fn verdict_name(verdict: Verdict) -> Text {
    match verdict {
        Verdict::Met => Text::new("ĐẠT", "MET"),
        Verdict::Unmet => Text::new("CHƯA ĐẠT", "UNMET"),
        Verdict::Open => Text::new("CHƯA XONG", "OPEN"),
        Verdict::NotAsked => Text::new("KHÔNG YÊU CẦU", "NOT ASKED"),
    }
}

fn head(pack: &Pack, dossier: &Dossier, report: &Report, lang: Lang) -> String {
    let title = pack.dossier(&dossier.procedure).map_or(dossier.procedure.as_str(), |kind| kind.title.get(lang));
    let day = Text::new("Ngày nộp", "Day of filing");
    let version = Text::new("phiên bản dữ liệu", "data version");
    let short = report.pack.version.get(..12).unwrap_or(&report.pack.version);
    format!("{title}\n{} · {} {short}\n{}: {}\n", pack.name.get(lang), version.get(lang), day.get(lang), report.on.vn())
}

/// The verdict, and how many duties stand how. An act beside the filing of which nothing is shown only warns, and its duty is as good as
/// met; but it is counted apart, since nobody has seen it done.
fn verdict_line(report: &Report, lang: Lang) -> String {
    let of = |verdict| report.duties.iter().filter(|duty| duty.verdict == verdict).count();
    let unshown = |cite| report.findings.iter().any(|found| found.code == Code::EvidenceMissing && is_at(found, cite));
    let unshown = report.duties.iter().filter(|duty| duty.verdict == Verdict::Met && unshown(duty.cite)).count();
    let (met, unmet, open, not) =
        (of(Verdict::Met) - unshown, of(Verdict::Unmet), of(Verdict::Open), of(Verdict::NotAsked));
    let besides = match unshown {
        0 => Text::new("", ""),
        _ => Text::new(
            format!(", {unshown} việc ngoài hồ sơ còn phải chứng minh"),
            format!(", {unshown} beside the filing still to be shown"),
        ),
    };
    let counts = Text::new(
        format!("{met} yêu cầu đạt, {unmet} chưa đạt, {open} chưa xong, {not} không áp dụng"),
        format!("duties: {met} met, {unmet} unmet, {open} open, {not} not asked"),
    );
    let verdict = Text::new("Kết luận", "Verdict");
    let (counts, besides) = (counts.get(lang), besides.get(lang));
    format!("{}: {} ({counts}{besides})", verdict.get(lang), verdict_name(report.verdict).get(lang))
}

fn is_at(finding: &Finding, at: Cite) -> bool {
    matches!(finding.place, Place::Duty { cite, .. } if cite == at)
}

fn one(
    out: &mut String,
    pack: &Pack,
    dossier: &Dossier,
    finding: &Finding,
    concerned: Option<&str>,
    mark: &str,
    lang: Lang,
) {
    let said = say::finding(pack, dossier, finding, lang);
    let indent = " ".repeat(mark.chars().count());
    out.push_str(&format!("{mark}{}\n", said.what));
    concerned.iter().for_each(|concerned| out.push_str(&format!("{indent}({concerned})\n")));
    out.push_str(&format!("{indent}{}\n", said.basis));
    said.readings.iter().for_each(|reading| out.push_str(&format!("{indent}{reading}\n")));
    said.reckoning.iter().for_each(|step| out.push_str(&format!("{indent}{step}\n")));
    let (first, or) = (Text::new("→ ", "→ "), Text::new("  hoặc: ", "  or: "));
    for (at, way) in said.settle.iter().enumerate() {
        out.push_str(&format!("{indent}{}{way}\n", if at == 0 { &first } else { &or }.get(lang)));
    }
}
