//! Instants as containers and certificates write them. Chrono's own reader and writer take any format, and weigh 13 KB gzipped in a
//! browser for the three that there are.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};

/// As `xs:dateTime` in whole seconds and UTC: `2026-11-20T08:30:00Z`.
pub(super) fn written(at: DateTime<Utc>) -> String {
    let (date, time) = (at.date_naive(), at.time());
    let (year, month, day) = (date.year(), date.month(), date.day());
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", time.hour(), time.minute(), time.second())
}

/// Reads what [`written`] writes, and nothing else.
pub(super) fn read(text: &str) -> Option<DateTime<Utc>> {
    let at = xs_date_time(text)?;
    (written(at) == text).then_some(at)
}

/// An `xs:dateTime` (XML Schema 1.1 part 2, 3.3.7) of a year of four digits, fractions of a second cut; without a zone it is taken for UTC.
#[must_use]
pub fn xs_date_time(text: &str) -> Option<DateTime<Utc>> {
    with_zone(text).map(|(at, _)| at)
}

/// The same, and whether a zone is stated.
pub(super) fn with_zone(text: &str) -> Option<(DateTime<Utc>, bool)> {
    let (date, rest) = text.split_at_checked(10)?;
    let (time, zone) = rest.strip_prefix(['T', 't'])?.split_at_checked(8)?;
    let date = numbers(date, '-', [4, 2, 2])?;
    let time = numbers(time, ':', [2, 2, 2])?;
    // The end of a day is the beginning of the next.
    let (time, days) = if time == [24, 0, 0] { ([0; 3], 1) } else { (time, 0) };
    let local = instant(date, time)?.checked_add_signed(TimeDelta::days(days))?;
    let zone = match zone.strip_prefix('.') {
        Some(fraction) => {
            let after = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            (after.len() < fraction.len()).then_some(after)?
        }
        None => zone,
    };
    let (sign, ahead) = match zone {
        "" | "Z" | "z" => return Some((local, !zone.is_empty())),
        zone => (zone.strip_prefix('+').map_or(-1, |_| 1), zone.strip_prefix(['+', '-'])?),
    };
    let [hours, minutes] = numbers(ahead, ':', [2, 2])?;
    let ahead = (hours <= 14 && minutes < 60).then_some(i64::from(hours * 60 + minutes))?;
    Some((local.checked_sub_signed(TimeDelta::minutes(sign * ahead))?, true))
}

/// Digits in one: `20261120083000`, as ASN.1 has them (X.680, 46).
pub(super) fn digits(text: &str) -> Option<DateTime<Utc>> {
    let mut rest = text;
    let mut next = |length: usize| {
        let (number, after) = rest.split_at_checked(length)?;
        rest = after;
        number_of(number, length)
    };
    let date = [next(4)?, next(2)?, next(2)?];
    let time = [next(2)?, next(2)?, next(2)?];
    rest.is_empty().then(|| instant(date, time)).flatten()
}

fn instant([year, month, day]: [u32; 3], [hour, minute, second]: [u32; 3]) -> Option<DateTime<Utc>> {
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some(date.and_hms_opt(hour, minute, second)?.and_utc())
}

fn numbers<const N: usize>(text: &str, between: char, lengths: [usize; N]) -> Option<[u32; N]> {
    let mut found = [0; N];
    let mut pieces = text.split(between);
    for (place, length) in found.iter_mut().zip(lengths) {
        *place = number_of(pieces.next()?, length)?;
    }
    pieces.next().is_none().then_some(found)
}

fn number_of(text: &str, length: usize) -> Option<u32> {
    let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_like_it() {
        let at = read("2026-11-20T08:30:05Z").unwrap();
        assert_eq!(at.timestamp(), 1_795_163_405);
        assert_eq!(written(at), "2026-11-20T08:30:05Z");
        let others =
            ["2026-11-20T08:30:05", "2026-11-20t08:30:05Z", "2026-11-20T08:30:05.0Z", "2026-11-20T08:30:05+00:00", ""];
        for other in others {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn other_zones_are_brought_to_utc() {
        assert_eq!(xs_date_time("2026-11-20T24:00:00Z"), read("2026-11-21T00:00:00Z"));
        for text in ["2026-11-20T15:30:05+07:00", "2026-11-20T03:30:05.999-05:00", "2026-11-20T08:30:05"] {
            assert_eq!(xs_date_time(text), read("2026-11-20T08:30:05Z"), "{text}");
        }
        let wrong = [
            "2026-02-30T08:30:05Z",
            "2026-11-20T24:30:05Z",
            "2026-11-20 08:30:05Z",
            "2026-11-20T08:30:05.Z",
            "2026-11-20T08:30:05+7:00",
            "2026-11-20T08:30:05+15:00",
            "26-11-20T08:30:05Z",
            "2026-11-20T08:30:0é",
        ];
        for text in wrong {
            assert_eq!(xs_date_time(text), None, "{text}");
        }
    }

    #[test]
    fn digits_in_one() {
        assert_eq!(digits("20261120083005"), read("2026-11-20T08:30:05Z"));
        for text in ["2026112008300", "202611200830050", "20261320083005", "2026112008300x", "202611200830+5"] {
            assert_eq!(digits(text), None, "{text}");
        }
    }
}
