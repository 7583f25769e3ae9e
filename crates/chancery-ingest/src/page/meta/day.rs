//! A text in, the days that are written in it out: "5 May 2024", "Mai 5., 2024", "05.05.2024 - 14:05",
//! "2024年5月5日", in the languages of `ingest/months.tsv`, with time and offset where they follow.
//!
//! A day without its year is none. Where the order of two numbers can be read both ways, the language
//! and the domain of the page decide ([`Habits`]).
//!
//! Cost: linear in the text; at every number a bounded look around.

use super::clock;
use super::scan::{
    Number, after_digits, back, char_at, char_before, is_blank, is_digit_at, next_digit, number,
    skip, word, word_before,
};
use crate::Stamp;
use crate::report::Span;
use chancery_data::schema::ingest::PageCue;
use jiff::civil::Date;

/// What decides how numbers of a page are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Habits {
    /// ISO 639-1 code, if known.
    pub(super) language: Option<String>,
    /// "5/6/2024" is the sixth of May.
    pub(super) month_first: bool,
}

/// A day in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Bytes of the text, the time with it.
    pub(super) span: Span,
    pub(super) stamp: Stamp,
    /// How its numbers stand, where they tell.
    pub(super) order: Order,
}

/// What a day tells of the order of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Nothing: the month is a word, or the year stands first.
    Plain,
    /// Both readings are possible.
    Open,
    /// The day stands first for certain.
    DayFirst,
    /// The month stands first for certain.
    MonthFirst,
}

/// Years that a page of the web can be of.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2037;

/// Years of the Buddhist calendar are so many ahead.
const BUDDHIST: i32 = 543;

/// All days of a text, in order, at most `most`.
pub(super) fn days(text: &str, habits: &Habits, most: usize) -> Vec<Written> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        at = after_digits(text, start);
        let Some(n) = number(text, start) else {
            continue;
        };
        let Some((date, span, order)) = day_at(text, start, n, habits) else {
            continue;
        };
        at = at.max(span.end);
        let timed = clock::around(text, span);
        at = at.max(timed.span.end);
        found.push(Written {
            span: timed.span,
            stamp: Stamp {
                day: date,
                time: timed.time,
                utc_offset_minutes: timed.utc_offset_minutes,
            },
            order,
        });
        if found.len() == most {
            break;
        }
    }
    found
}

/// The first day of a short text: a value of a field, an attribute.
pub(super) fn first(text: &str, habits: &Habits) -> Option<Stamp> {
    if let Some(stamp) = Stamp::parse(text) {
        return plausible(stamp.day).then_some(stamp);
    }
    let mut found = days(text, habits, 1);
    found.pop().map(|w| w.stamp)
}

/// Whether a page of the web can be of that day.
pub(super) fn plausible(day: Date) -> bool {
    YEARS.contains(&i32::from(day.year()))
}

type Found = (Date, Span, Order);

fn day_at(text: &str, start: usize, n: Number, habits: &Habits) -> Option<Found> {
    if char_before(text, start).is_some_and(|c| c.is_alphabetic() && c.is_ascii()) && n.digits > 2 {
        return None;
    }
    match n.digits {
        4 => year_first(text, start, n, habits),
        1 | 2 if (1..=31).contains(&n.value) => numeric(text, start, n, habits)
            .or_else(|| day_first(text, start, n, habits))
            .or_else(|| month_first(text, start, n, habits)),
        _ => None,
    }
}

fn year_of(n: Number, habits: &Habits) -> Option<i32> {
    let year = match n.digits {
        4 if habits.language.as_deref() == Some("th") && !YEARS.contains(&n.value) => {
            n.value - BUDDHIST
        }
        4 => n.value,
        2 if n.value >= 90 => 1900 + n.value,
        2 => 2000 + n.value,
        _ => return None,
    };
    YEARS.contains(&year).then_some(year)
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '/' | '-' | '\u{2010}' | '\u{2011}' | '\u{2013}')
}

