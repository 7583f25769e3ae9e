//! A symbolic value and an anchor in, a date with true bounds out. Pure.
//!
//! Where the day of the document is known the value has one place. Where it is inferred, the value
//! is placed for every day that has weight and the places are summed: one that holds four fifths is
//! the date, several that live become a one-of set, none leaves bounds alone. The bounds are hard:
//! they come from the first and the last day on which the document can have been published.

use super::calendar::Day;
use super::place::{Reference, place};
use super::slot::{self, Slot, iso};
use super::value::{Base, Bound, Core, Part, TimeValue, YearRef};
use super::{Anchor, Dating, Direction, Frame, Method, Precision, Resolved, written};

/// Weight from which a date is printed alone.
const SURE: f64 = 0.8;

/// Weight from which a date lives beside others and can be a sort key.
const LIVES: f64 = 0.2;

/// Most members of a one-of set.
const MOST_RIVALS: usize = 4;

/// Years after the document beyond which a date told as past is a misprint.
const MISPRINT_YEARS: i32 = 1;

/// What a value stands for, given the day of the document and what was told before.
pub fn resolve(value: &TimeValue, direction: Direction, anchor: &Anchor<'_>) -> Resolved {
    let candidates = candidates(value, direction, anchor);
    let mut resolved = match candidates.first() {
        // a day to count from, but no such date: the words stay without a value
        None if !days_of_document(value, anchor).is_empty() => Resolved::default(),
        None => unplaced(value, direction, anchor),
        Some(best)
            if best.weight >= SURE
                || candidates.len() == 1
                    && best.weight >= LIVES
                    && !counts_from_document(value, anchor) =>
        {
            settled(value, best, anchor)
        }
        Some(_) => open(value, direction, &candidates, anchor),
    };
    if misprint(direction, &resolved, anchor) {
        return Resolved {
            precision: resolved.precision,
            method: resolved.method,
            ..Resolved::default()
        };
    }
    bound(value, &mut resolved, anchor);
    resolved
}

/// Weight of the document's own day for a happening told without one: most reports tell of their
/// day, but nothing in the words says so.
const SAME_DAY: f64 = 0.4;

/// A claim without any time expression: at the latest on the day of the document, which is also
/// its sort key.
pub fn default_doc(dating: &Dating) -> Resolved {
    let day = &dating.day;
    let upper = day.best.or(day.latest);
    Resolved {
        edtf: upper.map_or_else(String::new, |upper| format!("../{upper}")),
        earliest: None,
        latest: day.latest.or(day.best),
        best: day.best,
        precision: Precision::Unknown,
        confidence: day
            .best
            .map_or(0.0, |_| two_digits(day.confidence * SAME_DAY)),
        method: Method::DefaultDoc,
        timex3: String::new(),
    }
}

/// A place with the weight of the days of the document that lead to it.
struct Candidate {
    slot: Slot,
    weight: f64,
}

/// Places by weight, heaviest first; the earlier one first among equals.
fn candidates(value: &TimeValue, direction: Direction, anchor: &Anchor<'_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (day, weight) in days_of_document(value, anchor) {
        let reference = Reference {
            day,
            told: anchor.told,
            frame: anchor.frame,
            direction,
        };
        let Some(slot) = place(value, &reference) else {
            continue;
        };
        match found.iter_mut().find(|candidate| {
            candidate.slot.timex3 == slot.timex3 && candidate.slot.edtf == slot.edtf
        }) {
            Some(candidate) => candidate.weight += weight,
            None => found.push(Candidate { slot, weight }),
        }
    }
    found.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then(a.slot.first.cmp(&b.slot.first))
    });
    found
}

/// The days to count from, with their weights; one of full weight where the value needs none.
fn days_of_document(value: &TimeValue, anchor: &Anchor<'_>) -> Vec<(Day, f64)> {
    let day = &anchor.dating.day;
    let any = day.best.or(day.latest).map(Day::from);
    if !counts_from_document(value, anchor) {
        return vec![(
            any.or(anchor.told.day)
                .or_else(|| anchor.told.year_start())
                .unwrap_or_default(),
            1.0,
        )];
    }
    let best = day.best.map(|best| (Day::from(best), day.confidence));
    best.into_iter()
        .chain(
            anchor
                .dating
                .rivals
                .iter()
                .map(|&(date, weight)| (Day::from(date), weight)),
        )
        .collect()
}

