//! MUC, B-cubed, CEAFe and their mean, CoNLL F1.
//!
//! MUC after Vilain et al. 1995, B-cubed after Bagga and Baldwin 1998 and CEAFe (phi 4, optimal
//! assignment by the Hungarian method) after Luo 2005, all three as in the reference scorer
//! (Pradhan et al. 2014): a phrase of one side that the other lacks counts nothing, sums run over
//! all documents.

use std::collections::{BTreeMap, BTreeSet};

/// A phrase as first token and one past the last, in the document.
pub type Run = (u32, u32);

/// The phrases of a chain.
pub type Chain = BTreeSet<Run>;

/// Sum and most of one measure, by side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// What was right of the gold chains, and all of it.
    pub recall: (f64, f64),
    /// What was right of the found chains, and all of it.
    pub precision: (f64, f64),
}

impl Part {
    fn add(&mut self, other: &Part) {
        self.recall.0 += other.recall.0;
        self.recall.1 += other.recall.1;
        self.precision.0 += other.precision.0;
        self.precision.1 += other.precision.1;
    }

    /// Recall, precision and F1 in percent.
    pub fn figures(&self) -> (f64, f64, f64) {
        let share = |(right, of): (f64, f64)| if of > 0.0 { 100.0 * right / of } else { 0.0 };
        let (r, p) = (share(self.recall), share(self.precision));
        let f = if r + p > 0.0 {
            2.0 * r * p / (r + p)
        } else {
            0.0
        };
        (r, p, f)
    }
}

/// The measures of one or several documents.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Phrases found.
    pub mentions: Part,
    /// Links.
    pub muc: Part,
    /// Phrases with their chains.
    pub b_cubed: Part,
    /// Chains.
    pub ceaf: Part,
}

impl Score {
    /// Compares the chains of one document; chains of one phrase are not wanted on either side.
    pub fn of(gold: &[Chain], found: &[Chain]) -> Score {
        let (g, f) = (index(gold), index(found));
        let common = g.keys().filter(|run| f.contains_key(run)).count() as f64;
        let (rm, pm) = (muc(gold, &f), muc(found, &g));
        let (rb, pb) = (b_cubed(gold, found, &f), b_cubed(found, gold, &g));
        let same = ceaf(gold, found);
        Score {
            mentions: Part {
                recall: (common, g.len() as f64),
                precision: (common, f.len() as f64),
            },
            muc: Part {
                recall: rm,
                precision: pm,
            },
            b_cubed: Part {
                recall: rb,
                precision: pb,
            },
            ceaf: Part {
                recall: (same, gold.len() as f64),
                precision: (same, found.len() as f64),
            },
        }
    }

    /// Adds another document.
    pub fn add(&mut self, other: &Score) {
        self.mentions.add(&other.mentions);
        self.muc.add(&other.muc);
        self.b_cubed.add(&other.b_cubed);
        self.ceaf.add(&other.ceaf);
    }

    /// The mean of the three F1.
    pub fn conll(&self) -> f64 {
        (self.muc.figures().2 + self.b_cubed.figures().2 + self.ceaf.figures().2) / 3.0
    }

    /// Figures by name.
    pub fn figures(&self) -> [(&'static str, f64); 5] {
        [
            ("conll_f1", self.conll()),
            ("muc_f1", self.muc.figures().2),
            ("b_cubed_f1", self.b_cubed.figures().2),
            ("ceaf_f1", self.ceaf.figures().2),
            ("mention_f1", self.mentions.figures().2),
        ]
    }

    /// Head of the table.
    pub fn head() -> String {
        let part = |name: &str| format!("{:>7}{:>7}{name:>8}", "R", "P");
        let parts = [part("mention"), part("MUC"), part("B3"), part("CEAFe")];
        format!("{:<22}{}{:>8}", "set", parts.concat(), "CoNLL")
    }

    /// A line of the table.
    pub fn line(&self) -> String {
        let part = |part: &Part| {
            let (r, p, f) = part.figures();
            format!("{r:>7.1}{p:>7.1}{f:>8.1}")
        };
        let parts = [&self.mentions, &self.muc, &self.b_cubed, &self.ceaf];
        let parts: String = parts.iter().map(|p| part(p)).collect();
        format!("{parts}{:>8.2}", self.conll())
    }
}

fn index(chains: &[Chain]) -> BTreeMap<Run, usize> {
    let each = chains.iter().enumerate();
    each.flat_map(|(at, chain)| chain.iter().map(move |&run| (run, at)))
        .collect()
}

/// Links of `chains` that the other side has, and all links.
fn muc(chains: &[Chain], other: &BTreeMap<Run, usize>) -> (f64, f64) {
    let mut sum = (0.0, 0.0);
    for chain in chains {
        let mut parts: BTreeSet<usize> = BTreeSet::new();
        let mut lost = 0;
        for run in chain {
            match other.get(run) {
                Some(&at) => drop(parts.insert(at)),
                None => lost += 1,
            }
        }
        sum.0 += (chain.len() - parts.len() - lost) as f64;
        sum.1 += (chain.len() - 1) as f64;
    }
    sum
}

fn b_cubed(chains: &[Chain], others: &[Chain], other: &BTreeMap<Run, usize>) -> (f64, f64) {
    let mut sum = (0.0, 0.0);
    for chain in chains {
        for run in chain {
            sum.1 += 1.0;
            if let Some(&at) = other.get(run) {
                let both = chain.intersection(&others[at]).count();
                sum.0 += both as f64 / chain.len() as f64;
            }
        }
    }
    sum
}

/// Sum of the likeness of the best assignment of chains to chains.
fn ceaf(gold: &[Chain], found: &[Chain]) -> f64 {
    let (rows, columns) = if gold.len() <= found.len() {
        (gold, found)
    } else {
        (found, gold)
    };
    let costs: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| {
            columns
                .iter()
                .map(|column| -likeness(row, column))
                .collect()
        })
        .collect();
    -cheapest(&costs)
}

