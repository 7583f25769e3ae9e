//! Names: persons, organisations, places, peoples, events and vessels.
//!
//! From words, tags and lists of phrases. Persons, organisations and places by a structured
//! perceptron over the tokens of a sentence ([`model`], [`features`]); peoples and their
//! adjectives by the demonym list and the tag, vessels and events by pattern ([`patterns`]);
//! then the document votes: a string that is mostly read as one kind is that kind
//! everywhere, and a family name alone is what the full name is. Titles and possessive 's stand
//! outside. Cost: linear in the length of the text.

pub mod gazetteer;
pub mod document;
pub mod features;
pub mod model;
pub mod lists;
pub mod patterns;
pub mod votes;

use crate::error::Error;
use crate::labels::NameKind;
use crate::names::document::Evidence;
pub use crate::names::features::Source;
use crate::names::features::{Atom, View, read_atoms};
pub use crate::names::lists::NameLists;
use crate::names::model::{Lattice, NameModel, OUTSIDE, begin_label, kind_of, step_context};
use crate::names::patterns::add_patterns;
use crate::names::votes::Votes;
use crate::parse::{Name, Parse, TokenId};

impl Names {
    /// The lists of a language, from the tables of knowledge.
    ///
    /// # Errors
    /// Where the language has no table of cues.
    pub fn lists(lang: &str) -> Result<NameLists, Error> {
        let cues = chancery_data::table(lang, "name_cues")
            .ok_or_else(|| Error::missing(lang, "name_cues"))?;
        Ok(NameLists::of(chancery_data::knowledge(), cues))
    }

    /// The name finder of a language, from the unpacked bytes of its model.
    ///
    /// # Errors
    /// Where the table of cues is absent or the model damaged.
    pub fn read(lang: &str, model: &[u8]) -> Result<Self, Error> {
        let model = NameModel::read("names", model)?;
        Ok(Names {
            lists: Self::lists(lang)?,
            model,
            source: Source::News,
        })
    }
}

/// Buffers of the name finder; reused from call to call.
#[derive(Clone, Debug, Default)]
pub struct NameScratch {
    /// One entry a token of the call.
    pub atoms: Vec<Atom>,
    /// Uses of each word of the call.
    pub evidence: Evidence,
    features: Vec<u32>,
    lattice: Lattice,
    labels: Vec<u8>,
    votes: Votes,
    found: Vec<Name>,
}

impl NameScratch {
    /// Reads the tokens of a call; what training and run time do first.
    pub fn read(&mut self, text: &str, parse: &Parse, lists: &NameLists) {
        read_atoms(text, parse, &lists.gazetteer, &mut self.atoms);
        self.evidence.read(parse, &self.atoms);
    }
}

/// What the name finder knows.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Listed phrases.
    pub lists: NameLists,
    /// Trained weights.
    pub model: NameModel,
    /// Whose conventions count.
    pub source: Source,
}

/// Fills `parse.names` from its tokens and tags.
pub fn find_names(names: &Names, text: &str, parse: &mut Parse, scratch: &mut NameScratch) {
    parse.names.clear();
    scratch.read(text, parse, &names.lists);
    tag(names, parse, scratch);
    read_labels(&scratch.labels, parse);
    cut_titles(&names.lists, text, parse);
    scratch.votes.settle(parse, &scratch.atoms);
    add_patterns(parse, &scratch.atoms, &mut scratch.found);
}

fn tag(names: &Names, parse: &Parse, scratch: &mut NameScratch) {
    let NameScratch {
        atoms,
        evidence,
        features,
        lattice,
        labels,
        ..
    } = scratch;
    labels.clear();
    for &sentence in &parse.sentences {
        let view = View {
            atoms,
            evidence,
            sentence,
            source: names.source,
        };
        lattice.clear();
        for token in sentence.tokens() {
            let atom = &atoms[token.index()];
            let context = step_context(atom, names.source);
            if !atom.candidate {
                lattice.push_outside(context);
                continue;
            }
            features.clear();
            view.features(token.index(), features);
            lattice.scores.push(names.model.score(features));
            lattice.contexts.push(context as u8);
        }
        lattice.best(&names.model, labels);
    }
}

fn read_labels(labels: &[u8], parse: &mut Parse) {
    let mut open: Option<Name> = None;
    let begins = |label: u8| label & 1 == 1;
    for (at, &label) in labels.iter().enumerate() {
        let token = TokenId(at as u32);
        if (label == OUTSIDE || begins(label))
            && let Some(name) = open.take()
        {
            parse.names.push(Name { end: token, ..name });
        }
        if begins(label) {
            open = Some(Name {
                first: token,
                end: token,
                kind: kind_of(label),
            });
        }
    }
    parse.names.extend(open.map(|name| Name {
        end: TokenId(labels.len() as u32),
        ..name
    }));
}

/// Cuts titles off the front of persons; a person that is nothing but a title is none.
fn cut_titles(lists: &NameLists, text: &str, parse: &mut Parse) {
    let spans = &parse.spans;
    let mut words: [&str; 12] = [""; 12];
    parse.names.retain_mut(|name| {
        if name.kind != NameKind::Person {
            return true;
        }
        let range = name.first.index()..name.end.index();
        let count = range.len().min(words.len());
        for (word, span) in words.iter_mut().zip(&spans[range]) {
            *word = span.of(text);
        }
        name.first.0 += lists.leading_titles(&words[..count]) as u32;
        name.first < name.end
    });
}

/// A name by the place of its letters in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameSpan {
    /// First Unicode code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// What it names.
    pub kind: NameKind,
}

/// The names of a parse in code points, in order: what `chancery names` prints. One pass over the
/// text.
pub fn name_spans(text: &str, parse: &Parse) -> Vec<NameSpan> {
    let mut out = Vec::with_capacity(parse.names.len());
    let (mut byte, mut letters) = (0, 0);
    let mut count_to = |to: usize| {
        letters += text.get(byte..to).map_or(0, |part| part.chars().count());
        byte = byte.max(to);
        letters
    };
    for name in &parse.names {
        let span = parse.span_of(name.first, name.end);
        let start = count_to(span.start as usize);
        let end = count_to(span.end as usize);
        out.push(NameSpan {
            start,
            end,
            kind: name.kind,
        });
    }
    out
}

/// The labels of the tokens of a call that these names stand for; names of other kinds are left
/// out.
pub fn labels_of(names: &[Name], tokens: usize) -> Vec<u8> {
    let mut labels = vec![OUTSIDE; tokens];
    for name in names {
        let Some(begin) = begin_label(name.kind) else {
            continue;
        };
        let (first, end) = (name.first.index(), name.end.index().min(tokens));
        for (at, label) in labels.iter_mut().enumerate().take(end).skip(first) {
            *label = begin + u8::from(at > first);
        }
    }
    labels
}

#[cfg(test)]
mod tests;
