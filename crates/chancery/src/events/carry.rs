//! What carries an event told by a noun: "held talks", "after talks with X", "the outcome of the
//! call", "a round held in Lima"; and what the carrier adds to participants and modality.

use super::arguments::around_verb;
use super::lexicon::CueKind;
use super::objects::fills_role;
use super::parties::distinct_actors;
use super::slots::{Filled, Route, Slots};
use super::status::{
    Modality, certainty_named, complement_cue, is_passive, modality, status_named,
};
use super::subjects::subjects;
use super::words::{CLAUSE, Scene};
use super::{Certainty, Status};
use chancery_data::schema::Frame;
use chancery_nlp::{Deprel, TokenId, Upos, Xpos};

/// The preposition of what a journey is made for.
const FOR: &str = "for";

/// What carries an event told by a noun.
pub(super) struct Carry {
    /// Status and certainty of the event.
    pub(super) modality: Modality,
    /// True where only its own words, and no verb or preposition that carries events, assert it.
    pub(super) lean: bool,
}

/// Whether a verb or a preposition asserts the event, and what they add to its participants; `full` where its own phrase names all
/// whom the frame asks for.
pub(super) fn carried_by(
    scene: &Scene<'_>,
    frame: &Frame,
    (noun, full): (TokenId, bool),
    slots: &mut Slots,
) -> Option<Carry> {
    let carried = counted_by(scene, noun).unwrap_or(noun);
    if let Some(participle) = participle_after(scene, frame, noun) {
        return Some(by_participle(scene, frame, (noun, participle), slots));
    }
    if let Some(verb) = scheduled(scene, frame, noun) {
        let mut told = by_participle(scene, frame, (noun, verb), slots);
        told.modality = fell_through(scene, frame, carried).unwrap_or(told.modality);
        return Some(told);
    }
    let preposition = scene.preposition(carried);
    if let Some(case) = preposition.filter(|_| !presupposed(scene, noun)) {
        let counted = carried != noun;
        return by_preposition(scene, frame, (carried, counted), case, slots);
    }
    if presupposed(scene, noun) {
        return Some(Carry {
            modality: adjectives(scene, noun, Modality::default()),
            lean: false,
        });
    }
    let (verb, relation) = told_by(scene, carried)?;
    let known = carries(scene, frame, verb);
    let asserting = scene.cue_at(CueKind::AssertVerb, verb).is_some();
    let parties = distinct_actors(scene, &slots.filled);
    let told = relation.is_subject() && (parties >= 2 || full && frame.light.is_empty());
    if !(known || asserting || told) {
        let named = full && parties >= 2 && relation == Deprel::Obj;
        return relative(scene, frame, noun, slots)
            .or_else(|| named.then(|| named_by(scene, noun, verb)));
    }
    if relation.is_subject() && tells_another(scene, verb) && !full {
        // "The meeting followed talks between X and Y": X and Y are of the talks.
        return None;
    }
    if known && relation == Deprel::Obj && !is_passive(scene, verb) {
        let slot = governor_slot(scene, frame, verb);
        for (mention, route) in subjects(scene, verb) {
            slots.add(&slot, mention, route);
        }
    }
    let from = behind(scene, verb);
    let found = around_verb(scene, (verb, from), &|slot| fills_role(frame, slot));
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
        lean: !known && !asserting && (parties < 2 || tells_another(scene, verb)),
    })
}

/// The verb above a noun; for a noun that a parser takes for the root, the finite verb that it hangs on it: "Talks between X and Y
/// opened".
fn told_by(scene: &Scene<'_>, noun: TokenId) -> Option<(TokenId, Deprel)> {
    let finite = |t: &TokenId| {
        *t > noun && scene.deprel(*t) == Deprel::Acl && scene.is_verb(*t) && scene.is_finite(*t)
    };
    let below = || {
        scene
            .children(noun)
            .find(finite)
            .map(|t| (t, Deprel::Nsubj))
    };
    scene.governing_verb(noun).or_else(below)
}

