//! The source of a cue: the noun phrase before a verb of saying, after an inverted one, or that of
//! an earlier verb which the cue shares.

use super::cues::{Before, Cue, Follow, Form, Side};
use super::lexicon::Role;
use super::phrase::{Edge, Phrase, phrase_after, phrase_before};
use super::scene::{Point, Scene};
use crate::actors::MentionKind;
use chancery_data::schema::SpeechKind as Act;
use chancery_nlp::{Deprel, TokenId, Upos, Xpos};

/// How many commas are tried as the start of an apposition.
const COMMAS: usize = 6;

/// Fills source and side of a verb's cue; false where the verb is no act of saying here.
pub(super) fn find(scene: &Scene, cue: &mut Cue, before: Before, earlier: Option<&Cue>) -> bool {
    let Form::Verb(frame) = cue.form else {
        return false;
    };
    let participle = matches!(scene.xpos(cue.head), Xpos::VBN | Xpos::VBD);
    if before.passive && participle {
        return passive(scene, cue, before);
    }
    if scene.xpos(cue.head) == Xpos::VBN && !before.auxiliary && !says_after_all(scene, cue) {
        return false;
    }
    if before.infinitive {
        return raised(scene, cue, before, earlier);
    }
    // "told an official" is inverted only where nobody stands before it.
    let teller = frame.act == Act::Tell && left(scene, before.at).is_some();
    if frame.tail
        && !teller
        && let Some(source) = inverted(scene, cue)
    {
        cue.side = Side::Right;
        cue.source = Some(source);
        cue.closes = source.end;
        cue.after = super::cues::after_verb(scene, source.end, frame);
        cue.after.follow = end_after_inversion(cue.after.follow, source.end);
        cue.closes = cue.closes.max(end_of(cue.after.follow));
        return true;
    }
    if shares(scene, cue, before) {
        return share(scene, cue, before, earlier);
    }
    let Some((source, edge)) = left(scene, before.at) else {
        return false;
    };
    let object = edge == Edge::Verb && !is_own_subject(scene, source, cue.head);
    let nobody = scene.has(source.first, Role::Negative);
    if object || nobody || scene.xpos(source.head) == Xpos::EX {
        return false;
    }
    cue.side = Side::Left;
    cue.source = Some(source);
    cue.opens = source.first;
    true
}

/// After another verb a phrase is the subject of the cue where its form or the tree says so:
/// "said he believes", "said the envoy told".
fn is_own_subject(scene: &Scene, source: Phrase, verb: TokenId) -> bool {
    let pronoun = scene.xpos(source.head) == Xpos::PRP && source.end.0 == source.head.0 + 1;
    let tree = scene.parse.heads.get(source.head.index()) == Some(&verb);
    pronoun || tree && scene.parse.deprel(source.head).is_subject()
}

fn end_of(follow: Follow) -> TokenId {
    match follow {
        Follow::End(at) | Follow::Quote(at) => at,
        Follow::That(at) | Follow::Clause(at) | Follow::Noun(at) => at,
    }
}

/// After "said Umerov" come at most adverbs, times and a further quote, never a bare clause.
fn end_after_inversion(follow: Follow, end: TokenId) -> Follow {
    match follow {
        Follow::Clause(_) | Follow::Noun(_) => Follow::End(end),
        other => other,
    }
}

/// A participle by its tag that a clause or a quotation follows is a past tense after all.
fn says_after_all(scene: &Scene, cue: &Cue) -> bool {
    let by = cue.end < scene.end() && scene.has(cue.end, Role::By);
    if cue.after.hearer.is_some() && !by {
        return true;
    }
    match cue.after.follow {
        Follow::That(_) | Follow::Quote(_) => true,
        Follow::Clause(at) => scene.xpos(at) != Xpos::TO || is_main(scene, cue),
        Follow::End(at) => {
            let stops = at >= scene.end() || scene.point(at) != Point::Word;
            !by && (stops || is_main(scene, cue))
        }
        Follow::Noun(_) => !by && (governs(scene, cue.head) || opens_sentence(scene, cue)),
    }
}

