//! What one piece of evidence says of every day: a weight, and whether the day is allowed at all.
//!
//! Shapes are fitted on open data: the lead of announced dates and the lag of told ones on the
//! readouts of 2021-2022 (25 and 112 dates); the lag of weekdays is half that of GUM news (3, 5, 6,
//! 2, 2, 5 and 0 of 23 days, one added to each) and half that of web dailies, which file on the day
//! or the next (.5, .4, the rest even). No weight of a hard constraint
//! is zero, so that one misreading cannot empty the calendar.

use crate::time::calendar::{Day, Days, month_days};
use crate::time::place::feast_day;
use crate::time::value::FeastRule;

/// Weight where a constraint is broken.
const FLOOR: f64 = 0.005;

/// Weight where a told date lies after the document: misprints and misread tenses.
const MISPRINT: f64 = 0.01;

/// Weight of the six days before a document on which a bare past weekday lies, the day itself first.
const WEEKDAY_LAG: [f64; 7] = [0.317, 0.300, 0.127, 0.060, 0.060, 0.110, 0.026];

/// Weight of the days after a document for a weekday to come, the next day first, seven days last.
const WEEKDAY_LEAD: [f64; 7] = [0.28, 0.24, 0.16, 0.12, 0.10, 0.06, 0.04];

/// Days that halve the density of leads: a lead of n days weighs LEAD / (n + LEAD).
const LEAD: f64 = 3.0;

/// The same for lags.
const LAG: f64 = 2.0;

/// Longest lead of a date without a year, days.
const LONGEST_LEAD: i32 = 180;

/// Longest lag of a date without a year, days.
const LONGEST_LAG: i32 = 300;

/// Which side of the document a date lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Told.
    Past,
    /// To come.
    Future,
    /// No verb tells.
    Either,
}

/// A function from days to weights.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Factor {
    /// D is on or after this day.
    AtLeast(Day),
    /// D is before this day; nearer is likelier.
    Before(Day),
    /// D lies on or soon after such a weekday.
    OnOrAfterWeekday(u8),
    /// D lies in the week before such a weekday.
    BeforeWeekday(u8),
    /// D is later in its ISO week than this weekday.
    LaterInWeek(u8),
    /// D lies near the N-th of a month in some year; the weekday beside it fixes the year.
    MonthDay(u8, u8, Option<u8>, Side),
    /// D lies near a month of some year.
    Month(u8, Side),
    /// D lies near a feast of some year.
    Feast(FeastRule, Side),
    /// D lies round the turn of the year.
    TurnOfYear,
    /// D lies in one of these windows, each with its weight.
    Windows(Vec<(Days, f64)>),
    /// The same, where only the end of the last window is strict.
    Nearing(Vec<(Days, f64)>),
    /// D in the year itself is less likely, since the year was written out.
    WrittenYear(i32),
}

impl Factor {
    /// Weight of a day; above 0.
    pub(super) fn weight(&self, day: Day) -> f64 {
        match self {
            Factor::AtLeast(first) => {
                if day >= *first {
                    1.0
                } else {
                    MISPRINT
                }
            }
            Factor::Before(end) => lead(end.0 - day.0, i32::MAX),
            Factor::OnOrAfterWeekday(weekday) => {
                WEEKDAY_LAG[usize::from((day.weekday() + 7 - weekday) % 7)]
            }
            Factor::BeforeWeekday(weekday) => {
                WEEKDAY_LEAD[usize::from((weekday + 6 - day.weekday()) % 7)]
            }
            Factor::LaterInWeek(weekday) => {
                if day.weekday() > *weekday {
                    1.0
                } else {
                    0.02
                }
            }
            Factor::MonthDay(month, of_month, weekday, side) => near_year(day, |year| {
                month_day(year, (*month, *of_month), *weekday, day, *side)
            }),
            Factor::Month(month, side) => near_year(day, |year| of_month(year, *month, day, *side)),
            Factor::Feast(rule, side) => near_year(day, |year| {
                feast_day(rule, year).map_or(0.0, |feast| one_sided(feast, day, *side))
            }),
            Factor::TurnOfYear => turn_of_year(day),
            Factor::Windows(windows) | Factor::Nearing(windows) => {
                let inside = windows.iter().filter(|(days, _)| days.contains(day));
                inside.map(|&(_, weight)| weight).fold(FLOOR, f64::max)
            }
            Factor::WrittenYear(year) => {
                if day.year() == *year {
                    0.5
                } else {
                    1.0
                }
            }
        }
    }

