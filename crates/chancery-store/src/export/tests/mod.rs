//! Every format against its golden, and what must hold of the rows of each.
//!
//! Goldens lie beside this file, one a format that is text; `UPDATE_GOLDEN=1` writes them anew. With
//! `CHANCERY_EXPORTS` set, all formats of the small set are left in that folder for `bench/readers.py`.

mod small;

use super::*;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

fn context() -> Context {
    Context {
        ledger: "test".to_owned(),
        version: 7,
        made: Some(1_767_571_200),
        coder: "chancery 0.1.0".to_owned(),
        model: "abcdef".to_owned(),
        codebook: "https://chancery.example/codebook".to_owned(),
        ..Context::default()
    }
}

fn written(name: &str, context: &Context) -> Vec<u8> {
    let mut out = Vec::new();
    let format = find(name).expect("a format of the table");
    export(format, context, &small::small(), &mut out).unwrap();
    out
}

fn text(name: &str) -> String {
    String::from_utf8(written(name, &context())).unwrap()
}

/// Formats that are not text.
const BINARY: [&str; 4] = ["parquet", "arrow", "arrow-stream", "sqlite"];

fn golden(name: &str, found: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/export/golden");
    let path = folder.join(format!("{name}.golden"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read(&path).unwrap_or_default();
    assert!(
        expected == found,
        "{name}: found\n{}\nexpected\n{}",
        String::from_utf8_lossy(found),
        String::from_utf8_lossy(&expected),
    );
}

#[test]
fn layouts_are_as_their_goldens() {
    for format in EXPORTS
        .iter()
        .filter(|format| !BINARY.contains(&format.name))
    {
        golden(format.name, &written(format.name, &context()));
    }
    let parallel = Context {
        edges: Edges::Parallel,
        ..context()
    };
    golden("graphml-parallel", &written("graphml", &parallel));
}

#[test]
fn files_for_readers() {
    let kept = std::env::var_os("CHANCERY_EXPORTS").map(PathBuf::from);
    let made = tempfile::tempdir().unwrap();
    let folder = kept.unwrap_or_else(|| made.path().to_owned());
    for format in EXPORTS {
        let path = folder.join(format!("{}.{}", format.name, format.suffix));
        let bytes = written(format.name, &context());
        assert!(bytes.len() > 60, "{} is nearly empty", format.name);
        std::fs::write(path, bytes).unwrap();
    }
}

#[test]
fn same_bytes_twice() {
    for format in EXPORTS {
        let twice = [(); 2].map(|()| written(format.name, &context()));
        assert!(twice[0] == twice[1], "{}", format.name);
    }
}

#[test]
fn names_are_unique_and_columns_short() {
    for (at, format) in EXPORTS.iter().enumerate() {
        assert!(EXPORTS[..at].iter().all(|other| other.name != format.name));
        assert!(!format.says.is_empty() && !format.media_type.is_empty());
        for column in (format.columns)().iter().filter(|_| is_native(format)) {
            assert!(column.len() <= 32, "{column}");
            let plain = |c: char| c.is_ascii_lowercase() || c == '_';
            assert!(column.chars().all(plain), "{column}");
        }
    }
}

fn is_native(format: &Export) -> bool {
    matches!(
        format.suffix,
        "csv" | "tsv" | "parquet" | "arrow" | "arrows"
    )
}

#[test]
fn json_lines_come_back_unchanged() {
    let shown = Context {
        private: Private::Included,
        ..context()
    };
    let bytes = written("jsonl", &shown);
    let back: Vec<Event> = read_jsonl(bytes.as_slice()).map(Result::unwrap).collect();
    assert_eq!(back, small::small().events);
}

#[test]
fn line_that_is_no_event_is_told_by_number() {
    let lines = "\n{\"id\":\n";
    let error = read_jsonl(lines.as_bytes()).next().unwrap().unwrap_err();
    assert!(error.to_string().starts_with("line 2: "), "{error}");
}

#[test]
fn tables_have_a_cell_a_column_in_every_row() {
    for format in EXPORTS
        .iter()
        .filter(|format| matches!(format.suffix, "csv" | "tsv"))
    {
        let bytes = written(format.name, &context());
        let delimiter = if format.suffix == "csv" { b',' } else { b'\t' };
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .from_reader(bytes.as_slice());
        let header: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(header, (format.columns)());
        assert!(rows.records().all(|row| row.unwrap().len() == header.len()));
    }
}

/// Fields of each line; a format of others has neither quotes nor breaks within a field.
fn fields(name: &str, columns: usize) -> Vec<Vec<String>> {
    let text = text(name);
    assert!(!text.contains(['"', '\r']), "{name}");
    let lines: Vec<Vec<String>> = text
        .lines()
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect();
    assert!(lines.iter().all(|line| line.len() == columns), "{name}");
    lines
}

#[test]
fn gdelt_has_61_and_16_fields() {
    let events = fields("gdelt2", 61);
    let mentions = fields("gdelt2-mentions", 16);
    let codes: Vec<&str> = events.iter().map(|row| row[26].as_str()).collect();
    assert_eq!(codes, ["1056", "040", "040", "040", "112", "033", "036"]);
    let meeting = &events[1];
    assert_eq!(meeting[1], "20251230");
    assert_eq!(meeting[5..7], ["TURGOV", "Elif Aksoy"]);
    assert_eq!(meeting[15..18], ["UKRGOVMIL", "Olena Hryts", "UKR"]);
    assert_eq!(meeting[29..35], ["1", "1", "2", "2", "2", ""]);
    assert_eq!(meeting[51..54], ["4", "Ankara, Turkey", "TU"]);
    assert_eq!(meeting[59], "20260105000000");
    // The month alone is known, and of the place of the accusation only the country.
    assert_eq!(events[0][1..5], ["", "202505", "2025", ""]);
    assert_eq!(
        events[4][51..59],
        ["1", "Kenya", "KE", "KE", "", "", "", "KE"]
    );
    assert_eq!(mentions.len(), 1 + 3 * 2 + 1 + 1 + 2);
    assert!(
        mentions
            .iter()
            .all(|row| events.iter().any(|event| event[0] == row[0]))
    );
}

#[test]
fn icews_has_20_fields() {
    let rows = fields("icews", 20);
    assert_eq!(rows.len(), 1 + 7);
    assert_eq!(rows[2][6..8], ["040", "1.0"]);
    assert_eq!(rows[3][10], "Russian Federation");
}

#[test]
fn polecat_has_40_fields() {
    let rows = fields("polecat", 40);
    let types: Vec<&str> = rows.iter().map(|row| row[2].as_str()).collect();
    assert_eq!(
        types,
        [
            "Event Type",
            "REQUEST",
            "CONSULT",
            "ACCUSE",
            "AGREE",
            "AGREE"
        ]
    );
    assert_eq!(
        rows[2][7..10],
        [
            "Elif Aksoy;Olena Hryts;Pavel Orlov",
            "Turkey;Ukraine;Russian Federation",
            "640;369;365",
        ]
    );
    assert_eq!(rows[2][10..12], ["GOV;GOV;", "GOV;MIL"]);
    assert_eq!(rows[3][4..6], ["-3.5", "VERBAL CONFLICT"]);
    // Rule 2: the planned call leaves as an agreement, without the mode of a call.
    assert_eq!(rows[5][2..6], ["AGREE", "", "2.5", "VERBAL COOPERATION"]);
}

#[test]
fn calendar_holds_the_plan_that_moved() {
    let calendar = text("ical");
    let unfolded = calendar.replace("\r\n ", "");
    assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), 2);
    assert!(unfolded.contains("UID:ev:call1@chancery\r\n"));
    assert!(unfolded.contains("DTSTART;VALUE=DATE:20260103\r\nDTEND;VALUE=DATE:20260104\r\n"));
    assert!(unfolded.contains("STATUS:CONFIRMED\r\nSEQUENCE:1\r\n"));
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
}

