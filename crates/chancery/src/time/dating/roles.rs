//! Office holders: "Secretary of State Marco Rubio" stands in a text of his term; "former" inverts.

use chancery_nlp::{Parse, Span};

use super::evidence::{Evidence, Kind, is_read};
use super::factor::Factor;
use super::feasts::stands_alone;
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

/// Evidence of every holder named with a title.
pub(super) fn find(lexicon: &TimeLexicon, text: &str, parse: &Parse) -> Vec<Evidence> {
    let world = lexicon.world();
    let Some(persons) = &world.persons else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for name in persons.find_iter(text) {
        let span = Span::new(name.start(), name.end());
        if !is_read(parse, span) || !stands_alone(text, span) {
            continue;
        }
        let holdings = &world.holdings[name.pattern().as_usize()];
        found.extend(of_name(lexicon, text, span, holdings));
    }
    found
}

fn of_name(
    lexicon: &TimeLexicon,
    text: &str,
    span: Span,
    holdings: &[Holding],
) -> Option<Evidence> {
    let (before, after) = around(text, span);
    let (before, after) = (fold(before), fold(after));
    let beside = Beside {
        titles: &lexicon.world().titles,
        before: &before,
        after: &after,
        surname: !span.of(text).contains(' '),
    };
    let held: Vec<&Holding> = holdings
        .iter()
        .filter(|holding| beside.means(holding))
        .collect();
    let former = beside.is_former(lexicon, &held.first()?.title);
    let (factor, says) = if former {
        after_terms(&held)?
    } else {
        during(&held)
    };
    Some(Evidence::new(span, Kind(12, "office"), says, factor))
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

/// The folded text round a name.
struct Beside<'a> {
    titles: &'a [String],
    before: &'a str,
    after: &'a str,
    /// The name is one word: its title must stand right before it.
    surname: bool,
}

impl Beside<'_> {
    /// True where the title stands right before the name, or soon after it behind a comma; a title
    /// of one word that goes with an organisation needs the organisation close by too.
    fn means(&self, holding: &Holding) -> bool {
        let beside = self.ahead(&holding.title) || self.behind(&holding.title).is_some();
        let alone = holding.title.contains(' ') || holding.organisation.is_empty();
        let named = |name: &String| self.before.contains(name) || self.after.contains(name);
        beside && (alone || holding.organisation.iter().any(named))
    }

    fn ahead(&self, title: &str) -> bool {
        let before = self.before.trim_end();
        before.ends_with(title) && self.is_whole(before, title)
    }

    /// Bytes between the name and the title behind it.
    fn behind(&self, title: &str) -> Option<usize> {
        let rest = self.after.strip_prefix(',').filter(|_| !self.surname)?;
        let at = rest.find(title).filter(|&at| at <= APPOSITION)?;
        let end = at + title.len();
        self.is_whole(&rest[..end], title).then_some(at + 1)
    }

    /// False where a longer title ends in the same words: a vice president is no president.
    fn is_whole(&self, ending: &str, title: &str) -> bool {
        let rest = &ending[..ending.len() - title.len()];
        if rest.ends_with(char::is_alphanumeric) {
            return false;
        }
        let starts = rest.match_indices([' ', '-']).map(|(at, _)| at + 1);
        let starts = starts.chain([0]);
        !starts
            .filter(|&at| at < rest.len())
            .any(|at| self.is_title(&ending[at..]))
    }

    fn is_title(&self, words: &str) -> bool {
        let found = self
            .titles
            .binary_search_by(|title| title.as_str().cmp(words));
        found.is_ok()
    }

    fn is_former(&self, lexicon: &TimeLexicon, title: &str) -> bool {
        let ahead = self.before.trim_end().strip_suffix(title);
        let behind = self.behind(title).map(|at| &self.after[..at]);
        ahead.is_some_and(|rest| is_former(lexicon, rest))
            || behind.is_some_and(|rest| is_former(lexicon, rest))
    }
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
    let terms = held.iter().map(|holding| {
        let last = holding.to.unwrap_or(Day(i32::MAX / 2));
        Days::new(holding.from, last)
    });
    let said: Vec<String> = held
        .iter()
        .map(|holding| match holding.to {
            Some(to) => format!("from {} to {}", holding.from.date(), to.date()),
            None => format!("from {} on", holding.from.date()),
        })
        .collect();
    let says = format!("in office {}", said.join(" and "));
    (Factor::Terms(terms.collect()), says)
}

/// After the first of the terms that are over: "former" is said until the next one begins, and after.
fn after_terms(held: &[&Holding]) -> Option<(Factor, String)> {
    let end = held.iter().filter_map(|holding| holding.to).min()?;
    let says = format!("out of office since {}", end.date());
    Some((Factor::AtLeast(end), says))
}
