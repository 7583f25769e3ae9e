//! What stands to the right of a noun: "of", "for", "from", "at" with countries, bodies, fields.

use chancery_nlp::{Span, TokenId};

use super::super::{Bound, Quantity, Tense};
use super::{Article, Noun, Phrase, Reader};
use crate::places::pieces::{Piece, PieceKind, next};
use crate::places::tables::WordKind;

impl Reader<'_> {
    /// Reads "of", "for", "from", "at", "to" and what follows.
    pub(super) fn right(&self, phrase: &mut Phrase) {
        let page = &self.page;
        let Some(mut at) = page.inside(phrase.end) else {
            return;
        };
        if page.hyphen(at)
            && page
                .inside(next(at))
                .is_some_and(|t| page.is(t, WordKind::Designate))
        {
            phrase.tense = Tense::Designate;
            phrase.end = TokenId(at.0 + 2);
            match page.inside(phrase.end) {
                Some(after) => at = after,
                None => return,
            }
        }
        let of = page.is(at, WordKind::Of);
        if !of && !page.is(at, WordKind::Link) {
            return;
        }
        let Some(mut after) = page.inside(next(at)) else {
            return;
        };
        let again = !phrase.countries.is_empty() && phrase.end > phrase.core.1;
        if page.is(at, WordKind::Goal) && !self.is_sent(phrase)
            || again && !matches!(phrase.noun, Noun::Title(_))
        {
            return;
        }
        let within = page.is(at, WordKind::Within);
        if within && self.is_settled(phrase) && phrase.is_bare() {
            self.settle(phrase, after);
            return;
        }
        if let Some(body) = self.body_from(after) {
            let office = matches!(phrase.noun, Noun::Title(_));
            if office || !matches!(self.bodies[body].article, Article::Owner(_)) {
                phrase.body = phrase.body.or(Some(body));
                phrase.end = self.bodies[body].end;
            }
            return;
        }
        if page.is(after, WordKind::Definite) {
            match page.inside(next(after)) {
                Some(t) => after = t,
                None => return,
            }
        }
        if within && self.body_from(after).is_none() {
            return;
        }
        self.complement(phrase, after, of);
    }

    /// Takes the states of the towns behind "in": "officials in Kyiv and Moscow".
    fn settle(&self, phrase: &mut Phrase, at: TokenId) {
        match self.country_list(at) {
            Some((end, list)) if list.len() > 1 => {
                phrase.countries = list;
                phrase.end = end;
            }
            _ => {
                let seat = self.seat_at(at, false);
                phrase.countries.extend(seat.map(|seat| seat.1));
            }
        }
    }

    /// True for those of whom "to" and "on" tell the post: an envoy to a state, not a minister.
    fn is_sent(&self, phrase: &Phrase) -> bool {
        use chancery_data::schema::TitleLevel as L;
        let last = TokenId(phrase.end.0 - 1);
        let sent = self.page.is(last, WordKind::Travel);
        sent || match phrase.noun {
            Noun::Title(row) => matches!(
                self.page.known().titles[usize::from(row)].level,
                L::Envoy | L::Adviser | L::Chief | L::DeputyChief | L::Spokesperson
            ),
            _ => false,
        }
    }

    /// True for people and bodies that are of the state where they are: residents, ministries; not
    /// envoys or embassies.
    fn is_settled(&self, phrase: &Phrase) -> bool {
        use chancery_data::schema::TitleLevel;
        let known = self.page.known();
        match phrase.noun {
            Noun::Title(row) => {
                let row = &known.titles[usize::from(row)];
                row.level == TitleLevel::Official && row.sector == "GOV"
            }
            Noun::People(row) => {
                let row = &known.group_nouns[usize::from(row)];
                let kind = row.kind.as_str();
                let own = matches!(row.sector.as_str(), "CVL" | "REL" | "LAB" | "OPP" | "JUD");
                (own && matches!(kind, "people" | "crowd"))
                    || (row.sector == "GOV" && row.noun == row.plural)
            }
            Noun::Bodies(row) => self.sits(phrase.end, known.org_nouns[usize::from(row)].kind),
            _ => false,
        }
    }

    fn complement(&self, phrase: &mut Phrase, at: TokenId, of: bool) {
        if let Some(body) = self.body_from(at) {
            phrase.body = phrase.body.or(Some(body));
            phrase.end = self.bodies[body].end;
        } else if let Some((end, countries)) = self.country_list(at) {
            let abroad = matches!(phrase.noun, Noun::Title(_)) && !of && countries.len() == 1;
            if phrase.countries.is_empty() && !abroad {
                phrase.countries = countries;
            }
            phrase.end = end;
        } else if let Some((end, quantity)) = self.counted_countries(at) {
            let exact = quantity.filter(|q| q.bound == Bound::Exact);
            phrase.states = exact.map(|q| q.value as usize);
            phrase.quantity = phrase.quantity.or(quantity.map(one_each));
            phrase.end = end;
        } else if let Some(piece) = self
            .page
            .pieces
            .from(at)
            .filter(|piece| is_place(piece.kind))
        {
            phrase.end = piece.end;
        } else if of && matches!(phrase.noun, Noun::Title(_)) {
            self.office_complement(phrase, at);
        } else if matches!(phrase.noun, Noun::Title(_)) && phrase.countries.is_empty() {
            self.served(phrase, at);
        }
    }

    /// "adviser to the prime minister of Velia" is Velia's; an envoy to one is not.
    fn served(&self, phrase: &mut Phrase, at: TokenId) {
        use chancery_data::schema::TitleLevel::{Adviser, Chief, Official, Spokesperson};
        let page = &self.page;
        let Noun::Title(row) = phrase.noun else {
            return;
        };
        let level = page.known().titles[usize::from(row)].level;
        let served = self.noun_at(at).map(|noun| noun.0);
        let of = served.and_then(|end| page.inside(end));
        let Some(of) = of.filter(|&t| page.is(t, WordKind::Of)) else {
            return;
        };
        let mut owner = next(of);
        if page
            .inside(owner)
            .is_some_and(|t| page.is(t, WordKind::Definite))
        {
            owner = next(owner);
        }
        if matches!(level, Adviser | Chief | Official | Spokesperson)
            && let Some((_, countries)) = self.country_list(owner)
        {
            phrase.countries = countries;
        }
    }

    /// "Britain, Germany and France".
    fn country_list(&self, at: TokenId) -> Option<(TokenId, Vec<(u16, Span)>)> {
        let page = &self.page;
        let mut found = Vec::new();
        let (mut t, mut end) = (at, at);
        while let Some(piece) = page.inside(t).and_then(|t| page.pieces.from(t)) {
            let (PieceKind::Country(row) | PieceKind::Capital(row)) = piece.kind else {
                break;
            };
            if piece.end.index() < page.parse.len()
                && page.inside(piece.end).is_some_and(|t| page.possessive(t))
            {
                break;
            }
            found.push((row, page.span(piece.first, piece.end)));
            end = piece.end;
            t = self.after_joint(piece.end);
        }
        (!found.is_empty()).then_some((end, found))
    }

    /// The token after ",", "and", ", and"; the token itself without any of them.
    fn after_joint(&self, at: TokenId) -> TokenId {
        let page = &self.page;
        let mut at = at;
        if page.inside(at).is_some_and(|t| page.comma(t)) {
            at = next(at);
        }
        if page.inside(at).is_some_and(|t| page.is(t, WordKind::And)) {
            at = next(at);
        }
        at
    }

    /// "more than 10 countries", "both states".
    fn counted_countries(&self, at: TokenId) -> Option<(TokenId, Option<Quantity>)> {
        let page = &self.page;
        let limit = at.0 + 6;
        let noun = (at.0..limit)
            .map(TokenId)
            .take_while(|&t| page.inside(t).is_some())
            .find(|&t| page.is(t, WordKind::CountryNoun))?;
        let left = self.left(noun);
        (left.first <= at).then_some((next(noun), left.quantity))
    }

    /// "minister of defense", "head of the Velian negotiating team": words of the office.
    fn office_complement(&self, phrase: &mut Phrase, at: TokenId) {
        let page = &self.page;
        let mut t = at;
        while let Some(token) = page.inside(t).filter(|t| t.0 < at.0 + 4) {
            t = match page.pieces.from(token) {
                Some(piece) => match self.people_of(phrase, piece) {
                    Some(end) => end,
                    None => break,
                },
                None if self.may_modify(token) => next(token),
                None => break,
            };
        }
        if t > at && self.is_noun(TokenId(t.0 - 1), t) {
            phrase.end = t;
            if phrase.countries.is_empty() {
                phrase.core.1 = t;
            }
        }
    }

    /// Takes the people of "the Velian team" as the owner; one past its word.
    fn people_of(&self, phrase: &mut Phrase, piece: &Piece) -> Option<TokenId> {
        let PieceKind::Adjective(row) = piece.kind else {
            return None;
        };
        let span = self.page.span(piece.first, piece.end);
        let first = phrase.countries.is_empty();
        first.then(|| phrase.countries.push((row, span)))?;
        Some(piece.end)
    }
}

fn is_place(kind: PieceKind) -> bool {
    matches!(
        kind,
        PieceKind::Region(_) | PieceKind::Facility(_) | PieceKind::Place | PieceKind::Capital(_)
    )
}

/// People from so many states are at least as many.
fn one_each(states: Quantity) -> Quantity {
    let bound = match states.bound {
        Bound::Exact => Bound::AtLeast,
        told => told,
    };
    Quantity {
        bound,
        approximate: true,
        ..states
    }
}
