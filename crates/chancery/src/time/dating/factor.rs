//! What one piece of evidence says of every day: a weight, and whether the day is allowed at all.
//!
//! A factor is painted over the days of a domain ([`painted`](super::painted)). Factors that come
//! back every year are painted year by year and the weights of their readings added: the year is a joint variable that
//! is summed out, not fixed first. Weights lie above 0 everywhere, so no misreading can empty the
//! calendar. Where the shapes come from: [`shape`](super::shape). Cost: the
//! stretches of a factor, for yearly ones the days of the domain.

use super::painted::{Painted, stretches};
use super::shape::{
    self, FLOOR, LONGEST_LAG, LONGEST_LEAD, Lead, MISPRINT, NOT_AHEAD, SOFT, UNLISTED,
};
use crate::time::calendar::{Day, Days, month_days, year_days};
use crate::time::place::{self, feast_day};
use crate::time::value::FeastRule;

/// Which side of the document a date lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Told.
    Past,
    /// To come.
    Future,
    /// No verb tells.
    Either,
}

/// A day of every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Yearly {
    /// 1 to 12.
    pub(super) month: u8,
    /// 1 to 31.
    pub(super) day: u8,
    /// The weekday written beside it, 1 Monday to 7 Sunday: it fixes the year.
    pub(super) weekday: Option<u8>,
}

/// A function from days to weights.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Factor {
    /// D is on or after this day.
    AtLeast(Day),
    /// D is before this day; nearer is likelier.
    Before(Day, Lead),
    /// D lies on or soon after such a weekday.
    OnOrAfterWeekday(u8),
    /// D lies in the week before such a weekday.
    BeforeWeekday(u8),
    /// D is later in its ISO week than this weekday.
    LaterInWeek(u8),
    /// D is that day of some year, or the day after.
    Dateline(Yearly),
    /// D lies near that day of some year.
    MonthDay(Yearly, Side),
    /// D lies near a month of some year.
    Month(u8, Side),
    /// D lies near a feast of some year, so many days long.
    Feast(FeastRule, i32, Side),
    /// D lies round the turn of the year.
    TurnOfYear,
    /// D lies in one of these terms of office; a name outlives its term in print.
    Terms(Vec<Days>),
    /// D lies in one of these windows, each with its weight; the end of the last one is strict.
    Nearing(Vec<(Days, f64)>),
    /// D lies in these days, if the words mean the same happening.
    Within(Days),
    /// D in the year itself is less likely, since the year was written out.
    WrittenYear(i32),
}

impl Factor {
    /// The weights of so many days from `first` on.
    pub(super) fn paint(&self, first: Day, length: usize) -> Painted {
        match self {
            Factor::Dateline(_)
            | Factor::MonthDay(..)
            | Factor::Month(..)
            | Factor::Feast(..)
            | Factor::TurnOfYear => self.paint_years(first, length),
            Factor::OnOrAfterWeekday(_) | Factor::BeforeWeekday(_) | Factor::LaterInWeek(_) => {
                // 1970-01-05 was a Monday
                Painted::Weekly(std::array::from_fn(|weekday| {
                    self.plain(Day(4 + weekday as i32))
                }))
            }
            Factor::Before(..) => Painted::Daily {
                weights: (0..length as i32)
                    .map(|at| self.plain(first.plus(at)))
                    .collect(),
                broken: self.broken(),
            },
            _ => stretches((first, length), self.cuts(), |day| {
                let weight = self.plain(day);
                (weight, self.allows(day, weight))
            }),
        }
    }

    /// The first days of the stretches that have one weight.
    fn cuts(&self) -> Vec<Day> {
        let edges = |days: &Days| [days.first, days.last.plus(1)];
        match self {
            Factor::AtLeast(first) => vec![*first],
            Factor::Within(days) => edges(days).to_vec(),
            Factor::WrittenYear(year) => {
                year_days(*year).map_or(Vec::new(), |days| edges(&days).to_vec())
            }
            Factor::Terms(terms) => {
                let terms = terms.iter().map(|term| shape::with_soft_end(*term));
                terms.flat_map(|term| edges(&term)).collect()
            }
            Factor::Nearing(windows) => windows.iter().flat_map(|(days, _)| edges(days)).collect(),
            _ => Vec::new(),
        }
    }

