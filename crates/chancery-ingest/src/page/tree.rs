//! Source of a page in, its elements, blocks of visible text and scripts of data out, in one pass.
//!
//! The tokens are those of `html5gum`, with a span each. Elements are put under one another by the
//! rules of the HTML standard that matter for prose: void elements, implied ends of paragraphs, list
//! entries and cells, ends without a start. What is left of the standard (formatting elements that
//! overlap, tables inside paragraphs) changes where an element hangs, never which words are there.
//!
//! A [`RawBlock`] is what stands between two borders of blocks: white space folded, `<br>` a line
//! break, two of them a border. Every byte of it is mapped to the source by [`Segment`]s.
//!
//! Cost: linear in the source but for end tags, which look at no more than [`MAX_DEPTH`] open elements.

use super::tags::{Name, Tag};
use crate::report::{Segment, Span};
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span as HtmlSpan, Tokenizer};
use std::convert::Infallible;

/// Deepest nesting that is kept; what is deeper hangs at this depth.
pub(crate) const MAX_DEPTH: usize = 256;

/// Most elements of a page; the words of further ones belong to the last.
const MAX_NODES: usize = 1_000_000;

/// Longest value of an attribute that is kept, in bytes.
const MAX_VALUE: usize = 4096;

/// An element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) tag: Tag,
    /// Row of the element around it; the first element is its own.
    pub(crate) parent: u32,
    pub(crate) depth: u16,
    /// First of its attributes; they end where those of the next begin.
    attrs: u32,
    /// Byte of the source at which it begins.
    pub(crate) start: u32,
    /// Bytes of [`Tree::text`] inside it.
    pub(crate) text: (u32, u32),
    /// Not shown, by its own attributes or those around it.
    pub(crate) hidden: bool,
}

/// Text between two borders of blocks.
#[derive(Clone, Debug)]
pub(crate) struct RawBlock {
    /// The innermost element around all of it.
    pub(crate) node: u32,
    /// Bytes of [`Tree::text`].
    pub(crate) text: Span,
    /// Rows of [`Tree::segments`].
    pub(crate) segments: (u32, u32),
    /// Bytes of it inside links.
    pub(crate) linked: u32,
}

/// A page.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    attrs: Vec<(Name, u32)>,
    values: String,
    /// Visible words of all blocks, one after the other.
    pub(crate) text: String,
    pub(crate) segments: Vec<Segment>,
    pub(crate) blocks: Vec<RawBlock>,
    /// Scripts of data (`application/ld+json`): bytes of the source.
    pub(crate) data: Vec<Span>,
    /// `<title>` of the page, as written.
    pub(crate) title: String,
}

impl Tree {
    /// Reads the source of a page.
    pub(crate) fn of(source: &str) -> Tree {
        let mut builder = Builder::new(source);
        let mut emitter = CallbackEmitter::new(
            |event: CallbackEvent<'_>, span: HtmlSpan<usize>| -> Option<Infallible> {
                builder.take(event, span);
                None
            },
        );
        emitter.naively_switch_states(true);
        // Everything goes to the callback: the first step is the last.
        let _: Option<Result<Infallible, Infallible>> =
            Tokenizer::new_with_emitter(source, emitter).next();
        builder.flush();
        builder.close_from(0);
        builder.tree
    }

    /// Values of the attributes of an element, in order.
    pub(crate) fn attrs(&self, node: u32) -> impl Iterator<Item = (Name, &str)> {
        let from = self.nodes[node as usize].attrs as usize;
        let next = self.nodes.get(node as usize + 1);
        let to = next.map_or(self.attrs.len(), |n| n.attrs as usize);
        (from..to).map(|at| {
            let (name, start) = self.attrs[at];
            let end = self
                .attrs
                .get(at + 1)
                .map_or(self.values.len(), |a| a.1 as usize);
            (name, &self.values[start as usize..end])
        })
    }

    /// Value of one attribute of an element.
    pub(crate) fn attr(&self, node: u32, name: Name) -> Option<&str> {
        self.attrs(node)
            .find(|(n, _)| *n == name)
            .map(|(_, value)| value)
    }

    /// The element and those around it, innermost first.
    pub(crate) fn around(&self, node: u32) -> impl Iterator<Item = u32> {
        let mut next = (!self.nodes.is_empty()).then_some(node);
        std::iter::from_fn(move || {
            let here = next?;
            let parent = self.nodes[here as usize].parent;
            next = (parent != here).then_some(parent);
            Some(here)
        })
    }

    /// Words of a block.
    pub(crate) fn words(&self, block: &RawBlock) -> &str {
        &self.text[block.text.start..block.text.end]
    }
}

/// What the next word is put after.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    Line,
}

