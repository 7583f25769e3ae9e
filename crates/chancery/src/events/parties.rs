//! Who takes part: fillers of slots turned into participants, and whether they are enough.

use super::circumstances as around;
use super::lexicon::{CueKind, role_named};
use super::slots::{Filled, Route, Slots};
use super::status::{Modality, auxiliaries, is_passive};
use super::words::Scene;
use super::{Claim, Participant, Role};
use crate::actors::{Actor, ActorKind, MentionId, MentionKind};
use chancery_data::schema::Frame;
use chancery_nlp::{TokenId, Upos};

/// A claim with what the trigger's slots give it.
pub(super) fn start(
    scene: &Scene<'_>,
    frame: usize,
    trigger: TokenId,
    slots: &Slots,
    modality: Modality,
) -> Claim {
    let sentence = scene.sentence(trigger);
    let participants = participants(scene, frame, slots);
    let medium = around::medium_of(scene, trigger);
    let sidelines = medium.is_some_and(|(value, _)| value == "sidelines");
    Claim {
        frame,
        content: None,
        score: score(slots),
        participants,
        place: around::place_of(scene, trigger, slots),
        time: around::time_of(scene, trigger, slots),
        topics: Vec::new(),
        counts: Vec::new(),
        medium: medium
            .filter(|_| !sidelines)
            .map(|(value, span)| (value.to_owned(), span)),
        sidelines,
        round: None,
        status: modality.status,
        certainty: modality.certainty,
        core: true,
        attribution: scene.layers.speech.chain(trigger),
        evidence: scene.span(sentence.first, sentence.end),
        trigger,
        trigger_span: scene.layers.parse.span(trigger),
        echoes: Vec::new(),
    }
}

/// Share of the fillers that both routes found, from .5 (none) to 1 (all).
pub(super) fn score(slots: &Slots) -> f64 {
    let both = slots.filled.iter().filter(|f| f.surface && f.tree).count();
    let share = if slots.filled.is_empty() {
        0.0
    } else {
        both as f64 / slots.filled.len() as f64
    };
    ((0.5 + 0.5 * share) * 100.0).round() / 100.0
}

/// Fillers with the role of their slot; a group whose members are known stands for them.
pub(super) fn participants(scene: &Scene<'_>, frame: usize, slots: &Slots) -> Vec<Participant> {
    let mut found: Vec<Participant> = Vec::new();
    let frame_type = scene.lexicon.frames[frame].codes.event_type.as_str();
    for filled in &slots.filled {
        let role = match filled.slot.strip_prefix('=') {
            Some(role) => role_named(role),
            None => scene.lexicon.role(frame, &filled.slot),
        };
        let Some(role) = role else { continue };
        let mention = scene.mention(filled.mention);
        let actor = scene.layers.actors.actor(mention.actor);
        let talks = matches!(frame_type, "AGREE" | "CONSULT" | "SUPPORT");
        if talks && actor.kind == ActorKind::Group && is_crowd(scene, filled.mention) {
            // Tourists, delegates of a trade fair: nobody that a state confers with.
            continue;
        }
        let force = matches!(
            frame_type,
            "AID" | "ASSAULT" | "COERCE" | "MOBILIZE" | "PROTEST"
        );
        if role == Role::Actor && !force && is_lay(actor) {
            continue;
        }
        let members = if actor.members.is_empty() {
            vec![mention.actor]
        } else {
            actor.members.clone()
        };
        for member in members {
            if !found.iter().any(|p| p.actor == Some(member)) {
                let told = Some(filled.mention);
                found.push(Participant::told(role, told, Some(member), mention.span));
            }
        }
    }
    found.sort_by_key(|p| (p.role, p.span));
    found
}

/// "the doctor", "a student": one nameless person of no office and no state, whose words bind nobody.
fn is_lay(actor: &Actor) -> bool {
    let civil = |sector: &String| {
        matches!(
            sector.as_str(),
            "AGR" | "BUS" | "CVL" | "EDU" | "LAB" | "MED"
        )
    };
    actor.kind == ActorKind::Unnamed
        && actor.country.is_none()
        && actor.members.is_empty()
        && !actor.sectors.is_empty()
        && actor.sectors.iter().all(civil)
}

/// A group that nothing ties to a state, a body or a side: tourists, residents.
pub(super) fn is_crowd(scene: &Scene<'_>, mention: MentionId) -> bool {
    let actor = scene.layers.actors.actor(scene.mention(mention).actor);
    let civil = actor
        .sectors
        .iter()
        .all(|sector| matches!(sector.as_str(), "CVL" | "SOC"));
    civil
        && !actor.sectors.is_empty()
        && actor.country.is_none()
        && actor.members.is_empty()
        && !is_relational(scene, mention)
}

