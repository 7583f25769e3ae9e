//! Text and parse in, symbolic time expressions out.
//!
//! One pass over the atoms: an expression is tried where a word of the lexicon or a number stands,
//! the longest wins, the scan goes on behind it. A preposition before it becomes its bound
//! ("since", "until", "by"). Cost: linear; one allocation for the atoms, small ones per expression.

use std::cell::Cell;

use chancery_nlp::{Engine, Parse, Scratch, SentenceId, Span, TokenId};

use super::atoms::{Kind, atoms};
use super::direction::Words;
use super::grammar::{Asked, Found, Grammar};
use super::lexicon::{Class, TimeLexicon};
use super::value::{Bound, Core, TimeValue, YearRef};
use super::{Timex, TimexKind, TimexSide, Timexes, clause, direction, quoted};

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
        asked: None,
    };
    let mut out = Vec::new();
    let mut places = Vec::new();
    let mut at = 0;
    let mut paragraph = 0;
    while at < atoms.len() {
        match grammar.expression(at) {
            Some(found) if found.end > at => {
                at = found.end;
                places.push((found.first, found.end));
                out.push(timex(&grammar, found, paragraph));
            }
            _ => {
                paragraph += u32::from(atoms[at].kind == Kind::Break);
                at += 1;
            }
        }
    }
    quoted::mark(&grammar, &places, &mut out);
    Timexes(out)
}

/// What [`find_times`] needs of a text of which the words alone are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wanted {
    /// Sentences whose tags it reads, in order.
    sentences: Vec<SentenceId>,
    /// True where it reads names: a weekday or month beside a word with a capital.
    names: bool,
}

/// Which sentences of a parse without tags [`find_times`] has to see with them: those that hold a
/// date or a time, since the tense of their clauses gives the direction, and those where a rule
/// asked for the tag of an ambiguous word. All others are read the same without.
fn wanted(lexicon: &TimeLexicon, text: &str, parse: &Parse) -> Wanted {
    let atoms = atoms(lexicon, text, parse);
    let asked = Asked {
        tags: vec![Cell::new(false); parse.sentences.len()],
        names: Cell::new(false),
    };
    let grammar = Grammar {
        lexicon,
        text,
        atoms: &atoms,
        parse,
        asked: Some(&asked),
    };
    let mut at = 0;
    while at < atoms.len() {
        match grammar.expression(at) {
            Some(found) if found.end > at => {
                if has_direction(&found.value.core) {
                    mark(&grammar, &asked, &found);
                }
                at = found.end;
            }
            _ => at += 1,
        }
    }
    let wanted = asked
        .tags
        .iter()
        .zip(0..)
        .filter(|(wanted, _)| wanted.get());
    Wanted {
        sentences: wanted.map(|(_, number)| SentenceId(number)).collect(),
        names: asked.names.get(),
    }
}

/// Tokens of some regions of a text, with tags and names as far as [`find_times`] reads them: most
/// sentences hold no time, and to tag them all is the greater part of the work.
pub fn parse_for_times(
    engine: &Engine,
    lexicon: &TimeLexicon,
    (text, regions): (&str, &[Span]),
    scratch: &mut Scratch,
) -> Parse {
    let mut parse = engine.parse_words(text, regions, scratch);
    let wanted = wanted(lexicon, text, &parse);
    engine.add_tags(text, &mut parse, &wanted.sentences, scratch);
    if wanted.names {
        engine.add_names(text, &mut parse, scratch);
    }
    parse
}

/// Marks the sentences of an expression.
fn mark(grammar: &Grammar<'_>, asked: &Asked, found: &Found) {
    for at in [found.first, found.end - 1] {
        let token = grammar.parse.token_at(grammar.atoms[at].start);
        let sentence = token.map(|token| grammar.parse.sentence_of[token.index()].0 as usize);
        if let Some(wanted) = sentence.and_then(|at| asked.tags.get(at)) {
            wanted.set(true);
        }
    }
}

/// False for what lies in the calendar, or out of it, whatever the tense.
fn has_direction(core: &Core) -> bool {
    !matches!(
        core,
        Core::Length { .. }
            | Core::Repeated { .. }
            | Core::Vague(_)
            | Core::Void
            | Core::Decade(_)
            | Core::Century(_)
    )
}

