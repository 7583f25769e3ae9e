//! Which way a time expression points, from the verb that governs it.
//!
//! Method: from the expression up the tree to the first verb; its tense, its modal, a plan word on
//! the way ("scheduled", "preparing to", "due") decide. A finite past verb right before the
//! expression ("said Thursday") decides at once, since parsers hang such days on the wrong clause.
//! Where the tree says nothing, or none was built, the tags of the clause decide; without tags the
//! words of the neighbourhood, or nothing.

use chancery_nlp::{Deprel, Parse, TokenId, Upos, Xpos};

use super::atoms::Kind;
use super::grammar::Grammar;
use super::lexicon::{Class, TimeLexicon};
use super::value::{Core, TimeValue};
use super::{Direction, clause};

/// How many verbs are looked at on the way up.
const LONGEST_CLIMB: usize = 12;

/// Lemma of the copula.
const BE: &str = "be";

/// Lemma of the helper of the perfect.
const HAVE: &str = "have";

/// How far the words around are read where no tree is there.
const WINDOW: usize = 14;

/// Direction of the expression of tokens `first..end`, by the tree.
pub(super) fn of_tokens(words: &Words<'_>, tokens: (TokenId, TokenId)) -> Direction {
    if let Some(told) = words.right_before(tokens) {
        return told;
    }
    match words.climb(tokens) {
        Direction::Unmarked => clause::direction(words, tokens),
        told => told,
    }
}

/// Direction of the expression of atoms `first..end` by the words around.
pub(super) fn of_atoms(grammar: &Grammar<'_>, first: usize, end: usize) -> Direction {
    let from = first.saturating_sub(WINDOW);
    let until = (end + 2).min(grammar.atoms.len());
    let clause = (from..first)
        .rev()
        .take_while(|&at| grammar.atoms[at].kind == Kind::Word);
    for at in clause.chain(end..until) {
        if grammar.is(at, Class::FutureWord) || grammar.is(at, Class::PlanWord) {
            return Direction::Future;
        }
    }
    Direction::Unmarked
}

/// The words of a text with their tags, and the lexicon.
pub(super) struct Words<'a> {
    /// The words of time.
    pub(super) lexicon: &'a TimeLexicon,
    /// The text.
    pub(super) text: &'a str,
    /// Its tags, and its trees where they were built.
    pub(super) parse: &'a Parse,
    /// What a verb of the present tells of the expression: "meets Monday" lies ahead, "results from
    /// the ruling of July 8" does not say.
    pub(super) present: Direction,
}

impl<'a> Words<'a> {
    /// The words round an expression with this value.
    pub(super) fn new(grammar: &Grammar<'a>, value: &TimeValue) -> Self {
        let weekday = begins_on_weekday(&value.core);
        Words {
            lexicon: grammar.lexicon,
            text: grammar.text,
            parse: grammar.parse,
            present: if weekday {
                Direction::Future
            } else {
                Direction::Unmarked
            },
        }
    }
}

/// "Monday", "from Monday to Wednesday".
fn begins_on_weekday(core: &Core) -> bool {
    match core {
        Core::Weekday { .. } | Core::NthWeekday { .. } => true,
        Core::Range(sides) => begins_on_weekday(&sides.0.core),
        Core::All(members) => members
            .first()
            .is_some_and(|member| begins_on_weekday(&member.core)),
        _ => false,
    }
}

