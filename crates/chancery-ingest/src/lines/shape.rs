//! A line in, its shape out: length, marks, rates of kinds of words, hashes of its words.
//!
//! One pass over the letters of a line; nothing is allocated for a word. Words are folded (lower case,
//! no marks around them, every digit a nought) and hashed (FNV-1a, 32 bits).

use std::sync::LazyLock;

/// Words of a line that are kept as hashes.
pub(super) const HEAD: usize = 12;

/// What is known of one line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// Letters, marks and blanks.
    pub chars: u32,
    /// By white space.
    pub words: u32,
    /// Class of the first character.
    pub first: u8,
    /// Class of the last character; closing marks stand aside.
    pub last: u8,
    /// Frequent words.
    pub stops: u32,
    /// Words that begin with a capital.
    pub capitals: u32,
    /// Words of capitals alone, two letters and more.
    pub shouted: u32,
    /// Characters that are digits.
    pub digits: u32,
    /// Words that end as a sentence does.
    pub ends: u32,
    /// Words of two letters or fewer.
    pub small: u32,
    /// Signs, a bit each: see [`sign`].
    pub signs: u32,
    /// Holds a frequent form of a verb or a word on "-ed".
    pub finite: bool,
    /// Hash of the folded line; the same for lines that differ in case, marks and figures alone.
    pub line: u32,
    /// Hashes of the first words.
    pub head: [u32; HEAD],
    /// Hashes of the last word and of the one before.
    pub tail: [u32; 2],
    /// Stands elsewhere in the text as well.
    pub repeated: bool,
    /// Looks like running text and is not known to be anything else.
    pub prose: bool,
}

/// Bits of [`Shape::signs`].
pub(super) mod sign {
    /// ©
    pub const COPYRIGHT: u32 = 1;
    /// An address of the web.
    pub const ADDRESS: u32 = 2;
    /// A mark between fields of a bar.
    pub const BAR: u32 = 4;
    /// A quotation mark.
    pub const QUOTE: u32 = 8;
    /// An address of e-mail or a handle.
    pub const AT: u32 = 16;
    /// A time of day.
    pub const TIME: u32 = 32;
    /// A year.
    pub const YEAR: u32 = 64;
    /// A word of the calendar.
    pub const DATE: u32 = 128;
    /// An arrow, a star, a sign of money, a hash mark.
    pub const ODD: u32 = 256;
    /// A question mark inside or at the end.
    pub const QUESTION: u32 = 512;
    /// A colon inside or at the end.
    pub const COLON: u32 = 1024;
    /// A bracket.
    pub const BRACKET: u32 = 2048;
    /// How many there are.
    pub const COUNT: u32 = 12;
}

/// Classes of characters at the edges of a line.
pub(super) mod edge {
    /// No character.
    pub const NONE: u8 = 0;
    /// A capital.
    pub const UPPER: u8 = 1;
    /// A small letter, or one of a script without capitals.
    pub const LOWER: u8 = 2;
    /// A digit.
    pub const DIGIT: u8 = 3;
    /// A quotation mark.
    pub const QUOTE: u8 = 4;
    /// A full stop, or its kin.
    pub const STOP: u8 = 5;
    /// An exclamation or question mark.
    pub const CALL: u8 = 6;
    /// A colon.
    pub const COLON: u8 = 7;
    /// A comma or a semicolon.
    pub const COMMA: u8 = 8;
    /// Three dots.
    pub const DOTS: u8 = 9;
    /// A dash or a bullet.
    pub const BULLET: u8 = 10;
    /// A bracket.
    pub const BRACKET: u8 = 11;
    /// Anything else.
    pub const OTHER: u8 = 12;
}

impl Shape {
    /// True where the line looks like a sentence of running text.
    pub fn is_prose(&self) -> bool {
        self.words >= 8 && matches!(self.last, edge::STOP | edge::CALL | edge::DOTS)
            || self.words >= 25
    }
}

/// The table of words by their hashes.
struct Known {
    stops: Vec<u32>,
    verbs: Vec<u32>,
    dates: Vec<u32>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let of = |kinds: &[&str]| {
        let rows = chancery_data::ingest().line_words.iter();
        let rows = rows.filter(|row| kinds.contains(&row.kind.as_str()));
        let mut hashes: Vec<u32> = rows.map(|row| hash_word(&row.word).0).collect();
        hashes.sort_unstable();
        hashes
    };
    Known {
        stops: of(&["stop", "verb"]),
        verbs: of(&["verb"]),
        dates: of(&["date"]),
    }
});

const SEED: u32 = 0x811C_9DC5;

/// One step of FNV-1a over a number.
pub(super) fn mix(hash: u32, value: u32) -> u32 {
    let mut hash = hash;
    for byte in value.to_le_bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash
}

/// Hash of a folded word, and the number of its letters and digits.
fn hash_word(word: &str) -> (u32, u32) {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    let mut hash = SEED;
    let mut count = 0;
    for c in inner.chars() {
        let c = match c {
            '’' | '‘' | 'ʼ' => '\'',
            '‐' | '‑' => '-',
            c if c.is_numeric() => '0',
            c => c.to_lowercase().next().unwrap_or(c),
        };
        hash = mix(hash, c as u32);
        count += 1;
    }
    (hash, count)
}

