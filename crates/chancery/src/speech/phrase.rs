//! Noun phrases, time and medium phrases read from the surface: words and tags, no tree.
//!
//! The noun phrase of a source stands between a boundary (punctuation, "that", a quotation) and its
//! verb, or between the verb and the next boundary. Titles, possessors, "of the ministry" and
//! "briefed on the talks" belong to it; a relative clause is stepped over.

use super::lexicon::Role;
use super::scene::{Point, Scene};
use crate::actors::MentionId;
use chancery_nlp::{Span, TokenId, Upos, Xpos};

/// How far a search goes to the left or right, in tokens: keeps the stage linear.
const REACH: u32 = 80;

/// A noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub first: TokenId,
    pub end: TokenId,
    pub head: TokenId,
}

/// What stands before a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// The start of a sentence, a quotation, a conjunction: a clause may begin here.
    Strong,
    /// A comma or a bracket.
    Comma,
    /// A finite verb: the phrase is more likely its object.
    Verb,
}

impl Phrase {
    /// Bytes of its words.
    pub(super) fn span(&self, scene: &Scene) -> Span {
        scene.parse.span_of(self.first, self.end)
    }

    /// The mention that it is.
    pub(super) fn mention(&self, scene: &Scene) -> Option<MentionId> {
        let inside = |id: &MentionId| {
            let mention = scene.actors.mention(*id);
            mention.first < self.end && self.first < mention.end
        };
        scene
            .mention_headed(self.head)
            .filter(inside)
            .or_else(|| scene.mention_over(self.head).filter(inside))
            .or_else(|| scene.mention_named(self.span(scene).of(scene.text)))
    }
}

/// First token that a phrase ending before `end` may have.
fn floor(scene: &Scene, end: TokenId) -> TokenId {
    if end.0 == 0 {
        return end;
    }
    let first = scene.sentence(TokenId(end.0 - 1)).first;
    first.max(TokenId(end.0.saturating_sub(REACH)))
}

/// The noun phrase that ends right before `end`, and what stands before it.
pub(super) fn phrase_before(scene: &Scene, end: TokenId) -> Option<(Phrase, Edge)> {
    let floor = floor(scene, end);
    let mut first = end;
    let mut edge = Edge::Strong;
    while first > floor {
        let token = TokenId(first.0 - 1);
        match scene.point(token) {
            Point::Word => {}
            Point::Comma | Point::Bracket => {
                edge = Edge::Comma;
                break;
            }
            Point::Open | Point::Close if scene.quoted(token).is_none() => {}
            _ => break,
        }
        let opens = scene.opens_clause(token) || scene.xpos(token) == Xpos::WRB;
        if opens && scene.mention_over(token).is_none() {
            break;
        }
        if scene.has(token, Role::Fused) {
            break;
        }
        if scene.is_relative(token) {
            // "talks that one participant described": the words after it are a subject.
            if trim_front(scene, first, end).is_some() {
                break;
            }
            return before_relative(scene, token);
        }
        if scene.is_finite(token) && scene.mention_over(token).is_none() {
            if let Some(relative) = relative_before(scene, token, floor) {
                return before_relative(scene, relative);
            }
            edge = Edge::Verb;
            break;
        }
        first = token;
    }
    if edge == Edge::Verb
        && let Some(after) = last_conjunction(scene, first, end)
    {
        first = after;
        edge = Edge::Strong;
    }
    let first = trim_front(scene, first, end)?;
    let head = head_of(scene, first, end)?;
    Some((Phrase { first, end, head }, edge))
}

/// The phrase that a relative pronoun at `relative` stands for, where no comma comes between.
fn before_relative(scene: &Scene, relative: TokenId) -> Option<(Phrase, Edge)> {
    let before = TokenId(relative.0.checked_sub(1)?);
    if scene.point(before) != Point::Word || relative <= floor(scene, relative) {
        return None;
    }
    // The preposition of "for whom" belongs to the relative clause.
    let end = if scene.upos(before) == Upos::Adp {
        before
    } else {
        relative
    };
    phrase_before(scene, end)
}

