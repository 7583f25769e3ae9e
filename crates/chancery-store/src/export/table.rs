//! The table of formats: one row each. Command line, addresses and documentation are made from it.

use super::delimited::Separator::{Comma, Tab};
use super::sheet::Sheet;
use super::{
    Export, Of, agenda, annotations, brief, citations, columnar, delimited, feeds, followthemoney,
    gdelt, geojson, gexf, graphml, icews, jsonl, plover, polecat, sheets, sqlite,
};

/// No columns: the format is no table.
fn none() -> Vec<&'static str> {
    Vec::new()
}

/// Tables of our own in CSV or TSV.
macro_rules! delimited {
    ($name:literal, $sheet:ident, $by:ident, $of:ident, $says:literal) => {
        Export {
            name: $name,
            media_type: match $by {
                Comma => "text/csv; charset=utf-8",
                Tab => "text/tab-separated-values; charset=utf-8",
            },
            suffix: match $by {
                Comma => "csv",
                Tab => "tsv",
            },
            says: $says,
            of: Of::$of,
            columns: || sheets::$sheet.names(),
            write: |view, out| delimited::write(&sheets::$sheet, $by, view, out),
        }
    };
}

/// A format by name, media type, suffix, matter, sentence, columns and writer.
macro_rules! row {
    ($name:literal, $media:literal, $suffix:literal, $of:ident, $says:literal, $columns:expr, $write:expr) => {
        Export {
            name: $name,
            media_type: $media,
            suffix: $suffix,
            says: $says,
            of: Of::$of,
            columns: $columns,
            write: $write,
        }
    };
}

const NATIVE: &Sheet = &sheets::EVENTS;

/// Every format.
#[rustfmt::skip]
pub const EXPORTS: &[Export] = &[
    row!("jsonl", "application/x-ndjson", "jsonl", Events,
        "JSON lines: one event a line with all claims and evidence; the native form, read back unchanged",
        none, jsonl::write),
    delimited!("csv", EVENTS, Comma, Events, "CSV, one row an event"),
    delimited!("tsv", EVENTS, Tab, Events, "TSV, one row an event"),
    delimited!("claims", CLAIMS, Comma, Claims, "CSV, one row a claim, with its sentence and sources"),
    delimited!("claims-tsv", CLAIMS, Tab, Claims, "TSV, one row a claim, with its sentence and sources"),
    delimited!("documents", DOCUMENTS, Comma, Documents, "CSV, one row a document"),
    delimited!("documents-tsv", DOCUMENTS, Tab, Documents, "TSV, one row a document"),
    delimited!("participants", PARTICIPANTS, Comma, Events, "CSV, one row a participant of an event"),
    delimited!("participants-tsv", PARTICIPANTS, Tab, Events, "TSV, one row a participant of an event"),
    delimited!("evidence", EVIDENCE, Comma, Claims, "CSV, one row a field of a claim with the words beneath it"),
    delimited!("evidence-tsv", EVIDENCE, Tab, Claims, "TSV, one row a field of a claim with the words beneath it"),
    delimited!("quotes", QUOTES, Comma, Quotes, "CSV, one row a quote with its speaker"),
    delimited!("quotes-tsv", QUOTES, Tab, Quotes, "TSV, one row a quote with its speaker"),
    delimited!("roles", ROLES, Comma, Roles, "CSV, one row an office that a document gives somebody"),
    delimited!("roles-tsv", ROLES, Tab, Roles, "TSV, one row an office that a document gives somebody"),
    delimited!("corrections", CORRECTIONS, Comma, Corrections, "CSV, one row a correction, in the order of the log"),
    delimited!("corrections-tsv", CORRECTIONS, Tab, Corrections, "TSV, one row a correction, in the order of the log"),
    row!("parquet", "application/vnd.apache.parquet", "parquet", Events,
        "Parquet with zstd, one row an event", || NATIVE.names(),
        |view, out| columnar::parquet(NATIVE, view, out)),
    row!("arrow", "application/vnd.apache.arrow.file", "arrow", Events,
        "Arrow IPC file (Feather V2), one row an event", || NATIVE.names(),
        |view, out| columnar::file(NATIVE, view, out)),
    row!("arrow-stream", "application/vnd.apache.arrow.stream", "arrows", Events,
        "Arrow IPC stream, one row an event", || NATIVE.names(),
        |view, out| columnar::stream(NATIVE, view, out)),
    row!("gdelt2", "text/tab-separated-values; charset=utf-8", "export.CSV", Events,
        "GDELT 2.0 Events: 61 columns, no header, one row a pair of named participants",
        || gdelt::EVENTS.to_vec(), gdelt::events),
    row!("gdelt2-mentions", "text/tab-separated-values; charset=utf-8", "mentions.CSV", Claims,
        "GDELT 2.0 Mentions: 16 columns, no header, one row a claim and pair",
        || gdelt::MENTIONS.to_vec(), gdelt::mentions),
    row!("icews", "text/tab-separated-values; charset=utf-8", "tab", Events,
        "ICEWS: 20 columns, one row a pair of named participants",
        || icews::COLUMNS.to_vec(), icews::write),
    row!("polecat", "text/tab-separated-values; charset=utf-8", "txt", Events,
        "POLECAT: 40 columns, one row an event with lists of actors and recipients",
        || polecat::COLUMNS.to_vec(), polecat::write),
    row!("plover", "application/x-ndjson", "plover.jsonl", Events,
        "PLOVER JSON lines by the manual, draft 2.0", none, plover::write),
    row!("ical", "text/calendar; charset=utf-8", "ics", Agenda,
        "iCalendar of planned events, with changes and evidence", none, agenda::write),
    row!("atom", "application/atom+xml", "atom", Events,
        "Atom feed, one entry an event", none, feeds::atom),
    row!("rss", "application/rss+xml", "rss", Events,
        "RSS 2.0 feed, one item an event", none, feeds::rss),
    row!("json-feed", "application/feed+json", "feed.json", Events,
        "JSON Feed 1.1, one item an event", none, feeds::json),
    row!("geojson", "application/geo+json", "geojson", Events,
        "GeoJSON, one feature an event; no point where only the country is known", none, geojson::write),
    row!("graphml", "application/graphml+xml", "graphml", Events,
        "GraphML network of actors, edges merged or parallel", none, graphml::write),
    row!("gexf", "application/gexf+xml", "gexf", Events,
        "GEXF 1.3 network of actors with the days of each edge", none, gexf::write),
    row!("annotations", "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"", "jsonld", Claims,
        "W3C Web Annotations of the words beneath each field", none, annotations::write),
    row!("ftm", "application/json+ftm", "ftm.json", Events,
        "FollowTheMoney entities, one a line", none, followthemoney::write),
    row!("csl", "application/vnd.citationstyles.csl+json", "csl.json", Documents,
        "CSL-JSON of the documents, for reference managers", none, citations::write),
    row!("sqlite", "application/vnd.sqlite3", "db", Events,
        "SQLite file for Datasette: all native tables, full text, views", none, sqlite::write),
    row!("brief", "text/markdown; charset=utf-8", "md", Events,
        "Markdown brief with front matter: happened, ahead, disputed, quotes", none, brief::write),
];
