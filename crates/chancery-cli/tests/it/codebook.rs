//! `chancery codebook`: pages of codes, the overview, and what is said of a code that does not exist.

use crate::program::{folder, run, run_in};

fn page(code: &str) -> String {
    let ran = run(&["codebook", code], b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

#[test]
fn a_rule_as_a_page() {
    insta::assert_snapshot!(page("rule 7"));
}

#[test]
fn a_cameo_code_as_a_page() {
    // Frames, which come last, change with the lexicon.
    let page = page("0871");
    insta::assert_snapshot!(page.split("\n  frames").next().unwrap_or_default());
}

#[test]
fn a_name_of_two_codes_gives_two_pages() {
    let both = page("visit");
    assert!(both.starts_with("CONSULT/visit · mode\n"), "{both}");
    assert!(both.contains("\nvisit · kind\n"), "{both}");
    assert!(!page("CONSULT/visit").contains("visit · kind"));
}

#[test]
fn words_of_a_code_may_stand_apart() {
    let ran = run(&["codebook", "rule", "7"], b"");
    assert_eq!((ran.code, ran.out), (0, page("rule 7")));
}

#[test]
fn overview_names_every_chapter() {
    let ran = run(&["codebook"], b"");
    assert!(
        ran.out.starts_with(
            "Codebook: 17 types, 67 modes, 46 kinds, 37 contexts, 25 sectors, 24 rules,"
        )
    );
    for chapter in [
        "Contexts",
        "Sectors",
        "Decision rules",
        "Names of earlier drafts",
    ] {
        assert_eq!(
            ran.out.lines().filter(|line| *line == chapter).count(),
            1,
            "{chapter}"
        );
    }
}

#[test]
fn json_is_a_line_an_entry() {
    let ran = run(&["codebook", "CONSULT", "--json"], b"");
    let entry = &ran.lines()[0];
    assert_eq!(
        (&entry["quad"], &entry["score"], &entry["cameo"]),
        (&1.into(), &2.5.into(), &"040".into())
    );
    assert!(
        entry["examples"]
            .as_array()
            .is_some_and(|examples| examples.len() >= 3)
    );
    assert!(entry["counter_examples"][0]["is"][0].is_string());
    assert!(
        entry["frames"]["count"]
            .as_u64()
            .is_some_and(|count| count > 0)
    );
    let all = run(&["codebook", "--json"], b"");
    assert!(all.lines().len() > 500);
}

#[test]
fn markdown_by_the_suffix_of_the_output() {
    let folder = folder("codebook", &[]);
    let ran = run_in(&folder, &["codebook", "meet", "-o", "meet.md"], b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = std::fs::read_to_string(folder.join("meet.md")).expect("it was made");
    assert!(text.starts_with("#### `meet`\n"), "{text}");
}

#[test]
fn unknown_codes_are_wrong_usage() {
    let ran = run(&["codebook", "recognize"], b"");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("no code `recognize`") && ran.err.contains("recognise"),
        "{}",
        ran.err
    );
    let ran = run(&["codebook", "zzzzzzzz"], b"");
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("`chancery codebook` lists all codes"),
        "{}",
        ran.err
    );
}
