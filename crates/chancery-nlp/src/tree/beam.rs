//! Beam search: several states side by side, ordered by how improbable their actions were.
//!
//! The weights are trained for greedy choice, so sums of raw scores mean nothing across states: a
//! beam over them loses 6 points of LAS. The cost of an action is its improbability instead, in
//! bits: `-log2 softmax(score / T)` over the allowed actions. A state that was led into doubtful
//! choices pays for them, and a rival that was a near second wins. T was chosen on the
//! development sets. Costs are fixed-point integers and ties keep the order in which the states
//! were made, so the result is the same on every machine. States far behind the best are dropped,
//! so most actions are chosen with one state alive and a narrow beam costs little more than none.

use super::features::{Pass, action_features};
use super::state::{Action, State};
use super::{Sentence, TreeModel, TreeScratch, make_units};

/// How many states are kept.
#[derive(Clone, Copy, Debug)]
pub struct Width {
    /// At most so many side by side.
    pub states: usize,
    /// None that is behind the best by more bits than this.
    pub behind: i64,
}

/// Score that halves the odds of an action: T times the natural logarithm of 2.
const HALF: i64 = 850;
/// One bit of cost.
const BIT: i64 = 1024;

/// States of the beam, and room for those that follow.
#[derive(Clone, Debug, Default)]
pub(super) struct Beam {
    paths: Vec<Path>,
    following: Vec<Path>,
    steps: Vec<Step>,
    /// Number of paths that are in use.
    live: usize,
}

impl Beam {
    fn start(&mut self, units: usize, states: usize) {
        self.paths.resize_with(states.max(1), Path::default);
        self.following.resize_with(states.max(1), Path::default);
        self.paths[0].state.start(units);
        (self.paths[0].cost, self.live) = (0, 1);
    }

    fn choose_steps(&mut self, width: Width) {
        self.steps.sort_by_key(|step| step.0);
        let most = self.steps.first().map_or(0, |step| step.0) + width.behind * BIT;
        self.steps.retain(|step| step.0 <= most);
        self.steps.truncate(width.states.max(1));
    }
}

#[derive(Clone, Debug, Default)]
struct Path {
    state: State,
    cost: i64,
}

/// A path continued: the cost after it, the path, the action (none: the path is complete).
type Step = (i64, usize, Option<Action>);

impl TreeModel {
    /// Builds the tree of one sentence; the result is in `scratch`.
    pub fn build(&self, sentence: Sentence, width: Width, scratch: &mut TreeScratch) {
        make_units(sentence, &mut scratch.units);
        let mut beam = std::mem::take(&mut scratch.beam);
        beam.start(scratch.units.len() - 1, width.states);
        while beam.paths[..beam.live]
            .iter()
            .any(|path| !path.state.is_done())
        {
            self.find_steps(&mut beam, scratch);
            beam.choose_steps(width);
            self.follow_steps(&mut beam, scratch);
        }
        std::mem::swap(&mut scratch.state, &mut beam.paths[0].state);
        scratch.beam = beam;
        self.finish(sentence, scratch);
    }

    fn find_steps(&self, beam: &mut Beam, scratch: &mut TreeScratch) {
        beam.steps.clear();
        for (at, path) in beam.paths[..beam.live].iter().enumerate() {
            if path.state.is_done() {
                beam.steps.push((path.cost, at, None));
                continue;
            }
            let allowed = path.state.allowed();
            action_features(&scratch.units, &path.state, &mut scratch.features);
            let costs = costs(self.actions.sum(&scratch.features), allowed);
            let kept = Action::ALL.into_iter().filter(|&a| allowed[a as usize]);
            let steps = kept.map(|action| (path.cost + costs[action as usize], at, Some(action)));
            beam.steps.extend(steps);
        }
    }

