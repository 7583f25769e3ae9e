//! Units counted from an anchor: "two weeks ago", "the next day", "last year", "a year earlier".
//! The result is one unit wide, as TimeML has it. Pure; constant cost.

use super::Direction;
use super::calendar::{Day, Days, shift_month};
use super::place::{Reference, part_of_year};
use super::slot::Slot;
use super::value::{Base, Core, Count, Part, Unit};
use super::written;

/// Most units that are counted; more are no time of a report.
const MOST: i32 = 200_000;

/// The place so many units from a base; `None` beyond the calendar.
pub(super) fn place_shift(
    (base, sign): (Base, i8),
    unit: Unit,
    count: Count,
    from: &Reference,
) -> Option<Slot> {
    let (count, unit) = whole_units(count, unit);
    let Some(count) = count else {
        return Some(vague(from.base_day(base), sign));
    };
    let steps = count
        .checked_mul(i32::from(sign))
        .filter(|steps| steps.abs() < MOST)?;
    if unit <= Unit::Month && from.lost(base) {
        return Some(no_day(base, unit));
    }
    if base == Base::Event
        && unit <= Unit::Fortnight
        && steps != 0
        && let Some(told) = from.told.days.filter(|_| from.told.day.is_none())
    {
        let end = |day: Day| days(unit, steps, day, from.direction);
        let first = end(told.first).first?;
        return Some(Slot::day_of(Days::new(first, end(told.last).last?)));
    }
    if unit <= Unit::Fortnight {
        return Some(days(unit, steps, from.base_day(base), from.direction));
    }
    months(base, unit, steps, from)
}

/// "a few days ago": before the base; "some weeks later": after it.
fn vague(here: Day, sign: i8) -> Slot {
    let text = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
    let slot = Slot::only(text.to_owned());
    if sign < 0 {
        Slot {
            last: Some(here),
            ..slot
        }
    } else {
        Slot {
            first: Some(here),
            ..slot
        }
    }
}

/// A unit in a thread of years before Christ, where no day has a number.
fn no_day(base: Base, unit: Unit) -> Slot {
    let (sign, count) = (0, Count::whole(0));
    Slot::only(written::symbolic_core(&Core::Shift {
        base,
        unit,
        count,
        sign,
    }))
}

/// Units up to two weeks.
fn days(unit: Unit, steps: i32, day: Day, direction: Direction) -> Slot {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour if steps != 0 && steps.abs() < 24 => {
            // some hours on, by a clock that was not told: the day is all that is known
            Slot {
                timex3: written::length(unit, Count::whole(steps.unsigned_abs())),
                ..Slot::day(day)
            }
        }
        Unit::Second | Unit::Minute => Slot::day(day),
        Unit::Hour => Slot::day(day.plus(steps / 24)),
        Unit::Day => Slot::day(day.plus(steps)),
        // on a weekday "the weekend" that is told of is the one before
        Unit::Weekend if steps == 0 && direction == Direction::Past && day.weekday() < 5 => {
            Slot::weekend(day.plus(-7))
        }
        Unit::Weekend => Slot::weekend(day.plus(7 * steps)),
        Unit::Fortnight => Slot::week(day.plus(14 * steps)),
        _ => Slot::week(day.plus(7 * steps)),
    }
}

/// Units from a month on.
fn months(base: Base, unit: Unit, steps: i32, from: &Reference) -> Option<Slot> {
    let (year, month) = from.base_month(base);
    let quarter = from.told.quarter.filter(|_| base == Base::Event);
    Some(match (unit, quarter) {
        (Unit::Month, _) => {
            let (year, month) = shift_month(year, month, steps);
            Slot::month(year, month)
        }
        (Unit::Quarter, Some((year, quarter))) if steps == 0 => Slot::quarter(year, quarter),
        (Unit::Quarter, _) => {
            let (year, month) = shift_month(year, month, 3 * steps);
            Slot::quarter(year, (month - 1) / 3 + 1)
        }
        // what a quarter is compared with "a year earlier" is a quarter too
        (Unit::Year, Some((year, quarter))) if steps.abs() == 1 && !from.narrative() => {
            part_of_year(year.saturating_add(steps), Part::Quarter(quarter))?
        }
        (Unit::Decade, _) => Slot::decade(from.base_year(base).saturating_add(10 * steps)),
        (Unit::Century, _) => Slot::century((from.base_year(base) - 1).div_euclid(100) + 1 + steps),
        _ => part_of_year(from.base_year(base).saturating_add(steps), Part::Year)?,
    })
}

/// A year and a half is eighteen months, half a century fifty years; else the tenths go.
fn whole_units(count: Count, unit: Unit) -> (Option<i32>, Unit) {
    match (count, unit) {
        (Count::Tenths(tenths), Unit::Year) if tenths % 10 == 5 => {
            (i32::try_from(tenths / 10 * 12 + 6).ok(), Unit::Month)
        }
        (Count::Tenths(5), Unit::Century) => (Some(50), Unit::Year),
        (Count::Tenths(5), Unit::Decade) => (Some(5), Unit::Year),
        _ => (count.number(), unit),
    }
}
