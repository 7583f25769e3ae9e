//! Files of earlier versions brought up to date, one step a version, all in one transaction.
//!
//! Each step is SQL of `sql/`, and Rust where what is kept must be packed anew. The views are made
//! anew after the last step: they fit the newest tables alone.

use crate::draft::furniture_bytes;
use crate::error::Error;
use crate::link::sums;
use crate::pack::{Dictionaries, Packer, Unpacker, Use};
use crate::stories::tell_all;
use crate::words::index_words;
use chancery::link::Card;
use rusqlite::{Connection, TransactionBehavior};
use std::collections::BTreeSet;

/// A step to the version that is its place in [`STEPS`], from 1.
type Step = fn(&Connection) -> Result<(), Error>;

const STEPS: [Step; 4] = [
    |file| Ok(file.execute_batch(include_str!("../sql/001.sql"))?),
    smaller,
    |file| Ok(file.execute_batch(include_str!("../sql/003.sql"))?),
    interned,
];

/// Version of the schema that this program writes.
pub const SCHEMA: i64 = STEPS.len() as i64;

/// Brings a file up to date; one without tables gets them. Errors: as the Ledger answers; nothing
/// has changed then.
pub(crate) fn bring_up(connection: &mut Connection) -> Result<(), Error> {
    let version = |c: &Connection| c.pragma_query_value(None, "user_version", |row| row.get(0));
    let found: i64 = version(connection)?;
    if found >= SCHEMA {
        return Ok(());
    }
    // Tables that others refer to are made anew: that can be done only while nobody looks.
    let kept: bool = connection.pragma_query_value(None, "foreign_keys", |row| row.get(0))?;
    connection.pragma_update(None, "foreign_keys", false)?;
    let done = bring_up_from(connection, found);
    connection.pragma_update(None, "foreign_keys", kept)?;
    done
}

fn bring_up_from(connection: &mut Connection, found: i64) -> Result<(), Error> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    drop_views(&tx)?;
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        step(&tx)?;
    }
    tx.execute_batch(include_str!("../sql/views.sql"))?;
    tx.pragma_update(None, "user_version", SCHEMA)?;
    Ok(tx.commit()?)
}

/// Tables cannot change under views that name them.
fn drop_views(file: &Connection) -> Result<(), Error> {
    let mut views = file.prepare("SELECT name FROM sqlite_schema WHERE type = 'view'")?;
    let views = views.query_map([], |row| row.get(0))?;
    for view in views.collect::<Result<Vec<String>, _>>()? {
        file.execute(&format!("DROP VIEW \"{view}\""), [])?;
    }
    Ok(())
}

/// Files of the first days of version 1 know nothing of versions of articles.
fn name_articles(file: &Connection) -> Result<(), Error> {
    let known: bool = file.query_row(
        "SELECT EXISTS (SELECT 1 FROM pragma_table_info('document') WHERE name = 'article')",
        [],
        |row| row.get(0),
    )?;
    if known {
        return Ok(());
    }
    Ok(file.execute_batch(
        "ALTER TABLE document ADD COLUMN article INTEGER;
         ALTER TABLE document ADD COLUMN issued INTEGER NOT NULL DEFAULT 0;
         CREATE INDEX document_article ON document (article) WHERE article IS NOT NULL;",
    )?)
}

/// Version 2: cards packed by document, an index of words without places; the words come with version 4.
fn smaller(file: &Connection) -> Result<(), Error> {
    name_articles(file)?;
    file.execute_batch(include_str!("../sql/002.sql"))?;
    // A new file gets all its dictionaries once it has its tables.
    let old: bool = file.query_row("SELECT EXISTS (SELECT 1 FROM dictionary)", [], |row| {
        row.get(0)
    })?;
    if old {
        let mut new = Dictionaries::shipped();
        new.retain(|(which, _)| *which == Use::Cards);
        Dictionaries::keep(file, &new)?;
        let dictionaries = Dictionaries::of(file)?;
        pack_cards(file, &dictionaries)?;
    }
    file.execute_batch("ALTER TABLE claim DROP COLUMN card")?;
    name_countries(file)?;
    sums::rebuild(file)
}

