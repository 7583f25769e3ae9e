//! Running text of a tree of XML or HTML: blocks parted by a blank line, each run of words with its
//! place in the source.
//!
//! One walk over the nodes in order. Elements that make a block end the one before; white space folds to
//! single spaces; scripts, pictures and their captions are left out.

use super::hints::MOST_TEXT;
use super::xml::{Dialect, NodeId, Tree};
use crate::{Block, BlockKind, Segment, Span};

/// Text with its blocks and places.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Prose {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) segments: Vec<Segment>,
    /// True where more stood there than is read.
    pub(super) truncated: bool,
}

/// What an element does to the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Begins a block of that kind.
    Makes(BlockKind),
    /// Ends a line.
    Ends,
    /// Is left out with all inside.
    Left,
    /// Is part of the line.
    Inline,
}

fn part(name: &str) -> Part {
    use BlockKind::{Heading, Item, Paragraph, Quote};
    match name.to_ascii_lowercase().as_str() {
        "p" | "div" | "section" | "article" | "td" | "th" | "tr" | "dd" | "dt" | "pre"
        | "address" | "ul" | "ol" | "dl" | "table" | "body" | "header" | "main" | "block"
        | "center" | "body.content" => Part::Makes(Paragraph),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" => Part::Makes(Heading),
        "li" => Part::Makes(Item),
        "blockquote" | "bq" => Part::Makes(Quote),
        "br" | "hr" => Part::Ends,
        "script" | "style" | "figure" | "figcaption" | "media" | "head" | "template"
        | "noscript" | "svg" | "button" | "object" | "iframe" | "video" | "audio" => Part::Left,
        _ => Part::Inline,
    }
}

/// The running text inside an element.
pub(super) fn of_element(tree: &Tree<'_>, id: NodeId) -> Prose {
    walk(tree, id, tree.after(id))
}

/// The running text of HTML, its segments being bytes of that HTML.
pub(super) fn of_html(html: &str) -> Prose {
    let tree = Tree::parse(html, Dialect::Html, &[]);
    let mut writer = Writer::default();
    write(&tree, tree.all(), &mut writer);
    writer.finish()
}

/// The running text of plain text: paragraphs at blank lines, the lines of one joined.
pub(super) fn of_plain(text: &str, source_start: usize) -> Prose {
    let mut writer = Writer::default();
    let mut at = source_start;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            writer.end_block();
        } else {
            writer.words(
                line,
                Span {
                    start: at,
                    end: at + line.len(),
                },
                BlockKind::Paragraph,
            );
        }
        at += line.len();
    }
    writer.finish()
}

fn walk(tree: &Tree<'_>, id: NodeId, end: NodeId) -> Prose {
    let mut writer = Writer::default();
    write(
        tree,
        tree.inside(id).take_while(|node| *node < end),
        &mut writer,
    );
    writer.finish()
}

fn write(tree: &Tree<'_>, nodes: impl Iterator<Item = NodeId>, writer: &mut Writer) {
    let mut open: Vec<(NodeId, BlockKind)> = Vec::new();
    let mut left_until = None;
    for id in nodes {
        if left_until.is_some_and(|until| id < until) {
            continue;
        }
        while open.last().is_some_and(|(end, _)| *end <= id) {
            open.pop();
            writer.end_block();
        }
        if let Some(words) = tree.words(id) {
            writer.words(&words, tree.inner_span(id), kind(&open));
            continue;
        }
        match part(tree.name(id)) {
            Part::Makes(kind) => {
                writer.end_block();
                open.push((tree.after(id), kind));
            }
            Part::Ends => writer.end_block(),
            Part::Left => left_until = Some(tree.after(id)),
            Part::Inline => {}
        }
    }
}

/// The innermost kind that says more than paragraph.
fn kind(open: &[(NodeId, BlockKind)]) -> BlockKind {
    open.iter()
        .rev()
        .take(8)
        .map(|(_, kind)| *kind)
        .find(|kind| *kind != BlockKind::Paragraph)
        .unwrap_or(BlockKind::Paragraph)
}