/// True where the place of a value hangs on the day of the document.
fn counts_from_document(value: &TimeValue, anchor: &Anchor<'_>) -> bool {
    let told = anchor.told;
    let from = |base: Base, known: bool| match base {
        Base::Document if anchor.frame == Frame::News => true,
        _ => !known,
    };
    match &value.core {
        Core::Fields(fields) => match fields.year {
            YearRef::Given(_) => false,
            YearRef::Shifted(base, _) => from(base, told.year.is_some()),
            YearRef::Missing => match fields.part {
                Part::DayOfMonth(_) => told.month.is_none(),
                _ => from(Base::Document, told.year.is_some()),
            },
        },
        Core::Shift { base, unit, .. } => {
            let known = if *unit < super::value::Unit::Month {
                told.day.is_some() || told.days.is_some()
            } else {
                told.year.is_some()
            };
            from(*base, known)
        }
        Core::Feast(_, YearRef::Given(_))
        | Core::Decade(_)
        | Core::Century(_)
        | Core::Repeated { .. }
        | Core::Vague(_)
        | Core::Void => false,
        Core::Length { sign: 0, .. } => false,
        Core::NthDay(_, starts) | Core::Anniversary(_, starts) => starts.len() != 1,
        Core::Range(sides) => counts_from_document(&sides.0, anchor),
        Core::All(members) => members
            .iter()
            .any(|member| counts_from_document(member, anchor)),
        Core::NthWeekday { of, .. } => counts_from_document(of, anchor),
        Core::Weekday { .. } | Core::Pointed(..) | Core::Feast(..) | Core::Length { .. } => true,
    }
}

/// The date, where one place holds nearly all the weight.
fn settled(value: &TimeValue, best: &Candidate, anchor: &Anchor<'_>) -> Resolved {
    let slot = &best.slot;
    let day = slot.first.filter(|_| slot.precision == Precision::Day);
    let one = !slot.is_one_of();
    let weight = if one { best.weight.min(0.99) } else { 0.0 };
    Resolved {
        edtf: slot.edtf.clone(),
        earliest: slot.first.map(Day::date),
        latest: slot.last.map(Day::date),
        best: day.or(slot.first).filter(|_| one).map(Day::date),
        precision: slot.precision,
        confidence: two_digits(weight),
        method: method(value, anchor),
        timex3: slot.timex3.clone(),
    }
}

/// Several places live: a one-of set, or bounds alone.
fn open(
    value: &TimeValue,
    direction: Direction,
    candidates: &[Candidate],
    anchor: &Anchor<'_>,
) -> Resolved {
    let mut living: Vec<&Slot> = candidates
        .iter()
        .filter(|candidate| candidate.weight >= LIVES)
        .take(MOST_RIVALS)
        .map(|candidate| &candidate.slot)
        .collect();
    living.sort_by_key(|slot| slot.first);
    let best = candidates.first().filter(|best| best.weight >= LIVES);
    let resolved = unplaced(value, direction, anchor);
    let members: Vec<String> = living.iter().map(|slot| slot::member(&slot.edtf)).collect();
    Resolved {
        edtf: if members.len() > 1 {
            format!("[{}]", members.join(","))
        } else {
            resolved.edtf.clone()
        },
        best: best.and_then(|best| best.slot.first).map(Day::date),
        confidence: best.map_or(0.0, |best| two_digits(best.weight)),
        precision: candidates
            .first()
            .map_or(Precision::Unknown, |best| best.slot.precision),
        ..resolved
    }
}

