//! A tree of XML, or of the HTML in mails and feeds, that never fails: what is broken costs the place
//! where it is broken and no more.
//!
//! Feeds and wires are cut off, have bare ampersands, tags that are never closed, warnings of a web
//! server before the declaration and scripts after the root; a reader that stops at the first fault
//! would lose all of it. Namespaces are read by the names after their prefixes. Declarations of types
//! are skipped, so entities of a document's own making do not exist and cannot grow. One pass, each
//! byte looked at a fixed number of times; at most [`MOST_NODES`] nodes, elements nested at most
//! [`DEEPEST`] deep (deeper ones become leaves beside their content).

use std::borrow::Cow;

use super::entities::unescape;
use crate::Span;

const MOST_NODES: usize = 2_000_000;
const DEEPEST: usize = 256;
/// Bytes of a title, a name or a date that are read.
const MOST_LINE: usize = 1 << 14;
/// How far up the open elements the partner of an end tag is looked for.
const PARTNERS: usize = 64;

/// Whose rules tags follow.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Every element is closed.
    Xml,
    /// Some elements have no content, and scripts are no markup.
    Html,
}

/// An element or a text of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NodeId(u32);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind<'a> {
    Element { name: &'a str, attributes: &'a str },
    Text,
    Cdata,
}

struct Node<'a> {
    kind: Kind<'a>,
    whole: Span,
    inner: Span,
    /// Node after the last inside this one.
    end: u32,
}

/// Elements and texts in the order in which they begin.
pub(super) struct Tree<'a> {
    source: &'a str,
    nodes: Vec<Node<'a>>,
    /// Byte from which nothing was read, the limit of nodes being reached.
    pub(super) cut: Option<usize>,
}

