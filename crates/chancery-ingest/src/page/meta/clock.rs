//! The time of day and its offset beside a day: after it ("2 May 2024, 14:05 CET") or before it ("14:05 | 02.05.2024").

use super::scan::{back, char_at, char_before, is_blank, is_digit_at, number, skip, word};
use crate::report::Span;
use jiff::civil::Time;

/// A time beside a day.
pub(super) struct Timed {
    /// Bytes of day and time.
    pub(super) span: Span,
    pub(super) time: Option<Time>,
    pub(super) utc_offset_minutes: Option<i16>,
}

/// Names of zones that mean one offset alone, in minutes east of UTC.
const ZONES: &[(&str, i16)] = &[
    ("cest", 120),
    ("cet", 60),
    ("edt", -240),
    ("eest", 180),
    ("eet", 120),
    ("est", -300),
    ("gmt", 0),
    ("mesz", 120),
    ("mez", 60),
    ("msk", 180),
    ("pdt", -420),
    ("pst", -480),
    ("utc", 0),
    ("z", 0),
];

/// The time after a day, else before it.
pub(super) fn around(text: &str, day: Span) -> Timed {
    after(text, day)
        .or_else(|| before(text, day))
        .unwrap_or(Timed {
            span: day,
            time: None,
            utc_offset_minutes: None,
        })
}

fn after(text: &str, day: Span) -> Option<Timed> {
    let start = glue(text, day.end)?;
    let (time, end) = time_at(text, start)?;
    let (offset, end) = offset_at(text, end).map_or((None, end), |(o, end)| (Some(o), end));
    Some(Timed {
        span: Span {
            start: day.start,
            end,
        },
        time: Some(time),
        utc_offset_minutes: offset,
    })
}

/// Byte of the first digit after at most two short words and some marks.
fn glue(text: &str, at: usize) -> Option<usize> {
    let mut at = at;
    let mut words = 0;
    for _ in 0..8 {
        if is_digit_at(text, at) {
            return Some(at);
        }
        let c = char_at(text, at)?;
        if c.is_alphabetic() {
            words += 1;
            let long = word(text, at);
            if words > 2 || long.chars().count() > 6 {
                return None;
            }
            at += long.len();
            continue;
        }
        let mark = |c| {
            is_blank(c)
                || matches!(
                    c,
                    ',' | '-' | '–' | '—' | '|' | '·' | '•' | '(' | '@' | '/' | '.' | ':' | '،'
                )
        };
        let next = skip(text, at, 4, mark);
        if next == at {
            return None;
        }
        at = next;
    }
    None
}

/// "14:05", "14.05 Uhr", "14h05", "2:05 pm", "14:05:09".
fn time_at(text: &str, at: usize) -> Option<(Time, usize)> {
    let hour = number(text, at).filter(|n| n.digits <= 2)?;
    let mark = char_at(text, hour.end)?;
    if is_half(text, hour.end) {
        return half_of_day(text, hour.value, 0, hour.end);
    }
    if !matches!(mark, ':' | '.' | 'h' | 'H' | '：') {
        return None;
    }
    let minute = number(text, hour.end + mark.len_utf8()).filter(|n| n.digits == 2)?;
    let more = char_at(text, minute.end).is_some_and(|c| c == '.' || c == '/')
        && is_digit_at(text, minute.end + 1);
    if more && mark != ':' {
        return None;
    }
    let seconds = (mark == ':' && char_at(text, minute.end) == Some(':'))
        .then(|| number(text, minute.end + 1))
        .flatten()
        .filter(|n| n.digits == 2);
    let mut end = seconds.map_or(minute.end, |s| s.end);
    if seconds.is_some() && char_at(text, end) == Some('.') && is_digit_at(text, end + 1) {
        end = skip(text, end + 1, 9, |c| c.is_ascii_digit());
    }
    let second = seconds.map_or(0, |s| s.value.min(59));
    if is_half(text, end) {
        let (time, end) = half_of_day(text, hour.value, minute.value, end)?;
        return Some((time, end));
    }
    Some((time(hour.value, minute.value, second)?, end))
}