/// "The talks that were to resume will not be held": what the verb of the clause says of it, where that is that it came to nothing.
fn fell_through(scene: &Scene<'_>, frame: &Frame, noun: TokenId) -> Option<Modality> {
    let (verb, _) = told_by(scene, noun).filter(|&(verb, _)| carries(scene, frame, verb))?;
    let modality = governor_modality(scene, verb);
    (modality.status == Status::DidNotHappen).then_some(modality)
}

/// "preparations for the meeting, which is due to be held in May": a relative clause that says it lies ahead or fell through.
fn scheduled(scene: &Scene<'_>, frame: &Frame, noun: TokenId) -> Option<TokenId> {
    let parts = scene
        .children(noun)
        .filter(|&t| scene.deprel(t) == Deprel::Nmod);
    let mut hang = std::iter::once(noun).chain(parts);
    let clause = hang.find_map(|at| {
        let mut clauses = scene
            .children(at)
            .filter(|&t| scene.deprel(t) == Deprel::AclRelcl);
        clauses.find_map(|head| {
            let verb = scene
                .child(head, &[Deprel::Xcomp])
                .filter(|_| !carries(scene, frame, head))
                .unwrap_or(head);
            (scene.is_verb(verb) && carries(scene, frame, verb)).then_some(verb)
        })
    })?;
    let thing =
        (noun.0..clause.0).any(|t| matches!(scene.layers.parse.xpos(TokenId(t)), Xpos::WDT));
    let status = governor_modality(scene, clause).status;
    (thing && !matches!(status, Status::Happened | Status::Ongoing)).then_some(clause)
}

/// "the talks that were set for May": a relative clause that carries the noun.
fn relative(scene: &Scene<'_>, frame: &Frame, noun: TokenId, slots: &mut Slots) -> Option<Carry> {
    let mut clauses = scene
        .children(noun)
        .filter(|&t| scene.deprel(t) == Deprel::AclRelcl);
    let verb = clauses.find(|&t| scene.is_verb(t) && carries(scene, frame, t))?;
    Some(by_participle(scene, frame, (noun, verb), slots))
}

/// "ruled out a meeting between X and Y": what a verb says of an event that its own words tell in full.
fn named_by(scene: &Scene<'_>, noun: TokenId, verb: TokenId) -> Carry {
    let phrase = scene.verb_phrase(verb);
    let cue = |kind| scene.lexicon.status_cue(kind, &phrase);
    let cue = cue("verb").or_else(|| cue("verb_inf"));
    let base = cue.map_or(Modality::default(), |(status, certainty)| {
        Modality::default().under(status_named(status), certainty_named(certainty))
    });
    Carry {
        modality: adjectives(scene, noun, base),
        lean: true,
    }
}

/// "talks hosted by Qatar": a participle behind the noun carries it.
fn by_participle(
    scene: &Scene<'_>,
    frame: &Frame,
    (noun, participle): (TokenId, TokenId),
    slots: &mut Slots,
) -> Carry {
    let found = around_verb(scene, (participle, TokenId(participle.0 + 1)), &|slot| {
        fills_role(frame, slot)
    });
    absorb_slots(slots, found, &governor_slot(scene, frame, participle));
    let mut base = governor_modality(scene, participle);
    // "the talks planned for Friday will not take place"
    let carried = counted_by(scene, noun).unwrap_or(noun);
    if let Some((verb, relation)) = scene.governing_verb(carried)
        && relation.is_subject()
        && verb != participle
        && (carries(scene, frame, verb) || scene.governor(verb).is_some())
    {
        let outer = governor_modality(scene, verb);
        let fell = Some(outer.status).filter(|status| *status == Status::DidNotHappen);
        base = base.under(fell, outer.certainty);
    }
    Carry {
        modality: adjectives(scene, noun, base),
        lean: false,
    }
}

