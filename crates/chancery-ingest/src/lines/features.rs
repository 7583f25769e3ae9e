//! The lines of a text in, hashed features of each out: one extractor for training and for reading.
//!
//! After Kohlschütter, Fankhauser and Nejdl, "Boilerplate detection using shallow text features" (2010),
//! and Vogels, Ganea and Eickhoff, "Web2Text" (2018), with what plain text still has of it: length, marks,
//! rates of kinds of words, place in the text and in its main block, the same of the neighbours, the words.
//! Words count in English alone. Cost: about 150 hashes a line.

use super::shape::{HEAD, Shape, mix, shape, sign};

/// Rate of frequent English words, in percent, from which a text is English.
const ENGLISH_STOPS: u32 = 30;

/// Lines on each side that are looked at as a whole.
const WINDOW: usize = 4;

/// The lines of one text with what is known of all of them.
#[derive(Debug)]
pub struct Page {
    pub(super) shapes: Vec<Shape>,
    /// Words of the text's language are features.
    english: bool,
    /// Lines of the main block, half-open.
    main: (usize, usize),
    /// Lines since the last and till the next line of prose, for every line.
    since: Vec<u32>,
    until: Vec<u32>,
    /// Words of prose before each line, and after all.
    prose: Vec<u32>,
    /// Lines that are known to be furniture.
    known: Vec<bool>,
    /// Lines since the last and till the next of these, for every line.
    known_since: Vec<u32>,
    known_until: Vec<u32>,
}

