//! Rows of whole numbers with a yes or no in, a forest out: gradient boosting of decision trees.
//!
//! Friedman 2001 with second-order gains and histograms as XGBoost (Chen and Guestrin 2016) and
//! LightGBM (Ke et al. 2017) have them: columns cut into at most [`BINS`] bins by quantiles, trees grown
//! leaf by leaf where the gain is greatest, a part of rows and columns drawn for each tree. One thread,
//! a fixed seed, sums in the order of rows: the same rows give the same forest.

use chancery_ingest::page::{Branch, Forest};

/// Most bins of a column.
const BINS: usize = 64;

/// How a forest is grown.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Trees.
    pub trees: usize,
    /// Leaves of a tree.
    pub leaves: usize,
    /// Share of each leaf's answer that counts.
    pub rate: f64,
    /// Least weight of rows in a leaf.
    pub least: f64,
    /// Added to the curvature of a leaf.
    pub ridge: f64,
    /// Columns drawn for a tree, in percent.
    pub columns: u64,
    /// Rows drawn for a tree, in percent.
    pub rows: u64,
}

/// Rows to learn from, column by column.
pub struct Table {
    /// Bin of each row, column after column.
    bins: Vec<u8>,
    /// Upper bound of each bin but the last, by column.
    bounds: Vec<Vec<i32>>,
    /// Whether a row is a yes.
    yes: Vec<bool>,
    weights: Vec<f64>,
}

impl Table {
    /// Cuts the columns of rows that are all equally long.
    pub fn new(rows: &[&[i32]], yes: Vec<bool>, weights: Vec<f64>) -> Table {
        let columns = rows.first().map_or(0, |row| row.len());
        let mut bins = Vec::with_capacity(rows.len() * columns);
        let mut bounds = Vec::with_capacity(columns);
        for column in 0..columns {
            let cut = cut(rows.iter().map(|row| row[column]).collect());
            let bin = |row: &&[i32]| cut.partition_point(|bound| *bound < row[column]) as u8;
            bins.extend(rows.iter().map(bin));
            bounds.push(cut);
        }
        Table {
            bins,
            bounds,
            yes,
            weights,
        }
    }

    fn len(&self) -> usize {
        self.yes.len()
    }

    fn column(&self, column: usize) -> &[u8] {
        &self.bins[column * self.len()..(column + 1) * self.len()]
    }
}

/// Bounds of bins of about equally many rows.
fn cut(mut values: Vec<i32>) -> Vec<i32> {
    values.sort_unstable();
    let step = values.len().div_ceil(BINS).max(1);
    let mut bounds: Vec<i32> = values.iter().skip(step - 1).step_by(step).copied().collect();
    bounds.dedup();
    // The last bin has no bound.
    if bounds.last() == values.last() {
        bounds.pop();
    }
    bounds.truncate(BINS - 1);
    bounds
}

/// A fixed sequence of draws (xorshift).
struct Draws(u64);

impl Draws {
    fn percent(&mut self, share: u64) -> bool {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33 & 0xffff < share * 0xffff / 100
    }
}

/// Sums of slopes and curvatures of the loss.
#[derive(Clone, Copy, Default)]
struct Sums {
    slope: f64,
    bend: f64,
}

impl Sums {
    fn add(&mut self, other: Sums) {
        self.slope += other.slope;
        self.bend += other.bend;
    }

    fn without(self, other: Sums) -> Sums {
        Sums {
            slope: self.slope - other.slope,
            bend: self.bend - other.bend,
        }
    }

    fn worth(self, ridge: f64) -> f64 {
        self.slope * self.slope / (self.bend + ridge)
    }
}

/// The best fork of a leaf.
#[derive(Clone, Copy)]
struct Cut {
    gain: f64,
    column: usize,
    bin: usize,
}

/// A leaf that may still fork.
struct Leaf {
    rows: Vec<u32>,
    sums: Sums,
    cut: Option<Cut>,
    place: usize,
}

/// A node while its tree grows.
enum Grown {
    Leaf(f64),
    Fork(Cut, usize, usize),
}

/// Grows a forest.
pub fn grow(table: &Table, settings: &Settings) -> Forest {
    let (yes, all) = table.yes.iter().zip(&table.weights).fold((0.0, 0.0), |(yes, all), (y, w)| {
        (yes + f64::from(u8::from(*y)) * w, all + w)
    });
    let base = (yes.max(1e-9) / (all - yes).max(1e-9)).ln();
    let mut forest = Forest::new(fixed(base));
    let mut scores = vec![base; table.len()];
    let mut draws = Draws(0x9e37_79b9_7f4a_7c15);
    for _ in 0..settings.trees {
        let slopes: Vec<Sums> = (0..table.len()).map(|row| slope(table, row, scores[row])).collect();
        let rows = (0..table.len() as u32).filter(|_| draws.percent(settings.rows)).collect();
        let columns: Vec<usize> =
            (0..table.bounds.len()).filter(|_| draws.percent(settings.columns)).collect();
        let tree = Grower { table, settings, slopes: &slopes, columns: &columns }.grow(rows);
        for (row, score) in scores.iter_mut().enumerate() {
            *score += answer(table, &tree, row);
        }
        forest.add(&branch(table, &tree, 0));
    }
    forest
}

