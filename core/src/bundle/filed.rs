//! Whether the day of filing is the one of signing: the filer states it, and by it the law is chosen.

use chrono::{Datelike, TimeDelta};

use super::{Code, Reason, Seal, Signature, instant};
use crate::day::Day;
use crate::page::DOSSIER;

/// Vietnam is ahead of UTC by this (Decision 134/2002/QĐ-TTg).
const AHEAD: TimeDelta = TimeDelta::hours(7);

/// Says where the day of filing is more than a day apart from that of a signature, by its timestamp or else as claimed.
pub(super) fn same_days(on: Day, seal: &mut Seal) {
    let is_near = |day: Day| (on.previous()..=on.next()).contains(&day);
    if !seal.signatures.iter().filter_map(signed_on).all(is_near) {
        seal.reasons.push(Reason::about(Code::FilingDayApart, DOSSIER));
    }
}

/// The day in Vietnam of a signature.
fn signed_on(signature: &Signature) -> Option<Day> {
    let at = signature.proven_time.as_ref().or(signature.claimed_time.as_ref())?;
    let there = instant::read(at)?.checked_add_signed(AHEAD)?;
    Day::of(there.year(), there.month(), there.day())
}
