//! Source of a web page in, its article out: what was printed, and what the page says of it.

mod meta;
mod tags;
mod tree;
mod names;
mod hints;
mod phrases;
mod features;
mod judge;
mod beside;

pub use features::{COUNT, NAMES};
pub use judge::{Branch, Forest, shipped};

use crate::report::{Block, BlockKind, Note, Report, Segment, Span};
use hints::{Bag, Hints};
use std::collections::BTreeSet;
use tags::Tag;
use tree::{RawBlock, Tree};

/// The words of a piece of HTML, blocks parted by a blank line, without judging what is article and
/// what is furniture. Never fails: what is no HTML is text.
///
/// ```
/// let (text, blocks) = chancery_ingest::page::fragment("<h2>Talks</h2><p>Marin met&nbsp;<b>Sarel</b>.");
/// assert_eq!(text, "Talks\n\nMarin met Sarel.");
/// assert_eq!(blocks.len(), 2);
/// ```
pub fn fragment(html: &str) -> (String, Vec<Block>) {
    let tree = Tree::of(html);
    let all: Vec<&RawBlock> = tree.blocks.iter().collect();
    let laid = lay_out(&tree, &all);
    (laid.text, laid.blocks)
}

/// Text of some blocks with its map to the source.
struct LaidOut {
    text: String,
    blocks: Vec<Block>,
    segments: Vec<Segment>,
}

/// Puts blocks one after the other, a blank line between.
fn lay_out(tree: &Tree, chosen: &[&RawBlock]) -> LaidOut {
    let mut laid = LaidOut {
        text: String::new(),
        blocks: Vec::new(),
        segments: Vec::new(),
    };
    for block in chosen {
        if !laid.text.is_empty() {
            laid.text.push_str("\n\n");
        }
        let start = laid.text.len();
        laid.text.push_str(tree.words(block));
        laid.blocks.push(Block {
            span: Span {
                start,
                end: laid.text.len(),
            },
            kind: kind_of(tree, block.node),
        });
        laid.segments.extend(segments(tree, block, start));
    }
    laid
}

/// The map of a block whose words begin at this byte of a text.
fn segments(tree: &Tree, block: &RawBlock, start: usize) -> impl Iterator<Item = Segment> {
    let (from, to) = block.segments;
    let begin = block.text.start;
    let moved = move |at: usize| at - begin + start;
    let segments = tree.segments[from as usize..to as usize].iter();
    segments.map(move |segment| Segment {
        text: Span {
            start: moved(segment.text.start),
            end: moved(segment.text.end),
        },
        source: segment.source,
    })
}

/// What a block is, by the elements around it.
fn kind_of(tree: &Tree, node: u32) -> BlockKind {
    for node in tree.around(node) {
        let tag = tree.nodes[node as usize].tag;
        match tag {
            _ if tag.heading_level() > 0 => return BlockKind::Heading,
            Tag::LI | Tag::DD | Tag::DT => return BlockKind::Item,
            Tag::BLOCKQUOTE => return BlockKind::Quote,
            Tag::ARTICLE | Tag::MAIN | Tag::SECTION => break,
            _ => {}
        }
    }
    BlockKind::Paragraph
}

/// Score above which a block is article: above 0 it more likely is than not; a little more is asked, since
/// what is wrongly kept is read as the article's own words.
pub const THRESHOLD: i32 = 200;

/// Shortest block of which a second copy is dropped, in bytes.
const TWIN: usize = 40;

/// The article of a page with what the page says of it.
///
/// `url` is where it was fetched from. Never fails; a page without words gives an empty text.
///
/// ```
/// let page = "<title>Talks</title><nav><a href='/'>Home</a></nav><article><h1>Talks</h1>\
///     <p>Marin, the foreign minister, met Sarel in the old port on Friday, officials said, and spoke of grain.</p>\
///     <p>Both sides agreed to meet again next month, the ministry said in a statement on Saturday.</p></article>";
/// let report = chancery_ingest::page::read(page, None);
/// assert!(report.text.starts_with("Marin, the foreign minister"));
/// assert!(!report.text.contains("Home"));
/// ```
pub fn read(html: &str, url: Option<&str>) -> Report {
    let tree = Tree::of(html);
    let meta = meta::meta(&tree, html, url);
    let chosen = article(&tree, &hints_of(&meta), shipped());
    let laid = lay_out(&tree, &chosen);
    let mut report = Report {
        asides: beside::asides(&tree, &chosen),
        entries: beside::entries(&tree, &chosen, &laid.blocks),
        text: laid.text,
        blocks: laid.blocks,
        segments: laid.segments,
        ..Report::default()
    };
    describe(&mut report, meta, url);
    report
}

/// Writes what a page says of itself into its report.
fn describe(report: &mut Report, meta: meta::Meta, url: Option<&str>) {
    report.title = meta.title;
    report.authors = meta.authors;
    if report.authors.is_empty() {
        report.authors = meta.organisations;
    }
    report.outlet = meta.outlet;
    report.credit = meta.credit;
    report.fetched_url = url
        .filter(|url| meta.url.as_deref() != Some(url))
        .map(str::to_owned);
    report.url = meta.url.or_else(|| url.map(str::to_owned));
    report.published = meta.published;
    report.modified = meta.modified;
    report.dates = meta.dates;
    report.language = meta.language;
    report.notes.extend(meta.notes);
    if meta.teaser {
        report.notes.push(Note {
            kind: "teaser",
            what: String::new(),
        });
    }
}

/// The blocks of a page that are its article, copies left out.
fn article<'t>(tree: &'t Tree, hints: &Hints, forest: &Forest) -> Vec<&'t RawBlock> {
    let rows = features::rows(tree, hints);
    let mut seen = BTreeSet::new();
    let blocks = tree.blocks.iter().enumerate();
    let chosen = blocks.filter(|(at, _)| forest.score(rows.row(*at)) > THRESHOLD);
    chosen
        .map(|(_, block)| block)
        .filter(|block| tree.words(block).len() < TWIN || seen.insert(tree.words(block)))
        .collect()
}

/// A block of a page with what is seen of it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its words.
    pub text: String,
    /// Numbers under [`NAMES`].
    pub row: Vec<i32>,
}

/// All blocks of a page: what the judge of blocks is trained on.
pub fn candidates(html: &str, url: Option<&str>) -> Vec<Candidate> {
    let tree = Tree::of(html);
    let hints = hints_of(&meta::meta(&tree, html, url));
    let rows = features::rows(&tree, &hints);
    let blocks = tree.blocks.iter().enumerate();
    blocks
        .map(|(at, block)| Candidate {
            text: tree.words(block).to_owned(),
            row: rows.row(at).to_vec(),
        })
        .collect()
}

/// Shortest `articleBody` that is listened to, in bytes: shorter ones are teasers.
const BODY: usize = 300;

fn hints_of(meta: &meta::Meta) -> Hints {
    let bag = |text: &Option<String>| Bag::of(text.as_deref().unwrap_or(""));
    let body = meta
        .article_body
        .as_deref()
        .filter(|body| body.len() >= BODY);
    Hints {
        headline: meta.headline,
        title: bag(&meta.title),
        description: bag(&meta.description),
        body: Bag::of(body.unwrap_or("")),
    }
}

#[cfg(test)]
mod tests;