impl<'a> Tree<'a> {
    /// Reads. An element named in `lone` ends another of its name that is still open: items of a list
    /// never stand in one another, so one that is not closed costs itself alone.
    pub(super) fn parse(source: &'a str, dialect: Dialect, lone: &'a [&'a str]) -> Tree<'a> {
        let mut parser = Parser {
            source,
            at: 0,
            nodes: Vec::new(),
            open: Vec::new(),
            dialect,
            lone,
            unending: Vec::new(),
        };
        parser.run();
        let cut = (parser.at < source.len()).then_some(parser.at);
        parser.close_down_to(0, parser.at, parser.at);
        Tree {
            source,
            nodes: parser.nodes,
            cut,
        }
    }

    fn node(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[id.0 as usize]
    }

    /// All nodes.
    pub(super) fn all(&self) -> impl Iterator<Item = NodeId> {
        ids(0, self.nodes.len() as u32)
    }

    /// All nodes inside `id`, in order of the source.
    pub(super) fn inside(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        ids(id.0 + 1, self.node(id).end)
    }

    /// The first node that is not inside `id` and comes after it.
    pub(super) fn after(&self, id: NodeId) -> NodeId {
        NodeId(self.node(id).end)
    }

    /// Nodes directly inside `id`.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let end = self.node(id).end;
        let mut next = id.0 + 1;
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = NodeId(next);
                next = self.node(child).end;
                child
            })
        })
    }

    /// Name after the prefix; empty for texts.
    pub(super) fn name(&self, id: NodeId) -> &'a str {
        match self.node(id).kind {
            Kind::Element { name, .. } => name.rsplit(':').next().unwrap_or(name),
            Kind::Text | Kind::Cdata => "",
        }
    }

    /// Prefix of the name; empty where it has none.
    pub(super) fn prefix(&self, id: NodeId) -> &'a str {
        match self.node(id).kind {
            Kind::Element { name, .. } => name.split_once(':').map_or("", |(prefix, _)| prefix),
            Kind::Text | Kind::Cdata => "",
        }
    }

    /// True for an element of this name after its prefix, capitals or not.
    pub(super) fn is(&self, id: NodeId, name: &str) -> bool {
        self.name(id).eq_ignore_ascii_case(name)
    }

    /// First element of that name directly inside.
    pub(super) fn child(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.children(id).find(|child| self.is(*child, name))
    }

    /// First element of that name anywhere inside.
    pub(super) fn find(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.inside(id).find(|node| self.is(*node, name))
    }

    /// The element at the end of a path of names, each directly inside the one before.
    pub(super) fn path(&self, id: NodeId, names: &[&str]) -> Option<NodeId> {
        names.iter().try_fold(id, |at, name| self.child(at, name))
    }

    /// Value of an attribute by its name, with or without its prefix.
    pub(super) fn attribute(&self, id: NodeId, wanted: &str) -> Option<Cow<'a, str>> {
        let Kind::Element { attributes, .. } = self.node(id).kind else {
            return None;
        };
        Attributes(attributes)
            .find(|(name, _)| {
                name.eq_ignore_ascii_case(wanted)
                    || name
                        .split_once(':')
                        .is_some_and(|(_, local)| local.eq_ignore_ascii_case(wanted))
            })
            .map(|(_, value)| unescape(value))
    }

    /// The words of a text node itself; `None` for elements.
    pub(super) fn words(&self, id: NodeId) -> Option<Cow<'a, str>> {
        let Span { start, end } = self.node(id).inner;
        match self.node(id).kind {
            Kind::Text => Some(unescape(&self.source[start..end])),
            Kind::Cdata => Some(Cow::Borrowed(&self.source[start..end])),
            Kind::Element { .. } => None,
        }
    }

    /// All words inside, white space folded and trimmed; `None` where there are none. For names, dates and
    /// the like: of long ones the first [`MOST_LINE`] bytes or a little more.
    pub(super) fn text(&self, id: NodeId) -> Option<String> {
        let folded = fold(&self.raw_line(id));
        (!folded.is_empty()).then_some(folded)
    }

    /// Words inside as they stand, as long as [`Tree::text`] has them.
    pub(super) fn raw_line(&self, id: NodeId) -> String {
        let mut line = String::new();
        for words in self.inside(id).filter_map(|node| self.words(node)) {
            let mut end = words.len().min(MOST_LINE);
            while !words.is_char_boundary(end) {
                end -= 1;
            }
            line.push_str(&words[..end]);
            if line.len() >= MOST_LINE {
                break;
            }
        }
        line
    }

    /// All words inside as they stand.
    pub(super) fn raw_text(&self, id: NodeId) -> String {
        self.inside(id)
            .filter_map(|node| self.words(node))
            .collect()
    }

    /// True where an element stands directly inside.
    pub(super) fn has_elements(&self, id: NodeId) -> bool {
        self.children(id).any(|child| !self.name(child).is_empty())
    }

    /// Bytes of the source from the first tag to the end of the last.
    pub(super) fn whole(&self, id: NodeId) -> Span {
        self.node(id).whole
    }

    /// Bytes of the source between the tags.
    pub(super) fn inner_span(&self, id: NodeId) -> Span {
        self.node(id).inner
    }
}

fn ids(start: u32, end: u32) -> impl Iterator<Item = NodeId> {
    (start..end).map(NodeId)
}

/// White space and control characters as single spaces, none at the ends.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if !word.is_empty() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(word);
        }
    }
    folded
}

/// Names and raw values of the attributes of a start tag.
struct Attributes<'a>(&'a str);

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        let rest = self
            .0
            .trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let len = rest
            .find(|c: char| c.is_ascii_whitespace() || c == '=')
            .unwrap_or(rest.len());
        if rest.is_empty() {
            return None;
        }
        let (name, rest) = rest.split_at(len);
        let Some(value) = rest.trim_ascii_start().strip_prefix('=') else {
            self.0 = rest;
            return Some((name, ""));
        };
        let value = value.trim_ascii_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, rest) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(
                value
                    .find(|c: char| c.is_ascii_whitespace())
                    .unwrap_or(value.len()),
            ),
        };
        self.0 = rest;
        Some((name, value))
    }
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
    nodes: Vec<Node<'a>>,
    open: Vec<u32>,
    dialect: Dialect,
    lone: &'a [&'a str],
    /// Ends that do not come any more: looked for once.
    unending: Vec<&'static str>,
}

