//! Arithmetic of civil days: day numbers, ISO weeks, units of the calendar, Easter.
//!
//! Days are numbers since 1970-01-01 (proleptic Gregorian), so that a posterior over days is a
//! plain vector. Method: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"; Easter by the
//! anonymous Gregorian computus (Meeus, "Astronomical Algorithms", chapter 8). Cost: constant.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A civil day as days since 1970-01-01.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Day(pub i32);

/// A closed run of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Days {
    /// First day.
    pub first: Day,
    /// Last day, included.
    pub last: Day,
}

impl Days {
    /// From `first` to `last`, both included.
    pub fn new(first: Day, last: Day) -> Self {
        Days { first, last }
    }

    /// True where `day` lies inside.
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// Days between `day` and the nearest day inside; 0 inside.
    pub fn distance(self, day: Day) -> i32 {
        (self.first.0 - day.0).max(day.0 - self.last.0).max(0)
    }
}

impl Day {
    /// The day with this year, month and day of the month; `None` where there is none, and
    /// outside the years 1 to 9999.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Day> {
        let date = Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()?;
        (1..=9999).contains(&year).then(|| Day::from(date))
    }

    /// As a date of jiff; clamped to the years 1 to 9999.
    pub fn date(self) -> Date {
        let (year, month, day) = self.ymd();
        Date::new(year.clamp(1, 9999) as i16, month as i8, day as i8).unwrap_or(Date::MAX)
    }

    /// Year, month 1-12, day 1-31.
    pub fn ymd(self) -> (i32, u8, u8) {
        let shifted = i64::from(self.0) + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 {
            shifted_month + 3
        } else {
            shifted_month - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year as i32, month as u8, day as u8)
    }

    /// Year.
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// Weekday, 1 Monday to 7 Sunday.
    pub fn weekday(self) -> u8 {
        (self.0 + 3).rem_euclid(7) as u8 + 1
    }

    /// Days since the Monday of its week, 0 to 6: the place of its weekday in a list.
    pub fn weekday_from_monday(self) -> usize {
        (self.0 + 3).rem_euclid(7) as usize
    }

    /// `days` later, earlier where negative.
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The Monday of its ISO week.
    pub fn monday(self) -> Day {
        self.plus(1 - i32::from(self.weekday()))
    }

    /// ISO week-numbering year and week 1-53 (ISO 8601, week 1 holds the first Thursday).
    pub fn iso_week(self) -> (i32, u8) {
        let thursday = self.monday().plus(3);
        let year = thursday.year();
        let first = Day::from_ymd(year, 1, 1).map_or(thursday.0, |day| day.0);
        (year, ((thursday.0 - first) / 7 + 1) as u8)
    }

    /// The last such weekday on or before this day.
    pub fn weekday_on_or_before(self, weekday: u8) -> Day {
        self.plus(-(i32::from(self.weekday()) - i32::from(weekday)).rem_euclid(7))
    }

    /// The first such weekday on or after this day.
    pub fn weekday_on_or_after(self, weekday: u8) -> Day {
        self.plus((i32::from(weekday) - i32::from(self.weekday())).rem_euclid(7))
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Day {
        let year = i64::from(date.year()) - i64::from(date.month() <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = i64::from(date.month());
        let shifted_month = if month > 2 { month - 3 } else { month + 9 };
        let of_year = (153 * shifted_month + 2) / 5 + i64::from(date.day()) - 1;
        let of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        Day((era * 146_097 + of_era - 719_468) as i32)
    }
}

/// Days of a month; `None` outside the years 1 to 9999.
pub fn month_days(year: i32, month: u8) -> Option<Days> {
    let first = Day::from_ymd(year, month, 1)?;
    let (next_year, next) = if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    };
    let last = Day::from_ymd(next_year, next, 1).map_or_else(|| first.plus(30), |day| day.plus(-1));
    Some(Days::new(first, last))
}

