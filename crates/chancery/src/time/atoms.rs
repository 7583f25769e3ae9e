//! Text in, atoms out: words, numbers and marks with their lexicon numbers, in one pass.
//!
//! The grammar of time reads atoms and not the engine's tokens, because tokenisers differ just
//! where dates are: "mid-2003", "3-5", "1990s", "a.m.", "2025-01-03". Runs of letters and runs of
//! digits are atoms, every mark is one. The pass looks each word up once; the tags of the engine
//! are asked for later, only where a word is ambiguous. Cost: linear, 16 bytes an atom.

use chancery_nlp::{Parse, Span};

use super::lexicon::TimeLexicon;

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits; the value stands in `number`.
    Number,
    /// One mark; its byte stands in `entry`.
    Mark,
    /// The edge of a block of text; no expression crosses it.
    Break,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    /// First byte.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
    /// Number in the lexicon, byte of a mark, else 0.
    pub(super) entry: u16,
    /// What it is.
    pub(super) kind: Kind,
    /// True where nothing stands between the atom before it and itself.
    pub(super) glued: bool,
    /// Value of digits.
    pub(super) number: u32,
}

/// Atoms of all sentences of a parse; of the whole text where the parse is empty.
pub(super) fn atoms(lexicon: &TimeLexicon, text: &str, parse: &Parse) -> Vec<Atom> {
    let mut out = Vec::with_capacity(text.len() / 5);
    if parse.is_empty() {
        scan(lexicon, text, Span::new(0, text.len()), &mut out);
        return out;
    }
    let mut region = None;
    for sentence in &parse.sentences {
        if region.is_some_and(|before| before != sentence.region) {
            push_break(&mut out);
        }
        region = Some(sentence.region);
        scan(
            lexicon,
            text,
            parse.span_of(sentence.first, sentence.end),
            &mut out,
        );
    }
    out
}

fn push_break(out: &mut Vec<Atom>) {
    let at = out.last().map_or(0, |atom| atom.end);
    let kind = Kind::Break;
    out.push(Atom {
        start: at,
        end: at,
        entry: 0,
        kind,
        glued: false,
        number: 0,
    });
}

fn scan(lexicon: &TimeLexicon, text: &str, span: Span, out: &mut Vec<Atom>) {
    let bytes = text.as_bytes();
    let (mut at, end) = (span.start as usize, (span.end as usize).min(bytes.len()));
    while at < end {
        let byte = bytes[at];
        if byte.is_ascii_whitespace() {
            at = skip_space(bytes, at, end, out);
        } else if byte.is_ascii_digit() {
            at = digits(bytes, at, end, out);
        } else if byte.is_ascii_alphabetic() {
            at = word(lexicon, bytes, at, end, out);
        } else {
            at = other(bytes, at, end, out);
        }
    }
}

/// White space; an empty line is an edge.
fn skip_space(bytes: &[u8], start: usize, end: usize, out: &mut Vec<Atom>) -> usize {
    let mut at = start;
    while at < end && bytes[at].is_ascii_whitespace() {
        at += 1;
    }
    if memchr::memchr_iter(b'\n', &bytes[start..at])
        .nth(1)
        .is_some()
    {
        push_break(out);
    }
    at
}

fn push(out: &mut Vec<Atom>, kind: Kind, at: (usize, usize), entry: u16, number: u32) {
    let glued = out
        .last()
        .is_some_and(|last| last.end as usize == at.0 && last.kind != Kind::Break);
    out.push(Atom {
        start: at.0 as u32,
        end: at.1 as u32,
        entry,
        kind,
        glued,
        number,
    });
}

/// Digits, with commas between groups of three ("10,000").
fn digits(bytes: &[u8], start: usize, end: usize, out: &mut Vec<Atom>) -> usize {
    let run = |from: usize| {
        (from..end)
            .find(|&i| !bytes[i].is_ascii_digit())
            .unwrap_or(end)
    };
    let mut at = run(start);
    while at < end && bytes[at] == b',' && at - start <= 12 && run(at + 1) == at + 4 {
        at += 4;
    }
    let value = bytes[start..at]
        .iter()
        .filter(|byte| byte.is_ascii_digit())
        .fold(0u32, |value, byte| {
            value
                .saturating_mul(10)
                .saturating_add(u32::from(byte - b'0'))
        });
    push(out, Kind::Number, (start, at), 0, value);
    at
}

/// Letters; single letters with full stops between are one word ("a.m.", "B.C.").
fn word(
    lexicon: &TimeLexicon,
    bytes: &[u8],
    start: usize,
    end: usize,
    out: &mut Vec<Atom>,
) -> usize {
    let letter = |i: usize| i < end && (bytes[i].is_ascii_alphabetic() || is_word_byte(bytes, i));
    let mut at = start;
    while letter(at) {
        at += 1;
    }
    if at == start + 1 && at + 1 < end && bytes[at] == b'.' && letter(at + 1) && !letter(at + 2) {
        return dotted(lexicon, bytes, start, end, out);
    }
    push(
        out,
        Kind::Word,
        (start, at),
        lexicon.find(&bytes[start..at]),
        0,
    );
    at
}

fn dotted(
    lexicon: &TimeLexicon,
    bytes: &[u8],
    start: usize,
    end: usize,
    out: &mut Vec<Atom>,
) -> usize {
    let (mut at, mut letters, mut len) = (start, [0u8; 8], 0);
    while at < end && bytes[at].is_ascii_alphabetic() && len < letters.len() {
        letters[len] = bytes[at];
        len += 1;
        at += 1;
        if at < end && bytes[at] == b'.' {
            at += 1;
        } else {
            break;
        }
    }
    push(
        out,
        Kind::Word,
        (start, at),
        lexicon.find(&letters[..len]),
        0,
    );
    at
}

/// True for a byte of a letter beyond ASCII; general punctuation and Latin-1 signs are none.
fn is_word_byte(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        0xC2 | 0xE2 => false,
        0x80..0xC0 => at > 0 && is_word_byte(bytes, at - 1),
        0xC3.. => true,
        _ => false,
    }
}

/// A mark, or letters beyond ASCII.
fn other(bytes: &[u8], start: usize, end: usize, out: &mut Vec<Atom>) -> usize {
    let rest = &bytes[start..end];
    let (mark, len) = match rest {
        [0xE2, 0x80, 0x90..=0x95, ..] => (b'-', 3),
        [0xE2, 0x80, 0x98 | 0x99, ..] => (b'\'', 3),
        [0xE2, 0x80, 0x9C | 0x9D, ..] => (b'"', 3),
        [0xC2, 0xA0, ..] => return start + 2,
        [0xE2, 0x80, 0x80..=0x8F | 0xAF, ..] => return start + 3,
        [0xC3..=0xFF, ..] if rest[0] != 0xE2 => {
            let end =
                (start..end).find(|&i| !(bytes[i].is_ascii_alphabetic() || is_word_byte(bytes, i)));
            let end = end
                .unwrap_or(bytes.len().min(start + rest.len()))
                .max(start + 1);
            push(out, Kind::Word, (start, end), 0, 0);
            return end;
        }
        [byte, ..] if byte.is_ascii() => (*byte, 1),
        _ => {
            let len = (1..rest.len())
                .find(|&i| rest[i] & 0xC0 != 0x80)
                .unwrap_or(rest.len());
            (b'?', len)
        }
    };
    push(out, Kind::Mark, (start, start + len), u16::from(mark), 0);
    start + len
}
