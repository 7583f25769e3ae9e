//! Care of a Ledger: copies, checks, what can be made again made again.
//!
//! A check never changes the file. What is derived (words to search for, sums) can be rebuilt from
//! the documents and events; nothing else is ever repaired.

use crate::error::{Error, Kind};
use crate::file::{Ledger, open_to_write, private};
use crate::link::sums;
use crate::pack::{Dictionaries, Unpacker};
use crate::words::index_words;
use chancery::reading::Reading;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use serde::Serialize;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages copied at a time, so that a writer gets its turn.
const PAGES: i32 = 4096;

/// How a check ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// All is well; what was looked at.
    Well(String),
    /// Something to know of that is no damage.
    Note(String),
    /// Damage.
    Wrong(String),
}

/// A check and its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was looked at.
    pub what: &'static str,
    /// How it ended.
    pub finding: Finding,
}

/// Copies the Ledger as it is now, writers and readers going on. Errors: a file that is there; a
/// folder that cannot be written.
pub fn backup(ledger: &Ledger, to: &Path) -> Result<(), Error> {
    if to.exists() {
        let path = to.to_owned();
        return Err(Kind::Exists { path }.into());
    }
    let mut part = OsString::from(to);
    part.push(".part");
    let part = PathBuf::from(part);
    let made = private()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&part);
    made.map_err(Error::file(&part, "making the copy"))?;
    copy(ledger, &part).inspect_err(|_| {
        // What is not whole is not left lying about.
        let _ = std::fs::remove_file(&part);
    })?;
    std::fs::rename(&part, to).map_err(Error::file(to, "naming the copy"))
}

fn copy(ledger: &Ledger, to: &Path) -> Result<(), Error> {
    let mut copy = Connection::open(to)?;
    let backup = Backup::new(&ledger.connection, &mut copy)?;
    while backup.step(PAGES)? != StepResult::Done {
        std::thread::sleep(Duration::from_millis(1));
    }
    drop(backup);
    copy.close().map_err(|(_, error)| error)?;
    drop(Ledger::open(to)?);
    Ok(())
}

/// Looks at everything, and hands each check on as it ends. Errors: a Ledger that cannot be asked at
/// all.
pub fn doctor(ledger: &Ledger, mut told: impl FnMut(Check)) -> Result<(), Error> {
    let mut tell = |what, finding: Result<Finding, Error>| {
        let finding = finding.unwrap_or_else(|error| Finding::Wrong(error.to_string()));
        told(Check { what, finding });
    };
    let file = &ledger.connection;
    tell("place", Ok(place(&ledger.path)));
    tell("pages", pages(file));
    tell("references", references(file));
    tell("documents", documents(ledger));
    tell("engines", engines(file));
    tell("claims", claims(file));
    tell("events", events(file));
    tell("words", words(ledger));
    tell("sums", sums_of_dyads(file));
    Ok(())
}

/// Makes the words to search for and the sums anew. Errors: as the Ledger answers; somebody else
/// writes.
pub fn repair(path: &Path) -> Result<(), Error> {
    let (mut connection, _lock) = open_to_write(path)?;
    let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let dictionaries = Dictionaries::of(&tx)?;
    let mut unpacker = Unpacker::new(&dictionaries)?;
    tx.execute("INSERT INTO fts (fts) VALUES ('delete-all')", [])?;
    index_words(&tx, &mut unpacker)?;
    sums::rebuild(&tx)?;
    Ok(tx.commit()?)
}

fn count(file: &Connection, sql: &str) -> Result<i64, Error> {
    Ok(file.query_row(sql, [], |row| row.get(0))?)
}

/// Wrong where something was counted, else well with how many were looked at.
fn none(wrong: i64, what: &str, well: String) -> Finding {
    match wrong {
        0 => Finding::Well(well),
        wrong => Finding::Wrong(format!("{wrong} {what}")),
    }
}

/// A drive of another machine has no shared memory: two machines there would break the file.
fn place(path: &Path) -> Finding {
    const AWAY: [&str; 10] = [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "lustre",
        "fuse.sshfs",
    ];
    let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
    let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mounts = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        Some((fields.next()?, fields.next()?))
    });
    let mine = mounts.filter(|(folder, _)| whole.starts_with(folder));
    match mine.max_by_key(|(folder, _)| folder.len()) {
        Some((folder, kind)) if AWAY.contains(&kind) => Finding::Note(format!(
            "{folder} is a network drive ({kind}): use the Ledger from one machine alone"
        )),
        _ => Finding::Well(path.display().to_string()),
    }
}

fn pages(file: &Connection) -> Result<Finding, Error> {
    let said: String = file.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    let pages = count(file, "PRAGMA page_count")?;
    Ok(match said.as_str() {
        "ok" => Finding::Well(format!("{pages} pages")),
        _ => Finding::Wrong(said),
    })
}

fn references(file: &Connection) -> Result<Finding, Error> {
    let wrong = count(file, "SELECT count(*) FROM pragma_foreign_key_check")?;
    Ok(none(
        wrong,
        "rows that name others which are not there",
        "all are there".to_owned(),
    ))
}

