//! Claims joined to events: pairs in the order (score descending, place in the order of claims),
//! each join checked against every member of both sides, so no chain runs through a vague report.
//!
//! What a person decided stands first: claims said to be one are joined whatever the slots say, and
//! claims said to be two are kept apart whatever the points say.

use super::card::Card;
use super::weigh::{Weight, agree};
use std::collections::BTreeSet;

/// Two claims, by their places in the order of cards, first the lesser.
pub type Two = (usize, usize);

/// A weighed pair of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The claims.
    pub two: Two,
    /// What speaks for one happening.
    pub weight: Weight,
}

/// What people decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// Claims of one happening.
    pub one: BTreeSet<Two>,
    /// Claims of two.
    pub apart: BTreeSet<Two>,
}

/// Claims by event, each list ascending, the lists by their first.
pub fn cluster(cards: &[&Card], pairs: &[Pair], decided: &Decided) -> Vec<Vec<usize>> {
    let mut pairs: Vec<&Pair> = pairs.iter().filter(|pair| pair.weight.joins()).collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.weight.halves), pair.two));
    let mut home: Vec<usize> = (0..cards.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..cards.len()).map(|i| vec![i]).collect();
    for &(a, b) in &decided.one {
        join((home[a], home[b]), &mut home, &mut members);
    }
    let apart = |x: usize, y: usize| decided.apart.contains(&(x.min(y), x.max(y)));
    let kin = |x: usize| {
        let one = decided
            .one
            .iter()
            .filter(move |two| two.0 == x || two.1 == x);
        one.map(|two| two.0 + two.1)
            .map(move |sum| sum - x)
            .chain([x])
    };
    // Whoever agrees with one of several claims that a person made one agrees with all of them.
    let agrees = |x: usize, y: usize| {
        let mut pairs = kin(x).flat_map(|x| kin(y).map(move |y| (x, y)));
        pairs.any(|(x, y)| agree(cards[x], cards[y]))
    };
    for pair in pairs {
        let (a, b) = (home[pair.two.0], home[pair.two.1]);
        let free = members[a].iter().all(|&x| {
            let mut others = members[b].iter();
            others.all(|&y| !apart(x, y) && agrees(x, y))
        });
        if free {
            join((a, b), &mut home, &mut members);
        }
    }
    members.retain(|m| !m.is_empty());
    members
}

fn join((a, b): Two, home: &mut [usize], members: &mut [Vec<usize>]) {
    if a == b {
        return;
    }
    let (keep, drop) = (a.min(b), a.max(b));
    let moved = std::mem::take(&mut members[drop]);
    for &m in &moved {
        home[m] = keep;
    }
    members[keep].extend(moved);
    members[keep].sort_unstable();
}
