//! A capital or a country as a government: "Moscow and Kyiv", "Ankara's mediation".
//!
//! Surface first, tree second: the preposition before the name, the possessor's noun after it, the
//! verb that it is the subject of. A capital read as a government is no place, and the actors stage
//! takes it as a name of the state (`reference/linking.md`, section 7).

use chancery_nlp::{Deprel, Parse, TokenId, Upos};

use super::pieces::{Piece, PieceKind, Pieces, is_comma, is_hyphen, is_possessive, next, previous};
use super::tables::{Entry, Scan, WordKind};

/// Words before a preposition among which a word of turning to somebody stands.
const ADDRESS_REACH: u32 = 3;

/// How the words around a name of a place use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// As a place: "in Ankara", "the Ankara meeting".
    Place,
    /// As a government: "Ankara said", "with Kyiv".
    Government,
    /// The words do not tell.
    Open,
}

/// Reads the use of a name.
pub(crate) struct Usage<'a> {
    pub(crate) scan: &'a Scan,
    pub(crate) text: &'a str,
    pub(crate) parse: &'a Parse,
    pub(crate) pieces: &'a Pieces,
}

impl Usage<'_> {
    /// How `piece` is used.
    pub(crate) fn of(&self, piece: &Piece) -> Use {
        let first = self.list_head(piece);
        [self.after(piece), self.before(first), self.in_tree(piece)]
            .into_iter()
            .find(|found| *found != Use::Open)
            .unwrap_or(Use::Open)
    }

    /// The first name of the list that `piece` ends: in "Moscow and Kyiv" Moscow.
    fn list_head(&self, piece: &Piece) -> TokenId {
        let mut first = piece.first;
        for _ in 0..6 {
            let Some(mut joint) = previous(self.parse, first) else {
                break;
            };
            if self.scan.is(joint, WordKind::And) {
                joint = match previous(self.parse, joint) {
                    Some(comma) if is_comma(self.parse, self.text, comma) => comma,
                    _ => joint,
                };
            } else if !is_comma(self.parse, self.text, joint) {
                break;
            }
            match self.pieces.to(joint) {
                Some(before) if is_place_name(before.kind) => first = before.first,
                _ => break,
            }
        }
        first
    }

    /// What follows: a possessive, a hyphen, a noun of towns.
    fn after(&self, piece: &Piece) -> Use {
        let sentence = self.parse.sentence(piece.first);
        let at = piece.end;
        if at >= sentence.end {
            return Use::Open;
        }
        if is_possessive(self.parse, self.text, at) {
            let town = (at.0 + 1..sentence.end.0.min(at.0 + 4))
                .map(TokenId)
                .take_while(|t| self.in_noun_phrase(*t))
                .any(|t| self.scan.is(t, WordKind::CityNoun));
            return if town { Use::Place } else { Use::Government };
        }
        if is_hyphen(self.parse, self.text, at) && next(at) < sentence.end {
            let based = self.scan.is(next(at), WordKind::Based);
            return if based { Use::Place } else { Use::Government };
        }
        if self.scan.is(at, WordKind::CityNoun) {
            return Use::Place;
        }
        if self.begins_line(piece) && self.opens_dateline(piece) {
            return Use::Place;
        }
        Use::Open
    }

    /// The first name of a sentence, or the second behind a comma: "NAIROBI, Kenya, May 3".
    fn begins_line(&self, piece: &Piece) -> bool {
        let start = self.parse.sentence(piece.first).first;
        let Some(comma) = previous(self.parse, piece.first).filter(|&t| t > start) else {
            return piece.first == start;
        };
        let mut first = (start.0..comma.0).map(TokenId);
        is_comma(self.parse, self.text, comma) && first.all(|t| self.parse.upos(t) == Upos::Propn)
    }

    /// "ANKARA (Agency) —", "KYIV, Ukraine, May 20 —".
    pub(crate) fn opens_dateline(&self, piece: &Piece) -> bool {
        let end = self.parse.sentence(piece.first).end;
        let near = (piece.end.0..end.0.min(piece.end.0 + 9)).map(TokenId);
        let dash = |t: TokenId| matches!(self.parse.word(t, self.text), "—" | "–" | "--");
        let opened = self.parse.word(piece.end, self.text) == "(";
        let shouted = !self
            .parse
            .word(piece.first, self.text)
            .chars()
            .any(char::is_lowercase);
        opened
            || near.clone().any(dash)
                && !near
                    .clone()
                    .take_while(|t| !dash(*t))
                    .any(|t| self.parse.upos(t) == Upos::Verb)
            || shouted && is_comma(self.parse, self.text, piece.end)
            || shouted && self.parse.word(piece.end, self.text) == ":"
    }

    fn in_noun_phrase(&self, token: TokenId) -> bool {
        matches!(
            self.parse.upos(token),
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num
        )
    }

    /// What stands before: a preposition of place or of partnership.
    fn before(&self, first: TokenId) -> Use {
        let Some(mut at) = previous(self.parse, first) else {
            return Use::Open;
        };
        while self.scan.is(at, WordKind::Both) || self.scan.is(at, WordKind::Definite) {
            match previous(self.parse, at) {
                Some(before) => at = before,
                None => return Use::Open,
            }
        }
        if self.scan.is(at, WordKind::CapitalNoun) {
            return Use::Place;
        }
        if self.scan.is(at, WordKind::Partner) {
            return Use::Government;
        }
        if self.scan.is(at, WordKind::Toward) && self.addressed(at) {
            return Use::Government;
        }
        if self.scan.is(at, WordKind::Locative) {
            return if self.scan.is(at, WordKind::Link) {
                self.goal(at)
            } else {
                Use::Place
            };
        }
        Use::Open
    }

    /// "an appeal to Moscow", "weapons for Kyiv", "leaned on Ankara": the preposition hangs by a word of turning to
    /// somebody, and nobody travels.
    fn addressed(&self, preposition: TokenId) -> bool {
        let sentence = self.parse.sentence(preposition);
        let first = sentence
            .first
            .0
            .max(preposition.0.saturating_sub(ADDRESS_REACH));
        let near = || (first..preposition.0).map(TokenId);
        near().any(|t| self.scan.is(t, WordKind::Address)) && !near().any(|t| self.travels(t))
    }

    /// "to Moscow", "from Kyiv": a place after words of travel and at their verbs, else open.
    fn goal(&self, preposition: TokenId) -> Use {
        let first = self
            .parse
            .sentence(preposition)
            .first
            .0
            .max(preposition.0.saturating_sub(5));
        let travels = (first..preposition.0).map(TokenId).any(|t| self.travels(t));
        let governor = self
            .parse
            .head(preposition)
            .and_then(|name| self.parse.head(name));
        if travels || governor.is_some_and(|t| self.travels(t)) {
            Use::Place
        } else {
            Use::Open
        }
    }

    fn travels(&self, token: TokenId) -> bool {
        self.scan.is(token, WordKind::Travel)
    }

    /// Subject or agent of a verb, object of a verb of saying.
    fn in_tree(&self, piece: &Piece) -> Use {
        let mut head = self.head(piece);
        for _ in 0..4 {
            if self.parse.deprel(head) != Deprel::Conj {
                break;
            }
            head = self.parse.head(head).unwrap_or(head);
        }
        let verb = self.parse.head(head);
        let target = verb.is_some_and(|t| self.scan.is(t, WordKind::Target));
        let speech = verb.is_some_and(|t| self.scan.has(t, |entry| entry == Entry::Speech));
        match self.parse.deprel(head) {
            Deprel::Nsubj | Deprel::OblAgent | Deprel::NsubjOuter => Use::Government,
            Deprel::NsubjPass if speech => Use::Government,
            Deprel::Obj | Deprel::Iobj if speech || target => Use::Government,
            Deprel::Obj => Use::Place,
            Deprel::Compound | Deprel::NmodDesc => Use::Place,
            _ => self.beside_verb(piece),
        }
    }

    /// Where the tree says nothing: a name at the start of a clause before a verb.
    fn beside_verb(&self, piece: &Piece) -> Use {
        let sentence = self.parse.sentence(piece.first);
        let verb = piece.end < sentence.end
            && matches!(self.parse.upos(piece.end), Upos::Verb | Upos::Aux);
        let starts = piece.first == sentence.first;
        if verb && starts {
            Use::Government
        } else {
            Use::Open
        }
    }

    /// The token of `piece` that hangs on a token outside it.
    fn head(&self, piece: &Piece) -> TokenId {
        let outside = |t: &TokenId| {
            let head = self.parse.head(*t);
            head.is_none_or(|head| head < piece.first || head >= piece.end)
        };
        let mut tokens = (piece.first.0..piece.end.0).map(TokenId);
        tokens.find(outside).unwrap_or(piece.first)
    }
}

fn is_place_name(kind: PieceKind) -> bool {
    matches!(
        kind,
        PieceKind::Country(_)
            | PieceKind::Capital(_)
            | PieceKind::Region(_)
            | PieceKind::Facility(_)
            | PieceKind::Place
            | PieceKind::Metonym(_)
    )
}
