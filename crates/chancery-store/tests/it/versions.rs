//! Versions of one article: the newest is current in whatever order they come, the others are history.

use crate::press::{Made, Told, add, made};
use chancery::reading::{NoteRecord, Reading};
use chancery_store::Ledger;
use chancery_store::canonical::canonical;
use chancery_store::link::sums;
use chancery_store::maintain::{Check, Finding, doctor};

const ADDRESS: &str = "https://post.example/talks/lisbon";

/// A version under the address, known to have stood at this moment, with a meeting of this day.
fn version(id: &str, day: &str, issued: &str) -> Reading {
    let mut reading = Told::meeting(id, Some(day), "2026-01-02").reading();
    reading.document.url = Some(ADDRESS.to_owned());
    reading.document.issued = Some(issued.to_owned());
    reading
}

/// A report of another outlet on the meeting as the first version tells it.
fn other() -> Reading {
    Told::meeting("radio", Some("2026-01-01"), "2026-01-02").reading()
}

fn versions() -> [Reading; 3] {
    let first = version("first", "2026-01-01", "2026-01-02T08:00:00Z");
    // The second is given under another form of the address, the third with an offset.
    let mut second = version("second", "2026-01-05", "2026-01-02T09:30:00Z");
    second.document.url = Some(format!("{ADDRESS}/?utm_source=mail"));
    let third = version("third", "2026-01-06", "2026-01-02T08:00:00-03:00");
    [first, second, third]
}

fn withdrawal(issued: &str) -> Reading {
    let mut reading = version("kill", "2026-01-01", issued);
    reading.document.text = "The report on the talks in Lisbon is withdrawn.".to_owned();
    reading.notes.push(NoteRecord {
        kind: "withdrawn".to_owned(),
        ..NoteRecord::default()
    });
    reading
}

/// The state of each document with what is said of it, by id, keys of others as their ids.
fn states(made: &Made) -> Vec<String> {
    let ledger = Ledger::open(&made.path).expect("it opens");
    assert_eq!(sums::wrong(&ledger.connection).expect("sums"), 0);
    let sql = "SELECT d.given || ' ' || d.status || coalesce(' ' || coalesce(replace(d.message, o.key, o.given), d.message), '')
        FROM document d LEFT JOIN document o ON d.message LIKE '%' || o.key ORDER BY d.given";
    rows(&ledger, sql)
}

/// The documents of each event.
fn events(made: &Made) -> Vec<String> {
    let ledger = Ledger::open(&made.path).expect("it opens");
    let sql = "SELECT group_concat(given, ' ') FROM (SELECT d.given, c.event FROM claim c
        JOIN document d ON d.id = c.document WHERE c.event IS NOT NULL ORDER BY d.given)
        GROUP BY event ORDER BY 1";
    rows(&ledger, sql)
}

fn rows(ledger: &Ledger, sql: &str) -> Vec<String> {
    let mut read = ledger.connection.prepare(sql).expect("it is prepared");
    let rows = read.query_map([], |row| row.get(0)).expect("it is read");
    rows.collect::<Result<_, _>>().expect("rows")
}

fn dump(made: &Made) -> String {
    let ledger = Ledger::open(&made.path).expect("it opens");
    canonical(&ledger.connection).expect("it is dumped")
}

/// All orders of some Readings, each in one batch and in batches of one: the same Ledger.
fn in_any_order(readings: &[Reading], states: &[&str], events: &[&str]) {
    let mut first = None;
    for order in orders(readings.len()) {
        for batch in [readings.len(), 1] {
            let made = made();
            let given: Vec<Reading> = order.iter().map(|at| readings[*at].clone()).collect();
            add(&made, &given, batch);
            assert_eq!(self::states(&made), states, "{order:?} {batch}");
            assert_eq!(self::events(&made), events, "{order:?} {batch}");
            let dump = dump(&made);
            assert_eq!(
                first.get_or_insert_with(|| dump.clone()),
                &dump,
                "{order:?} {batch}"
            );
            // The same again changes nothing.
            add(&made, &given, batch);
            assert_eq!(self::dump(&made), dump, "{order:?} {batch}");
        }
    }
}

