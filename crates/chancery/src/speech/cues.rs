//! Cues: verbs and phrases of saying, with what stands before the verb and after it.

use super::SpeechKind;
use super::lexicon::{Frame, Role};
use super::phrase::{Phrase, chunk_end, medium_at, time_at};
use super::scene::{Point, Scene};
use super::source;
use chancery_data::schema::SpeechKind as Act;
use chancery_nlp::{Deprel, Span, TokenId, Upos, Xpos};

/// How far the words between a verb and its content may reach, in tokens.
const REACH: u32 = 30;

/// What shape a cue has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A verb with its frame.
    Verb(Frame),
    /// A phrase before its source: "according to".
    Prefix,
    /// A phrase with a possessor: "in his words".
    Own,
    /// An adverb of hearsay: "reportedly".
    Hearsay,
}

/// Where the source stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Before the verb.
    Left,
    /// After it: "said Umerov".
    Right,
    /// With an earlier verb: "and added", ", noting".
    Shared,
    /// Nowhere in the words.
    Absent,
}

/// What follows a verb and the adverbs, hearer, time and medium beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follow {
    /// A clause after "that", from this token.
    That(TokenId),
    /// A clause without "that", a question, an infinitive.
    Clause(TokenId),
    /// A noun phrase that is the content.
    Noun(TokenId),
    /// An opening mark at this token.
    Quote(TokenId),
    /// A comma, a full stop, the end, at this token.
    End(TokenId),
}

/// The words after a verb of saying.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct After {
    pub hearer: Option<Phrase>,
    pub time: Option<(TokenId, TokenId)>,
    pub medium: Option<Span>,
    pub follow: Follow,
}

/// A cue with its source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cue {
    pub first: TokenId,
    pub end: TokenId,
    /// Head word.
    pub head: TokenId,
    pub form: Form,
    pub kind: SpeechKind,
    pub side: Side,
    pub source: Option<Phrase>,
    /// First token of source and cue together.
    pub opens: TokenId,
    /// One past the last token of source, cue and the words beside them.
    pub closes: TokenId,
    pub after: After,
    /// Pair of marks that the cue stands in.
    pub quoted: Option<usize>,
}

/// All cues of the document, in order.
pub(super) fn find_cues(scene: &Scene) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut token = TokenId(0);
    while token < scene.end() {
        let earlier = cues.last();
        let found = phrase_cue(scene, token)
            .or_else(|| verb_cue(scene, token, earlier))
            .or_else(|| hearsay_cue(scene, token));
        token.0 += 1;
        if let Some(cue) = found {
            token = token.max(cue.end);
            cues.push(cue);
        }
    }
    cues
}

/// True where the words at `token` are these, in lower case.
pub(super) fn matches(scene: &Scene, token: TokenId, words: &[String]) -> bool {
    words
        .iter()
        .zip(token.0..)
        .all(|(word, t)| t < scene.end().0 && scene.low(TokenId(t)) == word)
}

fn blank(at: TokenId) -> After {
    After {
        hearer: None,
        time: None,
        medium: None,
        follow: Follow::End(at),
    }
}

fn phrase_cue(scene: &Scene, token: TokenId) -> Option<Cue> {
    let (words, role) = scene
        .lexicon
        .phrases(scene.low(token))
        .iter()
        .find(|(words, _)| matches(scene, token, words))?;
    let end = TokenId(token.0 + words.len() as u32);
    match role {
        Role::Prefix => prefix_cue(scene, token, end),
        Role::OwnPhrase => Some(own_cue(scene, token, end)),
        _ => relayed_cue(scene, token, end),
    }
}

/// "according to the ministry": the source follows.
fn prefix_cue(scene: &Scene, first: TokenId, end: TokenId) -> Option<Cue> {
    let source = source::phrase_of_prefix(scene, end).filter(|s| !scene.is_relative(s.head))?;
    Some(Cue {
        first,
        end,
        head: first,
        form: Form::Prefix,
        kind: SpeechKind::Say,
        side: Side::Right,
        source: Some(source),
        opens: first,
        closes: source.end,
        after: blank(source.end),
        quoted: scene.quoted(first),
    })
}

