//! What the Ledger shows of the reports of the corpus, and what it answers to whoever asks for the
//! first time.

use crate::program::{Ran, folder, run_in};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/reports");

/// A Ledger of the corpus, made once.
static LEDGER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = folder("views", &[]);
    assert_eq!(run_in(&folder, &["init", "corpus"], b"").code, 0);
    let args = [
        "add",
        CORPUS,
        "--now",
        "2026-02-01",
        "--as-of",
        "2026-02-01",
    ];
    let ran = run_in(&folder, &args, b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    folder
});

fn ask(args: &[&str]) -> Ran {
    let fixed = ["--now", "2026-01-02"];
    run_in(&LEDGER, &[args, &fixed].concat(), b"")
}

fn page(args: &[&str]) -> String {
    let ran = ask(args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

#[test]
fn events_as_a_table() {
    insta::assert_snapshot!(page(&["find", "umerov ankara"]));
}

#[test]
fn an_event_with_all_that_it_stands_on() {
    let found = ask(&["find", "umerov ankara", "--status", "happened", "--json"]).lines();
    let most = found.iter().max_by_key(|line| line["documents"].as_u64());
    let id = most.expect("an event")["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    insta::assert_snapshot!(page(&["show", &id]));
    let shown = ask(&["show", &id, "--json"]).lines();
    let claim = &shown[0]["claims"][0];
    let sentence = claim["sentence"].as_str().expect("a sentence");
    let trigger = claim["claim"]["trigger"]["text"].as_str().expect("words");
    assert!(sentence.contains(trigger));
}

#[test]
fn an_actor_as_a_page() {
    insta::assert_snapshot!(page(&["actor", "Umerov", "--limit", "5"]));
}

#[test]
fn two_countries_over_time() {
    insta::assert_snapshot!(page(&[
        "dyad", "TUR", "UKR", "--by", "month", "--since", "2025-11"
    ]));
    let periods = page(&["dyad", "TUR", "UKR", "--by", "day", "--csv"]);
    assert!(
        periods.starts_with("period,from,to,events,claims,documents,intensity\n"),
        "{periods}"
    );
}

#[test]
fn the_network_as_a_table_with_commas() {
    insta::assert_snapshot!(page(&["network", "--top", "8", "--csv"]));
}

#[test]
fn what_is_planned() {
    insta::assert_snapshot!(page(&["agenda", "--next", "30d", "--as-of", "2026-01-02"]));
}

#[test]
fn what_somebody_said() {
    insta::assert_snapshot!(page(&["quotes", "--speaker", "Todd"]));
}

#[test]
fn the_brief_of_a_day() {
    let args = ["brief", "--day", "2026-01-01", "-o", "day.md"];
    assert_eq!(ask(&args).code, 0);
    let text = std::fs::read_to_string(LEDGER.join("day.md")).expect("it was made");
    insta::assert_snapshot!(text);
}

#[test]
fn disagreements_doubts_and_what_there_is() {
    for args in [["conflicts", "--json"], ["review", "--json"]] {
        for line in ask(&args).lines() {
            assert!(line.is_object(), "{line}");
        }
    }
    let held = &ask(&["coverage", "--json"]).lines()[0];
    let reports = std::fs::read_dir(CORPUS).expect("the corpus").count() as u64;
    assert!(
        held["documents"]
            .as_u64()
            .is_some_and(|count| count >= reports),
        "{held}"
    );
    assert!(page(&["coverage"]).contains("language"), "no languages");
}

#[test]
fn every_form_of_a_document_and_a_claim() {
    let found = ask(&["find", "--actor", "Umerov", "--evidence", "--json"]).lines();
    let telling = &found[0]["claims"][0];
    let given = telling["document"]["given"].as_str().expect("an id");
    for id in [given, telling["document"]["id"].as_str().expect("an id")] {
        let shown = ask(&["show", id, "--json"]).lines();
        assert_eq!(shown[0]["reading"]["id"], telling["document"]["given"]);
    }
    let claim = telling["claim"]["id"].as_str().expect("an id");
    assert_eq!(
        ask(&["show", claim, "--json"]).lines()[0]["id"],
        found[0]["id"]
    );
    let actor = found[0]["participants"][0]["actor"]
        .as_str()
        .expect("an id");
    assert_eq!(ask(&["show", actor, "--json"]).lines().len(), 1);
}

/// What is said on standard error, and the exit code.
fn check(folder: &Path, args: &[&str], code: i32, says: &str) {
    let ran = run_in(folder, args, b"");
    assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
    assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
    assert!(code == 0 || ran.out.is_empty(), "{args:?}: {}", ran.out);
}

#[test]
fn an_empty_ledger_says_so() {
    let folder = folder("views-empty", &[]);
    run_in(&folder, &["init", "empty"], b"");
    let asked: [&[&str]; 8] = [
        &["find", "anybody"],
        &["actor", "Umerov"],
        &["dyad", "TUR", "UKR"],
        &["network"],
        &["agenda"],
        &["quotes"],
        &["brief"],
        &["coverage"],
    ];
    for args in asked {
        check(&folder, args, 0, "nothing found");
        check(
            &folder,
            &[args, &["--fail-empty"]].concat(),
            4,
            "nothing found",
        );
    }
    check(
        &folder,
        &["show", "ev:0000000000"],
        1,
        "the Ledger has no event",
    );
}

#[test]
fn questions_that_cannot_be_answered_are_told() {
    let folder = LEDGER.as_path();
    check(
        folder,
        &["actor", "Nobody Atall"],
        0,
        "no actor bears the name `Nobody Atall`",
    );
    check(
        folder,
        &["find", "since:yesterday"],
        2,
        "found `yesterday`, expected a day, month or year",
    );
    check(
        folder,
        &["find", "--until", "2026-13"],
        2,
        "found `2026-13`, expected a day",
    );
    check(
        folder,
        &["find", "stauts:planned"],
        2,
        "unknown key `stauts:`",
    );
    check(
        folder,
        &["find", "--type", "MEETING"],
        2,
        "unknown code `MEETING`",
    );
    check(folder, &["find", "--words", "\"open"], 1, "words `\"open`");
    check(folder, &["dyad", "TUR", "TUR"], 1, "are one side");
    check(
        folder,
        &["agenda", "--next", "soon"],
        2,
        "expected a stretch of days",
    );
    check(folder, &["brief", "--day", "tomorrow"], 2, "expected a day");
    check(
        folder,
        &["show", "nothing"],
        1,
        "no event, claim, actor, story or document `nothing`",
    );
}

#[test]
fn without_a_ledger_the_way_to_one_is_told() {
    let folder = folder("views-none", &[]);
    let asked: [&[&str]; 5] = [
        &["find", "x"],
        &["actor", "x"],
        &["agenda"],
        &["quotes"],
        &["brief"],
    ];
    for args in asked {
        check(&folder, args, 1, "no Ledger is named");
        check(
            &folder,
            &[args, &["--ledger", "none"]].concat(),
            1,
            "no such Ledger",
        );
    }
}
