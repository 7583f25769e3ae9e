//! The trained weights of the name tagger and the best sequence of labels under them.
//!
//! Labels are B and I of person, organisation and place, and O. A feature names one row of eight
//! 16-bit weights, one for each label (hash kernel, as in [`crate::kernel`]); transitions between
//! labels have weights of their own for each kind of token they lead to. The best sequence is
//! found by Viterbi (Collins 2002, "Discriminative training methods for hidden Markov models"),
//! in integers.

use crate::error::Error;
use crate::labels::NameKind;
use crate::model::{Reader, Writer};
use crate::names::features::{Atom, Case, Source};
use crate::names::gazetteer::NameClass;

/// Room for labels in a row; seven are used.
pub const LABELS: usize = 8;
/// Labels in use: O, then B and I of each kind.
pub const USED: usize = 7;
/// The label of a token outside of names.
pub const OUTSIDE: u8 = 0;
/// Kinds of tokens that transitions lead to, times sources.
pub const CONTEXTS: usize = 8 * 6;

/// One weight a label.
pub type Row = [i16; LABELS];
/// Weights of the step from one label (first index) to the next.
pub type Steps = [Row; LABELS];

/// Weights of features and of steps between labels.
#[derive(Clone, Debug, Default)]
pub struct NameModel {
    rows: Vec<Row>,
    shift: u32,
    steps: Vec<Steps>,
}

/// Row of a feature in a table of `2^bits` rows.
#[inline(always)]
pub fn row_index(feature: u32, bits: u32) -> usize {
    (feature >> (32 - bits)) as usize
}

/// Kind of the token a step leads to, with the source.
#[inline]
pub fn step_context(atom: &Atom, source: Source) -> usize {
    let particle = atom.classes & NameClass::Particle.bit() != 0;
    let kind = match (atom.candidate, atom.case) {
        (false, _) => 0,
        (_, Case::Capital) if atom.run_end - atom.run_first > 1 => 1,
        (_, Case::Capital) => 2,
        (_, Case::Lower) if particle => 3,
        (_, Case::Lower) => 4,
        (_, Case::Number) => 5,
        (_, Case::Sign) if particle => 6,
        (_, Case::Sign) => 7,
    };
    source as usize * 8 + kind
}

/// True where label `to` may follow `from`: an I only after its own B or I.
#[inline(always)]
pub fn may_follow(from: usize, to: usize) -> bool {
    to & 1 == 1 || to == 0 || from == to || from + 1 == to
}

/// The label that begins (odd) a name of this kind; `None` for kinds that are found by rule.
pub fn begin_label(kind: NameKind) -> Option<u8> {
    match kind {
        NameKind::Person => Some(1),
        NameKind::Org => Some(3),
        NameKind::Place => Some(5),
        _ => None,
    }
}

/// The kind that a label other than [`OUTSIDE`] stands for.
pub fn kind_of(label: u8) -> NameKind {
    match label {
        1 | 2 => NameKind::Person,
        3 | 4 => NameKind::Org,
        _ => NameKind::Place,
    }
}

impl NameModel {
    /// A model of `rows` (a power of two of them) and steps, one for each context.
    pub fn new(rows: Vec<Row>, steps: Vec<Steps>) -> Self {
        let bits = rows.len().max(2).next_power_of_two().trailing_zeros();
        let mut model = NameModel {
            rows,
            shift: 32 - bits,
            steps,
        };
        model.rows.resize(1 << bits, [0; LABELS]);
        model.steps.resize(CONTEXTS, [[0; LABELS]; LABELS]);
        model
    }

    /// Score of each label of a token with these features.
    #[inline]
    pub fn score(&self, features: &[u32]) -> [i32; LABELS] {
        let mut sums = [0_i32; LABELS];
        for &f in features {
            let row = self
                .rows
                .get((f >> self.shift) as usize)
                .unwrap_or(&[0; LABELS]);
            for (sum, &weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(weight);
            }
        }
        sums
    }

    /// Weights of the steps to a token of this context.
    #[inline]
    pub fn steps(&self, context: usize) -> Option<&Steps> {
        self.steps.get(context)
    }

