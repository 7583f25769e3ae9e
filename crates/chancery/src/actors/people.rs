//! Steps 1 and 3 of the sieve for persons: full names, then family names with a unique bearer.

use chancery_data::schema::Gender;
use chancery_nlp::TokenId;

use super::cast::{Cast, Figure};
use super::{ActorKind, Basis, MentionKind};
use crate::places::pieces::{Piece, PieceKind, next};
use crate::places::tables::{Entry, WordKind};

/// Makes a figure of every named person and notes the names.
pub(super) fn name_people(cast: &mut Cast<'_>) {
    let people: Vec<Piece> = cast
        .page
        .pieces
        .list
        .iter()
        .filter(|piece| piece.kind == PieceKind::Person)
        .copied()
        .collect();
    let words: Vec<Vec<u64>> = people.iter().map(|piece| words(cast, piece)).collect();
    let mut chosen: Vec<Option<(usize, &'static str)>> = vec![None; people.len()];
    for at in order(&words) {
        let found = bearer(cast, &words[at], &people[at]);
        let (figure, rule) =
            found.unwrap_or_else(|| (new_person(cast, &people[at], &words[at]), "name"));
        if words[at].len() > cast.figures[figure].words.len() {
            cast.figures[figure].words.clone_from(&words[at]);
            cast.figures[figure].name = cast
                .page
                .words(people[at].first, people[at].end)
                .to_string();
        }
        chosen[at] = Some((figure, rule));
    }
    for (piece, choice) in people.iter().zip(chosen) {
        let Some((figure, rule)) = choice else {
            continue;
        };
        let run = (piece.first, piece.end);
        cast.sight(figure, run, run, (MentionKind::Name, rule));
        let form = cast.page.words(piece.first, piece.end).to_string();
        cast.name(figure, &form);
        own_country(cast, figure, piece);
    }
}

/// "General Adan of Velia (RV)", "Velia's Ada Ruiz": the country belongs to the person, and what stands behind the name to the phrase.
fn own_country(cast: &mut Cast<'_>, figure: usize, piece: &Piece) {
    let found = country_behind(cast, piece).or_else(|| country_before(cast, piece));
    let Some((row, country)) = found else { return };
    let page = cast.page;
    if country.first >= piece.end {
        let end = page.past_bracket(country.end);
        let core = (piece.first, piece.end);
        if let Some(s) = cast.sightings.iter_mut().find(|s| s.core == core) {
            s.end = end;
        }
    }
    if cast.figures[figure].country.is_none() {
        let span = page.span(country.first, country.end);
        let code = page.known().countries[usize::from(row)].code.clone();
        cast.figures[figure].country = Some((code, Basis::Span, span));
    }
}

/// "Adan of Velia".
fn country_behind(cast: &Cast<'_>, piece: &Piece) -> Option<(u16, Piece)> {
    let page = cast.page;
    let of = page
        .inside(piece.end)
        .filter(|&t| page.is(t, WordKind::Of))?;
    let mut at = page.inside(next(of))?;
    if page.is(at, WordKind::Definite) {
        at = page.inside(next(at))?;
    }
    let country = page.pieces.from(at)?;
    match country.kind {
        PieceKind::Country(row) => Some((row, *country)),
        _ => None,
    }
}

/// "Velia's Adan".
fn country_before(cast: &Cast<'_>, piece: &Piece) -> Option<(u16, Piece)> {
    let page = cast.page;
    let sign = page.previous(piece.first).filter(|&t| page.possessive(t))?;
    let country = page.pieces.to(sign)?;
    match country.kind {
        PieceKind::Country(row) => Some((row, *country)),
        _ => None,
    }
}

/// Names of several words first, in the order of the text, then the rest.
fn order(words: &[Vec<u64>]) -> impl Iterator<Item = usize> + use<> {
    let (mut full, short): (Vec<usize>, Vec<usize>) =
        (0..words.len()).partition(|&at| words[at].len() > 1);
    full.extend(short);
    full.into_iter()
}

fn words(cast: &Cast<'_>, piece: &Piece) -> Vec<u64> {
    let tokens = (piece.first.0..piece.end.0).map(TokenId);
    let names = tokens.filter(|&t| !cast.page.is(t, WordKind::Suffix) && !cast.page.comma(t));
    names
        .flat_map(|t| cast.page.scan.words.range(t.index()).iter().copied())
        .collect()
}

/// The figure that a name means: the same full name, or one full name that it ends or begins.
fn bearer(cast: &Cast<'_>, words: &[u64], piece: &Piece) -> Option<(usize, &'static str)> {
    let last = *words.last()?;
    let alone = piece.end.0 - piece.first.0 == 1;
    let persons = || {
        cast.figures
            .iter()
            .enumerate()
            .filter(|(_, figure)| !figure.words.is_empty())
    };
    if let Some((at, _)) = persons().find(|(_, figure)| figure.words == words) {
        return Some((at, "exact"));
    }
    let ends = |figure: &Figure| figure.words.last() == Some(&last);
    let within = |figure: &Figure| {
        words.iter().all(|word| figure.words.contains(word))
            || figure.words.iter().all(|word| words.contains(word))
    };
    let gender = title_gender(cast, piece.first);
    let fits = |figure: &Figure| agree(figure.gender, gender);
    let mut family: Vec<usize> = persons()
        .filter(|(_, f)| ends(f) && (alone || within(f)) && (fits(f) || f.usual_gender))
        .map(|row| row.0)
        .collect();
    if family.len() > 1 {
        // What a given name usually is decides between several, and is overruled by a title.
        family.retain(|&at| fits(&cast.figures[at]));
    }
    match family.as_slice() {
        [one] => return Some((*one, "family")),
        [_, _, ..] => return None,
        [] => {}
    }
    let given: Vec<usize> = persons()
        .filter(|(_, f)| {
            alone
                && f.words.len() > 1
                && f.words.contains(&last)
                && fits(f)
                && (may_stand_alone(cast, piece) || !family_alone(cast, f))
        })
        .map(|row| row.0)
        .collect();
    match given.as_slice() {
        [one] => Some((*one, "given")),
        _ => None,
    }
}

/// A first name alone means its bearer after a title ("Prince Adan"), or where it is no common
/// given name (family names that come first: "Xi").
fn may_stand_alone(cast: &Cast<'_>, piece: &Piece) -> bool {
    let titled = piece.first.0 > 0 && cast.phrases.iter().any(|phrase| phrase.end == piece.first);
    titled
        || !cast
            .page
            .scan
            .has(piece.first, |entry| matches!(entry, Entry::Given(_)))
}

/// True where the family name of a person stands alone somewhere: then its first name does not.
fn family_alone(cast: &Cast<'_>, figure: &Figure) -> bool {
    let Some(family) = figure.words.last() else {
        return false;
    };
    let mut list = cast.page.pieces.list.iter();
    list.any(|piece| {
        piece.kind == PieceKind::Person
            && piece.end.0 - piece.first.0 == 1
            && cast
                .page
                .scan
                .words
                .range(piece.first.index())
                .contains(family)
    })
}

/// True unless one is a man and the other a woman.
pub(super) fn agree(one: Gender, other: Gender) -> bool {
    one == Gender::Unknown || other == Gender::Unknown || one == other
}

/// Gender that the title before a name implies.
fn title_gender(cast: &Cast<'_>, at: TokenId) -> Gender {
    let known = cast.page.known();
    let phrase = cast.phrases.iter().find(|phrase| phrase.end == at);
    match phrase.map(|phrase| phrase.noun) {
        Some(super::phrase::Noun::Title(row)) => known.titles[usize::from(row)].gender,
        _ => Gender::Unknown,
    }
}

fn new_person(cast: &mut Cast<'_>, piece: &Piece, words: &[u64]) -> usize {
    let mut figure = Figure::new(ActorKind::Person, cast.page.words(piece.first, piece.end));
    figure.words = words.to_vec();
    figure.gender = match title_gender(cast, piece.first) {
        Gender::Unknown => {
            figure.usual_gender = true;
            given_gender(cast, piece.first)
        }
        told => told,
    };
    cast.add_figure(figure)
}

fn given_gender(cast: &Cast<'_>, at: TokenId) -> Gender {
    if cast.page.is(at, WordKind::Particle) {
        return Gender::Unknown;
    }
    cast.page
        .scan
        .longest(at, |entry| match entry {
            Entry::Given(gender) => Some(gender),
            _ => None,
        })
        .map_or(Gender::Unknown, |hit| hit.1)
}
