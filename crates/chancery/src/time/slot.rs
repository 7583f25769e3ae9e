//! A place in the calendar with its written forms: days, EDTF, TIMEX3.
//!
//! EDTF is ISO 8601-2:2019, levels 1 and 2: seasons 21-24, quarters 33-36, halves 40-41, `a/b`
//! intervals, `{a,b}` all of, `~` approximate; years before Christ are astronomical (336 BC is
//! -0335). TIMEX3 is that of TimeML 1.2.1 (`2025-Q1`, `2025-SU`, `2025-W12-WE`, `BC0336`).

use super::Precision;
use super::calendar::{Day, Days, month_days, months_days, season_days, year_days, years_days};

/// A place in the calendar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slot {
    /// First day; `None` is open, or before the year 1.
    pub(super) first: Option<Day>,
    /// Last day; `None` is open, or before the year 1.
    pub(super) last: Option<Day>,
    /// The granularity that was said.
    pub(super) precision: Precision,
    /// EDTF.
    pub(super) edtf: String,
    /// TIMEX3 value.
    pub(super) timex3: String,
    /// Its year, where that lies before Christ and no day has a number.
    pub(super) year_before_christ: Option<i32>,
}

impl Slot {
    fn of(days: Option<Days>, precision: Precision, edtf: String, timex3: String) -> Slot {
        let (first, last) = (days.map(|days| days.first), days.map(|days| days.last));
        Slot {
            first,
            last,
            precision,
            edtf,
            timex3,
            year_before_christ: None,
        }
    }

    /// The days, where both ends are closed.
    pub(super) fn days(&self) -> Option<Days> {
        Some(Days::new(self.first?, self.last?))
    }

    /// No calendar time: only what TIMEX3 writes.
    pub(super) fn only(timex3: String) -> Slot {
        Slot::of(None, Precision::Unknown, String::new(), timex3)
    }

    /// A day.
    pub(super) fn day(day: Day) -> Slot {
        let text = iso(day);
        Slot::of(
            Some(Days::new(day, day)),
            Precision::Day,
            text.clone(),
            text,
        )
    }

    /// So many days from a day on.
    pub(super) fn days_of(first: Day, count: i32) -> Slot {
        let days = Days::new(first, first.plus(count - 1));
        let precision = if count > 8 {
            Precision::Month
        } else {
            Precision::Week
        };
        Slot::of(Some(days), precision, interval(days), interval(days))
    }

    /// Some day of these: what is counted from a month or week that was told without its day.
    pub(super) fn day_of(days: Days) -> Slot {
        let edtf = format!("[{}..{}]", iso(days.first), iso(days.last));
        let timex3 = "XXXX-XX-XX".to_owned();
        Slot::of(Some(days), Precision::Day, edtf, timex3)
    }

    /// True for one day of several.
    pub(super) fn is_one_of(&self) -> bool {
        self.edtf.starts_with('[')
    }

    /// The same, a day earlier or later.
    pub(super) fn give_or_take_a_day(self) -> Slot {
        let sides: Vec<String> = self.edtf.split('/').map(|day| format!("{day}~")).collect();
        Slot {
            first: self.first.map(|day| day.plus(-1)),
            last: self.last.map(|day| day.plus(1)),
            edtf: sides.join("/"),
            ..self
        }
    }

    /// The ISO week of a day.
    pub(super) fn week(day: Day) -> Slot {
        let days = Days::new(day.monday(), day.monday().plus(6));
        let (year, week) = day.iso_week();
        Slot::of(
            Some(days),
            Precision::Week,
            interval(days),
            format!("{year:04}-W{week:02}"),
        )
    }

    /// The weekend of the ISO week of a day.
    pub(super) fn weekend(day: Day) -> Slot {
        let days = Days::new(day.monday().plus(5), day.monday().plus(6));
        let (year, week) = day.iso_week();
        Slot::of(
            Some(days),
            Precision::Week,
            interval(days),
            format!("{year:04}-W{week:02}-WE"),
        )
    }

    /// A month of a year.
    pub(super) fn month(year: i32, month: u8) -> Slot {
        let (edtf, timex3) = (
            format!("{}-{month:02}", edtf_year(year)),
            format!("{}-{month:02}", timex_year(year)),
        );
        Slot::of(month_days(year, month), Precision::Month, edtf, timex3)
    }

    /// A season, by its EDTF code.
    pub(super) fn season(year: i32, season: u8) -> Slot {
        let name = ["SP", "SU", "FA", "WI"][usize::from(season.saturating_sub(21).min(3))];
        let (edtf, timex3) = (
            format!("{}-{season}", edtf_year(year)),
            format!("{}-{name}", timex_year(year)),
        );
        Slot::of(season_days(year, season), Precision::Season, edtf, timex3)
    }

