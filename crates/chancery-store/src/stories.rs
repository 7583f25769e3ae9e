//! The stories of the documents, told in the transaction that adds them.
//!
//! [`chancery::link::stories`] puts each report, as it arrives, into the nearest story or opens one. It
//! begins anew after every [`ROUND`] reports, from the last [`KEPT`] of them with the stories that they
//! are in: so what it knows is small, follows from the documents alone and need not be kept. At the
//! end of a round it looks whether stories are one. Rounds go by the count of reports: batches and
//! restarts do not show. Stories hang on the order in which documents arrived, as news does; nothing
//! else in the Ledger hangs on them. Cost: a fifth of a millisecond a report, and that of a round's
//! reports when a writer begins.

use crate::error::Error;
use crate::pack::{Dictionaries, Unpacker};
use chancery::link::stories::{Stories, StoryDocument, StorySettings, StoryTerms, StoryWords};
use chancery::reading::Reading;
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::VecDeque;
use std::sync::LazyLock;

/// Reports of a round.
const ROUND: usize = 1000;
/// Reports of the rounds before that a round begins from.
const KEPT: usize = 500;

/// Bytes of the text that count: the length of the reports that the settings were picked on. News tell
/// their story first, and the rest of a long text would cost more than all of it tells.
const LEAD: usize = 1200;

static WORDS: LazyLock<StoryWords> = LazyLock::new(|| StoryWords::new(chancery_data::knowledge()));

/// The terms by which a Reading is put into a story: those of its title, its actors and places and the
/// beginning of its text.
pub(crate) fn terms(reading: &Reading) -> StoryTerms {
    let mut document = StoryDocument::of(reading);
    let end = document.text.floor_char_boundary(LEAD);
    document.text.truncate(end);
    WORDS.terms(&document)
}

/// The clusterer with what it knows.
pub(crate) struct Teller {
    stories: Stories,
    /// Row of each of its stories, by the number that it gave.
    rows: Vec<i64>,
    /// The newest documents with their terms, at most [`KEPT`].
    newest: VecDeque<(i64, StoryTerms)>,
    /// Reports of this round.
    reports: usize,
}

impl Teller {
    /// As it was after the last document of the file. Errors: as the Ledger answers.
    pub(crate) fn open(file: &Connection, dictionaries: &Dictionaries) -> Result<Teller, Error> {
        let mut teller = Teller {
            stories: Stories::new(StorySettings::default()),
            rows: Vec::new(),
            newest: VecDeque::new(),
            reports: 0,
        };
        let round = "SELECT document FROM story_round";
        let round: Option<i64> = file.query_row(round, [], |row| row.get(0)).optional()?;
        let round = round.unwrap_or_default();
        let mut unpacker = Unpacker::new(dictionaries)?;
        let mut told = |sql: &str| -> Result<Vec<(i64, i64, StoryTerms)>, Error> {
            let mut read = file.prepare(sql)?;
            let rows = read.query_map([round], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let rows = rows.collect::<Result<Vec<(i64, i64)>, _>>()?;
            let terms = rows.into_iter().map(|(document, story)| {
                let reading = unpacker.kept(file, document)?.unwrap_or_default();
                Ok((document, story, terms(&reading)))
            });
            terms.collect()
        };
        let mut before = told(&format!("{BEFORE} LIMIT {KEPT}"))?;
        before.reverse();
        let since = told(SINCE)?;
        teller.reports = since.len();
        for (document, story, terms) in before.into_iter().chain(since) {
            teller.remember(story, &terms);
            teller.keep(document, terms);
        }
        Ok(teller)
    }

    /// Tells it a report whose story is known.
    fn remember(&mut self, story: i64, terms: &StoryTerms) {
        let number = self.stories.add(terms).0 as usize;
        if number == self.rows.len() {
            self.rows.push(story);
        }
    }

    fn keep(&mut self, document: i64, terms: StoryTerms) {
        if self.newest.len() == KEPT {
            self.newest.pop_front();
        }
        self.newest.push_back((document, terms));
    }

    /// The row of the story into which a document comes, by its key; [`Teller::end`] is to follow once its row is there.
    pub(crate) fn tell(
        &mut self,
        file: &Connection,
        key: &str,
        terms: &StoryTerms,
    ) -> Result<i64, Error> {
        let number = self.stories.add(terms).0 as usize;
        if number == self.rows.len() {
            let key = format!("st:{}", key.trim_start_matches("d:"));
            // A document that is read anew may have opened a story before.
            let new = file
                .prepare_cached("INSERT INTO story (key) VALUES (?) ON CONFLICT DO NOTHING")?
                .execute([&key])?;
            let mut row = file.prepare_cached(STORY)?;
            self.rows.push(match new {
                0 => row.query_row([key], |row| row.get(0))?,
                _ => file.last_insert_rowid(),
            });
        }
        Ok(self.rows[number])
    }

    /// Remembers a document that was told, and ends the round that it fills.
    pub(crate) fn end(
        &mut self,
        file: &Connection,
        document: i64,
        terms: &StoryTerms,
    ) -> Result<(), Error> {
        self.keep(document, terms.clone());
        self.reports += 1;
        match self.reports < ROUND {
            true => Ok(()),
            false => self.begin_anew(file, document),
        }
    }

    /// Ends a round: joins stories that are one, and begins the next from the newest reports.
    fn begin_anew(&mut self, file: &Connection, last: i64) -> Result<(), Error> {
        for (gone, into) in self.stories.remerge() {
            let (gone, into) = (self.rows[gone.0 as usize], self.rows[into.0 as usize]);
            if gone == into {
                continue;
            }
            file.prepare_cached("UPDATE document SET story = ?2 WHERE story = ?1")?
                .execute((gone, into))?;
            file.prepare_cached("UPDATE story SET part_of = ?2 WHERE id = ?1")?
                .execute((gone, into))?;
            let all = self.rows.iter_mut().filter(|row| **row == gone);
            all.for_each(|row| *row = into);
        }
        file.prepare_cached("INSERT OR REPLACE INTO story_round (id, document) VALUES (1, ?)")?
            .execute([last])?;
        self.stories.clear();
        self.rows.clear();
        self.reports = 0;
        let mut story = file.prepare_cached("SELECT story FROM document WHERE id = ?")?;
        let newest = std::mem::take(&mut self.newest);
        for (document, terms) in &newest {
            let story = story.query_row([document], |row| row.get(0))?;
            self.remember(story, terms);
        }
        self.newest = newest;
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
        let terms = terms(&reading);
        let story = teller.tell(file, &key, &terms)?;
        file.execute(
            "UPDATE document SET story = ? WHERE id = ?",
            (story, document),
        )?;
        teller.end(file, document, &terms)?;
    }
    Ok(())
}

/// The story of a key: itself, or what it turned out to be part of.
pub(crate) const STORY: &str = "
    WITH RECURSIVE up (id, part_of) AS (
        SELECT id, part_of FROM story WHERE key = ?
        UNION ALL SELECT s.id, s.part_of FROM up JOIN story s ON s.id = up.part_of)
    SELECT id FROM up WHERE part_of IS NULL";

/// Documents of the rounds before, the newest first, and of this round.
const BEFORE: &str = "
    SELECT id, story FROM document WHERE id <= ? AND story IS NOT NULL ORDER BY id DESC";
const SINCE: &str = "
    SELECT id, story FROM document WHERE id > ? AND story IS NOT NULL ORDER BY id";