/// The one verb of its sentence, or that of a relative clause with a subject of its own: "The rebels
/// called the charges", "talks that one envoy described".
fn is_main(scene: &Scene, cue: &Cue) -> bool {
    let Some((source, _)) = left(scene, cue.first) else {
        return false;
    };
    let before = source.first.0.checked_sub(1).map(TokenId);
    let relative = before.is_some_and(|t| scene.is_relative(t));
    let alone = !scene
        .sentence(cue.head)
        .tokens()
        .any(|t| scene.is_finite(t));
    relative || alone && opens_sentence(scene, cue)
}

/// A subject and the verb open the sentence: "Velia rejected claims".
fn opens_sentence(scene: &Scene, cue: &Cue) -> bool {
    left(scene, cue.first).is_some_and(|(source, edge)| {
        edge == Edge::Strong && source.first == scene.sentence(cue.head).first
    })
}

/// True where the tree gives a verb a subject of its own.
fn governs(scene: &Scene, verb: TokenId) -> bool {
    scene
        .parse
        .child(verb, &[Deprel::Nsubj, Deprel::NsubjOuter])
        .is_some()
}

/// "It is believed that": hearsay without a source; "the plan was announced by X": the agent.
fn passive(scene: &Scene, cue: &mut Cue, before: Before) -> bool {
    let agent = cue.end < scene.end() && scene.has(cue.end, Role::By);
    if agent {
        cue.source = phrase_after(scene, TokenId(cue.end.0 + 1));
        cue.side = Side::Right;
        if let Some(source) = cue.source {
            cue.closes = source.end;
        }
    }
    let empty = left(scene, before.at).is_some_and(|(s, _)| is_empty_subject(scene, s));
    let said = matches!(cue.after.follow, Follow::That(_) | Follow::Clause(_));
    if empty {
        cue.opens = TokenId(before.at.0.saturating_sub(1));
    }
    empty && (said || cue.source.is_some()) || !empty && is_raised_passive(cue)
}

/// "is said to have left".
fn is_raised_passive(cue: &Cue) -> bool {
    let Form::Verb(frame) = cue.form else {
        return false;
    };
    let doubts = matches!(
        frame.act,
        Act::Say | Act::Believe | Act::Report | Act::Claim
    );
    doubts && matches!(cue.after.follow, Follow::Clause(_))
}

pub(super) fn is_empty_subject(scene: &Scene, source: Phrase) -> bool {
    source.end.0 == source.first.0 + 1
        && scene.has(source.first, Role::Empty)
        && scene.mention_over(source.first).is_none()
}

/// "went on to say": the subject of the verb before; other infinitives say nothing yet.
fn raised(scene: &Scene, cue: &mut Cue, before: Before, earlier: Option<&Cue>) -> bool {
    let Some(mut verb) = before.at.0.checked_sub(1).map(TokenId) else {
        return false;
    };
    if scene.upos(verb) != Upos::Verb && verb.0 > 0 {
        verb.0 -= 1;
    }
    if !scene.has(verb, Role::Raising) {
        return false;
    }
    let outer = super::cues::before_verb(scene, verb);
    if outer.negative || outer.infinitive {
        return false;
    }
    if shares(scene, cue, outer) {
        return share(scene, cue, outer, earlier);
    }
    let Some((source, _)) = left(scene, outer.at) else {
        return false;
    };
    cue.side = Side::Left;
    cue.source = Some(source);
    cue.opens = source.first;
    true
}

