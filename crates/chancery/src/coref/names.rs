//! Steps for names: equal names, names of one row of a table, short forms, acronyms.

use std::collections::BTreeMap;

use chancery_nlp::{Deprel, TokenId, Upos};

use super::clusters::{Clusters, classes_agree, genders_agree};
use super::mentions::{Class, Form, Found, nested};
use crate::places::tables::{Entry, WordKind};

/// Links the names.
pub(super) fn link(found: &Found<'_>, clusters: &mut Clusters) {
    let names: Vec<Name> = (0..found.list.len())
        .flat_map(|at| [name(found, at), apposed(found, at)])
        .flatten()
        .collect();
    equal(found, clusters, &names);
    short_forms(found, clusters, &names);
    acronyms(found, clusters, &names);
}

/// A name: its words without titles and articles.
struct Name {
    at: usize,
    first: TokenId,
    end: TokenId,
    /// Equal for names that are the same.
    key: u64,
}

/// The name inside a phrase.
fn name(found: &Found<'_>, at: usize) -> Option<Name> {
    let phrase = &found.list[at];
    if phrase.form != Form::Name && !looks_named(found, at) {
        return None;
    }
    let (first, end) = run(found, phrase.head, (phrase.first, phrase.end));
    Some(Name {
        at,
        first,
        end,
        key: key(found, first, end),
    })
}

/// A capitalised word alone that is no common noun: a name that the engine took for none.
fn looks_named(found: &Found<'_>, at: usize) -> bool {
    let phrase = &found.list[at];
    let word = found.parse().word(phrase.head, found.on.text);
    phrase.form == Form::Bare
        && phrase.end.0 == phrase.first.0 + 1
        && word.chars().next().is_some_and(char::is_uppercase)
        && phrase.class == Class::Unknown
}

/// The name in apposition to a phrase: "the Defence Council (DC)", "the minister, Sven Lind".
fn apposed(found: &Found<'_>, at: usize) -> Option<Name> {
    let phrase = &found.list[at];
    if matches!(phrase.form, Form::Pronoun | Form::Verb | Form::Joined) {
        return None;
    }
    let parse = found.parse();
    let mut kids = found.kids.at(phrase.head).iter().copied();
    let other = kids.find(|&t| parse.deprel(t) == Deprel::Appos && proper(found, t))?;
    let (first, end) = run(found, other, (TokenId(phrase.head.0 + 1), phrase.end));
    Some(Name {
        at,
        first,
        end,
        key: key(found, first, end),
    })
}

fn proper(found: &Found<'_>, token: TokenId) -> bool {
    found.parse().upos(token) == Upos::Propn
}

/// The run of name words around `head` inside a phrase.
fn run(found: &Found<'_>, head: TokenId, within: (TokenId, TokenId)) -> (TokenId, TokenId) {
    let parse = found.parse();
    if let Some(name) = parse.name_at(head) {
        let inside = within.0 <= name.first && name.end <= within.1;
        if inside {
            return (name.first, name.end);
        }
    }
    let (mut first, mut end) = (head.0, head.0 + 1);
    while first > within.0.0 && continues(found, TokenId(first - 1)) {
        first -= 1;
    }
    while end < within.1.0 && (proper(found, TokenId(end)) || number(found, TokenId(end))) {
        end += 1;
    }
    (TokenId(first), TokenId(end))
}

/// True for a word that may belong to the name after it.
fn continues(found: &Found<'_>, token: TokenId) -> bool {
    let word = found.parse().word(token, found.on.text);
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let kind = matches!(found.parse().upos(token), Upos::Adj | Upos::Noun);
    proper(found, token) || (capital && kind)
}

fn number(found: &Found<'_>, token: TokenId) -> bool {
    found.parse().upos(token) == Upos::Num
}

/// Of the row of a table where the words are one of its names, else of the words.
fn key(found: &Found<'_>, first: TokenId, end: TokenId) -> u64 {
    let row = found.scan.longest(first, |entry| match entry {
        Entry::Country(row) => Some((1, row)),
        Entry::Org(row) => Some((2, row)),
        _ => None,
    });
    if let Some((_, (table, row))) = row.filter(|hit| hit.0 == end) {
        return table << 32 | u64::from(row);
    }
    words(found, first, end).fold(14_695_981_039_346_656_037, |sum, word| {
        (sum ^ word).wrapping_mul(1_099_511_628_211).rotate_left(17)
    })
}

/// Words of a name: no article, no "Jr.".
fn words<'f>(
    found: &'f Found<'_>,
    first: TokenId,
    end: TokenId,
) -> impl DoubleEndedIterator<Item = u64> + 'f {
    let counts = |t: &TokenId| {
        !found.scan.is(*t, WordKind::Definite) && !found.scan.is(*t, WordKind::Suffix)
    };
    (first.0..end.0)
        .map(TokenId)
        .filter(counts)
        .flat_map(|t| found.scan.words.range(t.index()).iter().copied())
}

