//! Feasts of the Hebrew and the Islamic calendar in any year, by arithmetic.
//!
//! The Hebrew calendar is arithmetic itself: its days are exact. The Islamic one begins its months
//! when the moon is seen; the tabular calendar of thirty years with eleven leap years is within a
//! day or so of what was kept, and what is reckoned by it is marked as approximate. Method: E. M.
//! Reingold and N. Dershowitz, "Calendrical Calculations", chapters on both. Cost: constant.

use super::calendar::Day;

/// A day of another calendar, the same every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reckoning {
    /// The evening before a day of the Hebrew calendar: month 1 (Nisan) to 12 (Adar, in leap years
    /// the second), day. Winter months up to Shevat that fall into January are not reckoned.
    Hebrew(u8, u8),
    /// A day of the tabular Islamic calendar: month 1 (Muharram) to 12, day.
    Islamic(u8, u8),
}

/// Day number 0 in days of the common era.
const UNIX: i64 = 719_163;

/// First day of the Hebrew calendar, in days of the common era.
const HEBREW: i64 = -1_373_427;

/// First day of the Islamic calendar, in days of the common era.
const ISLAMIC: i64 = 227_015;

/// Years by which the Hebrew year that begins in the autumn of a year is ahead of it.
const AHEAD: i64 = 3761;

/// Lengths of Nisan to Elul, which never change; the Adar before Purim's feast has 29 days.
const SPRING: [i64; 6] = [30, 29, 30, 29, 30, 29];

impl Reckoning {
    /// The first such day of a year of our calendar; `None` outside the years 1 to 9999.
    pub fn of(self, year: i32) -> Option<Day> {
        let fixed = match self {
            Reckoning::Hebrew(month, day) => hebrew(i64::from(year), month, day) - 1,
            Reckoning::Islamic(month, day) => islamic(year, month, day)?,
        };
        let day = Day(i32::try_from(fixed - UNIX).ok()?);
        (1..=9999).contains(&day.year()).then_some(day)
    }

    /// True where what is kept may be a day off.
    pub fn is_approximate(self) -> bool {
        matches!(self, Reckoning::Islamic(..))
    }
}

/// The day of the Hebrew year that holds it in this year of ours.
fn hebrew(year: i64, month: u8, day: u8) -> i64 {
    let of_month = i64::from(day) - 1;
    let month = usize::from(month);
    if (7..12).contains(&month) {
        let first = hebrew_new_year(year + AHEAD);
        let length = hebrew_new_year(year + AHEAD + 1) - first;
        let autumn = [
            30,
            29 + i64::from(length % 10 == 5),
            30 - i64::from(length % 10 == 3),
            29,
        ];
        return first + autumn[..month - 7].iter().sum::<i64>() + of_month;
    }
    let next = hebrew_new_year(year + AHEAD);
    let left = match month {
        12 => 29 + SPRING.iter().sum::<i64>(),
        _ => SPRING[month.clamp(1, 6) - 1..].iter().sum(),
    };
    next - left + of_month
}

/// 1 Tishri of a Hebrew year.
fn hebrew_new_year(year: i64) -> i64 {
    let (before, this, after) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let correction = if after - this == 356 {
        2
    } else {
        i64::from(this - before == 382)
    };
    HEBREW + this + correction
}

/// Days from the beginning of the calendar to the new moon of a year, moved off three weekdays.
fn elapsed(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts.div_euclid(25_920);
    day + i64::from((3 * (day + 1)).rem_euclid(7) < 3)
}

/// The first such day of the tabular calendar in this year of ours: every year has one, since the
/// Islamic year is shorter.
fn islamic(year: i32, month: u8, day: u8) -> Option<i64> {
    let near = (i64::from(year) - 622) * 33 / 32;
    (near - 1..=near + 2)
        .map(|year| islamic_day(year, i64::from(month), i64::from(day)))
        .find(|&fixed| i32::try_from(fixed - UNIX).is_ok_and(|number| Day(number).year() == year))
}

fn islamic_day(year: i64, month: i64, day: i64) -> i64 {
    let leaps = (3 + 11 * year).div_euclid(30);
    ISLAMIC - 1 + (year - 1) * 354 + leaps + 29 * (month - 1) + month / 2 + day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(reckoning: Reckoning, year: i32) -> String {
        reckoning.of(year).unwrap().date().to_string()
    }

    #[test]
    fn hebrew_days_begin_on_the_evening_before() {
        assert_eq!(iso(Reckoning::Hebrew(7, 10), 1973), "1973-10-05");
        assert_eq!(iso(Reckoning::Hebrew(1, 15), 1943), "1943-04-19");
        assert_eq!(iso(Reckoning::Hebrew(9, 25), 2024), "2024-12-25");
    }

    #[test]
    fn islamic_days_are_near() {
        let day = Reckoning::Islamic(9, 1).of(1979).unwrap();
        let kept = Day::from_ymd(1979, 7, 26).unwrap();
        assert!((day.0 - kept.0).abs() <= 1);
    }

    #[test]
    fn years_without_end_are_no_error() {
        for year in [i32::MIN, -1, 0, 1, 9999, i32::MAX] {
            for reckoning in [Reckoning::Hebrew(12, 14), Reckoning::Islamic(1, 1)] {
                let day = reckoning.of(year);
                assert!(day.is_none_or(|day| (1..=9999).contains(&day.year())));
            }
        }
    }
}
