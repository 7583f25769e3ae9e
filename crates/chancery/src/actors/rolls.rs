//! Delayed names of several: "The foreign ministers of Velia and Norland met. Lena Marin and Ada Holt signed a treaty".
//!
//! A report often tells the offices of two or three states first, and the names as a list in the next sentences, in the same order.
//! Persons of whom no office and no country is told hold those offices then, one state each: an inference. So do two who are named
//! after "the Velian minister and his Norland colleague".

use chancery_nlp::{Sentence, TokenId};

use super::cast::{Cast, Sighting};
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

/// Hands the names of two who are listed after two officers without a name to these.
pub(super) fn introduce(cast: &mut Cast<'_>) {
    for number in 0..cast.page.parse.sentences.len().min(EARLY) {
        let sentence = cast.page.parse.sentences[number];
        let posts = posts(cast, sentence);
        let [(one, _), (other, _)] = posts[..] else {
            continue;
        };
        let Some(persons) = names(cast, sentence.end, 2) else {
            continue;
        };
        let countries = [one, other].map(|post| cast.figures[post].country.clone());
        for ((person, (post, phrase)), country) in persons.into_iter().zip(posts).zip(countries) {
            for s in cast.sightings.iter_mut().filter(|s| s.figure == post) {
                s.figure = person;
                s.rule = "roll";
            }
            if let Some(at) = phrase {
                let words = cast.phrases[at].clone();
                hold(cast, person, at, &words);
            }
            let country = country.map(|(code, _, span)| (code, Basis::Inferred, span));
            cast.figures[person].country = country;
        }
        return;
    }
}

/// Sentences in which the news is told.
const EARLY: usize = 4;

/// Officers without a name in a sentence, of two states, in order, with the number of their office's phrase.
fn posts(cast: &Cast<'_>, sentence: Sentence) -> Vec<(usize, Option<usize>)> {
    let nameless = |figure: usize| {
        let known = &cast.figures[figure];
        known.words.is_empty() && known.is_person() && known.country.is_some()
    };
    let mut found: Vec<(usize, Option<usize>)> = Vec::new();
    let mut seen: Vec<(usize, &Sighting)> = cast.seen_beside(sentence.first).collect();
    seen.sort_by_key(|(_, s)| s.first);
    for (_, s) in seen.into_iter().filter(|(_, s)| nameless(s.figure)) {
        if found.iter().all(|(figure, _)| *figure != s.figure) {
            let phrase = cast.phrases.iter().position(|phrase| {
                let title = matches!(phrase.noun, Noun::Title(_)) && !phrase.plural;
                title && phrase.first == s.first && phrase.end == s.end
            });
            found.push((s.figure, phrase));
        }
    }
    let code = |at: usize| cast.figures[at].country.as_ref().map(|country| &country.0);
    let two = matches!(found[..], [(one, _), (other, _)] if code(one) != code(other));
    let officer = found.iter().any(|(_, phrase)| phrase.is_some());
    if two && officer { found } else { Vec::new() }
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
