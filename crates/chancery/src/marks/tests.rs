//! Pairs of quotation marks in the habits of different typesetters.

use super::*;
use crate::ingest::RegionKind;

fn regions(text: &str) -> Vec<Region> {
    let mut start = 0;
    let mut regions = Vec::new();
    for paragraph in text.split("\n\n") {
        regions.push(Region {
            span: Span::new(start, start + paragraph.len()),
            kind: RegionKind::Paragraph,
        });
        start += paragraph.len() + 2;
    }
    regions
}

fn check(text: &str, expected: &[&str]) -> Marks {
    let marks = find_marks(text, &regions(text));
    let inner: Vec<&str> = marks.0.iter().map(|pair| pair.inner.of(text)).collect();
    assert_eq!(inner, expected, "in {text}");
    marks
}

#[test]
fn shapes_of_double_marks() {
    check("“One,” he said. “Two.”", &["One,", "Two."]);
    check("\"One,\" he said. \"Two.\"", &["One,", "Two."]);
    check(
        "„Eins“, sagte er, «deux», ”kolme”.",
        &["Eins", "deux", "kolme"],
    );
    check("He said (\"no\") and left.", &["no"]);
    check("The envoy spoke of “a thaw\" in ties.", &["a thaw"]);
}

#[test]
fn an_apostrophe_never_opens() {
    check(
        "Marovia’s envoy and the ministers’ aides met in the ’90s.",
        &[],
    );
    check("the two sides' talks and the ministers' plan", &[]);
    check("Back in '98 the sides' talks failed.", &[]);
}

#[test]
fn single_marks_pair_across_possessives() {
    check(
        "He called the ministers’ plan ‘a trap for the sides’ envoys’ and left.",
        &["a trap for the sides’ envoys"],
    );
    check("She said 'we don't know' twice.", &["we don't know"]);
}

#[test]
fn single_inside_double_is_part_of_the_words() {
    check(
        "“He told me ‘never’ and left,” she said.",
        &["He told me ‘never’ and left,"],
    );
}

#[test]
fn a_speech_over_paragraphs_continues() {
    let marks = check(
        "“We began in May.\n\n“We end in June,” he said.",
        &["We began in May.", "We end in June,"],
    );
    assert!(marks.0[0].continues);
    assert!(!marks.0[1].continues);
}

#[test]
fn an_unbalanced_mark_ends_with_its_paragraph() {
    let marks = check(
        "He said “we will see.\n\nThe talks go on.",
        &["we will see."],
    );
    assert!(!marks.0[0].continues);
    check("“One, he said. “Two,” he said.", &["One, he said.", "Two,"]);
}

#[test]
fn inches_and_stray_marks_open_nothing() {
    check("A 6\" pipe and a 5'6\" guard.", &[]);
    check("”", &[]);
    check("“”", &[]);
    check("\"", &[]);
}

#[test]
fn marks_know_what_is_inside() {
    let text = "“One,” he said.";
    let marks = find_marks(text, &regions(text));
    assert_eq!(marks.inside(4), Some(0));
    assert_eq!(marks.inside(12), None);
}
