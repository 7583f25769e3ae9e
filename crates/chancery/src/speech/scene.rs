//! What the steps of this stage look at: lower-case words, punctuation by what it does, which pair
//! of marks a token stands in, which mention covers it. Built once a document, linear.

use super::lexicon::{Role, SpeechLexicon};
use crate::actors::{Actors, MentionId, MentionKind};
use crate::ingest::Document;
use crate::marks::Marks;
use chancery_nlp::{Parse, Sentence, Span, TokenId, Upos, Xpos};
use std::collections::BTreeMap;

/// What a token does as punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// A word, a number, a sign: no punctuation.
    Word,
    Comma,
    /// Full stop, question mark, exclamation mark, dots.
    Stop,
    Semicolon,
    Colon,
    Dash,
    Bracket,
    /// Opens a pair of marks.
    Open,
    /// Closes a pair of marks.
    Close,
}

/// Lower-case forms of all tokens in one string.
#[derive(Clone, Debug, Default)]
pub(super) struct Lower {
    text: String,
    spans: Vec<Span>,
}

impl Lower {
    pub(super) fn new(text: &str, parse: &Parse) -> Self {
        let mut lower = Lower::default();
        for token in parse.tokens() {
            let start = lower.text.len();
            let letters = parse.word(token, text).chars().map(straight);
            lower.text.extend(letters.flat_map(char::to_lowercase));
            lower.spans.push(Span::new(start, lower.text.len()));
        }
        lower
    }

    pub(super) fn of(&self, token: TokenId) -> &str {
        self.spans
            .get(token.index())
            .map_or("", |s| s.of(&self.text))
    }
}

/// The straight form of the apostrophe, as the data write it.
fn straight(c: char) -> char {
    if c == '’' { '\'' } else { c }
}

/// A token that stands in no pair, a token that no mention covers.
const NONE: u32 = u32::MAX;

