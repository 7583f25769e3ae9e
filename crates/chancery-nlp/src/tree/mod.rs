//! Trees: arc-eager transitions chosen by a perceptron that was trained with a dynamic oracle.
//!
//! Four unlabelled actions from dense rows of four weights (Goldberg and Nivre 2012 for the
//! oracle, Bohnet 2010 for the hash kernel); a second perceptron names each arc when it is made,
//! for its name is a feature of later actions, and names all arcs again on the finished tree.
//! Punctuation is no unit of the builder: it is a feature of its neighbours, gets its head
//! afterwards, and nothing can hang on it. A [`Chunk`] is one unit; its inner arcs are the chunk
//! maker's. Cost: two actions a unit, whatever the length.

mod beam;
mod mend;
pub mod features;
pub mod punct;
pub mod state;

use crate::Error;
use crate::chunks::{Chunk, InnerArc};
use crate::kernel::{Lines, Rows, best};
use crate::labels::{Deprel, Upos, Xpos};
use crate::model::Reader;
use crate::words::Word;
pub use beam::Width;
use features::{Pass, action_features, label_features};
pub use mend::mend;
use state::{Action, NONE, ROOT, State, Unit, signs};

/// The trained tree builder.
#[derive(Clone, Debug, Default)]
pub struct TreeModel {
    actions: Rows,
    first: Lines,
    last: Lines,
    punct: Lines,
    /// Relations seen between two UPOS, by [`Names::key`].
    names: Names,
}

/// Relations that may stand between two parts of speech on one side.
#[derive(Clone, Debug, Default)]
pub struct Names {
    lists: Vec<Vec<u8>>,
}

impl Names {
    const SIZE: usize = 17 * 17 * 2;

    /// Which list an arc uses.
    pub fn key(head: Upos, child: Upos, child_is_left: bool) -> usize {
        (head as usize * 17 + child as usize) * 2 + usize::from(child_is_left)
    }

    /// From one set of relations (bits) per key; an empty set stands for `dep` alone.
    pub fn new(sets: &[u64]) -> Self {
        let list = |set: u64| -> Vec<u8> {
            let all: Vec<u8> = (0..64).filter(|bit| set >> bit & 1 == 1).collect();
            if all.is_empty() {
                vec![Deprel::Dep as u8]
            } else {
                all
            }
        };
        Names {
            lists: sets.iter().take(Self::SIZE).map(|&set| list(set)).collect(),
        }
    }

    /// The relations of one key, in the order of their number.
    pub fn list(&self, key: usize) -> &[u8] {
        self.lists.get(key).map_or(&[], |list| list)
    }
}

/// One sentence, ready for the builder.
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'a> {
    /// Its words.
    pub words: &'a [Word],
    /// Universal tags.
    pub upos: &'a [Upos],
    /// Penn tags.
    pub xpos: &'a [Xpos],
    /// Chunks, in order, without overlap; token numbers counted from `offset`.
    pub chunks: &'a [Chunk],
    /// Arcs inside the chunks.
    pub inner: &'a [InnerArc],
    /// Number of the first token in the parse.
    pub offset: u32,
}

/// Buffers of the tree builder; the result of the last sentence is in `heads` and `labels`.
#[derive(Clone, Debug, Default)]
pub struct TreeScratch {
    /// Head of each token, counted from the start of the sentence; a root is its own head.
    pub heads: Vec<u32>,
    /// Relation of each token.
    pub labels: Vec<Deprel>,
    /// Units of the sentence, the pad last.
    pub units: Vec<Unit>,
    /// The tree over the units.
    pub state: State,
    pub(crate) features: Vec<u32>,
    pub(crate) scores: Vec<i32>,
    signs: Vec<bool>,
    edges: punct::Edges,
    buffers: (Vec<u32>, Vec<u32>),
    names: Vec<u8>,
    beam: beam::Beam,
}

