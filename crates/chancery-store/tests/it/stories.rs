//! Stories are told as documents arrive, whatever the batches and however often the writer begins anew.

use crate::press::{Made, NAMES, Told, add, made};
use chancery::reading::Reading;
use chancery_data::knowledge;
use chancery_store::Ledger;
use chancery_store::view::{Filter, Order, Page, Shelf};

/// Beyond a round of the clusterer.
const MANY: usize = 1_300;

/// Two courses of happenings a month, each told several times.
fn reports(count: usize) -> Vec<Reading> {
    let cities = ["Lisbon", "Nairobi", "Quito", "Hanoi", "Oslo"];
    let report = |n: usize| {
        let (course, month) = (n % 5, n / 200);
        let day = format!(
            "20{:02}-{:02}-{:02}",
            10 + month / 12,
            1 + month % 12,
            1 + n % 3
        );
        let id = format!("r{n}");
        let told = Told {
            place: Some(cities[course]),
            parties: [
                ("Lena Marin", "NOR"),
                [("Oleg Dorn", "PER"), ("Ada Sarel", "KEN")][course % 2],
            ],
            ..Told::meeting(&id, Some(&day), &day)
        };
        told.reading()
    };
    (0..count).map(report).collect()
}

/// Each document with its story.
fn told(made: &Made) -> Vec<(String, String)> {
    let ledger = Ledger::open(&made.path).expect("it opens");
    let sql = "SELECT document, story FROM documents ORDER BY 1";
    let mut read = ledger.connection.prepare(sql).expect("SQL");
    let rows = read.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.expect("rows").collect::<Result<_, _>>().expect("rows")
}

#[test]
fn neither_batches_nor_restarts_show() {
    let reports = reports(MANY);
    let (one, other) = (made(), made());
    add(&one, &reports, MANY);
    for (at, some) in reports.chunks(700).enumerate() {
        add(&other, some, 150 + at);
    }
    let told_one = told(&one);
    assert_eq!(told_one.len(), MANY);
    assert_eq!(told(&other), told_one);
}

#[test]
fn a_story_is_shown_and_found_by() {
    let made = made();
    add(&made, &reports(20), 7);
    let (_, id) = told(&made).swap_remove(0);
    let ledger = Ledger::open(&made.path).expect("it opens");
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    let story = shelf.story(&id).expect("it answers").expect("a story");
    assert_eq!(story.id, id);
    assert!(story.documents > 1 && story.reports.len() as u64 == story.documents);
    assert_eq!(story.reports[0].story.as_deref(), Some(id.as_str()));
    assert!(!story.events.is_empty());
    let filter = Filter::parse(&format!("story:{id}"), knowledge()).expect("it parses");
    let page = Page {
        order: Order::Newest,
        skip: 0,
        limit: 100,
    };
    let (rows, total) = shelf.find(&NAMES, &filter, page).expect("it answers");
    assert_eq!(
        (rows.len(), total as usize),
        (story.events.len(), story.events.len())
    );
    assert_eq!(shelf.story("st:none").expect("it answers"), None);
}
