//! Texts, Readings and cards as small as they get: zstd with a dictionary each.
//!
//! The dictionaries are trained on our own corpus (`cargo dev train store`) and copied into every
//! Ledger when it is made, so that the file stays readable by itself; frames name theirs, and a
//! file may gain further ones. A Reading is kept as its JSON, told as [`crate::tokens`] does, without
//! the text, without those words that its own offsets give back, and without what the row of its document
//! says; where the words would not come back equal, it is kept whole.

use crate::error::Error;
use crate::tokens::{MARK, fold, unfold};
use chancery::link::Card;
use chancery::offsets::Offsets;
use chancery::reading::{ClaimRecord, Reading, TextSpan};
use rusqlite::Connection;
use std::sync::Arc;
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::{get_dict_id_from_frame, get_frame_content_size};

/// Level of zstd: of made-up documents 9 packs to 86 parts in a hundred of what 3 gives, on reading
/// threads; 19 buys seven parts more for ten times the time.
const LEVEL: i32 = 9;

/// Longest text or Reading that is unpacked, in bytes.
const MOST: u64 = 1 << 30;

/// What a dictionary is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Texts of documents.
    Text,
    /// Readings.
    Reading,
    /// What the linker compares, the cards of a document together.
    Cards,
}

impl Use {
    /// All of them.
    pub const ALL: [Use; 3] = [Use::Text, Use::Reading, Use::Cards];

    /// As the file and the folder of models call it.
    pub fn name(self) -> &'static str {
        match self {
            Use::Text => "text",
            Use::Reading => "reading",
            Use::Cards => "cards",
        }
    }
}

/// The dictionaries of a Ledger, oldest first; the newest of each use packs.
#[derive(Clone, Debug, Default)]
pub struct Dictionaries(Arc<Vec<(String, Vec<u8>)>>);

impl Dictionaries {
    /// Those of the binary, for a new Ledger.
    pub fn shipped() -> Vec<(Use, Vec<u8>)> {
        let one = |which: Use| {
            let bytes = chancery_data::model("store", which.name())?;
            Some((which, bytes.to_vec()))
        };
        Use::ALL.into_iter().filter_map(one).collect()
    }

    /// Puts dictionaries into a Ledger: from now on they pack.
    pub(crate) fn keep(connection: &Connection, new: &[(Use, Vec<u8>)]) -> Result<(), Error> {
        for (which, bytes) in new {
            connection.execute(
                "INSERT INTO dictionary (use, bytes) VALUES (?1, ?2)",
                (which.name(), bytes),
            )?;
        }
        Ok(())
    }

    /// Those of a Ledger.
    pub(crate) fn of(connection: &Connection) -> Result<Dictionaries, Error> {
        let mut rows = connection.prepare("SELECT use, bytes FROM dictionary ORDER BY id")?;
        let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Dictionaries(Arc::new(rows.collect::<Result<_, _>>()?)))
    }

    fn newest(&self, which: Use) -> &[u8] {
        let found = self.0.iter().rev().find(|(name, _)| name == which.name());
        found.map_or(&[], |(_, bytes)| bytes)
    }
}

/// Packs on one thread.
pub struct Packer {
    text: Compressor<'static>,
    reading: Compressor<'static>,
    cards: Compressor<'static>,
}

impl Packer {
    /// With the dictionaries of a Ledger. Errors: a dictionary that is none.
    pub fn new(dictionaries: &Dictionaries) -> Result<Packer, Error> {
        let with = |which| {
            Compressor::with_dictionary(LEVEL, dictionaries.newest(which))
                .map_err(|error| Error::broken(format!("dictionary of the Ledger: {error}")))
        };
        Ok(Packer {
            text: with(Use::Text)?,
            reading: with(Use::Reading)?,
            cards: with(Use::Cards)?,
        })
    }

    pub(crate) fn text(&mut self, text: &str) -> Result<Vec<u8>, Error> {
        squeeze(&mut self.text, text.as_bytes())
    }

    pub(crate) fn reading(&mut self, reading: &Reading) -> Result<Vec<u8>, Error> {
        squeeze(&mut self.reading, &reading_bytes(reading)?)
    }

    /// The cards of a document together: they name the same parties again and again.
    pub(crate) fn cards(&mut self, cards: &[Card]) -> Result<Vec<u8>, Error> {
        squeeze(&mut self.cards, &card_bytes(cards))
    }
}

