//! EDTF in and out: a text of ISO 8601-2:2019 becomes an [`Edtf`], and an [`Edtf`] a text.
//!
//! What is read is what Chancery writes: level 1 (uncertain `?`, approximate `~`, both `%`,
//! unspecified digits `X`, intervals with open ends, seasons 21-24), and of level 2 the sets
//! (`[one,of]`, `{all,of}`, with `a..b` runs), quarters 33-36 and halves 40-41. Recursive descent
//! over ASCII; linear, no panic on any text.

use std::fmt;

use super::calendar::{Day, Days, month_days, months_days, season_days, years_days};

/// A date, interval or set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edtf {
    /// One date.
    Date(EdtfDate),
    /// From one to the other, both included; `None` is open.
    Interval(Option<EdtfDate>, Option<EdtfDate>),
    /// One of these: doubt.
    OneOf(Vec<Run>),
    /// All of these.
    AllOf(Vec<Run>),
}

/// A member of a set: a date, or all from one to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// One date.
    One(EdtfDate),
    /// From one to the other; `None` is open.
    To(Option<EdtfDate>, Option<EdtfDate>),
}

/// A date of any granularity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EdtfDate {
    /// Year; astronomical, so that 1 BC is 0. With unspecified digits, the first year of them.
    pub year: i32,
    /// Digits of the year that are unspecified, from the right: 0 to 4.
    pub unspecified: u8,
    /// What follows the year.
    pub part: EdtfPart,
    /// Doubt about the whole date.
    pub doubt: Doubt,
}

/// What follows the year of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdtfPart {
    /// Nothing: the year.
    Year,
    /// A month, 1 to 12; `None` is `XX`.
    Month(Option<u8>),
    /// A season, quarter or half by its code.
    Division(u8),
    /// A month and a day of it, 1 to 31; `None` is `XX`.
    Day(Option<u8>, Option<u8>),
}

/// The mark behind a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Doubt {
    /// No mark.
    #[default]
    None,
    /// `?`
    Uncertain,
    /// `~`
    Approximate,
    /// `%`
    Both,
}

impl Edtf {
    /// Reads a text; `None` where it is not of the forms above or names a day that does not exist.
    pub fn parse(text: &str) -> Option<Edtf> {
        if !text.is_ascii() {
            return None;
        }
        if let Some(members) = bracketed(text, '[', ']') {
            return Some(Edtf::OneOf(runs(members)?));
        }
        if let Some(members) = bracketed(text, '{', '}') {
            return Some(Edtf::AllOf(runs(members)?));
        }
        let Some((first, last)) = text.split_once('/') else {
            return Some(Edtf::Date(date(text)?));
        };
        let (first, last) = (end(first)?, end(last)?);
        (first.is_some() || last.is_some()).then_some(Edtf::Interval(first, last))
    }

    /// First and last day, `None` where open or before the year 1.
    pub fn days(&self) -> (Option<Day>, Option<Day>) {
        let first = |date: &EdtfDate| date.days().map(|days| days.first);
        let last = |date: &EdtfDate| date.days().map(|days| days.last);
        match self {
            Edtf::Date(date) => (first(date), last(date)),
            Edtf::Interval(from, to) => (from.as_ref().and_then(first), to.as_ref().and_then(last)),
            Edtf::OneOf(runs) | Edtf::AllOf(runs) => {
                let firsts = runs.iter().map(|run| first(run.first()?));
                let lasts = runs.iter().map(|run| last(run.last()?));
                // an open side of one member opens the whole
                let firsts: Option<Vec<Day>> = firsts.collect();
                let lasts: Option<Vec<Day>> = lasts.collect();
                (
                    firsts.and_then(|days| days.into_iter().min()),
                    lasts.and_then(|days| days.into_iter().max()),
                )
            }
        }
    }
}

impl Run {
    fn first(&self) -> Option<&EdtfDate> {
        match self {
            Run::One(date) => Some(date),
            Run::To(first, _) => first.as_ref(),
        }
    }

    fn last(&self) -> Option<&EdtfDate> {
        match self {
            Run::One(date) => Some(date),
            Run::To(_, last) => last.as_ref(),
        }
    }
}

impl EdtfDate {
    /// Its days; `None` before the year 1.
    pub fn days(&self) -> Option<Days> {
        let year = self.year;
        match self.part {
            _ if self.unspecified > 0 => {
                let width = 10i32.checked_pow(u32::from(self.unspecified))?;
                years_days(year.max(1), year.checked_add(width - 1)?)
            }
            EdtfPart::Year | EdtfPart::Month(None) | EdtfPart::Day(None, _) => {
                years_days(year, year)
            }
            EdtfPart::Month(Some(month)) | EdtfPart::Day(Some(month), None) => {
                month_days(year, month)
            }
            EdtfPart::Day(Some(month), Some(day)) => {
                let day = Day::from_ymd(year, month, day)?;
                Some(Days::new(day, day))
            }
            EdtfPart::Division(code @ 21..=24) => season_days(year, code),
            EdtfPart::Division(code @ 33..=36) => {
                months_days(year, (code - 33) * 3 + 1, (code - 32) * 3)
            }
            EdtfPart::Division(code) => months_days(year, (code - 40) * 6 + 1, (code - 39) * 6),
        }
    }
}