/// Writes words into blocks.
#[derive(Default)]
pub(super) struct Writer {
    prose: Prose,
    /// Start and kind of the block that is being written.
    block: Option<(usize, BlockKind)>,
    /// White space since the last word.
    spaced: bool,
}

impl Writer {
    /// Adds words; the first of a block decide its kind.
    pub(super) fn words(&mut self, words: &str, source: Span, kind: BlockKind) {
        if self.prose.truncated {
            return;
        }
        let mut start = None;
        let space = |c: char| c.is_whitespace() || c.is_control();
        for piece in words.split_inclusive(space) {
            let word = piece.trim_end_matches(space);
            if !word.is_empty() {
                self.before_word(kind);
                start.get_or_insert(self.prose.text.len());
                self.prose.text.push_str(word);
            }
            self.spaced |= word.len() < piece.len();
        }
        if let Some(start) = start {
            self.prose.segments.push(Segment {
                text: Span {
                    start,
                    end: self.prose.text.len(),
                },
                source,
            });
        }
        self.prose.truncated = self.prose.text.len() > MOST_TEXT;
    }

    fn before_word(&mut self, kind: BlockKind) {
        let text = &mut self.prose.text;
        match self.block {
            None => {
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                self.block = Some((text.len(), kind));
            }
            Some(_) if self.spaced => text.push(' '),
            Some(_) => {}
        }
        self.spaced = false;
    }

    /// Ends the block that is being written.
    pub(super) fn end_block(&mut self) {
        if let Some((start, kind)) = self.block.take() {
            self.prose.blocks.push(Block {
                span: Span {
                    start,
                    end: self.prose.text.len(),
                },
                kind,
            });
        }
        self.spaced = false;
    }

    pub(super) fn finish(mut self) -> Prose {
        self.end_block();
        self.prose
    }
}

/// True where a `<` begins a tag.
pub(super) fn looks_like_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| {
        bytes
            .get(at + 1)
            .is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/' || *b == b'!')
            && memchr::memchr(b'>', &bytes[at..bytes.len().min(at + 2048)]).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        let prose = of_html(html);
        assert_eq!(prose.text, expected);
        for segment in &prose.segments {
            assert!(
                html.is_char_boundary(segment.source.start)
                    && html.is_char_boundary(segment.source.end)
            );
            assert!(segment.text.start < segment.text.end && segment.text.end <= prose.text.len());
        }
    }

    #[test]
    fn blocks_of_html() {
        check(
            "<p>Envoys met in <b>Belmar</b>.</p><p>They left&nbsp;early.</p>",
            "Envoys met in Belmar.\n\nThey left early.",
        );
        check(
            "One.<br/><br>Two.<ul><li>a<li>b</ul>",
            "One.\n\nTwo.\n\na\n\nb",
        );
        check(
            "<figure><img><figcaption>Photo</figcaption></figure>Text",
            "Text",
        );
        check("<div><div></div></div>", "");
        check("a<b>b</b>c <i>d</i>", "abc d");
    }

    #[test]
    fn kinds_of_blocks() {
        let prose = of_html("<h2>Head</h2><blockquote><p>Said</p></blockquote><li>x</li>y");
        let kinds: Vec<_> = prose.blocks.iter().map(|block| block.kind).collect();
        use BlockKind::{Heading, Item, Paragraph, Quote};
        assert_eq!(kinds[..3], [Heading, Quote, Item]);
        assert_eq!(kinds[3], Paragraph);
    }

    #[test]
    fn lines_of_plain_text_join() {
        let prose = of_plain("The envoys\r\nmet.\r\n\r\nThey left.\n", 10);
        assert_eq!(prose.text, "The envoys met.\n\nThey left.");
        assert_eq!(prose.segments[0].source, Span { start: 10, end: 22 });
    }
}
