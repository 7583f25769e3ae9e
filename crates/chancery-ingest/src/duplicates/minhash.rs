//! Prints in, pairs worth comparing out: MinHash with bands, in a window of days.

use super::print::Print;
use std::collections::BTreeSet;

/// Hash functions of a signature.
const HASHES: usize = 112;

/// Rows of a band: two texts meet where all rows of one band agree, so that with a resemblance of .3 they meet in 995
/// of 1,000 cases, with .1 in 430. With four rows, seven of the forty copies of `corpus/copies` were never met, the abridged
/// and the merged ones.
const ROWS: usize = 2;

/// How many neighbours of a bucket a text is compared with: a story that five hundred outlets print is a
/// chain of copies, not a hundred thousand pairs.
const NEIGHBOURS: usize = 8;

/// The least of each of the hashes of the runs of a text; of a text without runs `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature(Option<Box<[u32; HASHES]>>);

/// The signature of a print.
pub fn signature(print: &Print) -> Signature {
    if print.runs.is_empty() {
        return Signature(None);
    }
    let mut least = Box::new([u32::MAX; HASHES]);
    for run in &print.runs {
        for (at, least) in least.iter_mut().enumerate() {
            *least = (*least).min(permuted(*run, at as u64));
        }
    }
    Signature(Some(least))
}

/// A run under one of the hash functions: the finaliser of SplitMix64 over the run and the number of the function.
#[inline(always)]
fn permuted(run: u32, function: u64) -> u32 {
    let mixed = (u64::from(run) | (function + 1) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((mixed ^ (mixed >> 31)) >> 16) as u32
}

/// Pairs of texts (places in the list, the smaller first, in order) that share a band and are at most
/// `window` days apart; of texts whose days are told as numbers. Of a text that has many likenesses in the window
/// only the nearest by day and place are given: whose families are wanted joins the pairs.
pub fn candidates(signatures: &[(i32, Signature)], window: i32) -> Vec<(usize, usize)> {
    let mut bands: Vec<(usize, &[u32], i32, usize)> = Vec::new();
    for (at, (day, signature)) in signatures.iter().enumerate() {
        let rows = signature
            .0
            .iter()
            .flat_map(|least| least.chunks_exact(ROWS));
        bands.extend(rows.enumerate().map(|(band, rows)| (band, rows, *day, at)));
    }
    bands.sort_unstable();
    let mut pairs = BTreeSet::new();
    for bucket in bands.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (at, (_, _, day, text)) in bucket.iter().enumerate() {
            let before = bucket[..at].iter().rev().take(NEIGHBOURS);
            for (_, _, earlier, other) in
                before.take_while(|one| day.saturating_sub(one.2) <= window)
            {
                debug_assert!(earlier <= day);
                pairs.insert((*text.min(other), *text.max(other)));
            }
        }
    }
    pairs.into_iter().collect()
}
