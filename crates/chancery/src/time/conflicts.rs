//! Words of time that the day of the document contradicts: "earlier this week" on a Monday.
//!
//! They are resolved all the same, to the day that is left; here it is said that nothing of the
//! stretch was over yet, or that nothing of it was left. Cost: one walk over the expressions.

use chancery_nlp::Span;

use super::calendar::Day;
use super::place::{Reference, place};
use super::thread::walk;
use super::value::{Core, Modifier, TimeValue};
use super::{Anchor, Dating, Frame, Timex, Timexes};

/// Weight of the document's day from which on it contradicts.
const SURE: f64 = 0.8;

/// The words that say "earlier" on the first day of their stretch, or "later" on its last, in order;
/// none where the day of the document is not known.
pub fn conflicts(timexes: &Timexes, dating: &Dating) -> Vec<Span> {
    if dating.day.confidence < SURE {
        return Vec::new();
    }
    let spans = walk(timexes, dating, |timex, anchor| {
        fights(timex, anchor).then_some(timex.span)
    });
    spans.into_iter().flatten().collect()
}

fn fights(timex: &Timex, anchor: &Anchor<'_>) -> bool {
    let modifier = timex.value.modifier;
    let cut = matches!(modifier, Some(Modifier::Earlier | Modifier::Later));
    let here = matches!(timex.value.core, Core::Shift { sign: 0, .. });
    let Some(day) = anchor.dating.day.best.filter(|_| cut && here) else {
        return false;
    };
    let day = Day::from(day);
    let whole = TimeValue::from(timex.value.core.clone());
    let reference = Reference {
        day,
        told: anchor.told,
        frame: Frame::News,
        direction: timex.direction,
    };
    let days = place(&whole, &reference).and_then(|slot| slot.days());
    // "earlier today" has no other days
    let days = days.filter(|days| days.first < days.last && days.contains(day));
    days.is_some_and(|days| match modifier {
        Some(Modifier::Earlier) => day == days.first,
        _ => day == days.last,
    })
}
