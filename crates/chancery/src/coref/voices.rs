//! First step: who speaks. "I", "we" and "you" mean the same as long as one voice speaks.
//!
//! A voice is a pair of quotation marks with its speaker, a turn of a transcript, or the narrator.
//! The speaker of a quotation is the subject of the verb of saying beside it; a quotation without
//! one goes on in the voice of the one before it in the same paragraph.

use std::collections::BTreeMap;

use chancery_nlp::{Sentence, TokenId};

use super::clusters::Clusters;
use super::mentions::{Form, Found, Number};
use crate::places::tables::Entry;

/// Links the pronouns of the first and second person, and those of the first with their speaker.
pub(super) fn link(found: &Found<'_>, clusters: &mut Clusters) {
    let speakers = speakers(found);
    let mut last: BTreeMap<(Voice, u8), usize> = BTreeMap::new();
    for at in 0..found.list.len() {
        let phrase = &found.list[at];
        if phrase.form != Form::Pronoun || phrase.person == 3 {
            continue;
        }
        let speaker = match phrase.quote {
            0 => None,
            pair => speakers[pair as usize - 1],
        };
        let voice = voice(found, at, speaker, clusters);
        let sort = match (phrase.person, phrase.number) {
            (2, _) => 2,
            (_, Number::Plural) => 1,
            _ => 0,
        };
        match last.insert((voice, sort), at) {
            Some(before) => clusters.join(before, at, "voice"),
            None if sort == 0 => {
                if let Some(speaker) = speaker {
                    clusters.join(speaker, at, "speaker");
                }
            }
            None => {}
        }
    }
}

/// Turn of a transcript, and the quotation or its speaker.
type Voice = (u32, u32, u32);

fn voice(found: &Found<'_>, at: usize, speaker: Option<usize>, clusters: &mut Clusters) -> Voice {
    let phrase = &found.list[at];
    let turn = found.on.speakers.get(phrase.sentence as usize);
    let turn = turn.copied().unwrap_or_default();
    match (phrase.quote, speaker) {
        (0, _) => (turn, 0, 0),
        (_, Some(speaker)) => (turn, 1, clusters.root(speaker) as u32),
        (pair, None) => (turn, 2, pair),
    }
}

/// The phrase that speaks each quotation.
pub(super) fn speakers(found: &Found<'_>) -> Vec<Option<usize>> {
    let parse = found.on.parse;
    let mut out: Vec<Option<usize>> = Vec::with_capacity(found.on.marks.0.len());
    let mut before: Option<(u32, usize)> = None;
    for pair in &found.on.marks.0 {
        let ends = (
            parse.token_at(pair.outer.start),
            parse.token_at(pair.inner.end),
        );
        let (Some(open), Some(close)) = ends else {
            out.push(None);
            continue;
        };
        let region = parse.sentence(open).region;
        let told = cue(found, parse.sentence(close), (open, close))
            .or_else(|| cue(found, parse.sentence(open), (open, close)));
        let told = told.or(before.filter(|b| b.0 == region).map(|b| b.1));
        if let Some(told) = told {
            before = Some((region, told));
        }
        out.push(told);
    }
    out
}

/// The subject of the verb of saying nearest to a quotation, outside of it.
fn cue(found: &Found<'_>, sentence: Sentence, (open, close): (TokenId, TokenId)) -> Option<usize> {
    let mut best: Option<(u32, usize)> = None;
    for token in sentence.tokens().filter(|&t| t < open || t > close) {
        let away = if token < open {
            open.0 - token.0
        } else {
            token.0 - close.0
        };
        if best.is_some_and(|b| b.0 <= away)
            || !found.scan.has(token, |entry| entry == Entry::Speech)
        {
            continue;
        }
        let subject = found.subject(token).and_then(|t| found.at_head(t));
        if let Some(subject) = subject.filter(|&at| found.list[at].quote == 0) {
            best = Some((away, subject));
        }
    }
    best.map(|b| b.1)
}
