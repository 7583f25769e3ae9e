//! Noun phrases of people, offices and bodies: "Türkiye's former deputy foreign minister",
//! "representatives from more than 10 countries", "the ministry".
//!
//! From a noun of the tables outwards by surface alone: articles, numbers, peoples, possessors and
//! modifiers to the left, "of", "for", "from" with a country or a body to the right. The tree is not
//! asked: it fails inside long names.

use chancery_nlp::{Span, TokenId, Upos};

mod left;
mod right;

use super::page::Page;
use super::{Quantity, Tense};
use crate::places::pieces::{OrgSource, Piece, PieceKind, next};
use crate::places::tables::{Entry, WordKind};

/// Row of the table that the noun of a phrase comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    /// `actors/titles.tsv`.
    Title(u16),
    /// `lang/en/group_nouns.tsv`.
    People(u16),
    /// `lang/en/unnamed.tsv`.
    Source(u16),
    /// Plural of `lang/en/org_nouns.tsv`: "embassies", "the Kurdish parties".
    Bodies(u16),
    /// "country".
    Country,
    /// "counterpart".
    Counterpart,
}

/// How a phrase is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Article {
    None,
    Definite,
    Indefinite,
    /// "his", at this token.
    Owner(TokenId),
}

/// A body that is named or described.
#[derive(Clone, Debug)]
pub(super) struct Body {
    /// Phrase with owner and article.
    pub(super) first: TokenId,
    pub(super) end: TokenId,
    /// The name alone, or the noun with its modifiers.
    pub(super) core: (TokenId, TokenId),
    pub(super) source: OrgSource,
    /// Row of the country that owns it, and the words that say so.
    pub(super) country: Option<(u16, Span)>,
    /// True for "the ministry": a noun in lower case without modifiers or owner.
    pub(super) bare: bool,
    /// True for a noun in lower case.
    pub(super) described: bool,
    pub(super) article: Article,
}

/// A phrase of people or of an office.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// All of it.
    pub(super) first: TokenId,
    pub(super) end: TokenId,
    /// The office or noun with its own modifiers.
    pub(super) core: (TokenId, TokenId),
    /// The noun of the table alone.
    pub(super) noun_first: TokenId,
    pub(super) noun: Noun,
    pub(super) plural: bool,
    pub(super) article: Article,
    /// Rows of the countries named as owners, with the words.
    pub(super) countries: Vec<(u16, Span)>,
    /// Number of the body that owns the office.
    pub(super) body: Option<usize>,
    pub(super) quantity: Option<Quantity>,
    /// How many states own it, in "officials from both countries".
    pub(super) states: Option<usize>,
    pub(super) tense: Tense,
    /// True where words describe the noun beyond article and number.
    pub(super) modified: bool,
    /// True where one of several owners is no country ("European and American").
    pub(super) mixed: bool,
    /// The person in "Marin's press secretary".
    pub(super) master: Option<TokenId>,
}

impl Phrase {
    /// The one country that owns it.
    pub(super) fn country(&self) -> Option<(u16, Span)> {
        match self.countries.as_slice() {
            [one] if !self.mixed => Some(*one),
            _ => None,
        }
    }

    /// True for a noun alone, at most with an article or a number.
    pub(super) fn is_bare(&self) -> bool {
        self.countries.is_empty() && self.body.is_none() && !self.modified
    }
}

/// Reads the phrases of a page.
pub(super) struct Reader<'a> {
    pub(super) page: Page<'a>,
    /// Bodies found so far, in order.
    pub(super) bodies: Vec<Body>,
}

impl<'a> Reader<'a> {
    /// Reads all bodies of the page: typed names first, then nouns in lower case.
    pub(super) fn new(page: Page<'a>) -> Self {
        let mut reader = Reader {
            page,
            bodies: Vec::new(),
        };
        for token in page.parse.tokens() {
            let body = match page.pieces.at(token) {
                Some(piece) if piece.first == token => reader.named_body(piece),
                Some(_) => None,
                None if reader.body_over(token).is_some() => None,
                None => reader.described_body(token),
            };
            reader.bodies.extend(body);
        }
        reader
    }

    /// The body whose name or phrase begins at `token`.
    pub(super) fn body_from(&self, token: TokenId) -> Option<usize> {
        let near = self.bodies.partition_point(|body| body.core.0 < token);
        (near..self.bodies.len().min(near + 3))
            .find(|&at| self.bodies[at].first <= token && token <= self.bodies[at].core.0)
    }

    /// The body whose name or noun covers `token`.
    fn body_over(&self, token: TokenId) -> Option<&Body> {
        let after = self.bodies.partition_point(|body| body.core.0 <= token);
        let body = self.bodies.get(after.checked_sub(1)?)?;
        (token < body.core.1).then_some(body)
    }

