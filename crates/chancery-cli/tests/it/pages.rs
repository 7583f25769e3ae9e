//! Pages for people: the table of a Reading and the brief, from a Reading written by hand.

use crate::program::{folder, run, run_in};

/// A Reading of our own, with an actor, a source, a quote, an office and a note in it.
const READING: &str = include_str!("reading.json");

fn line() -> Vec<u8> {
    let value: serde_json::Value = serde_json::from_str(READING).expect("it is JSON");
    format!("{value}\n").into_bytes()
}

#[test]
fn a_reading_as_a_page() {
    let ran = run(&["read", "-", "--pretty"], &line());
    assert_eq!(ran.code, 0, "{}", ran.err);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn a_page_in_colour_has_no_line_of_marks() {
    let ran = run(&["read", "-", "--pretty", "--color", "always"], &line());
    assert!(ran.out.contains("\u{1b}["), "{}", ran.out);
    assert!(!ran.out.contains("^^^"), "{}", ran.out);
}

#[test]
fn a_brief_as_text() {
    let ran = run(&["brief", "-"], &line());
    assert_eq!(ran.code, 0, "{}", ran.err);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn a_brief_as_markdown() {
    let folder = folder("brief", &[("r.jsonl", &line()), ("bad.txt", b"\0")]);
    let ran = run_in(&folder, &["brief", ".", "-o", "brief.md"], b"");
    assert_eq!(ran.code, 3, "{}", ran.err);
    let text = std::fs::read_to_string(folder.join("brief.md")).expect("it was made");
    insta::assert_snapshot!(text);
}

#[test]
fn a_reading_goes_through_unchanged() {
    let ran = run(&["read", "-", "--json"], &line());
    let given: serde_json::Value = serde_json::from_str(READING).expect("it is JSON");
    assert_eq!(ran.lines()[0]["claims"][0]["id"], given["claims"][0]["id"]);
}

/// The part of a page that explains the day.
fn explained(args: &[&str], input: &[u8]) -> String {
    let args = [&["read", "-", "--pretty", "--explain"], args].concat();
    let ran = run(&args, input);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let start = ran
        .out
        .find("How the report was dated")
        .expect("it is there");
    let page = &ran.out[start..];
    page.split("\n\n").next().unwrap_or(page).to_owned()
}

#[test]
fn the_day_explained_piece_by_piece() {
    let text = "U.S. Secretary of State Antony Blinken met Tom Marin on Thursday.\n\n\
        The two will host a conference in Belmar on Jan. 17, the ministry said.\n";
    let page = explained(&["--as-of", "2024-01-20"], text.as_bytes());
    insta::assert_snapshot!(page);
}

#[test]
fn a_report_without_evidence_says_so() {
    let nothing = "nothing in the report tells its day";
    let page = explained(&[], b"A dog barked in the yard of the old mill.\n");
    assert!(page.ends_with(nothing), "{page}");
    let bounded = explained(
        &["--as-of", "2024-01-20"],
        b"A dog barked in the old mill.\n",
    );
    assert!(
        bounded.contains("on or before 2024-01-20, as was given"),
        "{bounded}"
    );
    let given = explained(
        &[],
        b"{\"text\": \"A dog barked.\", \"published\": \"2024-05-03\"}\n",
    );
    assert!(given.contains("published on 2024-05-03"), "{given}");
}

#[test]
fn empty_input_is_explained_too() {
    let page = explained(&[], b"");
    assert!(
        page.ends_with("nothing in the report tells its day"),
        "{page}"
    );
}

#[test]
fn days_that_conflict_are_told() {
    let line = b"{\"text\": \"A dog barked.\", \"published\": \"2024-05-20\", \"url\": \"https://example.org/2024/05/03/dog\"}\n";
    let page = explained(&[], line);
    assert!(
        page.contains("conflicts with the rest\n       address 2024-05-03"),
        "{page}"
    );
    assert!(page.contains("rivals: 2024-05-03"), "{page}");
}
