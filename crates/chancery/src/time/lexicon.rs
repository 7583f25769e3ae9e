//! The words of time, ready for the scan: from `data/lang/en/time.tsv`, the feasts of
//! `data/time/holidays.tsv`, and the tables that dating counts from.
//!
//! Method: one table by open addressing over lower-case words with a fixed hash (FNV-1a), so that
//! most words of a text are dismissed by one look-up; each word carries a set of grammar classes
//! with a value each. Phrases (feasts, "the near future") are lists of word numbers under their
//! first word. Built once; reading it allocates nothing.

use chancery_data::schema::{Holiday, Knowledge};

use super::almanac::Reckoning;
use super::dating::knowledge::World;
use super::value::FeastRule;

macro_rules! classes {
    ($($variant:ident = $text:literal,)+) => {
        /// Grammar class of a word of time, as column `class` of `time.tsv` writes it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Class { $($variant,)+ }

        impl Class {
            fn from_text(text: &str) -> Option<Self> {
                match text { $($text => Some(Class::$variant),)+ _ => None }
            }
        }
    };
}

classes! {
    After = "after", Anniversary = "anniversary", Ago = "ago", And = "and", Approx = "approx", Article = "article", At = "at",
    Before = "before", Between = "between", By = "by", ClockWord = "clock_word",
    Compare = "compare", Couple = "couple", DayNoun = "day_noun", DecadeMark = "decade_mark",
    DecadeWord = "decade_word", Deictic = "deictic", Earlier = "earlier", Edge = "edge",
    Era = "era", Every = "every", FallWord = "fall_word", From = "from", Former = "former", Nearing = "nearing", FutureWord = "future_word", Half = "half",
    HalfDay = "halfday", Hence = "hence", Holiday = "holiday", HoursMark = "hours_mark",
    In = "in", InThe = "in_the", Into = "into", Later = "later", Local = "local", Long = "long", Many = "many",
    Measure = "measure", Month = "month", MonthShort = "month_short", Number = "number",
    Numbered = "numbered", OClock = "oclock", Of = "of", Old = "old", On = "on", Or = "or",
    Ordinal = "ordinal", OrdinalMark = "ordinal_mark", PartOfDay = "part",
    PlanWord = "plan_word", Poss = "poss", Relative = "relative", Repeat = "repeat",
    Season = "season", ShiftPhrase = "shift_phrase", Since = "since", Tens = "tens",
    Than = "than", The = "the", Through = "through", Till = "till", TimeWord = "time_word",
    Times = "times", To = "to", UnitOne = "unit", UnitMany = "units", Until = "until", Up = "up",
    VagueWord = "vague", VagueNoun = "vague_noun", VaguePhrase = "vague_phrase", VoidPhrase = "void_phrase",
    Weekday = "weekday", WeekdayShort = "weekday_short", Weekdays = "weekdays",
    Saying = "saying", PlanTo = "plan_to", PlanFor = "plan_for", Postpone = "postpone", PeriodNoun = "period_noun", UnitEnd = "unit_end", PartNoun = "part_noun", That = "that", FractionMark = "fraction_mark", TimesNoun = "times_noun", YearKind = "year_kind", UnitOpener = "unit_opener", LongUnit = "long_unit", TermNoun = "term_noun", WarNoun = "war_noun",
    Within = "within", YearOpener = "year_opener", Zone = "zone",
}

