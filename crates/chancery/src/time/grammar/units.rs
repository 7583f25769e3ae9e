//! Units that are times by what stands beside them: "for the year", "over the weekend", "the
//! year-earlier quarter", "year-end", "fiscal 1989", "the 2024-25 school year", "a year-long truce".

use super::counts::unit_of;
use super::{Class, Grammar, Read};
use crate::time::value::{Base, Core, Count, Modifier, Part, Pointer, TimeValue, Unit, YearRef};
use chancery_nlp::{Upos, Xpos};

impl Grammar<'_> {
    /// A unit that its neighbours make a time.
    pub(super) fn unit_in_place(&self, at: usize) -> Read<TimeValue> {
        self.unit_compared(at)
            .or_else(|| self.unit_end(at))
            .or_else(|| self.year_of_kind(at))
            .or_else(|| self.unit_after_opener(at))
    }

    /// "year-earlier", "the year-ago quarter", "the year-earlier period": a unit back from what was
    /// told.
    fn unit_compared(&self, at: usize) -> Read<TimeValue> {
        let word = self.skip(at, Class::The);
        let unit = unit_of(self.val(word, Class::UnitOne)?);
        let joined = self.mark(word + 1, b'-') && self.glued(word + 1) && self.glued(word + 2);
        let back = self.is(word + 2, Class::Earlier) || self.is(word + 2, Class::Ago);
        if !joined || !back || unit < Unit::Day {
            return None;
        }
        // "the year-ago quarter" is the quarter told of, a year before
        let value = shifted(Base::Event, unit, -1);
        let noun = self.is(word + 3, Class::UnitOne) || self.is(word + 3, Class::PeriodNoun);
        let end = word + 3 + usize::from(noun && word > at);
        Some((value, end))
    }

    /// "year-end", "by month end": the last day.
    fn unit_end(&self, at: usize) -> Read<TimeValue> {
        let unit = unit_of(self.val(at, Class::UnitOne)?);
        let hyphen = self.skip_mark(at + 1, b'-');
        let last = self.val(hyphen, Class::Edge) == Some(2) && self.is(hyphen, Class::UnitEnd);
        let opened = at > 0 && self.upos(at - 1) == Upos::Adp;
        if !last || hyphen == at + 1 && !opened {
            return None;
        }
        if unit == Unit::Year {
            let (year, end) = self
                .year_after(hyphen + 1)
                .unwrap_or((YearRef::Shifted(Base::Document, 0), hyphen + 1));
            return Some((TimeValue::calendar(year, Part::Day(12, 31)), end));
        }
        let modifier = Some(Modifier::End);
        let value = shifted(Base::Document, unit, 0);
        (unit >= Unit::Week).then_some((TimeValue { modifier, ..value }, hyphen + 1))
    }

    /// "fiscal 1989", "fiscal year 2025", "the 2024 fiscal year", "the current fiscal year".
    fn year_of_kind(&self, at: usize) -> Read<TimeValue> {
        let word = self.skip(at, Class::The);
        if self.is(word, Class::YearKind) {
            let noun = self.val(word + 1, Class::UnitOne).map(unit_of) == Some(Unit::Year);
            let (year, end) = self.plain_year(word + 1 + usize::from(noun))?;
            return Some((TimeValue::calendar(YearRef::Given(year), Part::Year), end));
        }
        let (year, kind) = self.plain_year(word)?;
        if !self.is(kind, Class::YearKind) {
            return None;
        }
        let noun = self.val(kind + 1, Class::UnitOne).map(unit_of) == Some(Unit::Year);
        let value = TimeValue::calendar(YearRef::Given(year), Part::Year);
        noun.then_some((value, kind + 2))
    }

    /// "for the year", "over the weekend", "in the quarter": a preposition before, no noun and no
    /// clause after that says which year it is.
    fn unit_after_opener(&self, at: usize) -> Read<TimeValue> {
        if !self.is(at, Class::The) || !self.after(at, Class::UnitOpener) {
            return None;
        }
        let word = self.skip(at + 1, Class::YearKind);
        let unit = unit_of(self.val(word, Class::UnitOne)?);
        let end = word + 1;
        let counted = unit >= Unit::Day && unit <= Unit::Decade;
        // "time of the day" and "man of the year" name no day and no year
        let of = self.after(at, Class::Of) && (unit == Unit::Day || !self.part_before(at - 1));
        if !counted || of || self.unit_goes_on(end) {
            return None;
        }
        let base = if matches!(unit, Unit::Year | Unit::Weekend) {
            Base::Document
        } else {
            Base::Event
        };
        Some((shifted(base, unit, 0), end))
    }

    /// True where the word before "of" names a part: "the rest of the year", "the third day of the
    /// week".
    fn part_before(&self, of: usize) -> bool {
        of > 0
            && (self.is(of - 1, Class::Edge)
                || self.is(of - 1, Class::PartNoun)
                || self.unit(of - 1).is_some()
                || self.is(of - 1, Class::Half))
    }

    /// True where what follows says which unit is meant, or makes it part of a longer noun.
    fn unit_goes_on(&self, at: usize) -> bool {
        if self.mark(at, b'-') || self.mark(at, b'\'') || self.is(at, Class::Of) {
            return true;
        }
        let told = matches!(
            self.xpos(at),
            Some(Xpos::WDT | Xpos::WP | Xpos::WRB | Xpos::PRP | Xpos::NN | Xpos::NNS | Xpos::NNP)
        );
        self.is_word(at) && (told || self.is(at, Class::That)) && !self.is(at, Class::Month)
    }

    /// "a year-long truce", "week-old", "a yearlong": one of the unit.
    pub(super) fn unit_long(&self, at: usize) -> Read<TimeValue> {
        if let Some(unit) = self.val(at, Class::LongUnit) {
            return Some((one(unit_of(unit)), at + 1));
        }
        let unit = unit_of(self.val(at, Class::UnitOne)?);
        let end = self.long_tail(at + 1)?;
        Some((one(unit), end))
    }

    /// "-long", "-old" after a unit.
    pub(super) fn long_tail(&self, at: usize) -> Option<usize> {
        let hyphen = self.mark(at, b'-') && self.glued(at) && self.glued(at + 1);
        let tail = self.is(at + 1, Class::Long) || self.is(at + 1, Class::Old);
        (hyphen && tail).then_some(at + 2)
    }
}

fn one(unit: Unit) -> TimeValue {
    let (count, sign) = (Count::whole(1), 0);
    Core::Length { unit, count, sign }.into()
}

fn shifted(base: Base, unit: Unit, sign: i8) -> TimeValue {
    let count = Count::whole(u32::from(sign.unsigned_abs()));
    Core::Shift {
        base,
        unit,
        count,
        sign,
    }
    .into()
}

/// A word that points at one year: whole years from its base.
pub(super) fn years_from(value: &TimeValue) -> Option<YearRef> {
    match value.core {
        Core::Shift {
            base,
            unit: Unit::Year,
            count,
            sign,
        } => Some(YearRef::Shifted(base, count.number()? * i32::from(sign))),
        Core::Pointed(Pointer::Next, Part::Year) => Some(YearRef::Shifted(Base::Document, 1)),
        _ => None,
    }
}
