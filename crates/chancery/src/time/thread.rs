//! The thread of a text: what was told last, and whether the text counts from it or from its day.
//!
//! News counts from the day of the document ("on July 8"); a history counts from what it told last.
//! The frame is chosen for the document by the share of dates that say a year long past, and within
//! news a date without year takes the year of its own sentence where that names a past one.

use super::calendar::{Day, Days};
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
    /// Days of the month or week told last, where no day of it was.
    pub days: Option<Days>,
    /// Year and quarter told last; what is compared with "a year earlier" in reports of business.
    pub quarter: Option<(i32, u8)>,
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
            days: None,
            ..self
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
        let quarter = (slot.precision == Precision::Quarter).then(|| (year, (month - 1) / 3 + 1));
        let quarter = quarter.or(self.quarter.filter(|_| slot.precision != Precision::Year));
        let month = Some((year, month));
        let told = Told { quarter, ..self };
        told.and_place(slot, (first, month, year))
    }

    fn and_place(self, slot: &Slot, (first, month, year): (Day, Option<(i32, u8)>, i32)) -> Told {
        match slot.precision {
            Precision::Day if slot.is_one_of() => Told {
                day: None,
                days: slot.days(),
                ..self
            },
            Precision::Day => self.and_day(slot.last.unwrap_or(first)),
            Precision::Month | Precision::Week => {
                let day = self.day.filter(|_| self.month == month);
                Told {
                    day,
                    days: slot.days().filter(|_| day.is_none()),
                    month,
                    year: Some(year),
                    ..self
                }
            }
            Precision::Year | Precision::Season | Precision::Quarter | Precision::Half => {
                let same = self.year == Some(year);
                Told {
                    day: self.day.filter(|_| same),
                    days: self.days.filter(|_| same),
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

/// Days before the document within which a day without year is hardly one of history.
const RECENT: i32 = 10;

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
        paragraph: 0,
        past_year: None,
    };
    let each = timexes.0.iter().map(|timex| {
        thread.enter(timex.paragraph);
        let spoken = thread.spoken(timex, timexes);
        let anchor = Anchor {
            dating: spoken.as_ref().unwrap_or(dating),
            told: thread.told,
            frame: thread.frame_of(timex),
        };
        let found = read(timex, &anchor);
        thread.tell(timex, &anchor);
        found
    });
    each.collect()
}

/// The state of the walk.
struct Thread<'a> {
    dating: &'a Dating,
    frame: Frame,
    told: Told,
    paragraph: u32,
    /// A year long past that the paragraph has named and not left since.
    past_year: Option<i32>,
}

impl Thread<'_> {
    /// A new paragraph of news counts from the day of the document again.
    fn enter(&mut self, paragraph: u32) {
        if paragraph != self.paragraph {
            self.paragraph = paragraph;
            self.past_year = None;
        }
    }

    /// A date without year in a paragraph of history counts from what was told there.
    fn frame_of(&self, timex: &Timex) -> Frame {
        let ahead = timex.direction == Direction::Future || timex.value.bound == Bound::Until;
        let owes = self.past_year.is_some() && owes_year(&timex.value);
        if owes && !ahead && !self.is_recent(timex) {
            Frame::Narrative
        } else {
            self.frame
        }
    }

    /// A day that the calendar has right before the document is that day, whatever year of history a
    /// clause has named in passing.
    fn is_recent(&self, timex: &Timex) -> bool {
        let anchor = Anchor {
            dating: self.dating,
            told: self.told,
            frame: Frame::News,
        };
        let day = self.dating.day.best.map(Day::from);
        let slot = slot(&timex.value, timex.direction, &anchor);
        let first = slot.filter(|slot| slot.precision == Precision::Day);
        let ago = first.and_then(|slot| Some(day?.0 - slot.first?.0));
        ago.is_some_and(|ago| (0..=RECENT).contains(&ago))
    }

    /// The day of the words, where they are quoted from another day than that of the document.
    fn spoken(&self, timex: &Timex, timexes: &Timexes) -> Option<Dating> {
        let said_on = timexes.0.get(timex.said_on? as usize)?;
        let given = self.dating.day.best.filter(|_| self.frame == Frame::News)?;
        let anchor = Anchor {
            dating: self.dating,
            told: self.told,
            frame: self.frame,
        };
        let day = slot(&said_on.value, Direction::Past, &anchor)?
            .first?
            .date();
        if day == given {
            return None;
        }
        let day = Resolved {
            earliest: Some(day),
            latest: Some(day),
            best: Some(day),
            ..self.dating.day.clone()
        };
        Some(Dating {
            day,
            ..Dating::default()
        })
    }

    /// Follows the thread: dates count, plans and bounds of the future do not.
    fn tell(&mut self, timex: &Timex, anchor: &Anchor<'_>) {
        if !is_point(timex.kind)
            || timex.value.bound == Bound::Until
            || timex.direction == Direction::Future && self.frame == Frame::News
            || timex.names_happening
            || self.is_aside(timex)
        {
            return;
        }
        if let Some(slot) = slot(&timex.value, timex.direction, anchor) {
            self.told = self.told.and(&slot);
            self.past_year = self.long_past(&timex.value, &slot);
        }
    }

    /// In news a day of the pluperfect is an aside: what comes after it counts on from the day before.
    fn is_aside(&self, timex: &Timex) -> bool {
        let told = self.told.day.is_some() && self.past_year.is_none();
        told && timex.looks_back && self.frame == Frame::News
    }

    /// The year of a date of history: written long before the document, or counted on from one.
    fn long_past(&self, value: &TimeValue, slot: &Slot) -> Option<i32> {
        let day = Day::from(self.dating.day.best.or(self.dating.day.latest)?);
        let year = slot.first?.year();
        let written = matches!(
            value.core,
            Core::Fields(Fields {
                year: YearRef::Given(_),
                ..
            })
        );
        let goes_on = self.past_year.is_some() && (owes_year(value) || counts_on(value));
        let far = (day.year() - year) * 365 > LONG_PAST;
        // "since 2007" speaks of now
        (far && value.bound != Bound::Since && (written || goes_on)).then_some(year)
    }
}

/// True for a date that does not say its year.
fn owes_year(value: &TimeValue) -> bool {
    match &value.core {
        Core::Fields(fields) => fields.year == YearRef::Missing,
        Core::NthWeekday { of, .. } => owes_year(of),
        Core::Range(sides) => owes_year(&sides.0),
        Core::All(members) => members.first().is_some_and(owes_year),
        _ => false,
    }
}

/// True for what is counted from the thread and not from the document.
fn counts_on(value: &TimeValue) -> bool {
    matches!(
        value.core,
        Core::Shift {
            base: Base::Event,
            ..
        }
    )
}

fn slot(value: &TimeValue, direction: Direction, anchor: &Anchor<'_>) -> Option<Slot> {
    let dating = &anchor.dating.day;
    let day = dating.best.or(dating.latest).map(Day::from);
    let own = matches!(
        value.core,
        Core::Fields(Fields {
            year: YearRef::Given(_),
            ..
        })
    );
    let told = anchor.told;
    let day = match day {
        Some(day) => day,
        None if own || told.year.is_some() => told.year_start().unwrap_or_default(),
        None => return None,
    };
    place(
        value,
        &Reference {
            day,
            told,
            frame: anchor.frame,
            direction,
        },
    )
}
