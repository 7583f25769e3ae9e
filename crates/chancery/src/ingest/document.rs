//! An [`Item`] in, a [`Document`] out: what to read, what was cut, what was odd.

use super::cut::{Cuts, basis, cut, cut_by_rules, left_by_rules};
use super::furniture::FurnitureRules;
use super::item::Item;
use super::language::{READ, UNKNOWN, language_of};
use super::lines::lines;
use super::regions::regions;
use super::report::settle_kinds;
use super::{Document, Furniture, InputNote};
use chancery_ingest::lines::{LineModel, Repeats};
use chancery_nlp::Span;

/// Reads what an item is made of. Never fails: what cannot be read is noted.
///
/// A report in a language that is not read, or without article text, keeps its text and has no
/// regions, so that nothing is read from it.
pub fn document(rules: &FurnitureRules, item: Item) -> Document {
    document_among(rules, &Repeats::default(), item)
}

/// The words that the rules alone leave of a text, line by line: in these lines it is counted what an outlet prints
/// again and again ([`Repeats::among`]).
pub fn left_by_rules_alone(rules: &FurnitureRules, text: &str) -> String {
    left_by_rules(rules, text, &lines(text))
}

/// As [`document`], for an outlet that is known to print some lines again and again ([`left_by_rules_alone`]); they are
/// counted for a batch of reports, so that the answer does not hang on their order.
pub fn document_among(rules: &FurnitureRules, repeats: &Repeats, item: Item) -> Document {
    let lines = lines(&item.text);
    // Where the source tells blocks, they were judged by what it shows of them.
    let model = item.blocks.is_empty().then(LineModel::shipped);
    let cuts = cut(rules, &item.text, &lines, (repeats, model));
    let mut regions = regions(&item.text, &lines, &cuts.furniture);
    settle_kinds(&mut regions, &item.blocks);
    let mut document = Document {
        regions,
        ..unread(item)
    };
    take_hints(&mut document, cuts);
    settle_language(&mut document);
    note_emptiness(&mut document);
    document
}

/// What the rules alone cut from a text, in order: the line classifier is trained and measured on what they leave.
pub fn cut_by_rules_alone(rules: &FurnitureRules, text: &str) -> Vec<Furniture> {
    cut_by_rules(rules, text, &lines(text)).furniture
}

/// As [`document`], but nothing is cut and the language is not asked for: for those who want one
/// layer of every word.
pub fn whole_document(item: Item) -> Document {
    let lines = lines(&item.text);
    let mut regions = regions(&item.text, &lines, &[]);
    settle_kinds(&mut regions, &item.blocks);
    let language = match item.language.as_deref() {
        Some(code) => code.to_lowercase(),
        None => READ.to_owned(),
    };
    Document {
        regions,
        language,
        ..unread(item)
    }
}

/// What was handed over, before its text is looked at.
fn unread(item: Item) -> Document {
    Document {
        id: item.id.unwrap_or_else(|| content_id(&item.text)),
        title: item.title,
        outlet: item.outlet,
        byline: item.byline,
        url: item.url,
        published: item.published,
        as_of: item.as_of,
        issued: item.issued,
        language: item
            .language
            .map(|code| code.to_lowercase())
            .unwrap_or_default(),
        text: item.text,
        notes: item.notes,
        ..Document::default()
    }
}

/// `blake3:` and the first 16 hex digits of the hash of the text.
pub fn content_id(text: &str) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    format!("blake3:{}", &hash[..16])
}

/// Names that stand in the furniture fill what was not given; a note says so.
fn take_hints(document: &mut Document, cuts: Cuts) {
    if let (None, Some(span)) = (&document.outlet, cuts.outlet) {
        document.outlet = Some(squeezed(span.of(&document.text)));
        document.notes.push(basis("outlet_from_furniture", span));
    }
    if let (None, Some(span)) = (&document.byline, cuts.byline) {
        document.byline = Some(squeezed(span.of(&document.text)));
        document.notes.push(basis("byline_from_text", span));
    }
    document.furniture = cuts.furniture;
}

fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The language by the words; what was stated counts where the words are too few to tell.
fn settle_language(document: &mut Document) {
    let found = language_of(&document.text, &document.regions);
    if found != UNKNOWN || document.language.is_empty() {
        document.language = found.to_owned();
    }
    let primary = document.language.split(['-', '_']).next().unwrap_or("");
    if ![READ, "eng", UNKNOWN].contains(&primary) && !document.regions.is_empty() {
        let span = whole(document);
        document.regions.clear();
        document.notes.push(InputNote {
            kind: "other_language".to_owned(),
            span,
        });
    }
}

fn note_emptiness(document: &mut Document) {
    if !document.regions.is_empty() || document.notes.iter().any(|n| n.kind == "other_language") {
        return;
    }
    let kind = match document.furniture.is_empty() {
        true => "no_text",
        false => "only_furniture",
    };
    document.notes.push(InputNote {
        kind: kind.to_owned(),
        span: Span::default(),
    });
}

/// From the first region to the last.
fn whole(document: &Document) -> Span {
    let first = document.regions.first().map(|r| r.span).unwrap_or_default();
    let last = document.regions.last().map(|r| r.span).unwrap_or_default();
    first.cover(last)
}