fn bracketed(text: &str, open: char, close: char) -> Option<&str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

fn runs(members: &str) -> Option<Vec<Run>> {
    members.split(',').map(run).collect()
}

fn run(text: &str) -> Option<Run> {
    let Some((first, last)) = text.split_once("..") else {
        return Some(Run::One(date(text)?));
    };
    let side = |text: &str| match text {
        "" => Some(None),
        text => date(text).map(Some),
    };
    let (first, last) = (side(first)?, side(last)?);
    (first.is_some() || last.is_some()).then_some(Run::To(first, last))
}

fn end(text: &str) -> Option<Option<EdtfDate>> {
    match text {
        ".." => Some(None),
        text => date(text).map(Some),
    }
}

fn date(text: &str) -> Option<EdtfDate> {
    let doubt = match text.as_bytes().last()? {
        b'?' => Doubt::Uncertain,
        b'~' => Doubt::Approximate,
        b'%' => Doubt::Both,
        _ => Doubt::None,
    };
    let text = &text[..text.len() - usize::from(doubt != Doubt::None)];
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (year, unspecified) = year(digits.get(..4)?)?;
    // the first year of a century before Christ is not written so
    if negative && (unspecified > 0 || year == 0) {
        return None;
    }
    let part = part(&digits[4..])?;
    let date = EdtfDate {
        year: if negative { -year } else { year },
        unspecified,
        part,
        doubt,
    };
    let whole = unspecified == 0 || part == EdtfPart::Year;
    (whole && date.exists()).then_some(date)
}

/// Four digits; unspecified ones stand at the end.
fn year(text: &str) -> Option<(i32, u8)> {
    let known = text.trim_end_matches('X');
    if !known.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let unspecified = (4 - known.len()) as u8;
    let known: i32 = if known.is_empty() {
        0
    } else {
        known.parse().ok()?
    };
    Some((known * 10i32.pow(u32::from(unspecified)), unspecified))
}

fn part(text: &str) -> Option<EdtfPart> {
    if text.is_empty() {
        return Some(EdtfPart::Year);
    }
    let rest = text.strip_prefix('-')?;
    let first = two(rest.get(..2)?)?;
    let rest = &rest[2..];
    if rest.is_empty() {
        return match first {
            None | Some(1..=12) => Some(EdtfPart::Month(first)),
            Some(code @ (21..=24 | 33..=36 | 40 | 41)) => Some(EdtfPart::Division(code)),
            _ => None,
        };
    }
    let day = two(rest.strip_prefix('-').filter(|day| day.len() == 2)?)?;
    let month = first.is_none_or(|month| (1..=12).contains(&month));
    let fits = day.is_none_or(|day| (1..=31).contains(&day));
    (month && fits).then_some(EdtfPart::Day(first, day))
}

/// Two digits, or `XX`.
fn two(text: &str) -> Option<Option<u8>> {
    if text == "XX" {
        return Some(None);
    }
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().map(Some)
}

impl EdtfDate {
    /// False for a day that its month does not have; years before 1 are taken as leap years.
    fn exists(&self) -> bool {
        match self.part {
            EdtfPart::Day(Some(month), Some(day)) => {
                let year = if self.year < 1 { 4 } else { self.year };
                Day::from_ymd(year, month, day).is_some()
            }
            _ => true,
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Edtf::Date(date) => write!(out, "{date}"),
            Edtf::Interval(first, last) => {
                write_end(out, *first)?;
                out.write_str("/")?;
                write_end(out, *last)
            }
            Edtf::OneOf(runs) => write_set(out, ('[', ']'), runs),
            Edtf::AllOf(runs) => write_set(out, ('{', '}'), runs),
        }
    }
}

fn write_end(out: &mut fmt::Formatter<'_>, end: Option<EdtfDate>) -> fmt::Result {
    match end {
        Some(date) => write!(out, "{date}"),
        None => out.write_str(".."),
    }
}

fn write_set(
    out: &mut fmt::Formatter<'_>,
    (open, close): (char, char),
    runs: &[Run],
) -> fmt::Result {
    write!(out, "{open}")?;
    for (at, run) in runs.iter().enumerate() {
        if at > 0 {
            out.write_str(",")?;
        }
        write!(out, "{run}")?;
    }
    write!(out, "{close}")
}

impl fmt::Display for Run {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Run::One(date) => write!(out, "{date}"),
            Run::To(first, last) => {
                if let Some(first) = first {
                    write!(out, "{first}")?;
                }
                out.write_str("..")?;
                last.map_or(Ok(()), |last| write!(out, "{last}"))
            }
        }
    }
}

