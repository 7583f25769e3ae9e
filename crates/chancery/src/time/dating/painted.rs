//! A factor over the days of a domain, kept as small as it is.
//!
//! Most factors change on a handful of days (an office taken, a date passed) or with the weekday
//! only: they are kept as stretches of one weight or as seven weights, and what they take from a
//! prior is read off its running sums. Only what comes back every year, and dates to come, have a
//! weight for each day. Cost: the stretches, or the days of the domain where there is no way round.

use super::weights::{Sums, Weights};
use crate::time::calendar::Day;

/// Days in a row, up to the next stretch or the end of the domain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch {
    /// One past its last day, as an index into the domain.
    pub(super) end: usize,
    /// Weight of each of its days.
    pub(super) weight: f64,
    /// False where these days break the constraint.
    pub(super) allowed: bool,
}

/// The weights of a factor; all above 0, and 1 at most.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Painted {
    /// In order, up to the end of the domain.
    Stretches(Vec<Stretch>),
    /// By weekday, Monday first; every day is allowed.
    Weekly([f64; 7]),
    /// Day by day.
    Daily {
        /// One a day.
        weights: Vec<f64>,
        /// The weight at and under which a day is not allowed, if any.
        broken: Option<f64>,
    },
}

/// What a factor leaves of a prior.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Left {
    /// Prior times factor, over all days.
    pub(super) all: f64,
    /// The same over the days that are allowed.
    pub(super) allowed: f64,
    /// The prior of the days that are not.
    pub(super) forbidden: f64,
}

impl Painted {
    /// False where every day has the same weight.
    pub(super) fn says(&self) -> bool {
        let differ = |weights: &[f64]| weights.iter().any(|weight| *weight != weights[0]);
        match self {
            Painted::Stretches(all) => all.iter().any(|one| one.weight != all[0].weight),
            Painted::Weekly(weights) => differ(weights),
            Painted::Daily { weights, .. } => differ(weights),
        }
    }

    /// The largest weight.
    pub(super) fn most(&self) -> f64 {
        let of = |weights: &mut dyn Iterator<Item = f64>| weights.fold(f64::MIN_POSITIVE, f64::max);
        match self {
            Painted::Stretches(all) => of(&mut all.iter().map(|one| one.weight)),
            Painted::Weekly(weights) => of(&mut weights.iter().copied()),
            Painted::Daily { weights, .. } => of(&mut weights.iter().copied()),
        }
    }

    /// What it leaves of a prior with these running sums.
    pub(super) fn left(&self, prior: &Weights, sums: &Sums<'_>) -> Left {
        let mut left = Left::default();
        match self {
            Painted::Stretches(all) => {
                for (range, one) in ranges(all) {
                    let mass = sums.of(range);
                    left.all += mass * one.weight;
                    match one.allowed {
                        true => left.allowed += mass * one.weight,
                        false => left.forbidden += mass,
                    }
                }
            }
            Painted::Weekly(weights) => {
                let pairs = weights.iter().zip(sums.weekdays());
                left.all = pairs.map(|(weight, mass)| weight * mass).sum();
                left.allowed = left.all;
            }
            Painted::Daily { weights, broken } => {
                for (prior, weight) in prior.of.iter().zip(weights) {
                    let weighed = prior * weight;
                    left.all += weighed;
                    match is_allowed(*weight, *broken) {
                        true => left.allowed += weighed,
                        false => left.forbidden += prior,
                    }
                }
            }
        }
        left
    }

    /// Multiplies weights by what `temper` makes of each weight and of whether its day is allowed.
    pub(super) fn multiply(&self, weights: &mut Weights, temper: impl Fn(f64, bool) -> f64) {
        match self {
            Painted::Stretches(all) => {
                for (range, one) in ranges(all) {
                    let by = temper(one.weight, one.allowed);
                    if by != 1.0 {
                        weights.of[range]
                            .iter_mut()
                            .for_each(|weight| *weight *= by);
                    }
                }
            }
            Painted::Weekly(of_week) => {
                weights.multiply_weekly(of_week.map(|weight| temper(weight, true)));
            }
            Painted::Daily {
                weights: factors,
                broken,
            } => {
                let days = weights.of.iter_mut().zip(factors);
                days.for_each(|(weight, by)| *weight *= temper(*by, is_allowed(*by, *broken)));
            }
        }
    }