/// True for a word of the calendar, or a number with a stroke or a point between ("02/05/2024").
pub(super) fn is_date(word: &str) -> bool {
    let (hash, count) = hash_word(word);
    count > 0 && KNOWN.dates.binary_search(&hash).is_ok() || is_year(word) || is_numeric_date(word)
}

fn is_year(word: &str) -> bool {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    inner.len() == 4
        && (inner.starts_with("19") || inner.starts_with("20"))
        && inner.bytes().all(|b| b.is_ascii_digit())
}

fn is_numeric_date(word: &str) -> bool {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    let marks = inner.bytes().filter(|b| b"/.-".contains(b)).count();
    marks == 2
        && inner
            .bytes()
            .all(|b| b.is_ascii_digit() || b"/.-".contains(&b))
}

fn is_time(word: &str) -> bool {
    word.split_once([':', '.', 'h'])
        .is_some_and(|(hour, rest)| {
            let hour = hour.trim_start_matches(|c: char| !c.is_alphanumeric());
            (1..=2).contains(&hour.len())
                && hour.bytes().all(|b| b.is_ascii_digit())
                && rest.len() >= 2
                && rest.bytes().take(2).all(|b| b.is_ascii_digit())
        })
}

/// The shape of a line.
pub(super) fn shape(line: &str) -> Shape {
    let mut shape = Shape {
        line: SEED,
        ..Shape::default()
    };
    for c in line.chars() {
        shape.chars += 1;
        shape.digits += u32::from(c.is_numeric());
        shape.signs |= sign_of(c);
    }
    for word in line.split_whitespace() {
        shape.take(word);
    }
    shape.first = line.chars().next().map_or(edge::NONE, edge_of);
    let inner = line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»', '“']);
    let inner = if inner.is_empty() { line } else { inner };
    shape.last = match inner.ends_with("...") {
        true => edge::DOTS,
        false => inner.chars().next_back().map_or(edge::NONE, edge_of),
    };
    shape
}

impl Shape {
    fn take(&mut self, word: &str) {
        let (hash, count) = hash_word(word);
        self.words += 1;
        self.line = mix(self.line, hash);
        self.tail = [hash, self.tail[0]];
        if let Some(place) = self.head.get_mut(self.words as usize - 1) {
            *place = hash;
        }
        self.small += u32::from(count <= 2);
        let stop = KNOWN.stops.binary_search(&hash).is_ok();
        self.stops += u32::from(stop);
        self.finite |= stop && KNOWN.verbs.binary_search(&hash).is_ok();
        self.finite |= count > 4
            && word
                .trim_end_matches(|c: char| !c.is_alphanumeric())
                .ends_with("ed");
        self.take_letters(word, count);
        self.take_signs(word, hash);
    }

    fn take_letters(&mut self, word: &str, count: u32) {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        self.capitals += u32::from(letters.next().is_some_and(char::is_uppercase));
        self.shouted += u32::from(
            count > 1
                && !word.chars().any(char::is_lowercase)
                && word.chars().any(char::is_uppercase),
        );
        let end = word.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
        self.ends += u32::from(count > 1 && end.ends_with(['.', '!', '?', '…', '。', '।', '؟']));
    }

    fn take_signs(&mut self, word: &str, hash: u32) {
        if KNOWN.dates.binary_search(&hash).is_ok() || is_numeric_date(word) {
            self.signs |= sign::DATE;
        }
        if is_year(word) {
            self.signs |= sign::YEAR;
        }
        if is_time(word) {
            self.signs |= sign::TIME;
        }
        let address = word.contains("://")
            || word.starts_with("www.")
            || [".com", ".org", ".net"]
                .iter()
                .any(|end| word.contains(end));
        if address {
            self.signs |= sign::ADDRESS;
        }
    }
}

fn sign_of(c: char) -> u32 {
    match c {
        '©' | '®' => sign::COPYRIGHT,
        '|' | '•' | '·' | '›' | '»' | '/' | '>' => sign::BAR,
        '"' | '“' | '”' | '„' | '«' => sign::QUOTE,
        '@' => sign::AT,
        '→' | '←' | '▶' | '►' | '★' | '#' | '$' | '€' | '£' | '✓' | '×' | '+' | '*' => {
            sign::ODD
        }
        '?' | '؟' => sign::QUESTION,
        ':' => sign::COLON,
        '(' | ')' | '[' | ']' => sign::BRACKET,
        _ => 0,
    }
}

fn edge_of(c: char) -> u8 {
    match c {
        '.' | '。' | '।' => edge::STOP,
        '!' | '?' | '؟' => edge::CALL,
        ':' => edge::COLON,
        ',' | ';' => edge::COMMA,
        '…' => edge::DOTS,
        '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '‘' | '’' => edge::QUOTE,
        '-' | '–' | '—' | '•' | '·' | '*' | '▪' | '●' => edge::BULLET,
        '(' | ')' | '[' | ']' => edge::BRACKET,
        c if c.is_numeric() => edge::DIGIT,
        c if c.is_uppercase() => edge::UPPER,
        c if c.is_alphabetic() => edge::LOWER,
        _ => edge::OTHER,
    }
}