fn timex(grammar: &Grammar<'_>, found: Found, paragraph: u32) -> Timex {
    let span = span_of(grammar, found.first, found.end);
    let (first, end) = tokens(grammar, span);
    let words = Words::new(grammar, &found.value);
    let direction = if has_tree(grammar, first) {
        direction::of_tokens(&words, (first, end))
    } else if grammar.parse.is_empty() {
        direction::of_atoms(grammar, found.first, found.end)
    } else {
        clause::direction(&words, (first, end))
    };
    let sides = found.sides.iter();
    let sides = sides
        .map(|side| TimexSide {
            span: span_of(grammar, side.first, side.end),
            value: side.value.clone(),
        })
        .collect();
    let value_year = found.value.fields().map(|fields| fields.year);
    let value = bounded(grammar, (found.first, found.end), found.value);
    let kind = found.kind;
    Timex {
        span,
        first,
        end,
        kind,
        value,
        direction,
        sides,
        paragraph,
        said_on: None,
        names_happening: year_of_table(span.of(grammar.text), value_year),
        looks_back: !grammar.parse.is_empty() && clause::looks_back(&words, first),
    }
}

/// True for a date whose year is known and not written ("the Sept. 11 attacks").
fn year_of_table(words: &str, year: Option<YearRef>) -> bool {
    let Some(YearRef::Given(year)) = year else {
        return false;
    };
    !words.contains(&format!("{:02}", year.abs() % 100))
}

/// True where the sentence was parsed: without trees every token is its own head.
fn has_tree(grammar: &Grammar<'_>, token: TokenId) -> bool {
    let parse = grammar.parse;
    if parse.is_empty() {
        return false;
    }
    // of two tokens of a tree at most one is its root
    let mut tokens = parse.sentence(token).tokens().take(2);
    tokens.any(|token| parse.head(token).is_some())
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
fn bounded(grammar: &Grammar<'_>, (first, end): (usize, usize), value: TimeValue) -> TimeValue {
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
    } else if grammar.is(before, Class::Until)
        && before > 0
        && grammar.is(before - 1, Class::Postpone)
    {
        // "put off until July 2" names the new day
        Bound::At
    } else if [Class::Until, Class::Till, Class::By, Class::Before]
        .iter()
        .any(|&class| grammar.is(before, class))
    {
        Bound::Until
    } else if grammar.is(before, Class::From)
        && matches!(value.core, Core::Decade(_) | Core::Century(_))
        && !grammar.is(end, Class::On)
    {
        // "a feud that dates from the 1970s" tells an origin, "from the 1970s on" a stretch
        Bound::At
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::edtf::Edtf;
    use crate::time::{Dating, times};
    use proptest::prelude::*;

    /// Pieces that rules begin and break on.
    const PIECES: &[&str] = &[
        "Jan.",
        "May",
        "3",
        "31",
        "2025",
        "-",
        "–",
        ",",
        "the",
        "of",
        "last",
        "two",
        "days",
        "ago",
        "Monday",
        "'",
        "98",
        "1990s",
        "p.m.",
        ":",
        "30",
        "GMT",
        "early",
        "end",
        "night",
        "to",
        "from",
        "between",
        "and",
        "BC",
        "year",
        "é",
        "\n\n",
        "\u{a0}",
        "4294967295",
        "week",
        "%",
    ];

    proptest! {
        #[test]
        fn any_words_give_spans_in_order(picks in prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..40)) {
            let text: String = picks.iter().map(|&(at, space)| {
                format!("{}{}", PIECES[at], if space { " " } else { "" })
            }).collect();
            let lexicon = TimeLexicon::new(chancery_data::knowledge());
            let found = find_times(&lexicon, &text, &Parse::default());
            let mut end = 0;
            for timex in &found.0 {
                prop_assert!(end <= timex.span.start && !timex.span.of(&text).is_empty());
                end = timex.span.end;
            }
            let day = jiff::civil::date(2026, 1, 1);
            let mut dating = Dating::default();
            (dating.day.best, dating.day.latest, dating.day.confidence) = (Some(day), Some(day), 0.9);
            for row in times(&found, &dating) {
                prop_assert!(row.edtf.is_empty() || Edtf::parse(&row.edtf).is_some(), "{}: {}", text, row.edtf);
            }
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,60}") {
            let lexicon = TimeLexicon::new(chancery_data::knowledge());
            let found = find_times(&lexicon, &text, &Parse::default());
            prop_assert!(found.0.iter().all(|timex| !timex.span.of(&text).is_empty()));
            prop_assert!(found.0.is_sorted_by_key(|timex| timex.span.start));
        }
    }
}
