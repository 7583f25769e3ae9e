//! Days and stretches of days as people write them: `2026-01-02`, `2026-01`, `2026`, `30d`, `2w`.

use super::wrong::Wrong;
use chancery::time::calendar::{Day, month_days, year_days};
use serde::Serialize;

/// Which day of a month or a year is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayEdge {
    /// The first.
    First,
    /// The last.
    Last,
}

/// The day number of a day, or of the first or last day of a month or a year.
///
/// # Errors
///
/// What is no such thing.
///
/// ```
/// use chancery_store::view::{DayEdge, day_of};
/// assert_eq!(day_of("1970-02", DayEdge::Last), Ok(58));
/// assert!(day_of("1970-13", DayEdge::First).is_err());
/// ```
pub fn day_of(text: &str, edge: DayEdge) -> Result<i32, Wrong> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |text: &str, len: usize| {
        let all = text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
        if all { text.parse::<u16>().ok() } else { None }
    };
    let year = parts.first().and_then(|year| digits(year, 4));
    let part = |at: usize| parts.get(at).and_then(|part| digits(part, 2));
    let days = match (year, parts.len()) {
        (Some(year), 1) => year_days(i32::from(year)),
        (Some(year), 2) => part(1).and_then(|month| {
            let month = u8::try_from(month).ok()?;
            month_days(i32::from(year), month)
        }),
        (Some(year), 3) => return exact(year, part(1), part(2)).ok_or_else(|| no_day(text)),
        _ => None,
    };
    let days = days.ok_or_else(|| no_day(text))?;
    Ok(match edge {
        DayEdge::First => days.first.0,
        DayEdge::Last => days.last.0,
    })
}

fn exact(year: u16, month: Option<u16>, day: Option<u16>) -> Option<i32> {
    let (month, day) = (u8::try_from(month?).ok()?, u8::try_from(day?).ok()?);
    Day::from_ymd(i32::from(year), month, day).map(|day| day.0)
}

fn no_day(text: &str) -> Wrong {
    Wrong::new(format!("found `{text}`, expected a day, month or year"))
        .hint("such as 2026-01-02, 2026-01 or 2026")
}

/// Days of a stretch such as `30d`, `2w`, `3m` (of 30 days) or `1y` (of 365).
///
/// # Errors
///
/// What is no such thing, or longer than a hundred years.
pub fn stretch(text: &str) -> Result<i32, Wrong> {
    let wrong = || {
        Wrong::new(format!("found `{text}`, expected a stretch of days"))
            .hint("such as 30d, 2w, 3m or 1y")
    };
    let unit = text.chars().last().ok_or_else(wrong)?;
    let each = match unit {
        'd' => 1,
        'w' => 7,
        'm' => 30,
        'y' => 365,
        _ => return Err(wrong()),
    };
    let count: i32 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    let days = count
        .checked_mul(each)
        .filter(|days| (0..=36_500).contains(days));
    days.ok_or_else(wrong)
}

/// Length of the periods of a timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// A day.
    Day,
    /// A week of ISO 8601, from Monday.
    Week,
    /// A month.
    #[default]
    Month,
    /// A year.
    Year,
}

impl By {
    /// First day of the period that holds a day.
    pub fn start(self, day: i32) -> i32 {
        let (year, month, _) = Day(day).ymd();
        let of = match self {
            By::Day => return day,
            By::Week => return Day(day).monday().0,
            By::Month => month_days(year, month),
            By::Year => year_days(year),
        };
        of.map_or(day, |days| days.first.0)
    }

    /// First day of the next period.
    pub fn next(self, start: i32) -> i32 {
        let (year, month, _) = Day(start).ymd();
        let of = match self {
            By::Day => return start + 1,
            By::Week => return start + 7,
            By::Month => month_days(year, month),
            By::Year => year_days(year),
        };
        of.map_or(start + 1, |days| days.last.0 + 1)
    }

    /// Name of the period that begins on a day: `2026-01-02`, `2026-W01`, `2026-01`, `2026`.
    pub fn name(self, start: i32) -> String {
        let (year, month, day) = Day(start).ymd();
        match self {
            By::Day => format!("{year:04}-{month:02}-{day:02}"),
            By::Week => {
                let (year, week) = Day(start).iso_week();
                format!("{year:04}-W{week:02}")
            }
            By::Month => format!("{year:04}-{month:02}"),
            By::Year => format!("{year:04}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::{iso, number};

    #[test]
    fn days_months_and_years() {
        let first = |text: &str| day_of(text, DayEdge::First).map(iso);
        let last = |text: &str| day_of(text, DayEdge::Last).map(iso);
        assert_eq!(first("2026-01"), Ok("2026-01-01".to_owned()));
        assert_eq!(last("2024-02"), Ok("2024-02-29".to_owned()));
        assert_eq!(last("2026"), Ok("2026-12-31".to_owned()));
        assert_eq!(last("2026-01-02"), Ok("2026-01-02".to_owned()));
        for garbage in [
            "",
            "yesterday",
            "2026-13",
            "2026-02-30",
            "26-01-02",
            "2026-1-2",
            "2026-01-02-03",
        ] {
            assert!(first(garbage).is_err(), "{garbage}");
        }
    }

    #[test]
    fn stretches() {
        assert_eq!(stretch("30d"), Ok(30));
        assert_eq!(stretch("2w"), Ok(14));
        for garbage in ["", "30", "d", "-3d", "99999y", "3é"] {
            assert!(stretch(garbage).is_err(), "{garbage}");
        }
    }

    #[test]
    fn periods_follow_one_another() {
        let start = By::Week.start(number("2026-01-01").expect("a day"));
        assert_eq!(By::Week.name(start), "2026-W01");
        assert_eq!(By::Week.name(By::Week.next(start)), "2026-W02");
        let december = By::Month.start(number("2025-12-30").expect("a day"));
        assert_eq!(By::Month.name(december), "2025-12");
        assert_eq!(By::Month.name(By::Month.next(december)), "2026-01");
    }
}
