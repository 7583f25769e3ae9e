//! The noun phrases of a document, with what is known of each before any is linked.
//!
//! The types of the stage, and what several steps ask of the tree.

use chancery_data::schema::{Gender, Pronoun};
use chancery_nlp::{Deprel, Parse, TokenId, Upos, Xpos};

use super::Discourse;
use super::lexicon::CorefLexicon;
use crate::places::tables::{Entry, Scan};

/// How many phrases are looked at for one that hangs by a token.
pub(super) const WINDOW: usize = 64;

/// What the words of a phrase are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A name.
    Name,
    /// A pronoun.
    Pronoun,
    /// "the minister".
    Definite,
    /// "this meeting".
    Demonstrative,
    /// "his visit", "Ankara's mediation".
    Possessed,
    /// "a minister", "no minister".
    Indefinite,
    /// "ministers", "trade".
    Bare,
    /// "Lind and Marin", both together.
    Joined,
    /// A verb that tells of a happening.
    Verb,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// One.
    Singular,
    /// More than one.
    Plural,
    /// Cannot be told.
    Unknown,
}

/// What a phrase means, roughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A person or several.
    Person,
    /// An organisation, a group taken as one.
    Group,
    /// A place or a state.
    Place,
    /// A time.
    Time,
    /// A happening.
    Event,
    /// An animal.
    Animal,
    /// A thing.
    Thing,
    /// Something that is only thought.
    Abstract,
    /// Cannot be told.
    Unknown,
}

impl Class {
    /// The class of this name in the tables.
    pub(super) fn from_text(text: &str) -> Self {
        match text {
            "person" => Class::Person,
            "group" => Class::Group,
            "place" => Class::Place,
            "time" => Class::Time,
            "event" => Class::Event,
            "animal" => Class::Animal,
            "thing" => Class::Thing,
            "abstract" => Class::Abstract,
            _ => Class::Unknown,
        }
    }
}

/// A noun phrase with what the steps need to know of it.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) first: TokenId,
    pub(super) end: TokenId,
    pub(super) head: TokenId,
    pub(super) form: Form,
    pub(super) number: Number,
    pub(super) gender: Gender,
    pub(super) class: Class,
    /// 1, 2 or 3.
    pub(super) person: u8,
    pub(super) sentence: u32,
    /// Number of the pair of quotation marks around it, from 1; 0 for none.
    pub(super) quote: u32,
    /// See [`rank`].
    pub(super) rank: u8,
    /// Hash of the folded lemma of the head.
    pub(super) key: u64,
    /// First and one past the last in `Found::words`.
    pub(super) words: (u32, u32),
    /// Where the words of appositions and predicates begin in `words`.
    pub(super) said: u32,
}

/// Every phrase in order, with the words of all of them.
pub(super) struct Found<'a> {
    pub(super) lexicon: &'a CorefLexicon,
    pub(super) on: &'a Discourse<'a>,
    pub(super) scan: &'a Scan,
    pub(super) list: Vec<Phrase>,
    /// Hashes of folded lemmas.
    pub(super) words: Vec<u64>,
    /// First phrase of each sentence, and one past the last.
    pub(super) by_sentence: Vec<(u32, u32)>,
    pub(super) kids: Kids,
}

impl Found<'_> {
    pub(super) fn parse(&self) -> &Parse {
        self.on.parse
    }

    /// Words of the phrase itself, head and modifiers.
    pub(super) fn own_words(&self, at: usize) -> &[u64] {
        let phrase = &self.list[at];
        &self.words[phrase.words.0 as usize..phrase.said as usize]
    }

    /// Words of what is said of it by apposition, predicate or title.
    pub(super) fn said_words(&self, at: usize) -> &[u64] {
        let phrase = &self.list[at];
        &self.words[phrase.said as usize..phrase.words.1 as usize]
    }

    /// Number of the phrase that hangs in the tree by `head`, joined phrases left out.
    pub(super) fn at_head(&self, head: TokenId) -> Option<usize> {
        let sentence = self.on.parse.sentence_of[head.index()];
        let (from, to) = self.by_sentence[sentence.0 as usize];
        let inside = &self.list[from as usize..to as usize];
        let end = from as usize + inside.partition_point(|phrase| phrase.first <= head);
        // A phrase begins before its head, seldom far before it.
        (end.saturating_sub(WINDOW).max(from as usize)..end)
            .find(|&at| self.list[at].head == head && self.list[at].form != Form::Joined)
    }

    /// The subject of a verb, or of the verb that it is joined to.
    pub(super) fn subject(&self, verb: TokenId) -> Option<TokenId> {
        let parse = self.on.parse;
        let own = |verb| {
            let mut kids = self.kids.at(verb).iter().copied();
            kids.find(|&t| parse.deprel(t).is_subject())
        };
        own(verb).or_else(|| {
            let up = parse.head(verb)?;
            matches!(parse.deprel(verb), Deprel::Conj | Deprel::Xcomp)
                .then(|| own(up))
                .flatten()
        })
    }

    /// The pronoun at the head of a phrase.
    pub(super) fn pronoun(&self, at: usize) -> Option<&'static Pronoun> {
        let head = self.list[at].head;
        pronoun_row(self.lexicon, self.scan, self.on.parse, head)
    }
}