fn relative_before(scene: &Scene, token: TokenId, floor: TokenId) -> Option<TokenId> {
    (floor.0..token.0)
        .rev()
        .map(TokenId)
        .take_while(|&t| scene.point(t) == Point::Word)
        .find(|&t| scene.is_relative(t))
}

fn last_conjunction(scene: &Scene, first: TokenId, end: TokenId) -> Option<TokenId> {
    (first.0..end.0)
        .rev()
        .map(TokenId)
        .find(|&t| scene.upos(t) == Upos::Cconj && scene.mention_over(t).is_none())
        .map(|t| TokenId(t.0 + 1))
        .filter(|&after| after < end)
}

/// Drops adverbs, conjunctions and prepositional phrases from the front.
fn trim_front(scene: &Scene, first: TokenId, end: TokenId) -> Option<TokenId> {
    let mut first = first;
    while first < end {
        match scene.upos(first) {
            Upos::Adv | Upos::Cconj | Upos::Sconj | Upos::Punct | Upos::Intj => first.0 += 1,
            Upos::Adp => first = after_preposition(scene, first, end)?,
            Upos::Verb if opens_participle(scene, first, end) => return None,
            _ if scene.xpos(first) == Xpos::TO || scene.xpos(first) == Xpos::POS => first.0 += 1,
            _ => return Some(first),
        }
    }
    None
}

/// "Speaking in the capital": a participle with words of its own, not "visiting officials".
fn opens_participle(scene: &Scene, token: TokenId, end: TokenId) -> bool {
    let next = TokenId(token.0 + 1);
    next < end
        && (matches!(scene.upos(next), Upos::Adp | Upos::Det | Upos::Adv)
            || scene.xpos(next) == Xpos::TO)
}

/// The noun chunk that ends right before `end`.
pub(super) fn chunk_before(scene: &Scene, end: TokenId) -> Option<Phrase> {
    let floor = floor(scene, end);
    let last = TokenId(end.0.checked_sub(1)?);
    let mut first = end;
    while first > floor {
        let token = TokenId(first.0 - 1);
        let inside = scene.point(token) == Point::Word
            && (scene.mention_over(token) == scene.mention_over(last)
                && scene.mention_over(last).is_some()
                || matches!(
                    scene.upos(token),
                    Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num | Upos::Part
                )
                || scene.xpos(token) == Xpos::PrpPoss);
        if !inside {
            break;
        }
        first = token;
    }
    let head = head_of(scene, first, end)?;
    Some(Phrase { first, end, head })
}

/// First token after the prepositional phrase at `first`: where a further phrase begins.
fn after_preposition(scene: &Scene, first: TokenId, end: TokenId) -> Option<TokenId> {
    (first.0 + 2..end.0).map(TokenId).find(|&t| {
        let before = TokenId(t.0 - 1);
        let fresh = matches!(scene.upos(t), Upos::Det | Upos::Pron) && scene.xpos(t) != Xpos::POS
            || starts_mention(scene, t)
            || scene.is_calendar(before) && !scene.is_calendar(t);
        let closed = scene.is_nominal(before) || scene.upos(before) == Upos::Adv;
        fresh && closed && scene.opens_phrase(t)
    })
}

fn starts_mention(scene: &Scene, token: TokenId) -> bool {
    scene
        .mention_over(token)
        .is_some_and(|id| scene.actors.mention(id).first == token)
}

/// Head of the noun phrase that begins at `first`: the last noun of its first chunk.
fn head_of(scene: &Scene, first: TokenId, end: TokenId) -> Option<TokenId> {
    let mut head = None;
    let mut token = first;
    while token < end {
        if let Some(mention) = whole_mention(scene, token, end) {
            head = Some(mention.1);
            token = mention.0;
            continue;
        }
        if scene.is_nominal(token) && scene.xpos(token) != Xpos::POS {
            head = Some(token);
        } else if head.is_some() && !continues_chunk(scene, token, end) {
            break;
        } else if scene.upos(token) == Upos::Adj && head.is_none() {
            // "the wounded": an adjective heads where no noun follows.
            let next = TokenId(token.0 + 1);
            if next >= end {
                head = Some(token);
            }
        }
        token.0 += 1;
    }
    head
}

