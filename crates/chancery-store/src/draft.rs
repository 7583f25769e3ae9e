//! A document made ready for the Ledger on a reading thread, so that the writer only inserts.
//!
//! Everything that costs time and needs no Ledger is done here: packing, the page, the words to
//! search for, folded names, what the linker compares. A [`Draft`] of the same Reading is the same
//! on every thread.

use crate::day::number;
use crate::error::Error;
use crate::link::{Own, cards_of, page_bytes};
use crate::pack::{Dictionaries, Packer};
use crate::stories::terms;
use chancery::actors::{ActorLexicon, name_key};
use chancery::ingest::Document;
use chancery::link::stories::StoryTerms;
use chancery::link::{Card, page};
use chancery::offsets::Offsets;
use chancery::reading::{
    DatingRecord, DocumentRecord, NoteRecord, Reading, ReasonRecord, TimeRecord,
};
use chancery_ingest::Stamp;
use chancery_ingest::duplicates::{Name, article};
use std::sync::Arc;

/// How the day is called that came beside the text.
const METADATA: &str = "metadata";

/// What the reason of such a day begins with.
const PUBLISHED: &str = "published ";

/// A document ready to be added.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// `d:` and a hash of what was handed over.
    pub key: String,
    /// All that was read, with the text.
    pub reading: Reading,
    /// Why nothing was read.
    pub failed: Option<String>,
    pub(crate) text_hash: [u8; 16],
    pub(crate) given_day: Option<i32>,
    /// Taken back by its publisher: it tells of nothing, and no earlier version does.
    pub(crate) is_withdrawal: bool,
    /// The article of which it is a version.
    pub(crate) article: Option<i64>,
    /// Second from 1970 UTC at which this version is known to have stood.
    pub(crate) issued: i64,
    /// What tells whose words it prints.
    pub(crate) page: Vec<u8>,
    pub(crate) text: Vec<u8>,
    pub(crate) packed: Vec<u8>,
    /// The words to search for.
    pub(crate) words: String,
    /// What tells its story.
    pub(crate) terms: StoryTerms,
    /// Of each claim, what the linker compares.
    pub(crate) cards: Vec<Arc<Card>>,
    /// Of each claim, what else it needs.
    pub(crate) own: Vec<Arc<Own>>,
    /// The same as the file keeps it.
    pub(crate) packed_cards: Vec<u8>,
    /// Of each actor, the folded forms of its names with the form, each once.
    pub(crate) names: Vec<Vec<(String, String)>>,
}

/// Makes drafts on one thread.
pub struct Press<'l> {
    packer: Packer,
    lexicon: &'l ActorLexicon,
}

impl<'l> Press<'l> {
    /// For a Ledger with these dictionaries. Errors: a broken dictionary.
    pub fn new(dictionaries: &Dictionaries, lexicon: &'l ActorLexicon) -> Result<Self, Error> {
        Ok(Press {
            packer: Packer::new(dictionaries)?,
            lexicon,
        })
    }

    /// The draft of a Reading. Errors: one too large to be packed.
    pub fn draft(&mut self, mut reading: Reading) -> Result<Draft, Error> {
        if is_withdrawal(&reading) {
            // What was read of a report that was taken back must go.
            reading.claims.clear();
            reading.quotes.clear();
            reading.actors.clear();
            reading.roles.clear();
        }
        let text = &reading.document.text;
        let names = reading.actors.iter().map(|actor| {
            let forms = std::iter::once(&actor.name).chain(&actor.names);
            let mut folded: Vec<(String, String)> = forms
                .map(|form| (name_key(self.lexicon, form).folded, form.clone()))
                .filter(|(folded, _)| !folded.is_empty())
                .collect();
            folded.sort();
            folded.dedup_by(|a, b| a.0 == b.0);
            folded
        });
        let names = names.collect();
        let key = key_of_reading(&reading);
        let cards = cards_of(self.lexicon, &reading, &key);
        let packed_cards = self.packer.cards(&cards)?;
        let cards: Vec<Arc<Card>> = cards.into_iter().map(Arc::new).collect();
        let page = Arc::new(page(&reading));
        Ok(Draft {
            key,
            text_hash: text_hash(text),
            given_day: given_day(&reading).as_deref().and_then(number),
            is_withdrawal: is_withdrawal(&reading),
            article: article_of(&reading),
            issued: issued(&reading),
            page: page_bytes(&page),
            text: self.packer.text(text)?,
            packed: self.packer.reading(&reading)?,
            words: searchable(&reading),
            terms: terms(&reading),
            packed_cards,
            own: Own::of(&reading, &cards, &page),
            cards,
            names,
            failed: None,
            reading,
        })
    }

