//! Input that is no report: named on standard error, and the others are read.

use crate::program::{folder, read_one_line, run, run_in};

const REPORT: &[u8] =
    b"Defence Minister Ada Sarel hosted the envoy of Lorne in Belmar on Thursday.\n";

/// One input among good ones: what is said, and with which code it ends.
fn check(input: &[u8], code: i32, message: &str) {
    let ran = run(&["extract", "-"], input);
    assert_eq!(ran.code, code, "{}", ran.err);
    assert!(ran.err.contains(message), "{:?} lacks {message:?}", ran.err);
}

#[test]
fn an_empty_file_is_an_empty_report() {
    let ran = run(&["extract", "-"], b"");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.lines()[0]["notes"][0], "no_text");
}

#[test]
fn binary_is_refused_with_a_hint() {
    check(
        b"\x7fELF\0\0",
        3,
        "error: standard input: binary data, not text: byte 4 is NUL\nhint: ",
    );
    check(&[0xB1; 200], 3, "not UTF-8 text");
}

#[test]
fn a_page_of_html_is_read() {
    let page = crate::sources::PAGE.as_bytes();
    let ran = run(&["extract", "-"], page);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let text = ran.lines()[0]["text"].to_string();
    assert!(text.contains("hosted the envoy"), "{text}");
}

#[test]
fn broken_bytes_are_noted() {
    let ran = run(
        &["extract", "-"],
        b"Minister Sar\xE9l met the envoy of Lorne in Belmar.",
    );
    assert_eq!(ran.code, 0);
    assert_eq!(ran.lines()[0]["notes"][0], "invalid_utf8");
}

#[test]
fn only_furniture_and_another_language_are_noted() {
    let ran = run(&["extract", "-"], b"Subscribe now\n\nCookie settings\n");
    assert_eq!(ran.lines()[0]["notes"][0], "only_furniture");
    let german = "Die Ministerin empfing am Donnerstag den Gesandten in der Hauptstadt und sprach über die Brücke.";
    let ran = run(&["extract", "-"], german.as_bytes());
    assert_eq!(ran.lines()[0]["notes"][0], "other_language");
    assert_eq!(ran.lines()[0]["text"], "");
}

#[test]
fn a_vanished_file_is_named_and_the_others_are_read() {
    let folder = folder("vanished", &[("a.txt", REPORT)]);
    let ran = run_in(&folder, &["extract", "gone.txt", "a.txt"], b"");
    assert_eq!(ran.code, 3);
    assert!(
        ran.err.starts_with("error: gone.txt: no such file\nhint: "),
        "{}",
        ran.err
    );
    assert_eq!(ran.lines().len(), 1);
}

#[test]
fn a_folder_with_one_bad_file() {
    let folder = folder(
        "one_bad",
        &[
            ("b/bad.txt", b"\0\0\0"),
            ("b/z.txt", REPORT),
            ("a.txt", REPORT),
            (
                "c.jsonl",
                b"{\"id\": \"c1\", \"text\": \"Sarel spoke.\"}\n\n{\"id\": \"c2\", \"te\n",
            ),
            ("notes.doc", b"not for us"),
            (".hidden.txt", REPORT),
        ],
    );
    let ran = run_in(&folder, &["extract", "."], b"");
    assert_eq!(ran.code, 3);
    assert_eq!(ran.lines().len(), 3);
    assert!(ran.err.contains("bad.txt: binary data"), "{}", ran.err);
    assert!(ran.err.contains("c.jsonl:3: column 16: EOF"), "{}", ran.err);
}

#[test]
fn a_line_without_end_is_refused_and_the_next_is_read() {
    let mut lines = b"{\"id\": \"long\", \"text\": \"".to_vec();
    lines.resize(20 << 20, b'a');
    lines.extend_from_slice(b"\"}\n{\"id\": \"next\", \"text\": \"Sarel spoke.\"}\n");
    let ran = run(&["extract", "-"], &lines);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("standard input:1: text of"), "{}", ran.err);
    assert_eq!(ran.lines()[0]["id"], "next");
    let ran = run(&["extract", "-"], &vec![b'a'; 20 << 20]);
    assert!(
        ran.err.contains("longer than the limit of 16777216 bytes"),
        "{}",
        ran.err
    );
}

#[test]
fn ids_that_occur_again_are_told() {
    let lines = b"{\"id\": \"x\", \"text\": \"Sarel spoke.\"}\n{\"id\": \"x\", \"text\": \"Marin left.\"}\n";
    let ran = run(&["extract", "-"], lines);
    assert_eq!((ran.code, ran.lines().len()), (0, 2));
    assert!(
        ran.err
            .starts_with("warning: standard input:2: id `x` occurs again"),
        "{}",
        ran.err
    );
}

#[test]
fn wrong_usage_answers_2() {
    assert_eq!(run(&["extract"], b"").code, 2);
    assert_eq!(run(&["extract", "-", "-j", "0"], b"").code, 2);
    let ran = run(&["extract", "-", "--as-of", "soon"], b"");
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("expected a day such as 2026-01-02"),
        "{}",
        ran.err
    );
}

#[test]
fn an_output_that_cannot_be_made_answers_1() {
    let ran = run(&["extract", "-", "-o", "no/such/folder/x.jsonl"], REPORT);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err
            .starts_with("error: making the output file no/such/folder/x.jsonl: "),
        "{}",
        ran.err
    );
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let line = |n: usize| format!("{{\"text\": \"Sarel spoke of bridge {n} to Lorne.\"}}\n");
    let lines: String = (0..20_000).map(line).collect();
    let ran = read_one_line(&["extract", "-", "-j", "1"], lines.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn a_pair_without_good_spans_is_named_with_its_line() {
    let lines = concat!(
        r#"{"id": "a", "text": "Velia fined Tarsk.", "source": {"start": 0, "end": 5}, "target": null}"#,
        "\n",
        r#"{"id": "b", "text": "Velia fined Tarsk.", "source": {"start": 0, "end": 90}}"#,
        "\n",
        r#"{"id": "c", "text": "Velia fined Tarsk."}"#,
        "\n",
    );
    let ran = run(&["relate", "-"], lines.as_bytes());
    assert_eq!((ran.code, ran.lines().len()), (3, 1), "{}", ran.err);
    assert!(
        ran.err
            .contains("standard input:2: field `source`: found 0 to 90"),
        "{}",
        ran.err
    );
    assert!(
        ran.err
            .contains("standard input:3: field `source`: found no span"),
        "{}",
        ran.err
    );
}
