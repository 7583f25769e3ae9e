//! The learner: linear support vector machines, one type against the rest, by coordinate descent in
//! the dual (Hsieh et al. 2008, squared hinge loss), rounded to integers.

use super::super::Random;
use super::data::{Origin, Row};
use chancery::relate::model::{
    ACT, COLUMNS, RelationModel, TYPES, WORD, first_column, length, row_of,
};
use chancery::relate::{Profile, Types};

/// Passes over the rows.
const PASSES: usize = 60;

/// Cost of a wrong row.
const COST: f64 = 1.0;

/// A feature stays if at least so many rows have it.
const SEEN: usize = 2;

/// Integer weights that make one.
const SCALE: u32 = 32;

/// Types that share the rows when costs are balanced.
const KINDS: f64 = 15.0;

/// Cost of an example of a frame beside a row of `corpus/relations`.
const FRAME: f64 = 0.1;

/// Cost of a row of PLV where the manual is followed.
const OTHER: f64 = 0.2;

/// Cost of a row of PLV in its own profile.
const THEIRS: f64 = 2.0;

/// Share of the weights of our own rows in the profile of PLV.
const ADDED: f64 = 0.15;

/// A row as the learner sees it: columns and values of length one.
struct Vector {
    at: Vec<u32>,
    values: Vec<f32>,
}

/// Trains both profiles on some rows.
///
/// PLOVER: our own rows, those of PLV for little. PLV: the weights of its own rows, and those of ours
/// with the types that it would give them, added for little; these alone where it has no rows.
pub fn train(rows: &[&Row], types: &Types) -> RelationModel {
    let kept = kept_rows(rows);
    let mut table = Table {
        vectors: rows.iter().map(|row| vector(&kept, row)).collect(),
        rows,
        types,
        weights: vec![0.0; (kept.len() + 1) * COLUMNS],
    };
    let plv = rows.iter().any(|row| row.origin == Origin::Plv);
    let plover = first_column(Profile::Plover);
    table.learn(plover, 1.0, |row| match row.origin {
        Origin::Corpus => 1.0,
        Origin::Frame => FRAME,
        Origin::Plv => OTHER,
    });
    let own = |row: &Row| match row.origin {
        Origin::Corpus => 1.0,
        Origin::Frame => FRAME,
        Origin::Plv => 0.0,
    };
    let theirs = |row: &Row| match row.origin {
        Origin::Plv => THEIRS,
        Origin::Corpus | Origin::Frame => 0.0,
    };
    let first = first_column(Profile::Plv);
    table.learn(first, if plv { ADDED } else { 1.0 }, own);
    table.learn(first, 1.0, theirs);
    let own: Vec<i16> = table.weights[kept.len() * COLUMNS..]
        .iter()
        .copied()
        .map(rounded)
        .collect();
    let cells = &table.weights[..kept.len() * COLUMNS];
    let weights: Vec<i16> = cells.iter().copied().map(rounded).collect();
    let (kept, weights) = without_zeros(&kept, &weights);
    RelationModel::new(kept, weights, own, SCALE)
}

/// Rows as vectors, and the weights that are learned; the last row is the columns' own.
struct Table<'a> {
    rows: &'a [&'a Row],
    vectors: Vec<Vector>,
    types: &'a Types,
    weights: Vec<f64>,
}

impl Table<'_> {
    /// Adds the weights of the types from `first` on, learned on rows of the cost that `worth` says,
    /// times `share`.
    fn learn(&mut self, first: usize, share: f64, worth: impl Fn(&Row) -> f64) {
        let worths: Vec<f64> = self.rows.iter().map(|row| worth(row)).collect();
        let features = self.weights.len() / COLUMNS - 1;
        for column in 0..self.types.len().min(TYPES) {
            let signs: Vec<i8> = self
                .rows
                .iter()
                .zip(&worths)
                .map(|(row, worth)| {
                    let asked = *worth > 0.0;
                    if asked {
                        sign(self.types, (first, column), row)
                    } else {
                        0
                    }
                })
                .collect();
            if !signs.contains(&1) || !signs.contains(&-1) {
                continue;
            }
            let costs = costs(&worths, &signs);
            let solved = solve(&self.vectors, &signs, &costs, features);
            for (at, weight) in solved.iter().enumerate() {
                self.weights[at * COLUMNS + first + column] += share * weight;
            }
        }
    }
}

