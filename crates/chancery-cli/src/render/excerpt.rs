//! The words that a claim stands on, shown where they stand: the sentence with the supporting words
//! styled, or, without colour, with a line of marks below (`^` the trigger, `~` the rest).

use super::lay::columns;
use super::style::{Palette, Part};
use std::ops::Range;

/// Characters shown on each side of words outside the sentence of the claim.
const MARGIN: usize = 36;

/// Words to be marked: bytes of the text, and what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// What they support.
    pub part: Part,
}

#[derive(Clone, Copy)]
struct Cell {
    c: char,
    part: Option<Part>,
}

/// What is shown, and how.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The text of the report.
    pub text: &'a str,
    /// What is marked in it.
    pub marks: &'a [Mark],
    /// Columns of the longest line.
    pub room: usize,
    /// Colours or lines of marks.
    pub palette: Palette,
}

/// The lines of an excerpt: the bytes of `window`, then what is marked outside of it.
pub fn excerpt(shown: Shown<'_>, window: Range<usize>) -> Vec<String> {
    let mut windows = vec![window.clone()];
    windows.extend(clips(shown.text, &window, shown.marks));
    let lines = windows
        .iter()
        .flat_map(|window| wrapped(cells(shown.text, window, shown.marks), shown.room));
    match shown.palette {
        Palette::Colour => lines.map(|line| painted(&line)).collect(),
        Palette::Plain => lines
            .flat_map(|line| {
                [
                    Some(line.iter().map(|cell| cell.c).collect()),
                    underline(&line),
                ]
            })
            .flatten()
            .collect(),
    }
}

/// Windows around the marks that lie outside the sentence, in order, each within its line.
fn clips(text: &str, window: &Range<usize>, marks: &[Mark]) -> Vec<Range<usize>> {
    let mut outside: Vec<Range<usize>> = marks
        .iter()
        .map(|mark| mark.bytes.clone())
        .filter(|bytes| bytes.start < window.start || bytes.end > window.end)
        .map(|bytes| around(text, &bytes))
        .collect();
    outside.sort_by_key(|clip| (clip.start, clip.end));
    let mut clips: Vec<Range<usize>> = Vec::new();
    for clip in outside {
        match clips.last_mut() {
            Some(last) if clip.start <= last.end => last.end = last.end.max(clip.end),
            _ => clips.push(clip),
        }
    }
    clips
}

/// Some words on each side, not beyond the line.
fn around(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let before = &text[..bytes.start];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let from = before
        .char_indices()
        .rev()
        .nth(MARGIN)
        .map_or(0, |(at, _)| at);
    let start = match from <= line {
        true => line,
        false => text[from..bytes.start]
            .find(' ')
            .map_or(bytes.start, |at| from + at + 1),
    };
    let after = &text[bytes.end..];
    let line_end = bytes.end + after.find('\n').unwrap_or(after.len());
    let to = after
        .char_indices()
        .nth(MARGIN)
        .map_or(text.len(), |(at, _)| bytes.end + at);
    let end = match to >= line_end {
        true => line_end,
        false => text[bytes.end..to]
            .rfind(' ')
            .map_or(bytes.end, |at| bytes.end + at),
    };
    start..end
}

fn cells(text: &str, window: &Range<usize>, marks: &[Mark]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    if !at_edge(text, window.start, true) {
        cells.push(Cell {
            c: '…', part: None
        });
    }
    for (at, c) in text[window.clone()].char_indices() {
        let at = window.start + at;
        let part = part_at(marks, at);
        let c = if c.is_whitespace() { ' ' } else { c };
        let again = c == ' ' && cells.last().is_some_and(|last| last.c == ' ');
        if columns(c) > 0 && !again || c >= '\u{300}' && columns(c) == 0 {
            cells.push(Cell { c, part });
        }
    }
    if !at_edge(text, window.end, false) {
        cells.push(Cell {
            c: '…', part: None
        });
    }
    cells
}

