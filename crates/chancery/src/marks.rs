//! Quotation marks, paired: where quoted words begin and end, whoever says them.
//!
//! From the text and its regions, one pass a region over the characters: a mark opens or closes by
//! its shape (`“ „ « ‹` and their partners) and, where the shape is the same on both sides
//! (`" '`), by the white space and the punctuation beside it. The apostrophe `’` never opens.
//! A single mark opens only where its partner stands in the same region, so that the plural
//! possessive and the cut decade ("the ’90s") open nothing. A double mark that is never closed
//! runs to the end of its region, as printers leave it open before a further paragraph of the same
//! speech. Single marks inside double ones are part of the quoted words and make no pair.
//! Cost: linear; the search for the partner of a single mark is done once a region.

use crate::ingest::Region;
use chancery_nlp::Span;

/// A pair of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkPair {
    /// Bytes between the marks.
    pub inner: Span,
    /// Bytes with the marks; the closing one may be missing at the end of a paragraph.
    pub outer: Span,
    /// True where the paragraph ends without a closing mark and the next one opens again.
    pub continues: bool,
}

/// Every pair, in order, without overlap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks(pub Vec<MarkPair>);

impl Marks {
    /// Number of the pair between whose marks the byte stands.
    pub fn inside(&self, byte: u32) -> Option<usize> {
        let at = self.0.partition_point(|pair| pair.outer.end <= byte);
        let pair = self.0.get(at)?;
        (pair.outer.start <= byte).then_some(at)
    }
}

/// Pairs the quotation marks of every region.
///
/// Pairs come in the order of the text and never overlap; a pair never leaves its region.
///
/// ```
/// use chancery::ingest::{Region, RegionKind};
/// use chancery::marks::find_marks;
/// use chancery::Span;
///
/// let text = "“We are ready,” the minister’s aide said.";
/// let span = Span::new(0, text.len());
/// let marks = find_marks(text, &[Region { span, kind: RegionKind::Paragraph }]);
/// assert_eq!(marks.0.len(), 1);
/// assert_eq!(marks.0[0].inner.of(text), "We are ready,");
/// ```
pub fn find_marks(text: &str, regions: &[Region]) -> Marks {
    let mut pairs: Vec<MarkPair> = Vec::new();
    for (number, region) in regions.iter().enumerate() {
        let mut scan = Scan::new(text, region.span);
        scan.run();
        if let Some(open) = scan.open.take() {
            let next = regions.get(number + 1).map(|next| next.span.of(text));
            let continues = next.is_some_and(|next| opens_again(next, open.mark));
            let end = region.span.start as usize + region.span.of(text).trim_end().len();
            scan.push(open, (end, end), continues);
        }
        pairs.append(&mut scan.pairs);
    }
    Marks(pairs)
}

/// True where a paragraph begins with the mark that the one before left open.
fn opens_again(paragraph: &str, mark: char) -> bool {
    paragraph.trim_start().starts_with(mark)
}

/// A mark that waits for its partner.
#[derive(Clone, Copy)]
struct Open {
    mark: char,
    outer: usize,
    inner: usize,
}

/// A mark with its neighbours.
#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    mark: char,
    before: Option<char>,
    after: Option<char>,
}

impl Mark {
    fn end(&self) -> usize {
        self.at + self.mark.len_utf8()
    }

    /// Nothing but space, a bracket, a dash or another mark before, and words after.
    fn may_open(&self) -> bool {
        let before = self
            .before
            .is_none_or(|c| c.is_whitespace() || is_dash(c) || "([{/“‘\"'«".contains(c));
        before && self.after.is_some_and(|c| !c.is_whitespace())
    }

    /// Words before, and no letter or digit after.
    fn may_close(&self) -> bool {
        let before = self.before.is_some_and(|c| !c.is_whitespace());
        before && self.after.is_none_or(|c| !c.is_alphanumeric())
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

fn is_single(c: char) -> bool {
    matches!(c, '‘' | '’' | '\'' | '‚')
}

/// One region, read from left to right.
struct Scan<'t> {
    text: &'t str,
    region: Span,
    open: Option<Open>,
    pairs: Vec<MarkPair>,
    /// Byte offsets of single marks that may close, in order.
    closers: Vec<usize>,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str, region: Span) -> Self {
        Scan {
            text,
            region,
            open: None,
            pairs: Vec::new(),
            closers: Vec::new(),
        }
    }