/// Every Reading opens, its text is the one it was made of, and its claims are in their table.
fn documents(ledger: &Ledger) -> Result<Finding, Error> {
    let file = &ledger.connection;
    let mut unpacker = ledger.unpacker()?;
    let mut all =
        file.prepare("SELECT id, key, text_hash FROM document WHERE status <> 'redacted'")?;
    let mut claims = file.prepare("SELECT c.key FROM document d JOIN claim c ON c.id BETWEEN d.first_claim AND d.first_claim + d.claims - 1
         WHERE d.id = ?1 ORDER BY c.id")?;
    let mut rows = all.query([])?;
    let (mut looked, mut wrong) = (0_u64, Vec::new());
    while let Some(row) = rows.next()? {
        let (id, key, hash): (i64, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let kept = claims.query_map([id], |row| row.get(0))?;
        let kept = kept.collect::<Result<Vec<String>, _>>()?;
        looked += 1;
        if let Err(what) = whole(ledger.reading(&mut unpacker, id), &hash, &kept) {
            wrong.push(format!("{key}: {what}"));
        }
    }
    Ok(match wrong.first() {
        None => Finding::Well(format!("{looked} documents open")),
        Some(first) => Finding::Wrong(format!("{} of {looked}, the first {first}", wrong.len())),
    })
}

fn whole(
    reading: Result<Option<Reading>, Error>,
    hash: &[u8],
    kept: &[String],
) -> Result<(), String> {
    let reading = reading.map_err(|error| error.to_string())?;
    let reading = reading.ok_or("nothing of it is kept")?;
    if blake3::hash(reading.document.text.as_bytes()).as_bytes()[..16] != *hash {
        return Err("its text is not the one that was added".to_owned());
    }
    let said: Vec<&String> = reading.claims.iter().map(|claim| &claim.id).collect();
    match said.iter().copied().eq(kept) {
        true => Ok(()),
        false => Err(format!(
            "{} claims in its Reading, {} in the table",
            said.len(),
            kept.len()
        )),
    }
}

/// An engine with how many documents it read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Program, version, hash of models and data.
    pub engine: String,
    /// Documents that stand as it read them.
    pub documents: u64,
}

/// The engines that read the documents, in the order in which they came. Errors: as the Ledger answers.
pub fn runs(file: &Connection) -> Result<Vec<Run>, Error> {
    let mut read = file.prepare(
        "SELECT r.version, count(d.id) FROM run r
         LEFT JOIN document d ON d.run = r.id AND d.status = 'read' GROUP BY r.id ORDER BY r.id",
    )?;
    let rows = read.query_map([], |row| {
        Ok(Run {
            engine: row.get(0)?,
            documents: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Which engines read the documents, and whether it was this one.
fn engines(file: &Connection) -> Result<Finding, Error> {
    let this = chancery::engine::name();
    let runs = runs(file)?;
    let read = runs.iter().filter(|run| run.documents > 0);
    let told: Vec<String> = read
        .map(|run| format!("{} by {}", run.documents, run.engine))
        .collect();
    let others = runs.iter().filter(|run| run.engine != this);
    let others: u64 = others.map(|run| run.documents).sum();
    Ok(match others {
        0 => Finding::Well(told.join(", ")),
        _ => Finding::Note(format!(
            "{}; this is {this}: `chancery add --again` reads theirs anew",
            told.join(", ")
        )),
    })
}

/// Claims have the people that they tell of, and an event unless they were rejected.
fn claims(file: &Connection) -> Result<Finding, Error> {
    let wrong = count(
        file,
        "SELECT count(*) FROM claim c WHERE event IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = c.event)",
    )?;
    let all = count(file, "SELECT count(*) FROM claim")?;
    let alone = count(file, "SELECT count(*) FROM claim WHERE event IS NULL")?;
    let well = match alone {
        0 => format!("{all} claims, each of an event"),
        alone => format!("{all} claims, {alone} of no event"),
    };
    Ok(none(wrong, "claims of events that are not there", well))
}

fn events(file: &Connection) -> Result<Finding, Error> {
    let wrong = count(
        file,
        "SELECT count(*) FROM event e WHERE claims <> (SELECT count(*) FROM claim c WHERE c.event = e.id)
         OR documents <> (SELECT count(DISTINCT document) FROM claim c WHERE c.event = e.id)",
    )?;
    let all = count(file, "SELECT count(*) FROM event")?;
    Ok(none(
        wrong,
        "events that count their claims wrong",
        format!("{all} events"),
    ))
}

/// The index of words holds every document, and is sound in itself.
fn words(ledger: &Ledger) -> Result<Finding, Error> {
    let file = &ledger.connection;
    let wrong = count(
        file,
        "SELECT (SELECT count(*) FROM document
                 WHERE status NOT IN ('redacted', 'withdrawn') AND id NOT IN (SELECT id FROM fts_docsize))
              + (SELECT count(*) FROM fts_docsize WHERE id NOT IN (SELECT id FROM document))",
    )?;
    let all = count(file, "SELECT count(*) FROM fts_docsize")?;
    if wrong > 0 {
        return Ok(none(
            wrong,
            "documents too few or too many (--repair)",
            String::new(),
        ));
    }
    // SQLite checks the index by a statement that looks like a change: the writer's lock is needed.
    let sound = open_to_write(&ledger.path).and_then(|(connection, _lock)| {
        let check = "INSERT INTO fts (fts, rank) VALUES ('integrity-check', 0)";
        Ok(connection.execute(check, []).map(drop)?)
    });
    Ok(match sound {
        Ok(()) => Finding::Well(format!("{all} documents")),
        Err(error) if error.is_corrupt() => Finding::Wrong(format!("{error} (--repair)")),
        Err(error) => Finding::Note(format!("{all} documents, not checked within: {error}")),
    })
}

fn sums_of_dyads(file: &Connection) -> Result<Finding, Error> {
    let wrong = sums::wrong(file)?;
    let all = count(file, "SELECT count(*) FROM rollup_dyad_day")?;
    Ok(none(
        wrong,
        "sums that the events do not give (--repair)",
        format!("{all} sums"),
    ))
}