/// The countries of every event, by the cards of its claims.
fn name_countries(file: &Connection) -> Result<(), Error> {
    let mut unpacker = Unpacker::new(&Dictionaries::of(file)?)?;
    let mut packs = file.prepare(
        "SELECT k.pack, c.seq FROM claim c JOIN cards k ON k.document = c.document WHERE c.event = ?",
    )?;
    let mut write = file.prepare("UPDATE event SET countries = ?2 WHERE id = ?1")?;
    let mut events = file.prepare("SELECT id FROM event")?;
    let events = events.query_map([], |row| row.get::<_, i64>(0))?;
    for event in events.collect::<Result<Vec<_>, _>>()? {
        let mut countries = BTreeSet::new();
        let mut rows = packs.query([event])?;
        while let Some(row) = rows.next()? {
            let (pack, seq): (Vec<u8>, usize) = (row.get(0)?, row.get(1)?);
            let card = unpacker.cards(&pack)?.into_iter().nth(seq);
            let parties = card.into_iter().flat_map(|card| card.parties);
            countries.extend(parties.filter_map(|party| party.country));
        }
        let countries: Vec<String> = countries.into_iter().collect();
        write.execute((event, countries.join(" ")))?;
    }
    Ok(())
}

/// Version 4: what many rows say stands once, Readings apart from texts.
fn interned(file: &Connection) -> Result<(), Error> {
    let without = |sql: &str| file.query_row(sql, [], |row| row.get::<_, bool>(0));
    let no_words = without("SELECT NOT EXISTS (SELECT 1 FROM fts_docsize)")?;
    let no_stories = without("SELECT NOT EXISTS (SELECT 1 FROM story)")?;
    file.execute_batch(include_str!("../sql/004.sql"))?;
    if !without("SELECT NOT EXISTS (SELECT 1 FROM dictionary)")? {
        let mut new = Dictionaries::shipped();
        new.retain(|(which, _)| *which == Use::Reading);
        Dictionaries::keep(file, &new)?;
    }
    let dictionaries = Dictionaries::of(file)?;
    let mut unpacker = Unpacker::new(&dictionaries)?;
    keep_furniture(file, &mut unpacker)?;
    // The steps before leave both to this one: since it Readings stand where this program looks for them.
    if no_words {
        index_words(file, &mut unpacker)?;
    }
    if no_stories {
        tell_all(file, &dictionaries)?;
    }
    Ok(())
}

/// Puts beside the texts what of them is furniture.
fn keep_furniture(file: &Connection, unpacker: &mut Unpacker) -> Result<(), Error> {
    let mut write = file.prepare("UPDATE content SET furniture = ?2 WHERE document = ?1")?;
    let mut all = file.prepare("SELECT document FROM content ORDER BY 1")?;
    let all = all.query_map([], |row| row.get::<_, i64>(0))?;
    for document in all.collect::<Result<Vec<_>, _>>()? {
        let reading = unpacker.kept(file, document)?.unwrap_or_default();
        if let Some(cuts) = furniture_bytes(&reading) {
            write.execute((document, cuts))?;
        }
    }
    Ok(())
}

fn pack_cards(file: &Connection, dictionaries: &Dictionaries) -> Result<(), Error> {
    let mut packer = Packer::new(dictionaries)?;
    let mut documents = file.prepare("SELECT DISTINCT document FROM claim ORDER BY 1")?;
    let mut cards = file.prepare("SELECT card FROM claim WHERE document = ? ORDER BY seq")?;
    let mut insert = file.prepare("INSERT INTO cards (document, pack) VALUES (?, ?)")?;
    let documents = documents.query_map([], |row| row.get::<_, i64>(0))?;
    for document in documents.collect::<Result<Vec<_>, _>>()? {
        let bytes = cards.query_map([document], |row| row.get(0))?;
        let bytes = bytes.collect::<Result<Vec<Vec<u8>>, _>>()?;
        let all = bytes.iter().map(|bytes| {
            postcard::from_bytes::<Card>(bytes)
                .map_err(|_| Error::broken("a claim has a card that cannot be read"))
        });
        let pack = packer.cards(&all.collect::<Result<Vec<_>, _>>()?)?;
        insert.execute((document, pack))?;
    }
    Ok(())
}
