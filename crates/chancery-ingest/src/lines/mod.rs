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
pub use repeats::{Look, Repeats};

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
    let furniture = |line: &Line<'_>| line.known == Some(Verdict::Furniture);
    let page = Page::new(lines.iter().map(|line| (line.text, furniture(line))));
    let known: Vec<Option<Verdict>> = lines.iter().map(|line| line.known).collect();
    if caution::is_plain(&page) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> Vec<Verdict> {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let lines: Vec<Line<'_>> = lines.map(|text| Line { text, known: None }).collect();
        classify(LineModel::shipped(), &lines)
    }

    fn is_whole(text: &str) {
        assert!(judged(text).iter().all(|v| *v == Verdict::Text), "{text}");
    }

    const STORY: &str = "Sarel hosts the envoy of Lorne\n\
        Defence Minister Ada Sarel hosted the envoy of Lorne in Belmar on Thursday, her office said.\n\
        They spoke of the bridge and agreed to meet again in the first week of May.\n\
        The envoy left for the airport in the afternoon, officials told reporters in Belmar.\n";

    #[test]
    fn sentences_alone_are_never_cut() {
        is_whole(STORY);
        is_whole("Marin left.");
        is_whole("");
        is_whole("Home\nNews\nSport");
    }

    #[test]
    fn wrapped_text_is_never_cut() {
        is_whole(
            "Defence Minister Sarel hosted the envoy\nMarin in Belmar on Thursday, the ministry of\ndefence said. They\n\
             both spoke of the bridge and of the long\nroad to it, and of the river that\nruns below.",
        );
    }

    #[test]
    fn the_page_around_a_story_goes() {
        let after = "\nRelated Stories\nTags: Lorne, Belmar, bridge\nShare on Facebook\nSubscribe to our newsletter\n\
            Leave a comment\n© 2024 Belmar Post. All rights reserved.\nPrivacy Policy\nTerms of Use\n";
        let verdicts = judged(&format!("{STORY}{after}"));
        assert!(verdicts[..4].iter().all(|v| *v == Verdict::Text));
        let cut = verdicts[4..].iter().filter(|v| **v == Verdict::Furniture);
        assert!(cut.count() >= 7);
    }

    #[test]
    fn what_is_known_stays_known() {
        let lines: Vec<Line<'_>> = STORY
            .lines()
            .map(|text| Line {
                text,
                known: Some(Verdict::Furniture),
            })
            .collect();
        let verdicts = classify(LineModel::shipped(), &lines);
        assert!(verdicts.iter().all(|v| *v == Verdict::Furniture));
    }

    #[test]
    fn changing_costs() {
        use Verdict::{Furniture, Text};
        assert_eq!(decode(&[9, -3, 9], 2), [Text, Text, Text]);
        assert_eq!(decode(&[9, -5, 9], 2), [Text, Furniture, Text]);
        assert_eq!(decode(&[-9, 1, -9], 2), [Furniture; 3]);
        assert_eq!(decode(&[], 2), []);
    }

    #[test]
    fn odd_lines_are_judged_too() {
        let odd = [
            "\u{0}",
            "\u{301}\u{301}",
            "…",
            "((((",
            "٣٤٥",
            "\u{202e}x",
            "a\u{ad}b",
            "https://",
            "::",
            "12:",
        ];
        let text = odd.repeat(30).join("\n");
        assert_eq!(judged(&text).len(), 300);
        assert_eq!(judged(&"word ".repeat(200_000)).len(), 1);
    }
}
