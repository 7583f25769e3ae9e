//! The Ledger as a user has it: made, filled, asked, copied, checked.

use crate::program::{Ran, folder, run_in};
use std::path::{Path, PathBuf};

/// Three reports of ours, the last in a text that cannot be read.
const REPORTS: &str = r#"{"id": "a", "title": "Marin in Oslo", "outlet": "Belmar Post", "published": "2024-05-02", "text": "Finnish Foreign Minister Ada Marin met Norwegian President Jon Sarel in Oslo on Thursday."}
{"id": "b", "outlet": "Oslo Courier", "published": "2024-05-03", "text": "Norway accused Russia of jamming satellites, the ministry said on Friday."}
{"id": "c", "text": 7}
"#;

fn made(test: &str) -> PathBuf {
    let folder = folder(test, &[("reports.jsonl", REPORTS.as_bytes())]);
    let ran = chancery(&folder, &["init", "north"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "made north.chancery\n"));
    folder
}

fn chancery(folder: &Path, args: &[&str]) -> Ran {
    run_in(folder, args, b"")
}

fn add(folder: &Path, more: &[&str]) -> Ran {
    let args = [&["add", "reports.jsonl", "--now", "2024-05-04"], more].concat();
    chancery(folder, &args)
}

fn rows(folder: &Path, query: &str) -> Ran {
    chancery(folder, &["sql", query, "--json"])
}

