//! Coreference on odd input: it never panics, and its cost stays linear.

use chancery::coref::{Chains, CorefLexicon, Discourse, find_chains};
use chancery::ingest::{Region, RegionKind};
use chancery::marks::find_marks;
use chancery_nlp::{Engine, Parse, Scratch, Search, Span};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::english().expect("the models are in the binary"));
static LEXICON: LazyLock<CorefLexicon> =
    LazyLock::new(|| CorefLexicon::new(chancery_data::knowledge()));

/// Parse and chains of a text of one paragraph, and how long the chains took.
fn chains(text: &str, speakers: &[u32]) -> (Parse, Chains, Duration) {
    let span = Span::new(0, text.len());
    let parse = ENGINE.parse(text, &[span], Search::Narrow, &mut Scratch::default());
    let region = Region {
        span,
        kind: RegionKind::Paragraph,
    };
    let marks = find_marks(text, &[region]);
    let discourse = Discourse {
        text,
        parse: &parse,
        marks: &marks,
        speakers,
    };
    let _ = &*LEXICON;
    let start = Instant::now();
    let chains = find_chains(&LEXICON, &discourse);
    (parse, chains, start.elapsed())
}

/// So many names that differ, in sentences of five with pronouns behind.
fn names(count: usize) -> String {
    let syllables = [
        "ka", "lo", "mi", "ra", "ten", "vo", "sha", "del", "ru", "nik",
    ];
    let name = |mut at: usize| {
        let mut name = String::new();
        for _ in 0..5 {
            name.push_str(syllables[at % 10]);
            at /= 10;
        }
        let first = name.remove(0).to_ascii_uppercase();
        format!("{first}{name}")
    };
    let sentence = |at: usize| {
        let own: Vec<String> = (0..5).map(|n| name(5 * at + n)).collect();
        format!(
            "{} met {}. He said that they had agreed. ",
            own[0],
            own[1..].join(" and ")
        )
    };
    (0..count / 5).map(sentence).collect()
}

#[test]
fn odd_texts_give_chains_or_none() {
    let texts = [
        "",
        " ",
        ".",
        "“",
        "He he he he his its their it.",
        "“I “we ‘you” they”",
        "It it it is clear that that that this.",
        "(((((NATO)))))",
        "İ ß ﬁ 𝔘𝔫 said he.",
        "The the the. A a a. This this this.",
    ];
    for text in texts {
        let (parse, chains, _) = chains(text, &[7]);
        let inside =
            |m: &chancery::coref::Mention| m.first < m.end && m.end.0 as usize <= parse.len();
        assert!(chains.mentions.iter().all(inside), "{text}");
    }
}

#[test]
fn every_phrase_stands_in_its_chain_once() {
    let (_, chains, _) = chains(&names(200), &[]);
    let mut seen: Vec<u32> = chains.chains.iter().flatten().copied().collect();
    seen.sort_unstable();
    let all: Vec<u32> = (0..chains.mentions.len() as u32).collect();
    assert_eq!(seen, all);
}

#[test]
fn ten_thousand_names_cost_ten_times_a_thousand() {
    let least = |count: usize| {
        let text = names(count);
        (0..6)
            .map(|_| chains(&text, &[]).2)
            .min()
            .unwrap_or_default()
    };
    let (few, many) = (least(1_000), least(10_000));
    // Quadratic would be a hundred times; the rest is for a busy machine.
    assert!(
        many < few * 40,
        "{few:?} for a thousand, {many:?} for ten thousand"
    );
}
