//! Delayed names of several: "The foreign ministers of Velia and Norland met. Lena Marin and Ada Holt signed a treaty".
//!
//! A report often tells the offices of two or three states first, and the names as a list in the next sentences, in the same order.
//! Persons of whom no office and no country is told hold those offices then, one state each: an inference.

use chancery_nlp::TokenId;

use super::cast::Cast;
use super::nominals::coordinations;
use super::offices::hold;
use super::phrase::Noun;
use super::{ActorKind, Basis};

/// How many sentences later the names may come.
const DELAY: u32 = 2;
/// How many names a list has at most.
const LIST: usize = 4;

/// Gives the offices of each group of officers to those who are listed after it.
pub(super) fn call(cast: &mut Cast<'_>) {
    for at in 0..cast.phrases.len() {
        let Some(states) = states(cast, at) else {
            continue;
        };
        let phrase = cast.phrases[at].clone();
        let Some(persons) = names(cast, phrase.end, states.len()) else {
            continue;
        };
        for (person, state) in persons.into_iter().zip(states) {
            let code = cast.figures[state].country.clone();
            let country = code.map(|(code, _, span)| (code, Basis::Inferred, span));
            hold(cast, person, at, &phrase);
            if let Some(held) = cast.held.last_mut().filter(|held| held.figure == person) {
                held.country.clone_from(&country);
                held.basis = Basis::Inferred;
            }
            cast.figures[person].country = country;
        }
    }
}

/// The states whose officers a phrase names without a name.
fn states(cast: &Cast<'_>, at: usize) -> Option<Vec<usize>> {
    let phrase = &cast.phrases[at];
    if !phrase.plural || !matches!(phrase.noun, Noun::Title(_)) || phrase.tense.is_past() {
        return None;
    }
    let s = cast
        .sightings
        .iter()
        .find(|s| s.first == phrase.first && s.end == phrase.end)?;
    let members = &cast.figures[s.figure].members;
    let states = members
        .iter()
        .all(|&member| cast.figures[member].state.is_some());
    (states && (2..=LIST).contains(&members.len())).then(|| members.clone())
}

/// So many persons in a list soon after `token`, of whom nothing else is told.
fn names(cast: &Cast<'_>, token: TokenId, wanted: usize) -> Option<Vec<usize>> {
    let parse = cast.page.parse;
    let number = parse.sentence_of[token.index().saturating_sub(1)].0;
    let bare = |&figure: &usize| {
        let known = &cast.figures[figure];
        known.kind == ActorKind::Person
            && !known.words.is_empty()
            && known.country.is_none()
            && cast.held.iter().all(|held| held.figure != figure)
    };
    (number..=number + DELAY)
        .filter_map(|number| parse.sentences.get(number as usize))
        .flat_map(|sentence| coordinations(cast, *sentence, sentence.end))
        .find(|list| list.len() == wanted && list.iter().all(bare))
}