fn orders(len: usize) -> Vec<Vec<usize>> {
    match len {
        0 => vec![Vec::new()],
        _ => orders(len - 1)
            .into_iter()
            .flat_map(|order| {
                (0..len).map(move |at| {
                    let mut order = order.clone();
                    order.insert(at, len - 1);
                    order
                })
            })
            .collect(),
    }
}

#[test]
fn the_newest_version_is_current_in_any_order() {
    let [first, second, third] = versions();
    in_any_order(
        &[first, second, third, other()],
        &[
            "first withdrawn superseded by third",
            "radio read",
            "second withdrawn superseded by third",
            "third read",
        ],
        &["radio", "third"],
    );
}

#[test]
fn a_withdrawal_takes_back_what_is_older_in_any_order() {
    let [first, second, third] = versions();
    in_any_order(
        &[first, second, withdrawal("2026-01-02T10:00:00Z")],
        &[
            "first withdrawn taken back by its publisher: kill",
            "kill withdrawn taken back by its publisher",
            "second withdrawn taken back by its publisher: kill",
        ],
        &[],
    );
    // What is issued after it stands.
    in_any_order(
        &[third, withdrawal("2026-01-02T10:00:00Z"), other()],
        &[
            "kill withdrawn taken back by its publisher",
            "radio read",
            "third read",
        ],
        &["radio", "third"],
    );
}

#[test]
fn the_same_words_again_are_no_second_report() {
    let [first, ..] = versions();
    let mut copy = first.clone();
    copy.document.url = Some(format!("{ADDRESS}#top"));
    copy.document.issued = Some("2026-01-03".to_owned());
    copy.id = "later".to_owned();
    in_any_order(
        &[first, copy],
        &["first withdrawn superseded by later", "later read"],
        &["later"],
    );
}

#[test]
fn an_address_with_other_words_a_month_later_is_another_report() {
    let [first, ..] = versions();
    let mut later = Told::meeting("later", Some("2026-02-03"), "2026-02-04").reading();
    later.document.url = first.document.url.clone();
    in_any_order(
        &[first, later],
        &["first read", "later read"],
        &["first", "later"],
    );
}

#[test]
fn history_stays_and_is_not_counted() {
    let [first, second, _] = versions();
    let made = made();
    add(&made, &[first.clone(), other()], 2);
    assert_eq!(events(&made), ["first radio"]);
    add(&made, &[second], 1);
    assert_eq!(events(&made), ["radio", "second"]);
    let ledger = Ledger::open(&made.path).expect("it opens");
    // Its text and what was read of it are there, its words are not found.
    let mut unpacker = ledger.unpacker().expect("it opens");
    let kept = ledger.reading(&mut unpacker, 1).expect("it unpacks");
    assert_eq!(kept, Some(first));
    let found = rows(
        &ledger,
        "SELECT CAST(rowid AS TEXT) FROM fts WHERE fts MATCH 'outlet AND first'",
    );
    assert!(found.is_empty(), "{found:?}");
    // Which event its claim was of is still known.
    let links = "SELECT CAST(count(*) AS TEXT) FROM link JOIN claim ON claim.id = link.claim
        WHERE claim.document = 1";
    assert_eq!(rows(&ledger, links), ["1"]);
    drop(ledger);
    let ledger = Ledger::open(&made.path).expect("it opens");
    let mut wrong = Vec::new();
    let mut told =
        |check: Check| wrong.extend(matches!(check.finding, Finding::Wrong(_)).then_some(check));
    doctor(&ledger, &mut told).expect("it looks");
    assert!(wrong.is_empty(), "{wrong:?}");
}
