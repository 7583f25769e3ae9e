//! A symbolic value put into the calendar, for one day of the document and one thread of narration.
//!
//! The rules are those of ARCHITECTURE.md's chapter on time: weekdays by tense, the year of a
//! month-day by tense and nearness, relative words from the document or from what was told before.
//! Pure; constant cost.

use super::calendar::{
    Day, Days, easter, nth_weekday, orthodox_easter, shift_by_months, shift_month,
};
use super::shift::place_shift;
use super::slot::Slot;
use super::value::{
    Base, Core, Count, DayPart, FeastRule, Fields, Modifier, Part, Pointer, TimeOfDay, TimeValue,
    Unit, YearRef,
};
use super::{Direction, Frame, Told, written};

/// Days by which a narrative goes back or ahead from one day to the next without naming the year.
const STEP_BACK: i32 = 15;
const STEP_AHEAD: i32 = 75;

/// From where relative expressions are counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    /// Day of the document, or the day taken for it.
    pub(super) day: Day,
    /// What was told before.
    pub(super) told: Told,
    /// News or narrative.
    pub(super) frame: Frame,
    /// Which way the clause points.
    pub(super) direction: Direction,
}

impl Reference {
    /// True in a narrative.
    pub(super) fn narrative(&self) -> bool {
        self.frame == Frame::Narrative
    }

    /// The day that a base stands for.
    pub(super) fn base_day(&self, base: Base) -> Day {
        match base {
            Base::Document if !self.narrative() => self.day,
            // in news a year named in passing has no day to count from
            Base::Event if !self.narrative() => self.told.day.unwrap_or(self.day),
            _ => self
                .told
                .day
                .or_else(|| self.told.month_start())
                .or_else(|| self.told.year_start())
                .unwrap_or(self.day),
        }
    }

    /// Year and month that a base stands for.
    pub(super) fn base_month(&self, base: Base) -> (i32, u8) {
        let of_day = |day: Day| {
            let (year, month, _) = day.ymd();
            (year, month)
        };
        match base {
            Base::Document if !self.narrative() => of_day(self.day),
            _ => self
                .told
                .month
                .or_else(|| self.told.day.map(of_day))
                .unwrap_or_else(|| {
                    self.told
                        .year
                        .map_or_else(|| of_day(self.day), |year| (year, 1))
                }),
        }
    }

    /// True where the thread is told in years without days, before Christ.
    pub(super) fn lost(&self, base: Base) -> bool {
        (self.narrative() || base == Base::Event) && self.told.year.is_some_and(|year| year < 1)
    }

    /// The year that a base stands for.
    pub(super) fn base_year(&self, base: Base) -> i32 {
        match base {
            Base::Document if !self.narrative() => self.day.year(),
            _ => self.told.year.unwrap_or_else(|| self.day.year()),
        }
    }
}

/// The place of a value; `None` where there is none.
pub(super) fn place(value: &TimeValue, from: &Reference) -> Option<Slot> {
    let slot = match night_before(value, from) {
        Some(night) => night,
        None => place_core(&value.core, from)?,
    };
    let slot = with_modifier(slot, value.modifier, from.day);
    Some(match value.time {
        Some(time) => with_time(slot, time),
        None => slot,
    })
}

fn place_core(core: &Core, from: &Reference) -> Option<Slot> {
    match core {
        Core::Void => None,
        Core::Fields(fields) => place_fields(*fields, from),
        Core::Decade(start) => Some(Slot::decade(if *start < 100 {
            1900 + start
        } else {
            *start
        })),
        Core::Century(number) => Some(Slot::century(*number)),
        Core::Shift {
            base,
            unit,
            count,
            sign,
        } => place_shift((*base, *sign), *unit, *count, from),
        Core::Weekday { day, pointer, week } => {
            Some(Slot::day(place_weekday(*day, *pointer, *week, from)))
        }
        Core::NthWeekday { nth, day, of } => place_nth_weekday((*nth, *day), of, from),
        Core::Pointed(pointer, part) => place_pointed(*pointer, *part, from),
        Core::Feast(rule, year) => place_feast(rule, *year, from),
        Core::NthDay(number, starts) => place_nth_day(*number, starts, from.day),
        Core::Anniversary(years, starts) => place_anniversary(*years, starts, from.day),
        Core::Range(sides) => place_range(&sides.0, &sides.1, from),
        Core::All(members) => place_all(members, from),
        Core::Length { unit, count, sign } => Some(place_length(*unit, *count, *sign, from)),
        Core::Repeated { .. } | Core::Vague(_) => Some(Slot::only(written::symbolic_core(core))),
    }
}

