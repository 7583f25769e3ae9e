//! What people say of the record: it holds, it is kept, it can be taken back.

use crate::press::{Made, NAMES, Told, add, made, occasion, writer};
use chancery::reading::Reading;
use chancery_store::correct::{Correction, Op, Target, log};
use chancery_store::link::sums;
use chancery_store::maintain::{Check, Finding, doctor};
use chancery_store::{Added, Ledger, Occasion, Press, Writer, view};

fn reports() -> [Reading; 3] {
    [
        Told::meeting("post", Some("2026-01-01"), "2026-01-02").reading(),
        Told::meeting("radio", Some("2026-01-01"), "2026-01-02").reading(),
        Told::meeting("late", Some("2026-01-03"), "2026-01-04").reading(),
    ]
}

/// A Ledger with a meeting that two reports tell of, and a later one.
fn stocked() -> Made {
    let made = made();
    add(&made, &reports(), 10);
    assert_eq!(events(&made), ["late", "post radio"]);
    made
}

/// The documents of each event.
fn events(made: &Made) -> Vec<String> {
    let ledger = Ledger::open(&made.path).expect("it opens");
    assert_eq!(sums::wrong(&ledger.connection).expect("sums"), 0);
    let sql = "SELECT group_concat(given, ' ') FROM (SELECT d.given, c.event FROM claim c
        JOIN document d ON d.id = c.document WHERE c.event IS NOT NULL ORDER BY d.given)
        GROUP BY event ORDER BY 1";
    let mut read = ledger.connection.prepare(sql).expect("it is prepared");
    let rows = read.query_map([], |row| row.get(0)).expect("it is read");
    rows.collect::<Result<_, _>>().expect("rows")
}

fn anchor(made: &Made, given: &str) -> i64 {
    let ledger = Ledger::open(&made.path).expect("it opens");
    let sql = "SELECT c.anchor FROM claim c JOIN document d ON d.id = c.document WHERE d.given = ?";
    let anchor = ledger.connection.query_row(sql, [given], |row| row.get(0));
    anchor.expect("a claim")
}

fn line(op: Op, claims: &[i64], rest: &[i64]) -> Correction {
    Correction {
        id: 0,
        version: 0,
        op,
        target: Target {
            claims: claims.to_vec(),
            rest: rest.to_vec(),
            ..Target::default()
        },
        slot: None,
        old_hash: None,
        value: None,
        why: "so it was".to_owned(),
        who: "mk".to_owned(),
        made: None,
    }
}

fn correct(made: &Made, line: Correction) -> Correction {
    let mut writer = writer(made);
    let line = writer.correct(&NAMES, line).expect("it is corrected");
    writer.close().expect("it closes");
    line
}

fn restore(made: &Made, number: i64) {
    let target = Target {
        correction: Some(number),
        ..Target::default()
    };
    correct(
        made,
        Correction {
            target,
            ..line(Op::Restore, &[], &[])
        },
    );
}

#[test]
fn merged_events_are_one_until_that_is_taken_back() {
    let made = stocked();
    let claims = ["post", "radio", "late"].map(|given| anchor(&made, given));
    let done = correct(&made, line(Op::Merge, &claims, &[]));
    assert_eq!(events(&made), ["late post radio"]);
    let further = Told::meeting("gazette", Some("2026-01-01"), "2026-01-02").reading();
    add(&made, &[further], 1);
    assert_eq!(events(&made), ["gazette late post radio"]);
    restore(&made, done.id);
    assert_eq!(events(&made), ["gazette post radio", "late"]);
}

#[test]
fn split_events_stay_apart_whatever_comes() {
    let made = stocked();
    let (post, radio) = (anchor(&made, "post"), anchor(&made, "radio"));
    correct(&made, line(Op::Split, &[radio], &[post]));
    assert_eq!(events(&made), ["late", "post", "radio"]);
    let further = Told::meeting("gazette", Some("2026-01-01"), "2026-01-02").reading();
    add(&made, &[further], 1);
    assert!(
        !events(&made)
            .iter()
            .any(|event| event.contains("post") && event.contains("radio"))
    );
}

