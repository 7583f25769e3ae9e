//! Who a source is that its own words describe rather than name: "the envoy" -> the person whose
//! name stands nearest.
//!
//! From the phrase of a source and what was said before it, by the surface: the name beside a
//! description ("the chair, Nursel Akbulutlar, said"), the holder of the office that its words or
//! its head noun tell, the name that opens the next paragraph after a lead with an office alone,
//! and for pronouns and documents ("it said", "according to the report") whoever spoke last.

use super::Attribution;
use super::cues::Form;
use super::lexicon::Role;
use super::phrase::Phrase;
use super::scene::{Point, Scene};
use crate::actors::{ActorId, ActorKind, MentionId, MentionKind};
use chancery_nlp::{TokenId, Upos, Xpos};

/// How many paragraphs back whoever spoke last is looked for.
const BACK: u32 = 1;

/// The mention that a source stands for: by name where the report gives one.
pub(super) fn known(
    scene: &Scene,
    phrase: Phrase,
    form: Form,
    earlier: &[Attribution],
) -> Option<MentionId> {
    let own = own(scene, phrase);
    if is_pronoun(scene, phrase) {
        // "According to her": hardly anybody but the last to speak.
        let again = last_named(scene, phrase, earlier).filter(|_| form == Form::Prefix);
        if again.is_some() {
            return again;
        }
        return match own.filter(|&own| !is_no_person(scene, phrase, own)) {
            None => last_named(scene, phrase, earlier),
            Some(own) => Some(name_since(scene, phrase, own).unwrap_or(own)),
        };
    }
    if let Some(again) = speaks_on(scene, phrase, earlier) {
        return Some(again);
    }
    if own.is_none_or(|own| is_nameless_body(scene, own)) && is_document(scene, phrase) {
        return spoke_last(scene, phrase, earlier)
            .or_else(|| issuer(scene, phrase))
            .or(own);
    }
    let named = own.is_some_and(|own| !is_nameless(scene, own));
    if named || matches!(scene.xpos(phrase.head), Xpos::NNS | Xpos::NNPS) {
        return own;
    }
    name_beside(scene, phrase.end)
        .or_else(|| holder(scene, phrase))
        .or_else(|| elsewhere(scene, own?))
        .or_else(|| same_office(scene, phrase, earlier))
        .or_else(|| introduced_next(scene, own?))
        .or(own)
}

/// The mention that a phrase is; a shorter one where the actors' stage took the verb in ("Radio Pamir
/// reports").
fn own(scene: &Scene, phrase: Phrase) -> Option<MentionId> {
    let own = phrase.mention(scene)?;
    if scene.actors.mention(own).end <= phrase.end {
        return Some(own);
    }
    let inside = scene.actors.mentions_in(phrase.first, phrase.end);
    let longest = inside.max_by_key(|&id| {
        let mention = scene.actors.mention(id);
        (mention.end.0 - mention.first.0, std::cmp::Reverse(id.0))
    });
    longest.or(Some(own))
}

/// "he" read as a state or a body: never who is meant.
fn is_no_person(scene: &Scene, phrase: Phrase, own: MentionId) -> bool {
    let kind = scene.actors.actor(scene.actors.mention(own).actor).kind;
    scene.has(phrase.head, Role::Personal)
        && matches!(kind, ActorKind::State | ActorKind::Org | ActorKind::Igo)
}

/// For a pronoun that nothing was found for: who spoke before in the paragraph, the person named
/// last in it, who spoke in the paragraph before.
fn last_named(scene: &Scene, phrase: Phrase, earlier: &[Attribution]) -> Option<MentionId> {
    let region = scene.region(phrase.first);
    let body = scene.has(phrase.head, Role::Empty);
    let last = spoke_last(scene, phrase, earlier).filter(|&id| {
        let kind = scene.actors.actor(scene.actors.mention(id).actor).kind;
        body != matches!(kind, ActorKind::Person | ActorKind::Unnamed)
    });
    let near = last.filter(|&id| scene.region(scene.actors.mention(id).head) == region);
    let named = || person_between(scene, TokenId(0), phrase.first).filter(|_| !body);
    near.or_else(named).or(last)
}

/// "the minister added" after words of a minister: whoever spoke last, where the noun is in the
/// title of an office that this person holds.
fn speaks_on(scene: &Scene, phrase: Phrase, earlier: &[Attribution]) -> Option<MentionId> {
    if scene.upos(phrase.first) != Upos::Det || phrase.end.0 != phrase.first.0 + 2 {
        return None;
    }
    let last = spoke_last(scene, phrase, earlier)?;
    let actor = scene.actors.mention(last).actor;
    let noun = scene.low(phrase.head);
    let holds = |role: &crate::actors::RoleHeld| {
        role.person == actor && role.title.split(' ').any(|word| word == noun)
    };
    scene.actors.roles.iter().any(holds).then_some(last)
}

