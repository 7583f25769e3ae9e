//! Text in, its lines out: the unit in which furniture is cut and paragraphs are joined.
//!
//! Line ends are LF, CRLF, CR and the line and paragraph separators of Unicode. Cost: one pass.

use chancery_nlp::Span;

/// A line without the white space around it; empty where the line is blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Bytes of the text.
    pub span: Span,
}

impl Line {
    /// True where it holds nothing to read.
    pub fn is_blank(self) -> bool {
        self.span.is_empty()
    }

    /// Words by white space.
    pub fn words(self, text: &str) -> usize {
        self.span.of(text).split_whitespace().count()
    }
}

/// Every line, in order, blank ones too.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}') {
            continue;
        }
        lines.push(trimmed(text, start, at));
        if c == '\r' && chars.peek().is_some_and(|&(_, next)| next == '\n') {
            chars.next();
        }
        start = chars.peek().map_or(text.len(), |&(next, _)| next);
    }
    if start < text.len() {
        lines.push(trimmed(text, start, text.len()));
    }
    lines
}

/// A piece of the text without the white space, zero-width and NUL characters around it.
pub(super) fn trimmed(text: &str, start: usize, end: usize) -> Line {
    let piece = &text[start..end];
    let body = piece.trim_start_matches(is_padding);
    let start = end - body.len();
    let len = body.trim_end_matches(is_padding).len();
    Line {
        span: Span::new(start, start + len),
    }
}

fn is_padding(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{0}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// True where the words end as a sentence does: a full stop or its kin, then only closing marks.
pub(super) fn ends_sentence(words: &str) -> bool {
    words
        .trim_end_matches(['"', '\'', '”', '’', ')', ']', '»'])
        .ends_with(['.', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = lines(text).iter().map(|l| l.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_kind_of_line_end() {
        check("a\nb\r\nc\rd\u{2028}e", &["a", "b", "c", "d", "e"]);
        check("a\n\n b \n", &["a", "", "b"]);
        check("", &[]);
        check("\r\n", &[""]);
    }

    #[test]
    fn padding_is_no_part_of_a_line() {
        check("\u{FEFF} \u{0}a\u{A0}\n", &["a"]);
    }

    #[test]
    fn closing_marks_after_the_stop() {
        assert!(ends_sentence("he said “no.”"));
        assert!(!ends_sentence("Minister meets envoy"));
    }
}
