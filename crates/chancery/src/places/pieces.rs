//! Names in the text, typed: persons, organisations, countries, peoples, capitals, regions.
//!
//! From the engine's names and the tables, left to right, no overlap. The tables win over the
//! engine for organisations and countries; a title before a run of capitals makes a person, whatever
//! the engine says; a run of capitals that ends in a noun of bodies ("National Security and Defense
//! Council") is an organisation. A last pass gives single capitals the type of the full name that
//! they end. Cost: linear.

use chancery_nlp::{Name, NameKind, Parse, Sentence, TokenId, Upos, Xpos};

use super::tables::{Entry, Scan, WordKind};

/// Where an organisation is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrgSource {
    /// Row of the table of organisations.
    Row(u16),
    /// Row of the table of agencies.
    Agency(u16),
    /// Row of the table of outlets.
    Outlet(u16),
    /// Its own head noun: row of the table of nouns of bodies.
    Noun(u16),
    /// The engine alone.
    Engine,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PieceKind {
    Person,
    Org(OrgSource),
    Country(u16),
    Adjective(u16),
    People(u16, bool),
    Capital(u16),
    Metonym(u16),
    Region(u16),
    Facility(u16),
    /// A place by the engine alone.
    Place,
    /// An event, a vessel, something else.
    Other,
}

/// A typed name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) first: TokenId,
    pub(crate) end: TokenId,
    pub(crate) kind: PieceKind,
}

/// Typed names in the order of the text, without overlap.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pieces {
    pub(crate) list: Vec<Piece>,
    /// Number of the piece plus one, by token; 0 outside.
    at: Vec<u32>,
}

impl Pieces {
    /// The piece that covers `token`.
    pub(crate) fn at(&self, token: TokenId) -> Option<&Piece> {
        let number = *self.at.get(token.index())?;
        self.list.get((number as usize).checked_sub(1)?)
    }

    /// The piece that begins at `token`.
    pub(crate) fn from(&self, token: TokenId) -> Option<&Piece> {
        self.at(token).filter(|piece| piece.first == token)
    }

    /// The piece that ends before `token`.
    pub(crate) fn to(&self, token: TokenId) -> Option<&Piece> {
        let before = TokenId(token.0.checked_sub(1)?);
        self.at(before).filter(|piece| piece.end == token)
    }

    fn index(&mut self, tokens: usize) {
        self.at = vec![0; tokens];
        for (number, piece) in self.list.iter().enumerate() {
            for token in piece.first.index()..piece.end.index() {
                self.at[token] = number as u32 + 1;
            }
        }
    }
}

/// Finds the typed names of `parse`.
pub(crate) fn find_pieces(scan: &Scan, text: &str, parse: &Parse) -> Pieces {
    let finder = Finder { scan, text, parse };
    let mut pieces = Pieces::default();
    for &sentence in &parse.sentences {
        finder.sentence(sentence, &mut pieces.list);
    }
    finder.initials(&mut pieces.list);
    finder.nicknames(&mut pieces.list);
    finder.quoted_names(&mut pieces.list);
    pieces.index(parse.len());
    finder.family_names(&mut pieces);
    pieces
}

/// The token after `token`.
pub(crate) fn next(token: TokenId) -> TokenId {
    TokenId(token.0 + 1)
}

/// The token before `token`, if it stands in the same sentence.
pub(crate) fn previous(parse: &Parse, token: TokenId) -> Option<TokenId> {
    (token > parse.sentence(token).first).then(|| TokenId(token.0 - 1))
}

/// True where the first letter is a capital.
pub(crate) fn is_capital(parse: &Parse, text: &str, token: TokenId) -> bool {
    parse
        .word(token, text)
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_uppercase)
}

/// True for the token "'s" or "'".
pub(crate) fn is_possessive(parse: &Parse, text: &str, token: TokenId) -> bool {
    let word = parse.word(token, text);
    word.starts_with(['\'', '\u{2019}'])
        && word.chars().count() <= 2
        && word.chars().skip(1).all(|c| c == 's' || c == 'S')
}

/// True for a token that is a hyphen.
pub(crate) fn is_hyphen(parse: &Parse, text: &str, token: TokenId) -> bool {
    matches!(
        parse.word(token, text),
        "-" | "\u{2010}" | "\u{2011}" | "\u{2013}"
    )
}