/// One past a verb and the words that belong to it: "took place between" goes on at "between".
fn behind(scene: &Scene<'_>, verb: TokenId) -> TokenId {
    let next = TokenId(verb.0 + 1);
    let phrase = scene.verb_phrase(verb);
    let tail = phrase.split_once(' ').map_or("", |(_, tail)| tail);
    let inside = next < scene.sentence(verb).end && !tail.is_empty();
    TokenId(next.0 + if inside { scene.spells(next, tail) } else { 0 })
}

/// "a third round of talks": the noun that counts the event and stands for it in the clause.
pub(super) fn counted_by(scene: &Scene<'_>, noun: TokenId) -> Option<TokenId> {
    let of = scene
        .preposition(noun)
        .filter(|&case| scene.lemma(case) == "of");
    let head = of.and_then(|of| scene.head(noun).filter(|&head| head < of));
    let measure = head.or_else(|| {
        let start = scene.phrase_start(noun);
        let before = start.0 >= scene.sentence(noun).first.0 + 2;
        let of = before
            .then(|| TokenId(start.0 - 1))
            .filter(|&of| scene.lemma(of) == "of");
        of.map(|of| TokenId(of.0 - 1))
    })?;
    scene.cue_at(CueKind::Measure, measure).map(|_| measure)
}

/// True where a verb carries the nouns of a frame.
fn carries(scene: &Scene<'_>, frame: &Frame, verb: TokenId) -> bool {
    if frame.light.is_empty() {
        return scene.governor(verb).is_some();
    }
    let mut light = frame.light.iter();
    light.any(|light| scene.spells(verb, light) > 0)
}

/// True where the verb has an object of its own that is no part of the verb ("take place").
fn tells_another(scene: &Scene<'_>, verb: TokenId) -> bool {
    let object = scene.child(verb, &[Deprel::Obj]);
    let phrase = scene.verb_phrase(verb);
    !is_passive(scene, verb) && object.is_some_and(|o| !phrase.ends_with(scene.lemma(o)))
}

/// "the results of a call": a noun that takes the event for granted.
pub(super) fn presupposed(scene: &Scene<'_>, noun: TokenId) -> bool {
    let phrase = scene.phrase_start(noun);
    phrase.0 >= 2
        && phrase.0 >= scene.sentence(noun).first.0 + 2
        && scene.lemma(TokenId(phrase.0 - 1)) == "of"
        && scene
            .cue_at(CueKind::Presuppose, TokenId(phrase.0 - 2))
            .is_some()
}

/// "after talks with X, Y said": the event happened, and the subject of the clause took part.
pub(super) fn by_preposition(
    scene: &Scene<'_>,
    frame: &Frame,
    (noun, counted): (TokenId, bool),
    case: TokenId,
    slots: &mut Slots,
) -> Option<Carry> {
    let long = |t: TokenId| scene.cue_at(CueKind::Past, t).filter(|(n, _)| *n > 1);
    let before = case.0.checked_sub(1).map(TokenId);
    let past = scene.cue_at(CueKind::Past, case);
    let past = past.or_else(|| before.and_then(long));
    let mut cases = (case.0.saturating_sub(1)..=case.0).map(TokenId);
    let future = cases.find_map(|t| scene.cue_at(CueKind::Future, t));
    let clausal = past.or(future).is_some_and(|(_, value)| value == CLAUSE);
    let (past, future) = (past.is_some(), future.is_some());
    let journey = frame.needs.iter().any(|need| need == "place")
        && scene.cue_at(CueKind::Journey, case).is_some();
    let dated = frame.codes.event_type == "CONSULT" && !slots.timexes.is_empty();
    let empty = slots.filled.is_empty() && (slots.places.is_empty() || !journey) && !dated;
    let light = !frame.light.is_empty();
    let talks = frame.codes.event_type == "CONSULT" && !slots.filled.is_empty();
    if !past && !future && !journey || empty && !counted || light && !talks {
        return None;
    }
    let verb = || {
        let found = scene.clause_verb(noun).filter(|_| clausal);
        found.map(|(verb, _)| verb)
    };
    // "flew to Lima for meetings with A and B": both stand on the other side.
    let one_side = slots.filled.iter().all(|f| f.slot == "with");
    // "after a visit by Marin": the doer is told.
    if (one_side || distinct_actors(scene, &slots.filled) < 2)
        && !slots.has("by")
        && let Some(verb) = teller(scene, noun).or_else(verb)
        && frame.roles.contains_key("subject")
    {
        for (mention, _) in subjects(scene, verb) {
            slots.add("subject", mention, Route::Tree);
        }
    }
    let status = if future {
        Some(Status::Planned)
    } else {
        ahead(scene, noun, case)
    };
    let base = Modality::default().under(status, certainty_named(""));
    Some(Carry {
        modality: adjectives(scene, noun, base),
        lean: empty || light,
    })
}

