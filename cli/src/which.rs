//! `hoso which`: the questions of a law's short questionnaire, and by the answers to them which dossier or act applies, and why.

use hoso_core::day::Day;
use hoso_core::dossier::{Unknown, Values};
use hoso_core::form::read;
use hoso_core::law::{FieldKind, KnownLaw, Pack, PackIndex};
use hoso_core::say::{self, Question, ToldApplies};
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Which;
use crate::once::each_once;
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
    let on = asked.on.or_else(clock::today).unwrap_or(pack.in_force.from);
    if !pack.in_force.holds(on) {
        return Err(not_in_force(pack, on, &packs::index()?));
    }
    let answers: Values = each_once(&asked.answers)?;
    answers.iter().try_for_each(|(id, typed)| readable(pack, id, typed))?;
    let found = say::which(pack, &answers, on).map_err(|Unknown { said, .. }| Problem::from(said))?;
    let is_complete = found.questions.iter().all(|question| question.answered);
    if asked.json {
        return Answer::json(&found, is_complete);
    }
    let mut out = String::new();
    for asked in found.questions.iter().filter(|question| !question.answered) {
        out.push_str(&question(asked, lang));
    }
    let applying = || found.applies.iter().filter(|one| one.applies.holds == Some(true));
    applying().for_each(|one| out.push_str(&of_one(one, lang)));
    if is_complete && applying().next().is_none() {
        let none =
            Text::new("Theo các câu trả lời này, không có gì phải nộp.", "By these answers nothing is to be filed.");
        out.push_str(&format!("{}\n", none.get(lang)));
    }
    Ok(Answer::new(out, is_complete))
}

/// An answer that its question does not take would leave the question open without a word.
fn readable(pack: &Pack, id: &str, typed: &str) -> Result<(), Problem> {
    let Some(field) = pack.facts.field(id) else { return Ok(()) };
    let Err(why) = read(&field.kind, typed) else { return Ok(()) };
    let (vi, en) = (&field.label.vi, &field.label.en);
    let choices = |lang: Lang| match &field.kind {
        FieldKind::Choice(all) => {
            all.iter().map(|one| format!("\n  {:<22} {}", one.value, one.label.get(lang))).collect()
        }
        FieldKind::YesNo => "\n  yes\n  no".to_owned(),
        _ => String::new(),
    };
    let said = say::why(why);
    Err(Problem::new(
        format!("“{vi}” ({id}): {}{}", said.vi, choices(Lang::Vi)),
        format!("“{en}” ({id}): {}{}", said.en, choices(Lang::En)),
    ))
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

fn question(asked: &Question, lang: Lang) -> String {
    let choices = match asked.kind {
        "yes-no" => "yes, no".to_owned(),
        "choice" => {
            let all =
                asked.choices.iter().map(|choice| format!("\n      {:<22} {}", choice.value, choice.label.get(lang)));
            all.collect::<String>()
        }
        "date" => Text::new("ngày, ví dụ 10/07/2026", "a day, for example 10/07/2026").get(lang).to_owned(),
        _ => Text::new("số", "a number").get(lang).to_owned(),
    };
    format!("?  {} ({})\n   {}: {choices}\n", asked.label.get(lang), asked.id, Text::new("Trả lời", "Answer").get(lang))
}

fn of_one(one: &ToldApplies, lang: Lang) -> String {
    let said = match lang {
        Lang::Vi => &one.say.vi,
        Lang::En => &one.say.en,
    };
    let mut lines = vec![match one.applies.dossier {
        true => format!("→  {} ({})", said.what, one.applies.id),
        false => format!("→  {}", said.what),
    }];
    lines.extend(said.to.as_ref().map(|to| format!("{}: {to}", Text::new("Nơi nhận", "To").get(lang))));
    for unit in &said.units {
        lines.push(match &unit.what {
            Some(what) => format!("{what} ({})", unit.basis),
            None => unit.basis.clone(),
        });
        lines.extend(unit.reading.clone());
        for due in &unit.dues {
            lines.extend(due.last.as_ref().map(|last| format!("{last}: {}", due.does)));
            lines.extend(due.reckoning.iter().chain(&due.lapse).cloned());
        }
    }
    format!("{}\n", lines.join("\n   "))
}
