//! The CAMEO code of a claim, derived: the kind's code (for `meet` the mode's), else the mode's, else
//! the type's; then what `cameo_when` of that row says under the conditions that the report tells.
//!
//! Source: `data/ontology` (`cameo`, `cameo_when`), `data/lexicon/en/cues.tsv` (kinds `tone` and
//! `bears`), column `armed` of `sectors.tsv`. Conditions are words: codes of contexts, `aid`,
//! `appeal`, `demand`, `attempt`, `unarmed`. Of several entries that hold, the one with the most words
//! wins, then the one whose condition was told first.

use crate::actors::{ActorKind, Actors};
use crate::events::lexicon::CueKind;
use crate::events::{Claim, EventLexicon, Role};
use chancery_data::schema::{CameoWhen, Knowledge};

/// What an act is coded as; empty text is "no code".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coded<'c> {
    /// PLOVER type or STATE.
    pub event_type: &'c str,
    /// PLOVER mode.
    pub mode: &'c str,
    /// Our kind.
    pub kind: &'c str,
}

/// The CAMEO code; `told` gives the conditions that hold, and is asked only where the code has any.
/// Empty for a type that does not exist.
pub fn derive<'k, 't>(
    knowledge: &'k Knowledge,
    coded: Coded<'_>,
    told: impl FnOnce() -> Vec<&'t str>,
) -> &'k str {
    let Some((code, when)) = row(knowledge, coded) else {
        return "";
    };
    if when.is_empty() {
        return code;
    }
    let told = told();
    let place = |word: &str| told.iter().position(|condition| *condition == word);
    let holding = when.iter().filter_map(|(words, code)| {
        let places: Option<Vec<usize>> = words.split(' ').map(place).collect();
        let places = places?;
        let first = places.iter().min().copied();
        Some((std::cmp::Reverse(places.len()), first, code))
    });
    holding.min().map_or(code, |(_, _, code)| code)
}

/// Code and conditions of the row that decides.
fn row<'k>(knowledge: &'k Knowledge, coded: Coded<'_>) -> Option<(&'k str, &'k CameoWhen)> {
    let kind = knowledge.kind(coded.kind);
    let mode = knowledge.mode(coded.event_type, coded.mode);
    let of_type = knowledge.event_type(coded.event_type);
    let rows = [
        kind.map(|row| (row.cameo.as_str(), &row.cameo_when)),
        mode.map(|row| (row.cameo.as_str(), &row.cameo_when)),
        of_type.map(|row| (row.cameo.as_str(), &row.cameo_when)),
    ];
    rows.into_iter()
        .flatten()
        .find(|(code, _)| !code.is_empty())
}

/// Conditions that the words tell: the tone of the trigger, and cues in the sentence (lower case,
/// single spaces, one at both ends).
pub fn told(
    lexicon: &EventLexicon,
    claim: &Claim,
    sentence: &str,
    text: &str,
) -> Vec<&'static str> {
    let trigger = claim.trigger_span.of(text).to_lowercase();
    let word = trigger.split(' ').next().unwrap_or_default();
    let lemma = lexicon.verb_of_form(word).unwrap_or(word);
    let forms = [word, lemma, lemma.strip_suffix('s').unwrap_or(lemma)];
    let tone = forms
        .iter()
        .find_map(|form| lexicon.cue(CueKind::Tone, form));
    let cues = lexicon.cues(CueKind::Bears);
    let bearing = cues.filter(|(words, _)| sentence.contains(&format!(" {words} ")));
    tone.into_iter()
        .chain(bearing.map(|(_, value)| value))
        .collect()
}

/// `unarmed`, unless all sides that are known bear arms: a state, or a sector that does.
pub fn unarmed(knowledge: &Knowledge, claim: &Claim, actors: &Actors) -> Option<&'static str> {
    let sides = claim.participants.iter();
    let mut sides = sides
        .filter(|side| matches!(side.role, Role::Actor | Role::Recipient))
        .filter_map(|side| side.actor)
        .peekable();
    let known = sides.peek().is_some();
    let armed = known
        && sides.all(|id| {
            let actor = actors.actor(id);
            let sector = |code: &String| knowledge.sector(code).is_some_and(|s| s.armed.is_yes());
            actor.kind == ActorKind::State || actor.sectors.iter().any(sector)
        });
    (!armed).then_some("unarmed")
}

#[cfg(test)]
mod tests;
