//! Scope that sentences without a cue inherit from their neighbours.
//!
//! In "X met Y, the sources said. The two agreed on Z. They will meet again, the sources said." the
//! middle sentence is the sources' as well. A sentence inherits where the same source speaks before
//! and after it, at most three sentences apart, or where it goes on in the same paragraph with
//! "also". Background in the outlet's own voice ends the run.

use super::lexicon::Role;
use super::scene::{Point, Scene};
use super::{Attribution, SpeechKind};
use crate::actors::ActorId;
use chancery_nlp::{Sentence, TokenId, Upos};

/// Longest run of sentences without a cue between two of the same source.
const LONGEST: usize = 3;

/// Adds inherited attributions, each directly after its model.
pub(super) fn inherit(scene: &Scene, attributions: &mut Vec<Attribution>) {
    let owners = owners(scene, attributions);
    let mut added: Vec<(usize, Attribution)> = Vec::new();
    let mut at = 0;
    while at < owners.len() {
        if owners[at] != Owner::Nobody {
            at += 1;
            continue;
        }
        let end = (at..owners.len())
            .find(|&s| owners[s] != Owner::Nobody)
            .unwrap_or(owners.len());
        added.extend(run(scene, attributions, &owners, (at, end)));
        at = end;
    }
    insert(attributions, added);
}

/// Whose a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Nobody,
    /// It is no prose: a heading, a run of names.
    Break,
    /// Number of the attribution that holds it.
    Held(usize),
}

/// The last attribution with a source in each sentence, or whose content reaches into it.
fn owners(scene: &Scene, attributions: &[Attribution]) -> Vec<Owner> {
    let mut owners = vec![Owner::Nobody; scene.parse.sentences.len()];
    for (number, sentence) in scene.parse.sentences.iter().enumerate() {
        let verb = sentence.tokens().any(|t| scene.is_finite(t));
        let last = TokenId(sentence.end.0.saturating_sub(1));
        if !verb && scene.point(last) != Point::Stop {
            owners[number] = Owner::Break;
        }
    }
    for (number, attribution) in attributions.iter().enumerate() {
        let index = |t: TokenId| scene.parse.sentence_of[t.index()].0 as usize;
        let cue = index(attribution.cue_token);
        let main =
            scene.quoted(attribution.cue_token).is_none() && attribution.kind != SpeechKind::Think;
        for run in &attribution.content {
            let last = TokenId(run.1.0.saturating_sub(1)).max(run.0);
            owners[index(run.0)..=index(last)]
                .iter_mut()
                .filter(|owner| main || **owner == Owner::Nobody)
                .for_each(|owner| *owner = Owner::Held(number));
        }
        if main {
            owners[cue] = Owner::Held(number);
        }
    }
    owners
}

/// Attributions for the sentences `from..to`, which nobody holds.
fn run(
    scene: &Scene,
    attributions: &[Attribution],
    owners: &[Owner],
    (from, to): (usize, usize),
) -> Vec<(usize, Attribution)> {
    let before = from.checked_sub(1).and_then(|s| held(owners, s));
    let after = held(owners, to);
    let Some(before) = before else {
        return Vec::new();
    };
    let model = &attributions[before];
    if model.source_span.is_empty() || model.kind == SpeechKind::Think {
        return Vec::new();
    }
    let between = after.is_some_and(|after| same_source(scene, model, &attributions[after]))
        && to - from <= LONGEST;
    let said = actors_said(scene, attributions, before, after);
    let mut added = Vec::new();
    for sentence in &scene.parse.sentences[from..to] {
        let goes_on = if between {
            follows_on(scene, model, *sentence, &said)
        } else {
            continues(scene, model, *sentence)
        };
        if !goes_on || ends_run(scene, model, *sentence) {
            break;
        }
        added.push((before, inherited(scene, model, *sentence)));
    }
    added
}

fn held(owners: &[Owner], sentence: usize) -> Option<usize> {
    match owners.get(sentence)? {
        Owner::Held(number) => Some(*number),
        _ => None,
    }
}

fn same_source(scene: &Scene, a: &Attribution, b: &Attribution) -> bool {
    let actor = |a: &Attribution| -> Option<ActorId> {
        a.source.map(|mention| scene.actors.mention(mention).actor)
    };
    match (actor(a), actor(b)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => {
            let same = a.source_span.of(scene.text).to_lowercase();
            !same.is_empty() && same == b.source_span.of(scene.text).to_lowercase()
        }
        _ => false,
    }
}

