//! Weights over the days of a domain, and their arithmetic.
//!
//! Products are rescaled after every factor, so that they neither vanish nor overflow however many
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

    /// Multiplies by a factor, day by day, and scales the largest weight to 1.
    pub(super) fn multiply(&mut self, factor: &[f64]) {
        let pairs = self.of.iter_mut().zip(factor);
        pairs.for_each(|(weight, factor)| *weight *= factor);
        self.scale(self.of.iter().copied().fold(0.0, f64::max));
    }

    /// Scales the sum to 1.
    pub(super) fn normalise(&mut self) {
        self.scale(self.of.iter().sum());
    }

    fn scale(&mut self, by: f64) {
        if by > 0.0 {
            self.of.iter_mut().for_each(|weight| *weight /= by);
        }
    }

    /// Weight of the days for which `holds` is true.
    pub(super) fn mass(&self, holds: impl Fn(Day) -> bool) -> f64 {
        let days = self.days().filter(|&(day, _)| holds(day));
        days.map(|(_, weight)| weight).sum()
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
            weights.multiply(&[0.005; 10]);
        }
        weights.normalise();
        assert!((weights.of.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}
