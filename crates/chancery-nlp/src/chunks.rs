//! Runs of tokens that go to the tree parser as one unit: names with titles, dates, quoted names.
//!
//! From tags, names and word classes, by rule, one left-to-right pass. The parser sees a chunk as
//! its head token; the arcs inside are fixed by [`Chunk::inner`]'s conventions, those of English
//! EWT: a person name hangs on its first word (`flat`), any other name on its last noun
//! (`compound`), a date on its month or weekday.

use crate::labels::Deprel;
use crate::parse::TokenId;

/// What a chunk holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChunkKind {
    /// A name of a person, with the titles before it where they belong to the unit.
    Person,
    /// A name of anything else.
    Name,
    /// A date or a weekday with its modifiers.
    Date,
}

/// Two or more tokens of one sentence that the tree parser takes as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// First token.
    pub first: TokenId,
    /// One past the last token.
    pub end: TokenId,
    /// The token that stands for the chunk in the tree; inside the chunk.
    pub head: TokenId,
    /// What it holds.
    pub kind: ChunkKind,
}

/// Arc inside a chunk: a token that is not its head, the token it hangs on, and the relation.
pub type InnerArc = (TokenId, TokenId, Deprel);
