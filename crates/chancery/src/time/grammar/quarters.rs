//! Quarters and halves of years: "the first quarter of 2025", "third-quarter earnings", "Q3 2024",
//! "last year's fourth quarter", "the second half of the year".

use super::counts::unit_of;
use super::dates::dated;
use super::units::years_from;
use super::{Class, Grammar, Read};
use crate::time::value::{Fields, Part, Unit, YearRef};

impl Grammar<'_> {
    /// A quarter or half of a year; a quarter alone is one by itself, a half needs its year or a
    /// hyphen, since games have halves too.
    pub(super) fn fraction_of_year(&self, at: usize) -> Read<Fields> {
        if let Some(found) = self.fraction_code(at) {
            return Some(found);
        }
        let (number, next) = self.ordinal(self.skip(at, Class::YearKind))?;
        let hyphen = self.mark(next, b'-') && self.glued(next) && self.glued(next + 1);
        let noun = self.skip(next + usize::from(hyphen), Class::YearKind);
        let half = self.is(noun, Class::Half) && number <= 2;
        let quarter = self.val(noun, Class::UnitOne).map(unit_of) == Some(Unit::Quarter);
        let part = match number as u8 {
            number if half => Part::Half(number),
            number if quarter && number <= 4 => Part::Quarter(number),
            _ => return None,
        };
        if let Some((year, end)) = self.year_of_fraction(noun + 1) {
            return Some((dated(year, part), end));
        }
        let before = self.year_before(at);
        let of = self.is(noun + 1, Class::Of);
        let sure = before.is_some() || if half { hyphen } else { !of };
        sure.then(|| (dated(before.unwrap_or(YearRef::Missing), part), noun + 1))
    }

    /// The year after a fraction: "2025", "of last year", "of the year", "of fiscal 1989".
    fn year_of_fraction(&self, at: usize) -> Read<YearRef> {
        if let Some(found) = self.year_after(at) {
            return Some(found);
        }
        let of = self.is(at, Class::Of).then_some(at + 1)?;
        let (value, end) = self
            .pointed_unit(of)
            .or_else(|| self.the_unit(of))
            .or_else(|| self.unit_in_place(of))?;
        let year = match value.fields() {
            Some(Fields {
                year,
                part: Part::Year,
                ..
            }) => year,
            _ => years_from(&value)?,
        };
        Some((year, end))
    }

    /// "last year's" before a fraction.
    fn year_before(&self, at: usize) -> Option<YearRef> {
        let own = at >= 4 && self.mark(at - 2, b'\'') && self.glued(at - 1) && self.glued(at - 2);
        if !own {
            return None;
        }
        let (value, end) = self.pointed_unit(at - 4)?;
        years_from(&value).filter(|_| end == at - 2)
    }

    /// "Q3", "Q3 2024", "Q3 of 2024", "H1 2025"; a half needs its year.
    fn fraction_code(&self, at: usize) -> Read<Fields> {
        let most = self
            .val(at, Class::FractionMark)
            .filter(|_| self.capital(at))?;
        let (number, 1) = self.digits(at + 1).filter(|_| self.glued(at + 1))? else {
            return None;
        };
        if number == 0 || number as i32 > most || self.glued(at + 2) && self.is_word(at + 2) {
            return None;
        }
        let part = if most == 4 {
            Part::Quarter(number as u8)
        } else {
            Part::Half(number as u8)
        };
        match self.year_after(at + 2) {
            Some((year, end)) => Some((dated(year, part), end)),
            None if most == 4 => Some((dated(YearRef::Missing, part), at + 2)),
            None => None,
        }
    }
}