/// "Briefed during the night", told on the day itself: the night that led to it.
fn night_before(value: &TimeValue, from: &Reference) -> Option<Slot> {
    let night = value.time == Some(TimeOfDay::Part(DayPart::Night));
    let of_event = matches!(
        value.core,
        Core::Shift {
            base: Base::Event,
            unit: Unit::Day,
            sign: 0,
            ..
        }
    );
    let today = from.base_day(Base::Event) == from.day && from.direction == Direction::Past;
    (night && of_event && today && !from.narrative()).then(|| Slot::day(from.day.plus(-1)))
}

fn with_modifier(mut slot: Slot, modifier: Option<Modifier>, day: Day) -> Slot {
    match modifier {
        Some(Modifier::Approx) if !slot.edtf.is_empty() && !slot.edtf.contains('/') => {
            slot.edtf.push('~')
        }
        // on the first day of the stretch nothing is left to cut: the stretch stays whole
        Some(Modifier::Earlier) if slot.days().is_some_and(|days| days.contains(day)) => {
            slot.last = Some(day);
            slot.edtf = written::interval(slot.first, slot.last);
        }
        Some(Modifier::Later) if slot.days().is_some_and(|days| days.contains(day)) => {
            slot.first = Some(day);
            slot.edtf = written::interval(slot.first, slot.last);
        }
        _ => {}
    }
    slot
}

fn with_time(mut slot: Slot, time: TimeOfDay) -> Slot {
    // the night of two days is told by the first
    if let Some(first) = slot.timex3.find('/') {
        slot.timex3.truncate(first);
    }
    slot.timex3.push_str(&written::time_of_day(time));
    slot
}

fn place_fields(fields: Fields, from: &Reference) -> Option<Slot> {
    if let Part::DayOfMonth(day) = fields.part {
        return place_day_of_month(day, from);
    }
    let year = match fields.year {
        YearRef::Given(year) => year,
        YearRef::Shifted(base, years) => from.base_year(base).saturating_add(years),
        YearRef::Missing => choose_year(fields, from)?,
    };
    part_of_year(year, fields.part)
}

/// A part of a year; `None` for a day that the month does not have.
pub(super) fn part_of_year(year: i32, part: Part) -> Option<Slot> {
    let slot = known_part(year, part)?;
    let year_before_christ = (year < 0).then_some(year);
    Some(Slot {
        year_before_christ,
        ..slot
    })
}

fn known_part(year: i32, part: Part) -> Option<Slot> {
    Some(match part {
        Part::Year => Slot::year(year),
        Part::Half(half) => Slot::half(year, half),
        Part::Quarter(quarter) => Slot::quarter(year, quarter),
        Part::Season(season) => Slot::season(year, season),
        Part::Month(month) => Slot::month(year, month),
        Part::Day(month, day) if year < 1 => {
            let mut slot = Slot::month(year, month);
            slot.timex3.push_str(&format!("-{day:02}"));
            slot.edtf.push_str(&format!("-{day:02}"));
            slot
        }
        Part::Day(month, day) => Slot::day(Day::from_ymd(year, month, day)?),
        Part::DayOfMonth(_) => return None,
    })
}

/// The year of a date that does not say it: in a narrative that of what was told last, in news the
/// nearest one, where the wrong side of the document counts six times as far.
fn choose_year(fields: Fields, from: &Reference) -> Option<i32> {
    if let Some(year) = from.told.year.filter(|_| from.narrative()) {
        return Some(narrative_year(year, fields.part, from));
    }
    let this = from.day.year();
    let near = [
        this - 1,
        this,
        this + 1,
        this + 2,
        this - 2,
        this - 3,
        this + 3,
        this - 4,
        this + 4,
    ];
    let reach = if leap_day(fields.part) || fields.weekday.is_some() {
        near.len()
    } else {
        3
    };
    let fits = |year: &i32| {
        let days = part_of_year(*year, fields.part).and_then(|slot| slot.days())?;
        let weekday = fields
            .weekday
            .is_none_or(|weekday| weekday == days.first.weekday());
        Some((
            farness(days, fields.part, from) + if weekday { 0 } else { 100_000 },
            *year,
        ))
    };
    near[..reach]
        .iter()
        .filter_map(fits)
        .min()
        .map(|(_, year)| year)
}

