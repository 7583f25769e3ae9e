//! Who is answered: "Norway offered talks. Peru accepted."
//!
//! A yes or a no that names nobody goes to whoever asked, offered or invited last, a few sentences back at most, and did so to the one who
//! answers or to nobody in particular.

use super::lexicon::CueKind;
use super::words::Scene;
use super::{Claim, Participant, Role};
use crate::actors::ActorId;
use chancery_nlp::TokenId;

/// How many sentences back the question may stand.
const REACH: u32 = 3;

/// Adds who is answered to a claim that tells an answer and nobody else than who gives it.
pub(super) fn add_asker(scene: &Scene<'_>, claims: &[Claim], claim: &mut Claim) {
    let answers = scene.cue_at(CueKind::Answer, claim.trigger).is_some();
    let own = claim.actors_in(&[Role::Actor]);
    let alone = claim
        .participants
        .iter()
        .all(|p| matches!(p.role, Role::Actor | Role::Object));
    if !answers || !alone || own.is_empty() || !is_answer(scene, claim) {
        return;
    }
    let sentence = |token: TokenId| scene.layers.parse.sentence_of[token.index()].0;
    let asked = claims.iter().rev().find(|before| {
        let near = before.trigger < claim.trigger
            && sentence(before.trigger) + REACH >= sentence(claim.trigger);
        let to = before.actors_in(&[Role::Recipient]);
        let beside = sentence(before.trigger) + 1 >= sentence(claim.trigger);
        let meant = to.is_empty() && beside || to.iter().any(|actor| own.contains(actor));
        let by = before.actors_in(ASKERS);
        let other = !by.is_empty() && by.iter().all(|&actor| apart(scene, actor, &own));
        near && asks(scene, before) && meant && other
    });
    let Some(asked) = asked else { return };
    for asker in asked
        .participants
        .iter()
        .filter(|p| ASKERS.contains(&p.role) && p.actor.is_some())
    {
        let asker = Participant::told(Role::Recipient, asker.mention, asker.actor, asker.span);
        claim.participants.push(asker);
    }
}

/// True for somebody else than those who answer, and of another country.
pub(super) fn apart(scene: &Scene<'_>, actor: ActorId, own: &[ActorId]) -> bool {
    let code = |id: ActorId| scene.country(id);
    let same = |&id: &ActorId| id == actor || code(id).is_some() && code(id) == code(actor);
    !own.iter().any(same)
}

/// Roles of those who ask, offer or invite.
const ASKERS: &[Role] = &[Role::Actor, Role::Mediator];

/// Types of an answer.
fn is_answer(scene: &Scene<'_>, claim: &Claim) -> bool {
    let codes = &scene.lexicon.frames[claim.frame].codes;
    matches!(codes.event_type.as_str(), "AGREE" | "REJECT") && codes.kind != DEAL
}

/// A demand, an offer or an invitation.
fn asks(scene: &Scene<'_>, claim: &Claim) -> bool {
    let codes = &scene.lexicon.frames[claim.frame].codes;
    match codes.event_type.as_str() {
        "REQUEST" => true,
        "AGREE" => codes.kind != DEAL,
        _ => false,
    }
}

/// Kind of an agreement between sides.
pub(super) const DEAL: &str = "deal";
