//! One expression: an approximator and an edge before it, its core, a time of day after it.

use super::{Class, Found, Grammar, Read};
use crate::time::TimexKind;
use crate::time::lexicon::Phrase;
use crate::time::value::{
    Base, Core, DayPart, FeastRule, Fields, Modifier, Part, Pointer, TimeOfDay, TimeValue, Unit,
    Vague, YearRef,
};

const MODIFIERS: [Modifier; 8] = [
    Modifier::Start,
    Modifier::Mid,
    Modifier::End,
    Modifier::Approx,
    Modifier::MoreThan,
    Modifier::LessThan,
    Modifier::EqualOrMore,
    Modifier::EqualOrLess,
];

impl Grammar<'_> {
    /// One expression that is no range.
    pub(super) fn single(&self, at: usize) -> Option<Found> {
        let (value, end) = self
            .approximate(at)
            .or_else(|| self.part_of_date(at))
            .or_else(|| self.edged(at))
            .or_else(|| self.timed(at))
            .or_else(|| self.bare(at))?;
        let kind = kind_of(&value);
        // "over" stands outside of what is marked, its sense stays in the modifier
        let over = value.modifier == Some(Modifier::MoreThan) && self.is(at, Class::Approx);
        Some(Found {
            first: at + usize::from(over),
            end,
            value,
            kind,
            sides: Vec::new(),
        })
    }

    /// "about 1990", "more than two years", "nearly a month", "at least three days".
    fn approximate(&self, at: usize) -> Read<TimeValue> {
        let (modifier, next) = self.approximator(at)?;
        let (value, end) = self.counted(next).or_else(|| {
            let (year, end) = self.plain_year(next)?;
            Some((TimeValue::calendar(YearRef::Given(year), Part::Year), end))
        })?;
        let year = value.fields().is_some();
        if year
            && (!self.capital(at) && modifier != Modifier::Approx
                || self.is(end, Class::Measure)
                || self.xpos(end) == Some(chancery_nlp::Xpos::NNS))
        {
            return None;
        }
        Some((
            TimeValue {
                modifier: Some(modifier),
                ..value
            },
            end,
        ))
    }

    fn approximator(&self, at: usize) -> Read<Modifier> {
        let modifier = |number: i32| MODIFIERS.get(number as usize).copied();
        if let Some(number) = self.val(at, Class::Approx) {
            let stop = at + 1 + usize::from(self.mark(at + 1, b'.') && self.glued(at + 1));
            return Some((modifier(number)?, stop));
        }
        let at = self.skip(at, Class::At);
        let number = self.val(at, Class::Compare)?;
        let than = self.is(at + 1, Class::Than);
        Some((modifier(number)?, at + 1 + usize::from(than)))
    }

    /// "early May", "mid-2003", "the end of the year", "late Tuesday", "the early 1990s".
    fn edged(&self, at: usize) -> Read<TimeValue> {
        let word = self.skip(at, Class::The);
        let number = self.val(word, Class::Edge)?;
        let next = word + 1;
        let of = self.skip(next, Class::Of);
        let within = if of > next {
            of
        } else if self.is(word, Class::YearOpener) {
            // "early in 2003", but "beginning in 2003" is a verb with its year
            self.skip(next, Class::In)
        } else {
            next
        };
        let hyphen =
            next + usize::from(self.mark(next, b'-') && self.glued(next) && self.glued(next + 1));
        let start = if hyphen > next { hyphen } else { within };
        // "early in 2003", "the end of 2003" and "late 2003", but not "end 2003"
        let adjective = start > next || word == at || self.decade_like(next);
        if !adjective {
            return None;
        }
        let inner = self.timed(start).or_else(|| {
            if within > next {
                self.any_unit(start)
            } else {
                None
            }
        });
        let (value, end) = inner.or_else(|| self.part_alone(start))?;
        let modifier = MODIFIERS.get(number as usize).copied();
        let adverb = self.is(word, Class::Earlier) || self.is(word, Class::Later);
        if adverb && start == next && !matches!(value.core, Core::Shift { .. })
            || value.modifier.is_some()
        {
            return None;
        }
        Some((TimeValue { modifier, ..value }, end))
    }

    fn decade_like(&self, at: usize) -> bool {
        self.era_name(at).is_some()
            || self.plain_year(at).is_some()
            || self.month(at).is_some()
            || self.is(at, Class::PartOfDay)
            || self.is(at, Class::Season)
    }

    /// "early morning" without a day.
    fn part_alone(&self, at: usize) -> Read<TimeValue> {
        let (part, end) = self.day_part(at)?;
        Some((of_anchor_day(TimeOfDay::Part(part)), end))
    }

    /// "the year", "the month", "that week" after "the end of".
    fn any_unit(&self, at: usize) -> Read<TimeValue> {
        let (value, end) = self.the_unit(at).or_else(|| self.pointed_unit(at))?;
        Some((value, end))
    }

    /// "the morning of April 19", "the night of 10 August 1792".
    fn part_of_date(&self, at: usize) -> Read<TimeValue> {
        let (part, of) = self
            .day_part(self.skip(at, Class::The))
            .or_else(|| self.small_hours(self.skip(at, Class::The)))?;
        if !self.is(of, Class::Of) {
            return None;
        }
        let (value, end) = self.dated_core(of + 1).or_else(|| self.deictic(of + 1))?;
        let time = Some(TimeOfDay::Part(part));
        Some((TimeValue { time, ..value }, end))
    }

    /// "the early hours", "the early morning hours", "the pre-dawn hours" before their day.
    fn small_hours(&self, at: usize) -> Read<DayPart> {
        let edge = self.val(at, Class::Edge);
        let next = at + usize::from(edge.is_some());
        let next = self.skip_mark(next, b'-');
        let (part, next) = match self.day_part(next) {
            Some(found) => found,
            None if edge == Some(0) => (DayPart::Morning, next),
            None if edge == Some(2) => (DayPart::Night, next),
            None => return None,
        };
        (self.units(next)?.0 == Unit::Hour).then_some((part, next + 1))
    }

    /// A date with a time of day on either side: "Tuesday night", "3 p.m. Thursday", "May 3 at noon".
    fn timed(&self, at: usize) -> Read<TimeValue> {
        if let Some((time, next)) = self.time_of_day(at) {
            let joined = self.skip_mark(next, b',');
            if let Some((value, end)) = self
                .dated_core(joined)
                .or_else(|| self.deictic(joined))
                .or_else(|| self.next_day(joined))
                .or_else(|| self.pointed_weekday(joined))
                && value.time.is_none()
            {
                return Some((
                    TimeValue {
                        time: Some(time),
                        ..value
                    },
                    end,
                ));
            }
            // "3:30 p.m. on Friday": two expressions, the first takes its day from the second
            let (value, _) = self
                .dated_core(self.past_bracket(next)?)
                .filter(|(value, _)| value.time.is_none())?;
            let time = Some(time);
            return Some((TimeValue { time, ..value }, next));
        }
        let (value, end) = self.named(at)?;
        if value.time.is_some() || !takes_time(&value) {
            return Some((value, end));
        }
        Some(self.with_time(value, end))
    }

    fn with_time(&self, value: TimeValue, end: usize) -> (TimeValue, usize) {
        let comma = self.skip_mark(end, b',');
        let next = if self.is_iso_mark(end) {
            end + 1
        } else {
            self.skip(comma, Class::At)
        };
        let edge = self.skip(end, Class::Edge);
        if let Some((part, after)) = self
            .day_part(edge)
            .filter(|_| !self.is(edge, Class::Deictic))
        {
            return (
                TimeValue {
                    time: Some(TimeOfDay::Part(part)),
                    ..value
                },
                after,
            );
        }
        match self.clock(next) {
            Some((clock, after)) => (
                TimeValue {
                    time: Some(TimeOfDay::Clock(clock)),
                    ..value
                },
                after,
            ),
            None => (value, end),
        }
    }

    /// The letter between day and clock of ISO 8601.
    fn is_iso_mark(&self, at: usize) -> bool {
        let glued = self.glued(at) && self.glued(at + 1);
        let one = self.atom(at).is_some_and(|atom| atom.end - atom.start == 1);
        glued && one && self.first_byte(at) == Some(b'T')
    }

    /// A calendar day or weekday.
    fn dated_core(&self, at: usize) -> Read<TimeValue> {
        if let Some((fields, end)) = self.numeric_date(at).or_else(|| self.named_date(at)) {
            let day = matches!(fields.part, Part::Day(..));
            return day.then(|| (Core::Fields(fields).into(), end));
        }
        self.weekday_alone(at)
    }

    /// Anything that names a calendar time by itself.
    fn named(&self, at: usize) -> Read<TimeValue> {
        let fields = |(fields, end): (Fields, usize)| (TimeValue::from(Core::Fields(fields)), end);
        if let Some(found) = self.numeric_date(at) {
            return Some(fields(found));
        }
        if let Some(found) = self.nth_weekday(at) {
            return Some(found);
        }
        // "May Day" before "May"
        if let Some(feast) = self
            .phrase(at)
            .filter(|(value, _)| matches!(value.core, Core::Feast(..)) && self.month(at).is_some())
        {
            return Some(feast);
        }
        if let Some(found) = self.named_date(at) {
            let time = self.month_is_time(at, found.0) && !self.is_day_in_name(found);
            return time.then(|| fields(found));
        }
        self.phrase(at)
            .filter(|_| self.pointed_units(at).is_none() && self.pointed_unit(at).is_none())
            .or_else(|| self.weekday_alone(at).filter(|_| !self.weekday_in_name(at)))
            .or_else(|| self.day_of_war(at))
            .or_else(|| self.cut_unit(at))
            .or_else(|| self.pointed_units(at))
            .or_else(|| self.ordinal_units(at))
            .or_else(|| self.unit_beside(at))
            .or_else(|| self.fraction_of_year(self.skip(at, Class::The)).map(fields))
            .or_else(|| self.unit_in_place(at))
            .or_else(|| self.pointed_unit(at))
            .or_else(|| self.pointed_name(at))
            .or_else(|| self.deictic(at))
            .or_else(|| self.with_article(at))
    }

    /// "the March 23 Movement": a day that the engine sees in one name with what follows, or before
    /// a name that is a common noun by itself.
    fn is_day_in_name(&self, (fields, end): (Fields, usize)) -> bool {
        matches!(fields.part, Part::Day(..))
            && fields.year == YearRef::Missing
            && self.is_name_word(end)
            && self.name_of(end).is_some_and(|after| {
                let common = self.token(end) == Some(after.first)
                    && self.parse.upos(after.first) == chancery_nlp::Upos::Noun;
                common
                    || self
                        .name_of(end - 1)
                        .is_some_and(|before| before.first == after.first)
            })
    }

    /// "The Tuesday Club": an article before and a name after.
    fn is_in_title(&self, at: usize, end: usize) -> bool {
        let before = self.after(at, Class::The) || self.is(at, Class::The);
        before && self.is_name_word(end)
    }

    fn is_name_word(&self, at: usize) -> bool {
        self.is_word(at) && self.capital(at) && !self.glued(at) && self.atoms[at].entry == 0
    }

    /// "Sunday Okoro": a day for a first name, before the name of a person.
    fn is_first_name(&self, at: usize) -> bool {
        let person = |at| self.is_name_word(at) && self.in_person_name(at);
        (at == 0 || !self.is_word(at - 1)) && person(at + 1)
    }

    /// "Black Friday": a weekday inside a longer name.
    fn weekday_in_name(&self, at: usize) -> bool {
        if self.is_in_title(at, at + 1) || self.is_first_name(at) {
            return true;
        }
        self.name_at(at)
            .is_some_and(|name| name.end.0 - name.first.0 > 1)
    }

    /// Rules whose article belongs to them: "the 1990s", "the summer of 2003", "the year 2003",
    /// "the 19th century", "2003".
    fn with_article(&self, at: usize) -> Read<TimeValue> {
        let next = self.skip(at, Class::The);
        if let Some((modifier, inner)) = self.inner_edge(next).filter(|_| next > at) {
            let (core, end) = self.era_name(inner)?;
            return Some((
                TimeValue {
                    modifier: Some(modifier),
                    ..core.into()
                },
                end,
            ));
        }
        if let Some((core, end)) = self.era_name(next) {
            return Some((core.into(), end));
        }
        if let Some((fields, end)) = self.season(next) {
            return Some((Core::Fields(fields).into(), end));
        }
        if let Some(found) = self.named_year(next) {
            return Some(found);
        }
        if next > at {
            return self.day_of_month(at);
        }
        let (fields, end) = self.year_alone(at)?;
        Some((Core::Fields(fields).into(), end))
    }

    fn inner_edge(&self, at: usize) -> Read<Modifier> {
        let number = self.val(at, Class::Edge)?;
        Some((
            *MODIFIERS.get(number as usize)?,
            at + 1 + usize::from(self.mark(at + 1, b'-')),
        ))
    }

    /// "on the 10th": digits with their ordinal mark, a preposition before and no noun after.
    fn day_of_month(&self, at: usize) -> Read<TimeValue> {
        let opened = self.after(at, Class::On)
            || self.after(at, Class::Till)
            || self.after(at, Class::Until);
        let (day, end) = self
            .ordinal(at + 1)
            .filter(|&(day, _)| (1..=31).contains(&day))?;
        let digits = self.digits(at + 1).is_some();
        let noun_after = self.is_word(end)
            && !self.is(end, Class::And)
            && self.upos(end) != chancery_nlp::Upos::Verb;
        (opened && digits && !noun_after).then(|| {
            (
                TimeValue::calendar(YearRef::Missing, Part::DayOfMonth(day as u8)),
                end,
            )
        })
    }

    /// Where the day of a clock time stands: behind "on", behind the same time in another zone
    /// ("8:02 a.m. (0002 GMT) on Saturday").
    fn past_bracket(&self, at: usize) -> Option<usize> {
        let mut next = at;
        if self.mark(at, b'(')
            && let Some((_, end)) = self.clock(at + 1)
        {
            next = end;
        }
        let next = self.skip_mark(next, b')');
        let on = self.skip(next, Class::On);
        (on > at).then_some(on)
    }

    /// "next Tuesday" behind a clock time.
    fn pointed_weekday(&self, at: usize) -> Read<TimeValue> {
        self.pointed_name(at)
            .filter(|(value, _)| matches!(value.core, Core::Weekday { .. }))
    }

    /// "the next day", "the following day".
    fn next_day(&self, at: usize) -> Read<TimeValue> {
        self.phrase(at)
            .filter(|(value, _)| matches!(value.core, Core::Shift { .. }))
    }

    /// Feasts and fixed phrases.
    fn phrase(&self, at: usize) -> Read<TimeValue> {
        let pointed = self
            .val(at, Class::Relative)
            .filter(|_| self.is(at + 1, Class::Holiday));
        let start = at + usize::from(pointed.is_some());
        let atom = self.atom(start).filter(|_| self.is_word(start))?;
        let phrase = self
            .lexicon
            .phrases(atom.entry)
            .iter()
            .find(|phrase| self.matches(start, phrase))?;
        let end = start + phrase.words.len();
        match phrase.class {
            Class::Holiday => self.feast(start, end, phrase.value),
            Class::VaguePhrase if start == at && self.is_time_of_told(at, phrase) => {
                Some((Core::Vague(vague(phrase.value)).into(), end))
            }
            // a stretch that only the story knows: words without a value
            Class::VoidPhrase if start == at => Some((TimeValue::default(), end)),
            Class::ShiftPhrase if start == at => Some((self.shift_phrase(phrase.value), end)),
            _ => None,
        }
    }

    /// "at the time" is one, "this time", "the time of the year" are none; any other phrase is.
    fn is_time_of_told(&self, at: usize, phrase: &Phrase) -> bool {
        let end = at + phrase.words.len();
        let present = vague(phrase.value) == Vague::Present;
        if !self.is(end - 1, Class::TimeWord) {
            return true;
        }
        let opened = at > 0
            && self.upos(at - 1) == chancery_nlp::Upos::Adp
            && !self.after(at, Class::PlanFor);
        let closed = matches!(
            self.upos(end),
            chancery_nlp::Upos::Punct
                | chancery_nlp::Upos::Verb
                | chancery_nlp::Upos::Aux
                | chancery_nlp::Upos::Cconj
                | chancery_nlp::Upos::X
        );
        opened && (closed || present)
    }

    fn matches(&self, at: usize, phrase: &Phrase) -> bool {
        phrase.words.iter().enumerate().all(|(i, &word)| {
            self.atom(at + i)
                .is_some_and(|atom| atom.entry == word && word != 0)
        })
    }

    fn feast(&self, start: usize, end: usize, number: i32) -> Read<TimeValue> {
        // "the Tet offensive" in capitals is a name of something else
        let longer = self.capital(end) && !self.glued(end) && self.atoms[end].entry == 0;
        // "Johnnie Christmas", "Chinese New Year"
        let inside = start > 0
            && self.capital(start - 1)
            && matches!(
                self.upos(start - 1),
                chancery_nlp::Upos::Propn | chancery_nlp::Upos::Adj
            );
        if !self.capital(start) || longer || inside || self.in_person_name(start) {
            return None;
        }
        let rule = self.lexicon.feast(number)?.clone();
        if matches!(rule, FeastRule::Lasting(..)) && !self.names_stretch(start, end) {
            return None;
        }
        let (year, end) = self.year_after(end).unwrap_or((YearRef::Missing, end));
        Some((Core::Feast(rule, year).into(), end))
    }

    /// "during Ramadan", but "the Hajj" and "Passover meals" are happenings and things.
    fn names_stretch(&self, start: usize, end: usize) -> bool {
        let opened = start > 0 && self.upos(start - 1) == chancery_nlp::Upos::Adp;
        let bare = self.parse.is_empty() || start == 0 || !self.is_word(start - 1);
        (opened || bare) && self.upos(end) != chancery_nlp::Upos::Noun
    }

    fn in_person_name(&self, at: usize) -> bool {
        let name = self.name_at(at);
        name.is_some_and(|name| name.kind == chancery_nlp::NameKind::Person)
    }

    /// What needs no date: lengths, sets, times of the clock, vague words.
    fn bare(&self, at: usize) -> Read<TimeValue> {
        self.repeated(at)
            .or_else(|| self.unit_long(at))
            .or_else(|| self.counted(at))
            .or_else(|| {
                self.clock(at)
                    .map(|(clock, end)| (of_anchor_day(TimeOfDay::Clock(clock)), end))
            })
            .or_else(|| self.part_of_anchor_day(at))
            .or_else(|| self.vague_word(at))
    }

    /// "overnight", "the morning", "in the evening".
    fn part_of_anchor_day(&self, at: usize) -> Read<TimeValue> {
        let next = self.skip(at, Class::The);
        let named = self.capital(next) && at > 0 && self.is_word(at - 1);
        let (part, end) = self.day_part(next).filter(|_| !named)?;
        Some((of_anchor_day(TimeOfDay::Part(part)), end))
    }

    fn vague_word(&self, at: usize) -> Read<TimeValue> {
        let number = self.val(at, Class::VagueWord)?;
        // "the current in the strait"
        if self.upos(at) == chancery_nlp::Upos::Noun && self.after(at, Class::The) {
            return None;
        }
        Some((Core::Vague(vague(number)).into(), at + 1))
    }
}