#[test]
fn added_once_and_told_what_failed() {
    let folder = made("ledger-add");
    let first = add(&folder, &["--errors", "failed.jsonl"]);
    assert_eq!(first.code, 3, "{}", first.err);
    let last = |ran: &Ran| ran.err.lines().last().unwrap_or_default().to_owned();
    assert!(
        last(&first).starts_with("north.chancery: 2 added"),
        "{}",
        first.err
    );
    assert!(last(&first).ends_with("0 known, 1 failed"), "{}", first.err);
    let failed = std::fs::read_to_string(folder.join("failed.jsonl")).expect("it is written");
    assert!(
        failed.starts_with(r#"{"path":"reports.jsonl","line":3,"what":"#),
        "{failed}"
    );
    let again = add(&folder, &["-j", "2", "--progress", "json"]);
    assert_eq!(
        again
            .err
            .lines()
            .filter(|line| line.starts_with('{'))
            .count(),
        1
    );
    assert!(
        last(&again).contains("0 added with 0 claims, 2 known, 1 failed"),
        "{}",
        again.err
    );
    let versions = rows(&folder, "SELECT * FROM versions").out;
    assert_eq!(
        versions,
        "{\"version\":1,\"what\":\"add\",\"made\":\"2024-05-04 00:00:00\"}\n"
    );
}

#[test]
fn readings_are_added_as_they_are() {
    let folder = made("ledger-readings");
    let read = chancery(
        &folder,
        &["read", "reports.jsonl", "--json", "-o", "readings.jsonl"],
    );
    assert_eq!(read.code, 3, "{}", read.err);
    let ran = chancery(&folder, &["add", "readings.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    // The reports themselves are then known.
    let ran = add(&folder, &[]);
    assert!(
        ran.err.contains("0 added with 0 claims, 2 known"),
        "{}",
        ran.err
    );
}

#[test]
fn the_number_of_threads_does_not_show() {
    let views = [
        "documents",
        "claims",
        "events",
        "actors",
        "quotes",
        "roles",
        "participants",
    ];
    let dump = |test: &str, jobs: &str| {
        let folder = made(test);
        add(&folder, &["-j", jobs]);
        let rows = |view: &&str| rows(&folder, &format!("SELECT * FROM {view} ORDER BY 1, 2")).out;
        views.iter().map(rows).collect::<String>()
    };
    let one = dump("ledger-one", "1");
    assert!(one.lines().count() > 8, "{one}");
    assert_eq!(dump("ledger-two", "2"), one);
}

#[test]
fn asked_in_sql() {
    let folder = made("ledger-sql");
    add(&folder, &[]);
    let query = "SELECT type, status, day, country FROM events ORDER BY day, type";
    insta::assert_snapshot!(chancery(&folder, &["sql", query]).out);
    let csv = chancery(
        &folder,
        &[
            "sql",
            "SELECT id, 'a, b' AS words FROM documents ORDER BY 1",
            "--csv",
        ],
    );
    assert_eq!(csv.out, "id,words\r\na,\"a, b\"\r\nb,\"a, b\"\r\n");
    let none = "SELECT 1 FROM events WHERE type = 'NONE'";
    assert_eq!(chancery(&folder, &["sql", none]).code, 0);
    assert_eq!(chancery(&folder, &["sql", none, "--fail-empty"]).code, 4);
    for change in [
        "DELETE FROM claim",
        "PRAGMA user_version = 9",
        "ATTACH 'x' AS x",
        "SELECT 1; SELECT 2",
    ] {
        let ran = chancery(&folder, &["sql", change]);
        assert_eq!(ran.code, 1, "{change}: {}", ran.out);
    }
    assert_eq!(
        rows(&folder, "SELECT count(*) AS n FROM claims")
            .lines()
            .len(),
        1
    );
}

#[test]
fn checked_and_copied() {
    let folder = made("ledger-doctor");
    add(&folder, &[]);
    let ran = chancery(&folder, &["doctor"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(
        ran.out.lines().all(|line| line.starts_with("ok ")),
        "{}",
        ran.out
    );
    let copy = ["backup", "copy.chancery", "--ledger", "north"];
    assert_eq!(chancery(&folder, &copy).code, 0);
    let twice = chancery(&folder, &copy);
    assert_eq!(twice.code, 1);
    assert!(
        twice.err.contains("copy.chancery: there already\nhint: "),
        "{}",
        twice.err
    );
    let query = ["sql", "SELECT * FROM claims", "--json", "--ledger"];
    let of = |name: &'static str| chancery(&folder, &[&query[..], &[name]].concat()).out;
    assert_eq!(of("copy"), of("north"));
    // Nothing but the files that were asked for.
    let files = std::fs::read_dir(&folder).expect("it lists");
    assert_eq!(files.count(), 3);
}

#[test]
fn damage_is_found() {
    let folder = made("ledger-damage");
    add(&folder, &[]);
    let path = folder.join("north.chancery");
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(&path)
        .expect("it opens");
    let half = file.metadata().expect("it is there").len() / 2;
    file.set_len(half).expect("it is cut");
    let ran = chancery(&folder, &["doctor"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
}

#[test]
fn which_ledger_is_meant() {
    let folder = made("ledger-config");
    let show =
        |more: &[&str]| chancery(&folder, &[&["config", "show", "--origin"], more].concat()).out;
    assert!(show(&[]).starts_with("ledger = north.chancery  # the only Ledger of this folder\n"));
    std::fs::write(folder.join("chancery.toml"), "ledger = \"other\"\n").expect("it is written");
    assert!(
        show(&[]).starts_with("ledger = other.chancery  # chancery.toml\n"),
        "{}",
        show(&[])
    );
    assert!(show(&["--ledger", "north"]).starts_with("ledger = north.chancery  # --ledger\n"));
    let missing = chancery(&folder, &["doctor"]);
    assert_eq!(missing.code, 1);
    assert!(
        missing
            .err
            .contains("other.chancery: no such Ledger\nhint: "),
        "{}",
        missing.err
    );
    std::fs::write(folder.join("chancery.toml"), "legder = \"other\"\n").expect("it is written");
    assert_eq!(chancery(&folder, &["doctor"]).code, 1);
}

#[test]
fn shell_files_and_manual_pages() {
    let folder = folder("ledger-shells", &[]);
    for shell in ["bash", "fish", "zsh"] {
        assert!(
            chancery(&folder, &["completions", shell])
                .out
                .contains("doctor"),
            "{shell}"
        );
    }
    assert!(chancery(&folder, &["man"]).out.contains(".TH chancery 1"));
    assert!(
        chancery(&folder, &["man", "add"])
            .out
            .contains("chancery add")
    );
    assert_eq!(chancery(&folder, &["man", "fly"]).code, 1);
}
