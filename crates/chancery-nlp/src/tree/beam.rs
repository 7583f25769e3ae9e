//! Beam search: several states side by side, each with the sum of the scores of its actions.
//!
//! The weights are trained for greedy choice, so a beam gains little; it is there for second
//! opinions. States are ordered by score, then by the order in which they were made: the result
//! is the same on every machine. Cost: width times that of greedy search, and copies of states.

use super::state::{Action, State};
use super::{Sentence, TreeModel, TreeScratch, make_units};

struct Path {
    state: State,
    score: i64,
}

/// One step of one path: the score after it, the path it continues, the action (none: it is done).
type Step = (i64, usize, Option<Action>);

impl TreeModel {
    /// Builds the tree of one sentence with `width` states; the result is in `scratch`.
    pub fn build_beam(&self, sentence: Sentence, width: usize, scratch: &mut TreeScratch) {
        make_units(sentence, &mut scratch.units);
        let mut start = State::default();
        start.start(scratch.units.len() - 1);
        let mut paths = vec![Path {
            state: start,
            score: 0,
        }];
        while paths.iter().any(|path| !path.state.is_done()) {
            let mut steps = self.steps(&paths, scratch);
            steps.sort_by_key(|step| std::cmp::Reverse(step.0));
            steps.truncate(width.max(1));
            paths = steps
                .into_iter()
                .map(|step| self.follow(&paths, step, scratch))
                .collect();
        }
        if let Some(best) = paths.into_iter().next() {
            scratch.state = best.state;
        }
        self.finish(sentence, scratch);
    }

    fn steps(&self, paths: &[Path], scratch: &mut TreeScratch) -> Vec<Step> {
        let mut steps = Vec::new();
        for (number, path) in paths.iter().enumerate() {
            if path.state.is_done() {
                steps.push((path.score, number, None));
                continue;
            }
            let TreeScratch {
                units, features, ..
            } = scratch;
            let scores = self.score(units, &path.state, features);
            let allowed = path.state.allowed();
            let kept = Action::ALL
                .into_iter()
                .filter(|&action| allowed[action as usize]);
            steps.extend(kept.map(|action| {
                (
                    path.score + i64::from(scores[action as usize]),
                    number,
                    Some(action),
                )
            }));
        }
        steps
    }

    fn follow(&self, paths: &[Path], step: Step, scratch: &mut TreeScratch) -> Path {
        let (score, number, action) = step;
        scratch.state.clone_from(&paths[number].state);
        if let Some(action) = action {
            if let Some((_, child)) = scratch.state.apply(action) {
                let name = self.name_first(child, scratch);
                scratch.state.name(child, name);
            }
            scratch.state.settle();
        }
        Path {
            state: scratch.state.clone(),
            score,
        }
    }
}