fn squeeze(compressor: &mut Compressor<'static>, bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let packed = compressor.compress(bytes);
    packed.map_err(|error| Error::refused(format!("packing {} bytes: {error}", bytes.len())))
}

/// A Reading as it is packed: what dictionaries are trained on. Errors: none for Readings that the
/// reader makes.
pub fn reading_bytes(reading: &Reading) -> Result<Vec<u8>, Error> {
    let text = Words::new(&reading.document.text);
    let mut bare = reading.clone();
    let mut twofold = false;
    each_words(&mut bare, &mut |start, end, given| {
        let words = text.between(start, end);
        twofold |= given.is_empty() && !words.is_empty();
        if given == words {
            given.clear();
        }
    });
    bare.document.text.clear();
    // These stand in the row of the document.
    bare.id.clear();
    bare.document.url = None;
    bare.document.outlet = None;
    bare.document.title = None;
    // Words that are left out where there are some would come back: such a Reading is none of ours.
    let kept = if twofold { reading } else { &bare };
    let value = serde_json::to_value(kept);
    let value = value.map_err(|error| Error::refused(format!("writing a Reading: {error}")))?;
    Ok(fold(&value))
}

/// Cards as they are packed: what dictionaries are trained on.
pub fn card_bytes(cards: &[Card]) -> Vec<u8> {
    postcard::to_stdvec(cards).expect("cards are plain data")
}

/// Unpacks on one thread.
pub struct Unpacker {
    /// With the number that frames name their dictionary by; 0 for frames without one.
    decompressors: Vec<(u32, Decompressor<'static>)>,
}

impl Unpacker {
    /// With the dictionaries of a Ledger. Errors: a dictionary that is none.
    pub fn new(dictionaries: &Dictionaries) -> Result<Unpacker, Error> {
        let none = (0, Vec::new());
        let numbered = dictionaries.0.iter().map(|(_, bytes)| {
            let number = zstd::zstd_safe::get_dict_id_from_dict(bytes);
            (number.map_or(0, Into::into), bytes.clone())
        });
        let open = |(number, bytes): (u32, Vec<u8>)| {
            let made = Decompressor::with_dictionary(&bytes);
            let made = made.map_err(|error| Error::broken(format!("dictionary: {error}")))?;
            Ok((number, made))
        };
        let decompressors = std::iter::once(none).chain(numbered).map(open);
        Ok(Unpacker {
            decompressors: decompressors.collect::<Result<_, Error>>()?,
        })
    }

    /// The Reading of a document with its text, by its row; `None` where there is no such row, or
    /// nothing was read. Errors: bytes that do not unpack.
    pub(crate) fn kept(&mut self, file: &Connection, row: i64) -> Result<Option<Reading>, Error> {
        let mut kept = file.prepare_cached(KEPT)?;
        let mut rows = kept.query([row])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let (text, reading): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let text = self.text(&text)?;
        let mut reading = self.reading(&reading, text)?;
        if reading.id.is_empty() {
            reading.id = row.get(2)?;
        }
        let document = &mut reading.document;
        for (column, field) in [
            (3, &mut document.url),
            (4, &mut document.outlet),
            (5, &mut document.title),
        ] {
            if field.is_none() {
                *field = row.get(column)?;
            }
        }
        Ok(Some(reading))
    }

    /// A text. Errors: bytes that were not packed by [`Packer`].
    pub fn text(&mut self, packed: &[u8]) -> Result<String, Error> {
        let bytes = self.bytes(packed)?;
        String::from_utf8(bytes).map_err(|_| Error::broken("a kept text is not UTF-8"))
    }

    /// A text, as bytes, into room that is used again. Errors: as [`Unpacker::text`], but that it is UTF-8.
    pub(crate) fn text_into(&mut self, packed: &[u8], text: &mut Vec<u8>) -> Result<(), Error> {
        let (size, decompressor) = self.of_frame(packed)?;
        text.clear();
        text.reserve(size);
        let done = decompressor.decompress_to_buffer(packed, text);
        done.map(drop)
            .map_err(|error| Error::broken(format!("kept bytes: {error}")))
    }

