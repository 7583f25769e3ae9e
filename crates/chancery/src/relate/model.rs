//! Weights of the relation coder: for each profile a column a type, rows for the features that were
//! kept.
//!
//! A row is named by the top [`BITS`] bits of its feature. A score is the sum of the integer weights
//! of a column over the length of the features (words count [`WORD`], the rest [`ACT`]) and the
//! column's own weight: a linear classifier over features of length one.

use super::features::Features;
use super::lexicon::Profile;
use chancery_nlp::Error;
use chancery_nlp::model::{Reader, Writer, unpack};

/// Bits of a feature that name its row.
pub const BITS: u32 = 24;

/// Types: those of the ontology; RETREAT's column tells it from CONCEDE.
pub const TYPES: usize = 17;

/// Columns: the types of PLOVER, then those of PLV.
pub const COLUMNS: usize = 2 * TYPES;

/// Value of a word, in tenths.
pub const WORD: i64 = 7;

/// Value of any other feature, in tenths.
pub const ACT: i64 = 10;

/// Weights by row and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationModel {
    rows: Vec<u32>,
    weights: Vec<i16>,
    own: Vec<i16>,
    /// How many make one.
    scale: u32,
}

/// Name of the row of a feature.
pub fn row_of(feature: u32) -> u32 {
    feature >> (32 - BITS)
}

/// The first column of a profile.
pub fn first_column(profile: Profile) -> usize {
    match profile {
        Profile::Plover => 0,
        Profile::Plv => TYPES,
    }
}

/// Length of a pair of so many words and other features, in tenths.
pub fn length(words: usize, acts: usize) -> f64 {
    ((words as i64 * WORD * WORD + acts as i64 * ACT * ACT) as f64).sqrt()
}

impl RelationModel {
    /// From rows in rising order, each with [`COLUMNS`] weights, and the weights of the columns.
    pub fn new(rows: Vec<u32>, weights: Vec<i16>, own: Vec<i16>, scale: u32) -> Self {
        RelationModel {
            rows,
            weights,
            own,
            scale: scale.max(1),
        }
    }

    /// Reads a packed model.
    ///
    /// # Errors
    /// Where it is absent or damaged.
    pub fn unpack(packed: &[u8]) -> Result<Self, Error> {
        let bytes = unpack("relate", packed)?;
        let mut reader = Reader::new("relate", &bytes);
        let scale = reader.number()?;
        let steps = reader.list()?.to_vec();
        let own = reader.weights()?;
        let weights = reader.weights()?;
        let mut rows = Vec::new();
        let mut row = 0_u32;
        let mut step = 0_u32;
        for (n, byte) in steps
            .iter()
            .scan(0, |n, byte| Some((count(n, *byte), *byte)))
        {
            step |= u32::from(byte & 127).wrapping_shl(7 * n);
            if byte < 128 {
                row = row.wrapping_add(step);
                rows.push(row);
                step = 0;
            }
        }
        if weights.len() != rows.len() * COLUMNS || own.len() != COLUMNS {
            return Err(Error::model("relate", "table of impossible size"));
        }
        let by_row = (0..rows.len()).flat_map(|row| {
            let columns = weights.chunks_exact(rows.len());
            columns.map(move |column| column[row])
        });
        let by_row = by_row.collect();
        Ok(RelationModel::new(rows, by_row, own, scale))
    }

    /// The model as bytes, not yet packed.
    pub fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.number(self.scale);
        let mut steps = Vec::new();
        let mut last = 0;
        for &row in &self.rows {
            let mut step = row - last;
            last = row;
            while step > 127 {
                steps.push(step as u8 | 128);
                step >>= 7;
            }
            steps.push(step as u8);
        }
        writer.list(&steps);
        writer.weights(&self.own);
        // column by column: neighbours are alike and pack better
        let by_column = (0..COLUMNS).flat_map(|column| {
            let rows = self.weights.chunks_exact(COLUMNS);
            rows.map(move |row| row[column])
        });
        let by_column: Vec<i16> = by_column.collect();
        writer.weights(&by_column);
        writer.finish()
    }

    /// A score for each type in a profile.
    pub fn scores(&self, features: &Features, profile: Profile) -> Vec<f64> {
        let first = first_column(profile);
        let mut sums = [0_i64; TYPES];
        let words = self.add(&features.words, (WORD, first), &mut sums);
        let acts = self.add(&features.acts, (ACT, first), &mut sums);
        let length = length(words, acts).max(1.0);
        let scale = f64::from(self.scale);
        sums.iter()
            .zip(&self.own[first..])
            .map(|(&sum, &own)| (sum as f64 / length + f64::from(own)) / scale)
            .collect()
    }

    /// Adds the rows of the features that have one; how many have.
    fn add(
        &self,
        features: &[u32],
        (value, first): (i64, usize),
        sums: &mut [i64; TYPES],
    ) -> usize {
        let known = features
            .iter()
            .filter_map(|&f| self.rows.binary_search(&row_of(f)).ok());
        known
            .map(|at| {
                let from = at * COLUMNS + first;
                let row = &self.weights[from..from + TYPES];
                for (sum, &weight) in sums.iter_mut().zip(row) {
                    *sum += value * i64::from(weight);
                }
            })
            .count()
    }
}

/// The place of a byte in its number: 0 after a byte below 128.
fn count(next: &mut u32, byte: u8) -> u32 {
    let place = *next;
    *next = if byte < 128 { 0 } else { (place + 1).min(4) };
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_reads_back() {
        let rows = vec![3, 4, 500, 16_000_000];
        let weights: Vec<i16> = (0..4 * COLUMNS as i16).map(|n| n - 60).collect();
        let own: Vec<i16> = (0..COLUMNS as i16).collect();
        let model = RelationModel::new(rows, weights, own, 64);
        let packed = zstd::stream::encode_all(model.write().as_slice(), 3);
        let packed = packed.expect("packing in memory");
        assert_eq!(RelationModel::unpack(&packed).expect("a good model"), model);
        assert!(RelationModel::unpack(b"no frame").is_err());
    }

    #[test]
    fn features_without_a_row_say_nothing() {
        let own = (0..COLUMNS as i16).collect();
        let model = RelationModel::new(vec![1], vec![64; COLUMNS], own, 64);
        let unknown = Features {
            words: vec![0, 77],
            acts: vec![u32::MAX],
        };
        assert_eq!(model.scores(&unknown, Profile::Plover)[3], 3.0 / 64.0);
        let known = Features {
            words: Vec::new(),
            acts: vec![1 << (32 - BITS)],
        };
        assert_eq!(model.scores(&known, Profile::Plover)[0], 1.0);
    }
}
