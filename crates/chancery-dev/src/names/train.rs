//! Training of the name tagger: averaged structured perceptron with a margin.
//!
//! Features are read once for all sentences by the code of the run time; a pass is then sums,
//! Viterbi and updates. The order of sentences in a pass comes from the seed.

use chancery_nlp::names::features::View;
use chancery_nlp::names::model::{
    CONTEXTS, LABELS, NameModel, Row, Steps, USED, may_follow, row_index, step_context,
};
use chancery_nlp::names::{NameLists, NameScratch, labels_of};

use super::data::Labelled;

/// What a run of the trainer is told.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub bits: u32,
    pub passes: usize,
    pub margin: f32,
    pub seed: u64,
    /// Weights of an average below this are cut.
    pub cut: f32,
    /// Share of the features of a token that a visit leaves out, in 1/256.
    pub dropout: u32,
    pub shuffles: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            bits: 19,
            passes: 12,
            margin: 0.0,
            seed: 0,
            cut: 0.0,
            dropout: 60,
            shuffles: 6,
        }
    }
}

impl Settings {
    /// Those of the shipped model.
    pub fn shipped() -> Self {
        Settings {
            cut: 0.6,
            ..Settings::default()
        }
    }
}

/// One sentence ready for training.
#[derive(Default)]
struct Example {
    contexts: Vec<u8>,
    gold: Vec<u8>,
    /// Rows of each token; empty for one that stands in no name.
    rows: Vec<Vec<u32>>,
}

/// All features of the documents.
pub struct Examples {
    all: Vec<Example>,
    /// Tokens of names that the run time would never look at.
    pub unreachable: usize,
}

impl Examples {
    /// Reads the features of all sentences.
    pub fn read<'a>(
        docs: impl Iterator<Item = &'a Labelled>,
        lists: &NameLists,
        bits: u32,
    ) -> Self {
        let mut out = Examples {
            all: Vec::new(),
            unreachable: 0,
        };
        let mut scratch = NameScratch::default();
        for doc in docs {
            scratch.read(&doc.text, &doc.parse, lists);
            let labels = labels_of(&doc.gold, doc.parse.len());
            for &sentence in &doc.parse.sentences {
                let view = View {
                    atoms: &scratch.atoms,
                    evidence: &scratch.evidence,
                    sentence,
                    source: doc.source,
                };
                out.add(&view, &labels, bits);
            }
        }
        out
    }

    /// Adds the sentence of the view; `labels` are those of its document.
    fn add(&mut self, view: &View<'_>, labels: &[u8], bits: u32) {
        let mut example = Example::default();
        for token in view.sentence.tokens() {
            let at = token.index();
            let atom = &view.atoms[at];
            let label = if atom.candidate { labels[at] } else { 0 };
            self.unreachable += usize::from(label != labels[at]);
            let context = step_context(atom, view.source) as u8;
            example.contexts.push(context);
            example.gold.push(label);
            example.rows.push(rows_of(view, at, bits));
        }
        repair(&mut example.gold);
        self.all.push(example);
    }
}

/// Rows of the features of a token; none for one that can stand in no name.
fn rows_of(view: &View<'_>, at: usize, bits: u32) -> Vec<u32> {
    let mut features = Vec::new();
    if view.atoms[at].candidate {
        view.features(at, &mut features);
    }
    let rows = features.iter().map(|&f| row_index(f, bits) as u32);
    rows.collect()
}

/// Makes an I whose B could not be reached a B.
fn repair(gold: &mut [u8]) {
    let mut before = 0;
    for label in gold {
        if !may_follow(before as usize, *label as usize) {
            *label -= 1;
        }
        before = *label;
    }
}

type Weights = [f32; LABELS];

struct Learner {
    rows: Vec<Weights>,
    totals: Vec<Weights>,
    steps: Vec<[Weights; LABELS]>,
    step_totals: Vec<[Weights; LABELS]>,
    clock: f32,
}

struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }

    /// The rows without a share of them: `dropout` in 1/256.
    fn thin(&mut self, rows: &[Vec<u32>], dropout: u32) -> Vec<Vec<u32>> {
        let mut kept = Vec::with_capacity(rows.len());
        for row in rows {
            let stays = |_: &&u32| self.next() & 255 >= dropout;
            kept.push(row.iter().filter(stays).copied().collect());
        }
        kept
    }

    fn shuffle(&mut self, order: &mut [u32]) {
        for at in (1..order.len()).rev() {
            order.swap(at, self.next() as usize % (at + 1));
        }
    }
}

/// Trains a model.
pub fn train(examples: &Examples, settings: Settings) -> NameModel {
    let size = 1 << settings.bits;
    let mut sum_rows = vec![[0_f32; LABELS]; size];
    let mut sum_steps = vec![[[0_f32; LABELS]; LABELS]; CONTEXTS];
    for k in 0..settings.shuffles.max(1) {
        let (rows, steps) = train_once(
            examples,
            Settings {
                seed: settings.seed * 101 + k as u64,
                ..settings
            },
        );
        for (a, b) in sum_rows.iter_mut().flatten().zip(rows.iter().flatten()) {
            *a += b;
        }
        for (a, b) in sum_steps
            .iter_mut()
            .flatten()
            .flatten()
            .zip(steps.iter().flatten().flatten())
        {
            *a += b;
        }
    }
    quantise(sum_rows, sum_steps, settings)
}