impl fmt::Display for EdtfDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.year < 0 {
            out.write_str("-")?;
        }
        let digits = format!("{:04}", self.year.unsigned_abs());
        let known = 4usize.saturating_sub(usize::from(self.unspecified));
        out.write_str(&digits[..known])?;
        out.write_str(&"XXXX"[..4 - known])?;
        let two = |number: Option<u8>| number.map_or("XX".to_owned(), |n| format!("{n:02}"));
        match self.part {
            EdtfPart::Year => {}
            EdtfPart::Month(month) => write!(out, "-{}", two(month))?,
            EdtfPart::Division(code) => write!(out, "-{code}")?,
            EdtfPart::Day(month, day) => write!(out, "-{}-{}", two(month), two(day))?,
        }
        out.write_str(match self.doubt {
            Doubt::None => "",
            Doubt::Uncertain => "?",
            Doubt::Approximate => "~",
            Doubt::Both => "%",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn doubts() -> impl Strategy<Value = Doubt> {
        prop_oneof![
            Just(Doubt::None),
            Just(Doubt::Uncertain),
            Just(Doubt::Approximate),
            Just(Doubt::Both)
        ]
    }

    fn parts() -> impl Strategy<Value = EdtfPart> {
        let month = prop::option::of(1u8..=12);
        prop_oneof![
            Just(EdtfPart::Year),
            month.clone().prop_map(EdtfPart::Month),
            prop::sample::select(vec![21u8, 22, 23, 24, 33, 34, 35, 36, 40, 41])
                .prop_map(EdtfPart::Division),
            (month, prop::option::of(1u8..=28)).prop_map(|(month, day)| EdtfPart::Day(month, day)),
        ]
    }

    fn dates() -> impl Strategy<Value = EdtfDate> {
        let exact = (-9999i32..=9999, parts(), doubts()).prop_map(|(year, part, doubt)| EdtfDate {
            year,
            unspecified: 0,
            part,
            doubt,
        });
        let blurred = (0i32..=9999, 1u8..=3, doubts()).prop_map(|(year, unspecified, doubt)| {
            let width = 10i32.pow(u32::from(unspecified));
            EdtfDate {
                year: year / width * width,
                unspecified,
                part: EdtfPart::Year,
                doubt,
            }
        });
        prop_oneof![exact, blurred]
    }

    fn sides() -> impl Strategy<Value = (Option<EdtfDate>, Option<EdtfDate>)> {
        (prop::option::of(dates()), prop::option::of(dates()))
            .prop_filter("one side is closed", |(a, b)| a.is_some() || b.is_some())
    }

    fn all() -> impl Strategy<Value = Edtf> {
        let run = prop_oneof![
            dates().prop_map(Run::One),
            sides().prop_map(|(first, last)| Run::To(first, last))
        ];
        let runs = prop::collection::vec(run, 1..4);
        prop_oneof![
            dates().prop_map(Edtf::Date),
            sides().prop_map(|(first, last)| Edtf::Interval(first, last)),
            runs.clone().prop_map(Edtf::OneOf),
            runs.prop_map(Edtf::AllOf),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(value in all()) {
            prop_assert_eq!(Edtf::parse(&value.to_string()), Some(value));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[-0-9X?~%./\\[\\]{},é]{0,24}") {
            if let Some(value) = Edtf::parse(&text) {
                prop_assert_eq!(value.to_string(), text);
                let (first, last) = value.days();
                prop_assert!(first.is_none_or(|day| day.year() >= 1) && last.is_none_or(|day| day.year() <= 10_000));
            }
        }
    }

    #[test]
    fn days_of_each_form() {
        let days = |text: &str| {
            let (first, last) = Edtf::parse(text).expect("a date").days();
            let side = |day: Option<Day>| day.map_or(String::new(), |day| day.date().to_string());
            format!("{}..{}", side(first), side(last))
        };
        assert_eq!(days("2025-24"), "2025-12-01..2026-02-28");
        assert_eq!(days("2025-34"), "2025-04-01..2025-06-30");
        assert_eq!(days("2025-41"), "2025-07-01..2025-12-31");
        assert_eq!(days("199X"), "1990-01-01..1999-12-31");
        assert_eq!(days("2024-02/.."), "2024-02-01..");
        assert_eq!(days("[2025-12-25,2026-01-01]"), "2025-12-25..2026-01-01");
        assert_eq!(days("[..2025-12-25]"), "..2025-12-25");
        assert_eq!(days("{2025-05,2025-06}"), "2025-05-01..2025-06-30");
        assert_eq!(days("-0335"), "..");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        let wrong = [
            "",
            "/",
            "../..",
            "2025-13",
            "2025-02-30",
            "25",
            "2025-1-3",
            "[]",
            "2025-01-03T10",
            "20262",
            "-0000",
        ];
        for text in wrong {
            assert_eq!(Edtf::parse(text), None, "{text}");
        }
    }
}