    /// Weight of the days that it allows.
    pub(super) fn mass_allowed(&self, weights: &Weights, sums: &Sums<'_>) -> f64 {
        match self {
            Painted::Stretches(all) => {
                let allowed = ranges(all).filter(|(_, one)| one.allowed);
                allowed.map(|(range, _)| sums.of(range)).sum()
            }
            Painted::Weekly(_) | Painted::Daily { broken: None, .. } => {
                sums.of(0..weights.of.len())
            }
            Painted::Daily {
                weights: factors,
                broken,
            } => {
                let days = weights.of.iter().zip(factors);
                let allowed = days.filter(|(_, factor)| is_allowed(**factor, *broken));
                allowed.map(|(weight, _)| weight).sum()
            }
        }
    }

    /// Takes from `allowed` the days that it does not allow.
    pub(super) fn forbid(&self, allowed: &mut [bool]) {
        match self {
            Painted::Stretches(all) => {
                for (range, _) in ranges(all).filter(|(_, one)| !one.allowed) {
                    allowed[range].fill(false);
                }
            }
            Painted::Weekly(_) | Painted::Daily { broken: None, .. } => {}
            Painted::Daily { weights, broken } => {
                let days = allowed.iter_mut().zip(weights);
                days.for_each(|(allowed, weight)| *allowed &= is_allowed(*weight, *broken));
            }
        }
    }
}

/// Each stretch with its days as indices.
fn ranges(all: &[Stretch]) -> impl Iterator<Item = (std::ops::Range<usize>, &Stretch)> {
    let starts = std::iter::once(0).chain(all.iter().map(|one| one.end));
    starts.zip(all).map(|(start, one)| (start..one.end, one))
}

fn is_allowed(weight: f64, broken: Option<f64>) -> bool {
    broken.is_none_or(|broken| weight > broken)
}

/// Stretches of `length` days from `first` on, cut before each of these days; `weigh` says weight
/// and whether it is allowed of the first day of each.
pub(super) fn stretches(
    (first, length): (Day, usize),
    mut cuts: Vec<Day>,
    weigh: impl Fn(Day) -> (f64, bool),
) -> Painted {
    cuts.push(first);
    cuts.retain(|&cut| cut >= first && i64::from(cut.0) < i64::from(first.0) + length as i64);
    cuts.sort_unstable();
    cuts.dedup();
    let ends = cuts.iter().skip(1).map(|cut| (cut.0 - first.0) as usize);
    let ends = ends.chain([length]);
    let made = cuts.iter().zip(ends).map(|(&day, end)| {
        let (weight, allowed) = weigh(day);
        Stretch {
            end,
            weight,
            allowed,
        }
    });
    Painted::Stretches(made.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn even(days: usize) -> Weights {
        Weights::new(Day(0), Day(days as i32 - 1), |_| 1.0)
    }

    fn step() -> Painted {
        stretches((Day(0), 10), vec![Day(-5), Day(4), Day(20)], |day| {
            if day < Day(4) {
                (0.1, false)
            } else {
                (1.0, true)
            }
        })
    }

    #[test]
    fn a_step_is_two_stretches() {
        let Painted::Stretches(all) = step() else {
            panic!("not stretches");
        };
        let ends: Vec<usize> = all.iter().map(|one| one.end).collect();
        assert_eq!(ends, [4, 10]);
    }

    #[test]
    fn stretches_leave_what_days_leave() {
        let weights = even(10);
        let sums = Sums::new(&weights);
        let mut daily = vec![0.1; 4];
        daily.extend([1.0; 6]);
        let daily = Painted::Daily {
            weights: daily,
            broken: Some(0.1),
        };
        let (one, other) = (step().left(&weights, &sums), daily.left(&weights, &sums));
        assert!((one.all - other.all).abs() < 1e-12);
        assert_eq!(one.forbidden, other.forbidden);
        assert_eq!(one.allowed, 6.0);
        let mut products = (weights.clone(), weights.clone());
        step().multiply(&mut products.0, |weight, _| weight);
        daily.multiply(&mut products.1, |weight, _| weight);
        assert_eq!(products.0.of, products.1.of);
        let mut allowed = ([true; 10], [true; 10]);
        step().forbid(&mut allowed.0);
        daily.forbid(&mut allowed.1);
        assert_eq!(allowed.0, allowed.1);
    }

    #[test]
    fn weekdays_fall_on_their_days() {
        let mut weights = even(14);
        let mut of_week = [0.5; 7];
        // 1970-01-01 was a Thursday
        of_week[3] = 1.0;
        let weekly = Painted::Weekly(of_week);
        assert_eq!(weekly.left(&weights, &Sums::new(&weights)).all, 8.0);
        weekly.multiply(&mut weights, |weight, _| weight);
        assert_eq!((weights.of[0], weights.of[7]), (1.0, 1.0));
        assert_eq!(weights.of.iter().sum::<f64>(), 8.0);
    }
}