/// A possessive ending, a hyphen, an adjective before a further noun: the chunk goes on.
fn continues_chunk(scene: &Scene, token: TokenId, end: TokenId) -> bool {
    let next = TokenId(token.0 + 1);
    scene.xpos(token) == Xpos::POS
        || scene.xpos(token) == Xpos::HYPH
        || scene.upos(token) == Upos::Punct
        || scene.upos(token) == Upos::Adj && next < end && scene.is_nominal(next)
}

/// End and head of the mention that begins at `token` and ends by `end`.
fn whole_mention(scene: &Scene, token: TokenId, end: TokenId) -> Option<(TokenId, TokenId)> {
    let mention = scene.actors.mention(scene.mention_over(token)?);
    let inside = mention.first == token && mention.end > token && mention.end <= end;
    let head = mention.head;
    (inside && mention.first <= head && head < mention.end).then_some((mention.end, head))
}

/// The noun phrase that begins at `first` and runs to the next boundary; `None` where a finite
/// verb follows, which makes it the subject of a clause.
pub(super) fn phrase_after(scene: &Scene, first: TokenId) -> Option<Phrase> {
    if first >= scene.end() || !scene.opens_phrase(first) {
        return None;
    }
    let limit = scene.sentence(first).end.min(TokenId(first.0 + REACH));
    let mut end = first;
    while end < limit {
        match scene.point(end) {
            Point::Word => {}
            Point::Open | Point::Close if scene.quoted(end).is_none() => {}
            _ => break,
        }
        if scene.opens_clause(end) || scene.is_relative(end) {
            break;
        }
        if scene.is_finite(end) && scene.mention_over(end).is_none() {
            return None;
        }
        if end > first && closes_phrase(scene, end) {
            break;
        }
        end.0 += 1;
    }
    let head = head_of(scene, first, end)?;
    Some(Phrase { first, end, head })
}

/// A time or medium phrase, or an adverb: no part of the phrase before.
fn closes_phrase(scene: &Scene, token: TokenId) -> bool {
    scene.mention_over(token).is_none()
        && (time_at(scene, token).is_some() || medium_at(scene, token).is_some())
}

/// End of the noun chunk at `first`: determiners, adjectives and nouns, without prepositions.
pub(super) fn chunk_end(scene: &Scene, first: TokenId) -> TokenId {
    let limit = scene.sentence(first).end.min(TokenId(first.0 + REACH));
    let mut end = first;
    let mut nominal = false;
    while end < limit && scene.point(end) == Point::Word {
        if nominal && starts_new_chunk(scene, end) {
            break;
        }
        if let Some((after, _)) = whole_mention(scene, end, limit) {
            end = after;
            nominal = true;
            continue;
        }
        match scene.upos(end) {
            Upos::Noun | Upos::Propn | Upos::Num => nominal = true,
            Upos::Pron if scene.xpos(end) != Xpos::PrpPoss => {
                if nominal {
                    break;
                }
                return TokenId(end.0 + 1);
            }
            Upos::Part if scene.xpos(end) != Xpos::POS => break,
            Upos::Det | Upos::Adj | Upos::Pron | Upos::Part | Upos::Punct | Upos::Sym => {}
            _ => break,
        }
        end.0 += 1;
    }
    end
}

fn starts_new_chunk(scene: &Scene, token: TokenId) -> bool {
    let before = TokenId(token.0 - 1);
    let determiner = matches!(scene.upos(token), Upos::Det | Upos::Pron);
    let fresh = starts_mention(scene, token)
        && scene.xpos(before) != Xpos::POS
        && scene.mention_over(before).is_some();
    determiner || fresh || scene.is_calendar(token)
}

