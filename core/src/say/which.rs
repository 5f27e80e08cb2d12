//! What a law's short questionnaire asks, and what applies by the answers to it, as a person reads it.

use serde::Serialize;

use super::{Both, SaidDue, applied, cite, due};
use crate::day::Day;
use crate::dossier::{Applies, Unknown, Values, questions, which as applying};
use crate::form::read;
use crate::law::{Choice, Field, FieldKind, Pack, Unit};
use crate::text::{Lang, Text};

/// What applies by the answers so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Which {
    /// The questions to ask, given the answers so far, in their order.
    pub questions: Vec<Question>,
    /// Each dossier that builds on no other, then each act.
    pub applies: Vec<ToldApplies>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Question {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub label: Text,
    /// What is answered: `yes-no`, `choice`, `date` or `text`.
    pub kind: &'static str,
    /// The answers to choose from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// Whether it is answered.
    pub answered: bool,
}

/// A dossier or an act with its words in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ToldApplies {
    /// Whether it applies, and by what.
    #[serde(flatten)]
    pub applies: Applies,
    /// The same for a person.
    pub say: Both<SaidApplies>,
}

/// A dossier or an act in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct SaidApplies {
    /// What it is.
    pub what: String,
    /// To whom a dossier goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What an act rests on, or the units of a dossier that apply by the answers.
    pub units: Vec<SaidUnit>,
}

/// A unit in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct SaidUnit {
    /// What it lays down; none where the act says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// Its citation in full.
    pub basis: String,
    /// The reading that it rests on, as it is applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// The times that it sets, reckoned from days that are among the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dues: Vec<SaidDue>,
}

/// Asks, and tells what applies on a day.
///
/// # Errors
/// When the law asks nothing first, or an answer is to no question of it.
pub fn which(pack: &Pack, answers: &Values, on: Day) -> Result<Which, Unknown> {
    if pack.questions.is_empty() {
        return Err(Unknown::new(
            "no-questions",
            format!("{} không có bảng câu hỏi ngắn.", pack.name.vi),
            format!("{} has no short questionnaire.", pack.name.en),
        ));
    }
    if let Some(id) = answers.keys().find(|id| !pack.questions.contains(id)) {
        let all = pack.questions.join(", ");
        return Err(Unknown::new(
            "no-such-question",
            format!("không có câu hỏi “{id}”; các câu hỏi: {all}."),
            format!("there is no question “{id}”; the questions are: {all}."),
        ));
    }
    let questions = questions(pack, answers, on).into_iter().map(|field| question(field, answers)).collect();
    let told = |one: Applies| ToldApplies { say: Both::of(|lang| applies(pack, &one, lang)), applies: one };
    Ok(Which { questions, applies: applying(pack, answers, on).into_iter().map(told).collect() })
}

fn question(field: &Field, answers: &Values) -> Question {
    let (kind, choices) = match &field.kind {
        FieldKind::YesNo => ("yes-no", &[][..]),
        FieldKind::Choice(choices) => ("choice", choices.as_slice()),
        FieldKind::Date => ("date", &[][..]),
        _ => ("text", &[][..]),
    };
    Question {
        id: field.id.clone(),
        label: field.label.clone(),
        kind,
        choices: choices.to_vec(),
        answered: answers.get(&field.id).is_some_and(|typed| matches!(read(&field.kind, typed), Ok(Some(_)))),
    }
}

fn applies(pack: &Pack, one: &Applies, lang: Lang) -> SaidApplies {
    let reading = |id: &Option<String>| id.as_ref().and_then(|id| applied(pack, id, lang));
    if let Some(kind) = pack.dossier(&one.id).filter(|_| one.dossier) {
        let to = kind.recipients.iter().filter_map(|sort| Some(pack.words.sort(sort)?.get(lang).to_owned()));
        let said = |unit: &Unit| {
            let own = one.dues.iter().filter(|due| due.cite == unit.cite);
            own.filter_map(|one| Some(due(pack, one, std::slice::from_ref(one), pack.calendar.as_ref()?, lang)))
                .collect()
        };
        let unit = |unit: &Unit| SaidUnit {
            what: Some(unit.label.get(lang).to_owned()),
            basis: cite(pack, unit.cite, lang),
            reading: reading(&unit.reading),
            dues: said(unit),
        };
        return SaidApplies {
            what: kind.title.get(lang).to_owned(),
            to: Some(to.collect::<Vec<_>>().join(", ")),
            units: one.units.iter().filter_map(|cite| pack.unit(*cite)).map(unit).collect(),
        };
    }
    let act = pack.acts.iter().find(|act| act.id == one.id);
    SaidApplies {
        what: act.map_or(one.id.as_str(), |act| act.label.get(lang)).to_owned(),
        to: None,
        units: act
            .map(|act| SaidUnit {
                what: None,
                basis: cite(pack, act.cite, lang),
                reading: reading(&act.reading),
                dues: Vec::new(),
            })
            .into_iter()
            .collect(),
    }
}
