//! Days that a claim takes from what is told before it: the narrative goes on on the day that it named last.
//!
//! "Marin flew to Lima on Monday. She met Dorn and signed a pact": what a verb of the past tells without a time of its own, close behind
//! what happened on a day, is of that day as far as the report says; never what looks back ("had met"), nor a sentence with other times.
//! An inference, and marked as one (`reference/time.md`, section 4).

use super::status::auxiliaries;
use super::words::Scene;
use super::{Claim, Status};
use crate::time::TimexKind;
use chancery_nlp::{TokenId, Xpos};

/// Sentences over which the narrative keeps its day.
const REACH: u32 = 2;

/// Gives claims without a time the day of what is told before them.
pub(super) fn inherit_days(scene: &Scene<'_>, claims: &mut [Claim]) {
    let mut told: Option<(u32, usize)> = None;
    for claim in claims.iter_mut() {
        let real = matches!(claim.status, Status::Happened | Status::Ongoing) && claim.core;
        let at = scene.layers.parse.sentence_of[claim.trigger.index()].0;
        match claim.time {
            Some(number) if real && is_day(scene, number) => told = Some((at, number)),
            Some(_) => {}
            None => {
                let near = told.filter(|(last, _)| at.abs_diff(*last) <= REACH);
                let goes_on = real && is_past(scene, claim.trigger);
                let number = near.map(|(_, number)| number);
                claim.told_on =
                    number.filter(|&number| goes_on && is_free(scene, claim.trigger, number));
                if claim.told_on.is_some() {
                    told = number.map(|number| (at, number));
                }
            }
        }
    }
}

/// A day, whole or in part, with or without its year.
fn is_day(scene: &Scene<'_>, number: usize) -> bool {
    let timex = &scene.layers.timexes.0[number];
    let value = &scene.layers.days[number].timex3;
    let day = value.split('T').next().unwrap_or_default();
    let weekday = day.contains("-W") && day.matches('-').count() == 2;
    let date = day.len() == DATE && day.ends_with(|c: char| c.is_ascii_digit());
    timex.kind != TimexKind::Duration && !timex.looks_back && (weekday || date)
}

/// Letters of a whole date.
const DATE: usize = 10;

/// "met", "was seen", "has signed", not "had met", "meets".
fn is_past(scene: &Scene<'_>, trigger: TokenId) -> bool {
    let xpos = |t: TokenId| scene.layers.parse.xpos(t);
    let helpers = auxiliaries(scene, trigger);
    let back = helpers.iter().any(|&t| scene.lower(t) == HAD);
    scene.is_verb(trigger) && !back && matches!(xpos(trigger), Xpos::VBD | Xpos::VBN | Xpos::VBG)
}

/// The auxiliary of the pluperfect.
const HAD: &str = "had";

/// No other time stands in the sentence of a trigger.
fn is_free(scene: &Scene<'_>, trigger: TokenId, number: usize) -> bool {
    let sentence = scene.sentence(trigger);
    (sentence.first.0..sentence.end.0)
        .filter_map(|t| scene.timex_at(TokenId(t)))
        .all(|(other, timex)| other == number || timex.kind == TimexKind::Duration)
}