fn leap_day(part: Part) -> bool {
    part == Part::Day(2, 29)
}

/// Days between the document and a stretch; the side that the tense speaks against is six times as
/// far, and the month of the document itself is rarely named by its name.
fn farness(days: Days, part: Part, from: &Reference) -> i32 {
    let distance = days.distance(from.day);
    let future = days.first > from.day;
    let past = days.last < from.day;
    if !future && !past && matches!(part, Part::Month(_) | Part::Season(_)) {
        let of_month = from.day.0 - days.first.0;
        return match from.direction {
            Direction::Past if of_month < 14 => 200,
            Direction::Future if of_month > 8 => 200,
            _ => 0,
        };
    }
    match from.direction {
        // a month that is still to come is not told of as past
        Direction::Past if future && matches!(part, Part::Month(_)) => distance * 6 + 400,
        Direction::Past if future => distance * 6,
        Direction::Future if past || distance == 0 && matches!(part, Part::Day(..)) => {
            distance * 10 + 100
        }
        _ => distance,
    }
}

/// The year of the thread of narration: that of the last day where the date follows it closely (a
/// year named in passing does not turn the thread), the next one where the months have gone far
/// back, else the year told last.
fn narrative_year(year: i32, part: Part, from: &Reference) -> i32 {
    let (Part::Month(month) | Part::Day(month, _)) = part else {
        return year;
    };
    if let Some(last) = from.told.last_day.filter(|last| last.year() != year)
        && let Some(days) = part_of_year(last.year(), part).and_then(|slot| slot.days())
        && (-STEP_BACK..=STEP_AHEAD).contains(&(days.last.0 - last.0))
    {
        return last.year();
    }
    match from.told.month {
        Some((told, last)) if told == year && last >= 10 && month <= 3 => year + 1,
        _ => year,
    }
}

fn place_day_of_month(day: u8, from: &Reference) -> Option<Slot> {
    let told = from
        .told
        .month
        .filter(|_| from.narrative() || from.told.day.is_some());
    let (year, month) = told.unwrap_or_else(|| from.base_month(Base::Document));
    let found = Day::from_ymd(year, month, day);
    if told.is_some() {
        return found.map(Slot::day);
    }
    let late = found.is_some_and(|found| found > from.day);
    let (year, month) = match from.direction {
        Direction::Future if !late => shift_month(year, month, 1),
        Direction::Past if late => shift_month(year, month, -1),
        _ => (year, month),
    };
    Day::from_ymd(year, month, day).map(Slot::day)
}

fn place_weekday(
    weekday: u8,
    pointer: Pointer,
    week: Option<(Base, i32)>,
    from: &Reference,
) -> Day {
    if let Some((base, weeks)) = week {
        return from
            .base_day(base)
            .monday()
            .plus(7 * weeks + i32::from(weekday) - 1);
    }
    let told = from.base_day(Base::Event);
    match pointer {
        Pointer::Last => from.day.plus(-1).weekday_on_or_before(weekday),
        Pointer::Next => from.day.plus(1).weekday_on_or_after(weekday),
        Pointer::This if from.direction == Direction::Past => {
            from.day.weekday_on_or_before(weekday)
        }
        Pointer::This => from.day.weekday_on_or_after(weekday),
        Pointer::Previous => told.plus(-1).weekday_on_or_before(weekday),
        Pointer::Following => told.plus(1).weekday_on_or_after(weekday),
        Pointer::Same => told.monday().plus(i32::from(weekday) - 1),
        Pointer::Bare if from.narrative() && from.told.day.is_some() => {
            told.weekday_on_or_after(weekday)
        }
        Pointer::Bare if from.direction == Direction::Future => {
            from.day.plus(1).weekday_on_or_after(weekday)
        }
        Pointer::Bare => from.day.weekday_on_or_before(weekday),
    }
}

