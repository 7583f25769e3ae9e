//! Bad lines of data are found, with file and line.

use std::path::Path;

use super::load::{clean_text, toml_rows, tsv_rows};
use super::{Codes, pack};
use crate::packing::records::Record;
use crate::schema::{Counter, Holder, Kind, OrgNoun, Page};

const HEADER: &str = "noun\tplural\tkind\tsector\n";

fn tsv_problems(rows: &str) -> Vec<String> {
    let (_, problems) = tsv_rows::<OrgNoun>("f.tsv", &format!("{HEADER}{rows}"));
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_data_folder_packs() {
    // These modules are compiled into chancery-dev too.
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = own.join("../../data");
    let packed = pack(if beside.exists() { &beside } else { own });
    let problems: Vec<String> = packed
        .err()
        .unwrap_or_default()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn good_rows_have_no_problems() {
    assert_eq!(
        tsv_problems("# a comment\narmy\tarmies\tmilitary\tMIL\nbank\tbanks\tfirm\tBUS\n"),
        Vec::<String>::new()
    );
}

#[test]
fn duplicate_and_unsorted_keys_name_their_lines() {
    assert_eq!(
        tsv_problems(
            "bank\tbanks\tfirm\tBUS\nbank\tbanks\tfirm\tBUS\narmy\tarmies\tmilitary\tMIL\n"
        ),
        [
            "f.tsv:3: duplicate key 'bank', first on line 2",
            "f.tsv:4: unsorted: 'army' stands after 'bank'"
        ]
    );
}

#[test]
fn wrong_cells_name_their_column() {
    assert_eq!(
        tsv_problems("army\tarmies\tMIL\n"),
        ["f.tsv:2: 3 cells, expected 4 (noun, plural, kind, sector)"]
    );
    let found = tsv_problems("army\tarmies\tsoldiers\tMIL\n");
    assert!(
        found[0].starts_with("f.tsv:2: column kind: unknown variant `soldiers`"),
        "{found:?}"
    );
    assert_eq!(
        tsv_problems("army \tarmies\tmilitary\tMIL\n"),
        ["f.tsv:2: space round the cell 'army '"]
    );
}

#[test]
fn unknown_columns_are_refused() {
    let (_, problems) = tsv_rows::<OrgNoun>(
        "f.tsv",
        "noun\tplural\tkind\tsector\tcolour\narmy\tarmies\tmilitary\tMIL\tred\n",
    );
    assert!(
        problems[0].what.contains("unknown field `colour`"),
        "{problems:?}"
    );
}

#[test]
fn form_of_the_text_is_checked() {
    let form = |bytes: &[u8]| {
        clean_text("f.tsv", bytes)
            .1
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(form(b"a\nb\n"), Vec::<String>::new());
    assert_eq!(
        form(b"a\r\nb\n"),
        ["f.tsv:1: carriage return; lines end in LF alone"]
    );
    assert_eq!(form(b"a\nb \n"), ["f.tsv:2: space at the end of the line"]);
    assert_eq!(form(b"a\n\xff\n"), ["f.tsv:2: bytes that are not UTF-8"]);
    assert_eq!(
        form("a\nCote\u{301}\n".as_bytes()),
        ["f.tsv:2: U+0301 is not NFC here; use the composed letter"]
    );
    assert_eq!(
        form(b"a\nb"),
        ["f.tsv:2: no line end at the end of the file"]
    );
}

#[test]
fn toml_problems_name_their_lines() {
    let entry = "[[kind]]\ncode = \"meet\"\ntype = \"CONSULT\"\ndefinition = \"d\"\n";
    let problems = |text: &str| {
        let (_, problems) = toml_rows::<Kind>("k.toml", text, "kind");
        problems.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(problems(entry), Vec::<String>::new());
    assert_eq!(
        problems(&format!("{entry}{entry}")),
        ["k.toml:5: duplicate key 'meet', first on line 1"]
    );
    assert!(
        problems(&format!("{entry}colour = \"red\"\n"))[0]
            .starts_with("k.toml:5: unknown field `colour`")
    );
}

#[test]
fn dangling_codes_and_impossible_dates_are_found() {
    let holder = Holder {
        person: "Ana Marin".into(),
        title: "consul".into(),
        organisation: String::new(),
        country: "VEL".into(),
        from: "2025-02-30".into(),
        to: "2024".into(),
        also: Vec::new(),
        source: "own".into(),
    };
    assert_eq!(
        holder.problems(&Codes::default()),
        [
            "unknown title 'consul'",
            "unknown country 'VEL'",
            "impossible date '2025-02-30'",
            "ends (2024) before it begins (2025-02-30)"
        ]
    );
}

#[test]
fn pages_need_sentences_and_codes_that_exist() {
    let counter = |text: &str, is: &[&str]| Counter {
        text: text.into(),
        is: is.iter().map(ToString::to_string).collect(),
    };
    let page = Page {
        code: "CONSULT/dine".into(),
        text: String::new(),
        examples: vec!["Marin met Dorn.".into(), "they met".into()],
        counter_examples: vec![counter("Marin met the deadline.", &["nothing"])],
    };
    assert_eq!(
        page.problems(&Codes::default()),
        [
            "unknown code 'CONSULT/dine'",
            "text is empty",
            "2 examples, expected 3 or more",
            "1 counter-examples, expected 2 or more",
            "'they met' is no sentence: a capital first, a full stop last",
        ]
    );
    let of = |counter: Counter| {
        let counter_examples = vec![counter.clone(), counter];
        let page = Page {
            counter_examples,
            ..page.clone()
        };
        page.problems(&Codes::default()).pop()
    };
    let is = |text: &str, is: &[&str]| of(counter(text, is)).unwrap_or_default();
    assert_eq!(is("Marin sang.", &[]), "'Marin sang.' is nothing? say so");
    assert_eq!(
        is("Marin sang.", &["CONSULT/dine"]),
        "'Marin sang.' is of the code itself"
    );
    assert_eq!(is("Marin sang.", &["sing"]), "unknown code 'sing'");
}

#[test]
fn cameo_codes_and_their_conditions_must_exist() {
    let text = "[[kind]]\ncode = \"urge\"\ntype = \"X\"\ncameo = \"999\"\ncameo_when = { loud = \"1\" }\ndefinition = \"d\"\n";
    let (rows, _) = toml_rows::<Kind>("k.toml", text, "kind");
    assert_eq!(
        rows[0].1.problems(&Codes::default()),
        [
            "unknown type 'X'",
            "unknown CAMEO code '999'",
            "unknown condition 'loud'"
        ]
    );
}
