//! One trigger read: is it an event, who takes part, is it told for the first time or again.

use super::arguments::{Filled, Route, Slots, after_object, around_noun, around_verb, subjects};
use super::circumstances as around;
use super::lexicon::{CueKind, Trigger};
use super::status::{Modality, certainty_named, is_passive, modality, status_named};
use super::words::Scene;
use super::{Claim, Participant, Role, Status};
use crate::actors::{ActorKind, MentionId, MentionKind};
use chancery_data::schema::Frame;
use chancery_nlp::{Deprel, TokenId, Upos, Xpos};

/// Words after a verb among which its complement must begin.
const COMPLEMENT_WINDOW: u32 = 9;

/// A trigger as read, before it is joined with others.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What it says by itself.
    pub claim: Claim,
    /// True for "the meeting", "these talks": it points back if there is anything to point to.
    pub points_back: bool,
    /// True where it stands by itself: its frame's needs are met and something asserts it.
    pub stands: bool,
    /// True for "also took part": the subject joins the event told before.
    pub joins: bool,
}

/// Reads a token as a trigger; the frames that share the word are tried, the most telling first.
pub fn tell(scene: &Scene<'_>, token: TokenId) -> Option<Told> {
    let lexicon = scene.lexicon;
    let lemma = scene.lemma(token).to_lowercase();
    let verb = scene.is_verb(token);
    let triggers = if verb {
        verb_triggers(scene, token, &lemma)
    } else {
        lexicon.noun_triggers(&lemma)
    };
    if !verb && scene.upos(token) != Upos::Noun && scene.upos(token) != Upos::Propn {
        return None;
    }
    let mut weak = None;
    for trigger in triggers.iter().filter(|t| fits(scene, token, t)) {
        let told = if verb {
            by_verb(scene, token, trigger)
        } else {
            by_noun(scene, token, trigger)
        };
        match told {
            Some(told) if told.stands => return Some(told),
            other => weak = weak.or(other),
        }
    }
    weak.or_else(|| joining(scene, token))
}

/// Triggers of a verb by its lemma, else by its form.
fn verb_triggers<'s>(scene: &Scene<'s>, verb: TokenId, lemma: &str) -> &'s [Trigger] {
    let lexicon = scene.lexicon;
    let found = lexicon.verb_triggers(lemma);
    if !found.is_empty() {
        return found;
    }
    let form = scene.word(verb).to_lowercase();
    lexicon.verb_of_form(&form).map_or(&[], |verb| lexicon.verb_triggers(verb))
}

/// "X also took part": X joins the event told last.
fn joining(scene: &Scene<'_>, verb: TokenId) -> Option<Told> {
    scene
        .cue_at(CueKind::Join, verb)
        .filter(|_| scene.is_verb(verb))?;
    let frame = scene.lexicon.exchange_frame()?;
    let mut slots = Slots::default();
    for (mention, route) in subjects(scene, verb) {
        slots.add("subject", mention, route);
    }
    let claim = start(scene, frame, verb, &slots, modality(scene, verb));
    (!claim.participants.is_empty()).then_some(Told {
        claim,
        points_back: false,
        stands: false,
        joins: true,
    })
}

/// True where the words before and after are those of the trigger.
fn fits(scene: &Scene<'_>, token: TokenId, trigger: &Trigger) -> bool {
    let mut at = token;
    for word in trigger.before.iter().rev() {
        let first = scene.sentence(token).first;
        let mut before = at.0.checked_sub(1).map(TokenId).filter(|&t| t >= first);
        if before.is_some_and(|t| scene.word(t) == "-") {
            before = before.and_then(|t| t.0.checked_sub(1)).map(TokenId);
        }
        let Some(previous) = before.filter(|&t| t >= first && scene.is_word(t, word)) else {
            return false;
        };
        at = previous;
    }
    let after = trigger.after.join(" ");
    after.is_empty() || has_tail(scene, token, &after)
}

