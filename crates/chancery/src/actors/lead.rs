//! Delayed names: "Velia's water minister said on Monday. ... Lena Marin said".
//!
//! A report often tells the office in its first sentence and the name in the next. An office with a
//! country that nobody was named for, subject in one sentence, and a person of whom no office is
//! told, first named as a subject one or two sentences on, are one, if each is the only one of its
//! sort there.

use chancery_nlp::TokenId;

use super::ActorKind;
use super::cast::{Cast, Sighting};
use super::offices::{hold, level};
use super::phrase::Noun;
use chancery_data::schema::TitleLevel;

/// How many sentences later the name may come.
const DELAY: u32 = 2;

/// Joins the first office without a name to the name that follows it.
pub(super) fn join(cast: &mut Cast<'_>) {
    let Some((phrase, post, token)) = office(cast) else {
        return;
    };
    let Some(person) = name(cast, token) else {
        return;
    };
    for s in cast.sightings.iter_mut().filter(|s| s.figure == post) {
        s.figure = person;
        s.rule = "lead";
    }
    let words = cast.phrases[phrase].clone();
    hold(cast, person, phrase, &words);
}

/// The one office without a name in the first two sentences that is the subject of its clause.
fn office(cast: &Cast<'_>) -> Option<(usize, usize, TokenId)> {
    let page = &cast.page;
    let mut found = None;
    for (at, phrase) in cast.phrases.iter().enumerate() {
        let early = page.parse.sentence_of[phrase.first.index()].0 <= 2;
        let high = matches!(
            level(cast, phrase),
            Some(TitleLevel::HeadOfState | TitleLevel::HeadOfGovernment | TitleLevel::Minister)
        );
        if !early || !high || cast.used[at] || !matches!(phrase.noun, Noun::Title(_)) {
            continue;
        }
        let s = cast
            .sightings
            .iter()
            .find(|s| s.first == phrase.first && s.end == phrase.end)?;
        let post = cast.figures[s.figure].kind == ActorKind::Person
            && cast.figures[s.figure].words.is_empty();
        let owned = cast.figures[s.figure].country.is_some();
        if post && owned && page.parse.deprel(s.head).is_subject() && found.is_none() {
            found = Some((at, s.figure, phrase.first));
        }
    }
    found
}

/// The one person first named as a subject soon after `token` of whom no office is told.
fn name(cast: &Cast<'_>, token: TokenId) -> Option<usize> {
    let page = &cast.page;
    let number = page.parse.sentence_of[token.index()].0;
    let soon = |s: &Sighting| {
        let own = page.parse.sentence_of[s.first.index()].0;
        own > number && own <= number + DELAY && !page.heading(page.parse.sentences[own as usize])
    };
    let bare = |figure: usize| {
        !cast.figures[figure].words.is_empty()
            && !cast.held.iter().any(|held| held.figure == figure)
            && cast
                .sightings
                .iter()
                .all(|s| s.figure != figure || s.first > token)
    };
    let mut found: Vec<usize> = cast
        .sightings
        .iter()
        .filter(|s| soon(s) && bare(s.figure) && page.parse.deprel(s.head).is_subject())
        .filter(|s| page.pieces.from(s.core.0).is_some())
        .map(|s| s.figure)
        .collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}
