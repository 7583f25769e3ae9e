//! Who takes part: fillers of slots turned into participants, and whether they are enough.

use super::circumstances as around;
use super::lexicon::{CueKind, role_named};
use super::slots::{Filled, Route, Slots, Unnamed};
use super::status::{Modality, auxiliaries, is_passive};
use super::unnamed::{state_of, state_with};
use super::words::Scene;
use super::{Claim, Participant, Role, Status};
use crate::actors::{Actor, ActorId, ActorKind, Mention, MentionId, MentionKind, Tense};
use chancery_data::schema::Frame;
use chancery_nlp::{Deprel, TokenId, Upos, Xpos};

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
    let mut place = around::place_of(scene, trigger, slots);
    if place.is_some()
        && scene.lexicon.frames[frame]
            .needs
            .iter()
            .any(|need| need == "place")
    {
        // "Lima, where he is due to meet X": no journey to Lima of its own.
        place = place.filter(|_| around::where_clause(scene, trigger).is_none());
    }
    Claim {
        frame,
        content: None,
        score: score(slots),
        participants,
        place,
        time: around::time_of(scene, trigger, slots),
        told_on: None,
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
        if role == Role::Actor && !is_force(frame_type) && is_lay(actor) {
            continue;
        }
        let members = match actor.members.is_empty() {
            true => match scene.leaders_of(mention.actor) {
                [] => vec![side_of_state(scene, mention).unwrap_or(mention.actor)],
                leaders => leaders.to_vec(),
            },
            false if is_spelt_out(scene, filled, slots) => continue,
            false => holders(scene, mention, &actor.members),
        };
        for member in members {
            if !found.iter().any(|p| p.actor == Some(member)) {
                let told = Some(filled.mention);
                found.push(Participant::told(role, told, Some(member), mention.span));
            }
        }
    }
    add_states(scene, frame, slots, &mut found);
    add_nameless(scene, frame, slots, &mut found);
    found.sort_by_key(|p| (p.role, p.span));
    found
}

/// "The Vietnamese side", "the Lithuanian government": the state, if the document speaks of it.
fn side_of_state(scene: &Scene<'_>, mention: &Mention) -> Option<ActorId> {
    let last = TokenId(mention.end.0 - 1);
    let actor = scene.layers.actors.actor(mention.actor);
    let code = actor
        .country
        .as_ref()
        .filter(|_| actor.kind != ActorKind::Person)?;
    let cue = scene.cue_at(CueKind::Sides, last).map(|(_, value)| value);
    let side = cue == Some("any") && actor.kind == ActorKind::Group;
    let government = scene.lemma(last) == GOVERNMENT;
    if side || government {
        state_with(scene, &code.code)
    } else {
        None
    }
}

/// Who stands for his state whatever his party.
const GOVERNMENT: &str = "government";

/// "The ministers of Peru and Chile, Ada Ruiz and Leo Paz, met": as many persons follow in the same slot as the group has members.
fn is_spelt_out(scene: &Scene<'_>, group: &Filled, slots: &Slots) -> bool {
    let mention = scene.mention(group.mention);
    let actors = scene.layers.actors;
    let persons = slots.filled.iter().filter(|other| {
        let person = scene.mention(other.mention);
        let behind = person.first >= mention.end && person.first.0 < mention.end.0 + APPOSED;
        other.slot == group.slot && behind && actors.actor(person.actor).kind == ActorKind::Person
    });
    persons.count() == actors.actor(mention.actor).members.len()
}

/// Tokens behind a group within which those stand who are named in apposition to it.
const APPOSED: u32 = 12;

/// Members of a group, states replaced by who holds the office that the words of the group name: "the foreign ministers of Peru and
/// Chile".
fn holders(scene: &Scene<'_>, group: &Mention, members: &[ActorId]) -> Vec<ActorId> {
    let actors = scene.layers.actors;
    let named =
        |title: &str| (group.first.0..group.end.0).any(|t| scene.spells(TokenId(t), title) > 0);
    let holder = |state: &ActorId| {
        let code = actors
            .actor(*state)
            .country
            .as_ref()
            .map(|country| country.code.as_str());
        let mut roles = actors.roles.iter().filter(|role| {
            let country = role.country.as_ref().map(|country| country.code.as_str());
            country.is_some() && country == code && role.tense == Tense::Current
        });
        let titled = roles
            .find(|role| named(&role.title))
            .map(|role| role.person);
        titled.or_else(|| sole_compatriot(scene, code?))
    };
    let found: Vec<Option<ActorId>> = members.iter().map(holder).collect();
    let each = members.iter().zip(found);
    each.map(|(state, person)| person.unwrap_or(*state))
        .collect()
}