/// A particle or tail phrase right after the trigger or within three words of it: "call it off".
fn has_tail(scene: &Scene<'_>, token: TokenId, tail: &str) -> bool {
    let end = scene.sentence(token).end;
    (token.0 + 1..(token.0 + 4).min(end.0)).any(|t| scene.spells(TokenId(t), tail) > 0)
}

fn by_verb(scene: &Scene<'_>, verb: TokenId, trigger: &Trigger) -> Option<Told> {
    let frame = &scene.lexicon.frames[trigger.frame];
    let from = after_verb(scene, verb, trigger);
    // "met Marin of Portugal": what follows a verb's participant by "of" belongs to the participant.
    let wants = |slot: &str| slot != "of" && fills_role(frame, slot);
    let mut slots = around_verb(scene, (verb, from), &wants);
    let object = object_phrase(scene, verb, from);
    if let Some((head, _, _)) = object.filter(|o| o.0 > verb && scene.mention_at(o.0).is_none()) {
        after_object(scene, head, &wants, &mut slots);
    }
    let object = object.map(|(_, first, end)| (first, trimmed(scene, frame, first, end)));
    if !takes(scene, frame, verb, object) {
        return None;
    }
    let mut claim = start(scene, trigger.frame, verb, &slots, modality(scene, verb));
    if let Some((first, end)) = object {
        if scene.lexicon.role(trigger.frame, "object") == Some(Role::Object) {
            claim.participants.retain(|p| p.role != Role::Object);
            let span = scene.span(first, end);
            claim.participants.push(Participant {
                role: Role::Object,
                mention: None,
                actor: None,
                span,
            });
        }
        claim.counts = around::counts_in(scene, first, end);
    }
    visited(scene, frame, &mut claim, object.map(|(first, _)| first));
    claim.topics = around::topics_of(scene, verb);
    if claim.topics.is_empty() && frame.codes.event_type == "CONSULT" {
        claim.topics = around::topics_after(scene, verb);
    }
    let stands = meets_needs(scene, frame, &claim) && place_need(frame, &claim);
    stands.then_some(Told {
        claim,
        points_back: false,
        stands,
        joins: false,
    })
}

/// "visited Velia", "flew to Velia": the place is the object, and a state is host of the visit.
fn visited(scene: &Scene<'_>, frame: &Frame, claim: &mut Claim, object: Option<TokenId>) {
    if !frame.needs.iter().any(|need| need == "place") {
        return;
    }
    if claim.place.is_none()
        && frame
            .roles
            .get("object")
            .is_some_and(|role| role == "place")
        && let Some((place, _)) =
            object.and_then(|first| super::arguments::place_after(scene, first))
    {
        claim.place = Some(place);
    }
    let Some(place) = claim.place.map(|place| &scene.layers.places.0[place]) else {
        return;
    };
    let host = scene.mention_at(place.first).filter(|&mention| {
        let actor = scene.layers.actors.actor(scene.mention(mention).actor);
        matches!(actor.kind, ActorKind::State)
    });
    if let Some(mention) = host {
        let found = scene.mention(mention);
        let known = claim
            .participants
            .iter()
            .any(|p| p.actor == Some(found.actor));
        if !known {
            claim.participants.push(Participant {
                role: Role::Recipient,
                mention: Some(mention),
                actor: Some(found.actor),
                span: found.span,
            });
        }
    }
}

/// True where somebody can fill the slot: a slot for a place is no party.
fn fills_role(frame: &Frame, slot: &str) -> bool {
    frame
        .roles
        .get(slot)
        .is_some_and(|role| super::lexicon::role_named(role).is_some())
}

/// One past the last word of a verb: over its particle where that stands right behind it.
fn after_verb(scene: &Scene<'_>, verb: TokenId, trigger: &Trigger) -> TokenId {
    let next = TokenId(verb.0 + 1);
    let tail = trigger.after.join(" ");
    if tail.is_empty() || next >= scene.sentence(verb).end {
        return next;
    }
    TokenId(next.0 + scene.spells(next, &tail))
}

