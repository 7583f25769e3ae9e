//! Words in, the language they are written in out.
//!
//! Method: the trigram profiles of the crate `whatlang` on the first sentences, and on a few
//! paragraphs where these are not sure (1.8 MB/s, so little is looked at; of 11,645 English
//! sentences of 40 letters and more 7 were surely called something else, of 656 reports none). A
//! text whose language is not sure is `und` and is read as English: to leave an English report
//! unread is the worse mistake, and what is no English gives next to no claims.

use super::Region;
use chancery_ingest::language::{is_name, two_letters};
use whatlang::Lang;

/// Bytes of text that are looked at, the first time and where that was not enough.
const SAMPLES: [usize; 2] = [300, 1200];

/// Letters without which no language is named.
const FEWEST_LETTERS: usize = 24;

/// The language that is read.
pub const READ: &str = "en";

/// Where no language is sure.
pub const UNKNOWN: &str = "und";

/// ISO 639-1 code (639-3 where there is none) of the words of these regions, or [`UNKNOWN`].
pub(super) fn language_of(text: &str, regions: &[Region]) -> &'static str {
    let mut likely = UNKNOWN;
    for len in SAMPLES {
        match detected(&sample(text, regions, len)) {
            Some((code, true)) => return code,
            Some((READ, false)) => likely = READ,
            _ => {}
        }
    }
    likely
}

/// The language of these words, and whether that is sure.
fn detected(sample: &str) -> Option<(&'static str, bool)> {
    let letters = sample.chars().filter(|c| c.is_alphabetic());
    if letters.take(FEWEST_LETTERS).count() < FEWEST_LETTERS {
        return None;
    }
    let info = whatlang::detect(sample)?;
    let code = match info.lang() {
        Lang::Eng => READ,
        other => two_letters(other.code()),
    };
    Some((code, info.is_reliable()))
}

/// The first words of the regions, at most `len` bytes of them.
fn sample(text: &str, regions: &[Region], len: usize) -> String {
    let mut sample = String::with_capacity(len + regions.len().min(64));
    for region in regions {
        let words = region.span.of(text);
        let end = floor_boundary(words, len.saturating_sub(sample.len()));
        // A name says nothing of the language round it.
        for word in words[..end]
            .split_whitespace()
            .filter(|word| !is_name(word))
        {
            sample.push_str(word);
            sample.push(' ');
        }
        if sample.len() >= len {
            break;
        }
    }
    sample
}

/// The largest boundary of a character up to `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::{RegionKind, Span};
    use super::*;

    fn check(text: &str, expected: &str) {
        let span = Span::new(0, text.len());
        let kind = RegionKind::Paragraph;
        assert_eq!(language_of(text, &[Region { span, kind }]), expected);
    }

    #[test]
    fn four_languages_and_none() {
        check(
            "The minister met the envoy in the capital on Thursday and spoke of the bridge.",
            "en",
        );
        check(
            "Der Minister traf am Donnerstag den Gesandten in der Hauptstadt und sprach über die Brücke.",
            "de",
        );
        check(
            "Bakan perşembe günü başkentte elçiyle görüştü ve köprü hakkında konuştu, dedi sözcü.",
            "tr",
        );
        check(
            "Міністр зустрівся з посланцем у столиці в четвер і говорив про новий міст через річку.",
            "uk",
        );
        check("Ankara 2026", UNKNOWN);
        check(
            "Houthi negotiator Yahya Salam met UN special envoy Erik Nystrom in Muscat.",
            UNKNOWN,
        );
    }
}
