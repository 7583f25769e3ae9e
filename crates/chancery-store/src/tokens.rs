//! JSON in a form that packs better: what is alike stands together.
//!
//! Three streams: how the document is built, with every string when it comes first; the hexadecimal
//! digits of ids, as bytes; numbers, lengths and references to strings that were there before, seven
//! bits a byte. Objects are told by their shape, the names of their members; the days of dates by their
//! distance from the last one, the end of a span by its length. zstd finds the long runs of the
//! first stream in its dictionary where numbers no longer break them. Made-up Readings take a quarter
//! less than as JSON. [`unfold`] of [`fold`] is the JSON that `serde_json` writes of the same value.

use crate::day::{iso, number};
use crate::error::Error;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What such bytes begin with; JSON never does.
pub(crate) const MARK: u8 = 1;

/// Ends strings of the first stream: no UTF-8 holds it.
const END: u8 = 0xff;
/// Digits of an id.
const DIGITS: usize = 12;
/// Member that ends a span.
const LAST: &str = "end";

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Tag {
    Null,
    True,
    False,
    Natural,
    Negative,
    Float,
    Text,
    Again,
    Date,
    Id,
    Array,
    NewShape,
    Shape,
    Length,
}

impl Tag {
    const ALL: [Tag; 14] = [
        Tag::Null,
        Tag::True,
        Tag::False,
        Tag::Natural,
        Tag::Negative,
        Tag::Float,
        Tag::Text,
        Tag::Again,
        Tag::Date,
        Tag::Id,
        Tag::Array,
        Tag::NewShape,
        Tag::Shape,
        Tag::Length,
    ];
}

/// The bytes of a value.
pub(crate) fn fold(value: &Value) -> Vec<u8> {
    let mut folder = Folder::default();
    folder.value(value, "");
    let mut out = vec![MARK];
    natural(&mut out, folder.build.len() as u64);
    natural(&mut out, folder.digits.len() as u64);
    out.append(&mut folder.build);
    out.append(&mut folder.digits);
    out.append(&mut folder.numbers);
    out
}

#[derive(Default)]
struct Folder<'v> {
    build: Vec<u8>,
    digits: Vec<u8>,
    numbers: Vec<u8>,
    strings: BTreeMap<&'v str, u64>,
    shapes: BTreeMap<Vec<&'v str>, u64>,
    /// The last natural number, the last day.
    last: u64,
    day: i32,
}

impl<'v> Folder<'v> {
    fn tag(&mut self, tag: Tag) {
        self.build.push(tag as u8);
    }

    fn number(&mut self, number: u64) {
        natural(&mut self.numbers, number);
    }

    fn value(&mut self, value: &'v Value, member: &str) {
        match value {
            Value::Null => self.tag(Tag::Null),
            Value::Bool(true) => self.tag(Tag::True),
            Value::Bool(false) => self.tag(Tag::False),
            Value::Number(given) => self.any_number(given, member),
            Value::String(text) => self.text(text),
            Value::Array(items) => {
                self.tag(Tag::Array);
                natural(&mut self.build, items.len() as u64);
                items.iter().for_each(|item| self.value(item, ""));
            }
            Value::Object(members) => self.object(members),
        }
    }

    fn any_number(&mut self, given: &serde_json::Number, member: &str) {
        if let Some(given) = given.as_u64() {
            let length = given.checked_sub(self.last).filter(|_| member == LAST);
            self.tag(length.map_or(Tag::Natural, |_| Tag::Length));
            self.number(length.unwrap_or(given));
            self.last = given;
        } else if let Some(given) = given.as_i64() {
            self.tag(Tag::Negative);
            self.number(given.unsigned_abs());
        } else {
            self.tag(Tag::Float);
            self.literal(&given.to_string());
        }
    }

    fn literal(&mut self, text: &str) {
        self.build.extend(text.bytes());
        self.build.push(END);
    }

    fn text(&mut self, text: &'v str) {
        if let Some(day) = day_of(text) {
            self.tag(Tag::Date);
            self.number(zigzag(i64::from(day) - i64::from(self.day)));
            self.day = day;
            return;
        }
        if let Some(&at) = self.strings.get(text) {
            self.tag(Tag::Again);
            self.number(at);
            return;
        }
        let next = self.strings.len() as u64;
        self.strings.insert(text, next);
        match id_of(text) {
            Some((kind, digits)) => {
                self.tag(Tag::Id);
                self.literal(kind);
                self.digits.extend(digits);
            }
            None => {
                self.tag(Tag::Text);
                self.literal(text);
            }
        }
    }

