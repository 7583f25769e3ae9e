//! Days counted from the beginning of a war: "day 1,408 of the war", "the 100th day of Russia's
//! full-scale invasion", "the third anniversary of the war". Where the paragraph names a happening of the table, its first day counts;
//! else every beginning that the table holds stays open until the day of the report is known.

use super::counts::unit_of;
use super::{Class, Grammar, Read};
use crate::time::value::{Core, TimeValue, Unit};

/// Bytes on each side within which the war is named.
const NEAR: usize = 600;

/// Words between "of" and the war ("of Russia's full-scale war").
const REACH: usize = 9;

impl Grammar<'_> {
    /// A counted day of a war, to the word for the war.
    pub(super) fn day_of_war(&self, at: usize) -> Read<TimeValue> {
        let (number, of, yearly) = match self.day_and_number(at) {
            Some((number, of)) => (number, of, false),
            None => self.anniversary(at).map(|(years, of)| (years, of, true))?,
        };
        if !self.is(of, Class::Of) {
            return None;
        }
        let war = (of + 1..of + REACH)
            .take_while(|&next| {
                self.is_word(next) || self.mark(next, b'-') || self.mark(next, b'\'')
            })
            .find(|&next| self.is(next, Class::WarNoun))?;
        let starts = self.beginnings(at);
        let core = match yearly {
            true => Core::Anniversary(number, starts),
            false => Core::NthDay(number, starts),
        };
        Some((core.into(), war + 1))
    }

    /// "the third anniversary": how many years, and one past the words.
    fn anniversary(&self, at: usize) -> Read<u32> {
        let (years, next) = self.ordinal(self.skip(at, Class::The))?;
        self.is(next, Class::Anniversary)
            .then_some((years, next + 1))
    }

    fn day_and_number(&self, at: usize) -> Read<u32> {
        if self.is(at, Class::DayNoun) {
            let (number, _) = self.digits(at + 1)?;
            return Some((number, at + 2));
        }
        let (number, next) = self.ordinal(self.skip(at, Class::The))?;
        let day = self.val(next, Class::UnitOne).map(unit_of) == Some(Unit::Day);
        day.then_some((number, next + 1))
    }

    /// The paragraph round a byte, as far as [`NEAR`] bytes on each side.
    fn around(&self, at: usize) -> &str {
        let from = self.text.floor_char_boundary(at.saturating_sub(NEAR));
        let to = self
            .text
            .floor_char_boundary((at + NEAR).min(self.text.len()));
        let start = self.text[from..at]
            .rfind('\n')
            .map_or(from, |line| from + line + 1);
        let end = self.text[at..to].find('\n').map_or(to, |line| at + line);
        &self.text[start..end]
    }

    /// First days of the happenings that the paragraph names; of all where it names none.
    fn beginnings(&self, at: usize) -> Vec<i32> {
        let world = self.lexicon.world();
        let Some(atom) = self.atoms.get(at) else {
            return Vec::new();
        };
        let near = self.around(atom.start as usize);
        let named = world.names.iter().flat_map(|names| {
            let found = names.find_iter(near);
            found.filter_map(|name| world.happenings.get(name.pattern().as_usize()))
        });
        let mut days: Vec<i32> = named.map(|happening| happening.from.0).collect();
        if days.is_empty() {
            days = world.happenings.iter().map(|row| row.from.0).collect();
        }
        days.sort_unstable();
        days.dedup();
        days
    }
}
