//! Repeated times: "daily", "every Monday", "each year", "twice a week", "per day", "Mondays".

use super::counts::unit_of;
use super::{Class, Grammar, Read};
use crate::time::lexicon::code;
use crate::time::value::{Core, Count, TimeOfDay, TimeValue, Unit};

impl Grammar<'_> {
    /// A repeated time.
    pub(super) fn repeated(&self, at: usize) -> Read<TimeValue> {
        if let Some(number) = self.val(at, Class::Repeat).filter(|_| !self.is_in_name(at)) {
            let (_, unit, count) = code::PERIODS.get(number as usize).copied()?;
            return Some((
                repeat(unit_of(unit as i32), Count::whole(count), None),
                at + 1,
            ));
        }
        if let Some(day) = self.val(at, Class::Weekdays).filter(|_| self.capital(at)) {
            return Some((repeat(Unit::Week, Count::whole(1), Some(day as u8)), at + 1));
        }
        if let Some(found) = self.times_a(at) {
            return Some(found);
        }
        self.every(at)
    }

    /// "the Daily Courier", "Harbor Weekly": capitals side by side.
    fn is_in_name(&self, at: usize) -> bool {
        let beside = |at: usize| self.is_word(at) && self.capital(at);
        self.capital(at) && (at > 0 && beside(at - 1) || beside(at + 1))
    }

    /// "twice a week", "three times a year".
    fn times_a(&self, at: usize) -> Read<TimeValue> {
        let next = if self.is(at, Class::Times) {
            at + 1
        } else {
            let (_, times) = self.number(at)?;
            self.is(times, Class::TimesNoun).then_some(times + 1)?
        };
        let each = self.is(next, Class::Article) || self.is(next, Class::Every);
        let (unit, end) = self.unit(next + 1).filter(|_| each)?;
        Some((repeat(unit, Count::whole(1), None), end))
    }

    fn every(&self, at: usize) -> Read<TimeValue> {
        if !self.is(at, Class::Every) {
            return None;
        }
        let next = at + 1;
        if let Some((day, end)) = self.weekday(next) {
            let value = repeat(Unit::Week, Count::whole(1), Some(day));
            let Some((part, end)) = self.day_part(end) else {
                return Some((value, end));
            };
            return Some((
                TimeValue {
                    time: Some(TimeOfDay::Part(part)),
                    ..value
                },
                end,
            ));
        }
        if let Some((part, end)) = self.day_part(next) {
            let value = repeat(Unit::Day, Count::whole(1), None);
            return Some((
                TimeValue {
                    time: Some(TimeOfDay::Part(part)),
                    ..value
                },
                end,
            ));
        }
        let (count, unit_at) = match self.number(next).or_else(|| self.ordinal(next)) {
            Some((number, end)) if self.unit(end).is_some() => (Count::whole(number), end),
            _ => (Count::whole(1), self.skip(next, Class::Many)),
        };
        let (unit, end) = self.unit(unit_at)?;
        (unit >= Unit::Hour).then(|| (repeat(unit, count, None), end))
    }
}

fn repeat(unit: Unit, count: Count, weekday: Option<u8>) -> TimeValue {
    Core::Repeated {
        unit,
        count,
        weekday,
    }
    .into()
}
