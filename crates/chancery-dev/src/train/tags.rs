//! Trains the tagger.

use super::perceptron::Weights;
use super::{Random, words};
use crate::treebank::Gold;
use anyhow::Result;
use chancery_nlp::kernel::{LINE, Lines, best};
use chancery_nlp::model::Writer;
use chancery_nlp::tags::{Tag, TagClass, TagModel, TagScratch, features};
use chancery_nlp::words::Word;
use chancery_nlp::{Upos, Xpos};
use std::collections::BTreeMap;

/// Lines of the table: 2^18 of 32 weights.
const BITS: u32 = 18;

const SCALE: f64 = 16.0;
/// Weights (times [`SCALE`]) below are dropped.
const FLOOR: i32 = 6;
/// By how much the right tag must lead while training.
const MARGIN: i32 = 31;

/// A sentence ready for training.
#[derive(Clone)]
pub struct Tagged {
    /// Words.
    pub words: Vec<Word>,
    /// Gold tags.
    pub gold: Vec<(Upos, Xpos)>,
}

/// Reads the words of all sentences.
pub fn read(all: &[Gold]) -> Result<Vec<Tagged>> {
    all.iter()
        .map(|gold| {
            let tags = gold
                .upos
                .iter()
                .copied()
                .zip(gold.xpos.iter().copied())
                .collect();
            Ok(Tagged {
                words: words(gold)?,
                gold: tags,
            })
        })
        .collect()
}

type Counts = BTreeMap<u32, BTreeMap<Tag, u32>>;

/// Trains on all sentences; returns the model and its bytes.
pub fn train(all: &[Tagged], passes: usize, seeds: u64) -> Result<(TagModel, Vec<u8>)> {
    let tags = inventory(all);
    let (classes, entries, open) = lexicon(all, &tags);
    let model = TagModel::untrained(tags.clone(), classes.clone(), open.clone(), &entries);
    let mut sentences: Vec<(Vec<Word>, Vec<Tag>)> = all
        .iter()
        .map(|one| {
            let mut words = one.words.clone();
            model.look_up(&mut words);
            let gold = one.gold.iter().map(|&tag| number(&tags, tag)).collect();
            (words, gold)
        })
        .collect();
    let mut sums = vec![0_i32; LINE << BITS];
    for seed in 0..seeds {
        let mut weights = Weights::new(LINE << BITS);
        let mut random = Random::new(11 + seed);
        for pass in 0..passes {
            random.shuffle(&mut sentences);
            let mut wrong = 0;
            for (words, gold) in &sentences {
                wrong += learn(&model, (words, gold), &mut weights, &mut random);
            }
            eprintln!("tags: seed {seed} pass {pass}, {wrong} wrong");
        }
        let average = weights.average(SCALE, 0.0);
        sums.iter_mut()
            .zip(average)
            .for_each(|(sum, one)| *sum += i32::from(one));
    }
    let weights: Vec<i16> = sums.iter().map(|&sum| mean(sum, seeds as i32)).collect();
    let bytes = pack(&tags, &open, (&classes, &entries), &weights);
    Ok((TagModel::read(&bytes)?, bytes))
}

/// The mean of several trainings; small ones are noise and become zero.
fn mean(sum: i32, seeds: i32) -> i16 {
    let mean = sum / seeds.max(1);
    if mean.abs() < FLOOR { 0 } else { mean as i16 }
}

/// The lexicon alone: which tags each word may have.
pub fn untrained(all: &[Tagged]) -> TagModel {
    let tags = inventory(all);
    let (classes, entries, open) = lexicon(all, &tags);
    TagModel::untrained(tags, classes, open, &entries)
}

/// One greedy walk with updates; returns the number of wrong tags.
fn learn(
    model: &TagModel,
    (words, gold): (&[Word], &[Tag]),
    weights: &mut Weights,
    random: &mut Random,
) -> usize {
    let (mut before, mut last) = (127, 127);
    let mut wrong = 0;
    let mut found = Vec::new();
    let mut scores = Vec::new();
    for at in 0..words.len() {
        let candidates = model.candidates(&words[at]);
        let mut tag = candidates[0];
        if candidates.len() > 1 {
            weights.tick();
            features(words, at, (before, last), &mut found);
            random.thin(&mut found);
            scores.clear();
            scores.extend(candidates.iter().map(|&tag| -> i32 {
                found
                    .iter()
                    .map(|&f| weights.get(Lines::index(f, tag, BITS)))
                    .sum()
            }));
            tag = candidates[best(&scores)];
            correct(candidates, &scores, gold[at], (&found, weights));
        }
        wrong += usize::from(tag != gold[at]);
        (before, last) = (last, tag);
    }
    wrong
}

/// Updates where the right tag does not lead the best other one by [`MARGIN`].
fn correct(candidates: &[Tag], scores: &[i32], gold: Tag, with: (&[u32], &mut Weights)) {
    let Some(right) = candidates.iter().position(|&tag| tag == gold) else {
        return;
    };
    let rivals = (0..scores.len()).filter(|&at| at != right);
    let Some(rival) = rivals.max_by_key(|&at| (scores[at], std::cmp::Reverse(at))) else {
        return;
    };
    if scores[right] >= scores[rival] + MARGIN {
        return;
    }
    for &f in with.0 {
        with.1.add(Lines::index(f, gold, BITS), 1);
        with.1.add(Lines::index(f, candidates[rival], BITS), -1);
    }
}