/// A mark between two numbers, blanks around it or not: the mark and the byte of the next number.
fn mark(text: &str, at: usize) -> Option<(char, usize)> {
    let at = skip(text, at, 1, is_blank);
    let c = char_at(text, at).filter(|&c| is_mark(c))?;
    let next = skip(text, at + c.len_utf8(), 1, is_blank);
    is_digit_at(text, next).then_some((c, next))
}

/// "2024-05-02", "2024年5月2日", "2024. május 2.", "2024 May 2".
fn year_first(text: &str, start: usize, n: Number, habits: &Habits) -> Option<Found> {
    let year = year_of(n, habits)?;
    let parts = year_numbers(text, n.end).or_else(|| year_word(text, n.end, habits));
    let (month, day, end) = parts?;
    Some((date(year, month, day)?, Span { start, end }, Order::Plain))
}

fn year_numbers(text: &str, at: usize) -> Option<(i32, i32, usize)> {
    if let Some((c, next)) = mark(text, at) {
        let month = number(text, next).filter(|n| n.digits <= 2)?;
        let (other, next) = mark(text, month.end)?;
        let day = number(text, next).filter(|n| n.digits <= 2 && c == other)?;
        return Some((month.value, day.value, day.end));
    }
    let month = number(text, after_sign(text, at, &['年', '년'])?)?;
    let day = number(text, after_sign(text, month.end, &['月', '월'])?)?;
    let end = after_sign(text, day.end, &['日', '일']).unwrap_or(day.end);
    Some((month.value, day.value, end))
}

/// Byte after one of the signs and blanks around it.
fn after_sign(text: &str, at: usize, signs: &[char]) -> Option<usize> {
    let at = skip(text, at, 2, is_blank);
    let c = char_at(text, at).filter(|c| signs.contains(c))?;
    Some(skip(text, at + c.len_utf8(), 2, is_blank))
}

fn year_word(text: &str, at: usize, habits: &Habits) -> Option<(i32, i32, usize)> {
    let at = skip(text, at, 3, |c| is_blank(c) || matches!(c, '.' | ',' | '-'));
    let at = fillers(text, at, habits);
    let (month, end) = month_at(text, at, habits)?;
    let next = skip(text, end, 3, |c| {
        is_blank(c) || matches!(c, '.' | ',' | '-')
    });
    let day = number(text, next).filter(|n| n.digits <= 2)?;
    Some((month, day.value, day.end))
}

/// "02.05.2024", "5/2/24".
fn numeric(text: &str, start: usize, n: Number, habits: &Habits) -> Option<Found> {
    let (c, next) = mark(text, n.end)?;
    let second = number(text, next).filter(|n| n.digits <= 2)?;
    let (other, next) = mark(text, second.end)?;
    if c != other {
        return None;
    }
    let written = number(text, next)?;
    if written.digits == 2 && (n.digits + second.digits < 3 || is_mark_and_digit(text, written.end))
    {
        return None;
    }
    let year = year_of(written, habits)?;
    let span = Span {
        start,
        end: written.end,
    };
    let order = match (n.value > 12, second.value > 12) {
        (true, _) => Order::DayFirst,
        (false, true) => Order::MonthFirst,
        _ if n.value == second.value => Order::Plain,
        _ => Order::Open,
    };
    let month_first = match order {
        Order::DayFirst => false,
        Order::MonthFirst => true,
        _ => habits.month_first && c != '.',
    };
    let (day, month) = if month_first {
        (second.value, n.value)
    } else {
        (n.value, second.value)
    };
    Some((date(year, month, day)?, span, order))
}

fn is_mark_and_digit(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(|c| is_mark(c) && is_digit_at(text, at + c.len_utf8()))
}

