//! Units and the arc-eager state over them.
//!
//! Arc-eager (Nivre 2008) with an artificial root as unit 0, the bottom of the stack, that takes
//! one child; and with one repair: words that are left on the stack without a head when the input
//! is read go back to the front, one by one, until each has one (compare unshift, Nivre and
//! Fernández-González 2014).

use crate::kernel::atom;
use crate::labels::{Deprel, Upos, Xpos};
use crate::tags::{outside, refined};
use crate::words::Word;

/// No unit.
pub const NONE: u32 = u32::MAX;

/// The artificial root.
pub const ROOT: u32 = 0;

/// What stands between two units, as bits.
pub mod signs {
    /// A comma.
    pub const COMMA: u8 = 1;
    /// A quotation mark.
    pub const QUOTE: u8 = 2;
    /// A bracket.
    pub const BRACKET: u8 = 4;
    /// A dash, colon or semicolon.
    pub const DASH: u8 = 8;
    /// A hyphen inside a word.
    pub const HYPHEN: u8 = 16;
    /// A full stop, question mark or any other sign.
    pub const STOP: u8 = 32;
}

/// A token or chunk as the tree builder sees it. Punctuation is no unit.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// The token that stands for it, counted from the start of the sentence.
    pub token: u32,
    /// Word atom.
    pub word: u32,
    /// Tag atom: XPOS refined by word class and kind of chunk.
    pub tag: u32,
    /// Tags its word may have, or its looks: what a wrong tag cannot hide.
    pub class: u32,
    /// Its last three letters.
    pub ending: u32,
    /// UPOS of its token.
    pub upos: Upos,
    /// Atom of the signs before it.
    pub glue: u32,
    /// Signs before it, as bits of [`signs`].
    pub before: u8,
    /// Number of commas, and of other signs, before it in the sentence.
    pub counts: [u16; 2],
    /// Number of finite verbs before it in the sentence.
    pub verbs: u16,
    /// Whether it is a finite verb.
    pub finite: bool,
}

impl Unit {
    /// The unit where there is none.
    pub fn pad() -> Self {
        Unit {
            token: NONE,
            word: atom(61, 1),
            tag: atom(61, 2),
            class: atom(61, 6),
            ending: atom(61, 7),
            upos: Upos::Punct,
            glue: atom(61, 3),
            before: 0,
            counts: [0, 0],
            verbs: 0,
            finite: false,
        }
    }

    /// The artificial root.
    pub fn root() -> Self {
        Unit {
            word: atom(61, 4),
            tag: atom(61, 5),
            ..Unit::pad()
        }
    }

    /// A unit from the word and tags of its token, a small number for the kind of its chunk.
    pub fn new(token: u32, word: &Word, tags: (Upos, Xpos), chunk: u32) -> Self {
        let tag = refined(tags.1, word.class) ^ atom(62, tags.0 as u32);
        let tag = if chunk == 0 {
            tag
        } else {
            tag ^ atom(63, chunk)
        };
        Unit {
            token,
            word: word.lower,
            tag,
            class: outside(word),
            ending: word.suffixes[2],
            upos: tags.0,
            finite: matches!(tags.1, Xpos::VBD | Xpos::VBZ | Xpos::VBP | Xpos::MD),
            ..Unit::pad()
        }
    }
}

/// What is known of a unit while the tree grows.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Its head.
    pub head: u32,
    /// Outermost and second child on the left, then on the right.
    pub left: [u32; 2],
    /// The same on the right.
    pub right: [u32; 2],
    /// Relation to its head.
    pub label: u8,
    /// Number of children on the left, on the right.
    pub valency: [u8; 2],
    /// Relations of children on the left, on the right, as bits.
    pub sets: [u64; 2],
}

impl Node {
    const EMPTY: Node = Node {
        head: NONE,
        left: [NONE; 2],
        right: [NONE; 2],
        label: 63,
        valency: [0; 2],
        sets: [0; 2],
    };
}

/// The four actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Action {
    /// Front goes to the stack without a head.
    Shift = 0,
    /// The top, which has a head, leaves the stack.
    Reduce = 1,
    /// The top hangs on the front and leaves the stack.
    Left = 2,
    /// The front hangs on the top and goes to the stack.
    Right = 3,
}

impl Action {
    /// By number.
    pub const ALL: [Action; 4] = [Action::Shift, Action::Reduce, Action::Left, Action::Right];
}

/// A stack, a front of the input and the arcs made so far.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Units on the stack, top last.
    pub stack: Vec<u32>,
    /// What is known of each unit; one more for [`NONE`] at the end.
    pub nodes: Vec<Node>,
    next: u32,
    again: Option<u32>,
    bare: u32,
}

impl State {
    /// The start, for `n` units, the artificial root among them.
    pub fn start(&mut self, n: usize) {
        self.stack.clear();
        self.stack.push(ROOT);
        self.nodes.clear();
        self.nodes.resize(n.max(1) + 1, Node::EMPTY);
        (self.next, self.again, self.bare) = (1, None, 0);
    }

    /// The child of the artificial root; [`NONE`] as long as it has none.
    pub fn top_word(&self) -> u32 {
        self.node(ROOT).right[0]
    }

    /// Number of units.
    pub fn len(&self) -> usize {
        self.nodes.len().saturating_sub(1)
    }

    /// True without units.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The unit at the front of the input, or the one that was put back.
    pub fn front(&self) -> u32 {
        self.again.unwrap_or(if (self.next as usize) < self.len() {
            self.next
        } else {
            NONE
        })
    }

