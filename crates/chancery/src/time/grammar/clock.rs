//! Times of the clock and parts of the day: "3:30 p.m.", "0200 GMT", "15:30 local time", "noon".

use super::{Class, Grammar, Read};
use crate::time::value::{Clock, DayPart, TimeOfDay};

impl Grammar<'_> {
    /// True where digits are the hours of a clock time and not a day ("May 3:30").
    pub(super) fn is_clock_number(&self, at: usize) -> bool {
        self.mark(at + 1, b':')
            && self.glued(at + 1)
            && self.glued(at + 2)
            && self.digits(at + 2).is_some()
    }

    /// A time of the clock.
    pub(super) fn clock(&self, at: usize) -> Read<Clock> {
        let (clock, end) = self.clock_digits(at).or_else(|| self.clock_words(at))?;
        let (offset, end) = self.zone(end);
        let (offset, end) = if offset.is_none() {
            self.zone_in_brackets(end)
        } else {
            (offset, end)
        };
        Some((
            Clock {
                utc_offset_minutes: offset,
                ..clock
            },
            end,
        ))
    }

    fn clock_words(&self, at: usize) -> Read<Clock> {
        if let Some(hour) = self.val(at, Class::ClockWord) {
            return Some((clock(hour as u8, Some(0)), at + 1));
        }
        let (hour, end) = self.number(at).filter(|&(hour, _)| hour <= 12)?;
        if let Some((half, end)) = self.half_day(end) {
            return Some((clock(with_half(hour, half)?, None), end));
        }
        let end = self.o_clock(end)?;
        Some((clock(hour as u8, None), end))
    }

    /// "o'clock" in three atoms.
    fn o_clock(&self, at: usize) -> Option<usize> {
        let joined = self.is_word(at)
            && self.mark(at + 1, b'\'')
            && self.glued(at + 1)
            && self.glued(at + 2);
        (joined && self.is(at + 2, Class::OClock)).then_some(at + 3)
    }

    fn half_day(&self, at: usize) -> Read<i32> {
        Some((self.val(at, Class::HalfDay)?, at + 1))
    }

    /// "3:30", "3.30 pm", "3 p.m.", "15:30:05", "0200 GMT", "1530 hrs".
    fn clock_digits(&self, at: usize) -> Read<Clock> {
        let (number, len) = self.digits(at)?;
        if len <= 2 && number <= 24 {
            return self.hour_and_minute(at, number);
        }
        let zoned = self.zone(at + 1).0.is_some() || self.is(at + 1, Class::HoursMark);
        if len != 4
            || number > 2400
            || number % 100 > 59
            || !zoned
            || self.glued(at) && at > 0 && !self.mark(at - 1, b'(')
        {
            return None;
        }
        let end = self.skip(at + 1, Class::HoursMark);
        Some((clock((number / 100) as u8, Some((number % 100) as u8)), end))
    }

    fn hour_and_minute(&self, at: usize, hour: u32) -> Read<Clock> {
        let stop = self.mark(at + 1, b':') || self.mark(at + 1, b'.');
        let minute = if stop && self.glued(at + 1) && self.glued(at + 2) {
            self.digits(at + 2)
                .filter(|&(minute, len)| len == 2 && minute < 60)
                .map(|(minute, _)| minute)
        } else {
            None
        };
        let Some(minute) = minute else {
            let (half, end) = self.half_day(at + 1)?;
            return Some((clock(with_half(hour, half)?, None), end));
        };
        let mut end = at + 3;
        if self.mark(end, b':') && self.glued(end) && self.digits(end + 1).is_some() {
            end += 2;
        }
        if let Some((half, end)) = self.half_day(end) {
            return Some((clock(with_half(hour, half)?, Some(minute as u8)), end));
        }
        if let Some(end) = self.o_clock(end) {
            return Some((clock(hour as u8, Some(minute as u8)), end));
        }
        let after = self.skip(end, Class::HoursMark);
        // "3.30" alone is a decimal, "2:1" a score
        (self.mark(at + 1, b':') || after > end)
            .then_some((clock(hour as u8, Some(minute as u8)), after))
    }

    /// A zone: abbreviation in capitals, or "local time", "Moscow time" (no offset is known then).
    fn zone(&self, at: usize) -> (Option<i16>, usize) {
        let Some(offset) = self.val(at, Class::Zone).filter(|_| self.capital(at)) else {
            return (None, self.spoken_zone(at));
        };
        let end = self.skip(at + 1, Class::TimeWord);
        // a zone without a fixed offset still ends the expression
        (i16::try_from(offset).ok(), end)
    }

    fn spoken_zone(&self, at: usize) -> usize {
        let named = self.is_word(at)
            && self.is(at + 1, Class::TimeWord)
            && !self.is(at, Class::The)
            && !self.is(at, Class::Relative);
        let place = self.capital(at) || self.is(at, Class::Local);
        if named && place && self.upos(at) != chancery_nlp::Upos::Verb {
            at + 2
        } else {
            at
        }
    }

    /// "3 p.m. (1200 GMT)" is two times; "(GMT)" belongs to the first.
    fn zone_in_brackets(&self, at: usize) -> (Option<i16>, usize) {
        if self.mark(at, b'(')
            && let (Some(offset), end) = self.zone(at + 1)
            && self.mark(end, b')')
        {
            return (Some(offset), end + 1);
        }
        (None, at)
    }

    /// A part of the day: "morning", "late evening" by its noun alone.
    pub(super) fn day_part(&self, at: usize) -> Read<DayPart> {
        const PARTS: [DayPart; 6] = [
            DayPart::Morning,
            DayPart::Midday,
            DayPart::Afternoon,
            DayPart::Evening,
            DayPart::Night,
            DayPart::Daytime,
        ];
        let number = self.val(at, Class::PartOfDay)?;
        Some((*PARTS.get(number as usize)?, at + 1))
    }

    /// A time within a day: a part of it or a time of the clock.
    pub(super) fn time_of_day(&self, at: usize) -> Read<TimeOfDay> {
        if let Some((clock, end)) = self.clock(at) {
            return Some((TimeOfDay::Clock(clock), end));
        }
        self.day_part(at)
            .map(|(part, end)| (TimeOfDay::Part(part), end))
    }
}

fn clock(hour: u8, minute: Option<u8>) -> Clock {
    Clock {
        hour,
        minute,
        utc_offset_minutes: None,
    }
}

/// Hours of a day of 24 from hours of a half; `half` is 0 or 12.
fn with_half(hour: u32, half: i32) -> Option<u8> {
    match (hour, half) {
        (12, 0) => Some(0),
        (12, _) => Some(12),
        (1..=11, _) => Some(hour as u8 + half as u8),
        _ => None,
    }
}
