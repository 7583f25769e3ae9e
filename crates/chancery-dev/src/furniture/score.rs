//! Texts in, the measure of the public benchmarks out: F1 of runs of four words.

/// Precision and recall of single texts, to be averaged.
#[derive(Clone, Debug, Default)]
pub struct Shingles {
    precision: Vec<f64>,
    recall: Vec<f64>,
}

impl Shingles {
    /// Counts one text against the marked one; an empty text has no precision.
    pub fn add(&mut self, gold: &str, got: &str) {
        let (gold, got) = (runs(gold), runs(got));
        let common = common(&gold, &got) as f64;
        if !got.is_empty() {
            self.precision.push(common / got.len() as f64);
        }
        self.recall.push(if gold.is_empty() {
            1.0
        } else {
            common / gold.len() as f64
        });
    }

    /// Mean precision, mean recall and their harmonic mean, each in percent.
    pub fn figures(&self) -> [f64; 3] {
        let mean = |all: &[f64]| 100.0 * all.iter().sum::<f64>() / all.len().max(1) as f64;
        let (p, r) = (mean(&self.precision), mean(&self.recall));
        [
            p,
            r,
            if p + r > 0.0 {
                2.0 * p * r / (p + r)
            } else {
                0.0
            },
        ]
    }
}

/// Hashes of the runs of four words, sorted; of all words where there are fewer.
fn runs(text: &str) -> Vec<u64> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let hash = |run: &[&str]| {
        let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
        for byte in run.iter().flat_map(|word| word.bytes().chain([0])) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
        hash
    };
    let mut runs: Vec<u64> = match words.len() {
        0 => Vec::new(),
        1..4 => vec![hash(&words)],
        _ => words.windows(4).map(hash).collect(),
    };
    runs.sort_unstable();
    runs
}

/// Size of the common part of two sorted lists.
fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut at, mut common) = (0, 0);
    for value in a {
        while b.get(at).is_some_and(|other| other < value) {
            at += 1;
        }
        if b.get(at) == Some(value) {
            common += 1;
            at += 1;
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_four_words() {
        let mut shingles = Shingles::default();
        shingles.add("a b c d e", "a b c d, f");
        assert_eq!(shingles.figures().map(f64::round), [50.0, 50.0, 50.0]);
    }
}
