//! Whose the thing is that a verb acts on: "revoked the visas of three Velian officials", "criticised the detention of two envoys by Belmar".
//!
//! Blame and demands go to whoever does the deed ("by", a possessor, a nationality, an "of" that is no object of the deed); other acts also
//! reach those whom the thing is for, with, on or against.

use super::answers::apart;
use super::lexicon::CueKind;
use super::words::Scene;
use super::{Claim, Participant, Role};
use crate::actors::{ActorId, ActorKind, MentionKind};
use chancery_nlp::{Deprel, TokenId};

/// How somebody named within an object is tied to it, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// "by Belmar".
    Doer,
    /// "Belmar's", "the Belmarian".
    Owner,
    /// "of Belmar", "from Belmar".
    Source,
    /// "to Belmar", "against Belmar".
    Aim,
}

/// Steps from a name up to the object, at most.
const DEPTH: usize = 6;

/// The first of those tied closest to an object who is of another country than those who act; with `deed`, only who does it.
pub(super) fn owner(
    scene: &Scene<'_>,
    object: TokenId,
    claim: &Claim,
    deed: bool,
) -> Option<Participant> {
    let own = claim.actors_in(&[Role::Actor]);
    let sentence = scene.sentence(object);
    let inside = (sentence.first.0..sentence.end.0).map(TokenId);
    let tied = inside.filter_map(|t| {
        let mention = scene.mention_at(t)?;
        let of = scene.mention(mention);
        let named = of.head == t && of.kind != MentionKind::Pronoun;
        let tie = tie(scene, t, object, deed).filter(|tie| named && (!deed || *tie < Tie::Aim))?;
        let counts = acts(scene, of.actor) && apart(scene, of.actor, &own);
        counts.then_some((tie, t, mention))
    });
    let (_, _, mention) = tied.min().filter(|_| !own.is_empty())?;
    let of = scene.mention(mention);
    Some(Participant::told(
        Role::Recipient,
        Some(mention),
        Some(of.actor),
        of.span,
    ))
}

/// How a token is tied to an object above it.
fn tie(scene: &Scene<'_>, token: TokenId, object: TokenId, deed: bool) -> Option<Tie> {
    let mut at = token;
    let mut nearest = None;
    for _ in 0..DEPTH {
        if at == object {
            return nearest;
        }
        let head = scene.head(at)?;
        nearest = match scene.deprel(at) {
            Deprel::NmodPoss | Deprel::Amod | Deprel::Compound if at < head => Some(Tie::Owner),
            Deprel::Nmod | Deprel::Obl | Deprel::OblAgent => {
                let here = by_preposition(scene, at, head)?;
                nearest.filter(|&tie| tie == Tie::Doer).or(Some(here))
            }
            // "sailors held by Belmar": the way to whoever holds them, and to nobody else.
            Deprel::Acl if deed && nearest == Some(Tie::Doer) => nearest,
            Deprel::Appos | Deprel::Conj => nearest,
            _ => return None,
        };
        at = head;
    }
    None
}

/// What the preposition before a noun says of its tie; `None` where it makes it no part of the thing: "following a visit by Velia".
fn by_preposition(scene: &Scene<'_>, noun: TokenId, head: TokenId) -> Option<Tie> {
    let case = scene.preposition(noun)?;
    match scene.cue_at(CueKind::Origin, case).map(|(_, value)| value) {
        Some(DOER) => Some(Tie::Doer),
        // "the bombing of Velia": the victim.
        Some(OF) if undergoes(scene, head) => Some(Tie::Aim),
        Some(_) => Some(Tie::Source),
        None => scene.cue_at(CueKind::Aim, case).map(|_| Tie::Aim),
    }
}

/// Values of prepositions of whom something comes from.
const DOER: &str = "doer";
const OF: &str = "owner";

/// A deed whose "of" names whom it hits.
fn undergoes(scene: &Scene<'_>, noun: TokenId) -> bool {
    let lemma = scene.lemma(noun).to_lowercase();
    let mut triggers = scene.lexicon.noun_triggers(&lemma).iter();
    triggers.any(|t| {
        t.after.is_empty() && scene.lexicon.role(t.frame, OF_SLOT) == Some(Role::Recipient)
    })
}

/// The slot of an "of" phrase.
const OF_SLOT: &str = "of";

/// A state, a body, or people of one.
fn acts(scene: &Scene<'_>, actor: ActorId) -> bool {
    let body = matches!(
        scene.layers.actors.actor(actor).kind,
        ActorKind::State | ActorKind::Igo | ActorKind::Org
    );
    body || scene.country(actor).is_some()
}
