//! What a verb acts on: its object, the infinitive after it, the place of a visit.

use super::lexicon::{CueKind, Trigger, role_named};
use super::parties::has_agent;
use super::status::is_passive;
use super::walk::{clause_end, place_after};
use super::words::Scene;
use super::{Claim, Participant, Role};
use crate::actors::ActorKind;
use chancery_data::schema::{Content, Frame};
use chancery_nlp::{Deprel, TokenId, Upos, Xpos};

/// Words after a trigger among which its content must begin.
const CONTENT_WINDOW: u32 = 20;

/// Words before and after a trigger among which the words that a frame asks for must stand.
const NEAR_WINDOW: u32 = 20;

/// Words after a verb among which its complement must begin.
pub(super) const COMPLEMENT_WINDOW: u32 = 9;

/// "visited Velia", "flew to Velia": the place is the object, and a state is host of the visit.
pub(super) fn visited(
    scene: &Scene<'_>,
    frame: &Frame,
    claim: &mut Claim,
    object: Option<TokenId>,
) {
    if !frame.needs.iter().any(|need| need == "place") {
        return;
    }
    if claim.place.is_none()
        && frame
            .roles
            .get("object")
            .is_some_and(|role| role == "place")
        && let Some((place, _)) = object.and_then(|first| place_after(scene, first))
    {
        claim.place = Some(place);
    }
    claim.place = claim.place.or_else(|| goal(scene, frame, claim.trigger));
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
            let (actor, span) = (Some(found.actor), found.span);
            let host = Participant::told(Role::Recipient, Some(mention), actor, span);
            claim.participants.push(host);
        }
    }
}

/// "travelled from Lima by train to Cusco": the place behind a preposition that the frame takes for one, in the same clause.
fn goal(scene: &Scene<'_>, frame: &Frame, trigger: TokenId) -> Option<usize> {
    let end = clause_end(scene, trigger).0.min(trigger.0 + GOAL_WINDOW);
    let clause = (trigger.0 + 1..end)
        .map(TokenId)
        .take_while(|&t| !scene.is_finite(t));
    let mut prepositions = clause.filter(|&t| {
        let role = frame.roles.get(scene.lower(t));
        scene.upos(t) == Upos::Adp && role.is_some_and(|role| role == "place")
    });
    prepositions.find_map(|t| goal_after(scene, t))
}

/// The place behind a preposition.
fn goal_after(scene: &Scene<'_>, preposition: TokenId) -> Option<usize> {
    let inner = TokenId(preposition.0 + 1);
    let inside = inner < scene.sentence(preposition).end;
    inside
        .then(|| place_after(scene, inner))
        .flatten()
        .map(|(place, _)| place)
}

/// Words after a verb of going among which the goal must begin.
const GOAL_WINDOW: u32 = 14;

/// True where somebody can fill the slot: a slot for a place is no party.
pub(super) fn fills_role(frame: &Frame, slot: &str) -> bool {
    frame
        .roles
        .get(slot)
        .is_some_and(|role| role_named(role).is_some())
}

/// One past the last word of a verb: over its particle where that stands right behind it.
pub(super) fn after_verb(scene: &Scene<'_>, verb: TokenId, trigger: &Trigger) -> TokenId {
    let next = TokenId(verb.0 + 1);
    let tail = trigger.after.join(" ");
    if tail.is_empty() || next >= scene.sentence(verb).end {
        return next;
    }
    TokenId(next.0 + scene.spells(next, &tail))
}

/// The object without phrases that are slots of the frame, places or relative clauses: "support to
/// Velia" is "support", "a pact in Lima" is "a pact".
pub(super) fn trimmed(scene: &Scene<'_>, frame: &Frame, first: TokenId, end: TokenId) -> TokenId {
    let stops = |t: &TokenId| {
        let lemma = scene.lemma(*t).to_lowercase();
        let slot = frame.roles.contains_key(&lemma) && lemma != "of";
        let place = scene.lexicon.cue(CueKind::Place, &lemma).is_some();
        scene.upos(*t) == Upos::Adp && (slot || place)
            || matches!(scene.layers.parse.xpos(*t), Xpos::WDT | Xpos::WP)
    };
    (first.0 + 1..end.0).map(TokenId).find(stops).unwrap_or(end)
}

