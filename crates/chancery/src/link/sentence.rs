//! One sentence printed by two reports.
//!
//! Agencies are printed word for word, with cuts between sentences. A claim keeps the hash of the
//! words of its sentence and of where in it the act stands, so that copies find each other whatever
//! was read of names and days around them. Short sentences, and sentences of reports that lie days
//! apart, are said of many happenings: they prove nothing.

use super::card::Card;
use crate::actors::ActorLexicon;
use crate::reading::{ClaimRecord, Reading};
use serde::{Deserialize, Serialize};

/// Words of a sentence that is one telling in reports of neighbouring days.
pub const SHORT: u32 = 8;
/// Words of a sentence that is one telling where a report has no day.
const LONG: u32 = 14;
/// Days between reports that print one agency.
pub const PRINTED: i32 = 3;

/// The sentence of a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Hash of its words, marks and case gone, and of the place of the act among them.
    pub hash: i64,
    /// Its words.
    pub words: u32,
}

/// The sentence of a claim; `None` for a short one.
pub fn sentence(names: &ActorLexicon, reading: &Reading, claim: &ClaimRecord) -> Option<Sentence> {
    let text = &reading.document.text;
    let (start, end) = (claim.evidence.start, claim.evidence.end);
    let (before, act) = (
        slice(text, start, claim.trigger.start)?,
        slice(text, claim.trigger.start, end)?,
    );
    let (before, act) = (words(names, before), words(names, act));
    let count = (before.len() + act.len()) as u32;
    let key = format!(
        "{}\t{}\t{}",
        claim.event_type,
        before.join(" "),
        act.join(" ")
    );
    (count >= SHORT).then(|| Sentence {
        hash: super::keys::hash(&key),
        words: count,
    })
}

/// The code points of a text from `start` to `end`.
fn slice(text: &str, start: u32, end: u32) -> Option<&str> {
    let length = (end.checked_sub(start)?) as usize;
    let from = text.char_indices().nth(start as usize)?.0;
    let rest = &text[from..];
    let to = rest
        .char_indices()
        .nth(length)
        .map_or(rest.len(), |(at, _)| at);
    Some(&rest[..to])
}

fn words(names: &ActorLexicon, text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(|word| names.fold(word))
        .collect()
}

/// The two claims stand on one sentence of an agency.
pub fn copied(a: &Card, b: &Card) -> bool {
    let Some((one, other)) = a.sentence.zip(b.sentence) else {
        return false;
    };
    let near = match a.published.zip(b.published) {
        Some((one, other)) => (one.0 - other.0).abs() <= PRINTED,
        None => one.words >= LONG,
    };
    one == other && near && a.document != b.document && a.stage() == b.stage()
}
