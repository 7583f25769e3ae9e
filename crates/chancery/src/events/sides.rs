//! Whom a plural means that names nobody: the sides of a happening told before.
//!
//! "The two ministers agreed", "both governments", "they will meet again": such words point back at those who took part in what was told
//! last. They stand for the sides of the nearest happening that has so many, of the kind that the noun asks for (cue `sides`): persons for
//! "the ministers", states for "both governments". Nothing is taken from further back than a few sentences, nor where the words belong to
//! somebody ("her two ministers").

use super::lexicon::CueKind;
use super::told::Told;
use super::unnamed::state_with;
use super::words::Scene;
use super::{Claim, Participant, Role, Status};
use crate::actors::{ActorId, ActorKind, Basis, MentionId, MentionKind};
use chancery_nlp::{Span, TokenId, Upos};

/// How many sentences back the happening may stand.
const REACH: u32 = 6;

/// Words of a phrase that names nobody, at most: "all three of the ministers".
const WORDS: u32 = 5;

/// Sides that a phrase asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asked {
    /// So many, where the words say so.
    count: Option<usize>,
    /// What they are.
    of: Of,
}

/// What sides are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// "the sides", "they".
    Any,
    /// "both governments".
    States,
    /// "the two ministers".
    Persons,
}

/// Plural words in a slot that name nobody and that no mention covers: "the two", "they".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Part in the happening.
    pub role: Role,
    /// The word.
    pub token: TokenId,
}

/// Puts the sides of what was told before in the place of plurals that name nobody; true where any was found.
pub(super) fn recall(scene: &Scene<'_>, claims: &[Claim], told: &mut Told) -> bool {
    let mut found = false;
    for group in groups(scene, &told.claim) {
        let Some(asked) = asked_by_mention(scene, group) else {
            continue;
        };
        let of_group = |p: &Participant| p.mention == Some(group);
        let others = actors_of(told.claim.participants.iter().filter(|p| !of_group(p)));
        let Some((met, sides)) = sides_before(scene, claims, told.claim.trigger, (asked, &others))
        else {
            continue;
        };
        stand_with(scene, met, &mut told.claim);
        let first = told
            .claim
            .participants
            .iter()
            .find(|p| of_group(p))
            .cloned();
        told.claim.participants.retain(|p| !of_group(p));
        if let Some(old) = first {
            add(&mut told.claim, &sides, (old.role, old.mention, old.span));
        }
        found = true;
    }
    for open in std::mem::take(&mut told.open) {
        let asked = asked_by_word(scene, open.token);
        let others = actors_of(told.claim.participants.iter());
        let trigger = told.claim.trigger;
        let span = scene.layers.parse.span(open.token);
        let before = sides_before(scene, claims, trigger, (asked, &others));
        let person = |&id: &ActorId| is_person(scene, id);
        let met = before
            .as_ref()
            .is_some_and(|(_, sides)| sides.iter().all(person));
        let here = persons_before(scene, open.token, asked).filter(|_| !met);
        if let Some(persons) = here.filter(|persons| persons.iter().all(|id| !others.contains(id)))
        {
            add(&mut told.claim, &persons, (open.role, None, span));
            found = true;
        } else if let Some((met, sides)) = before {
            stand_with(scene, met, &mut told.claim);
            add(&mut told.claim, &sides, (open.role, None, span));
            found = true;
        }
    }
    told.claim.participants.sort_by_key(|p| (p.role, p.span));
    found
}

/// Gives "a further round in Minsk", "the next session" the sides of the exchange told before, as an inference; true where there are such.
pub(super) fn go_on(scene: &Scene<'_>, claims: &[Claim], told: &mut Told) -> bool {
    let claim = &told.claim;
    let exchange =
        is_exchange(scene, claim) && claim.participants.iter().all(|p| p.role == Role::Host);
    let settled = claim.time.is_some() || claim.place.is_some();
    if !exchange || !settled || scene.is_verb(claim.trigger) || !is_further(scene, claim.trigger) {
        return false;
    }
    let any = Asked {
        count: None,
        of: Of::Any,
    };
    let before = sides_before(scene, claims, claim.trigger, (any, &[]));
    let Some((_, sides)) = before.filter(|(met, _)| is_exchange(scene, met)) else {
        return false;
    };
    let span = claim.trigger_span;
    let sides = sides
        .into_iter()
        .map(|side| Participant::inferred(Role::Actor, side, span));
    told.claim.participants.extend(sides);
    told.claim.participants.sort_by_key(|p| (p.role, p.span));
    true
}

