//! All sets of names, tagged as the engine would tag them.
//!
//! Documents that the tagger has not seen get its tags; GUM's training part, which it has seen,
//! gets tags of taggers trained on the other half (jackknife), so that the name tagger does not
//! learn to trust tags more than it may.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use chancery_nlp::model::unpack;
use chancery_nlp::names::{NameLists, Names, Source};
use chancery_nlp::tags::{TagModel, TagScratch};
use chancery_nlp::words::{ClassTable, read_words};
use chancery_nlp::{Upos, Xpos};

use super::data::{
    Labelled, Marked, Words, lay_out, read_crossner, read_gmb, read_uner, read_wikigold,
};
use super::gum::read_gum;
use crate::train::tags;
use crate::treebank::{self, Gold};

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
    /// re3d, US State Department.
    pub re3d: Vec<Labelled>,
    /// re3d, the other parts.
    pub re3d_rest: Vec<Labelled>,
    /// CrossNER, politics.
    pub crossner: Vec<Labelled>,
    /// EWT train without names: with gold tags, and with those of a tagger.
    pub ewt: [Vec<Labelled>; 2],
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
        let (re3d, rest) = super::re3d::read(data, &lists)?;
        let (gum, ewt) = jackknifed(data, &lists)?;
        let plain = |docs: Vec<(usize, Labelled)>| docs.into_iter().map(|(_, doc)| doc).collect();
        Ok(Sets {
            gmb: plain(kept),
            gmb_held_out: plain(held),
            uner_dev: tagged(read_uner(data, "dev")?),
            uner_test: tagged(read_uner(data, "test")?),
            wikigold: tagged(read_wikigold(data, &lists)?),
            re3d: tagged(re3d),
            re3d_rest: tagged(rest),
            crossner: tagged(read_crossner(data, &lists)?),
            gum,
            ewt,
            gum_test: tagged(read_gum(data, "test", &lists)?),
        })
    }

    /// What a model of scores is trained on, but for wikigold.
    pub fn without_wikigold(&self) -> impl Iterator<Item = &Labelled> {
        let sets = [
            &self.gum,
            &self.uner_dev,
            &self.gmb,
            &self.re3d_rest,
            &self.crossner,
        ];
        sets.into_iter().flatten()
    }

    /// What the model of the scores is trained on.
    pub fn for_scores(&self) -> Vec<&Labelled> {
        self.without_wikigold().chain(&self.wikigold).collect()
    }

    /// What the shipped model is trained on.
    pub fn all(&self) -> Vec<&Labelled> {
        let more = [
            &self.uner_test,
            &self.gmb_held_out,
            &self.gum_test,
            &self.re3d,
        ];
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

/// GUM's training part, and the bare text of EWT's, with tags of taggers that have not seen the
/// sentence.
fn jackknifed(data: &Path, lists: &NameLists) -> Result<(Vec<Labelled>, [Vec<Labelled>; 2])> {
    let folder = data.join("treebanks");
    let ewt = treebank::read(&folder.join("en_ewt-ud-train.conllu"))?;
    let mut gold = ewt.clone();
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
    docs.iter_mut().for_each(|doc| retag(doc, &by_words));
    let ewt = bare(&ewt);
    let mut retagged = ewt.clone();
    retagged.iter_mut().for_each(|doc| retag(doc, &by_words));
    Ok((docs, [ewt, retagged]))
}

/// Gives the sentences of a document these tags.
fn retag(doc: &mut Labelled, tags: &BTreeMap<Vec<&str>, &[(Upos, Xpos)]>) {
    for sentence in doc.parse.sentences.clone() {
        let words: Vec<&str> = sentence
            .tokens()
            .map(|t| doc.parse.span(t).of(&doc.text))
            .collect();
        let Some(tags) = tags.get(&words) else {
            continue;
        };
        for (token, (_, xpos)) in sentence.tokens().zip(tags.iter()) {
            doc.parse.xpos[token.index()] = *xpos;
        }
    }
}

/// The documents of a treebank with its own tags, without names.
fn bare(all: &[Gold]) -> Vec<Labelled> {
    let mut out: Vec<Labelled> = Vec::new();
    let documents = all.chunk_by(|a, b| a.document == b.document);
    for document in documents {
        let words: Words = document.iter().map(marked).collect();
        out.push(lay_out(Source::Web, &words, |_| Vec::new()));
    }
    out
}

fn marked(gold: &Gold) -> Vec<Marked> {
    (0..gold.len())
        .map(|at| Marked {
            form: gold.form(at).to_owned(),
            tag: "O".to_owned(),
            gold_xpos: Some(gold.xpos[at]),
            space_after: gold.space_after[at],
        })
        .collect()
}