/// "2. Mai 2024", "2nd of May, 2024", "2 de mayo de 2024", "02-May-24".
fn day_first(text: &str, start: usize, n: Number, habits: &Habits) -> Option<Found> {
    let at = ordinal(text, n.end);
    let at = skip(text, at, 3, |c| {
        is_blank(c) || matches!(c, '.' | ',' | '-' | '/' | '،')
    });
    let at = fillers(text, at, habits);
    let (month, end) = month_at(text, at, habits)?;
    let (year, end) = year_after(text, end, habits)?;
    Some((
        date(year, month, n.value)?,
        Span { start, end },
        Order::Plain,
    ))
}

/// "May 2nd, 2024", "May 2 10:00:00 2024".
fn month_first(text: &str, start: usize, n: Number, habits: &Habits) -> Option<Found> {
    let before = back(text, start, 2, |c| {
        is_blank(c) || matches!(c, '.' | ',' | '-' | '/')
    });
    let mut name = word_before(text, before);
    let mut from = before - name.len();
    if is_filler(&name.to_lowercase(), habits) {
        let before = back(text, from, 2, is_blank);
        name = word_before(text, before);
        from = before - name.len();
    }
    let month = month_named(&name.to_lowercase(), habits).filter(|&m| m > 0)?;
    let at = ordinal(text, n.end);
    let at = clock::skip_time(text, at);
    let (year, end) = year_after(text, at, habits)?;
    Some((
        date(year, month, n.value)?,
        Span { start: from, end },
        Order::Plain,
    ))
}

/// Byte after "st", "nd", "er", "º" of a number.
fn ordinal(text: &str, at: usize) -> usize {
    let end = skip(text, at, 3, |c| {
        c.is_alphabetic() || matches!(c, 'º' | 'ª' | '°')
    });
    let short = text[at..end].chars().count() <= 2 && !text[at..end].is_empty();
    match short && !char_at(text, end).is_some_and(char::is_alphabetic) {
        true => end,
        false => at,
    }
}

/// A year after what may stand before it.
fn year_after(text: &str, at: usize, habits: &Habits) -> Option<(i32, usize)> {
    let at = skip(text, at, 3, |c| {
        is_blank(c) || matches!(c, '.' | ',' | '-' | '/' | '،')
    });
    let at = fillers(text, at, habits);
    let short = char_at(text, at).is_some_and(|c| matches!(c, '\'' | '’' | '‘'));
    let dashed = char_before(text, at) == Some('-');
    let at = skip(text, at, 1, |c| matches!(c, '\'' | '’' | '‘'));
    let n = number(text, at)?;
    if n.digits == 2 && !(short || dashed) {
        return None;
    }
    Some((year_of(n, habits)?, n.end))
}

/// Byte after at most two words such as "of" and "de", and blanks after them.
fn fillers(text: &str, at: usize, habits: &Habits) -> usize {
    let mut at = at;
    for _ in 0..2 {
        let filler = word(text, at);
        if filler.is_empty() || !is_filler(&filler.to_lowercase(), habits) {
            break;
        }
        at = skip(text, at + filler.len(), 2, |c| {
            is_blank(c) || matches!(c, '\'' | '’')
        });
    }
    at
}

fn is_filler(word: &str, habits: &Habits) -> bool {
    cues(&chancery_data::ingest().date_words, word, habits).any(|row| row.kind == "filler")
}

/// Rows of a phrase that mean something in the language of the page, or in English.
pub(super) fn cues<'t>(
    table: &'t [PageCue],
    phrase: &str,
    habits: &Habits,
) -> impl Iterator<Item = &'t PageCue> {
    let from = table.partition_point(|row| row.phrase.as_str() < phrase);
    let len = table[from..].partition_point(|row| row.phrase.as_str() == phrase);
    let language = habits.language.clone();
    table[from..from + len].iter().filter(move |row| {
        let any = |code: &str| row.languages.iter().any(|l| l == code);
        language.as_deref().is_none_or(|l| any(l) || any("en"))
    })
}

