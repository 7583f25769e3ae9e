//! Time expressions, found and kept symbolic; the day of the document; and the act of resolving.
//!
//! The three are apart so that a document that gets a better date is resolved again without being
//! read again: [`find_times`] looks at words only, [`date_document`] weighs evidence for the day
//! of publication, [`resolve`] is a pure function of a symbolic value and an anchor.

use chancery_nlp::{Span, TokenId};
use jiff::civil::Date;

pub mod calendar;
pub mod almanac;
pub mod edtf;
pub mod value;
mod slot;
mod written;
mod lexicon;
mod atoms;
mod grammar;
mod clause;
mod direction;
mod find;
mod quoted;
mod place;
mod shift;
mod resolve;
mod thread;
mod conflicts;
mod output;
mod dating;

pub use conflicts::conflicts;
pub use dating::{Beside, FirstSeen, Given, Linked, date_beside, date_document, sentence};
pub use find::{find_times, parse_for_times};
pub use lexicon::TimeLexicon;
pub use output::{TimesRow, times};
pub use resolve::{default_doc, resolve};
pub use thread::{Frame, Told, frame, resolve_all};
pub use value::TimeValue;

/// TIMEX3 type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimexKind {
    /// A calendar day or longer.
    Date,
    /// A time of day.
    Time,
    /// A stretch of time.
    Duration,
    /// A repeated time.
    Set,
}

/// Which way from its anchor an expression points, from the tense and frame of its clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// "met Thursday"
    #[default]
    Past,
    /// "will meet Thursday"
    Future,
    /// No verb tells: weekdays are past, dates without a year the nearest.
    Unmarked,
}

/// The granularity that was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// A civil day.
    Day,
    /// An ISO week.
    Week,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A season of the northern year.
    Season,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// Nothing was said.
    #[default]
    Unknown,
}

/// How a date was reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Given beside the text.
    Metadata,
    /// Read in a dateline.
    Dateline,
    /// A full date was written.
    Explicit,
    /// Counted from the day of the document.
    RelativeToDoc,
    /// Counted from another event.
    RelativeToEvent,
    /// A weekday, counted from the day of the document.
    Weekday,
    /// From an inferred day of the document.
    DocInferred,
    /// From the day of a document that tells of the same event.
    LinkedDoc,
    /// The day of what is told before.
    Narrative,
    /// No expression: at the latest on the day of the document.
    #[default]
    DefaultDoc,
}

/// A date as the record shows it: true bounds, best day, and how far to trust it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// EDTF, ISO 8601-2:2019 level 1, with one-of and all-of sets of level 2.
    pub edtf: String,
    /// First day it can be; `None` is open.
    pub earliest: Option<Date>,
    /// Last day it can be; `None` is open.
    pub latest: Option<Date>,
    /// The sort key; `None` where no day has a fifth of the weight.
    pub best: Option<Date>,
    /// The granularity that was said.
    pub precision: Precision,
    /// Weight of `best`, 0 to 1, two digits.
    pub confidence: f64,
    /// How it was reached.
    pub method: Method,
    /// TIMEX3 value.
    pub timex3: String,
}

/// One reason for the day of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The words it stands on; empty for metadata.
    pub span: Span,
    /// Number and name of the row of evidence in the table of docs/dating.md.
    pub kind: String,
    /// What it says, in a short phrase.
    pub says: String,
    /// Share of what was possible before that it takes away alone, 0 to 1, two digits; 0
    /// where the day was given.
    pub strength: f64,
    /// The exponent with which it counted: less than 1 where several of a kind share, and in
    /// quotations and far down.
    pub counts: f64,
}

/// The day of publication, given or inferred.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dating {
    /// The day; all bounds open where nothing is known.
    pub day: Resolved,
    /// Other days with weight, best first, with their weight.
    pub rivals: Vec<(Date, f64)>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// The fewest days that hold nine tenths of the weight, as closed intervals in order.
    pub set90: Vec<(Date, Date)>,
    /// Reasons that fight all the others.
    pub conflicts: Vec<Reason>,
    /// The last day that was thought of: day of acquisition, if one was given.
    pub as_of: Option<Date>,
    /// The finest unit of which one holds most of the weight; unknown where not even a year does.
    pub granularity: Precision,
    /// Years with a twentieth of the weight or more, heaviest first, with their weight.
    pub years: Vec<(i32, f64)>,
    /// The likeliest weekday, 1 Monday to 7 Sunday, with its weight, where one stands out.
    pub weekday: Option<(u8, f64)>,
}

/// What an expression is resolved against.
#[derive(Clone, Copy, Debug)]
pub struct Anchor<'a> {
    /// The day of the document.
    pub dating: &'a Dating,
    /// What was told before, for "two days later" and the like.
    pub told: Told,
    /// Whether the text counts from its own day or from what it tells.
    pub frame: Frame,
}

impl<'a> Anchor<'a> {
    /// The document alone.
    pub fn of(dating: &'a Dating) -> Self {
        Anchor {
            dating,
            told: Told::default(),
            frame: Frame::News,
        }
    }

    /// The document, and an event whose day is known ("two days later").
    pub fn event(dating: &'a Dating, day: Date) -> Self {
        let told = Told::default().and_day(day.into());
        Anchor {
            told,
            ..Anchor::of(dating)
        }
    }
}

/// One side of a range, or one member of a list, with its own words.
#[derive(Clone, Debug, PartialEq)]
pub struct TimexSide {
    /// Bytes of the document's text.
    pub span: Span,
    /// What it says, with what it takes from the others.
    pub value: TimeValue,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Timex {
    /// Bytes of the document's text.
    pub span: Span,
    /// First token.
    pub first: TokenId,
    /// One past the last token.
    pub end: TokenId,
    /// TIMEX3 type.
    pub kind: TimexKind,
    /// What it says.
    pub value: TimeValue,
    /// Direction by the tense and frame of its own clause.
    pub direction: Direction,
    /// Sides of a range ("from Dec. 28", "Jan. 3"); empty for anything else.
    pub sides: Vec<TimexSide>,
    /// Number of its paragraph, from 0.
    pub paragraph: u32,
    /// For words in quotation marks: the place in [`Timexes`] of the day on which they were said.
    pub said_on: Option<u32>,
    /// True for a day that names a happening, whose year is known and not written.
    pub names_happening: bool,
    /// True in a clause of the pluperfect ("had met in May"), which looks back from what is told.
    pub looks_back: bool,
}

/// All time expressions of a document, in order, without overlap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timexes(pub Vec<Timex>);
