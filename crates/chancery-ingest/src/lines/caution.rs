//! Weights of lines in, what may never go out: the rules of caution around the classifier.
//!
//! - A text of few lines, or one whose lines are all sentences but for a headline, is never cut.
//! - Hard-wrapped text is never cut: its lines are pieces of sentences.
//! - The lead (the first line that is a sentence with a finite verb, and no plain furniture) stays, and so
//!   does the headline above it, with what gives the day.
//! - Between the headline and the first known furniture after the main block, a line that ends as a sentence or
//!   belongs to a list stays where no line beside it is known furniture, and so do times and days, which part live reports and diaries.
//! - Any other sentence goes only where its weight is far below that of other lines.

use super::SURE;
use super::features::Page;
use super::shape::{Shape, edge, sign};

/// Lines without which nothing is cut.
const FEWEST_LINES: usize = 5;

/// Lines that are no sentences, beside the headline, without which nothing is cut.
const FEWEST_LABELS: usize = 2;

/// The same where no rule knows any furniture: headings and short lists are no page.
const FEWEST_UNKNOWN: usize = 6;

/// Lines above the lead among which the headline is looked for.
const HEAD_LINES: usize = 7;

/// Words from which a longer line is no likelier to be the headline.
const FULL_HEADLINE: u32 = 6;

/// Words of the shortest headline.
const HEADLINE_WORDS: u32 = 3;

impl Shape {
    /// True where the line tells something as sentences do.
    fn is_sentence(&self, english: bool) -> bool {
        self.prose && (self.finite || !english)
    }

    fn is_day(&self) -> bool {
        let dated = self.signs & sign::DATE != 0 && self.digits > 0 && self.words <= 14;
        let timed = self.signs & sign::TIME != 0 && self.words <= 2;
        (dated || timed) && self.signs & sign::COPYRIGHT == 0
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
    let known = (0..shapes.len()).any(|at| page.is_known(at));
    let fewest = if known { FEWEST_LABELS } else { FEWEST_UNKNOWN };
    shapes.len() < FEWEST_LINES || labels < fewest || is_wrapped(shapes)
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
    for (weight, shape) in weights[from..lead].iter_mut().zip(&page.shapes[from..lead]) {
        if shape.is_day() && *weight > -SURE {
            *weight = (*weight).max(0);
        }
    }
    let headline = (from..lead)
        .filter(|&at| weights[at] > -SURE && may_be_headline(&page.shapes[at]))
        .max_by_key(|&at| (page.shapes[at].words.min(FULL_HEADLINE), weights[at], at));
    if let Some(at) = headline {
        weights[at] = weights[at].max(SURE);
    }
    let told = (0..lead).find(|&at| page.shapes[at].prose && weights[at] > -margin);
    let first = headline.unwrap_or(lead).min(told.unwrap_or(lead));
    // A day may stand above the first entry of a diary.
    protect_body(page, first.saturating_sub(2), weights);
}

/// Keeps what ends as a sentence, and times and days, from the headline to the first known furniture after the main block.
fn protect_body(page: &Page, from: usize, weights: &mut [i32]) {
    let end = (page.main_end().max(from)..page.len())
        .find(|&at| page.is_known(at))
        .unwrap_or(page.len());
    for (at, weight) in weights.iter_mut().enumerate().take(end).skip(from) {
        let shape = &page.shapes[at];
        let odd = sign::ADDRESS | sign::AT | sign::COPYRIGHT;
        let ends = matches!(
            shape.last,
            edge::STOP | edge::CALL | edge::DOTS | edge::COLON
        ) || shape.first == edge::BULLET;
        let beside = (at.saturating_sub(1)..=at + 1).any(|other| page.is_known(other));
        let told = ends && shape.signs & odd == 0 && !beside;
        let day = shape.words <= 4 && shape.signs & (sign::TIME | sign::DATE) != 0;
        if (told || day) && *weight > -SURE {
            *weight = SURE;
        }
    }
}

fn may_be_headline(shape: &Shape) -> bool {
    shape.words >= HEADLINE_WORDS
        && shape.words <= 30
        && shape.signs & (sign::BAR | sign::ADDRESS | sign::AT | sign::COPYRIGHT) == 0
        && !matches!(shape.last, edge::STOP | edge::COLON)
        && !shape.is_day()
}