/// The month whose name begins at a byte, of one word or two, and the byte after it.
fn month_at(text: &str, at: usize, habits: &Habits) -> Option<(i32, usize)> {
    let name = word(text, at);
    if name.is_empty() {
        return None;
    }
    let end = at + name.len();
    let next = skip(text, end, 1, is_blank);
    let further = if next > end { word(text, next) } else { "" };
    if !further.is_empty() && !name.is_ascii() {
        let both = format!("{} {}", name.to_lowercase(), further.to_lowercase());
        if let Some(month) = month_named(&both, habits) {
            return Some((month, next + further.len()));
        }
    }
    match month_named(&name.to_lowercase(), habits)? {
        0 => {
            let n = number(text, next).filter(|n| (1..=12).contains(&n.value))?;
            Some((n.value, n.end))
        }
        month => Some((month, end)),
    }
}

/// The month of a name in lower case: as the language of the page has it, else as any has.
fn month_named(name: &str, habits: &Habits) -> Option<i32> {
    let table = &chancery_data::ingest().months;
    let from = table.partition_point(|row| row.word.as_str() < name);
    let len = table[from..].partition_point(|row| row.word.as_str() == name);
    let rows = &table[from..from + len];
    let own = |language: &String| rows.iter().find(|row| row.languages.contains(language));
    let row = habits.language.as_ref().and_then(own).or(rows.last())?;
    Some(i32::from(row.month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: &str, expected: &str) {
        let habits = Habits {
            language: (!language.is_empty()).then(|| language.to_owned()),
            month_first: language == "en",
        };
        let found = days(text, &habits, 9);
        let shown: Vec<String> = found.iter().map(|w| w.stamp.to_string()).collect();
        assert_eq!(shown.join(" "), expected, "{text}");
        for w in found {
            assert!(text.get(w.span.start..w.span.end).is_some());
        }
    }

    #[test]
    fn days_in_many_languages() {
        check("Thursday 2nd of May, 2024", "en", "2024-05-02");
        check("May 2, 2024 at 2:05 pm", "en", "2024-05-02T14:05:00");
        check("2. Mai 2024, 14.05 Uhr", "de", "2024-05-02T14:05:00");
        check("le 2 mai 2024 à 14h05", "fr", "2024-05-02T14:05:00");
        check("2 de mayo de 2024", "es", "2024-05-02");
        check("2 maja 2024", "pl", "2024-05-02");
        check("2 мая 2024 г.", "ru", "2024-05-02");
        check("2024. május 2.", "hu", "2024-05-02");
        check("2024年5月2日 14:05", "ja", "2024-05-02T14:05:00");
        check("2024년 5월 2일", "ko", "2024-05-02");
        check("2 تشرين الثاني 2024", "ar", "2024-11-02");
        check("٢ مايو ٢٠٢٤", "ar", "2024-05-02");
        check("ngày 2 tháng 5 năm 2024", "vi", "2024-05-02");
        check("2 มิถุนายน 2567", "th", "2024-06-02");
        check("2 listopada 2024", "hr", "2024-10-02");
        check("2 listopada 2024", "pl", "2024-11-02");
    }

    #[test]
    fn numbers_by_language_and_by_what_they_can_be() {
        check("02/05/2024", "en", "2024-02-05");
        check("02/05/2024", "fr", "2024-05-02");
        check("25/12/2024", "en", "2024-12-25");
        check("02.05.24", "de", "2024-05-02");
        check(
            "2024/5/2 and 2024-05-02T10:00:00+02:00",
            "en",
            "2024-05-02 2024-05-02T10:00:00+02:00",
        );
        check("14:05 02.05.2024", "de", "2024-05-02T14:05:00");
        check("Sat May 04 10:00:00 CEST 2024", "en", "2024-05-04");
    }

    #[test]
    fn what_is_no_day() {
        for text in [
            "2024",
            "May 2024",
            "31.02.2024",
            "1.2.3",
            "10-12 pages",
            "5 of 2024",
            "192.168.10.12",
            "12 men 2024",
        ] {
            check(text, "en", "");
        }
    }
}
