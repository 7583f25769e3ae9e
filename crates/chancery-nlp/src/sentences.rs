//! Sentences: a perceptron decides at each place where one may end.
//!
//! Candidates: a run of `.?!…` with its closing quotes and brackets before white space, the same
//! before a capital that ran into it ("said.Then"), and every line end. The end of a region ends a
//! sentence without question. Features: the words on both sides, abbreviations, initials, digits,
//! case, layout. Cost: one pass and about twenty look-ups a candidate.

use crate::Error;
use crate::kernel::{Lines, atom, feature, hash_bytes};
use crate::model::Reader;
use crate::span::Span;
use crate::tables::Tables;
use crate::tokens::{is_space, owns_stop};

/// The trained splitter.
#[derive(Clone, Debug, Default)]
pub struct SentenceModel {
    table: Lines,
}

/// Where a sentence may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Byte behind the last sign of the sentence.
    pub end: usize,
    /// Byte where the next sentence would begin.
    pub next: usize,
    /// Start of the run of signs; equal to `end` at a bare line end.
    pub signs: usize,
    /// Number of line ends between `end` and `next`.
    pub lines: usize,
}

impl SentenceModel {
    /// From the unpacked bytes of `sentences.bin`.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut from = Reader::new("sentences", bytes);
        let bits = from.number()?;
        Ok(SentenceModel {
            table: Lines::new(bits, from.table()?),
        })
    }

    /// Splits one region into sentences without white space at their ends, appended to `out`.
    pub fn find(&self, text: &str, region: Span, tables: &Tables, out: &mut Vec<Span>) {
        let body = region.of(text);
        let base = region.start as usize;
        let mut start = 0;
        let mut features = Vec::new();
        let mut at = 0;
        while let Some(candidate) = next_candidate(body, at) {
            at = candidate.next;
            candidate_features(body, (start, candidate), tables, &mut features);
            let mut score = [0];
            self.table.score(&features, &[0], &mut score);
            if score[0] > 0 || is_glued(body, start, &candidate) {
                push(text, base + start, base + candidate.end, out);
                start = candidate.next;
            }
        }
        push(text, base + start, base + body.len(), out);
    }
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<Span>) {
    let piece = &text[start..end];
    let left = piece.trim_start_matches(is_space);
    let kept = left.trim_end_matches(is_space);
    if !kept.is_empty() {
        let from = start + piece.len() - left.len();
        out.push(Span::new(from, from + kept.len()));
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '*')
}

/// The first candidate at or after byte `from`; none at the very end of the region.
pub fn next_candidate(body: &str, from: usize) -> Option<Candidate> {
    let mut chars = body[from..]
        .char_indices()
        .map(|(at, c)| (from + at, c))
        .peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\n' {
            if let Some(found) = after_gap(body, at, at) {
                return Some(found);
            }
        } else if is_stop(c) {
            let signs = at;
            let mut end = at + c.len_utf8();
            while let Some((at, c)) = chars.next_if(|&(_, c)| is_stop(c) || is_closer(c)) {
                end = at + c.len_utf8();
            }
            if let Some(found) = after_gap(body, signs, end).filter(|found| fits(body, found)) {
                return Some(found);
            }
        }
    }
    None
}

fn after_gap(body: &str, signs: usize, end: usize) -> Option<Candidate> {
    let rest = &body[end..];
    let gap = rest.len() - rest.trim_start_matches(is_space).len();
    let lines = rest[..gap].bytes().filter(|&b| b == b'\n').count();
    (gap < rest.len()).then_some(Candidate {
        end,
        next: end + gap,
        signs,
        lines,
    })
}

/// Signs without white space behind them count only between a small letter and a capital.
fn fits(body: &str, found: &Candidate) -> bool {
    if found.next > found.end {
        return true;
    }
    let next = body[found.next..].chars().next();
    let before = body[..found.signs].chars().next_back();
    let opener = matches!(next, Some('“' | '‘' | '"' | '('));
    (next.is_some_and(char::is_uppercase) || opener)
        && before.is_some_and(|c| c.is_lowercase() || is_closer(c) || c.is_ascii_digit())
}

/// Byte at which the text goes on behind the first stop that lost its line end: "officials
/// said.Velia names"; `None` where there is none. Cost: one pass.
///
/// ```
/// assert_eq!(chancery_nlp::glued("They met late, she said.Velia signs"), Some(24));
/// assert_eq!(chancery_nlp::glued("They met late with Mr.Hale in June"), None);
/// ```
pub fn glued(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(candidate) = next_candidate(text, at) {
        if is_glued(text, 0, &candidate) {
            return Some(candidate.next);
        }
        at = candidate.next;
    }
    None
}

/// "officials said.Velia names": a lost line end. A word of three or more small letters, the stop, and
/// a word with a capital, nothing else in the run; no address, no abbreviation, and another word before.
fn is_glued(body: &str, start: usize, found: &Candidate) -> bool {
    if found.next > found.end {
        return false;
    }
    let before = run_before(body, found.signs);
    let after = run_after(body, found.next);
    let after = after.trim_end_matches(|c: char| !c.is_alphanumeric());
    let small = before.chars().count() >= 3 && before.chars().all(char::is_lowercase);
    let mut letters = after.chars();
    let capital = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && after
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '’' | '\'' | '-'));
    let words = body[start..found.signs].split_whitespace().take(2).count();
    small && capital && words == 2
}

/// At most the last `n` bytes or a little less: nothing may be read again and again from far away.
fn last_bytes(piece: &str, n: usize) -> &str {
    let from = piece.len().saturating_sub(n);
    (from..=piece.len())
        .find_map(|at| piece.get(at..))
        .unwrap_or("")
}

