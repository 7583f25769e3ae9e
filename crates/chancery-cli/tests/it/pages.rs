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
