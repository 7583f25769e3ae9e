//! Text and parse in, symbolic time expressions out.
//!
//! One pass over the atoms: an expression is tried where a word of the lexicon or a number stands,
//! the longest wins, the scan goes on behind it. A preposition before it becomes its bound
//! ("since", "until", "by"). Cost: linear; one allocation for the atoms, small ones per expression.

use chancery_nlp::{Parse, Span, TokenId};

use super::atoms::atoms;
use super::grammar::{Found, Grammar};
use super::lexicon::{Class, TimeLexicon};
use super::value::{Bound, Core, TimeValue};
use super::{Timex, TimexKind, TimexSide, Timexes, direction};

/// The time expressions of a text, in order, without overlap; nothing is resolved.
///
/// Reads the sentences of `parse`, or the whole text where the parse is empty; then tokens are 0.
pub fn find_times(lexicon: &TimeLexicon, text: &str, parse: &Parse) -> Timexes {
    let atoms = atoms(lexicon, text, parse);
    let grammar = Grammar {
        lexicon,
        text,
        atoms: &atoms,
        parse,
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        match grammar.expression(at) {
            Some(found) if found.end > at => {
                at = found.end;
                out.push(timex(&grammar, found));
            }
            _ => at += 1,
        }
    }
    Timexes(out)
}

fn timex(grammar: &Grammar<'_>, found: Found) -> Timex {
    let span = span_of(grammar, found.first, found.end);
    let (first, end) = tokens(grammar, span);
    let direction = if grammar.parse.is_empty() {
        direction::of_atoms(grammar, found.first, found.end)
    } else {
        direction::of_tokens(grammar.lexicon, grammar.text, grammar.parse, (first, end))
    };
    let sides = found.sides.iter();
    let sides = sides
        .map(|side| TimexSide {
            span: span_of(grammar, side.first, side.end),
            value: side.value.clone(),
        })
        .collect();
    let value = bounded(grammar, found.first, found.value);
    let kind = found.kind;
    Timex {
        span,
        first,
        end,
        kind,
        value,
        direction,
        sides,
    }
}

fn span_of(grammar: &Grammar<'_>, first: usize, end: usize) -> Span {
    let (first, last) = (&grammar.atoms[first], &grammar.atoms[end - 1]);
    Span {
        start: first.start,
        end: last.end,
    }
}

fn tokens(grammar: &Grammar<'_>, span: Span) -> (TokenId, TokenId) {
    let first = grammar.parse.token_at(span.start);
    let last = grammar.parse.token_at(span.end.saturating_sub(1));
    match (first, last) {
        (Some(first), Some(last)) => (first, TokenId(last.0 + 1)),
        _ => (TokenId(0), TokenId(0)),
    }
}

/// The bound that the preposition before an expression sets.
fn bounded(grammar: &Grammar<'_>, first: usize, value: TimeValue) -> TimeValue {
    if first == 0
        || matches!(
            value.core,
            Core::Repeated { .. } | Core::Vague(_) | Core::Range(_)
        )
    {
        return value;
    }
    let before = first - 1;
    let bound = if grammar.is(before, Class::Since) {
        Bound::Since
    } else if [Class::Until, Class::Till, Class::By, Class::Before]
        .iter()
        .any(|&class| grammar.is(before, class))
    {
        Bound::Until
    } else if grammar.is(before, Class::After) || grammar.is(before, Class::From) {
        Bound::From
    } else {
        return within(grammar, before, value);
    };
    if matches!(value.core, Core::Length { .. }) {
        return value;
    }
    TimeValue { bound, ..value }
}

/// "within 48 hours": a length that begins at the document.
fn within(grammar: &Grammar<'_>, before: usize, value: TimeValue) -> TimeValue {
    match value.core {
        Core::Length {
            unit,
            count,
            sign: 0,
        } if grammar.is(before, Class::Within) => TimeValue {
            core: Core::Length {
                unit,
                count,
                sign: 1,
            },
            bound: Bound::Until,
            ..value
        },
        core => TimeValue { core, ..value },
    }
}

/// True for kinds that name a place in the calendar.
pub(super) fn is_point(kind: TimexKind) -> bool {
    matches!(kind, TimexKind::Date | TimexKind::Time)
}
