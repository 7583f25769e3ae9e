//! PDF with a text layer: words of its pages into paragraphs. No recognition of pictures of words.
//!
//! Two steps, since the first stands on a library that may take any time and memory, and panic, on odd
//! files: [`pages`] takes the words out of the bytes and belongs into a process of its own with limits;
//! [`lay`] is ours, always safe: lines that repeat at the head or foot of pages and their numbers are
//! dropped, words parted at line ends are joined, and lines become paragraphs by how full they are.

use std::collections::BTreeMap;

use super::body::note;
use super::hints::MOST_TEXT;
use super::json::broken;
use crate::error::Kind;
use crate::{Block, BlockKind, Error, Report, Span};

/// Most bytes of a file.
const MOST_BYTES: usize = 100 << 20;
/// Lines at the head and at the foot of a page that may be furniture.
const EDGE: usize = 3;

/// True for bytes that begin as PDF does, within the first kilobyte.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)]
        .windows(5)
        .any(|window| window == b"%PDF-")
}

/// The words of each page, in order; pages without words are empty. Call it in a process of its own
/// with limits of time and memory: on hostile files the library underneath may take all of both, and
/// may panic.
///
/// # Errors
/// Bytes that are no PDF, are locked by a password, or are more than 100 MiB.
pub fn pages(bytes: &[u8]) -> Result<Vec<String>, Error> {
    if bytes.len() > MOST_BYTES {
        return Err(Kind::TooLong {
            format: "pdf",
            found: bytes.len() as u64,
            limit: MOST_BYTES as u64,
        }
        .into());
    }
    pdf_extract::extract_text_from_mem_by_pages(bytes)
        .map_err(|error| broken("pdf", 0, error.to_string()))
}

/// The error of a PDF whose pages were to be read elsewhere, such as in a process of their own.
pub fn failed(what: String) -> Error {
    Kind::Gone {
        format: "pdf",
        what,
    }
    .into()
}

/// One report of the pages' words. Never panics.
///
/// # Errors
/// Pages without any words.
pub fn lay(pages: &[String]) -> Result<Report, Error> {
    let mut pages: Vec<Vec<&str>> = pages
        .iter()
        .map(|page| page.lines().map(str::trim).collect())
        .collect();
    let mut report = Report::default();
    for (number, _) in pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.iter().all(|line| line.is_empty()))
    {
        note(&mut report, "page_without_text", &(number + 1).to_string());
    }
    drop_furniture(&mut pages);
    let paragraphs = paragraphs(&pages);
    for (paragraph, is_heading) in paragraphs {
        if report.text.len() + paragraph.len() > MOST_TEXT {
            note(&mut report, "truncated", "");
            break;
        }
        if !report.text.is_empty() {
            report.text.push_str("\n\n");
        }
        let start = report.text.len();
        report.text.push_str(&paragraph);
        report.blocks.push(Block {
            span: Span {
                start,
                end: report.text.len(),
            },
            kind: if is_heading {
                BlockKind::Heading
            } else {
                BlockKind::Paragraph
            },
        });
    }
    if report.text.is_empty() {
        return Err(Kind::NoText { format: "pdf" }.into());
    }
    Ok(report)
}

/// Empties numbers of pages, and lines at the edges that stand on at least three pages and on half of
/// them, digits not counting.
fn drop_furniture(pages: &mut [Vec<&str>]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        let mut own: Vec<String> = edges(page).into_iter().map(|at| shape(page[at])).collect();
        own.sort();
        own.dedup();
        for shape in own {
            *seen.entry(shape).or_default() += 1;
        }
    }
    let most = (pages.len() / 2).max(3);
    for page in pages {
        for at in edges(page) {
            let repeats = seen
                .get(&shape(page[at]))
                .is_some_and(|count| *count >= most);
            if repeats || is_page_number(page[at]) {
                page[at] = "";
            }
        }
    }
}

/// Places of the first and last lines with words.
fn edges(page: &[&str]) -> Vec<usize> {
    let full: Vec<usize> = (0..page.len()).filter(|at| !page[*at].is_empty()).collect();
    let foot = full.len().saturating_sub(EDGE).max(EDGE.min(full.len()));
    full.iter()
        .take(EDGE)
        .chain(&full[foot..])
        .copied()
        .collect()
}

/// A line with its numbers as one sign.
fn shape(line: &str) -> String {
    let mut shape = String::new();
    for c in line.chars() {
        if !c.is_ascii_digit() {
            shape.extend(c.to_lowercase());
        } else if !shape.ends_with('0') {
            shape.push('0');
        }
    }
    shape
}

/// "12", "- 12 -", "Page 3 of 9", "3/9": short, and little but numbers.
fn is_page_number(line: &str) -> bool {
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let words = line
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphabetic))
        .count();
    (1..=6).contains(&digits)
        && line.len() <= 16
        && words <= 2
        && !line.ends_with(['.', ':', ','])
        && is_counted(line, words)
}