/// What the value column of a class holds, as numbers.
pub(super) mod code {
    /// Units, in the order of [`Unit`](super::super::value::Unit).
    pub const UNITS: [&str; 13] = [
        "second",
        "minute",
        "hour",
        "day",
        "weekend",
        "week",
        "fortnight",
        "month",
        "quarter",
        "season",
        "year",
        "decade",
        "century",
    ];
    /// Parts of the day.
    pub const PARTS: [&str; 6] = ["MO", "MI", "AF", "EV", "NI", "DT"];
    /// Modifiers.
    pub const MODS: [&str; 8] = [
        "START",
        "MID",
        "END",
        "APPROX",
        "MORE_THAN",
        "LESS_THAN",
        "EQUAL_OR_MORE",
        "EQUAL_OR_LESS",
    ];
    /// Words that point.
    pub const RELATIVES: [&str; 13] = [
        "last",
        "next",
        "this",
        "previous",
        "following",
        "same",
        "that",
        "past",
        "coming",
        "current",
        "these",
        "those",
        "recent",
    ];
    /// "new", which points only at a year.
    pub const NEW: &str = "new";
    /// Vague references.
    pub const VAGUE: [&str; 3] = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"];
    /// Periods of repetition: text, unit, count.
    pub const PERIODS: [(&str, usize, u32); 8] = [
        ("PT1H", 2, 1),
        ("P1D", 3, 1),
        ("P1W", 5, 1),
        ("P2W", 5, 2),
        ("P1M", 7, 1),
        ("P1Q", 8, 1),
        ("P6M", 7, 6),
        ("P1Y", 10, 1),
    ];
}

/// A phrase of several words, or a feast of one.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Numbers of its words; ASCII punctuation stands for itself.
    pub(super) words: Vec<u16>,
    /// `Holiday`, `VaguePhrase` or `ShiftPhrase`.
    pub(super) class: Class,
    /// Number of the feast, of the vague reference, or days of the shift.
    pub(super) value: i32,
}

#[derive(Clone, Debug, Default)]
struct Word {
    text: Box<str>,
    classes: u128,
    values: Vec<(u8, i32)>,
    phrases: Vec<Phrase>,
}

/// Class of the rows of feasts.
const HOLIDAY: &str = "holiday";

/// Numbers below this are ASCII punctuation; word numbers begin here.
const FIRST_WORD: u16 = 128;

/// Longest word of the table in bytes; longer ones are dismissed unseen.
const LONGEST: usize = 24;

/// Words, phrases and feasts, built once.
#[derive(Clone, Debug, Default)]
pub struct TimeLexicon {
    slots: Vec<u16>,
    words: Vec<Word>,
    feasts: Vec<FeastRule>,
    world: World,
}

impl TimeLexicon {
    /// From all that is known.
    pub fn new(known: &Knowledge) -> Self {
        let words = known.time_words.iter();
        let words = words.map(|row| (row.words.as_str(), row.class.as_str(), row.value.as_str()));
        let feasts: Vec<(String, String)> = known.holidays.iter().map(feast_row).collect();
        let feasts = feasts
            .iter()
            .map(|(name, rule)| (name.as_str(), HOLIDAY, rule.as_str()));
        let lexicon = Self::from_rows(words.chain(feasts));
        let long = known.holidays.iter().filter(|feast| feast.days > 1);
        let long = long.filter_map(|row| {
            let rule = feast(&row.rule.join("|"))?;
            Some((row.name.as_str(), rule, i32::from(row.days)))
        });
        TimeLexicon {
            world: World::new(known, long.collect()),
            ..lexicon
        }
    }