fn train_once(examples: &Examples, settings: Settings) -> (Vec<Weights>, Vec<[Weights; LABELS]>) {
    let size = 1 << settings.bits;
    let mut learner = Learner {
        rows: vec![[0.0; LABELS]; size],
        totals: vec![[0.0; LABELS]; size],
        steps: vec![[[0.0; LABELS]; LABELS]; CONTEXTS],
        step_totals: vec![[[0.0; LABELS]; LABELS]; CONTEXTS],
        clock: 1.0,
    };
    let mut order: Vec<u32> = (0..examples.all.len() as u32).collect();
    let mut noise = Noise(settings.seed.wrapping_mul(0x9E37_79B9).wrapping_add(7));
    for _pass in 0..settings.passes {
        noise.shuffle(&mut order);
        for &at in &order {
            let example = &examples.all[at as usize];
            if example.rows.iter().all(Vec::is_empty) {
                continue;
            }
            if settings.dropout > 0 {
                let kept = noise.thin(&example.rows, settings.dropout);
                learner.visit(example, &kept, settings.margin);
            } else {
                learner.visit(example, &example.rows, settings.margin);
            }
        }
    }
    learner.average()
}

impl Learner {
    fn visit(&mut self, example: &Example, rows: &[Vec<u32>], margin: f32) {
        let guess = self.best(example, rows, margin);
        self.clock += 1.0;
        if guess == example.gold {
            return;
        }
        let (mut before_gold, mut before_guess) = (0_usize, 0_usize);
        for at in 0..guess.len() {
            let (gold, wrong) = (example.gold[at] as usize, guess[at] as usize);
            let c = self.clock;
            if gold != wrong {
                for &row in &rows[at] {
                    let (row, total) =
                        (&mut self.rows[row as usize], &mut self.totals[row as usize]);
                    row[gold] += 1.0;
                    row[wrong] -= 1.0;
                    total[gold] += c;
                    total[wrong] -= c;
                }
            }
            let context = example.contexts[at] as usize;
            if (before_gold, gold) != (before_guess, wrong) {
                self.steps[context][before_gold][gold] += 1.0;
                self.steps[context][before_guess][wrong] -= 1.0;
                self.step_totals[context][before_gold][gold] += c;
                self.step_totals[context][before_guess][wrong] -= c;
            }
            (before_gold, before_guess) = (gold, wrong);
        }
    }

    fn best(&self, example: &Example, rows: &[Vec<u32>], margin: f32) -> Vec<u8> {
        let n = example.gold.len();
        let mut now = [f32::NEG_INFINITY; LABELS];
        now[0] = 0.0;
        let mut back = Vec::with_capacity(n);
        for (at, rows) in rows.iter().enumerate() {
            let mut scores = [0_f32; LABELS];
            for &row in rows {
                for (s, w) in scores.iter_mut().zip(&self.rows[row as usize]) {
                    *s += w;
                }
            }
            let gold = example.gold[at] as usize;
            for (label, score) in scores.iter_mut().enumerate() {
                *score += if label == gold { 0.0 } else { margin };
            }
            let steps = &self.steps[example.contexts[at] as usize];
            let (mut next, mut from_of) = ([f32::NEG_INFINITY; LABELS], [0_u8; LABELS]);
            let labels = if example.rows[at].is_empty() { 1 } else { USED };
            for to in 0..labels {
                (next[to], from_of[to]) = best_step(&now, steps, to, scores[to]);
            }
            back.push(from_of);
            now = next;
        }
        let mut at = (1..USED).fold(0, |b, l| if now[l] > now[b] { l } else { b });
        let mut labels = vec![0; n];
        for place in (0..n).rev() {
            labels[place] = at as u8;
            at = back[place][at] as usize;
        }
        labels
    }

    fn average(self) -> (Vec<Weights>, Vec<[Weights; LABELS]>) {
        let c = self.clock;
        let mut rows = self.rows;
        for (w, t) in rows.iter_mut().flatten().zip(self.totals.iter().flatten()) {
            *w -= t / c;
        }
        let mut steps = self.steps;
        for (w, t) in steps
            .iter_mut()
            .flatten()
            .flatten()
            .zip(self.step_totals.iter().flatten().flatten())
        {
            *w -= t / c;
        }
        (rows, steps)
    }
}

/// The best way to label `to`, which has this score itself: the sum and the label before.
fn best_step(now: &Weights, steps: &[Weights; LABELS], to: usize, score: f32) -> (f32, u8) {
    let mut best = (f32::NEG_INFINITY, 0);
    for from in (0..USED).filter(|&from| may_follow(from, to)) {
        let sum = now[from] + steps[from][to] + score;
        if sum > best.0 {
            best = (sum, from as u8);
        }
    }
    best
}

/// Weights as 16-bit integers: the largest of them at about 8,000.
fn quantise(rows: Vec<Weights>, steps: Vec<[Weights; LABELS]>, settings: Settings) -> NameModel {
    let largest = rows
        .iter()
        .flatten()
        .chain(steps.iter().flatten().flatten())
        .fold(1.0_f32, |m, w| m.max(w.abs()));
    let scale = 8000.0 / largest;
    let cut = settings.cut * settings.shuffles.max(1) as f32;
    let to_row = |w: &Weights| -> Row {
        if w.iter().all(|x| x.abs() < cut) {
            [0; LABELS]
        } else {
            w.map(|x| (x * scale).round() as i16)
        }
    };
    let rows = rows.iter().map(to_row).collect();
    let steps = steps
        .iter()
        .map(|s| -> Steps { s.map(|r| r.map(|x| (x * scale).round() as i16)) })
        .collect();
    NameModel::new(rows, steps)
}
