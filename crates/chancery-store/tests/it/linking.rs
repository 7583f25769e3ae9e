//! Events in the file: the same as the linker finds over everything, in any order of arrival.

use crate::press::{Made, NAMES, Told, add, made};
use chancery::link::link;
use chancery::reading::Reading;
use chancery_store::Ledger;
use chancery_store::canonical::canonical;
use chancery_store::link::sums;
use std::collections::BTreeSet;

fn reports() -> Vec<Reading> {
    let day = |n: usize| format!("2026-01-{n:02}");
    let mut reports = Vec::new();
    for n in 1..=6 {
        let (on, published) = (day(n), day(n + 1));
        for outlet in ["post", "radio"] {
            let id = format!("{outlet}{n}");
            reports.push(Told::meeting(&id, Some(&on), &published).reading());
        }
        let third = format!("third{n}");
        let other = Told {
            parties: [("Lena Marin", "NOR"), ("Ada Sarel", "KEN")],
            ..Told::meeting(&third, Some(&on), &published)
        };
        reports.push(other.reading());
        let plan = format!("plan{n}");
        let plan = Told {
            status: "planned",
            ..Told::meeting(&plan, Some(&on), "2026-01-01")
        };
        reports.push(plan.reading());
    }
    reports.push(Told::meeting("vague", None, "2026-01-04").reading());
    reports
}

/// The claims of each event, sorted.
fn shapes(made: &Made) -> BTreeSet<Vec<String>> {
    let ledger = Ledger::open(&made.path).expect("it opens");
    let mut read = ledger
        .connection
        .prepare("SELECT group_concat(key, ' ') FROM (SELECT key, event FROM claim ORDER BY key) GROUP BY event")
        .expect("it is prepared");
    let rows = read
        .query_map([], |row| row.get::<_, String>(0))
        .expect("it is read");
    rows.map(|row| row.expect("a row").split(' ').map(str::to_owned).collect())
        .collect()
}

fn dump(made: &Made) -> String {
    let ledger = Ledger::open(&made.path).expect("it opens");
    assert_eq!(sums::wrong(&ledger.connection).expect("sums"), 0);
    canonical(&ledger.connection).expect("it is dumped")
}

#[test]
fn the_file_holds_the_events_that_the_linker_finds_over_everything() {
    let reports = reports();
    let made = made();
    add(&made, &reports, 4);
    let found: BTreeSet<Vec<String>> = link(&NAMES, &reports)
        .into_iter()
        .map(|event| {
            let mut claims: Vec<String> = event.claims.into_iter().map(|c| c.claim).collect();
            claims.sort();
            claims
        })
        .collect();
    assert!(found.iter().any(|claims| claims.len() > 1) && found.len() > 10);
    assert_eq!(shapes(&made), found);
}

#[test]
fn neither_order_nor_batches_show() {
    let reports = reports();
    let first = made();
    add(&first, &reports, reports.len());
    let expected = dump(&first);
    assert!(expected.contains("fulfils"));
    for (step, batch) in [(1, 1), (7, 3), (11, 5), (23, 25)] {
        let mut order = reports.clone();
        order.sort_by_key(|report| {
            let hash: u64 = report
                .id
                .bytes()
                .fold(step, |h, b| h.wrapping_mul(31) + u64::from(b));
            hash % 1009
        });
        let other = made();
        add(&other, &order, batch);
        assert_eq!(dump(&other), expected, "order {step}, batches of {batch}");
    }
}

#[test]
fn adding_again_changes_nothing() {
    let reports = reports();
    let made = made();
    add(&made, &reports, 4);
    let before = dump(&made);
    add(&made, &reports, 7);
    assert_eq!(dump(&made), before);
}

#[test]
fn the_country_of_a_side_is_that_of_its_actor() {
    let made = made();
    add(&made, &reports(), 4);
    let ledger = Ledger::open(&made.path).expect("it opens");
    let sql =
        "SELECT count(*), sum(source_country = 'NOR') FROM events WHERE source = 'Lena Marin'";
    let row = ledger.connection.query_row(sql, [], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
    });
    let (all, right) = row.expect("a count");
    assert!(all > 5 && all == right, "{right} of {all}");
}
