//! Row 13, and the open end of row 12: what dated documents named for the first time.
//!
//! A name, or a person with a title, that no document before a day holds stands in a document of
//! that day or later. The record of first mentions is given by the caller; here it is a list.

use aho_corasick::{AhoCorasick, MatchKind};
use chancery_nlp::Span;

use super::FirstSeen;
use super::evidence::{Evidence, Grain, Kind, Newest, Source, is_read};
use super::factor::Factor;
use super::feasts::stands_alone;
use crate::time::calendar::Day;

/// Days that another outlet may have been ahead of the first document known.
const HEAD_START: i32 = 2;

/// Evidence of every name of the record that the text holds.
pub(super) fn find(source: &Source<'_>, seen: &[FirstSeen]) -> Vec<Evidence> {
    if seen.is_empty() {
        return Vec::new();
    }
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostLongest);
    let Ok(names) = builder.build(seen.iter().map(|row| row.words.as_str())) else {
        return Vec::new();
    };
    let spans = names.find_iter(source.text).map(|name| {
        let span = Span::new(name.start(), name.end());
        (span, &seen[name.pattern().as_usize()])
    });
    spans
        .filter(|(span, _)| !span.is_empty() && is_read(source.parse, *span))
        .filter(|(span, _)| stands_alone(source.text, *span))
        .map(|(span, row)| evidence(span, row))
        .collect()
}

/// A dated happening that is named is not told of before its day; the name may be that of another.
pub(super) fn happenings(source: &Source<'_>) -> Vec<Evidence> {
    let world = source.lexicon.world();
    let Some(names) = &world.names else {
        return Vec::new();
    };
    let spans = names.find_iter(source.text).filter_map(|name| {
        let happening = world.happenings.get(name.pattern().as_usize())?;
        Some((Span::new(name.start(), name.end()), happening))
    });
    spans
        .filter(|(span, _)| is_read(source.parse, *span) && stands_alone(source.text, *span))
        .map(|(span, happening)| {
            let says = format!("on or after {} ({})", happening.from.date(), happening.id);
            let kind = Kind(13, "happening");
            Evidence {
                doubtful: true,
                // reports name what is going on sooner than what is over: as a year that is named
                names: Some(Newest {
                    day: happening.from,
                    grain: Grain::Year,
                }),
                ..Evidence::new(span, kind, says, Factor::AtLeast(happening.from))
            }
        })
        .collect()
}

fn evidence(span: Span, row: &FirstSeen) -> Evidence {
    let day = Day::from(row.day).plus(-HEAD_START);
    Evidence::new(
        span,
        Kind(13, "first named elsewhere"),
        format!("on or after {}: first named on {}", day.date(), row.day),
        Factor::AtLeast(day),
    )
}
