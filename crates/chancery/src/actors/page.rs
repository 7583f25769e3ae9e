//! The page as the sieve sees it: the parse with its typed names, table hits and chains.

use chancery_data::schema::Knowledge;
use chancery_nlp::{Deprel, Parse, Sentence, Span, TokenId, Upos, Xpos};

use super::lexicon::ActorLexicon;
use crate::coref::Chains;
use crate::ingest::{Document, RegionKind};
use crate::places::Places;
use crate::places::pieces::{Pieces, is_capital, is_comma, is_hyphen, is_possessive, previous};
use crate::places::tables::{Scan, WordKind};

/// Everything that the steps read, and nothing that they write.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) lexicon: &'a ActorLexicon,
    pub(super) document: &'a Document,
    pub(super) text: &'a str,
    pub(super) parse: &'a Parse,
    pub(super) places: &'a Places,
    pub(super) scan: &'a Scan,
    pub(super) pieces: &'a Pieces,
    pub(super) chains: &'a Chains,
}

impl<'a> Page<'a> {
    pub(super) fn known(&self) -> &'static Knowledge {
        self.lexicon.tables.known
    }

    pub(super) fn sentence(&self, token: TokenId) -> Sentence {
        self.parse.sentence(token)
    }

    pub(super) fn previous(&self, token: TokenId) -> Option<TokenId> {
        previous(self.parse, token)
    }

    /// The token itself, unless the sentence of the token before it ends there.
    pub(super) fn inside(&self, token: TokenId) -> Option<TokenId> {
        let before = token.0.checked_sub(1)?;
        (token < self.sentence(TokenId(before)).end).then_some(token)
    }

    pub(super) fn word(&self, token: TokenId) -> &'a str {
        self.parse.word(token, self.text)
    }

    pub(super) fn words(&self, first: TokenId, end: TokenId) -> &'a str {
        self.parse.span_of(first, end).of(self.text)
    }

    pub(super) fn span(&self, first: TokenId, end: TokenId) -> Span {
        self.parse.span_of(first, end)
    }

    pub(super) fn is(&self, token: TokenId, kind: WordKind) -> bool {
        self.scan.is(token, kind)
    }

    pub(super) fn comma(&self, token: TokenId) -> bool {
        is_comma(self.parse, self.text, token)
    }

    pub(super) fn hyphen(&self, token: TokenId) -> bool {
        is_hyphen(self.parse, self.text, token)
    }

    pub(super) fn possessive(&self, token: TokenId) -> bool {
        is_possessive(self.parse, self.text, token)
    }

    pub(super) fn capital(&self, token: TokenId) -> bool {
        is_capital(self.parse, self.text, token)
    }

    /// One past "(ABC)" where it begins at `at`.
    pub(super) fn past_bracket(&self, at: TokenId) -> TokenId {
        let close = TokenId(at.0 + 2);
        let open = self.inside(at).is_some_and(|t| self.word(t) == "(");
        let short = open && close < self.sentence(at).end && self.word(close) == ")";
        if short { TokenId(at.0 + 3) } else { at }
    }

    /// True for a word that can stand in a noun phrase before its noun.
    pub(super) fn modifies(&self, token: TokenId) -> bool {
        let participle = matches!(self.parse.xpos(token), Xpos::VBN | Xpos::VBG)
            && self.parse.deprel(token) == Deprel::Amod;
        participle
            || matches!(self.parse.upos(token), Upos::Adj | Upos::Noun | Upos::Propn)
            || self.is(token, WordKind::Modifier)
    }

    /// True where the sentence stands in a heading.
    pub(super) fn heading(&self, sentence: Sentence) -> bool {
        let start = self.parse.span(sentence.first).start;
        let after = self
            .document
            .regions
            .partition_point(|region| region.span.end <= start);
        self.document
            .regions
            .get(after)
            .is_some_and(|region| region.kind == RegionKind::Heading && region.span.start <= start)
    }
}
