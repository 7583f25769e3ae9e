//! Lines of many reports of one outlet in, those that the outlet prints again and again out.
//!
//! The strongest sign of furniture in archives (Onion, NewsDedup): a line that stands in three reports and
//! in a fifth of the outlet's belongs to the page; a whole sentence, which may be background that the outlet
//! prints under many reports, only where half of them have it. Copies of one report count once, else reprints
//! would cut one another. Counts are frozen for a batch, so that no answer hangs on the order of the reports in it.
//! A line with a date or a quotation is never counted: datelines and slogans that somebody spoke are read.

use super::shape::is_date;
use crate::duplicates::{Sketch, sketch};
use std::collections::BTreeMap;

/// Reports in which a line must stand.
const FEWEST: u32 = 3;

/// Share of the outlet's reports, in percent, in which it must stand.
const SHARE: u64 = 20;

/// The same for a whole sentence.
const SENTENCE_SHARE: u64 = 50;

/// Letters and digits that a line must have to be counted.
const SHORTEST: usize = 3;

/// The lines that an outlet repeats, frozen for a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeats {
    /// Sorted.
    keys: Vec<u64>,
    /// Those of them that stand in half of the reports.
    usual: Vec<u64>,
}

/// What a line is by its looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A whole sentence or more.
    Sentence,
    /// Anything else.
    Label,
}

impl Repeats {
    /// Keeps of the counted lines of one outlet those that stand in at least three reports and in a fifth of
    /// all. `counts`: key of a line, and in how many of the `reports` it stands, in any order.
    pub fn freeze(counts: impl IntoIterator<Item = (u64, u32)>, reports: u32) -> Repeats {
        let often = |count: u32, share: u64| {
            count >= FEWEST && u64::from(count) * 100 >= u64::from(reports) * share
        };
        let mut counts: Vec<(u64, u32)> = counts.into_iter().collect();
        counts.sort_unstable();
        counts.dedup_by_key(|(key, _)| *key);
        let keys = |share| {
            let counts = counts.iter().filter(|(_, count)| often(*count, share));
            counts.map(|(key, _)| *key).collect()
        };
        Repeats {
            keys: keys(SHARE),
            usual: keys(SENTENCE_SHARE),
        }
    }

    /// What the outlet of these reports repeats. `reports`: of each the words that no rule took for furniture; copies
    /// among them count once. In any order; linear in the words, quadratic in the number of reports.
    pub fn among(reports: &[String]) -> Repeats {
        let mut reports: Vec<(Sketch, &String)> = reports
            .iter()
            .map(|report| (sketch(report), report))
            .collect();
        reports.sort_by(|one, other| {
            let rank = |(sketch, _): &(Sketch, &String)| std::cmp::Reverse(sketch.runs);
            (rank(one), one.1).cmp(&(rank(other), other.1))
        });
        let mut kept: Vec<&(Sketch, &String)> = Vec::new();
        for report in &reports {
            let is_copy = |one: &&(Sketch, &String)| one.1 == report.1 || one.0.near(&report.0);
            if !kept.iter().any(is_copy) {
                kept.push(report);
            }
        }
        let mut counts = BTreeMap::new();
        for key in kept.iter().flat_map(|(_, report)| line_keys(report)) {
            *counts.entry(key).or_insert(0) += 1;
        }
        let reports = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        Repeats::freeze(counts, reports)
    }

    /// True where no line is known to be repeated.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// True where the outlet repeats this line.
    pub fn hold(&self, line: &str, look: Look) -> bool {
        let keys = match look {
            Look::Sentence => &self.usual,
            Look::Label => &self.keys,
        };
        !keys.is_empty() && line_key(line).is_some_and(|key| keys.binary_search(&key).is_ok())
    }
}

/// What a line is counted by: case, marks and white space do not matter, nor does which number stands in it. `None` for a line that is never
/// counted: one with a date or a quotation, or with next to nothing in it.
///
/// ```
/// use chancery_ingest::lines::repeats::line_key;
/// assert_eq!(line_key("Read  MORE »"), line_key("read more"));
/// assert_eq!(line_key("Read in 5 minutes"), line_key("Read in 12 minutes"));
/// assert_eq!(line_key("Belmar, 3 May 2024"), None);
/// assert_eq!(line_key("“We are close,” she said."), None);
/// ```
pub fn line_key(line: &str) -> Option<u64> {
    let quoted = line.contains(['"', '“', '”', '„', '«', '»']) && !line.trim_end().ends_with('»');
    if quoted || line.split_whitespace().any(is_date) {
        return None;
    }
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    let mut letters = 0;
    let mut apart = false;
    let mut number = false;
    for c in line.chars().flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            apart |= c.is_whitespace();
            continue;
        }
        if c.is_numeric() && number && !apart {
            continue;
        }
        if apart && letters > 0 {
            hash = step(hash, ' ');
        }
        number = c.is_numeric();
        hash = step(hash, if number { '0' } else { c });
        letters += 1;
        apart = false;
    }
    (letters >= SHORTEST).then_some(hash)
}