/// "is due to fly to Lima for talks", "is expected in Lima for talks": they lie as far ahead as the journey.
fn ahead(scene: &Scene<'_>, noun: TokenId, case: TokenId) -> Option<Status> {
    scene.cue_at(CueKind::Aim, case)?;
    let verb = teller(scene, noun)?;
    let (told, certainty) = match scene.lower(case) {
        FOR => complement_cue(scene, verb, false),
        _ => (None, Certainty::Certain),
    };
    let status = modality(scene, verb).under(told, certainty).status;
    let real = matches!(status, Status::Happened | Status::Ongoing | Status::Denied);
    (!real).then_some(status)
}

/// The verb over a noun, or the adjective of a sentence such as "he is due in Lima for talks".
fn teller(scene: &Scene<'_>, noun: TokenId) -> Option<TokenId> {
    let adjective = || {
        let due = |&head: &TokenId| {
            scene.upos(head) == Upos::Adj && scene.child(head, &[Deprel::Cop]).is_some()
        };
        scene.head(noun).filter(due)
    };
    let verb = scene.governing_verb(noun).map(|(verb, _)| verb);
    verb.or_else(adjective)
}

/// "a third round of talks held in Istanbul": the participle that carries the noun.
pub(super) fn participle_after(scene: &Scene<'_>, frame: &Frame, noun: TokenId) -> Option<TokenId> {
    let mut at = noun;
    for _ in 0..2 {
        let found = scene.children(at).find(|&t| {
            t > noun
                && scene.deprel(t) == Deprel::Acl
                && scene.layers.parse.xpos(t) == Xpos::VBN
                && (frame.light.is_empty() && scene.governor(t).is_some())
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
pub(super) fn governor_slot(scene: &Scene<'_>, frame: &Frame, verb: TokenId) -> String {
    let role = scene.governor(verb).map_or("actor", |(role, _)| role);
    match role {
        "none" => String::new(),
        "actor" if frame.roles.contains_key("subject") => "subject".to_owned(),
        other => format!("={other}"),
    }
}

pub(super) fn absorb_slots(slots: &mut Slots, found: Slots, subject: &str) {
    for filled in found.filled {
        let slot = match filled.slot.as_str() {
            "subject" if subject.is_empty() => continue,
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
pub(super) fn governor_modality(scene: &Scene<'_>, verb: TokenId) -> Modality {
    let meaning = scene.governor(verb).map_or("", |(_, status)| status);
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
pub(super) fn adjectives(scene: &Scene<'_>, noun: TokenId, base: Modality) -> Modality {
    let start = scene.phrase_start(noun);
    (start.0..noun.0).map(TokenId).fold(base, |modality, t| {
        match scene.lexicon.status_cue("adjective", scene.lower(t)) {
            Some((status, certainty)) => {
                modality.under(status_named(status), certainty_named(certainty))
            }
            None => modality,
        }
    })
}