    fn object(&mut self, members: &'v Map<String, Value>) {
        let shape: Vec<&str> = members.keys().map(String::as_str).collect();
        match self.shapes.get(&shape) {
            Some(&at) => {
                self.tag(Tag::Shape);
                natural(&mut self.build, at);
            }
            None => {
                self.tag(Tag::NewShape);
                natural(&mut self.build, shape.len() as u64);
                shape.iter().for_each(|name| self.literal(name));
                let next = self.shapes.len() as u64;
                self.shapes.insert(shape, next);
            }
        }
        for (name, value) in members {
            self.value(value, name);
        }
    }
}

/// The number of the day of a date that comes back equal.
fn day_of(text: &str) -> Option<i32> {
    let like = text.len() == 10 && text.as_bytes()[4] == b'-';
    let day = number(text).filter(|_| like)?;
    (iso(day) == text).then_some(day)
}

/// What stands before the digits of an id, and these.
fn id_of(text: &str) -> Option<(&str, [u8; DIGITS / 2])> {
    let (kind, digits) = text.split_once(':')?;
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if digits.len() != DIGITS || !digits.bytes().all(hex) {
        return None;
    }
    let number = u64::from_str_radix(digits, 16).ok()?;
    let mut out = [0; DIGITS / 2];
    out.copy_from_slice(&number.to_be_bytes()[8 - DIGITS / 2..]);
    Some((kind, out))
}

fn natural(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

/// The JSON of bytes that [`fold`] made. Errors: others.
pub(crate) fn unfold(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    unfolded(bytes).ok_or_else(|| Error::broken("a kept Reading is not what was packed"))
}

fn unfolded(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut head = bytes.strip_prefix(&[MARK])?;
    let build = usize::try_from(take_natural(&mut head)?).ok()?;
    let digits = usize::try_from(take_natural(&mut head)?).ok()?;
    let (build, rest) = head.split_at_checked(build)?;
    let (digits, numbers) = rest.split_at_checked(digits)?;
    let mut unfolder = Unfolder {
        build,
        digits,
        numbers,
        out: Vec::with_capacity(4 * bytes.len()),
        strings: Vec::new(),
        shapes: Vec::new(),
        last: 0,
        day: 0,
    };
    unfolder.value(0)?;
    let done = unfolder.build.is_empty() && unfolder.numbers.is_empty();
    done.then_some(unfolder.out)
}

/// Values in values, at most: deeper ones are none of ours.
const DEEPEST: usize = 64;

struct Unfolder<'b> {
    build: &'b [u8],
    digits: &'b [u8],
    numbers: &'b [u8],
    out: Vec<u8>,
    /// Where in `out` each string stands, in quotation marks.
    strings: Vec<(usize, usize)>,
    /// The names of the members of each shape, as JSON.
    shapes: Vec<Vec<Vec<u8>>>,
    last: u64,
    day: i32,
}

