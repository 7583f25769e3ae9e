//! Triggers that tell of one happening, joined into one claim.
//!
//! In the order of the text: "the meeting" goes to the last claim that it can mean; a happening told
//! again with the same parties goes to its first telling; everything else is a claim of its own.
//! A word never points to a claim with which it disagrees in time, place, status or parties, so a
//! date of its own leads "the meeting" past the topic of the report to the meeting it means.

use super::answers;
use super::lexicon::EventLexicon;
use super::sides;
use super::status::status_named;
use super::told::Told;
use super::words::Scene;
use super::{Claim, Participant, Role, Status};
use crate::actors::{ActorId, ActorKind};
use crate::ingest::RegionKind;
use crate::speech::SpeechKind;
use crate::time::{Precision, Resolved};
use chancery_nlp::{Span, TokenId};

/// Joins what was told, in the order of the text.
pub fn join(scene: &Scene<'_>, told: Vec<Told>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for mut told in told {
        let mut at = home(scene, &claims, &told);
        if at.is_none() && sides::recall(scene, &claims, &mut told) {
            at = home(scene, &claims, &told);
        }
        if at.is_none() && sides::go_on(scene, &claims, &mut told) {
            told.stands = true;
        }
        match at {
            Some(index) => {
                // "found guilty and sentenced": what the second words tell too is told only by them.
                let alone = told.stands && twin(scene.lexicon, &claims[index]).is_none();
                let second = twin(scene.lexicon, &told.claim).filter(|_| alone);
                absorb(scene, &mut claims[index], told);
                claims.extend(second);
            }
            None if told.stands => {
                answers::add_asker(scene, &claims, &mut told.claim);
                claims.push(told.claim);
            }
            None => {}
        }
    }
    claims
}

/// Claims, each followed by the one that its frame says the same words tell too.
pub fn twins(lexicon: &EventLexicon, claims: Vec<Claim>) -> Vec<Claim> {
    let mut all = Vec::with_capacity(claims.len());
    for claim in claims {
        let second = twin(lexicon, &claim);
        all.push(claim);
        all.extend(second);
    }
    all
}

/// What the words of a claim tell too.
fn twin(lexicon: &EventLexicon, claim: &Claim) -> Option<Claim> {
    let also = lexicon.frames[claim.frame].also.as_str();
    let frame = (!also.is_empty()).then(|| lexicon.frame_called(also));
    frame.flatten().map(|frame| Claim {
        frame,
        // "invited him to Lima": the visit may come, whatever became of the invitation.
        status: status_named(&lexicon.frames[frame].status).unwrap_or(claim.status),
        ..claim.clone()
    })
}

/// The claim that a trigger belongs to.
fn home(scene: &Scene<'_>, claims: &[Claim], told: &Told) -> Option<usize> {
    let fits =
        |claim: &Claim| related(scene, claim, &told.claim) && !disagree(scene, claim, &told.claim);
    if told.points_back || told.joins || !told.stands {
        let found = (0..claims.len())
            .filter(|&i| fits(&claims[i]) && !with_others(scene, &claims[i], told))
            .filter(|&i| points_to(&claims[i], told) || same_day(scene, &claims[i], told))
            .max_by_key(|&i| (same_day(scene, &claims[i], told), last_told(&claims[i])));
        if found.is_some() || !told.stands {
            return found;
        }
    }
    let same = |claim: &Claim| same_parties(scene, claim, &told.claim) || holds(claim, &told.claim);
    claims.iter().rposition(|claim| fits(claim) && same(claim))
}

/// "opened an embassy", and "embassy" as a word of its own: the noun stands in what the verb acts on.
fn holds(claim: &Claim, told: &Claim) -> bool {
    let mut parties = claim.participants.iter();
    parties.any(|party| stands_in(party, told.trigger_span))
}

/// True for a thing whose words hold others.
fn stands_in(thing: &Participant, span: Span) -> bool {
    thing.role == Role::Object && thing.span.start <= span.start && span.end <= thing.span.end
}

