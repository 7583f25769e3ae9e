//! The closed days that a TIMEX3 value stands for, as ISO days; an open side is `None`.

use chancery::time::calendar::{
    Day, Days, month_days, months_days, season_days, year_days, years_days,
};

/// First and last day.
pub type Interval = (Option<String>, Option<String>);

/// `a..b`, with either side open.
pub fn written(text: &str) -> Option<Interval> {
    let (first, last) = text.split_once("..")?;
    let side = |day: &str| (!day.is_empty()).then(|| day.to_owned());
    Some((side(first), side(last)))
}

/// The days of a value; `None` where it names none: lengths, repetitions, vague words, no value.
pub fn of_value(value: &str) -> Option<Interval> {
    let date = value.split('T').next().unwrap_or_default();
    let days = days_of(date)?;
    let iso = |day: Day| Some(day.date().to_string());
    Some((iso(days.first), iso(days.last)))
}

fn days_of(date: &str) -> Option<Days> {
    let parts: Vec<&str> = date.split('-').collect();
    let (&first, rest) = parts.split_first()?;
    if first.is_empty() || !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i32 = first.parse().ok()?;
    match (first.len(), rest) {
        (2, []) => years_days(year * 100, year * 100 + 99),
        (3, []) => years_days(year * 10, year * 10 + 9),
        (4, []) => year_days(year),
        (4, [part]) => part_of_year(year, part),
        (4, [week, "WE"]) => {
            let monday = monday(year, number(week.strip_prefix('W')?)?)?;
            Some(Days::new(monday.plus(5), monday.plus(6)))
        }
        (4, [month, day]) => {
            let day = Day::from_ymd(year, number(month)?, number(day)?)?;
            Some(Days::new(day, day))
        }
        _ => None,
    }
}

fn part_of_year(year: i32, part: &str) -> Option<Days> {
    match part {
        "SP" => season_days(year, 21),
        "SU" => season_days(year, 22),
        "FA" => season_days(year, 23),
        "WI" => season_days(year, 24),
        _ => match part.split_at_checked(1)? {
            ("Q", of) => number(of).and_then(|of| months_days(year, of * 3 - 2, of * 3)),
            ("H", of) => number(of).and_then(|of| months_days(year, of * 6 - 5, of * 6)),
            ("W", of) => {
                let monday = monday(year, number(of)?)?;
                Some(Days::new(monday, monday.plus(6)))
            }
            _ => month_days(year, number(part)?),
        },
    }
}

/// Small numbers from 1; more than 53 is none of a calendar.
fn number(digits: &str) -> Option<u8> {
    digits
        .parse()
        .ok()
        .filter(|number| (1..=53).contains(number))
}

/// Monday of an ISO week: that of January 4 is the first.
fn monday(year: i32, week: u8) -> Option<Day> {
    let first = Day::from_ymd(year, 1, 4)?.monday();
    Some(first.plus(7 * (i32::from(week) - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_values_stand_for() {
        for (value, days) in [
            ("2024-02-29", "2024-02-29..2024-02-29"),
            ("2024-02-28TNI", "2024-02-28..2024-02-28"),
            ("2026-W01", "2025-12-29..2026-01-04"),
            ("2004-W53-WE", "2005-01-01..2005-01-02"),
            ("2024-02", "2024-02-01..2024-02-29"),
            ("2025-Q3", "2025-07-01..2025-09-30"),
            ("2025-H2", "2025-07-01..2025-12-31"),
            ("2024-WI", "2024-12-01..2025-02-28"),
            ("199", "1990-01-01..1999-12-31"),
            ("16", "1600-01-01..1699-12-31"),
        ] {
            assert_eq!(of_value(value), written(days), "{value}");
        }
        for value in [
            "",
            "P2W",
            "PXD",
            "PAST_REF",
            "XXXX-WXX-1",
            "2025-02-29",
            "2025-Q9",
        ] {
            assert_eq!(of_value(value), None, "{value}");
        }
    }
}