/// "said Umerov": the phrase after a verb that closes a quotation or a clause.
fn inverted(scene: &Scene, cue: &Cue) -> Option<Phrase> {
    let before = TokenId(cue.first.0.checked_sub(1)?);
    let closes = scene.point(before) == Point::Close && scene.quoted(before).is_some();
    let comma = scene.point(before) == Point::Comma && cue.first > scene.sentence(cue.first).first;
    let dash = scene.point(before) == Point::Dash;
    let tense = matches!(scene.xpos(cue.head), Xpos::VBD | Xpos::VBZ | Xpos::VBN);
    if !(closes || comma || dash) || !tense || cue.end >= scene.end() {
        return None;
    }
    if super::phrase::time_at(scene, cue.end).is_some()
        || comma && !closes && names_teller(scene, cue)
    {
        return None;
    }
    let source = phrase_after(scene, cue.end)?;
    let object = scene.upos(source.head) == Upos::Pron && scene.has(source.head, Role::Own1st);
    (!object || closes).then_some(())?;
    let limit = scene.sentence(source.first).end;
    let clause = (source.end.0..limit.0)
        .map(TokenId)
        .take_while(|&t| scene.point(t) == Point::Word && !scene.is_relative(t))
        .any(|t| scene.is_finite(t) || scene.opens_clause(t) && t == source.end);
    (!clause).then_some(source)
}

/// "The minister, Hodan Egal, acknowledged": a subject between commas and nothing told before it.
fn names_teller(scene: &Scene, cue: &Cue) -> bool {
    let first = scene.sentence(cue.first).first;
    let quote = |t: u32| scene.quoted(TokenId(t)).is_some();
    let told = scene.has_verb(first, cue.first) || (first.0..cue.first.0).any(quote);
    !told && left(scene, cue.first).is_some()
}

/// True where a verb has no subject of its own: after a conjunction, a preposition, a comma as
/// participle.
fn shares(scene: &Scene, cue: &Cue, before: Before) -> bool {
    let gerund = scene.xpos(cue.head) == Xpos::VBG && !before.auxiliary;
    let Some(token) = before.at.0.checked_sub(1).map(TokenId) else {
        return gerund;
    };
    if before.at <= scene.sentence(cue.head).first {
        return gerund;
    }
    match scene.point(token) {
        Point::Word => {
            let joined = scene.upos(token) == Upos::Cconj;
            joined || gerund && matches!(scene.upos(token), Upos::Adp | Upos::Sconj)
        }
        _ => gerund,
    }
}

/// Takes the source of the verb before in the same sentence, else the subject of the sentence.
fn share(scene: &Scene, cue: &mut Cue, before: Before, earlier: Option<&Cue>) -> bool {
    let sentence = scene.sentence(cue.head);
    let same = earlier.filter(|e| {
        sentence.contains(e.head) && e.quoted == cue.quoted && matches!(e.form, Form::Verb(_))
    });
    let opens = before.at;
    let source = same
        .and_then(|e| e.source)
        .or_else(|| subject_before(scene, opens));
    cue.side = Side::Shared;
    cue.source = source;
    cue.opens = opens;
    source.is_some_and(|s| !is_empty_subject(scene, s))
}

/// Subject of the first finite verb of the sentence before `limit`.
fn subject_before(scene: &Scene, limit: TokenId) -> Option<Phrase> {
    let sentence = scene.sentence(limit);
    let quoted = scene.quoted(limit);
    let verb = (sentence.first.0..limit.0)
        .map(TokenId)
        .find(|&t| scene.is_finite(t) && scene.quoted(t) == quoted)?;
    let before = super::cues::before_verb(scene, verb);
    left(scene, before.at).map(|(source, _)| source)
}

/// The source that ends right before `end`, with the words between two commas stepped over.
pub(super) fn left(scene: &Scene, end: TokenId) -> Option<(Phrase, Edge)> {
    let token = TokenId(end.0.checked_sub(1)?);
    if end < scene.end() && scene.region(token) != scene.region(end) {
        return None;
    }
    match scene.point(token) {
        Point::Comma | Point::Bracket | Point::Dash => across_parenthesis(scene, token),
        Point::Word if scene.is_relative(token) => before_relative(scene, token),
        Point::Word => phrase_before(scene, end),
        Point::Open | Point::Close if scene.quoted(token).is_none() => phrase_before(scene, end),
        _ => None,
    }
}

