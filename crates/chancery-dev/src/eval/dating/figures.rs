//! What became of a report whose day is known, and the figures over many.

use chancery::time::Dating;
use jiff::civil::Date;

/// Weight from which a printed day must be right.
const SURE: f64 = 0.8;

/// Days from 1990 on that a dating can mean: where nothing is said, all of them.
const ALL_DAYS: f64 = 13_474.0;

/// One report.
pub(super) struct Outcome {
    in_set: bool,
    in_hard: bool,
    days: f64,
    /// Weight of the printed day, and whether it is the truth.
    printed: Option<(f64, bool)>,
    year_right: bool,
    /// Where a weekday stands on top: whether the likeliest weekday is that of the truth.
    weekday_right: Option<bool>,
}

impl Outcome {
    /// Compares a dating with the truth.
    pub(super) fn new(dating: &Dating, truth: Date, weekday_on_top: bool) -> Self {
        let day = &dating.day;
        let within = |(first, last): &(Date, Date)| (*first..=*last).contains(&truth);
        let length = |(first, last): &(Date, Date)| f64::from((*last - *first).get_days()) + 1.0;
        let weekday = dating.weekday.map(|(weekday, _)| weekday as i8);
        let right = weekday == Some(truth.weekday().to_monday_one_offset());
        let year = dating.years.first().map(|&(year, _)| year);
        Outcome {
            in_set: dating.set90.is_empty() || dating.set90.iter().any(within),
            in_hard: day.earliest.is_none_or(|first| first <= truth)
                && day.latest.is_none_or(|last| truth <= last),
            days: match dating.set90.is_empty() {
                true => ALL_DAYS,
                false => dating.set90.iter().map(length).sum(),
            },
            printed: day.best.map(|best| (day.confidence, best == truth)),
            year_right: year == Some(i32::from(truth.year())),
            weekday_right: weekday_on_top.then_some(right),
        }
    }

    /// What is wrong with it, for people.
    pub(super) fn marks(&self) -> String {
        let mut marks = format!(" {:.0} days", self.days);
        let wrong = [
            (!self.in_set, "OUT OF SET"),
            (!self.in_hard, "OUT OF BOUNDS"),
            (self.weekday_right == Some(false), "WEEKDAY"),
            (!self.year_right, "YEAR"),
            (
                matches!(self.printed, Some((weight, false)) if weight >= SURE),
                "DAY",
            ),
        ];
        for (_, mark) in wrong.iter().filter(|(is, _)| *is) {
            marks.push(' ');
            marks.push_str(mark);
        }
        marks
    }
}

/// The figures, shares in percent; a report of which nothing is said has every day in its set
/// (`in_set`), or is left out (`in_set_said`). A share of nothing is left out: it is no evidence.
pub(super) fn of(outcomes: &[&Outcome]) -> Vec<(&'static str, f64)> {
    let share = |holds: &dyn Fn(&Outcome) -> bool| {
        100.0 * outcomes.iter().filter(|o| holds(o)).count() as f64 / outcomes.len().max(1) as f64
    };
    let sure: Vec<bool> = outcomes
        .iter()
        .filter_map(|o| o.printed.filter(|day| day.0 >= SURE))
        .map(|day| day.1)
        .collect();
    let said = outcomes.iter().filter(|o| o.days < ALL_DAYS);
    let said: Vec<bool> = said.map(|o| o.in_set).collect();
    let weekdays: Vec<bool> = outcomes.iter().filter_map(|o| o.weekday_right).collect();
    let mut sizes: Vec<f64> = outcomes.iter().map(|o| o.days).collect();
    sizes.sort_by(f64::total_cmp);
    let median = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
    let mean = sizes.iter().sum::<f64>() / sizes.len().max(1) as f64;
    let figures = [
        ("documents", Some(outcomes.len() as f64)),
        ("in_set", Some(share(&|o| o.in_set))),
        ("in_set_said", percent(&said)),
        ("not_too_wide", Some(100.0 - share(&|o| o.in_set))),
        ("in_hard", Some(share(&|o| o.in_hard))),
        ("year", Some(share(&|o| o.year_right))),
        ("days_sure", Some(sure.len() as f64)),
        ("day_right", percent(&sure)),
        ("said", Some(share(&|o| o.days < ALL_DAYS))),
        ("days_named", Some(share(&|o| o.printed.is_some()))),
        ("weekdays", Some(weekdays.len() as f64)),
        ("weekday", percent(&weekdays)),
        ("mean_days", Some(mean)),
        ("median_days", Some(median)),
    ];
    let known = figures.into_iter();
    known
        .filter_map(|(name, figure)| Some((name, figure?)))
        .collect()
}

/// The share that is right; `None` of none.
fn percent(right: &[bool]) -> Option<f64> {
    let good = right.iter().filter(|right| **right).count();
    (!right.is_empty()).then(|| 100.0 * good as f64 / right.len() as f64)
}
