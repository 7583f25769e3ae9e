//! Keys and checks of the tables of the way in.

use super::codes::Codes;
use super::load::Loader;
use super::records::{Record, lower, one_of, record};
use crate::schema::ingest::{ExportLabel, Ingest, LanguageName, LineWord, PageWord, UrlParameter, WireWords};

/// Reads the tables of the folder `ingest`.
pub fn ingest(loader: &mut Loader, codes: &Codes) -> Ingest {
    Ingest {
        page_words: loader.checked_tsv("ingest/page_words.tsv", codes),
        line_words: loader.checked_tsv("ingest/line_words.tsv", codes),
        url_parameters: loader.checked_tsv("ingest/url_parameters.tsv", codes),
        wire_words: loader.checked_tsv("ingest/wire_words.tsv", codes),
        export_labels: loader.checked_tsv("ingest/export_labels.tsv", codes),
        language_names: loader.checked_tsv("ingest/language_names.tsv", codes),
    }
}

record!(
    PageWord,
    |row, _codes| row.word,
    [
        lower(&row.word),
        one_of(
            "kind",
            &row.kind,
            &["caption", "content", "furniture", "lead", "meta"]
        ),
    ]
);

record!(
    UrlParameter,
    |row, _codes| row.parameter,
    [lower(&row.parameter)]
);
record!(
    WireWords,
    |row, _codes| row.words,
    [
        lower(&row.words),
        one_of(
            "kind",
            &row.kind,
            &["and", "by", "correction", "withdrawal"]
        ),
    ]
);
record!(
    ExportLabel,
    |row, _codes| format!("{} {}", row.archive, row.label),
    [
        lower(&row.label),
        one_of("archive", &row.archive, &["factiva", "nexis", "proquest"]),
        one_of(
            "field",
            &row.field,
            &[
                "after",
                "end",
                "rights",
                "words",
                "body",
                "byline",
                "correction",
                "credit",
                "date",
                "dateline",
                "highlight",
                "id",
                "info",
                "language",
                "lead",
                "length",
                "load",
                "notes",
                "outlet",
                "section",
                "time",
                "title",
                "url",
            ]
        ),
    ]
);
record!(LanguageName, |row, _codes| row.name, [lower(&row.name)]);
record!(
    LineWord,
    |row, _codes| row.word,
    [
        lower(&row.word),
        one_of("kind", &row.kind, &["date", "stop", "verb"]),
    ]
);
