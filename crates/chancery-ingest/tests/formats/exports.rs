//! Exports of press archives.

use std::io::{Cursor, Write};

use chancery_ingest::formats::{Hints, exports};

use crate::support::{all, check_expected, check_places, file};

fn check(name: &str) {
    check_expected(name, &all(exports::read(&file(name), &Hints::default())));
}

#[test]
fn nexis_of_two_times() {
    check("nexis-old.txt");
    check("nexis-new.txt");
    check("nexis-german.txt");
}

#[test]
fn nexis_as_rtf() {
    check("nexis.rtf");
}

#[test]
fn factiva_tagged_and_printed() {
    check("factiva-tagged.txt");
    check("factiva-printed.txt");
}

#[test]
fn proquest() {
    check("proquest.txt");
}

#[test]
fn places_of_words_in_exports() {
    for name in [
        "nexis-old.txt",
        "nexis-new.txt",
        "factiva-tagged.txt",
        "factiva-printed.txt",
        "proquest.txt",
    ] {
        let source = String::from_utf8(file(name)).unwrap();
        for report in exports::read(source.as_bytes(), &Hints::default()).unwrap() {
            check_places(&report.unwrap(), &source);
        }
    }
}

/// The lines of a text as a document of Word.
fn docx(text: &str) -> Vec<u8> {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs: String = escaped
        .lines()
        .map(|line| format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>"))
        .collect();
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive
        .start_file("word/document.xml", options)
        .expect("writing to memory");
    write!(
        archive,
        "<w:document><w:body>{paragraphs}</w:body></w:document>"
    )
    .expect("writing to memory");
    archive.finish().expect("writing to memory").into_inner()
}

#[test]
fn containers_do_not_change_what_is_read() {
    for name in ["nexis-new.txt", "factiva-tagged.txt", "proquest.txt"] {
        let text = String::from_utf8(file(name)).unwrap();
        let plain = all(exports::read(text.as_bytes(), &Hints::default()));
        assert_eq!(
            all(exports::read(&docx(&text), &Hints::default())),
            plain,
            "{name}"
        );
    }
}

#[test]
fn documents_without_an_archive() {
    assert_eq!(
        all(exports::read(
            &docx("Communique\n\nThe envoys met.\nThey left."),
            &Hints::default()
        )),
        "text: Communique | The envoys met. | They left."
    );
    assert_eq!(
        all(exports::read(
            b"{\\rtf1 The envoys met.\\par They left.}",
            &Hints::default()
        )),
        "text: The envoys met. | They left."
    );
    assert_eq!(
        all(exports::read(b"Just words.", &Hints::default())),
        "error: export: byte 0: no marks of a press archive"
    );
    assert_eq!(
        all(exports::read(b"{\\rtf1 }", &Hints::default())),
        "error: document: no text in it"
    );
}