impl TreeModel {
    /// From the unpacked bytes of `tree.bin`.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut from = Reader::new("tree", bytes);
        let mut sets = Vec::new();
        for eight in from.list()?.chunks_exact(8) {
            let mut bits = [0; 8];
            bits.copy_from_slice(eight);
            sets.push(u64::from_le_bytes(bits));
        }
        let bits = from.number()?;
        let actions = Rows::new(bits, from.table()?);
        let mut lines = || -> Result<Lines, Error> {
            let bits = from.number()?;
            Ok(Lines::new(bits, from.table()?))
        };
        let (first, last, punct) = (lines()?, lines()?, lines()?);
        Ok(TreeModel {
            actions,
            first,
            last,
            punct,
            names: Names::new(&sets),
        })
    }

    /// Builds the tree over `scratch.units`, with the names given while it grew, and leaves it in
    /// `scratch.state`: what later stages of training start from.
    pub fn grow(&self, scratch: &mut TreeScratch) {
        let TreeScratch { units, state, .. } = scratch;
        state.start(units.len().saturating_sub(1));
        while !scratch.state.is_done() {
            self.step(scratch);
        }
    }

    /// Names arcs again, copies the tree to the tokens and attaches the punctuation.
    fn finish(&self, sentence: Sentence, scratch: &mut TreeScratch) {
        self.name_again(scratch);
        spread(sentence, scratch);
        self.attach_signs(sentence, scratch);
    }

    fn step(&self, scratch: &mut TreeScratch) {
        let TreeScratch {
            units,
            state,
            features,
            ..
        } = scratch;
        let allowed = state.allowed();
        let mut only = Action::ALL.into_iter().filter(|&a| allowed[a as usize]);
        let action = match (only.next(), only.next()) {
            (Some(one), None) => one,
            _ => {
                action_features(units, state, features);
                pick(self.actions.sum(features), allowed)
            }
        };
        if let Some((_, child)) = state.apply(action) {
            let name = self.name(&self.first, child, Pass::First, scratch);
            scratch.state.name(child, name);
        }
        scratch.state.settle();
    }

    fn name(&self, table: &Lines, child: u32, pass: Pass, scratch: &mut TreeScratch) -> u8 {
        let TreeScratch {
            units,
            state,
            features,
            scores,
            ..
        } = scratch;
        let list = self.names.list(name_key(units, state, child));
        if let [only] = list {
            return *only;
        }
        label_features(units, state, child, pass, features);
        scores.clear();
        scores.resize(list.len(), 0);
        table.score(features, list, scores);
        list.get(best(scores)).copied().unwrap_or(Deprel::Dep as u8)
    }

    fn name_again(&self, scratch: &mut TreeScratch) {
        let mut names = std::mem::take(&mut scratch.names);
        names.clear();
        for child in 0..scratch.state.len() as u32 {
            let root = matches!(scratch.state.node(child).head, NONE | ROOT);
            names.push(match root {
                true => Deprel::Root as u8,
                false => self.name(&self.last, child, Pass::Final, scratch),
            });
        }
        for (node, &name) in scratch.state.nodes.iter_mut().zip(&names) {
            node.label = name;
        }
        scratch.names = names;
    }

    fn attach_signs(&self, sentence: Sentence, scratch: &mut TreeScratch) {
        let TreeScratch {
            heads,
            labels,
            signs,
            edges,
            buffers,
            ..
        } = scratch;
        signs.clear();
        signs.extend(sentence.upos.iter().map(|&u| u == Upos::Punct));
        if signs.iter().all(|&sign| sign) {
            return all_signs(heads, labels);
        }
        if !signs.contains(&true) {
            return;
        }
        let words = punct::Words {
            heads,
            labels,
            xpos: sentence.xpos,
            signs,
        };
        edges.read(words);
        for at in 0..signs.len() {
            if signs[at] {
                let words = punct::Words {
                    heads,
                    labels,
                    xpos: sentence.xpos,
                    signs,
                };
                let head = punct::choose(&self.punct, words, edges, at, buffers);
                heads[at] = head.unwrap_or(at as u32);
                labels[at] = Deprel::Punct;
            }
        }
    }
}

/// A sentence of nothing but signs: the first is the root.
fn all_signs(heads: &mut [u32], labels: &mut [Deprel]) {
    for (head, label) in heads.iter_mut().zip(labels.iter_mut()) {
        (*head, *label) = (0, Deprel::Punct);
    }
    if let Some(label) = labels.first_mut() {
        *label = Deprel::Root;
    }
}