struct Builder<'s> {
    source: &'s str,
    tree: Tree,
    /// Open elements, outermost first; never empty.
    open: Vec<u32>,
    /// How many of each element are open, so that an end without a start costs nothing.
    counts: [u16; 256],
    /// Elements that are open too deep to be kept.
    beyond: usize,
    /// Open elements whose text is not shown, and links.
    unseen: usize,
    links: usize,
    /// The start tag that is being read.
    tag: Tag,
    attr: Option<Name>,
    tag_start: usize,
    /// The block that is being gathered.
    block: RawBlock,
    gap: Gap,
    /// Where the gap stands in the source.
    gap_source: Span,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Builder<'s> {
        let root = Node {
            tag: Tag::HTML,
            parent: 0,
            depth: 0,
            attrs: 0,
            start: 0,
            text: (0, 0),
            hidden: false,
        };
        Builder {
            source,
            tree: Tree {
                nodes: vec![root],
                ..Tree::default()
            },
            open: vec![0],
            counts: [0; 256],
            beyond: 0,
            unseen: 0,
            links: 0,
            tag: Tag::OTHER,
            attr: None,
            tag_start: 0,
            block: RawBlock {
                node: 0,
                text: Span::default(),
                segments: (0, 0),
                linked: 0,
            },
            gap: Gap::None,
            gap_source: Span::default(),
        }
    }

    fn take(&mut self, event: CallbackEvent<'_>, span: HtmlSpan<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.open_tag(Tag::of(name), span.start),
            CallbackEvent::AttributeName { name } => self.attr_name(name),
            CallbackEvent::AttributeValue { value } => self.attr_value(value),
            CallbackEvent::CloseStartTag { .. } => self.start(),
            CallbackEvent::EndTag { name } => self.end(Tag::of(name)),
            CallbackEvent::String { value } => self.string(value, span),
            _ => {}
        }
    }

    fn open_tag(&mut self, tag: Tag, at: usize) {
        self.tag = tag;
        self.tag_start = at;
        self.attr = None;
        if tag == Tag::HTML || self.tree.nodes.len() >= MAX_NODES {
            return;
        }
        self.imply_ends(tag);
        if tag.is_block() {
            self.flush();
        }
        let parent = *self.open.last().expect("the page itself stays open");
        let around = self.tree.nodes[parent as usize];
        let text = self.tree.text.len() as u32;
        self.tree.nodes.push(Node {
            tag,
            parent,
            depth: around.depth + 1,
            attrs: self.tree.attrs.len() as u32,
            start: at as u32,
            text: (text, text),
            hidden: around.hidden,
        });
    }

    fn attr_name(&mut self, name: &[u8]) {
        self.attr = Name::of(name);
        if let Some(name) = self.attr {
            self.tree.attrs.push((name, self.tree.values.len() as u32));
            if name == Name::HIDDEN {
                self.hide();
            }
        }
    }

    fn attr_value(&mut self, value: &[u8]) {
        let Some(name) = self.attr.take() else { return };
        let value = &value[..value.len().min(MAX_VALUE)];
        let value = String::from_utf8_lossy(value);
        if (name == Name::STYLE && hides(&value)) || (name == Name::ARIA_HIDDEN && value == "true")
        {
            self.hide();
        }
        self.tree.values.push_str(&value);
    }

    fn hide(&mut self) {
        if let Some(node) = self.tree.nodes.last_mut() {
            node.hidden = true;
        }
    }

    /// The end of a start tag: what it opens stays open until its end.
    fn start(&mut self) {
        let tag = self.tag;
        if tag == Tag::BR {
            self.line_break();
        }
        if tag == Tag::HTML || tag.is_void() {
            return;
        }
        if self.open.len() >= MAX_DEPTH {
            self.beyond += 1;
            return;
        }
        self.counts[usize::from(tag.number())] += 1;
        let node = self.tree.nodes.len() as u32 - 1;
        self.open.push(node);
        self.unseen += usize::from(tag.is_unseen());
        self.links += usize::from(tag == Tag::A);
    }

    /// Two in a row are a border.
    fn line_break(&mut self) {
        match self.gap {
            Gap::Line => self.flush(),
            _ => {
                self.gap = Gap::Line;
                let end = self.source[self.tag_start..].find('>');
                let end = end.map_or(self.source.len(), |at| self.tag_start + at + 1);
                self.gap_source = Span {
                    start: self.tag_start,
                    end,
                };
            }
        }
    }

    /// Ends what a start tag ends without saying so.
    fn imply_ends(&mut self, tag: Tag) {
        if tag.ends_paragraph() && self.counts[usize::from(Tag::P.number())] > 0 {
            let close = |t: Tag| t == Tag::P;
            let shelter =
                |t: Tag| t == Tag::BUTTON || t == Tag::TD || t == Tag::TH || t == Tag::TABLE;
            self.close_last(close, shelter);
        }
        if let Some((ends, shelters)) = tag.ends() {
            self.close_last(|t| ends.has(t), |t| shelters.has(t));
        }
    }

    fn close_last(&mut self, close: impl Fn(Tag) -> bool, shelter: impl Fn(Tag) -> bool) {
        let nodes = &self.tree.nodes;
        let found = self.open.iter().skip(1).rposition(|&node| {
            let tag = nodes[node as usize].tag;
            close(tag) || shelter(tag)
        });
        let Some(at) = found.map(|at| at + 1) else {
            return;
        };
        if close(self.tree.nodes[self.open[at] as usize].tag) {
            self.close_from(at);
        }
    }

    fn end(&mut self, tag: Tag) {
        if tag == Tag::BR {
            return;
        }
        if tag.is_block() {
            self.flush();
        }
        if matches!(tag, Tag::HTML | Tag::BODY) {
            return;
        }
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        if self.counts[usize::from(tag.number())] == 0 {
            return;
        }
        let nodes = &self.tree.nodes;
        let found = self
            .open
            .iter()
            .skip(1)
            .rposition(|&node| nodes[node as usize].tag == tag);
        let Some(at) = found.map(|at| at + 1) else {
            return;
        };
        // An end of a link or of a span does not end the blocks inside which it is lost.
        let lost = |&node: &u32| self.tree.nodes[node as usize].tag.is_block();
        if !tag.is_block() && self.open[at + 1..].iter().any(lost) {
            return;
        }
        self.close_from(at);
    }

    fn close_from(&mut self, at: usize) {
        let end = self.tree.text.len() as u32;
        for node in self.open.drain(at..) {
            let node = &mut self.tree.nodes[node as usize];
            node.text.1 = end;
            let tag = node.tag;
            self.unseen -= usize::from(tag.is_unseen());
            self.links -= usize::from(tag == Tag::A);
        }
    }

    fn string(&mut self, value: &[u8], span: HtmlSpan<usize>) {
        let node = *self.open.last().expect("the page itself stays open");
        let tag = self.tree.nodes[node as usize].tag;
        if self.unseen > 0 {
            if tag == Tag::SCRIPT && is_data(&self.tree, node) {
                self.tree.data.push(Span {
                    start: span.start,
                    end: span.end,
                });
            }
            if tag == Tag::TITLE && self.tree.title.is_empty() {
                self.tree.title = String::from_utf8_lossy(value).into_owned();
            }
            return;
        }
        let Ok(value) = std::str::from_utf8(value) else {
            return;
        };
        self.words(value, span, node);
    }

    /// Appends shown text to the block, white space folded.
    fn words(&mut self, value: &str, span: HtmlSpan<usize>, node: u32) {
        let source = self.source.as_bytes();
        let same = value.len() == span.end - span.start;
        let mut at = span.start;
        let mut rest = value;
        while !rest.is_empty() {
            let blank = run_of(rest, is_blank);
            if blank > 0 {
                let end = at + source_len(source, at, &rest[..blank], same);
                if self.gap == Gap::None {
                    self.gap = Gap::Space;
                    self.gap_source = Span { start: at, end };
                }
                at = end;
                rest = &rest[blank..];
                continue;
            }
            let nothing = run_of(rest, is_nothing);
            if nothing > 0 {
                at += source_len(source, at, &rest[..nothing], same);
                rest = &rest[nothing..];
                continue;
            }
            let len = run_of(rest, |c| !is_blank(c) && !is_nothing(c));
            let word = &rest[..len];
            self.fill_gap(node);
            at = self.word(word, at, same);
            rest = &rest[len..];
        }
    }

    /// Puts the white space before the next word; a block begins with a word.
    fn fill_gap(&mut self, node: u32) {
        let text = self.tree.text.len();
        if self.block.text.start == text {
            self.block.node = node;
            self.gap = Gap::None;
            return;
        }
        self.block.node = common(&self.tree.nodes, self.block.node, node);
        let mark = match std::mem::replace(&mut self.gap, Gap::None) {
            Gap::None => return,
            Gap::Space => ' ',
            Gap::Line => '\n',
        };
        self.tree.text.push(mark);
        self.map(text, 1, self.gap_source);
    }

    /// Appends a word; the byte of the source after it.
    fn word(&mut self, word: &str, at: usize, same: bool) -> usize {
        if self.links > 0 {
            self.block.linked += word.len() as u32;
        }
        let text = self.tree.text.len();
        self.tree.text.push_str(word);
        if same {
            let end = at + word.len();
            self.map(text, word.len(), Span { start: at, end });
            return end;
        }
        let mut source_at = at;
        let mut text_at = text;
        for part in word.split_inclusive(|_| true) {
            let end = source_at + source_len(self.source.as_bytes(), source_at, part, false);
            let span = Span {
                start: source_at,
                end,
            };
            self.map(text_at, part.len(), span);
            source_at = end;
            text_at += part.len();
        }
        source_at
    }

    /// Notes where bytes of text come from; a stretch that goes on byte for byte stays one segment.
    fn map(&mut self, text: usize, len: usize, source: Span) {
        let exact = source.end - source.start == len;
        if let Some(last) = self.tree.segments.last_mut() {
            let last_exact = last.text.end - last.text.start == last.source.end - last.source.start;
            if exact && last_exact && last.text.end == text && last.source.end == source.start {
                last.text.end += len;
                last.source.end = source.end;
                return;
            }
        }
        self.tree.segments.push(Segment {
            text: Span {
                start: text,
                end: text + len,
            },
            source,
        });
    }

    /// Ends the block that is being gathered.
    fn flush(&mut self) {
        let end = self.tree.text.len();
        self.gap = Gap::None;
        let begins = self.block.text.start;
        if end > begins {
            let segments = self.tree.segments.len() as u32;
            self.block.text.end = end;
            self.block.segments.1 = segments;
            self.tree.blocks.push(self.block.clone());
        }
        self.block = RawBlock {
            node: 0,
            text: Span { start: end, end },
            segments: (self.tree.segments.len() as u32, 0),
            linked: 0,
        };
    }
}

