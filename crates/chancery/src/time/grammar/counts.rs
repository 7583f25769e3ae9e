//! Numbers in words and digits: "twenty-five", "2.5", "a couple of", "the third", "21st".

use super::{Class, Grammar, Read};
use crate::time::value::{Count, Unit};

impl Grammar<'_> {
    /// How many, as before a unit. "a" counts as one; "a few", "several" do not say.
    pub(super) fn count(&self, at: usize) -> Read<Count> {
        if self.is(at, Class::Article) {
            return self
                .count_after_article(at + 1)
                .or(Some((Count::whole(1), at + 1)));
        }
        if self.is(at, Class::Half) && self.is(at + 1, Class::Article) {
            return Some((Count::Tenths(5), at + 2));
        }
        if self.is(at, Class::Half) && self.mark(at + 1, b'-') && self.unit(at + 2).is_some() {
            return Some((Count::Tenths(5), at + 1));
        }
        if self.is(at, Class::Many) {
            let end = at + 1;
            return Some((
                Count::Many,
                if self.is(end, Class::Of) {
                    end + 1
                } else {
                    end
                },
            ));
        }
        let (whole, end) = self.number(at)?;
        Some(
            self.upper(whole, end)
                .unwrap_or_else(|| self.with_half(whole, end)),
        )
    }

    /// "two to three", "10 or 15", "5-10" before a unit: the upper number.
    fn upper(&self, whole: u32, at: usize) -> Read<Count> {
        let joined = self.is(at, Class::To)
            || self.is(at, Class::Or)
            || self.mark(at, b'-') && self.glued(at) && self.glued(at + 1);
        let digits = self.digits(at + 1).filter(|&(_, len)| len <= 3);
        let number =
            digits.map_or_else(|| self.val(at + 1, Class::Number), |(n, _)| Some(n as i32))?;
        let unit = self.units(at + 2).is_some();
        (joined && unit && number as u32 > whole).then(|| (Count::whole(number as u32), at + 2))
    }

    fn count_after_article(&self, at: usize) -> Read<Count> {
        if self.is(at, Class::Many) {
            return Some((Count::Many, at + 1));
        }
        if let Some(number) = self.val(at, Class::Couple) {
            return Some((Count::whole(number as u32), self.skip(at + 1, Class::Of)));
        }
        if self.is(at, Class::Half) && !self.mark(at + 1, b'-') {
            return Some((Count::Tenths(5), at + 1));
        }
        let number = self.val(at, Class::Number).filter(|&number| number >= 12)?;
        Some((Count::whole(number as u32), at + 1))
    }

    /// "two and a half", "two-and-a-half", "2 1/2", "2.5".
    fn with_half(&self, whole: u32, end: usize) -> (Count, usize) {
        let half = Count::Tenths(whole.saturating_mul(10).saturating_add(5));
        let and = self.skip_mark(end, b'-');
        let article = self.skip_mark(and + 1, b'-');
        let last = self.skip_mark(article + 1, b'-');
        if self.is(and, Class::And)
            && self.is(article, Class::Article)
            && self.is(last, Class::Half)
        {
            return (half, last + 1);
        }
        let fraction = (self.digits(end), self.digits(end + 2)) == (Some((1, 1)), Some((2, 1)));
        if fraction && self.mark(end + 1, b'/') && self.glued(end + 1) && self.glued(end + 2) {
            return (half, end + 3);
        }
        if self.mark(end, b'.')
            && self.glued(end)
            && self.glued(end + 1)
            && let Some((tenth, 1)) = self.digits(end + 1)
        {
            return (
                Count::Tenths(whole.saturating_mul(10).saturating_add(tenth)),
                end + 2,
            );
        }
        (Count::whole(whole), end)
    }

    /// A whole number in digits or words.
    pub(in crate::time) fn number(&self, at: usize) -> Read<u32> {
        if let Some((number, _)) = self.digits(at) {
            let money = at > 0
                && self.glued(at)
                && !self.mark(at - 1, b'-')
                && !self.mark(at - 1, b'(')
                && !self.mark(at - 1, b'"')
                && !self.mark(at - 1, b'[');
            return (!money).then_some((number, at + 1));
        }
        if let Some(tens) = self.val(at, Class::Tens) {
            let next = self.skip_mark(at + 1, b'-');
            let unit = self.val(next, Class::Number).filter(|&unit| unit < 10);
            return Some(unit.map_or((tens as u32, at + 1), |unit| {
                ((tens + unit) as u32, next + 1)
            }));
        }
        let first = self.val(at, Class::Number)? as u32;
        match self.val(at + 1, Class::Number) {
            Some(scale) if scale >= 100 && first < 100 => Some((first * scale as u32, at + 2)),
            _ => Some((first, at + 1)),
        }
    }

    /// "third", "21st", "twenty-first".
    pub(in crate::time) fn ordinal(&self, at: usize) -> Read<u32> {
        if let Some((number, 1..=6)) = self.digits(at) {
            let marked = self.glued(at + 1) && self.is(at + 1, Class::OrdinalMark);
            return marked.then_some((number, at + 2));
        }
        if let Some(tens) = self.val(at, Class::Tens) {
            let next = self.skip_mark(at + 1, b'-');
            let unit = self.val(next, Class::Ordinal).filter(|&unit| unit < 10)?;
            return Some(((tens + unit) as u32, next + 1));
        }
        self.val(at, Class::Ordinal)
            .map(|number| (number as u32, at + 1))
    }

    /// A day of a month in digits or as an ordinal: 1 to 39, so that "31 June" keeps its words.
    pub(super) fn day_number(&self, at: usize) -> Read<u8> {
        if let Some(found) = self.ordinal(at) {
            return (1..=39)
                .contains(&found.0)
                .then_some((found.0 as u8, found.1));
        }
        let (number, 1..=2) = self.digits(at)? else {
            return None;
        };
        (1..=39).contains(&number).then_some((number as u8, at + 1))
    }

    /// A unit in the singular or plural.
    pub(in crate::time) fn unit(&self, at: usize) -> Read<Unit> {
        let number = self
            .val(at, Class::UnitOne)
            .or_else(|| self.val(at, Class::UnitMany))?;
        Some((unit_of(number), at + 1))
    }

    /// A unit in the plural.
    pub(super) fn units(&self, at: usize) -> Read<Unit> {
        Some((unit_of(self.val(at, Class::UnitMany)?), at + 1))
    }
}

/// The unit with this number in `lexicon::code::UNITS`.
pub(super) fn unit_of(number: i32) -> Unit {
    const UNITS: [Unit; 13] = [
        Unit::Second,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Weekend,
        Unit::Week,
        Unit::Fortnight,
        Unit::Month,
        Unit::Quarter,
        Unit::Season,
        Unit::Year,
        Unit::Decade,
        Unit::Century,
    ];
    UNITS[(number as usize).min(UNITS.len() - 1)]
}