impl<'a> Parser<'a> {
    fn run(&mut self) {
        while self.at < self.source.len() && self.nodes.len() < MOST_NODES {
            let text = memchr::memchr(b'<', self.rest().as_bytes()).unwrap_or(self.rest().len());
            if text > 0 {
                self.leaf(Kind::Text, text, (0, text));
            } else {
                self.markup();
            }
        }
    }

    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    /// A node without nodes inside: `len` bytes from here, of which `inner` are its words.
    fn leaf(&mut self, kind: Kind<'a>, len: usize, inner: (usize, usize)) {
        let at = self.at;
        self.nodes.push(Node {
            kind,
            whole: Span {
                start: at,
                end: at + len,
            },
            inner: Span {
                start: at + inner.0,
                end: at + inner.1,
            },
            end: self.nodes.len() as u32 + 1,
        });
        self.at += len;
    }

    fn markup(&mut self) {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            self.skip_to("-->");
        } else if rest.starts_with("<![CDATA[") {
            self.cdata();
        } else if rest.starts_with("<?") {
            self.skip_to("?>");
        } else if rest.starts_with("<!") {
            self.declaration();
        } else if let Some(name) = rest.strip_prefix("</") {
            self.end_tag(name);
        } else if rest[1..].starts_with(|c: char| c.is_alphabetic() || c == '_') {
            self.start_tag();
        } else {
            self.leaf(Kind::Text, 1, (0, 1));
        }
    }

    /// Where the end comes, if it has not been found missing before.
    fn find_end(&mut self, end: &'static str) -> Option<usize> {
        if self.unending.contains(&end) {
            return None;
        }
        let found = memchr::memmem::find(self.rest().as_bytes(), end.as_bytes());
        if found.is_none() {
            self.unending.push(end);
        }
        found
    }

    fn skip_to(&mut self, end: &'static str) {
        match self.find_end(end) {
            Some(found) => self.at += found + end.len(),
            None => self.skip_tag(),
        }
    }

    /// Goes behind the next `>`, or before the next `<`, whichever comes first.
    fn skip_tag(&mut self) {
        let bytes = &self.rest().as_bytes()[1..];
        let len = match memchr::memchr2(b'>', b'<', bytes) {
            Some(at) if bytes[at] == b'>' => at + 1,
            Some(at) => at,
            None => bytes.len(),
        };
        self.at += 1 + len;
    }

    /// Text that is no markup; without an end it goes to the end of the source.
    fn cdata(&mut self) {
        let start = "<![CDATA[".len();
        let (end, len) = match self.find_end("]]>") {
            Some(found) => (found.max(start), found.max(start) + 3),
            None => (self.rest().len(), self.rest().len()),
        };
        self.leaf(Kind::Cdata, len.min(self.rest().len()), (start, end));
    }

    /// `<!DOCTYPE ...>` with or without declarations in brackets.
    fn declaration(&mut self) {
        let bytes = self.rest().as_bytes();
        match memchr::memchr2(b'[', b'>', bytes) {
            Some(at) if bytes[at] == b'[' => self.skip_to("]>"),
            _ => self.skip_tag(),
        }
    }

    fn end_tag(&mut self, name: &'a str) {
        let len = name
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '<' | '/'))
            .unwrap_or(name.len());
        let (name, start) = (&name[..len], self.at);
        self.skip_tag();
        let partner = self
            .open
            .iter()
            .rev()
            .take(PARTNERS)
            .position(|open| self.open_name(*open).eq_ignore_ascii_case(name));
        if let Some(up) = partner {
            let depth = self.open.len() - 1 - up;
            self.close_down_to(depth + 1, start, start);
            self.close_down_to(depth, start, self.at);
        }
    }

    fn open_name(&self, node: u32) -> &'a str {
        match self.nodes[node as usize].kind {
            Kind::Element { name, .. } => name,
            Kind::Text | Kind::Cdata => "",
        }
    }

    fn close_down_to(&mut self, depth: usize, inner_end: usize, whole_end: usize) {
        let end = self.nodes.len() as u32;
        for open in self.open.drain(depth..) {
            let node = &mut self.nodes[open as usize];
            node.end = end;
            node.inner.end = inner_end.max(node.inner.start);
            node.whole.end = whole_end.max(node.inner.end);
        }
    }

    fn start_tag(&mut self) {
        let rest = self.rest();
        let name_len = rest[1..]
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '<' | '/' | '='))
            .unwrap_or(rest.len() - 1);
        let name = &rest[1..1 + name_len];
        let (end, len) = tag_end(rest, 1 + name_len);
        let attributes = &rest[1 + name_len..end];
        let closed = attributes.ends_with('/') || self.is_void(name);
        if self
            .lone
            .iter()
            .any(|lone| lone.eq_ignore_ascii_case(local(name)))
        {
            self.close_same(local(name));
        }
        self.leaf(Kind::Element { name, attributes }, len, (len, len));
        if self.dialect == Dialect::Html && is_raw(name) && !closed {
            self.raw_text(name);
        } else if !closed && self.open.len() < DEEPEST {
            self.open.push(self.nodes.len() as u32 - 1);
        }
    }

    /// Closes the open element of the same name, with all that is open in it.
    fn close_same(&mut self, name: &str) {
        let same = (self.open.iter())
            .position(|open| local(self.open_name(*open)).eq_ignore_ascii_case(name));
        if let Some(depth) = same {
            self.close_down_to(depth, self.at, self.at);
        }
    }

    fn is_void(&self, name: &str) -> bool {
        const VOID: [&str; 13] = [
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
            "track", "wbr",
        ];
        self.dialect == Dialect::Html && VOID.iter().any(|void| void.eq_ignore_ascii_case(name))
    }

    /// Leaves out what stands in a script up to its end tag.
    fn raw_text(&mut self, name: &str) {
        let known: &'static str = match name.as_bytes() {
            [b's' | b'S', b'c' | b'C', ..] => "script",
            _ => "style",
        };
        if self.unending.contains(&known) {
            return;
        }
        let bytes = self.rest().as_bytes();
        let found = memchr::memchr_iter(b'<', bytes).find(|at| {
            let tag = bytes.get(at + 1..at + 2 + known.len());
            tag.is_some_and(|tag| tag[0] == b'/' && tag[1..].eq_ignore_ascii_case(known.as_bytes()))
        });
        match found {
            Some(found) => self.at += found,
            None => self.unending.push(known),
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn is_raw(name: &str) -> bool {
    name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style")
}

/// End of the attributes and length of the tag. A value never holds `<`: where one does, its quote was
/// not closed, and the tag ends at the first `>`, or before that `<`.
fn tag_end(rest: &str, from: usize) -> (usize, usize) {
    let bytes = rest.as_bytes();
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        match (byte, quote) {
            (b'>', None) => return (at, at + 1),
            (b'<', _) => return unclosed(bytes, from, at),
            (b'"' | b'\'', None) => quote = Some(*byte),
            (byte, Some(open)) if *byte == open => quote = None,
            _ => {}
        }
    }
    unclosed(bytes, from, bytes.len())
}

fn unclosed(bytes: &[u8], from: usize, to: usize) -> (usize, usize) {
    match memchr::memchr(b'>', &bytes[from..to]) {
        Some(at) => (from + at, from + at + 1),
        None => (to, to),
    }
}

#[cfg(test)]
mod tests;