impl Page {
    /// Looks at the lines of a text, each with whether it is known to be furniture; blank lines are no lines.
    pub fn new<'t>(lines: impl IntoIterator<Item = (&'t str, bool)>) -> Page {
        let lines = lines.into_iter();
        let (mut shapes, known): (Vec<Shape>, Vec<bool>) =
            lines.map(|(line, known)| (shape(line), known)).unzip();
        mark_repeats(&mut shapes);
        for (shape, &known) in shapes.iter_mut().zip(&known) {
            shape.prose = shape.is_prose() && !known;
        }
        let mut prose = Vec::with_capacity(shapes.len() + 1);
        let mut words = 0;
        for shape in &shapes {
            prose.push(words);
            words += if shape.prose { shape.words } else { 0 };
        }
        prose.push(words);
        let is_prose: Vec<bool> = shapes.iter().map(|shape| shape.prose).collect();
        let (since, until) = distances(&is_prose);
        let (known_since, known_until) = distances(&known);
        Page {
            english: is_english(&shapes),
            main: main_block(&shapes),
            since,
            until,
            prose,
            shapes,
            known,
            known_since,
            known_until,
        }
    }

    /// Number of lines.
    pub fn len(&self) -> usize {
        self.shapes.len()
    }

    /// True without a line.
    pub fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }

    /// True where words of English are features.
    pub fn is_english(&self) -> bool {
        self.english
    }

    /// Treats the text as one whose words are not known: for training.
    pub fn without_words(mut self) -> Page {
        self.english = false;
        self
    }

    /// One past the last line of the main block.
    pub(super) fn main_end(&self) -> usize {
        self.main.1
    }

    /// Words of prose, by white space.
    pub(super) fn prose_words(&self) -> u32 {
        self.prose.last().copied().unwrap_or(0)
    }

    /// Replaces `into` by the features of a line.
    pub fn features(&self, at: usize, into: &mut Vec<u32>) {
        into.clear();
        let Some(shape) = self.shapes.get(at) else {
            return;
        };
        let mut sink = Sink {
            into,
            // Weights of English and of other texts are apart, beside those that they share.
            kind: 1 + u32::from(self.english),
        };
        own(shape, &mut sink);
        self.place(at, shape, &mut sink);
        self.neighbours(at, shape, &mut sink);
        self.beside_known(at, shape, &mut sink);
        if self.english {
            self.words(at, shape, &mut sink);
        }
    }

    fn place(&self, at: usize, shape: &Shape, sink: &mut Sink<'_>) {
        let len = len_class(shape.words);
        let (start, end) = (near(at), near(self.len() - 1 - at));
        sink.one(40, start);
        sink.one(41, end);
        sink.two(42, start, len);
        sink.two(43, end, len);
        sink.two(44, start, u32::from(shape.last));
        sink.two(45, end, u32::from(shape.last));
        let all = self.prose_words().max(1);
        let before = self.prose[at];
        let after = all.saturating_sub(self.prose[(at + 1).min(self.len())]);
        let share = before * 8 / all;
        sink.two(46, share, len);
        sink.two(47, len_class(before / 8), len);
        sink.two(48, len_class(after / 8), len);
        sink.two(49, len_class(before / 8), len_class(after / 8));
        let (block, far) = self.block(at);
        sink.two(50, block, far);
        sink.three(51, block, far, len);
        sink.three(52, block, len, u32::from(shape.last));
        let (since, until) = (near(self.since[at] as usize), near(self.until[at] as usize));
        sink.three(53, since, until, coarse(shape.words));
        sink.two(54, since, len);
        sink.two(55, until, len);
        let from = at.saturating_sub(WINDOW);
        let to = (at + 1 + WINDOW).min(self.len());
        let left = self.prose[at] - self.prose[from];
        let right = self.prose[to] - self.prose[at + 1];
        sink.three(
            56,
            len_class(left / 8),
            len_class(right / 8),
            coarse(shape.words),
        );
        sink.three(57, u32::from(shape.prose), len_class(left / 8), block);
        sink.two(
            58,
            len_class(self.main.1.saturating_sub(self.main.0) as u32),
            block,
        );
    }

    /// Where the furniture that is known stands.
    fn beside_known(&self, at: usize, shape: &Shape, sink: &mut Sink<'_>) {
        let since = near(self.known_since[at] as usize);
        let until = near(self.known_until[at] as usize);
        let len = coarse(shape.words);
        sink.three(90, since, until, len);
        sink.two(91, since, len_class(shape.words));
        sink.two(92, until, len_class(shape.words));
        sink.three(93, since, until, near(self.until[at] as usize));
        sink.three(94, since, near(self.since[at] as usize), len);
    }

    /// True where the line is known to be furniture.
    pub fn is_known(&self, at: usize) -> bool {
        self.known.get(at).copied().unwrap_or(false)
    }

    /// Before, in or after the main block, and how far from its edge.
    fn block(&self, at: usize) -> (u32, u32) {
        let (start, end) = self.main;
        if start == end {
            (3, 0)
        } else if at < start {
            (0, near(start - at))
        } else if at >= end {
            (2, near(at - end))
        } else {
            (1, near((at - start).min(end - 1 - at)))
        }
    }

    fn neighbours(&self, at: usize, shape: &Shape, sink: &mut Sink<'_>) {
        let len = len_class(shape.words);
        let other = |by: isize| {
            let place = at.checked_add_signed(by)?;
            self.shapes.get(place)
        };
        for (id, by) in [(60, -2), (66, -1), (72, 1), (78, 2)] {
            let Some(other) = other(by) else {
                sink.one(id, 99);
                continue;
            };
            let its = len_class(other.words);
            sink.one(id, its);
            sink.two(id + 1, its, len);
            sink.two(id + 2, u32::from(other.last), coarse(other.words));
            sink.three(
                id + 3,
                u32::from(other.last),
                coarse(other.words),
                coarse(shape.words),
            );
            sink.two(id + 4, other.signs, coarse(other.words));
            sink.two(id + 5, stop_rate(other), coarse(other.words));
        }
        let class = |shape: Option<&Shape>| shape.map_or(9, |s| coarse(s.words));
        let (back, forth) = (class(other(-1)), class(other(1)));
        sink.three(84, back, coarse(shape.words), forth);
        sink.three(
            85,
            mix(back, class(other(-2))),
            coarse(shape.words),
            mix(forth, class(other(2))),
        );
        let same = |other: Option<&Shape>| {
            u32::from(other.is_some_and(|o| o.last == shape.last && o.first == shape.first))
        };
        sink.three(86, same(other(-1)), same(other(1)), len);
    }

    fn words(&self, at: usize, shape: &Shape, sink: &mut Sink<'_>) {
        let count = (shape.words as usize).min(HEAD);
        let head = &shape.head[..count];
        let len = coarse(shape.words);
        for &word in head {
            sink.bare(100, word);
        }
        for pair in head.windows(2) {
            sink.bare(101, mix(pair[0], pair[1]));
        }
        if let [first, ..] = head {
            sink.bare(102, *first);
            sink.bare(103, mix(*first, len));
        }
        if let [first, second, ..] = head {
            sink.bare(104, mix(*first, *second));
        }
        if let [first, second, third, ..] = head {
            sink.bare(105, mix(mix(*first, *second), *third));
        }
        sink.bare(106, shape.tail[0]);
        sink.bare(107, mix(shape.tail[0], shape.tail[1]));
        sink.bare(108, mix(shape.tail[0], len));
        if shape.words <= 6 {
            sink.bare(109, shape.line);
        }
        for (id, other) in [(110, at.checked_sub(1)), (112, Some(at + 1))] {
            let Some(other) = other.and_then(|other| self.shapes.get(other)) else {
                continue;
            };
            if other.words <= 6 {
                sink.bare(id, other.line);
            }
            sink.bare(id + 1, mix(other.head[0], len));
        }
    }
}

/// Takes features: each for all texts, and once more for texts of its kind.
struct Sink<'v> {
    into: &'v mut Vec<u32>,
    kind: u32,
}

impl Sink<'_> {
    fn bare(&mut self, id: u32, value: u32) {
        self.into.push(finish(mix(mix(0x9E37_79B9, id), value)));
    }

    fn one(&mut self, id: u32, value: u32) {
        let hash = mix(mix(0x9E37_79B9, id), value);
        self.into.push(finish(hash));
        self.into.push(finish(mix(hash, self.kind)));
    }

    fn two(&mut self, id: u32, a: u32, b: u32) {
        self.one(id, mix(a.wrapping_add(7), b));
    }

    fn three(&mut self, id: u32, a: u32, b: u32, c: u32) {
        self.one(id, mix(mix(a.wrapping_add(7), b), c));
    }
}

