//! Words that point from an anchor: "last month", "the following day", "two weeks ago", "in the
//! coming days", "tomorrow night".

use chancery_nlp::Xpos;

use super::counts::unit_of;
use super::{Class, Grammar, Read};
use crate::time::lexicon::code;
use crate::time::value::{
    Base, Core, Count, DayPart, Modifier, Part, Pointer, TimeOfDay, TimeValue, Unit,
};

/// Words that point, by their number in `lexicon::code::RELATIVES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Points {
    At(Pointer),
    /// "past", "recent": a stretch up to the anchor.
    Past,
    /// "coming": a stretch from the anchor.
    Coming,
    /// "new", of years only.
    New,
}

impl Points {
    fn from_number(number: i32) -> Self {
        match code::RELATIVES
            .get(number as usize)
            .copied()
            .unwrap_or(code::NEW)
        {
            "last" => Points::At(Pointer::Last),
            "next" => Points::At(Pointer::Next),
            "previous" => Points::At(Pointer::Previous),
            "following" => Points::At(Pointer::Following),
            "same" | "that" | "those" => Points::At(Pointer::Same),
            "past" | "recent" => Points::Past,
            "coming" => Points::Coming,
            "new" => Points::New,
            _ => Points::At(Pointer::This),
        }
    }

    /// Base and sign of one unit.
    fn shift(self) -> (Base, i8) {
        match self {
            Points::At(Pointer::Last) | Points::Past => (Base::Document, -1),
            Points::At(Pointer::Next) | Points::Coming | Points::New => (Base::Document, 1),
            Points::At(Pointer::This | Pointer::Bare) => (Base::Document, 0),
            Points::At(Pointer::Previous) => (Base::Event, -1),
            Points::At(Pointer::Following) => (Base::Event, 1),
            Points::At(Pointer::Same) => (Base::Event, 0),
        }
    }

    fn pointer(self) -> Pointer {
        match self {
            Points::At(pointer) => pointer,
            Points::Past => Pointer::Last,
            Points::Coming | Points::New => Pointer::Next,
        }
    }
}

