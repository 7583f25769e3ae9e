//! Where words of a page stand: the element around a byte of its text, the words inside an element, and
//! the bytes of the source.
//!
//! Cost: a binary search each, and the elements around the place, of which there are at most
//! [`MAX_DEPTH`](crate::page::tree::MAX_DEPTH).

use crate::page::tree::{RawBlock, Tree};
use crate::report::Span;

/// Longest text that is taken from one element, in bytes.
const MAX_INNER: usize = 2_000;

impl Tree {
    /// The innermost element around a byte of the text.
    pub(super) fn node_at(&self, at: usize) -> u32 {
        let after = self.nodes.partition_point(|n| n.text.0 as usize <= at);
        let last = after.saturating_sub(1) as u32;
        self.around(last)
            .find(|&n| self.nodes[n as usize].text.1 as usize > at)
            .unwrap_or(0)
    }

    /// Row of the block that holds a byte of the text.
    pub(super) fn block_at(&self, at: usize) -> Option<usize> {
        let row = self.blocks.partition_point(|b| b.text.end <= at);
        let block: &RawBlock = self.blocks.get(row)?;
        (block.text.start <= at).then_some(row)
    }

    /// Words inside an element, blocks parted by a space, at most [`MAX_INNER`] bytes.
    pub(super) fn inner(&self, node: u32) -> String {
        let (from, to) = self.nodes[node as usize].text;
        let (from, to) = (from as usize, to as usize);
        let mut words = String::new();
        let first = self.blocks.partition_point(|b| b.text.end <= from);
        for block in &self.blocks[first..] {
            if block.text.start >= to || words.len() > MAX_INNER {
                break;
            }
            let (start, end) = (block.text.start.max(from), block.text.end.min(to));
            let part = self.text.get(start..end).unwrap_or_default().trim();
            if !words.is_empty() && !part.is_empty() {
                words.push(' ');
            }
            words.push_str(part);
        }
        words
    }

    /// Bytes of the source that stand for bytes of the text.
    pub(super) fn source_of(&self, text: Span) -> Option<Span> {
        let at = |byte: usize| {
            let row = self.segments.partition_point(|s| s.text.end <= byte);
            self.segments.get(row)
        };
        let (first, last) = (at(text.start)?, at(text.end.checked_sub(1)?)?);
        let exact = |s: &crate::Segment| s.text.end - s.text.start == s.source.end - s.source.start;
        let start = match exact(first) {
            true => first.source.start + (text.start - first.text.start),
            false => first.source.start,
        };
        let end = match exact(last) {
            true => last.source.start + (text.end - last.text.start),
            false => last.source.end,
        };
        Some(Span { start, end })
    }

    /// Bytes of the source of the start tag of an element: up to its `>`, at most a few thousand.
    pub(super) fn tag_span(&self, source: &str, node: u32) -> Option<Span> {
        let start = self.nodes[node as usize].start as usize;
        let rest = source.as_bytes().get(start..)?;
        let rest = &rest[..rest.len().min(8_192)];
        let end = rest.iter().position(|&b| b == b'>')?;
        Some(Span {
            start,
            end: start + end + 1,
        })
    }
}