    /// A quarter, 1 to 4.
    pub(super) fn quarter(year: i32, quarter: u8) -> Slot {
        let days = months_days(year, quarter * 3 - 2, quarter * 3);
        let (edtf, timex3) = (
            format!("{}-{}", edtf_year(year), 32 + quarter),
            format!("{}-Q{quarter}", timex_year(year)),
        );
        Slot::of(days, Precision::Quarter, edtf, timex3)
    }

    /// A half, 1 or 2.
    pub(super) fn half(year: i32, half: u8) -> Slot {
        let days = months_days(year, half * 6 - 5, half * 6);
        let (edtf, timex3) = (
            format!("{}-{}", edtf_year(year), 39 + half),
            format!("{}-H{half}", timex_year(year)),
        );
        Slot::of(days, Precision::Half, edtf, timex3)
    }

    /// A year; negative before Christ.
    pub(super) fn year(year: i32) -> Slot {
        Slot::of(
            year_days(year),
            Precision::Year,
            edtf_year(year),
            timex_year(year),
        )
    }

    /// A decade, by any of its years.
    pub(super) fn decade(year: i32) -> Slot {
        let start = year.div_euclid(10);
        let days = years_days(start * 10, start * 10 + 9);
        Slot::of(
            days,
            Precision::Decade,
            format!("{start:03}X"),
            format!("{start:03}"),
        )
    }

    /// A century, by its number: 20 is 1900-1999 as TIMEX3 counts; negative before Christ.
    pub(super) fn century(number: i32) -> Slot {
        if number < 0 {
            return Slot::only(format!("BC{:02}", -number - 1));
        }
        let hundreds = number - 1;
        let days = years_days((hundreds * 100).max(1), hundreds * 100 + 99);
        Slot::of(
            days,
            Precision::Unknown,
            format!("{hundreds:02}XX"),
            format!("{hundreds:02}"),
        )
    }

    /// From the beginning of one to the end of the other.
    pub(super) fn range(first: &Slot, last: &Slot) -> Slot {
        Slot {
            first: first.first,
            last: last.last,
            precision: first.precision,
            edtf: format!("{}/{}", first_side(&first.edtf), last_side(&last.edtf)),
            timex3: format!("{}/{}", first.timex3, last.timex3),
            year_before_christ: last.year_before_christ,
        }
    }

    /// All of them.
    pub(super) fn all(members: &[Slot]) -> Slot {
        let edtf: Vec<String> = members.iter().map(|slot| member(&slot.edtf)).collect();
        let timex3: Vec<&str> = members.iter().map(|slot| slot.timex3.as_str()).collect();
        Slot {
            first: members.iter().filter_map(|slot| slot.first).min(),
            last: members.iter().filter_map(|slot| slot.last).max(),
            precision: members
                .first()
                .map_or(Precision::Unknown, |slot| slot.precision),
            edtf: format!("{{{}}}", edtf.join(",")),
            timex3: timex3.join("/"),
            year_before_christ: members.last().and_then(|slot| slot.year_before_christ),
        }
    }
}

/// The beginning of an EDTF interval or set; the whole of a date.
pub(super) fn first_side(edtf: &str) -> &str {
    let bare = edtf
        .trim_start_matches(['[', '{'])
        .trim_end_matches([']', '}']);
    let first = bare.split(['/', ',']).next().unwrap_or(bare);
    if first == ".." {
        return first;
    }
    first.split("..").next().unwrap_or(first)
}

/// The end of an EDTF interval or set; the whole of a date.
pub(super) fn last_side(edtf: &str) -> &str {
    let bare = edtf
        .trim_start_matches(['[', '{'])
        .trim_end_matches([']', '}']);
    let last = bare.rsplit(['/', ',']).next().unwrap_or(bare);
    if last == ".." {
        return last;
    }
    last.rsplit("..").next().unwrap_or(last)
}

/// An EDTF date or interval as a member of a set.
pub(super) fn member(edtf: &str) -> String {
    match edtf.split_once('/') {
        Some(("..", last)) => format!("..{last}"),
        Some((first, "..")) => format!("{first}.."),
        Some((first, last)) => format!("{first}..{last}"),
        None => edtf.to_owned(),
    }
}

/// A day as ISO writes it.
pub(super) fn iso(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{year:04}-{month:02}-{day:02}")
}

fn interval(days: Days) -> String {
    format!("{}/{}", iso(days.first), iso(days.last))
}

fn edtf_year(year: i32) -> String {
    match year {
        ..0 if year == -1 => "0000".to_owned(),
        ..0 => format!("-{:04}", -year - 1),
        _ => format!("{year:04}"),
    }
}

fn timex_year(year: i32) -> String {
    if year < 0 {
        format!("BC{:04}", -year)
    } else {
        format!("{year:04}")
    }
}