/// Joint tags seen at least five times.
fn inventory(all: &[Tagged]) -> Vec<(Upos, Xpos)> {
    let mut counts: BTreeMap<(Upos, Xpos), u32> = BTreeMap::new();
    for tag in all.iter().flat_map(|one| &one.gold) {
        *counts.entry(*tag).or_default() += 1;
    }
    counts
        .into_iter()
        .filter(|&(_, n)| n >= 5)
        .map(|(tag, _)| tag)
        .take(120)
        .collect()
}

/// Number of a joint tag; of one with the same UPOS or XPOS where it is too rare.
fn number(tags: &[(Upos, Xpos)], tag: (Upos, Xpos)) -> Tag {
    let exact = tags.iter().position(|&known| known == tag);
    let similar = || tags.iter().position(|known| known.0 == tag.0);
    exact.or_else(similar).unwrap_or(0) as Tag
}

type Lexicon = (Vec<TagClass>, Vec<(u32, u16)>, Vec<Tag>);

/// Occurrences from which a word has an entry, and from which its tags are closed.
const KNOWN: u32 = 3;
const CLOSED: u32 = 20;

fn lexicon(all: &[Tagged], tags: &[(Upos, Xpos)]) -> Lexicon {
    let (mut forms, mut lowers): (Counts, Counts) = Default::default();
    for one in all {
        for (word, &tag) in one.words.iter().zip(&one.gold) {
            let tag = number(tags, tag);
            *forms.entry(word.form).or_default().entry(tag).or_default() += 1;
            *lowers
                .entry(word.lower)
                .or_default()
                .entry(tag)
                .or_default() += 1;
        }
    }
    let open = open_tags(&forms, tags.len());
    let mut numbers: BTreeMap<TagClass, u16> = BTreeMap::new();
    let mut classes = Vec::new();
    let mut entries: BTreeMap<u32, u16> = BTreeMap::new();
    for (key, counts) in forms.iter().chain(&lowers) {
        let total: u32 = counts.values().sum();
        if total < KNOWN || entries.contains_key(key) {
            continue;
        }
        let least = if total >= CLOSED {
            (total / 400).max(1)
        } else {
            1
        };
        let seen = counts
            .iter()
            .filter(|&(_, &n)| n >= least)
            .map(|(&tag, _)| tag)
            .collect();
        let class = TagClass {
            tags: seen,
            closed: total >= CLOSED,
        };
        let next = classes.len() as u16;
        let number = *numbers.entry(class.clone()).or_insert(next);
        if number == next {
            classes.push(class);
        }
        entries.insert(*key, number);
    }
    (classes, entries.into_iter().collect(), open)
}

/// Tags of words seen once or twice, but for accidents.
fn open_tags(forms: &Counts, n: usize) -> Vec<Tag> {
    let mut rare = vec![0_u32; n];
    for counts in forms
        .values()
        .filter(|counts| counts.values().sum::<u32>() <= 2)
    {
        for (&tag, &count) in counts {
            rare[usize::from(tag)] += count;
        }
    }
    (0..n)
        .filter(|&tag| rare[tag] >= 3)
        .map(|tag| tag as Tag)
        .collect()
}

fn pack(
    tags: &[(Upos, Xpos)],
    open: &[Tag],
    lexicon: (&[TagClass], &[(u32, u16)]),
    weights: &[i16],
) -> Vec<u8> {
    let mut to = Writer::default();
    let pairs: Vec<u8> = tags.iter().flat_map(|&(u, x)| [u as u8, x as u8]).collect();
    to.list(&pairs);
    to.list(open);
    to.number(lexicon.0.len() as u32);
    for class in lexicon.0 {
        to.byte(class.closed.into());
        to.list(&class.tags);
    }
    to.number(lexicon.1.len() as u32);
    for &(key, class) in lexicon.1 {
        to.number(key);
        to.number(class.into());
    }
    to.number(BITS);
    to.table(weights, 1);
    to.finish()
}

/// Tags of every sentence by models that did not see it: `folds` models, each trained on the rest.
pub fn jackknife(all: &[Tagged], folds: usize, passes: usize) -> Result<Vec<Vec<(Upos, Xpos)>>> {
    let mut out = vec![Vec::new(); all.len()];
    for fold in 0..folds {
        let rest: Vec<Tagged> = all
            .iter()
            .enumerate()
            .filter(|(at, _)| (at / 10) % folds != fold)
            .map(|(_, one)| one.clone())
            .collect();
        let (model, _) = train(&rest, passes, 1)?;
        let mut scratch = TagScratch::default();
        let mut tags = Vec::new();
        for (at, one) in all
            .iter()
            .enumerate()
            .filter(|(at, _)| (at / 10) % folds == fold)
        {
            let mut words = one.words.clone();
            model.look_up(&mut words);
            model.tag(&words, &mut scratch, &mut tags);
            out[at] = tags
                .iter()
                .map(|&tag| model.tags[usize::from(tag)])
                .collect();
        }
    }
    Ok(out)
}
