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
fn what_is_not_relevant_is_left_out_where_that_is_asked_for() {
    let folder = made("ledger-relevant");
    let lines = r#"{"id": "r1", "title": "Soup for winter", "text": "Stir the leeks until they are soft, then add the cream and serve the soup with bread."}
{"id": "r2", "text": "Finnish Foreign Minister Ada Marin met Norwegian President Jon Sarel in Oslo on Thursday."}
{"id": "r3", "title": "Minister meets envoy of Peru in Lima", "text": "They spoke for an hour and parted without a word to those who waited outside in the rain."}
{"id": "r4", "text": "Die Suppe wird so lange gekocht, bis der Lauch weich ist und die Sahne nicht mehr flockt, und dann mit Brot gegessen."}
"#;
    std::fs::write(folder.join("mixed.jsonl"), lines).expect("it is written");
    let add = |more: &[&str]| chancery(&folder, &[&["add", "mixed.jsonl"], more].concat());
    let first = add(&[
        "--relevant-only",
        "--errors",
        "left.jsonl",
        "--progress",
        "json",
    ]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(
        first.err.contains("north.chancery: 3 added with ")
            && first
                .err
                .contains("0 known, 1 left out as not relevant, 0 failed")
            && first.err.contains(r#""not_relevant":1"#),
        "{}",
        first.err
    );
    let left = std::fs::read_to_string(folder.join("left.jsonl")).expect("it is written");
    assert_eq!(
        left,
        "{\"path\":\"mixed.jsonl\",\"line\":1,\"what\":\"left out: not relevant\"}\n"
    );
    // It is not remembered: without the flag it is added, and the others are known.
    let again = add(&[]);
    assert!(
        again
            .err
            .contains("1 added with 0 claims, 3 known, 0 failed"),
        "{}",
        again.err
    );
    // What is known is known, relevant or not.
    let known = add(&["--relevant-only"]);
    assert!(known.err.contains("4 known, 0 failed"), "{}", known.err);
}

/// Reports of one outlet with a box of its own that no rule knows, and what is cut from each.
fn boxed(test: &str, order: &[usize], jobs: &str) -> Vec<String> {
    let folder = made(test);
    let told = [
        "Foreign Minister Ada Marin met the envoy of Peru in Oslo, her office said.",
        "Norway accused Russia of jamming satellites over the Barents Sea.",
        "President Jon Sarel arrives in Quito for a visit of three days.",
        "Rebels shelled the port of Hadra and killed two of its guards.",
        "Two thousand miners marched through Lima and asked for higher wages.",
        "The parliament of Chile approved the treaty on the glaciers by a wide margin.",
    ];
    let after = [
        "Both had waited eleven months for a day on which neither was ill or on a plane.",
        "Pilots of three airlines flew by compass and by the lights of fishing boats that night.",
        "His plane carries forty farmers who hope to sell potatoes to supermarkets in Guayaquil.",
        "Ferries turned back before the breakwater while sirens went off in every village nearby.",
        "Shopkeepers closed their shutters at noon and handed out water from buckets and hoses.",
        "Hunters, guides and owners of lodges had asked deputies for another winter of delay.",
    ];
    let report = |at: usize| {
        let text = format!(
            "{}\n\nThe Lantern Circle of Friends\n\nJoin the Lantern Circle and walk with us through the old towns of the \
             river.\n\n{}",
            told[at], after[at]
        );
        serde_json::json!({"id": format!("r{at}"), "outlet": "The Lantern", "text": text})
            .to_string()
    };
    let lines: Vec<String> = order.iter().map(|at| report(*at)).collect();
    std::fs::write(folder.join("boxed.jsonl"), lines.join("\n")).expect("it is written");
    let ran = chancery(&folder, &["add", "boxed.jsonl", "-j", jobs]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let mut order = order.to_vec();
    order.sort_unstable();
    let cut = |at: &usize| {
        let shown = chancery(&folder, &["show", &format!("r{at}"), "--json"]);
        shown.lines()[0]["reading"]["document"]["furniture"].to_string()
    };
    order.iter().map(cut).collect()
}

#[test]
fn what_an_outlet_repeats_is_cut_in_any_order_and_on_any_number_of_threads() {
    let cut = boxed("ledger-boxed", &[0, 1, 2, 3, 4, 5], "1");
    assert!(
        cut.iter()
            .all(|cut| cut.matches("outlet.repeats").count() == 2),
        "{cut:?}"
    );
    assert_eq!(boxed("ledger-boxed-2", &[4, 2, 0, 5, 1, 3], "3"), cut);
    // Two reports are no habit.
    let two = boxed("ledger-boxed-3", &[0, 1], "2");
    assert!(!two.concat().contains("outlet.repeats"), "{two:?}");
}

/// Three versions of one page and what became of it, in this order: what the Ledger then holds.
fn issued(test: &str, order: [usize; 4]) -> (String, String) {
    let folder = made(test);
    let versions = [
        r#"{"url": "https://post.example/oslo", "published": "2024-05-02T08:00:00Z", "text": "Finnish Foreign Minister Ada Marin met Norwegian President Jon Sarel in Oslo on Thursday."}"#,
        r#"{"url": "https://www.post.example/oslo/?utm_source=mail", "published": "2024-05-02T08:00:00Z", "modified": "2024-05-02T12:00:00Z", "text": "Finnish Foreign Minister Ada Marin met Norwegian President Jon Sarel in Bergen on Thursday."}"#,
        r#"{"uri": "urn:agency.example:7", "pubstatus": "usable", "versioncreated": "2024-05-02T09:00:00Z", "headline": "Talks", "body_text": "Norway accused Russia of jamming satellites, the ministry said on Thursday."}"#,
        r#"{"uri": "urn:agency.example:7", "pubstatus": "canceled", "versioncreated": "2024-05-02T11:00:00Z", "headline": "Talks", "body_text": ""}"#,
    ];
    let mut said = String::new();
    for at in order {
        std::fs::write(folder.join("one.json"), versions[at]).expect("it is written");
        let ran = chancery(&folder, &["add", "one.json", "--now", "2024-05-04"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        said += &ran.err;
    }
    let documents = "SELECT id, status, replace(message, substr(message, -12), '') AS message FROM documents ORDER BY 1, 2, 3";
    let events = "SELECT type, place FROM events ORDER BY 1, 2";
    (
        rows(&folder, documents).out + &rows(&folder, events).out,
        said,
    )
}

#[test]
fn versions_of_one_page_and_withdrawals_in_any_order() {
    let (held, said) = issued("ledger-versions", [0, 1, 2, 3]);
    assert!(
        said.contains(", 1 superseded, 0 known") && said.contains(", 1 taken back, 1 superseded"),
        "{said}"
    );
    assert_eq!(held.matches(r#""status":"withdrawn""#).count(), 3, "{held}");
    assert!(
        held.contains("Bergen") && !held.contains("Oslo") && !held.contains("ACCUSE"),
        "{held}"
    );
    for (test, order) in [
        ("ledger-versions-2", [3, 1, 2, 0]),
        ("ledger-versions-3", [1, 3, 0, 2]),
    ] {
        assert_eq!(issued(test, order).0, held, "{order:?}");
    }
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
