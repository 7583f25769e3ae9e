//! What a time expression says, before anybody knows what day it is.
//!
//! A [`TimeValue`] is a core (calendar fields, a shift from an anchor, a weekday, a feast, a length,
//! a repetition, a vague reference, a range or a list of other values) with three marks that may
//! stand on any core: a time of day, a modifier ("early", "about") and a bound ("since", "until").
//! Nothing here knows an anchor; [`resolve`](super::resolve) does.

use super::almanac::Reckoning;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Civil day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// ISO week.
    Week,
    /// Two weeks.
    Fortnight,
    /// Calendar month.
    Month,
    /// Three months.
    Quarter,
    /// A season of the year.
    Season,
    /// Calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// What a relative expression is counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Base {
    /// The day of the document ("last month", "two weeks ago").
    #[default]
    Document,
    /// What was told before ("two days later", "the following day").
    Event,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many tenths ("two" is 20, "two and a half" 25).
    Tenths(u32),
    /// Not said ("several", "a few", "in the coming days").
    Many,
}

impl Count {
    /// A whole number.
    pub fn whole(number: u32) -> Self {
        Count::Tenths(number.saturating_mul(10))
    }

    /// The number, tenths cut off; `None` where it was not said.
    pub fn number(self) -> Option<i32> {
        match self {
            Count::Tenths(tenths) => i32::try_from(tenths / 10).ok(),
            Count::Many => None,
        }
    }
}

/// The year of a calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearRef {
    /// Written; years before Christ are negative (336 BC is -336).
    Given(i32),
    /// Not written.
    Missing,
    /// So many years from an anchor ("May last year").
    Shifted(Base, i32),
}

/// The part of a year that calendar fields name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The whole year.
    Year,
    /// A half, 1 or 2.
    Half(u8),
    /// A quarter, 1 to 4.
    Quarter(u8),
    /// A season: EDTF code 21 spring, 22 summer, 23 autumn, 24 winter.
    Season(u8),
    /// A month, 1 to 12.
    Month(u8),
    /// A month and a day of it.
    Day(u8, u8),
    /// A day of a month that was not said ("the 10th").
    DayOfMonth(u8),
}

/// A calendar date, complete or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields {
    /// Year.
    pub year: YearRef,
    /// Which part of it.
    pub part: Part,
    /// Weekday written beside it, 1 Monday to 7 Sunday.
    pub weekday: Option<u8>,
}

/// A word that points from an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// No such word.
    Bare,
    /// "last"
    Last,
    /// "next", "coming"
    Next,
    /// "this", "current"
    This,
    /// "previous", "preceding", "before"
    Previous,
    /// "following", "after"
    Following,
    /// "that", "the same"
    Same,
}

/// A feast or named day: how its day is reckoned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeastRule {
    /// A fixed month and day.
    Fixed(u8, u8),
    /// Days from Western Easter.
    Easter(i32),
    /// Days from Orthodox Easter.
    Orthodox(i32),
    /// N-th weekday of a month: month, weekday, N (negative from the end).
    Nth(u8, u8, i8),
    /// First days, as day numbers, of a moving feast, in order; and how it is reckoned in the years
    /// before the first and after the last of them, where it is.
    Listed(Vec<i32>, Option<Reckoning>),
    /// So many days from the day of another rule on.
    Lasting(Box<FeastRule>, u16),
}

/// A vague reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vague {
    /// "recently"
    Past,
    /// "now"
    Present,
    /// "soon"
    Future,
}