/// The object without phrases that are slots of the frame: "support to Velia" is "support".
fn trimmed(scene: &Scene<'_>, frame: &Frame, first: TokenId, end: TokenId) -> TokenId {
    let slot = |t: &TokenId| {
        scene.upos(*t) == Upos::Adp
            && scene.lemma(*t) != "of"
            && frame.roles.contains_key(&scene.lemma(*t).to_lowercase())
    };
    (first.0 + 1..end.0).map(TokenId).find(slot).unwrap_or(end)
}

/// A verb's object, or its subject in the passive: head, first token, one past the last.
fn object_phrase(
    scene: &Scene<'_>,
    verb: TokenId,
    from: TokenId,
) -> Option<(TokenId, TokenId, TokenId)> {
    let wanted: &[Deprel] = if is_passive(scene, verb) {
        &[Deprel::NsubjPass, Deprel::Nsubj]
    } else {
        &[Deprel::Obj]
    };
    let head = match scene.child(verb, wanted) {
        Some(head) => head,
        None if scene.deprel(verb) == Deprel::Acl && is_passive(scene, verb) => scene.head(verb)?,
        None => noun_after(scene, from)?,
    };
    let (first, end) = scene.layers.parse.subtree(head);
    // A relative clause or a time on the object is not the object.
    let stop = (head.0 + 1..end.0).map(TokenId).find(|&t| {
        scene.timex_at(t).is_some() || scene.is_finite(t) || matches!(scene.word(t), "," | "”")
    });
    let first = if first <= verb && head > verb {
        scene.phrase_start(head)
    } else {
        first
    };
    Some((head, first, stop.unwrap_or(end)))
}

/// The head of the noun phrase right after a verb, by the order of the words.
fn noun_after(scene: &Scene<'_>, from: TokenId) -> Option<TokenId> {
    let end = scene.sentence(TokenId(from.0 - 1)).end;
    let mut last = None;
    for t in (from.0..end.0).map(TokenId) {
        match scene.upos(t) {
            Upos::Noun | Upos::Propn => last = Some(t),
            Upos::Det | Upos::Adj | Upos::Num | Upos::Adv | Upos::Pron | Upos::Part => {}
            _ => break,
        }
    }
    last
}

/// True where a run of tokens names one of these things.
fn names_any(scene: &Scene<'_>, (first, end): (TokenId, TokenId), things: &[String]) -> bool {
    (first.0..end.0).map(TokenId).any(|t| {
        scene.upos(t) != Upos::Verb
            && things.iter().any(|thing| {
                let length = scene.spells(t, thing);
                length > 0 && t.0 + length <= end.0
            })
    })
}

/// True where the object or the infinitive is one that the frame asks for, if it asks for any.
fn takes(
    scene: &Scene<'_>,
    frame: &Frame,
    verb: TokenId,
    object: Option<(TokenId, TokenId)>,
) -> bool {
    let any = frame.objects.is_empty() && frame.complements.is_empty();
    any || object.is_some_and(|run| names_any(scene, run, &frame.objects))
        || has_complement(scene, verb, &frame.complements)
}

fn has_complement(scene: &Scene<'_>, verb: TokenId, complements: &[String]) -> bool {
    let end = scene.sentence(verb).end;
    (verb.0 + 1..(verb.0 + COMPLEMENT_WINDOW).min(end.0))
        .map(TokenId)
        .any(|t| complements.iter().any(|c| scene.lemma(t) == c))
}

