//! Years counted from a happening: "the war, which is approaching its fourth year".

use chancery_nlp::{Parse, Span};

use super::evidence::{Evidence, Kind};
use super::factor::Factor;
use super::knowledge::Happening;
use crate::time::TimeLexicon;
use crate::time::atoms::atoms;
use crate::time::calendar::{Day, Days, shift_by_months};
use crate::time::grammar::Grammar;
use crate::time::lexicon::Class;
use crate::time::value::Unit;

/// Days before an anniversary from which on a report calls it near.
const NEARING: i32 = 180;

/// Days round an anniversary on which a report marks it.
const MARKING: i32 = 10;

/// Weight of "approaching its N-th year" for the N-th anniversary, against the N-th year's begin.
const ANNIVERSARY: f64 = 0.75;

/// Atoms after the word of approach within which the year stands.
const REACH: usize = 5;

/// How a report speaks of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Nearing,
    Entering,
    Marking,
}

/// Evidence of every counted year with a known happening in its sentence.
pub(super) fn find(lexicon: &TimeLexicon, text: &str, parse: &Parse) -> Vec<Evidence> {
    let world = lexicon.world();
    let Some(names) = &world.names else {
        return Vec::new();
    };
    let atoms = atoms(lexicon, text, parse);
    let grammar = Grammar {
        lexicon,
        text,
        atoms: &atoms,
        parse,
        asked: None,
    };
    let mut found = Vec::new();
    for at in 0..atoms.len() {
        let Some((way, number, end)) = counted_year(&grammar, at) else {
            continue;
        };
        let span = Span {
            start: atoms[at].start,
            end: atoms[end - 1].end,
        };
        let (sentence, start) = sentence_around(text, parse, span);
        let near = names
            .find_iter(sentence)
            .min_by_key(|name| (start + name.start()).abs_diff(span.start as usize));
        let Some(happening) = near.and_then(|name| world.happenings.get(name.pattern().as_usize()))
        else {
            continue;
        };
        found.extend(evidence(span, happening, (way, number)));
    }
    found
}

/// "approaching its fourth year", "enters a third year", "marks three years", "the third anniversary".
fn counted_year(grammar: &Grammar<'_>, at: usize) -> Option<(Way, u32, usize)> {
    let way = match grammar.val(at, Class::Nearing)? {
        1 => Way::Nearing,
        2 => Way::Entering,
        _ => Way::Marking,
    };
    (at + 1..at + REACH).find_map(|next| {
        let (number, end) = grammar.ordinal(next).or_else(|| grammar.number(next))?;
        let year = grammar
            .unit(end)
            .is_some_and(|(unit, _)| unit == Unit::Year);
        let anniversary = grammar.is(end, Class::Anniversary);
        let way = if anniversary && way == Way::Entering {
            Way::Marking
        } else {
            way
        };
        ((year || anniversary) && number < 200).then_some((way, number, end + 1))
    })
}

fn sentence_around<'t>(text: &'t str, parse: &Parse, span: Span) -> (&'t str, usize) {
    if let Some(token) = parse.token_at(span.start) {
        let sentence = parse.sentence(token);
        let span = parse.span_of(sentence.first, sentence.end);
        return (span.of(text), span.start as usize);
    }
    let start = text[..span.start as usize]
        .rfind(['\n', '.'])
        .map_or(0, |at| at + 1);
    let end = text[span.end as usize..]
        .find(['\n', '.'])
        .map_or(text.len(), |at| span.end as usize + at);
    (&text[start..end], start)
}

fn evidence(span: Span, happening: &Happening, (way, number): (Way, u32)) -> Option<Evidence> {
    let years = |count: u32| shift_by_months(happening.from, i32::try_from(count).ok()? * 12);
    let anniversary = years(number)?;
    let begin = years(number.saturating_sub(1))?;
    let up_to = |day: Day| Days::new(day.plus(-NEARING), day.plus(-1));
    let windows = match way {
        Way::Nearing => vec![
            (up_to(anniversary), ANNIVERSARY),
            (up_to(begin), 1.0 - ANNIVERSARY),
        ],
        Way::Entering => vec![(Days::new(begin.plus(-NEARING), begin.plus(NEARING)), 1.0)],
        Way::Marking => vec![(
            Days::new(anniversary.plus(-MARKING), anniversary.plus(MARKING)),
            1.0,
        )],
    };
    let says = format!(
        "year {number} counted from {} ({})",
        happening.from.date(),
        happening.id
    );
    let factor = Factor::Nearing(windows);
    Some(Evidence::new(span, Kind(11, "counted year"), says, factor))
}
