//! Whom an act reaches where no slot of its frame names anybody: the state within what is imposed, the one that arms are aimed at, those who
//! were harmed.

use super::answers::DEAL;
use super::lexicon::CueKind;
use super::owners::owner;
use super::unnamed::{state_of, state_with};
use super::walk::{clause_end, place_after};
use super::words::Scene;
use super::{Claim, Participant, Role};
use crate::actors::{ActorId, ActorKind, MentionId, MentionKind};
use chancery_data::schema::Frame;
use chancery_nlp::{Deprel, TokenId, Upos, Xpos};

/// Adds who is reached to a claim of a verb whose object hangs by `object`.
pub(super) fn add_reached(
    scene: &Scene<'_>,
    frame: &Frame,
    object: Option<TokenId>,
    claim: &mut Claim,
) {
    let doer = |role: Role| matches!(role, Role::Actor | Role::Object);
    if !claim.participants.iter().all(|p| doer(p.role)) {
        return;
    }
    let found = match frame.codes.event_type.as_str() {
        "ASSAULT" => target(scene, claim).or_else(|| harmed(scene, claim)),
        "AGREE" | "AID" | "COOPERATE" | "SANCTION" | "SUPPORT" | "THREATEN" => {
            object.and_then(|object| aimed_at(scene, object, claim))
        }
        _ => None,
    };
    let found = found.or_else(|| object.and_then(|object| answered(scene, object, claim)));
    let object = object.or_else(|| infinitive_object(scene, claim.trigger));
    let found = found.or_else(|| match frame.codes.event_type.as_str() {
        "ACCUSE" | "REQUEST" => owner(scene, object?, claim, true),
        "AGREE" | "AID" | "COERCE" | "COOPERATE" | "MOBILIZE" | "REJECT" | "RETREAT"
        | "SANCTION" | "SUPPORT" | "THREATEN" => owner(scene, object?, claim, false),
        _ => None,
    });
    claim.participants.extend(found);
    claim.participants.sort_by_key(|p| (p.role, p.span));
}

/// "threatened to seize Velian tankers": the object of what is threatened, promised or refused.
fn infinitive_object(scene: &Scene<'_>, verb: TokenId) -> Option<TokenId> {
    let infinitive = scene.child(verb, &[Deprel::Xcomp])?;
    scene.child(infinitive, &[Deprel::Obj])
}

/// "impose duties on steel from Velia", "cut exports of gas to Belmar": the first other state within the object.
fn aimed_at(scene: &Scene<'_>, object: TokenId, claim: &Claim) -> Option<Participant> {
    let own = claim.actors_in(&[Role::Actor]);
    let actors = scene.layers.actors;
    let inside = (object.0 + 1..scene.sentence(object).end.0).map(TokenId);
    let inside = inside.filter(|&t| scene.layers.parse.is_below(t, object));
    let state = |t: TokenId| {
        let mention = scene.mention_at(t).map(|m| scene.mention(m).actor);
        let known = mention.filter(|&id| actors.actor(id).kind == ActorKind::State);
        known.or_else(|| state_of_ground(scene, scene.place_at(t)?))
    };
    let mut found = inside.filter_map(|t| Some((state(t)?, scene.layers.parse.span(t))));
    let apart = |state: ActorId| {
        own.iter()
            .all(|&id| scene.country(id) != scene.country(state))
    };
    let (state, span) = found.find(|(state, _)| apart(*state))?;
    (!own.is_empty()).then(|| Participant::told(Role::Recipient, None, Some(state), span))
}

/// "accepted a UN proposal", "turned down Togo's offer", "spurned an appeal from Lima": whose it is that is answered.
fn answered(scene: &Scene<'_>, object: TokenId, claim: &Claim) -> Option<Participant> {
    scene.cue_at(CueKind::Answer, claim.trigger)?;
    if scene.lexicon.frames[claim.frame].codes.kind == DEAL {
        return None;
    }
    let own = claim.actors_in(&[Role::Actor]);
    let source = |&t: &TokenId| match scene.deprel(t) {
        Deprel::NmodPoss | Deprel::Compound | Deprel::Amod => t < object,
        Deprel::Nmod => scene
            .preposition(t)
            .is_some_and(|case| scene.cue_at(CueKind::Origin, case).is_some()),
        _ => false,
    };
    let mut sources = scene
        .children(object)
        .filter(source)
        .filter_map(|t| scene.mention_at(t));
    // "refused their demand": whom the pronoun means may be those who refuse.
    let other = |&m: &MentionId| {
        let mention = scene.mention(m);
        mention.kind != MentionKind::Pronoun && !own.contains(&mention.actor)
    };
    let mention = sources.find(other)?;
    let of = scene.mention(mention);
    (!own.is_empty())
        .then(|| Participant::told(Role::Recipient, Some(mention), Some(of.actor), of.span))
}

/// The state in which a place lies, if the document speaks of it.
fn state_of_ground(scene: &Scene<'_>, place: usize) -> Option<ActorId> {
    let code = scene.layers.places.0[place].country.as_deref()?;
    state_with(scene, code)
}

/// "launched drones at Ukraine": the state behind a preposition of aim, where the object is a thing.
fn target(scene: &Scene<'_>, claim: &Claim) -> Option<Participant> {
    let thing = claim.participants.iter().any(|p| p.role == Role::Object);
    let own = claim.actors_in(&[Role::Actor]);
    let end = clause_end(scene, claim.trigger);
    let behind = (claim.trigger.0 + 1..end.0).map(TokenId);
    let aim = |t: &TokenId| {
        let cue = scene.cue_at(CueKind::Aim, *t);
        scene.upos(*t) == Upos::Adp && cue.is_some_and(|(_, value)| value == TARGET)
    };
    let mut states = behind.filter(|_| thing).filter(aim).filter_map(|t| {
        let (place, _) = place_after(scene, TokenId((t.0 + 1).min(end.0 - 1)))?;
        let state = state_of(scene, place).filter(|state| !own.contains(state))?;
        Some((state, scene.layers.places.0[place].span))
    });
    let (state, span) = states.next()?;
    Some(Participant::told(Role::Recipient, None, Some(state), span))
}

/// Value of a preposition of whom arms are aimed at.
const TARGET: &str = "target";

/// "shelled the town, killing four people".
fn harmed(scene: &Scene<'_>, claim: &Claim) -> Option<Participant> {
    let sentence = scene.sentence(claim.trigger);
    let behind = (claim.trigger.0 + 1..sentence.end.0).map(TokenId);
    let mut harms = behind.filter(|&t| {
        scene.layers.parse.xpos(t) == Xpos::VBG
            && scene.cue_at(CueKind::Harms, t).is_some()
            && scene.layers.parse.is_below(t, claim.trigger)
    });
    let head = harms.find_map(|verb| scene.child(verb, &[Deprel::Obj]))?;
    let mention = scene.mention_at(head);
    let span = scene.span(scene.phrase_start(head), TokenId(head.0 + 1));
    let actor = mention.map(|m| scene.mention(m).actor);
    Some(Participant::told(Role::Recipient, mention, actor, span))
}