/// "in his words": the possessor is the source.
fn own_cue(scene: &Scene, first: TokenId, end: TokenId) -> Cue {
    let owner = (first.0..end.0)
        .map(TokenId)
        .find(|&t| scene.upos(t) == Upos::Pron || scene.xpos(t) == Xpos::PrpPoss);
    let source = owner.map(|head| Phrase {
        first: head,
        end: TokenId(head.0 + 1),
        head,
    });
    Cue {
        first,
        end,
        head: TokenId(end.0 - 1),
        form: Form::Own,
        kind: SpeechKind::Say,
        side: Side::Right,
        source,
        opens: first,
        closes: end,
        after: blank(end),
        quoted: scene.quoted(first),
    }
}

/// "was quoted as saying": the subject is the source, whoever printed it.
fn relayed_cue(scene: &Scene, first: TokenId, end: TokenId) -> Option<Cue> {
    let head = TokenId(end.0 - 1);
    let frame = scene
        .lexicon
        .verbs(scene.low(head))
        .iter()
        .find(|(words, _)| words.len() == 1)?
        .1;
    let before = before_verb(scene, first);
    let (source, _) = source::left(scene, before.at)?;
    let after = after_verb(scene, end, frame);
    Some(Cue {
        first,
        end,
        head,
        form: Form::Verb(frame),
        kind: frame.kind,
        side: Side::Left,
        source: Some(source),
        opens: source.first,
        closes: follow_at(after.follow),
        after,
        quoted: scene.quoted(first),
    })
}

fn hearsay_cue(scene: &Scene, token: TokenId) -> Option<Cue> {
    scene.has(token, Role::Hearsay).then(|| Cue {
        first: token,
        end: TokenId(token.0 + 1),
        head: token,
        form: Form::Hearsay,
        kind: SpeechKind::Claim,
        side: Side::Absent,
        source: None,
        opens: token,
        closes: TokenId(token.0 + 1),
        after: blank(TokenId(token.0 + 1)),
        quoted: scene.quoted(token),
    })
}

/// What stands between a subject and its verb.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    /// One past the subject's last token.
    pub at: TokenId,
    pub negative: bool,
    pub passive: bool,
    pub auxiliary: bool,
    pub infinitive: bool,
}

/// Steps back over auxiliaries, adverbs, negations and times.
pub(super) fn before_verb(scene: &Scene, verb: TokenId) -> Before {
    let mut before = Before {
        at: verb,
        ..Before::default()
    };
    let floor = if verb < scene.end() {
        scene.sentence(verb).first
    } else {
        verb
    };
    while before.at > floor {
        let token = TokenId(before.at.0 - 1);
        if scene.point(token) != Point::Word {
            break;
        }
        let auxiliary = scene.upos(token) == Upos::Aux || scene.xpos(token) == Xpos::MD;
        let negative = scene.has(token, Role::Negative);
        if scene.xpos(token) == Xpos::TO {
            before.infinitive = true;
            before.at = token;
            break;
        }
        if let Some(first) = time_ending_at(scene, before.at, floor) {
            before.at = first;
            continue;
        }
        if !(auxiliary || negative || scene.upos(token) == Upos::Adv) {
            break;
        }
        before.auxiliary |= auxiliary;
        before.negative |= negative;
        before.passive |= auxiliary && scene.has(token, Role::Passive);
        before.at = token;
    }
    before
}

/// First token of a time phrase that ends right before `end`.
fn time_ending_at(scene: &Scene, end: TokenId, floor: TokenId) -> Option<TokenId> {
    let earliest = floor.0.max(end.0.saturating_sub(5));
    (earliest..end.0)
        .map(TokenId)
        .find(|&t| scene.point(t) == Point::Word && time_at(scene, t) == Some(end))
}

fn verb_cue(scene: &Scene, token: TokenId, earlier: Option<&Cue>) -> Option<Cue> {
    let object = token.0 > 0 && is_object_of_saying(scene, token);
    let named = scene.mention_over(token).is_some();
    let closes = super::manner::closes_report(scene, token);
    if !closes && (named || object || !is_verb(scene, token)) {
        return None;
    }
    let (words, frame) = scene
        .lexicon
        .verbs(scene.low(token))
        .iter()
        .find(|(words, _)| matches(scene, token, words))?;
    let end = TokenId(token.0 + words.len() as u32);
    let before = before_verb(scene, token);
    let after = after_verb(scene, end, *frame);
    let mut cue = Cue {
        first: token,
        end,
        head: token,
        form: Form::Verb(*frame),
        kind: frame.kind,
        side: Side::Absent,
        source: None,
        opens: token,
        closes: follow_at(after.follow),
        after,
        quoted: scene.quoted(token),
    };
    if before.negative {
        return None;
    }
    let found = source::find(scene, &mut cue, before, earlier);
    super::manner::reshape(scene, &mut cue);
    found.then_some(cue)
}

