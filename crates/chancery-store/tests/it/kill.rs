//! A writer that is killed at any moment: nothing acknowledged is lost, nothing is half or double.
//!
//! The child is this test program itself, run for one test with the path of the Ledger in its
//! environment; it says after each commit how many documents last.

use crate::press::{Told, made, writer};
use chancery::reading::Reading;
use chancery_store::canonical::canonical;
use chancery_store::correct::{Correction, Op, Target};
use chancery_store::link::sums;
use chancery_store::{Ledger, Press};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Where the child finds the Ledger.
const PATH: &str = "CHANCERY_KILLED_LEDGER";
/// Kills.
const KILLS: usize = 60;
/// Reports of the whole input, and of a batch.
const REPORTS: usize = 600;
const BATCH: usize = 7;

/// The input: three outlets tell of each meeting, so every batch links to what was there before.
fn reports() -> Vec<Reading> {
    let report = |n: usize| {
        let meeting = n % (REPORTS / 3);
        let day = format!(
            "20{:02}-{:02}-{:02}",
            10 + meeting / 144,
            1 + meeting / 12 % 12,
            1 + meeting % 12 * 2
        );
        let id = format!("r{n}");
        Told::meeting(&id, Some(&day), &day).reading()
    };
    (0..REPORTS).map(report).collect()
}

/// Adds whatever of the input is not there.
fn ingest(path: &Path, acknowledge: &mut dyn FnMut(usize)) {
    let names = &crate::press::NAMES;
    let mut writer =
        chancery_store::Writer::open(path, crate::press::occasion()).expect("it opens");
    let mut press = Press::new(writer.dictionaries(), names).expect("dictionaries");
    let mut done = 0;
    for some in reports().chunks(BATCH) {
        let mut batch = writer.batch().expect("it begins");
        for reading in some {
            let draft = press.draft(reading.clone()).expect("it is packed");
            batch.add(&draft).expect("it is added");
        }
        batch.commit(names).expect("it is committed");
        done += some.len();
        acknowledge(done);
    }
    writer.close().expect("it closes");
}

#[test]
fn child() {
    if let Some(path) = std::env::var_os(PATH) {
        ingest(Path::new(&path), &mut |done| {
            let mut out = std::io::stdout().lock();
            let said = writeln!(out, "ACK {done}").and_then(|()| out.flush());
            said.expect("it is said");
        });
    } else {
        assert_eq!(reports().len(), REPORTS);
    }
}

fn start(path: &Path) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "kill::child", "--nocapture"])
        .env(PATH, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts")
}

/// Lets the child run for a while, kills it, and answers how much it acknowledged.
fn killed_after(path: &Path, delay: Duration) -> usize {
    let mut child = start(path);
    std::thread::sleep(delay);
    child.kill().expect("it is killed");
    let mut said = 0;
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    for line in lines.map_while(Result::ok) {
        if let Some(count) = line.strip_prefix("ACK ").and_then(|n| n.parse().ok()) {
            said = count;
        }
    }
    child.wait().expect("it ended");
    said
}

/// Whole: the file, the index of words, each document with its claim, the sums.
fn whole(path: &Path) -> usize {
    let ledger = Ledger::open(path).expect("it opens");
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
    assert_eq!(number("SELECT count(*) FROM content"), documents);
    assert_eq!(
        number("SELECT coalesce(sum(claims), 0) FROM event"),
        documents
    );
    assert_eq!(
        number("SELECT count(*) - count(DISTINCT given) FROM document"),
        0
    );
    assert_eq!(sums::wrong(file).expect("sums"), 0);
    usize::try_from(documents).expect("a count")
}

#[test]
fn kills_lose_nothing_that_was_acknowledged() {
    let undisturbed = made();
    ingest(&undisturbed.path, &mut |_| {});
    let ledger = Ledger::open(&undisturbed.path).expect("it opens");
    let expected = canonical(&ledger.connection).expect("a dump");
    let mut made_now = made();
    let mut seed: u64 = 0x9e37_79b9;
    let mut kept = 0;
    for kill in 0..KILLS {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let delay = Duration::from_millis(20 + (seed >> 33) % 220);
        let acknowledged = killed_after(&made_now.path, delay);
        let there = whole(&made_now.path);
        assert!(
            there >= acknowledged.max(kept),
            "kill {kill}: {there} of {acknowledged}"
        );
        kept = there;
        if there == REPORTS {
            let ledger = Ledger::open(&made_now.path).expect("it opens");
            assert_eq!(canonical(&ledger.connection).expect("a dump"), expected);
            made_now = made();
            kept = 0;
        }
    }
    ingest(&made_now.path, &mut |_| {});
    let ledger = Ledger::open(&made_now.path).expect("it opens");
    assert_eq!(canonical(&ledger.connection).expect("a dump"), expected);
}

#[test]
fn a_correction_is_whole_or_not_there() {
    let made = made();
    ingest(&made.path, &mut |_| {});
    let anchor = |sql: &str| -> i64 {
        let ledger = Ledger::open(&made.path).expect("it opens");
        ledger
            .connection
            .query_row(sql, [], |row| row.get(0))
            .expect("an anchor")
    };
    let claims = vec![
        anchor("SELECT anchor FROM claim ORDER BY id LIMIT 1"),
        anchor("SELECT anchor FROM claim ORDER BY id DESC LIMIT 1"),
    ];
    let mut writer = writer(&made);
    let line = Correction {
        id: 0,
        version: 0,
        op: Op::Merge,
        target: Target {
            claims,
            ..Target::default()
        },
        slot: None,
        old_hash: None,
        value: None,
        why: "one".to_owned(),
        who: "mk".to_owned(),
        made: None,
    };
    writer
        .correct(&crate::press::NAMES, line)
        .expect("it is corrected");
    // No close: as if the program were gone.
    drop(writer);
    assert_eq!(whole(&made.path), REPORTS);
}
