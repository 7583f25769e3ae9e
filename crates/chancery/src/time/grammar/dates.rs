//! Months, days of months and weekdays: "May", "Jan. 3, 2025", "3 January", "Friday, July 21, 2017".

use chancery_nlp::Upos;

use super::{Class, Grammar, Read};
use crate::time::value::{Core, Fields, Part, Pointer, TimeValue, YearRef};

/// Bytes within which a happening is named from its day on.
const LONGEST_NAME: usize = 40;

impl Grammar<'_> {
    /// The name of a month. Short forms and the names that are verbs too need a capital; a short
    /// form needs a full stop or a number beside it as well.
    pub(super) fn month(&self, at: usize) -> Read<u8> {
        if let Some(month) = self.val(at, Class::Month) {
            let sure = self.capital(at) || !matches!(month, 3 | 5 | 8);
            return sure.then_some((month as u8, at + 1));
        }
        let month = self
            .val(at, Class::MonthShort)
            .filter(|_| self.capital(at))?;
        if self.mark(at + 1, b'.') && self.glued(at + 1) {
            return Some((month as u8, at + 2));
        }
        let beside = self.digits(at + 1).is_some() || (at > 0 && self.digits(at - 1).is_some());
        beside.then_some((month as u8, at + 1))
    }

    /// The name of a weekday; a short form needs a full stop or a date after it.
    pub(super) fn weekday(&self, at: usize) -> Read<u8> {
        if let Some(day) = self.val(at, Class::Weekday) {
            return self.capital(at).then_some((day as u8, at + 1));
        }
        let day = self
            .val(at, Class::WeekdayShort)
            .filter(|_| self.capital(at))?;
        let stop = at + 1 + usize::from(self.mark(at + 1, b'.') && self.glued(at + 1));
        let next = self.skip_mark(stop, b',');
        let dated = self.month(next).is_some() || self.day_first(next).is_some();
        (dated || (stop > at + 1 && day != 6 && day != 7)).then_some((day as u8, stop))
    }

    /// A year beside a month: ", 2025", "of 2025", "2025", "in 2025".
    pub(super) fn year_after(&self, at: usize) -> Read<YearRef> {
        let plain = self.skip_mark(at, b',');
        let next = if plain == at {
            self.skip(at, Class::Of)
        } else {
            plain
        };
        if let Some((year, end)) = self.plain_year(next) {
            return Some((YearRef::Given(year), end));
        }
        self.shifted_year(next)
            .or_else(|| self.shifted_year(self.skip(at, Class::In)))
    }

    /// "last year", "the following year", "this year" after a part of it.
    fn shifted_year(&self, at: usize) -> Read<YearRef> {
        let (value, end) = self.pointed_unit(at)?;
        match value.core {
            Core::Shift {
                base,
                unit: crate::time::value::Unit::Year,
                count,
                sign,
            } => Some((
                YearRef::Shifted(base, count.number()? * i32::from(sign)),
                end,
            )),
            _ => None,
        }
    }

    /// A month with what stands after it: "May", "May 3", "May 3, 2025", "May 2025", "May 44 BC".
    pub(super) fn month_first(&self, at: usize) -> Read<Fields> {
        let (month, next) = self.month(at)?;
        let of_day = self.skip(next, Class::The);
        // "in March the first convoys" names no day
        let counts_on = of_day > next
            && self.digits(of_day).is_none()
            && self
                .ordinal(of_day)
                .is_some_and(|(_, end)| self.is_word(end));
        if let Some((day, end)) = self.day_number(of_day).filter(|_| !counts_on)
            && !self.is_clock_number(of_day)
            && self.era(end).is_none()
        {
            let (year, end) = self
                .year_after(end)
                .unwrap_or_else(|| (self.known_year(at, (month, day)), end));
            return Some((dated(year, Part::Day(month, day)), end));
        }
        if let Some((year, end)) = self.year_after(next) {
            return Some((dated(year, Part::Month(month)), end));
        }
        Some((dated(YearRef::Missing, Part::Month(month)), next))
    }

    /// The year of a day that names a happening of the table ("the Sept. 11 attacks").
    pub(super) fn known_year(&self, at: usize, (month, day): (u8, u8)) -> YearRef {
        let known = || {
            let world = self.lexicon.world();
            let start = self.atom(at)?.start as usize;
            let end = self
                .text
                .floor_char_boundary((start + LONGEST_NAME).min(self.text.len()));
            let name = world.names.as_ref()?.find(&self.text[start..end])?;
            let happening = world.happenings.get(name.pattern().as_usize())?;
            let (year, of_year, of_month) = happening.from.ymd();
            (name.start() == 0 && (of_year, of_month) == (month, day)).then_some(year)
        };
        known().map_or(YearRef::Missing, YearRef::Given)
    }

    /// "3 January 2025", "the 3rd of May".
    pub(super) fn day_first(&self, at: usize) -> Read<Fields> {
        let (day, next) = self.day_number(self.skip(at, Class::The))?;
        let next = self.skip(next, Class::Of);
        let next =
            next + usize::from(self.mark(next, b'-') && self.glued(next) && self.glued(next + 1));
        let (month, end) = self.month(next)?;
        let (year, end) = self.year_after(end).unwrap_or((YearRef::Missing, end));
        Some((dated(year, Part::Day(month, day)), end))
    }

    /// "2011 August 15".
    fn year_first(&self, at: usize) -> Read<Fields> {
        let (year, next) = self.plain_year(at)?;
        let (month, next) = self.month(self.skip_mark(next, b','))?;
        let (day, end) = self.day_number(next)?;
        Some((dated(YearRef::Given(year), Part::Day(month, day)), end))
    }

    /// Any date with a month in it, a weekday before it or not.
    pub(super) fn named_date(&self, at: usize) -> Read<Fields> {
        let plain = |at| {
            self.day_first(at)
                .or_else(|| self.month_first(at))
                .or_else(|| self.year_first(at))
        };
        if let Some((weekday, next)) = self.weekday(at) {
            let next = self.skip_mark(next, b',');
            let next = self.skip(next, Class::On);
            let (fields, end) =
                plain(next).filter(|(fields, _)| matches!(fields.part, Part::Day(..)))?;
            return Some((
                Fields {
                    weekday: Some(weekday),
                    ..fields
                },
                end,
            ));
        }
        plain(at)
    }

    /// False for "May" the verb, "March" the verb, and names of people and places made of months.
    pub(super) fn month_is_time(&self, at: usize, fields: Fields) -> bool {
        let bare = fields.year == YearRef::Missing && matches!(fields.part, Part::Month(_));
        if !bare {
            return true;
        }
        let ambiguous = matches!(fields.part, Part::Month(3 | 5 | 8 | 4 | 6));
        if !ambiguous {
            return true;
        }
        let opened = self.after(at, Class::YearOpener) || self.after(at, Class::Edge);
        let tagged = matches!(self.upos(at), Upos::Aux | Upos::Verb | Upos::Adj);
        let before_name =
            self.capital(at + 1) && !self.glued(at + 1) && self.atoms[at + 1].entry == 0;
        let named = !opened && (before_name || self.in_longer_name(at));
        !named
            && (opened || (!tagged && (at > 0 && self.is_word(at - 1) || !self.parse.is_empty())))
    }

    /// True where the engine sees the atom inside a name of more than one word.
    fn in_longer_name(&self, at: usize) -> bool {
        self.name_at(at)
            .is_some_and(|name| name.end.0 - name.first.0 > 1)
    }

    /// A weekday alone, or with its week: "Thursday", "Monday of last week", "Monday last week".
    pub(super) fn weekday_alone(&self, at: usize) -> Read<TimeValue> {
        let (day, end) = self.weekday(at)?;
        let value = |week, pointer| TimeValue::from(Core::Weekday { day, pointer, week });
        let next = self.skip(end, Class::Of);
        if let Some((
            TimeValue {
                core:
                    Core::Shift {
                        base,
                        unit,
                        count,
                        sign,
                    },
                ..
            },
            after,
        )) = self.pointed_unit(next)
            && unit == crate::time::value::Unit::Week
        {
            let weeks = count.number().unwrap_or(1) * i32::from(sign);
            return Some((value(Some((base, weeks)), Pointer::Bare), after));
        }
        // "later Wednesday" on a Wednesday is that day
        let before = at.saturating_sub(usize::from(self.after(at, Class::On)));
        let later = self.after(before, Class::Later);
        let pointer = if later { Pointer::This } else { Pointer::Bare };
        Some((value(None, pointer), end))
    }
}

/// Fields without a weekday.
pub(super) fn dated(year: YearRef, part: Part) -> Fields {
    Fields {
        year,
        part,
        weekday: None,
    }
}