/// Which relations the arc above `child` may have.
pub fn name_key(units: &[Unit], state: &State, child: u32) -> usize {
    let head = state.node(child).head;
    let upos = |at: u32| units.get(at as usize).map_or(Upos::X, |unit| unit.upos);
    Names::key(upos(head), upos(child), child < head)
}

/// The allowed action with the highest score; the first of equals.
pub fn pick(scores: [i32; 4], allowed: [bool; 4]) -> Action {
    let mut found = Action::Shift;
    let mut top = i32::MIN;
    for action in Action::ALL {
        if allowed[action as usize] && scores[action as usize] > top {
            (found, top) = (action, scores[action as usize]);
        }
    }
    found
}

/// Units of a sentence, with the artificial root in front and the pad at the end.
pub fn make_units(sentence: Sentence, units: &mut Vec<Unit>) {
    units.clear();
    units.push(Unit::root());
    let mut chunks = sentence.chunks.iter().peekable();
    let mut before = 0;
    let mut counts = [0_u16; 2];
    let mut verbs = 0_u16;
    let mut at = 0;
    while at < sentence.words.len() {
        let global = at as u32 + sentence.offset;
        while chunks.next_if(|chunk| chunk.end.0 <= global).is_some() {}
        let chunk = chunks.peek().filter(|chunk| chunk.first.0 <= global);
        let (head, end, kind) = match chunk {
            Some(c) => (
                (c.head.0 - sentence.offset) as usize,
                (c.end.0 - sentence.offset) as usize,
                1 + c.kind as u32,
            ),
            None => (at, at + 1, 0),
        };
        if kind == 0 && sentence.upos[at] == Upos::Punct {
            let sign = sign_of(sentence.xpos[at]);
            before |= sign;
            counts[usize::from(sign != signs::COMMA)] += u16::from(counts[0] < 60_000);
        } else {
            let mut unit = Unit::new(
                head as u32,
                &sentence.words[head],
                (sentence.upos[head], sentence.xpos[head]),
                kind,
            );
            unit.before = before;
            unit.glue = crate::kernel::atom(64, before.into());
            unit.counts = counts;
            unit.verbs = verbs;
            verbs = verbs.saturating_add(unit.finite.into());
            units.push(unit);
            before = 0;
        }
        at = end.max(at + 1);
    }
    units.push(Unit {
        before,
        counts,
        verbs,
        glue: crate::kernel::atom(64, before.into()),
        ..Unit::pad()
    });
}

fn sign_of(xpos: Xpos) -> u8 {
    match xpos {
        Xpos::Comma => signs::COMMA,
        Xpos::OpenQuote | Xpos::CloseQuote => signs::QUOTE,
        Xpos::Lrb | Xpos::Rrb => signs::BRACKET,
        Xpos::Colon => signs::DASH,
        Xpos::HYPH => signs::HYPHEN,
        _ => signs::STOP,
    }
}

/// Copies heads and relations from units to tokens. Tokens inside a chunk hang on its head until
/// the chunk maker's arcs replace them.
fn spread(sentence: Sentence, scratch: &mut TreeScratch) {
    let TreeScratch {
        heads,
        labels,
        units,
        state,
        ..
    } = scratch;
    heads.clear();
    heads.resize(sentence.words.len(), 0);
    labels.clear();
    labels.resize(sentence.words.len(), Deprel::Punct);
    for chunk in sentence.chunks {
        for token in chunk.first.0..chunk.end.0 {
            let at = (token - sentence.offset) as usize;
            heads[at] = chunk.head.0 - sentence.offset;
            labels[at] = Deprel::Compound;
        }
    }
    for (child, head, label) in sentence.inner {
        let at = (child.0 - sentence.offset) as usize;
        heads[at] = head.0 - sentence.offset;
        labels[at] = *label;
    }
    for (unit, node) in units.iter().zip(&state.nodes) {
        let at = unit.token as usize;
        if at < heads.len() {
            heads[at] = match node.head {
                ROOT => unit.token,
                head => units
                    .get(head as usize)
                    .map_or(unit.token, |head| head.token),
            };
            labels[at] = Deprel::from_index(node.label.into());
        }
    }
}