/// Spreads the bits of a hash (finaliser of MurmurHash3).
fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85EB_CA6B);
    let hash = (hash ^ (hash >> 13)).wrapping_mul(0xC2B2_AE35);
    hash ^ (hash >> 16)
}

fn own(shape: &Shape, sink: &mut Sink<'_>) {
    let len = len_class(shape.words);
    let (first, last) = (u32::from(shape.first), u32::from(shape.last));
    let (stops, capitals) = (stop_rate(shape), rate(shape.capitals, shape.words));
    let ends = shape.ends.min(4);
    sink.one(1, len);
    sink.one(2, len_class(shape.chars / 5));
    sink.one(3, first);
    sink.one(4, last);
    sink.one(5, stops);
    sink.one(6, capitals);
    sink.one(7, rate(shape.digits, shape.chars));
    sink.one(8, ends);
    sink.one(9, rate(shape.small, shape.words));
    sink.one(10, u32::from(shape.finite));
    for bit in 0..sign::COUNT {
        if shape.signs & (1 << bit) != 0 {
            sink.one(11, bit);
            sink.two(12, bit, len);
        }
    }
    sink.two(13, len, last);
    sink.two(14, len, first);
    sink.two(15, len, stops);
    sink.two(16, len, capitals);
    sink.two(17, len, ends);
    sink.two(18, first, last);
    sink.three(19, stops, last, coarse(shape.words));
    sink.three(20, capitals, last, coarse(shape.words));
    sink.two(21, rate(shape.shouted, shape.words), len);
    sink.two(22, u32::from(shape.repeated), len);
    sink.two(23, shape.signs, coarse(shape.words));
    sink.three(24, u32::from(shape.finite), last, len);
    sink.three(25, first, last, len);
}

/// Marks lines that stand in the text more than once.
fn mark_repeats(shapes: &mut [Shape]) {
    let mut lines: Vec<u32> = shapes.iter().map(|shape| shape.line).collect();
    lines.sort_unstable();
    for shape in shapes {
        let from = lines.partition_point(|&line| line < shape.line);
        shape.repeated = lines.get(from + 1) == Some(&shape.line);
    }
}

/// Lines since the last and till the next of the marked lines, for every line; many where there is none.
fn distances(marked: &[bool]) -> (Vec<u32>, Vec<u32>) {
    let walk = |order: &mut dyn Iterator<Item = &bool>| -> Vec<u32> {
        let mut since = 1000;
        order
            .map(|&marked| {
                let here = since;
                since = if marked { 1 } else { since + 1 };
                here
            })
            .collect()
    };
    let since = walk(&mut marked.iter());
    let mut until = walk(&mut marked.iter().rev());
    until.reverse();
    (since, until)
}

/// True where enough words are frequent words of English.
fn is_english(shapes: &[Shape]) -> bool {
    let (mut stops, mut words) = (0, 0);
    for shape in shapes.iter().filter(|shape| shape.prose) {
        stops += shape.stops;
        words += shape.words;
    }
    words > 0 && stops * 100 >= words * ENGLISH_STOPS
}

/// The block of lines with most prose for its other lines: the greatest sum of words of prose less a fine
/// for every line that is none (Kadane).
fn main_block(shapes: &[Shape]) -> (usize, usize) {
    const FINE: i64 = 12;
    let (mut best, mut found) = (0, (0, 0));
    let (mut sum, mut start) = (0, 0);
    for (at, shape) in shapes.iter().enumerate() {
        let gain = if shape.prose {
            i64::from(shape.words.min(80))
        } else {
            -FINE
        };
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += gain;
        if sum > best {
            (best, found) = (sum, (start, at + 1));
        }
    }
    found
}

/// Length in classes that grow.
fn len_class(words: u32) -> u32 {
    match words {
        0..=4 => words,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=39 => 9,
        40..=79 => 10,
        _ => 11,
    }
}

/// Length in few classes.
fn coarse(words: u32) -> u32 {
    match words {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        10..=19 => 3,
        20..=39 => 4,
        _ => 5,
    }
}

/// Distance in classes that grow.
fn near(lines: usize) -> u32 {
    match lines {
        0..=3 => lines as u32,
        4..=5 => 4,
        6..=9 => 5,
        10..=19 => 6,
        20..=49 => 7,
        50..=199 => 8,
        _ => 9,
    }
}

/// A share in tenths, the lower ones finer.
fn rate(part: u32, of: u32) -> u32 {
    let percent = part * 100 / of.max(1);
    match percent {
        0 => 0,
        1..=4 => 1,
        5..=9 => 2,
        _ => 2 + (percent / 10).min(10),
    }
}

fn stop_rate(shape: &Shape) -> u32 {
    rate(shape.stops, shape.words)
}