    /// The unpacked bytes of a model file. Rows of zeros take one bit each.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.number(32 - self.shift);
        let kept: Vec<&Row> = self
            .rows
            .iter()
            .filter(|row| **row != [0; LABELS])
            .collect();
        let mut bitmap = vec![0_u8; self.rows.len().div_ceil(8)];
        for (at, row) in self.rows.iter().enumerate() {
            bitmap[at / 8] |= u8::from(*row != [0; LABELS]) << (at % 8);
        }
        out.list(&bitmap);
        for label in 0..USED {
            out.weights(&kept.iter().map(|row| row[label]).collect::<Vec<i16>>());
        }
        out.weights(
            &self
                .steps
                .iter()
                .flatten()
                .flatten()
                .copied()
                .collect::<Vec<i16>>(),
        );
        out.finish()
    }

    /// Reads what [`NameModel::write`] wrote.
    ///
    /// # Errors
    /// A file that ends too early or whose tables do not fit each other.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        let mut from = Reader::new(name, bytes);
        let bits = from.number()?;
        if !(3..=24).contains(&bits) {
            return Err(Error::model(name, "size of the name table is out of range"));
        }
        let bitmap = from.list()?;
        let at: Vec<usize> = (0..1 << bits)
            .filter(|i| bitmap.get(i / 8).is_some_and(|b| b >> (i % 8) & 1 == 1))
            .collect();
        let mut rows = vec![[0; LABELS]; 1 << bits];
        // Column by column, as they are written.
        let mut columns = Vec::with_capacity(USED);
        for _ in 0..USED {
            columns.push(from.weights()?);
        }
        for (nth, place) in at.into_iter().enumerate() {
            for (weight, column) in rows[place].iter_mut().zip(&columns) {
                *weight = column.get(nth).copied().unwrap_or_default();
            }
        }
        let mut steps = vec![[[0; LABELS]; LABELS]; CONTEXTS];
        for (to, weight) in steps.iter_mut().flatten().flatten().zip(from.weights()?) {
            *to = weight;
        }
        Ok(NameModel {
            rows,
            shift: 32 - bits,
            steps,
        })
    }
}

/// Room for the search; reused from call to call.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    /// Scores of the labels of each token; `None` weights nothing but O.
    pub scores: Vec<[i32; LABELS]>,
    /// Context of the step to each token.
    pub contexts: Vec<u8>,
    back: Vec<[u8; LABELS]>,
}

const LOW: i32 = i32::MIN / 4;

impl Lattice {
    /// Empties it for the next sentence.
    pub fn clear(&mut self) {
        self.scores.clear();
        self.contexts.clear();
        self.back.clear();
    }

    /// Adds a token that stands in no name.
    pub fn push_outside(&mut self, context: usize) {
        let mut scores = [LOW / 4; LABELS];
        scores[0] = 0;
        self.scores.push(scores);
        self.contexts.push(context as u8);
    }

    /// Appends the best label of each token to `labels`.
    pub fn best(&mut self, model: &NameModel, labels: &mut Vec<u8>) {
        let mut now = [LOW; LABELS];
        now[0] = 0;
        for (scores, &context) in self.scores.iter().zip(&self.contexts) {
            let Some(steps) = model.steps(context as usize) else {
                return;
            };
            let (next, back) = step(&now, scores, steps);
            self.back.push(back);
            now = next;
        }
        let mut at = (1..USED).fold(0, |best, l| if now[l] > now[best] { l } else { best });
        let start = labels.len();
        for back in self.back.iter().rev() {
            labels.push(at as u8);
            at = back[at] as usize;
        }
        labels[start..].reverse();
    }
}

#[inline(always)]
fn step(
    now: &[i32; LABELS],
    scores: &[i32; LABELS],
    steps: &Steps,
) -> ([i32; LABELS], [u8; LABELS]) {
    let (mut next, mut back) = ([LOW; LABELS], [0; LABELS]);
    for to in 0..USED {
        for from in 0..USED {
            let sum = now[from] + i32::from(steps[from][to]);
            if may_follow(from, to) && sum > next[to] {
                (next[to], back[to]) = (sum, from as u8);
            }
        }
        next[to] = (next[to] + scores[to]).max(LOW);
    }
    (next, back)
}
