//! Offices that a verb gives: "NAME was named TITLE", "NAME, who is also TITLE", "NAME resigned as
//! TITLE", "NAME succeeded NAME as TITLE", "the king appointed NAME TITLE", "NAME, who heads BODY".
//!
//! The verb tells the tense: who resigned has left the office, who will become it has not come into it.

use chancery_data::schema::TitleLevel;
use chancery_nlp::{TokenId, Upos, Xpos};

use super::cast::{Cast, Held};
use super::offices::{hold, person_to};
use super::phrase::{Article, Noun, Phrase};
use super::{ActorKind, Basis, Tense};
use crate::places::pieces::next;
use crate::places::tables::{Entry, WordKind};

/// How many words may stand between the verb and its "as": "resigned late on Friday as".
const REACH: u32 = 6;

/// Office of one who heads a body, by the verb.
const HEADS: [(WordKind, &str); 2] = [(WordKind::Heading, "head"), (WordKind::Chairing, "chair")];

/// `NAME was named TITLE`, `NAME became TITLE`, `NAME, who is also TITLE`.
pub(super) fn copula(cast: &mut Cast<'_>, at: usize, phrase: &Phrase) -> bool {
    let Some(link) = link_before(cast, phrase.first) else {
        return false;
    };
    let subject = before_relative(cast, link.first).unwrap_or(link.first);
    let Some(figure) = person_to(cast, subject) else {
        return false;
    };
    let tense = match phrase.tense {
        Tense::Current => link.tense,
        told => told,
    };
    take(cast, figure, at, &with_tense(phrase, tense));
    true
}

/// Verbs before an office.
struct Link {
    first: TokenId,
    tense: Tense,
}

/// The verbs that end before `at`, with adverbs between; `None` without a copula.
fn link_before(cast: &Cast<'_>, at: TokenId) -> Option<Link> {
    let page = &cast.page;
    let mut first = at;
    let mut verbs = 0;
    let mut tense = Tense::Current;
    for _ in 0..REACH {
        let Some(before) = page.previous(first) else {
            break;
        };
        let upos = page.parse.upos(before);
        let filler = upos == Upos::Adv || verbs == 0 && page.is(before, WordKind::As);
        if page.is(before, WordKind::Copula) {
            verbs += 1;
            let was = upos == Upos::Aux && page.parse.xpos(before) == Xpos::VBD;
            if was && verbs == 1 {
                tense = Tense::Former;
            }
        } else if upos == Upos::Aux && verbs > 0 {
            if page.parse.xpos(before) == Xpos::MD {
                tense = Tense::Designate;
            }
        } else if !filler {
            break;
        }
        if page.is(before, WordKind::Then) {
            tense = Tense::Then;
        }
        first = before;
    }
    (verbs > 0).then_some(Link { first, tense })
}

/// The token where "who" or ", who" before `at` begins.
fn before_relative(cast: &Cast<'_>, at: TokenId) -> Option<TokenId> {
    let page = &cast.page;
    let who = page
        .previous(at)
        .filter(|&t| page.is(t, WordKind::Relative))?;
    let comma = page.previous(who).filter(|&t| page.comma(t));
    Some(comma.unwrap_or(who))
}

fn with_tense(phrase: &Phrase, tense: Tense) -> Phrase {
    Phrase {
        tense,
        ..phrase.clone()
    }
}

fn take(cast: &mut Cast<'_>, figure: usize, at: usize, phrase: &Phrase) {
    cast.used[at] = true;
    hold(cast, figure, at, phrase);
}

/// `appointed NAME TITLE`, `named NAME as TITLE`.
pub(super) fn names_as(cast: &mut Cast<'_>, at: usize, phrase: &Phrase) -> bool {
    let page = cast.page;
    let joint = page
        .previous(phrase.first)
        .filter(|&t| page.is(t, WordKind::As));
    let end = joint.unwrap_or(phrase.first);
    if !matches!(phrase.noun, Noun::Title(_)) {
        return false;
    }
    let piece = page.pieces.to(end).map(|piece| piece.first);
    let verb = piece.and_then(|first| page.previous(first));
    let named = verb.is_some_and(|t| page.is(t, WordKind::Taking));
    let Some(figure) = person_to(cast, end).filter(|_| named) else {
        return false;
    };
    take(cast, figure, at, phrase);
    true
}

/// `NAME served as COUNTRY's TITLE`, `NAME resigned as TITLE`, `NAME succeeded NAME as TITLE`.
pub(super) fn serves_as(cast: &mut Cast<'_>, at: usize, phrase: &Phrase) -> bool {
    let Some(said) = as_before(cast, phrase) else {
        return false;
    };
    let change = change_before(cast, said);
    let owned = !phrase.countries.is_empty()
        || phrase.body.is_some()
        || matches!(phrase.article, Article::Owner(_));
    if change.is_none() && !owned {
        return false;
    }
    let Some(figure) = subject_before(cast, phrase.first) else {
        return false;
    };
    let passive = change.is_some_and(|(verb, _)| is_passive(cast, verb));
    let tense = match change {
        Some((_, WordKind::Leaving)) => Tense::Former,
        Some((_, WordKind::Succeeding)) if passive => Tense::Former,
        _ => phrase.tense,
    };
    take(cast, figure, at, &with_tense(phrase, tense));
    if let Some((verb, WordKind::Succeeding)) = change
        && let Some(other) = object_between(cast, verb, said).filter(|&other| other != figure)
    {
        let tense = if passive { phrase.tense } else { Tense::Former };
        hold(cast, other, at, &with_tense(phrase, tense));
    }
    true
}

