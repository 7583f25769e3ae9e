//! Garden paths of press prose, mended in the finished tree.
//!
//! A reader from left to right takes the main verb behind a relative clause for a participle of that clause ("Kola, who will host the summit,
//! called on Serbia"), a reduced relative for the main verb ("Talks planned for June were postponed"), and what stands right behind a verb for its
//! object: a weekday ("will meet Monday in Lima"), the subject of a clause without "that" ("Officials say two men were killed"). What follows is
//! told by the words alone: a relative clause closed before a verb without a subject of its own, a passive that would hang on a bare past form, a
//! verb taken for a participle on the subject although the second verb has one of its own ("Students clashed with police, and one student died").
//! Cost: tokens of the sentence, times its relative clauses, its weekdays, its joined verbs and the words that hang on its root.

use crate::labels::{Deprel, Upos, Xpos};
use crate::parse::{Parse, Sentence, TokenId};
use crate::words::{Word, WordClass};

/// Mends the tree of one sentence: heads, relations and the Penn tag of a verb that was taken for a participle or the other way round.
/// `words` are those of the sentence. A tree stays a tree with one root.
pub fn mend(parse: &mut Parse, sentence: Sentence, words: &[Word], text: &str) {
    let mut tree = Tree {
        parse,
        sentence,
        words,
        text,
    };
    tree.free_days();
    tree.join_subjects();
    tree.free_subjects();
    tree.close_relatives();
    tree.close_bare_relative();
    tree.raise_passive();
    tree.raise_first();
}

struct Tree<'a> {
    parse: &'a mut Parse,
    sentence: Sentence,
    words: &'a [Word],
    text: &'a str,
}

