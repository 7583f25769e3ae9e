//! Which way a time expression points, from the tags of its clause alone, where no tree is built.
//!
//! Method: the nearest verb group to the left that the expression can hang on decides; where none
//! stands there ("On Monday the envoys ..."), the first one to the right. A group is read from its
//! first helper to its verb: a modal points ahead, a past form back, an infinitive takes the
//! direction of what stands before its "to". Words of planning decide wherever they are met.

use chancery_nlp::{TokenId, Upos, Xpos};

use super::Direction;
use super::direction::Words;
use super::lexicon::Class;

/// Tokens within which a verb is looked for on each side.
const REACH: u32 = 30;

/// Tokens behind an expression within which the verb of a clause that it opens stands.
const OWN_VERB: u32 = 6;

/// Tokens before a verb within which its helpers stand.
const HELPERS: u32 = 4;

/// Direction of the expression of tokens `first..end`.
pub(super) fn direction(words: &Words<'_>, (first, end): (TokenId, TokenId)) -> Direction {
    let sentence = words.parse.sentence(first);
    if let Some(told) = words.right_before((first, end)) {
        return told;
    }
    let left = (sentence.first.0.max(first.0.saturating_sub(REACH))..first.0).rev();
    for at in left.map(TokenId) {
        if ends_clause(words, at) {
            break;
        }
        if joins_clause(words, at) {
            let own = ahead(words, end, sentence.end.min(TokenId(end.0 + OWN_VERB)));
            if own != Direction::Unmarked && !is_said_of(words, (end, sentence.end)) {
                return own;
            }
        }
        if let Some(direction) = told(words, at, sentence.first) {
            return direction;
        }
    }
    ahead(words, end, sentence.end.min(TokenId(end.0 + REACH)))
}

/// First token of the clause that holds a token, as far as marks tell.
pub(super) fn start(words: &Words<'_>, first: TokenId) -> TokenId {
    let sentence = words.parse.sentence(first);
    let reach = sentence.first.0.max(first.0.saturating_sub(REACH));
    let mut left = (reach..first.0).rev().map(TokenId);
    let end = left.find(|&at| ends_clause(words, at));
    end.map_or(sentence.first, |end| TokenId(end.0 + 1))
}

/// True where the verb that an expression follows stands in the pluperfect: "had been initialled on
/// March 23".
pub(super) fn looks_back(words: &Words<'_>, first: TokenId) -> bool {
    let sentence = words.parse.sentence(first);
    let mut left = (sentence.first.0.max(first.0.saturating_sub(REACH))..first.0)
        .rev()
        .map(TokenId)
        .take_while(|&at| !ends_clause(words, at));
    let Some(verb) = left.find(|&at| matches!(words.parse.upos(at), Upos::Verb | Upos::Aux)) else {
        return false;
    };
    words.parse.xpos(verb) == Xpos::VBN
        && (sentence.first.0.max(verb.0.saturating_sub(HELPERS))..verb.0)
            .rev()
            .map(TokenId)
            .take_while(|&helper| is_helper(words, helper))
            .any(|helper| had(words, helper))
}

/// True for marks and words that a verb on their far side does not reach across.
fn ends_clause(words: &Words<'_>, at: TokenId) -> bool {
    match words.parse.xpos(at) {
        Xpos::OpenQuote | Xpos::CloseQuote | Xpos::Colon => true,
        // "that day" is no clause, "that in May" is one
        Xpos::DT => words.is(at, Class::That) && after(words, at) == Some(Xpos::IN),
        _ => words.is(at, Class::That),
    }
}

/// True for the "and" of ", and on Monday the talks failed".
fn joins_clause(words: &Words<'_>, at: TokenId) -> bool {
    let before = at.0.checked_sub(1).map(TokenId);
    words.parse.xpos(at) == Xpos::CC
        && before.is_some_and(|before| words.parse.xpos(before) == Xpos::Comma)
}

/// True where what follows is who said it: ", and in Tarsk on Monday, he said".
fn is_said_of(words: &Words<'_>, (from, end): (TokenId, TokenId)) -> bool {
    let near = (from.0..end.0.min(from.0 + OWN_VERB)).map(TokenId);
    let mut verbs = near.filter(|&at| words.parse.upos(at) == Upos::Verb);
    verbs.next().is_some_and(|verb| is_saying(words, verb))
}

/// Tag of the token behind one.
fn after(words: &Words<'_>, at: TokenId) -> Option<Xpos> {
    let next = TokenId(at.0 + 1);
    (next.index() < words.parse.len()).then(|| words.parse.xpos(next))
}

