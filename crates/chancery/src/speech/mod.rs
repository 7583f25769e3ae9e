//! Who says what: quotes with their speakers, and the spans of text that a source vouches for.
//!
//! From the parse, the paired marks and the actors, in four steps:
//!
//! ```text
//! cues (verbs and phrases of saying) -> source of each -> content of each
//!       -> scope inherited by sentences without a cue -> quotes and their speakers
//! ```
//!
//! Method: surface patterns first, the tree second. A subject and a verb of saying at the start or
//! at the end of a sentence are a pattern of their own, because parsers take "..., the sources
//! said" for a garden path; the tree only decides between noun phrases that the surface allows.
//! Words and their frames are data (`lang/en/speech.tsv`). The shape follows the three-part
//! attributions of PARC (Pareti 2012): source, cue, content.
//! What is not done: it does not judge whether a quote is true to the words, and sources that no
//! words name are left out. Cost: linear in the number of tokens for sentences of bounded length;
//! every search to the left or right is capped.

mod scene;
mod phrase;
mod cues;
mod source;
mod content;
mod attribute;
mod inherit;
mod known;
mod manner;
mod statement;
mod quotes;
pub mod details;
pub mod lexicon;
pub mod record;
pub mod render;

pub use details::{Detail, find_details};
pub use lexicon::SpeechLexicon;
pub use record::{SpeechLayers, SpeechRecord, speech_record};
pub use render::render_speech;

use crate::actors::{Actors, MentionId};
use crate::ingest::Document;
use crate::marks::Marks;
use chancery_nlp::{Parse, Span, TokenId};

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
    /// Tokens of `span`: first, one past last.
    pub tokens: (TokenId, TokenId),
    /// Who says them.
    pub speaker: Option<MentionId>,
    /// Bytes of the words that name the speaker, whether or not they mention an actor.
    pub speaker_span: Option<Span>,
    /// Bytes of the verb or phrase of saying.
    pub cue: Option<Span>,
    /// Number of the attribution whose content the quote is.
    pub attribution: Option<u32>,
    /// Verbs inside the quote whose subject is left out and is the speaker: "Reported to the
    /// president on the talks".
    pub elided: Vec<TokenId>,
    /// True where `elided` holds anything: the speaker is also the agent.
    pub elided_subject: bool,
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

impl SpeechKind {
    /// Name in lower case, as records and goldens write it.
    pub fn as_str(self) -> &'static str {
        match self {
            SpeechKind::Say => "say",
            SpeechKind::Confirm => "confirm",
            SpeechKind::Deny => "deny",
            SpeechKind::Claim => "claim",
            SpeechKind::Ask => "ask",
            SpeechKind::Think => "think",
        }
    }
}

/// A stretch of text and who vouches for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Who says it, where the words mention an actor.
    pub source: Option<MentionId>,
    /// Bytes of the words that name the source; empty for hearsay without a source
    /// ("reportedly", "it is believed").
    pub source_span: Span,
    /// Bytes of the verb or phrase of saying; of the neighbour's cue where `inherited`, empty where
    /// the neighbour has none either ("Marin was calm. “We have time.”").
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
    /// Tokens (first, one past last) of a time expression that hangs on the cue and dates the act
    /// of saying: "said Thursday that".
    pub report_time: Option<(TokenId, TokenId)>,
    /// Whom it was said to, where an actor: "told Reuters".
    pub recipient: Option<MentionId>,
    /// Bytes of the words for whom it was said to.
    pub recipient_span: Option<Span>,
}

/// Everything said in a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speech {
    /// Quotes, in order.
    pub quotes: Vec<Quote>,
    /// Attributions, by cue; an inherited one follows the one that it inherits from.
    pub attributions: Vec<Attribution>,
}

impl Speech {
    /// Numbers of the attributions whose content holds `token`, innermost first.
    pub fn chain(&self, token: TokenId) -> Vec<u32> {
        let mut chain: Vec<(u32, std::cmp::Reverse<u32>, u32)> = self
            .attributions
            .iter()
            .enumerate()
            .filter_map(|(i, a)| {
                let run = a
                    .content
                    .iter()
                    .find(|run| run.0 <= token && token < run.1)?;
                let depth = std::cmp::Reverse(self.depth(i as u32));
                Some((run.1.0 - run.0.0, depth, i as u32))
            })
            .collect();
        chain.sort_unstable();
        chain.into_iter().map(|(_, _, i)| i).collect()
    }

    /// How many attributions stand around this one.
    fn depth(&self, attribution: u32) -> u32 {
        let mut depth = 0;
        let mut at = attribution;
        while let Some(outer) = self.attributions.get(at as usize).and_then(|a| a.outer) {
            depth += 1;
            at = outer;
            if depth > self.attributions.len() as u32 {
                break;
            }
        }
        depth
    }

    /// The quote whose words hold `token`: the shortest, direct and mixed before indirect.
    pub fn quote_at(&self, token: TokenId) -> Option<&Quote> {
        self.quotes
            .iter()
            .filter(|q| q.tokens.0 <= token && token < q.tokens.1)
            .min_by_key(|q| (q.kind == QuoteKind::Indirect, q.tokens.1.0 - q.tokens.0.0))
    }
}

/// Who speaks at `token`: the speaker of the quote around it, else the innermost source.
///
/// Meant for "I" and "we" between marks, and for verbs without a subject (`Quote::elided`).
pub fn speaker_of(speech: &Speech, token: TokenId) -> Option<MentionId> {
    if let Some(quote) = speech.quote_at(token) {
        return quote.speaker;
    }
    let innermost = *speech.chain(token).first()?;
    speech.attributions[innermost as usize].source
}

/// Finds quotes and attributions.
///
/// Quotes come in the order of the text, attributions in the order of their cues, each inherited
/// one directly after the attribution that it inherits from.
pub fn find_speech(
    lexicon: &SpeechLexicon,
    document: &Document,
    parse: &Parse,
    marks: &Marks,
    actors: &Actors,
) -> Speech {
    let scene = scene::Scene::new(lexicon, document, parse, marks, actors);
    let cues = cues::find_cues(&scene);
    let mut attributions = attribute::attribute(&scene, &cues);
    let mut quotes = quotes::find_quotes(&scene, &mut attributions);
    quotes::first_persons(&scene, &quotes, &mut attributions);
    inherit::inherit(&scene, &mut attributions, &mut quotes);
    statement::whole(&scene, &mut attributions, &mut quotes);
    attribute::nest(&mut attributions);
    let quotes = quotes::with_indirect(&scene, quotes, &attributions);
    Speech {
        quotes,
        attributions,
    }
}

#[cfg(test)]
mod tests;