/// A single pronoun of the third person.
fn is_pronoun(scene: &Scene, phrase: Phrase) -> bool {
    phrase.end.0 == phrase.first.0 + 1
        && scene.xpos(phrase.head) == Xpos::PRP
        && !scene.has(phrase.head, Role::Own1st)
}

/// A person known by an office alone, or a source without a name.
fn is_nameless(scene: &Scene, mention: MentionId) -> bool {
    let actor = scene.actors.actor(scene.actors.mention(mention).actor);
    let person = matches!(actor.kind, ActorKind::Person | ActorKind::Unnamed);
    person && !has_name(scene, scene.actors.mention(mention).actor)
}

fn is_nameless_body(scene: &Scene, mention: MentionId) -> bool {
    !has_name(scene, scene.actors.mention(mention).actor)
}

fn has_name(scene: &Scene, actor: ActorId) -> bool {
    name_of(scene, actor).is_some()
}

/// The first mention of an actor by name.
fn name_of(scene: &Scene, actor: ActorId) -> Option<MentionId> {
    let mentions = &scene.actors.actor(actor).mentions;
    let mut named = mentions.iter().copied();
    named.find(|&id| scene.actors.mention(id).kind == MentionKind::Name)
}

fn is_person(scene: &Scene, mention: MentionId) -> bool {
    let mention = scene.actors.mention(mention);
    mention.kind == MentionKind::Name && scene.actors.actor(mention.actor).kind == ActorKind::Person
}

/// "the chair, Nursel Akbulutlar, said": the name of a person right after the comma at `comma`,
/// with at most three words of a title before it.
pub(super) fn name_beside(scene: &Scene, comma: TokenId) -> Option<MentionId> {
    if comma >= scene.end() || scene.point(comma) != Point::Comma {
        return None;
    }
    let limit = scene.sentence(comma).end.min(TokenId(comma.0 + 5));
    (comma.0 + 1..limit.0)
        .map(TokenId)
        .take_while(|&t| scene.point(t) == Point::Word)
        .take_while(|&t| matches!(scene.upos(t), Upos::Noun | Upos::Propn | Upos::Adj))
        .find_map(|t| scene.mention_over(t).filter(|&id| is_person(scene, id)))
}

/// The person who holds the office that the words of a phrase tell.
fn holder(scene: &Scene, phrase: Phrase) -> Option<MentionId> {
    let span = phrase.span(scene);
    let mut roles = scene.actors.roles.iter();
    let role = roles.find(|role| role.span.overlaps(span))?;
    name_of(scene, role.person)
}

/// The name beside another mention of the same description, or the holder of its office.
fn elsewhere(scene: &Scene, own: MentionId) -> Option<MentionId> {
    let actor = scene.actors.mention(own).actor;
    scene.actors.actor(actor).mentions.iter().find_map(|&id| {
        let mention = scene.actors.mention(id);
        let phrase = Phrase {
            first: mention.first,
            end: mention.end,
            head: mention.head,
        };
        let pronoun = mention.kind == MentionKind::Pronoun;
        name_beside(scene, mention.end)
            .or_else(|| holder(scene, phrase))
            .filter(|_| !pronoun)
    })
}

/// "the governor" after "Governor Yıldıztekin": the last holder of an office with this head noun, one
/// who has spoken before all others.
fn same_office(scene: &Scene, phrase: Phrase, earlier: &[Attribution]) -> Option<MentionId> {
    if scene.upos(phrase.first) != Upos::Det || scene.upos(phrase.head) != Upos::Noun {
        return None;
    }
    let noun = scene.low(phrase.head);
    let start = phrase.span(scene).start;
    let before = |role: &&crate::actors::RoleHeld| {
        role.span.start < start && role.title.split(' ').any(|word| word == noun)
    };
    let roles = || scene.actors.roles.iter().rev().filter(before);
    let spoke = |role: &&crate::actors::RoleHeld| {
        let actor = |id: MentionId| scene.actors.mention(id).actor;
        earlier
            .iter()
            .any(|a| a.source.map(actor) == Some(role.person))
    };
    let role = roles().find(spoke).or_else(|| roles().next());
    role.and_then(|role| name_of(scene, role.person))
        .or_else(|| titled(scene, phrase))
}

