//! Names that are easily taken for something else: nicknames and names between quotation marks,
//! initials, given names that are countries or months.

use chancery_nlp::{NameKind, TokenId, Upos};

use super::super::tables::{Entry, WordKind};
use super::{Finder, Piece, PieceKind, next, previous};

impl Finder<'_> {
    /// "A.K. Marin": initials that the engine took for a place are part of the name behind them.
    pub(super) fn initials(&self, pieces: &mut Vec<Piece>) {
        let is_initials = |piece: &Piece| {
            let words = self.parse.span_of(piece.first, piece.end).of(self.text);
            let mut letters = words.split('.').filter(|part| !part.is_empty());
            words.ends_with('.')
                && letters
                    .all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
        };
        let mut at = 1;
        while at < pieces.len() {
            let (one, other) = (pieces[at - 1], pieces[at]);
            let weak = matches!(
                one.kind,
                PieceKind::Place | PieceKind::Other | PieceKind::Org(_)
            );
            if weak
                && one.end == other.first
                && other.kind == PieceKind::Person
                && is_initials(&one)
            {
                pieces[at].first = one.first;
                pieces.remove(at - 1);
            } else {
                at += 1;
            }
        }
    }

    /// "Jordan Marin": a country that is a given name too, before a word that the engine takes for a
    /// person.
    pub(super) fn given_country(&self, at: TokenId) -> Option<Piece> {
        let country = |entry| matches!(entry, Entry::Country(_) | Entry::Capital(_));
        let given = |entry| matches!(entry, Entry::Given(_));
        if !self.scan.has(at, country) || !self.scan.has(at, given) {
            return None;
        }
        let family = next(at);
        let sentence = self.parse.sentence(at);
        let name = self
            .parse
            .name_at(family)
            .filter(|name| name.first == family)?;
        let noun = self.scan.has(family, |entry| {
            matches!(
                entry,
                Entry::Title(..) | Entry::OrgNoun(..) | Entry::GroupNoun(..) | Entry::Given(_)
            )
        });
        let person = family < sentence.end && name.kind == NameKind::Person && !noun;
        person.then_some(Piece {
            first: at,
            end: name.end,
            kind: PieceKind::Person,
        })
    }

    /// A month as a month: behind "in", "of", "last" or before a number; a person may be called so.
    pub(super) fn is_date(&self, token: TokenId) -> bool {
        let month = self.scan.has(token, |entry| entry == Entry::Calendar);
        let before = previous(self.parse, token);
        let led = before.is_some_and(|t| {
            self.scan.is(t, WordKind::Within)
                || self.scan.is(t, WordKind::Link)
                || self.scan.is(t, WordKind::Of)
                || self.parse.upos(t) == Upos::Num
                || self.parse.upos(t) == Upos::Adj
        });
        let after = next(token);
        let number = after < self.parse.sentence(token).end && self.parse.upos(after) == Upos::Num;
        month && (led || number)
    }

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