/// Talks and meetings; no journey.
fn is_exchange(scene: &Scene<'_>, claim: &Claim) -> bool {
    let codes = &scene.lexicon.frames[claim.frame].codes;
    codes.event_type == "CONSULT" && codes.kind != "visit"
}

/// "second", "next", "further" before a noun.
fn is_further(scene: &Scene<'_>, noun: TokenId) -> bool {
    let before = (scene.phrase_start(noun).0..noun.0).map(TokenId);
    let ordinal = |t: TokenId| {
        let number = scene.lexicon.number(scene.lower(t));
        number.is_some_and(|(kind, _)| kind == ORDINAL)
    };
    before
        .into_iter()
        .any(|t| ordinal(t) || scene.cue_at(CueKind::GoesOn, t).is_some())
}

/// Kind of "second" in the table of numbers.
const ORDINAL: &str = "ordinal";

/// "Marin told Dorn, when the two met": the persons that the sentence has named so far, where they are as many.
fn persons_before(scene: &Scene<'_>, token: TokenId, asked: Asked) -> Option<Vec<ActorId>> {
    let first = scene.sentence(token).first;
    let mut persons: Vec<ActorId> = Vec::new();
    let named = (first.0..token.0).filter_map(|t| scene.mention_at(TokenId(t)));
    for actor in named.map(|mention| scene.mention(mention).actor) {
        if is_person(scene, actor) && !persons.contains(&actor) {
            persons.push(actor);
        }
    }
    (asked.of != Of::States && asked.count == Some(persons.len())).then_some(persons)
}

fn is_person(scene: &Scene<'_>, actor: ActorId) -> bool {
    scene.layers.actors.actor(actor).kind == ActorKind::Person
}

/// What those who met agree on is agreed where they met, and then, unless the words say otherwise.
fn stand_with(scene: &Scene<'_>, met: &Claim, claim: &mut Claim) {
    let kind = |claim: &Claim| scene.lexicon.frames[claim.frame].codes.event_type.as_str();
    let done = |claim: &Claim| matches!(claim.status, Status::Happened | Status::Ongoing);
    let spoken = matches!(kind(claim), "AGREE" | "SUPPORT");
    if spoken && kind(met) == "CONSULT" && done(met) && done(claim) {
        claim.place = claim.place.or(met.place);
        claim.time = claim.time.or(met.time);
    }
}

fn add(
    claim: &mut Claim,
    sides: &[ActorId],
    (role, mention, span): (Role, Option<MentionId>, Span),
) {
    let new = sides
        .iter()
        .map(|&actor| Participant::told(role, mention, Some(actor), span));
    claim.participants.extend(new);
}

fn actors_of<'p>(participants: impl Iterator<Item = &'p Participant>) -> Vec<ActorId> {
    participants.filter_map(|p| p.actor).collect()
}

/// Mentions of groups among the participants of a claim, each once.
fn groups(scene: &Scene<'_>, claim: &Claim) -> Vec<MentionId> {
    let mut found: Vec<MentionId> = Vec::new();
    for mention in claim.participants.iter().filter_map(|p| p.mention) {
        if scene.mention(mention).kind == MentionKind::Group && !found.contains(&mention) {
            found.push(mention);
        }
    }
    found
}

/// What "the two ministers", "both sides" ask for; `None` where the phrase says who they are.
fn asked_by_mention(scene: &Scene<'_>, mention: MentionId) -> Option<Asked> {
    let mention = scene.mention(mention);
    let (first, last) = (mention.first, TokenId(mention.end.0 - 1));
    let noun = scene.cue_at(CueKind::Sides, last)?;
    let count = (first.0..last.0)
        .map(TokenId)
        .find_map(|t| cardinal(scene, t));
    let plain = |t: TokenId| matches!(scene.upos(t), Upos::Det | Upos::Num);
    let opens = points_back(scene, first);
    let bare = (first.0..last.0).map(TokenId).all(plain);
    (opens && bare && last.0 - first.0 < WORDS).then_some(Asked {
        count,
        of: kind_of_sides(noun.1),
    })
}