#[test]
fn plan_that_is_called_off_stays_in_the_calendar() {
    let mut set = small::small();
    let end = Event {
        id: "ev:off1".to_owned(),
        status: "did_not_happen".to_owned(),
        edges: vec![chancery::link::EdgeRecord {
            kind: "cancels".to_owned(),
            event: "ev:call1".to_owned(),
            ..Default::default()
        }],
        ..Event::default()
    };
    set.events.push(end);
    let mut out = Vec::new();
    export(find("ical").unwrap(), &context(), &set, &mut out).unwrap();
    let calendar = String::from_utf8(out).unwrap();
    assert!(calendar.contains("STATUS:CANCELLED\r\nSEQUENCE:2\r\n"));
}

#[test]
fn private_persons_are_masked_everywhere() {
    for format in EXPORTS.iter().filter(|format| format.name != "sqlite") {
        let bytes = written(format.name, &context());
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Petrenko"), "{}", format.name);
    }
    let included = Context {
        private: Private::Included,
        ..context()
    };
    let bytes = written("jsonl", &included);
    assert!(String::from_utf8_lossy(&bytes).contains("Ivan Petrenko"));
}

#[test]
fn no_words_of_reports_leave_without_being_asked_for() {
    let bare = Context {
        text: Text::None,
        ..context()
    };
    for format in EXPORTS
        .iter()
        .filter(|format| !BINARY.contains(&format.name))
    {
        let bytes = written(format.name, &bare);
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("held talks in"), "{}", format.name);
        assert!(!text.contains("common ground"), "{}", format.name);
    }
    let full = Context {
        text: Text::Full,
        ..context()
    };
    let bytes = written("documents", &full);
    assert!(String::from_utf8_lossy(&bytes).contains("common ground"));
}