    fn marks(&self) -> Vec<Mark> {
        let words = self.region.of(self.text);
        let mut marks = Vec::new();
        let mut before = None;
        let mut letters = words.char_indices().peekable();
        while let Some((at, mark)) = letters.next() {
            let after = letters.peek().map(|&(_, c)| c);
            if "“”„‟«»‹›\"‘’‚'".contains(mark) {
                let at = self.region.start as usize + at;
                marks.push(Mark {
                    at,
                    mark,
                    before,
                    after,
                });
            }
            before = Some(mark);
        }
        marks
    }

    fn run(&mut self) {
        let marks = self.marks();
        self.closers = single_closers(&marks);
        for mark in marks {
            match self.open {
                Some(open) => self.inside(open, mark),
                None => self.outside(mark),
            }
        }
    }

    /// No pair is open: does this mark open one?
    fn outside(&mut self, mark: Mark) {
        let opens = match mark.mark {
            '“' | '„' | '‟' | '«' => true,
            '‹' | '”' | '»' => mark.may_open(),
            '"' => mark.may_open() && !mark.before.is_some_and(|c| c.is_ascii_digit()),
            '‘' | '\'' | '‚' => mark.may_open() && self.has_partner(mark),
            _ => false,
        };
        if opens {
            self.open = Some(Open {
                mark: mark.mark,
                outer: mark.at,
                inner: mark.end(),
            });
        }
    }

    /// A pair is open: does this mark close it, or begin the next one?
    fn inside(&mut self, open: Open, mark: Mark) {
        if is_single(mark.mark) {
            if is_single(open.mark) && self.closers.binary_search(&mark.at).is_ok() {
                self.push(open, (mark.at, mark.end()), false);
            }
            return;
        }
        if is_single(open.mark) {
            return;
        }
        if closes(open.mark, mark) {
            self.push(open, (mark.at, mark.end()), false);
        } else if mark.mark == open.mark && mark.may_open() {
            let end = self.text[..mark.at].trim_end().len().max(open.inner);
            self.push(open, (end, end), false);
            self.outside(mark);
        }
    }

    /// True where a single mark further on can close this one.
    fn has_partner(&self, mark: Mark) -> bool {
        let digit = mark.after.is_some_and(|c| c.is_ascii_digit());
        let next = self.closers.partition_point(|&at| at <= mark.at);
        !digit && next < self.closers.len()
    }

    fn push(&mut self, open: Open, close: (usize, usize), continues: bool) {
        self.open = None;
        if open.inner >= close.0 {
            return;
        }
        self.pairs.push(MarkPair {
            inner: Span::new(open.inner, close.0),
            outer: Span::new(open.outer, close.1),
            continues,
        });
    }
}

/// True where `mark` is the partner of an open double mark.
fn closes(open: char, mark: Mark) -> bool {
    match open {
        '“' => mark.mark == '”' || (matches!(mark.mark, '"' | '“') && closes_by_place(mark)),
        '„' | '‟' => matches!(mark.mark, '“' | '”' | '"'),
        '”' => mark.mark == '”',
        '"' => matches!(mark.mark, '"' | '”') && closes_by_place(mark),
        '«' => mark.mark == '»',
        '»' => mark.mark == '«',
        '‹' => mark.mark == '›',
        _ => false,
    }
}

/// A mark of one shape for both sides closes after words, or between two spaces.
fn closes_by_place(mark: Mark) -> bool {
    mark.may_close()
        || !mark.may_open() && mark.after.is_none_or(char::is_whitespace)
        || mark.before.is_some_and(|c| ".,!?…".contains(c))
}

/// Single marks that may close a pair: in each stretch between two possible openings those after
/// punctuation count, else the last; the others are plural possessives.
fn single_closers(marks: &[Mark]) -> Vec<usize> {
    let mut closers = Vec::new();
    let mut stretch: Vec<Mark> = Vec::new();
    let mut opened = false;
    for &mark in marks.iter().filter(|m| is_single(m.mark)) {
        if mark.mark != '’' && mark.may_open() {
            closers.extend(best_closer(&stretch, opened));
            stretch.clear();
            opened = true;
        } else if matches!(mark.mark, '’' | '\'' | '‘') && mark.may_close() {
            stretch.push(mark);
        }
    }
    closers.extend(best_closer(&stretch, opened));
    closers
}

fn best_closer(stretch: &[Mark], opened: bool) -> Option<usize> {
    if !opened {
        return None;
    }
    let pointed = |m: &&Mark| m.before.is_some_and(|c| ".,!?…".contains(c));
    let not_possessive = |m: &&Mark| !matches!(m.before, Some('s' | 'z' | 'x'));
    let first = stretch
        .iter()
        .find(|m| pointed(m) || not_possessive(m))
        .or(stretch.last());
    first.map(|m| m.at)
}

#[cfg(test)]
mod tests;