pub(super) fn distinct_actors(scene: &Scene<'_>, filled: &[Filled]) -> usize {
    let mut actors: Vec<_> = filled
        .iter()
        .map(|f| scene.mention(f.mention).actor)
        .collect();
    actors.sort_unstable();
    actors.dedup();
    actors.len()
}

/// True where every role that the frame needs is filled and enough parties are told.
pub(super) fn meets_needs(scene: &Scene<'_>, frame: &Frame, claim: &Claim) -> bool {
    let filled = |role: &str| {
        role == "place"
            || role_named(role)
                .is_some_and(|role| claim.participants.iter().any(|p| p.role == role))
    };
    let spared = |need: &str| match need {
        "actor" => filled(RECIPIENT) && is_told_passive(scene, claim.trigger),
        RECIPIENT => filled("actor") && claim.content.is_some(),
        _ => false,
    };
    !is_sport(scene, frame, claim)
        && frame.needs.iter().all(|need| filled(need) || spared(need))
        && parties(scene, claim) >= usize::from(frame.parties)
}

/// The role of whom an act is aimed at.
const RECIPIENT: &str = "recipient";

/// "Hieu had been invited": nobody is named as doer (rule 24).
fn is_told_passive(scene: &Scene<'_>, verb: TokenId) -> bool {
    let auxiliary = |t: &TokenId| scene.upos(*t) == Upos::Aux;
    scene.is_verb(verb) && is_passive(scene, verb) && auxiliaries(scene, verb).iter().any(auxiliary)
}

/// States that meet in a sentence with a word of sport are teams.
pub(super) fn is_sport(scene: &Scene<'_>, frame: &Frame, claim: &Claim) -> bool {
    let states = claim
        .participants
        .iter()
        .filter_map(|p| p.actor)
        .all(|actor| {
            let kind = scene.layers.actors.actor(actor).kind;
            matches!(kind, ActorKind::State | ActorKind::Group)
        });
    let arena = |t: TokenId| scene.cue_at(CueKind::Arena, t).is_some();
    let consult = frame.codes.event_type == "CONSULT";
    states && (scene.is_sports_page || consult && scene.sentence(claim.trigger).tokens().any(arena))
}

/// How many parties take part: a group told in the plural counts as two.
pub(super) fn parties(scene: &Scene<'_>, claim: &Claim) -> usize {
    claim
        .participants
        .iter()
        .filter_map(|p| Some((p.actor?, p.mention?)))
        .map(|(actor, mention)| {
            let actor = scene.layers.actors.actor(actor);
            let plural = matches!(actor.kind, ActorKind::Group)
                || scene.mention(mention).kind == MentionKind::Group && actor.members.is_empty();
            if plural { 2 } else { 1 }
        })
        .sum()
}

pub(super) fn place_need(frame: &Frame, claim: &Claim) -> bool {
    !frame.needs.iter().any(|need| need == "place") || claim.place.is_some()
}

/// "positions were coordinated, he said": where the frame says so and nobody else is named, the
/// named person who says it takes part. An inference.
pub(super) fn add_teller(scene: &Scene<'_>, frame: &Frame, claim: &mut Claim) {
    if !frame.speaker || claim.participants.iter().any(|p| p.role == Role::Actor) {
        return;
    }
    let speech = scene.layers.speech;
    let chain = claim.attribution.first();
    let teller = chain.and_then(|&i| speech.attributions[i as usize].source);
    let Some(mention) = teller.map(|teller| scene.mention(teller)) else {
        return;
    };
    if scene.layers.actors.actor(mention.actor).kind == ActorKind::Person {
        let teller = Participant::inferred(Role::Actor, mention.actor, mention.span);
        claim.participants.insert(0, teller);
    }
}

/// "a call with European partners", said by somebody: the speaker is the first side.
pub(super) fn add_speaker(scene: &Scene<'_>, noun: TokenId, slots: &mut Slots) {
    let relational = slots.filled.iter().any(|f| is_relational(scene, f.mention));
    if distinct_actors(scene, &slots.filled) >= 2 || !relational {
        return;
    }
    let speech = scene.layers.speech;
    let source = speech
        .chain(noun)
        .first()
        .and_then(|&i| speech.attributions[i as usize].source);
    if let Some(source) = source {
        slots.add("subject", source, Route::Surface);
    }
}

pub(super) fn is_relational(scene: &Scene<'_>, mention: MentionId) -> bool {
    let mention = scene.mention(mention);
    // The last word too: a parser may hang the phrase by its first adjective.
    let words = [mention.head, TokenId(mention.end.0 - 1)];
    words.iter().any(|&word| {
        let lemma = scene.lemma(word);
        scene.lexicon.cue(CueKind::Relation, lemma).is_some()
    })
}
