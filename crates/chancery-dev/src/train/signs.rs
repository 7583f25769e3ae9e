//! Trains what punctuation hangs on.

use super::Random;
use super::perceptron::Weights;
use super::tree::Tree;
use crate::treebank::Gold;
use chancery_nlp::kernel::{LINE, Lines, best};
use chancery_nlp::tree::punct;
use chancery_nlp::{Upos, Xpos};

/// Lines of the table: 2^11.
pub const BITS: u32 = 11;

/// Learns what punctuation hangs on, from trees that builders made of sentences they had
/// not seen: gold trees teach too much trust in the tree.
pub fn train(all: &[Gold], tags: &[Vec<(Upos, Xpos)>], trees: &[Tree]) -> Weights {
    let mut weights = Weights::new(LINE << BITS);
    let mut order: Vec<usize> = (0..all.len()).collect();
    let mut random = Random::new(23);
    for pass in 0..6 {
        random.shuffle(&mut order);
        let (mut right, mut total) = (0, 0);
        for &at in &order {
            let (r, t) = learn_signs(&all[at], &tags[at], &trees[at], &mut weights);
            right += r;
            total += t;
        }
        eprintln!(
            "punctuation: pass {pass}, {:.2}",
            100.0 * f64::from(right) / f64::from(total)
        );
    }
    weights
}

fn learn_signs(
    gold: &Gold,
    tags: &[(Upos, Xpos)],
    tree: &Tree,
    weights: &mut Weights,
) -> (u32, u32) {
    let xpos: Vec<Xpos> = tags.iter().map(|tag| tag.1).collect();
    let words = punct::Words {
        heads: &tree.heads,
        labels: &tree.labels,
        xpos: &xpos,
        signs: &tree.signs,
    };
    let mut edges = punct::Edges::default();
    edges.read(words);
    let (mut heads, mut features) = (Vec::new(), Vec::new());
    let index = |f: u32| Lines::index(f, 0, BITS);
    let (mut right, mut total) = (0, 0);
    for sign in (0..gold.len()).filter(|&at| tree.signs[at] && gold.upos[at] == Upos::Punct) {
        punct::candidates(words, &edges, sign, &mut heads);
        total += 1;
        let mut score = |head: u32, weights: &Weights| -> i32 {
            punct::features(words, &edges, (sign, head), &mut features);
            features.iter().map(|&f| weights.get(index(f))).sum()
        };
        let scores: Vec<i32> = heads.iter().map(|&head| score(head, weights)).collect();
        let Some(&guess) = heads.get(best(&scores)) else {
            continue;
        };
        weights.tick();
        right += u32::from(guess == gold.heads[sign]);
        if guess != gold.heads[sign] && heads.contains(&gold.heads[sign]) {
            for (head, by) in [(gold.heads[sign], 1), (guess, -1)] {
                punct::features(words, &edges, (sign, head), &mut features);
                features.iter().for_each(|&f| weights.add(index(f), by));
            }
        }
    }
    (right, total)
}
