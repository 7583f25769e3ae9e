//! Integer kernels: feature hashes and sums of weight rows.
//!
//! Features are 32-bit hashes. Two table shapes hold all weights:
//!
//! * [`Rows`]: four `i16` a feature, one for each action of the tree builder; the top bits of the
//!   feature name the row (hash kernel, Bohnet 2010: no feature names, no probing).
//! * [`Lines`]: one `i16` for each pair of feature and label; the feature names a line of 32
//!   weights (64 bytes), the label a place in it, so all labels of one feature share a cache line.
//!
//! A caller writes all features of a decision into a buffer first and sums them afterwards: the
//! loads are independent of each other, and the processor overlaps their cache misses. Sums are
//! `i32`: the same on every machine.

const MULTIPLIER: u32 = 0x9E37_79B1;

/// Weights of one cache line of [`Lines`].
pub const LINE: usize = 32;

/// Hash of one template (`seed`) filled with up to three atoms, which must be well mixed.
#[inline(always)]
pub fn feature(seed: u32, a: u32, b: u32, c: u32) -> u32 {
    let joined = a ^ b.rotate_left(11) ^ c.rotate_left(22) ^ seed.wrapping_mul(0x85EB_CA6B);
    (joined ^ (joined >> 15)).wrapping_mul(MULTIPLIER)
}

/// A well mixed atom from a small number and a seed that keeps kinds of atoms apart.
#[inline(always)]
pub fn atom(seed: u32, value: u32) -> u32 {
    let mut h = (value ^ seed.rotate_left(16))
        .wrapping_add(0x7F4A_7C15)
        .wrapping_mul(0x85EB_CA6B);
    h ^= h >> 13;
    h = h.wrapping_mul(0xC2B2_AE35);
    h ^ (h >> 16)
}

/// A well mixed atom from bytes.
#[inline]
pub fn hash_bytes(seed: u32, bytes: &[u8]) -> u32 {
    let mut h = u64::from(seed) ^ 0x51_7C_C1_B7_27_22_0A_95;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        h = fold(h ^ u64::from_le_bytes(word));
    }
    let mut tail = bytes.len() as u64;
    for &byte in chunks.remainder() {
        tail = (tail << 8) | u64::from(byte);
    }
    h = fold(h ^ tail);
    (h >> 32) as u32 ^ h as u32
}

#[inline(always)]
fn fold(h: u64) -> u64 {
    let m = u128::from(h) * u128::from(0x9E37_79B9_7F4A_7C15_u64 | 1);
    (m as u64) ^ ((m >> 64) as u64)
}

/// Four weights a feature.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    weights: Vec<i16>,
    shift: u32,
}

impl Rows {
    /// A table of `2^bits` rows from its weights, row-major `[rows x 4]`; missing ones are zero.
    pub fn new(bits: u32, mut weights: Vec<i16>) -> Self {
        let bits = bits.clamp(1, 28);
        weights.resize(4 << bits, 0);
        Rows {
            weights,
            shift: 32 - bits,
        }
    }

    /// The row of a feature in a table of `2^bits` rows.
    #[inline(always)]
    pub fn index(feature: u32, bits: u32) -> usize {
        (feature >> (32 - bits)) as usize
    }

    /// Sum of the rows of all features.
    #[inline]
    pub fn sum(&self, features: &[u32]) -> [i32; 4] {
        let mut sums = [0_i32; 4];
        if self.weights.is_empty() {
            return sums;
        }
        for &f in features {
            let start = 4 * (f >> self.shift) as usize;
            // SAFETY: `new` makes 4 << bits weights and shift = 32 - bits, so the shifted 32-bit
            // feature is below 2^bits and its four weights are inside.
            let row = unsafe { self.weights.get_unchecked(start..start + 4) };
            for (sum, &weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(weight);
            }
        }
        sums
    }

    /// The same sum by checked indexing: the oracle of the tests.
    pub fn sum_plain(&self, features: &[u32]) -> [i32; 4] {
        let mut sums = [0_i32; 4];
        for &f in features {
            let start = 4 * (f >> self.shift) as usize;
            if let Some(row) = self.weights.get(start..start + 4) {
                for k in 0..4 {
                    sums[k] += i32::from(row[k]);
                }
            }
        }
        sums
    }
}

/// Features of one walk of [`Lines::score`].
const WALK: usize = 64;