/// 1 for rows of a column's type, -1 for others, 0 for rows that say nothing of it.
fn sign(types: &Types, (first, column): (usize, usize), row: &Row) -> i8 {
    let plover = first == first_column(Profile::Plover);
    let label = if plover { row.label } else { row.in_plv };
    let is = match column == types.retreat {
        true if row.origin == Origin::Plv || types.fold(label) != types.concede => return 0,
        true => label == types.retreat,
        false => types.fold(label) == column,
    };
    if is { 1 } else { -1 }
}

/// What each row costs: rare types more.
fn costs(worths: &[f64], signs: &[i8]) -> Vec<f64> {
    let total = |sign: i8| -> f64 {
        let pairs = worths.iter().zip(signs);
        pairs
            .filter(|(_, s)| **s == sign)
            .map(|(worth, _)| worth)
            .sum()
    };
    let (yes, no) = (total(1), total(-1));
    let balance = (yes + no) / (KINDS * yes);
    let pairs = worths.iter().zip(signs);
    pairs
        .map(|(worth, sign)| COST * worth * if *sign > 0 { balance } else { 1.0 })
        .collect()
}

/// Weights of all features, and last the column's own.
fn solve(vectors: &[Vector], signs: &[i8], costs: &[f64], features: usize) -> Vec<f64> {
    let mut weights = vec![0.0_f64; features + 1];
    let mut duals = vec![0.0_f64; vectors.len()];
    let mut order: Vec<usize> = (0..vectors.len()).filter(|&at| signs[at] != 0).collect();
    let mut random = Random::new(1);
    for _ in 0..PASSES {
        random.shuffle(&mut order);
        for &at in &order {
            let (vector, sign) = (&vectors[at], f64::from(signs[at]));
            let soft = 0.5 / costs[at];
            let mut sum = weights[features];
            for (&place, &value) in vector.at.iter().zip(&vector.values) {
                sum += weights[place as usize] * f64::from(value);
            }
            let gradient = sign * sum - 1.0 + soft * duals[at];
            // features of length one, and the column's own weight
            let moved = (duals[at] - gradient / (2.0 + soft)).max(0.0);
            let step = (moved - duals[at]) * sign;
            if step == 0.0 {
                continue;
            }
            duals[at] = moved;
            weights[features] += step;
            for (&place, &value) in vector.at.iter().zip(&vector.values) {
                weights[place as usize] += step * f64::from(value);
            }
        }
    }
    weights
}

fn rounded(weight: f64) -> i16 {
    (weight * f64::from(SCALE))
        .round()
        .clamp(-32_000.0, 32_000.0) as i16
}

/// Names of the rows of the model, in order.
fn kept_rows(rows: &[&Row]) -> Vec<u32> {
    let mut all = Vec::new();
    for row in rows {
        let features = row.features.words.iter().chain(&row.features.acts);
        let mut names: Vec<u32> = features.map(|&feature| row_of(feature)).collect();
        names.sort_unstable();
        names.dedup();
        all.extend(names);
    }
    all.sort_unstable();
    let runs = all.chunk_by(|a, b| a == b);
    runs.filter(|run| run.len() >= SEEN)
        .map(|run| run[0])
        .collect()
}

fn vector(kept: &[u32], row: &Row) -> Vector {
    let place = |&feature: &u32| kept.binary_search(&row_of(feature)).ok();
    let words: Vec<usize> = row.features.words.iter().filter_map(place).collect();
    let acts: Vec<usize> = row.features.acts.iter().filter_map(place).collect();
    let length = length(words.len(), acts.len()).max(1.0);
    let value = |value: i64| (value as f64 / length) as f32;
    let values = std::iter::repeat_n(value(WORD), words.len())
        .chain(std::iter::repeat_n(value(ACT), acts.len()));
    Vector {
        values: values.collect(),
        at: words.iter().chain(&acts).map(|&at| at as u32).collect(),
    }
}

fn without_zeros(rows: &[u32], weights: &[i16]) -> (Vec<u32>, Vec<i16>) {
    let pairs = rows.iter().zip(weights.chunks_exact(COLUMNS));
    let used = pairs.filter(|(_, row)| row.iter().any(|&weight| weight != 0));
    let (mut names, mut kept) = (Vec::new(), Vec::new());
    for (&name, row) in used {
        names.push(name);
        kept.extend_from_slice(row);
    }
    (names, kept)
}
