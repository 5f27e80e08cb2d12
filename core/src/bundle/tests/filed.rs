//! The day of filing beside the day of signing.

use super::dossiers::{dossier, held, judged, seal_of};
use super::*;
use crate::bundle::filed::same_days;
use crate::day::Day;
use crate::page::package;

#[test]
fn a_day_of_filing_that_is_days_apart_from_the_signature_is_said() {
    let (pack, reference) = held();
    let filed_on = |on: &str| {
        let mut dossier = dossier(&pack, &reference);
        dossier.on = on.parse().unwrap();
        let (container, trust) = seal_of(&package(&pack, &reference, &dossier).unwrap(), &Wish::default(), |_| ());
        let verdict = judged(&container, &trust);
        let said = verdict.seal.reasons.iter().find(|reason| reason.code == Code::FilingDayApart);
        (verdict.outcome, said.map(|reason| reason.severity))
    };
    assert_eq!(filed_on("2026-11-20"), (Outcome::Valid, None));
    assert_eq!(filed_on("2016-05-04"), (Outcome::Valid, Some(Severity::Warning)));
}

#[test]
fn the_day_of_signing_is_that_of_vietnam_and_a_timestamp_may_be_later_but_not_earlier() {
    let (container, trust) = sealed();
    let seal = verify(&container, &trust);
    let is_said = |on: &str, claimed: &str, proven: Option<&str>| {
        let mut seal = seal.clone();
        seal.signatures[0].claimed_time = Some(claimed.to_owned());
        seal.signatures[0].proven_time = proven.map(str::to_owned);
        same_days(on.parse::<Day>().unwrap(), &mut seal);
        let said = seal.reasons.iter().map(|reason| reason.code.as_str());
        said.filter(|code| ["filing-day-apart", "filed-after-stamp"].contains(code)).collect::<Vec<_>>()
    };
    let apart = vec!["filing-day-apart"];
    // Signed on 21/11 in Vietnam; a day more or less is no matter.
    let late = "2026-11-20T17:00:00Z";
    let near = ["2026-11-20", "2026-11-21", "2026-11-22"].map(|on| is_said(on, late, None));
    assert_eq!(near, [const { Vec::<&str>::new() }; 3]);
    assert_eq!(["2026-11-19", "2026-11-23"].map(|on| is_said(on, late, None)), [apart.clone(), apart.clone()]);
    assert!(is_said("2026-11-19", "2026-11-20T16:59:59Z", None).is_empty());
    // Where no zone is stated, the day is the one that is written.
    assert!(is_said("2026-11-19", "2026-11-20T17:00:00", None).is_empty());
    // The office stamps what it takes, days later perhaps.
    assert!(is_said("2026-11-21", late, Some("2026-11-25T00:00:00Z")).is_empty());
    assert_eq!(is_said("2026-11-25", late, Some("2026-11-25T00:00:00Z")), apart);
    let stamped = |on: &str| is_said(on, "2026-11-27T08:00:00Z", Some("2026-11-25T00:00:00Z"));
    assert_eq!([stamped("2026-11-26"), stamped("2026-11-27")], [vec![], vec!["filed-after-stamp"]]);
}
