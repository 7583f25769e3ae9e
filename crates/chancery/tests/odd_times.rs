//! Odd texts for the finder of times: no panic, exact spans, no value where there is none, and time
//! that grows with the text and not faster.

use chancery::Span;
use chancery::time::{Dating, TimeLexicon, TimesRow, find_times, parse_for_times, times};
use chancery_nlp::{Engine, Parse, Scratch};
use jiff::civil::date;
use std::time::{Duration, Instant};

/// Longest that a megabyte may take in a build without optimisation, on a slow machine.
const PATIENCE: Duration = Duration::from_secs(40);

/// Bytes.
const MEGABYTE: usize = 1_000_000;

fn lexicon() -> TimeLexicon {
    TimeLexicon::new(chancery_data::knowledge())
}

fn dated() -> Dating {
    let mut dating = Dating::default();
    let day = Some(date(2026, 1, 15));
    (dating.day.best, dating.day.earliest, dating.day.latest) = (day, day, day);
    dating.day.confidence = 0.98;
    dating
}

/// Words and values, read with the tags of the engine.
fn read(text: &str) -> Vec<(String, String)> {
    let engine = Engine::english().expect("the models unpack");
    let parse = engine.parse_names(text, &[Span::new(0, text.len())], &mut Scratch::default());
    rows(text, &parse)
        .into_iter()
        .map(|row| {
            let words = &text[row.start as usize..row.end as usize];
            (words.to_owned(), row.value)
        })
        .collect()
}

fn rows(text: &str, parse: &Parse) -> Vec<TimesRow> {
    times(&find_times(&lexicon(), text, parse), &dated())
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |&(words, value): &(&str, &str)| (words.to_owned(), value.to_owned());
    pairs.iter().map(own).collect()
}

/// Texts of our own: the reports that are plain text, and the dated sentences.
fn texts() -> Vec<String> {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let folder = std::fs::read_dir(corpus.join("reports")).expect("the corpus is there");
    let paths = folder.filter_map(|entry| Some(entry.ok()?.path()));
    let plain = paths.filter(|path| path.extension().is_some_and(|end| end == "txt"));
    let mut texts: Vec<String> = plain
        .map(|path| std::fs::read_to_string(path).expect("a report is text"))
        .collect();
    for name in ["dates/press.tsv", "dates/wire.tsv"] {
        let table = std::fs::read_to_string(corpus.join(name)).expect("the table is there");
        let sentences = table.lines().filter_map(|line| line.split_once('\t'));
        texts.extend(sentences.map(|(_, marked)| without_marks(marked)));
    }
    texts
}

/// The sentence of `{words|value|days}`.
fn without_marks(marked: &str) -> String {
    let mut out = String::new();
    for piece in marked.split('}') {
        let (before, mark) = piece.split_once('{').unwrap_or((piece, ""));
        out.push_str(before);
        out.push_str(mark.split('|').next().unwrap_or(""));
    }
    out
}

#[test]
fn tags_where_they_are_wanted_are_enough() {
    let engine = Engine::english().expect("the models unpack");
    let (lexicon, mut scratch) = (lexicon(), Scratch::default());
    let texts = texts();
    assert!(texts.len() > 500);
    for text in &texts {
        let regions = [Span::new(0, text.len())];
        let full = engine.parse_names(text, &regions, &mut scratch);
        let some = parse_for_times(&engine, &lexicon, (text, &regions), &mut scratch);
        assert_eq!(rows(text, &some), rows(text, &full), "{text}");
    }
}

#[test]
fn impossible_days_keep_their_words_and_have_no_value() {
    let text = "The notes of 31 June, of 29 February 2025 and of April 31, 2024 were found.";
    let expected = [
        ("31 June", ""),
        ("29 February 2025", ""),
        ("April 31, 2024", ""),
    ];
    assert_eq!(read(text), pairs(&expected));
}

#[test]
fn a_past_day_in_a_far_year_has_no_value() {
    assert_eq!(
        read("They met on Jan. 3, 2062."),
        pairs(&[("Jan. 3, 2062", "")])
    );
}

#[test]
fn a_year_of_five_digits_is_none() {
    assert_eq!(read("The year 20262 is far."), pairs(&[]));
}

#[test]
fn the_longest_of_overlapping_expressions_is_taken() {
    let text = "They met on the night of Friday, Jan. 9, 2026.";
    let expected = [("the night of Friday, Jan. 9, 2026", "2026-01-09TNI")];
    assert_eq!(read(text), pairs(&expected));
}

#[test]
fn spans_are_exact_behind_letters_beyond_ascii() {
    let text = "Şırnak’ta «naïve» 東京 🕊️ — they met on Jan. 9, 2026…";
    assert_eq!(read(text), pairs(&[("Jan. 9, 2026", "2026-01-09")]));
}

#[test]
fn a_megabyte_without_a_space_and_much_of_anything_is_read_in_time() {
    let pieces = [
        "a",
        "1",
        "é",
        "\"",
        "1-",
        "2025-",
        "3:",
        "a.",
        "of",
        "'90",
        "Monday ",
        "the early ",
        "between 3 ",
        "from Jan. 3 to ",
        "day 12 of the war ",
        "\"tomorrow\" he said Tuesday ",
        "twenty-",
        "last next ",
    ];
    for piece in pieces {
        // a build without optimisation reads expressions slowly: a megabyte of what holds none
        let size = if piece.len() < 3 {
            MEGABYTE
        } else {
            MEGABYTE / 10
        };
        let text = piece.repeat(size / piece.len());
        let start = Instant::now();
        let found = rows(&text, &Parse::default());
        assert!(
            start.elapsed() < PATIENCE,
            "{piece:?}: {:?}",
            start.elapsed()
        );
        assert!(found.is_sorted_by_key(|row| row.start), "{piece:?}");
    }
}