/// A time of day of the day that was told last.
fn of_anchor_day(time: TimeOfDay) -> TimeValue {
    let core = Core::Shift {
        base: Base::Event,
        unit: Unit::Day,
        count: crate::time::value::Count::whole(0),
        sign: 0,
    };
    TimeValue {
        time: Some(time),
        ..core.into()
    }
}

fn vague(number: i32) -> Vague {
    match number {
        0 => Vague::Past,
        1 => Vague::Present,
        _ => Vague::Future,
    }
}

/// True for values of one day, which a time of day may follow.
fn takes_time(value: &TimeValue) -> bool {
    match &value.core {
        Core::Fields(fields) => matches!(fields.part, Part::Day(..) | Part::DayOfMonth(_)),
        Core::Weekday { .. } | Core::Feast(..) | Core::NthWeekday { .. } => true,
        Core::Shift {
            unit: Unit::Day, ..
        } => true,
        Core::Pointed(Pointer::Bare, _) => false,
        _ => false,
    }
}

/// TIMEX3 type of a value.
pub(super) fn kind_of(value: &TimeValue) -> TimexKind {
    match &value.core {
        Core::Repeated { .. } => TimexKind::Set,
        Core::Length { .. } => TimexKind::Duration,
        _ if value.time.is_some() => TimexKind::Time,
        Core::Shift {
            unit: Unit::Second | Unit::Minute | Unit::Hour,
            ..
        } => TimexKind::Time,
        _ => TimexKind::Date,
    }
}
