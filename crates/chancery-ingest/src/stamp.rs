//! A day with, where it was given, time and offset from UTC: what pages and wires say of publication.

use jiff::civil::{Date, Time};

/// A moment as it was written: the day counts in the zone of the writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// The day as written.
    pub day: Date,
    /// Time of that day, if written.
    pub time: Option<Time>,
    /// Minutes east of UTC, if written.
    pub utc_offset_minutes: Option<i16>,
}

impl Stamp {
    /// A day without a time.
    pub fn of_day(day: Date) -> Stamp {
        Stamp {
            day,
            time: None,
            utc_offset_minutes: None,
        }
    }

    /// Seconds from 1970 UTC; a day without a time begins it, a time without an offset is taken for UTC. Never panics.
    pub fn instant(&self) -> i64 {
        let midnight = self.day.duration_since(date_1970()).as_secs();
        let time = self.time.map_or(0, |time| {
            i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second())
        });
        midnight + time - i64::from(self.utc_offset_minutes.unwrap_or(0)) * 60
    }

    /// Reads the forms of ISO 8601 that stand in pages ("2024-05-02", "2024-05-02T10:00:00+0300",
    /// "20240502T1000Z") and of RFC 2822 ("Thu, 02 May 2024 10:00:00 GMT"); `None` for anything else,
    /// and for days that do not exist.
    ///
    /// ```
    /// use chancery_ingest::Stamp;
    /// let stamp = Stamp::parse("2024-05-02T10:00:00+03:00").unwrap();
    /// assert_eq!(stamp.to_string(), "2024-05-02T10:00:00+03:00");
    /// assert_eq!(Stamp::parse("Thu, 02 May 2024 07:00 GMT").unwrap().to_string(), "2024-05-02T07:00:00Z");
    /// assert_eq!(Stamp::parse("2024-02-31"), None);
    /// ```
    pub fn parse(written: &str) -> Option<Stamp> {
        let written = written.trim();
        iso(written).or_else(|| rfc2822(written))
    }
}

const fn date_1970() -> Date {
    jiff::civil::date(1970, 1, 1)
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.day)?;
        let Some(time) = self.time else { return Ok(()) };
        write!(
            f,
            "T{:02}:{:02}:{:02}",
            time.hour(),
            time.minute(),
            time.second()
        )?;
        match self.utc_offset_minutes {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(minutes) => {
                let (sign, size) = if minutes < 0 {
                    ('-', -minutes)
                } else {
                    ('+', minutes)
                };
                write!(f, "{sign}{:02}:{:02}", size / 60, size % 60)
            }
        }
    }
}

/// What is left of a text that is being read from the left.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// A number of exactly so many digits.
    fn digits(&mut self, count: usize) -> Option<i16> {
        let digits = self.0.get(..count)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.0 = &self.0[count..];
        Some(digits.iter().fold(0, |n, d| n * 10 + i16::from(d - b'0')))
    }

    fn skip(&mut self, any: &[u8]) -> bool {
        let here = self.0.first().is_some_and(|b| any.contains(b));
        if here {
            self.0 = &self.0[1..];
        }
        here
    }

    fn skip_spaces(&mut self) {
        while self.skip(b" \t") {}
    }

    /// Letters up to the next other byte.
    fn word(&mut self) -> &[u8] {
        let len = self
            .0
            .iter()
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        let (word, rest) = self.0.split_at(len);
        self.0 = rest;
        word
    }
}

fn iso(written: &str) -> Option<Stamp> {
    let mut rest = Rest(written.as_bytes());
    let year = rest.digits(4)?;
    let parted = rest.skip(b"-/.");
    let month = rest.digits(2)?;
    if parted {
        rest.skip(b"-/.").then_some(())?;
    }
    let day = rest.digits(2)?;
    if rest.0.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let day = date(year, month, day)?;
    if !rest.skip(b"Tt ") {
        return Some(Stamp::of_day(day));
    }
    rest.skip_spaces();
    Some(timed(day, &mut rest))
}

