//! What stands to the left of a noun: articles, numbers, peoples, possessors, modifiers.

use chancery_nlp::{Span, TokenId, Upos, Xpos};

use super::super::{Bound, Quantity, Tense};
use super::{Article, Reader};
use crate::places::pieces::{Piece, PieceKind, next};
use crate::places::tables::{Entry, WordKind};

/// What stands to the left of a noun.
pub(in super::super) struct Left {
    pub(in super::super) noun: TokenId,
    pub(in super::super) first: TokenId,
    pub(in super::super) core: TokenId,
    pub(in super::super) open: bool,
    pub(in super::super) article: Article,
    pub(in super::super) countries: Vec<(u16, Span)>,
    pub(in super::super) body: Option<usize>,
    pub(in super::super) quantity: Option<Quantity>,
    pub(in super::super) tense: Tense,
    pub(in super::super) modified: bool,
    pub(in super::super) mixed: bool,
    pub(in super::super) master: Option<TokenId>,
}

impl Reader<'_> {
    /// Reads leftwards from a noun at `core`.
    pub(in super::super) fn left(&self, core: TokenId) -> Left {
        let mut left = Left {
            noun: core,
            first: core,
            core,
            open: true,
            article: Article::None,
            countries: Vec::new(),
            body: None,
            quantity: None,
            tense: Tense::Current,
            modified: false,
            mixed: false,
            master: None,
        };
        for _ in 0..10 {
            if !self.step_left(&mut left) {
                break;
            }
        }
        left
    }

    /// Takes one more thing to the left; false where the phrase begins.
    fn step_left(&self, left: &mut Left) -> bool {
        let page = &self.page;
        let Some(before) = page.previous(left.first) else {
            return false;
        };
        if let Some(article) = self.article(before) {
            left.first = before;
            left.article = article;
            self.take_whose(left, before);
            return false;
        }
        if let Some(piece) = self.bracketed(left.first) {
            return self.take_piece(left, piece);
        }
        if page.possessive(before) {
            self.take_owner(left, before);
            return false;
        }
        if let Some(body) = self.body_to(left.first) {
            left.first = self.bodies[body].first;
            left.article = self.bodies[body].article;
            left.body = Some(body);
            return false;
        }
        if let Some(piece) = page.pieces.to(left.first) {
            return self.take_piece(left, *piece);
        }
        self.take_number(left) || self.take_modifier(left, before)
    }

    /// The country of "Republic of Velia (RV) President" before `at`.
    fn bracketed(&self, at: TokenId) -> Option<Piece> {
        let open = TokenId(at.0.checked_sub(3)?);
        let piece = self.page.pieces.to(open)?;
        (self.page.past_bracket(open) == at).then_some(*piece)
    }

    /// "Velia, whose foreign minister": the country stands before the comma.
    fn take_whose(&self, left: &mut Left, token: TokenId) {
        let page = &self.page;
        let relative =
            page.is(token, WordKind::Relative) && matches!(left.article, Article::Owner(_));
        let before = page.previous(token).filter(|&t| relative && page.comma(t));
        let Some(piece) = before.and_then(|comma| page.pieces.to(comma)) else {
            return;
        };
        if let PieceKind::Country(row) = piece.kind
            && left.countries.is_empty()
        {
            left.countries
                .push((row, page.span(piece.first, piece.end)));
        }
    }

    fn take_owner(&self, left: &mut Left, mark: TokenId) {
        if let Some(body) = self.body_to(mark) {
            left.first = self.bodies[body].first;
            left.body = Some(body);
            return;
        }
        if self.take_officer(left, mark) {
            return;
        }
        let Some(piece) = self.page.pieces.to(mark) else {
            return;
        };
        let span = self.page.span(piece.first, piece.end);
        match piece.kind {
            PieceKind::Country(row) | PieceKind::Capital(row) => {
                left.countries.insert(0, (row, span))
            }
            PieceKind::Person => left.master = Some(piece.first),
            PieceKind::Region(_) | PieceKind::Place => {
                left.modified = true;
                left.countries
                    .extend(self.seat_at(piece.first, false).map(|seat| seat.1));
            }
            _ => return,
        }
        left.first = piece.first;
        left.article = Article::Definite;
    }

    /// "the American president's envoys": the envoys have the president's country.
    fn take_officer(&self, left: &mut Left, mark: TokenId) -> bool {
        let near = (1..=3)
            .filter_map(|back| mark.0.checked_sub(back))
            .map(TokenId);
        let mut near = near.filter(|&t| self.page.pieces.at(t).is_none());
        let Some(officer) = near.find_map(|t| self.phrase(t).filter(|phrase| phrase.end == mark))
        else {
            return false;
        };
        left.first = officer.first;
        left.article = Article::Definite;
        left.body = officer.body;
        left.countries = officer.countries;
        true
    }

    fn take_piece(&self, left: &mut Left, piece: Piece) -> bool {
        match piece.kind {
            PieceKind::Adjective(row) | PieceKind::Country(row) => left
                .countries
                .insert(0, (row, self.page.span(piece.first, piece.end))),
            PieceKind::Region(_) | PieceKind::Place | PieceKind::Capital(_) => {
                return self.take_place(left, piece);
            }
            _ => return false,
        }
        left.first = piece.first;
        left.open = false;
        true
    }

    /// "Caribbean leaders", "a London court", not "in London ministers".
    fn take_place(&self, left: &mut Left, piece: Piece) -> bool {
        let page = &self.page;
        let free = piece.first.0.checked_sub(1).map(TokenId);
        let before = page.previous(piece.first);
        let opened = before.filter(|&t| page.is(t, WordKind::Definite));
        let before = opened.map_or(before, |t| page.previous(t));
        let within = before.is_some_and(|t| page.is(t, WordKind::Locative));
        let within = within || free.is_some_and(|t| page.hyphen(t) && before == Some(t));
        if within || left.first > left.noun || !left.countries.is_empty() {
            return false;
        }
        if let PieceKind::Capital(row) = piece.kind
            && page.known().countries[usize::from(row)].capital_speaks
        {
            left.countries
                .push((row, page.span(piece.first, piece.end)));
        }
        left.modified = true;
        left.first = piece.first;
        left.open = false;
        true
    }

    /// "two", "10", "several", "more than", "both".
    fn take_number(&self, left: &mut Left) -> bool {
        for length in [5, 4, 3, 2, 1] {
            let Some(at) = left.first.0.checked_sub(length).map(TokenId) else {
                continue;
            };
            if at < self.page.sentence(TokenId(left.first.0 - 1)).first {
                continue;
            }
            let told = self.number(at, left.first);
            let Some((value, kind)) = told.or_else(|| self.scaled(at, left.first)) else {
                continue;
            };
            let words = self.page.span(at, left.first);
            left.quantity = Some(counted(left.quantity, (value, kind), words));
            left.first = at;
            left.open = false;
            return true;
        }
        false
    }

    /// Value and kind of the number words from `at` to `end`.
    fn number(&self, at: TokenId, end: TokenId) -> Option<(f64, &'static str)> {
        let known = self.page.known();
        if next(at) == end {
            let word = self.page.word(at);
            if word.bytes().all(|b| b.is_ascii_digit() || b == b',')
                && word.len() <= 12
                && let Ok(value) = word.replace(',', "").parse::<f64>()
            {
                return Some((value, "cardinal"));
            }
            if self.page.is(at, WordKind::Both) {
                return Some((2.0, "cardinal"));
            }
        }
        let hit = self
            .page
            .scan
            .at(at)
            .iter()
            .find_map(|hit| match hit.value {
                Entry::Number(row) if hit.end == end => Some(&known.numbers[usize::from(row)]),
                _ => None,
            })?;
        let told = matches!(
            hit.kind.as_str(),
            "cardinal" | "vague" | "collective" | "approx" | "approx_above" | "approx_below"
        );
        told.then_some((hit.value, hit.kind.as_str()))
    }

    /// "three dozen", "4 million": a number and what it counts by.
    fn scaled(&self, at: TokenId, end: TokenId) -> Option<(f64, &'static str)> {
        let known = self.page.known();
        let last = TokenId(end.0.checked_sub(1)?);
        let scale = self.page.scan.longest(last, |entry| match entry {
            Entry::Number(row) => Some(&known.numbers[usize::from(row)]),
            _ => None,
        });
        let scale = scale.filter(|hit| hit.0 == end && hit.1.kind == "scale")?;
        let (value, kind) = self.number(at, last).filter(|_| at < last)?;
        (kind == "cardinal").then_some((value * scale.1.value, kind))
    }

    fn take_modifier(&self, left: &mut Left, before: TokenId) -> bool {
        let page = &self.page;
        let joined = page.previous(before).filter(|_| page.hyphen(before));
        let told = self.tense_word(before).map(|tense| (before, tense));
        let told = told.or_else(|| joined.and_then(|t| Some((t, self.tense_word(t)?))));
        if let Some((at, tense)) = told {
            if tense.is_past() || left.tense == Tense::Current {
                left.tense = tense;
            }
            left.first = at;
            left.open = false;
            return true;
        }
        // "Danish, German and Polish officials", "U.S., British and Afghan soldiers"
        let nationality = |piece: &Piece| match piece.kind {
            PieceKind::Adjective(_) => true,
            PieceKind::Country(_) => {
                let word = page.words(piece.first, piece.end);
                word.bytes().all(|b| b.is_ascii_uppercase() || b == b'.')
            }
            _ => false,
        };
        let listed = left.countries.len() > 1
            && page.comma(before)
            && page.pieces.to(before).is_some_and(nationality);
        if page.hyphen(before) || page.is(before, WordKind::And) || listed {
            return self.take_joint(left, before);
        }
        let late = !left.countries.is_empty() && page.pieces.at(before).is_none();
        let counted = left.quantity.is_some() && page.parse.upos(before) == Upos::Noun;
        let may = self.may_modify(before) || self.is_participle(before);
        if !may || counted || (late && page.parse.upos(before) != Upos::Adj) {
            return false;
        }
        left.first = before;
        left.modified = true;
        let own = page.is(before, WordKind::Modifier)
            || matches!(page.parse.upos(before), Upos::Noun | Upos::Propn);
        left.open &= own;
        if left.open {
            left.core = before;
        }
        true
    }

    /// The tense that a word gives to the office after it: "former", "acting", "then", "outgoing".
    pub(in super::super) fn tense_word(&self, token: TokenId) -> Option<Tense> {
        let tenses = [
            (WordKind::Former, Tense::Former),
            (WordKind::Then, Tense::Then),
            (WordKind::Late, Tense::Late),
            (WordKind::Acting, Tense::Acting),
            (WordKind::Designate, Tense::Designate),
            (WordKind::Outgoing, Tense::Current),
        ];
        let told = tenses.into_iter().find(|row| self.page.is(token, row.0));
        told.map(|row| row.1)
    }

    /// "and" or a hyphen between two modifiers: "mines and energy minister".
    fn take_joint(&self, left: &mut Left, joint: TokenId) -> bool {
        let page = &self.page;
        let moved = left.first < left.noun || page.is(left.first, WordKind::Modifier);
        let Some(before) = page.previous(joint).filter(|_| moved) else {
            return false;
        };
        if !self.may_modify(before) {
            return false;
        }
        if !page.hyphen(joint) {
            let even = page.capital(before) == page.capital(next(joint));
            if !even || !self.is_modifier(before) {
                return false;
            }
            let uneven = page.pieces.at(before).is_none() != page.pieces.at(next(joint)).is_none();
            left.mixed |= uneven && page.capital(before);
        }
        left.first = joint;
        true
    }

    /// True for a word that describes, not one that is an actor or a thing of its own.
    fn is_modifier(&self, token: TokenId) -> bool {
        let page = &self.page;
        let owned = page
            .previous(token)
            .is_some_and(|t| page.possessive(t) || page.pieces.at(t).is_some());
        page.pieces.at(token).is_some()
            || page.is(token, WordKind::Modifier)
            || page.parse.upos(token) == Upos::Adj
            || (owned && !page.scan.has(token, |entry| self.noun(entry).is_some()))
    }

    /// True for "visiting" behind an article, whatever the tree makes of it.
    fn is_participle(&self, token: TokenId) -> bool {
        let page = &self.page;
        let opened = page
            .previous(token)
            .is_some_and(|t| self.article(t).is_some());
        opened && matches!(page.parse.xpos(token), Xpos::VBG | Xpos::VBN)
    }

    pub(super) fn may_modify(&self, token: TokenId) -> bool {
        let page = &self.page;
        if let Some(piece) = page.pieces.at(token) {
            return matches!(piece.kind, PieceKind::Adjective(_) | PieceKind::Country(_));
        }
        let stops = page.scan.has(token, |entry| {
            matches!(
                entry,
                Entry::Calendar
                    | Entry::Pronoun(_)
                    | Entry::Word(WordKind::Locative | WordKind::Of | WordKind::Copula)
            )
        });
        page.modifies(token) && !stops
    }
}

/// The number so far with one more word to its left: "at least" + "three". The value of a word that
/// bounds is what it adds to the number: "more than 10" is at least 11.
fn counted(so_far: Option<Quantity>, word: (f64, &str), words: Span) -> Quantity {
    let (value, kind) = word;
    let fresh = |bound: Bound| Quantity {
        value,
        approximate: bound != Bound::Exact,
        bound,
        span: words,
    };
    let Some(number) = so_far else {
        return fresh(match kind {
            "cardinal" | "collective" => Bound::Exact,
            _ => Bound::Vague,
        });
    };
    let span = Span {
        start: words.start,
        end: number.span.end,
    };
    let (bound, shift) = match kind {
        "approx_above" => (Bound::AtLeast, value),
        "approx_below" => (Bound::AtMost, -value),
        "approx" | "vague" => (Bound::About, 0.0),
        _ => return Quantity { span, ..number },
    };
    let bound = if number.bound == Bound::Exact {
        bound
    } else {
        number.bound
    };
    Quantity {
        value: number.value + shift,
        approximate: true,
        bound,
        span,
    }
}
