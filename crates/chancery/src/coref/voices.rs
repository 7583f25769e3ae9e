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

/// How many tokens from a quotation its verb of saying may stand.
const BESIDE: u32 = 24;

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
    let near = |t: &TokenId| {
        (*t < open && open.0 - t.0 <= BESIDE) || (*t > close && t.0 - close.0 <= BESIDE)
    };
    let from = sentence.first.0.max(open.0.saturating_sub(BESIDE));
    let to = sentence.end.0.min(close.0 + BESIDE + 1);
    for token in (from..to).map(TokenId).filter(near) {
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
        if let Some(sayer) = sayer(found, token) {
            best = Some((away, sayer));
        }
    }
    best.map(|b| b.1)
}

/// Who says: the subject of the verb outside of the quotation, else the phrase right beside it.
fn sayer(found: &Found<'_>, verb: TokenId) -> Option<usize> {
    let parse = found.parse();
    let outside = |&at: &usize| found.list[at].quote == 0 && found.list[at].form != Form::Verb;
    let kids = found.kids.at(verb).iter().copied();
    let subjects = kids.filter(|&t| parse.deprel(t).is_subject());
    let mut subjects = subjects.filter_map(|t| found.at_head(t)).filter(outside);
    let joined = || {
        let subject = found.subject(verb).and_then(|t| found.at_head(t));
        subject.filter(outside)
    };
    let beside = || {
        let sentence = parse.sentence_of[verb.index()].0 as usize;
        let (from, to) = found.by_sentence[sentence];
        (from as usize..to as usize).filter(outside).find(|&at| {
            let phrase = &found.list[at];
            phrase.end == verb || phrase.first.0 == verb.0 + 1
        })
    };
    subjects.next().or_else(joined).or_else(beside)
}
