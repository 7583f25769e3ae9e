//! Labelled lines in, packed weights of the line classifier out.
//!
//! Linear, squared hinge, AdaGrad, a quarter of the features dropped at each visit, longer lines heavier.
//! Features that fewer than three publishers show are left out. One thread and a fixed seed: the same
//! pages give the same bytes.

use super::pages::{Label, Labelled};
use super::scrapes::Random;
use chancery_ingest::lines::{LineModel, Page};

/// Publishers that must show a feature.
const FEWEST: usize = 3;

const PASSES: usize = 6;

/// Weights that are packed at most.
const MOST: usize = 62_000;

/// Steps of a packed weight for one of training.
const RATE: f32 = 0.1;

/// What is chosen by looking at development scores.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Added to every line's weight for staying, in hundredths of the margin.
    pub bias: i32,
    /// Cost of changing between text and furniture, in hundredths of the margin.
    pub switch: i32,
    /// How far below nought the weight of a sentence must be for it to go, in hundredths of the margin.
    pub margin: i32,
}

/// One text to learn from.
pub struct Lesson<'p> {
    /// Its lines.
    pub page: &'p Labelled,
    /// Whether its words are features, where it is English.
    pub words: Words,
    /// How much its lines count.
    pub weight: f32,
}

/// Whether words are features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// Where the text is English.
    In,
    /// Never.
    Out,
}

struct Line {
    from: usize,
    to: usize,
    text: f32,
    weight: f32,
}

/// Trained weights, before packing.
pub struct Trained {
    /// Features with their weights, heavier first.
    weights: Vec<(u32, f32)>,
}

fn each_line(lesson: &Lesson<'_>, mut take: impl FnMut(usize, &[u32])) {
    let known = |at: usize| lesson.page.known.get(at).copied().unwrap_or(false);
    let lines = lesson.page.lines.iter().enumerate();
    let mut page = Page::new(lines.map(|(at, (line, _))| (line.as_str(), known(at))));
    if lesson.words == Words::Out {
        page = page.without_words();
    }
    let mut features = Vec::new();
    for at in 0..page.len() {
        // What the rules cut is not judged, so nothing is to be learned from it.
        if !known(at) {
            page.features(at, &mut features);
            take(at, &features);
        }
    }
}

/// The features that enough publishers show, sorted.
fn vocabulary(lessons: &[Lesson<'_>]) -> Vec<u32> {
    let mut by_publisher: Vec<&Lesson<'_>> = lessons.iter().collect();
    by_publisher.sort_by(|a, b| a.page.publisher.cmp(&b.page.publisher));
    let mut all: Vec<u32> = Vec::new();
    for group in by_publisher.chunk_by(|a, b| a.page.publisher == b.page.publisher) {
        let mut own: Vec<u32> = Vec::new();
        for lesson in group {
            each_line(lesson, |_, features| own.extend(features));
            own.sort_unstable();
            own.dedup();
        }
        all.extend(own);
    }
    all.sort_unstable();
    let often = all
        .chunk_by(|a, b| a == b)
        .filter(|same| same.len() >= FEWEST);
    often.map(|same| same[0]).collect()
}

/// Trains on the lessons, in an order that the seed gives.
pub fn train(lessons: &[Lesson<'_>], seed: u64) -> Trained {
    let known = vocabulary(lessons);
    let mut features: Vec<u32> = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    for lesson in lessons {
        each_line(lesson, |at, found| {
            let (text, label) = &lesson.page.lines[at];
            if *label == Label::Title {
                return;
            }
            let from = features.len();
            features.extend(
                found
                    .iter()
                    .filter_map(|f| known.binary_search(f).ok())
                    .map(|at| at as u32),
            );
            let words = text.split_whitespace().count().min(60) as f32;
            lines.push(Line {
                from,
                to: features.len(),
                text: if *label == Label::Text { 1.0 } else { -1.0 },
                weight: lesson.weight * (1.0 + words / 15.0),
            });
        });
    }
    let weights = descend(&features, &lines, known.len(), seed);
    let mut weights: Vec<(u32, f32)> = known
        .into_iter()
        .zip(weights)
        .filter(|(_, w)| *w != 0.0)
        .collect();
    weights.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    Trained { weights }
}

fn descend(features: &[u32], lines: &[Line], count: usize, seed: u64) -> Vec<f32> {
    let mut random = Random::new(seed, "lines");
    let mut weights = vec![0f32; count];
    let mut sums = vec![1e-4f32; count];
    let mut mean = vec![0f32; count];
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let mut used: Vec<u32> = Vec::new();
    for pass in 0..PASSES {
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        for &at in &order {
            let line = &lines[at];
            used.clear();
            used.extend(
                features[line.from..line.to]
                    .iter()
                    .filter(|_| !random.percent(25)),
            );
            let sum: f32 = used.iter().map(|&f| weights[f as usize]).sum();
            let short = (1.0 - line.text * sum / 0.75).clamp(0.0, 2.0);
            if short == 0.0 {
                continue;
            }
            let step = line.text * short * line.weight;
            for &feature in &used {
                let feature = feature as usize;
                sums[feature] += step * step;
                weights[feature] += RATE * step / sums[feature].sqrt();
            }
        }
        if pass * 2 >= PASSES {
            mean.iter_mut()
                .zip(&weights)
                .for_each(|(mean, weight)| *mean += weight);
        }
    }
    let passes = (PASSES - PASSES.div_ceil(2)).max(1) as f32;
    mean.iter_mut().for_each(|mean| *mean /= passes);
    mean
}

impl Trained {
    /// Packs the weights; returns the bytes and what was left out.
    pub fn pack(&self, settings: Settings) -> (Vec<u8>, usize) {
        // The few heaviest are cut to the size of the hundredth.
        let largest = self
            .weights
            .get(100)
            .map_or(1.0, |(_, weight)| weight.abs());
        let scale = 127.0 / largest.max(1e-6);
        let packed: Vec<(u32, i8)> = self
            .weights
            .iter()
            .take(MOST)
            .map(|&(feature, weight)| {
                (feature, (weight * scale).round().clamp(-127.0, 127.0) as i8)
            })
            .filter(|&(_, weight)| weight != 0)
            .collect();
        let steps = |hundredths: i32| (hundredths as f32 * scale / 100.0).round() as i16;
        let (bytes, left) = LineModel::pack(
            [settings.bias, settings.switch, settings.margin].map(steps),
            &packed,
        );
        (bytes, left + self.weights.len().saturating_sub(MOST))
    }

    /// How many features have a weight.
    pub fn len(&self) -> usize {
        self.weights.len()
    }
}
