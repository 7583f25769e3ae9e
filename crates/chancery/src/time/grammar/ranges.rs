//! Two times that are one: "from Dec. 28 to Jan. 3", "Jan. 3-5", "3-5 January 2025", "May and June
//! 2025", "between Monday and Wednesday", "1914-18", "the night of 3 to 4 January".
//!
//! The sides share what only one of them says: the year is written at the end ("May and June 2025"),
//! the month at either ("Jan. 3-5", "3-5 January").

use super::dates::dated;
use super::whole::kind_of;
use super::{Class, Found, Grammar, Side};
use crate::time::TimexKind;
use crate::time::value::{Core, DayPart, Fields, Part, Pointer, TimeOfDay, TimeValue, YearRef};

/// How two sides are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Join {
    /// "to", "until", a dash: all between.
    Through,
    /// "and": both.
    And,
}

impl Grammar<'_> {
    /// A range or list that begins at `at`.
    pub(super) fn range(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.night_into(at) {
            return Some(found);
        }
        let night = self.night_of(at);
        let start = night.map_or(at, |(_, start)| start);
        let between = self.is(start, Class::Between) || self.is(start, Class::From);
        let opened = start + usize::from(between);
        let found = self
            .days_of_month(opened)
            .or_else(|| self.years(opened))
            .or_else(|| self.two_sides(opened, between))?;
        let first = if night.is_some() { at } else { found.first };
        let value = match night {
            Some((part, _)) => TimeValue {
                time: Some(TimeOfDay::Part(part)),
                ..found.value
            },
            None => found.value,
        };
        let sides = if night.is_some() {
            Vec::new()
        } else {
            found.sides
        };
        let kind = kind_of(&value);
        Some(Found {
            first,
            kind,
            value,
            end: found.end,
            sides,
        })
    }

    /// "overnight into Tuesday", "the night from Monday to Tuesday" by its last words: both days.
    fn night_into(&self, at: usize) -> Option<Found> {
        let (part, into) = self
            .day_part(at)
            .filter(|(part, _)| *part == DayPart::Night)?;
        if !self.is(into, Class::Into) && !self.is(into, Class::To) {
            return None;
        }
        let (weekday, end) = self.weekday(into + 1)?;
        let day = |day| {
            let (pointer, week) = (Pointer::Bare, None);
            TimeValue::from(Core::Weekday { day, pointer, week })
        };
        let before = if weekday == 1 { 7 } else { weekday - 1 };
        let value = join_values(Join::Through, day(before), day(weekday));
        let time = Some(TimeOfDay::Part(part));
        let value = TimeValue { time, ..value };
        let (first, kind, sides) = (at, kind_of(&value), Vec::new());
        Some(Found {
            first,
            end,
            value,
            kind,
            sides,
        })
    }

    /// "the night of", "the night" with "from", before a range.
    fn night_of(&self, at: usize) -> Option<(DayPart, usize)> {
        let (part, end) = self.day_part(self.skip(at, Class::The))?;
        if self.is(end, Class::From) && part == DayPart::Night {
            return Some((part, end));
        }
        self.is(end, Class::Of).then_some((part, end + 1))
    }

    fn join(&self, at: usize) -> Option<(Join, usize)> {
        if self.mark(at, b'-') || self.mark(at, b'/') {
            return Some((Join::Through, at + 1));
        }
        let through = [Class::To, Class::Until, Class::Till, Class::Through];
        if through.iter().any(|&class| self.is(at, class)) {
            return Some((Join::Through, at + 1));
        }
        let and = self.is(at, Class::And) || self.is(at, Class::Or);
        and.then_some((Join::And, at + 1))
    }

    /// "Jan. 3-5, 2025", "3-5 January", "3 and 4 January", "the night of 3 to 4 January".
    fn days_of_month(&self, at: usize) -> Option<Found> {
        if let Some((month, next)) = self.month(at) {
            let (first, next) = self.day_number(next)?;
            let (join, second_at) = self.join(next)?;
            let (second, end) = self.day_number(second_at).filter(|&(day, _)| day > first)?;
            if self.month(end).is_some()
                || self.is_clock_number(second_at)
                || self.digits_go_on(end)
            {
                return None;
            }
            let (year, end) = self.year_after(end).unwrap_or((YearRef::Missing, end));
            let sides = [(at, next), (second_at, end)];
            return Some(joined(
                join,
                sides,
                [
                    dated(year, Part::Day(month, first)),
                    dated(year, Part::Day(month, second)),
                ],
            ));
        }
        let (first, next) = self.day_number(self.skip(at, Class::The))?;
        let (join, second_at) = self.join(next)?;
        let (second, end) = self
            .day_number(self.skip(second_at, Class::The))
            .filter(|&(day, _)| day > first)?;
        let (month, end) = self.month(self.skip(end, Class::Of))?;
        let (year, end) = self.year_after(end).unwrap_or((YearRef::Missing, end));
        let sides = [(at, next), (second_at, end)];
        Some(joined(
            join,
            sides,
            [
                dated(year, Part::Day(month, first)),
                dated(year, Part::Day(month, second)),
            ],
        ))
    }

    /// True where a day number is the beginning of a longer number or a share.
    fn digits_go_on(&self, at: usize) -> bool {
        self.glued(at) && (self.mark(at, b'%') || self.is_word(at))
    }

    /// "1914-18", "1914-1918", "2003/04", "336-323 BC".
    fn years(&self, at: usize) -> Option<Found> {
        let (first, len) = self.digits(at)?;
        if !(self.mark(at + 1, b'-') || self.mark(at + 1, b'/'))
            || self.is_part_of_number(at) && !self.mark(at + 1, b'/')
        {
            return None;
        }
        let (second, second_len) = self.digits(at + 2)?;
        let era = self.era(at + 3);
        let end = era.map_or(at + 3, |(_, end)| end);
        let (first, second) = match era {
            Some((true, _)) if len <= 4 && second_len <= 4 => (-(first as i32), -(second as i32)),
            None if len == 4 && second_len == 4 => (first as i32, second as i32),
            None if len == 4 && second_len == 2 && second > 12.min(first % 100) => {
                (first as i32, (first - first % 100 + second) as i32)
            }
            _ => return None,
        };
        let glued = self.glued(at + 1) && self.glued(at + 2);
        let plausible = first < second
            && second - first < 300
            && (first < 0 || (1000..=2199).contains(&first) && second < 2200);
        let goes_on = (self.mark(end, b'-') || self.mark(end, b'/')) && self.glued(end);
        let year = |year| dated(YearRef::Given(year), Part::Year);
        (glued && plausible && !goes_on).then(|| {
            joined(
                Join::Through,
                [(at, at + 1), (at + 2, end)],
                [year(first), year(second)],
            )
        })
    }

    /// Two full expressions with a word between: the opening word makes "and" a range.
    fn two_sides(&self, at: usize, opened: bool) -> Option<Found> {
        let left = self.single(at).filter(|left| rangeable(&left.value))?;
        let (join, next) = self.join(left.end)?;
        let right = self
            .single(self.skip_mark(next, b','))
            .filter(|right| rangeable(&right.value))?;
        if left.kind != right.kind || !same_grain(&left.value, &right.value) {
            return None;
        }
        let between = opened && self.is(at - 1, Class::Between);
        let join = if between { Join::Through } else { join };
        let lone_dash = join == Join::Through
            && !opened
            && self.mark(left.end, b'-')
            && !fits_dash(&left.value);
        if lone_dash || join == Join::And && !listable(&left.value, &right.value) {
            return None;
        }
        let (first, second) = share(left.value, right.value);
        let sides = vec![
            Side {
                first: left.first,
                end: left.end,
                value: first.clone(),
            },
            Side {
                first: right.first,
                end: right.end,
                value: second.clone(),
            },
        ];
        let value = join_values(join, first, second);
        Some(Found {
            first: at,
            end: right.end,
            value,
            kind: TimexKind::Date,
            sides,
        })
    }
}