    /// The body that ends before `token`.
    pub(super) fn body_to(&self, token: TokenId) -> Option<usize> {
        let near = self.bodies.partition_point(|body| body.core.0 < token);
        near.checked_sub(1)
            .filter(|&at| self.bodies[at].core.1 == token)
    }

    fn named_body(&self, piece: &Piece) -> Option<Body> {
        let PieceKind::Org(source) = piece.kind else {
            return None;
        };
        let (mut first, mut country) = (piece.first, None);
        if let Some((end, row)) = self.page.scan.longest(piece.first, |entry| match entry {
            Entry::Adjective(row) | Entry::Country(row) => Some(row),
            _ => None,
        }) && end < piece.end
        {
            country = Some((row, self.page.span(piece.first, end)));
        } else if let Some((from, owner)) = self.owner_before(piece.first) {
            first = from;
            country = Some(owner);
        }
        let country = country.or_else(|| self.country_inside(piece));
        let source = self.own_source(source, country);
        let article = self.article_before(first);
        let (first, article) =
            article.map_or((first, Article::None), |(at, article)| (at, article));
        Some(Body {
            first,
            end: piece.end,
            core: (piece.first, piece.end),
            source,
            country,
            bare: false,
            described: false,
            article,
        })
    }

    /// Another country's body of the same name is not the one of the table.
    fn own_source(&self, source: OrgSource, owner: Option<(u16, Span)>) -> OrgSource {
        let known = self.page.known();
        let (OrgSource::Row(row), Some((owner, _))) = (source, owner) else {
            return source;
        };
        let listed = &known.organisations[usize::from(row)].country;
        let state = known.country(listed).is_some();
        if state && *listed != known.countries[usize::from(owner)].code {
            return OrgSource::Engine;
        }
        source
    }

    /// The country in "Ministry of Defense of Ukraine".
    fn country_inside(&self, piece: &Piece) -> Option<(u16, Span)> {
        (piece.first.0 + 1..piece.end.0)
            .map(TokenId)
            .find_map(|token| {
                let of = self
                    .page
                    .previous(token)
                    .is_some_and(|t| self.page.is(t, WordKind::Of));
                let (end, row) = self.page.scan.longest(token, country_entry)?;
                of.then(|| (row, self.page.span(token, end)))
            })
    }

    /// "Türkiye's", "Turkish", "U.S." before `at`: where it begins and whose it is.
    fn owner_before(&self, at: TokenId) -> Option<(TokenId, (u16, Span))> {
        let before = self.page.previous(at)?;
        let end = if self.page.possessive(before) {
            before
        } else {
            at
        };
        let piece = self
            .page
            .pieces
            .to(end)
            .filter(|piece| piece.first >= self.page.sentence(before).first)?;
        let row = match piece.kind {
            PieceKind::Country(row) => row,
            PieceKind::Adjective(row) if end == at => row,
            PieceKind::Capital(row) if end != at => row,
            _ => return None,
        };
        Some((piece.first, (row, self.page.span(piece.first, piece.end))))
    }

    fn article_before(&self, at: TokenId) -> Option<(TokenId, Article)> {
        let before = self.page.previous(at)?;
        let article = self.article(before)?;
        Some((before, article))
    }

    fn article(&self, token: TokenId) -> Option<Article> {
        let page = &self.page;
        if page.is(token, WordKind::Definite)
            || (page.is(token, WordKind::Demonstrative) && !page.is(token, WordKind::Relative))
        {
            return Some(Article::Definite);
        }
        if page.is(token, WordKind::Indefinite) {
            return Some(Article::Indefinite);
        }
        let known = page.known();
        let possessive = |entry| matches!(entry, Entry::Pronoun(row) if known.pronouns[usize::from(row)].case == "possessive");
        page.scan
            .has(token, possessive)
            .then_some(Article::Owner(token))
    }

    /// A body by its noun in lower case: "China's foreign ministry", "the council".
    fn described_body(&self, token: TokenId) -> Option<Body> {
        let (end, row) = self.page.scan.longest(token, |entry| match entry {
            Entry::OrgNoun(row, false) => Some(row),
            _ => None,
        })?;
        if !self.is_noun(token, end) || self.is_part(token, end) {
            return None;
        }
        let left = self.left(token);
        let country = match left.countries.as_slice() {
            [one] => Some(*one),
            _ => left.body.and_then(|body| self.bodies[body].country),
        };
        let seat = match country {
            None => self.seat(end, row),
            Some(_) => None,
        };
        let bare = country.is_none() && seat.is_none() && left.core == token && left.body.is_none();
        let within =
            |at: &TokenId| self.page.is(*at, WordKind::Of) || left.article == Article::Indefinite;
        let end = seat.filter(|_| within(&end)).map_or(end, |seat| seat.0);
        Some(Body {
            first: left.first,
            end,
            core: (left.core, end),
            source: OrgSource::Noun(row),
            country: country.or(seat.map(|seat| seat.1)),
            bare,
            described: true,
            article: left.article,
        })
    }

