//! Weights of the line classifier, read in place from the bytes of `data/models/en/lines.bin`.
//!
//! Layout: `CHLINES1`, bias, switch cost and margin of sentences (`i16`, little-endian, in steps of a weight), then 2^14 buckets of
//! four slots; a slot is a check (1 to 255; 0 is empty) and a weight (`i8`). A feature that training did
//! not keep meets a foreign weight once in sixty times.

use std::sync::LazyLock;

const MAGIC: &[u8; 8] = b"CHLINES1";

const HEAD: usize = 14;

const BUCKETS: usize = 1 << 14;

/// Bytes of a bucket.
const BUCKET: usize = 8;

/// Bytes of a model.
const SIZE: usize = HEAD + BUCKETS * BUCKET;

/// The weights.
#[derive(Clone, Debug)]
pub struct LineModel<'b> {
    /// What is added to every line's weight for staying.
    pub bias: i32,
    /// What it costs to change between text and furniture.
    pub switch: i32,
    /// How far below nought the weight of a sentence must be for it to go.
    pub margin: i32,
    slots: &'b [u8],
}

/// Bucket and check of a feature.
fn place(feature: u32) -> (usize, u8) {
    let bucket = (feature >> 8) as usize % BUCKETS;
    let check = (feature & 0xFF).min(254) as u8 + 1;
    (bucket, check)
}

impl<'b> LineModel<'b> {
    /// The model of the binary, for texts of all languages; without weights it keeps every line.
    pub fn shipped() -> &'static LineModel<'static> {
        static MODEL: LazyLock<LineModel<'static>> = LazyLock::new(|| {
            let bytes = chancery_data::model("en", "lines").unwrap_or_default();
            LineModel::read(bytes).unwrap_or(LineModel {
                bias: 1,
                switch: 0,
                margin: 0,
                slots: &[],
            })
        });
        &MODEL
    }

    /// Reads a model; `None` where the bytes are none.
    pub fn read(bytes: &'b [u8]) -> Option<LineModel<'b>> {
        let (head, slots) = bytes.split_at_checked(HEAD)?;
        let number = |at: usize| i32::from(i16::from_le_bytes([head[at], head[at + 1]]));
        (bytes.len() == SIZE && head.starts_with(MAGIC)).then(|| LineModel {
            bias: number(8),
            switch: number(10),
            margin: number(12),
            slots,
        })
    }

    /// Packs bias, switch cost and margin, and weights with their features, the heavier first; what finds its bucket full is left out.
    /// Returns the bytes and how many were left out.
    pub fn pack(settings: [i16; 3], weights: &[(u32, i8)]) -> (Vec<u8>, usize) {
        let mut bytes = Vec::with_capacity(SIZE);
        bytes.extend(MAGIC);
        bytes.extend(settings.map(i16::to_le_bytes).as_flattened());
        bytes.resize(SIZE, 0);
        let mut left = 0;
        for &(feature, weight) in weights {
            let (bucket, check) = place(feature);
            let slots = &mut bytes[HEAD + bucket * BUCKET..][..BUCKET];
            match [0, 2, 4, 6]
                .into_iter()
                .find(|&at| slots[at] == 0 || slots[at] == check)
            {
                Some(at) if slots[at] == 0 => {
                    slots[at] = check;
                    slots[at + 1] = weight.to_le_bytes()[0];
                }
                _ => left += 1,
            }
        }
        (bytes, left)
    }

    /// Sum of the weights of these features: above nought for text.
    pub fn weigh(&self, features: &[u32]) -> i32 {
        features.iter().map(|&feature| self.weight(feature)).sum()
    }

    fn weight(&self, feature: u32) -> i32 {
        let (bucket, check) = place(feature);
        let bucket = self.slots.chunks_exact(BUCKET).nth(bucket);
        let slots = bucket.unwrap_or_default().chunks_exact(2);
        slots
            .filter(|slot| slot[0] == check)
            .map(|slot| i32::from(slot[1] as i8))
            .next()
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back() {
        let (bytes, left) = LineModel::pack([3, 5, 7], &[(77, 9), (1 << 20, -9), (77, 2)]);
        let model = LineModel::read(&bytes).expect("a model");
        assert_eq!((model.bias, model.switch, model.margin), (3, 5, 7));
        assert_eq!(left, 1);
        assert_eq!(model.weigh(&[77]), 9);
        assert_eq!(model.weigh(&[77, 1 << 20, 5]), 0);
    }

    #[test]
    fn other_bytes_are_no_model() {
        assert!(LineModel::read(b"").is_none());
        let (bytes, _) = LineModel::pack([0; 3], &[]);
        assert!(LineModel::read(&bytes[1..]).is_none());
        assert!(LineModel::read(&bytes[..bytes.len() - 1]).is_none());
    }
}
