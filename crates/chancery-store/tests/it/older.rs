//! Files of earlier versions open, and hold what they held.

use crate::press::{Made, NAMES, Told, add, made};
use chancery::link::keys::kept;
use chancery_data::knowledge;
use chancery_store::canonical::canonical;
use chancery_store::maintain::{Check, Finding, doctor};
use chancery_store::view::{Filter, Order, Page, Shelf};
use chancery_store::{Ledger, file};
use rusqlite::Connection;

fn stocked() -> Made {
    let made = made();
    let days = ["2026-01-02", "2026-01-02", "2026-03-09"];
    let reports = (0..9).map(|n| {
        let day = days[n % 3];
        Told::meeting(&format!("r{n}"), Some(day), day).reading()
    });
    add(&made, &reports.collect::<Vec<_>>(), 4);
    made
}

/// Takes a file back to version 1: cards by claim, whole keys of the linker, another index of words.
fn to_first(made: &Made) {
    let ledger = Ledger::open(&made.path).expect("it opens");
    let mut unpacker = ledger.unpacker().expect("it opens");
    let file = Connection::open(&made.path).expect("it opens");
    file.execute_batch(
        "DROP VIEW documents; DROP VIEW claims;
         ALTER TABLE claim ADD COLUMN card BLOB NOT NULL DEFAULT x'';
         DROP TABLE block;
         CREATE TABLE block (key INTEGER NOT NULL, day_from INTEGER NOT NULL,
             claim INTEGER NOT NULL REFERENCES claim (id), day_to INTEGER NOT NULL,
             PRIMARY KEY (key, day_from, claim)) STRICT, WITHOUT ROWID;",
    )
    .expect("it is changed");
    let mut packs = file
        .prepare("SELECT document, pack FROM cards")
        .expect("SQL");
    let packs = packs.query_map([], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
    });
    for pack in packs.expect("packs") {
        let (document, pack) = pack.expect("a pack");
        for (seq, card) in (0_i64..).zip(unpacker.cards(&pack).expect("cards")) {
            let find = "SELECT id FROM claim WHERE document = ? AND seq = ?";
            let claim: i64 = file
                .query_row(find, (document, seq), |row| row.get(0))
                .expect("a claim");
            let bytes = postcard::to_stdvec(&card).expect("bytes");
            file.execute("UPDATE claim SET card = ? WHERE id = ?", (bytes, claim))
                .expect("it is set");
            for key in kept(&card) {
                let days = key.days;
                file.execute(
                    "INSERT INTO block VALUES (?, ?, ?, ?)",
                    (key.hash, days.first.0, claim, days.last.0),
                )
                .expect("it is kept");
            }
        }
    }
    file.execute_batch(
        "UPDATE document SET story = NULL; DROP TABLE story; DROP TABLE story_round;
         DROP TABLE cards; DROP TABLE country_event; ALTER TABLE event DROP COLUMN countries;
         DROP TABLE fts; CREATE VIRTUAL TABLE fts USING fts5 (title, body, content = '');
         DELETE FROM dictionary WHERE use = 'cards'; PRAGMA user_version = 1;",
    )
    .expect("it is changed");
}

fn stories(ledger: &Ledger) -> Vec<(String, String)> {
    let sql = "SELECT document, story FROM documents ORDER BY 1";
    let mut read = ledger.connection.prepare(sql).expect("SQL");
    let rows = read.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.expect("rows").collect::<Result<_, _>>().expect("rows")
}

#[test]
fn a_file_of_the_first_version_is_brought_up_to_date() {
    let made = stocked();
    let ledger = Ledger::open(&made.path).expect("it opens");
    let before = canonical(&ledger.connection).expect("a dump");
    let told = stories(&ledger);
    drop(ledger);
    to_first(&made);
    let ledger = Ledger::open(&made.path).expect("it opens");
    let version: i64 = ledger
        .connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .expect("a version");
    assert_eq!(version, file::SCHEMA);
    assert_eq!(canonical(&ledger.connection).expect("a dump"), before);
    assert_eq!(stories(&ledger), told);
    let wrong = |check: Check| assert!(!matches!(check.finding, Finding::Wrong(_)), "{check:?}");
    doctor(&ledger, wrong).expect("it looks");
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    let filter = Filter::parse("NOR words:lisbon", knowledge()).expect("it parses");
    let page = Page {
        order: Order::Newest,
        skip: 0,
        limit: 10,
    };
    assert_eq!(shelf.find(&NAMES, &filter, page).expect("it answers").1, 2);
}
