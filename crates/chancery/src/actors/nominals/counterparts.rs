//! "her Peruvian counterpart NAME", "his counterpart from Peru, NAME,": the country stands in the
//! words, the office is inferred from the one with whom NAME is put on a par, and marked so.

use chancery_nlp::{TokenId, Xpos};

use super::{APPOSITION, last_word, words};
use crate::actors::cast::{Cast, Figure, Held};
use crate::actors::offices::{hold, owner};
use crate::actors::phrase::{Article, Noun, Phrase};
use crate::actors::{ActorKind, Basis, pronouns};
use crate::places::pieces::{PieceKind, next};

/// Gives the person named beside the phrase country and office, or makes a figure of its own.
pub(super) fn counterpart(
    cast: &mut Cast<'_>,
    at: usize,
    phrase: &Phrase,
) -> Option<(usize, &'static str)> {
    let office = office(cast, phrase);
    if let Some(figure) = person_from(cast, phrase.end) {
        give(cast, figure, (at, phrase), office);
        return None;
    }
    if let Some(figure) = apposed(cast, phrase) {
        give(cast, figure, (at, phrase), office);
        return Some((figure, APPOSITION));
    }
    let kind = match phrase.countries.len() > 1 {
        true => ActorKind::Group,
        false => ActorKind::Unnamed,
    };
    let mut figure = Figure::new(kind, words(cast, phrase));
    figure.country = owner(cast, phrase);
    figure.noun = Some(phrase.noun);
    figure.last_word = last_word(cast, phrase);
    figure.names.push(figure.name.clone());
    Some((cast.add_figure(figure), "name"))
}

/// Title and sector of the office that the one of "his" or "her" holds.
fn office(cast: &Cast<'_>, phrase: &Phrase) -> Option<(String, Option<String>)> {
    let Article::Owner(token) = phrase.article else {
        return None;
    };
    let owner = pronouns::antecedent(cast, token)?;
    let current = |held: &&Held| held.figure == owner && !held.tense.is_past();
    let held = cast.held.iter().find(current);
    let told = held.map(|held| (held.title.clone(), held.sector.clone()));
    told.or_else(|| {
        // "Chile's defence chief and his Peruvian counterpart": an office without a name.
        let figure = &cast.figures[owner];
        let Some(Noun::Title(row)) = figure.noun else {
            return None;
        };
        let title = &cast.page.known().titles[usize::from(row)].title;
        Some((title.clone(), figure.sectors.first().cloned()))
    })
}

fn give(
    cast: &mut Cast<'_>,
    figure: usize,
    (at, phrase): (usize, &Phrase),
    office: Option<(String, Option<String>)>,
) {
    if let Some((title, sector)) = office {
        hold(cast, figure, at, phrase);
        if let Some(held) = cast.held.last_mut() {
            held.title = title;
            held.sector = sector;
            held.basis = Basis::Inferred;
        }
    } else if cast.figures[figure].country.is_none() {
        cast.figures[figure].country = owner(cast, phrase);
    }
}

/// The person whose name begins at `at`.
fn person_from(cast: &Cast<'_>, at: TokenId) -> Option<usize> {
    let token = cast.page.inside(at)?;
    let piece = cast.page.pieces.from(token)?;
    let named = |kind| kind == PieceKind::Person;
    let s = cast.sightings.iter().find(|s| s.core.0 == piece.first)?;
    named(piece.kind).then_some(s.figure)
}

/// The person named between commas behind the phrase: ", NAME," and not ", NAME and NAME".
fn apposed(cast: &Cast<'_>, phrase: &Phrase) -> Option<usize> {
    let page = &cast.page;
    let comma = page.inside(phrase.end).filter(|&t| page.comma(t))?;
    let begins = page.inside(next(comma))?;
    let end = page.pieces.from(begins)?.end;
    let closed = page
        .inside(end)
        .is_none_or(|t| page.comma(t) || matches!(page.parse.xpos(t), Xpos::Stop));
    let single = !phrase.plural && phrase.countries.len() < 2;
    person_from(cast, begins).filter(|_| closed && single)
}