    /// Weight of a day for a factor that does not come back every year.
    fn plain(&self, day: Day) -> f64 {
        let or_else = |fits: bool, weight: f64| if fits { 1.0 } else { weight };
        match self {
            Factor::AtLeast(first) => or_else(day >= *first, MISPRINT),
            Factor::Before(end, lead) => lead.weight(end.0.saturating_sub(day.0)),
            Factor::OnOrAfterWeekday(weekday) => {
                shape::WEEKDAY_LAG[usize::from((day.weekday() + 7 - weekday) % 7)]
            }
            Factor::BeforeWeekday(weekday) => {
                shape::WEEKDAY_LEAD[usize::from((weekday + 6 - day.weekday()) % 7)]
            }
            Factor::LaterInWeek(weekday) => or_else(day.weekday() > *weekday, shape::NOT_LATER),
            Factor::Within(days) => or_else(days.contains(day), SOFT),
            Factor::WrittenYear(year) => or_else(day.year() != *year, 0.5),
            Factor::Terms(terms) => {
                let weights = terms.iter().map(|term| shape::term(*term, day));
                weights.fold(FLOOR, f64::max)
            }
            Factor::Nearing(windows) => {
                let inside = windows.iter().filter(|(days, _)| days.contains(day));
                inside.map(|&(_, weight)| weight).fold(FLOOR, f64::max)
            }
            _ => 1.0,
        }
    }

    /// The readings of all years added. What a year's reading says hangs on the days since its date
    /// alone, so it is reckoned once and laid down every year.
    fn paint_years(&self, first: Day, length: usize) -> Painted {
        let floor = match self {
            Factor::Feast(..) => SOFT,
            _ => FLOOR,
        };
        let mut out = vec![floor; length];
        let mut readings: Vec<(i32, Vec<f64>)> = Vec::new();
        let last = first.plus(length as i32 - 1);
        for year in first.year() - 1..=last.year() + 1 {
            if let Some(days) = self.unlisted(year) {
                let whole = vec![UNLISTED; (days.last.0 - days.first.0 + 1) as usize];
                add(&mut out, days.first.0 - first.0, &whole);
                continue;
            }
            let Some(core) = self.core(year) else {
                continue;
            };
            let wide = core.last.0 - core.first.0;
            let known = readings.iter().position(|(of, _)| *of == wide);
            let at = known.unwrap_or_else(|| {
                let days = -LONGEST_LEAD..=wide + LONGEST_LAG;
                let weights = days.map(|since| self.reading(core, core.first.plus(since)));
                readings.push((wide, weights.collect()));
                readings.len() - 1
            });
            add(
                &mut out,
                core.first.0 - LONGEST_LEAD - first.0,
                &readings[at].1,
            );
        }
        Painted::Daily {
            weights: out,
            broken: self.broken(),
        }
    }

    /// The days of a year for which a table of moving feasts has no row.
    fn unlisted(&self, year: i32) -> Option<Days> {
        match self {
            Factor::Feast(rule, ..) if !is_listed(rule, year) => year_days(year),
            _ => None,
        }
    }

    /// The days that one year's reading of a yearly factor lies round.
    fn core(&self, year: i32) -> Option<Days> {
        match self {
            Factor::Dateline(yearly) | Factor::MonthDay(yearly, _) => {
                let day = yearly.of(year)?;
                Some(Days::new(day, day))
            }
            Factor::Month(month, _) => month_days(year, *month),
            Factor::Feast(rule, length, _) => feast_days(rule, *length, year),
            _ => month_days(year, 12),
        }
    }

    /// Weight of a day for the reading of a yearly factor that lies round `core`.
    fn reading(&self, core: Days, day: Day) -> f64 {
        match self {
            Factor::Dateline(_) => shape::dateline(day.0 - core.first.0),
            Factor::MonthDay(_, side) | Factor::Feast(_, _, side) => side.weigh(core, day),
            Factor::Month(_, side) => side.weigh_month(core, day),
            _ => shape::turn_of_year(core, day),
        }
    }

    /// The weight at and under which a day breaks the constraint; `None` for one that is not strict.
    fn broken(&self) -> Option<f64> {
        match self {
            Factor::AtLeast(_) => Some(MISPRINT),
            Factor::Before(..) => Some(NOT_AHEAD),
            Factor::Terms(_) | Factor::Dateline(_) => Some(FLOOR),
            Factor::MonthDay(_, Side::Past | Side::Future) => Some(FLOOR),
            Factor::MonthDay(yearly, Side::Either) => yearly.weekday.map(|_| FLOOR),
            _ => None,
        }
    }

    /// False where a day of this weight would break the constraint.
    pub(super) fn allows(&self, day: Day, weight: f64) -> bool {
        match self {
            Factor::Nearing(windows) => windows.iter().any(|(days, _)| day <= days.last),
            _ => self.broken().is_none_or(|broken| weight > broken),
        }
    }
}

impl Yearly {
    /// The day in a year; `None` where it has no such day, or it is another weekday.
    fn of(self, year: i32) -> Option<Day> {
        let day = Day::from_ymd(year, self.month, self.day)?;
        let fits = self.weekday.is_none_or(|weekday| weekday == day.weekday());
        fits.then_some(day)
    }
}

impl Side {
    /// Weight of a document of `day` for a date of some days on this side of it.
    fn weigh(self, date: Days, day: Day) -> f64 {
        let told = || {
            // a feast that goes on is told of as one that began today
            let since = day.0 - date.first.0;
            let over = (day.0 - date.last.0).max(0);
            if since < 0 { 0.0 } else { shape::lag(over) }
        };
        let to_come = || shape::lead(date.first.0 - day.0);
        match self {
            Side::Past => told(),
            Side::Future => to_come(),
            Side::Either => told().max(to_come()),
        }
    }

