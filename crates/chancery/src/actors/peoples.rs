//! Peoples as groups ("half a million Kenyans", "the Georgians") and the halves of a divided country
//! ("the North"), from the tables of countries and the words to the left.

use chancery_nlp::TokenId;

use super::bodies::state;
use super::cast::{Cast, Figure};
use super::nominals::acts;
use super::phrase::Article;
use super::{ActorKind, Basis, MentionKind};
use crate::places::pieces::{Piece, PieceKind, next};
use crate::places::tables::{Entry, WordKind};

/// Sector of a people.
const CIVILIANS: &str = "CVL";

/// Makes groups of the peoples that act, that are counted or that have an article.
pub(super) fn name_peoples(cast: &mut Cast<'_>) {
    for piece in cast.page.pieces.list.clone() {
        if let PieceKind::People(row, true) = piece.kind
            && cast.page.places.at(piece.first).is_none()
        {
            people(cast, &piece, row);
        }
    }
}

fn people(cast: &mut Cast<'_>, piece: &Piece, row: u16) {
    let page = cast.page;
    let left = cast.reader.left(piece.first);
    let mut first = left.first;
    let run = (first, piece.end);
    let told = left.quantity.is_some() || left.article == Article::Definite;
    if !told && !acts(cast, run, (piece.first, piece.end)) {
        return;
    }
    if left.article != Article::None && first < piece.first {
        first = next(first);
    }
    let name = page.words(first, piece.end);
    let key = vec![page.lexicon.tables.folding.hash(name)];
    let known = cast.figures.iter().position(|figure| {
        figure.kind == ActorKind::Group && figure.noun.is_none() && figure.key == key
    });
    let figure = known.unwrap_or_else(|| {
        let mut figure = Figure::new(ActorKind::Group, name);
        figure.names.push(name.to_string());
        figure.key = key;
        figure.quantity = left.quantity;
        figure.sectors.push(CIVILIANS.to_string());
        let code = page.known().countries[usize::from(row)].code.clone();
        let span = page.span(piece.first, piece.end);
        figure.country = Some((code, Basis::Span, span));
        cast.add_figure(figure)
    });
    cast.sight(
        figure,
        run,
        (first, piece.end),
        (MentionKind::Group, "name"),
    );
}

/// Notes "the North" as the state where it or its other half is named in the document.
pub(super) fn name_halves(cast: &mut Cast<'_>) {
    let page = cast.page;
    let half = |token: TokenId| {
        let found = page.scan.longest(token, |entry| match entry {
            Entry::Half(row) => Some(row),
            _ => None,
        });
        found.filter(|_| stands_alone(cast, token))
    };
    let found: Vec<(TokenId, TokenId, u16)> = page
        .parse
        .tokens()
        .filter_map(|token| half(token).map(|(end, row)| (token, end, row)))
        .collect();
    if found.is_empty() || !divided(cast) {
        return;
    }
    for (token, end, row) in found {
        let figure = state(cast, row);
        let first = page.previous(token).unwrap_or(token);
        cast.sight(
            figure,
            (first, end),
            (token, end),
            (MentionKind::Metonym, "half"),
        );
    }
}

/// True for a capital behind an article that no name goes on with: not "the North Sea", "the north".
fn stands_alone(cast: &Cast<'_>, token: TokenId) -> bool {
    let page = &cast.page;
    let opened = page
        .previous(token)
        .is_some_and(|t| page.is(t, WordKind::Definite));
    let goes_on = page.inside(next(token)).is_some_and(|t| {
        let of = page.is(t, WordKind::Of)
            && page
                .inside(next(t))
                .is_some_and(|t| page.is(t, WordKind::Definite) || page.capital(t));
        page.capital(t) || page.hyphen(t) || of
    });
    let whole = page
        .pieces
        .at(token)
        .is_none_or(|piece| piece.end == next(token));
    opened && !goes_on && whole && page.capital(token)
}

/// True where the document names a state that has a half.
fn divided(cast: &Cast<'_>) -> bool {
    let known = cast.page.known();
    cast.page.pieces.list.iter().any(|piece| match piece.kind {
        PieceKind::Country(row) | PieceKind::Adjective(row) | PieceKind::Capital(row) => {
            !known.countries[usize::from(row)].halves.is_empty()
        }
        _ => false,
    })
}
