//! What one piece of evidence says of every day: a weight, and whether the day is allowed at all.
//!
//! A factor is painted over the days of a domain in one pass. Factors that come back every year are
//! painted year by year and the weights of their readings added: the year is a joint variable that
//! is summed out, not fixed first. Weights lie above 0 everywhere, so no misreading can empty the
//! calendar. Where the shapes come from: [`shape`](super::shape). Cost: days of the domain.

use super::shape::{self, FLOOR, LONGEST_LAG, LONGEST_LEAD, Lead, MISPRINT, SOFT, UNLISTED};
use crate::time::calendar::{Day, Days, month_days, year_days};
use crate::time::place::feast_day;
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
    /// Paints the weights of the days from `first` on over `out`: above 0, and 1 at most.
    pub(super) fn paint(&self, first: Day, out: &mut [f64]) {
        match self {
            Factor::Dateline(_)
            | Factor::MonthDay(..)
            | Factor::Month(..)
            | Factor::Feast(..)
            | Factor::TurnOfYear => self.paint_years(first, out),
            _ => {
                let days = out.iter_mut().enumerate();
                days.for_each(|(at, weight)| *weight = self.plain(first.plus(at as i32)));
            }
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

    fn paint_years(&self, first: Day, out: &mut [f64]) {
        let floor = match self {
            Factor::Feast(..) => SOFT,
            _ => FLOOR,
        };
        out.fill(floor);
        let last = first.plus(out.len() as i32 - 1);
        for year in first.year() - 1..=last.year() + 1 {
            let Some(reach) = self.reach(year) else {
                continue;
            };
            for day in reach.first.max(first).0..=reach.last.min(last).0 {
                let weight = &mut out[(day - first.0) as usize];
                *weight = (*weight + self.reading(year, Day(day))).min(1.0);
            }
        }
    }

    /// The days that one year's reading of a yearly factor can favour.
    fn reach(&self, year: i32) -> Option<Days> {
        let core = match self {
            Factor::Dateline(yearly) | Factor::MonthDay(yearly, _) => {
                let day = yearly.of(year)?;
                Days::new(day, day)
            }
            Factor::Month(month, _) => month_days(year, *month)?,
            Factor::Feast(rule, length, _) => match is_listed(rule, year) {
                true => feast_days(rule, *length, year)?,
                false => return year_days(year),
            },
            _ => month_days(year, 12)?,
        };
        Some(Days::new(
            core.first.plus(-LONGEST_LEAD),
            core.last.plus(LONGEST_LAG),
        ))
    }

    /// Weight of a day for one year's reading of a yearly factor.
    fn reading(&self, year: i32, day: Day) -> f64 {
        match self {
            Factor::Dateline(yearly) => yearly
                .of(year)
                .map_or(0.0, |date| shape::dateline(day.0 - date.0)),
            Factor::MonthDay(yearly, side) => yearly
                .of(year)
                .map_or(0.0, |date| side.weigh(Days::new(date, date), day)),
            Factor::Month(month, side) => {
                month_days(year, *month).map_or(0.0, |month| side.weigh_month(month, day))
            }
            Factor::Feast(rule, _, _) if !is_listed(rule, year) => UNLISTED,
            Factor::Feast(rule, length, side) => {
                feast_days(rule, *length, year).map_or(0.0, |feast| side.weigh(feast, day))
            }
            _ => shape::turn_of_year(year, day),
        }
    }

    /// The weight at and under which a day breaks the constraint; `None` for one that is not strict.
    fn broken(&self) -> Option<f64> {
        match self {
            Factor::AtLeast(_) => Some(MISPRINT),
            Factor::Before(..) | Factor::Terms(_) | Factor::Dateline(_) => Some(FLOOR),
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

fn feast_days(rule: &FeastRule, length: i32, year: i32) -> Option<Days> {
    let first = feast_day(rule, year)?;
    Some(Days::new(first, first.plus(length - 1)))
}

/// False for the years before and after a table of moving feasts.
fn is_listed(rule: &FeastRule, year: i32) -> bool {
    let FeastRule::Listed(days) = rule else {
        return true;
    };
    let years = || days.iter().map(|&day| Day(day).year());
    years().min().is_some_and(|first| first <= year) && years().max() >= Some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, of_month: u8) -> Day {
        Day::from_ymd(year, month, of_month).unwrap()
    }

    fn weight(factor: &Factor, at: Day) -> f64 {
        let mut one = [0.0];
        factor.paint(at, &mut one);
        one[0]
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
        let listed = FeastRule::Listed(vec![day(2024, 3, 11).0, day(2025, 3, 1).0]);
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