    /// False where a day would break a strict constraint.
    pub(super) fn allows(&self, day: Day) -> bool {
        match self {
            Factor::AtLeast(first) => day >= *first,
            Factor::Before(end) => day < *end,
            Factor::Nearing(windows) => windows.iter().any(|(days, _)| day <= days.last),
            Factor::MonthDay(..) | Factor::Windows(_) => self.weight(day) > FLOOR,
            _ => true,
        }
    }
}

/// The best of the years around a day.
fn near_year(day: Day, weight: impl Fn(i32) -> f64) -> f64 {
    let year = day.year();
    (year - 1..=year + 1).map(weight).fold(FLOOR, f64::max)
}

fn lead(days: i32, longest: i32) -> f64 {
    if days < 1 || days > longest {
        FLOOR
    } else {
        LEAD / (f64::from(days) + LEAD)
    }
}

fn lag(days: i32) -> f64 {
    if !(0..=LONGEST_LAG).contains(&days) {
        FLOOR
    } else {
        LAG / (f64::from(days) + LAG)
    }
}

fn one_sided(date: Day, day: Day, side: Side) -> f64 {
    match side {
        Side::Past => lag(day.0 - date.0),
        Side::Future => lead(date.0 - day.0, LONGEST_LEAD),
        Side::Either => one_sided(date, day, Side::Past).max(one_sided(date, day, Side::Future)),
    }
}

fn month_day(
    year: i32,
    (month, of_month): (u8, u8),
    weekday: Option<u8>,
    day: Day,
    side: Side,
) -> f64 {
    match Day::from_ymd(year, month, of_month) {
        Some(date) if weekday.is_none_or(|weekday| weekday == date.weekday()) => {
            one_sided(date, day, side)
        }
        _ => 0.0,
    }
}

/// A month to come is named before it begins and in its first days; a told one after it has ended,
/// or late in it.
fn of_month(year: i32, month: u8, day: Day, side: Side) -> f64 {
    let Some(days) = month_days(year, month) else {
        return 0.0;
    };
    if days.contains(day) {
        let gone = f64::from(day.0 - days.first.0) / f64::from(days.last.0 - days.first.0 + 1);
        let weight = match side {
            Side::Future => 0.7 * (1.0 - gone),
            Side::Past => 0.7 * gone,
            Side::Either => 0.5,
        };
        return weight.max(0.02);
    }
    let distance = days.distance(day);
    let right_side = match side {
        Side::Future => day < days.first && distance <= LONGEST_LEAD,
        Side::Past => day > days.last && distance <= LONGEST_LAG,
        Side::Either => distance <= LONGEST_LEAD,
    };
    if right_side {
        30.0 / (30.0 + f64::from(distance))
    } else {
        FLOOR
    }
}

/// Triangle from Dec 10 to Jan 10 with its peak on Dec 28.
fn turn_of_year(day: Day) -> f64 {
    let (year, month, _) = day.ymd();
    let turn = if month >= 7 { year } else { year - 1 };
    let Some(peak) = Day::from_ymd(turn, 12, 28) else {
        return FLOOR;
    };
    let from_peak = day.0 - peak.0;
    let width = if from_peak < 0 { 19.0 } else { 14.0 };
    (1.0 - f64::from(from_peak.abs()) / width).max(FLOOR)
}