/// The last word that tells of a claim: what "the meeting" goes back to.
fn last_told(claim: &Claim) -> TokenId {
    claim
        .echoes
        .iter()
        .copied()
        .max()
        .unwrap_or(claim.trigger)
        .max(claim.trigger)
}

/// "the meeting" names nobody, or somebody who took part.
fn points_to(claim: &Claim, told: &Told) -> bool {
    let named = parties(&told.claim);
    let known = parties(claim);
    told.joins
        || named.is_empty()
        || known.is_empty()
        || named.iter().any(|actor| known.contains(actor))
}

/// "called on Dorn a day after her talks with Marin": each names a person that the other does not.
fn with_others(scene: &Scene<'_>, claim: &Claim, told: &Told) -> bool {
    let (named, known) = (parties(&told.claim), parties(claim));
    let person = |id: &&ActorId| scene.layers.actors.actor(**id).kind == ActorKind::Person;
    let apart = |some: &[ActorId], others: &[ActorId]| {
        let mut persons = some.iter().filter(person);
        persons.any(|id| !others.contains(id))
    };
    !told.joins && apart(&named, &known) && apart(&known, &named)
}

/// "the Jan. 3 meeting": the day alone says which.
fn same_day(scene: &Scene<'_>, claim: &Claim, told: &Told) -> bool {
    let (Some(a), Some(b)) = (claim.time, told.claim.time) else {
        return false;
    };
    let (a, b) = (&scene.layers.days[a], &scene.layers.days[b]);
    told.points_back && a.precision == Precision::Day && a.timex3 == b.timex3
}

/// All who take part, things apart.
fn parties(claim: &Claim) -> Vec<ActorId> {
    use Role::{Actor, Attendee, Beneficiary, Guest, Host, Mediator, Recipient};
    claim.actors_in(&[
        Actor,
        Recipient,
        Host,
        Guest,
        Mediator,
        Beneficiary,
        Attendee,
    ])
}

/// True where the parties of the one are among those of the other.
fn same_parties(scene: &Scene<'_>, first: &Claim, second: &Claim) -> bool {
    let (a, b) = (parties(first), parties(second));
    let shared = a.iter().filter(|actor| b.contains(actor)).count();
    let smaller = a.len().min(b.len());
    let loose = |actor: &&ActorId| scene.layers.actors.actor(**actor).kind == ActorKind::Group;
    let less = if a.len() <= b.len() { &a } else { &b };
    let more = if a.len() <= b.len() { &b } else { &a };
    let vague = less
        .iter()
        .filter(|actor| !more.contains(actor))
        .all(|actor| loose(&actor));
    if shared >= 1 && shared < smaller && vague && first.frame == second.frame {
        return true;
    }
    if smaller == 0 || shared < smaller {
        return false;
    }
    smaller >= 2 || first.frame == second.frame || in_heading(scene, first.trigger)
}

/// True for a word of a heading.
pub(super) fn in_heading(scene: &Scene<'_>, token: TokenId) -> bool {
    let region = scene.sentence(token).region as usize;
    let regions = &scene.layers.document.regions;
    regions
        .get(region)
        .is_some_and(|region| region.kind == RegionKind::Heading)
}

/// Whether two triggers can tell of one happening by their kind.
fn related(scene: &Scene<'_>, first: &Claim, second: &Claim) -> bool {
    if first.frame == second.frame {
        return true;
    }
    let family = |claim: &Claim| {
        let frame = &scene.lexicon.frames[claim.frame];
        (
            frame.codes.event_type.as_str(),
            exchange(&frame.codes.kind),
            frame.codes.kind.as_str(),
        )
    };
    let ((type_a, exchange_a, kind_a), (type_b, exchange_b, kind_b)) =
        (family(first), family(second));
    if type_a != type_b {
        return false;
    }
    match (exchange_a, exchange_b) {
        (Exchange::None, Exchange::None) => kind_a == kind_b,
        (Exchange::None, _) | (_, Exchange::None) => false,
        (Exchange::Present, Exchange::Remote) | (Exchange::Remote, Exchange::Present) => false,
        _ => true,
    }
}

