//! A disk that fails: the n-th write, the n-th sync, no room. Each gives an error, never a panic, and
//! the Ledger opens again with everything that was acknowledged.
//!
//! The shim stands in front of the system's own file functions: it copies their table and puts a
//! countdown before writing and syncing. It is the default of this program, which holds one test.

#[path = "../it/press.rs"]
#[expect(
    dead_code,
    reason = "shared with the other test program, which uses all of it"
)]
mod press;
mod shim;

use chancery_store::link::sums;
use chancery_store::{Ledger, Press, Writer};
use press::{NAMES, Told, made, occasion};
use shim::{Fault, arm, disarm, install};
use std::path::Path;

const BATCHES: usize = 5;
const BATCH: usize = 4;

/// Adds batches until the disk fails; answers how many documents were acknowledged.
fn ingest(path: &Path) -> (usize, Result<(), chancery_store::Error>) {
    let mut done = 0;
    let all = |done: &mut usize| -> Result<(), chancery_store::Error> {
        let mut writer = Writer::open(path, occasion())?;
        let mut press = Press::new(writer.dictionaries(), &NAMES)?;
        for n in 0..BATCHES {
            let mut batch = writer.batch()?;
            for m in 0..BATCH {
                let (id, day) = (format!("r{n}-{m}"), format!("2026-01-{:02}", n + 1));
                let draft = press.draft(Told::meeting(&id, Some(&day), &day).reading())?;
                batch.add(&draft)?;
            }
            batch.commit(&NAMES)?;
            *done += BATCH;
        }
        writer.close()
    };
    let result = all(&mut done);
    (done, result)
}

fn check(path: &Path, acknowledged: usize) {
    let ledger = Ledger::open(path).expect("it opens again");
    let file = &ledger.connection;
    let check: String = file
        .query_row("PRAGMA quick_check", [], |row| row.get(0))
        .expect("a check");
    assert_eq!(check, "ok");
    let number =
        |sql: &str| -> i64 { file.query_row(sql, [], |row| row.get(0)).expect("a number") };
    let documents = number("SELECT count(*) FROM document");
    assert!(
        documents >= acknowledged as i64,
        "{documents} of {acknowledged}"
    );
    assert_eq!(
        number("SELECT count(*) FROM claim WHERE event IS NOT NULL"),
        documents
    );
    assert_eq!(sums::wrong(file).expect("sums"), 0);
}

#[test]
fn a_failing_disk_gives_errors_and_loses_nothing_acknowledged() {
    install();
    let mut failed = 0;
    for fault in [Fault::Write, Fault::Full, Fault::Sync] {
        for n in (0..24).chain((24..400).step_by(23)) {
            let made = made();
            arm(fault, n);
            let (acknowledged, result) = ingest(&made.path);
            disarm();
            failed += usize::from(result.is_err());
            if fault == Fault::Full && result.as_ref().is_err_and(|error| !error.is_full()) {
                panic!("no room is called {:?}", result.err());
            }
            check(&made.path, acknowledged);
            let (all, again) = ingest(&made.path);
            again.expect("the disk is well again");
            assert_eq!(all, BATCHES * BATCH);
            check(&made.path, all);
        }
    }
    assert!(failed > 40, "{failed} faults struck");
}