/// The "as" before an office, not that of "as well as".
fn as_before(cast: &Cast<'_>, phrase: &Phrase) -> Option<TokenId> {
    let page = &cast.page;
    let said = page
        .previous(phrase.first)
        .filter(|&t| page.is(t, WordKind::As))?;
    let and = |entry| (entry == Entry::Word(WordKind::And)).then_some(());
    let joined = page
        .previous(said)
        .is_some_and(|t| page.scan.longest(t, and).is_some());
    (!joined && matches!(phrase.noun, Noun::Title(_))).then_some(said)
}

/// The last verb before `said` that tells of a change of office, and its kind.
fn change_before(cast: &Cast<'_>, said: TokenId) -> Option<(TokenId, WordKind)> {
    let page = &cast.page;
    let from = said
        .0
        .saturating_sub(REACH)
        .max(page.sentence(said).first.0);
    let kinds = [WordKind::Leaving, WordKind::Succeeding, WordKind::Taking];
    let mut tokens = (from..said.0).rev().map(TokenId);
    tokens.find_map(|t| {
        let kind = kinds.into_iter().find(|&kind| page.is(t, kind))?;
        Some((t, kind))
    })
}

fn is_passive(cast: &Cast<'_>, verb: TokenId) -> bool {
    let before = cast.page.previous(verb);
    before.is_some_and(|t| cast.page.is(t, WordKind::Copula))
}

/// The person who is the last subject before `at` in its sentence.
fn subject_before(cast: &Cast<'_>, at: TokenId) -> Option<usize> {
    let page = &cast.page;
    let sentence = page.sentence(at);
    let subject = cast.sightings.iter().rev().find(|s| {
        sentence.contains(s.first) && s.first < at && page.parse.deprel(s.head).is_subject()
    });
    let figure = subject.map(|s| s.figure);
    figure.filter(|&figure| cast.figures[figure].kind == ActorKind::Person)
}

/// The last named person between a verb and its "as".
fn object_between(cast: &Cast<'_>, verb: TokenId, said: TokenId) -> Option<usize> {
    let between = |s: &&super::cast::Sighting| verb < s.core.0 && s.core.1 <= said;
    let named = cast.sightings.iter().filter(between);
    let person = named.filter(|s| !cast.figures[s.figure].words.is_empty());
    person.max_by_key(|s| s.core.0).map(|s| s.figure)
}

/// `NAME, who heads BODY`, `NAME, who leads COUNTRY's delegation`.
pub(super) fn read_leaders(cast: &mut Cast<'_>) {
    for token in cast.page.parse.tokens() {
        let kind = HEADS.iter().find(|row| cast.page.is(token, row.0));
        let Some(&(_, title)) = kind else {
            continue;
        };
        let adverb = |t: &TokenId| cast.page.parse.upos(*t) == Upos::Adv;
        let from = cast.page.previous(token).filter(adverb).unwrap_or(token);
        let person = before_relative(cast, from).and_then(|end| person_to(cast, end));
        if let Some(figure) = person {
            lead(cast, figure, token, title);
        }
    }
}

/// Notes that `figure` heads what stands behind the verb.
fn lead(cast: &mut Cast<'_>, figure: usize, verb: TokenId, title: &str) {
    let after = next(verb);
    let mut groups = cast.phrases.iter();
    let group = groups.find(|p| p.first == after && matches!(p.noun, Noun::People(_)));
    let group = group.cloned();
    let body = cast.reader.body_from(after).filter(|_| group.is_none());
    let (end, organisation) = match (&group, body) {
        (Some(phrase), _) => (phrase.end, words(cast, phrase.core)),
        (None, Some(body)) => {
            let body = &cast.reader.bodies[body];
            (body.end, words(cast, body.core))
        }
        (None, None) => return,
    };
    let phrase = office(cast, verb, title, (group.as_ref(), body));
    let own = group.as_ref().unwrap_or(&phrase);
    let waits = own.body.is_some_and(|body| cast.reader.bodies[body].bare);
    let held = Held {
        figure,
        phrase: cast.phrases.len(),
        title: title.to_string(),
        organisation: Some(organisation),
        body: phrase.body,
        country: super::offices::owner(cast, own),
        sector: super::offices::sector(cast, own).filter(|_| !waits),
        level: Some(TitleLevel::Chief),
        tense: phrase.tense,
        basis: Basis::Span,
        span: cast.page.span(verb, end),
    };
    cast.held.push(held);
    cast.phrases.push(phrase);
    cast.used.push(true);
}

/// The verb as the phrase of an office of the group or the body that it heads. Who led a body heads
/// it no more; who led a delegation heads it where that is told.
fn office(
    cast: &Cast<'_>,
    verb: TokenId,
    title: &str,
    (group, body): (Option<&Phrase>, Option<usize>),
) -> Phrase {
    let past = cast.page.parse.xpos(verb) == Xpos::VBD && body.is_some();
    let mut titles = cast.page.known().titles.iter();
    let row = titles.position(|row| row.title == title);
    Phrase {
        first: verb,
        end: next(verb),
        core: (verb, next(verb)),
        noun_first: verb,
        noun: row.map_or(Noun::Country, |row| Noun::Title(row as u16)),
        plural: false,
        article: Article::None,
        countries: group.map_or_else(Vec::new, |phrase| phrase.countries.clone()),
        body: group.map_or(body, |phrase| phrase.body),
        quantity: None,
        states: None,
        tense: if past { Tense::Former } else { Tense::Current },
        modified: false,
        mixed: false,
        master: None,
    }
}

fn words(cast: &Cast<'_>, run: (TokenId, TokenId)) -> String {
    cast.page.words(run.0, run.1).to_string()
}