    /// True where the noun is the first part of a longer one: "opposition parties", "army chief",
    /// "opposition leader".
    fn is_part(&self, token: TokenId, end: TokenId) -> bool {
        let plural = self.page.scan.longest(token, |entry| {
            matches!(entry, Entry::OrgNoun(_, true) | Entry::GroupNoun(_, true)).then_some(())
        });
        let title = self.page.scan.longest(token, |entry| {
            matches!(entry, Entry::Title(..) | Entry::GroupNoun(..)).then_some(())
        });
        let own = self.page.known();
        let office = || {
            let found = self.page.scan.longest(token, |entry| match entry {
                Entry::OrgNoun(row, false) => Some(row),
                _ => None,
            });
            found.is_some_and(|hit| own.org_nouns[usize::from(hit.1)].sector == "OPP")
        };
        plural.is_some_and(|hit| hit.0 > end) || title.is_some_and(|hit| hit.0 > end) && office()
    }

    /// "of Senegal", "in Lilongwe" behind the noun of a public body: one past it, and whose it is.
    fn seat(&self, at: TokenId, row: u16) -> Option<(TokenId, (u16, Span))> {
        let page = &self.page;
        let joint = page.inside(at)?;
        let of = page.is(joint, WordKind::Of);
        let kind = page.known().org_nouns[usize::from(row)].kind;
        if !(of || page.is(joint, WordKind::Within) && self.sits(at, kind)) {
            return None;
        }
        let mut first = page.inside(next(joint))?;
        if page.is(first, WordKind::Definite) {
            first = page.inside(next(first))?;
        }
        let (end, owner) = self.seat_at(first, of)?;
        let listed = page
            .inside(end)
            .is_some_and(|t| page.is(t, WordKind::And) || page.possessive(t));
        (!listed).then_some((end, owner))
    }

    /// True for bodies that are of the state in which they sit: a court, not an embassy.
    fn sits(&self, end: TokenId, kind: chancery_data::schema::OrgKind) -> bool {
        use chancery_data::schema::OrgKind as K;
        let last = TokenId(end.0 - 1);
        let abroad = self.page.is(last, WordKind::Address) || self.page.is(last, WordKind::Travel);
        let public = matches!(
            kind,
            K::Ministry | K::Agency | K::Parliament | K::Court | K::Police
        );
        public && !abroad
    }

    /// The state named at `at`, or, where `of` is not asked for, the state of the town named there.
    pub(super) fn seat_at(&self, at: TokenId, of: bool) -> Option<(TokenId, (u16, Span))> {
        let page = &self.page;
        let piece = page.pieces.from(at)?;
        let span = page.span(piece.first, piece.end);
        let row = match piece.kind {
            PieceKind::Country(row) => row,
            PieceKind::Capital(row) if !of => row,
            PieceKind::Place if !of => {
                let place = page.places.at(at).filter(|place| place.end == piece.end)?;
                page.lexicon.country_row(place.country.as_deref()?)?
            }
            _ => return None,
        };
        Some((piece.end, (row, span)))
    }

    /// True for a noun; also for one that the tagger took for an adjective or a verb, where it ends
    /// its phrase: "The tribunal sentenced".
    fn is_noun(&self, first: TokenId, end: TokenId) -> bool {
        let page = &self.page;
        let token = TokenId(end.0 - 1);
        let upos = page.parse.upos(token);
        if matches!(upos, Upos::Noun | Upos::Propn | Upos::X) {
            return true;
        }
        let opened = page.previous(first).is_none_or(|t| {
            self.article(t).is_some()
                || page.possessive(t)
                || matches!(page.parse.upos(t), Upos::Adj | Upos::Noun)
                || page.pieces.at(t).is_some_and(|piece| {
                    matches!(piece.kind, PieceKind::Adjective(_) | PieceKind::Country(_))
                })
        });
        let goes_on = page.inside(next(token)).is_some_and(|t| {
            page.hyphen(t)
                || matches!(
                    page.parse.upos(t),
                    Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::Pron
                )
        });
        matches!(upos, Upos::Adj | Upos::Verb) && opened && !goes_on
    }

