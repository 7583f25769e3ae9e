//! The grammar of time: atoms in, one symbolic expression at a time out.
//!
//! Recursive descent with the longest match. Each file holds the rules of one family; this one holds
//! the cursor that they share. A rule is `fn rule(&self, at) -> Option<(value, end)>`: it reads from
//! atom `at` and says where it stopped. Rules never look back further than a few atoms, so the cost
//! is linear. No rule names a word: words are classes of the [`TimeLexicon`].

use std::cell::Cell;

use chancery_nlp::{Name, Parse, TokenId, Upos, Xpos};

use super::TimexKind;
use super::atoms::{Atom, Kind};
use super::lexicon::{Class, TimeLexicon};
use super::value::TimeValue;

mod clock;
mod counts;
mod dates;
mod eras;
mod numeric;
mod quarters;
mod ranges;
mod relative;
mod sets;
mod units;
mod wardays;
mod whole;

/// What a rule hands back: a value and one past its last atom.
type Read<T> = Option<(T, usize)>;

/// One side of a range, with its own words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Side {
    /// First atom.
    pub(super) first: usize,
    /// One past the last atom.
    pub(super) end: usize,
    /// What the side says by itself, with what it takes from the other.
    pub(super) value: TimeValue,
}

/// An expression, in atoms.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// First atom.
    pub(super) first: usize,
    /// One past the last atom.
    pub(super) end: usize,
    /// What it says.
    pub(super) value: TimeValue,
    /// TIMEX3 type.
    pub(super) kind: TimexKind,
    /// The two sides of a range or the members of a list; empty for anything else.
    pub(super) sides: Vec<Side>,
}

/// Atoms with the lexicon and the tags.
#[derive(Clone, Copy)]
pub(super) struct Grammar<'a> {
    /// The words.
    pub(super) lexicon: &'a TimeLexicon,
    /// The text.
    pub(super) text: &'a str,
    /// Its atoms.
    pub(super) atoms: &'a [Atom],
    /// Tags; may be empty.
    pub(super) parse: &'a Parse,
    /// Where it is written down which tags were asked for in vain.
    pub(super) asked: Option<&'a Asked>,
}

/// Sentences whose tags or names were asked for and are not there.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// One a sentence.
    pub(super) tags: Vec<Cell<bool>>,
    /// True where a name was asked for.
    pub(super) names: Cell<bool>,
}

impl<'a> Grammar<'a> {
    fn atom(&self, at: usize) -> Option<&'a Atom> {
        self.atoms.get(at)
    }

    /// Value of the word at `at` in a class.
    pub(super) fn val(&self, at: usize, class: Class) -> Option<i32> {
        let atom = self.atom(at).filter(|atom| atom.kind == Kind::Word)?;
        self.lexicon.value(atom.entry, class)
    }

    /// True where the word at `at` is of a class.
    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.val(at, class).is_some()
    }

    /// True where the word before `at` is of a class.
    fn after(&self, at: usize, class: Class) -> bool {
        at > 0 && self.is(at - 1, class)
    }

    /// One past `at` where it is of a class, else `at`.
    fn skip(&self, at: usize, class: Class) -> usize {
        at + usize::from(self.is(at, class))
    }

    /// True for a mark.
    fn mark(&self, at: usize, byte: u8) -> bool {
        self.atom(at)
            .is_some_and(|atom| atom.kind == Kind::Mark && atom.entry == u16::from(byte))
    }

    fn skip_mark(&self, at: usize, byte: u8) -> usize {
        at + usize::from(self.mark(at, byte))
    }

    /// True where nothing stands between the atom before `at` and itself.
    fn glued(&self, at: usize) -> bool {
        self.atom(at).is_some_and(|atom| atom.glued)
    }

    /// Digits: their value and how many bytes they take.
    fn digits(&self, at: usize) -> Option<(u32, usize)> {
        let atom = self.atom(at).filter(|atom| atom.kind == Kind::Number)?;
        Some((atom.number, (atom.end - atom.start) as usize))
    }

    /// True for any word.
    fn is_word(&self, at: usize) -> bool {
        self.atom(at).is_some_and(|atom| atom.kind == Kind::Word)
    }

    /// True where the word begins with a capital.
    fn capital(&self, at: usize) -> bool {
        self.first_byte(at)
            .is_some_and(|byte| byte.is_ascii_uppercase())
    }

    fn first_byte(&self, at: usize) -> Option<u8> {
        let atom = self.atom(at)?;
        self.text.as_bytes().get(atom.start as usize).copied()
    }

    /// The engine's token at an atom.
    fn token(&self, at: usize) -> Option<TokenId> {
        self.parse.token_at(self.atom(at)?.start)
    }

    /// The engine's part of speech; `X` where nothing was parsed.
    fn upos(&self, at: usize) -> Upos {
        self.tagged(at)
            .map_or(Upos::X, |token| self.parse.upos(token))
    }

    fn xpos(&self, at: usize) -> Option<Xpos> {
        self.tagged(at).map(|token| self.parse.xpos(token))
    }

    /// The engine's token at an atom, whose tags are wanted.
    fn tagged(&self, at: usize) -> Option<TokenId> {
        let token = self.token(at)?;
        if self.parse.upos(token) == Upos::X {
            self.ask(token);
        }
        Some(token)
    }

    /// Writes down that the sentence of a token is wanted.
    fn ask(&self, token: TokenId) {
        let Some(asked) = self.asked else { return };
        let sentence = self.parse.sentence_of[token.index()];
        if let Some(wanted) = asked.tags.get(sentence.0 as usize) {
            wanted.set(true);
        }
    }

    /// The engine's name at an atom, of several words.
    fn name_at(&self, at: usize) -> Option<&'a Name> {
        match self.stands_by_capital(at) {
            true => self.name_of(at),
            false => self.parse.name_at(self.token(at)?),
        }
    }

    /// The engine's name at an atom, which may be one word alone.
    fn name_of(&self, at: usize) -> Option<&'a Name> {
        let token = self.token(at)?;
        if let Some(asked) = self.asked {
            asked.names.set(true);
            self.ask(token);
        }
        self.parse.name_at(token)
    }

    /// True beside a word with a capital: a name of several words can only reach to there.
    fn stands_by_capital(&self, at: usize) -> bool {
        let joined = |word: usize| self.is_word(word) && self.capital(word);
        at > 0 && joined(at - 1) || joined(at + 1)
    }

    /// The longest expression that begins at `at`.
    pub(super) fn expression(&self, at: usize) -> Option<Found> {
        let atom = self.atom(at)?;
        let starts = match atom.kind {
            Kind::Word => atom.entry != 0,
            Kind::Number => true,
            Kind::Mark => atom.entry == u16::from(b'\''),
            Kind::Break => false,
        };
        if !starts {
            return None;
        }
        self.range(at).or_else(|| self.single(at))
    }
}
