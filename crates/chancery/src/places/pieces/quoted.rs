//! Names between quotation marks: alone they name no person, inside a name they are a nickname.

use chancery_nlp::TokenId;

use super::{Finder, Piece, PieceKind, next};

impl Finder<'_> {
    /// `Adan “Addy” Marin` is one name: what stands on both sides of the mark are persons.
    pub(super) fn nicknames(&self, pieces: &mut Vec<Piece>) {
        let mut at = 1;
        while at < pieces.len() {
            let (one, other) = (pieces[at - 1], pieces[at]);
            if !self.opens_nickname(one, other) {
                at += 1;
                continue;
            }
            // The family name may be a piece of its own behind the closing mark.
            let tail = pieces.get(at + 1).copied();
            let tail = tail.filter(|tail| {
                tail.kind == PieceKind::Person
                    && tail.first.0 == other.end.0 + 1
                    && self.is_quote(other.end)
            });
            let inside = (other.first.0..other.end.0).any(|t| self.is_quote(TokenId(t)));
            if tail.is_some() || inside {
                pieces[at - 1].end = tail.map_or(other.end, |tail| tail.end);
                pieces.drain(at..=at + usize::from(tail.is_some()));
            } else {
                at += 1;
            }
        }
    }

    fn opens_nickname(&self, one: Piece, other: Piece) -> bool {
        let persons = one.kind == PieceKind::Person && other.kind == PieceKind::Person;
        let same = self.parse.sentence_of[one.first.index()]
            == self.parse.sentence_of[other.first.index()];
        persons && same && other.first == next(one.end) && self.is_quote(one.end)
    }

    fn is_quote(&self, token: TokenId) -> bool {
        let mut letters = self.parse.word(token, self.text).chars();
        letters.next().is_some_and(is_quote) && letters.next().is_none()
    }

    /// A name alone between quotation marks names a ship, a book, an operation: no person.
    pub(super) fn quoted_names(&self, pieces: &mut [Piece]) {
        let quote = |c: Option<char>| c.is_some_and(is_quote);
        for piece in pieces
            .iter_mut()
            .filter(|piece| piece.kind == PieceKind::Person)
        {
            let span = self.parse.span_of(piece.first, piece.end);
            let before = self
                .text
                .get(..span.start as usize)
                .and_then(|text| text.chars().next_back());
            let after = self
                .text
                .get(span.end as usize..)
                .and_then(|text| text.chars().next());
            if quote(before) && quote(after) {
                piece.kind = PieceKind::Other;
            }
        }
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»')
}
