//! Who leads a delegation: "a delegation headed by the minister, Ada Sarel".
//!
//! A named leader stands for the group wherever the report lets it act: who came, met and signed is the one whose name is told.

use super::lexicon::CueKind;
use super::words::Scene;
use crate::actors::{ActorId, ActorKind, MentionId, MentionKind};
use chancery_nlp::{TokenId, Upos};
use std::collections::BTreeMap;

/// Tokens between a group and the participle of who leads it.
const REACH: u32 = 4;

/// Tokens between "by" and the name of who leads: titles.
const TITLE: u32 = 10;

/// Groups of the document with the persons who are said to lead them.
pub(super) fn leaders(scene: &Scene<'_>) -> BTreeMap<ActorId, Vec<ActorId>> {
    let mut found: BTreeMap<ActorId, Vec<ActorId>> = BTreeMap::new();
    for mention in &scene.layers.actors.mentions {
        let group = scene.layers.actors.actor(mention.actor).kind == ActorKind::Group;
        if !group || mention.kind == MentionKind::Pronoun || found.contains_key(&mention.actor) {
            continue;
        }
        let persons = led_by(scene, mention.end);
        if !persons.is_empty() {
            found.insert(mention.actor, persons);
        }
    }
    found
}

/// The persons named behind "headed by" within a few tokens of the end of a phrase.
fn led_by(scene: &Scene<'_>, from: TokenId) -> Vec<ActorId> {
    let sentence = scene.sentence(TokenId(from.0 - 1)).end;
    let near = (from.0..sentence.0.min(from.0 + REACH)).map(TokenId);
    let mut near = near.take_while(|&t| !scene.is_finite(t));
    let by = near
        .find(|&t| scene.cue_at(CueKind::Leads, t).is_some())
        .map(|t| TokenId(t.0 + 1));
    let Some(by) = by.filter(|&t| t < sentence && scene.lemma(t) == "by") else {
        return Vec::new();
    };
    let mut persons: Vec<ActorId> = Vec::new();
    let mut at = TokenId(by.0 + 1);
    let mut last = at;
    while at < sentence && at.0 < last.0 + TITLE {
        if let Some(person) = scene.mention_at(at).and_then(|m| named(scene, m)) {
            persons.extend((!persons.contains(&person)).then_some(person));
            at = scene
                .mention_at(at)
                .map_or(at, |m| scene.mention(m).end)
                .max(TokenId(at.0 + 1));
            last = at;
            let joins = at < sentence && scene.upos(at) == Upos::Cconj;
            if joins {
                continue;
            }
            break;
        }
        if scene.is_finite(at) {
            break;
        }
        at = TokenId(at.0 + 1);
    }
    persons
}

/// The person whom a mention names.
fn named(scene: &Scene<'_>, mention: MentionId) -> Option<ActorId> {
    let mention = scene.mention(mention);
    let person = scene.layers.actors.actor(mention.actor).kind == ActorKind::Person;
    person.then_some(mention.actor)
}