/// Bounds from the first and the last day of the document, and the symbolic TIMEX3.
fn unplaced(value: &TimeValue, direction: Direction, anchor: &Anchor<'_>) -> Resolved {
    let day = &anchor.dating.day;
    let at = |date: Option<jiff::civil::Date>, edge: Edge| {
        let day = Day::from(date?);
        let reference = Reference {
            day,
            told: anchor.told,
            frame: anchor.frame,
            direction,
        };
        edge_of(value, &reference, edge)
    };
    let known = counts_from_document(value, anchor);
    let (earliest, latest) = if known {
        (at(day.earliest, Edge::First), at(day.latest, Edge::Last))
    } else {
        (None, None)
    };
    let edtf = match (earliest, latest) {
        (None, None) => String::new(),
        (first, last) => {
            let side = |day: Option<Day>| day.map_or_else(String::new, iso);
            format!("[{}..{}]", side(first), side(last))
        }
    };
    Resolved {
        edtf,
        earliest: earliest.map(Day::date),
        latest: latest.map(Day::date),
        method: if known {
            Method::DocInferred
        } else {
            method(value, anchor)
        },
        timex3: written::symbolic(value),
        precision: precision_said(&value.core),
        ..Resolved::default()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    First,
    Last,
}

/// The bound that one end of the dating sets. A past weekday is not looked for before the first day
/// of the document, since what makes that day the first (an office taken) bounds the event too.
fn edge_of(value: &TimeValue, reference: &Reference, edge: Edge) -> Option<Day> {
    if let (
        Core::Weekday {
            day, week: None, ..
        },
        Edge::First,
    ) = (&value.core, edge)
    {
        return Some(reference.day.weekday_on_or_after(*day));
    }
    let slot = place(value, reference)?;
    if edge == Edge::First {
        slot.first
    } else {
        slot.last
    }
}

/// The granularity that a core says.
fn precision_said(core: &Core) -> Precision {
    use super::value::Unit;
    match core {
        Core::Fields(fields) => match fields.part {
            Part::Year => Precision::Year,
            Part::Half(_) => Precision::Half,
            Part::Quarter(_) => Precision::Quarter,
            Part::Season(_) => Precision::Season,
            Part::Month(_) => Precision::Month,
            Part::Day(..) | Part::DayOfMonth(_) => Precision::Day,
        },
        Core::Pointed(_, Part::Month(_)) => Precision::Month,
        Core::Pointed(..) => Precision::Season,
        Core::Decade(_) => Precision::Decade,
        Core::Weekday { .. }
        | Core::Feast(..)
        | Core::NthDay(..)
        | Core::NthWeekday { .. }
        | Core::Anniversary(..) => Precision::Day,
        Core::Shift { unit, .. } => match unit {
            Unit::Weekend | Unit::Week | Unit::Fortnight => Precision::Week,
            Unit::Month => Precision::Month,
            Unit::Quarter => Precision::Quarter,
            Unit::Season | Unit::Year => Precision::Year,
            Unit::Decade => Precision::Decade,
            Unit::Century => Precision::Unknown,
            _ => Precision::Day,
        },
        Core::Range(sides) => precision_said(&sides.0.core),
        Core::All(members) => members
            .first()
            .map_or(Precision::Unknown, |member| precision_said(&member.core)),
        _ => Precision::Unknown,
    }
}

/// How a settled date was reached.
fn method(value: &TimeValue, anchor: &Anchor<'_>) -> Method {
    let given = matches!(
        anchor.dating.day.method,
        Method::Metadata | Method::Dateline
    );
    let from_document = counts_from_document(value, anchor);
    match &value.core {
        _ if from_document && !given => Method::DocInferred,
        Core::Weekday { .. } => Method::Weekday,
        Core::Shift {
            base: Base::Event, ..
        } if !from_document => Method::RelativeToEvent,
        _ if from_document => Method::RelativeToDoc,
        Core::Fields(fields) if fields.year == YearRef::Missing => Method::RelativeToEvent,
        Core::Shift { .. } => Method::RelativeToEvent,
        _ => Method::Explicit,
    }
}

/// A date told as past that lies years after the document.
fn misprint(direction: Direction, resolved: &Resolved, anchor: &Anchor<'_>) -> bool {
    let (Some(first), Some(last)) = (resolved.earliest, anchor.dating.day.latest) else {
        return false;
    };
    direction == Direction::Past
        && matches!(resolved.precision, Precision::Day | Precision::Month)
        && i32::from(first.year()) > i32::from(last.year()) + MISPRINT_YEARS
}

/// Opens the side that a preposition opens.
fn bound(value: &TimeValue, resolved: &mut Resolved, anchor: &Anchor<'_>) {
    if resolved.edtf.is_empty() || matches!(value.core, Core::Length { .. }) {
        return;
    }
    match value.bound {
        Bound::At => return,
        Bound::Since => {
            resolved.edtf = format!("{}/..", slot::first_side(&resolved.edtf));
            resolved.latest = anchor.dating.day.latest;
        }
        Bound::From => {
            resolved.edtf = format!("{}/..", slot::first_side(&resolved.edtf));
            resolved.latest = None;
        }
        Bound::Until => {
            resolved.edtf = format!("../{}", slot::last_side(&resolved.edtf));
            resolved.earliest = None;
        }
    }
    resolved.best = None;
}

fn two_digits(weight: f64) -> f64 {
    (weight * 100.0).round() / 100.0
}
