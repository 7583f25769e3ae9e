//! The thread of a text: what was told last, and whether the text counts from it or from its day.
//!
//! News counts from the day of the document ("on July 8"); a history counts from what it told last.
//! The frame is chosen for the document by the share of dates that say a year long past, and within
//! news a date without year takes the year of its own sentence where that names a past one.

use super::calendar::Day;
use super::find::is_point;
use super::place::{Reference, place};
use super::slot::Slot;
use super::value::{Base, Bound, Core, Fields, TimeValue, YearRef};
use super::{Anchor, Dating, Direction, Precision, Resolved, Timex, Timexes, resolve};

/// What a text counts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame {
    /// From the day of the document.
    #[default]
    News,
    /// From what was told last.
    Narrative,
}

/// The last resolved time of each granularity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Last day told.
    pub day: Option<Day>,
    /// Year and month told last.
    pub month: Option<(i32, u8)>,
    /// Year told last.
    pub year: Option<i32>,
    /// Last day told, whatever years were named since.
    pub last_day: Option<Day>,
}

impl Told {
    /// With a day told.
    pub fn and_day(self, day: Day) -> Told {
        let (year, month, _) = day.ymd();
        Told {
            day: Some(day),
            month: Some((year, month)),
            year: Some(year),
            last_day: Some(day),
        }
    }

    /// With a further place told.
    pub(super) fn and(self, slot: &Slot) -> Told {
        if let Some(year) = slot.year_before_christ {
            let year = Some(year);
            return Told {
                year,
                ..Told::default()
            };
        }
        let Some(first) = slot.first else { return self };
        let (year, month, _) = first.ymd();
        let month = Some((year, month));
        match slot.precision {
            Precision::Day => self.and_day(slot.last.unwrap_or(first)),
            Precision::Month | Precision::Week => {
                let same = self.month == month;
                Told {
                    day: self.day.filter(|_| same),
                    month,
                    year: Some(year),
                    ..self
                }
            }
            Precision::Year | Precision::Season | Precision::Quarter | Precision::Half => {
                let same = self.year == Some(year);
                Told {
                    day: self.day.filter(|_| same),
                    month: self.month.filter(|_| same),
                    year: Some(year),
                    ..self
                }
            }
            _ => self,
        }
    }

    /// First day of the month told last.
    pub(super) fn month_start(self) -> Option<Day> {
        let (year, month) = self.month?;
        Day::from_ymd(year, month, 1)
    }

    /// First day of the year told last.
    pub(super) fn year_start(self) -> Option<Day> {
        Day::from_ymd(self.year?, 1, 1)
    }
}

/// Days before the document from which on a written year speaks of history.
const LONG_PAST: i32 = 400;

/// Whether a text counts from its day or from what it tells: a narrative has at least eight dates
/// with a year that lie long before the document, at least half of all, and words that count from
/// its day are few beside them.
pub fn frame(timexes: &Timexes, dating: &Dating) -> Frame {
    let day = dating.day.best.or(dating.day.latest).map(Day::from);
    let (mut past, mut near, mut deictic) = (0, 0, 0);
    let mut count = |value: &TimeValue| match &value.core {
        Core::Fields(Fields {
            year: YearRef::Given(year),
            ..
        }) => {
            let long_past = day.is_none_or(|day| (day.year() - year) * 365 > LONG_PAST);
            if long_past { past += 1 } else { near += 1 }
        }
        Core::Shift {
            base: Base::Document,
            ..
        }
        | Core::Weekday { .. } => deictic += 1,
        _ => {}
    };
    for timex in &timexes.0 {
        count(&timex.value);
        timex.sides.iter().for_each(|side| count(&side.value));
    }
    let narrative = past >= 8 && past >= near && past + near >= 3 * deictic;
    if narrative {
        Frame::Narrative
    } else {
        Frame::News
    }
}

/// Every expression resolved, in their order: the thread is followed from one to the next.
pub fn resolve_all(timexes: &Timexes, dating: &Dating) -> Vec<Resolved> {
    walk(timexes, dating, |timex, anchor| {
        resolve(&timex.value, timex.direction, anchor)
    })
}

/// `read` for every expression with its own anchor, in their order.
pub(super) fn walk<T>(
    timexes: &Timexes,
    dating: &Dating,
    read: impl Fn(&Timex, &Anchor<'_>) -> T,
) -> Vec<T> {
    let mut thread = Thread {
        dating,
        frame: frame(timexes, dating),
        told: Told::default(),
    };
    let each = timexes.0.iter().map(|timex| {
        let anchor = Anchor {
            dating,
            told: thread.told,
            frame: thread.frame,
        };
        let found = read(timex, &anchor);
        thread.tell(timex);
        found
    });
    each.collect()
}

/// The state of the walk.
struct Thread<'a> {
    dating: &'a Dating,
    frame: Frame,
    told: Told,
}

impl Thread<'_> {
    /// Follows the thread: dates count, plans and bounds of the future do not.
    fn tell(&mut self, timex: &Timex) {
        if !is_point(timex.kind)
            || timex.value.bound == Bound::Until
            || timex.direction == Direction::Future && self.frame == Frame::News
        {
            return;
        }
        if let Some(slot) = self.slot(&timex.value, timex.direction) {
            self.told = self.told.and(&slot);
        }
    }

    fn slot(&self, value: &TimeValue, direction: Direction) -> Option<Slot> {
        let day = self
            .dating
            .day
            .best
            .or(self.dating.day.latest)
            .map(Day::from);
        let own = matches!(
            value.core,
            Core::Fields(Fields {
                year: YearRef::Given(_),
                ..
            })
        );
        let day = match day {
            Some(day) => day,
            None if own || self.told.year.is_some() => self.told.year_start().unwrap_or_default(),
            None => return None,
        };
        place(
            value,
            &Reference {
                day,
                told: self.told,
                frame: self.frame,
                direction,
            },
        )
    }
}