fn time(hour: i32, minute: i32, second: i32) -> Option<Time> {
    let small = |n: i32| i8::try_from(n).ok();
    Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok()
}

/// The letters of "am", "p.m." at a byte, and the byte after them.
fn half(text: &str, at: usize) -> Option<(char, usize)> {
    let at = skip(text, at, 1, is_blank);
    let first = char_at(text, at).filter(|c| matches!(c, 'a' | 'p' | 'A' | 'P'))?;
    let at = skip(text, at + 1, 1, |c| c == '.');
    char_at(text, at).filter(|c| matches!(c, 'm' | 'M'))?;
    let end = skip(text, at + 1, 1, |c| c == '.');
    let whole = !char_at(text, at + 1).is_some_and(char::is_alphanumeric);
    whole.then(|| (first.to_ascii_lowercase(), end))
}

fn is_half(text: &str, at: usize) -> bool {
    half(text, at).is_some()
}

fn half_of_day(text: &str, hour: i32, minute: i32, at: usize) -> Option<(Time, usize)> {
    let (letter, end) = half(text, at)?;
    let hour = match (letter, hour) {
        ('a', 12) => 0,
        ('p', 1..=11) => hour + 12,
        _ => hour,
    };
    Some((time(hour, minute, 0)?, end))
}

/// "+02:00", "GMT+3", "CET", "Z".
fn offset_at(text: &str, at: usize) -> Option<(i16, usize)> {
    let from = skip(text, at, 2, |c| is_blank(c) || c == '(');
    let name = word(text, from);
    let named = ZONES
        .iter()
        .find(|(zone, _)| name.eq_ignore_ascii_case(zone))
        .map(|(_, minutes)| (*minutes, from + name.len()));
    let signed = named.map_or(from, |(_, end)| end);
    if !name.is_empty() && named.is_none() {
        return None;
    }
    match signed_offset(text, signed) {
        Some((minutes, end)) if named.is_none_or(|(m, _)| m == 0) => Some((minutes, end)),
        _ => named,
    }
}

fn signed_offset(text: &str, at: usize) -> Option<(i16, usize)> {
    let sign = match char_at(text, at)? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let n = number(text, at + 1)?;
    let (hours, minutes, end) = match n.digits {
        4 => (n.value / 100, n.value % 100, n.end),
        1 | 2 if char_at(text, n.end) == Some(':') => {
            let m = number(text, n.end + 1).filter(|m| m.digits == 2)?;
            (n.value, m.value, m.end)
        }
        1 | 2 => (n.value, 0, n.end),
        _ => return None,
    };
    let size = i16::try_from(hours * 60 + minutes).ok()?;
    (hours <= 14 && minutes < 60).then_some((sign * size, end))
}

/// "14:05 | " before a day.
fn before(text: &str, day: Span) -> Option<Timed> {
    let end = back(text, day.start, 3, |c| {
        is_blank(c) || matches!(c, ',' | '|' | '-' | '–' | '·' | '/')
    });
    let start = back(text, end, 8, |c| c.is_ascii_digit() || c == ':');
    let written = text.get(start..end)?;
    if !written.contains(':') || char_before(text, start).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let (time, stop) = time_at(text, start)?;
    (stop == end).then_some(Timed {
        span: Span {
            start,
            end: day.end,
        },
        time: Some(time),
        utc_offset_minutes: None,
    })
}

/// Byte after a time and a zone that stand between a day and its year ("May 4 10:00:00 CEST 2024").
pub(super) fn skip_time(text: &str, at: usize) -> usize {
    let from = skip(text, at, 2, |c| is_blank(c) || c == ',');
    let Some((_, end)) = time_at(text, from) else {
        return at;
    };
    let zone = skip(text, end, 1, is_blank);
    let name = word(text, zone);
    match signed_offset(text, zone) {
        Some((_, end)) => end,
        None if (2..=4).contains(&name.len()) => zone + name.len(),
        None => end,
    }
}
