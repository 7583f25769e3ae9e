//! Files of earlier versions open, and hold what they held.

use crate::press::{Made, NAMES, Told, add, made};
use chancery::link::Card;
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

/// Puts a file of version 1 with the same content in the place of a file: cards by claim, whole keys of the linker, no words, no stories.
fn to_first(made: &Made) {
    let cards = cards(made);
    let old = made.path.with_extension("old");
    let file = Connection::open(&old).expect("it opens");
    file.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = wal")
        .expect("it is set");
    file.execute_batch(include_str!("../../sql/001.sql"))
        .expect("tables");
    file.execute("ATTACH ? AS new", [made.path.to_str()])
        .expect("it is there");
    for table in TABLES {
        let columns = format!(
            "SELECT group_concat(name) FROM pragma_table_info('{table}', 'main') o
             WHERE EXISTS (SELECT 1 FROM pragma_table_info('{table}', 'new') n WHERE n.name = o.name)"
        );
        let columns: String = file
            .query_row(&columns, [], |row| row.get(0))
            .expect("columns");
        let (more, none) = match table {
            "claim" => (", card", ", x''"),
            _ => ("", ""),
        };
        let copy = format!(
            "INSERT INTO main.{table} ({columns}{more}) SELECT {columns}{none} FROM new.{table}"
        );
        file.execute_batch(&copy).expect("it is copied");
    }
    file.execute_batch(
        "INSERT INTO content SELECT c.document, c.text, r.pack FROM new.content c
             JOIN new.reading r ON r.document = c.document;
         UPDATE document SET story = NULL; DELETE FROM dictionary WHERE use = 'cards';
         PRAGMA application_id = 1128808782; PRAGMA user_version = 1",
    )
    .expect("it is copied");
    for (claim, card) in cards {
        let bytes = postcard::to_stdvec(&card).expect("bytes");
        file.execute(
            "UPDATE main.claim SET card = ? WHERE id = ?",
            (bytes, claim),
        )
        .expect("it is set");
        for key in kept(&card) {
            let days = key.days;
            file.execute(
                "INSERT INTO main.block VALUES (?, ?, ?, ?)",
                (key.hash, days.first.0, claim, days.last.0),
            )
            .expect("it is kept");
        }
    }
    file.execute_batch("DETACH new").expect("it goes");
    file.close().expect("it closes");
    std::fs::rename(old, &made.path).expect("it takes its place");
}

/// Tables of version 1 that hold what those of today do.
const TABLES: [&str; 20] = [
    "meta",
    "dictionary",
    "run",
    "version",
    "document",
    "actor",
    "actor_name",
    "mention",
    "claim",
    "participant",
    "attribution",
    "quote",
    "role_held",
    "pair",
    "tie",
    "event",
    "link",
    "rollup_dyad_day",
    "gone",
    "dyad",
];

/// The cards of the claims of a file, by row.
fn cards(made: &Made) -> Vec<(i64, Card)> {
    let ledger = Ledger::open(&made.path).expect("it opens");
    let mut unpacker = ledger.unpacker().expect("it opens");
    let sql = "SELECT d.first_claim, k.pack FROM cards k JOIN document d ON d.id = k.document";
    let mut packs = ledger.connection.prepare(sql).expect("SQL");
    let packs = packs.query_map([], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
    });
    let mut out = Vec::new();
    for pack in packs.expect("packs") {
        let (first, pack) = pack.expect("a pack");
        out.extend((first..).zip(unpacker.cards(&pack).expect("cards")));
    }
    out
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