/// "rejected claims": a noun of saying right after a verb that takes one, whatever its tag.
fn is_object_of_saying(scene: &Scene, token: TokenId) -> bool {
    let before = TokenId(token.0 - 1);
    let governed = scene
        .lexicon
        .verbs(scene.low(before))
        .iter()
        .any(|(words, frame)| words.len() == 1 && frame.noun);
    governed && scene.lexicon.noun(scene.low(token)).is_some()
}

/// A verb by its tag, or a word of another tag that the tree takes for a verb with a subject.
fn is_verb(scene: &Scene, token: TokenId) -> bool {
    if scene.upos(token) == Upos::Verb || scene.xpos(token) == Xpos::FW {
        return true;
    }
    let parse = scene.parse;
    let subject = parse
        .child(token, &[Deprel::Nsubj, Deprel::NsubjOuter])
        .is_some_and(|t| t < token);
    subject
        && parse
            .child(token, &[Deprel::Cop, Deprel::Det, Deprel::Case])
            .is_none()
}

/// First token that the words beside a verb leave.
fn follow_at(follow: Follow) -> TokenId {
    match follow {
        Follow::That(at)
        | Follow::Clause(at)
        | Follow::Noun(at)
        | Follow::Quote(at)
        | Follow::End(at) => at,
    }
}

/// Reads hearer, times, media and adverbs after a verb, and what follows them.
pub(super) fn after_verb(scene: &Scene, from: TokenId, frame: Frame) -> After {
    let mut after = blank(from);
    let mut at = from;
    for _ in 0..8 {
        match step_after(scene, at, frame, &mut after) {
            Some(next) => at = next,
            None => break,
        }
    }
    after.follow = read_follow(scene, at, frame, &mut after);
    after
}

/// One hearer, time, medium or adverb; the token after it.
fn step_after(scene: &Scene, at: TokenId, frame: Frame, after: &mut After) -> Option<TokenId> {
    if at >= scene.end() || scene.point(at) != Point::Word {
        return None;
    }
    if after.time.is_none()
        && let Some(end) = time_at(scene, at)
        && !(end < scene.end() && scene.upos(at) == Upos::Det && scene.is_finite(end))
    {
        after.time = Some((at, end));
        return Some(end);
    }
    if let (None, Some(end)) = (after.medium, medium_at(scene, at)) {
        after.medium = Some(scene.parse.span_of(at, end));
        return Some(end);
    }
    if after.hearer.is_none()
        && let Some(hearer) = hearer_at(scene, at, frame)
    {
        after.hearer = Some(hearer);
        return Some(hearer.end);
    }
    let next = TokenId(at.0 + 1);
    let adverb = scene.upos(at) == Upos::Adv && !scene.has(at, Role::Question);
    (adverb && next < scene.end() && !scene.is_finite(next)).then_some(next)
}

/// "told reporters", "said to the press".
fn hearer_at(scene: &Scene, at: TokenId, frame: Frame) -> Option<Phrase> {
    let to = scene.upos(at) == Upos::Adp && scene.xpos(at) == Xpos::TO
        || scene.upos(at) == Upos::Adp && scene.low(at).len() == 2 && is_to(scene, at);
    let first = if to { TokenId(at.0 + 1) } else { at };
    if !to && !frame.hearer || first >= scene.end() || !scene.opens_phrase(first) {
        return None;
    }
    let end = with_topic(scene, chunk_end(scene, first), first);
    if end <= first {
        return None;
    }
    // "told the talks had failed" has no hearer: a finite verb follows the phrase directly.
    if !to && end < scene.end() && scene.is_finite(end) && scene.point(end) == Point::Word {
        return None;
    }
    let head = (first.0..end.0)
        .rev()
        .map(TokenId)
        .find(|&t| scene.is_nominal(t))?;
    let end = with_second(scene, end);
    Some(Phrase { first, end, head })
}

/// "told the envoy and the minister": a chunk with the one after "and", where no clause follows.
fn with_second(scene: &Scene, end: TokenId) -> TokenId {
    let next = TokenId(end.0 + 1);
    if next >= scene.end() || scene.upos(end) != Upos::Cconj || !scene.opens_phrase(next) {
        return end;
    }
    let second = chunk_end(scene, next);
    let verb = second < scene.end() && scene.is_finite(second);
    if verb || second <= next { end } else { second }
}

