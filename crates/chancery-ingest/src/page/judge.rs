//! Numbers of a block in, whether it is article out: a forest of decision trees with whole numbers.
//!
//! Gradient boosting (Friedman 2001) over the columns of [`features`](super::features); trained by
//! `cargo dev train page`, see `data/models/page/MODEL.md`. A score is the sum of the leaves reached,
//! 1024 to the unit of log-odds. A block whose score is hopeless after the first trees is not taken
//! through the others.

use super::features::COUNT;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Trees after which a hopeless block is given up, and the score that is hopeless.
const EARLY: usize = 60;
const HOPELESS: i32 = -3 * 1024;

/// Mark of a leaf in place of a column.
const LEAF: u16 = u16::MAX;

/// A fork or a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Fork {
    /// Column that is asked, or [`LEAF`].
    column: u16,
    /// At most this goes on at `next`, more at the one after; of a leaf its score.
    value: i32,
    /// Row of the next fork, later than its own.
    next: u32,
}

/// A forest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forest {
    /// Columns of the rows that it was grown from.
    columns: u16,
    /// Score before any tree.
    base: i32,
    roots: Vec<u32>,
    forks: Vec<Fork>,
}

/// A tree that is being handed over to a [`Forest`].
#[derive(Clone, Debug)]
pub enum Branch {
    /// Ends with a score, 1024 to the unit of log-odds.
    Leaf(i32),
    /// Goes one way where a column is at most a value, else the other.
    Fork {
        /// The column.
        column: u16,
        /// The value.
        at_most: i32,
        /// The two ways.
        ways: Box<[Branch; 2]>,
    },
}

impl Forest {
    /// A forest of no trees.
    pub fn new(base: i32) -> Forest {
        Forest {
            columns: COUNT as u16,
            base,
            ..Forest::default()
        }
    }

    /// Adds a tree.
    pub fn add(&mut self, tree: &Branch) {
        self.roots.push(self.forks.len() as u32);
        self.forks.push(Fork {
            column: LEAF,
            value: 0,
            next: 0,
        });
        let mut open = vec![(self.forks.len() - 1, tree)];
        while let Some((at, branch)) = open.pop() {
            let next = self.forks.len() as u32;
            self.forks[at] = match branch {
                Branch::Leaf(value) => Fork {
                    column: LEAF,
                    value: *value,
                    next: 0,
                },
                Branch::Fork {
                    column,
                    at_most,
                    ways,
                } => {
                    let place = self.forks[at];
                    self.forks.extend([place, place]);
                    open.push((next as usize, &ways[0]));
                    open.push((next as usize + 1, &ways[1]));
                    Fork {
                        column: *column,
                        value: *at_most,
                        next,
                    }
                }
            };
        }
    }

    /// Trees in it.
    pub fn len(&self) -> usize {
        self.roots.len()
    }

    /// Whether it has no tree.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// Score of a row, 1024 to the unit of log-odds; above 0 the block is more likely article.
    pub fn score(&self, row: &[i32]) -> i32 {
        let mut sum = self.base;
        for (tree, &root) in self.roots.iter().enumerate() {
            if tree == EARLY && sum < HOPELESS {
                break;
            }
            let mut fork = &self.forks[root as usize];
            while fork.column != LEAF {
                let more = row[usize::from(fork.column)] > fork.value;
                fork = &self.forks[fork.next as usize + usize::from(more)];
            }
            sum += fork.value;
        }
        sum
    }

    /// The packed form.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("a forest is plain numbers")
    }

    /// The forest of these bytes; `None` where they hold none that fits the columns.
    pub fn from_bytes(bytes: &[u8]) -> Option<Forest> {
        let forest: Forest = postcard::from_bytes(bytes).ok()?;
        let count = forest.forks.len();
        let fits = |(at, fork): (usize, &Fork)| {
            let next = fork.next as usize;
            fork.column == LEAF
                || (usize::from(fork.column) < COUNT && next > at && next + 1 < count)
        };
        if usize::from(forest.columns) != COUNT {
            return None;
        }
        let whole = forest.forks.iter().enumerate().all(fits);
        (whole && forest.roots.iter().all(|root| (*root as usize) < count)).then_some(forest)
    }
}

static SHIPPED: LazyLock<Forest> = LazyLock::new(|| {
    let packed = chancery_data::model("page", "blocks").expect("the forest is part of the program");
    let bytes = zstd::stream::decode_all(packed).expect("the forest was packed by this library");
    Forest::from_bytes(&bytes).expect("a test holds the shipped forest to the columns")
});

/// The forest that is part of the program.
pub fn shipped() -> &'static Forest {
    &SHIPPED
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fork(column: u16, at_most: i32, left: Branch, right: Branch) -> Branch {
        let ways = Box::new([left, right]);
        Branch::Fork {
            column,
            at_most,
            ways,
        }
    }

    #[test]
    fn scores_are_sums_of_leaves() {
        let mut forest = Forest::new(5);
        forest.add(&fork(
            0,
            10,
            Branch::Leaf(1),
            fork(1, 0, Branch::Leaf(20), Branch::Leaf(300)),
        ));
        forest.add(&Branch::Leaf(7));
        let score = |a: i32, b: i32| {
            let mut row = vec![0; COUNT];
            (row[0], row[1]) = (a, b);
            forest.score(&row)
        };
        assert_eq!((score(10, 9), score(11, 0), score(11, 1)), (13, 32, 312));
        assert_eq!(
            Forest::from_bytes(&forest.to_bytes()).as_ref(),
            Some(&forest)
        );
    }

    #[test]
    fn broken_forests_are_none() {
        assert_eq!(Forest::from_bytes(&[1, 2, 3]), None);
        let mut forest = Forest::new(0);
        forest.add(&fork(60_000, 0, Branch::Leaf(0), Branch::Leaf(0)));
        assert_eq!(Forest::from_bytes(&forest.to_bytes()), None);
    }

    #[test]
    fn the_shipped_forest_is_whole() {
        assert!(!shipped().is_empty());
    }
}