#[test]
fn excel_sees_no_formula() {
    let excel = Context {
        cells: Cells::Excel,
        ..context()
    };
    let bytes = written("participants", &excel);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("\u{feff}event_id"));
    assert!(text.contains("\"'=Deputy, \"\"acting\"\"\""));
}

#[test]
fn annotations_quote_what_stands_there() {
    let page: serde_json::Value = serde_json::from_str(&text("annotations")).unwrap();
    let items = page["first"]["items"].as_array().unwrap();
    let texts: Vec<(String, Vec<char>)> = small::small()
        .documents
        .into_iter()
        .filter_map(|(document, text)| Some((document.url?, text.chars().collect())))
        .collect();
    let mut checked = 0;
    for item in items {
        let source = item["target"]["source"].as_str().unwrap();
        let Some((_, text)) = texts.iter().find(|(url, _)| url == source) else {
            continue;
        };
        let selectors = &item["target"]["selector"];
        let at = |key: &str| usize::try_from(selectors[0][key].as_u64().unwrap()).unwrap();
        let words: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(selectors[1]["exact"], words.as_str());
        checked += 1;
    }
    assert!(checked > 20);
}

#[test]
fn sqlite_keeps_its_references_and_finds_words() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), written("sqlite", &context())).unwrap();
    let base = Connection::open(file.path()).unwrap();
    let one = |sql: &str| -> i64 { base.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(one("SELECT count(*) FROM events"), 8);
    assert_eq!(one("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_eq!(
        one("SELECT count(*) FROM claims_fts WHERE claims_fts MATCH 'ambulances'"),
        2
    );
    assert_eq!(one("SELECT count(*) FROM agenda"), 2);
    assert_eq!(
        one("SELECT count(*) FROM told WHERE event_id = 'ev:meet1'"),
        2
    );
    assert!(one("SELECT count(*) FROM dyads WHERE country = 'TUR'") == 2);
}

#[test]
fn brief_of_a_day_holds_that_day_and_what_is_ahead() {
    let day = Context {
        day: Some("2025-12-31".to_owned()),
        ..context()
    };
    let page = String::from_utf8(written("brief", &day)).unwrap();
    assert!(page.starts_with("---\ntitle: \"Brief of 2025-12-31\"\ndate: 2025-12-31\n"));
    assert!(page.contains("## Happened") && page.contains("`ev:meet1`"));
    assert!(page.contains("## Ahead") && page.contains("`ev:call1`"));
    assert!(!page.contains("ev:odd1") && !page.contains("ev:hit1"));
}

#[test]
fn nothing_gives_empty_files() {
    for format in EXPORTS {
        let mut out = Vec::new();
        export(format, &Context::default(), &Memory::default(), &mut out).unwrap();
    }
    let mut out = Vec::new();
    export(
        find("gdelt2").unwrap(),
        &Context::default(),
        &Memory::default(),
        &mut out,
    )
    .unwrap();
    assert!(out.is_empty());
}
