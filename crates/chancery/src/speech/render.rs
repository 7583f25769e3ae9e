//! Speech as lines of text, for goldens: one a quote, one an attribution.
//!
//! ```text
//! direct | Rustem Umerov | said | "We are ready,"
//! attribution | Rustem Umerov | said | say | "Ukraine is preparing a meeting"
//! ```

use super::record::{SpeechLayers, kind_name, source_name};
use super::{Attribution, Quote};
use std::fmt::Write;

/// One line a quote, then one line an attribution, in order; runs of content are joined by ` / `.
///
/// Marks behind the kind of an attribution: `inherited`, `in N` (number of the attribution around
/// it, from 1), `via WORDS` (medium), `at WORDS` (time of the act), `to WORDS` (hearer).
pub fn render_speech(layers: SpeechLayers) -> String {
    let mut lines = String::new();
    for quote in &layers.speech.quotes {
        let _ = writeln!(lines, "{}", quote_line(quote, layers));
    }
    for attribution in &layers.speech.attributions {
        let _ = writeln!(lines, "{}", attribution_line(attribution, layers));
    }
    lines
}

fn quote_line(quote: &Quote, layers: SpeechLayers) -> String {
    let speaker = quote
        .speaker_span
        .map_or_else(String::new, |span| source_name(quote.speaker, span, layers));
    let cue = quote.cue.map_or("", |cue| cue.of(layers.text));
    let elided = if quote.elided_subject {
        " | elided"
    } else {
        ""
    };
    let words = one_line(quote.span.of(layers.text));
    format!(
        "{} | {speaker} | {cue} | \"{words}\"{elided}",
        kind_name(quote.kind)
    )
}

fn attribution_line(attribution: &Attribution, layers: SpeechLayers) -> String {
    let source = source_name(attribution.source, attribution.source_span, layers);
    let cue = attribution.cue.of(layers.text);
    let mut kind = attribution.kind.as_str().to_owned();
    if attribution.inherited {
        kind.push_str(", inherited");
    }
    if let Some(outer) = attribution.outer {
        let _ = write!(kind, ", in {}", outer + 1);
    }
    let time = attribution
        .report_time
        .map(|(first, end)| layers.parse.span_of(first, end));
    let extras = [
        ("via", attribution.medium),
        ("at", time),
        ("to", attribution.recipient_span),
    ];
    for (name, span) in extras {
        if let Some(span) = span {
            let _ = write!(kind, ", {name} {}", one_line(span.of(layers.text)));
        }
    }
    let runs: Vec<String> = attribution
        .content
        .iter()
        .map(|run| one_line(layers.parse.span_of(run.0, run.1).of(layers.text)))
        .collect();
    format!(
        "attribution | {source} | {cue} | {kind} | \"{}\"",
        runs.join(" / ")
    )
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