/// A verb's object, or its subject in the passive: head, first token, one past the last.
pub(super) fn object_phrase(
    scene: &Scene<'_>,
    verb: TokenId,
    from: TokenId,
) -> Option<(TokenId, TokenId, TokenId)> {
    let wanted: &[Deprel] = if is_passive(scene, verb) {
        &[Deprel::NsubjPass, Deprel::Nsubj]
    } else {
        &[Deprel::Obj]
    };
    // The last: a parser may hang the first word of a compound as an object of its own.
    let mut objects = scene
        .children(verb)
        .filter(|&t| wanted.contains(&scene.deprel(t)) && !is_behind_comma(scene, verb, t));
    let head = match objects.next_back() {
        Some(head) => head,
        None if scene.deprel(verb) == Deprel::Acl && is_passive(scene, verb) => scene.head(verb)?,
        None => noun_after(scene, from)?,
    };
    let head = compound_end(scene, head);
    let (first, end) = scene.layers.parse.subtree(head);
    let end = end.max(TokenId(head.0 + 1));
    // A relative clause or a time on the object is not the object.
    let stop = (head.0 + 1..end.0).map(TokenId).find(|&t| {
        scene.timex_at(t).is_some() || scene.is_finite(t) || matches!(scene.word(t), "," | "”")
    });
    let first = if first <= verb && head > verb {
        scene.phrase_start(head)
    } else {
        first
    };
    let end = past_hyphens(scene, stop.unwrap_or(end));
    Some((
        head,
        first_inside(scene, behind_tail(first, from, head), head),
        end_inside(scene, head, end),
    ))
}

/// "met in Lima on Monday, their third encounter this year": what stands behind a comma is no object, unless a pair of them encloses
/// what comes between.
pub(super) fn is_behind_comma(scene: &Scene<'_>, verb: TokenId, noun: TokenId) -> bool {
    let commas = (verb.0 + 1..noun.0).filter(|&t| scene.word(TokenId(t)) == ",");
    commas.count() % 2 == 1
}

/// "handed over two boats", read as "more than two boats": what belongs to the verb is none of its object.
fn behind_tail(first: TokenId, from: TokenId, head: TokenId) -> TokenId {
    if head >= from { first.max(from) } else { first }
}

/// "shot down 30 drones", "exchanged prisoners on": a particle or a preposition at the edge of an object is none of it.
fn first_inside(scene: &Scene<'_>, first: TokenId, head: TokenId) -> TokenId {
    let mut inside = (first.0..head.0).map(TokenId);
    inside.find(|&t| scene.upos(t) != Upos::Adp).unwrap_or(head)
}

/// The same for its end.
fn end_inside(scene: &Scene<'_>, head: TokenId, end: TokenId) -> TokenId {
    let mut inside = (head.0 + 1..end.0).rev().map(TokenId);
    let last = inside.find(|&t| scene.upos(t) != Upos::Adp).unwrap_or(head);
    TokenId(last.0 + 1)
}

/// "a sit-in": on to the end of a word that the engine cuts at its hyphens.
fn past_hyphens(scene: &Scene<'_>, end: TokenId) -> TokenId {
    let stop = scene.sentence(TokenId(end.0 - 1)).end;
    let mut end = end;
    while end < stop && (scene.is_hyphened(end) || scene.word(end) == "-") {
        end = TokenId(end.0 + 1);
    }
    end
}

/// "an arms embargo": the last noun of a compound whose first noun a parser takes for the object.
fn compound_end(scene: &Scene<'_>, head: TokenId) -> TokenId {
    let end = scene.sentence(head).end;
    let mut last = head;
    if scene.upos(head) != Upos::Noun {
        return head;
    }
    while last.0 + 1 < end.0 {
        let next = TokenId(last.0 + 1);
        let noun = scene.upos(next) == Upos::Noun
            || scene.upos(next) == Upos::Verb
                && scene.layers.parse.xpos(next) == Xpos::VBP
                && !scene.lexicon.things(scene.lemma(next)).is_empty();
        if !noun || scene.timex_at(next).is_some() {
            break;
        }
        last = next;
    }
    last
}

/// "support, including the delivery of two frigates": what is named as part of the object, without
/// the noun of giving in front of it.
pub(super) fn part_of_object(
    scene: &Scene<'_>,
    verb: TokenId,
    from: TokenId,
) -> Option<(TokenId, TokenId)> {
    let end = scene.sentence(verb).end;
    let including = (from.0..end.0)
        .map(TokenId)
        .find(|&t| scene.is_finite(t) || scene.cue_at(CueKind::Part, t).is_some())?;
    let (length, _) = scene.cue_at(CueKind::Part, including)?;
    let mut first = TokenId(including.0 + length);
    let head = noun_after(scene, first)?;
    let mut last = head;
    let of = TokenId(head.0 + 1);
    let lemma = scene.lemma(head).to_lowercase();
    if of < end && scene.lemma(of) == "of" && !scene.lexicon.noun_triggers(&lemma).is_empty() {
        first = TokenId(of.0 + 1);
        let governed = scene.head(of).filter(|&noun| noun > of);
        last = governed.or_else(|| noun_after(scene, first))?;
    }
    Some((first, TokenId(last.0 + 1)))
}