    /// A Reading with its text put back. Errors: as [`Unpacker::text`].
    fn reading(&mut self, packed: &[u8], text: String) -> Result<Reading, Error> {
        let mut bytes = self.bytes(packed)?;
        // Files of earlier versions hold JSON as it is.
        if bytes.first() == Some(&MARK) {
            bytes = unfold(&bytes)?;
        }
        let reading = serde_json::from_slice(&bytes);
        let mut reading: Reading =
            reading.map_err(|error| Error::broken(format!("a kept Reading: {error}")))?;
        if !reading.document.text.is_empty() {
            return Ok(reading);
        }
        let words = Words::new(&text);
        each_words(&mut reading, &mut |start, end, given| {
            if given.is_empty() {
                given.push_str(words.between(start, end));
            }
        });
        reading.document.text = text;
        Ok(reading)
    }

    /// The cards of a document, in the order of its claims. Errors: as [`Unpacker::text`].
    pub fn cards(&mut self, packed: &[u8]) -> Result<Vec<Card>, Error> {
        let bytes = self.bytes(packed)?;
        postcard::from_bytes(&bytes)
            .map_err(|_| Error::broken("a document has cards that cannot be read"))
    }

    fn bytes(&mut self, packed: &[u8]) -> Result<Vec<u8>, Error> {
        let (size, decompressor) = self.of_frame(packed)?;
        let bytes = decompressor.decompress(packed, size);
        bytes.map_err(|error| Error::broken(format!("kept bytes: {error}")))
    }

    /// How long a frame is unpacked, and what unpacks it.
    fn of_frame(&mut self, packed: &[u8]) -> Result<(usize, &mut Decompressor<'static>), Error> {
        let broken = || Error::broken("kept bytes are no zstd frame of known length");
        let size = get_frame_content_size(packed).ok().flatten();
        let size = size.filter(|&size| size <= MOST).ok_or_else(broken)?;
        let number = get_dict_id_from_frame(packed).map_or(0, Into::into);
        let of_frame = self.decompressors.iter_mut().find(|(n, _)| *n == number);
        let (_, decompressor) = of_frame
            .ok_or_else(|| Error::broken(format!("dictionary {number} is not in the Ledger")))?;
        Ok((size as usize, decompressor))
    }
}

/// What is kept of a document: text and Reading, and of the Reading what its row says.
const KEPT: &str = "
    SELECT c.text, r.pack, d.given, d.url, d.outlet, d.title FROM document d JOIN content c ON c.document = d.id
        JOIN reading r ON r.document = d.id WHERE d.id = ?";

/// A text by code points.
struct Words<'t> {
    text: &'t str,
    offsets: Offsets<'t>,
}

impl<'t> Words<'t> {
    fn new(text: &'t str) -> Self {
        Words {
            text,
            offsets: Offsets::new(text),
        }
    }

    /// The words between two code points; none where there are none.
    fn between(&self, start: u32, end: u32) -> &'t str {
        let range = self.offsets.byte_at(start).zip(self.offsets.byte_at(end));
        range
            .and_then(|(from, to)| self.text.get(from as usize..to as usize))
            .unwrap_or("")
    }
}

/// Calls `take` with every run of words of a Reading that its offsets give back.
fn each_words(reading: &mut Reading, take: &mut impl FnMut(u32, u32, &mut String)) {
    for claim in &mut reading.claims {
        each_words_of(claim, &mut |words: &mut TextSpan| {
            take(words.start, words.end, &mut words.text);
        });
    }
    for quote in &mut reading.quotes {
        take(quote.start, quote.end, &mut quote.text);
        if let Some(cue) = &mut quote.cue {
            take(cue.start, cue.end, &mut cue.text);
        }
    }
    for note in &mut reading.notes {
        take(note.start, note.end, &mut note.text);
    }
}

fn each_words_of(claim: &mut ClaimRecord, take: &mut impl FnMut(&mut TextSpan)) {
    let participants = claim.participants.iter_mut().map(|one| &mut one.words);
    participants.for_each(&mut *take);
    claim
        .place
        .iter_mut()
        .for_each(|place| take(&mut place.words));
    let times = claim.time.iter_mut().filter_map(|time| time.words.as_mut());
    times.for_each(&mut *take);
    claim.topics.iter_mut().for_each(&mut *take);
    take(&mut claim.trigger);
}
