//! Places that a claim takes from what stands beside it, narrowest first; never a default.
//!
//! Who travels somewhere "and meets" somebody meets him there; what one sentence tells of the same people together with a meeting is done
//! where they meet; "there" and "the town" are the town named last; what is done at the edge of a gathering is done where that gathering is
//! held.

use super::circumstances::{CAPITAL, THERE};
use super::lexicon::CueKind;
use super::words::Scene;
use super::{Claim, Status};
use crate::places::PlacePrecision;
use chancery_nlp::TokenId;

/// Tokens before "there" among which the town that it means is named.
const REACH: u32 = 40;

/// Gives places to claims without one.
pub(super) fn inherit_places(scene: &Scene<'_>, claims: &mut [Claim]) {
    for at in 0..claims.len() {
        if claims[at].place.is_none() {
            let found = journey(scene, claims, at)
                .or_else(|| same_scene(scene, claims, at))
                .or_else(|| named_there(scene, &claims[at]))
                .or_else(|| gathering(scene, claims, at));
            claims[at].place = found;
        }
    }
}

/// "flew to Lima and was seen by X": the town of a journey told before in the same sentence, of one who takes part in both.
fn journey(scene: &Scene<'_>, claims: &[Claim], at: usize) -> Option<usize> {
    let claim = &claims[at];
    let talks = type_of(scene, claim) == "CONSULT" && claim.medium.is_none();
    let gone = claims[..at].iter().rev().find(|before| {
        let shared = before
            .participants
            .iter()
            .any(|p| p.actor.is_some() && claim.participants.iter().any(|q| q.actor == p.actor));
        before.evidence == claim.evidence && kind_of(scene, before) == "visit" && shared
    })?;
    gone.place.filter(|&place| talks && is_town(scene, place))
}

/// "met in Lima and signed a pact": the place of a meeting told in the same sentence, with the same people and as far along.
fn same_scene(scene: &Scene<'_>, claims: &[Claim], at: usize) -> Option<usize> {
    let claim = &claims[at];
    let words = matches!(
        type_of(scene, claim),
        "AGREE" | "CONSULT" | "SUPPORT" | "REQUEST"
    );
    let found = claims.iter().enumerate().find(|(other, met)| {
        let doer = |p: &super::Participant| p.actor.is_some() && p.role != super::Role::Object;
        let shared = met.participants.iter().filter(|p| doer(p));
        let shared = shared
            .filter(|p| claim.participants.iter().any(|q| q.actor == p.actor))
            .count();
        *other != at
            && beside(scene, met, claim)
            && met.status == claim.status
            && type_of(scene, met) == "CONSULT"
            && met.medium.is_none()
            && shared > 0
    });
    let place = found.and_then(|(_, met)| met.place);
    place.filter(|_| words && claim.medium.is_none())
}

/// True where a sentence tells of both, at first or again: "During the meeting, X said".
fn beside(scene: &Scene<'_>, met: &Claim, claim: &Claim) -> bool {
    let own = scene.sentence(claim.trigger);
    let mut told = std::iter::once(met.trigger).chain(met.echoes.iter().copied());
    let times = met.time.zip(claim.time);
    told.any(|t| own.contains(t)) && times.is_none_or(|(a, b)| a == b)
}

/// "may see them there", "a curfew in the town": the town named last before the words, or the capital.
fn named_there(scene: &Scene<'_>, claim: &Claim) -> Option<usize> {
    let sentence = scene.sentence(claim.trigger);
    let first = sentence
        .first
        .0
        .max(claim.trigger.0.saturating_sub(REACH / 2));
    let end = sentence.end.0.min(claim.trigger.0 + REACH / 2);
    let (there, capital) = (first..end).map(TokenId).find_map(|t| {
        let (_, value) = scene.cue_at(CueKind::Here, t)?;
        matches!(value, THERE | CAPITAL).then_some((t, value == CAPITAL))
    })?;
    let places = scene.layers.places.0.iter().enumerate();
    let before = places.filter(|(_, place)| place.end <= there && place.end.0 + BACK > there.0);
    before.map(|(number, _)| number).rfind(|&number| {
        let place = &scene.layers.places.0[number];
        let seat = place
            .country
            .as_deref()
            .is_some_and(|code| scene.lexicon.is_capital(code, &place.name));
        is_town(scene, number) && (!capital || seat)
    })
}

/// Tokens before "the town" among which it is named.
const BACK: u32 = 150;

/// Talks at the edge of a gathering: its place.
fn gathering(scene: &Scene<'_>, claims: &[Claim], at: usize) -> Option<usize> {
    let aside = claims[at].sidelines || kind_of(scene, &claims[at]) == "sidelines";
    let held = claims.iter().filter(|other| {
        let whole = matches!(kind_of(scene, other), "conference" | "summit" | "sidelines");
        whole && other.place.is_some() && other.status != Status::DidNotHappen
    });
    let first = held.min_by_key(|other| other.trigger.0.abs_diff(claims[at].trigger.0));
    first.filter(|_| aside).and_then(|other| other.place)
}

fn type_of<'s>(scene: &Scene<'s>, claim: &Claim) -> &'s str {
    &scene.lexicon.frames[claim.frame].codes.event_type
}

fn kind_of<'s>(scene: &Scene<'s>, claim: &Claim) -> &'s str {
    &scene.lexicon.frames[claim.frame].codes.kind
}

fn is_town(scene: &Scene<'_>, place: usize) -> bool {
    let precision = scene.layers.places.0[place].precision;
    matches!(precision, PlacePrecision::City | PlacePrecision::Facility)
}
