//! What the words before a day say of it: published, changed, or something else.

use super::day::{Habits, cues};
use crate::page::tree::Tree;
use crate::report::Span;

/// What a day is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// Nothing is said.
    None,
    Published,
    Modified,
    /// Of a right, an event, a comment.
    Never,
}

/// How far back words are looked at, in bytes.
const BEFORE: usize = 120;

/// Longest block that is a label of the next, in bytes.
const LABEL: usize = 40;

/// Most words of a phrase, and most words between a phrase and its day ("on Monday, the").
const PHRASE: usize = 4;
const BETWEEN: usize = 2;

/// Judges by the words before a day in its block; where there are none, by a short block before.
pub(super) fn cue_of(tree: &Tree, day: Span, habits: &Habits) -> Cue {
    let Some(row) = tree.block_at(day.start) else {
        return Cue::None;
    };
    let block = &tree.blocks[row];
    let before = before(tree, block.text.start, day.start);
    let before = before.rsplit(['|', '•', '·']).next().unwrap_or(before);
    let said = judge(before, habits);
    let label = before.chars().any(char::is_alphanumeric);
    if said != Cue::None || label || row == 0 {
        return said;
    }
    let label = &tree.blocks[row - 1];
    match label.text.end - label.text.start <= LABEL {
        true => judge(tree.words(label), habits),
        false => Cue::None,
    }
}

fn before(tree: &Tree, start: usize, at: usize) -> &str {
    let from = start.max(at.saturating_sub(BEFORE));
    let from = (from..=at)
        .find(|&i| tree.text.is_char_boundary(i))
        .unwrap_or(at);
    tree.text.get(from..at).unwrap_or_default()
}

fn judge(before: &str, habits: &Habits) -> Cue {
    let lower = before.to_lowercase();
    if lower.contains('©') {
        return Cue::Never;
    }
    let words: Vec<&str> = lower
        .split(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    ':' | '：'
                        | ','
                        | '('
                        | ')'
                        | '|'
                        | '-'
                        | '–'
                        | '—'
                        | '.'
                        | '/'
                        | '['
                        | ']'
                        | '>'
                        | '»'
                )
        })
        .filter(|w| !w.is_empty())
        .collect();
    for between in 0..=BETWEEN {
        for len in (1..=PHRASE).rev() {
            let Some(end) = words.len().checked_sub(between) else {
                break;
            };
            let Some(from) = end.checked_sub(len) else {
                continue;
            };
            let said = of_phrase(&words[from..end].join(" "), habits);
            if said != Cue::None && !(said == Cue::Never && between > 0) {
                return said;
            }
        }
    }
    for len in (1..=PHRASE.min(words.len())).rev() {
        let said = of_phrase(&words[..len].join(" "), habits);
        if matches!(said, Cue::Published | Cue::Modified) && words.len() <= 12 {
            return said;
        }
    }
    Cue::None
}

fn of_phrase(phrase: &str, habits: &Habits) -> Cue {
    let table = &chancery_data::ingest().date_words;
    let mut said = Cue::None;
    for row in cues(table, phrase, habits) {
        said = match row.kind.as_str() {
            "published" => return Cue::Published,
            "modified" => Cue::Modified,
            "never" => Cue::Never,
            _ => said,
        };
    }
    said
}