/// True for a token that is a comma.
pub(crate) fn is_comma(parse: &Parse, text: &str, token: TokenId) -> bool {
    parse.word(token, text) == ","
}

/// Words of the longest run of capitals that is taken for a person without the engine's word; what
/// a hyphen joins counts once.
const LONGEST_NAME: u32 = 5;

/// Bytes of the longest title that is also a name: "Sen", "Rep", "Gen".
const SHORT_TITLE: usize = 3;

struct Finder<'a> {
    scan: &'a Scan,
    text: &'a str,
    parse: &'a Parse,
}

impl Finder<'_> {
    fn sentence(&self, sentence: Sentence, out: &mut Vec<Piece>) {
        let shouting = self.is_title_case(sentence);
        let mut at = sentence.first;
        while at < sentence.end {
            if let Some(piece) = self.piece(at, sentence, shouting) {
                out.push(piece);
                at = piece.end;
                continue;
            }
            let title = self.title_end(at);
            let person = title
                .filter(|_| !shouting)
                .and_then(|end| self.titled(end, sentence));
            at = match (person, title) {
                (Some(piece), _) => {
                    out.push(piece);
                    piece.end
                }
                (None, Some(end)) => end,
                (None, None) => next(at),
            };
        }
    }

    /// The name that begins at `at`.
    fn piece(&self, at: TokenId, sentence: Sentence, shouting: bool) -> Option<Piece> {
        let engine = self.engine_name(at);
        if !self.capital(at) {
            let person = engine.filter(|name| name.kind == NameKind::Person)?;
            return self.person(at, person.end);
        }
        if let Some(piece) = self.given_country(at) {
            return Some(piece);
        }
        let table = self.table_name(at);
        let body = |piece: Piece| matches!(piece.kind, PieceKind::Org(_));
        let article = table.is_none() && self.scan.is(at, WordKind::Definite);
        if article && next(at) < sentence.end && self.table_name(next(at)).is_some_and(body) {
            // "The Arab League": the name begins behind the article.
            return None;
        }
        let table_end = table.map_or(at, |piece| piece.end);
        let run = self.org_run(at, sentence).filter(|run| run.0 > table_end);
        let solid = table.is_some_and(|piece| {
            let capital = matches!(piece.kind, PieceKind::Capital(_));
            let given = |entry| matches!(entry, Entry::Given(_));
            matches!(piece.kind, PieceKind::Country(_) | PieceKind::Adjective(_))
                || capital && !self.scan.has(at, given)
        });
        if let Some(name) = engine {
            let longer = name.end > table_end.max(run.map_or(at, |run| run.0));
            let same = name.end == table_end && run.is_none() && !solid;
            // "the minister of Poland K. Radwan": the name begins behind the country.
            let owner = table.filter(|piece| matches!(piece.kind, PieceKind::Country(_)));
            let owner = owner.filter(|_| self.follows_of(at));
            if name.kind == NameKind::Person && (longer || same) {
                return owner.or_else(|| self.person(at, name.end));
            }
        }
        if let Some((end, row)) = run {
            return Some(Piece {
                first: at,
                end,
                kind: PieceKind::Org(OrgSource::Noun(row)),
            });
        }
        match (table, engine) {
            (Some(piece), Some(name)) if name.kind == NameKind::Org && self.widens(name, piece) => {
                Some(Piece {
                    end: name.end,
                    kind: PieceKind::Org(OrgSource::Engine),
                    ..piece
                })
            }
            (Some(piece), _) => Some(piece),
            (None, Some(name)) => self.by_engine(at, name, sentence),
            (None, None) if shouting => None,
            (None, None) => self.by_shape(at, sentence),
        }
    }

    /// True behind "of".
    fn follows_of(&self, at: TokenId) -> bool {
        previous(self.parse, at).is_some_and(|before| self.scan.is(before, WordKind::Of))
    }

    /// The longest name of the tables at `at`; organisations before countries before the rest.
    fn table_name(&self, at: TokenId) -> Option<Piece> {
        let mut best: Option<(u32, u8, Piece)> = None;
        for hit in self.scan.at(at) {
            let Some((rank, kind)) = self.ranked(hit.value, at, hit.end) else {
                continue;
            };
            if best.as_ref().is_none_or(|b| (hit.end.0, rank) > (b.0, b.1)) {
                best = Some((
                    hit.end.0,
                    rank,
                    Piece {
                        first: at,
                        end: hit.end,
                        kind,
                    },
                ));
            }
        }
        best.map(|b| b.2)
    }

    fn ranked(&self, entry: Entry, at: TokenId, end: TokenId) -> Option<(u8, PieceKind)> {
        let engine_org = || {
            end.0 - at.0 > 1
                || self
                    .parse
                    .name_at(at)
                    .is_some_and(|name| name.kind == NameKind::Org && name.end <= end)
        };
        Some(match entry {
            Entry::Forum => (10, PieceKind::Other),
            Entry::Org(row) => (9, PieceKind::Org(OrgSource::Row(row))),
            Entry::Country(row) => (8, PieceKind::Country(row)),
            Entry::Adjective(row) => (7, PieceKind::Adjective(row)),
            Entry::People(row, plural) => (6, PieceKind::People(row, plural)),
            Entry::Capital(row) => (5, PieceKind::Capital(row)),
            Entry::Metonym(row) => (4, PieceKind::Metonym(row)),
            Entry::Agency(row) => (3, PieceKind::Org(OrgSource::Agency(row))),
            Entry::Region(row) => (2, PieceKind::Region(row)),
            Entry::Facility(row) => (3, PieceKind::Facility(row)),
            Entry::Outlet(row) if engine_org() => (1, PieceKind::Org(OrgSource::Outlet(row))),
            _ => return None,
        })
    }

    /// True where the engine's organisation begins with a table name and says more; the possessor
    /// in "Kenya's Intelligence Service" is no part of the name.
    fn widens(&self, name: &Name, piece: Piece) -> bool {
        let owner = matches!(piece.kind, PieceKind::Country(_));
        if owner && piece.end < name.end && is_possessive(self.parse, self.text, piece.end) {
            return false;
        }
        let rest_is_name = (piece.end.0..name.end.0)
            .map(TokenId)
            .any(|t| self.capital(t));
        // "the European Union and Vietnam": two names.
        let after = next(piece.end);
        let joined = after < name.end
            && self.scan.is(piece.end, WordKind::And)
            && self
                .table_name(after)
                .is_some_and(|other| other.end >= name.end);
        if joined {
            return false;
        }
        let is_title = self.title_end(piece.end).is_some();
        name.end > piece.end && rest_is_name && !is_title
    }

    fn engine_name(&self, at: TokenId) -> Option<&Name> {
        self.parse.name_at(at).filter(|name| {
            name.first == at
                || self.scan.has(TokenId(at.0 - 1), |entry| {
                    matches!(entry, Entry::Title(..) | Entry::Adjective(_))
                })
                || is_possessive(self.parse, self.text, TokenId(at.0 - 1))
        })
    }

    fn by_engine(&self, at: TokenId, name: &Name, sentence: Sentence) -> Option<Piece> {
        let kind = match name.kind {
            NameKind::Person => return self.person(at, name.end),
            NameKind::Org if self.title_end(at).is_some_and(|end| end >= name.end) => return None,
            NameKind::Org if self.title_end(at).is_some() && !self.has_org_noun(at, name.end) => {
                return None;
            }
            NameKind::Org if self.is_pronoun_or_calendar(at) => return None,
            NameKind::Org => PieceKind::Org(OrgSource::Engine),
            NameKind::Place => PieceKind::Place,
            _ => PieceKind::Other,
        };
        let mut tokens = (at.0..name.end.0).map(TokenId);
        let body = tokens.any(|t| {
            self.scan
                .has(t, |entry| matches!(entry, Entry::OrgNoun(..)))
        });
        let engine = kind == PieceKind::Org(OrgSource::Engine);
        if engine && !body && self.described_as_person(name.end, sentence) {
            return self.person(at, name.end);
        }
        Some(Piece {
            first: at,
            end: name.end,
            kind,
        })
    }

    fn has_org_noun(&self, first: TokenId, end: TokenId) -> bool {
        let mut tokens = (first.0..end.0).map(TokenId);
        tokens.any(|t| {
            self.scan
                .has(t, |entry| matches!(entry, Entry::OrgNoun(..)))
        })
    }

    fn is_pronoun_or_calendar(&self, at: TokenId) -> bool {
        self.scan.has(at, |entry| {
            matches!(entry, Entry::Pronoun(_) | Entry::Calendar)
        })
    }

    /// A person without the help of the engine: a given name and more, or a run before ", TITLE".
    fn by_shape(&self, at: TokenId, sentence: Sentence) -> Option<Piece> {
        if self.is_function_word(at) || self.title_end(at).is_some() {
            return None;
        }
        let end = self.person_run(at, sentence)?;
        let given =
            end.0 - at.0 >= 2 && self.scan.has(at, |entry| matches!(entry, Entry::Given(_)));
        let begins = previous(self.parse, at).is_none_or(|t| {
            !self.capital(t) || self.scan.has(t, |entry| matches!(entry, Entry::Country(_)))
        });
        let alone = self.parse.names.is_empty() && begins && self.looks_personal(at, end);
        let person = given || alone || end.0 - at.0 >= 2 && self.described_as_person(end, sentence);
        (person && !self.is_class(at, end)).then_some(Piece {
            first: at,
            end,
            kind: PieceKind::Person,
        })
    }

    /// "Ada-class", a class of ships.
    fn is_class(&self, first: TokenId, end: TokenId) -> bool {
        let tail = TokenId(end.0 - 1);
        end.0 - first.0 == 3 && self.tight_hyphen(TokenId(tail.0 - 1)) && !self.capital(tail)
    }

    /// Two or more capitals, none of them a word that goes with offices and bodies.
    fn looks_personal(&self, at: TokenId, end: TokenId) -> bool {
        let mut tokens = (at.0..end.0).map(TokenId);
        let words = tokens.clone().filter(|&t| self.capital(t)).count();
        let trade = |t: TokenId| {
            self.scan.has(t, |entry| {
                matches!(
                    entry,
                    Entry::Word(WordKind::Modifier) | Entry::OrgNoun(..) | Entry::GroupNoun(..)
                )
            })
        };
        words >= 2 && !tokens.any(trade)
    }

    /// True where a comma and a title follow: ", the country's foreign minister,".
    fn described_as_person(&self, end: TokenId, sentence: Sentence) -> bool {
        if end >= sentence.end || !is_comma(self.parse, self.text, end) {
            return false;
        }
        (end.0 + 1..sentence.end.0.min(end.0 + 4))
            .map(TokenId)
            .any(|t| self.title_end(t).is_some())
    }

    /// A person from `at`, where titles, peoples and possessors that the engine took in are left out.
    /// A class of ships ("Ada-class") is none.
    fn person(&self, at: TokenId, end: TokenId) -> Option<Piece> {
        let end = self.past_suffix(self.past_hyphens(end));
        let mut first = at;
        while first < end {
            let title = self.title_end(first).filter(|&t| t <= end);
            let people = self.scan.longest(first, |entry| match entry {
                Entry::Adjective(_) => Some(()),
                _ => None,
            });
            match (title, people) {
                (Some(after), _) => first = after,
                (None, Some((after, ()))) if after < end && self.title_end(after).is_some() => {
                    first = after
                }
                _ => break,
            }
        }
        let fine = first == at
            && first < end
            && !self.is_class(first, end)
            && (end.0 - first.0 > 1 || !self.is_pronoun_or_calendar(first));
        fine.then_some(Piece {
            first,
            end,
            kind: PieceKind::Person,
        })
    }

    /// The name of a person after a title that ends before `at`.
    fn titled(&self, at: TokenId, sentence: Sentence) -> Option<Piece> {
        let mut at = at;
        if at < sentence.end
            && is_hyphen(self.parse, self.text, at)
            && self.scan.is(next(at), WordKind::Designate)
        {
            at = TokenId(at.0 + 2);
        }
        if at >= sentence.end || self.table_name(at).is_some_and(|piece| self.is_firm(piece)) {
            return None;
        }
        let end = self.person_run(at, sentence)?;
        (!self.is_function_word(at)).then_some(Piece {
            first: at,
            end,
            kind: PieceKind::Person,
        })
    }

    /// True where a table name is no family name: the engine does not see a person in it.
    fn is_firm(&self, piece: Piece) -> bool {
        let person = self
            .parse
            .name_at(piece.first)
            .is_some_and(|name| name.kind == NameKind::Person);
        !person
            && !matches!(
                piece.kind,
                PieceKind::Region(_) | PieceKind::Capital(_) | PieceKind::Org(OrgSource::Outlet(_))
            )
    }

    /// One past the last token of a run of capitals that may be a person's name.
    fn person_run(&self, at: TokenId, sentence: Sentence) -> Option<TokenId> {
        let engine = self
            .parse
            .name_at(at)
            .filter(|name| name.kind == NameKind::Person)
            .map(|name| self.past_hyphens(name.end));
        let mut end = at;
        let mut words = 0;
        let mut t = at.0;
        while t < sentence.end.0 && (end == at || engine != Some(end)) {
            let token = TokenId(t);
            let hyphenated = t > at.0 && self.tight_hyphen(TokenId(t - 1));
            words += u32::from(!hyphenated && !self.tight_hyphen(token));
            if words > LONGEST_NAME && engine.is_none_or(|end| token >= end) {
                break;
            }
            t += 1;
            if hyphenated || self.capital(token) && !self.stops_name(token, at) {
                end = TokenId(t);
            } else if !self.joins_name(token) || t >= sentence.end.0 {
                break;
            }
        }
        (end > at).then(|| self.past_suffix(end))
    }

    /// One past ", Jr." where it follows.
    fn past_suffix(&self, end: TokenId) -> TokenId {
        let last = TokenId(end.0.saturating_sub(1));
        let limit = self.parse.sentence(last).end;
        let suffix = |t: TokenId| t < limit && self.scan.is(t, WordKind::Suffix);
        if suffix(end) {
            return next(end);
        }
        let comma = end < limit && is_comma(self.parse, self.text, end);
        if comma && suffix(next(end)) {
            next(next(end))
        } else {
            end
        }
    }

    fn joins_name(&self, token: TokenId) -> bool {
        self.tight_hyphen(token) || self.scan.is(token, WordKind::Particle)
    }

    /// One past the last part of a name that the engine cut at a hyphen.
    fn past_hyphens(&self, end: TokenId) -> TokenId {
        let mut end = end;
        while end.index() + 1 < self.parse.len() && self.tight_hyphen(end) {
            let tail = next(next(end));
            if self.parse.sentence_of[end.index()] != self.parse.sentence_of[tail.index() - 1] {
                break;
            }
            end = tail;
        }
        end
    }

    /// True for "Jan" of "Jan Novak": a capital follows, and no number.
    fn opens_name(&self, token: TokenId) -> bool {
        let after = next(token);
        after < self.parse.sentence(token).end
            && self.capital(after)
            && self.parse.upos(after) != Upos::Num
            && self
                .parse
                .word(after, self.text)
                .chars()
                .all(|c| !c.is_ascii_digit())
    }

    /// True for a hyphen without white space on either side.
    fn tight_hyphen(&self, token: TokenId) -> bool {
        is_hyphen(self.parse, self.text, token)
            && token.0 > 0
            && !self.parse.space_after[token.index() - 1]
            && !self.parse.space_after[token.index()]
    }

    fn stops_name(&self, token: TokenId, first: TokenId) -> bool {
        let in_person = self
            .parse
            .name_at(token)
            .is_some_and(|name| name.kind == NameKind::Person);
        // "Sen" is a senator before a name alone: "Hun Sen said".
        let short = token > first
            && !self.opens_name(token)
            && self.parse.word(token, self.text).len() <= SHORT_TITLE;
        let stop = self.scan.has(token, |entry| match entry {
            Entry::Calendar => !in_person && (token > first || !self.opens_name(token)),
            Entry::Pronoun(_) => true,
            Entry::Title(..) => !in_person && !short,
            Entry::Country(_) | Entry::Adjective(_) | Entry::OrgNoun(..) => {
                !in_person && token > first
            }
            _ => false,
        });
        stop || (token > first
            && self.is_function_word(token)
            && !self.scan.is(token, WordKind::Particle))
    }

    fn is_function_word(&self, token: TokenId) -> bool {
        let upos = self.parse.upos(token);
        matches!(upos, Upos::Det | Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Pron | Upos::Aux | Upos::Part)
            || self.scan.has(token, |entry| {
                matches!(entry, Entry::Word(kind) if !matches!(kind, WordKind::Particle | WordKind::Modifier | WordKind::Filler))
            })
    }

    /// One past the title that begins at `at`.
    fn title_end(&self, at: TokenId) -> Option<TokenId> {
        if at.index() >= self.parse.len() {
            return None;
        }
        self.scan
            .longest(at, |entry| matches!(entry, Entry::Title(..)).then_some(()))
            .map(|hit| hit.0)
    }

    fn capital(&self, token: TokenId) -> bool {
        is_capital(self.parse, self.text, token)
    }

    /// True for a headline in which nearly every word has a capital: capitals say nothing there.
    fn is_title_case(&self, sentence: Sentence) -> bool {
        let long = |t: &TokenId| {
            self.parse
                .word(*t, self.text)
                .chars()
                .filter(|c| c.is_alphabetic())
                .count()
                >= 4
        };
        let (mut words, mut capitals) = (0, 0);
        for token in sentence.tokens().filter(long) {
            words += 1;
            capitals += usize::from(self.capital(token));
        }
        let last = TokenId(sentence.end.0.saturating_sub(1));
        let stopped =
            self.parse.xpos(last) == Xpos::Stop || self.parse.xpos(last) == Xpos::CloseQuote;
        words >= 4 && capitals * 10 >= words * 8 && !stopped
    }

    /// The last word of a name that is no suffix.
    fn family(&self, piece: &Piece) -> TokenId {
        let word = |t: &TokenId| {
            !self.scan.is(*t, WordKind::Suffix) && !is_comma(self.parse, self.text, *t)
        };
        let mut tokens = (piece.first.0..piece.end.0).rev().map(TokenId);
        tokens.find(word).unwrap_or(piece.first)
    }

    /// Hashes of one word of each full name of a person, sorted.
    fn name_words(&self, pieces: &Pieces, word: impl Fn(&Piece) -> TokenId) -> Vec<u64> {
        let full =
            |piece: &&Piece| piece.kind == PieceKind::Person && piece.end.0 - piece.first.0 >= 2;
        let hashes = pieces
            .list
            .iter()
            .filter(full)
            .map(|piece| self.scan.words.hash(word(piece)));
        let mut hashes: Vec<u64> = hashes.filter(|&hash| hash != 0).collect();
        hashes.sort_unstable();
        hashes
    }

    /// Gives single capitals the type of the person whose full name they end.
    fn family_names(&self, pieces: &mut Pieces) {
        let families = self.name_words(pieces, |piece| self.family(piece));
        let givens = self.name_words(pieces, |piece| piece.first);
        let known = |token: TokenId| families.binary_search(&self.scan.words.hash(token)).is_ok();
        let given = |token: TokenId| givens.binary_search(&self.scan.words.hash(token)).is_ok();
        for piece in &mut pieces.list {
            let weak = matches!(
                piece.kind,
                PieceKind::Place
                    | PieceKind::Other
                    | PieceKind::Region(_)
                    | PieceKind::Capital(_)
                    | PieceKind::Org(OrgSource::Engine)
            );
            if weak && piece.end.0 - piece.first.0 == 1 && known(piece.first) {
                piece.kind = PieceKind::Person;
            }
        }
        for token in self.parse.tokens() {
            let name = known(token) || given(token) && self.parse.upos(token) == Upos::Propn;
            let open = pieces.at(token).is_none() && self.title_end(token).is_none();
            let open = open && !self.is_date(token);
            if open && name && self.capital(token) && !self.is_function_word(token) {
                pieces.list.push(Piece {
                    first: token,
                    end: next(token),
                    kind: PieceKind::Person,
                });
            }
        }
        pieces.list.sort_by_key(|piece| piece.first);
        pieces.index(self.parse.len());
    }
}

mod quoted;
mod runs;
