//! Row 8: "last year", "next month", "a year ago" beside an absolute date, or beside the name of a
//! dated happening: what is counted from the document meets what stands in the calendar.
//!
//! "last year, in 2014" puts the document into 2015; "last year's coup in Gabon" puts it into the
//! year after that coup. The two must stand together, with no verb between them; they may tell of
//! different happenings all the same, so the piece is not strict.

use chancery_nlp::{Span, Upos};

use super::evidence::{Evidence, Kind, Source};
use super::factor::Factor;
use crate::time::Timex;
use crate::time::calendar::{Day, Days, month_days, shift_month, year_days};
use crate::time::place::part_of_year;
use crate::time::value::{Base, Core, Part, Unit, YearRef};

/// Bytes between the two.
const BESIDE: u32 = 36;

/// A calendar unit, so many units from that of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shift {
    unit: Unit,
    count: i32,
}

/// Evidence of every relative unit with an anchor beside it.
pub(super) fn find(source: &Source<'_>) -> Vec<Evidence> {
    let all = &source.timexes.0;
    let mut found = Vec::new();
    for timex in all {
        let Some(shift) = shift(timex) else { continue };
        let absolute = all
            .iter()
            .filter(|other| are_together(source, timex.span, other.span))
            .find_map(anchor);
        let Some(anchor) = absolute.or_else(|| happening_beside(source, timex.span)) else {
            continue;
        };
        found.extend(evidence(timex.span, shift, anchor));
    }
    found
}

/// The shift of "last year", "this month", "a year ago"; none further than two units.
fn shift(timex: &Timex) -> Option<Shift> {
    let (unit, count) = match &timex.value.core {
        Core::Shift {
            base: Base::Document,
            unit: unit @ (Unit::Month | Unit::Year),
            count,
            sign,
        } => (*unit, count.number()? * i32::from(*sign)),
        Core::Fields(fields) => match (fields.year, fields.part) {
            (YearRef::Shifted(Base::Document, years), Part::Year) => (Unit::Year, years),
            _ => return None,
        },
        _ => return None,
    };
    (count.abs() <= 2).then_some(Shift { unit, count })
}

/// The first day of an absolute date.
fn anchor(timex: &Timex) -> Option<Day> {
    let fields = timex.value.fields()?;
    let YearRef::Given(year) = fields.year else {
        return None;
    };
    part_of_year(year, fields.part)?.first
}

/// True where nothing but a few small words stands between two expressions.
fn are_together(source: &Source<'_>, one: Span, other: Span) -> bool {
    let (left, right) = if one.start < other.start {
        (one, other)
    } else {
        (other, one)
    };
    let Some(gap) = right.start.checked_sub(left.end) else {
        return false;
    };
    gap <= BESIDE
        && !holds_verb(
            source,
            Span {
                start: left.end,
                end: right.start,
            },
        )
}

fn holds_verb(source: &Source<'_>, between: Span) -> bool {
    let parse = source.parse;
    if source.text[between.range()].contains(['\n', '.', ';']) {
        return true;
    }
    let Some(first) = parse.token_at(between.start) else {
        return true;
    };
    parse
        .tokens()
        .skip(first.index())
        .take_while(|&token| parse.span(token).start < between.end)
        .any(|token| matches!(parse.upos(token), Upos::Verb | Upos::Aux))
}

/// The first day of a happening that is named right after the expression ("last year's ...").
fn happening_beside(source: &Source<'_>, span: Span) -> Option<Day> {
    let world = source.lexicon.world();
    let names = world.names.as_ref()?;
    let from = span.end as usize;
    let mut end = (from + BESIDE as usize * 2).min(source.text.len());
    while !source.text.is_char_boundary(end) {
        end -= 1;
    }
    let name = names.find_iter(&source.text[from..end]).next()?;
    let at = Span::new(from + name.start(), from + name.end());
    let happening = world.happenings.get(name.pattern().as_usize())?;
    are_together(source, span, at).then_some(happening.from)
}

fn evidence(span: Span, shift: Shift, anchor: Day) -> Option<Evidence> {
    let (year, month, _) = anchor.ymd();
    let days: Days = match shift.unit {
        Unit::Year => year_days(year - shift.count)?,
        _ => {
            let (year, month) = shift_month(year, month, -shift.count);
            month_days(year, month)?
        }
    };
    Some(Evidence::new(
        span,
        Kind(8, "counted from a date beside it"),
        format!("between {} and {}", days.first.date(), days.last.date()),
        Factor::Within(days),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(unit: Unit, count: i32, anchor: (i32, u8, u8)) -> Factor {
        let anchor = Day::from_ymd(anchor.0, anchor.1, anchor.2).unwrap();
        evidence(Span::default(), Shift { unit, count }, anchor)
            .unwrap()
            .factor
    }

    #[test]
    fn last_year_beside_a_year_puts_the_document_into_the_next() {
        let next = year_days(2015).unwrap();
        assert_eq!(days(Unit::Year, -1, (2014, 1, 1)), Factor::Within(next));
        let same = year_days(2014).unwrap();
        assert_eq!(days(Unit::Year, 0, (2014, 1, 1)), Factor::Within(same));
    }

    #[test]
    fn next_month_beside_a_month_puts_the_document_before_it() {
        let december = month_days(2014, 12).unwrap();
        assert_eq!(days(Unit::Month, 1, (2015, 1, 1)), Factor::Within(december));
    }
}