/// Phi 4: twice what is common over the size of both.
fn likeness(one: &Chain, other: &Chain) -> f64 {
    let both = one.intersection(other).count();
    2.0 * both as f64 / (one.len() + other.len()) as f64
}

/// Cost of the cheapest assignment of each row to a column of its own (Kuhn 1955, with potentials);
/// no more rows than columns.
fn cheapest(costs: &[Vec<f64>]) -> f64 {
    let (n, m) = (costs.len(), costs.first().map_or(0, Vec::len));
    let (mut u, mut v) = (vec![0.0; n + 1], vec![0.0; m + 1]);
    let mut row_of = vec![0usize; m + 1];
    let mut way = vec![0usize; m + 1];
    for row in 1..=n {
        row_of[0] = row;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; m + 1];
        let mut used = vec![false; m + 1];
        while row_of[column] != 0 {
            used[column] = true;
            let at = row_of[column];
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for j in (1..=m).filter(|&j| !used[j]) {
                let now = costs[at - 1][j - 1] - u[at] - v[j];
                if now < least[j] {
                    (least[j], way[j]) = (now, column);
                }
                if least[j] < delta {
                    (delta, next) = (least[j], j);
                }
            }
            for j in 0..=m {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    (1..=m)
        .filter(|&j| row_of[j] != 0)
        .map(|j| costs[row_of[j] - 1][j - 1])
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(rows: &[&[u32]]) -> Vec<Chain> {
        let run = |&at: &u32| (at, at + 1);
        rows.iter()
            .map(|row| row.iter().map(run).collect())
            .collect()
    }

    fn close(one: (f64, f64, f64), other: (f64, f64, f64)) {
        let same = |a: f64, b: f64| (a - b).abs() < 0.005;
        assert!(
            same(one.0, other.0) && same(one.1, other.1) && same(one.2, other.2),
            "{one:?} is not {other:?}"
        );
    }

    #[test]
    fn equal_chains_are_perfect() {
        let both = chains(&[&[1, 2], &[3, 4, 5]]);
        let score = Score::of(&both, &both);
        close(score.muc.figures(), (100.0, 100.0, 100.0));
        close(score.b_cubed.figures(), (100.0, 100.0, 100.0));
        close(score.ceaf.figures(), (100.0, 100.0, 100.0));
    }

    // Gold {1 2 3} {4 5}, found {1 2} {3 4 5}. MUC: gold links 3, kept 1 + 1; B-cubed: 1 and 2 give
    // 2/3 each, 3 gives 1/3, 4 and 5 give 1 each: 11/3 of 5.
    #[test]
    fn a_phrase_in_the_wrong_chain() {
        let score = Score::of(
            &chains(&[&[1, 2, 3], &[4, 5]]),
            &chains(&[&[1, 2], &[3, 4, 5]]),
        );
        close(score.muc.figures(), (66.67, 66.67, 66.67));
        close(score.b_cubed.figures(), (73.33, 73.33, 73.33));
        // Both pairs share two of five: 4/5 each of two chains.
        close(score.ceaf.figures(), (80.0, 80.0, 80.0));
    }

    // All in one chain: MUC keeps all links and adds one; B-cubed precision 2/4 each.
    #[test]
    fn everything_in_one_chain() {
        let score = Score::of(&chains(&[&[1, 2], &[3, 4]]), &chains(&[&[1, 2, 3, 4]]));
        close(score.muc.figures(), (100.0, 66.67, 80.0));
        close(score.b_cubed.figures(), (100.0, 50.0, 66.67));
        // One of two gold chains is matched, with 2 * 2 / 6.
        close(score.ceaf.figures(), (33.33, 66.67, 44.44));
    }

    #[test]
    fn phrases_of_one_side_alone_count_nothing() {
        let score = Score::of(&chains(&[&[1, 2, 3]]), &chains(&[&[1, 2, 9]]));
        close(score.muc.figures(), (50.0, 50.0, 50.0));
        close(score.b_cubed.figures(), (44.44, 44.44, 44.44));
        close(score.ceaf.figures(), (66.67, 66.67, 66.67));
    }

    #[test]
    fn nothing_found_is_nothing() {
        let score = Score::of(&chains(&[&[1, 2]]), &[]);
        assert_eq!(score.conll(), 0.0);
    }

    // Greedy would take 9 first and end at 10; the best is 8 + 7.
    #[test]
    fn the_assignment_is_optimal() {
        let costs = vec![vec![-9.0, -8.0], vec![-7.0, -1.0]];
        assert_eq!(cheapest(&costs), -15.0);
    }
}
