//! Blocks of a page and the words of its article in, which blocks are article out.
//!
//! A block is article where half of its runs of four words are in the gold text; one too short for a run
//! where it is a line of the gold text, or stands in it right beside a neighbour's words. Of blocks that
//! say the same the one with more article around it counts.

use std::collections::{BTreeMap, BTreeSet};

/// Words in a row that count as found.
const RUN: usize = 4;

/// Words of a text in lower case.
pub fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    parts.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Which of these blocks are article.
pub fn labels(blocks: &[Vec<String>], gold: &str) -> Vec<bool> {
    let article = words(gold);
    let mut runs: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (at, run) in article.windows(RUN).enumerate() {
        runs.entry(run).or_default().push(at);
    }
    let lines: BTreeSet<Vec<String>> = gold.lines().map(words).collect();
    let found: Vec<Option<Ends>> = blocks.iter().map(|block| ends(block, &runs)).collect();
    let mut labels: Vec<bool> = found.iter().map(Option::is_some).collect();
    for (at, block) in blocks.iter().enumerate() {
        if (1..RUN).contains(&block.len()) {
            let before = at.checked_sub(1).and_then(|at| found[at].as_ref());
            let after = found.get(at + 1).and_then(Option::as_ref);
            labels[at] = lines.contains(block)
                || before.is_some_and(|ends| ends.last.iter().any(|end| article[end + RUN..].starts_with(block)))
                || after.is_some_and(|ends| ends.first.iter().any(|begin| article[..*begin].ends_with(block)));
        }
    }
    drop_twins(blocks, &mut labels);
    labels
}

/// Where the first and the last run of a block stand in the article.
struct Ends {
    first: Vec<usize>,
    last: Vec<usize>,
}

fn ends(block: &[String], runs: &BTreeMap<&[String], Vec<usize>>) -> Option<Ends> {
    let hits: Vec<&Vec<usize>> = block.windows(RUN).filter_map(|run| runs.get(run)).collect();
    let all = block.len().saturating_sub(RUN - 1);
    match (hits.first(), hits.last()) {
        (Some(first), Some(last)) if 2 * hits.len() >= all => Some(Ends {
            first: first.to_vec(),
            last: last.to_vec(),
        }),
        _ => None,
    }
}

/// Of blocks with the same words leaves the one with more article around it.
fn drop_twins(blocks: &[Vec<String>], labels: &mut [bool]) {
    let mut twins: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate().filter(|(at, _)| labels[*at]) {
        twins.entry(block).or_default().push(at);
    }
    let before = labels.to_vec();
    let around = |at: usize| {
        let window = &before[at.saturating_sub(3)..(at + 4).min(before.len())];
        window.iter().filter(|label| **label).count()
    };
    for places in twins.values().filter(|places| places.len() > 1) {
        // The first of the best, so that ties do not hang on the order of the search.
        let best = places.iter().rev().max_by_key(|at| around(**at));
        for at in places.iter().filter(|at| Some(*at) != best) {
            labels[*at] = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(blocks: &[&str], gold: &str, expected: &[bool]) {
        let blocks: Vec<Vec<String>> = blocks.iter().map(|block| words(block)).collect();
        assert_eq!(labels(&blocks, gold), expected);
    }

    #[test]
    fn blocks_of_the_article_are_found() {
        let gold = "Marin met Sarel in the old port on Friday.\nThe talks\nThey spoke of grain and of the strait.";
        let blocks = [
            "Home",
            "Marin met Sarel in the old port on Friday.",
            "The talks",
            "Sign up for our letter of the day now",
            "They spoke of grain and of the strait.",
        ];
        check(&blocks, gold, &[false, true, true, false, true]);
    }

    #[test]
    fn of_twins_one_counts() {
        let gold = "Marin met Sarel in the port.\nThey spoke of grain for hours.";
        let blocks = ["Marin met Sarel in the port.", "News", "Mail", "Shop", "Marin met Sarel in the port.", "They spoke of grain for hours."];
        check(&blocks, gold, &[false, false, false, false, true, true]);
    }
}
