//! Dates as feeds, mails and exports of archives write them, where the standard forms do not fit:
//! names of zones, American order, months in words with what stands around them.
//!
//! Reads tokens: a month in words with a day and a year beside it, a time with colons, a zone. Never
//! guesses between day and month: "03/04/2024" is no date.

use jiff::civil::{Date, Time};

use crate::Stamp;

/// Zones of RFC 822 that have names, in hours from UTC.
const ZONES: [(&str, i16); 11] = [
    ("GMT", 0),
    ("UTC", 0),
    ("UT", 0),
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
];

/// A day, with time and offset where they stand there; `None` where no day can be told.
pub(super) fn read(written: &str) -> Option<Stamp> {
    let written = written.trim();
    if written.len() > 200 {
        return None;
    }
    match Stamp::parse(written) {
        Some(stamp) if stamp.time.is_some() && stamp.utc_offset_minutes.is_none() => Some(Stamp {
            utc_offset_minutes: named_zone(written),
            ..stamp
        }),
        Some(stamp) if stamp.time.is_some() => Some(stamp),
        Some(stamp) => in_words(written)
            .filter(|found| found.day == stamp.day)
            .or_else(|| short_clock(written))
            .or(Some(stamp)),
        None => in_words(written).or_else(|| short_clock(written)),
    }
}

/// "2024-05-02 9:05", which the standard does not know.
fn short_clock(written: &str) -> Option<Stamp> {
    let (day, clock) = written.split_once([' ', 'T'])?;
    let day = Stamp::parse(day)?;
    Some(Stamp {
        time: time(clock),
        ..day
    })
}

fn in_words(written: &str) -> Option<Stamp> {
    let tokens: Vec<&str> = tokens(written)
        .filter(|token| token.contains(|c: char| c.is_ascii_digit()) || month(token).is_some())
        .collect();
    let day = day_in_words(&tokens)?;
    Some(Stamp {
        day,
        time: time(written),
        utc_offset_minutes: named_zone(written).or_else(|| numbered_zone(written)),
    })
}

/// Words and numbers, without what stands between them.
fn tokens(written: &str) -> impl Iterator<Item = &str> {
    written
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | ';' | '-'))
        .filter(|token| !token.is_empty())
}

/// True where a line is a day and little else: before the day stands at most one word, such as a weekday.
pub(super) fn is_day_line(line: &str) -> bool {
    let is_day =
        |token: &&str| token.starts_with(|c: char| c.is_ascii_digit()) || month(token).is_some();
    line.len() < 80
        && tokens(line)
            .position(|token| is_day(&token))
            .is_some_and(|at| at <= 1)
        && tokens(line).count() <= 9
        && read(line).is_some()
}

/// A month in words with a day and a year in the two or three tokens beside it.
fn day_in_words(tokens: &[&str]) -> Option<Date> {
    let at = tokens.iter().position(|token| month(token).is_some())?;
    let month = month(tokens[at])?;
    let number = |offset: isize| -> Option<i16> {
        let token = tokens.get(at.checked_add_signed(offset)?)?;
        token
            .trim_end_matches(['.', 't', 'h', 's', 'n', 'd', 'r'])
            .parse()
            .ok()
    };
    let year = |offset: isize| number(offset).filter(|year| *year >= 1000);
    let day = |offset: isize| number(offset).filter(|day| (1..=31).contains(day));
    let (day, year) = match (day(-1), day(1)) {
        (Some(before), _) if year(1).is_some() => (before, year(1)?),
        (_, Some(after)) => (after, year(2).or_else(|| last_year(tokens))?),
        (Some(before), None) => (before, last_year(tokens)?),
        (None, None) => return None,
    };
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

/// A year at the end, as in "Thu May  2 10:00:00 UTC 2024".
fn last_year(tokens: &[&str]) -> Option<i16> {
    let last = tokens.last().filter(|token| token.len() == 4)?;
    last.parse().ok().filter(|year| *year >= 1000)
}

/// English months by their first letters, as RFC 822 has them, or in full; those of other languages as
/// `ingest/months.tsv` has them.
fn month(word: &str) -> Option<i8> {
    const MONTHS: &str =
        "january february march april may june july august september october november december";
    let word = word.trim_end_matches('.').to_lowercase();
    if word.chars().count() < 3 || word.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let english = MONTHS.split(' ').position(|name| name.starts_with(&word));
    if let Some(at) = english {
        return i8::try_from(at + 1).ok();
    }
    let rows = &chancery_data::ingest().months;
    let start = rows.partition_point(|row| row.word < word);
    let mut same = rows[start..].iter().take_while(|row| row.word == word);
    // A name that is another month elsewhere tells nothing.
    match (same.next(), same.next()) {
        (Some(row), None) => i8::try_from(row.month)
            .ok()
            .filter(|month| (1..=12).contains(month)),
        _ => None,
    }
}

/// The first time with a colon, in twelve or twenty-four hours.
fn time(written: &str) -> Option<Time> {
    let colon = written.find(':')?;
    let hour = digits_before(&written[..colon])?;
    let rest = &written[colon + 1..];
    let minute = number(rest)?;
    let rest = rest[2..].trim_start();
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => (number(rest)?, rest[2..].trim_start()),
        None => (0, rest),
    };
    let half = rest.trim_start_matches(|c: char| c.is_whitespace());
    let half = half.get(..2).map(str::to_ascii_lowercase);
    let hour = match (half.as_deref(), hour) {
        (Some("am"), 12) => 0,
        (Some("pm"), 1..=11) => hour + 12,
        _ => hour,
    };
    Time::new(hour, minute, second.min(59), 0).ok()
}

