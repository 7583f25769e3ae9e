//! Copies, checks, repair, queries: on a Ledger of made-up reports.

use crate::press::NAMES;
use chancery::reading::Reading;
use chancery_store::maintain::{Check, Finding, backup, doctor, repair};
use chancery_store::{Ledger, Occasion, Press, Writer};
use std::path::Path;

fn fill(path: &Path) {
    Ledger::create(path).expect("it is made");
    let mut writer = Writer::open(path, Occasion::default()).expect("it opens");
    let mut press = Press::new(writer.dictionaries(), &NAMES).expect("it opens");
    let drafts = (1..=3).map(|number| {
        let mut reading = Reading::default();
        reading.document.text = format!("Report {number} tells of nothing.");
        press.draft(reading).expect("it packs")
    });
    let drafts: Vec<_> = drafts.collect();
    let mut batch = writer.batch().expect("it begins");
    for draft in &drafts {
        batch.add(draft).expect("it is added");
    }
    batch.commit(&NAMES).expect("it lasts");
    writer.close().expect("it closes");
}

fn wrong(path: &Path) -> Vec<&'static str> {
    let mut wrong = Vec::new();
    let ledger = Ledger::open(path).expect("it opens");
    let told = |check: Check| {
        if matches!(check.finding, Finding::Wrong(_)) {
            wrong.push(check.what);
        }
    };
    doctor(&ledger, told).expect("it is asked");
    wrong
}

#[test]
fn what_is_derived_is_made_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.chancery");
    fill(&path);
    assert_eq!(wrong(&path), [""; 0]);
    let file = rusqlite::Connection::open(&path).expect("it opens");
    let harm = "INSERT INTO fts (fts) VALUES ('delete-all');
        INSERT INTO rollup_dyad_day VALUES ('NOR', 'SWE', 1, 'CONSULT', 1, 1, 1, 1.0);";
    file.execute_batch(harm).expect("it is harmed");
    drop(file);
    assert_eq!(wrong(&path), ["words", "sums"]);
    repair(&path).expect("it is repaired");
    assert_eq!(wrong(&path), [""; 0]);
}

#[test]
fn a_lost_text_is_found_and_not_repaired() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.chancery");
    fill(&path);
    let file = rusqlite::Connection::open(&path).expect("it opens");
    file.execute("UPDATE content SET text = x'00' WHERE document = 2", [])
        .expect("it is harmed");
    drop(file);
    assert_eq!(wrong(&path), ["documents"]);
    assert!(repair(&path).is_err());
    assert_eq!(wrong(&path), ["documents"]);
}

#[test]
fn a_copy_is_whole_and_never_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let [one, copy] = ["one.chancery", "copy.chancery"].map(|name| folder.path().join(name));
    fill(&one);
    let ledger = Ledger::open(&one).expect("it opens");
    backup(&ledger, &copy).expect("it is copied");
    assert_eq!(wrong(&copy), [""; 0]);
    assert!(backup(&ledger, &copy).is_err());
}