/// Numbers alone, or "of" and a word before them.
fn is_counted(line: &str, words: usize) -> bool {
    let numbers = line
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .count();
    match words {
        0 => numbers <= 2,
        1 => {
            numbers <= 2
                && line.ends_with(|c: char| c.is_ascii_digit())
                && numbers == 1
                && line.len() <= 10
        }
        _ => numbers == 2,
    }
}

/// Paragraphs with whether they look like headings.
fn paragraphs(pages: &[Vec<&str>]) -> Vec<(String, bool)> {
    let lines: Vec<&str> = pages
        .iter()
        .flat_map(|page| page.iter().copied().chain([""]))
        .collect();
    let full = usual_width(&lines);
    let mut out: Vec<(String, bool)> = Vec::new();
    let mut paragraph = String::new();
    let mut only_line = true;
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() {
            let next = lines[at + 1..].iter().find(|line| !line.is_empty());
            if !goes_on(&paragraph, next) {
                close(&mut out, &mut paragraph, only_line, full);
                only_line = true;
            }
            continue;
        }
        only_line &= paragraph.is_empty();
        join(&mut paragraph, line);
        let ends = line.ends_with(['.', '!', '?', '”', '"', ':', '’']);
        if ends && line.chars().count() * 10 < full * 7 {
            close(&mut out, &mut paragraph, only_line, full);
            only_line = true;
        }
    }
    close(&mut out, &mut paragraph, only_line, full);
    out
}

/// Characters of a full line: nine in ten lines are not longer.
fn usual_width(lines: &[&str]) -> usize {
    let mut widths: Vec<usize> = lines
        .iter()
        .map(|line| line.chars().count())
        .filter(|width| *width > 0)
        .collect();
    widths.sort_unstable();
    widths.get(widths.len() * 9 / 10).copied().unwrap_or(0)
}

/// A sentence that is not over goes on behind a gap, such as the end of a page, with a small letter.
fn goes_on(paragraph: &str, next: Option<&&str>) -> bool {
    let open =
        paragraph.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '\u{ad}'));
    open && next.is_some_and(|next| next.starts_with(char::is_lowercase))
}

/// Adds a line; a word parted by a hyphen before a small letter becomes one.
fn join(paragraph: &mut String, line: &str) {
    let soft = paragraph.ends_with('\u{ad}');
    let hard = paragraph.ends_with('-')
        && paragraph[..paragraph.len() - 1].ends_with(char::is_alphabetic)
        && line.starts_with(char::is_lowercase);
    if soft || hard {
        paragraph.pop();
    } else if !paragraph.is_empty() {
        paragraph.push(' ');
    }
    for (at, word) in line.split_whitespace().enumerate() {
        if at > 0 {
            paragraph.push(' ');
        }
        paragraph.push_str(word);
    }
}

fn close(out: &mut Vec<(String, bool)>, paragraph: &mut String, only_line: bool, full: usize) {
    if paragraph.is_empty() {
        return;
    }
    let short = paragraph.chars().count() * 10 < full * 8;
    let is_heading =
        only_line && short && !paragraph.ends_with(['.', ',', ';', '!', '?', '”', '"']);
    out.push((std::mem::take(paragraph), is_heading));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pages: &[&str], expected: &str) {
        let pages: Vec<String> = pages.iter().map(|page| (*page).to_owned()).collect();
        assert_eq!(
            lay(&pages).map_or("none".to_owned(), |report| report.text),
            expected
        );
    }

    #[test]
    fn lines_become_paragraphs() {
        check(
            &[
                "JOINT COMMUNIQUE\n\nThe ministers of Norland and Belmar met on Thursday and agreed to re-\nsume the talks on the border that were broken off last spring.\n\nThey will meet again in June.\n\n1",
            ],
            "JOINT COMMUNIQUE\n\nThe ministers of Norland and Belmar met on Thursday and agreed to resume the talks on the border that were broken off last spring.\n\nThey will meet again in June.",
        );
    }

    #[test]
    fn furniture_of_pages_goes_and_sentences_go_on() {
        check(
            &[
                "Ministry of Norland\nThe envoys spoke about the river and the\n\nPage 1 of 3",
                "Ministry of Norland\nbridge over it. They left.\n\nPage 2 of 3",
                "Ministry of Norland\nThe end came late.\n\nPage 3 of 3",
            ],
            "The envoys spoke about the river and the bridge over it. They left.\n\nThe end came late.",
        );
    }

    #[test]
    fn pages_without_words() {
        check(&["", " \n"], "none");
        let report = lay(&["Words.".to_owned(), String::new()]).unwrap();
        assert_eq!(
            (report.notes[0].kind, report.notes[0].what.as_str()),
            ("page_without_text", "2")
        );
    }

    #[test]
    fn numbers_that_are_words_stay() {
        check(&["The vote was\n12 to 3."], "The vote was 12 to 3.");
    }
}