/// "Finland's Antti Lehtoranta", behind "the prime ministers of Finland and Estonia": the one person of a country who is named without an
/// office; `None` where there are several.
fn sole_compatriot(scene: &Scene<'_>, code: &str) -> Option<ActorId> {
    let actors = scene.layers.actors;
    let ids = (0..actors.actors.len() as u32).map(ActorId);
    let mut found = ids.filter(|&id| {
        let actor = actors.actor(id);
        actor.kind == ActorKind::Person
            && actor
                .country
                .as_ref()
                .is_some_and(|country| country.code == code)
            && actors.roles.iter().all(|role| role.person != id)
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// "wrote to Tallinn": the state whose name or capital fills a slot, where the document speaks of it.
fn add_states(scene: &Scene<'_>, frame: usize, slots: &Slots, found: &mut Vec<Participant>) {
    let force = is_force(scene.lexicon.frames[frame].codes.event_type.as_str());
    for unnamed in &slots.unnamed {
        let place = unnamed.place.filter(|_| !force);
        let (Some(place), Some(role)) = (place, scene.lexicon.role(frame, &unnamed.slot)) else {
            continue;
        };
        let state = state_of(scene, place).filter(|_| role != Role::Object);
        let Some(state) = state.filter(|&state| found.iter().all(|p| p.actor != Some(state)))
        else {
            continue;
        };
        let span = scene.layers.places.0[place].span;
        found.push(Participant::told(role, None, Some(state), span));
    }
}

/// "freed 23 men", "soldiers opened fire": people without a name, in acts of force and what undoes them.
fn add_nameless(scene: &Scene<'_>, frame: usize, slots: &Slots, found: &mut Vec<Participant>) {
    let event_type = scene.lexicon.frames[frame].codes.event_type.as_str();
    if !is_force(event_type) && event_type != "RETREAT" {
        return;
    }
    for (slot, span) in &slots.nameless {
        let role = scene.lexicon.role(frame, slot);
        let role =
            role.filter(|&role| role != Role::Object && found.iter().all(|p| p.role != role));
        found.extend(role.map(|role| Participant::told(role, None, None, *span)));
    }
}

/// True for acts that hit towns and crowds as well as states.
fn is_force(event_type: &str) -> bool {
    matches!(
        event_type,
        "AID" | "ASSAULT" | "COERCE" | "MOBILIZE" | "PROTEST"
    )
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

/// How a claim meets the needs of its frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// Mentions fill every role that the frame needs.
    Met,
    /// Some are filled by words that no mention covers, or an act is told without its doer.
    Lean,
}

/// Whether every role that the frame needs is filled and enough parties are told; `None` where not.
pub(super) fn needs(
    scene: &Scene<'_>,
    frame: &Frame,
    claim: &Claim,
    slots: &Slots,
) -> Option<Needs> {
    // People without a name take part, but do not make an act of politics.
    let known = |p: &Participant| p.actor.is_some() || p.role == Role::Object;
    let takes_part = |role: Role| {
        let mut known = claim.participants.iter().filter(|p| known(p));
        known.any(|p| p.role == role)
    };
    let filled = |role: &str| role == "place" || role_named(role).is_some_and(takes_part);
    let passive = is_told_passive(scene, claim.trigger);
    let spared = |need: &str| match need {
        "actor" => filled(RECIPIENT) && passive,
        RECIPIENT => filled("actor") && claim.content.is_some(),
        _ => false,
    };
    let real = !matches!(claim.status, Status::Conditional | Status::DidNotHappen);
    let doerless = passive && !frame.general && real && !has_agent(scene, claim.trigger);
    let open = |role: &str| {
        let fills = |unnamed: &&Unnamed| frame.roles.get(&unnamed.slot).is_some_and(|r| r == role);
        slots.unnamed.iter().any(|unnamed| fills(&unnamed))
            || role == "actor" && doerless && takes_part(Role::Object)
            || role == "actor" && doerless && slots.unnamed.iter().any(|u| u.slot == "object")
    };
    let asked = usize::from(frame.parties);
    let (told, more) = (parties(scene, claim), unnamed_parties(scene, claim, slots));
    let full = |need: &String| filled(need) || spared(need);
    let lean = |need: &String| full(need) || open(need);
    if is_sport(scene, frame, claim) || told + more < asked || !frame.needs.iter().all(lean) {
        return None;
    }
    match told >= asked && frame.needs.iter().all(full) {
        true => Some(Needs::Met),
        false => Some(Needs::Lean),
    }
}

/// How many parties are told by words that no mention covers.
fn unnamed_parties(scene: &Scene<'_>, claim: &Claim, slots: &Slots) -> usize {
    let counted = slots.unnamed.iter().filter(|unnamed| {
        let known = unnamed.place.and_then(|place| state_of(scene, place));
        scene.lexicon.role(claim.frame, &unnamed.slot).is_some()
            && known.is_none_or(|state| claim.participants.iter().all(|p| p.actor != Some(state)))
    });
    counted
        .map(|unnamed| if unnamed.many { 2 } else { 1 })
        .sum()
}

/// The role of whom an act is aimed at.
const RECIPIENT: &str = "recipient";

/// "Hieu had been invited": nobody is named as doer (rule 24).
fn is_told_passive(scene: &Scene<'_>, verb: TokenId) -> bool {
    let auxiliary = |t: &TokenId| scene.upos(*t) == Upos::Aux;
    scene.is_verb(verb) && is_passive(scene, verb) && auxiliaries(scene, verb).iter().any(auxiliary)
}

/// "was cut by injuries": a passive that names what did it, somebody or not.
pub(super) fn has_agent(scene: &Scene<'_>, verb: TokenId) -> bool {
    scene.child(verb, &[Deprel::OblAgent]).is_some()
}

/// States and bodies that meet in a sentence with a word of sport, or on a page of it, are teams and leagues.
pub(super) fn is_sport(scene: &Scene<'_>, frame: &Frame, claim: &Claim) -> bool {
    use ActorKind::{Group, Igo, Org, State};
    let sides = claim.participants.iter().filter_map(|p| p.actor);
    let kinds = sides.map(|actor| scene.layers.actors.actor(actor).kind);
    let impersonal = kinds
        .into_iter()
        .all(|kind| matches!(kind, State | Group | Org | Igo));
    let arena = |t: TokenId| scene.cue_at(CueKind::Arena, t).is_some();
    let consult = frame.codes.event_type == "CONSULT";
    impersonal
        && (scene.is_sports_page || consult && scene.sentence(claim.trigger).tokens().any(arena))
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

/// "Luo said that China stands ready to help": whose words commit a state is the one who acts for it. Not so where an act of the state is
/// reported ("Luo said that China agreed").
pub(super) fn speak_for_state(scene: &Scene<'_>, frame: &Frame, claim: &mut Claim) {
    let commits = matches!(
        frame.codes.event_type.as_str(),
        "AGREE" | "SUPPORT" | "THREATEN"
    );
    if !commits || !is_stance(scene, claim.trigger) {
        return;
    }
    let speech = scene.layers.speech;
    let source = |&number: &u32| speech.attributions[number as usize].source;
    let Some(teller) = claim.attribution.first().and_then(source) else {
        return;
    };
    let actors = scene.layers.actors;
    let person = scene.mention(teller).actor;
    let own = scene.country(person);
    if actors.actor(person).kind != ActorKind::Person || own.is_none() {
        return;
    }
    let stands = |p: &Participant| {
        let state = p
            .actor
            .filter(|&id| actors.actor(id).kind == ActorKind::State);
        p.role == Role::Actor && state.is_some_and(|state| scene.country(state) == own)
    };
    if !claim.participants.iter().any(stands) {
        return;
    }
    claim
        .participants
        .retain(|p| !stands(p) && p.actor != Some(person));
    let span = scene.mention(teller).span;
    let teller = Participant::told(Role::Actor, Some(teller), Some(person), span);
    claim.participants.insert(0, teller);
}

/// "stands ready", "supports", "would expel": a present, a verb of standing or a modal.
fn is_stance(scene: &Scene<'_>, verb: TokenId) -> bool {
    let first = auxiliaries(scene, verb).into_iter().min().unwrap_or(verb);
    let modal = scene.layers.parse.xpos(first) == Xpos::MD;
    let stands = scene.upos(verb) == Upos::Aux || scene.cue_at(CueKind::Stance, verb).is_some();
    let perfect = scene.layers.parse.xpos(verb) == Xpos::VBN;
    modal || stands || super::status::is_present(scene, first) && !perfect
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