fn by_noun(scene: &Scene<'_>, noun: TokenId, trigger: &Trigger) -> Option<Told> {
    if is_modifier(scene, noun) {
        return None;
    }
    let frame = &scene.lexicon.frames[trigger.frame];
    let wants = |slot: &str| fills_role(frame, slot);
    let mut slots = around_noun(scene, noun, &wants);
    let carried = carried_by(scene, frame, noun, &mut slots);
    if frame.roles.contains_key("subject") {
        add_speaker(scene, noun, &mut slots);
    }
    let modality = match &carried {
        Some(carry) => carry.modality,
        None => adjectives(scene, noun, Modality::default()),
    };
    let mut claim = start(scene, trigger.frame, noun, &slots, modality);
    visited(scene, frame, &mut claim, None);
    claim.round = around::ordinal_before(scene, noun);
    let tail = slots.reach.max(TokenId(noun.0 + 1));
    if scene.lexicon.role(trigger.frame, "object") == Some(Role::Object) {
        claim.counts = around::counts_in(scene, scene.phrase_start(noun), tail);
    }
    claim.topics = around::topics_after(scene, noun);
    let placed = carried.is_some() && claim.participants.is_empty() && claim.place.is_some();
    let enough = meets_needs(scene, frame, &claim) && place_need(frame, &claim) || placed;
    let asserted = carried.is_some() || frame.bare;
    let points_back = is_definite(scene, noun);
    let joins = scene
        .governing_verb(noun)
        .is_some_and(|(verb, _)| scene.cue_at(CueKind::Join, verb).is_some());
    if joins {
        // "to join the meeting online": how one side takes part is not how all do.
        claim.medium = None;
    }
    (enough && asserted || points_back || carried.is_some()).then_some(Told {
        claim,
        points_back,
        stands: enough && asserted,
        joins: joins && points_back,
    })
}

/// "talks process": a noun inside a compound is not the event.
fn is_modifier(scene: &Scene<'_>, noun: TokenId) -> bool {
    let next = TokenId(noun.0 + 1);
    scene.deprel(noun) == Deprel::Compound
        && next < scene.sentence(noun).end
        && matches!(scene.upos(next), Upos::Noun | Upos::Propn)
}

/// What carries an event told by a noun.
struct Carry {
    modality: Modality,
}

/// Whether a verb or a preposition asserts the event, and what they add to its participants.
fn carried_by(scene: &Scene<'_>, frame: &Frame, noun: TokenId, slots: &mut Slots) -> Option<Carry> {
    if let Some(participle) = participle_after(scene, frame, noun) {
        let found = around_verb(scene, (participle, TokenId(participle.0 + 1)), &|slot| fills_role(frame, slot));
        absorb_slots(slots, found, &governor_slot(scene, frame, participle));
        let base = governor_modality(scene, participle);
        return Some(Carry {
            modality: adjectives(scene, noun, base),
        });
    }
    let preposition = scene.preposition(noun);
    if let Some(case) = preposition.filter(|_| !presupposed(scene, noun)) {
        return by_preposition(scene, frame, noun, case, slots);
    }
    if presupposed(scene, noun) {
        return Some(Carry {
            modality: adjectives(scene, noun, Modality::default()),
        });
    }
    let (verb, relation) = scene.governing_verb(noun)?;
    let known = if frame.light.is_empty() {
        scene.governor(verb).is_some()
    } else {
        frame.light.iter().any(|light| scene.spells(verb, light) > 0)
    };
    let asserting = scene.cue_at(CueKind::AssertVerb, verb).is_some();
    let parties = distinct_actors(scene, &slots.filled);
    if !known && !asserting && !(relation.is_subject() && parties >= 2) {
        return None;
    }
    if known && relation == Deprel::Obj && !is_passive(scene, verb) {
        let slot = governor_slot(scene, frame, verb);
        for (mention, route) in subjects(scene, verb) {
            slots.add(&slot, mention, route);
        }
    }
    let found = around_verb(scene, (verb, TokenId(verb.0 + 1)), &|slot| fills_role(frame, slot));
    if known {
        let by = if is_passive(scene, verb) {
            governor_slot(scene, frame, verb)
        } else {
            String::new()
        };
        absorb_slots(slots, found, &by);
    }
    Some(Carry {
        modality: adjectives(scene, noun, governor_modality(scene, verb)),
    })
}

/// "the results of a call": a noun that takes the event for granted.
fn presupposed(scene: &Scene<'_>, noun: TokenId) -> bool {
    let phrase = scene.phrase_start(noun);
    phrase.0 >= 2
        && phrase.0 >= scene.sentence(noun).first.0 + 2
        && scene.lemma(TokenId(phrase.0 - 1)) == "of"
        && scene
            .cue_at(CueKind::Presuppose, TokenId(phrase.0 - 2))
            .is_some()
}