/// White space of any width.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

/// Shown as nothing: soft hyphens, breaks and marks of no width.
fn is_nothing(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Bytes of the characters at the start that are of a kind.
fn run_of(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}

/// Bytes of the source at `at` that stand for these characters.
fn source_len(source: &[u8], at: usize, part: &str, same: bool) -> usize {
    if same {
        return part.len();
    }
    let mut end = at;
    for c in part.chars() {
        end += char_len(&source[end.min(source.len())..], c);
    }
    // What is broken in the source may come out one byte off: never inside a character.
    while source.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
        end += 1;
    }
    end.min(source.len()) - at
}

/// Bytes of the source that stand for one character: a reference, a line end of two bytes, or itself.
fn char_len(source: &[u8], c: char) -> usize {
    match source {
        [b'&', ..] if c != '&' || is_ampersand(source) => reference_len(source, c),
        [b'\r', b'\n', ..] if c == '\n' => 2,
        [b'\r', ..] if c == '\n' => 1,
        _ => c.len_utf8(),
    }
}

/// Whether a reference stands here that means `&` itself.
fn is_ampersand(source: &[u8]) -> bool {
    let named = source
        .get(1..4)
        .is_some_and(|name| name.eq_ignore_ascii_case(b"amp"));
    named
        || source.starts_with(b"&#38")
        || source[..source.len().min(6)].eq_ignore_ascii_case(b"&#x26;")
}

