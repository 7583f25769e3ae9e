//! Lines of an export with their places.

use crate::Span;

/// A line without its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Without white space at the ends.
    pub(super) text: &'a str,
    /// Bytes of the text, white space left out.
    pub(super) span: Span,
    /// White space before the words, in characters.
    pub(super) indent: usize,
}

impl Line<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// Most lines that are read.
const MOST: usize = 2_000_000;

/// The lines of a text, at most two million; form feeds end lines too.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for raw in text.split_inclusive(['\n', '\r', '\u{c}']) {
        let trimmed = raw.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let before = raw.len() - trimmed.len();
        let trimmed = trimmed.trim_end();
        lines.push(Line {
            text: trimmed,
            span: Span {
                start: at + before,
                end: at + before + trimmed.len(),
            },
            indent: raw[..before].chars().count(),
        });
        // The line feed of a pair is no line of its own.
        if raw == "\n" && at > 0 && text.as_bytes()[at - 1] == b'\r' {
            lines.pop();
        }
        at += raw.len();
        if lines.len() == MOST {
            break;
        }
    }
    lines
}
