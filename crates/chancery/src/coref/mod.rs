//! Noun phrases in; chains of those that mean the same out.
//!
//! Over all noun phrases of a document: names, definite, possessed and indefinite phrases,
//! demonstratives, pronouns of every person, happenings told by a noun. Method: the multi-pass
//! sieve of Lee et al. 2013 ("Deterministic coreference resolution based on entity-centric,
//! precision-ranked rules"), the surest step first, each step seeing the chains of those before:
//! speakers, equal names, names in other words, equal phrases, equal heads, roles, pronouns by
//! weight of function and nearness (Lappin and Leass 1994, "An algorithm for pronominal anaphora
//! resolution"), happenings. Phrases in apposition and predicates are attributes of what they are
//! said of, not links of their own. What no step resolves stays alone.
//!
//! Cost: linear. Every step looks up by word or walks back a bounded number of phrases.

use chancery_nlp::{Parse, TokenId};

mod lexicon;
mod extents;
mod mentions;
mod finder;
mod traits;
mod clusters;
mod voices;
mod names;
mod happenings;
mod nominals;
mod pronouns;

pub use lexicon::CorefLexicon;
pub(crate) use mentions::rank;
pub use mentions::{Class, Form, Number};

use crate::marks::Marks;
use crate::places::tables::Scan;
use clusters::Clusters;
use mentions::Found;

/// Number of a chain in its document, in the order of first phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChainId(pub u32);

/// A phrase that means somebody or something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// First token.
    pub first: TokenId,
    /// One past the last token: modifiers, relative clauses and appositions belong to it.
    pub end: TokenId,
    /// Token by which it hangs in the tree.
    pub head: TokenId,
    /// What its words are.
    pub form: Form,
    /// The chain that it belongs to.
    pub chain: ChainId,
    /// Step of the sieve that linked it to what stands before; empty for the first of a chain.
    pub step: &'static str,
}

/// Every phrase with its chain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chains {
    /// Phrases by first token, the longer first.
    pub mentions: Vec<Mention>,
    /// Numbers of the phrases of each chain, in the order of the text; some have one alone.
    pub chains: Vec<Vec<u32>>,
}

impl Chains {
    /// The chain with this number.
    pub fn chain(&self, id: ChainId) -> &[u32] {
        &self.chains[id.0 as usize]
    }

    /// Number of the phrase that hangs in the tree by `head`, joined phrases left out.
    pub fn at_head(&self, head: TokenId) -> Option<usize> {
        let from = self.mentions.partition_point(|m| m.first <= head);
        // A phrase begins before its head, seldom far before it.
        (from.saturating_sub(mentions::WINDOW)..from)
            .rev()
            .find(|&at| self.mentions[at].head == head && self.mentions[at].form != Form::Joined)
    }
}

/// What the stage reads.
#[derive(Clone, Copy, Debug)]
pub struct Discourse<'a> {
    /// The text.
    pub text: &'a str,
    /// Its parse.
    pub parse: &'a Parse,
    /// Its quotation marks.
    pub marks: &'a Marks,
    /// Who speaks each sentence, by number, where the document tells: a transcript. Empty for a
    /// text with one voice.
    pub speakers: &'a [u32],
}

/// Links the noun phrases of a document; never fails.
pub fn find_chains(lexicon: &CorefLexicon, discourse: &Discourse<'_>) -> Chains {
    let scan = lexicon.tables.scan(discourse.text, discourse.parse);
    find_scanned(lexicon, discourse, &scan)
}

/// The same, with the hits of the tables given.
pub(crate) fn find_scanned(
    lexicon: &CorefLexicon,
    discourse: &Discourse<'_>,
    scan: &Scan,
) -> Chains {
    let found = finder::find(lexicon, discourse, scan);
    let mut clusters = Clusters::new(&found);
    voices::link(&found, &mut clusters);
    names::link(&found, &mut clusters);
    nominals::link(&found, &mut clusters);
    pronouns::link(&found, &mut clusters);
    happenings::link(&found, &mut clusters);
    finish(&found, &mut clusters)
}

/// The layer as lines of a golden file: a chain of two phrases and more a line, with the step that
/// linked each phrase.
pub fn render_chains(chains: &Chains, parse: &Parse, text: &str) -> String {
    let words = |&at: &u32| {
        let mention = &chains.mentions[at as usize];
        let words = parse.span_of(mention.first, mention.end).of(text);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        match mention.step {
            "" => words,
            step => format!("{words} [{step}]"),
        }
    };
    let linked = chains.chains.iter().filter(|chain| chain.len() > 1);
    let line = |chain: &Vec<u32>| chain.iter().map(words).collect::<Vec<_>>().join(" | ");
    linked.map(line).collect::<Vec<_>>().join("\n")
}

/// Chains numbered by their first phrase.
fn finish(found: &Found<'_>, clusters: &mut Clusters) -> Chains {
    let mut number = vec![u32::MAX; found.list.len()];
    let mut out = Chains::default();
    for (at, phrase) in found.list.iter().enumerate() {
        let root = clusters.root(at);
        if number[root] == u32::MAX {
            number[root] = out.chains.len() as u32;
            out.chains.push(Vec::new());
        }
        let chain = ChainId(number[root]);
        out.chains[chain.0 as usize].push(at as u32);
        out.mentions.push(Mention {
            first: phrase.first,
            end: phrase.end,
            head: phrase.head,
            form: phrase.form,
            chain,
            step: clusters.step(at),
        });
    }
    out
}