fn place_pointed(pointer: Pointer, part: Part, from: &Reference) -> Option<Slot> {
    let base = match pointer {
        Pointer::Previous | Pointer::Following | Pointer::Same => Base::Event,
        _ => Base::Document,
    };
    let here = from.base_day(base);
    let year = from.base_year(base);
    // "in the new year" is this one where it has only begun
    if part == Part::Year && here.ymd().1 == 1 && here.ymd().2 <= 15 {
        return part_of_year(year, part);
    }
    let mut places = [year - 2, year - 1, year, year + 1]
        .into_iter()
        .filter_map(|year| part_of_year(year, part));
    match pointer {
        Pointer::Last | Pointer::Previous => {
            places.rfind(|slot| slot.last.is_some_and(|last| last < here))
        }
        Pointer::Next | Pointer::Following => {
            places.find(|slot| slot.first.is_some_and(|first| first > here))
        }
        _ => part_of_year(year, part),
    }
}

/// The N-th weekday of a month, whose year is chosen by the day itself where it is not said; or of
/// a year.
fn place_nth_weekday((nth, weekday): (i8, u8), of: &TimeValue, from: &Reference) -> Option<Slot> {
    if let Some(Fields {
        year,
        part: Part::Month(month),
        ..
    }) = of.fields()
    {
        return place_feast(&FeastRule::Nth(month, weekday, nth), year, from);
    }
    let days = place(of, from)?.days()?;
    let weeks = 7 * (i32::from(nth.unsigned_abs()) - 1);
    let day = match nth > 0 {
        true => days.first.weekday_on_or_after(weekday).plus(weeks),
        false => days.last.weekday_on_or_before(weekday).plus(-weeks),
    };
    days.contains(day).then(|| Slot::day(day))
}

/// Days before and after the document within which a report counts the day of a war.
const COUNTED: std::ops::RangeInclusive<i32> = -7..=1;

/// The counted day: of the one beginning known, else the one that falls next to the document.
fn place_nth_day(number: u32, starts: &[i32], day: Day) -> Option<Slot> {
    let past = i32::try_from(number).ok()?.checked_sub(1)?;
    let found = starts.iter().map(|&start| Day(start.saturating_add(past)));
    if let [start] = starts {
        let day = Day(start.checked_add(past)?);
        return (day.year() < 2200).then(|| Slot::day(day));
    }
    let near = found.filter(|found| COUNTED.contains(&(found.0 - day.0)));
    near.min_by_key(|found| (found.0 - day.0).abs())
        .map(Slot::day)
}

/// Days before and after the document within which a report tells of an anniversary.
const MARKED: std::ops::RangeInclusive<i32> = -31..=62;

/// The anniversary of the one beginning known, else the one that falls next to the document.
fn place_anniversary(years: u32, starts: &[i32], day: Day) -> Option<Slot> {
    let months = i32::try_from(years).ok()?.checked_mul(12)?;
    let found = starts
        .iter()
        .filter_map(|&start| shift_by_months(Day(start), months));
    let near = found.filter(|found| starts.len() == 1 || MARKED.contains(&(found.0 - day.0)));
    near.min_by_key(|found| (found.0 - day.0).abs())
        .filter(|found| found.year() < 2200)
        .map(Slot::day)
}

fn place_feast(rule: &FeastRule, year: YearRef, from: &Reference) -> Option<Slot> {
    let year = match year {
        YearRef::Given(year) => year,
        YearRef::Shifted(base, years) => from.base_year(base) + years,
        YearRef::Missing if from.narrative() => from.base_year(Base::Event),
        YearRef::Missing => {
            let this = from.day.year();
            let near = [this, this - 1, this + 1].into_iter().filter_map(|year| {
                let day = feast_day(rule, year)?;
                Some((farness(Days::new(day, day), Part::Day(1, 1), from), year))
            });
            near.min()?.1
        }
    };
    let first = feast_day(rule, year)?;
    let slot = match rule {
        FeastRule::Lasting(_, days) => Slot::days_of(first, i32::from(*days)),
        _ => Slot::day(first),
    };
    Some(match is_approximate(rule, year) {
        true => slot.give_or_take_a_day(),
        false => slot,
    })
}

/// The day of a feast in a year.
pub(super) fn feast_day(rule: &FeastRule, year: i32) -> Option<Day> {
    match rule {
        FeastRule::Fixed(month, day) => Day::from_ymd(year, *month, *day),
        FeastRule::Easter(days) => Some(easter(year)?.plus(*days)),
        FeastRule::Orthodox(days) => Some(orthodox_easter(year)?.plus(*days)),
        FeastRule::Nth(month, weekday, nth) => nth_weekday(year, *month, *weekday, *nth),
        FeastRule::Listed(days, reckoning) => {
            let mut listed = days.iter().map(|&day| Day(day));
            match reckoning.filter(|_| !is_listed(days, year)) {
                Some(reckoning) => reckoning.of(year),
                None => listed.find(|day| day.year() == year),
            }
        }
        FeastRule::Lasting(rule, _) => feast_day(rule, year),
    }
}

