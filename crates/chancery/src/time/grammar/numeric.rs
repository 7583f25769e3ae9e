//! Dates in digits alone: 2025-01-03, 2025/01/03, 03.01.2025, 1/3/2025.
//!
//! With strokes and both numbers up to 12 the order is not known; American order is read, which is
//! that of most English pages that write dates so.

use super::dates::dated;
use super::{Grammar, Read};
use crate::time::value::{Fields, Part, YearRef};

impl Grammar<'_> {
    /// A date in digits.
    pub(super) fn numeric_date(&self, at: usize) -> Read<Fields> {
        let (first, first_len) = self.digits(at)?;
        let mark = [b'-', b'/', b'.']
            .into_iter()
            .find(|&byte| self.mark(at + 1, byte))?;
        let (second, second_len) = self.digits(at + 2)?;
        if let Some(found) = self.known_day(at, (first, second)).filter(|_| mark == b'/') {
            return Some(found);
        }
        let glued = (at + 1..=at + 4).all(|i| self.glued(i));
        if !glued || !self.mark(at + 3, mark) || second_len > 2 {
            return None;
        }
        let (third, third_len) = self.digits(at + 4)?;
        let (year, month, day) = match (first_len, mark, third_len) {
            (4, _, 1..=2) => (first, second, third),
            (1..=2, b'/', 4) if first <= 12 => (third, first, second),
            (1..=2, _, 4) => (third, second, first),
            (1..=2, b'/', 2) if first <= 12 => (century(third), first, second),
            (1..=2, b'/', 2) => (century(third), second, first),
            _ => return None,
        };
        let plausible =
            (1000..=2199).contains(&year) && (1..=12).contains(&month) && (1..=39).contains(&day);
        let fields = dated(
            YearRef::Given(year as i32),
            Part::Day(month as u8, day as u8),
        );
        plausible.then_some((fields, at + 5))
    }
}

impl Grammar<'_> {
    /// "9/11": month and day of a happening of the table.
    fn known_day(&self, at: usize, (month, day): (u32, u32)) -> Read<Fields> {
        let longer = self.mark(at + 3, b'/') || !self.glued(at + 1) || !self.glued(at + 2);
        if longer || month > 12 || day > 31 {
            return None;
        }
        let (month, day) = (month as u8, day as u8);
        match self.known_year(at, (month, day)) {
            YearRef::Missing => None,
            year => Some((dated(year, Part::Day(month, day)), at + 3)),
        }
    }
}

/// Two digits of a year, 1931 to 2030.
fn century(short: u32) -> u32 {
    short + if short > 30 { 1900 } else { 2000 }
}
