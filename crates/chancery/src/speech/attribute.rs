//! Cues and contents put together into attributions, and their nesting.

use super::content::{self, Run};
use super::cues::{Cue, Follow, Form};
use super::known::known;
use super::lexicon::Role;
use super::phrase::medium_at;
use super::scene::{Point, Scene};
use super::{Attribution, SpeechKind};
use chancery_nlp::{Span, TokenId, Xpos};

/// How many neighbours are looked at for the attribution around one: keeps nesting linear.
const NEIGHBOURS: usize = 24;

/// An attribution for every cue that has content.
pub(super) fn attribute(scene: &Scene, cues: &[Cue]) -> Vec<Attribution> {
    let mut attributions: Vec<Attribution> = Vec::new();
    let mut waiting: Option<usize> = None;
    for (at, cue) in cues.iter().enumerate() {
        let mut content = content::content_of(scene, cues, at);
        let mut outer = None;
        if is_citing(scene, cue) {
            let sentence = scene.sentence(cue.head);
            let last = attributions.len().checked_sub(1);
            if let Some(last) = last.filter(|&l| sentence.contains(attributions[l].cue_token)) {
                content = attributions[last].content.clone();
                outer = Some(last as u32);
            }
        }
        if content.is_empty() && is_citing(scene, cue) {
            waiting = Some(at);
            continue;
        }
        if content.is_empty() {
            content.extend(loose_quote(scene, cue));
        }
        if content.is_empty() {
            continue;
        }
        let mut attribution = build(scene, cue, content, &attributions);
        attribution.outer = outer;
        if cue.form == Form::Own && attribution.source.is_none() {
            attribution.source = attributions.last().and_then(|last| last.source);
        }
        attributions.push(attribution);
        if let Some(early) = waiting.take() {
            fronted(scene, &cues[early], &mut attributions);
        }
    }
    attributions
}

/// "Citing officials, the agency reported ...": the cited stand inside what the agency says.
fn fronted(scene: &Scene, cue: &Cue, attributions: &mut Vec<Attribution>) {
    let Some(last) = attributions.len().checked_sub(1) else {
        return;
    };
    let outer = &attributions[last];
    if scene.sentence(cue.head).contains(outer.cue_token) {
        let mut inner = build(scene, cue, outer.content.clone(), attributions);
        inner.outer = Some(last as u32);
        attributions.push(inner);
    }
}

/// A participle before its source: "citing officials".
fn is_citing(scene: &Scene, cue: &Cue) -> bool {
    cue.form == Form::Prefix && scene.xpos(cue.head) == Xpos::VBG && cue.end.0 == cue.first.0 + 1
}

/// Quoted words further on in the clause of a verb without other content: "spoke of a “thaw”".
fn loose_quote(scene: &Scene, cue: &Cue) -> Option<Run> {
    let Follow::End(at) = cue.after.follow else {
        return None;
    };
    let says = matches!(
        cue.kind,
        SpeechKind::Say | SpeechKind::Claim | SpeechKind::Deny | SpeechKind::Ask
    );
    if !matches!(cue.form, Form::Verb(_)) || !says || at >= scene.end() {
        return None;
    }
    let limit = scene.sentence(cue.head).end.min(TokenId(at.0 + 24));
    let open = (at.0..limit.0)
        .map(TokenId)
        .take_while(|&t| matches!(scene.point(t), Point::Word | Point::Open))
        .take_while(|&t| !scene.is_finite(t) && !scene.is_relative(t))
        .take_while(|&t| !scene.opens_clause(t) || scene.has(t, Role::Manner))
        .find(|&t| scene.point(t) == Point::Open)?;
    let pair = scene.pair(open)?;
    // "dubbed “green corridor”" gives a name, "called the charges “a novel”" an opinion.
    let naming = scene.has(cue.head, Role::Naming) && open == cue.end;
    let name = scene.is_name(pair) || naming;
    let (first, end) = scene.pair_tokens[pair];
    let (open, close) = scene.outer_tokens(pair);
    (!name && first < end).then(|| (open, last_mark(scene, close, limit)))
}

