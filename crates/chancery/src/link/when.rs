//! Days of two claims beside each other: what keeps them apart, what is evidence.
//!
//! A claim has days by its own words, or a part of a date (a weekday, a day of a month without a
//! year) where its report has no day to reckon from, or lies among the news of its report. Days of
//! its own and parts of dates can contradict each other; news days are only ever evidence. Nothing is
//! told as having happened before it happens: a report is no older than what it tells.

use super::card::Card;
use crate::time::calendar::{Day, Days};
use serde::{Deserialize, Serialize};

/// Days by which a report may be dated before what it tells: the earth is round.
const SLACK: i32 = 1;
/// Days of a span in which a part of a date is looked for.
const SPAN: i32 = 366;

/// A part of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// ISO weekday, 1 to 7.
    pub weekday: Option<u8>,
    /// Month and day of the month.
    pub day: Option<(u8, u8)>,
}

impl Part {
    /// The part of a date that a TIMEX3 value without a year gives.
    pub fn of(value: &str) -> Option<Part> {
        let rest = value.strip_prefix("XXXX-")?;
        if let Some(weekday) = rest.strip_prefix("WXX-") {
            let weekday = weekday.chars().next()?.to_digit(8)? as u8;
            return (weekday > 0).then_some(Part {
                weekday: Some(weekday),
                day: None,
            });
        }
        let (month, day) = rest.split_once('-')?;
        let day = day.get(..2)?.parse().ok()?;
        Some(Part {
            weekday: None,
            day: Some((month.parse().ok()?, day)),
        })
    }

    fn fits(self, day: Day) -> bool {
        let (_, month, of_month) = day.ymd();
        self.weekday.is_none_or(|weekday| weekday == day.weekday())
            && self.day.is_none_or(|one| one == (month, of_month))
    }

    /// Some day of the span can be meant.
    fn in_span(self, days: Days) -> bool {
        let length = days.last.0 - days.first.0;
        length >= SPAN || (0..=length).any(|at| self.fits(days.first.plus(at)))
    }

    fn apart(self, other: Part) -> bool {
        let differ = |a: Option<u8>, b: Option<u8>| a.zip(b).is_some_and(|(a, b)| a != b);
        differ(self.weekday, other.weekday) || self.day.zip(other.day).is_some_and(|(a, b)| a != b)
    }
}

/// Evidence that two claims are of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dated {
    /// None.
    No,
    /// Spans that meet, or news days that do.
    Near,
    /// One day of a month, without a year on one side or both; one day, by what a report tells before.
    Yearly,
    /// One day.
    Day,
}

/// No day can be that of both.
pub fn apart(a: &Card, b: &Card) -> bool {
    let own = a.days.zip(b.days).is_some_and(|(a, b)| !meet(a, b));
    let parts = a.part.zip(b.part).is_some_and(|(a, b)| a.apart(b));
    let mixed = |a: &Card, b: &Card| {
        a.days
            .zip(b.part)
            .is_some_and(|(days, part)| !part.in_span(days))
    };
    own || parts || mixed(a, b) || mixed(b, a) || too_early(a, b) || too_early(b, a)
}

/// The report of the first tells as done what the second sets on a later day.
fn too_early(told: &Card, done: &Card) -> bool {
    let early = |(day, days): (Day, Days)| day.plus(SLACK) < days.first;
    !told.is_ahead() && !done.is_ahead() && told.published.zip(done.days).is_some_and(early)
}

/// What speaks for one day.
pub fn dated(a: &Card, b: &Card) -> Dated {
    let one = |days: Days| days.first == days.last;
    let of_year = |a: &Card, b: &Card| {
        let part = a.part.filter(|part| part.day.is_some());
        part.is_some_and(|part| {
            b.part == Some(part)
                || b.days
                    .is_some_and(|days| one(days) && part.fits(days.first))
        })
    };
    let days = |card: &Card| card.days.or(card.news);
    if a.days.is_some() && a.days == b.days && a.days.is_some_and(one) {
        Dated::Day
    } else if of_year(a, b) || of_year(b, a) || told_day(a, b) {
        Dated::Yearly
    } else if days(a).zip(days(b)).is_some_and(|(a, b)| meet(a, b)) {
        Dated::Near
    } else {
        Dated::No
    }
}

/// One day on both sides, though a report names it for what it tells before.
fn told_day(a: &Card, b: &Card) -> bool {
    let day = |card: &Card| {
        let days = card.days.or(card.news)?;
        (days.first == days.last).then_some(days.first)
    };
    day(a).is_some() && day(a) == day(b)
}

/// The spans have a day in common.
pub fn meet(a: Days, b: Days) -> bool {
    a.first <= b.last && b.first <= a.last
}

#[cfg(test)]
mod tests {
    use super::{Dated, Part, apart, dated};
    use crate::link::Card;
    use crate::time::calendar::{Day, Days};

    fn card(day: Option<i32>, value: &str) -> Card {
        Card {
            days: day.map(|day| Days::new(Day(day), Day(day))),
            part: Part::of(value),
            status: "happened".to_owned(),
            ..Card::default()
        }
    }

    #[test]
    fn parts_of_dates() {
        assert_eq!(
            Part::of("XXXX-WXX-5TAF").and_then(|part| part.weekday),
            Some(5)
        );
        assert_eq!(
            Part::of("XXXX-03-12").and_then(|part| part.day),
            Some((3, 12))
        );
        assert_eq!(Part::of("XXXX-WXX"), None);
        assert_eq!(Part::of("XXXX-XX-XX"), None);
        assert_eq!(Part::of("2026-W10"), None);
    }

    #[test]
    fn a_weekday_keeps_apart_and_proves_nothing() {
        // 1970-01-01 was a Thursday.
        let (thursday, friday) = (card(Some(0), ""), card(None, "XXXX-WXX-5"));
        assert!(apart(&thursday, &friday) && apart(&friday, &thursday));
        let same = card(None, "XXXX-WXX-4");
        assert!(!apart(&thursday, &same));
        assert_eq!(dated(&thursday, &same), Dated::No);
    }

    #[test]
    fn a_day_of_a_month_is_evidence() {
        let (whole, part) = (card(Some(0), ""), card(None, "XXXX-01-01"));
        assert_eq!(dated(&whole, &part), Dated::Yearly);
        assert!(apart(&card(Some(1), ""), &part));
    }

    #[test]
    fn no_report_is_older_than_its_news() {
        let later = card(Some(10), "");
        let mut early = card(None, "");
        early.published = Some(Day(7));
        assert!(apart(&early, &later));
        early.published = Some(Day(9));
        assert!(!apart(&early, &later));
    }
}