impl Tree<'_> {
    fn head(&self, token: u32) -> u32 {
        self.parse.heads[token as usize].0
    }

    fn deprel(&self, token: u32) -> Deprel {
        self.parse.deprels[token as usize]
    }

    fn xpos(&self, token: u32) -> Xpos {
        self.parse.xpos[token as usize]
    }

    fn upos(&self, token: u32) -> Upos {
        self.parse.upos[token as usize]
    }

    fn comma(&self, token: u32) -> bool {
        self.parse.word(TokenId(token), self.text) == ","
    }

    fn hang(&mut self, token: u32, head: u32, deprel: Deprel) {
        self.parse.heads[token as usize] = TokenId(head);
        self.parse.deprels[token as usize] = deprel;
    }

    /// Hangs those children of one word that `which` takes on another, with their relations.
    fn move_children(&mut self, from: u32, to: u32, which: impl Fn(&Self, u32) -> bool) {
        for token in self.range() {
            let child = token != from && token != to && self.head(token) == from;
            if child && which(self, token) {
                let deprel = self.deprel(token);
                self.hang(token, to, deprel);
            }
        }
    }

    fn range(&self) -> std::ops::Range<u32> {
        self.sentence.first.0..self.sentence.end.0
    }

    fn root(&self) -> Option<u32> {
        self.range().find(|&t| self.head(t) == t)
    }

    fn class(&self, token: u32) -> WordClass {
        self.words[(token - self.sentence.first.0) as usize].class
    }

    /// A weekday, or "night" behind one.
    fn is_day(&self, token: u32) -> bool {
        let weekday = |t: u32| self.class(t) == WordClass::Weekday;
        let time = self.class(token) == WordClass::TimeNoun && token > self.sentence.first.0;
        weekday(token) || time && weekday(token - 1)
    }

    fn has(&self, head: u32, test: impl Fn(Deprel) -> bool) -> bool {
        self.range()
            .any(|t| t != head && self.head(t) == head && test(self.deprel(t)))
    }

    /// The relation of the subject of a verb.
    fn subject_of(&self, verb: u32) -> Deprel {
        match self.has(verb, |deprel| deprel == Deprel::AuxPass) {
            true => Deprel::NsubjPass,
            false => Deprel::Nsubj,
        }
    }

    /// "will meet Monday with the king", "said Saturday Mr. Vela": a bare weekday behind a verb is neither its object nor a part of the next name.
    fn free_days(&mut self) {
        for day in self.range().skip(1) {
            if !self.is_day(day) || self.has(day, |deprel| deprel == Deprel::Case) {
                continue;
            }
            let verb = match self.deprel(day) {
                Deprel::Obj | Deprel::Iobj => self.head(day),
                Deprel::NmodPoss | Deprel::Compound | Deprel::NmodDesc => day - 1,
                _ => continue,
            };
            let named = self.upos(self.head(day)) == Upos::Propn;
            let object = self.head(day) == verb;
            if self.upos(verb) != Upos::Verb || !object && !named || verb > day {
                continue;
            }
            for token in self.range().filter(|&t| t > day) {
                if self.head(token) == day && self.deprel(token) == Deprel::Nmod {
                    self.hang(token, verb, Deprel::Obl);
                }
            }
            self.hang(day, verb, Deprel::OblUnmarked);
        }
    }

    /// "An aide said Vela and Marin will meet": of two names behind the verb of saying the first is not its subject.
    fn join_subjects(&mut self) {
        for verb in self.range() {
            let later = self.head(verb);
            if self.deprel(verb) != Deprel::Conj || later >= verb {
                continue;
            }
            let of = |tree: &Self, head: u32| {
                let subjects = tree
                    .range()
                    .filter(|&t| tree.head(t) == head && tree.deprel(t).is_subject());
                subjects.collect::<Vec<_>>()
            };
            let (said, own) = (of(self, later), of(self, verb));
            let joined = self
                .range()
                .find(|&t| self.head(t) == verb && self.deprel(t) == Deprel::Cc);
            let (&[first, one], &[two], Some(cc)) = (&said[..], &own[..], joined) else {
                continue;
            };
            let named = [one, two].iter().all(|&t| self.upos(t) == Upos::Propn);
            let comma = (later..two).any(|t| self.comma(t));
            if named && !comma && first < later && later < one && one < cc && cc < two {
                let deprel = self.deprel(two);
                self.hang(cc, two, Deprel::Cc);
                self.hang(two, one, Deprel::Conj);
                self.hang(one, verb, deprel);
                self.hang(verb, later, Deprel::Ccomp);
            }
        }
    }

    /// "Officials say two of the men have been killed": what seems the object of the verb of saying begins the clause behind it.
    fn free_subjects(&mut self) {
        for verb in self.range() {
            let said = self.head(verb);
            let bound = |deprel: Deprel| deprel == Deprel::Cc || deprel.is_subject();
            if self.deprel(verb) != Deprel::Conj || said >= verb || self.has(verb, bound) {
                continue;
            }
            let begins = |&t: &u32| said < t && t < verb && self.head(t) == said;
            let Some(object) = self
                .range()
                .find(|t| begins(t) && self.deprel(*t) == Deprel::Obj)
            else {
                continue;
            };
            let end = self.end_of(object);
            let helps =
                |t: u32| self.head(t) == verb && matches!(self.upos(t), Upos::Aux | Upos::Adv);
            let finite = matches!(self.xpos(verb), Xpos::VBD | Xpos::VBZ | Xpos::VBP);
            let helped = end < verb && self.upos(end) == Upos::Aux;
            let comma = (object..verb).any(|t| self.comma(t));
            if comma || end > verb || !(end..verb).all(helps) || !(finite || helped) {
                continue;
            }
            self.hang(object, verb, self.subject_of(verb));
            self.hang(verb, said, Deprel::Ccomp);
        }
    }

    /// One past the last token before which all hang below `token` without a gap.
    fn end_of(&self, token: u32) -> u32 {
        let below = |t: &u32| self.parse.is_below(TokenId(*t), TokenId(token));
        let behind = (token + 1..self.range().end).take_while(below);
        behind.last().map_or(token + 1, |last| last + 1)
    }

    /// ", who will host the summit, called": the verb behind the second comma is the main one.
    fn close_relatives(&mut self) {
        let range = self.range();
        for open in range.clone() {
            let relative = open + 1;
            if relative >= range.end || !self.comma(open) || !is_relative(self.xpos(relative)) {
                continue;
            }
            if let Some((close, verb)) = self.verb_behind(relative) {
                self.lift(open, close, verb);
            }
        }
    }

    /// "The talks that were to resume will not be held": the verb of the relative clause is not the main one where another follows that has no
    /// subject of its own.
    fn close_bare_relative(&mut self) {
        let Some(root) = self.root() else { return };
        let subjects: Vec<u32> = self
            .range()
            .filter(|&t| t < root && self.head(t) == root && self.deprel(t).is_subject())
            .collect();
        let &[noun, relative] = &subjects[..] else {
            return;
        };
        let behind = self.range().find(|&t| {
            let hangs = matches!(
                self.deprel(t),
                Deprel::Ccomp | Deprel::Conj | Deprel::Parataxis
            );
            t > root && self.head(t) == root && hangs && self.is_bare_clause(t)
        });
        let Some(verb) =
            behind.filter(|_| is_relative(self.xpos(relative)) && !is_relative(self.xpos(noun)))
        else {
            return;
        };
        let begins = self.range().find(|&t| t > root && self.head(t) == verb);
        let first = begins.map_or(verb, |t| t.min(verb));
        self.move_children(root, verb, |_, t| t < noun || t >= first);
        self.hang(noun, verb, self.subject_of(verb));
        self.hang(verb, verb, Deprel::Root);
        self.hang(root, noun, Deprel::AclRelcl);
    }

    /// A verb with an auxiliary before it and neither subject, nor conjunction, nor mark, nor comma.
    fn is_bare_clause(&self, verb: u32) -> bool {
        let bound =
            |deprel: Deprel| deprel.is_subject() || matches!(deprel, Deprel::Mark | Deprel::Cc);
        let helps = |t: &u32| *t < verb && self.head(*t) == verb && self.upos(*t) == Upos::Aux;
        let first = self.range().find(helps);
        self.upos(verb) == Upos::Verb
            && !self.has(verb, bound)
            && first.is_some_and(|t| t > self.sentence.first.0 && !self.comma(t - 1))
    }

    /// The first comma behind a relative word that a verb without a subject follows, and that verb.
    fn verb_behind(&self, relative: u32) -> Option<(u32, u32)> {
        let end = self.range().end;
        let close = (relative + 2..end)
            .find(|&close| self.comma(close) && self.main_at(close + 1).is_some())?;
        let inside = |t: u32| relative < t && t < close;
        let finite = (relative + 1..close).any(|t| matches!(self.upos(t), Upos::Verb | Upos::Aux));
        let main = self.main_at(close + 1)?;
        let root = self.root()?;
        // Only where the tree went astray: the root and what the main verb hangs on are in the relative clause.
        (finite && inside(root) && inside(self.head(main))).then_some((close, main))
    }

    /// The verb of a clause that begins at a token, over adverbs and auxiliaries, where no subject precedes it.
    fn main_at(&self, from: u32) -> Option<u32> {
        let end = self.range().end;
        let mut at = from;
        while at < end && matches!(self.upos(at), Upos::Adv | Upos::Aux | Upos::Part) {
            at += 1;
        }
        let tag = self.xpos(at.min(end - 1));
        let verb = at < end && self.upos(at) == Upos::Verb;
        let finite = matches!(tag, Xpos::VBD | Xpos::VBZ | Xpos::VBP | Xpos::VBN) || at > from;
        (verb && finite && tag != Xpos::VBG).then_some(at)
    }

    /// Makes `verb` the root, and what stands before the relative clause its subject.
    fn lift(&mut self, open: u32, close: u32, verb: u32) {
        let Some(root) = self.root() else { return };
        let Some(subject) = self.noun_before(open) else {
            return;
        };
        self.move_children(root, verb, |_, t| (t < open || t >= close) && t != subject);
        let passive = (close..verb).any(|t| self.deprel(t) == Deprel::AuxPass);
        let deprel = if passive {
            Deprel::NsubjPass
        } else {
            Deprel::Nsubj
        };
        self.hang(subject, verb, deprel);
        self.hang(verb, verb, Deprel::Root);
        self.hang(root, subject, Deprel::AclRelcl);
        let helped = (close..verb).any(|t| self.upos(t) == Upos::Aux);
        if self.xpos(verb) == Xpos::VBN && !helped {
            self.parse.xpos[verb as usize] = Xpos::VBD;
        }
    }

    /// The head of the phrase that ends right before a comma.
    fn noun_before(&self, comma: u32) -> Option<u32> {
        let mut at = comma
            .checked_sub(1)
            .filter(|&t| t >= self.sentence.first.0)?;
        for _ in 0..self.range().len() {
            let head = self.head(at);
            let nominal = matches!(
                self.deprel(at),
                Deprel::Flat
                    | Deprel::Compound
                    | Deprel::Nmod
                    | Deprel::Appos
                    | Deprel::Conj
                    | Deprel::Amod
                    | Deprel::NmodDesc
                    | Deprel::Nummod
                    | Deprel::Case
                    | Deprel::Punct
            );
            if head >= comma || head == at || !nominal {
                break;
            }
            at = head;
        }
        let noun = matches!(self.upos(at), Upos::Noun | Upos::Propn | Upos::Pron);
        noun.then_some(at)
    }

    /// "Talks planned for June were postponed": the bare past form is a participle, the passive behind it the verb.
    fn raise_passive(&mut self) {
        let Some(root) = self.root() else { return };
        let bare = matches!(self.xpos(root), Xpos::VBD | Xpos::VBN)
            && !self
                .range()
                .any(|t| self.head(t) == root && self.upos(t) == Upos::Aux);
        let subject = self
            .range()
            .find(|&t| t < root && self.head(t) == root && self.deprel(t).is_subject());
        let (true, Some(subject)) = (bare, subject) else {
            return;
        };
        let Some(verb) = self
            .range()
            .find(|&t| t > root && self.head(t) == root && self.passive_without_subject(t))
        else {
            return;
        };
        // What stands between subject and participle keeps its place: only a noun right before it is modified.
        let between = (subject + 1..root).all(|t| !self.comma(t));
        if !between {
            return;
        }
        self.move_children(root, verb, |_, t| t < subject || t > verb);
        self.hang(subject, verb, Deprel::NsubjPass);
        self.hang(verb, verb, Deprel::Root);
        self.hang(root, subject, Deprel::Acl);
        self.parse.xpos[root as usize] = Xpos::VBN;
    }

    /// "Students clashed with police, and one student died": what seems a participle on the subject of the second verb is the first verb,
    /// where the second has a subject of its own behind "and".
    fn raise_first(&mut self) {
        let Some(root) = self.root() else { return };
        let subject = |tree: &Self, t: u32| tree.head(t) == root && tree.deprel(t).is_subject();
        let Some(noun) = self.range().find(|&t| t < root && subject(self, t)) else {
            return;
        };
        let reduced = |tree: &Self, t: u32| {
            let verb =
                tree.deprel(t) == Deprel::Acl && matches!(tree.xpos(t), Xpos::VBD | Xpos::VBN);
            verb && tree.head(t) == noun
                && !tree
                    .range()
                    .any(|aux| tree.head(aux) == t && tree.upos(aux) == Upos::Aux)
        };
        let Some(first) = (noun + 1..root).find(|&t| reduced(self, t)) else {
            return;
        };
        let joined = self.range().find(|&t| {
            first < t && t < root && self.head(t) == root && self.deprel(t) == Deprel::Cc
        });
        let own = |cc: u32| (cc + 1..root).any(|t| subject(self, t));
        let between = (noun + 1..first).all(|t| !self.comma(t));
        if !(between && joined.is_some_and(own)) {
            return;
        }
        self.move_children(root, first, |tree, t| {
            let stop = tree.deprel(t) == Deprel::Punct && t > root;
            (t < first || stop) && t != noun
        });
        self.hang(noun, first, Deprel::Nsubj);
        self.hang(root, first, Deprel::Conj);
        self.hang(first, first, Deprel::Root);
        self.parse.xpos[first as usize] = Xpos::VBD;
    }

    /// A participle with an auxiliary of the passive, and neither subject, nor conjunction, nor mark, nor comma before it.
    fn passive_without_subject(&self, verb: u32) -> bool {
        let children = || self.range().filter(|&t| t != verb && self.head(t) == verb);
        let first = children().find(|&t| self.upos(t) == Upos::Aux);
        let Some(first) = first.filter(|&t| t < verb && t > self.sentence.first.0) else {
            return false;
        };
        let bound = |t: u32| {
            self.deprel(t).is_subject() || matches!(self.deprel(t), Deprel::Mark | Deprel::Cc)
        };
        let passive = children().any(|t| self.deprel(t) == Deprel::AuxPass);
        passive
            && !children().any(bound)
            && !self.comma(first - 1)
            && self.upos(first - 1) != Upos::Cconj
    }
}

fn is_relative(tag: Xpos) -> bool {
    matches!(tag, Xpos::WP | Xpos::WDT | Xpos::WpPoss)
}