/// "the envoy, who said": the phrase before the comma.
fn before_relative(scene: &Scene, relative: TokenId) -> Option<(Phrase, Edge)> {
    let before = TokenId(relative.0.checked_sub(1)?);
    let end = if scene.point(before) == Point::Comma {
        before
    } else {
        relative
    };
    match phrase_before(scene, end)? {
        (_, Edge::Verb) => {
            let phrase = super::phrase::chunk_before(scene, end)?;
            Some((phrase, Edge::Strong))
        }
        found => Some(found),
    }
}

/// "Umerov, secretary of the council, said": the phrase before the comma that opens the words
/// between. The nearest that begins a clause is best, then the nearest of all.
fn across_parenthesis(scene: &Scene, close: TokenId) -> Option<(Phrase, Edge)> {
    let sentence = scene.sentence(close);
    let floor = sentence.first.0.max(close.0.saturating_sub(70));
    let mut weak = None;
    let opens = (floor..close.0)
        .rev()
        .map(TokenId)
        .filter(|&t| matches!(scene.point(t), Point::Comma | Point::Bracket | Point::Dash));
    for open in opens.take(COMMAS) {
        if scene.quoted(open) != scene.quoted(close) {
            break;
        }
        match phrase_before(scene, open) {
            Some((phrase, edge)) if edge != Edge::Verb && is_named_beside(scene, phrase) => {
                return Some((phrase, Edge::Strong));
            }
            Some((phrase, Edge::Strong)) => return Some((phrase, Edge::Strong)),
            Some((phrase, Edge::Comma)) if weak.is_none() && is_subject(scene, phrase) => {
                weak = Some((phrase, Edge::Comma));
            }
            // Adverbs taken for prepositions hide a subject: its chunk, where a name follows.
            None => {
                let chunk = super::phrase::chunk_before(scene, open);
                if let Some(chunk) = chunk.filter(|&chunk| is_named_beside(scene, chunk)) {
                    return Some((chunk, Edge::Strong));
                }
            }
            _ => {}
        }
    }
    weak.or_else(|| lone_comma(scene, close))
}

/// "the minister of defence, Rodolphe Yakété,": a description with the name beside it.
fn is_named_beside(scene: &Scene, phrase: Phrase) -> bool {
    let named = phrase
        .mention(scene)
        .is_some_and(|id| scene.actors.mention(id).kind == MentionKind::Name);
    !named && super::known::name_beside(scene, phrase.end).is_some()
}

/// "The agency, said": a stray comma after a subject that opens the sentence.
fn lone_comma(scene: &Scene, comma: TokenId) -> Option<(Phrase, Edge)> {
    let (phrase, edge) = phrase_before(scene, comma)?;
    let opens = phrase.first == scene.sentence(comma).first;
    (edge == Edge::Strong && opens && scene.point(comma) == Point::Comma).then_some((phrase, edge))
}

/// A phrase that can stand for who speaks: a mention, or no subject of another verb by the tree.
fn is_subject(scene: &Scene, phrase: Phrase) -> bool {
    let subject = || {
        (phrase.first.0..phrase.end.0)
            .map(TokenId)
            .any(|t| scene.parse.deprel(t) == Deprel::Nsubj)
    };
    phrase.mention(scene).is_some() || subject()
}

/// The source of "according to": a noun phrase with what belongs to it.
pub(super) fn phrase_of_prefix(scene: &Scene, first: TokenId) -> Option<Phrase> {
    if first >= scene.end() {
        return None;
    }
    if let Some(phrase) = phrase_after(scene, first) {
        return Some(phrase);
    }
    // A finite verb follows without a comma: the chunk alone.
    let end = super::phrase::chunk_end(scene, first);
    let head = (first.0..end.0)
        .rev()
        .map(TokenId)
        .find(|&t| scene.is_nominal(t))?;
    Some(Phrase { first, end, head })
}