/// "the governments of the region": a chunk with the one after "of".
fn with_topic(scene: &Scene, end: TokenId, first: TokenId) -> TokenId {
    let next = TokenId(end.0 + 1);
    let joined = end > first
        && next < scene.end()
        && scene.has(end, Role::Topic)
        && scene.low(end).len() == 2
        && scene.opens_phrase(next);
    if joined {
        chunk_end(scene, next).max(end)
    } else {
        end
    }
}

/// "to" tagged as a preposition.
fn is_to(scene: &Scene, at: TokenId) -> bool {
    scene.xpos(at) == Xpos::IN && scene.parse.lemma(at) == "to"
}

fn read_follow(scene: &Scene, at: TokenId, frame: Frame, after: &mut After) -> Follow {
    if at >= scene.end() {
        return Follow::End(at);
    }
    let next = TokenId(at.0 + 1);
    match scene.point(at) {
        Point::Word => {}
        Point::Open if scene.quoted(at).is_some() => return Follow::Quote(at),
        Point::Open => return word_follow(scene, at, frame, after),
        Point::Colon if opens_quote(scene, next) => return Follow::Quote(next),
        Point::Colon => return colon_follow(scene, at),
        Point::Comma if opens_quote(scene, next) => return Follow::Quote(next),
        Point::Comma | Point::Dash => return after_parenthesis(scene, at),
        _ => return Follow::End(at),
    }
    word_follow(scene, at, frame, after)
}

fn opens_quote(scene: &Scene, token: TokenId) -> bool {
    token < scene.end() && scene.point(token) == Point::Open && scene.quoted(token).is_some()
}

/// "He said: the talks go on": the words after a colon in the same sentence.
fn colon_follow(scene: &Scene, at: TokenId) -> Follow {
    let next = TokenId(at.0 + 1);
    if next < scene.sentence(at).end {
        Follow::Clause(next)
    } else {
        Follow::End(at)
    }
}

/// "said, after a night of talks, that": "that" right after the second comma.
fn after_parenthesis(scene: &Scene, at: TokenId) -> Follow {
    let limit = scene.sentence(at).end.min(TokenId(at.0 + REACH));
    let second = (at.0 + 1..limit.0)
        .map(TokenId)
        .find(|&t| matches!(scene.point(t), Point::Comma | Point::Dash));
    let that = second.map(|t| TokenId(t.0 + 1));
    match that {
        Some(that) if that < limit && scene.has(that, Role::That) && scene.opens_clause(that) => {
            Follow::That(TokenId(that.0 + 1))
        }
        _ => Follow::End(at),
    }
}

fn word_follow(scene: &Scene, at: TokenId, frame: Frame, after: &mut After) -> Follow {
    let next = TokenId(at.0 + 1);
    let particle = scene.xpos(next) == Xpos::RP;
    if scene.has(at, Role::That) && next < scene.sentence(at).end && !particle {
        return Follow::That(next);
    }
    // "denies it and says": a pronoun that no verb of its own follows.
    let alone =
        next >= scene.end() || scene.point(next) != Point::Word || scene.upos(next) == Upos::Cconj;
    if scene.xpos(at) == Xpos::PRP && alone {
        return Follow::End(at);
    }
    if let Some(that) = that_after_clause(scene, at) {
        return Follow::That(TokenId(that.0 + 1));
    }
    if scene.has(at, Role::Question) {
        return Follow::Clause(at);
    }
    let negated = scene.has(at, Role::Negative) && scene.xpos(next) == Xpos::TO;
    if negated && frame.infinitive {
        return Follow::Clause(at);
    }
    if scene.xpos(at) == Xpos::TO {
        let inside = next < scene.end() && scene.point(next) == Point::Open;
        let verb = TokenId(next.0 + u32::from(inside));
        return if frame.infinitive && scene.xpos(verb) == Xpos::VB {
            Follow::Clause(at)
        } else {
            Follow::End(at)
        };
    }
    // "accused the commission of having struck names": what the hearer is accused of.
    let accused = after.hearer.is_some() && frame.act == Act::Accuse;
    if accused && scene.has(at, Role::Topic) && next < scene.sentence(at).end {
        return Follow::Clause(next);
    }
    // "denied having fired".
    if frame.noun && scene.xpos(at) == Xpos::VBG {
        return Follow::Clause(at);
    }
    let noun = scene.opens_phrase(at) || scene.lexicon.noun(scene.low(at)).is_some();
    if frame.noun && noun {
        return Follow::Noun(at);
    }
    if let Some(marker) = marker_ahead(scene, at).filter(|_| frame.zero) {
        absorb(scene, at, marker, after);
        let after = TokenId(marker.0 + 1);
        return if scene.point(marker) == Point::Open {
            Follow::Quote(marker)
        } else if opens_quote(scene, after) {
            Follow::Quote(after)
        } else {
            Follow::That(TokenId(marker.0 + 1))
        };
    }
    if frame.zero && (finite_ahead(scene, at) || participle_ahead(scene, at)) {
        return Follow::Clause(at);
    }
    Follow::End(at)
}

