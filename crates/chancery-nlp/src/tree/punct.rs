//! Heads of punctuation, given the finished tree of the words.
//!
//! The candidates of a sign are the words that it can hang on without crossing an arc: the word on
//! its left and its ancestors up to the first whose words reach past the sign, and the same on the
//! right. A small perceptron picks one from relations, sides and the signs at the other edge, for
//! the treebanks follow no single rule.

use crate::kernel::{Lines, atom, feature};
use crate::labels::{Deprel, Xpos};

/// The tree of one sentence, by token; punctuation is not yet attached.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Head of each token; a root is its own head; of punctuation anything.
    pub heads: &'a [u32],
    /// Relation of each token.
    pub labels: &'a [Deprel],
    /// Penn tag of each token.
    pub xpos: &'a [Xpos],
    /// Which tokens are punctuation.
    pub signs: &'a [bool],
}

/// First and last token below each token, itself included; signs have themselves alone.
#[derive(Clone, Debug, Default)]
pub struct Edges {
    edges: Vec<(u32, u32)>,
}

impl Edges {
    /// Computes the edges of a projective or other tree. Cost: tokens times depth.
    pub fn read(&mut self, words: Words) {
        self.edges.clear();
        self.edges
            .extend((0..words.heads.len() as u32).map(|i| (i, i)));
        for token in 0..words.heads.len() {
            let mut at = token;
            for _ in 0..words.heads.len() {
                if words.signs[token] || words.heads[at] as usize == at {
                    break;
                }
                at = words.heads[at] as usize;
                let edge = &mut self.edges[at];
                edge.0 = edge.0.min(token as u32);
                edge.1 = edge.1.max(token as u32);
            }
        }
    }
}

/// Most ancestors looked at on one side.
const CLIMB: usize = 8;

/// The words that `sign` may hang on, nearest first, left before right; empty without words.
pub fn candidates(words: Words, edges: &Edges, sign: usize, out: &mut Vec<u32>) {
    out.clear();
    let left = (0..sign).rev().find(|&t| !words.signs[t]);
    let right = (sign + 1..words.heads.len()).find(|&t| !words.signs[t]);
    for start in [left, right].into_iter().flatten() {
        let mut at = start;
        for _ in 0..CLIMB {
            if !out.contains(&(at as u32)) {
                out.push(at as u32);
            }
            let (first, last) = edges.edges[at];
            let reaches_past = (first as usize) < sign && sign < last as usize;
            if reaches_past || words.heads[at] as usize == at {
                break;
            }
            at = words.heads[at] as usize;
        }
    }
    let root = (0..words.heads.len()).find(|&t| !words.signs[t] && words.heads[t] as usize == t);
    if let Some(root) = root.filter(|&root| !out.contains(&(root as u32))) {
        out.push(root as u32);
    }
}

/// Features of hanging `sign` on `head`.
pub fn features(words: Words, edges: &Edges, arc: (usize, u32), out: &mut Vec<u32>) {
    let (sign, head) = (arc.0, arc.1 as usize);
    let xpos = |at: usize| words.xpos.get(at).map_or(63, |x| *x as u32);
    let (first, last) = edges.edges[head];
    let (first, last) = (first as usize, last as usize);
    let is_root = words.heads[head] as usize == head;
    let place = if last < sign {
        0
    } else if first > sign {
        1
    } else {
        2 + u32::from(head > sign)
    };
    let own = xpos(sign) << 3 | place;
    let top = is_root || {
        let (f, l) = edges.edges[words.heads[head] as usize];
        (f as usize) < sign && sign < l as usize
    };
    let edge = if place == 0 {
        xpos(first.wrapping_sub(1))
    } else {
        xpos(last + 1)
    };
    let near = u32::from(last + 1 == sign || first == sign + 1);
    let label = words.labels[head] as u32;
    let above = words.labels[words.heads[head] as usize] as u32;
    let end = u32::from(sign == 0) | u32::from(sign + 1 == words.heads.len()) << 1;
    let rest = u32::from((sign + 1..words.heads.len()).all(|t| words.signs[t]));
    let side = u32::from(words.heads[head] as usize > head);
    let own = atom(111, own);
    let label_side = atom(112, label << 1 | side);
    let shape = atom(
        113,
        u32::from(is_root) | u32::from(top) << 1 | near << 2 | end << 3 | rest << 5,
    );
    out.clear();
    out.extend([
        feature(240, own, 0, 0),
        feature(241, own, label_side, 0),
        feature(242, own, shape, 0),
        feature(243, own, shape, label_side),
        feature(244, own, atom(114, edge), 0),
        feature(245, own, atom(114, edge), label_side),
        feature(246, own, atom(114, edge), shape),
        feature(247, own, atom(115, xpos(head)), shape),
        feature(248, own, atom(115, xpos(head)), label_side),
        feature(249, own, atom(116, above), label_side),
        feature(250, own, atom(117, xpos(sign + 1)), shape),
        feature(251, own, atom(118, xpos(sign.wrapping_sub(1))), shape),
        feature(252, own, atom(117, xpos(sign + 1)), label_side),
        feature(
            253,
            own,
            atom(119, (head.abs_diff(sign) as u32).min(9)),
            shape,
        ),
        feature(
            254,
            own,
            atom(120, (last - first).min(12) as u32),
            label_side,
        ),
    ]);
}

/// The candidate with the highest score; the first of equals.
pub fn choose(
    table: &Lines,
    words: Words,
    edges: &Edges,
    sign: usize,
    buffers: &mut (Vec<u32>, Vec<u32>),
) -> Option<u32> {
    let (heads, out) = buffers;
    candidates(words, edges, sign, heads);
    let mut found: Option<(i32, u32)> = None;
    for &head in heads.iter() {
        features(words, edges, (sign, head), out);
        let mut score = [0];
        table.score(out, &[0], &mut score);
        if found.is_none_or(|(best, _)| score[0] > best) {
            found = Some((score[0], head));
        }
    }
    found.map(|(_, head)| head)
}