/// Slope and curvature of the logistic loss of one row.
fn slope(table: &Table, row: usize, score: f64) -> Sums {
    let chance = 1.0 / (1.0 + (-score).exp());
    let weight = table.weights[row];
    Sums {
        slope: (f64::from(u8::from(table.yes[row])) - chance) * weight,
        bend: (chance * (1.0 - chance)).max(1e-6) * weight,
    }
}

fn answer(table: &Table, tree: &[Grown], row: usize) -> f64 {
    let mut at = 0;
    loop {
        match &tree[at] {
            Grown::Leaf(value) => return *value,
            Grown::Fork(cut, low, high) => {
                let bin = usize::from(table.column(cut.column)[row]);
                at = if bin <= cut.bin { *low } else { *high };
            }
        }
    }
}

fn branch(table: &Table, tree: &[Grown], at: usize) -> Branch {
    match &tree[at] {
        Grown::Leaf(value) => Branch::Leaf(fixed(*value)),
        Grown::Fork(cut, low, high) => Branch::Fork {
            column: cut.column as u16,
            at_most: table.bounds[cut.column][cut.bin],
            ways: Box::new([branch(table, tree, *low), branch(table, tree, *high)]),
        },
    }
}

fn fixed(score: f64) -> i32 {
    (score * 1024.0).round() as i32
}

/// What a tree is grown from.
struct Grower<'a> {
    table: &'a Table,
    settings: &'a Settings,
    slopes: &'a [Sums],
    columns: &'a [usize],
}

impl Grower<'_> {
    fn grow(&self, rows: Vec<u32>) -> Vec<Grown> {
        let mut tree = vec![Grown::Leaf(0.0)];
        let mut leaves = vec![self.leaf(rows, 0)];
        while leaves.len() < self.settings.leaves {
            let gain = |leaf: &Leaf| leaf.cut.map_or(0.0, |cut| cut.gain);
            let best = (0..leaves.len()).max_by(|a, b| gain(&leaves[*a]).total_cmp(&gain(&leaves[*b])));
            let Some(best) = best.filter(|at| leaves[*at].cut.is_some()) else {
                break;
            };
            let leaf = leaves.swap_remove(best);
            let Some(cut) = leaf.cut else { break };
            let column = self.table.column(cut.column);
            let (low, high) = leaf.rows.iter().partition(|row| usize::from(column[**row as usize]) <= cut.bin);
            tree[leaf.place] = Grown::Fork(cut, tree.len(), tree.len() + 1);
            for rows in [low, high] {
                leaves.push(self.leaf(rows, tree.len()));
                tree.push(Grown::Leaf(0.0));
            }
        }
        for leaf in leaves {
            let value = leaf.sums.slope / (leaf.sums.bend + self.settings.ridge);
            tree[leaf.place] = Grown::Leaf(value * self.settings.rate);
        }
        tree
    }

    fn leaf(&self, rows: Vec<u32>, place: usize) -> Leaf {
        let mut sums = Sums::default();
        for row in &rows {
            sums.add(self.slopes[*row as usize]);
        }
        let mut cut: Option<Cut> = None;
        for &column in self.columns {
            let found = self.best_of(column, &rows, sums);
            if found.is_some_and(|found| cut.is_none_or(|cut| found.gain > cut.gain)) {
                cut = found;
            }
        }
        Leaf {
            rows,
            sums,
            cut,
            place,
        }
    }

    /// The best fork of these rows by one column.
    fn best_of(&self, column: usize, rows: &[u32], all: Sums) -> Option<Cut> {
        let bounds = self.table.bounds[column].len();
        let bins = self.table.column(column);
        let mut histogram = [Sums::default(); BINS];
        for row in rows {
            histogram[usize::from(bins[*row as usize])].add(self.slopes[*row as usize]);
        }
        let (mut low, mut best) = (Sums::default(), None::<Cut>);
        for (bin, sums) in histogram[..bounds].iter().enumerate() {
            low.add(*sums);
            let high = all.without(low);
            if low.bend < self.settings.least || high.bend < self.settings.least {
                continue;
            }
            let ridge = self.settings.ridge;
            let gain = low.worth(ridge) + high.worth(ridge) - all.worth(ridge);
            if gain > 1e-6 && best.is_none_or(|best| gain > best.gain) {
                best = Some(Cut { gain, column, bin });
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_what_two_columns_say_together() {
        let rows: Vec<Vec<i32>> = (0..400).map(|n| vec![n % 20, n / 20, 7]).collect();
        let yes: Vec<bool> = rows.iter().map(|row| (row[0] > 9) != (row[1] > 9)).collect();
        let lent: Vec<&[i32]> = rows.iter().map(Vec::as_slice).collect();
        let table = Table::new(&lent, yes.clone(), vec![1.0; rows.len()]);
        let settings = Settings {
            trees: 20,
            leaves: 4,
            rate: 0.5,
            least: 0.1,
            ridge: 0.1,
            columns: 100,
            rows: 90,
        };
        let forest = grow(&table, &settings);
        let right = rows.iter().zip(&yes).filter(|(row, yes)| (forest.score(row) > 0) == **yes);
        assert_eq!(right.count(), rows.len());
        assert_eq!(grow(&table, &settings), forest);
    }
}
