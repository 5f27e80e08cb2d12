//! `hoso deadlines`: who must do what by when, with the steps of the reckoning, as text, JSON or a calendar file.

use std::path::Path;

use hoso_core::dossier::{Due, Unknown};
use hoso_core::draft::{Draft, Filing, Told, deadlines, deadlines_of_kind};
use hoso_core::form::read;
use hoso_core::law::{FieldKind, Pack, held};
use hoso_core::say::{self, SaidDue};
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Deadlines;
use crate::check::in_force;
use crate::once::each_once;
use crate::packs::{self, Law};
use crate::whom::opened;
use crate::{clock, input};

/// Reckons.
///
/// # Errors
/// When there is no such dossier or event, or the calendar file cannot be written.
pub fn run(asked: &Deadlines, lang: Lang) -> Result<Answer, Problem> {
    let calendar = held::calendar().map_err(|error| Problem::new(error.to_string(), error.to_string()))?;
    let told = Told { events: each_once(&asked.events)?, sent: each_once(&asked.sent)?, on: asked.on };
    let (law, draft) = of(&asked.dossier)?;
    let (pack, dossier) = (&law.pack, draft.as_ref().map(|draft| &draft.dossier));
    let kind = dossier.map_or_else(|| asked.dossier.display().to_string(), |at| at.procedure.clone());
    let dues = match &draft {
        Some(draft) => deadlines(pack, draft, &told, &calendar),
        None => deadlines_of_kind(pack, &kind, &told, &calendar),
    };
    let dues = dues.map_err(|Unknown { said, .. }| Problem::from(said))?;
    if let Some(path) = &asked.ics {
        let key = dossier.map_or(kind.as_str(), |dossier| dossier.id.as_str());
        let text = say::ics(pack, &dues, &calendar, key, clock::now(), lang);
        std::fs::write(path, text).map_err(|error| input::unwritable(path, &error))?;
    }
    if asked.json {
        return Answer::json(&say::timeline(pack, &dues, &calendar), true);
    }
    let title = pack.dossier(&kind).map_or(kind.as_str(), |kind| kind.title.get(lang));
    let mut out = format!("{title}\n{}\n", pack.name.get(lang));
    let strange = draft.iter().flat_map(|draft| strange_days(pack, &draft.filing, lang));
    strange.for_each(|said| out.push_str(&format!("! {said}\n")));
    force(pack, &dues, lang).iter().for_each(|said| out.push_str(&format!("! {said}\n")));
    dues.iter().for_each(|due| out.push_str(&of_due(say::due(pack, due, &dues, &calendar, lang))));
    Ok(Answer::new(out, true))
}

/// The dossier in a file with what is noted of its filing, or a kind of dossier by its id.
fn of(path: &Path) -> Result<(Law, Option<Draft>), Problem> {
    let word = path.to_str().filter(|word| !word.contains(['/', '.', '\\']) && *word != "-");
    match word.filter(|_| !path.is_file()) {
        Some(kind) => Ok((packs::of_kind(kind)?, None)),
        None => {
            let (law, draft) = opened(path, &[])?;
            Ok((law, Some(draft)))
        }
    }
}

/// What is noted of the filing as a day and is none, so that nothing is counted from it.
fn strange_days(pack: &Pack, filing: &Filing, lang: Lang) -> Vec<String> {
    let strange = |typed: &str| read(&FieldKind::Date, typed).is_err();
    let to = |recipient: &String| {
        pack.words.recipient(recipient).map_or(recipient.clone(), |name| name.get(lang).to_owned())
    };
    let of_sent = filing.sent.iter().flat_map(|(recipient, sent)| {
        let sent_on = strange(&sent.on).then(|| Text::new("ngày gửi", "the day of sending"));
        let answered = strange(&sent.answered).then(|| Text::new("ngày trả lời", "the day of what came back"));
        sent_on.into_iter().chain(answered).map(move |what| format!("{}, {}", what.get(lang), to(recipient)))
    });
    let of_events = filing
        .days
        .iter()
        .filter(|(_, typed)| strange(typed))
        .map(|(event, _)| pack.words.event.get(event).map_or(event.clone(), |name| name.get(lang).to_owned()));
    let told = |what: String| {
        let (vi, en) = (
            format!("Không phải một ngày, nên không tính từ đó: {what}."),
            format!("No day, so nothing is counted from it: {what}."),
        );
        Text { vi, en }.get(lang).to_owned()
    };
    of_sent.chain(of_events).map(told).collect()
}

/// What there is to say of the law's force on the days of filing and after it, and which law was in force instead.
fn force(pack: &Pack, dues: &[Due], lang: Lang) -> Vec<String> {
    let said = |day| say::force(pack, day, lang).into_iter().chain(in_force(pack, day, lang));
    say::days_of_force(pack, dues).into_iter().flat_map(said).collect()
}

fn of_due(SaidDue { who, does, last, to, time, reckoning, lapse, reading, basis, .. }: SaidDue) -> String {
    let mut lines = vec![format!("{who}: {does}")];
    lines.extend(last);
    lines.extend(to);
    lines.extend(time);
    lines.extend(reckoning);
    lines.extend(lapse);
    lines.extend(reading);
    lines.push(basis);
    format!("\n{}\n", lines.join("\n    "))
}
