//! What each stage says of a text, as lines that a person can read and check: one row a folder of
//! `golden/`.
//!
//! A renderer shows the words themselves, not offsets, and nothing that other stages decide.

use crate::cases::Case;
use chancery::Span;
use chancery::ingest::{Document, FurnitureRules, Item, RegionKind, document, parse_day};
use chancery_nlp::{Engine, Parse, Scratch, Search};
use std::sync::LazyLock;

/// What a stage says of a text.
pub type Render = fn(&Case) -> String;

/// The renderer of every folder of `golden/`.
pub const STAGES: &[(&str, Render)] = &[
    ("furniture", render_furniture),
    ("sentences", render_sentences),
    ("tokens", render_tokens),
];

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::english().unwrap());

/// The document of a case, with what is given beside the text.
fn document_of(case: &Case) -> Document {
    let given = |name: &str| case.given(name).map(str::to_owned);
    let item = Item {
        text: case.text.clone(),
        id: given("id"),
        title: given("title"),
        outlet: given("outlet"),
        url: given("url"),
        published: case.given("published").and_then(parse_day),
        as_of: case.given("as_of").and_then(parse_day),
        ..Item::default()
    };
    document(&FurnitureRules::english(), item)
}

/// The document of a case and its parse, without chunks of later stages.
fn parsed(case: &Case) -> (Document, Parse) {
    let document = document_of(case);
    let regions: Vec<Span> = document.regions.iter().map(|region| region.span).collect();
    let mut scratch = Scratch::default();
    let parse = ENGINE.parse(&document.text, &regions, Search::Greedy, &mut scratch);
    (document, parse)
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
    let row = |(span, what): &(Span, String)| {
        let words = span.of(&document.text).trim().replace('\n', " / ");
        format!("{what} | {words}")
    };
    rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

/// A line for each sentence: its words as they stand, a slash for a line end.
fn render_sentences(case: &Case) -> String {
    let (document, parse) = parsed(case);
    let line = |sentence: &chancery_nlp::Sentence| {
        let span = parse.span_of(sentence.first, sentence.end);
        span.of(&document.text).replace('\n', " / ")
    };
    parse
        .sentences
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

/// A line for each sentence: its tokens with a blank between.
fn render_tokens(case: &Case) -> String {
    let (document, parse) = parsed(case);
    let line = |sentence: &chancery_nlp::Sentence| {
        let words = sentence
            .tokens()
            .map(|token| parse.word(token, &document.text));
        words.collect::<Vec<_>>().join(" ")
    };
    parse
        .sentences
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}