/// "after talks with X, Y said": the event happened, and the subject of the clause took part.
fn by_preposition(
    scene: &Scene<'_>,
    frame: &Frame,
    noun: TokenId,
    case: TokenId,
    slots: &mut Slots,
) -> Option<Carry> {
    let past = scene.cue_at(CueKind::Past, case).is_some()
        || case.0 > 0
            && scene
                .cue_at(CueKind::Past, TokenId(case.0 - 1))
                .is_some_and(|(n, _)| n > 1);
    let future = (case.0.saturating_sub(1)..=case.0)
        .any(|t| scene.cue_at(CueKind::Future, TokenId(t)).is_some());
    if !past && !future || slots.filled.is_empty() || !frame.light.is_empty() {
        return None;
    }
    if distinct_actors(scene, &slots.filled) < 2
        && let Some((verb, _)) = scene.governing_verb(noun)
        && frame.roles.contains_key("subject")
    {
        for (mention, _) in subjects(scene, verb) {
            slots.add("subject", mention, Route::Tree);
        }
    }
    let status = if future { Some(Status::Planned) } else { None };
    let base = Modality::default().under(status, certainty_named(""));
    Some(Carry {
        modality: adjectives(scene, noun, base),
    })
}

/// "a third round of talks held in Istanbul": the participle that carries the noun.
fn participle_after(scene: &Scene<'_>, frame: &Frame, noun: TokenId) -> Option<TokenId> {
    let mut at = noun;
    for _ in 0..2 {
        let found = scene.children(at).find(|&t| {
            t > noun
                && scene.deprel(t) == Deprel::Acl
                && scene.layers.parse.xpos(t) == Xpos::VBN
                && (frame.light.is_empty()
                    && scene.governor(t).is_some())
        });
        if found.is_some() {
            return found;
        }
        at = scene
            .head(at)
            .filter(|_| scene.deprel(at) == Deprel::Nmod)?;
    }
    None
}

/// The slot of the frame that the subject of a governing verb fills.
fn governor_slot(scene: &Scene<'_>, frame: &Frame, verb: TokenId) -> String {
    let role = scene.governor(verb)
        .map_or("actor", |(role, _)| role);
    match role {
        "none" => String::new(),
        "actor" if frame.roles.contains_key("subject") => "subject".to_owned(),
        other => format!("={other}"),
    }
}

fn absorb_slots(slots: &mut Slots, found: Slots, subject: &str) {
    for filled in found.filled {
        let slot = match filled.slot.as_str() {
            "subject" if subject.is_empty() => continue,
            "subject" => subject.to_owned(),
            // The object of the governor is the event itself.
            "object" | "iobject" => continue,
            other => other.to_owned(),
        };
        if !slots.filled.iter().any(|f| f.mention == filled.mention) {
            slots.filled.push(Filled { slot, ..filled });
        }
    }
    for place in found.places {
        if !slots.places.contains(&place) {
            slots.places.push(place);
        }
    }
    for timex in found.timexes {
        if !slots.timexes.contains(&timex) {
            slots.timexes.push(timex);
        }
    }
    slots.reach = slots.reach.max(found.reach);
}

/// Modality of a governing verb together with what the verb itself means for its event.
fn governor_modality(scene: &Scene<'_>, verb: TokenId) -> Modality {
    let meaning = scene.governor(verb)
        .map_or("", |(_, status)| status);
    let own = modality(scene, verb);
    let inner = Modality::default().under(status_named(meaning), certainty_named(""));
    let outer =
        (own.status != Status::Happened && own.status != Status::Ongoing).then_some(own.status);
    if inner.status == Status::Happened {
        return own;
    }
    inner.under(outer, own.certainty)
}

/// "a possible meeting", "the planned visit".
fn adjectives(scene: &Scene<'_>, noun: TokenId, base: Modality) -> Modality {
    let start = scene.phrase_start(noun);
    (start.0..noun.0).map(TokenId).fold(base, |modality, t| {
        let word = scene.word(t).to_lowercase();
        match scene.lexicon.status_cue("adjective", &word) {
            Some((status, certainty)) => {
                modality.under(status_named(status), certainty_named(certainty))
            }
            None => modality,
        }
    })
}