/// Who is mentioned in what the source says before and after a run: the last contents before it
/// and the first after it.
fn actors_said(
    scene: &Scene,
    attributions: &[Attribution],
    before: usize,
    after: Option<usize>,
) -> Vec<ActorId> {
    let model = &attributions[before];
    let earlier = attributions[..=before]
        .iter()
        .rev()
        .take(LONGEST)
        .filter(|a| same_source(scene, a, model));
    earlier
        .chain(after.map(|after| &attributions[after]))
        .flat_map(|a| &a.content)
        .flat_map(|run| actors_in(scene, run.0, run.1))
        .collect()
}

fn actors_in(scene: &Scene, first: TokenId, end: TokenId) -> impl Iterator<Item = ActorId> {
    (first.0..end.0)
        .filter_map(|t| scene.mention_over(TokenId(t)))
        .map(|id| scene.actors.mention(id).actor)
}

/// In another paragraph a sentence must take up somebody or something of what was said.
fn follows_on(scene: &Scene, model: &Attribution, sentence: Sentence, said: &[ActorId]) -> bool {
    let same = scene.region(model.cue_token) == sentence.region;
    let definite = matches!(scene.upos(sentence.first), Upos::Det | Upos::Pron);
    same || adds(scene, sentence)
        || definite
        || actors_in(scene, sentence.first, sentence.end).any(|actor| said.contains(&actor))
}

/// "also" in the same paragraph, after a source that trails its words or names a medium.
fn continues(scene: &Scene, model: &Attribution, sentence: Sentence) -> bool {
    let trails = model
        .content
        .first()
        .is_some_and(|run| run.0 < model.cue_token);
    scene.region(model.cue_token) == sentence.region
        && adds(scene, sentence)
        && (trails || model.medium.is_some())
}

/// Background, another act of saying, or the source itself as the one who acts.
fn ends_run(scene: &Scene, model: &Attribution, sentence: Sentence) -> bool {
    is_background(scene, sentence)
        || speaks(scene, sentence)
        || is_about_source(scene, model, sentence)
}

/// The source itself acts in the sentence: the outlet, or a readout, tells of it.
fn is_about_source(scene: &Scene, model: &Attribution, sentence: Sentence) -> bool {
    let first = actors_in(scene, sentence.first, sentence.end).next();
    let source = model
        .source
        .map(|source| scene.actors.mention(source).actor);
    source.is_some() && first == source
}

fn adds(scene: &Scene, sentence: Sentence) -> bool {
    sentence.tokens().any(|t| scene.has(t, Role::Additive))
}

/// A sentence with an act of saying of its own that was not read: nobody else's by inheritance.
fn speaks(scene: &Scene, sentence: Sentence) -> bool {
    let first = sentence.tokens().find(|&t| scene.is_finite(t));
    first.is_some_and(|verb| {
        scene
            .lexicon
            .verbs(scene.low(verb))
            .iter()
            .any(|(words, frame)| words.len() == 1 && (frame.zero || frame.kind == SpeechKind::Ask))
    })
}

/// Words that lead back in time in the outlet's own voice.
fn is_background(scene: &Scene, sentence: Sentence) -> bool {
    sentence.tokens().any(|t| scene.has(t, Role::Background))
}

fn inherited(scene: &Scene, model: &Attribution, sentence: Sentence) -> Attribution {
    let mut end = sentence.end;
    while end > sentence.first && scene.point(TokenId(end.0 - 1)) == Point::Stop {
        end.0 -= 1;
    }
    Attribution {
        content: vec![(sentence.first, end)],
        inherited: true,
        outer: None,
        medium: None,
        report_time: None,
        ..model.clone()
    }
}

/// Puts each added attribution after its model and renumbers `outer`.
fn insert(attributions: &mut Vec<Attribution>, added: Vec<(usize, Attribution)>) {
    if added.is_empty() {
        return;
    }
    let old = std::mem::take(attributions);
    let mut moved = Vec::with_capacity(old.len());
    let mut added = added.into_iter().peekable();
    for (number, attribution) in old.into_iter().enumerate() {
        moved.push(attributions.len() as u32);
        attributions.push(attribution);
        while let Some((_, attribution)) = added.next_if(|(model, _)| *model <= number) {
            attributions.push(attribution);
        }
    }
    for attribution in attributions.iter_mut() {
        attribution.outer = attribution
            .outer
            .and_then(|o| moved.get(o as usize).copied());
    }
}