impl Grammar<'_> {
    /// The word that points at `at`, an article before it.
    fn points(&self, at: usize) -> Read<Points> {
        let word = if self.is(at, Class::The) || self.is(at, Class::Poss) {
            at + 1
        } else {
            at
        };
        let number = self.val(word, Class::Relative)?;
        let mut end = word + 1;
        // "this coming Friday", "the very same": the last word that points decides
        let mut points = Points::from_number(number);
        if let Some(number) = self.val(end, Class::Relative) {
            let this = points == Points::At(Pointer::This);
            points = Points::from_number(number);
            // "this past week" is the last one, "the past week" the days up to now
            if this && points == Points::Past {
                points = Points::At(Pointer::Last);
            }
            end += 1;
        }
        Some((points, end))
    }

    /// "last month", "the previous year", "this week", "that day", "the past decade".
    pub(super) fn pointed_unit(&self, at: usize) -> Read<TimeValue> {
        let (points, next) = self.points(at)?;
        let next = self.skip(next, Class::YearKind);
        let unit = unit_of(self.val(next, Class::UnitOne)?);
        let end = next + 1;
        if points == Points::New {
            let year = unit == Unit::Year && self.is(at, Class::The);
            return year.then(|| (Core::Pointed(Pointer::Next, Part::Year).into(), end));
        }
        if unit < Unit::Day && unit != Unit::Hour
            || (self.is(at, Class::Relative) && self.ordinal_or_second(at))
        {
            return None;
        }
        if points == Points::Past {
            let core = Core::Length {
                unit,
                count: Count::whole(1),
                sign: -1,
            };
            return Some((core.into(), end));
        }
        // "the next day" is the one after what was told
        if points == Points::At(Pointer::Next) && unit == Unit::Day {
            return Some((shift((Base::Event, 1), unit, Count::whole(1)), end));
        }
        Some((shift(points.shift(), unit, Count::whole(1)), end))
    }

    fn ordinal_or_second(&self, at: usize) -> bool {
        self.is(at, Class::Ordinal) && !self.is(at, Class::The)
    }

    /// "the past two weeks", "the next few months", "the coming days", "recent weeks".
    pub(super) fn pointed_units(&self, at: usize) -> Read<TimeValue> {
        let (points, next) = self.points(at)?;
        let sign = match points {
            Points::Past | Points::At(Pointer::Last | Pointer::Previous) => -1,
            Points::Coming | Points::At(Pointer::Next | Pointer::Following) => 1,
            Points::At(Pointer::This) => 0,
            Points::At(_) | Points::New => return None,
        };
        let counted = self.count(next).filter(|_| !self.is(next, Class::Article));
        let (count, next) = counted.unwrap_or((Count::Many, next));
        let (unit, end) = self.units(next)?;
        Some((Core::Length { unit, count, sign }.into(), end))
    }

    /// "the first three months", "the last two weeks of the war": a length inside something else.
    pub(super) fn ordinal_units(&self, at: usize) -> Read<TimeValue> {
        if !self.is(at, Class::The) || self.digits(at + 1).is_some() {
            return None;
        }
        let (_, next) = self.ordinal(at + 1)?;
        let (count, next) = self
            .count(next)
            .filter(|_| !self.is(next, Class::Article))?;
        let (unit, end) = self.units(next)?;
        Some((length(unit, count), end))
    }

    /// "the year before", "the day after", "the week following": counted from what was told.
    pub(super) fn unit_beside(&self, at: usize) -> Read<TimeValue> {
        let (value, next) = self.the_unit(at)?;
        let Core::Shift { unit, .. } = value.core else {
            return None;
        };
        // "the week before last"
        if self.is(next, Class::Before)
            && self.val(next + 1, Class::Relative).map(Points::from_number)
                == Some(Points::At(Pointer::Last))
            && self.unit(next + 2).is_none()
        {
            return Some((shift((Base::Document, -1), unit, Count::whole(2)), next + 2));
        }
        let closed = !self.is_word(next + 1) && self.digits(next + 1).is_none();
        let following = self.val(next, Class::Relative).map(Points::from_number)
            == Some(Points::At(Pointer::Following));
        let sign = if self.is(next, Class::Before) || self.is(next, Class::Earlier) {
            -1
        } else if self.is(next, Class::After) || following {
            1
        } else {
            return None;
        };
        closed.then(|| (shift((Base::Event, sign), unit, Count::whole(1)), next + 1))
    }

    /// "last Monday", "next May", "this summer", "last Christmas", "this morning", "last night".
    pub(super) fn pointed_name(&self, at: usize) -> Read<TimeValue> {
        let (points, next) = self.points(at)?;
        let pointer = points.pointer();
        if let Some((day, end)) = self.weekday(next).filter(|_| points != Points::New) {
            return Some((
                Core::Weekday {
                    day,
                    pointer,
                    week: None,
                }
                .into(),
                end,
            ));
        }
        if let Some((month, end)) = self.month(next) {
            return Some((Core::Pointed(pointer, Part::Month(month)).into(), end));
        }
        if let Some(season) = self
            .val(next, Class::Season)
            .filter(|_| points != Points::New)
        {
            return Some((
                Core::Pointed(pointer, Part::Season(season as u8)).into(),
                next + 1,
            ));
        }
        let (part, end) = self.day_part(next).filter(|_| points != Points::New)?;
        let (base, sign) = match (points.shift(), part) {
            // "this morning" is of the anchor's day, "last night" of the night before it
            (
                (base, -1),
                DayPart::Night | DayPart::Evening | DayPart::Morning | DayPart::Afternoon,
            ) => (base, -1),
            _ if points == Points::At(Pointer::Next) => (Base::Event, 1),
            (shift, _) => shift,
        };
        let value = shift((base, sign), Unit::Day, Count::whole(1));
        Some((
            TimeValue {
                time: Some(TimeOfDay::Part(part)),
                ..value
            },
            end,
        ))
    }

    /// "the second Sunday in March", "the first Monday of next month", "last Friday of June".
    pub(super) fn nth_weekday(&self, at: usize) -> Read<TimeValue> {
        let start = self.skip(at, Class::The);
        let last = self.val(start, Class::Relative).map(Points::from_number)
            == Some(Points::At(Pointer::Last));
        let (nth, next) = match self.ordinal(start) {
            Some((nth, next)) if (1..=5).contains(&nth) => (nth as i8, next),
            _ if last => (-1, start + 1),
            _ => return None,
        };
        let (day, next) = self.weekday(next)?;
        let of = self.skip(next, Class::Of);
        // "last Friday in June" without its article is the Friday before
        let within = match of == next && start > at {
            true => self.skip(next, Class::In),
            false => of,
        };
        let (of, end) = self.month_or_year(within).filter(|_| within > next)?;
        let of = Box::new(of);
        Some((Core::NthWeekday { nth, day, of }.into(), end))
    }

    /// "March", "June 2025", "next month", "the year".
    fn month_or_year(&self, at: usize) -> Read<TimeValue> {
        if let Some((fields, end)) = self.month_first(at) {
            let month = matches!(fields.part, Part::Month(_));
            return month.then(|| (Core::Fields(fields).into(), end));
        }
        let unit = self.pointed_unit(at).or_else(|| self.the_unit(at));
        let (value, end) = unit.or_else(|| self.pointed_name(at))?;
        let long = matches!(
            value.core,
            Core::Shift {
                unit: Unit::Month | Unit::Year,
                ..
            } | Core::Pointed(_, Part::Month(_))
        );
        long.then_some((value, end))
    }

    /// "earlier this week", "later that day", "earlier in the year".
    pub(super) fn cut_unit(&self, at: usize) -> Read<TimeValue> {
        let modifier = if self.is(at, Class::Earlier) {
            Modifier::Earlier
        } else if self.is(at, Class::Later) {
            Modifier::Later
        } else {
            return None;
        };
        let next = self.skip(at + 1, Class::In);
        let inside = if next > at + 1 {
            self.the_unit(next)
        } else {
            None
        };
        let (value, end) = inside
            .or_else(|| self.pointed_unit(next))
            .or_else(|| self.pointed_name(next))
            .or_else(|| self.deictic(next))?;
        let shift = matches!(value.core, Core::Shift { sign: 0, .. } | Core::Pointed(..));
        shift.then_some((
            TimeValue {
                modifier: Some(modifier),
                ..value
            },
            end,
        ))
    }

    /// "the year", "the week", where the words before it make it the anchor's own.
    pub(super) fn the_unit(&self, at: usize) -> Read<TimeValue> {
        if !self.is(at, Class::The) {
            return None;
        }
        let unit = unit_of(self.val(at + 1, Class::UnitOne)?);
        (unit >= Unit::Day).then(|| (shift((Base::Document, 0), unit, Count::whole(1)), at + 2))
    }

    /// "today", "yesterday morning", "tomorrow evening", "tonight".
    pub(super) fn deictic(&self, at: usize) -> Read<TimeValue> {
        let days = self.val(at, Class::Deictic)?;
        let value = shift(
            (Base::Document, days.signum() as i8),
            Unit::Day,
            Count::whole(1),
        );
        let own = self.day_part(at).map(|(part, _)| TimeOfDay::Part(part));
        Some((TimeValue { time: own, ..value }, at + 1))
    }

    /// Phrases that shift by days: "the day before yesterday".
    pub(super) fn shift_phrase(&self, days: i32) -> TimeValue {
        let (base, days) = if days >= 500 {
            (Base::Event, days - 1000)
        } else {
            (Base::Document, days)
        };
        shift(
            (base, days.signum() as i8),
            Unit::Day,
            Count::whole(days.unsigned_abs()),
        )
    }

    /// "two days ago", "a week later", "three years earlier", "half an hour before", "days later",
    /// "24-year", "the first three months"; a plain length where nothing points.
    pub(super) fn counted(&self, at: usize) -> Read<TimeValue> {
        let (count, next) = match self.count(at) {
            Some(found) => found,
            None => (Count::Many, self.bare_plural(at)?),
        };
        let hyphen = self.mark(next, b'-') && self.glued(next) && self.glued(next + 1);
        let next = next + usize::from(hyphen);
        let (unit, end) = self.unit(next)?;
        // "three quarters" are a share
        if unit == Unit::Quarter && !hyphen {
            return None;
        }
        // "a minute sample" is a small one
        let noun_after =
            unit <= Unit::Minute && !hyphen && matches!(self.xpos(end), Some(Xpos::NN | Xpos::NNS));
        let small = self.is(at, Class::Article)
            && (self.upos(next) == chancery_nlp::Upos::Adj || noun_after);
        if small
            || !self.number_fits_unit(at, next, count)
            || self.is(at, Class::Article) && self.unit_long(next).is_some()
        {
            return None;
        }
        if let Some(end) = self.long_tail(end) {
            let sign = 0;
            return Some((Core::Length { unit, count, sign }.into(), end));
        }
        if unit == Unit::Year && self.is(end, Class::Old) {
            return Some((length(unit, count), end + 1));
        }
        if let Some((value, end)) = self.pointing_tail(end, (count, unit)) {
            return Some((value, end));
        }
        Some((
            Core::Length {
                unit,
                count,
                sign: 0,
            }
            .into(),
            end,
        ))
    }

    /// A plural without a number, where the words around make it a time.
    fn bare_plural(&self, at: usize) -> Option<usize> {
        self.units(at)?;
        let tail = [
            Class::Ago,
            Class::Earlier,
            Class::Later,
            Class::Before,
            Class::After,
        ];
        let pointed = tail.iter().any(|&class| self.is(at + 1, class));
        (pointed || self.long_tail(at + 1).is_some() || self.after(at, Class::InThe)).then_some(at)
    }

    /// False for "a second meeting", "2 second", and years counted as dates ("1990 days").
    fn number_fits_unit(&self, at: usize, unit_at: usize, count: Count) -> bool {
        let singular = self.is(unit_at, Class::UnitOne);
        let one = count == Count::whole(1);
        if singular && self.is(unit_at, Class::Ordinal) {
            return !self.is(at, Class::Article) && !one;
        }
        let hyphen = unit_at > 0 && self.mark(unit_at - 1, b'-');
        let old = singular && self.is(unit_at + 1, Class::Old);
        let fraction = matches!(count, Count::Tenths(1..=9)) || old;
        singular == (one || hyphen || fraction) || count == Count::Many && !singular
    }

    /// "ago", "later", "from now" after a counted unit.
    fn pointing_tail(&self, at: usize, length: (Count, Unit)) -> Read<TimeValue> {
        let (count, unit) = in_years(length);
        let make = |base, sign| shift((base, sign), unit, count);
        if self.is(at, Class::Ago) {
            return Some((make(Base::Document, -1), at + 1));
        }
        if self.is(at, Class::From) && self.val(at + 1, Class::VagueWord) == Some(1)
            || self.is(at, Class::Hence)
        {
            let end = if self.is(at, Class::Hence) {
                at + 1
            } else {
                at + 2
            };
            return Some((make(Base::Document, 1), end));
        }
        if self.is(at, Class::Later) && !self.is(at + 1, Class::Than) {
            return Some((make(Base::Event, 1), at + 1));
        }
        if self.is(at, Class::Earlier) && !self.is(at + 1, Class::Than) {
            return Some((make(Base::Event, -1), at + 1));
        }
        // "two days before." counts back, "two days before the vote" is a length before something else
        let closed =
            !self.is_word(at + 1) && self.digits(at + 1).is_none() && !self.mark(at + 1, b'"');
        if closed && self.is(at, Class::Before) {
            return Some((make(Base::Event, -1), at + 1));
        }
        if closed && self.is(at, Class::After) {
            return Some((make(Base::Event, 1), at + 1));
        }
        None
    }
}

fn shift((base, sign): (Base, i8), unit: Unit, count: Count) -> TimeValue {
    let unit_count = if sign == 0 { Count::whole(0) } else { count };
    Core::Shift {
        base,
        unit,
        count: unit_count,
        sign,
    }
    .into()
}

/// A length that hangs on nothing.
fn length(unit: Unit, count: Count) -> TimeValue {
    let sign = 0;
    Core::Length { unit, count, sign }.into()
}

/// "a decade ago" means ten years ago, a year and not a decade.
fn in_years((count, unit): (Count, Unit)) -> (Count, Unit) {
    match (count, unit) {
        (Count::Tenths(tenths), Unit::Decade) => {
            (Count::Tenths(tenths.saturating_mul(10)), Unit::Year)
        }
        _ => (count, unit),
    }
}
