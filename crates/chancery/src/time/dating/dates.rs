//! Rows 3 to 6, 9, 10, 15 and 16: what one time expression says of the day of its document.
//!
//! A past date bounds from below, a date to come from above, a weekday places the document in its
//! week, a day or month without a year in some year's season, and a year that is written out is
//! rather not that of the document.

use chancery_nlp::{TokenId, Upos};

use super::evidence::{Evidence, Grain, Kind, Newest, Source};
use super::factor::{Factor, Side, Yearly};
use super::shape::Lead;
use crate::time::calendar::{Day, nth_weekday};
use crate::time::lexicon::Class;
use crate::time::place::part_of_year;
use crate::time::value::{Bound, Core, Fields, Modifier, Part, Pointer, TimeValue, YearRef};
use crate::time::{Direction, Timex};

/// A year that has every day of the calendar.
const SOME_YEAR: i32 = 2024;

/// English name of a weekday, 1 Monday to 7 Sunday.
pub(super) fn weekday_name(weekday: u8) -> String {
    // 1970-01-05 was a Monday
    let day = Day(3 + i32::from(weekday));
    day.date().strftime("%A").to_string()
}

/// What one expression says; nothing where it says nothing of its document's day.
pub(super) fn of_timex(source: &Source<'_>, timex: &Timex) -> Vec<Evidence> {
    let side = match timex.direction {
        Direction::Future => Side::Future,
        _ => Side::Past,
    };
    let said = of_value(&timex.value, (side, timex.direction));
    let main = said.map(|Said(kind, says, factor, names)| Evidence {
        names: names.map(|newest| Newest {
            grain: match is_year(timex) && is_edition(source, timex) {
                true => Grain::Month,
                false => newest.grain,
            },
            ..newest
        }),
        doubtful: !is_borne_out(source, timex),
        ..Evidence::new(timex.span, kind, says, factor)
    });
    main.into_iter()
        .chain(written_year(source, timex))
        .collect()
}

/// True where the words of the sentence bear out the direction: a date to come stands with a word
/// of plan or future, a told one in the past tense and without such a word. A year alone bears
/// nothing out.
fn is_borne_out(source: &Source<'_>, timex: &Timex) -> bool {
    if source.parse.is_empty() {
        return false;
    }
    let sentence = source.parse.sentence(timex.first);
    let ahead = sentence.tokens().any(|token| {
        let word = source.parse.word(token, source.text);
        let word = word.trim_start_matches(['\'', '’']);
        let number = source.lexicon.find(word.as_bytes());
        let is = |class| source.lexicon.value(number, class).is_some();
        is(Class::FutureWord) || is(Class::PlanWord)
    });
    match timex.direction {
        Direction::Future => ahead,
        Direction::Past => !ahead && !is_year(timex),
        Direction::Unmarked => false,
    }
}

fn is_year(timex: &Timex) -> bool {
    let part = timex.value.fields().map(|fields| fields.part);
    part == Some(Part::Year)
}

/// Row 16: a year that is written out is rather not that of the document, except in the name of
/// something that is held that year ("Expo 2016").
fn written_year(source: &Source<'_>, timex: &Timex) -> Option<Evidence> {
    let fields = timex.value.fields()?;
    let (YearRef::Given(year), Part::Year) = (fields.year, fields.part) else {
        return None;
    };
    let told = timex.direction != Direction::Future;
    (told && !is_edition(source, timex)).then(|| {
        let says = format!("rather not in {year}");
        let factor = Factor::WrittenYear(year);
        Evidence::new(timex.span, Kind(16, "year"), says, factor)
    })
}