/// FNV-1a, 64 bits.
fn step(hash: u64, c: char) -> u64 {
    let mut hash = hash;
    for byte in (c as u32).to_le_bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    hash
}

/// The keys of a text's lines, sorted, each once: what one report adds to the counts of its outlet.
pub fn line_keys(text: &str) -> Vec<u64> {
    let mut keys: Vec<u64> = text.lines().filter_map(line_key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeats(reports: &[&str]) -> Repeats {
        let mut counts = BTreeMap::new();
        for key in reports.iter().flat_map(|report| line_keys(report)) {
            *counts.entry(key).or_insert(0) += 1;
        }
        Repeats::freeze(counts, u32::try_from(reports.len()).expect("few"))
    }

    #[test]
    fn three_reports_and_a_fifth_of_all() {
        let one = "Marin left.\nThe Lantern is printed on paper of rags";
        let known = repeats(&[
            one,
            "Dorn came.\nThe Lantern is printed on paper of rags!",
            one,
        ]);
        let hold = |known: &Repeats, line| known.hold(line, Look::Label);
        assert!(hold(&known, "THE LANTERN is printed on paper of rags"));
        assert!(!hold(&known, "Dorn came."));
        assert!(!hold(
            &repeats(&[one, one]),
            "The Lantern is printed on paper of rags"
        ));
        let mut many = vec!["Other words"; 13];
        many.extend([one, one, one]);
        assert!(!hold(
            &repeats(&many),
            "The Lantern is printed on paper of rags"
        ));
    }

    /// A report in words of its own, with this line in it.
    fn report(number: usize, line: &str) -> String {
        let sign = |number: usize| char::from(b'a' + number as u8);
        let own =
            |word: usize| format!("own{}{}{} ", sign(number), sign(word / 20), sign(word % 20));
        let own: String = (0..40).map(own).collect();
        format!("{own}\n{line}\n")
    }

    #[test]
    fn a_sentence_must_stand_in_half_of_the_reports() {
        let line = "The two states have not spoken with one another since the war.";
        let count = |of: usize, all: usize| {
            let line = |number| if number < of { line } else { "" };
            let reports: Vec<String> = (0..all)
                .map(|number| report(number, line(number)))
                .collect();
            let known = Repeats::among(&reports);
            (
                known.hold(line(0), Look::Label),
                known.hold(line(0), Look::Sentence),
            )
        };
        assert_eq!(count(3, 10), (true, false));
        assert_eq!(count(5, 10), (true, true));
    }

    #[test]
    fn copies_of_one_report_count_once_in_any_order() {
        let line = "Read by many";
        let mut reports: Vec<String> = (0..2).map(|number| report(number, line)).collect();
        reports.extend([
            reports[1].clone(),
            format!("{}A word was added.", reports[1]),
        ]);
        assert!(Repeats::among(&reports).is_empty());
        reports.push(report(2, line));
        let known = Repeats::among(&reports);
        assert!(known.hold(line, Look::Label) && !known.hold(&report(1, ""), Look::Label));
        reports.reverse();
        assert_eq!(Repeats::among(&reports), known);
    }

    #[test]
    fn twice_in_one_report_counts_once() {
        assert_eq!(line_keys("Share\nShare\n").len(), 1);
    }

    #[test]
    fn dates_and_quotations_are_never_counted() {
        for line in [
            "Monday",
            "Updated 14.03.2025",
            "\"No comment\"",
            "© 2024 The Lantern",
            "ab",
            "",
        ] {
            assert_eq!(line_key(line), None, "{line}");
        }
        assert!(repeats(&["Monday, 3 May"; 5]).is_empty());
    }

    #[test]
    fn the_order_of_counts_does_not_matter() {
        let counts = [(9, 4), (1, 3), (5, 2)];
        let back = counts.iter().rev().copied();
        assert_eq!(Repeats::freeze(counts, 5), Repeats::freeze(back, 5));
    }
}