    /// Unit `offset` places after the front in the input; none behind one that was put back.
    pub fn ahead(&self, offset: u32) -> u32 {
        let at = self.next + offset;
        if self.again.is_none() && (at as usize) < self.len() {
            at
        } else {
            NONE
        }
    }

    /// True while a unit that was put back waits for a head.
    pub fn repairing(&self) -> bool {
        self.again.is_some()
    }

    /// Unit `depth` places below the top of the stack.
    pub fn below(&self, depth: usize) -> u32 {
        self.stack
            .len()
            .checked_sub(depth + 1)
            .map_or(NONE, |at| self.stack[at])
    }

    /// What is known of a unit; an empty node for [`NONE`].
    pub fn node(&self, unit: u32) -> &Node {
        let last = self.nodes.len() - 1;
        &self.nodes[(unit as usize).min(last)]
    }

    /// Number of units on the stack without a head.
    pub fn bare(&self) -> u32 {
        self.bare
    }

    /// True when the tree is complete.
    pub fn is_done(&self) -> bool {
        self.front() == NONE
    }

    /// Which actions are allowed, by number. At least one is, until the tree is complete.
    pub fn allowed(&self) -> [bool; 4] {
        let top = self.below(0);
        let shift = self.again.is_none();
        if top == ROOT || top == NONE {
            return [shift, false, false, self.top_word() == NONE];
        }
        let bare = self.node(top).head == NONE;
        [shift, !bare, bare, true]
    }

    /// Carries out an allowed action; returns the arc made as (head, child).
    pub fn apply(&mut self, action: Action) -> Option<(u32, u32)> {
        let front = self.front();
        let top = self.below(0);
        match action {
            Action::Shift => {
                self.stack.push(front);
                self.bare += 1;
                self.advance();
                None
            }
            Action::Reduce => {
                self.stack.pop();
                None
            }
            Action::Left => {
                self.stack.pop();
                self.bare -= 1;
                self.hang(top, front);
                Some((front, top))
            }
            Action::Right => {
                self.hang(front, top);
                self.stack.push(front);
                self.advance();
                Some((top, front))
            }
        }
    }

    fn advance(&mut self) {
        if self.again.take().is_none() {
            self.next += 1;
        }
    }

    /// After an action: empties the stack of finished words at the end of the input, and puts
    /// words without a head back to the front. One that finds nothing but an artificial root that
    /// has its child hangs on that child.
    pub fn settle(&mut self) {
        loop {
            let front = self.front();
            if front == NONE && self.bare > 0 {
                let Some(top) = self.stack.pop() else { return };
                if self.node(top).head == NONE && top != ROOT {
                    self.bare -= 1;
                    self.again = Some(top);
                }
            } else if self.again.is_some() && self.below(0) == ROOT && self.top_word() != NONE {
                self.hang(front, self.top_word());
                self.name(front, Deprel::Parataxis as u8);
                self.again = None;
            } else {
                return;
            }
        }
    }

    fn hang(&mut self, child: u32, head: u32) {
        self.nodes[child as usize].head = head;
        let node = &mut self.nodes[head as usize];
        let (slots, side) = if child < head {
            (&mut node.left, 0)
        } else {
            (&mut node.right, 1)
        };
        let outer = slots[0] == NONE
            || if side == 0 {
                child < slots[0]
            } else {
                child > slots[0]
            };
        if outer {
            *slots = [child, slots[0]];
        } else {
            slots[1] = child;
        }
        node.valency[side] = node.valency[side].saturating_add(1);
    }

    /// Names the arc above `child`.
    pub fn name(&mut self, child: u32, label: u8) {
        self.nodes[child as usize].label = label;
        let head = self.nodes[child as usize].head;
        if let Some(node) = self.nodes.get_mut(head as usize) {
            node.sets[usize::from(child > head)] |= 1 << (label & 63);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs actions as chosen by `choose` among the allowed ones; returns the heads.
    fn run(n: usize, mut choose: impl FnMut(usize) -> usize) -> Vec<u32> {
        let mut state = State::default();
        state.start(n);
        let mut steps = 0;
        while !state.is_done() {
            let allowed: Vec<Action> = Action::ALL
                .into_iter()
                .filter(|&a| state.allowed()[a as usize])
                .collect();
            state.apply(allowed[choose(allowed.len()) % allowed.len()]);
            state.settle();
            steps += 1;
            assert!(steps < 10 * n + 10, "does not end");
        }
        state.nodes[..n].iter().map(|node| node.head).collect()
    }

    /// True where the chain of heads from a unit ends.
    fn reaches_root(heads: &[u32], unit: usize) -> bool {
        let head = |at: &u32| Some(heads[*at as usize]).filter(|&head| head != NONE);
        let chain = std::iter::successors(Some(unit as u32), head);
        chain.take(heads.len() + 1).count() <= heads.len()
    }

    #[test]
    fn any_choice_gives_one_tree() {
        for seed in 0..400 {
            let mut x = atom(7, seed);
            let heads = run(2 + seed as usize % 9, |_| {
                x = atom(8, x);
                x as usize >> 3
            });
            assert_eq!(heads.iter().filter(|&&h| h == ROOT).count(), 1, "{heads:?}");
            for unit in 1..heads.len() {
                assert!(reaches_root(&heads, unit), "cycle in {heads:?}");
            }
        }
    }
}
