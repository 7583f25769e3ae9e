//! Years, decades, centuries and seasons: "2003", "336 BC", "the early 1990s", "the 19th century",
//! "summer 2024", "the spring term".

use chancery_nlp::{Upos, Xpos};

use super::dates::dated;
use super::{Class, Grammar, Read};
use crate::time::value::{Core, Fields, Part, TimeValue, YearRef};

impl Grammar<'_> {
    /// "BC" (true) or "AD" (false) at an atom.
    pub(super) fn era(&self, at: usize) -> Read<bool> {
        let before_christ = self.val(at, Class::Era)?;
        let text = self
            .atom(at)
            .map(|atom| &self.text[atom.start as usize..atom.end as usize])?;
        text.bytes()
            .all(|byte| byte == b'.' || byte.is_ascii_uppercase())
            .then_some((before_christ == 1, at + 1))
    }

    /// Four digits that can be a year, "'98", or a number with its era; whatever stands around.
    pub(super) fn plain_year(&self, at: usize) -> Read<i32> {
        if self.mark(at, b'\'')
            && self.glued(at + 1)
            && let Some((short, 2)) = self.digits(at + 1)
        {
            let apart = at == 0 || !self.glued(at);
            let century = if short > 30 { 1900 } else { 2000 };
            return apart.then_some((century + short as i32, at + 2));
        }
        if let Some((before_christ, next)) = self.era(at) {
            let (year, _) = self
                .digits(next)
                .filter(|&(year, len)| len <= 4 && year > 0)?;
            return (!before_christ).then_some((year as i32, next + 1));
        }
        let (number, len) = self.digits(at)?;
        if let Some((before_christ, end)) = self.era(at + 1).filter(|_| len <= 4 && number > 0) {
            return Some((
                if before_christ {
                    -(number as i32)
                } else {
                    number as i32
                },
                end,
            ));
        }
        if len != 4 || !(1000..=2199).contains(&number) || self.is_part_of_number(at) {
            return None;
        }
        Some((number as i32, at + 1))
    }

    /// True for digits that belong to a decimal, a sum of money, a share or a code.
    pub(super) fn is_part_of_number(&self, at: usize) -> bool {
        let before = at > 0
            && self.glued(at)
            && !(self.mark(at - 1, b'-')
                || self.mark(at - 1, b'(')
                || self.mark(at - 1, b'"')
                || self.mark(at - 1, b'[')
                || self.mark(at - 1, b'/')
                || self.mark(at - 1, b'.') && !self.is_decimal(at - 1)
                || self.mark(at - 1, b',')
                || self.mark(at - 1, b'*'));
        let word_after = self.glued(at + 1)
            && (self.is_word(at + 1) && !self.is(at + 1, Class::DecadeMark)
                || self.mark(at + 1, b'%'));
        let decimal = self.is_decimal(at + 1)
            || self.mark(at + 1, b'/')
                && self.glued(at + 1)
                && self.digits(at + 2).is_some_and(|(_, len)| len > 2);
        before || word_after || decimal
    }

    /// True for a full stop between digits.
    fn is_decimal(&self, at: usize) -> bool {
        at > 0
            && self.mark(at, b'.')
            && self.glued(at)
            && self.glued(at + 1)
            && self.digits(at - 1).is_some()
            && self.digits(at + 1).is_some()
    }

    /// A year on its own, where what stands around speaks for one.
    pub(super) fn year_alone(&self, at: usize) -> Read<Fields> {
        let (year, end) = self.plain_year(at)?;
        let sure = end > at + 1 || self.reads_as_year(at, year);
        sure.then_some((dated(YearRef::Given(year), Part::Year), end))
    }

    fn reads_as_year(&self, at: usize, year: i32) -> bool {
        if self.after(at, Class::Numbered)
            || self.is(at + 1, Class::Measure)
            || self.units(at + 1).is_some()
            || self.unit(at + 1).is_some() && self.is(at + 2, Class::Old)
            || at > 0
                && (self.mark(at - 1, b'#')
                    || self.mark(at - 1, b'.') && self.after(at - 1, Class::Numbered))
        {
            return false;
        }
        if self.mark(at + 1, b'-') && self.glued(at + 1) && self.unit(at + 2).is_some() {
            return false;
        }
        let opened = self.after(at, Class::YearOpener);
        let counted = self.xpos(at + 1) == Some(Xpos::NNS) && !self.capital(at + 1);
        let approximate = self.after(at, Class::Approx)
            || self.after(at, Class::Than)
            || (self.after(at, Class::To) || self.after(at, Class::And))
                && !self.is_year_before(at);
        match year {
            _ if counted && (!opened || approximate) => false,
            1900..=2099 => true,
            1500..=1899 => opened || self.upos(at + 1) != Upos::Noun,
            _ => opened && !matches!(self.upos(at + 1), Upos::Noun | Upos::Adj),
        }
    }

    fn is_year_before(&self, at: usize) -> bool {
        at >= 2 && self.plain_year(at - 2).is_some()
    }

    /// "the 1990s", "the early '90s", "the nineties", "the 19th century", "the 5th century BC".
    pub(super) fn era_name(&self, at: usize) -> Read<Core> {
        if let Some((decade, end)) = self.decade(at) {
            // "the 1600s" are a century, "the 1900s" and later ones a decade
            let century = decade % 100 == 0 && (1000..1900).contains(&decade);
            let core = if century {
                Core::Century(decade / 100 + 1)
            } else {
                Core::Decade(decade)
            };
            return Some((core, end));
        }
        let (number, next) = self.ordinal(at)?;
        let next = self.skip_mark(next, b'-');
        let (crate::time::value::Unit::Century, end) = self.unit(next)? else {
            return None;
        };
        let before_christ = self.era(end);
        let sign = if before_christ.is_some_and(|(before, _)| before) {
            -1
        } else {
            1
        };
        Some((
            Core::Century(sign * number as i32),
            before_christ.map_or(end, |(_, end)| end),
        ))
    }

    fn decade(&self, at: usize) -> Read<i32> {
        if let Some(decade) = self.val(at, Class::DecadeWord) {
            return self.after(at, Class::The).then_some((decade, at + 1));
        }
        let short = usize::from(self.mark(at, b'\'') && self.glued(at + 1));
        let (number, len) = self.digits(at + short)?;
        let mark = at + short + 1;
        let mark = mark + usize::from(self.mark(mark, b'\'') && self.glued(mark));
        let marked = self.glued(mark) && self.is(mark, Class::DecadeMark) && number % 10 == 0;
        let shaped = len == 4 && (1000..=2190).contains(&number)
            || len == 2
                && (short == 1 || self.after(at, Class::The) || self.after(at, Class::Edge));
        (marked && shaped).then_some((number as i32, mark + 1))
    }

    /// A season, with its year or bare. "fall" needs a year or a word that points.
    pub(super) fn season(&self, at: usize) -> Read<Fields> {
        let season = self.val(at, Class::Season)? as u8;
        let year = self
            .winter_years(at + 1)
            .or_else(|| self.year_after(at + 1));
        if let Some((year, end)) = year {
            return Some((dated(year, Part::Season(season)), end));
        }
        if self.is(at + 1, Class::TermNoun) {
            let end = at + 2;
            let (year, end) = self.year_after(end).unwrap_or((YearRef::Missing, end));
            return Some((dated(year, Part::Season(season)), end));
        }
        let verb = matches!(self.upos(at), Upos::Verb | Upos::Aux | Upos::Adj);
        // "fall" is a verb and a noun of its own
        let also_verb = self.is(at, Class::FallWord);
        let sure = !verb && !also_verb;
        // "Mr. Winter"
        let titled = self.capital(at) && at > 1 && self.mark(at - 1, b'.') && self.glued(at - 1);
        let named = self.in_name_with_next(at) || titled;
        (sure && !named).then_some((dated(YearRef::Missing, Part::Season(season)), at + 1))
    }

    /// "winter of 1941", "winter of 1941-42": told by the first year.
    fn winter_years(&self, at: usize) -> Read<YearRef> {
        let (year, end) = self.plain_year(self.skip(at, Class::Of))?;
        let second = self.digits(end + 1).filter(|_| {
            (self.mark(end, b'-') || self.mark(end, b'/')) && self.glued(end) && self.glued(end + 1)
        });
        let next = year as u32 + 1;
        let both =
            second.is_some_and(|(second, len)| second == next || len == 2 && second == next % 100);
        Some((YearRef::Given(year), if both { end + 2 } else { end }))
    }

    /// True where a capital word follows, as in the name of an operation or a town.
    fn in_name_with_next(&self, at: usize) -> bool {
        self.capital(at) && self.is_word(at + 1) && self.capital(at + 1)
    }

    /// "the year 2003", "the years".
    pub(super) fn named_year(&self, at: usize) -> Read<TimeValue> {
        let (crate::time::value::Unit::Year, next) = self.unit(at)? else {
            return None;
        };
        let (year, end) = self.plain_year(next)?;
        Some((TimeValue::calendar(YearRef::Given(year), Part::Year), end))
    }
}
