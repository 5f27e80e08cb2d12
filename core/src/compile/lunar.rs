//! The lunar days on which holidays of Vietnam fall, reckoned at UTC+7, to hold the rows of a calendar against the sky.
//!
//! New moons by Meeus, *Astronomical Algorithms* (1998), chapter 49, and the sun's longitude by chapter 25, low accuracy: within some
//! seconds and a quarter of an hour. The months are those of the traditional rule: that of the winter solstice is the eleventh, and
//! where thirteen months lie between two such, the first without a principal term is doubled. China reckons at UTC+8, so that some
//! years differ: 1985, 2007, 2030.

use crate::day::Day;

/// The time of Vietnam, in days ahead of universal time.
const ZONE: f64 = 7.0 / 24.0;
/// Terrestrial minus universal time, in days: some seventy seconds about the year 2000, give or take ten within thirty years.
const DELTA: f64 = 68.0 / 86_400.0;
/// The mean length of a lunar month, in days.
const MONTH: f64 = 29.530_588_861;
/// The mean new moon of 6 January 2000, in Julian days.
const EPOCH: f64 = 2_451_550.097_66;
/// The number of the day 1 January 1970 among Julian days that begin at noon.
const UNIX: i64 = 2_440_588;

/// The first day of the first month: the lunar new year that falls in a year.
pub fn lunar_new_year(year: i32) -> Option<Day> {
    day(month(year, 1))
}

/// The tenth day of the third month: the commemoration of the Hùng kings.
pub fn hung_kings(year: i32) -> Option<Day> {
    day(month(year, 3) + 9)
}

/// The number of the first day of a month, 1 to 10, of the lunar year that begins in a year.
fn month(year: i32, month: i64) -> i64 {
    let (last, this) = (eleventh(year - 1), eleventh(year));
    // From the eleventh month on, the first month stands two places later, or three where a month before it is doubled.
    let place = month + 1;
    let long = new_moon(this) - new_moon(last) > 365;
    let doubled = (1..=12).find(|at| sign(last + at) == sign(last + at + 1)).unwrap_or(13);
    new_moon(last + place + i64::from(long && doubled <= place))
}

/// The lunation that holds the winter solstice of a year.
fn eleventh(year: i32) -> i64 {
    let near = ((f64::from(year) + 0.97 - 2000.0) * 12.3685).round() as i64;
    let before = |lunation: &i64| longitude(new_moon(*lunation)) < 270.0 && longitude(new_moon(lunation + 1)) >= 270.0;
    (near - 2..=near + 2).find(before).unwrap_or(near)
}

/// The principal term that a lunation begins in: the sun's longitude in twelfths.
fn sign(lunation: i64) -> i64 {
    (longitude(new_moon(lunation)) / 30.0).floor() as i64
}

/// The day of Vietnam, counted from 1 January 1970, on which a lunation begins.
fn new_moon(lunation: i64) -> i64 {
    let k = lunation as f64;
    let t = k / 1236.85;
    let sine = |degrees: f64| degrees.to_radians().sin();
    let mean = EPOCH + MONTH * k + 0.000_154_37 * t * t - 0.000_000_150 * t.powi(3);
    let e = 1.0 - 0.002_516 * t - 0.000_007_4 * t * t;
    let sun = 2.5534 + 29.105_356_70 * k - 0.000_001_4 * t * t;
    let moon = 201.5643 + 385.816_935_28 * k + 0.010_758_2 * t * t;
    let argument = 160.7108 + 390.670_502_84 * k - 0.001_611_8 * t * t;
    let node = 124.7746 - 1.563_755_88 * k + 0.002_067_2 * t * t;
    let correction = -0.407_20 * sine(moon)
        + 0.172_41 * e * sine(sun)
        + 0.016_08 * sine(2.0 * moon)
        + 0.010_39 * sine(2.0 * argument)
        + 0.007_39 * e * sine(moon - sun)
        - 0.005_14 * e * sine(moon + sun)
        + 0.002_08 * e * e * sine(2.0 * sun)
        - 0.001_11 * sine(moon - 2.0 * argument)
        - 0.000_57 * sine(moon + 2.0 * argument)
        + 0.000_56 * e * sine(2.0 * moon + sun)
        - 0.000_42 * sine(3.0 * moon)
        + 0.000_42 * e * sine(sun + 2.0 * argument)
        + 0.000_38 * e * sine(sun - 2.0 * argument)
        - 0.000_24 * e * sine(2.0 * moon - sun)
        - 0.000_17 * sine(node)
        + 0.000_325 * sine(299.77 + 0.107_408 * k - 0.009_173 * t * t);
    (mean + correction - DELTA + ZONE + 0.5).floor() as i64 - UNIX
}

/// The apparent longitude of the sun, in degrees, when a day of Vietnam begins.
fn longitude(day: i64) -> f64 {
    let instant = (day + UNIX) as f64 - 0.5 - ZONE + DELTA;
    let t = (instant - 2_451_545.0) / 36_525.0;
    let sine = |degrees: f64| degrees.to_radians().sin();
    let mean = 280.466_46 + 36_000.769_83 * t + 0.000_303_2 * t * t;
    let anomaly = 357.529_11 + 35_999.050_29 * t - 0.000_153_7 * t * t;
    let centre = (1.914_602 - 0.004_817 * t) * sine(anomaly)
        + (0.019_993 - 0.000_101 * t) * sine(2.0 * anomaly)
        + 0.000_289 * sine(3.0 * anomaly);
    let node = 125.04 - 1_934.136 * t;
    (mean + centre - 0.005_69 - 0.004_78 * sine(node)).rem_euclid(360.0)
}

/// The civil date of a day counted from 1 January 1970.
fn day(number: i64) -> Option<Day> {
    let date = chrono::DateTime::from_timestamp(number.checked_mul(86_400)?, 0)?;
    date.format("%Y-%m-%d").to_string().parse().ok()
}
