//! All sets of names, tagged as the engine would tag them.
//!
//! Documents that the tagger has not seen get its tags; GUM's training part, which it has seen,
//! gets tags of taggers trained on the other half (jackknife), so that the name tagger does not
//! learn to trust tags more than it may.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use chancery_nlp::model::unpack;
use chancery_nlp::names::{NameLists, Names};
use chancery_nlp::tags::{TagModel, TagScratch};
use chancery_nlp::words::{ClassTable, read_words};
use chancery_nlp::{Upos, Xpos};

use super::data::{Labelled, read_gmb, read_uner, read_wikigold};
use super::gum::read_gum;
use crate::train::tags;
use crate::treebank;

/// Every tenth sentence of gmb, beginning with this one, is held out for the scores.
const HELD_OUT: usize = 3;

/// Documents of each set.
pub struct Sets {
    /// gmb without its held-out tenth.
    pub gmb: Vec<Labelled>,
    /// The tenth of gmb that scores are taken on.
    pub gmb_held_out: Vec<Labelled>,
    /// Universal NER on EWT dev.
    pub uner_dev: Vec<Labelled>,
    /// Universal NER on EWT test.
    pub uner_test: Vec<Labelled>,
    /// Wikigold.
    pub wikigold: Vec<Labelled>,
    /// GUM, free genres, train.
    pub gum: Vec<Labelled>,
    /// GUM, free genres, test.
    pub gum_test: Vec<Labelled>,
}

impl Sets {
    /// Reads and tags all sets of the data folder.
    pub fn read(data: &Path) -> Result<Self> {
        let lists = Names::lists("en").context("loading the lists of names")?;
        let tagger = Tagger::read()?;
        let tagged = |mut docs: Vec<Labelled>| {
            docs.iter_mut().for_each(|doc| tagger.tag(doc));
            docs
        };
        let gmb = tagged(read_gmb(data, &lists)?);
        let (held, kept): (Vec<_>, Vec<_>) = gmb
            .into_iter()
            .enumerate()
            .partition(|(n, _)| n % 10 == HELD_OUT);
        let plain = |docs: Vec<(usize, Labelled)>| docs.into_iter().map(|(_, doc)| doc).collect();
        Ok(Sets {
            gmb: plain(kept),
            gmb_held_out: plain(held),
            uner_dev: tagged(read_uner(data, "dev")?),
            uner_test: tagged(read_uner(data, "test")?),
            wikigold: tagged(read_wikigold(data, &lists)?),
            gum: jackknifed(data, &lists)?,
            gum_test: tagged(read_gum(data, "test", &lists)?),
        })
    }

    /// What the model of the scores is trained on.
    pub fn for_scores(&self) -> Vec<&Labelled> {
        [&self.gum, &self.uner_dev, &self.gmb, &self.wikigold]
            .into_iter()
            .flatten()
            .collect()
    }

    /// What the shipped model is trained on.
    pub fn all(&self) -> Vec<&Labelled> {
        let more = [&self.uner_test, &self.gmb_held_out, &self.gum_test];
        self.for_scores()
            .into_iter()
            .chain(more.into_iter().flatten())
            .collect()
    }
}

struct Tagger {
    model: TagModel,
    classes: ClassTable,
}

impl Tagger {
    fn read() -> Result<Self> {
        let packed = chancery_data::model("en", "tags").context("there is no tagger")?;
        let model = TagModel::read(&unpack("tags", packed)?)?;
        Ok(Tagger {
            model,
            classes: chancery_nlp::engine::classes("en")?,
        })
    }

    fn tag(&self, doc: &mut Labelled) {
        let mut words = Vec::new();
        let parse = &mut doc.parse;
        read_words(
            &doc.text,
            &parse.spans,
            &parse.space_after,
            &self.classes,
            &mut words,
        );
        self.model.look_up(&mut words);
        let (mut scratch, mut found) = (TagScratch::default(), Vec::new());
        for sentence in &parse.sentences {
            let range = sentence.first.index()..sentence.end.index();
            self.model
                .tag(&words[range.clone()], &mut scratch, &mut found);
            for (at, &tag) in range.zip(&found) {
                let (_, xpos) = self
                    .model
                    .tags
                    .get(usize::from(tag))
                    .copied()
                    .unwrap_or_default();
                parse.xpos[at] = xpos;
            }
        }
    }
}

/// GUM's training part with tags of taggers that have not seen the sentence.
fn jackknifed(data: &Path, lists: &NameLists) -> Result<Vec<Labelled>> {
    let folder = data.join("treebanks");
    let mut gold = treebank::read(&folder.join("en_ewt-ud-train.conllu"))?;
    gold.extend(treebank::read(&folder.join("en_gum-free-train.conllu"))?);
    let tags = tags::jackknife(&tags::read(&gold)?, 2)?;
    let mut by_words: BTreeMap<Vec<&str>, &[(Upos, Xpos)]> = BTreeMap::new();
    for (sentence, tags) in gold.iter().zip(&tags) {
        by_words.insert(
            (0..sentence.len()).map(|at| sentence.form(at)).collect(),
            tags,
        );
    }
    let mut docs = read_gum(data, "train", lists)?;
    for doc in &mut docs {
        for sentence in doc.parse.sentences.clone() {
            let words: Vec<&str> = sentence
                .tokens()
                .map(|t| doc.parse.span(t).of(&doc.text))
                .collect();
            let Some(tags) = by_words.get(&words) else {
                continue;
            };
            for (token, (_, xpos)) in sentence.tokens().zip(tags.iter()) {
                doc.parse.xpos[token.index()] = *xpos;
            }
        }
    }
    Ok(docs)
}
