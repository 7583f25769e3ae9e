//! Parties that claims of one sentence share.
//!
//! "Peru and Chile swapped prisoners in an exchange mediated by Qatar": the sides of the exchange are those between whom Qatar mediates,
//! and Qatar takes part in the exchange. "Criticised the ruling, accusing Belmar of bias": the blame goes where the charge beside it goes.

use super::words::Scene;
use super::{Basis, Claim, Participant, Role};
use chancery_nlp::Deprel;

/// Hands sides, mediators and the blamed from claim to claim.
pub(super) fn share(scene: &Scene<'_>, claims: &mut [Claim]) {
    for at in 0..claims.len() {
        if let Some(between) = sides_of_mediation(scene, claims, at) {
            let mediators = parties(&claims[at], Role::Mediator);
            let sides = parties(&claims[between], Role::Actor);
            add(&mut claims[at], sides);
            add(&mut claims[between], mediators);
        }
        if let Some(beside) = blame_beside(scene, claims, at) {
            let blamed = parties(&claims[beside], Role::Recipient);
            add(&mut claims[at], blamed);
        }
    }
}

/// Those who have a part, as an inference in another claim.
fn parties(claim: &Claim, role: Role) -> Vec<Participant> {
    let of = claim.participants.iter().filter(|p| p.role == role);
    of.map(|p| Participant {
        basis: Basis::Inferred,
        ..p.clone()
    })
    .collect()
}

fn add(claim: &mut Claim, more: Vec<Participant>) {
    for party in more {
        let known = claim.participants.iter().any(|p| p.actor == party.actor);
        if !known && party.actor.is_some() {
            claim.participants.push(party);
        }
    }
    claim.participants.sort_by_key(|p| (p.role, p.span));
}

/// The exchange of two sides or more that a mediation without sides, in the same sentence, is about.
fn sides_of_mediation(scene: &Scene<'_>, claims: &[Claim], at: usize) -> Option<usize> {
    let claim = &claims[at];
    let open = has(claim, Role::Mediator) && !has(claim, Role::Actor);
    if !open || kind(scene, claim) != MEDIATE {
        return None;
    }
    (0..claims.len()).find(|&other| {
        let with = &claims[other];
        let codes = &scene.lexicon.frames[with.frame].codes;
        let between = matches!(codes.event_type.as_str(), "AGREE" | "CONSULT" | "SUPPORT")
            || codes.kind == EXCHANGE;
        let sides = with.actors_in(&[Role::Actor]);
        other != at
            && with.evidence == claim.evidence
            && between
            && sides.len() > 1
            && !has(with, Role::Mediator)
            && codes.kind != MEDIATE
            && with.status == claim.status
    })
}

/// The charge that hangs on a verb of blame, or on which it hangs, where one of the two names nobody.
fn blame_beside(scene: &Scene<'_>, claims: &[Claim], at: usize) -> Option<usize> {
    let claim = &claims[at];
    if has(claim, Role::Recipient) || !is_blame(scene, claim) {
        return None;
    }
    let own = claim.actors_in(&[Role::Actor]);
    let joined = |a: &Claim, b: &Claim| {
        let links = matches!(scene.deprel(a.trigger), Deprel::Advcl | Deprel::Conj);
        links && scene.head(a.trigger) == Some(b.trigger)
    };
    (0..claims.len()).find(|&other| {
        let with = &claims[other];
        is_blame(scene, with)
            && has(with, Role::Recipient)
            && (joined(with, claim) || joined(claim, with))
            && !own.is_empty()
            && with.actors_in(&[Role::Actor]) == own
    })
}

fn is_blame(scene: &Scene<'_>, claim: &Claim) -> bool {
    scene.lexicon.frames[claim.frame].codes.event_type == "ACCUSE"
}

fn has(claim: &Claim, role: Role) -> bool {
    claim.participants.iter().any(|p| p.role == role)
}

fn kind<'s>(scene: &Scene<'s>, claim: &Claim) -> &'s str {
    &scene.lexicon.frames[claim.frame].codes.kind
}

/// Kind of a mediation.
const MEDIATE: &str = "mediate";
/// Kind of an exchange of prisoners.
const EXCHANGE: &str = "exchange-prisoners";