/// True for the years of a list of first days, its gaps among them.
pub(super) fn is_listed(days: &[i32], year: i32) -> bool {
    let year_of = |day: Option<&i32>| day.map(|&day| Day(day).year());
    year_of(days.first()).is_some_and(|first| first <= year) && year_of(days.last()) >= Some(year)
}

/// True for a day of a feast that was reckoned and may be a day off.
fn is_approximate(rule: &FeastRule, year: i32) -> bool {
    match rule {
        FeastRule::Listed(days, Some(reckoning)) => {
            reckoning.is_approximate() && !is_listed(days, year)
        }
        FeastRule::Lasting(rule, _) => is_approximate(rule, year),
        _ => false,
    }
}

fn place_range(first: &TimeValue, second: &TimeValue, from: &Reference) -> Option<Slot> {
    if let (
        Core::Weekday {
            day,
            pointer: Pointer::Bare,
            week: None,
        },
        Core::Weekday { .. },
    ) = (&first.core, &second.core)
        && from.direction != Direction::Future
    {
        let last = place(second, from)?;
        let start = Slot::day(last.first?.weekday_on_or_before(*day));
        return Some(Slot::range(&start, &last));
    }
    let start = place(first, from)?;
    let of_document = matches!(
        second.core,
        Core::Shift {
            base: Base::Document,
            ..
        }
    );
    let mut end = if of_document {
        place(second, from)?
    } else {
        place(second, &after(&start, from))?
    };
    if end.last < start.first
        && let (Some(fields), Some(day)) = (second.fields(), start.first)
        && fields.year == YearRef::Missing
    {
        end = part_of_year(day.year() + 1, fields.part)?;
    }
    Some(Slot::range(&start, &end))
}

/// The reference for the second side of a range: on or after the first.
fn after(start: &Slot, from: &Reference) -> Reference {
    let told = from.told.and(start);
    Reference {
        told,
        frame: if start.first.is_some() {
            Frame::Narrative
        } else {
            from.frame
        },
        ..*from
    }
}

fn place_all(members: &[TimeValue], from: &Reference) -> Option<Slot> {
    let mut slots: Vec<Slot> = Vec::with_capacity(members.len());
    for member in members {
        let here = slots.last().map_or(*from, |last| after(last, from));
        slots.push(place(member, &here)?);
    }
    Some(Slot::all(&slots))
}

/// A length: its TIMEX3 value, and days where it ends or begins at the document.
fn place_length(unit: Unit, count: Count, sign: i8, from: &Reference) -> Slot {
    let mut slot = Slot::only(written::length(unit, count));
    // "the last four billion days" reach out of the calendar: that side stays open
    let told = |day: &Day| (1..=9999).contains(&day.year());
    let far = |steps: i32| shift_day(from.day, unit, steps).filter(told);
    match (sign, count.number()) {
        (-1, Some(steps)) => (slot.first, slot.last) = (far(-steps), Some(from.day)),
        (1, Some(steps)) => (slot.first, slot.last) = (Some(from.day), far(steps)),
        (-1, None) => slot.last = Some(from.day),
        (1, None) => slot.first = Some(from.day),
        _ => {}
    }
    if sign != 0 {
        slot.edtf = written::interval(slot.first, slot.last);
    }
    slot
}

fn shift_day(day: Day, unit: Unit, steps: i32) -> Option<Day> {
    let months = |each: i32| shift_by_months(day, steps.checked_mul(each)?);
    match unit {
        Unit::Second | Unit::Minute => Some(day),
        Unit::Hour => Some(day.plus(if steps < 0 {
            (steps - 23) / 24
        } else {
            (steps + 23) / 24
        })),
        Unit::Day => Some(day.plus(steps)),
        Unit::Weekend | Unit::Week => Some(day.plus(steps.checked_mul(7)?)),
        Unit::Fortnight => Some(day.plus(steps.checked_mul(14)?)),
        Unit::Month => months(1),
        Unit::Quarter | Unit::Season => months(3),
        Unit::Year => months(12),
        Unit::Decade => months(120),
        Unit::Century => months(1200),
    }
}
