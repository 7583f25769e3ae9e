//! Scope that sentences without a cue inherit from their neighbours.
//!
//! In "X met Y, the sources said. The two agreed on Z. They will meet again, the sources said." the
//! middle sentence is the sources' as well. A sentence inherits where the same source speaks before
//! and after it, at most three sentences apart, or where it goes on in the same paragraph with
//! "also". Background in the outlet's own voice ends the run.

use super::lexicon::Role;
use super::scene::{Point, Scene};
use super::{Attribution, Quote, SpeechKind};
use crate::actors::{ActorId, MentionKind};
use chancery_nlp::{Sentence, TokenId, Upos, Xpos};

/// Longest run of sentences without a cue between two of the same source.
const LONGEST: usize = 3;

/// Adds inherited attributions, each directly after its model.
pub(super) fn inherit(scene: &Scene, attributions: &mut Vec<Attribution>, quotes: &mut [Quote]) {
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
    insert(attributions, added, quotes);
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
    let last = from.checked_sub(1).and_then(|s| held(owners, s));
    let pair = same_around(scene, attributions, owners, (from, to));
    let Some(before) = pair.map(|(before, _)| before).or(last) else {
        return Vec::new();
    };
    let after = pair.map(|(_, after)| after);
    let model = &attributions[before];
    if model.source_span.is_empty() || model.kind == SpeechKind::Think {
        return Vec::new();
    }
    let between = after.is_some() && to - from <= LONGEST;
    let said = actors_said(scene, attributions, before, after);
    let mut added = Vec::new();
    for sentence in &scene.parse.sentences[from..to] {
        let goes_on = if between {
            follows_on(scene, model, *sentence, &said)
        } else {
            continues(scene, model, *sentence)
        };
        let ends = is_background(scene, *sentence)
            || !between && speaks(scene, *sentence)
            || is_about_source(scene, model, *sentence);
        if !goes_on || ends {
            break;
        }
        added.push((before, inherited(scene, model, *sentence)));
    }
    added
}

/// The same source before a run and after it, sentences of others between them counted in: the last
/// before and the first after.
fn same_around(
    scene: &Scene,
    attributions: &[Attribution],
    owners: &[Owner],
    (from, to): (usize, usize),
) -> Option<(usize, usize)> {
    let near = |at: &usize| matches!(owners.get(*at), Some(Owner::Held(_)));
    let earlier = (from.saturating_sub(LONGEST)..from)
        .rev()
        .take_while(|&at| owners[at] != Owner::Break);
    let later = to..(to + 2).min(owners.len());
    let befores: Vec<usize> = earlier
        .flat_map(|s| cues_in(scene, attributions, s))
        .collect();
    let afters: Vec<usize> = later
        .take_while(near)
        .flat_map(|s| cues_in(scene, attributions, s))
        .collect();
    // Right after the words of another, only in the paragraph in which the source speaks again.
    let region = scene.parse.sentences[from].region;
    let other = from.checked_sub(1).and_then(|s| held(owners, s));
    befores.iter().find_map(|&before| {
        let same = |a: usize, b: usize| same_source(scene, &attributions[a], &attributions[b]);
        let stranger = other.is_some_and(|other| !same(before, other));
        let fits = |after: usize| {
            same(before, after)
                && (!stranger || scene.region(attributions[after].cue_token) == region)
        };
        let after = afters.iter().copied().find(|&after| fits(after));
        after.map(|after| (before, after))
    })
}

/// Numbers of the attributions with a source whose cue stands in a sentence, outside marks.
fn cues_in(scene: &Scene, attributions: &[Attribution], sentence: usize) -> Vec<usize> {
    let Some(sentence) = scene.parse.sentences.get(sentence) else {
        return Vec::new();
    };
    let from = attributions.partition_point(|a| a.cue_token < sentence.first);
    attributions[from..]
        .iter()
        .enumerate()
        .take_while(|(_, a)| a.cue_token < sentence.end)
        .filter(|(_, a)| !a.source_span.is_empty() && a.kind != SpeechKind::Think)
        .filter(|(_, a)| scene.quoted(a.cue_token).is_none())
        .map(|(at, _)| from + at)
        .collect()
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
    let next = scene.sentence(model.cue_token).end == sentence.first;
    scene.region(model.cue_token) == sentence.region
        && (adds(scene, sentence) && (trails || model.medium.is_some())
            || next && is_whole(scene, model) && takes_up(scene, sentence))
}

/// True where everything in the sentence of a cue is told by its source.
fn is_whole(scene: &Scene, model: &Attribution) -> bool {
    let sentence = scene.sentence(model.cue_token);
    let prefix = scene.parse.span(sentence.first).start == model.cue.start;
    let whole = model.content.iter().any(|run| run.0 == sentence.first);
    prefix || whole
}

/// "They also", "The two will": a pronoun, or words for people told of, as subject.
fn takes_up(scene: &Scene, sentence: Sentence) -> bool {
    let first = sentence.first;
    let pronoun = scene.xpos(first) == Xpos::PRP && !scene.has(first, Role::Own1st);
    let group = scene
        .mention_over(first)
        .map(|id| scene.actors.mention(id).kind == MentionKind::Group);
    pronoun && !scene.has(first, Role::Empty) || group == Some(true)
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
fn insert(
    attributions: &mut Vec<Attribution>,
    added: Vec<(usize, Attribution)>,
    quotes: &mut [Quote],
) {
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
    for quote in quotes {
        let number = quote.attribution;
        quote.attribution = number.and_then(|n| moved.get(n as usize).copied());
    }
}
