//! Lines and cuts in, the regions to read out: headings, paragraphs, entries of lists.
//!
//! A blank line or a cut ends a region. A line of its own is a paragraph, as on the web, unless
//! the text is hard-wrapped: then a line that could not have taken the next word goes on in the
//! next one (greedy filling, as every mail program and formatter does it).

use super::lines::{Line, ends_sentence, trimmed};
use super::{Furniture, Region, RegionKind};
use chancery_nlp::{Span, glued};

/// Longest line, in characters, of hard-wrapped text.
const WRAP_MAX: usize = 100;

/// Shortest line, in characters, that can have been filled.
const WRAP_MIN: usize = 40;

/// Words of the longest headline.
const HEADING_WORDS: usize = 18;

/// The regions of a text, in order.
pub(super) fn regions(text: &str, lines: &[Line], cuts: &[Furniture]) -> Vec<Region> {
    let pieces = pieces(text, lines, cuts);
    let width = wrap_width(text, &pieces);
    let mut regions: Vec<Region> = Vec::new();
    let mut last: Option<Piece> = None;
    for piece in pieces {
        let goes_on = last.is_some_and(|last| goes_on(text, width, last, piece));
        match regions.last_mut() {
            Some(region) if goes_on => {
                region.span = region.span.cover(piece.span);
                if region.kind == RegionKind::Heading {
                    region.kind = RegionKind::Paragraph;
                }
            }
            _ => regions.push(region(text, piece.span)),
        }
        last = Some(piece);
    }
    regions.retain(|region| !region.span.is_empty());
    regions
}

/// A line, or what the cuts leave of it.
#[derive(Clone, Copy, Debug)]
struct Piece {
    span: Span,
    /// True where the line before it is there and was not cut.
    touches: bool,
}

fn pieces(text: &str, lines: &[Line], cuts: &[Furniture]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut cuts = cuts.iter().peekable();
    let mut touches = false;
    for line in lines {
        if line.is_blank() {
            touches = false;
            continue;
        }
        let mut from = line.span.start;
        while let Some(cut) = cuts.next_if(|cut| cut.span.start < line.span.end) {
            push(
                text,
                &mut pieces,
                Span {
                    start: from,
                    end: cut.span.start,
                },
                touches,
            );
            touches = false;
            from = cut.span.end.min(line.span.end);
        }
        let rest = Span {
            start: from,
            end: line.span.end,
        };
        touches = push(text, &mut pieces, rest, touches);
    }
    pieces
}

/// Keeps a piece that holds words; true where the next line touches it. A line end that was lost
/// between a sentence and a heading ("officials said.Velia names") is put back.
fn push(text: &str, pieces: &mut Vec<Piece>, span: Span, touches: bool) -> bool {
    if let Some(at) = glued(span.of(text)).map(|at| span.start + at as u32)
        && is_heading(
            text.get(at as usize..span.end as usize)
                .unwrap_or("")
                .trim(),
        )
    {
        let first = Span { end: at, ..span };
        let rest = Span { start: at, ..span };
        push(text, pieces, first, touches);
        return push(text, pieces, rest, false);
    }
    let span = trimmed(text, span.start as usize, span.end as usize).span;
    if !span.of(text).contains(char::is_alphanumeric) {
        return false;
    }
    pieces.push(Piece { span, touches });
    true
}

/// The width at which the text is wrapped; `None` where it is not.
///
/// Evidence: of the lines of the length of a filled line that another one touches, most do not end
/// a sentence.
fn wrap_width(text: &str, pieces: &[Piece]) -> Option<usize> {
    let mut widest = 0;
    let (mut broken, mut whole) = (0, 0);
    for pair in pieces.windows(2) {
        let len = pair[0].span.of(text).chars().count();
        widest = widest.max(len);
        if !pair[1].touches || len < WRAP_MIN {
            continue;
        }
        match ends_sentence(pair[0].span.of(text)) {
            true => whole += 1,
            false => broken += 1,
        }
    }
    (widest <= WRAP_MAX && broken > whole && broken >= 2).then_some(widest)
}

