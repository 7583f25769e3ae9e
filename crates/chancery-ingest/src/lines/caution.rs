//! Weights of lines in, what may never go out: the rules of caution around the classifier.
//!
//! - A text of few lines, or one whose lines are all sentences but for a headline, is never cut.
//! - Hard-wrapped text is never cut: its lines are pieces of sentences.
//! - The lead (the first line that is a sentence with a finite verb, and no plain furniture) stays, and so
//!   does the headline above it, with what gives the day.
//! - A sentence goes only where its weight is far below that of other lines.

use super::SURE;
use super::features::Page;
use super::shape::{Shape, edge, sign};

/// Lines without which nothing is cut.
const FEWEST_LINES: usize = 5;

/// Lines that are no sentences, beside the headline, without which nothing is cut.
const FEWEST_LABELS: usize = 2;

/// Lines above the lead among which the headline is looked for.
const HEAD_LINES: usize = 5;

/// Words of the shortest headline.
const HEADLINE_WORDS: u32 = 3;

impl Shape {
    /// True where the line tells something as sentences do.
    fn is_sentence(&self, english: bool) -> bool {
        self.prose && (self.finite || !english)
    }

    fn is_day(&self) -> bool {
        let dated = self.signs & sign::DATE != 0 && self.digits > 0;
        dated && self.words <= 14 && self.signs & sign::COPYRIGHT == 0
    }
}

/// True where the lines do not show which of them are furniture.
pub(super) fn is_plain(page: &Page) -> bool {
    let shapes = &page.shapes;
    let labels = shapes
        .iter()
        .enumerate()
        .skip(1)
        .filter(|&(at, shape)| !shape.is_prose() && !page.is_known(at))
        .count();
    shapes.len() < FEWEST_LINES || labels < FEWEST_LABELS || is_wrapped(shapes)
}

/// True where lines go on in the next line more often than not.
fn is_wrapped(shapes: &[Shape]) -> bool {
    let open = |shape: &Shape| {
        shape.words >= 5 && matches!(shape.last, edge::LOWER | edge::COMMA | edge::UPPER)
    };
    let goes_on = |pair: &&[Shape]| open(&pair[0]) && pair[1].first == edge::LOWER;
    let broken = shapes.windows(2).filter(goes_on).count();
    broken * 4 >= shapes.len()
}

/// Raises the weights of what may not go; `margin` is the weight under which a sentence may.
pub(super) fn protect(page: &Page, margin: i32, weights: &mut [i32]) {
    let english = page.is_english();
    for (weight, shape) in weights.iter_mut().zip(&page.shapes) {
        if *weight > -SURE && shape.is_sentence(english) {
            *weight += margin;
        }
    }
    let lead = page
        .shapes
        .iter()
        .zip(weights.iter())
        .position(|(shape, &weight)| shape.is_sentence(english) && weight > -margin);
    let Some(lead) = lead else { return };
    weights[lead] = weights[lead].max(SURE);
    let from = lead.saturating_sub(HEAD_LINES);
    for at in from..lead {
        if page.shapes[at].is_day() && weights[at] > -SURE {
            weights[at] = weights[at].max(0);
        }
    }
    let headline = (from..lead)
        .filter(|&at| weights[at] > -SURE && may_be_headline(&page.shapes[at]))
        .max_by_key(|&at| (weights[at], at));
    if let Some(at) = headline {
        weights[at] = weights[at].max(SURE);
    }
}

fn may_be_headline(shape: &Shape) -> bool {
    shape.words >= HEADLINE_WORDS
        && shape.words <= 30
        && shape.signs & (sign::BAR | sign::ADDRESS | sign::AT | sign::COPYRIGHT) == 0
        && !shape.is_day()
}
