//! The stories of the documents, told in the transaction that adds them.
//!
//! [`chancery::link::stories`] puts each report, as it arrives, into the nearest story or opens one,
//! and looks again after every [`MERGED`] reports whether stories are one: by the count of reports, so
//! that batches and restarts do not show. What it knows is kept after every [`SAVED`] reports or a batch
//! later; a writer that opens the file tells it the documents since then once more. Stories hang on
//! the order in which documents arrived, as news does; nothing else in the Ledger hangs on them.

use crate::error::Error;
use crate::pack::{Dictionaries, Unpacker};
use chancery::link::stories::{Stories, StoryDocument, StorySettings, StoryTerms, StoryWords};
use chancery::reading::Reading;
use rusqlite::{Connection, OptionalExtension as _};
use std::sync::LazyLock;

/// Reports between two looks for stories that are one: a look costs as much as thousands of reports.
const MERGED: u64 = 2000;
/// Reports after which what the clusterer knows is kept.
const SAVED: u64 = 1000;
/// Terms that it remembers.
const TERMS: u32 = 500_000;
/// Level of zstd: hashes pack badly at any.
const LEVEL: i32 = 1;

static WORDS: LazyLock<StoryWords> = LazyLock::new(|| StoryWords::new(chancery_data::knowledge()));

/// The terms by which a Reading is put into a story.
pub(crate) fn terms(reading: &Reading) -> StoryTerms {
    WORDS.terms(&StoryDocument::of(reading))
}

/// The clusterer with what it knows.
pub(crate) struct Teller {
    stories: Stories,
    /// Reports told so far, and when its knowledge was last kept.
    reports: u64,
    saved: u64,
    /// The last document that was told.
    last: i64,
}

impl Teller {
    /// As the file has it. Errors: as the Ledger answers.
    pub(crate) fn open(file: &Connection, dictionaries: &Dictionaries) -> Result<Teller, Error> {
        let mut teller = Teller::kept(file)?;
        let mut unpacker = Unpacker::new(dictionaries)?;
        let mut since =
            file.prepare("SELECT id FROM document WHERE id > ? AND story IS NOT NULL ORDER BY id")?;
        let since = since.query_map([teller.last], |row| row.get::<_, i64>(0))?;
        for document in since.collect::<Result<Vec<_>, _>>()? {
            let reading = unpacker.kept(file, document)?.unwrap_or_default();
            teller.put(document, &terms(&reading));
            teller.look();
        }
        Ok(teller)
    }

    fn kept(file: &Connection) -> Result<Teller, Error> {
        let broken = |_| Error::broken("the kept stories cannot be read");
        let kept = file.query_row(
            "SELECT document, reports, state FROM story_state",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?)),
        );
        let Some((last, reports, state)) = kept.optional()? else {
            let settings = StorySettings {
                terms: TERMS,
                ..StorySettings::default()
            };
            return Ok(Teller {
                stories: Stories::new(settings),
                reports: 0,
                saved: 0,
                last: 0,
            });
        };
        let state = zstd::decode_all(state.as_slice());
        let state = state.map_err(|_| Error::broken("the kept stories cannot be unpacked"))?;
        Ok(Teller {
            stories: postcard::from_bytes(&state).map_err(broken)?,
            reports,
            saved: reports,
            last,
        })
    }

    fn put(&mut self, document: i64, terms: &StoryTerms) -> i64 {
        self.reports += 1;
        self.last = document;
        i64::from(self.stories.add(terms).0)
    }

    /// Looks whether stories are one where it is time to; each with what it is part of now.
    fn look(&mut self) -> Vec<(i64, i64)> {
        if !self.reports.is_multiple_of(MERGED) {
            return Vec::new();
        }
        let merged = self.stories.remerge().into_iter();
        merged
            .map(|(gone, into)| (i64::from(gone.0), i64::from(into.0)))
            .collect()
    }

    /// Puts a document, by row and key, into its story.
    pub(crate) fn tell(
        &mut self,
        file: &Connection,
        (document, key): (i64, &str),
        terms: &StoryTerms,
    ) -> Result<(), Error> {
        let story = self.put(document, terms);
        let key = format!("st:{}", key.trim_start_matches("d:"));
        file.prepare_cached(
            "INSERT INTO story (id, key) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
        )?
        .execute((story, key))?;
        file.prepare_cached("UPDATE document SET story = ? WHERE id = ?")?
            .execute((story, document))?;
        for (gone, into) in self.look() {
            file.prepare_cached("UPDATE document SET story = ?2 WHERE story = ?1")?
                .execute((gone, into))?;
            file.prepare_cached("UPDATE story SET part_of = ?2 WHERE id = ?1")?
                .execute((gone, into))?;
        }
        Ok(())
    }

    /// Keeps what it knows, where that is due.
    pub(crate) fn save(&mut self, file: &Connection) -> Result<(), Error> {
        if self.reports < self.saved + SAVED {
            return Ok(());
        }
        let odd = |_| Error::refused("the stories cannot be packed");
        let state = postcard::to_stdvec(&self.stories).expect("stories are plain data");
        let state = zstd::encode_all(state.as_slice(), LEVEL).map_err(odd)?;
        file.prepare_cached(
            "INSERT OR REPLACE INTO story_state (id, document, reports, state) VALUES (1, ?, ?, ?)",
        )?
        .execute((self.last, self.reports, state))?;
        self.saved = self.reports;
        Ok(())
    }
}

/// Tells the stories of the documents that are in the file already. Errors: as the Ledger answers.
pub(crate) fn tell_all(file: &Connection, dictionaries: &Dictionaries) -> Result<(), Error> {
    let mut teller = Teller::open(file, dictionaries)?;
    let mut unpacker = Unpacker::new(dictionaries)?;
    let mut all = file.prepare("SELECT id, key FROM document WHERE status = 'read' ORDER BY id")?;
    let all = all.query_map([], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
    })?;
    for (document, key) in all.collect::<Result<Vec<_>, _>>()? {
        let reading = unpacker.kept(file, document)?.unwrap_or_default();
        teller.tell(file, (document, &key), &terms(&reading))?;
        teller.save(file)?;
    }
    Ok(())
}
