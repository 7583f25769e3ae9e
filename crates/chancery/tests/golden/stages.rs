//! What each stage says of a text, as lines that a person can read and check: one row a folder of
//! `golden/`.
//!
//! A renderer shows the words themselves, not offsets, and nothing that other stages decide.

use crate::cases::Case;
use chancery::Span;
use chancery::actors::render_actors;
use chancery::coref::render_chains;
use chancery::ingest::{Document, Item, RegionKind, parse_day};
use chancery::places::render_places;
use chancery::reading::{ClaimRecord, Read, Reader};
use chancery::speech::{SpeechLayers, render_speech};
use chancery::time::{TimesRow, times};
use chancery_nlp::{Scratch, Search, Sentence};
use std::sync::LazyLock;

/// What a stage says of a text.
pub type Render = fn(&Case) -> String;

/// The renderer of every folder of `golden/`.
pub const STAGES: &[(&str, Render)] = &[
    ("furniture", render_furniture),
    ("sentences", render_sentences),
    ("tokens", render_tokens),
    ("names", render_names),
    ("date", render_times),
    ("places", places),
    ("coref", coref),
    ("actors", actors),
    ("speech", speech),
    ("claims", render_claims),
];

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::english(chancery_data::knowledge()).expect("the models unpack"));

/// The document of a case, with what is given beside the text.
fn document_of(case: &Case) -> Document {
    let given = |name: &str| case.given(name).map(str::to_owned);
    READER.document(Item {
        text: case.text.clone(),
        id: given("id"),
        title: given("title"),
        outlet: given("outlet"),
        url: given("url"),
        // A sentence or two are too little to tell a language by.
        language: given("language").or_else(|| Some("en".to_owned())),
        published: case.given("published").and_then(parse_day),
        as_of: case.given("as_of").and_then(parse_day),
        ..Item::default()
    })
}

/// The document of a case with every layer of it.
fn layers(case: &Case) -> (Document, Read) {
    let document = document_of(case);
    let read = READER.layers(&document, Search::Narrow, &mut Scratch::default());
    (document, read)
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// Words on one line: a slash for a line end.
fn one_line(words: &str) -> String {
    words.trim().replace('\n', " / ")
}

/// A line for each region and each cut, in the order of the text: what it is, and its words.
fn render_furniture(case: &Case) -> String {
    let document = document_of(case);
    let regions = document.regions.iter().map(|region| {
        let kind = match region.kind {
            RegionKind::Heading => "heading",
            RegionKind::Paragraph => "paragraph",
            RegionKind::Item => "item",
        };
        (region.span, kind.to_owned())
    });
    let cuts = document.furniture.iter();
    let cuts = cuts.map(|cut| (cut.span, format!("cut {}", cut.rule)));
    let mut rows: Vec<(Span, String)> = regions.chain(cuts).collect();
    rows.sort_by_key(|(span, _)| span.start);
    let row =
        |(span, what): &(Span, String)| format!("{what} | {}", one_line(span.of(&document.text)));
    lines(rows.iter().map(row))
}

/// A line for each sentence: its words as they stand, a slash for a line end.
fn render_sentences(case: &Case) -> String {
    let (document, read) = layers(case);
    let span = |sentence: &Sentence| read.parse.span_of(sentence.first, sentence.end);
    let sentences = read.parse.sentences.iter();
    lines(sentences.map(|sentence| one_line(span(sentence).of(&document.text))))
}

/// A line for each sentence: its tokens with a blank between.
fn render_tokens(case: &Case) -> String {
    let (document, read) = layers(case);
    let line = |sentence: &Sentence| {
        let words = sentence
            .tokens()
            .map(|token| read.parse.word(token, &document.text));
        words.collect::<Vec<_>>().join(" ")
    };
    lines(read.parse.sentences.iter().map(line))
}

/// A line for each name: its words and what it names.
fn render_names(case: &Case) -> String {
    let (document, read) = layers(case);
    let line = |name: &chancery_nlp::Name| {
        let words = read.parse.span_of(name.first, name.end).of(&document.text);
        format!("{} | {:?}", one_line(words), name.kind)
    };
    lines(read.parse.names.iter().map(line))
}

/// A line for each time expression: words, type, TIMEX3 value, EDTF, first and last day.
fn render_times(case: &Case) -> String {
    let (document, read) = layers(case);
    let row = |row: &TimesRow| {
        let words = one_line(Span::new(row.start as usize, row.end as usize).of(&document.text));
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        let days = format!("{}..{}", day(&row.earliest), day(&row.latest));
        let line = format!(
            "{words} | {} | {} | {} | {days}",
            row.kind, row.value, row.edtf
        );
        line.replace("  ", " ")
    };
    lines(times(&read.timexes, &read.dating).iter().map(row))
}

/// See [`render_places`].
fn places(case: &Case) -> String {
    let (document, read) = layers(case);
    render_places(&read.places, &document.text)
}

/// See [`render_chains`].
fn coref(case: &Case) -> String {
    let (document, read) = layers(case);
    render_chains(&read.actors.chains, &read.parse, &document.text)
}

/// See [`render_actors`].
fn actors(case: &Case) -> String {
    let (document, read) = layers(case);
    render_actors(&read.actors, &document.text)
}

/// See [`render_speech`].
fn speech(case: &Case) -> String {
    let (document, read) = layers(case);
    render_speech(SpeechLayers {
        text: &document.text,
        parse: &read.parse,
        actors: &read.actors,
        speech: &read.speech,
    })
}

/// A claim: what and whether, then a line each for who, where, when, what about and by whose word.
fn render_claims(case: &Case) -> String {
    let document = document_of(case);
    let reading = READER.read(&document, Search::Narrow, &mut Scratch::default());
    lines(reading.claims.iter().map(claim_lines))
}

fn claim_lines(claim: &ClaimRecord) -> String {
    let label = [claim.mode.as_ref(), claim.kind.as_ref()];
    let label: Vec<&str> = label.into_iter().flatten().map(String::as_str).collect();
    let background = if claim.core { "" } else { ", background" };
    let mut out = format!(
        "{} | {} {} | {}, {}{background} | {}",
        one_line(&claim.trigger.text),
        claim.event_type,
        label.join(" "),
        claim.status,
        claim.certainty,
        claim.rule
    );
    let mut add = |what: &str, words: &str| out += &format!("\n  {what}: {}", one_line(words));
    for participant in &claim.participants {
        let country = participant.country.as_deref().unwrap_or("-");
        add(
            &participant.role,
            &format!("{} ({country})", participant.name),
        );
    }
    if let Some(place) = &claim.place {
        add("place", &place.name);
    }
    if let Some(time) = &claim.time {
        add(
            "time",
            time.day
                .edtf
                .as_deref()
                .or(time.timex3.as_deref())
                .unwrap_or("-"),
        );
    }
    for topic in &claim.topics {
        add("topic", &topic.text);
    }
    for count in &claim.counts {
        add("count", &format!("{} {}", count.value, count.what));
    }
    for source in &claim.attribution {
        add("by", &format!("{} ({})", source.name, source.cue));
    }
    out
}