/// True where a sentence or a line can begin or end.
fn at_edge(text: &str, at: usize, start: bool) -> bool {
    let before = text[..at].trim_end_matches([' ', '"', '”', '“', '’', '‘']);
    let ended = before.is_empty() || before.ends_with(['.', '!', '?', '\n', '\r', ':']);
    let after = text[at..].trim_start_matches(' ');
    match start {
        true => ended || text[..at].ends_with('\n'),
        false => ended || after.is_empty() || after.starts_with(['\n', '\r']),
    }
}

/// The shortest mark that covers the byte: an actor inside a topic keeps its own colour.
fn part_at(marks: &[Mark], at: usize) -> Option<Part> {
    marks
        .iter()
        .filter(|mark| mark.bytes.contains(&at))
        .min_by_key(|mark| (mark.part != Part::Trigger, mark.bytes.len()))
        .map(|mark| mark.part)
}

fn wrapped(cells: Vec<Cell>, room: usize) -> Vec<Vec<Cell>> {
    let mut lines = Vec::new();
    let mut line: Vec<Cell> = Vec::new();
    let mut used = 0;
    for cell in cells {
        line.push(cell);
        used += columns(cell.c);
        if used <= room {
            continue;
        }
        let space = line
            .iter()
            .rposition(|cell| cell.c == ' ')
            .filter(|&at| at > 0);
        let rest = match space {
            Some(at) => line.split_off(at + 1),
            None => line.split_off(line.len() - 1),
        };
        used = rest.iter().map(|cell| columns(cell.c)).sum();
        lines.push(std::mem::replace(&mut line, rest));
    }
    lines.push(line);
    for line in &mut lines {
        while line.last().is_some_and(|cell| cell.c == ' ') {
            line.pop();
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn painted(line: &[Cell]) -> String {
    let mut out = String::new();
    for run in line.chunk_by(|a, b| a.part == b.part) {
        let words: String = run.iter().map(|cell| cell.c).collect();
        match run[0].part {
            Some(part) => out.push_str(&Palette::Colour.paint(part, &words)),
            None => out.push_str(&words),
        }
    }
    out
}

fn underline(line: &[Cell]) -> Option<String> {
    let marks: String = line
        .iter()
        .flat_map(|cell| {
            let mark = match cell.part {
                Some(Part::Trigger) => '^',
                Some(_) => '~',
                None => ' ',
            };
            std::iter::repeat_n(mark, columns(cell.c))
        })
        .collect();
    let marks = marks.trim_end();
    (!marks.is_empty()).then(|| marks.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Sarel spoke in Belmar.\nAda Sarel met  the envoy of Lorne on Friday, her office said. More.";

    fn mark(words: &str, part: Part) -> Mark {
        let start = TEXT.find(words).expect("it is there");
        let bytes = start..start + words.len();
        Mark { bytes, part }
    }

    fn check(marks: &[Mark], room: usize, expected: &[&str]) {
        let start = TEXT.find("Ada").expect("it is there");
        let end = TEXT.find(" More").expect("it is there");
        let shown = Shown {
            text: TEXT,
            marks,
            room,
            palette: Palette::Plain,
        };
        assert_eq!(excerpt(shown, start..end), expected);
    }

    #[test]
    fn marks_stand_below_their_words() {
        check(
            &[
                mark("met", Part::Trigger),
                mark("Ada Sarel", Part::Who),
                mark("Friday", Part::When),
            ],
            40,
            &[
                "Ada Sarel met the envoy of Lorne on",
                "~~~~~~~~~ ^^^",
                "Friday, her office said.",
                "~~~~~~",
            ],
        );
    }

    #[test]
    fn words_of_another_sentence_get_a_line() {
        check(
            &[mark("Belmar", Part::Where)],
            80,
            &[
                "Ada Sarel met the envoy of Lorne on Friday, her office said.",
                "Sarel spoke in Belmar.",
                "               ~~~~~~",
            ],
        );
    }
}
