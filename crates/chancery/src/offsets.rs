//! Byte offsets to Unicode code points and back, for one text.
//!
//! Inside, spans are bytes; in JSON, Python, HTTP and exports they are code points, half-open.
//! Method: the number of code points before every 64th byte is kept, the rest is counted. Cost:
//! one pass to build (none for ASCII), at most 63 bytes for a lookup, 6 % of the text in memory.

use chancery_nlp::Span;

/// Bytes between two kept counts.
const STEP: usize = 64;

/// A half-open range of Unicode code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CharSpan {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

/// The way between bytes and code points of one text.
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    /// Code points before byte `i * STEP`; empty for ASCII, where both offsets are the same.
    marks: Vec<u32>,
}

impl<'t> Offsets<'t> {
    /// Reads a text once. Cost: linear.
    ///
    /// ```
    /// use chancery::offsets::Offsets;
    /// let offsets = Offsets::new("Türkiye’s");
    /// assert_eq!(offsets.char_at(3), 2); // after "Tü"
    /// assert_eq!(offsets.byte_at(2), Some(3));
    /// ```
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut chars = 0;
            for step in text.as_bytes().chunks(STEP) {
                marks.push(chars);
                chars += count_starts(step);
            }
        }
        Offsets { text, marks }
    }

    /// Code points before `byte`; an offset past the end counts as the end, one inside a code
    /// point as the next.
    pub fn char_at(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        if self.marks.is_empty() {
            return byte as u32;
        }
        let mark = (byte / STEP).min(self.marks.len() - 1);
        self.marks[mark] + count_starts(&self.text.as_bytes()[mark * STEP..byte])
    }

    /// The same words in code points.
    pub fn char_span(&self, span: Span) -> CharSpan {
        CharSpan {
            start: self.char_at(span.start),
            end: self.char_at(span.end),
        }
    }

    /// The byte at which code point `char` begins; the length of the text for the one past the
    /// last, `None` beyond.
    pub fn byte_at(&self, char: u32) -> Option<u32> {
        if self.marks.is_empty() {
            return (char as usize <= self.text.len()).then_some(char);
        }
        let mark = self.marks.partition_point(|&before| before <= char).max(1) - 1;
        let left = (char - self.marks[mark]) as usize;
        let from = mark * STEP;
        let starts = self.text.as_bytes()[from..]
            .iter()
            .enumerate()
            .filter(|&(_, &byte)| is_start(byte))
            .map(|(at, _)| from + at);
        // The end of the text counts as the start of one more.
        let mut starts = starts.chain(std::iter::once(self.text.len()));
        starts.nth(left).map(|at| at as u32)
    }

    /// The same words in bytes; `None` where they do not fit the text.
    pub fn byte_span(&self, span: CharSpan) -> Option<Span> {
        let (start, end) = (self.byte_at(span.start)?, self.byte_at(span.end)?);
        (start <= end).then_some(Span { start, end })
    }
}

/// True for the first byte of a code point.
fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Code points that begin in these bytes.
fn count_starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| is_start(byte)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_offset_goes_there_and_back(text in "[a-zü’𝄞\n]{0,200}") {
            let offsets = Offsets::new(&text);
            for (chars, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.char_at(byte as u32), chars as u32);
                prop_assert_eq!(offsets.byte_at(chars as u32), Some(byte as u32));
            }
            let chars = text.chars().count() as u32;
            prop_assert_eq!(offsets.char_at(text.len() as u32), chars);
            prop_assert_eq!(offsets.byte_at(chars), Some(text.len() as u32));
            prop_assert_eq!(offsets.byte_at(chars + 1), None);
        }
    }

    #[test]
    fn a_span_keeps_its_words() {
        let text = "Yaşar Güler said “no” — twice";
        let offsets = Offsets::new(text);
        let start = text.find("Güler").expect("it is there");
        let span = Span::new(start, start + "Güler".len());
        assert_eq!(offsets.char_span(span), CharSpan { start: 6, end: 11 });
        assert_eq!(
            offsets.byte_span(CharSpan { start: 6, end: 11 }),
            Some(span)
        );
    }
}
