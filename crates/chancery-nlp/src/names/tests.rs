//! Behaviour of the name finder on small parses made by hand, and on odd input.

use super::lists::read_cues;
use super::model::{LABELS, Row, row_index};
use super::*;
use crate::labels::Xpos;
use crate::parse::{Sentence, SentenceId};
use crate::span::Span;

/// A parse of `word/TAG` tokens with spaces between.
fn parse_of(tagged: &str) -> (String, Parse) {
    let (mut text, mut parse) = (String::new(), Parse::default());
    for token in tagged.split_whitespace() {
        let (word, tag) = token.rsplit_once('/').unwrap();
        let start = text.len();
        text.push_str(word);
        parse.spans.push(Span::new(start, text.len()));
        parse.xpos.push(Xpos::from_text(tag).unwrap());
        parse.space_after.push(true);
        parse.sentence_of.push(SentenceId(0));
        text.push(' ');
    }
    let end = TokenId(parse.spans.len() as u32);
    parse.sentences.push(Sentence {
        first: TokenId(0),
        end,
        region: 0,
    });
    (text, parse)
}

fn finder() -> Names {
    let lists = Names::lists("en").unwrap();
    Names {
        lists,
        model: NameModel::new(vec![[0; LABELS]; 8], Vec::new()),
        source: Source::News,
    }
}

fn check(tagged: &str, wanted: &[(&str, NameKind)]) {
    let (text, mut parse) = parse_of(tagged);
    find_names(&finder(), &text, &mut parse, &mut NameScratch::default());
    let found: Vec<(&str, NameKind)> = parse
        .names
        .iter()
        .map(|n| (parse.span_of(n.first, n.end).of(&text), n.kind))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn peoples_are_found_by_list_and_tag() {
    let people = NameKind::Nationality;
    check(
        "Three/CD Kenyan/JJ envoys/NNS met/VBD Ukrainians/NNPS ./.",
        &[("Kenyan", people), ("Ukrainians", people)],
    );
    check("They/PRP polish/VBP shoes/NNS ./.", &[]);
}

#[test]
fn hull_prefix_makes_a_vessel() {
    check(
        "The/DT destroyer/NN USS/NNP Marlow/NNP sailed/VBD ./.",
        &[("USS Marlow", NameKind::Vessel)],
    );
}

#[test]
fn kind_of_ship_before_a_name_makes_a_vessel() {
    check(
        "The/DT tanker/NN Northern/NNP Pearl/NNP sank/VBD ./.",
        &[("Northern Pearl", NameKind::Vessel)],
    );
}

#[test]
fn quoted_name_that_is_launched_is_a_vessel() {
    check(
        "The/DT “/`` Prince/NNP Danylo/NNP ”/'' was/VBD launched/VBN in/IN May/NNP ./.",
        &[("Prince Danylo", NameKind::Vessel)],
    );
    check("“/`` Never/RB ,/, ”/'' he/PRP said/VBD ./.", &[]);
}

#[test]
fn events_end_in_their_noun() {
    let event = NameKind::Event;
    check(
        "After/IN the/DT Marlow/NNP Summit/NNP they/PRP left/VBD ./.",
        &[("Marlow Summit", event)],
    );
    check(
        "the/DT Treaty/NNP of/IN Belmar/NNP holds/VBZ ./.",
        &[("Treaty of Belmar", event)],
    );
}

#[test]
fn odd_input_gives_no_panic() {
    for text in [
        "",
        "-/HYPH",
        "“/``",
        "”/''",
        "of/IN",
        "Of/IN -/HYPH The/DT",
        "Ġ/NNP 🛳/NN USS/NNP",
    ] {
        let (text, mut parse) = parse_of(text);
        find_names(&finder(), &text, &mut parse, &mut NameScratch::default());
    }
    let mut parse = Parse::default();
    find_names(
        &Names::default(),
        "",
        &mut parse,
        &mut NameScratch::default(),
    );
    assert!(parse.names.is_empty());
}

#[test]
fn labels_read_back_as_names() {
    let name = |first: u32, end: u32, kind| Name {
        first: TokenId(first),
        end: TokenId(end),
        kind,
    };
    let names = vec![
        name(0, 2, NameKind::Person),
        name(2, 3, NameKind::Place),
        name(5, 6, NameKind::Org),
    ];
    let mut parse = Parse::default();
    read_labels(&labels_of(&names, 6), &mut parse);
    assert_eq!(parse.names, names);
}

#[test]
fn model_reads_back_what_it_wrote() {
    let mut rows: Vec<Row> = vec![[0; LABELS]; 16];
    rows[row_index(0xF000_0000, 4)] = [1, -2, 3, 0, 500, -600, 7, 0];
    let model = NameModel::new(rows, Vec::new());
    let again = NameModel::read("names", &model.write()).unwrap();
    assert_eq!(
        again.score(&[0xF000_0001, 5]),
        model.score(&[0xF000_0001, 5])
    );
    assert_eq!(again.score(&[0xF000_0001])[4], 500);
    assert!(NameModel::read("names", &model.write()[..9]).is_err());
}

#[test]
fn cue_classes_are_all_known() {
    let cues = chancery_data::table("en", "name_cues").unwrap();
    let lines = cues.lines().filter(|l| !l.starts_with('#')).count();
    assert_eq!(read_cues(cues).count(), lines);
}

#[test]
fn code_points_count_letters() {
    let text = "Žofie met Ġorġ";
    let mut parse = Parse::default();
    for (start, end) in [(0, 6), (7, 10), (11, 17)] {
        parse.spans.push(Span::new(start, end));
    }
    let kind = NameKind::Person;
    parse.names.push(Name {
        first: TokenId(2),
        end: TokenId(3),
        kind,
    });
    assert_eq!(
        name_spans(text, &parse),
        [NameSpan {
            start: 10,
            end: 14,
            kind
        }]
    );
}