/// At most the first `n` bytes or a little less.
fn first_bytes(piece: &str, n: usize) -> &str {
    (0..=n.min(piece.len()))
        .rev()
        .find_map(|at| piece.get(..at))
        .unwrap_or("")
}

/// The run without white space that ends at `end`.
fn run_before(body: &str, end: usize) -> &str {
    let head = last_bytes(&body[..end], 60);
    let start = head
        .char_indices()
        .rev()
        .find(|&(_, c)| is_space(c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    &head[start..]
}

fn run_after(body: &str, start: usize) -> &str {
    let tail = first_bytes(&body[start..], 60);
    &tail[..tail.find(is_space).unwrap_or(tail.len())]
}

/// Case and kind of a run: its first letter or digit and what comes before it.
fn kind(run: &str) -> u32 {
    let core = run.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = core.chars().next();
    let second = core.chars().nth(1);
    let case = match (first, second) {
        (None, _) => 0,
        (Some(a), _) if a.is_numeric() => 1,
        (Some(a), Some(b)) if a.is_uppercase() && b.is_uppercase() => 2,
        (Some(a), _) if a.is_uppercase() => 3,
        (Some(a), _) if a.is_lowercase() => 4,
        _ => 5,
    };
    let lead = run.chars().next().filter(|c| !c.is_alphanumeric());
    let lead = match lead {
        None => 0,
        Some('"' | '“' | '‘' | '\'' | '«') => 1,
        Some('(' | '[') => 2,
        Some('-' | '–' | '—' | '•' | '*' | '·') => 3,
        Some(_) => 4,
    };
    case << 3 | lead
}

fn word_hash(run: &str) -> u32 {
    let core = run.trim_matches(|c: char| !c.is_alphanumeric());
    hash_bytes(5, core.to_lowercase().as_bytes())
}

/// All features of a candidate, given where its sentence begins.
pub fn candidate_features(
    body: &str,
    place: (usize, Candidate),
    tables: &Tables,
    out: &mut Vec<u32>,
) {
    let (start, at) = place;
    let before = run_before(body, at.end);
    let stem = run_before(body, at.signs);
    let after = run_after(body, at.next);
    let second = second_run(body, at.next + after.len());
    let signs = &body[at.signs..at.end];
    let shape = shape_of(signs);
    let gap = atom(
        131,
        (at.lines.min(2) as u32) << 1 | u32::from(at.next > at.end),
    );
    let trimmed = before.trim_end_matches(is_closer);
    let owns = trimmed.ends_with('.') && owns_stop(trimmed, tables);
    let listed = tables
        .abbreviations
        .get(&trimmed.trim_start_matches(['(', '"', '“']).to_lowercase());
    let abbreviation = atom(
        132,
        u32::from(owns) | listed.map_or(0, |kind| 2 * (1 + kind.len() as u32)),
    );
    let (left, right) = (kind(stem), kind(after));
    let (l, r) = (atom(133, left), atom(134, right));
    let piece = last_bytes(&body[start..at.end], 1000);
    let length = piece.split_whitespace().take(12).count() as u32;
    let line = last_bytes(&body[..at.signs], 200)
        .rsplit('\n')
        .next()
        .unwrap_or("");
    let width = atom(136, (line.len() / 16).min(8) as u32);
    let stem_len = atom(137, stem.chars().take(6).count() as u32);
    let quotes = atom(138, open_quotes(piece));
    let following = atom(139, kind(second));
    out.clear();
    out.extend([
        feature(1, shape, gap, 0),
        feature(2, shape, gap, r),
        feature(3, shape, l, r),
        feature(4, abbreviation, r, 0),
        feature(5, abbreviation, r, shape),
        feature(6, word_hash(stem), shape, 0),
        feature(7, word_hash(stem), r, 0),
        feature(8, word_hash(after), shape, 0),
        feature(9, word_hash(after), abbreviation, shape),
        feature(10, stem_len, l, r),
        feature(11, stem_len, abbreviation, r),
        feature(12, atom(140, length), gap, shape),
        feature(13, width, gap, shape),
        feature(14, width, gap, r),
        feature(15, quotes, shape, r),
        feature(16, following, r, abbreviation),
        feature(17, word_hash(stem), word_hash(after), 0),
        feature(18, gap, l, r),
        feature(19, gap, abbreviation, shape),
        feature(20, atom(141, hash_bytes(6, signs.as_bytes())), r, gap),
        feature(21, atom(140, length), r, gap),
    ]);
}

/// The run behind the white space at `at`.
fn second_run(body: &str, at: usize) -> &str {
    let tail = first_bytes(&body[at..], 80).trim_start_matches(is_space);
    &tail[..tail.find(is_space).unwrap_or(tail.len())]
}

fn shape_of(signs: &str) -> u32 {
    let mut stops = signs.chars().filter(|&c| is_stop(c));
    let first = stops.next().map_or(0, u32::from);
    let several = u32::from(stops.next().is_some());
    let closers = signs.chars().filter(|&c| is_closer(c)).count().min(2) as u32;
    let quote = u32::from(signs.contains(['"', '”', '’', '\'']));
    atom(130, first << 4 | several << 3 | closers << 1 | quote)
}

/// Whether a quotation or bracket is open at the end of a piece.
fn open_quotes(piece: &str) -> u32 {
    let count = |c: char| piece.matches(c).count();
    let curly = u32::from(count('“') > count('”'));
    let straight = (count('"') % 2) as u32;
    let bracket = u32::from(count('(') > count(')'));
    curly | straight << 1 | bracket << 2
}