/// True where `next` is the same paragraph as `last`.
fn goes_on(text: &str, width: Option<usize>, last: Piece, next: Piece) -> bool {
    if !next.touches || bullet(next.span.of(text)) > 0 {
        return false;
    }
    let (before, after) = (last.span.of(text), next.span.of(text));
    let broken = !ends_sentence(before) && after.starts_with(char::is_lowercase);
    let filled = width.is_some_and(|width| {
        let word = after.split_whitespace().next().unwrap_or("");
        before.chars().count() + 1 + word.chars().count() > width
    });
    broken || filled
}

fn region(text: &str, span: Span) -> Region {
    let words = span.of(text);
    let bullet = bullet(words);
    if bullet > 0 {
        let start = span.start + bullet as u32;
        let span = Span {
            start,
            end: span.end,
        };
        return Region {
            span,
            kind: RegionKind::Item,
        };
    }
    let kind = match is_heading(words) {
        true => RegionKind::Heading,
        false => RegionKind::Paragraph,
    };
    Region { span, kind }
}

/// Bytes of the mark of a list entry and the space after it; 0 without one.
fn bullet(words: &str) -> usize {
    let mark = words
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches(['-', '–', '•', '*', '·', '▪', '‣', '◦', '●', '.', ')']);
    let len = words.len() - mark.len();
    let body = mark.trim_start();
    let one_mark = words[..len].chars().filter(|c| !c.is_ascii_digit()).count() == 1;
    let number = words[..len].starts_with(|c: char| c.is_ascii_digit());
    let short = len <= 3 + usize::from(!number);
    let ordinal = number && !words[..len].ends_with(['.', ')']);
    let fits = one_mark && short && !ordinal && body.len() < mark.len();
    if fits { words.len() - body.len() } else { 0 }
}

/// A short line that does not end as a sentence or a clause does.
fn is_heading(words: &str) -> bool {
    let quoted = words.starts_with(['“', '"']) && words.ends_with(['”', '"']);
    !quoted
        && !ends_sentence(words)
        && !words.ends_with([',', ';', ':'])
        && words.split_whitespace().count() <= HEADING_WORDS
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;
    use RegionKind::{Heading, Item, Paragraph};

    fn check(text: &str, expected: &[(RegionKind, &str)]) {
        let found: Vec<(RegionKind, String)> = regions(text, &lines(text), &[])
            .iter()
            .map(|r| {
                (
                    r.kind,
                    r.span
                        .of(text)
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" "),
                )
            })
            .collect();
        let expected: Vec<(RegionKind, String)> = expected
            .iter()
            .map(|&(kind, words)| (kind, words.to_owned()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_is_a_paragraph() {
        check(
            "Sarel hosts envoy\n\nDefence Minister Sarel hosted Marin in Belmar.\nThey spoke of the bridge.",
            &[
                (Heading, "Sarel hosts envoy"),
                (Paragraph, "Defence Minister Sarel hosted Marin in Belmar."),
                (Paragraph, "They spoke of the bridge."),
            ],
        );
    }

    #[test]
    fn wrapped_lines_are_joined() {
        check(
            "Defence Minister Sarel hosted the envoy\nMarin in Belmar on Thursday, the ministry of\ndefence said. They\n\
             Both spoke of the bridge and of the long\nroad to it.",
            &[
                (
                    Paragraph,
                    "Defence Minister Sarel hosted the envoy Marin in Belmar on Thursday, the ministry of defence said. They",
                ),
                (
                    Paragraph,
                    "Both spoke of the bridge and of the long road to it.",
                ),
            ],
        );
    }

    #[test]
    fn entries_of_a_list_lose_their_mark() {
        check(
            "They agreed on:\n- a bridge\n• 300 trucks\n2) a road\n- 5 degrees\n2.5 million came.",
            &[
                (Paragraph, "They agreed on:"),
                (Item, "a bridge"),
                (Item, "300 trucks"),
                (Item, "a road"),
                (Item, "5 degrees"),
                (Paragraph, "2.5 million came."),
            ],
        );
    }
}
