//! Weights over the days of a domain, and their arithmetic.
//!
//! Products are rescaled every few factors, so that they neither vanish nor overflow however many
//! there are; roots are made of square roots, which every machine rounds alike.

use crate::time::calendar::Day;

/// Weights of consecutive days.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    /// The first day.
    pub(super) first: Day,
    /// One weight a day; the domain has a day at least.
    pub(super) of: Vec<f64>,
}

impl Weights {
    /// From `first` to `last`, each day as `weigh` says.
    pub(super) fn new(first: Day, last: Day, weigh: impl FnMut(Day) -> f64) -> Self {
        let days = (first.0..=last.0.max(first.0)).map(Day);
        Weights {
            first,
            of: days.map(weigh).collect(),
        }
    }

    /// The last day.
    pub(super) fn last(&self) -> Day {
        self.first.plus(self.of.len() as i32 - 1)
    }

    /// Days with their weights, in order.
    pub(super) fn days(&self) -> impl DoubleEndedIterator<Item = (Day, f64)> + '_ {
        let weights = self.of.iter().enumerate();
        weights.map(|(at, &weight)| (self.first.plus(at as i32), weight))
    }

    /// Scales the largest weight to 1.
    pub(super) fn level(&mut self) {
        self.scale(self.of.iter().copied().fold(0.0, f64::max));
    }

    /// Multiplies each day by the weight of its weekday, Monday first.
    pub(super) fn multiply_weekly(&mut self, mut by: [f64; WEEK]) {
        by.rotate_left(self.first.weekday_from_monday());
        for week in self.of.chunks_mut(WEEK) {
            for (weight, by) in week.iter_mut().zip(by) {
                *weight *= by;
            }
        }
    }

    /// Scales the sum to 1.
    pub(super) fn normalise(&mut self) {
        self.scale(sum(&self.of));
    }

    fn scale(&mut self, by: f64) {
        if by > 0.0 {
            let by = 1.0 / by;
            self.of.iter_mut().for_each(|weight| *weight *= by);
        }
    }
}

/// Days of a week.
const WEEK: usize = 7;

/// Sum of weights, in a fixed order that the processor can take several of at once.
fn sum(weights: &[f64]) -> f64 {
    let chunks = weights.chunks_exact(LANES);
    let rest: f64 = chunks.remainder().iter().sum();
    let mut lanes = [0.0; LANES];
    for chunk in chunks {
        for (lane, weight) in lanes.iter_mut().zip(chunk) {
            *lane += weight;
        }
    }
    lanes.iter().sum::<f64>() + rest
}

/// Sums that grow beside each other.
const LANES: usize = 8;

/// Running sums of weights, week by week, so that what any days in a row hold is one subtraction.
#[derive(Clone, Debug)]
pub(super) struct Sums<'w> {
    weights: &'w [f64],
    /// Before each run of seven days, and after the last whole one.
    upto: Vec<f64>,
    of_week: [f64; WEEK],
}

impl<'w> Sums<'w> {
    /// Of weights that stand.
    pub(super) fn new(weights: &'w Weights) -> Self {
        let all = &weights.of;
        let mut upto = Vec::with_capacity(all.len() / WEEK + 1);
        let mut of_week = [0.0; WEEK];
        let mut whole = 0.0;
        upto.push(whole);
        let weeks = all.chunks_exact(WEEK);
        let rest = weeks.remainder();
        for week in weeks {
            whole += week.iter().sum::<f64>();
            upto.push(whole);
            for (of_day, weight) in of_week.iter_mut().zip(week) {
                *of_day += weight;
            }
        }
        for (of_day, weight) in of_week.iter_mut().zip(rest) {
            *of_day += weight;
        }
        of_week.rotate_right(weights.first.weekday_from_monday());
        Sums {
            weights: all,
            upto,
            of_week,
        }
    }

    /// Of days by their indices.
    pub(super) fn of(&self, days: std::ops::Range<usize>) -> f64 {
        self.before(days.end) - self.before(days.start)
    }

    fn before(&self, day: usize) -> f64 {
        let week = day / WEEK;
        self.upto[week] + self.weights[week * WEEK..day].iter().sum::<f64>()
    }

    /// Of all days.
    pub(super) fn whole(&self) -> f64 {
        self.before(self.weights.len())
    }

    /// By weekday, Monday first.
    pub(super) fn weekdays(&self) -> &[f64; WEEK] {
        &self.of_week
    }
}

/// An exponent in eighths, 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Eighths(u8);

impl Eighths {
    /// The whole weight.
    pub(super) const ALL: Eighths = Eighths(8);

    /// 1 / sqrt(n) to the nearest eighth, an eighth at least.
    pub(super) fn shared_by(pieces: usize) -> Self {
        Eighths(match pieces {
            0 | 1 => 8,
            2 => 6,
            3 => 5,
            4..=5 => 4,
            6..=10 => 3,
            11..=28 => 2,
            _ => 1,
        })
    }

    /// Half of it, an eighth at least.
    pub(super) fn half(self) -> Self {
        Eighths(self.0.div_ceil(2))
    }

    /// As a number.
    pub(super) fn value(self) -> f64 {
        f64::from(self.0) / 8.0
    }

    /// `weight` to this power.
    pub(super) fn of(self, weight: f64) -> f64 {
        if self == Self::ALL {
            return weight;
        }
        let half = weight.sqrt();
        let quarter = half.sqrt();
        let eighth = quarter.sqrt();
        let part = |bit: u8, root: f64| if self.0 & bit == 0 { 1.0 } else { root };
        part(4, half) * part(2, quarter) * part(1, eighth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eighths_are_powers() {
        for eighths in 1..=8 {
            let power = 0.3_f64.powf(f64::from(eighths) / 8.0);
            assert!((Eighths(eighths).of(0.3) - power).abs() < 1e-12);
        }
    }

    #[test]
    fn pieces_of_a_kind_share_by_the_root_of_their_number() {
        for pieces in 1..=40_usize {
            let exact = 1.0 / (pieces as f64).sqrt();
            let shared = Eighths::shared_by(pieces).value();
            assert!((shared - exact).abs() <= 0.07, "{pieces}: {shared} {exact}");
        }
        assert_eq!(Eighths::shared_by(1).half().value(), 0.5);
        assert_eq!(Eighths::shared_by(40).half().value(), 0.125);
    }

    #[test]
    fn many_broken_constraints_leave_weights() {
        let mut weights = Weights::new(Day(0), Day(9), |_| 1.0);
        for _ in 0..1000 {
            weights.of.iter_mut().for_each(|weight| *weight *= 0.005);
            weights.level();
        }
        weights.normalise();
        assert!((weights.of.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}