/// A document as this stage sees it.
pub(super) struct Scene<'a> {
    pub lexicon: &'a SpeechLexicon,
    pub text: &'a str,
    pub parse: &'a Parse,
    pub marks: &'a Marks,
    pub actors: &'a Actors,
    lower: Lower,
    points: Vec<Point>,
    pair_of: Vec<u32>,
    /// Tokens between the marks of each pair: first, one past last.
    pub pair_tokens: Vec<(TokenId, TokenId)>,
    /// Whether the words of a pair are a part of speech of their own, and no name or single word.
    opaque: Vec<bool>,
    covers: Vec<u32>,
    heads: Vec<u32>,
    /// Mentions by name, by their words.
    names: BTreeMap<&'a str, MentionId>,
    details: Vec<bool>,
    /// Roles of each token's word, a bit each.
    roles: Vec<u32>,
    calendar: Vec<bool>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        lexicon: &'a SpeechLexicon,
        document: &'a Document,
        parse: &'a Parse,
        marks: &'a Marks,
        actors: &'a Actors,
    ) -> Self {
        let text = document.text.as_str();
        let lower = Lower::new(text, parse);
        let pair_of = pairs_of_tokens(parse, marks);
        let mut scene = Scene {
            lexicon,
            text,
            parse,
            marks,
            actors,
            points: Vec::new(),
            pair_tokens: Vec::new(),
            opaque: Vec::new(),
            covers: covers(parse, actors),
            heads: heads(parse, actors),
            names: names(document, actors),
            details: super::details::starts(lexicon, &lower, parse),
            roles: parse.tokens().map(|t| lexicon.roles(lower.of(t))).collect(),
            calendar: parse
                .tokens()
                .map(|t| lexicon.is_calendar(lower.of(t)))
                .collect(),
            lower,
            pair_of,
        };
        scene.points = parse.tokens().map(|t| scene.read_point(t)).collect();
        scene.pair_tokens = scene.tokens_of_pairs();
        scene.opaque = (0..marks.0.len()).map(|p| scene.read_opaque(p)).collect();
        scene
    }

    fn read_point(&self, token: TokenId) -> Point {
        let span = self.parse.span(token);
        if let Some(pair) = self.pair(token).map(|pair| self.marks.0[pair]) {
            if span.start < pair.inner.start {
                return Point::Open;
            }
            if span.start >= pair.inner.end {
                return Point::Close;
            }
        }
        let word = self.word(token);
        match word.chars().next() {
            Some(',') => Point::Comma,
            Some('.' | '!' | '?' | '…') => Point::Stop,
            Some(';') => Point::Semicolon,
            Some(':') => Point::Colon,
            Some('–' | '—' | '―') => Point::Dash,
            Some('-') if word == "--" || self.stands_alone(token) => Point::Dash,
            Some('(' | ')' | '[' | ']') => Point::Bracket,
            _ => Point::Word,
        }
    }

    fn stands_alone(&self, token: TokenId) -> bool {
        let before = token.0 == 0 || self.parse.space_after[token.index() - 1];
        before && self.parse.space_after[token.index()]
    }

    fn tokens_of_pairs(&self) -> Vec<(TokenId, TokenId)> {
        let mut runs = vec![(TokenId(0), TokenId(0)); self.marks.0.len()];
        for token in self.parse.tokens() {
            let inside = !matches!(self.points[token.index()], Point::Open | Point::Close);
            let Some(pair) = self.pair(token).filter(|_| inside) else {
                continue;
            };
            let run = &mut runs[pair];
            if run.0 == run.1 {
                run.0 = token;
            }
            run.1 = TokenId(token.0 + 1);
        }
        runs
    }

    /// Three words or more, a finite verb, or punctuation at the end.
    fn read_opaque(&self, pair: usize) -> bool {
        let (first, end) = self.pair_tokens[pair];
        let words = self.words(first, end).count();
        let finite = self.words(first, end).any(|t| self.is_finite(t));
        let pointed = end > first && self.point(TokenId(end.0 - 1)) != Point::Word;
        !self.is_title_case(pair) && (words > 2 || finite || pointed)
    }

    /// True where all longer words of a pair are capitalised and none is a finite verb: a name.
    pub(super) fn is_title_case(&self, pair: usize) -> bool {
        let (first, end) = self.pair_tokens[pair];
        let mut capitals = 0;
        for token in self.words(first, end) {
            let word = self.word(token);
            let upper = word
                .chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_numeric());
            if !upper && (word.chars().count() > 3 || self.is_finite(token)) {
                return false;
            }
            capitals += u32::from(upper);
        }
        let last = end.0.checked_sub(1).map(TokenId);
        capitals > 0 && last.is_some_and(|t| self.point(t) == Point::Word) && end.0 - first.0 <= 8
    }

    /// True where a pair holds a name, whether or not the printer put a full stop inside the marks.
    pub(super) fn is_name(&self, pair: usize) -> bool {
        let (first, end) = self.pair_tokens[pair];
        let words = self.words(first, end).count();
        let capitals = self.words(first, end).all(|t| {
            let word = self.word(t);
            let upper = word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
            upper || word.chars().count() <= 3 && !self.is_finite(t)
        });
        words > 0 && words <= 8 && capitals
    }

    /// Tokens of a run that are words.
    pub(super) fn words(
        &self,
        first: TokenId,
        end: TokenId,
    ) -> impl DoubleEndedIterator<Item = TokenId> + '_ {
        (first.0..end.0)
            .map(TokenId)
            .filter(|&t| self.point(t) == Point::Word)
    }

    /// Number of tokens.
    pub(super) fn end(&self) -> TokenId {
        TokenId(self.parse.len() as u32)
    }

    pub(super) fn word(&self, token: TokenId) -> &str {
        self.parse.word(token, self.text)
    }

    pub(super) fn low(&self, token: TokenId) -> &str {
        self.lower.of(token)
    }

    pub(super) fn point(&self, token: TokenId) -> Point {
        self.points
            .get(token.index())
            .copied()
            .unwrap_or(Point::Stop)
    }

    pub(super) fn upos(&self, token: TokenId) -> Upos {
        self.parse
            .upos
            .get(token.index())
            .copied()
            .unwrap_or(Upos::X)
    }

    pub(super) fn xpos(&self, token: TokenId) -> Xpos {
        self.parse
            .xpos
            .get(token.index())
            .copied()
            .unwrap_or(Xpos::FW)
    }

    pub(super) fn has(&self, token: TokenId, role: Role) -> bool {
        self.roles.get(token.index()).copied().unwrap_or_default() & role.bit() != 0
    }

    /// Pair of marks that a token stands in, the marks themselves included.
    pub(super) fn pair(&self, token: TokenId) -> Option<usize> {
        let pair = self.pair_of.get(token.index()).copied().unwrap_or(NONE);
        (pair != NONE).then_some(pair as usize)
    }

    /// Pair of marks around a token whose words are speech rather than a name.
    pub(super) fn quoted(&self, token: TokenId) -> Option<usize> {
        self.pair(token).filter(|&pair| self.opaque[pair])
    }

    /// First token and one past the last of a pair, marks included.
    pub(super) fn outer_tokens(&self, pair: usize) -> (TokenId, TokenId) {
        let (mut first, mut end) = self.pair_tokens[pair];
        if first.0 > 0 && self.pair(TokenId(first.0 - 1)) == Some(pair) {
            first.0 -= 1;
        }
        if self.pair(end) == Some(pair) {
            end.0 += 1;
        }
        (first, end)
    }

    /// A finite verb by its tag; a lower-case word that the tagger takes for foreign is one as
    /// often as not ("confirmed", "differed").
    pub(super) fn is_finite(&self, token: TokenId) -> bool {
        let unknown = self.xpos(token) == Xpos::FW;
        matches!(
            self.xpos(token),
            Xpos::VBD | Xpos::VBZ | Xpos::VBP | Xpos::MD
        ) || unknown && self.word(token).starts_with(char::is_lowercase)
    }

    /// True where a run holds any verb, finite by its tag or not.
    pub(super) fn has_verb(&self, first: TokenId, end: TokenId) -> bool {
        (first.0..end.0)
            .map(TokenId)
            .any(|t| matches!(self.upos(t), Upos::Verb | Upos::Aux) || self.is_finite(t))
    }

    pub(super) fn is_nominal(&self, token: TokenId) -> bool {
        matches!(
            self.upos(token),
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num
        ) || self.is_unknown_name(token)
    }

    /// A capitalised word that the tagger does not know.
    fn is_unknown_name(&self, token: TokenId) -> bool {
        self.upos(token) == Upos::X && self.word(token).starts_with(char::is_uppercase)
    }

    /// True where a noun phrase may begin.
    pub(super) fn opens_phrase(&self, token: TokenId) -> bool {
        self.point(token) == Point::Word
            && (matches!(
                self.upos(token),
                Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Det | Upos::Adj
            ) || self.is_unknown_name(token))
            && !matches!(self.xpos(token), Xpos::WP | Xpos::WDT | Xpos::POS)
    }

    /// True for "who", "which", "that" where they stand for a noun.
    pub(super) fn is_relative(&self, token: TokenId) -> bool {
        matches!(self.xpos(token), Xpos::WP | Xpos::WDT)
    }

    /// True for a conjunction or "that" that opens a clause.
    pub(super) fn opens_clause(&self, token: TokenId) -> bool {
        self.upos(token) == Upos::Sconj
            || self.has(token, Role::That) && self.xpos(token) == Xpos::IN
    }

    pub(super) fn is_calendar(&self, token: TokenId) -> bool {
        matches!(
            self.upos(token),
            Upos::Noun | Upos::Propn | Upos::Adv | Upos::Num | Upos::Adj
        ) && self
            .calendar
            .get(token.index())
            .copied()
            .unwrap_or_default()
    }

    pub(super) fn sentence(&self, token: TokenId) -> Sentence {
        self.parse.sentence(token)
    }

    pub(super) fn region(&self, token: TokenId) -> u32 {
        self.sentence(token).region
    }

    /// Longest mention that covers a token.
    pub(super) fn mention_over(&self, token: TokenId) -> Option<MentionId> {
        let at = self.covers.get(token.index()).copied().unwrap_or(NONE);
        (at != NONE).then_some(MentionId(at))
    }

    /// Longest mention that hangs in the tree by a token.
    pub(super) fn mention_headed(&self, token: TokenId) -> Option<MentionId> {
        let at = self.heads.get(token.index()).copied().unwrap_or(NONE);
        (at != NONE).then_some(MentionId(at))
    }

    /// A mention by the same name elsewhere, for words that the actors' stage did not take up.
    pub(super) fn mention_named(&self, words: &str) -> Option<MentionId> {
        self.names.get(words).copied()
    }

    /// True where words that say what the report does not know begin.
    pub(super) fn opens_detail(&self, token: TokenId) -> bool {
        self.details.get(token.index()).copied().unwrap_or(false)
    }
}