/// What a word to the left tells; `None` for one that tells nothing by itself.
fn told(words: &Words<'_>, at: TokenId, start: TokenId) -> Option<Direction> {
    let parse = words.parse;
    let helpers = || {
        (start.0.max(at.0.saturating_sub(HELPERS))..at.0)
            .rev()
            .map(TokenId)
            .take_while(|&helper| is_helper(words, helper))
    };
    if words.agrees_to(at) || words.is(at, Class::PlanWord) && plans(words, at) {
        // what "had been planned" is no plan any more
        let given_up = helpers().any(|helper| had(words, helper));
        return Some(if given_up {
            Direction::Past
        } else {
            Direction::Future
        });
    }
    match parse.xpos(at) {
        Xpos::MD => words.is(at, Class::FutureWord).then_some(Direction::Future),
        Xpos::VBD => Some(Direction::Past),
        Xpos::VBN => Some(participle(words, helpers())),
        Xpos::VB => infinitive(words, helpers()),
        Xpos::VBZ | Xpos::VBP if is_saying(words, at) => None,
        Xpos::VBZ | Xpos::VBP => Some(words.present),
        Xpos::VBG => helpers().find_map(|helper| match parse.xpos(helper) {
            Xpos::VBD => Some(Direction::Past),
            Xpos::VBZ | Xpos::VBP => Some(Direction::Future),
            _ => None,
        }),
        _ => None,
    }
}

/// A word of planning plans as a verb, and as a noun or adjective that is not told as gone by.
fn plans(words: &Words<'_>, at: TokenId) -> bool {
    matches!(
        words.parse.upos(at),
        Upos::Verb | Upos::Noun | Upos::Adj | Upos::Adp | Upos::Adv
    )
}

fn had(words: &Words<'_>, at: TokenId) -> bool {
    words.parse.xpos(at) == Xpos::VBD && words.parse.lemma(at) == "have"
}

/// "says" reports and gives no time of its own to what is reported.
fn is_saying(words: &Words<'_>, at: TokenId) -> bool {
    words.is(at, Class::Saying)
}

fn is_helper(words: &Words<'_>, at: TokenId) -> bool {
    let parse = words.parse;
    matches!(parse.upos(at), Upos::Aux | Upos::Adv | Upos::Part)
        || matches!(
            parse.xpos(at),
            Xpos::MD | Xpos::TO | Xpos::RB | Xpos::CC | Xpos::VB | Xpos::VBN
        )
}

/// "has met", "was held", "will be held", "is held"; one without helper tells of the past.
fn participle(words: &Words<'_>, helpers: impl Iterator<Item = TokenId>) -> Direction {
    let mut present_be = false;
    for helper in helpers {
        match words.parse.xpos(helper) {
            Xpos::MD if words.is(helper, Class::FutureWord) => return Direction::Future,
            Xpos::VBD => return Direction::Past,
            Xpos::TO => return bound_to(words, helper),
            Xpos::VBZ | Xpos::VBP => present_be = words.parse.lemma(helper) == "be",
            _ => {}
        }
    }
    if present_be {
        Direction::Unmarked
    } else {
        Direction::Past
    }
}

/// "is to be held" lies ahead; what "had to be done" is told as gone by.
fn bound_to(words: &Words<'_>, to: TokenId) -> Direction {
    let before = to.0.checked_sub(1).map(TokenId);
    if before.is_some_and(|before| had(words, before)) {
        Direction::Past
    } else {
        Direction::Future
    }
}

/// "will meet", "is to meet", "hopes to meet"; after a past verb the infinitive says nothing.
fn infinitive(words: &Words<'_>, helpers: impl Iterator<Item = TokenId>) -> Option<Direction> {
    let mut first = None;
    for helper in helpers {
        if words.is(helper, Class::FutureWord) && words.parse.xpos(helper) == Xpos::MD {
            return Some(Direction::Future);
        }
        if words.parse.xpos(helper) == Xpos::VBD {
            return Some(Direction::Past);
        }
        if words.parse.xpos(helper) == Xpos::TO {
            first = Some(helper);
            break;
        }
    }
    // a bare form is a present one to taggers that err
    let Some(to) = first else {
        return Some(words.present);
    };
    let before = TokenId(to.0.checked_sub(1)?);
    match words.parse.xpos(before) {
        _ if words.is(before, Class::PlanWord) || words.agrees_to(before) => {
            Some(Direction::Future)
        }
        Xpos::VBZ | Xpos::VBP => Some(Direction::Future),
        _ => None,
    }
}

/// The first finite verb to the right: a modal points ahead, a past form back; a present form of a
/// clause that an expression opens tells nothing sure.
fn ahead(words: &Words<'_>, from: TokenId, end: TokenId) -> Direction {
    for at in (from.0..end.0).map(TokenId) {
        if words.is(at, Class::PlanWord) && words.parse.upos(at) == Upos::Verb {
            return Direction::Future;
        }
        match words.parse.xpos(at) {
            Xpos::MD if words.is(at, Class::FutureWord) => return Direction::Future,
            Xpos::VBD => return Direction::Past,
            Xpos::VBZ | Xpos::VBP if words.parse.lemma(at) == "have" => return Direction::Past,
            Xpos::VBZ | Xpos::VBP
                if at.0 + 1 < end.0 && words.parse.xpos(TokenId(at.0 + 1)) == Xpos::TO =>
            {
                return Direction::Future;
            }
            Xpos::VBZ | Xpos::VBP => return Direction::Unmarked,
            _ => {}
        }
    }
    Direction::Unmarked
}