/// The last person before a phrase whose name has the head noun of the phrase right before it.
fn titled(scene: &Scene, phrase: Phrase) -> Option<MentionId> {
    let noun = scene.low(phrase.head);
    let mentions = scene.actors.mentions.iter().enumerate().rev();
    mentions
        .filter(|(_, m)| m.end <= phrase.first && m.kind == MentionKind::Name)
        .find(|(_, m)| {
            let from = m.first.0.saturating_sub(1);
            (from..m.head.0).any(|t| scene.low(TokenId(t)) == noun)
        })
        .map(|(at, _)| MentionId(at as u32))
        .filter(|&id| is_person(scene, id))
}

/// "..., a minister said. [paragraph] Alfred Wekesa told a rally": a person who is known by an
/// office alone and the name without one that opens a paragraph after it.
fn introduced_next(scene: &Scene, own: MentionId) -> Option<MentionId> {
    let again = scene.actors.mention(own);
    let noun = scene.low(again.head);
    let first = scene.actors.mentions.iter().find(|m| {
        let kind = scene.actors.actor(m.actor).kind;
        let person = matches!(kind, ActorKind::Person | ActorKind::Unnamed);
        person && m.kind == MentionKind::Nominal && scene.low(m.head) == noun
    })?;
    let office = scene.actors.actor(again.actor).kind == ActorKind::Person;
    if !office && first.first == again.first {
        return None;
    }
    let region = scene.region(first.head);
    let after = scene.actors.mentions.iter().enumerate().filter(|(_, m)| {
        m.first >= first.end
            && m.kind == MentionKind::Name
            && scene.actors.actor(m.actor).kind == ActorKind::Person
    });
    let (at, next) = after.map(|(at, m)| (MentionId(at as u32), m)).next()?;
    let opens = scene.sentence(next.first).first == next.first;
    let fresh = name_of(scene, next.actor) == Some(at);
    let holds = scene.actors.roles.iter().any(|r| r.person == next.actor);
    (opens && fresh && !holds && scene.region(next.first) == region + 1).then_some(at)
}

/// For a pronoun that was taken for a description: the last person named between the two, in
/// the same paragraph.
fn name_since(scene: &Scene, phrase: Phrase, own: MentionId) -> Option<MentionId> {
    if !is_nameless(scene, own) {
        return None;
    }
    let actor = scene.actors.mention(own).actor;
    let described = scene.actors.actor(actor).mentions.iter().rev();
    let last = described
        .map(|&id| scene.actors.mention(id))
        .find(|m| m.kind != MentionKind::Pronoun && m.first < phrase.first)?
        .first;
    person_between(scene, last, phrase.first)
}

/// The last person named between two tokens in the paragraph of the second, outside marks.
fn person_between(scene: &Scene, from: TokenId, to: TokenId) -> Option<MentionId> {
    let region = scene.region(to);
    let between = scene.actors.mentions.iter().enumerate().rev();
    between
        .skip_while(|(_, m)| m.first >= to)
        .take_while(|(_, m)| m.first > from && scene.region(m.first) == region)
        .filter(|(_, m)| scene.quoted(m.first).is_none())
        .map(|(at, _)| MentionId(at as u32))
        .find(|&id| is_person(scene, id))
}

/// "the report", "the statement": words of saying for what somebody issued.
fn is_document(scene: &Scene, phrase: Phrase) -> bool {
    let definite = scene.upos(phrase.first) == Upos::Det && phrase.end.0 == phrase.first.0 + 2;
    let noun = scene.low(phrase.head);
    definite && (scene.lexicon.noun(noun).is_some() || scene.lexicon.is_statement(noun))
}

/// The source of the last act of saying, in this paragraph or the one before.
fn spoke_last(scene: &Scene, phrase: Phrase, earlier: &[Attribution]) -> Option<MentionId> {
    let region = scene.region(phrase.first);
    let quoted = scene.quoted(phrase.first);
    earlier
        .iter()
        .rev()
        .take_while(|a| scene.region(a.cue_token) + BACK >= region)
        .filter(|a| a.cue_token < phrase.first && scene.quoted(a.cue_token) == quoted)
        .find_map(|a| a.source)
}

/// The first body in the sentence before.
fn issuer(scene: &Scene, phrase: Phrase) -> Option<MentionId> {
    let here = scene.sentence(phrase.first);
    let before = scene.sentence(TokenId(here.first.0.checked_sub(1)?));
    let first = super::content::dateline_end(scene, before.first, before.end);
    let mut mentions = scene.actors.mentions_in(first, before.end);
    mentions.find(|&id| {
        let actor = scene.actors.mention(id).actor;
        let kind = scene.actors.actor(actor).kind;
        matches!(kind, ActorKind::Org | ActorKind::Igo)
    })
}
