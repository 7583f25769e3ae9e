//! Sources of every kind through the binary: pages, archives, tables, lists of JSON, folders of all.

use crate::program::{folder, run, run_in};

/// A page of ours.
pub const PAGE: &str = "<!DOCTYPE html><html><head><title>Bridge</title></head><body><article>\
    <h1>Sarel hosts the envoy of Lorne</h1>\
    <p>Defence Minister Ada Sarel hosted the envoy of Lorne in Belmar on Thursday, her office said.</p>\
    <p>They spoke of the bridge over the Velm and of the road to it, which both sides want to open in May.</p>\
    <p>\u{201c}We are close,\u{201d} Sarel told reporters after the talks, and thanked the envoy for coming to Belmar.</p>\
    </article></body></html>";

/// A WARC with a page at each of these addresses, an image between them.
fn warc(urls: &[&str]) -> Vec<u8> {
    let record = |url: &str, http: String| {
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-03T10:00:00Z\r\n\
             Content-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        )
    };
    let mut warc = String::new();
    for url in urls {
        let page = PAGE.replace("Bridge", url);
        warc += &record(
            url,
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"),
        );
        warc += &record(
            url,
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx".to_owned(),
        );
    }
    warc.into_bytes()
}

#[test]
fn pages_of_an_archive_in_their_order_for_any_number_of_threads() {
    let urls: Vec<String> = (0..80)
        .map(|n| format!("https://belmar.example/{n}"))
        .collect();
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    let warc = warc(&urls);
    let one = run(&["extract", "-", "-j", "1"], &warc);
    assert_eq!((one.code, one.lines().len()), (0, 80), "{}", one.err);
    assert_eq!(one.lines()[79]["url"], "https://belmar.example/79");
    let four = run(&["extract", "-", "-j", "4"], &warc);
    assert_eq!(one.out, four.out);
    let cut = run(&["extract", "-"], &warc[..warc.len() - 300]);
    assert_eq!((cut.code, cut.lines().len()), (3, 80), "{}", cut.err);
    assert!(cut.err.contains("standard input, byte "), "{}", cut.err);
}

#[test]
fn a_line_may_hold_a_page() {
    let line = serde_json::json!({"id": "p1", "url": "https://belmar.example/a", "html": PAGE});
    let ran = run(
        &["extract", "-", "--json", "--timed"],
        line.to_string().as_bytes(),
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found = &ran.lines()[0];
    assert_eq!(found["id"], "p1");
    assert!(
        found["text"]
            .as_str()
            .is_some_and(|text| text.contains("hosted the envoy"))
    );
    assert!(found["us"].is_u64());
    let read = run(&["read", "-", "--json"], line.to_string().as_bytes());
    assert_eq!(read.lines()[0]["id"], "p1", "{}", read.err);
    assert_eq!(
        read.lines()[0]["document"]["url"],
        "https://belmar.example/a"
    );
}

#[test]
fn tables_lists_and_names_of_fields() {
    let rows =
        b"id,date,text\n1,2024-05-02,Sarel spoke of the bridge.\n2,,\"Marin left, they said.\"\n";
    let ran = run(&["extract", "-"], rows);
    assert_eq!(
        ran.lines()[1]["text"],
        "Marin left, they said.\n",
        "{}",
        ran.err
    );
    assert_eq!(ran.lines()[0]["date"], "2024-05-02");
    let list = br#"[{"id": "a", "body": "Sarel spoke."}, {"id": "b"}]"#;
    let ran = run(&["extract", "-"], list);
    assert_eq!((ran.code, ran.lines().len()), (3, 1));
    assert!(ran.err.contains("standard input, entry 2: "), "{}", ran.err);
    let lines = br#"{"id": "a", "story": {"words": "Sarel spoke."}, "when": "2 May 2024"}"#;
    let ran = run(
        &["extract", "-", "--map", "text=story.words,date=when"],
        lines,
    );
    assert_eq!(ran.lines()[0]["text"], "Sarel spoke.\n", "{}", ran.err);
    assert_eq!(ran.lines()[0]["date"], "2024-05-02");
    assert_eq!(run(&["extract", "-", "--map", "words=a"], lines).code, 2);
}

#[test]
fn a_folder_of_all_kinds_is_added_once() {
    let archive = warc(&["https://belmar.example/1"]);
    let files: [(&str, &[u8]); 6] = [
        (
            "all/a.txt",
            b"Norway accused Russia of jamming satellites, the ministry said on Friday.",
        ),
        ("all/b.html", PAGE.as_bytes()),
        ("all/c.warc", &archive),
        ("all/d.png", b"\x89PNG\r\n\x1a\n\0\0"),
        ("all/e.doc", b"plain words under another name"),
        ("all/.f.txt", b"hidden"),
    ];
    let folder = folder("sources-add", &files);
    assert_eq!(run_in(&folder, &["init", "all"], b"").code, 0);
    let args = [
        "add",
        "all",
        "--now",
        "2024-05-04",
        "--errors",
        "errors.jsonl",
    ];
    let first = run_in(&folder, &args, b"");
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(first.err.contains(": 3 added with "), "{}", first.err);
    assert!(
        first
            .err
            .contains(", 0 known, 3 left out as no reports, 0 failed"),
        "{}",
        first.err
    );
    let errors = std::fs::read_to_string(folder.join("errors.jsonl")).expect("it is written");
    assert!(
        errors.contains(r#""path":"all/d.png""#) && errors.contains("binary data"),
        "{errors}"
    );
    let again = run_in(&folder, &args, b"");
    assert!(
        again.err.contains(": 0 added with 0 claims, 3 known"),
        "{}",
        again.err
    );
}
