//! Source of a web page in, its article out: what was printed, and what the page says of it.

mod tags;
mod tree;

use crate::report::{Block, BlockKind, Report, Segment, Span};
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
        let (from, to) = block.segments;
        for segment in &tree.segments[from as usize..to as usize] {
            let moved = |at: usize| at - block.text.start + start;
            laid.segments.push(Segment {
                text: Span {
                    start: moved(segment.text.start),
                    end: moved(segment.text.end),
                },
                source: segment.source,
            });
        }
    }
    laid
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

/// The article of a page with what the page says of it.
///
/// `url` is where it was fetched from. Never fails; a page without words gives an empty text.
pub fn read(html: &str, url: Option<&str>) -> Report {
    let tree = Tree::of(html);
    let all: Vec<&RawBlock> = tree.blocks.iter().collect();
    let laid = lay_out(&tree, &all);
    Report {
        text: laid.text,
        blocks: laid.blocks,
        segments: laid.segments,
        url: url.map(str::to_owned),
        ..Report::default()
    }
}

#[cfg(test)]
mod tests;
