//! One kind for one name in one document.
//!
//! From the names of a call: the same words are the same name, and the kind that most of them got
//! is the kind of all; a single word that ends a person's full name is that person; words that
//! were read as a name of several words elsewhere are that name where nothing was read. Titles at
//! the front of persons are cut off. Source: the majority over a document is the "label
//! consistency" of Finkel et al. (2005). Cost: names are sorted once.

use crate::labels::NameKind;
use crate::names::features::Atom;
use crate::names::gazetteer::{NAMING, NameClass, extend};
use crate::parse::{Name, Parse, TokenId};

/// Longest name that is looked for again, tokens.
const LONGEST: usize = 8;

/// What the document says of one string.
#[derive(Clone, Copy, Debug, Default)]
struct Ballot {
    key: u64,
    votes: [u32; 3],
    length: u32,
}

/// Buffers of the vote; reused from call to call.
#[derive(Clone, Debug, Default)]
pub struct Votes {
    ballots: Vec<Ballot>,
    families: Vec<u64>,
    added: Vec<Name>,
}

fn index(kind: NameKind) -> Option<usize> {
    match kind {
        NameKind::Person => Some(0),
        NameKind::Org => Some(1),
        NameKind::Place => Some(2),
        _ => None,
    }
}

const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Org, NameKind::Place];

fn key(atoms: &[Atom]) -> u64 {
    atoms.iter().fold(0, |hash, atom| extend(hash, atom.lower))
}

impl Votes {
    /// Settles the kinds of `parse.names` and adds what was missed.
    pub fn settle(&mut self, parse: &mut Parse, atoms: &[Atom]) {
        self.count(parse, atoms);
        self.apply(parse, atoms);
        self.add_missed(parse, atoms);
    }

    fn count(&mut self, parse: &Parse, atoms: &[Atom]) {
        self.ballots.clear();
        self.families.clear();
        for name in &parse.names {
            let Some(kind) = index(name.kind) else {
                continue;
            };
            let words = &atoms[name.first.index()..name.end.index()];
            let mut ballot = Ballot {
                key: key(words),
                length: words.len() as u32,
                votes: [0; 3],
            };
            ballot.votes[kind] = 1;
            self.ballots.push(ballot);
            if kind == 0 && words.len() > 1 {
                self.families
                    .extend(words.last().map(|last| key(std::slice::from_ref(last))));
            }
        }
        self.families.sort_unstable();
        self.ballots.sort_unstable_by_key(|b| b.key);
        self.ballots.dedup_by(|next, kept| {
            let same = next.key == kept.key;
            for (k, n) in kept.votes.iter_mut().zip(next.votes) {
                *k += if same { n } else { 0 };
            }
            same
        });
    }

    fn ballot(&self, key: u64) -> Option<&Ballot> {
        self.ballots
            .binary_search_by_key(&key, |b| b.key)
            .ok()
            .map(|at| &self.ballots[at])
    }

    fn apply(&self, parse: &mut Parse, atoms: &[Atom]) {
        for name in &mut parse.names {
            let Some(kind) = index(name.kind) else {
                continue;
            };
            let words = &atoms[name.first.index()..name.end.index()];
            let Some(ballot) = self.ballot(key(words)) else {
                continue;
            };
            let listed = words[0].classes & (NAMING & !NameClass::Family.bit()) != 0;
            let family =
                words.len() == 1 && !listed && self.families.binary_search(&ballot.key).is_ok();
            let best = (0..3).fold(kind, |b, k| {
                if ballot.votes[k] > ballot.votes[b] {
                    k
                } else {
                    b
                }
            });
            name.kind = if family {
                NameKind::Person
            } else {
                KINDS[best]
            };
        }
    }

    fn add_missed(&mut self, parse: &mut Parse, atoms: &[Atom]) {
        let mut added = std::mem::take(&mut self.added);
        added.clear();
        for &sentence in &parse.sentences {
            let (mut at, end) = (sentence.first.index(), sentence.end.index());
            while at < end {
                match self.missed(parse, &atoms[at..end.min(at + LONGEST)], at) {
                    Some(name) => {
                        at = name.end.index();
                        added.push(name);
                    }
                    None => at += 1,
                }
            }
        }
        if !added.is_empty() {
            parse.names.append(&mut added);
            parse.names.sort_unstable_by_key(|name| name.first);
        }
        self.added = added;
    }

    /// A name of the document that stands at `at` where none was read.
    fn missed(&self, parse: &Parse, words: &[Atom], at: usize) -> Option<Name> {
        if !words[0].is_capital() || self.ballots.is_empty() {
            return None;
        }
        let mut hash = 0;
        let mut best = None;
        for (n, word) in words.iter().enumerate() {
            hash = extend(hash, word.lower);
            let known = self.ballot(hash).filter(|b| b.length as usize == n + 1);
            let sure = known.filter(|b| n > 0 && b.votes.iter().sum::<u32>() >= 2);
            best = sure.map(|b| (n + 1, b.votes)).or(best);
        }
        let (length, votes) = best?;
        let first = TokenId(at as u32);
        let end = TokenId((at + length) as u32);
        let after = parse.names.partition_point(|name| name.end <= first);
        let free = parse.names.get(after).is_none_or(|name| name.first >= end);
        let kind = (1..3).fold(0, |b, k| if votes[k] > votes[b] { k } else { b });
        free.then_some(Name {
            first,
            end,
            kind: KINDS[kind],
        })
    }
}