/// "said before she went in that": "that" after an adverbial clause.
fn that_after_clause(scene: &Scene, at: TokenId) -> Option<TokenId> {
    let limit = scene.sentence(at).end.min(TokenId(at.0 + REACH));
    let clause = scene.has(at, Role::Boundary) && scene.opens_clause(at);
    let that = (at.0 + 3..limit.0)
        .map(TokenId)
        .take_while(|&t| scene.point(t) == Point::Word)
        .find(|&t| scene.has(t, Role::That) && scene.opens_clause(t));
    that.filter(|_| clause)
}

/// "that" or an opening mark before any finite verb and any punctuation.
fn marker_ahead(scene: &Scene, at: TokenId) -> Option<TokenId> {
    let limit = scene.sentence(at).end.min(TokenId(at.0 + REACH));
    let mut token = at;
    while token < limit {
        let point = scene.point(token);
        if point == Point::Open && scene.quoted(token).is_some() {
            let before = TokenId(token.0 - 1);
            let mixed = token > at && scene.point(before) == Point::Word;
            return (!mixed).then_some(token);
        }
        // "answered at breakfast time: the minister is coming".
        if point == Point::Colon && token > at && TokenId(token.0 + 1) < limit {
            return Some(token);
        }
        if point != Point::Word && !matches!(point, Point::Open | Point::Close) {
            return None;
        }
        // Taggers take "noted at the meeting that the talks" for a relative clause.
        let next = TokenId(token.0 + 1);
        let adjunct = scene.upos(at) == Upos::Adp && next < limit && scene.opens_phrase(next);
        if scene.has(token, Role::That) && (scene.opens_clause(token) || adjunct) {
            return Some(token);
        }
        if scene.is_finite(token) {
            return None;
        }
        token.0 += 1;
    }
    None
}

/// Times and media among the words before "that".
fn absorb(scene: &Scene, from: TokenId, marker: TokenId, after: &mut After) {
    let mut at = from;
    while at < marker {
        if after.time.is_none()
            && let Some(end) = time_at(scene, at).filter(|&end| end <= marker)
        {
            after.time = Some((at, end));
        }
        if after.medium.is_none()
            && let Some(end) = medium_at(scene, at).filter(|&end| end <= marker)
        {
            after.medium = Some(scene.parse.span_of(at, end));
        }
        at.0 += 1;
    }
}

/// True where a finite verb follows in the sentence, before a stop or a semicolon. A comma may
/// stand inside a subject ("the envoy, who ..., had"), not after a preposition or an adverb.
fn finite_ahead(scene: &Scene, at: TokenId) -> bool {
    let phrase = scene.opens_phrase(at) || matches!(scene.xpos(at), Xpos::EX | Xpos::VBG);
    let starts = phrase || matches!(scene.upos(at), Upos::Adp | Upos::Sconj | Upos::Adv);
    let limit = scene.sentence(at).end.min(TokenId(at.0 + REACH));
    if !starts {
        return false;
    }
    let mut relatives = 0;
    for token in (at.0..limit.0).map(TokenId) {
        let next = TokenId(token.0 + 1);
        match scene.point(token) {
            Point::Stop | Point::Semicolon => return false,
            Point::Comma if !phrase || scene.xpos(next) == Xpos::VBG => return false,
            _ => {}
        }
        relatives += i32::from(scene.is_relative(token));
        if scene.is_finite(token) {
            relatives -= 1;
            if relatives < 0 {
                return true;
            }
        }
    }
    false
}

/// "said the letter contained": what the tagger takes for a participle right after a noun phrase, in
/// a sentence without a further finite verb.
fn participle_ahead(scene: &Scene, at: TokenId) -> bool {
    let verb = chunk_end(scene, at);
    let next = TokenId(verb.0 + 1);
    verb > at
        && next < scene.sentence(at).end
        && scene.point(verb) == Point::Word
        && scene.xpos(verb) == Xpos::VBN
        && (scene.point(next) == Point::Open || scene.opens_phrase(next))
}