/// End of the time phrase at `token`: "Thursday", "on Jan. 3", "earlier this week".
pub(super) fn time_at(scene: &Scene, token: TokenId) -> Option<TokenId> {
    let limit = scene.sentence(token).end;
    let mut end = token;
    if scene.upos(end) == Upos::Adp && scene.has(end, Role::Carrier) {
        end.0 += 1;
    }
    let mut modifiers = 0;
    while end < limit && !scene.is_calendar(end) && modifiers < 3 && modifies_time(scene, end) {
        modifiers += 1;
        end.0 += 1;
    }
    let mut words = 0;
    while end < limit && (scene.is_calendar(end) || words > 0 && scene.upos(end) == Upos::Num) {
        words += 1;
        end.0 += 1;
    }
    let possessor = end < limit && scene.xpos(end) == Xpos::POS;
    let bare = end.0 == token.0 + words;
    let compound = end < limit
        && matches!(scene.upos(end), Upos::Noun | Upos::Adj)
        && scene.point(end) == Point::Word;
    (words > 0 && !possessor && (bare || !compound)).then_some(end)
}

fn modifies_time(scene: &Scene, token: TokenId) -> bool {
    matches!(
        scene.upos(token),
        Upos::Adv | Upos::Adj | Upos::Det | Upos::Num
    )
}

/// End of the medium phrase at a preposition: "in a social media post", "on X".
pub(super) fn medium_at(scene: &Scene, token: TokenId) -> Option<TokenId> {
    if !scene.has(token, Role::Carrier) || scene.point(token) != Point::Word {
        return None;
    }
    let limit = scene.sentence(token).end.min(TokenId(token.0 + 12));
    let mut at = TokenId(token.0 + 1);
    while at < limit && scene.point(at) == Point::Word {
        if scene.opens_clause(at) || scene.is_finite(at) || scene.is_relative(at) {
            return None;
        }
        if scene.upos(at) == Upos::Adp {
            return None;
        }
        if is_medium(scene, token, at) {
            return Some(medium_tail(scene, TokenId(at.0 + 1), limit));
        }
        at.0 += 1;
    }
    None
}

/// True where words that end at `at` name a medium.
fn is_medium(scene: &Scene, floor: TokenId, at: TokenId) -> bool {
    let capital = scene.word(at).starts_with(char::is_uppercase);
    if capital && at.0 == floor.0 + 1 && scene.has(at, Role::Platform) {
        return true;
    }
    // "in the statement office" names an office.
    let next = TokenId(at.0 + 1);
    let compound = scene.point(next) == Point::Word && scene.upos(next) == Upos::Noun;
    !compound && media_phrase_ends(scene, floor, at)
}

fn media_phrase_ends(scene: &Scene, floor: TokenId, at: TokenId) -> bool {
    let low = scene.low(at);
    let single = low.strip_suffix('s').unwrap_or(low);
    [low, single].iter().any(|last| {
        scene.lexicon.media(last).iter().any(|words| {
            let len = words.len() as u32;
            at.0 + 1 >= floor.0 + 1 + len
                && words
                    .iter()
                    .rev()
                    .skip(1)
                    .zip((0..at.0).rev())
                    .all(|(word, t)| word == scene.low(TokenId(t)))
        })
    })
}

/// Further prepositional phrases of the medium: "with state television", "on X".
fn medium_tail(scene: &Scene, from: TokenId, limit: TokenId) -> TokenId {
    let mut end = from;
    while end < limit
        && (scene.upos(end) == Upos::Adp || scene.xpos(end) == Xpos::VBN)
        && time_at(scene, end).is_none()
    {
        let next = TokenId(end.0 + 1);
        let after = if next < limit && scene.opens_phrase(next) {
            chunk_end(scene, next)
        } else {
            next
        };
        if after <= next && scene.xpos(end) != Xpos::VBN {
            break;
        }
        end = after;
    }
    end
}
