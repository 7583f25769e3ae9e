//! Hosts that no words name: the state in which a visitor, or sides of other countries, are told to be.
//!
//! Only a state that the document speaks of is inferred, never that of one of those who came; the
//! words of the place are what it is inferred from, and the participant is marked so.

use super::unnamed::state_with;
use super::words::Scene;
use super::{Claim, Participant, Role, Status};
use crate::actors::ActorId;
use chancery_nlp::Span;
use std::collections::BTreeSet;

/// Adds the hosts of visits and of exchanges on the ground of a third state.
pub fn infer_hosts(scene: &Scene<'_>, claims: &mut [Claim]) {
    for claim in claims {
        let Some((host, span)) = ground(scene, claim).filter(|_| is_open(scene, claim)) else {
            continue;
        };
        claim
            .participants
            .push(Participant::inferred(Role::Host, host, span));
        claim.participants.sort_by_key(|p| (p.role, p.span));
    }
}

/// True where a host may be missing: a visit, or sides of two countries or more; no host, and the
/// country of the place is none of theirs.
fn is_open(scene: &Scene<'_>, claim: &Claim) -> bool {
    let codes = &scene.lexicon.frames[claim.frame].codes;
    let named = claim
        .participants
        .iter()
        .any(|p| matches!(p.role, Role::Host | Role::Recipient | Role::Mediator));
    let away = claim.status == Status::DidNotHappen || claim.status == Status::Denied;
    let place = claim
        .place
        .and_then(|place| scene.layers.places.0[place].country.as_deref());
    let own: BTreeSet<&str> = claim
        .actors_in(&[Role::Actor, Role::Guest, Role::Attendee])
        .into_iter()
        .filter_map(|actor| {
            Some(
                scene
                    .layers
                    .actors
                    .actor(actor)
                    .country
                    .as_ref()?
                    .code
                    .as_str(),
            )
        })
        .collect();
    let sides = match codes.kind.as_str() {
        "visit" => 1,
        "talks" | "summit" | "conference" => 2,
        _ => usize::MAX,
    };
    let foreign = place.is_some_and(|place| !own.contains(place));
    codes.event_type == "CONSULT" && !named && !away && foreign && own.len() >= sides
}

/// The state of the place of a claim, if the document speaks of it, and the words of the place.
fn ground(scene: &Scene<'_>, claim: &Claim) -> Option<(ActorId, Span)> {
    let place = &scene.layers.places.0[claim.place?];
    let code = place.country.as_deref()?;
    state_with(scene, code).map(|state| (state, place.span))
}
