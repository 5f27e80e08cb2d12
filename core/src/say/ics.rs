//! Deadlines as a calendar file that any calendar program opens (iCalendar, RFC 5545): one whole day a deadline, without time zone.

use chrono::{DateTime, Utc};

use super::due::{assumed, last};
use super::{cite, force, lapse, reading, recipients, reckoning, time};
use crate::day::{Calendar, Day};
use crate::dossier::Due;
use crate::json::sha256_hex;
use crate::law::{Pack, Timing};
use crate::text::Lang;

/// RFC 5545, 3.1: a line holds at most so many octets before it is folded.
const LINE: usize = 75;

/// The deadlines of a dossier as an iCalendar file. `key` tells one dossier's deadlines from another's, so that a calendar program that
/// reads the file again moves them rather than adding them; `stamp` is the time of writing. What there is to say of the law's force is
/// said of each: whoever opens one deadline sees no other.
pub fn ics(pack: &Pack, dues: &[Due], calendar: &Calendar, key: &str, stamp: DateTime<Utc>, lang: Lang) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//hoso//deadlines//VI");
    line("CALSCALE", "GREGORIAN");
    for (at, due) in dues.iter().enumerate() {
        let before = dues.iter().take(at).filter(|before| before.is_step(due)).count();
        let Some(deadline) = &due.deadline else { continue };
        // What may only be done later is told on the first day on which it may.
        let day = match due.step.time {
            Some(Timing::NotBefore(_)) => deadline.last.next(),
            _ => deadline.last,
        };
        let who = pack.words.actor.get(&due.step.who).map_or(due.step.who.as_str(), |name| name.get(lang));
        let mut told = force(pack, due.filed, lang);
        told.extend(last(due, lang));
        told.extend(recipients(pack, &due.to, lang).into_iter().chain(time(pack, &due.step, lang)));
        told.extend(reckoning(pack, due, calendar, lang));
        told.extend(lapse(pack, due, dues, lang));
        told.extend(due.step.reading.as_ref().map(|id| reading(pack, id, lang)));
        told.push(cite(pack, due.cite, lang));
        line("BEGIN", "VEVENT");
        line("UID", &format!("{}@hoso", unique(key, before, due)));
        line("DTSTAMP", &stamp.format("%Y%m%dT%H%M%SZ").to_string());
        line("DTSTART;VALUE=DATE", &compact(day));
        line("DTEND;VALUE=DATE", &compact(day.next()));
        line("SUMMARY", &escaped(&format!("{who}: {}{}", due.step.does.get(lang), assumed(due, lang))));
        line("DESCRIPTION", &escaped(&told.join("\n")));
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    out
}

/// The head of a digest of what the deadline is of: the step, and where it stood before for other recipients, the first of these. So a
/// deadline keeps its name when the part of some recipients gets a day of its own.
fn unique(key: &str, before: usize, due: &Due) -> String {
    let to = due.to.first().filter(|_| before > 0).map_or("", String::as_str);
    let from = due.step.from.as_deref().unwrap_or_default();
    let step = format!("{key} {} {} {from} {} {to}", due.cite, due.step.who, due.step.brings.join(","));
    let digest = sha256_hex(step.as_bytes());
    digest.get(..32).map(str::to_owned).unwrap_or(digest)
}

/// `20160510`.
fn compact(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// RFC 5545, 3.3.11: what a text must not hold as it is.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Writes a line, broken where it is too long; a character is never broken.
fn fold(out: &mut String, line: &str) {
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}
