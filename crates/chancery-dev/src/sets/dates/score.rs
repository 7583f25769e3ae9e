//! Counts of marks found, of right values and of right days.
//!
//! Strict: the same span. Relaxed: spans that overlap, one to one, the longest overlap first, as
//! TempEval-3 pairs them. Value and days: over all marks, so that what was not found is wrong; and a
//! clock time without minutes or zone equals one with `:00` or with its zone.

use super::interval::Interval;
use super::{Gold, Marked, Row};
use crate::sets::Measures;

/// The counts of all lines.
#[derive(Debug, Default)]
pub struct Score {
    marks: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    values: usize,
    with_days: usize,
    days: usize,
    /// What is wrong, one line each.
    pub misses: Vec<String>,
}

impl Score {
    /// Counts one line.
    pub fn add(&mut self, gold: &Gold, rows: &[Row]) {
        self.marks += gold.marks.len();
        self.found += rows.len();
        let pairs = pair(&gold.marks, rows);
        for (mark, row) in gold.marks.iter().zip(&pairs) {
            self.with_days += usize::from(mark.days.is_some());
            match row {
                Some(at) => self.compare(gold, mark, &rows[*at]),
                None => self.miss(gold, "not found", mark.start..mark.end, &mark.value),
            }
        }
        for (at, row) in rows.iter().enumerate() {
            if !pairs.contains(&Some(at)) {
                self.miss(gold, "too much", row.start..row.end, &row.value);
            }
        }
    }

    fn compare(&mut self, gold: &Gold, mark: &Marked, row: &Row) {
        let place = mark.start..mark.end;
        self.relaxed += 1;
        if (row.start, row.end) == (mark.start, mark.end) {
            self.strict += 1;
        } else {
            let words = cut(&gold.text, row.start..row.end);
            self.miss(gold, "span", place.clone(), &format!("found {words:?}"));
        }
        if same_value(&mark.value, &row.value) {
            self.values += 1;
        } else {
            let says = format!("{} found {}", mark.value, row.value);
            self.miss(gold, "value", place.clone(), &says);
        }
        let Some(days) = &mark.days else { return };
        let found = (row.earliest.clone(), row.latest.clone());
        if *days == found {
            self.days += 1;
        } else {
            let says = format!("{} found {}", shown(days), shown(&found));
            self.miss(gold, "days", place, &says);
        }
    }

    fn miss(&mut self, gold: &Gold, what: &str, place: std::ops::Range<usize>, says: &str) {
        let words = cut(&gold.text, place);
        let Gold { id, day, text, .. } = gold;
        let line = format!("{what}\t{id}\t{day}\t{words:?}\t{says}\t{text}");
        self.misses.push(line);
    }

    /// The figures by name, in percent.
    pub fn measures(&self) -> Measures {
        let f1 = |right: usize| percent(2 * right, self.marks + self.found);
        vec![
            ("value".to_owned(), percent(self.values, self.marks)),
            ("strict".to_owned(), f1(self.strict)),
            ("relaxed".to_owned(), f1(self.relaxed)),
            ("days".to_owned(), percent(self.days, self.with_days)),
        ]
    }

    /// The marks and the figures in one line.
    pub fn line(&self) -> String {
        let figures = self.measures().into_iter();
        let figures: Vec<String> = figures.map(|(k, v)| format!("{k} {v}")).collect();
        format!("{} marks, {}", self.marks, figures.join(", "))
    }
}

/// For each mark the row it is compared with.
fn pair(marks: &[Marked], rows: &[Row]) -> Vec<Option<usize>> {
    let mut overlaps = Vec::new();
    for (mark, marked) in marks.iter().enumerate() {
        for (at, row) in rows.iter().enumerate() {
            let shared = marked
                .end
                .min(row.end)
                .saturating_sub(marked.start.max(row.start));
            if shared > 0 {
                overlaps.push((std::cmp::Reverse(shared), mark, at));
            }
        }
    }
    overlaps.sort_unstable();
    let mut pairs = vec![None; marks.len()];
    for (_, mark, at) in overlaps {
        if pairs[mark].is_none() && !pairs.contains(&Some(at)) {
            pairs[mark] = Some(at);
        }
    }
    pairs
}

fn same_value(gold: &str, found: &str) -> bool {
    clock(gold) == clock(found)
}

/// A clock time with its minutes and without its zone; anything else as it is.
fn clock(value: &str) -> String {
    let Some((day, time)) = value.split_once('T') else {
        return value.to_owned();
    };
    let digits = time
        .bytes()
        .take_while(|&byte| byte.is_ascii_digit() || byte == b':');
    let length = digits.count();
    match length {
        0 => value.to_owned(),
        2 => format!("{day}T{}:00", &time[..2]),
        _ if day.starts_with('P') => value.to_owned(),
        _ => format!("{day}T{}", &time[..length.min(5)]),
    }
}

fn percent(right: usize, of: usize) -> f64 {
    if of == 0 {
        return 100.0;
    }
    (1000.0 * right as f64 / of as f64).round() / 10.0
}

fn cut(text: &str, place: std::ops::Range<usize>) -> String {
    text.chars().skip(place.start).take(place.len()).collect()
}

fn shown((first, last): &Interval) -> String {
    let side = |day: &Option<String>| day.clone().unwrap_or_default();
    format!("{}..{}", side(first), side(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sets::dates::gold::read;

    fn row(start: usize, end: usize, value: &str, days: &str) -> Row {
        let (earliest, latest) = crate::sets::dates::interval::written(days).unwrap();
        Row {
            start,
            end,
            value: value.to_owned(),
            earliest,
            latest,
        }
    }

    fn score(rows: &[Row]) -> (Vec<f64>, usize) {
        let text = "2026-01-04\tHe came {last Friday|2026-01-02} for {two days|P2D}.";
        let gold = read("a", text).unwrap();
        let mut score = Score::default();
        score.add(&gold[0], rows);
        let figures = score.measures().into_iter().map(|(_, figure)| figure);
        (figures.collect(), score.misses.len())
    }

    #[test]
    fn all_right() {
        let friday = row(8, 19, "2026-01-02", "2026-01-02..2026-01-02");
        let rows = [friday, row(24, 32, "P2D", "..")];
        assert_eq!(score(&rows), (vec![100.0; 4], 0));
    }

    #[test]
    fn a_shorter_span_with_a_wrong_day_and_one_too_much() {
        let friday = row(13, 19, "2026-01-09", "2026-01-09..2026-01-09");
        let rows = [row(0, 2, "PAST_REF", ".."), friday];
        // span, value, days, not found, too much
        assert_eq!(score(&rows), (vec![0.0, 0.0, 50.0, 0.0], 5));
    }

    #[test]
    fn the_longest_overlap_is_paired_first() {
        let rows = [
            row(8, 12, "PAST_REF", ".."),
            row(13, 19, "2026-01-02", "2026-01-02..2026-01-02"),
        ];
        assert_eq!(score(&rows).0[0], 50.0);
    }

    #[test]
    fn clock_times_with_and_without_minutes_and_zone() {
        assert!(same_value("2026-01-02T22:00", "2026-01-02T22"));
        assert!(same_value("2026-01-02T02:00Z", "2026-01-02T02:00"));
        assert!(!same_value("2026-01-02TNI", "2026-01-02T22"));
        assert!(!same_value("PT48H", "PT4H"));
    }
}
