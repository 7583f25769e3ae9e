//! The write-ahead log cut off or damaged: only whole transactions from its end are gone.

use crate::press::{NAMES, Told, made, writer};
use chancery_store::link::sums;
use chancery_store::{Ledger, Press};
use std::fs;
use std::path::{Path, PathBuf};

const BATCHES: usize = 6;
const BATCH: usize = 3;

/// A Ledger whose last transactions stand in the log alone; the files as they were on the disk.
fn torn() -> (Vec<u8>, Vec<u8>) {
    let made = made();
    let mut writer = writer(&made);
    let mut press = Press::new(writer.dictionaries(), &NAMES).expect("dictionaries");
    for n in 0..BATCHES {
        let mut batch = writer.batch().expect("it begins");
        for m in 0..BATCH {
            let (id, day) = (format!("r{n}-{m}"), format!("2026-01-{:02}", n + 1));
            let reading = Told::meeting(&id, Some(&day), &day).reading();
            let draft = press.draft(reading).expect("it is packed");
            batch.add(&draft).expect("it is added");
        }
        batch.commit(&NAMES).expect("it is committed");
    }
    let read = |path: &Path| fs::read(path).expect("it is read");
    (read(&made.path), read(&log_of(&made.path)))
}

fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// Opens what is left, and answers how many documents there are; they must be whole batches.
fn left(file: &[u8], log: &[u8]) -> usize {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("torn.chancery");
    fs::write(&path, file).expect("it is written");
    fs::write(log_of(&path), log).expect("it is written");
    let ledger = match Ledger::open(&path) {
        Ok(ledger) => ledger,
        // The log held the making of the Ledger itself.
        Err(error) => {
            assert!(error.is_corrupt(), "{error}");
            return 0;
        }
    };
    let file = &ledger.connection;
    let check: String = file
        .query_row("PRAGMA quick_check", [], |row| row.get(0))
        .expect("a check");
    assert_eq!(check, "ok");
    let number =
        |sql: &str| -> i64 { file.query_row(sql, [], |row| row.get(0)).expect("a number") };
    let documents = number("SELECT count(*) FROM document");
    assert_eq!(
        number("SELECT count(*) FROM claim WHERE event IS NOT NULL"),
        documents
    );
    assert_eq!(sums::wrong(file).expect("sums"), 0);
    assert_eq!(documents % BATCH as i64, 0, "a batch is whole or gone");
    usize::try_from(documents).expect("a count")
}

#[test]
fn only_whole_transactions_go() {
    let (file, log) = torn();
    assert_eq!(left(&file, &log), BATCHES * BATCH);
    let frame = 8192 + 24;
    let ends = (32..=log.len()).step_by(frame);
    let mut before = 0;
    for end in ends.clone() {
        for cut in [end.saturating_sub(1), end, end + 1] {
            let there = left(&file, &log[..cut.min(log.len())]);
            assert!(there >= before || cut < end, "{there} after {before}");
            before = before.max(if cut == end { there } else { 0 });
        }
    }
    assert_eq!(before, BATCHES * BATCH);
    for end in ends.step_by(5) {
        let mut flipped = log.clone();
        if let Some(byte) = flipped.get_mut(end + 100) {
            *byte ^= 0x5a;
        }
        assert!(left(&file, &flipped) <= BATCHES * BATCH);
    }
}
