//! What the relation coder says of sentences that leave no doubt.

use chancery::reading::Reader;
use chancery::relate::{Profile, Question, Relater};
use chancery_data::knowledge;
use chancery_nlp::{Scratch, Search};

/// The relation of a sentence with `[` `]` around the source and `{` `}` around the target.
fn relation(marked: &str, profile: Profile) -> (String, Option<String>, &'static str) {
    let text: String = marked.chars().filter(|c| !"[]{}".contains(*c)).collect();
    let span = |open: char, close: char| {
        let place = |mark: char| {
            let before = marked.chars().take_while(|c| *c != mark);
            before.filter(|c| !"[]{}".contains(*c)).count()
        };
        let there = marked.contains(open);
        there.then(|| serde_json::json!({"start": place(open), "end": place(close)}))
    };
    let line =
        serde_json::json!({"text": text, "source": span('[', ']'), "target": span('{', '}')});
    let question = Question::from_json(line.to_string().as_bytes()).expect("a good line");
    let reader = Reader::english(knowledge()).expect("the models are there");
    let relater = Relater::english(knowledge()).expect("the weights are there");
    let (asked, mut scratch) = ((&question.sides, profile), Scratch::default());
    let how = (Search::Narrow, &mut scratch);
    let found = relater.relate(&reader, &question.document, asked, how);
    (found.event_type, found.mode, found.status.as_str())
}

#[test]
fn the_outer_verb_decides() {
    for (marked, wanted) in [
        (
            "[Norway] refused to release {two Peruvian sailors}.",
            "REJECT",
        ),
        (
            "[Norway] threatened to expel {the Peruvian ambassador}.",
            "THREATEN",
        ),
        ("[Norway] urged {Peru} to withdraw its troops.", "REQUEST"),
        ("[Norway] accused {Peru} of shelling a port.", "ACCUSE"),
        ("[Norway] expelled {the Peruvian ambassador}.", "SANCTION"),
        (
            "{Peru} was accused by [Norway] of hiding the wreck.",
            "ACCUSE",
        ),
        (
            "[Norwegian police] arrested {three Peruvian activists} in Oslo.",
            "COERCE",
        ),
    ] {
        assert_eq!(relation(marked, Profile::Plover).0, wanted, "{marked}");
    }
}

#[test]
fn one_who_gives_way_does_so_in_words_or_in_fact() {
    let freed = "[Peru] released {two Norwegian sailors} on Friday.";
    let told = relation(freed, Profile::Plover);
    assert_eq!(
        told,
        ("RETREAT".to_owned(), Some("release".to_owned()), "happened")
    );
    assert_eq!(relation(freed, Profile::Plv).0, "YIELD");
}

#[test]
fn spans_outside_of_the_text_are_refused() {
    for line in [
        r#"{"text": "Velia fined Tarsk.", "source": {"start": 0, "end": 99}}"#,
        r#"{"text": "Velia fined Tarsk.", "source": "Velia"}"#,
        r#"{"text": "Velia fined Tarsk.", "source": {"start": 5, "end": 5}}"#,
        r#"{"text": "Velia fined Tarsk."}"#,
        r#"{"source": {"start": 0, "end": 5}}"#,
    ] {
        let error = Question::from_json(line.as_bytes()).expect_err("a bad line");
        assert!(error.is_malformed(), "{error}");
    }
}
