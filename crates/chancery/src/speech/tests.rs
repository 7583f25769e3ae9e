//! Quotes and attributions of single sentences.

use super::*;
use crate::actors::{ActorLexicon, Actors, find_actors};
use crate::ingest::{FurnitureRules, Item, document};
use crate::marks::find_marks;
use crate::places::{PlaceLexicon, find_places};
use chancery_nlp::{Engine, Scratch, Search, Span};
use std::path::Path;
use std::sync::LazyLock;

struct Resources {
    engine: Engine,
    rules: FurnitureRules,
    places: PlaceLexicon,
    actors: ActorLexicon,
    speech: SpeechLexicon,
}

static RESOURCES: LazyLock<Resources> = LazyLock::new(|| {
    let known = chancery_data::knowledge();
    Resources {
        engine: Engine::english().unwrap(),
        rules: FurnitureRules::english(),
        places: PlaceLexicon::new(known),
        actors: ActorLexicon::new(known),
        speech: SpeechLexicon::new(known),
    }
});

struct Read {
    parse: Parse,
    actors: Actors,
    speech: Speech,
}

fn read(text: &str) -> (Document, Read) {
    let with = &*RESOURCES;
    let document = document(
        &with.rules,
        Item {
            text: text.to_owned(),
            ..Item::default()
        },
    );
    let spans: Vec<Span> = document.regions.iter().map(|r| r.span).collect();
    let mut scratch = Scratch::default();
    let parse = with
        .engine
        .parse(&document.text, &spans, Search::Narrow, &mut scratch);
    let marks = find_marks(&document.text, &document.regions);
    let places = find_places(&with.places, &document.text, &parse);
    let actors = find_actors(&with.actors, &document, &parse, &marks, &places);
    let speech = find_speech(&with.speech, &document, &parse, &marks, &actors);
    let read = Read {
        parse,
        actors,
        speech,
    };
    (document, read)
}

fn lines(text: &str) -> Vec<String> {
    let (document, read) = read(text);
    let rendered = render_speech(SpeechLayers {
        text: &document.text,
        parse: &read.parse,
        actors: &read.actors,
        speech: &read.speech,
    });
    rendered.lines().map(str::to_owned).collect()
}

/// Every line of `expected` must be among the lines of what was read.
fn check(text: &str, expected: &[&str]) {
    let found = lines(text);
    for line in expected {
        assert!(
            found.iter().any(|l| l == line),
            "no {line} in\n{}",
            found.join("\n")
        );
    }
}

/// No line of what was read may hold any of these words.
fn check_without(text: &str, absent: &[&str]) {
    for line in lines(text) {
        for words in absent {
            assert!(!line.contains(words), "{words} in {line}");
        }
    }
}

#[test]
fn trailing_source_and_inherited_scope() {
    check(
        "Norland and Velia will swap captives in May, Velian security sources said. The two sides \
         agreed on a list of names. The swap will take place in Tarsk, the sources said.",
        &[
            "attribution | Velian security sources | said | say | \"Norland and Velia will swap \
             captives in May\"",
            "attribution | Velian security sources | said | say, inherited | \"The two sides agreed \
             on a list of names\"",
        ],
    );
}

#[test]
fn remark_of_the_outlet_is_not_said() {
    check(
        "The Norland Foreign Ministry said the meeting took place Tuesday but provided no further \
         details.",
        &[
            "attribution | Norland Foreign Ministry | said | say | \"the meeting took place Tuesday\"",
        ],
    );
}

#[test]
fn speaker_is_the_agent_of_a_verb_without_subject() {
    let text = "“Discussed the harvest with the envoy of Portugal,” Tom Sarel said.";
    let (document, read) = read(text);
    let quote = &read.speech.quotes[0];
    assert!(quote.elided_subject);
    let verb = quote.elided[0];
    assert_eq!(read.parse.word(verb, &document.text), "Discussed");
    let speaker = speaker_of(&read.speech, verb).unwrap();
    let actor = read.actors.mention(speaker).actor;
    assert_eq!(read.actors.actor(actor).name, "Tom Sarel");
}

#[test]
fn report_time_is_apart_from_what_is_said() {
    let (document, read) = read("Tom Sarel said Thursday that the envoys would meet in May.");
    let attribution = &read.speech.attributions[0];
    let (first, end) = attribution.report_time.unwrap();
    assert_eq!(
        read.parse.span_of(first, end).of(&document.text),
        "Thursday"
    );
    assert!(attribution.content.iter().all(|run| run.0 >= end));
}

