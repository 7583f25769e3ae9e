//! What `chancery quotes` prints of a document: quotes and attributions as plain records.
//!
//! Offsets are Unicode code points, half-open, as everywhere outside the core; this module turns
//! the byte spans of the layers into them.

use super::{Attribution, Quote, QuoteKind, Speech};
use crate::actors::{Actors, MentionId};
use chancery_nlp::{Parse, Span, TokenId};
use serde::Serialize;

/// Quotes and attributions of one document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpeechRecord {
    /// The id of the document.
    pub id: String,
    /// Words said, in order.
    pub quotes: Vec<QuoteRecord>,
    /// Who vouches for which words, by cue.
    pub attributions: Vec<AttributionRecord>,
}

/// Words said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuoteRecord {
    /// `direct`, `mixed` or `indirect`.
    pub kind: &'static str,
    /// The words between the marks.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Who says them.
    pub speaker: Option<SpeakerRecord>,
    /// The verb or phrase of saying.
    pub cue: Option<CueRecord>,
    /// True where the speaker is the agent of a verb without a subject; absent otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub elided_subject: bool,
}

/// The words that name a speaker.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpeakerRecord {
    /// Name of the actor, or the words where no actor is known.
    pub name: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// A verb or phrase of saying.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CueRecord {
    /// The words.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// Source, cue and content as lists of code point ranges.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AttributionRecord {
    /// Where the source is named; empty for hearsay.
    pub source: Vec<(usize, usize)>,
    /// Where the act of saying is; empty where inherited.
    pub cue: Vec<(usize, usize)>,
    /// What is said.
    pub content: Vec<(usize, usize)>,
    /// `say` `confirm` `deny` `claim` `ask` `think`.
    pub kind: &'static str,
    /// Name of the source's actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// True where the scope comes from a neighbouring sentence; absent otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub inherited: bool,
    /// Number of the attribution around this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outer: Option<u32>,
}

/// The layers that a record is written from.
#[derive(Clone, Copy, Debug)]
pub struct SpeechLayers<'a> {
    /// The text of the document.
    pub text: &'a str,
    /// Its parse.
    pub parse: &'a Parse,
    /// Its actors.
    pub actors: &'a Actors,
    /// What is said in it.
    pub speech: &'a Speech,
}

/// The record of one document; `id` is the id it was given.
pub fn speech_record(id: &str, layers: SpeechLayers) -> SpeechRecord {
    let points = Points::new(layers.text);
    let quotes = &layers.speech.quotes;
    let attributions = &layers.speech.attributions;
    SpeechRecord {
        id: id.to_owned(),
        quotes: quotes.iter().map(|q| quote(q, layers, &points)).collect(),
        attributions: attributions
            .iter()
            .map(|a| attribution(a, layers, &points))
            .collect(),
    }
}

fn quote(quote: &Quote, layers: SpeechLayers, points: &Points) -> QuoteRecord {
    let (start, end) = points.of(quote.span);
    QuoteRecord {
        kind: kind_name(quote.kind),
        text: quote.span.of(layers.text).to_owned(),
        start,
        end,
        speaker: quote.speaker_span.map(|span| {
            let (start, end) = points.of(span);
            SpeakerRecord {
                name: source_name(quote.speaker, span, layers),
                start,
                end,
            }
        }),
        cue: quote.cue.map(|span| {
            let (start, end) = points.of(span);
            CueRecord {
                text: span.of(layers.text).to_owned(),
                start,
                end,
            }
        }),
        elided_subject: quote.elided_subject,
    }
}

fn attribution(a: &Attribution, layers: SpeechLayers, points: &Points) -> AttributionRecord {
    let list = |span: Span| {
        if span.is_empty() {
            Vec::new()
        } else {
            vec![points.of(span)]
        }
    };
    let run = |run: &(TokenId, TokenId)| points.of(layers.parse.span_of(run.0, run.1));
    AttributionRecord {
        source: list(a.source_span),
        cue: if a.inherited { Vec::new() } else { list(a.cue) },
        content: a.content.iter().map(run).collect(),
        kind: a.kind.as_str(),
        name: a.source.map(|m| name_of(m, layers)),
        inherited: a.inherited,
        outer: a.outer,
    }
}

/// Name of a quote kind in lower case.
pub(super) fn kind_name(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    }
}

fn name_of(mention: MentionId, layers: SpeechLayers) -> String {
    let actor = layers.actors.mention(mention).actor;
    layers.actors.actor(actor).name.clone()
}

/// Name of the actor, else the words themselves.
pub(super) fn source_name(mention: Option<MentionId>, span: Span, layers: SpeechLayers) -> String {
    match mention {
        Some(mention) => name_of(mention, layers),
        None => span.of(layers.text).to_owned(),
    }
}

/// Code points before each block of 64 bytes: a lookup in constant time.
struct Points<'t> {
    text: &'t str,
    blocks: Vec<usize>,
}

impl<'t> Points<'t> {
    fn new(text: &'t str) -> Self {
        let mut blocks = Vec::with_capacity(text.len() / 64 + 1);
        let mut points = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % 64 == 0 {
                blocks.push(points);
            }
            points += usize::from(byte & 0xC0 != 0x80);
        }
        blocks.push(points);
        Points { text, blocks }
    }

    fn at(&self, byte: u32) -> usize {
        let byte = (byte as usize).min(self.text.len());
        let block = byte / 64;
        let rest = &self.text.as_bytes()[block * 64..byte];
        let in_block = rest.iter().filter(|&&b| b & 0xC0 != 0x80).count();
        self.blocks.get(block).copied().unwrap_or_default() + in_block
    }

    fn of(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}