/// How a kind of CONSULT is held.
#[derive(PartialEq, Eq)]
enum Exchange {
    /// Told as a meeting.
    Present,
    /// Told as a call.
    Remote,
    /// Told as talks: either.
    Any,
    /// Not an exchange between two sides.
    None,
}

fn exchange(kind: &str) -> Exchange {
    match kind {
        "meet" | "host" | "summit" | "conference" | "sidelines" => Exchange::Present,
        "call" | "video" => Exchange::Remote,
        "talks" | "" => Exchange::Any,
        _ => Exchange::None,
    }
}

/// True where status, time or place speak against one happening.
fn disagree(scene: &Scene<'_>, first: &Claim, second: &Claim) -> bool {
    let ahead = |status: Status| {
        matches!(
            status,
            Status::Planned | Status::Possible | Status::Conditional
        )
    };
    if ahead(first.status) != ahead(second.status) && second.status != Status::Happened
        || ahead(first.status) != ahead(second.status)
            && first.status != Status::Happened
            && second.time.is_some()
    {
        return true;
    }
    let places = &scene.layers.places.0;
    if let (Some(a), Some(b)) = (first.place, second.place)
        && places[a].name != places[b].name
        && places[a].precision == places[b].precision
    {
        return true;
    }
    match (first.time, second.time) {
        (Some(a), Some(b)) => disjoint(&scene.layers.days[a], &scene.layers.days[b]),
        _ => false,
    }
}

/// True where no day fits both, or both name a day and not the same one.
fn disjoint(a: &Resolved, b: &Resolved) -> bool {
    let apart = |x: &Resolved, y: &Resolved| {
        x.latest
            .zip(y.earliest)
            .is_some_and(|(latest, earliest)| latest < earliest)
    };
    let days = a.precision == Precision::Day && b.precision == Precision::Day;
    apart(a, b) || apart(b, a) || days && a.timex3 != b.timex3
}

/// Adds to a claim what a further trigger says of it.
fn absorb(scene: &Scene<'_>, claim: &mut Claim, told: Told) {
    let new = told.claim;
    let tells_more = new.time.is_some() && claim.time.is_none()
        || new.place.is_some() && claim.place.is_none()
        || told.joins;
    for number in new.attribution {
        let kind = scene.layers.speech.attributions[number as usize].kind;
        let vouches = matches!(kind, SpeechKind::Confirm | SpeechKind::Deny);
        if (tells_more || vouches || told.stands) && !claim.attribution.contains(&number) {
            claim.attribution.push(number);
        }
    }
    claim.time = finer(scene, claim.time, new.time);
    claim.place = claim.place.or(new.place);
    if told.stands {
        claim.medium = claim.medium.take().or(new.medium);
    }
    claim.round = claim.round.or(new.round);
    claim.sidelines |= new.sidelines;
    for topic in new.topics {
        if !claim.topics.iter().any(|old| old.overlaps(topic)) {
            claim.topics.push(topic);
        }
    }
    for count in new.counts {
        if !claim.counts.iter().any(|old| old.span.overlaps(count.span)) {
            claim.counts.push(count);
        }
    }
    // The parties of a noun that the verb acts on are those of the verb.
    let inside = claim
        .participants
        .iter()
        .any(|p| stands_in(p, new.trigger_span));
    let parties = new.participants.into_iter().filter(|_| !inside);
    for mut participant in parties {
        if told.joins && participant.role == Role::Actor {
            // "X also took part": present at what the sides held.
            participant.role = told.joins_as;
        }
        if !claim
            .participants
            .iter()
            .any(|p| p.actor.is_some() && p.actor == participant.actor)
        {
            claim.participants.push(participant);
        }
    }
    claim.echoes.push(new.trigger);
}

/// The time that says more: a day before a week.
fn finer(scene: &Scene<'_>, old: Option<usize>, new: Option<usize>) -> Option<usize> {
    let (Some(a), Some(b)) = (old, new) else {
        return old.or(new);
    };
    let day = |timex: usize| scene.layers.days[timex].precision == Precision::Day;
    if !day(a) && day(b) { Some(b) } else { Some(a) }
}