/// What is said, without its marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Core {
    /// Nothing that can be a time: an impossible date keeps its span only.
    #[default]
    Void,
    /// A calendar date.
    Fields(Fields),
    /// A decade by its first year ("the 1990s"); of an unsaid century where below 100 ("the 90s").
    Decade(i32),
    /// A century by its number (20 is 1901-2000); negative before Christ.
    Century(i32),
    /// `count` units from the anchor, as said; the result is one unit wide.
    Shift {
        /// Counted from what.
        base: Base,
        /// Which unit.
        unit: Unit,
        /// How many, and
        count: Count,
        /// whether forwards (1), backwards (-1) or not at all (0).
        sign: i8,
    },
    /// A weekday.
    Weekday {
        /// 1 Monday to 7 Sunday.
        day: u8,
        /// "last", "next" ...
        pointer: Pointer,
        /// Whole weeks from that of the anchor, where the words say so ("Monday last week").
        week: Option<(Base, i32)>,
    },
    /// The N-th weekday of a month or year, from its end where negative ("the last Friday of June").
    NthWeekday {
        /// 1 to 5, or below 0.
        nth: i8,
        /// 1 Monday to 7 Sunday.
        day: u8,
        /// The month or year.
        of: Box<TimeValue>,
    },
    /// A month, season or feast with a word that points ("last May", "next winter").
    Pointed(Pointer, Part),
    /// A feast.
    Feast(FeastRule, YearRef),
    /// The N-th day, the first counted as 1, from one of these first days (day numbers).
    NthDay(u32, Vec<i32>),
    /// The day so many years after one of these days (day numbers).
    Anniversary(u32, Vec<i32>),
    /// From the one to the other, both included.
    Range(Box<(TimeValue, TimeValue)>),
    /// All of these.
    All(Vec<TimeValue>),
    /// A length of time.
    Length {
        /// Which unit.
        unit: Unit,
        /// How many.
        count: Count,
        /// Up to the anchor ("the past two weeks", -1), from it on ("the coming days", 1) or
        /// anywhere (0).
        sign: i8,
    },
    /// A repeated time.
    Repeated {
        /// Of which unit, as a length.
        unit: Unit,
        /// How many units lie between.
        count: Count,
        /// On which weekday, if any.
        weekday: Option<u8>,
    },
    /// A vague reference.
    Vague(Vague),
}

/// A part of the day, as TIMEX3 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    /// MO
    Morning,
    /// MI
    Midday,
    /// AF
    Afternoon,
    /// EV
    Evening,
    /// NI
    Night,
    /// DT
    Daytime,
}

/// A time of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 24.
    pub hour: u8,
    /// 0 to 59; `None` where not said ("3 p.m.").
    pub minute: Option<u8>,
    /// Minutes east of UTC, where a zone was written.
    pub utc_offset_minutes: Option<i16>,
}

/// A time within a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeOfDay {
    /// "morning"
    Part(DayPart),
    /// "3 p.m."
    Clock(Clock),
}

/// TIMEX3 `mod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// "early", "the beginning of"
    Start,
    /// "mid-", "the middle of"
    Mid,
    /// "late", "the end of"
    End,
    /// "about"
    Approx,
    /// "more than", "over"
    MoreThan,
    /// "less than", "nearly"
    LessThan,
    /// "at least"
    EqualOrMore,
    /// "up to", "at most"
    EqualOrLess,
    /// "earlier this week": cut at the anchor
    Earlier,
    /// "later this week": from the anchor on
    Later,
}

/// Whether the time is meant itself or bounds an open stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// "on", "in", or no preposition.
    #[default]
    At,
    /// "since": from then to now.
    Since,
    /// "from ... on", "after": from then on.
    From,
    /// "until", "by", "before": up to then; a deadline is not the day of an event.
    Until,
}

/// A symbolic time: core and marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeValue {
    /// What is said.
    pub core: Core,
    /// A time within the day.
    pub time: Option<TimeOfDay>,
    /// "early", "about".
    pub modifier: Option<Modifier>,
    /// "since", "until".
    pub bound: Bound,
}

impl From<Core> for TimeValue {
    fn from(core: Core) -> Self {
        TimeValue {
            core,
            ..TimeValue::default()
        }
    }
}

impl TimeValue {
    /// A calendar date.
    pub fn calendar(year: YearRef, part: Part) -> Self {
        Core::Fields(Fields {
            year,
            part,
            weekday: None,
        })
        .into()
    }

    /// Calendar fields, if that is what it holds.
    pub fn fields(&self) -> Option<Fields> {
        match self.core {
            Core::Fields(fields) => Some(fields),
            _ => None,
        }
    }
}
