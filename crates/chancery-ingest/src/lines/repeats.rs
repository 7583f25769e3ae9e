//! Lines of many reports of one outlet in, those that the outlet prints again and again out.
//!
//! The strongest sign of furniture in archives (Onion, NewsDedup): a line that stands in three reports and
//! in a fifth of the outlet's belongs to the page. Counts are kept by whoever keeps reports, and frozen for a
//! batch, so that no answer hangs on the order in which reports arrive. A line with a date or a quotation is
//! never counted: datelines and slogans that somebody spoke are read.

use super::shape::is_date;

/// Reports in which a line must stand.
const FEWEST: u32 = 3;

/// Share of the outlet's reports, in percent, in which it must stand.
const SHARE: u64 = 20;

/// Letters and digits that a line must have to be counted.
const SHORTEST: usize = 3;

/// The lines that an outlet repeats, frozen for a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeats {
    /// Sorted.
    keys: Vec<u64>,
}

impl Repeats {
    /// Keeps of the counted lines of one outlet those that stand in at least three reports and in a fifth of
    /// all. `counts`: key of a line, and in how many of the `reports` it stands, in any order.
    pub fn freeze(counts: impl IntoIterator<Item = (u64, u32)>, reports: u32) -> Repeats {
        let often =
            |count: u32| count >= FEWEST && u64::from(count) * 100 >= u64::from(reports) * SHARE;
        let counts = counts.into_iter().filter(|&(_, count)| often(count));
        let mut keys: Vec<u64> = counts.map(|(key, _)| key).collect();
        keys.sort_unstable();
        keys.dedup();
        Repeats { keys }
    }

    /// True where no line is known to be repeated.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// True where the outlet repeats this line.
    pub fn hold(&self, line: &str) -> bool {
        !self.keys.is_empty()
            && line_key(line).is_some_and(|key| self.keys.binary_search(&key).is_ok())
    }
}

/// What a line is counted by: case, marks and white space do not matter. `None` for a line that is never
/// counted: one with a date or a quotation, or with next to nothing in it.
///
/// ```
/// use chancery_ingest::lines::repeats::line_key;
/// assert_eq!(line_key("Read  MORE »"), line_key("read more"));
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
    for c in line.chars().flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            apart |= c.is_whitespace();
            continue;
        }
        if apart && letters > 0 {
            hash = step(hash, ' ');
        }
        hash = step(hash, c);
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
    use std::collections::BTreeMap;

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
        assert!(known.hold("THE LANTERN is printed on paper of rags"));
        assert!(!known.hold("Dorn came."));
        assert!(!repeats(&[one, one]).hold("The Lantern is printed on paper of rags"));
        let mut many = vec!["Other words"; 13];
        many.extend([one, one, one]);
        assert!(!repeats(&many).hold("The Lantern is printed on paper of rags"));
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