/// "the two diplomats", "both diplomats"; "two diplomats" are new in the story.
pub(super) fn points_back(scene: &Scene<'_>, first: TokenId) -> bool {
    let word = scene.lower(first);
    let collective = |(kind, _): (&str, f64)| kind == COLLECTIVE;
    word == THE || scene.lexicon.number(word).is_some_and(collective)
}

/// Kind of "both" in the table of numbers.
const COLLECTIVE: &str = "collective";

/// The article that points at what is known.
const THE: &str = "the";

/// What "the two", "both", "they" ask for.
fn asked_by_word(scene: &Scene<'_>, token: TokenId) -> Asked {
    let start = scene.phrase_start(token);
    let noun = scene.cue_at(CueKind::Sides, token);
    Asked {
        count: (start.0..=token.0).find_map(|t| cardinal(scene, TokenId(t))),
        of: noun.map_or(Of::Any, |(_, value)| kind_of_sides(value)),
    }
}

fn kind_of_sides(value: &str) -> Of {
    match value {
        "states" => Of::States,
        "persons" => Of::Persons,
        _ => Of::Any,
    }
}

/// The number of "two", "four", "both".
fn cardinal(scene: &Scene<'_>, token: TokenId) -> Option<usize> {
    let (kind, value) = scene.lexicon.number(scene.lower(token))?;
    (matches!(kind, "cardinal" | "collective") && value >= 2.0).then_some(value as usize)
}

/// The nearest happening before a trigger that has as many sides and none of `others`, and its sides.
fn sides_before<'c>(
    scene: &Scene<'_>,
    claims: &'c [Claim],
    trigger: TokenId,
    (asked, others): (Asked, &[ActorId]),
) -> Option<(&'c Claim, Vec<ActorId>)> {
    let sentence = |token: TokenId| scene.layers.parse.sentence_of[token.index()].0;
    let near = |claim: &&Claim| {
        let last = last_told(claim, trigger);
        last < trigger && sentence(last) + REACH >= sentence(trigger)
    };
    // Those who met before those who accused one another.
    let met = |claim: &Claim| scene.lexicon.frames[claim.frame].codes.event_type == "CONSULT";
    let mut before: Vec<&Claim> = claims.iter().filter(near).collect();
    before.sort_by_key(|claim| (!met(claim), std::cmp::Reverse(last_told(claim, trigger))));
    before.into_iter().find_map(|claim| {
        let sides = sides_of(scene, claim, asked.of)?;
        let enough = asked
            .count
            .map_or(sides.len() >= 2, |count| sides.len() == count);
        let apart = sides.iter().all(|side| !others.contains(side));
        (enough && apart).then_some((claim, sides))
    })
}

/// The last word before `trigger` that tells of a claim.
fn last_told(claim: &Claim, trigger: TokenId) -> TokenId {
    let echoes = claim.echoes.iter().copied().filter(|&t| t < trigger);
    echoes.max().unwrap_or(claim.trigger).max(claim.trigger)
}

/// Who is a side of a claim, as what is asked for; `None` where somebody is not of that kind.
fn sides_of(scene: &Scene<'_>, claim: &Claim, of: Of) -> Option<Vec<ActorId>> {
    use Role::{Actor, Guest, Host, Recipient};
    let mut sides: Vec<ActorId> = Vec::new();
    for participant in &claim.participants {
        let side = matches!(participant.role, Actor | Guest | Host | Recipient);
        let Some(actor) = participant
            .actor
            .filter(|_| side && participant.basis == Basis::Span)
        else {
            continue;
        };
        let actor = match of {
            Of::States => state_of(scene, actor)?,
            Of::Persons | Of::Any => actor,
        };
        let kind = scene.layers.actors.actor(actor).kind;
        if of == Of::Persons && !matches!(kind, ActorKind::Person | ActorKind::Unnamed) {
            return None;
        }
        if !sides.contains(&actor) {
            sides.push(actor);
        }
    }
    Some(sides)
}

/// A state itself, or the state of somebody who acts for it, if the document speaks of it.
fn state_of(scene: &Scene<'_>, actor: ActorId) -> Option<ActorId> {
    let own = scene.layers.actors.actor(actor).country.as_ref()?;
    state_with(scene, &own.code)
}
