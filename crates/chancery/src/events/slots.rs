//! Slots of a trigger: what fills them, and by which route it was found.

use crate::actors::MentionId;
use chancery_nlp::{Span, TokenId};

/// A slot and the mention that fills it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Name of the slot.
    pub slot: String,
    /// Who fills it.
    pub mention: MentionId,
    /// Found by the order of the words.
    pub surface: bool,
    /// Found by the tree.
    pub tree: bool,
}

/// Who fills a slot without being a mention: "the two", "they", a capital.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unnamed {
    /// Name of the slot.
    pub slot: String,
    /// More than one.
    pub many: bool,
    /// Number of the place, where its name stands for a state.
    pub place: Option<usize>,
    /// The word, where it is one: "they", "two".
    pub token: Option<TokenId>,
}

/// What a trigger has around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    /// Filled slots, in the order found; a slot may be filled by several.
    pub filled: Vec<Filled>,
    /// Places that the walk passed.
    pub places: Vec<usize>,
    /// Time expressions that the walk passed.
    pub timexes: Vec<usize>,
    /// Who fills a slot without being a mention.
    pub unnamed: Vec<Unnamed>,
    /// Slot and words of people and crews without a name: "23 men", "a patrol boat".
    pub nameless: Vec<(String, Span)>,
    /// One past the last token that the walk took.
    pub reach: TokenId,
}

impl Slots {
    /// Adds a filler; a filler found again by the other route is confirmed.
    pub fn add(&mut self, slot: &str, mention: MentionId, route: Route) {
        let (surface, tree) = (route == Route::Surface, route == Route::Tree);
        match self
            .filled
            .iter_mut()
            .find(|f| f.slot == slot && f.mention == mention)
        {
            Some(old) => {
                old.surface |= surface;
                old.tree |= tree;
            }
            None => {
                let slot = slot.to_owned();
                self.filled.push(Filled {
                    slot,
                    mention,
                    surface,
                    tree,
                });
            }
        }
    }

    /// True where some mention fills the slot.
    pub fn has(&self, slot: &str) -> bool {
        self.filled.iter().any(|f| f.slot == slot)
    }

    /// True where the mention fills any slot.
    pub fn holds(&self, mention: MentionId) -> bool {
        self.filled.iter().any(|f| f.mention == mention)
    }
}

/// How a filler was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The order of the words.
    Surface,
    /// The tree.
    Tree,
}
