//! The result of the engine: struct-of-arrays tokens in sentences, with heads and names.
//!
//! Shapes: every `Vec` of [`Parse`] that is named after tokens has one entry a token, in the order
//! of the text. A token's head is a token of the same sentence; a root is its own head.

use crate::labels::{Deprel, NameKind, Upos, Xpos};
use crate::span::Span;

/// Number of a token in its [`Parse`], in the order of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(pub u32);

impl TokenId {
    /// As an index into the columns of a [`Parse`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Number of a sentence in its [`Parse`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceId(pub u32);

/// A run of tokens that ends where a sentence or a line of its own ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub first: TokenId,
    /// One past the last token.
    pub end: TokenId,
    /// Number of the region (paragraph, heading) of the call that it stands in.
    pub region: u32,
}

impl Sentence {
    /// Its tokens, in order.
    pub fn tokens(self) -> impl DoubleEndedIterator<Item = TokenId> + Clone {
        (self.first.0..self.end.0).map(TokenId)
    }

    /// True where `token` stands in it.
    pub fn contains(self, token: TokenId) -> bool {
        self.first <= token && token < self.end
    }
}

/// A name: a run of tokens without leading titles, with what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// First token.
    pub first: TokenId,
    /// One past the last token.
    pub end: TokenId,
    /// What it names, as far as the engine can tell.
    pub kind: NameKind,
}

/// Sentences of tagged, lemmatised, parsed tokens with name spans.
#[derive(Clone, Debug, Default)]
pub struct Parse {
    /// Sentences, in order; together they hold every token.
    pub sentences: Vec<Sentence>,
    /// Bytes of each token.
    pub spans: Vec<Span>,
    /// Whether white space or the end of the text follows each token.
    pub space_after: Vec<bool>,
    /// Universal part of speech of each token.
    pub upos: Vec<Upos>,
    /// Penn tag of each token.
    pub xpos: Vec<Xpos>,
    /// Head of each token; a root is its own head.
    pub heads: Vec<TokenId>,
    /// Relation of each token to its head.
    pub deprels: Vec<Deprel>,
    /// Names, in order, without overlap.
    pub names: Vec<Name>,
    /// Sentence of each token.
    pub sentence_of: Vec<SentenceId>,
    /// Bytes of each lemma in `lemma_text`.
    pub lemma_spans: Vec<Span>,
    /// All lemmas, one after the other: no allocation per token.
    pub lemma_text: String,
}

impl Parse {
    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// True without any token.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Every token, in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = TokenId> + Clone + use<> {
        (0..self.spans.len() as u32).map(TokenId)
    }

    /// Bytes of a token.
    pub fn span(&self, token: TokenId) -> Span {
        self.spans[token.index()]
    }

    /// Bytes from the first token of a run to its last; empty for an empty run.
    pub fn span_of(&self, first: TokenId, end: TokenId) -> Span {
        if first >= end {
            return Span::default();
        }
        self.span(first).cover(self.span(TokenId(end.0 - 1)))
    }

    /// The word as it stands in `text`.
    pub fn word<'t>(&self, token: TokenId, text: &'t str) -> &'t str {
        self.span(token).of(text)
    }

    /// The lemma: lower case but for proper nouns.
    pub fn lemma(&self, token: TokenId) -> &str {
        self.lemma_spans[token.index()].of(&self.lemma_text)
    }

    /// Universal part of speech of a token.
    pub fn upos(&self, token: TokenId) -> Upos {
        self.upos[token.index()]
    }

    /// Penn tag of a token.
    pub fn xpos(&self, token: TokenId) -> Xpos {
        self.xpos[token.index()]
    }

    /// Relation of a token to its head.
    pub fn deprel(&self, token: TokenId) -> Deprel {
        self.deprels[token.index()]
    }

    /// Head of a token; `None` at a root.
    pub fn head(&self, token: TokenId) -> Option<TokenId> {
        let head = self.heads[token.index()];
        (head != token).then_some(head)
    }

    /// The sentence a token stands in.
    pub fn sentence(&self, token: TokenId) -> Sentence {
        self.sentences[self.sentence_of[token.index()].0 as usize]
    }

    /// Children of a token, in the order of the text. Cost: one pass over its sentence.
    pub fn children(&self, token: TokenId) -> impl DoubleEndedIterator<Item = TokenId> + '_ {
        self.sentence(token)
            .tokens()
            .filter(move |&t| t != token && self.heads[t.index()] == token)
    }

    /// First child with one of these relations.
    pub fn child(&self, token: TokenId, wanted: &[Deprel]) -> Option<TokenId> {
        self.children(token)
            .find(|&t| wanted.contains(&self.deprel(t)))
    }

    /// True where `token` is `ancestor` or hangs below it.
    pub fn is_below(&self, token: TokenId, ancestor: TokenId) -> bool {
        let mut at = token;
        for _ in 0..=self.sentence(token).tokens().count() {
            if at == ancestor {
                return true;
            }
            match self.head(at) {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// First token and one past the last token of all that hangs below `token`, itself included.
    pub fn subtree(&self, token: TokenId) -> (TokenId, TokenId) {
        let (mut first, mut end) = (token, TokenId(token.0 + 1));
        for t in self.sentence(token).tokens() {
            if self.is_below(t, token) {
                first = first.min(t);
                end = end.max(TokenId(t.0 + 1));
            }
        }
        (first, end)
    }

    /// The name that covers a token.
    pub fn name_at(&self, token: TokenId) -> Option<&Name> {
        let after = self.names.partition_point(|name| name.end <= token);
        self.names.get(after).filter(|name| name.first <= token)
    }

    /// The token that covers a byte offset, or the next one after it.
    pub fn token_at(&self, byte: u32) -> Option<TokenId> {
        let at = self.spans.partition_point(|span| span.end <= byte);
        (at < self.spans.len()).then_some(TokenId(at as u32))
    }
}
