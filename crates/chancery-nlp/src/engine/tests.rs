//! The engine as a whole: the same bytes each time, regions kept apart, no panic on odd input.

use super::*;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::english().unwrap());

const REPORT: &str = "Morland’s Foreign Minister Ana Keller met Tuesday in Belmar with her \
     counterpart from Selva, Ivo Brandt, officials said. The talks focused on a prisoner \
     exchange, according to a statement.\nNo date was set for Jan. 3.";

fn whole(text: &str) -> [Span; 1] {
    [Span::new(0, text.len())]
}

fn parse(text: &str) -> Parse {
    ENGINE.parse(text, &whole(text), Search::Narrow, &mut Scratch::default())
}

/// Every invariant of a parse that holds for any input.
fn check(text: &str) -> Parse {
    let parse = parse(text);
    let n = parse.len();
    assert_eq!(n, parse.heads.len());
    assert_eq!(n, parse.deprels.len());
    assert_eq!(n, parse.upos.len());
    assert_eq!(n, parse.lemma_spans.len());
    assert_eq!(n, parse.sentence_of.len());
    assert!(parse.spans.windows(2).all(|w| w[0].end <= w[1].start));
    for token in parse.tokens() {
        assert!(
            text.get(parse.span(token).range())
                .is_some_and(|word| !word.is_empty())
        );
        assert!(parse.sentence(token).contains(token));
        assert!(parse.sentence(token).contains(parse.heads[token.index()]));
    }
    for sentence in &parse.sentences {
        let roots = sentence
            .tokens()
            .filter(|&t| parse.head(t).is_none())
            .count();
        assert_eq!(roots, 1, "{text:?}");
    }
    parse
}

fn columns(parse: &Parse) -> impl PartialEq + std::fmt::Debug {
    (
        parse.spans.clone(),
        parse.xpos.clone(),
        parse.heads.clone(),
        parse.deprels.clone(),
        parse.lemma_text.clone(),
    )
}

#[test]
fn the_same_text_gives_the_same_parse() {
    let mut scratch = Scratch::default();
    let first = ENGINE.parse(REPORT, &whole(REPORT), Search::Narrow, &mut scratch);
    ENGINE.parse(
        "Something else.",
        &whole("Something else."),
        Search::Narrow,
        &mut scratch,
    );
    let second = ENGINE.parse(REPORT, &whole(REPORT), Search::Narrow, &mut scratch);
    assert_eq!(columns(&first), columns(&second));
}

#[test]
fn a_sentence_never_crosses_a_region() {
    let text = "Envoys meet in Belmar and leave for Selva";
    let regions = [Span::new(0, 14), Span::new(26, text.len())];
    let parse = ENGINE.parse(text, &regions, Search::Narrow, &mut Scratch::default());
    let words: Vec<&str> = parse.tokens().map(|t| parse.word(t, text)).collect();
    assert_eq!(words, ["Envoys", "meet", "in", "leave", "for", "Selva"]);
    assert_eq!(parse.sentences.len(), 2);
    assert_eq!(parse.sentences[1].region, 1);
}

#[test]
fn given_tokens_are_kept() {
    let text = "Envoys met .";
    let spans = [Span::new(0, 6), Span::new(7, 10), Span::new(11, 12)];
    let given = TokenizedSentence {
        spans: &spans,
        space_after: &[true, true, true],
    };
    let parse = ENGINE.parse_tokens(text, &[given], Search::Narrow, &mut Scratch::default());
    assert_eq!(parse.spans, spans);
    assert_eq!(parse.sentences.len(), 1);
}

#[test]
fn a_plain_sentence_has_its_skeleton() {
    let parse = check("The minister visited Belmar on Thursday.");
    let verb = TokenId(2);
    assert_eq!(parse.head(verb), None);
    assert_eq!(parse.head(TokenId(1)), Some(verb));
    assert_eq!(parse.deprel(TokenId(1)), Deprel::Nsubj);
    assert_eq!(parse.deprel(TokenId(3)), Deprel::Obj);
    assert_eq!(parse.lemma(verb), "visit");
}

#[test]
fn odd_input_is_read_without_panic() {
    let odd = [
        "",
        " ",
        "\n\n\n",
        "\u{0}\u{1}\u{7f}",
        "“",
        "\"\"\"",
        "’’’",
        "…",
        ". . .",
        "?!?!",
        "((((",
        "a",
        "A.B.C.D.",
        "\u{1F600}\u{1F468}\u{200D}\u{1F469}",
        "\u{FEFF}Text",
        "\r\n\r\n",
        "e\u{301}",
        "Ünïcödé ßtraße İstanbul",
        "- - -",
        "1. 2. 3.",
        "http://",
        "@",
        "#",
        "said.Then.Now",
        "$",
    ];
    for text in odd {
        check(text);
    }
    check(REPORT);
}

#[test]
fn one_long_line_is_read_in_linear_time() {
    let plain = "word ".repeat(40_000);
    check(&plain);
    check(&"x".repeat(300_000));
    check(&"a-".repeat(50_000));
    check(&". ".repeat(50_000));
    check(&"“(".repeat(20_000));
}

#[test]
fn regions_that_do_not_fit_are_skipped() {
    let text = "é";
    let regions = [Span { start: 1, end: 2 }, Span { start: 0, end: 90 }];
    let parse = ENGINE.parse(text, &regions, Search::Narrow, &mut Scratch::default());
    assert!(parse.is_empty());
}
