//! Lines of plain text in, a verdict on each out: text of the report, or furniture of the page.
//!
//! ```text
//! lines -> shape of each -> hashed features -> linear model -> Viterbi (two states, a cost for changing)
//!       -> caution: what may never go
//! ```
//!
//! A line classifier in the manner of Web2Text and BoilerNet, for text that has lost its tags: only words,
//! marks, places, neighbours and repetition are left. Losing a sentence costs more than keeping a caption, so
//! there is a bias to keep, short texts and texts of sentences alone are never cut, and nothing goes
//! between the headline and the first sentences. Pure; about 2 µs a line.

mod shape;
mod features;
mod model;
mod caution;
pub mod repeats;

pub use features::Page;
pub use model::LineModel;
pub use repeats::Repeats;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Part of the report.
    Text,
    /// Part of the page around it.
    Furniture,
}

/// A line that holds something to read.
#[derive(Clone, Copy, Debug)]
pub struct Line<'t> {
    /// Its words, without a line end.
    pub text: &'t str,
    /// Set where it is known what the line is; the lines beside it are judged in its light.
    pub known: Option<Verdict>,
}

/// Weight of what is known.
const SURE: i32 = 1 << 20;

/// Judges the lines of a text; as many verdicts as lines. Never panics.
pub fn classify(model: &LineModel<'_>, lines: &[Line<'_>]) -> Vec<Verdict> {
    let page = Page::new(lines.iter().map(|line| line.text));
    let known: Vec<Option<Verdict>> = lines.iter().map(|line| line.known).collect();
    if caution::is_plain(&page, &known) {
        return known
            .iter()
            .map(|known| known.unwrap_or(Verdict::Text))
            .collect();
    }
    let mut weights = weigh(model, &page);
    for (weight, known) in weights.iter_mut().zip(known) {
        match known {
            Some(Verdict::Text) => *weight = SURE,
            Some(Verdict::Furniture) => *weight = -SURE,
            None => {}
        }
    }
    caution::protect(&page, model.margin, &mut weights);
    decode(&weights, model.switch)
}

/// The weight of every line for staying, bias included.
pub fn weigh(model: &LineModel<'_>, page: &Page) -> Vec<i32> {
    let mut features = Vec::with_capacity(256);
    (0..page.len())
        .map(|at| {
            page.features(at, &mut features);
            model.weigh(&features) + model.bias
        })
        .collect()
}

/// The verdicts with the greatest sum of weights, less the cost of every change (Viterbi).
pub fn decode(weights: &[i32], switch: i32) -> Vec<Verdict> {
    let switch = i64::from(switch);
    // Best sums that end in text and in furniture, and whether each came from the other state.
    let (mut text, mut furniture) = (0i64, 0i64);
    let mut turns = Vec::with_capacity(weights.len());
    for &weight in weights {
        let weight = i64::from(weight);
        let turn = (furniture - switch > text, text - switch > furniture);
        let (before, other) = (text, furniture);
        text = weight + if turn.0 { other - switch } else { before };
        furniture = if turn.1 { before - switch } else { other };
        turns.push(turn);
    }
    let mut state = text >= furniture;
    let mut verdicts = vec![Verdict::Text; weights.len()];
    for (verdict, turn) in verdicts.iter_mut().zip(turns).rev() {
        if !state {
            *verdict = Verdict::Furniture;
        }
        state ^= if state { turn.0 } else { turn.1 };
    }
    verdicts
}
