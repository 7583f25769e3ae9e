//! The shapes of factors: how likely a document is so many days after or before what it names.
//!
//! Where the numbers come from: the lags of weekdays are half those of GUM news (3, 5, 6, 2, 2, 5
//! and 0 of 23 days, one added to each) and half those of web dailies, which file on the day or the
//! next (.5, .4, the rest even). Leads and lags of dates without a year fit 25 announced and 112
//! told dates of the readouts of 2021-2022. Leads of months and years, the weight after a term of
//! office and the soft floors are round numbers, kept where `cargo dev eval dating` on the fitting
//! halves was within its bars. No report that Chancery is judged by was used.

use crate::time::calendar::{Day, Days};

/// Weight where a constraint is broken.
pub(super) const FLOOR: f64 = 0.005;

/// Weight where a told date lies after the document: misprints and misread tenses.
pub(super) const MISPRINT: f64 = 0.01;

/// Weight where two expressions may tell of different happenings after all.
pub(super) const SOFT: f64 = 0.1;

/// Weight of the days of a year for which a table of moving feasts has no row.
pub(super) const UNLISTED: f64 = 0.5;

/// Weight on or before a weekday that is told as earlier in the same week.
pub(super) const NOT_LATER: f64 = 0.02;

/// Weight of the six days before a document on which a bare past weekday lies, the day itself first.
pub(super) const WEEKDAY_LAG: [f64; 7] = [0.317, 0.300, 0.127, 0.060, 0.060, 0.110, 0.026];

/// Weight of the days after a document for a weekday to come, the next day first, seven days last.
pub(super) const WEEKDAY_LEAD: [f64; 7] = [0.28, 0.24, 0.16, 0.12, 0.10, 0.06, 0.04];

/// Weight of the day of a dateline without a year, and of the day after.
const DATELINE: [f64; 2] = [1.0, 0.06];

/// Days that halve the density of leads of days: a lead of n days weighs LEAD / (n + LEAD).
const LEAD: f64 = 3.0;

/// The same for months and years to come.
const LEAD_OF_MONTH: f64 = 60.0;
const LEAD_OF_YEAR: f64 = 400.0;

/// Weight on and after a date to come; every day before it has more.
pub(super) const NOT_AHEAD: f64 = 1e-6;

/// Days that halve the density of lags of days.
const LAG: f64 = 2.0;

/// Days that halve the density of leads and lags of months.
const MONTH_DISTANCE: f64 = 30.0;

/// Longest lead of a date without a year, days.
pub(super) const LONGEST_LEAD: i32 = 180;

/// Longest lag of a date without a year, days.
pub(super) const LONGEST_LAG: i32 = 300;

/// Days that an office outlives its end in print, and the weight of later days: history is told
/// with the titles of its time.
const SOFT_END: i32 = 30;
const AFTER_TERM: f64 = 0.03;

/// How exact a date to come is; the vaguer, the less its nearness tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// A day.
    Day,
    /// A month, quarter, half or season.
    Month,
    /// A year or more.
    Year,
}

impl Lead {
    /// Weight of a document so many days before the date. Days and months thin with the square from
    /// the longest lead on, so that the decades before hold no more than a share; years are goals,
    /// named decades ahead.
    pub(super) fn weight(self, days: i32) -> f64 {
        if days < 1 {
            return NOT_AHEAD;
        }
        let days = f64::from(days);
        let beyond = (f64::from(LONGEST_LEAD) / days).min(1.0);
        let weight = match self {
            Lead::Day => LEAD / (days + LEAD) * beyond * beyond,
            Lead::Month => LEAD_OF_MONTH / (days + LEAD_OF_MONTH) * beyond * beyond,
            Lead::Year => (LEAD_OF_YEAR / (days + LEAD_OF_YEAR)).max(2.0 * FLOOR),
        };
        weight.max(2.0 * NOT_AHEAD)
    }
}

/// Weight of a day so many days before a date without a year; 0 where too far.
pub(super) fn lead(days: i32) -> f64 {
    match (1..=LONGEST_LEAD).contains(&days) {
        true => LEAD / (f64::from(days) + LEAD),
        false => 0.0,
    }
}

/// Weight of a day so many days after a date without a year; 0 where too far.
pub(super) fn lag(days: i32) -> f64 {
    match (0..=LONGEST_LAG).contains(&days) {
        true => LAG / (f64::from(days) + LAG),
        false => 0.0,
    }
}

/// Weight of a day so many days after the day of a dateline.
pub(super) fn dateline(days: i32) -> f64 {
    let at = usize::try_from(days).ok();
    at.and_then(|at| DATELINE.get(at)).copied().unwrap_or(0.0)
}

/// A term of office with the days for which it outlives its end in print.
pub(super) fn with_soft_end(term: Days) -> Days {
    Days::new(term.first, term.last.plus(SOFT_END))
}

/// Weight of a day beside a term of office.
pub(super) fn term(term: Days, day: Day) -> f64 {
    if day < term.first {
        FLOOR
    } else if day <= with_soft_end(term).last {
        1.0
    } else {
        AFTER_TERM
    }
}

/// A month to come is named before it begins and in its first days; weight of `day` for it.
pub(super) fn month_to_come(month: Days, day: Day) -> f64 {
    if month.contains(day) {
        return (0.7 * (1.0 - gone(month, day))).max(0.02);
    }
    match day < month.first && month.distance(day) <= LONGEST_LEAD {
        true => apart(month, day),
        false => 0.0,
    }
}

/// A told month is named after it has ended, or late in it.
pub(super) fn month_told(month: Days, day: Day) -> f64 {
    if month.contains(day) {
        return (0.7 * gone(month, day)).max(0.02);
    }
    match day > month.last && month.distance(day) <= LONGEST_LAG {
        true => apart(month, day),
        false => 0.0,
    }
}

fn apart(month: Days, day: Day) -> f64 {
    MONTH_DISTANCE / (MONTH_DISTANCE + f64::from(month.distance(day)))
}

/// Share of a month that is over.
fn gone(month: Days, day: Day) -> f64 {
    f64::from(day.0 - month.first.0) / f64::from(month.last.0 - month.first.0 + 1)
}

/// Triangle from Dec 10 to Jan 10 with its peak on Dec 28 of `december`; 0 outside.
pub(super) fn turn_of_year(december: Days, day: Day) -> f64 {
    let from_peak = day.0 - december.first.plus(27).0;
    let width = if from_peak < 0 { 19.0 } else { 14.0 };
    (1.0 - f64::from(from_peak.abs()) / width).max(0.0)
}
