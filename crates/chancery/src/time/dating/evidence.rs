//! The pieces of evidence for the day of a document, from its time expressions and its names.
//!
//! Each piece keeps its words, the number of its row and what it says. The same piece twice counts
//! once; what stands in a quotation or far down counts with the root of its weight, and so do
//! several pieces of one kind, since they are not independent.

use chancery_nlp::{Parse, Span};

use super::factor::{Factor, Side};
use super::{anniversaries, dateline, roles};
use crate::ingest::Document;
use crate::time::calendar::{Day, Days};
use crate::time::place::part_of_year;
use crate::time::value::{
    Base, Bound, Core, Fields, Modifier, Part, Pointer, TimeValue, Unit, YearRef,
};
use crate::time::{Direction, TimeLexicon, Timex, Timexes};

/// Paragraph from which on evidence counts half, from 0.
const FAR_DOWN: u32 = 5;

/// Bytes between "earlier this week" and the weekday that it goes with.
const SAME_BREATH: u32 = 400;

/// Kind of evidence: its row in the table of dating, and how it calls itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind(pub(super) u8, pub(super) &'static str);

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evidence {
    /// The words.
    pub(super) span: Span,
    /// Its row.
    pub(super) kind: Kind,
    /// What it says.
    pub(super) says: String,
    /// What it does to every day.
    pub(super) factor: Factor,
    /// True where it stands in a quotation or far down.
    pub(super) weak: bool,
    /// A day that it names outright: nothing newer need be expected far beyond the newest of these.
    pub(super) names: Option<Day>,
}

/// All evidence of a document, by place in the text.
pub(super) fn collect(
    lexicon: &TimeLexicon,
    document: &Document,
    parse: &Parse,
    timexes: &Timexes,
) -> Vec<Evidence> {
    let text = document.text.as_str();
    let mut found: Vec<Evidence> = Vec::new();
    for timex in &timexes.0 {
        if let Some(evidence) = of_timex(timex) {
            found.push(Evidence {
                weak: is_weak(text, parse, timex),
                ..evidence
            });
        }
    }
    found.extend(weeks(timexes));
    found.extend(dateline::partial(text, parse, timexes));
    found.extend(anniversaries::find(lexicon, text, parse));
    found.extend(roles::find(lexicon, text, parse));
    once(&mut found);
    found.sort_by_key(|evidence| evidence.span);
    found
}

/// Keeps the strongest of equal pieces.
fn once(found: &mut Vec<Evidence>) {
    let mut kept: Vec<Evidence> = Vec::with_capacity(found.len());
    for evidence in found.drain(..) {
        match kept
            .iter_mut()
            .find(|other| other.factor == evidence.factor)
        {
            Some(other) => other.weak &= evidence.weak,
            None => kept.push(evidence),
        }
    }
    *found = kept;
}

fn is_weak(text: &str, parse: &Parse, timex: &Timex) -> bool {
    let far = !parse.is_empty() && parse.sentence(timex.first).region >= FAR_DOWN;
    far || in_quotation(text, timex.span)
}

/// True after an opening quotation mark that nothing closes before the words.
fn in_quotation(text: &str, span: Span) -> bool {
    let paragraph = text[..span.start as usize]
        .rfind("\n")
        .map_or(0, |at| at + 1);
    let before = &text[paragraph..span.start as usize];
    let curly = before.matches('“').count() > before.matches('”').count();
    curly || before.matches('"').count() % 2 == 1
}

/// What one expression says.
fn of_timex(timex: &Timex) -> Option<Evidence> {
    let side = match timex.direction {
        Direction::Future => Side::Future,
        _ => Side::Past,
    };
    let (kind, says, factor) = of_value(&timex.value, side, timex.direction)?;
    let names = match (&factor, side) {
        (Factor::AtLeast(day), _) => Some(*day),
        _ => None,
    };
    Some(Evidence {
        span: timex.span,
        kind,
        says,
        factor,
        weak: false,
        names,
    })
}

type Said = (Kind, String, Factor);

fn of_value(value: &TimeValue, side: Side, direction: Direction) -> Option<Said> {
    match &value.core {
        Core::Fields(fields) => of_fields(*fields, value.bound, side, direction),
        Core::Range(sides) => last_of(&sides.1, side, direction),
        Core::All(members) => last_of(members.last()?, side, direction),
        Core::Weekday {
            day,
            pointer: Pointer::Bare,
            week: None,
        } => Some(match side {
            Side::Past | Side::Either => (
                Kind(5, "weekday"),
                "on or soon after that weekday".to_owned(),
                Factor::OnOrAfterWeekday(*day),
            ),
            Side::Future => (
                Kind(6, "weekday to come"),
                "in the week before that weekday".to_owned(),
                Factor::BeforeWeekday(*day),
            ),
        }),
        Core::Pointed(Pointer::Next, Part::Year) => Some((
            Kind(9, "turn of the year"),
            "round the turn of the year".to_owned(),
            Factor::TurnOfYear,
        )),
        Core::Feast(rule, YearRef::Missing) => Some((
            Kind(9, "feast"),
            "near that feast".to_owned(),
            Factor::Feast(rule.clone(), side),
        )),
        _ => None,
    }
}

