//! Row 7: "earlier this week" with a weekday close by: D is later in the same ISO week.

use super::dates::weekday_name;
use super::evidence::{Evidence, Kind};
use super::factor::Factor;
use crate::time::value::{Base, Core, Modifier, Pointer, Unit};
use crate::time::{Direction, Timex, Timexes};

/// Bytes between "earlier this week" and the weekday that it goes with.
const SAME_BREATH: u32 = 400;

/// Evidence of every "earlier this week".
pub(super) fn find(timexes: &Timexes) -> Vec<Evidence> {
    let cut = timexes.0.iter().filter(|timex| is_cut_week(timex));
    cut.map(|timex| {
        let weekday = weekday_beside(timexes, timex);
        let told = weekday.unwrap_or(1);
        // another weekday later than that one is of the same week too, as told without "last"
        let day = past_weekdays(timexes)
            .filter(|&day| day > told && weekday.is_some())
            .max()
            .map_or(told, |day| day - 1);
        Evidence::new(
            timex.span,
            Kind(7, "earlier this week"),
            format!("later in its week than a {}", weekday_name(day)),
            Factor::LaterInWeek(day),
        )
    })
    .collect()
}

fn is_cut_week(timex: &Timex) -> bool {
    timex.value.modifier == Some(Modifier::Earlier)
        && matches!(
            timex.value.core,
            Core::Shift {
                base: Base::Document,
                unit: Unit::Week,
                sign: 0,
                ..
            }
        )
}

/// The told weekday that stands next after it, or right before it.
fn weekday_beside(timexes: &Timexes, timex: &Timex) -> Option<u8> {
    let near = |other: &&Timex| {
        let ahead = other.span.start.checked_sub(timex.span.end);
        let behind = timex.span.start.checked_sub(other.span.end);
        ahead.is_some_and(|gap| gap < SAME_BREATH) || behind.is_some_and(|gap| gap < 4)
    };
    let others = timexes.0.iter().filter(near);
    others
        .filter(|other| other.direction != Direction::Future)
        .find_map(|other| match other.value.core {
            Core::Weekday { day, .. } => Some(day),
            _ => None,
        })
}

/// The bare weekdays that are told.
fn past_weekdays(timexes: &Timexes) -> impl Iterator<Item = u8> + '_ {
    timexes.0.iter().filter_map(|timex| match timex.value.core {
        Core::Weekday {
            day,
            pointer: Pointer::Bare,
            week: None,
        } if timex.direction != Direction::Future => Some(day),
        _ => None,
    })
}