#[test]
fn a_rejected_claim_tells_of_nothing() {
    let made = stocked();
    let done = correct(&made, line(Op::Reject, &[anchor(&made, "late")], &[]));
    assert_eq!(events(&made), ["post radio"]);
    restore(&made, done.id);
    assert_eq!(events(&made), ["late", "post radio"]);
}

#[test]
fn a_slot_that_is_set_counts_for_linking_and_shows() {
    let made = stocked();
    let set = Correction {
        slot: Some("date".to_owned()),
        value: Some("2026-01-01".to_owned()),
        ..line(Op::Set, &[anchor(&made, "late")], &[])
    };
    let done = correct(&made, set);
    assert!(done.old_hash.is_some());
    assert_eq!(events(&made), ["late post radio"]);
    let ledger = Ledger::open(&made.path).expect("it opens");
    let mut shelf = view::Shelf::new(&ledger).expect("a shelf");
    let row = ledger
        .connection
        .query_row("SELECT id FROM event", [], |row| row.get(0));
    let event = shelf
        .event(row.expect("an event"))
        .expect("it is read")
        .expect("it is there");
    assert_eq!(event.coder, "human");
    let dates = event
        .claims
        .iter()
        .filter_map(|told| told.claim.time.as_ref()?.day.best.clone());
    assert!(dates.clone().count() == 3 && dates.clone().all(|day| day == "2026-01-01"));
}

#[test]
fn corrections_hold_for_the_same_words_from_another_outlet() {
    let made = stocked();
    correct(&made, line(Op::Reject, &[anchor(&made, "late")], &[]));
    let mut copy = Told::meeting("late", Some("2026-01-03"), "2026-01-04").reading();
    copy.document.outlet = Some("Another Post".to_owned());
    add(&made, &[copy], 1);
    assert_eq!(events(&made), ["post radio"]);
}

#[test]
fn wrong_corrections_are_refused_and_not_kept() {
    let made = stocked();
    let mut writer = writer(&made);
    let odd = Correction {
        slot: Some("status".to_owned()),
        value: Some("soon".to_owned()),
        ..line(Op::Set, &[anchor(&made, "late")], &[])
    };
    assert!(writer.correct(&NAMES, odd).is_err());
    assert!(
        writer
            .correct(&NAMES, line(Op::Reject, &[12], &[]))
            .is_err()
    );
    drop(writer);
    let ledger = Ledger::open(&made.path).expect("it opens");
    assert_eq!(log(&ledger.connection, 0).expect("a log").len(), 0);
}

