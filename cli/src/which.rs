//! `hoso which`: the questions of a law's short questionnaire, and by the answers to them which dossier or act applies, and why.

use hoso_core::day::Day;
use hoso_core::dossier::{Applies, Values, questions, which};
use hoso_core::law::{Field, FieldKind, KnownLaw, Pack, PackIndex};
use hoso_core::say;
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Which;
use crate::{clock, packs};

/// Tells what applies; the exit code is 1 while an answer is missing.
///
/// # Errors
/// When there is no such law, or an answer is to no question of it.
pub fn run(asked: &Which, lang: Lang) -> Result<Answer, Problem> {
    let law = packs::latest(&asked.pack)?;
    let pack = &law.pack;
    if pack.questions.is_empty() {
        return Err(asks_nothing(pack));
    }
    let on = asked.on.or_else(today).unwrap_or(pack.in_force.from);
    if !pack.in_force.holds(on) {
        return Err(not_in_force(pack, on, &packs::index()?));
    }
    let answers: Values = asked.answers.iter().cloned().collect();
    if let Some(id) = answers.keys().find(|id| !pack.questions.contains(id)) {
        let all = pack.questions.join(", ");
        return Err(Problem::new(
            format!("không có câu hỏi “{id}”; các câu hỏi: {all}."),
            format!("there is no question “{id}”; the questions are: {all}."),
        ));
    }
    let applies = which(pack, &answers, on);
    let missing: Vec<&Field> =
        questions(pack, &answers, on).into_iter().filter(|field| !answered(field, &answers)).collect();
    if asked.json {
        return Answer::json(&applies, missing.is_empty());
    }
    let mut out = String::new();
    for field in &missing {
        out.push_str(&question(field, lang));
    }
    for one in applies.iter().filter(|one| one.holds == Some(true)) {
        out.push_str(&of_one(pack, one, lang));
    }
    if missing.is_empty() && applies.iter().all(|one| one.holds != Some(true)) {
        let none =
            Text::new("Theo các câu trả lời này, không có gì phải nộp.", "By these answers nothing is to be filed.");
        out.push_str(&format!("{}\n", none.get(lang)));
    }
    Ok(Answer::new(out, missing.is_empty()))
}

fn asks_nothing(pack: &Pack) -> Problem {
    let (vi, en) = (&pack.name.vi, &pack.name.en);
    Problem::new(
        format!("{vi} không có bảng câu hỏi ngắn; “hoso law list” nêu các loại hồ sơ của văn bản này."),
        format!("{en} has no short questionnaire; `hoso law list` names its dossiers."),
    )
}

/// That the law is not in force on the day, and which one is, as far as that is known.
fn not_in_force(pack: &Pack, on: Day, index: &PackIndex) -> Problem {
    let (vi, en, day) = (&pack.name.vi, &pack.name.en, on.vn());
    let (then_vi, then_en) = match index.subject_of(&pack.id).and_then(|subject| subject.on(on)) {
        Some(KnownLaw { name, pack: Some(id), .. }) => (
            format!("Ngày đó áp dụng {}: hãy hỏi “hoso which {id}”.", name.vi),
            format!("{} is: ask `hoso which {id}`.", name.en),
        ),
        Some(KnownLaw { name, pack: None, .. }) => (
            format!("Ngày đó áp dụng {}, hoso chưa có văn bản này.", name.vi),
            format!("{} is, which hoso does not hold.", name.en),
        ),
        None => ("Chưa biết văn bản nào áp dụng vào ngày đó.".to_owned(), "No law is known for that day.".to_owned()),
    };
    Problem::new(
        format!("{vi} không có hiệu lực vào ngày {day}. {then_vi}"),
        format!("{en} is not in force on {day}. {then_en}"),
    )
}

fn today() -> Option<Day> {
    // The civil day in Vietnam, which keeps UTC+7 the whole year.
    let there = clock::now() + chrono::Duration::hours(7);
    there.format("%Y-%m-%d").to_string().parse().ok()
}

fn answered(field: &Field, answers: &Values) -> bool {
    answers.get(&field.id).is_some_and(|typed| matches!(hoso_core::form::read(&field.kind, typed), Ok(Some(_))))
}

fn question(field: &Field, lang: Lang) -> String {
    let choices = match &field.kind {
        FieldKind::YesNo => "yes, no".to_owned(),
        FieldKind::Choice(choices) => {
            let all = choices.iter().map(|choice| format!("\n      {:<22} {}", choice.value, choice.label.get(lang)));
            all.collect::<String>()
        }
        _ => Text::new("số", "a number").get(lang).to_owned(),
    };
    format!("?  {} ({})\n   {}: {choices}\n", field.label.get(lang), field.id, Text::new("Trả lời", "Answer").get(lang))
}

fn of_one(pack: &Pack, one: &Applies, lang: Lang) -> String {
    let mut lines = Vec::new();
    let readings = |reading: Option<&String>| {
        reading.and_then(|id| Some(format!("{id}: {}", pack.readings.get(id)?.applied.get(lang))))
    };
    if let Some(kind) = pack.dossier(&one.id).filter(|_| one.dossier) {
        let to: Vec<String> =
            kind.recipients.iter().filter_map(|sort| Some(pack.words.sort(sort)?.get(lang).to_owned())).collect();
        lines.push(format!("→  {} ({})", kind.title.get(lang), kind.id));
        lines.push(format!("{}: {}", Text::new("Nơi nhận", "To").get(lang), to.join(", ")));
        for unit in one.units.iter().filter_map(|cite| pack.unit(*cite)) {
            lines.push(format!("{} ({})", unit.label.get(lang), say::cite(pack, unit.cite, lang)));
            lines.extend(readings(unit.reading.as_ref()));
        }
    }
    if let Some(act) = pack.acts.iter().find(|act| act.id == one.id && !one.dossier) {
        lines.push(format!("→  {}", act.label.get(lang)));
        lines.push(say::cite(pack, act.cite, lang));
        lines.extend(readings(act.reading.as_ref()));
    }
    format!("{}\n", lines.join("\n   "))
}