fn joined(join: Join, ends: [(usize, usize); 2], fields: [Fields; 2]) -> Found {
    let [first, second] = fields.map(|fields| TimeValue::from(Core::Fields(fields)));
    let side = |(first, end): (usize, usize), value: &TimeValue| Side {
        first,
        end,
        value: value.clone(),
    };
    let sides = vec![side(ends[0], &first), side(ends[1], &second)];
    let value = join_values(join, first, second);
    Found {
        first: ends[0].0,
        end: ends[1].1,
        value,
        kind: TimexKind::Date,
        sides,
    }
}

fn join_values(join: Join, first: TimeValue, second: TimeValue) -> TimeValue {
    match join {
        Join::Through => Core::Range(Box::new((first, second))).into(),
        Join::And => Core::All(vec![first, second]).into(),
    }
}

/// True for values that may be a side of a range.
fn rangeable(value: &TimeValue) -> bool {
    matches!(
        value.core,
        Core::Fields(_)
            | Core::Weekday { .. }
            | Core::Feast(..)
            | Core::Decade(_)
            | Core::Shift { .. }
    )
}

fn fits_dash(value: &TimeValue) -> bool {
    matches!(value.core, Core::Fields(_) | Core::Weekday { .. })
}

/// "May and June 2025", "Monday and Tuesday", "2003 and 2004": the same grain, one after the other.
fn listable(left: &TimeValue, right: &TimeValue) -> bool {
    match (&left.core, &right.core) {
        (Core::Fields(a), Core::Fields(b)) => {
            let owes = a.year == YearRef::Missing && b.year != YearRef::Missing;
            let bare = a.year == YearRef::Missing && b.year == YearRef::Missing;
            owes || bare
        }
        (Core::Weekday { .. }, Core::Weekday { .. }) => true,
        _ => false,
    }
}

