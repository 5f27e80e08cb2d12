//! The one place where the time of this machine is asked for.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};
use hoso_core::day::Day;

/// Now, to the second.
pub fn now() -> DateTime<Utc> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0)).unwrap_or_default()
}

/// The civil day in Vietnam, which keeps UTC+7 the whole year.
pub fn today() -> Option<Day> {
    let there = now() + chrono::Duration::hours(7);
    there.format("%Y-%m-%d").to_string().parse().ok()
}