/// The end of a list or range in the past is over: D is on or after its last day.
fn last_of(value: &TimeValue, side: Side, direction: Direction) -> Option<Said> {
    let fields = value.fields()?;
    match (fields.year, side) {
        (YearRef::Given(year), Side::Past) => {
            let last = part_of_year(year, fields.part)?.last?;
            Some(at_least(last))
        }
        _ => of_fields(fields, value.bound, side, direction),
    }
}

fn at_least(day: Day) -> Said {
    (
        Kind(3, "past date"),
        format!("on or after {}", day.date()),
        Factor::AtLeast(day),
    )
}

fn of_fields(fields: Fields, bound: Bound, side: Side, direction: Direction) -> Option<Said> {
    match (fields.year, fields.part, side) {
        (YearRef::Given(year), Part::Year, _) if direction != Direction::Past => {
            (side == Side::Past).then(|| {
                (
                    Kind(16, "year"),
                    format!("rather not in {year}"),
                    Factor::WrittenYear(year),
                )
            })
        }
        (YearRef::Given(year), part, Side::Past) => {
            let days = part_of_year(year, part)?.days()?;
            // a deadline told without a tense may lie ahead
            let sure = bound != Bound::Until || direction == Direction::Past;
            sure.then(|| at_least(days.first))
        }
        (YearRef::Given(year), part, Side::Future) => {
            let days = part_of_year(year, part)?.days()?;
            let end = if bound == Bound::Until || part == Part::Year {
                days.last
            } else {
                days.first
            };
            Some((
                Kind(4, "date to come"),
                format!("before {}", end.date()),
                Factor::Before(end),
            ))
        }
        (YearRef::Missing, ..) => without_year(fields, side, direction),
        _ => None,
    }
}

/// A day or month whose year is not said: near one of those days, on the side of the tense.
fn without_year(fields: Fields, side: Side, direction: Direction) -> Option<Said> {
    let weekday = fields.weekday;
    let near = if direction == Direction::Unmarked {
        Side::Either
    } else {
        side
    };
    match fields.part {
        Part::Day(month, day) => {
            Day::from_ymd(2024, month, day)?;
            let kind = if weekday.is_some() {
                Kind(15, "weekday and date")
            } else {
                Kind(10, "date without year")
            };
            let says = match near {
                Side::Past => "on or after that day",
                Side::Future => "before that day",
                Side::Either => "near that day",
            };
            Some((
                kind,
                says.to_owned(),
                Factor::MonthDay(month, day, weekday, near),
            ))
        }
        Part::Month(month) => {
            let says = match near {
                Side::Past => "after that month",
                Side::Future => "before that month is over",
                Side::Either => "near that month",
            };
            Some((
                Kind(10, "month without year"),
                says.to_owned(),
                Factor::Month(month, near),
            ))
        }
        _ => None,
    }
}

/// "earlier this week" with a weekday close by: D is later in the same week.
fn weeks(timexes: &Timexes) -> Vec<Evidence> {
    let cut = |timex: &&Timex| {
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
    };
    let mut found = Vec::new();
    for timex in timexes.0.iter().filter(cut) {
        let after = timexes
            .0
            .iter()
            .filter(|other| other.span.start > timex.span.start);
        let weekday = after
            .take_while(|other| other.span.start - timex.span.end < SAME_BREATH)
            .find_map(|other| match other.value.core {
                Core::Weekday { day, .. } if other.direction != Direction::Future => Some(day),
                _ => None,
            });
        let told = weekday.unwrap_or(1);
        // another weekday later than that one is of the same week too, as told without "last"
        let day = past_weekdays(timexes)
            .filter(|&day| day > told)
            .max()
            .map_or(told, |day| day - 1);
        let (kind, says) = (
            Kind(7, "earlier this week"),
            "later in the same week".to_owned(),
        );
        let factor = Factor::LaterInWeek(day);
        found.push(Evidence {
            span: timex.span,
            kind,
            says,
            factor,
            weak: false,
            names: None,
        });
    }
    found
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

/// A window of days with an open end.
pub(super) fn from_day(first: Day) -> Days {
    Days::new(first, Day(i32::MAX))
}