fn is_definite(scene: &Scene<'_>, noun: TokenId) -> bool {
    let start = scene.phrase_start(noun);
    (start.0..noun.0).map(TokenId).any(|t| {
        let definite =
            scene.upos(t) == Upos::Det && !matches!(scene.lemma(t), "a" | "an" | "another" | "no");
        definite || scene.upos(t) == Upos::Pron || scene.layers.parse.xpos(t) == Xpos::POS
    })
}

/// A claim with what the trigger's slots give it.
fn start(
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
fn score(slots: &Slots) -> f64 {
    let both = slots.filled.iter().filter(|f| f.surface && f.tree).count();
    let share = if slots.filled.is_empty() {
        0.0
    } else {
        both as f64 / slots.filled.len() as f64
    };
    ((0.5 + 0.5 * share) * 100.0).round() / 100.0
}

/// Fillers with the role of their slot; a group whose members are known stands for them.
fn participants(scene: &Scene<'_>, frame: usize, slots: &Slots) -> Vec<Participant> {
    let mut found: Vec<Participant> = Vec::new();
    for filled in &slots.filled {
        let role = match filled.slot.strip_prefix('=') {
            Some(role) => super::lexicon::role_named(role),
            None => scene.lexicon.role(frame, &filled.slot),
        };
        let Some(role) = role else { continue };
        let mention = scene.mention(filled.mention);
        let actor = scene.layers.actors.actor(mention.actor);
        if actor.kind == ActorKind::Group && is_crowd(scene, filled.mention) {
            // Tourists, delegates of a trade fair: nobody that the record is about.
            continue;
        }
        let members = if actor.members.is_empty() {
            vec![mention.actor]
        } else {
            actor.members.clone()
        };
        for member in members {
            if !found.iter().any(|p| p.actor == Some(member)) {
                found.push(Participant {
                    role,
                    mention: Some(filled.mention),
                    actor: Some(member),
                    span: mention.span,
                });
            }
        }
    }
    found.sort_by_key(|p| (p.role, p.span));
    found
}

/// A group that nothing ties to a state, a body or a side: tourists, residents.
fn is_crowd(scene: &Scene<'_>, mention: MentionId) -> bool {
    let actor = scene.layers.actors.actor(scene.mention(mention).actor);
    let civil = actor.sectors.iter().all(|sector| matches!(sector.as_str(), "CVL" | "SOC"));
    civil && actor.country.is_none() && actor.members.is_empty() && !is_relational(scene, mention)
}

fn distinct_actors(scene: &Scene<'_>, filled: &[Filled]) -> usize {
    let mut actors: Vec<_> = filled
        .iter()
        .map(|f| scene.mention(f.mention).actor)
        .collect();
    actors.sort_unstable();
    actors.dedup();
    actors.len()
}

/// True where every role that the frame needs is filled and enough parties are told.
fn meets_needs(scene: &Scene<'_>, frame: &Frame, claim: &Claim) -> bool {
    let filled = |role: &str| {
        role == "place"
            || super::lexicon::role_named(role)
                .is_some_and(|role| claim.participants.iter().any(|p| p.role == role))
    };
    frame.needs.iter().all(|need| filled(need))
        && parties(scene, claim) >= usize::from(frame.parties)
}

/// How many parties take part: a group told in the plural counts as two.
fn parties(scene: &Scene<'_>, claim: &Claim) -> usize {
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

fn place_need(frame: &Frame, claim: &Claim) -> bool {
    !frame.needs.iter().any(|need| need == "place") || claim.place.is_some()
}

/// "a call with European partners", said by somebody: the speaker is the first side.
fn add_speaker(scene: &Scene<'_>, noun: TokenId, slots: &mut Slots) {
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

fn is_relational(scene: &Scene<'_>, mention: MentionId) -> bool {
    let head = scene.mention(mention).head;
    scene
        .lexicon
        .cue(CueKind::Relation, scene.lemma(head))
        .is_some()
}