/// The head of the noun phrase right after a verb, by the order of the words.
pub(super) fn noun_after(scene: &Scene<'_>, from: TokenId) -> Option<TokenId> {
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
pub(super) fn names_any(
    scene: &Scene<'_>,
    (first, end): (TokenId, TokenId),
    things: &[String],
) -> bool {
    (first.0..end.0).map(TokenId).any(|t| {
        let length = scene.spells_any(t, things);
        length > 0 && t.0 + length <= end.0 && scene.upos(t) != Upos::Verb
    })
}

/// True where object, infinitive and clause are as the frame asks, if it asks anything.
pub(super) fn takes(
    scene: &Scene<'_>,
    frame: &Frame,
    verb: TokenId,
    object: Option<(TokenId, TokenId)>,
) -> bool {
    let any = frame.objects.is_empty() && frame.complements.is_empty();
    let asked = any
        || object.is_some_and(|run| names_any(scene, run, &frame.objects))
        || has_complement(scene, verb, &frame.complements)
        || frame.loose
            && is_passive(scene, verb)
            && has_agent(scene, verb)
            && object.is_some_and(|run| suffers(scene, run, &frame.complements));
    asked
        && !is_infinitive_of(scene, verb, &frame.except)
        && !object.is_some_and(|run| names_any(scene, run, &frame.except))
        && stands_near(scene, frame, verb)
}

/// "a cartoonist was detained by police": the noun that a phrase asks for is the subject of its verb in the passive.
fn suffers(scene: &Scene<'_>, (first, end): (TokenId, TokenId), nouns: &[String]) -> bool {
    (first.0..end.0).map(TokenId).any(|t| {
        matches!(scene.upos(t), Upos::Noun | Upos::Propn) && scene.spells_any(t, nouns) > 0
    })
}

/// True where one of the words that the frame asks for stands in the clause of the trigger, or it asks for none.
pub(super) fn stands_near(scene: &Scene<'_>, frame: &Frame, trigger: TokenId) -> bool {
    let sentence = scene.sentence(trigger);
    let mut words = sentence.tokens();
    if !frame.bars.is_empty() && words.any(|t| scene.spells_any(t, &frame.bars) > 0) {
        return false;
    }
    if frame.near.is_empty() {
        return true;
    }
    let first = trigger.0.saturating_sub(NEAR_WINDOW).max(sentence.first.0);
    let end = clause_end(scene, trigger).0.min(trigger.0 + NEAR_WINDOW);
    (first..end).any(|t| scene.spells_any(TokenId(t), &frame.near) > 0)
}

/// "refused to comment": the infinitive right behind a verb is one of these.
fn is_infinitive_of(scene: &Scene<'_>, verb: TokenId, words: &[String]) -> bool {
    let (to, inner) = (TokenId(verb.0 + 1), TokenId(verb.0 + 2));
    inner < scene.sentence(verb).end
        && scene.upos(to) == Upos::Part
        && scene.spells_any(inner, words) > 0
}

/// One past the verb that a frame asks for behind its own: "offered to mediate".
pub(super) fn complement_of(scene: &Scene<'_>, frame: &Frame, verb: TokenId) -> Option<TokenId> {
    let end = scene.sentence(verb).end;
    let window = verb.0 + 1..(verb.0 + COMPLEMENT_WINDOW).min(end.0);
    window.map(TokenId).find_map(|t| {
        let length = scene.spells_any(t, &frame.complements);
        (length > 0 && scene.is_verb(t)).then(|| TokenId(t.0 + length))
    })
}

pub(super) fn has_complement(scene: &Scene<'_>, verb: TokenId, complements: &[String]) -> bool {
    let end = scene.sentence(verb).end;
    (verb.0 + 1..(verb.0 + COMPLEMENT_WINDOW).min(end.0))
        .map(TokenId)
        .any(|t| scene.spells_any(t, complements) > 0)
}

/// What is asked for, refused or threatened: the first words after a trigger that tell, in the same clause.
pub(super) fn content_of(
    scene: &Scene<'_>,
    frame: &Frame,
    trigger: TokenId,
) -> Option<&'static Content> {
    if frame.codes.mode != Frame::CONTENT {
        return None;
    }
    let end = scene
        .sentence(trigger)
        .end
        .0
        .min(trigger.0 + CONTENT_WINDOW);
    (trigger.0 + 1..end).map(TokenId).find_map(|t| {
        let spelt = |row: &&&'static Content| {
            row.event_type == frame.codes.event_type && scene.spells(t, &row.phrase) > 0
        };
        let rows = |first: &str| scene.lexicon.contents(first).iter().find(spelt).copied();
        rows(scene.lemma(t)).or_else(|| rows(scene.lower(t)))
    })
}