    /// The paths after the chosen steps. A lone path goes on in place: most do.
    fn follow_steps(&self, beam: &mut Beam, scratch: &mut TreeScratch) {
        if let ([(cost, _, action)], 1) = (beam.steps.as_slice(), beam.live) {
            let path = &mut beam.paths[0];
            path.cost = *cost;
            std::mem::swap(&mut path.state, &mut scratch.state);
            self.advance(*action, scratch);
            std::mem::swap(&mut path.state, &mut scratch.state);
            return;
        }
        for (&(cost, at, action), into) in beam.steps.iter().zip(&mut beam.following) {
            scratch.state.clone_from(&beam.paths[at].state);
            self.advance(action, scratch);
            std::mem::swap(&mut into.state, &mut scratch.state);
            into.cost = cost;
        }
        beam.live = beam.steps.len();
        std::mem::swap(&mut beam.paths, &mut beam.following);
    }

    fn advance(&self, action: Option<Action>, scratch: &mut TreeScratch) {
        if let Some((_, child)) = action.and_then(|action| scratch.state.apply(action)) {
            let name = self.name(&self.first, child, Pass::First, scratch);
            scratch.state.name(child, name);
        }
        scratch.state.settle();
    }
}

/// Cost of each action, in parts of a [`BIT`]; those of forbidden ones mean nothing.
fn costs(scores: [i32; 4], allowed: [bool; 4]) -> [i64; 4] {
    let kept = || (0..4).filter(|&at| allowed[at]);
    let top = kept().map(|at| i64::from(scores[at])).max().unwrap_or(0);
    let behind = |at: usize| (top - i64::from(scores[at])).max(0) * BIT / HALF;
    let sum = kept().map(|at| exp2_minus(behind(at))).sum();
    [0, 1, 2, 3].map(|at| behind(at) + log2(sum))
}

/// One, with sixteen binary places.
const ONE: u64 = 1 << 16;

/// 2 to the power of minus `x` parts of a [`BIT`], with sixteen binary places.
fn exp2_minus(x: i64) -> u64 {
    // 2^(-1/2), 2^(-1/4) ... 2^(-1/1024), with sixteen places.
    const ROOTS: [u64; 10] = [
        46_341, 55_109, 60_097, 62_757, 64_132, 64_830, 65_182, 65_359, 65_447, 65_492,
    ];
    let whole = x / BIT;
    if whole > 16 {
        return 0;
    }
    let mut value = ONE;
    for (place, root) in ROOTS.iter().enumerate() {
        if (x >> (9 - place)) & 1 == 1 {
            value = (value * root) >> 16;
        }
    }
    value >> whole
}

/// Binary logarithm of a number of at least one with sixteen binary places, in parts of a [`BIT`].
fn log2(value: u64) -> i64 {
    let whole = value.max(ONE).ilog2() - 16;
    let mut rest = value.max(ONE) >> whole;
    let mut found = i64::from(whole) * BIT;
    for place in (0..10).rev() {
        rest = (rest * rest) >> 16;
        if rest >= 2 * ONE {
            rest >>= 1;
            found += 1 << place;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithm_and_power_agree_with_the_real_ones() {
        for x in 0..9 * BIT {
            let real = (-(x as f64) / BIT as f64).exp2() * ONE as f64;
            assert!((exp2_minus(x) as f64 - real).abs() < 8.0, "2^-{x}");
        }
        for value in (ONE..=4 * ONE).step_by(97) {
            let real = (value as f64 / ONE as f64).log2() * BIT as f64;
            assert!((log2(value) as f64 - real).abs() < 2.0, "log2 {value}");
        }
    }

    #[test]
    fn equal_actions_cost_equal_bits_and_a_sure_one_nothing() {
        let all = [true; 4];
        assert!(
            costs([7; 4], all)
                .iter()
                .all(|cost| (cost - 2 * BIT).abs() < 3)
        );
        let two = costs([7, 7, 9_000, 0], [true, true, false, false]);
        assert!((two[0] - BIT).abs() < 3 && (two[1] - BIT).abs() < 3);
        let sure = costs([50_000, 0, 0, 0], all);
        assert!(sure[0] == 0 && sure[1] > 58 * BIT);
    }
}