    /// The draft of a document that its publisher took back: nothing is read of it. Errors: as [`Press::draft`].
    pub fn withdrawal(&mut self, document: &Document) -> Result<Draft, Error> {
        let mut reading = unread(document);
        reading.notes.push(NoteRecord {
            kind: WITHDRAWN.to_owned(),
            ..NoteRecord::default()
        });
        self.draft(reading)
    }

    /// The draft of a document that could not be read: nothing of it is lost. Errors: as
    /// [`Press::draft`].
    pub fn failed(&mut self, document: &Document, why: &str) -> Result<Draft, Error> {
        let mut draft = self.draft(unread(document))?;
        draft.failed = Some(why.to_owned());
        Ok(draft)
    }
}

impl Draft {
    /// How it stands in the Ledger, and what is to be said of that.
    pub(crate) fn state(&self) -> (&'static str, Option<&str>) {
        match (&self.failed, self.is_withdrawal) {
            (Some(why), _) => ("failed", Some(why)),
            (None, true) => ("withdrawn", Some(TAKEN_BACK)),
            (None, false) => ("read", None),
        }
    }

    /// True for a withdrawal that names what it takes back.
    pub fn takes_back(&self) -> bool {
        self.is_withdrawal && self.article.is_some()
    }
}

/// The note of a report that its publisher took back.
const WITHDRAWN: &str = "withdrawn";

/// What is said of a report that its publisher took back.
pub(crate) const TAKEN_BACK: &str = "taken back by its publisher";

fn is_withdrawal(reading: &Reading) -> bool {
    reading.notes.iter().any(|note| note.kind == WITHDRAWN)
}

/// Hash of what names the article.
fn article_of(reading: &Reading) -> Option<i64> {
    let document = &reading.document;
    let name = Name {
        url: document.url.as_deref(),
        // The hash of a text names no article.
        id: Some(reading.id.as_str()).filter(|id| !id.starts_with("blake3:")),
        outlet: document.outlet.as_deref(),
    };
    article(name).map(u64::cast_signed)
}

/// The moment at which a version is known to have stood, else the start of its day; what has none comes first,
/// but a withdrawal last.
fn issued(reading: &Reading) -> i64 {
    let document = &reading.document;
    let stated = document.issued.as_deref().and_then(Stamp::parse);
    let day = document.published.day.best.as_deref().and_then(number);
    let day = day.map(|day| i64::from(day) * 86_400);
    let unknown = match is_withdrawal(reading) {
        true => i64::MAX,
        false => i64::MIN,
    };
    stated
        .map(|stamp| stamp.instant())
        .or(day)
        .unwrap_or(unknown)
}

/// The Reading of a document in which nothing was read.
fn unread(document: &Document) -> Reading {
    let published = document.published.map(|day| day.to_string());
    let reason = |day: &String| ReasonRecord {
        kind: METADATA.to_owned(),
        says: format!("{PUBLISHED}{day}"),
        start: 0,
        end: 0,
        strength: 0.0,
        counts: 1.0,
    };
    let day = published.as_ref().map(|day| TimeRecord {
        edtf: Some(day.clone()),
        earliest: Some(day.clone()),
        latest: Some(day.clone()),
        best: Some(day.clone()),
        precision: "day".to_owned(),
        confidence: 1.0,
        method: METADATA.to_owned(),
    });
    Reading {
        id: document.id.clone(),
        document: DocumentRecord {
            url: document.url.clone(),
            outlet: document.outlet.clone(),
            title: document.title.clone(),
            byline: document.byline.clone(),
            language: document.language.clone(),
            issued: document.issued.map(|stamp| stamp.to_string()),
            published: DatingRecord {
                day: day.unwrap_or_default(),
                reasons: published.iter().map(reason).collect(),
                ..DatingRecord::default()
            },
            text: document.text.clone(),
            furniture: Vec::new(),
        },
        ..Reading::default()
    }
}

/// The key of a document before it is read: equal to that of its Reading.
pub fn key_of(document: &Document) -> String {
    let published = document.published.map(|day| day.to_string());
    let taken_back = document.notes.iter().any(|note| note.kind == WITHDRAWN);
    key(
        taken_back,
        [
            Some(&document.id),
            document.url.as_deref(),
            document.outlet.as_deref(),
            document.title.as_deref(),
            published.as_deref(),
            Some(&document.text),
        ],
    )
}

/// The key of the document of a Reading.
pub fn key_of_reading(reading: &Reading) -> String {
    let document = &reading.document;
    key(
        is_withdrawal(reading),
        [
            Some(&reading.id),
            document.url.as_deref(),
            document.outlet.as_deref(),
            document.title.as_deref(),
            given_day(reading).as_deref(),
            Some(&document.text),
        ],
    )
}