fn same_grain(left: &TimeValue, right: &TimeValue) -> bool {
    match (&left.core, &right.core) {
        (Core::Fields(a), Core::Fields(b)) => match (a.part, b.part) {
            // "May to 3 June", "1914 to May 1915" are ranges too; "2003 and May" is not one
            (Part::Year, Part::Year) | (Part::Season(_), Part::Season(_)) => true,
            (Part::Month(_) | Part::Day(..), Part::Month(_) | Part::Day(..)) => true,
            (Part::Season(_), Part::Month(_)) | (Part::Month(_), Part::Season(_)) => true,
            (Part::Year, _) | (_, Part::Year) => {
                a.year != YearRef::Missing && b.year != YearRef::Missing
            }
            _ => false,
        },
        (Core::Shift { unit: a, .. }, Core::Shift { unit: b, .. }) => a == b,
        (
            Core::Fields(_) | Core::Weekday { .. } | Core::Feast(..),
            Core::Fields(_) | Core::Feast(..) | Core::Weekday { .. } | Core::Shift { .. },
        ) => {
            matches!(
                (&left.core, &right.core),
                (
                    Core::Weekday { .. },
                    Core::Weekday { .. } | Core::Shift { .. }
                )
            ) || matches!(right.core, Core::Feast(..))
        }
        _ => false,
    }
}

/// The year written at the end holds for the beginning too; over the turn of the year it is the one
/// before.
fn share(mut left: TimeValue, right: TimeValue) -> (TimeValue, TimeValue) {
    if let (Core::Fields(first), Core::Fields(second)) = (&mut left.core, &right.core)
        && first.year == YearRef::Missing
    {
        first.year = match second.year {
            YearRef::Given(year) if place(first.part) > place(second.part) => {
                YearRef::Given(year - 1)
            }
            year => year,
        };
    }
    (left, right)
}

fn place(part: Part) -> u16 {
    match part {
        Part::Month(month) => u16::from(month) * 100,
        Part::Day(month, day) => u16::from(month) * 100 + u16::from(day),
        Part::Season(season) => u16::from(season) * 300,
        _ => 0,
    }
}
