//! Noun phrases of people, offices and bodies: "Türkiye's former deputy foreign minister",
//! "representatives from more than 10 countries", "the ministry".
//!
//! From a noun of the tables outwards by surface alone: articles, numbers, peoples, possessors and
//! modifiers to the left, "of", "for", "from" with a country or a body to the right. The tree is not
//! asked: it fails inside long names.

use chancery_nlp::{Span, TokenId, Upos};

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
    pub(super) plural: bool,
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

/// What stands to the left of a noun.
struct Left {
    noun: TokenId,
    first: TokenId,
    core: TokenId,
    open: bool,
    article: Article,
    countries: Vec<(u16, Span)>,
    body: Option<usize>,
    quantity: Option<Quantity>,
    tense: Tense,
    modified: bool,
    mixed: bool,
    master: Option<TokenId>,
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
            plural: false,
        })
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
        let possessive = |entry| matches!(entry, Entry::Pronoun(row) if known.pronouns[usize::from(row)].kind == "possessive");
        page.scan
            .has(token, possessive)
            .then_some(Article::Owner(token))
    }

    /// A body by its noun in lower case: "China's foreign ministry", "the council".
    fn described_body(&self, token: TokenId) -> Option<Body> {
        let (end, (row, plural)) = self.page.scan.longest(token, |entry| match entry {
            Entry::OrgNoun(row, plural) => Some((row, plural)),
            _ => None,
        })?;
        if !self.is_noun(TokenId(end.0 - 1)) {
            return None;
        }
        let left = self.left(token);
        let bare = left.countries.is_empty() && left.core == token && left.body.is_none();
        let country = match left.countries.as_slice() {
            [one] => Some(*one),
            _ => left.body.and_then(|body| self.bodies[body].country),
        };
        Some(Body {
            first: left.first,
            end,
            core: (left.core, end),
            source: OrgSource::Noun(row),
            country,
            bare,
            described: true,
            article: left.article,
            plural,
        })
    }

    fn is_noun(&self, token: TokenId) -> bool {
        matches!(
            self.page.parse.upos(token),
            Upos::Noun | Upos::Propn | Upos::X
        )
    }

    /// The phrase whose noun of people begins at `token`.
    pub(super) fn phrase(&self, token: TokenId) -> Option<Phrase> {
        let covered = self.page.pieces.at(token);
        if covered.is_some_and(|piece| !matches!(piece.kind, PieceKind::Other | PieceKind::Place)) {
            return None;
        }
        let (end, (noun, plural)) = self.noun_at(token)?;
        let named = self
            .page
            .pieces
            .from(end)
            .is_some_and(|piece| piece.kind == PieceKind::Person);
        if !named && (!self.is_noun(TokenId(end.0 - 1)) || self.goes_on(end)) {
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

    /// The longest noun of people at `token`; "the foreign ministry spokesman" leaves the ministry
    /// to the bodies, and a noun that is a body already is none of people.
    fn noun_at(&self, token: TokenId) -> Option<(TokenId, (Noun, bool))> {
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
        let found = page.scan.longest(token, |entry| self.noun(entry))?;
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

    /// Reads leftwards from a noun at `core`.
    fn left(&self, core: TokenId) -> Left {
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
        let row = match piece.kind {
            PieceKind::Adjective(row) | PieceKind::Country(row) => row,
            _ => return false,
        };
        left.countries
            .insert(0, (row, self.page.span(piece.first, piece.end)));
        left.first = piece.first;
        left.open = false;
        true
    }

    /// "two", "10", "several", "more than", "both".
    fn take_number(&self, left: &mut Left) -> bool {
        for length in [3, 2, 1] {
            let Some(at) = left.first.0.checked_sub(length).map(TokenId) else {
                continue;
            };
            if at < self.page.sentence(TokenId(left.first.0 - 1)).first {
                continue;
            }
            let Some((value, kind)) = self.number(at, left.first) else {
                continue;
            };
            let vague = kind != "cardinal" && kind != "collective";
            let quantity = left.quantity.unwrap_or(Quantity {
                value,
                approximate: vague,
            });
            left.quantity = Some(Quantity {
                approximate: quantity.approximate || vague,
                ..quantity
            });
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
        matches!(
            hit.kind.as_str(),
            "cardinal" | "vague" | "collective" | "approx" | "approx_above" | "approx_below"
        )
        .then_some((hit.value, hit.kind.as_str()))
    }

    fn take_modifier(&self, left: &mut Left, before: TokenId) -> bool {
        let page = &self.page;
        let tense = [
            (WordKind::Former, Tense::Former),
            (WordKind::Acting, Tense::Acting),
            (WordKind::Designate, Tense::Designate),
        ];
        if let Some((_, tense)) = tense.into_iter().find(|row| page.is(before, row.0)) {
            left.tense = tense;
            left.first = before;
            left.open = false;
            return true;
        }
        if page.hyphen(before) || page.is(before, WordKind::And) {
            return self.take_joint(left, before);
        }
        let late = !left.countries.is_empty() && page.pieces.at(before).is_none();
        if !self.may_modify(before) || (late && page.parse.upos(before) != Upos::Adj) {
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

    fn may_modify(&self, token: TokenId) -> bool {
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

    /// Reads "of", "for", "from", "at", "to" and what follows.
    fn right(&self, phrase: &mut Phrase) {
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
        if let Some(body) = self.body_from(after) {
            phrase.body = phrase.body.or(Some(body));
            phrase.end = self.bodies[body].end;
            return;
        }
        if page.is(after, WordKind::Definite) {
            match page.inside(next(after)) {
                Some(t) => after = t,
                None => return,
            }
        }
        self.complement(phrase, after, of);
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
            phrase.quantity = phrase.quantity.or(quantity);
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

    /// "minister of defense", "head of the negotiating team": lower-case words of the office.
    fn office_complement(&self, phrase: &mut Phrase, at: TokenId) {
        let page = &self.page;
        let mut t = at;
        while t.0 < at.0 + 4 {
            let Some(token) = page.inside(t) else { break };
            if let Some(piece) = page.pieces.from(token) {
                match piece.kind {
                    PieceKind::Adjective(row) if phrase.countries.is_empty() => {
                        phrase
                            .countries
                            .push((row, page.span(piece.first, piece.end)));
                        t = piece.end;
                        continue;
                    }
                    _ => break,
                }
            }
            if !page.modifies(token) || page.scan.has(token, |entry| entry == Entry::Calendar) {
                break;
            }
            t = next(t);
        }
        let ends_in_noun = t > at && self.is_noun(TokenId(t.0 - 1));
        if ends_in_noun {
            phrase.end = t;
            if phrase.countries.is_empty() {
                phrase.core.1 = t;
            }
        }
    }
}

fn is_place(kind: PieceKind) -> bool {
    matches!(
        kind,
        PieceKind::Region(_) | PieceKind::Place | PieceKind::Capital(_)
    )
}

fn country_entry(entry: Entry) -> Option<u16> {
    match entry {
        Entry::Country(row) => Some(row),
        _ => None,
    }
}
