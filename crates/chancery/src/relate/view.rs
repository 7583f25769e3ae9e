//! The sentences that hold the marked actors, as the relation coder sees them.
//!
//! Tokens of an actor carry its side; words joined by hyphens are one unit, with the forms of the
//! whole and of its last part.

use super::Sides;
use super::lexicon::RelationLexicon;
use chancery_nlp::{Deprel, Parse, Span, TokenId, Upos};

/// Whose words a token is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Nobody's.
    Between,
    /// The source's.
    Source,
    /// The target's.
    Target,
}

/// A word, or words joined by hyphens.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Forms by which phrases may name it, lower case.
    pub forms: Vec<String>,
    /// Its last token.
    pub token: TokenId,
    /// Part of speech of its last token.
    pub upos: Upos,
    /// Whose it is.
    pub side: Side,
}

/// The sentences around two actors.
#[derive(Debug)]
pub struct View<'a> {
    /// Text of the document.
    pub text: &'a str,
    /// Its tokens.
    pub parse: &'a Parse,
    /// Words and joined words, in order.
    pub units: Vec<Unit>,
    /// Lemmas in lower case, one a token from `first`.
    lemmas: Vec<String>,
    sides: Vec<Side>,
    first: TokenId,
    end: TokenId,
    /// Token that the first source hangs by.
    pub source: Option<TokenId>,
    /// Token that the first target hangs by.
    pub target: Option<TokenId>,
    /// Whether the first source joins several actors.
    pub joined: bool,
}

impl<'a> View<'a> {
    /// Cuts out the sentences from the first marked actor to the last; all of them without any.
    pub fn new(lexicon: &RelationLexicon, text: &'a str, parse: &'a Parse, sides: &Sides) -> Self {
        let (first, end) = window(parse, sides);
        let mut view = View {
            text,
            parse,
            units: Vec::new(),
            lemmas: Vec::new(),
            sides: Vec::new(),
            first,
            end,
            source: None,
            target: None,
            joined: false,
        };
        for token in view.tokens() {
            let on = |spans: &[Span]| spans.iter().any(|s| s.overlaps(parse.span(token)));
            view.sides
                .push(match (on(&sides.sources), on(&sides.targets)) {
                    (true, _) => Side::Source,
                    (_, true) => Side::Target,
                    _ => Side::Between,
                });
            view.lemmas.push(parse.lemma(token).to_lowercase());
        }
        view.source = view.head(sides.sources.first());
        view.target = view.head(sides.targets.first());
        view.joined = view.joins(lexicon, sides.sources.first());
        view.units = view.read_units();
        view
    }

    /// Its tokens, in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = TokenId> + Clone + use<> {
        (self.first.0..self.end.0).map(TokenId)
    }

    /// Lemma in lower case.
    pub fn lemma(&self, token: TokenId) -> &str {
        let at = token.index().wrapping_sub(self.first.index());
        self.lemmas.get(at).map_or("", String::as_str)
    }

    /// Whose a token is.
    pub fn side(&self, token: TokenId) -> Side {
        let at = token.index().wrapping_sub(self.first.index());
        self.sides.get(at).copied().unwrap_or(Side::Between)
    }

    /// Relation of a token to its head.
    pub fn deprel(&self, token: TokenId) -> Deprel {
        self.parse.deprel(token)
    }

    /// A token and those above it, up to the root.
    pub fn chain(&self, token: Option<TokenId>) -> Vec<TokenId> {
        let mut chain = Vec::new();
        let mut at = token;
        while let Some(token) = at.filter(|token| !chain.contains(token)) {
            chain.push(token);
            at = self.parse.head(token);
        }
        chain
    }

    /// Head of the source, or the source itself where it is the root.
    pub fn governor(&self) -> Option<TokenId> {
        let source = self.source?;
        Some(self.parse.head(source).unwrap_or(source))
    }

    /// Number of the last unit of a source; -1 without any.
    pub fn source_end(&self) -> i32 {
        let last = self.units.iter().rposition(|u| u.side == Side::Source);
        last.map_or(-1, |at| at as i32)
    }

    /// Number of the first unit of a target; that one past the last unit without any.
    pub fn target_start(&self) -> i32 {
        let first = self.units.iter().position(|u| u.side == Side::Target);
        first.unwrap_or(self.units.len()) as i32
    }

    fn within(&self, span: Option<&Span>) -> Vec<TokenId> {
        let Some(&span) = span else { return Vec::new() };
        let inside = |token: &TokenId| self.parse.span(*token).overlaps(span);
        self.tokens().filter(inside).collect()
    }

    /// The token of a span whose head lies outside of it.
    fn head(&self, span: Option<&Span>) -> Option<TokenId> {
        let tokens = self.within(span);
        let outside = |token: TokenId| {
            let head = self.parse.head(token);
            head.is_none_or(|head| !tokens.contains(&head)) && self.parse.upos(token) != Upos::Punct
        };
        let head = tokens.iter().copied().find(|&token| outside(token));
        head.or_else(|| tokens.first().copied())
    }

    fn joins(&self, lexicon: &RelationLexicon, span: Option<&Span>) -> bool {
        let tokens = self.within(span);
        tokens
            .iter()
            .any(|&t| lexicon.holds("joining", self.lemma(t)))
    }

    fn read_units(&self) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut from = self.first;
        while from < self.end {
            let mut last = from;
            while self.is_hyphenated(last) {
                last = TokenId(last.0 + 2);
            }
            units.push(self.unit(from, last));
            from = TokenId(last.0 + 1);
        }
        units
    }

    /// True where a hyphen ties a token to the one after the next.
    fn is_hyphenated(&self, token: TokenId) -> bool {
        let (hyphen, next) = (TokenId(token.0 + 1), TokenId(token.0 + 2));
        next < self.end
            && matches!(self.parse.word(hyphen, self.text), "-" | "–")
            && self.parse.span(token).end == self.parse.span(hyphen).start
            && self.parse.span(hyphen).end == self.parse.span(next).start
    }

    fn unit(&self, first: TokenId, last: TokenId) -> Unit {
        let word = self.parse.word(last, self.text).to_lowercase();
        let lemma = self.lemma(last).to_owned();
        let mut forms = Vec::new();
        if first < last {
            let until = self.parse.span(last).start;
            let before = Span {
                start: self.parse.span(first).start,
                end: until,
            };
            let before = before.of(self.text).to_lowercase();
            forms.extend([format!("{before}{word}"), format!("{before}{lemma}")]);
        }
        forms.extend([word, lemma]);
        forms.sort();
        forms.dedup();
        Unit {
            forms,
            token: last,
            upos: self.parse.upos(last),
            side: self.side(last),
        }
    }
}

/// First token and one past the last token of the sentences that hold the actors.
fn window(parse: &Parse, sides: &Sides) -> (TokenId, TokenId) {
    let all = (TokenId(0), TokenId(parse.len() as u32));
    let spans = sides
        .sources
        .iter()
        .take(1)
        .chain(sides.targets.iter().take(1));
    let held = spans.filter_map(|span| {
        let token = parse.token_at(span.start)?;
        Some(parse.sentence(token))
    });
    held.map(|sentence| (sentence.first, sentence.end))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
        .unwrap_or(all)
}