fn digits_before(text: &str) -> Option<i8> {
    let start = text.len()
        - text
            .bytes()
            .rev()
            .take(2)
            .take_while(u8::is_ascii_digit)
            .count();
    text[start..].parse().ok()
}

/// Two digits at the start.
fn number(text: &str) -> Option<i8> {
    text.get(..2)?.parse().ok()
}

fn named_zone(written: &str) -> Option<i16> {
    let zone = written
        .split(|c: char| !c.is_ascii_alphabetic())
        .rfind(|word| {
            (2..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
        })?;
    let (_, hours) = ZONES.iter().find(|(name, _)| *name == zone)?;
    Some(hours * 60)
}

/// "+0300" or "-05:00" after a time.
fn numbered_zone(written: &str) -> Option<i16> {
    let after = &written[written.find(':')?..];
    let at = after.find(['+', '-'])?;
    let digits: String = after[at + 1..]
        .chars()
        .filter(char::is_ascii_digit)
        .take(4)
        .collect();
    let (hours, minutes): (i16, i16) = match digits.len() {
        4 => (digits[..2].parse().ok()?, digits[2..].parse().ok()?),
        _ => return None,
    };
    let size = hours * 60 + minutes;
    (hours <= 15 && minutes < 60).then_some(if after[at..].starts_with('-') {
        -size
    } else {
        size
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, expected: &str) {
        let shown = read(written).map_or("none".to_owned(), |stamp| stamp.to_string());
        assert_eq!(shown, expected, "{written}");
    }

    #[test]
    fn feeds_write_what_they_like() {
        check("Thu, 02 May 2024 10:00:00 EDT", "2024-05-02T10:00:00-04:00");
        check(
            "Thu, 02 May 2024 10:00:00 +0300",
            "2024-05-02T10:00:00+03:00",
        );
        check("Thursday, May 2, 2024 - 3:15 PM", "2024-05-02T15:15:00");
        check("May 2, 2024 12:05 am", "2024-05-02T00:05:00");
        check("Thu May  2 10:00:00 UTC 2024", "2024-05-02T10:00:00Z");
        check("2 May, 2024 10:00 GMT", "2024-05-02T10:00:00Z");
        check("2024-05-02 9:05", "2024-05-02T09:05:00");
        check("2024-05-02T10:00:00Z", "2024-05-02T10:00:00Z");
        check("02-May-2024", "2024-05-02");
    }

    #[test]
    fn archives_write_weekdays_after() {
        check("January 11, 2010 Monday", "2010-01-11");
        check(
            "January 11, 2010 Monday 3:15 PM GMT",
            "2010-01-11T15:15:00Z",
        );
        check("Monday 11 January 2010", "2010-01-11");
        check("11 January 2010", "2010-01-11");
        check("Sept. 3rd, 2019", "2019-09-03");
        check("Jan 11, 2010", "2010-01-11");
        check("7. Juli 2020 Dienstag", "2020-07-07");
        check("2 de mayo de 2024", "2024-05-02");
        check("jeudi 2 mai 2024", "2024-05-02");
    }

    #[test]
    fn lines_that_are_days() {
        assert!(is_day_line("January 11, 2010 Monday 3:15 PM GMT"));
        assert!(is_day_line("Dienstag 7. Juli 2020"));
        assert!(!is_day_line("Talks of May 3, 2024 fail"));
        assert!(!is_day_line("Talks fail"));
    }

    #[test]
    fn no_guesses() {
        for written in [
            "",
            "03/04/2024",
            "May",
            "May 2024",
            "yesterday",
            "31 February 2024",
            "Mayor 2, 2024",
            ":",
            "é:é",
        ] {
            check(written, "none");
        }
    }
}