/// Days of a year; `None` outside the years 1 to 9999.
pub fn year_days(year: i32) -> Option<Days> {
    Some(Days::new(
        Day::from_ymd(year, 1, 1)?,
        Day::from_ymd(year, 12, 31)?,
    ))
}

/// Days of a run of years, both included; `None` outside the years 1 to 9999.
pub fn years_days(first: i32, last: i32) -> Option<Days> {
    Some(Days::new(
        Day::from_ymd(first, 1, 1)?,
        Day::from_ymd(last, 12, 31)?,
    ))
}

/// Days of a run of whole months, both included.
pub fn months_days(year: i32, first: u8, last: u8) -> Option<Days> {
    Some(Days::new(
        month_days(year, first)?.first,
        month_days(year, last)?.last,
    ))
}

/// Days of a meteorological season of the north; winter is told by its January's year less one,
/// as in "winter 1941" for December 1941 to February 1942. `season` is an EDTF code, 21-24.
pub fn season_days(year: i32, season: u8) -> Option<Days> {
    match season {
        21 => months_days(year, 3, 5),
        22 => months_days(year, 6, 8),
        23 => months_days(year, 9, 11),
        24 => Some(Days::new(
            month_days(year, 12)?.first,
            month_days(year + 1, 2)?.last,
        )),
        _ => None,
    }
}

/// Year and month `count` months after a year and month.
pub fn shift_month(year: i32, month: u8, count: i32) -> (i32, u8) {
    let months = year
        .saturating_mul(12)
        .saturating_add(i32::from(month) - 1)
        .saturating_add(count);
    (months.div_euclid(12), months.rem_euclid(12) as u8 + 1)
}

/// The same day `count` months later; the last day of the month where that one is shorter.
pub fn shift_by_months(day: Day, count: i32) -> Option<Day> {
    let (year, month, of_month) = day.ymd();
    let (year, month) = shift_month(year, month, count);
    let days = month_days(year, month)?;
    Some(days.first.plus(i32::from(of_month) - 1).min(days.last))
}

/// Western Easter Sunday of a year.
pub fn easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Day::from_ymd(year, month as u8, day as u8)
}

/// Orthodox Easter Sunday of a year, in the Gregorian calendar (Meeus; years 1900 to 2099).
pub fn orthodox_easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 4, year % 7, year % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let month = (d + e + 114) / 31;
    let day = (d + e + 114) % 31 + 1;
    Some(Day::from_ymd(year, month as u8, day as u8)?.plus(13))
}

/// The N-th weekday of a month, counted from its end where `nth` is negative.
pub fn nth_weekday(year: i32, month: u8, weekday: u8, nth: i8) -> Option<Day> {
    let days = month_days(year, month)?;
    let day = if nth > 0 {
        days.first
            .weekday_on_or_after(weekday)
            .plus(7 * (i32::from(nth) - 1))
    } else {
        days.last
            .weekday_on_or_before(weekday)
            .plus(7 * (i32::from(nth) + 1))
    };
    days.contains(day).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn day_numbers_agree_with_jiff(number in -600_000i32..2_800_000) {
            let day = Day(number);
            prop_assert_eq!(Day::from(day.date()), day);
            prop_assert_eq!(day.weekday() as i8, day.date().weekday().to_monday_one_offset());
            let week = day.date().iso_week_date();
            prop_assert_eq!(day.iso_week(), (i32::from(week.year()), week.week() as u8));
        }
    }

    #[test]
    fn feasts_fall_where_the_almanac_says() {
        assert_eq!(easter(2025), Day::from_ymd(2025, 4, 20));
        assert_eq!(orthodox_easter(2024), Day::from_ymd(2024, 5, 5));
        assert_eq!(nth_weekday(2025, 11, 4, 4), Day::from_ymd(2025, 11, 27));
        assert_eq!(nth_weekday(2025, 5, 1, -1), Day::from_ymd(2025, 5, 26));
    }

    #[test]
    fn impossible_days_have_no_number() {
        assert_eq!(Day::from_ymd(2025, 2, 29), None);
        assert_eq!(Day::from_ymd(2025, 6, 31), None);
    }
}
