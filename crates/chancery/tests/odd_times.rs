//! Odd texts for the finder of times: no panic, exact spans, no value where there is none, and time
//! that grows with the text and not faster.

use chancery::Span;
use chancery::time::{Dating, TimeLexicon, TimesRow, find_times, times};
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
