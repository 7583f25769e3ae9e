//! Datelines: "ANKARA, Jan. 1 (AP) -", "Friday, July 21, 2017" at the top of a report.

use chancery_nlp::{Parse, Span};

use super::evidence::{Evidence, Kind, Source};
use super::factor::{Factor, Yearly};
use crate::time::calendar::Day;
use crate::time::value::{Bound, Core, Fields, Part, YearRef};
use crate::time::{Timex, Timexes};

/// Bytes from the top within which a dateline stands; a headline may come before it.
const TOP: u32 = 300;

/// The day of a dateline that says the year, with its words.
pub(super) fn full(text: &str, parse: &Parse, timexes: &Timexes) -> Option<(Day, Span)> {
    let (timex, fields) = find(text, parse, timexes)?;
    match (fields.year, fields.part) {
        (YearRef::Given(year), Part::Day(month, day)) => {
            Some((Day::from_ymd(year, month, day)?, timex.span))
        }
        _ => None,
    }
}

/// A dateline without a year: D on that day or the next.
pub(super) fn partial(source: &Source<'_>) -> Option<Evidence> {
    let (timex, fields) = find(source.text, source.parse, source.timexes)?;
    let (YearRef::Missing, Part::Day(month, day)) = (fields.year, fields.part) else {
        return None;
    };
    let yearly = Yearly {
        month,
        day,
        weekday: fields.weekday,
    };
    Some(Evidence::new(
        timex.span,
        Kind(2, "dateline"),
        "on that day or the next".to_owned(),
        Factor::Dateline(yearly),
    ))
}

fn find<'t>(text: &str, parse: &Parse, timexes: &'t Timexes) -> Option<(&'t Timex, Fields)> {
    let top = parse.spans.first().map_or(0, |span| span.start);
    let near = timexes
        .0
        .iter()
        .take(3)
        .take_while(|timex| timex.span.start < top + TOP);
    near.filter(|timex| timex.value.bound == Bound::At)
        .find_map(|timex| match timex.value.core {
            Core::Fields(fields)
                if stands_alone(text, timex.span) || after_place(text, timex.span) =>
            {
                Some((timex, fields))
            }
            _ => None,
        })
}

/// The line holds the date and nothing else.
fn stands_alone(text: &str, span: Span) -> bool {
    let (before, after) = line_around(text, span);
    before.trim().is_empty() && after.trim_matches([' ', '.', ',']).is_empty()
}

/// The line begins with a place in capitals, a comma, the date; a dash, a bracket or a stop follows.
fn after_place(text: &str, span: Span) -> bool {
    let (before, after) = line_around(text, span);
    let Some(place) = before.trim_end().strip_suffix([',', '(']) else {
        return false;
    };
    let mut letters = place
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .peekable();
    let capitals = letters.peek().is_some() && letters.take(4).all(char::is_uppercase);
    let after = after.trim_start();
    capitals
        && place.len() < 60
        && (after.is_empty() || after.starts_with(['(', '-', '–', '—', '.', ')', ':']))
}

fn line_around(text: &str, span: Span) -> (&str, &str) {
    let (start, end) = (span.start as usize, span.end as usize);
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let stop = text[end..].find('\n').map_or(text.len(), |at| end + at);
    (&text[line..start], &text[end..stop])
}
