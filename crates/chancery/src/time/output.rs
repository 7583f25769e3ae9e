//! Rows for `chancery times` and for scoring: one a TIMEX3, the sides of a range apart.
//!
//! TimeML marks "from Dec. 28 to Jan. 3" as two expressions with a value each; so the rows are two,
//! and each carries the EDTF and the days of the whole stretch.

use chancery_nlp::Span;
use serde::Serialize;

use super::thread::walk;
use super::value::{Core, YearRef};
use super::{Anchor, Dating, Resolved, Timex, TimexKind, TimexSide, Timexes, resolve};

/// One time expression as `chancery times` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TimesRow {
    /// First character; bytes here, code points at the edge.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// TIMEX3 value; empty for an impossible date.
    pub value: String,
    /// EDTF; empty where the words name no place in the calendar.
    pub edtf: String,
    /// First day, ISO; `None` is open.
    pub earliest: Option<String>,
    /// Last day, ISO; `None` is open.
    pub latest: Option<String>,
}

impl TimexKind {
    /// As TIMEX3 writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            TimexKind::Date => "DATE",
            TimexKind::Time => "TIME",
            TimexKind::Duration => "DURATION",
            TimexKind::Set => "SET",
        }
    }
}

/// Rows of a document, in order.
pub fn times(timexes: &Timexes, dating: &Dating) -> Vec<TimesRow> {
    walk(timexes, dating, rows).into_iter().flatten().collect()
}

fn rows(timex: &Timex, anchor: &Anchor<'_>) -> Vec<TimesRow> {
    let whole = resolve(&timex.value, timex.direction, anchor);
    // a feast of a year that the almanac does not hold: none, or only about that day and without the
    // year beside it ("tales of Ashura")
    if let Core::Feast(_, year) = &timex.value.core {
        let about = *year == YearRef::Missing && whole.edtf.contains('~');
        if about || whole.timex3.is_empty() {
            return Vec::new();
        }
    }
    if timex.sides.is_empty() {
        return vec![row(timex.span, timex.kind, &whole.timex3, &whole)];
    }
    let members: Vec<String> = side_values(timex, anchor, &whole);
    let sides = timex.sides.iter().zip(&members);
    sides
        .map(|(side, value)| row(side.span, side_kind(timex, side), value, &whole))
        .collect()
}

/// A side with a time of day is a time.
fn side_kind(timex: &Timex, side: &TimexSide) -> TimexKind {
    if timex.kind == TimexKind::Date && side.value.time.is_some() {
        TimexKind::Time
    } else {
        timex.kind
    }
}

/// TIMEX3 of each side, from the whole where it has as many: the sides are placed together.
fn side_values(timex: &Timex, anchor: &Anchor<'_>, whole: &Resolved) -> Vec<String> {
    let split: Vec<String> = whole.timex3.split('/').map(str::to_owned).collect();
    let joint = matches!(timex.value.core, Core::Range(_) | Core::All(_))
        && split.len() == timex.sides.len();
    if joint {
        return split;
    }
    let sides = timex.sides.iter();
    sides
        .map(|side| resolve(&side.value, timex.direction, anchor).timex3)
        .collect()
}

fn row(span: Span, kind: TimexKind, value: &str, days: &Resolved) -> TimesRow {
    TimesRow {
        start: span.start,
        end: span.end,
        kind: kind.as_str(),
        value: value.to_owned(),
        edtf: days.edtf.clone(),
        earliest: days.earliest.map(|date| date.to_string()),
        latest: days.latest.map(|date| date.to_string()),
    }
}
