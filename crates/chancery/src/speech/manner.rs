//! Acts of saying that stand inside another clause: "as the envoy told it", "what the ministry
//! called an attack", and a verb at the end of a sentence that the tagger takes for a noun.

use super::cues::{Cue, Follow, Form, Side};
use super::lexicon::Role;
use super::scene::{Point, Scene};
use chancery_nlp::{TokenId, Upos, Xpos};

/// Longest source before a verb that the tagger takes for a noun, in tokens.
const SOURCE: usize = 9;

/// Gives a cue of one of these shapes the form by which its content is found.
pub(super) fn reshape(scene: &Scene, cue: &mut Cue) {
    if cue.side != Side::Left || cue.opens.0 == 0 {
        return;
    }
    let before = TokenId(cue.opens.0 - 1);
    let Follow::End(at) = cue.after.follow else {
        return;
    };
    if scene.has(before, Role::Fused) {
        cue.after.follow = named(scene, at);
    } else if is_manner(scene, cue, before, at) {
        cue.form = Form::Prefix;
        cue.opens = before;
        cue.closes = at;
    }
}

/// True for a source after "what": "what the ministry called".
pub(super) fn is_fused(scene: &Scene, cue: &Cue) -> bool {
    let before = cue.opens.0.checked_sub(1).map(TokenId);
    before.is_some_and(|t| scene.has(t, Role::Fused)) && matches!(cue.form, Form::Verb(_))
}

fn is_manner(scene: &Scene, cue: &Cue, before: TokenId, at: TokenId) -> bool {
    let says = matches!(cue.form, Form::Verb(frame) if frame.zero) && ends(scene, at);
    let phrase = cue.end.0 > cue.first.0 + 1;
    (says || phrase) && scene.has(before, Role::Manner) && scene.point(before) == Point::Word
}

fn ends(scene: &Scene, at: TokenId) -> bool {
    at >= scene.end() || scene.point(at) != Point::Word
}

/// The noun phrase after "called" or "described as".
fn named(scene: &Scene, at: TokenId) -> Follow {
    let next = TokenId(at.0 + 1);
    if at < scene.end() && scene.opens_phrase(at) {
        Follow::Noun(at)
    } else if next < scene.end() && scene.has(at, Role::Manner) && scene.opens_phrase(next) {
        Follow::Noun(next)
    } else {
        Follow::End(at)
    }
}

/// "Couto answers that", "the commission denies it": after the first noun of the sentence and before
/// "that" or a pronoun.
fn opens_report(scene: &Scene, token: TokenId) -> bool {
    let first = scene.sentence(token).first;
    let next = TokenId(token.0 + 1);
    if scene.xpos(token) != Xpos::NNS || token <= first || next >= scene.sentence(token).end {
        return false;
    }
    let says = !scene.lexicon.verbs(scene.low(token)).is_empty();
    let before = scene.upos(TokenId(token.0 - 1));
    let noun = matches!(before, Upos::Noun | Upos::Propn);
    let verb = (first.0..token.0).any(|t| scene.is_finite(TokenId(t)));
    let that = before == Upos::Propn && scene.has(next, Role::That);
    says && !verb && (that || noun && scene.xpos(next) == Xpos::PRP)
}

/// "..., Radio Pamir reports.": the last word, after a name between a comma and it, is a verb that
/// takes a clause before it.
pub(super) fn closes_report(scene: &Scene, token: TokenId) -> bool {
    let sentence = scene.sentence(token);
    let next = TokenId(token.0 + 1);
    if opens_report(scene, token) {
        return true;
    }
    let last = next >= sentence.end || scene.point(next) == Point::Stop;
    if !last || scene.xpos(token) != Xpos::NNS || token <= sentence.first {
        return false;
    }
    let says = scene.lexicon.verbs(scene.low(token)).iter();
    let zero = says
        .filter(|(words, _)| words.len() == 1)
        .any(|(_, f)| f.zero);
    let before = (sentence.first.0..token.0).rev().map(TokenId);
    let comma = before
        .take(SOURCE)
        .take_while(|&t| !scene.is_finite(t) && !scene.is_relative(t))
        .find(|&t| scene.point(t) != Point::Word);
    let joined = scene.upos(TokenId(token.0 - 1)) == Upos::Cconj;
    let clause = comma.is_some_and(|comma| {
        scene.point(comma) == Point::Comma
            && comma.0 + 1 < token.0
            && scene.opens_phrase(TokenId(comma.0 + 1))
            && (sentence.first.0..comma.0).any(|t| scene.is_finite(TokenId(t)))
    });
    zero && clause && !joined
}