/// Children of every token, in order: one array and where each begins.
#[derive(Default)]
pub(super) struct Kids {
    first: Vec<u32>,
    list: Vec<TokenId>,
}

impl Kids {
    pub(super) fn of(parse: &Parse) -> Self {
        let mut first = vec![0u32; parse.len() + 2];
        for token in parse.tokens() {
            if let Some(head) = parse.head(token) {
                first[head.index() + 2] += 1;
            }
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut list = vec![TokenId(0); parse.len()];
        for token in parse.tokens() {
            if let Some(head) = parse.head(token) {
                let slot = &mut first[head.index() + 1];
                list[*slot as usize] = token;
                *slot += 1;
            }
        }
        Kids { first, list }
    }

    pub(super) fn at(&self, token: TokenId) -> &[TokenId] {
        &self.list[self.first[token.index()] as usize..self.first[token.index() + 1] as usize]
    }
}

pub(super) fn is_nominal(parse: &Parse, token: TokenId) -> bool {
    matches!(parse.upos(token), Upos::Noun | Upos::Propn)
}

/// The row of a pronoun that may be linked.
pub(super) fn pronoun_row(
    lexicon: &CorefLexicon,
    scan: &Scan,
    parse: &Parse,
    token: TokenId,
) -> Option<&'static Pronoun> {
    let known = lexicon.tables.known;
    match parse.xpos(token) {
        Xpos::PRP | Xpos::PrpPoss | Xpos::DT => {}
        _ => return None,
    }
    if parse.xpos(token) == Xpos::DT
        && matches!(
            parse.deprel(token),
            Deprel::Det | Deprel::DetPredet | Deprel::Mark | Deprel::Advmod
        )
    {
        return None;
    }
    let owns = parse.xpos(token) == Xpos::PrpPoss;
    let next = TokenId(token.0 + 1);
    let rows = scan.at(token).iter().filter(|hit| hit.end == next);
    let mut rows = rows.filter_map(|hit| match hit.value {
        Entry::Pronoun(row) => Some(&known.pronouns[usize::from(row)]),
        _ => None,
    });
    rows.find(|row| match row.kind.as_str() {
        "possessive" => owns || row.case == "any",
        "personal" | "reflexive" => !owns,
        "demonstrative" => parse.xpos(token) == Xpos::DT,
        _ => false,
    })
}

/// 0 subject of the main clause, 1 of another, 2 agent, 3 object, 4 elsewhere, 5 possessor.
pub(crate) fn rank(parse: &Parse, token: TokenId) -> u8 {
    let mut head = token;
    for _ in 0..6 {
        if !matches!(
            parse.deprel(head),
            Deprel::Conj | Deprel::Appos | Deprel::Flat | Deprel::Compound
        ) {
            break;
        }
        match parse.head(head) {
            Some(up) if parse.upos(up) != Upos::Verb => head = up,
            _ => break,
        }
    }
    match parse.deprel(head) {
        deprel if deprel.is_subject() => {
            let verb = parse.head(head).unwrap_or(head);
            let main = parse.head(verb).is_none()
                || matches!(parse.deprel(verb), Deprel::Parataxis | Deprel::Root);
            u8::from(!main)
        }
        Deprel::OblAgent => 2,
        Deprel::Obj | Deprel::Iobj => 3,
        Deprel::NmodPoss => 5,
        _ => 4,
    }
}

/// True where one phrase stands inside the other.
pub(super) fn nested(found: &Found<'_>, one: usize, other: usize) -> bool {
    let (a, b) = (&found.list[one], &found.list[other]);
    (a.first <= b.first && b.end <= a.end) || (b.first <= a.first && a.end <= b.end)
}