/// One weight for each pair of feature and label.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    weights: Vec<i16>,
    shift: u32,
}

impl Lines {
    /// A table of `2^bits` lines of [`LINE`] weights; missing ones are zero.
    pub fn new(bits: u32, mut weights: Vec<i16>) -> Self {
        let bits = bits.clamp(2, 24);
        weights.resize(LINE << bits, 0);
        Lines {
            weights,
            shift: 32 - bits,
        }
    }

    /// Where the weight of `feature` and `label` (below 128) stands in a table of `2^bits` lines.
    #[inline(always)]
    pub fn index(feature: u32, label: u8, bits: u32) -> usize {
        Self::slot(feature, label, 32 - bits)
    }

    #[inline(always)]
    fn slot(feature: u32, label: u8, shift: u32) -> usize {
        Self::place(feature, shift) ^ usize::from(label)
    }

    /// The line of a feature and its turn in it: the place of label 0. The low five bits of a
    /// label move it inside the line, the next two to one of the three lines beside.
    #[inline(always)]
    fn place(feature: u32, shift: u32) -> usize {
        ((feature >> shift) << 5 | (feature & 31)) as usize
    }

    /// Adds the weights of all features to the score of each candidate label.
    ///
    /// Shape: `scores` is as long as `candidates`; longer tails of either are left alone.
    #[inline]
    pub fn score(&self, features: &[u32], candidates: &[u8], scores: &mut [i32]) {
        if self.weights.is_empty() {
            return;
        }
        // label by label: the sum stays in a register, and the first walk over the features asks
        // for all their lines at once
        let mut places = [0_usize; WALK];
        for features in features.chunks(WALK) {
            for (place, &f) in places.iter_mut().zip(features) {
                *place = Self::place(f, self.shift);
            }
            let places = &places[..features.len()];
            for (score, &label) in scores.iter_mut().zip(candidates) {
                let label = usize::from(label & 127);
                // SAFETY: `new` makes 32 << bits weights and shift = 32 - bits, so each place is
                // below that; the label flips its lowest seven bits alone, and bits + 5 >= 7.
                let weight = |place: usize| unsafe { *self.weights.get_unchecked(place ^ label) };
                *score += places
                    .iter()
                    .map(|&place| i32::from(weight(place)))
                    .sum::<i32>();
            }
        }
    }

    /// The same scores by checked indexing: the oracle of the tests.
    pub fn score_plain(&self, features: &[u32], candidates: &[u8], scores: &mut [i32]) {
        for &f in features {
            for (score, &label) in scores.iter_mut().zip(candidates) {
                let slot = Self::slot(f, label & 127, self.shift);
                *score += i32::from(self.weights.get(slot).copied().unwrap_or(0));
            }
        }
    }
}

/// Number of the highest score; the first of equals; 0 for none.
#[inline]
pub fn best(scores: &[i32]) -> usize {
    let mut at = 0;
    for (i, score) in scores.iter().enumerate().skip(1) {
        if *score > scores[at] {
            at = i;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(n: usize) -> Vec<i16> {
        (0..n).map(|i| atom(3, i as u32) as i16 >> 4).collect()
    }

    #[test]
    fn unchecked_row_sums_equal_checked_ones() {
        let table = Rows::new(7, noise(4 << 7));
        let features: Vec<u32> = (0..500).map(|i| atom(9, i)).chain([0, u32::MAX]).collect();
        assert_eq!(table.sum(&features), table.sum_plain(&features));
        assert_eq!(Rows::default().sum(&features), [0; 4]);
    }

    #[test]
    fn unchecked_line_scores_equal_checked_ones() {
        let table = Lines::new(5, noise(LINE << 5));
        let features: Vec<u32> = (0..500).map(|i| atom(11, i)).chain([0, u32::MAX]).collect();
        let candidates: Vec<u8> = (0..=255).collect();
        let (mut fast, mut plain) = (vec![0; 256], vec![0; 256]);
        table.score(&features, &candidates, &mut fast);
        table.score_plain(&features, &candidates, &mut plain);
        assert_eq!(fast, plain);
    }

    #[test]
    fn hashes_tell_lengths_apart() {
        assert_ne!(hash_bytes(1, b""), hash_bytes(1, b"\0"));
        assert_ne!(hash_bytes(1, b"abcdefgh"), hash_bytes(1, b"abcdefg"));
    }
}
