//! Queries go by the indexes: none of them reads all events or all claims.

use super::actor;
use super::dyad::{self, Between};
use super::{Filter, Order, Page, Shelf};
use crate::Ledger;
use chancery::actors::ActorLexicon;
use chancery_data::knowledge;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

/// The steps of the plan of a query.
fn plan(ledger: &Ledger, sql: &str, values: &[Value]) -> Vec<String> {
    let mut read = ledger
        .connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .expect("it is SQL");
    let steps = read.query_map(params_from_iter(values), |row| row.get(3));
    let steps = steps.expect("it is explained");
    steps.collect::<Result<_, _>>().expect("it is read")
}

fn check(ledger: &Ledger, sql: &str, values: &[Value]) {
    let steps = plan(ledger, sql, values);
    let scans = steps
        .iter()
        .any(|step| step.starts_with("SCAN") && !step.contains("VIRTUAL"));
    assert!(!scans, "{sql}\n{steps:#?}");
    assert!(
        steps.iter().any(|step| step.starts_with("SEARCH")),
        "{steps:#?}"
    );
}

#[test]
fn actors_dyads_and_filters_go_by_the_indexes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plans.chancery");
    Ledger::create(&path).expect("it is made");
    let ledger = Ledger::open(&path).expect("it opens");
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    let names = ActorLexicon::new(knowledge());
    let page = Page {
        order: Order::Newest,
        skip: 0,
        limit: 50,
    };
    for line in [
        "actor:Umerov since:2026-01",
        "actor:\"Hakan Fidan\" actor:TUR type:CONSULT",
        "actor:a:0123456789ab place:Ankara",
        "TUR UKR status:planned until:2026-01",
        "umerov ankara",
        "place:Ankara",
        "since:2026-01 until:2026-02 background:yes",
        "words:talks",
    ] {
        let filter = Filter::parse(line, knowledge()).expect("it parses");
        let (count, all, values) = shelf.find_sql(&names, &filter, page).expect("it is SQL");
        check(&ledger, &count, &values);
        check(&ledger, &all, &values);
    }
    let (a, b) = ("TUR".to_owned(), "UKR".to_owned());
    for types in [vec![], vec!["CONSULT".to_owned()]] {
        let asked = Between {
            types,
            since: Some(0),
            limit: 50,
            ..Between::default()
        };
        for (sql, values) in [
            dyad::sums_sql((&a, &b), &asked),
            dyad::events_sql((&a, &b), &asked),
        ] {
            check(&ledger, &sql, &values);
        }
    }
    for sql in [
        actor::events_sql("1, 2", "e.type = 'CONSULT'", 20),
        actor::offices_sql("1, 2"),
        actor::with_sql("1, 2"),
    ] {
        check(&ledger, &sql, &[]);
    }
}