fn pairs_of_tokens(parse: &Parse, marks: &Marks) -> Vec<u32> {
    let mut pair = 0;
    let mut pairs = Vec::with_capacity(parse.len());
    for token in parse.tokens() {
        let start = parse.span(token).start;
        while marks.0.get(pair).is_some_and(|p| p.outer.end <= start) {
            pair += 1;
        }
        let inside = marks.0.get(pair).is_some_and(|p| p.outer.start <= start);
        pairs.push(if inside { pair as u32 } else { NONE });
    }
    pairs
}

fn covers(parse: &Parse, actors: &Actors) -> Vec<u32> {
    let mut covers = vec![NONE; parse.len()];
    let length = |at: u32| {
        let mention = &actors.mentions[at as usize];
        mention.end.0.saturating_sub(mention.first.0)
    };
    for (at, mention) in actors.mentions.iter().enumerate() {
        let end = mention.end.index().min(parse.len());
        let first = mention.first.index().min(end);
        for slot in &mut covers[first..end] {
            if *slot == NONE || length(*slot) < length(at as u32) {
                *slot = at as u32;
            }
        }
    }
    covers
}

/// The first mention by each name.
fn names<'a>(document: &'a Document, actors: &Actors) -> BTreeMap<&'a str, MentionId> {
    let mut names = BTreeMap::new();
    for (at, mention) in actors.mentions.iter().enumerate() {
        let words = mention.span.of(&document.text);
        if mention.kind == MentionKind::Name && !words.is_empty() {
            names.entry(words).or_insert(MentionId(at as u32));
        }
    }
    names
}

fn heads(parse: &Parse, actors: &Actors) -> Vec<u32> {
    let mut heads = vec![NONE; parse.len()];
    for (at, mention) in actors.mentions.iter().enumerate() {
        let Some(slot) = heads.get_mut(mention.head.index()) else {
            continue;
        };
        let longer = *slot == NONE || {
            let old = &actors.mentions[*slot as usize];
            old.end.0 - old.first.0 < mention.end.0 - mention.first.0
        };
        if longer {
            *slot = at as u32;
        }
    }
    heads
}