/// `d:` and twelve digits of the hash of the fields, each with its length; absent and empty differ, and so do
/// a report and its taking back in the same words.
fn key(taken_back: bool, fields: [Option<&str>; 6]) -> String {
    let mut hasher = blake3::Hasher::new();
    if taken_back {
        hasher.update(TAKEN_BACK.as_bytes());
    }
    for field in fields {
        let len = field.map_or(0, |field| field.len() as u64 + 1);
        hasher.update(&len.to_le_bytes());
        hasher.update(field.unwrap_or_default().as_bytes());
    }
    format!("d:{}", &hasher.finalize().to_hex()[..12])
}

/// The day that came beside the text, ISO.
fn given_day(reading: &Reading) -> Option<String> {
    let published = &reading.document.published;
    let says = published.reasons.iter().map(|reason| &reason.says);
    let mut given = says.filter_map(|says| says.strip_prefix(PUBLISHED));
    let given = given.find(|day| number(day).is_some()).map(str::to_owned);
    given.filter(|_| published.day.method == METADATA)
}

fn text_hash(text: &str) -> [u8; 16] {
    let mut hash = [0; 16];
    hash.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..16]);
    hash
}

/// Ties what is said of a claim to its text and trigger, whatever reads the text again.
pub fn anchor(text_hash: [u8; 16], start: u32, end: u32) -> i64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&text_hash);
    hasher.update(&start.to_le_bytes());
    hasher.update(&end.to_le_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    i64::from_le_bytes(first)
}

/// The title and the text without furniture, a blank where some was: what is searched, and what must
/// be taken out of the index again word for word. [`BREAK`] stands between the two.
pub(crate) fn searchable(reading: &Reading) -> String {
    let cuts = reading.document.furniture.iter();
    let cuts: Vec<(u32, u32)> = cuts.map(|cut| (cut.start, cut.end)).collect();
    searched(
        reading.document.title.as_deref(),
        &reading.document.text,
        &cuts,
    )
}

/// The same of a title and a text with what is cut out of it, in code points.
pub(crate) fn searched(title: Option<&str>, text: &str, cuts: &[(u32, u32)]) -> String {
    let title = title.unwrap_or_default();
    let mut words = String::with_capacity(title.len() + 1 + text.len());
    words.push_str(title);
    words.push(BREAK);
    if cuts.is_empty() {
        words.push_str(text);
        return words;
    }
    let offsets = Offsets::new(text);
    let mut from = 0;
    for &(start, end) in cuts {
        let range = offsets.byte_at(start).zip(offsets.byte_at(end));
        let Some((start, end)) = range.map(|(a, b)| (a as usize, b as usize)) else {
            continue;
        };
        if start >= from && end >= start {
            words.push_str(&text[from..start]);
            words.push(' ');
            from = end;
        }
    }
    words.push_str(&text[from..]);
    words
}

/// What is cut out of the text of a Reading, as the file keeps it; nothing where nothing is.
pub(crate) fn furniture_bytes(reading: &Reading) -> Option<Vec<u8>> {
    let cuts = reading.document.furniture.iter();
    let cuts: Vec<(u32, u32)> = cuts.map(|cut| (cut.start, cut.end)).collect();
    let bytes = || postcard::to_stdvec(&cuts).expect("numbers are plain data");
    (!cuts.is_empty()).then(bytes)
}

/// What stands between title and text where both are searched: no phrase goes over it.
pub(crate) const BREAK: char = '\u{1e}';

#[cfg(test)]
mod tests {
    use super::*;
    use chancery::reading::RuleSpan;

    #[test]
    fn documents_that_were_not_read_keep_their_key() {
        let document = Document {
            id: "r1".to_owned(),
            text: "Marin met Sarel.".to_owned(),
            published: chancery::ingest::parse_day("2024-05-02"),
            ..Document::default()
        };
        let key = key_of(&document);
        assert_eq!(key_of_reading(&unread(&document)), key);
        let elsewhere = Document {
            outlet: Some("Belmar Post".to_owned()),
            ..document
        };
        assert_ne!(key_of(&elsewhere), key);
    }

    #[test]
    fn furniture_is_not_searched() {
        let mut reading = Reading::default();
        reading.document.text = "Güler left. Share this. Sarel stayed.".to_owned();
        reading.document.furniture = vec![RuleSpan {
            start: 12,
            end: 23,
            rule: "share".to_owned(),
        }];
        reading.document.title = Some("Marin".to_owned());
        let words = searchable(&reading);
        assert_eq!(words, "Marin\u{1e}Güler left.   Sarel stayed.");
    }
}