impl Words<'_> {
    /// True where a token is of a class; a leading apostrophe ("'ll") is not read.
    pub(super) fn is(&self, token: TokenId, class: Class) -> bool {
        let word = self.parse.word(token, self.text);
        let word = word.trim_start_matches(['\'', '’']);
        self.lexicon
            .value(self.lexicon.find(word.as_bytes()), class)
            .is_some()
    }

    /// What the words right before tell, whatever the tree says.
    pub(super) fn right_before(&self, (first, end): (TokenId, TokenId)) -> Option<Direction> {
        if self.is_meant_for(first, end) || self.is_new_day(first) {
            return Some(Direction::Future);
        }
        self.verb_before(first)
    }

    /// "put off until May", "adjourned to Monday".
    fn is_new_day(&self, first: TokenId) -> bool {
        let Some(before) = first.0.checked_sub(2).map(TokenId) else {
            return false;
        };
        let until = [Class::Until, Class::Till, Class::To]
            .iter()
            .any(|&class| self.is(TokenId(before.0 + 1), class));
        until && self.is(before, Class::Postpone)
    }

    /// "a session called for Monday": what is for a weekday lies ahead; "for Monday's attack" does
    /// not say.
    fn is_meant_for(&self, first: TokenId, end: TokenId) -> bool {
        let Some(before) = first.0.checked_sub(1).map(TokenId) else {
            return false;
        };
        let owner = end.index() < self.parse.len() && self.parse.xpos(end) == Xpos::POS;
        self.present == Direction::Future && !owner && self.is(before, Class::PlanFor)
    }

    /// "said Thursday", "met on Thursday": the finite past verb right before.
    fn verb_before(&self, first: TokenId) -> Option<Direction> {
        let sentence = self.parse.sentence(first);
        let mut before = first.0.checked_sub(1).map(TokenId)?;
        if self.parse.upos(before) == Upos::Adp {
            before = before.0.checked_sub(1).map(TokenId)?;
        }
        let past = sentence.contains(before) && self.parse.xpos(before) == Xpos::VBD;
        (past && !self.is(before, Class::PlanWord)).then_some(Direction::Past)
    }

    /// Up the tree to the first word that tells.
    fn climb(&self, (first, end): (TokenId, TokenId)) -> Direction {
        let start = clause::start(self, first);
        let mut at = first;
        for _ in 0..LONGEST_CLIMB {
            let inside = first <= at && at < end;
            if let Some(direction) = (!inside).then(|| self.told(at)).flatten() {
                return direction;
            }
            match self.parse.head(at) {
                Some(head) if head >= start => at = head,
                _ => break,
            }
        }
        Direction::Unmarked
    }

    /// What one word on the way up tells; an infinitive leaves it to the verb above.
    fn told(&self, at: TokenId) -> Option<Direction> {
        if self.is(at, Class::PlanWord) || self.agrees_to(at) {
            // what "had been planned" is no plan any more
            let had = |child: TokenId| {
                self.parse.xpos(child) == Xpos::VBD && self.parse.lemma(child) == HAVE
            };
            let given_up = self.parse.children(at).any(had);
            return Some(if given_up {
                Direction::Past
            } else {
                Direction::Future
            });
        }
        self.verb(at)
    }

    /// "agreed to meet"; what was "agreed in May" is done.
    pub(super) fn agrees_to(&self, at: TokenId) -> bool {
        let next = TokenId(at.0 + 1);
        self.is(at, Class::PlanTo)
            && next.index() < self.parse.len()
            && self.parse.xpos(next) == Xpos::TO
    }

    /// "is to meet on Monday" lies ahead; any other infinitive is left to the verb above.
    fn is_to(&self, at: TokenId) -> Option<Direction> {
        let head = self.parse.head(at)?;
        let form_of_be = self.parse.upos(head) == Upos::Aux || self.parse.lemma(head) == BE;
        let present = matches!(self.parse.xpos(head), Xpos::VBZ | Xpos::VBP);
        (form_of_be && present).then_some(Direction::Future)
    }

    fn verb(&self, at: TokenId) -> Option<Direction> {
        let parse = self.parse;
        let is_helper = |child: &TokenId| {
            matches!(
                parse.deprel(*child),
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop
            )
        };
        let helpers = || parse.children(at).filter(is_helper);
        if helpers().any(|helper| self.is(helper, Class::FutureWord)) {
            return Some(Direction::Future);
        }
        if helpers().any(|helper| parse.xpos(helper) == Xpos::VBD) {
            return Some(Direction::Past);
        }
        let present = helpers().any(|helper| matches!(parse.xpos(helper), Xpos::VBZ | Xpos::VBP));
        if parse
            .children(at)
            .any(|child| parse.xpos(child) == Xpos::TO)
        {
            return if present {
                Some(Direction::Future)
            } else {
                self.is_to(at)
            };
        }
        match parse.xpos(at) {
            Xpos::VBD | Xpos::VBN => Some(Direction::Past),
            // "is visiting on Monday"; "the summit opens Monday"
            Xpos::VBG if present => Some(Direction::Future),
            Xpos::VBZ | Xpos::VBP if parse.upos(at) == Upos::Verb => Some(self.present),
            _ => None,
        }
    }
}
