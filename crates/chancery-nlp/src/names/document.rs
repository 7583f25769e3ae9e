//! What a document as a whole says of each of its capitalised words.
//!
//! From the atoms of all tokens of a call: for each word, how it is used where it stands
//! elsewhere: in lower case, capitalised inside a sentence, after a title or a given name, after
//! a preposition of place, before a verb of saying, in a run that ends in the noun of an
//! organisation. One pass to gather, a hash table of the call's words, linear time.

use crate::names::features::{Atom, Case};
use crate::names::gazetteer::NameClass;
use crate::parse::Parse;

/// Kinds of use that are counted.
const KINDS: usize = 8;

/// Uses of each token's word elsewhere in the document.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    keys: Vec<u32>,
    counts: Vec<[u8; KINDS]>,
    slots: Vec<u32>,
    own: Vec<u8>,
}

impl Evidence {
    /// Gathers the uses of all words of a call.
    pub fn read(&mut self, parse: &Parse, atoms: &[Atom]) {
        let size = (atoms.len() * 2).next_power_of_two().max(16);
        self.keys.clear();
        self.keys.resize(size, 0);
        self.counts.clear();
        self.counts.resize(size, [0; KINDS]);
        self.slots.clear();
        self.own.clear();
        for sentence in &parse.sentences {
            for token in sentence.tokens() {
                let at = token.index();
                let uses = uses(atoms, at, sentence.first.index(), sentence.end.index());
                let slot = self.slot(atoms[at].lower);
                for (kind, count) in self.counts[slot].iter_mut().enumerate() {
                    *count = count.saturating_add(uses >> kind & 1);
                }
                self.slots.push(slot as u32);
                self.own.push(uses);
            }
        }
    }

    fn slot(&mut self, word: u32) -> usize {
        let key = word | 1;
        let mask = self.keys.len() - 1;
        let mut slot = (word >> 7) as usize & mask;
        while self.keys[slot] != 0 && self.keys[slot] != key {
            slot = (slot + 1) & mask;
        }
        self.keys[slot] = key;
        slot
    }

    /// Bit set of the uses of this token's word at other places; 0 where it stands but once.
    pub fn of(&self, at: usize) -> u32 {
        let (Some(&slot), Some(&own)) = (self.slots.get(at), self.own.get(at)) else {
            return 0;
        };
        let counts = &self.counts[slot as usize];
        (0..KINDS).fold(0, |set, kind| {
            set | u32::from(counts[kind] > own >> kind & 1) << kind
        })
    }
}

/// How the word is used here, as a bit set.
fn uses(atoms: &[Atom], at: usize, first: usize, end: usize) -> u8 {
    let this = &atoms[at];
    if this.case == Case::Lower {
        return 1;
    }
    if !this.is_capital() {
        return 0;
    }
    let has = |place: Option<usize>, class: NameClass| {
        place.is_some_and(|p| p >= first && p < end && atoms[p].classes & class.bit() != 0)
    };
    let before = at.checked_sub(1);
    let run_before = (this.run_first as usize).checked_sub(1);
    let run_after = Some(this.run_end as usize);
    let last = Some(this.run_end as usize - 1);
    let alone = this.run_end - this.run_first == 1;
    u8::from(at > first) << 1
        | u8::from(has(before, NameClass::Title)) << 2
        | u8::from(has(before, NameClass::Given)) << 3
        | u8::from(has(run_before, NameClass::PlacePrep)) << 4
        | u8::from(has(run_after, NameClass::Say)) << 5
        | u8::from(has(last, NameClass::OrgHead) && !alone) << 6
        | u8::from(alone) << 7
}
