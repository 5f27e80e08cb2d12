//! Whether the day of filing is the one of signing: the filer states it, and by it the law is chosen.

use chrono::{Datelike, TimeDelta};

use super::{Code, Reason, Seal, Signature, instant};
use crate::day::Day;
use crate::page::DOSSIER;

/// Vietnam is ahead of UTC by this (Decision 134/2002/QĐ-TTg).
const AHEAD: TimeDelta = TimeDelta::hours(7);

/// Says where the day of filing is more than a day apart from that of a signature, as claimed, or more than a day after its timestamp.
/// Whoever takes a filing may have it stamped whenever it comes, so that the day of the timestamp may well be later.
pub(super) fn same_days(on: Day, seal: &mut Seal) {
    let is_apart = |day: Day| !(on.previous()..=on.next()).contains(&day);
    let is_later = |day: Day| on > day.next();
    let any = |is: &dyn Fn(&Signature) -> bool| seal.signatures.iter().any(is);
    let code = match () {
        () if any(&|one| day_of(one.claimed_time.as_deref()).is_some_and(is_apart)) => Code::FilingDayApart,
        () if any(&|one| day_of(one.proven_time.as_deref()).is_some_and(is_later)) => Code::FiledAfterStamp,
        () => return,
    };
    seal.reasons.push(Reason::about(code, DOSSIER));
}

/// The day in Vietnam of a time as answers have it; of one without a zone, the day that it states.
fn day_of(at: Option<&str>) -> Option<Day> {
    let at = at?;
    let ahead = if at.ends_with('Z') { AHEAD } else { TimeDelta::zero() };
    let there = instant::xs_date_time(at)?.checked_add_signed(ahead)?;
    Day::of(there.year(), there.month(), there.day())
}