/// True where the year is part of a name: right after a proper noun ("Expo 2016"), or right before
/// one and not after a preposition ("the 2018 World Cup", but not "in 2018 Russia").
fn is_edition(source: &Source<'_>, timex: &Timex) -> bool {
    let parse = source.parse;
    if parse.is_empty() {
        return false;
    }
    let sentence = parse.sentence(timex.first);
    let tag = |token: Option<TokenId>| {
        let token = token.filter(|&token| sentence.contains(token));
        token.map(|token| parse.upos(token))
    };
    let before = tag(timex.first.0.checked_sub(1).map(TokenId));
    let after = tag(Some(timex.end));
    before == Some(Upos::Propn) || after == Some(Upos::Propn) && before != Some(Upos::Adp)
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
        Core::Fields(fields) => of_fields(*fields, (value.bound, value.modifier), way),
        // what lasts from one day to another may be going on
        Core::Range(sides) => match way.0 {
            Side::Past => of_value(&sides.0, way),
            _ => last_of(&sides.1, way),
        },
        Core::All(members) => last_of(members.last()?, way),
        Core::Weekday {
            day,
            pointer: Pointer::Bare,
            week: None,
        } => Some(of_weekday(*day, way.0)),
        Core::NthWeekday { nth, day, of } => {
            let fields = nth_weekday_of(of.fields()?, (*nth, *day))?;
            of_fields(fields, (value.bound, value.modifier), way)
        }
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

/// The day that the N-th weekday of a month is, where its year is said; else the month.
fn nth_weekday_of(fields: Fields, (nth, weekday): (i8, u8)) -> Option<Fields> {
    let (YearRef::Given(year), Part::Month(month)) = (fields.year, fields.part) else {
        return Some(fields);
    };
    let (_, _, day) = nth_weekday(year, month, weekday, nth)?.ymd();
    let part = Part::Day(month, day);
    Some(Fields { part, ..fields })
}

fn of_weekday(day: u8, side: Side) -> Said {
    let name = weekday_name(day);
    match side {
        Side::Past | Side::Either => Said::new(
            Kind(5, "weekday"),
            &format!("on or soon after a {name}"),
            Factor::OnOrAfterWeekday(day),
        ),
        Side::Future => Said::new(
            Kind(6, "weekday to come"),
            &format!("in the week before a {name}"),
            Factor::BeforeWeekday(day),
        ),
    }
}

/// A told list is over: D is on or after its last day.
fn last_of(value: &TimeValue, way: Way) -> Option<Said> {
    let fields = value.fields()?;
    match (fields.year, way) {
        // a list without a tense may go on ("the 2019 and 2020 plans")
        (YearRef::Given(year), (Side::Past, Direction::Past)) => {
            let last = part_of_year(year, fields.part)?.last?;
            Some(at_least(last, fields.part, last))
        }
        _ => of_fields(fields, (value.bound, value.modifier), way),
    }
}

/// On or after `day`; `last` is the last day of what was named.
fn at_least(day: Day, part: Part, last: Day) -> Said {
    let grain = match part {
        Part::Day(..) => Grain::Day,
        Part::Year => Grain::Year,
        _ => Grain::Month,
    };
    Said(
        Kind(3, "past date"),
        format!("on or after {}", day.date()),
        Factor::AtLeast(day),
        Some(Newest { day: last, grain }),
    )
}

fn of_fields(
    fields: Fields,
    (bound, modifier): (Bound, Option<Modifier>),
    (side, direction): Way,
) -> Option<Said> {
    let YearRef::Given(year) = fields.year else {
        return (fields.year == YearRef::Missing)
            .then(|| without_year(fields, side, direction))
            .flatten();
    };
    match (fields.part, side) {
        (part, Side::Past) => {
            let days = part_of_year(year, part)?.days()?;
            // a deadline told without a tense may lie ahead
            let sure = bound != Bound::Until || direction == Direction::Past;
            sure.then(|| at_least(days.first, part, days.last))
        }
        (part, _) => before((year, part), bound, modifier),
    }
}

/// Before a date to come, or before it is over where it is a deadline or a year.
fn before((year, part): (i32, Part), bound: Bound, modifier: Option<Modifier>) -> Option<Said> {
    let days = part_of_year(year, part)?.days()?;
    let third = (days.last.0 - days.first.0 + 1) / 3;
    let (end, lead) = match part {
        Part::Year if modifier == Some(Modifier::Start) => (days.first.plus(third), Lead::Year),
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
            let name = Day::from_ymd(SOME_YEAR, month, 1)?.date().strftime("%B");
            let says = match near {
                Side::Past => format!("after {name}, or late in it"),
                Side::Future => format!("before {name} is over"),
                Side::Either => format!("near {name}"),
            };
            Some(Said::new(
                Kind(10, "month without year"),
                &says,
                Factor::Month(month, near),
            ))
        }
        _ => None,
    }
}

fn of_day(yearly: Yearly, near: Side) -> Option<Said> {
    let day = Day::from_ymd(SOME_YEAR, yearly.month, yearly.day)?;
    let name = day.date().strftime("%-d %B");
    let kind = match yearly.weekday {
        Some(_) => Kind(15, "weekday and date"),
        None => Kind(10, "date without year"),
    };
    let says = match near {
        Side::Past => format!("on or after {name}"),
        Side::Future => format!("before {name}"),
        Side::Either => format!("near {name}"),
    };
    Some(Said::new(kind, &says, Factor::MonthDay(yearly, near)))
}
