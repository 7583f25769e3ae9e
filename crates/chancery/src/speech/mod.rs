//! Who says what: quotes with their speakers, and the spans of text that a source vouches for.

use crate::actors::MentionId;
use chancery_nlp::{Span, TokenId};

/// What kind of quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteKind {
    /// A full clause between marks.
    Direct,
    /// A part of a clause between marks, inside reported speech.
    Mixed,
    /// Reported speech without marks.
    Indirect,
}

/// Words said.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Direct, mixed or indirect.
    pub kind: QuoteKind,
    /// Bytes between the marks, marks not included; for indirect speech the reported clause.
    pub span: Span,
    /// Who says them.
    pub speaker: Option<MentionId>,
    /// Bytes of the verb or phrase of saying.
    pub cue: Option<Span>,
}

/// What an act of saying does to its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeechKind {
    /// says, tells, adds, reports: no stance.
    Say,
    /// confirms: assertion and corroboration.
    Confirm,
    /// denies, rejects.
    Deny,
    /// claims, alleges: the outlet keeps its distance.
    Claim,
    /// asks, urges, orders.
    Ask,
    /// believes, expects, fears.
    Think,
}

/// A stretch of text and who vouches for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Who says it: a mention of an actor.
    pub source: MentionId,
    /// Bytes of the verb or phrase of saying.
    pub cue: Span,
    /// Token of the cue's head word.
    pub cue_token: TokenId,
    /// What the act of saying does to its content.
    pub kind: SpeechKind,
    /// Runs of tokens (first, one past last) that are said, in order.
    pub content: Vec<(TokenId, TokenId)>,
    /// True where the text carries no cue of its own and the neighbouring sentences do.
    pub inherited: bool,
    /// The attribution inside whose content this one stands, for nested reports.
    pub outer: Option<u32>,
    /// Bytes of the medium: "in a social media post".
    pub medium: Option<Span>,
}

/// Everything said in a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speech {
    /// Quotes, in order.
    pub quotes: Vec<Quote>,
    /// Attributions, by cue.
    pub attributions: Vec<Attribution>,
}

impl Speech {
    /// Numbers of the attributions whose content holds `token`, innermost first.
    pub fn chain(&self, token: TokenId) -> Vec<u32> {
        let mut chain: Vec<(u32, u32)> = self
            .attributions
            .iter()
            .enumerate()
            .filter_map(|(i, a)| {
                let run = a
                    .content
                    .iter()
                    .find(|run| run.0 <= token && token < run.1)?;
                Some((run.1.0 - run.0.0, i as u32))
            })
            .collect();
        chain.sort_unstable();
        chain.into_iter().map(|(_, i)| i).collect()
    }
}
