//! Rows 3 to 6, 9, 10, 15 and 16: what one time expression says of the day of its document.
//!
//! A past date bounds from below, a date to come from above, a weekday places the document in its
//! week, a day or month without a year in some year's season, and a year that is written out is
//! rather not that of the document.

use super::evidence::{Evidence, Kind, Newest};
use super::factor::{Factor, Side, Yearly};
use super::shape::Lead;
use crate::time::calendar::Day;
use crate::time::place::part_of_year;
use crate::time::value::{Bound, Core, Fields, Part, Pointer, TimeValue, YearRef};
use crate::time::{Direction, Timex};

/// What one expression says; `None` where it says nothing of its document's day.
pub(super) fn of_timex(timex: &Timex) -> Option<Evidence> {
    let side = match timex.direction {
        Direction::Future => Side::Future,
        _ => Side::Past,
    };
    let Said(kind, says, factor, names) = of_value(&timex.value, (side, timex.direction))?;
    let piece = Evidence::new(timex.span, kind, says, factor);
    Some(Evidence { names, ..piece })
}

/// Kind, what it says, what it does, the day that it names.
struct Said(Kind, String, Factor, Option<Newest>);

impl Said {
    fn new(kind: Kind, says: &str, factor: Factor) -> Self {
        Said(kind, says.to_owned(), factor, None)
    }
}

/// Side of the document, and the direction that it was taken from.
type Way = (Side, Direction);

fn of_value(value: &TimeValue, way: Way) -> Option<Said> {
    match &value.core {
        Core::Fields(fields) => of_fields(*fields, value.bound, way),
        Core::Range(sides) => last_of(&sides.1, way),
        Core::All(members) => last_of(members.last()?, way),
        Core::Weekday {
            day,
            pointer: Pointer::Bare,
            week: None,
        } => Some(of_weekday(*day, way.0)),
        Core::Pointed(Pointer::Next, Part::Year) => Some(Said::new(
            Kind(9, "turn of the year"),
            "round the turn of the year",
            Factor::TurnOfYear,
        )),
        Core::Feast(rule, YearRef::Missing) => Some(Said::new(
            Kind(9, "feast"),
            "near that feast",
            Factor::Feast(rule.clone(), 1, way.0),
        )),
        _ => None,
    }
}

fn of_weekday(day: u8, side: Side) -> Said {
    match side {
        Side::Past | Side::Either => Said::new(
            Kind(5, "weekday"),
            "on or soon after that weekday",
            Factor::OnOrAfterWeekday(day),
        ),
        Side::Future => Said::new(
            Kind(6, "weekday to come"),
            "in the week before that weekday",
            Factor::BeforeWeekday(day),
        ),
    }
}

/// The end of a list or range in the past is over: D is on or after its last day.
fn last_of(value: &TimeValue, way: Way) -> Option<Said> {
    let fields = value.fields()?;
    match (fields.year, way) {
        // a range without a tense may go on ("the 2015-2020 plan")
        (YearRef::Given(year), (Side::Past, Direction::Past)) => {
            let last = part_of_year(year, fields.part)?.last?;
            Some(at_least(last, fields.part, last))
        }
        _ => of_fields(fields, value.bound, way),
    }
}

/// On or after `day`; `last` is the last day of what was named.
fn at_least(day: Day, part: Part, last: Day) -> Said {
    let exact = matches!(part, Part::Day(..));
    Said(
        Kind(3, "past date"),
        format!("on or after {}", day.date()),
        Factor::AtLeast(day),
        Some(Newest { day: last, exact }),
    )
}

fn of_fields(fields: Fields, bound: Bound, (side, direction): Way) -> Option<Said> {
    let YearRef::Given(year) = fields.year else {
        return (fields.year == YearRef::Missing)
            .then(|| without_year(fields, side, direction))
            .flatten();
    };
    match (fields.part, side) {
        (Part::Year, Side::Past) if direction != Direction::Past => Some(Said::new(
            Kind(16, "year"),
            &format!("rather not in {year}"),
            Factor::WrittenYear(year),
        )),
        (part, Side::Past) => {
            let days = part_of_year(year, part)?.days()?;
            // a deadline told without a tense may lie ahead
            let sure = bound != Bound::Until || direction == Direction::Past;
            sure.then(|| at_least(days.first, part, days.last))
        }
        (part, _) => before(year, part, bound),
    }
}

/// Before a date to come, or before it is over where it is a deadline or a year.
fn before(year: i32, part: Part, bound: Bound) -> Option<Said> {
    let days = part_of_year(year, part)?.days()?;
    let (end, lead) = match part {
        Part::Year => (days.last, Lead::Year),
        Part::Day(..) => (days.first, Lead::Day),
        _ if bound == Bound::Until => (days.last, Lead::Month),
        _ => (days.first, Lead::Month),
    };
    Some(Said::new(
        Kind(4, "date to come"),
        &format!("before {}", end.date()),
        Factor::Before(end, lead),
    ))
}

/// A day or month whose year is not said: near one of those days, on the side of the tense.
fn without_year(fields: Fields, side: Side, direction: Direction) -> Option<Said> {
    let near = match direction {
        Direction::Unmarked => Side::Either,
        _ => side,
    };
    match fields.part {
        Part::Day(month, day) => of_day(
            Yearly {
                month,
                day,
                weekday: fields.weekday,
            },
            near,
        ),
        Part::Month(month) => {
            let says = match near {
                Side::Past => "after that month, or late in it",
                Side::Future => "before that month is over",
                Side::Either => "near that month",
            };
            Some(Said::new(
                Kind(10, "month without year"),
                says,
                Factor::Month(month, near),
            ))
        }
        _ => None,
    }
}

fn of_day(yearly: Yearly, near: Side) -> Option<Said> {
    // 29 February is a day too
    Day::from_ymd(2024, yearly.month, yearly.day)?;
    let kind = match yearly.weekday {
        Some(_) => Kind(15, "weekday and date"),
        None => Kind(10, "date without year"),
    };
    let says = match near {
        Side::Past => "on or after that day",
        Side::Future => "before that day",
        Side::Either => "near that day",
    };
    Some(Said::new(kind, says, Factor::MonthDay(yearly, near)))
}
