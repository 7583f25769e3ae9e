//! Keys and checks of the tables of the way in.

use super::codes::Codes;
use super::load::Loader;
use super::records::{Record, lower, one_of, record};
use crate::schema::ingest::{
    CommonWord, ExportLabel, Ingest, LanguageName, LineWord, MetaName, MonthName, PageCue,
    PagePart, PagePhrase, PageWord, RelevanceWord, UrlParameter, WireWords,
};

/// Reads the tables of the folder `ingest`.
pub fn ingest(loader: &mut Loader, codes: &Codes) -> Ingest {
    Ingest {
        common_words: loader.checked_tsv("ingest/common_words.tsv", codes),
        page_phrases: loader.checked_tsv("ingest/page_phrases.tsv", codes),
        page_words: loader.checked_tsv("ingest/page_words.tsv", codes),
        relevance: loader.checked_tsv("ingest/relevance.tsv", codes),
        line_words: loader.checked_tsv("ingest/line_words.tsv", codes),
        url_parameters: loader.checked_tsv("ingest/url_parameters.tsv", codes),
        wire_words: loader.checked_tsv("ingest/wire_words.tsv", codes),
        export_labels: loader.checked_tsv("ingest/export_labels.tsv", codes),
        language_names: loader.checked_tsv("ingest/language_names.tsv", codes),
        months: loader.checked_tsv("ingest/months.tsv", codes),
        date_words: loader.checked_tsv("ingest/date_words.tsv", codes),
        byline_words: loader.checked_tsv("ingest/byline_words.tsv", codes),
        meta_names: loader.checked_tsv("ingest/meta_names.tsv", codes),
        page_parts: loader.checked_tsv("ingest/page_parts.tsv", codes),
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
record!(CommonWord, |row, _codes| row.word, [lower(&row.word)]);
record!(
    PagePhrase,
    |row, _codes| row.phrase,
    [
        lower(&row.phrase),
        one_of(
            "kind",
            &row.kind,
            &[
                "ad",
                "byline",
                "comments",
                "copyright",
                "correction",
                "credit",
                "date",
                "newsletter",
                "paywall",
                "read_more",
                "related",
                "share",
                "skip",
                "tags",
            ]
        ),
    ]
);
record!(
    MonthName,
    |row, _codes| format!("{}\t{:02}", row.word, row.month),
    [
        lower(&row.word),
        (row.month > 12).then(|| format!("month {} is none", row.month)),
    ]
);
record!(
    PageCue,
    |row, _codes| format!("{}\t{}", row.phrase, row.kind),
    [
        lower(&row.phrase),
        one_of(
            "kind",
            &row.kind,
            &[
                "and",
                "body",
                "by",
                "filler",
                "modified",
                "never",
                "nobody",
                "published",
                "title"
            ]
        ),
    ]
);
record!(
    MetaName,
    |row, _codes| row.name,
    [
        lower(&row.name),
        one_of(
            "field",
            &row.field,
            &[
                "address",
                "author",
                "credit",
                "description",
                "language",
                "modified",
                "outlet",
                "published",
                "title"
            ]
        ),
    ]
);
record!(
    PagePart,
    |row, _codes| row.word,
    [
        lower(&row.word),
        one_of(
            "kind",
            &row.kind,
            &["away", "byline", "content", "date", "headline"]
        ),
    ]
);
record!(
    RelevanceWord,
    |row, _codes| row.word,
    [
        lower(&row.word),
        one_of("points", &row.points.to_string(), &["1", "2", "3"]),
    ]
);
record!(
    LineWord,
    |row, _codes| row.word,
    [
        lower(&row.word),
        one_of("kind", &row.kind, &["date", "stop", "verb"]),
    ]
);