/// "of a “thaw” and of a summit “in May”": one past the last mark that words alone lead to.
fn last_mark(scene: &Scene, close: TokenId, limit: TokenId) -> TokenId {
    (close.0..limit.0)
        .map(TokenId)
        .take_while(|&t| {
            let inside = scene.quoted(t).is_some();
            inside || scene.point(t) == Point::Word && !scene.is_finite(t)
        })
        .filter(|&t| scene.point(t) == Point::Close)
        .last()
        .map_or(close, |t| TokenId(t.0 + 1))
}

fn build(scene: &Scene, cue: &Cue, content: Vec<Run>, earlier: &[Attribution]) -> Attribution {
    let hearer = cue.after.hearer;
    Attribution {
        source: cue.source.and_then(|s| known(scene, s, cue.form, earlier)),
        source_span: cue.source.map(|s| s.span(scene)).unwrap_or_default(),
        cue: scene.parse.span_of(cue.first, cue.end),
        cue_token: cue.head,
        kind: cue.kind,
        content,
        inherited: false,
        outer: None,
        medium: medium_of(scene, cue),
        report_time: cue.after.time.or_else(|| time_before(scene, cue)),
        recipient: hearer.and_then(|h| h.mention(scene)),
        recipient_span: hearer.map(|h| h.span(scene)),
    }
}

/// The medium beside the verb, after its object, or at the start of the sentence.
fn medium_of(scene: &Scene, cue: &Cue) -> Option<Span> {
    cue.after
        .medium
        .or_else(|| medium_after_object(scene, cue))
        .or_else(|| fronted_medium(scene, cue))
}

/// "confirmed the meeting in a social media post".
fn medium_after_object(scene: &Scene, cue: &Cue) -> Option<Span> {
    let Follow::Noun(start) = cue.after.follow else {
        return None;
    };
    let limit = scene.sentence(start).end.min(TokenId(start.0 + 24));
    (start.0 + 1..limit.0)
        .map(TokenId)
        .take_while(|&t| scene.point(t) == Point::Word && !scene.opens_clause(t))
        .find_map(|t| Some(scene.parse.span_of(t, medium_at(scene, t)?)))
}

/// "In a statement, he said": the medium at the start of the sentence.
fn fronted_medium(scene: &Scene, cue: &Cue) -> Option<Span> {
    let sentence = scene.sentence(cue.head);
    let first = sentence.first;
    if cue.opens <= first || cue.opens.0 - first.0 > 24 {
        return None;
    }
    let end = medium_at(scene, first)?;
    let before = TokenId(cue.opens.0 - 1);
    let reaches = end == cue.opens || end <= before && scene.point(before) == Point::Comma;
    reaches.then(|| scene.parse.span_of(first, end))
}

/// "the ministry on Thursday said": a time between source and verb.
fn time_before(scene: &Scene, cue: &Cue) -> Option<Run> {
    let source = cue.source?;
    if source.end >= cue.first || cue.first.0 - source.end.0 > 5 {
        return None;
    }
    (source.end.0..cue.first.0).map(TokenId).find_map(|t| {
        let end = super::phrase::time_at(scene, t)?;
        (end <= cue.first && !scene.has(t, Role::Passive)).then_some((t, end))
    })
}

/// Fills `outer`: the smallest content around a cue, by position.
pub(super) fn nest(attributions: &mut [Attribution]) {
    for at in 0..attributions.len() {
        if attributions[at].outer.is_some() {
            continue;
        }
        let from = at.saturating_sub(NEIGHBOURS);
        let to = attributions.len().min(at + NEIGHBOURS);
        let token = attributions[at].cue_token;
        let inherited = attributions[at].inherited;
        let around = (from..to)
            .filter(|&other| {
                other != at && !inherited && attributions[other].outer != Some(at as u32)
            })
            .filter_map(|other| {
                let run = run_with(&attributions[other], token)?;
                Some((run.1.0 - run.0.0, other))
            })
            .min();
        attributions[at].outer = around.map(|(_, other)| other as u32);
    }
}

fn run_with(attribution: &Attribution, token: TokenId) -> Option<Run> {
    attribution
        .content
        .iter()
        .copied()
        .find(|run| run.0 <= token && token < run.1)
}