    /// From rows of words, class, value. Unknown classes and values are passed over.
    fn from_rows<'r>(rows: impl Iterator<Item = (&'r str, &'r str, &'r str)>) -> Self {
        let mut lexicon = TimeLexicon {
            slots: vec![0; 4096],
            ..TimeLexicon::default()
        };
        for (words, class, value) in rows {
            lexicon.add(words, class, value);
        }
        for word in &mut lexicon.words {
            word.phrases
                .sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        lexicon
    }

    fn add(&mut self, words: &str, class: &str, value: &str) {
        let Some(class) = Class::from_text(class) else {
            return;
        };
        let Some(number) = self.value_of(class, value) else {
            return;
        };
        if !matches!(
            class,
            Class::Holiday | Class::VaguePhrase | Class::VoidPhrase | Class::ShiftPhrase
        ) {
            let word = self.intern(words);
            if let Some(word) = self.word_mut(word) {
                word.classes |= 1 << class as u8;
                word.values.push((class as u8, number));
            }
            return;
        }
        let numbers: Vec<u16> = words.split(' ').map(|word| self.intern(word)).collect();
        let phrase = Phrase {
            words: numbers,
            class,
            value: number,
        };
        if let Some(word) = phrase
            .words
            .first()
            .copied()
            .and_then(|first| self.word_mut(first))
        {
            word.classes |= 1 << Class::Holiday as u8;
            word.phrases.push(phrase);
        }
    }

    fn value_of(&mut self, class: Class, value: &str) -> Option<i32> {
        let place = |list: &[&str]| {
            list.iter()
                .position(|&text| text == value)
                .map(|at| at as i32)
        };
        match class {
            Class::UnitOne | Class::UnitMany | Class::LongUnit => place(&code::UNITS),
            Class::PartOfDay => place(&code::PARTS),
            Class::Edge | Class::Approx | Class::Compare => place(&code::MODS),
            Class::Relative if value == code::NEW => Some(code::RELATIVES.len() as i32),
            Class::Relative => place(&code::RELATIVES),
            Class::VagueWord | Class::VagueNoun | Class::VaguePhrase => place(&code::VAGUE),
            Class::Repeat => code::PERIODS
                .iter()
                .position(|row| row.0 == value)
                .map(|at| at as i32),
            Class::Era => Some(i32::from(value == "BC")),
            Class::Many => Some(0),
            Class::Zone => value.parse().ok().or(Some(i32::MIN)),
            Class::Holiday => {
                self.feasts.push(feast(value)?);
                Some(self.feasts.len() as i32 - 1)
            }
            // "event:1" counts from what was told before, 1000 marks it
            Class::ShiftPhrase => {
                let (base, days) = value.split_once(':')?;
                Some(days.parse::<i32>().ok()? + if base == "event" { 1000 } else { 0 })
            }
            _ => value.parse().ok(),
        }
    }

    fn intern(&mut self, word: &str) -> u16 {
        if let [byte] = word.as_bytes()
            && byte.is_ascii_punctuation()
        {
            return u16::from(*byte);
        }
        let mut slot = hash(word.as_bytes()) as usize & (self.slots.len() - 1);
        while self.slots[slot] != 0 {
            if &*self.words[usize::from(self.slots[slot] - FIRST_WORD)].text == word {
                return self.slots[slot];
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        // half of the slots stay free, so that every look-up ends
        if self.words.len() * 2 >= self.slots.len() {
            return 0;
        }
        let number = FIRST_WORD + self.words.len() as u16;
        self.slots[slot] = number;
        self.words.push(Word {
            text: word.into(),
            ..Word::default()
        });
        number
    }

    fn word_mut(&mut self, number: u16) -> Option<&mut Word> {
        self.words
            .get_mut(usize::from(number.checked_sub(FIRST_WORD)?))
    }

    fn word(&self, number: u16) -> Option<&Word> {
        self.words.get(usize::from(number.checked_sub(FIRST_WORD)?))
    }

    /// Number of a word of the text, whatever its case; 0 for a word that tells no time.
    pub(super) fn find(&self, word: &[u8]) -> u16 {
        if word.len() > LONGEST || self.slots.is_empty() {
            return 0;
        }
        let mut lower = [0u8; LONGEST];
        for (to, from) in lower.iter_mut().zip(word) {
            *to = from.to_ascii_lowercase();
        }
        let lower = &lower[..word.len()];
        let mut slot = hash(lower) as usize & (self.slots.len() - 1);
        while self.slots[slot] != 0 {
            let number = self.slots[slot];
            if self.words[usize::from(number - FIRST_WORD)].text.as_bytes() == lower {
                return number;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        0
    }

    /// Value of a word in a class; `None` where it is not of that class.
    pub(super) fn value(&self, number: u16, class: Class) -> Option<i32> {
        let word = self.word(number)?;
        if word.classes & (1 << class as u8) == 0 {
            return None;
        }
        let found = word.values.iter().find(|(of, _)| *of == class as u8);
        found.map(|&(_, value)| value)
    }

    /// Phrases that begin with a word, longest first.
    pub(super) fn phrases(&self, number: u16) -> &[Phrase] {
        self.word(number).map_or(&[], |word| &word.phrases)
    }

    /// Offices and happenings that documents are dated by.
    pub(super) fn world(&self) -> &World {
        &self.world
    }

    /// How a feast is reckoned.
    pub(super) fn feast(&self, number: i32) -> Option<&FeastRule> {
        self.feasts.get(usize::try_from(number).ok()?)
    }
}

/// A feast as rows of `time.tsv` have it: marks of its name stand apart.
fn feast_row(feast: &Holiday) -> (String, String) {
    let name = feast
        .name
        .replace('\'', " ' ")
        .replace('-', " - ")
        .replace('.', "");
    (name, format!("{}x{}", feast.rule.join("|"), feast.days))
}

fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, &byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// A rule with its length in days behind an `x`.
fn feast(rule: &str) -> Option<FeastRule> {
    let (rule, days) = rule.rsplit_once('x')?;
    let first = first_day(rule)?;
    Some(match days.parse().ok()? {
        0 | 1 => first,
        days => FeastRule::Lasting(Box::new(first), days),
    })
}

/// The last part of a list of first days: `hebrew:MM-DD` or `islamic:MM-DD`.
fn reckoning(part: &str) -> Option<Reckoning> {
    let (calendar, day) = part.split_once(':')?;
    let (month, day) = day.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    match calendar {
        "hebrew" => Some(Reckoning::Hebrew(month, day)),
        "islamic" => Some(Reckoning::Islamic(month, day)),
        _ => None,
    }
}

/// A rule as `holidays.tsv` writes it: `MM-DD`, `easter+N`, `orthodox-N`, `MM-DOW-N`, or first days
/// joined by `|`.
fn first_day(rule: &str) -> Option<FeastRule> {
    if let Some(days) = rule.strip_prefix("easter") {
        return Some(FeastRule::Easter(days.parse().ok()?));
    }
    if let Some(days) = rule.strip_prefix("orthodox") {
        return Some(FeastRule::Orthodox(days.parse().ok()?));
    }
    if rule.len() >= 10 {
        let days = rule
            .split('|')
            .filter_map(|day| day.parse::<jiff::civil::Date>().ok());
        let days = days.map(|date| super::calendar::Day::from(date).0);
        return Some(FeastRule::Listed(
            days.collect(),
            rule.split('|').find_map(reckoning),
        ));
    }
    let (month, rest) = rule.split_once('-')?;
    let month = month.parse().ok()?;
    if let Some((weekday, nth)) = rest.split_once('-') {
        return Some(FeastRule::Nth(
            month,
            weekday.parse().ok()?,
            nth.parse().ok()?,
        ));
    }
    Some(FeastRule::Fixed(month, rest.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reckoned_is_what_is_listed() {
        let mut seen = 0;
        for row in &chancery_data::knowledge().holidays {
            let Some(FeastRule::Listed(days, Some(reckoning))) = first_day(&row.rule.join("|"))
            else {
                continue;
            };
            // the list has the evening before some of the days, the reckoning has the day
            let off = if reckoning.is_approximate() { 2 } else { 0 };
            for day in days.into_iter().map(crate::time::calendar::Day) {
                seen += 1;
                // two may fall into one year
                let near = [day.year(), day.year() + 1].into_iter().find_map(|year| {
                    let reckoned = reckoning.of(year)?;
                    ((reckoned.0 - day.0).abs() <= off).then_some(())
                });
                let second = reckoning
                    .of(day.year())
                    .is_some_and(|first| day.0 - first.0 > 300);
                assert!(near.is_some() || second, "{} {}", row.name, day.date());
            }
        }
        assert!(seen > 100);
    }
}