/// The same name again.
fn equal(found: &Found<'_>, clusters: &mut Clusters, names: &[Name]) {
    let mut last: BTreeMap<u64, usize> = BTreeMap::new();
    for name in names {
        if let Some(&before) = last.get(&name.key) {
            if nested(found, before, name.at) {
                continue;
            }
            if classes_agree(found.list[before].class, found.list[name.at].class) {
                clusters.join(before, name.at, "exact");
            }
        }
        last.insert(name.key, name.at);
    }
}

/// What stands at the end, and at the beginning, of longer names.
#[derive(Default)]
struct Ends {
    last: BTreeMap<u64, Vec<usize>>,
    given: BTreeMap<u64, Vec<usize>>,
}

/// "Lind" for "Sven Lind", "the Council" for "the Defence Council".
fn short_forms(found: &Found<'_>, clusters: &mut Clusters, names: &[Name]) {
    let mut ends = Ends::default();
    for name in names {
        let mut parts = words(found, name.first, name.end);
        let (given, last) = (parts.next(), parts.next_back());
        let Some(given) = given else { continue };
        let person = matches!(found.list[name.at].class, Class::Person | Class::Unknown);
        let before = match last {
            Some(last) => full(found, clusters, name, ends.last.get(&last), given),
            None => {
                let by_last = unique(found, clusters, name, ends.last.get(&given));
                let by_given = || unique(found, clusters, name, ends.given.get(&given));
                by_last.or_else(|| person.then(by_given).flatten())
            }
        };
        if let Some(before) = before {
            clusters.join(before, name.at, "short");
        }
        let simple =
            (name.first.0..name.end.0).all(|t| found.parse().upos(TokenId(t)) != Upos::Adp);
        if let Some(last) = last.filter(|_| simple) {
            ends.last.entry(last).or_default().push(name.at);
            if found.list[name.at].class == Class::Person {
                ends.given.entry(given).or_default().push(name.at);
            }
        }
    }
}

/// "Sven A. Lind" and "Sven Lind": first and last word alike.
fn full(
    found: &Found<'_>,
    clusters: &mut Clusters,
    name: &Name,
    before: Option<&Vec<usize>>,
    given: u64,
) -> Option<usize> {
    let fits = |at: usize| {
        let other = &found.list[at];
        let (first, end) = run(found, other.head, (other.first, other.end));
        other.class == found.list[name.at].class && words(found, first, end).next() == Some(given)
    };
    let near = before?.iter().rev().take(8).copied();
    near.filter(|&at| clusters.root(at) != clusters.root(name.at))
        .find(|&at| fits(at))
}

/// The one chain among the last ones that the short form may mean; for what is no person, the last.
fn unique(
    found: &Found<'_>,
    clusters: &mut Clusters,
    name: &Name,
    before: Option<&Vec<usize>>,
) -> Option<usize> {
    let own = &found.list[name.at];
    let mut chosen: Option<usize> = None;
    for &at in before?.iter().rev().take(32) {
        let other = &found.list[at];
        let bearer = other.class == Class::Person && !known(found, name.first);
        let classes = bearer || classes_agree(own.class, other.class);
        if !classes || !genders_agree(own.gender, other.gender) {
            continue;
        }
        match chosen {
            Some(one) if clusters.root(one) != clusters.root(at) => {
                return if other.class == Class::Person {
                    None
                } else {
                    chosen
                };
            }
            Some(_) => {}
            None => chosen = Some(at),
        }
    }
    chosen
}

/// True for a name that a table has as that of a state or body: it is no family name.
fn known(found: &Found<'_>, token: TokenId) -> bool {
    let table = |entry| matches!(entry, Entry::Country(_) | Entry::Org(_) | Entry::Capital(_));
    found.scan.has(token, table)
}

/// "ODC" for "Office of Defence Cooperation".
fn acronyms(found: &Found<'_>, clusters: &mut Clusters, names: &[Name]) {
    let text = found.on.text;
    let parse = found.parse();
    let mut initials: BTreeMap<String, usize> = BTreeMap::new();
    for name in names.iter().filter(|name| name.end.0 - name.first.0 >= 2) {
        let tokens = (name.first.0..name.end.0).map(TokenId);
        let letters = tokens.filter_map(|t| {
            let letter = parse.word(t, text).chars().next()?;
            letter.is_uppercase().then_some(letter)
        });
        let letters: String = letters.collect();
        if letters.chars().count() >= 2 {
            initials.entry(letters).or_insert(name.at);
        }
    }
    for name in names.iter().filter(|name| name.end.0 - name.first.0 == 1) {
        let word = parse.word(name.first, text);
        let short = (2..=7).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase());
        if !short {
            continue;
        }
        if let Some(&full) = initials.get(word)
            && found.list[full].class != Class::Person
            && !nested(found, full, name.at)
        {
            let (one, other) = (full.min(name.at), full.max(name.at));
            clusters.join(one, other, "acronym");
        }
    }
}
