//! Office holders: "Secretary of State Marco Rubio" stands in a text of his term; "former" inverts.

use chancery_nlp::{Parse, Span};

use super::evidence::{Evidence, Kind, from_day};
use super::factor::Factor;
use super::knowledge::{Holding, fold};
use crate::time::TimeLexicon;
use crate::time::calendar::{Day, Days};
use crate::time::lexicon::Class;

/// Bytes on either side of a name within which its title stands.
const NEAR: usize = 90;

/// Bytes after the comma behind a name within which its title begins.
const APPOSITION: usize = 40;

/// Words before a title among which "former" stands.
const FORMER_REACH: usize = 3;

/// Days that an office outlives its end in print.
const SOFT_END: i32 = 30;

/// Evidence of every holder named with a title.
pub(super) fn find(lexicon: &TimeLexicon, text: &str, parse: &Parse) -> Vec<Evidence> {
    let world = lexicon.world();
    let Some(persons) = &world.persons else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for name in persons.find_iter(text) {
        let span = Span::new(name.start(), name.end());
        if !parse.is_empty() && !is_read(parse, span) {
            continue;
        }
        let holdings = &world.holdings[name.pattern().as_usize()];
        found.extend(of_name(lexicon, text, span, holdings));
    }
    found
}

/// True where a sentence holds the bytes: furniture dates nothing.
fn is_read(parse: &Parse, span: Span) -> bool {
    parse
        .token_at(span.start)
        .is_some_and(|token| parse.span(token).overlaps(span))
}

fn of_name(
    lexicon: &TimeLexicon,
    text: &str,
    span: Span,
    holdings: &[Holding],
) -> Option<Evidence> {
    let (before, after_name) = around(text, span);
    let (before, after_name) = (fold(before), fold(after_name));
    let held: Vec<&Holding> = holdings
        .iter()
        .filter(|holding| is_meant(&before, &after_name, holding))
        .collect();
    let title = &held.first()?.title;
    let former = before
        .trim_end()
        .strip_suffix(title.as_str())
        .is_some_and(|rest| is_former(lexicon, rest))
        || after_name
            .find(title.as_str())
            .is_some_and(|at| is_former(lexicon, &after_name[..at]));
    let (factor, says) = if former { after(&held)? } else { during(&held) };
    let names = held
        .iter()
        .map(|holding| holding.from)
        .min()
        .filter(|_| !former);
    let kind = Kind(12, "office");
    Some(Evidence {
        span,
        kind,
        says,
        factor,
        weak: false,
        names,
    })
}

/// The text on either side of a name, within its line.
fn around(text: &str, span: Span) -> (&str, &str) {
    let (name, name_end) = (span.start as usize, span.end as usize);
    let line = text[..name].rfind('\n').map_or(0, |at| at + 1);
    let stop = text[name_end..]
        .find('\n')
        .map_or(text.len(), |at| name_end + at);
    let mut start = name.saturating_sub(NEAR).max(line);
    let mut end = (name_end + NEAR).min(stop);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (&text[start..name], &text[name_end..end])
}

/// True where the title stands right before the name, or soon after it behind a comma; a title of
/// one word that goes with an organisation needs the organisation close by too.
fn is_meant(before: &str, after: &str, holding: &Holding) -> bool {
    let ahead = before.trim_end().ends_with(&holding.title);
    let behind = after
        .strip_prefix(',')
        .and_then(|rest| rest.find(&holding.title));
    let beside = ahead || behind.is_some_and(|at| at <= APPOSITION);
    let alone = holding.title.contains(' ') || holding.organisation.is_empty();
    let named = |name: &String| before.contains(name) || after.contains(name);
    beside && (alone || holding.organisation.iter().any(named))
}

/// True where the last words before a title say that it is over.
fn is_former(lexicon: &TimeLexicon, before: &str) -> bool {
    let words = before.split(|letter: char| !letter.is_alphabetic());
    let mut last = words
        .filter(|word| !word.is_empty())
        .rev()
        .take(FORMER_REACH);
    last.any(|word| {
        lexicon
            .value(lexicon.find(word.as_bytes()), Class::Former)
            .is_some()
    })
}

fn during(held: &[&Holding]) -> (Factor, String) {
    let windows = held.iter().map(|holding| {
        let last = holding.to.map_or(Day(i32::MAX), |to| to.plus(SOFT_END));
        (Days::new(holding.from, last), 1.0)
    });
    let first = held
        .iter()
        .map(|holding| holding.from)
        .min()
        .unwrap_or_default();
    (
        Factor::Windows(windows.collect()),
        format!("in office from {}", first.date()),
    )
}

fn after(held: &[&Holding]) -> Option<(Factor, String)> {
    let end = held.iter().filter_map(|holding| holding.to).max()?;
    Some((
        Factor::Windows(vec![(from_day(end), 1.0)]),
        format!("out of office since {}", end.date()),
    ))
}