impl Unfolder<'_> {
    fn value(&mut self, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let (&tag, rest) = self.build.split_first()?;
        self.build = rest;
        match *Tag::ALL.get(usize::from(tag))? {
            Tag::Null => self.out.extend(b"null"),
            Tag::True => self.out.extend(b"true"),
            Tag::False => self.out.extend(b"false"),
            Tag::Natural => self.natural(0)?,
            Tag::Length => self.natural(self.last)?,
            Tag::Negative => {
                let number = take_natural(&mut self.numbers)?;
                self.out.extend(format!("-{number}").bytes());
            }
            Tag::Float => {
                let text = take_text(&mut self.build)?;
                self.out.extend(text.bytes());
            }
            Tag::Text => {
                let text = take_text(&mut self.build)?;
                self.string(text)?;
            }
            Tag::Again => {
                let at = usize::try_from(take_natural(&mut self.numbers)?).ok()?;
                let &(from, to) = self.strings.get(at)?;
                self.out.extend_from_within(from..to);
            }
            Tag::Date => {
                let by = take_natural(&mut self.numbers)?;
                let by = (by >> 1).cast_signed() ^ -((by & 1).cast_signed());
                self.day = i32::try_from(i64::from(self.day).checked_add(by)?).ok()?;
                self.out.extend(format!("\"{}\"", iso(self.day)).bytes());
            }
            Tag::Id => {
                let kind = take_text(&mut self.build)?;
                let (digits, rest) = self.digits.split_at_checked(DIGITS / 2)?;
                self.digits = rest;
                let number = digits
                    .iter()
                    .fold(0, |number: u64, &byte| number << 8 | u64::from(byte));
                self.string(&format!("{kind}:{number:012x}"))?;
            }
            Tag::Array => self.array(depth)?,
            Tag::NewShape => self.new_shape(depth)?,
            Tag::Shape => {
                let at = usize::try_from(take_natural(&mut self.build)?).ok()?;
                self.members(at, depth)?;
            }
        }
        Some(())
    }

    fn natural(&mut self, from: u64) -> Option<()> {
        self.last = take_natural(&mut self.numbers)?.checked_add(from)?;
        self.out.extend(self.last.to_string().bytes());
        Some(())
    }

    fn string(&mut self, text: &str) -> Option<()> {
        let from = self.out.len();
        serde_json::to_writer(&mut self.out, text).ok()?;
        self.strings.push((from, self.out.len()));
        Some(())
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        let count = take_natural(&mut self.build)?;
        self.out.push(b'[');
        for at in 0..count {
            if at > 0 {
                self.out.push(b',');
            }
            self.value(depth + 1)?;
        }
        self.out.push(b']');
        Some(())
    }

    fn new_shape(&mut self, depth: usize) -> Option<()> {
        let count = take_natural(&mut self.build)?;
        let mut shape = Vec::new();
        for _ in 0..count {
            let name = take_text(&mut self.build)?;
            shape.push(serde_json::to_vec(name).ok()?);
        }
        self.shapes.push(shape);
        self.members(self.shapes.len() - 1, depth)
    }

    fn members(&mut self, shape: usize, depth: usize) -> Option<()> {
        self.out.push(b'{');
        for at in 0..self.shapes.get(shape)?.len() {
            if at > 0 {
                self.out.push(b',');
            }
            self.out.extend(&self.shapes[shape][at]);
            self.out.push(b':');
            self.value(depth + 1)?;
        }
        self.out.push(b'}');
        Some(())
    }
}

fn take_natural(from: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = from.split_first()?;
        *from = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn take_text<'b>(from: &mut &'b [u8]) -> Option<&'b str> {
    let end = memchr::memchr(END, from)?;
    let text = std::str::from_utf8(&from[..end]).ok()?;
    *from = &from[end + 1..];
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn check(value: &Value) {
        let json = serde_json::to_vec(value).expect("it is written");
        assert_eq!(
            String::from_utf8(unfold(&fold(value)).expect("it comes back")),
            String::from_utf8(json)
        );
    }

    #[test]
    fn what_is_packed_comes_back() {
        check(&json!({
            "id": "c:00ab12cd34ef", "again": "c:00ab12cd34ef", "odd": ["c:00AB12CD34EF", "a:b:0", ":00ab12cd34ef"],
            "start": 7, "end": 12, "spans": [{"start": 9, "end": 3}, {"start": 9, "end": 30}],
            "days": ["2026-01-03", "2026-01-01", "2026-01-03", "2026-02-30", "0000-01-01", "-0001-01-01"],
            "text": "a \"mark\" \u{1f} Güler", "none": null, "yes": true, "no": false,
            "numbers": [0, -1, i64::MIN, u64::MAX, 0.98, -4.0, 1e-9],
        }));
    }

    #[test]
    fn other_bytes_are_refused() {
        let bytes = fold(&json!({"id": "c:00ab12cd34ef", "days": ["2026-01-03"], "n": [1, 2]}));
        for end in 0..bytes.len() {
            assert!(unfold(&bytes[..end]).is_err(), "{end}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_do_harm(bytes in proptest::collection::vec(0_u8..=255, 0..200)) {
            let mut marked = vec![MARK];
            marked.extend(bytes);
            let _ = unfold(&marked);
        }

        #[test]
        fn any_text_comes_back(texts in proptest::collection::vec("\\PC{0,20}|[a-c]:[0-9a-f]{12}|[0-9]{4}-[01][0-9]-[0-3][0-9]", 0..9)) {
            check(&json!({ "texts": texts }));
        }
    }
}
