//! Trains the sentence splitter on raw text rebuilt from treebanks.

use super::Random;
use super::perceptron::Weights;
use crate::treebank::Gold;
use anyhow::Result;
use chancery_nlp::kernel::{LINE, Lines};
use chancery_nlp::model::Writer;
use chancery_nlp::sentences::{candidate_features, next_candidate};
use chancery_nlp::tables::Tables;
use std::collections::BTreeSet;

const BITS: u32 = 11;
const SCALE: f64 = 16.0;

/// Whether GUM news is part of the training text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The shipped model.
    In,
    /// The model that is measured on GUM news.
    Out,
}

/// How paragraphs are laid out in a rebuilt document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// An empty line between paragraphs.
    Paragraphs,
    /// Everything on one line.
    OneLine,
    /// Paragraphs, with lines broken after about 70 letters.
    Wrapped,
}

/// A document rebuilt from its sentences: text, and the byte behind each sentence.
pub fn rebuild(sentences: &[&Gold], layout: Layout) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut ends = Vec::new();
    for gold in sentences {
        if !text.is_empty() {
            let new = gold.new_paragraph && layout != Layout::OneLine;
            text.push_str(if new { "\n\n" } else { " " });
        }
        if layout == Layout::Wrapped {
            let mut width = 0;
            for c in gold.raw.chars() {
                width += 1;
                let wrap = c == ' ' && width > 70;
                text.push(if wrap { '\n' } else { c });
                width = if wrap { 0 } else { width };
            }
        } else {
            text.push_str(&gold.raw);
        }
        ends.push(text.len());
    }
    (text, ends)
}

/// Sentences by document.
pub fn documents(all: &[Gold]) -> Vec<Vec<&Gold>> {
    let mut out: Vec<Vec<&Gold>> = Vec::new();
    for gold in all {
        match out
            .last_mut()
            .filter(|last| last[0].document == gold.document)
        {
            Some(last) => last.push(gold),
            None => out.push(vec![gold]),
        }
    }
    out
}

/// Trains on all documents in several layouts; returns the bytes of the model.
pub fn train(all: &[Gold], news: News) -> Result<Vec<u8>> {
    let tables = Tables::read("en")?;
    let kept: Vec<Gold> = all
        .iter()
        .filter(|g| news == News::In || g.genre() != "news")
        .cloned()
        .collect();
    let mut examples = Vec::new();
    for document in documents(&kept) {
        let formal = document[0].genre() != "ewt";
        let layouts: &[Layout] = if formal {
            &[Layout::Paragraphs, Layout::OneLine, Layout::Wrapped]
        } else {
            &[Layout::Paragraphs]
        };
        for &layout in layouts {
            read_examples(&rebuild(&document, layout), &tables, &mut examples);
        }
    }
    let mut weights = Weights::new(LINE << BITS);
    let mut random = Random::new(5);
    for pass in 0..8 {
        random.shuffle(&mut examples);
        let mut wrong = 0;
        for (features, end) in &examples {
            let index = |&f: &u32| Lines::index(f, 0, BITS);
            let score: i32 = features.iter().map(|f| weights.get(index(f))).sum();
            weights.tick();
            if (score > 0) != *end {
                wrong += 1;
                features
                    .iter()
                    .for_each(|f| weights.add(index(f), if *end { 1 } else { -1 }));
            }
        }
        eprintln!(
            "sentences: pass {pass}, {wrong} of {} wrong",
            examples.len()
        );
    }
    let mut to = Writer::default();
    to.number(BITS);
    to.table(&weights.average(SCALE, 0.0), 1);
    Ok(to.finish())
}

fn read_examples(
    document: &(String, Vec<usize>),
    tables: &Tables,
    out: &mut Vec<(Vec<u32>, bool)>,
) {
    let (text, ends) = document;
    let ends: BTreeSet<usize> = ends.iter().copied().collect();
    let (mut at, mut start) = (0, 0);
    while let Some(candidate) = next_candidate(text, at) {
        let mut features = Vec::new();
        candidate_features(text, (start, candidate), tables, &mut features);
        let end = ends.contains(&candidate.end);
        out.push((features, end));
        at = candidate.next;
        if end {
            start = candidate.next;
        }
    }
}