    fn weigh_month(self, month: Days, day: Day) -> f64 {
        match self {
            Side::Past => shape::month_told(month, day),
            Side::Future => shape::month_to_come(month, day),
            Side::Either => shape::month_told(month, day).max(shape::month_to_come(month, day)),
        }
    }
}

/// Adds weights from a place on, which may lie before the first day; no sum goes over 1.
fn add(out: &mut [f64], place: i32, weights: &[f64]) {
    let skipped = (-place).max(0) as usize;
    let days = out.iter_mut().skip(place.max(0) as usize);
    let added = weights.iter().skip(skipped);
    days.zip(added)
        .for_each(|(day, weight)| *day = (*day + weight).min(1.0));
}

fn feast_days(rule: &FeastRule, length: i32, year: i32) -> Option<Days> {
    let first = feast_day(rule, year)?;
    Some(Days::new(first, first.plus(length - 1)))
}

/// False for the years before and after a table of moving feasts.
fn is_listed(rule: &FeastRule, year: i32) -> bool {
    match rule {
        FeastRule::Listed(days, None) => place::is_listed(days, year),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, of_month: u8) -> Day {
        Day::from_ymd(year, month, of_month).unwrap()
    }

    fn weight(factor: &Factor, at: Day) -> f64 {
        match factor.paint(at, 1) {
            Painted::Stretches(all) => all[0].weight,
            Painted::Weekly(of_week) => of_week[at.weekday_from_monday()],
            Painted::Daily { weights, .. } => weights[0],
        }
    }

    #[test]
    fn a_lead_thins_with_its_length_and_ends_on_the_day() {
        let factor = Factor::Before(day(2024, 3, 10), Lead::Day);
        let at = |of_month| weight(&factor, day(2024, 3, of_month));
        assert!(at(9) > at(5) && at(5) > at(1));
        assert!(!factor.allows(day(2024, 3, 10), at(10)));
        let year = Factor::Before(day(2030, 12, 31), Lead::Year);
        assert!(weight(&year, day(2024, 1, 1)) > 0.15 * weight(&year, day(2029, 1, 1)));
    }

    #[test]
    fn a_day_and_month_come_back_every_year() {
        let yearly = Yearly {
            month: 1,
            day: 3,
            weekday: None,
        };
        let factor = Factor::MonthDay(yearly, Side::Future);
        for year in [1995, 2010, 2026] {
            assert!(weight(&factor, day(year - 1, 12, 31)) > 0.4);
            assert_eq!(weight(&factor, day(year, 1, 3)), FLOOR);
        }
    }

    #[test]
    fn a_weekday_beside_a_date_fixes_the_year() {
        let yearly = Yearly {
            month: 1,
            day: 5,
            weekday: Some(1),
        };
        let factor = Factor::MonthDay(yearly, Side::Past);
        assert!(weight(&factor, day(2026, 1, 6)) > 0.5);
        assert_eq!(weight(&factor, day(2025, 1, 6)), FLOOR);
        let dateline = Factor::Dateline(yearly);
        assert_eq!(weight(&dateline, day(2026, 1, 5)), 1.0);
        assert_eq!(weight(&dateline, day(2026, 1, 9)), FLOOR);
    }

    #[test]
    fn a_term_is_strict_before_and_soft_behind() {
        let factor = Factor::Terms(vec![Days::new(day(2009, 1, 20), day(2017, 1, 20))]);
        let at = |at: Day| weight(&factor, at);
        assert!(!factor.allows(day(2008, 6, 1), at(day(2008, 6, 1))));
        assert!(factor.allows(day(2018, 6, 1), at(day(2018, 6, 1))));
        assert_eq!(at(day(2017, 2, 1)), 1.0);
        assert!(at(day(2018, 6, 1)) < 0.1);
    }

    #[test]
    fn moving_feasts_beyond_their_table_say_nothing() {
        let listed = FeastRule::Listed(vec![day(2024, 3, 11).0, day(2025, 3, 1).0], None);
        let factor = Factor::Feast(listed, 30, Side::Past);
        assert!(weight(&factor, day(2024, 3, 20)) > 0.9);
        assert_eq!(
            weight(&factor, day(2010, 6, 1)),
            weight(&factor, day(2010, 12, 1))
        );
        assert!(weight(&factor, day(2024, 1, 11)) < 0.2);
    }

    #[test]
    fn the_turn_of_the_year_peaks_late_in_december() {
        let at = |year, month, of_month| weight(&Factor::TurnOfYear, day(year, month, of_month));
        assert!(at(2025, 12, 28) > at(2026, 1, 2) && at(2026, 1, 2) > at(2026, 1, 9));
        assert_eq!(at(2025, 6, 1), FLOOR);
    }
}