/// "Thu, 02 May 2024 10:00:00 +0300", the weekday and the seconds as they like.
fn rfc2822(written: &str) -> Option<Stamp> {
    let mut rest = Rest(written.as_bytes());
    rest.word();
    rest.skip(b",");
    rest.skip_spaces();
    let day = rest.digits(2).or_else(|| rest.digits(1))?;
    rest.skip(b" -").then_some(())?;
    rest.skip_spaces();
    let month = month(rest.word())?;
    rest.skip(b" -").then_some(())?;
    rest.skip_spaces();
    let year = rest.digits(4).or_else(|| {
        rest.digits(2)
            .map(|y| if y < 70 { 2000 + y } else { 1900 + y })
    })?;
    let day = date(year, month, day)?;
    rest.skip_spaces();
    Some(timed(day, &mut rest))
}

/// English names of months as RFC 2822 writes them.
const MONTHS: &[u8] = b"janfebmaraprmayjunjulaugsepoctnovdec";

fn month(word: &[u8]) -> Option<i16> {
    let start: [u8; 3] = word.get(..3)?.to_ascii_lowercase().try_into().ok()?;
    let at = MONTHS.chunks_exact(3).position(|name| name == start)?;
    i16::try_from(at + 1).ok()
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Time and offset where they follow; the bare day where what follows is no time.
fn timed(day: Date, rest: &mut Rest<'_>) -> Stamp {
    let Some(time) = time(rest) else {
        return Stamp::of_day(day);
    };
    Stamp {
        day,
        time: Some(time),
        utc_offset_minutes: offset(rest),
    }
}

fn time(rest: &mut Rest<'_>) -> Option<Time> {
    let hour = rest.digits(2)?;
    let parted = rest.skip(b":");
    let minute = rest.digits(2)?;
    let second = match parted {
        true if rest.skip(b":") => rest.digits(2)?,
        true => 0,
        false => rest.digits(2).unwrap_or(0),
    };
    if rest.skip(b".,") {
        while rest.digits(1).is_some() {}
    }
    let small = |n: i16| i8::try_from(n).ok();
    Time::new(small(hour)?, small(minute)?, small(second.min(59))?, 0).ok()
}

fn offset(rest: &mut Rest<'_>) -> Option<i16> {
    rest.skip_spaces();
    if rest.skip(b"Zz") {
        return Some(0);
    }
    let sign = match rest.0.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => {
            let word = rest.word();
            let universal = word.eq_ignore_ascii_case(b"gmt") || word.eq_ignore_ascii_case(b"utc");
            return universal.then_some(0);
        }
    };
    rest.0 = &rest.0[1..];
    let hours = rest.digits(2)?;
    rest.skip(b":");
    let minutes = rest.digits(2).unwrap_or(0);
    (hours <= 15 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, expected: &str) {
        let shown = Stamp::parse(written).map_or("none".to_owned(), |stamp| stamp.to_string());
        assert_eq!(shown, expected, "{written}");
    }

    #[test]
    fn forms_of_pages_and_wires() {
        check("2024-05-02", "2024-05-02");
        check("2024/05/02 09:30", "2024-05-02T09:30:00");
        check("20240502T093000Z", "2024-05-02T09:30:00Z");
        check("2024-05-02T09:30:15.123+0530", "2024-05-02T09:30:15+05:30");
        check("2024-05-02T09:30-04", "2024-05-02T09:30:00-04:00");
        check("Thu, 2 May 2024 09:30:00 GMT", "2024-05-02T09:30:00Z");
        check("02 May 24 09:30 +0300", "2024-05-02T09:30:00+03:00");
        check("2024-05-02T", "2024-05-02");
    }

    #[test]
    fn no_day_no_stamp() {
        for written in [
            "",
            "May",
            "2024",
            "2024-13-01",
            "2024-02-30",
            "1234567890123",
            "32 May 2024",
        ] {
            check(written, "none");
        }
    }
}