#[test]
fn chain_goes_from_the_cited_to_the_agency() {
    let text = "State news agency Velpress reported that President Ana Marin had accepted the plan, \
                citing a palace official.";
    let (document, read) = read(text);
    let plan = read
        .parse
        .token_at(text.find("plan").unwrap() as u32)
        .unwrap();
    let sources: Vec<&str> = read
        .speech
        .chain(plan)
        .into_iter()
        .map(|i| {
            read.speech.attributions[i as usize]
                .source_span
                .of(&document.text)
        })
        .collect();
    assert_eq!(sources.len(), 2, "{sources:?}");
    assert!(sources[0].ends_with("palace official"), "{sources:?}");
    assert!(sources[1].contains("Velpress"), "{sources:?}");
}

#[test]
fn names_between_marks_are_no_quotes() {
    check_without(
        "The “Admiral Pieter Holt” was launched in Tarsk in August. The “truce” ended on Monday.",
        &["Admiral", "truce"],
    );
}

#[test]
fn details_are_notes() {
    let text = "The minister declined to comment. Further details were not immediately available.";
    let (document, read) = read(text);
    let kinds: Vec<String> = find_details(&RESOURCES.speech, &document, &read.parse)
        .into_iter()
        .map(|detail| detail.kind)
        .collect();
    assert_eq!(kinds, ["no_comment", "not_available"]);
}

#[test]
fn records_count_code_points() {
    let text = "Yaşar Günel spoke in İzmir. “The road is open,” Yaşar Günel said.";
    let (document, read) = read(text);
    let record = speech_record(
        "a",
        SpeechLayers {
            text: &document.text,
            parse: &read.parse,
            actors: &read.actors,
            speech: &read.speech,
        },
    );
    let letters: Vec<char> = text.chars().collect();
    for quote in &record.quotes {
        let words: String = letters[quote.start..quote.end].iter().collect();
        assert_eq!(words, quote.text);
    }
    assert!(!record.quotes.is_empty());
}

/// Odd input gives odd layers, never a panic, and runs that stay inside the parse.
#[test]
fn odd_input_keeps_runs_inside_the_parse() {
    let pieces = [
        "said",
        "“",
        "”",
        "\"",
        "’",
        ",",
        ".",
        "—",
        "(",
        ")",
        ":",
        "according to",
        "that",
        "Sarel",
        "who",
        "and",
        "reportedly",
        "\n\n",
        "on Monday",
        "in a statement",
        "citing",
        "told",
        "he",
        "confirmed",
        "the plan",
        "was quoted as saying",
        "‘",
        "not",
        "to",
        "by",
        "1",
    ];
    let mut state: u32 = 7;
    for _ in 0..400 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(state >> 16) as usize % pieces.len()]);
            text.push(' ');
        }
        let (_, read) = read(&text);
        let end = read.parse.len() as u32;
        for attribution in &read.speech.attributions {
            for run in &attribution.content {
                assert!(run.0 < run.1 && run.1.0 <= end, "{text}");
            }
        }
        let count = read.speech.attributions.len() as u32;
        let inside = |outer: Option<u32>| outer.is_none_or(|o| o < count);
        assert!(read.speech.attributions.iter().all(|a| inside(a.outer)));
    }
}

/// What linking.md section 9 expects of the two founding reports, where they are at hand.
#[test]
fn founding_reports() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let Ok(files) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
    paths.sort();
    let all: Vec<String> = paths
        .iter()
        .flat_map(|path| lines(&std::fs::read_to_string(path).unwrap()))
        .collect();
    let has = |parts: &[&str]| {
        all.iter()
            .any(|line| parts.iter().all(|part| line.contains(part)))
    };
    let expected: [&[&str]; 8] = [
        &["direct | Rustem Umerov | said | \"Reported to", "elided"],
        &["mixed | Rustem Umerov | said | \"should produce tangible results\""],
        &[
            "attribution | Turkish security sources | said | say | ",
            "met Thursday in Ankara",
        ],
        &["attribution | Turkish security sources | said | say | \"The talks focused"],
        &["attribution | Turkish security sources | said | say, inherited | \"The meeting also"],
        &[
            "attribution | Turkish Foreign Ministry | said | say | \"the meeting took place Tuesday in Ankara\"",
        ],
        &["attribution | Rustem Umerov | said | say, at Thursday | \"Ukraine is preparing"],
        &[
            "attribution | Defense Ministry | confirmed | confirm, via in a social media post | \"the meeting\"",
        ],
    ];
    for parts in expected {
        assert!(has(parts), "{parts:?} in\n{}", all.join("\n"));
    }
    assert!(!has(&["Hetman"]));
}