#[test]
fn a_report_of_another_day_is_another_document() {
    let made = stocked();
    let key: String = {
        let ledger = Ledger::open(&made.path).expect("it opens");
        let sql = "SELECT key FROM document WHERE given = 'late'";
        ledger
            .connection
            .query_row(sql, [], |row| row.get(0))
            .expect("a document")
    };
    let anew = Told::meeting("late", Some("2026-01-01"), "2026-01-02").reading();
    let mut writer = writer(&made);
    let mut press = Press::new(writer.dictionaries(), &NAMES).expect("dictionaries");
    let draft = press.draft(anew).expect("it is packed");
    let done = writer
        .redate(&NAMES, &key, &draft, line(Op::Set, &[], &[]))
        .expect("it is set");
    assert_eq!(done.target.documents, [key.clone(), draft.key.clone()]);
    assert!(
        writer
            .redate(&NAMES, &key, &draft, line(Op::Set, &[], &[]))
            .is_err()
    );
    writer.close().expect("it closes");
    assert_eq!(events(&made), ["late post radio"]);
    // The old form is known, and does not come back.
    add(&made, &reports(), 10);
    assert_eq!(events(&made), ["late post radio"]);
    let ledger = Ledger::open(&made.path).expect("it opens");
    let mut wrong = Vec::new();
    let mut told = |check: Check| {
        wrong.extend(matches!(check.finding, Finding::Wrong(_)).then_some(check.what))
    };
    doctor(&ledger, &mut told).expect("it looks");
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn redacted_words_are_nowhere_in_the_file() {
    let made = stocked();
    let mut writer = writer(&made);
    let redacted = writer.redact(&NAMES, "Oleg Dorn", line(Op::Redact, &[], &[]));
    let redacted = redacted.expect("it is redacted");
    writer.close().expect("it closes");
    assert_eq!((redacted.documents, redacted.actors), (3, 1));
    let ledger = Ledger::open(&made.path).expect("it opens");
    let words = "SELECT count(*) FROM fts WHERE fts MATCH 'dorn'";
    let found: i64 = ledger
        .connection
        .query_row(words, [], |row| row.get(0))
        .expect("a count");
    assert_eq!(found, 0);
    let mut shelf = view::Shelf::new(&ledger).expect("a shelf");
    for document in 1..=3 {
        let reading = shelf.reading(document).expect("a Reading");
        let json = serde_json::to_string(&*reading).expect("it is written");
        assert!(
            !json.contains("Dorn") && json.contains('\u{2588}'),
            "{json}"
        );
    }
    drop(ledger);
    for entry in std::fs::read_dir(made.path.parent().expect("a folder")).expect("it lists") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("it is read");
        let lower = bytes.to_ascii_lowercase();
        assert!(!lower.windows(4).any(|four| four == b"dorn"));
    }
    assert_eq!(events(&made).len(), 2);
}

#[test]
fn corrections_hold_for_what_a_newer_engine_reads() {
    let made = stocked();
    let post = anchor(&made, "post");
    correct(
        &made,
        Correction {
            slot: Some("status".to_owned()),
            value: Some("denied".to_owned()),
            ..line(Op::Set, &[post], &[])
        },
    );
    let read = || -> Vec<Reading> {
        let newer = |mut reading: Reading| {
            reading.claims[0].mode = Some("meet".to_owned());
            reading
        };
        reports().into_iter().map(newer).collect()
    };
    let newer = Occasion {
        run: "a newer engine".to_owned(),
        ..occasion()
    };
    for expected in [Added::Again, Added::Known] {
        let mut writer = Writer::open(&made.path, newer.clone()).expect("it opens");
        let mut press = Press::new(writer.dictionaries(), &NAMES).expect("dictionaries");
        let mut batch = writer.batch().expect("it begins");
        for reading in read() {
            let draft = press.draft(reading).expect("it is packed");
            assert_eq!(batch.add_again(&draft).expect("it is added"), expected);
        }
        batch.commit(&NAMES).expect("it lasts");
        writer.close().expect("it closes");
    }
    let ledger = Ledger::open(&made.path).expect("it opens");
    let rows = |sql: &str| -> Vec<String> {
        let mut read = ledger.connection.prepare(sql).expect("SQL");
        let rows = read.query_map([], |row| row.get(0)).expect("rows");
        rows.collect::<Result<_, _>>().expect("rows")
    };
    let claims = "SELECT id || ' ' || c.mode || ' ' || c.status FROM claims c
        JOIN documents d USING (document) WHERE d.status = 'read' ORDER BY 1";
    assert_eq!(
        rows(claims),
        [
            "late meet happened",
            "post meet denied",
            "radio meet happened"
        ]
    );
    let engines = "SELECT DISTINCT read_by FROM documents WHERE status = 'read'";
    assert_eq!(rows(engines), ["a newer engine"]);
    let mut wrong = Vec::new();
    let mut told =
        |check: Check| wrong.extend(matches!(check.finding, Finding::Wrong(_)).then_some(check));
    doctor(&ledger, &mut told).expect("it looks");
    assert!(wrong.is_empty(), "{wrong:?}");
}