    /// The phrase whose noun of people begins at `token`.
    pub(super) fn phrase(&self, token: TokenId) -> Option<Phrase> {
        let covered = self.page.pieces.at(token);
        if covered.is_some_and(|piece| {
            !matches!(piece.kind, PieceKind::Other | PieceKind::Place)
                && !self.is_bloc(token, piece.end)
        }) {
            return None;
        }
        let (end, (noun, plural)) = self.noun_at(token)?;
        let named = self
            .page
            .pieces
            .from(end)
            .is_some_and(|piece| piece.kind == PieceKind::Person);
        if !named && (!self.is_noun(token, end) || self.goes_on(end)) {
            return None;
        }
        let left = self.left(token);
        let mut phrase = Phrase {
            first: left.first,
            end,
            core: (left.core, end),
            noun_first: token,
            noun,
            plural,
            article: left.article,
            countries: left.countries,
            body: left.body,
            quantity: left.quantity,
            states: None,
            tense: left.tense,
            modified: left.modified,
            mixed: left.mixed,
            master: left.master,
        };
        for _ in 0..2 {
            let named = self
                .page
                .pieces
                .from(phrase.end)
                .is_some_and(|piece| piece.kind == PieceKind::Person);
            if !named {
                self.right(&mut phrase);
            }
        }
        Some(phrase)
    }

    /// True for "the Baltic states", which the table of regions has too.
    fn is_bloc(&self, token: TokenId, end: TokenId) -> bool {
        let known = self.page.known();
        let found = self.page.scan.longest(token, |entry| match entry {
            Entry::GroupNoun(row, true) => Some(row),
            _ => None,
        });
        found.is_some_and(|(stop, row)| {
            let row = &known.group_nouns[usize::from(row)];
            stop >= end && stop.0 > token.0 + 1 && row.kind == "collective" && row.sector == "GOV"
        })
    }

    /// The longest noun of people at `token`; "the foreign ministry spokesman" leaves the ministry
    /// to the bodies, and a noun that is a body already is none of people.
    pub(super) fn noun_at(&self, token: TokenId) -> Option<(TokenId, (Noun, bool))> {
        let page = &self.page;
        for (kind, noun) in [
            (WordKind::CountryNoun, Noun::Country),
            (WordKind::Counterpart, Noun::Counterpart),
        ] {
            if page.is(token, kind) {
                let plural = page.word(token).ends_with('s');
                return Some((next(token), (noun, plural)));
            }
        }
        let people = page.scan.longest(token, |entry| self.noun(entry));
        let bodies = page.scan.longest(token, |entry| match entry {
            Entry::OrgNoun(row, true) => Some((Noun::Bodies(row), true)),
            _ => None,
        });
        let longer = |hit: &(TokenId, _)| people.as_ref().is_none_or(|one| one.0 < hit.0);
        let found = bodies.filter(longer).or(people)?;
        let covered = self
            .body_over(token)
            .is_some_and(|body| body.core.1 >= found.0 || self.is_office_owner(body));
        (!covered).then_some(found)
    }

    /// True for bodies whose officers are told with them: a ministry, not an army.
    fn is_office_owner(&self, body: &Body) -> bool {
        use chancery_data::schema::OrgKind;
        match body.source {
            OrgSource::Noun(row) => {
                let kind = self.page.known().org_nouns[usize::from(row)].kind;
                matches!(
                    kind,
                    OrgKind::Ministry
                        | OrgKind::Agency
                        | OrgKind::Intelligence
                        | OrgKind::Parliament
                        | OrgKind::Court
                        | OrgKind::Igo
                )
            }
            _ => true,
        }
    }

    fn noun(&self, entry: Entry) -> Option<(Noun, bool)> {
        Some(match entry {
            Entry::Title(row, plural) => (Noun::Title(row), plural),
            Entry::GroupNoun(row, plural) => {
                let group = &self.page.known().group_nouns[usize::from(row)];
                (Noun::People(row), plural || group.kind != "people")
            }
            Entry::Unnamed(row) => (
                Noun::Source(row),
                self.page.known().unnamed[usize::from(row)].number != "s",
            ),
            _ => return None,
        })
    }

    /// True where the noun only modifies the next one: "official visit", "minister level".
    fn goes_on(&self, end: TokenId) -> bool {
        let Some(after) = self.page.inside(end) else {
            return false;
        };
        let page = &self.page;
        let noun = page.parse.upos(after) == Upos::Noun && !page.is(after, WordKind::Designate);
        let level = page.hyphen(after)
            && !page.parse.space_after[end.index() - 1]
            && page
                .inside(next(after))
                .is_some_and(|t| !page.is(t, WordKind::Designate));
        let quoted = page
            .scan
            .has(after, |entry| matches!(entry, Entry::Calendar));
        (noun || level) && !quoted
    }
}

fn country_entry(entry: Entry) -> Option<u16> {
    match entry {
        Entry::Country(row) => Some(row),
        _ => None,
    }
}