/// Bytes of the character reference that means `c`: to its semicolon, else as far as its number or its name can go.
fn reference_len(source: &[u8], c: char) -> usize {
    let run = |from: usize, is: fn(&u8) -> bool| {
        let bytes = source[from..].iter().take(32);
        from + bytes.take_while(|byte| is(byte)).count()
    };
    let name = run(1, |byte| byte.is_ascii_alphanumeric() || *byte == b'#');
    if source.get(name) == Some(&b';') {
        return name + 1;
    }
    match source {
        [_, b'#', b'x' | b'X', ..] => run(3, u8::is_ascii_hexdigit),
        [_, b'#', ..] => run(2, u8::is_ascii_digit),
        _ => name.min(1 + bare_name_len(c)),
    }
}

/// Letters of the names that may go without a semicolon, by what they mean: `&lt`, `&amp`, `&quot`; those of Latin 1 are as long as
/// `&eacute` at most.
fn bare_name_len(c: char) -> usize {
    match c {
        '<' | '>' => 2,
        '&' | '\u{AE}' => 3,
        '"' | '\u{A0}' | '\u{A9}' => 4,
        _ => 6,
    }
}

/// Whether a style says that nothing is shown.
fn hides(style: &str) -> bool {
    let flat: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    flat.contains("display:none") || flat.contains("visibility:hidden")
}

/// Whether a script holds data by which a page describes itself.
fn is_data(tree: &Tree, node: u32) -> bool {
    let kind = tree.attr(node, Name::TYPE);
    kind.is_some_and(|kind| {
        kind.trim()
            .to_ascii_lowercase()
            .starts_with("application/ld+json")
    })
}

/// The innermost element around both.
fn common(nodes: &[Node], a: u32, b: u32) -> u32 {
    let (mut a, mut b) = (a, b);
    while a != b {
        match nodes[a as usize].depth >= nodes[b as usize].depth {
            true => a = nodes[a as usize].parent,
            false => b = nodes[b as usize].parent,
        }
    }
    a
}
