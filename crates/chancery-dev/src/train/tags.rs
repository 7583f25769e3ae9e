//! Trains the tagger.

use super::perceptron::Weights;
use super::{Random, words};
use crate::treebank::Gold;
use anyhow::Result;
use chancery_nlp::kernel::{LINE, Lines, best};
use chancery_nlp::model::Writer;
use chancery_nlp::tags::{Tag, TagClass, TagModel, TagScratch, features, features_again};
use chancery_nlp::words::Word;
use chancery_nlp::{Upos, Xpos};
use std::collections::BTreeMap;

/// What the training of a walk is set to.
struct Walk {
    /// Lines of its table: 2^bits of 32 weights.
    bits: u32,
    /// By how much the right tag must lead.
    margin: i32,
}

const FIRST: Walk = Walk {
    bits: 18,
    margin: 31,
};
/// The second look.
const AGAIN: Walk = Walk {
    bits: 16,
    margin: 60,
};
/// Passes of the second look: more of them learn the training data by heart.
const AGAIN_PASSES: usize = 3;

const SCALE: f64 = 16.0;
/// Weights (times [`SCALE`]) below are dropped.
const FLOOR: i32 = 6;
/// The same for the first walk of the shipped model, for its size.
const SHIPPED: i16 = 10;

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
    let first = first(all, &tags, (passes, seeds));
    let drafts = drafts(all, &tags, FOLDS)?;
    let again = second(&drafts.iter().collect::<Vec<_>>(), seeds);
    let bytes = first.pruned().bytes(&again);
    Ok((TagModel::read(&bytes)?, bytes))
}

/// Parts of the data, each drafted by a model of the others.
const FOLDS: usize = 5;
/// Passes of a model that drafts for another.
const DRAFT_PASSES: usize = 6;

/// The parts of a model before they are packed.
struct Parts {
    tags: Vec<(Upos, Xpos)>,
    lexicon: Lexicon,
    weights: Vec<i16>,
}

impl Parts {
    /// Without the weights that a shipped model can do without.
    fn pruned(mut self) -> Self {
        self.weights
            .iter_mut()
            .filter(|weight| weight.abs() < SHIPPED)
            .for_each(|weight| *weight = 0);
        self
    }

    fn bytes(&self, again: &[i16]) -> Vec<u8> {
        let (classes, entries, open) = &self.lexicon;
        let tables: [(u32, &[i16]); 2] = [(FIRST.bits, &self.weights), (AGAIN.bits, again)];
        pack((&self.tags, open), (classes, entries), &tables)
    }
}

/// Trains the first walk.
fn first(all: &[Tagged], tags: &[(Upos, Xpos)], (passes, seeds): (usize, u64)) -> Parts {
    let lexicon = lexicon(all, tags);
    let (classes, entries, open) = lexicon.clone();
    let model = TagModel::untrained(tags.to_vec(), classes, open, &entries);
    let mut sentences: Vec<(Vec<Word>, Vec<Tag>)> = all
        .iter()
        .map(|one| {
            let mut words = one.words.clone();
            model.look_up(&mut words);
            let gold = one.gold.iter().map(|&tag| number(tags, tag)).collect();
            (words, gold)
        })
        .collect();
    let mut sums = vec![0_i32; LINE << FIRST.bits];
    for seed in 0..seeds {
        let mut weights = Weights::new(LINE << FIRST.bits);
        let mut random = Random::new(11 + seed);
        for pass in 0..passes {
            random.shuffle(&mut sentences);
            let mut wrong = 0;
            for (words, gold) in &sentences {
                wrong += learn(&model, (words, gold), &mut weights, &mut random);
            }
            eprintln!("tags: seed {seed} pass {pass}, {wrong} wrong");
        }
        add(&mut sums, &weights);
    }
    Parts {
        tags: tags.to_vec(),
        lexicon,
        weights: sums.iter().map(|&sum| mean(sum, seeds as i32)).collect(),
    }
}

fn add(sums: &mut [i32], weights: &Weights) {
    let average = weights.average(SCALE, 0.0);
    for (sum, one) in sums.iter_mut().zip(average) {
        *sum += i32::from(one);
    }
}

/// A sentence as the first walk of a model that did not see it leaves it.
struct Draft {
    /// The part of the data it belongs to.
    fold: usize,
    words: Vec<Word>,
    gold: Vec<Tag>,
    candidates: Vec<Vec<Tag>>,
    scores: Vec<i32>,
    starts: Vec<usize>,
    tags: Vec<Tag>,
}

/// The draft of every sentence, in the order of the sentences.
fn drafts(all: &[Tagged], tags: &[(Upos, Xpos)], folds: usize) -> Result<Vec<Draft>> {
    let fold_of = |at: usize| (at / 10) % folds;
    let mut out: Vec<Option<Draft>> = all.iter().map(|_| None).collect();
    for fold in 0..folds {
        let rest: Vec<Tagged> = (0..all.len())
            .filter(|&at| fold_of(at) != fold)
            .map(|at| all[at].clone())
            .collect();
        let model = TagModel::read(&first(&rest, tags, (DRAFT_PASSES, 1)).bytes(&[]))?;
        let mut scratch = TagScratch::default();
        for at in (0..all.len()).filter(|&at| fold_of(at) == fold) {
            out[at] = Some(draft(&model, (&all[at], fold), &mut scratch));
        }
    }
    Ok(out.into_iter().flatten().collect())
}

fn draft(model: &TagModel, (one, fold): (&Tagged, usize), scratch: &mut TagScratch) -> Draft {
    let mut words = one.words.clone();
    model.look_up(&mut words);
    let mut tags = Vec::new();
    model.draft(&words, scratch, &mut tags);
    let candidates = |word| model.candidates(word).to_vec();
    Draft {
        fold,
        gold: one
            .gold
            .iter()
            .map(|&tag| number(&model.tags, tag))
            .collect(),
        candidates: words.iter().map(candidates).collect(),
        scores: scratch.scores.clone(),
        starts: scratch.starts.clone(),
        words,
        tags,
    }
}

/// Trains the second look on top of the drafts' scores.
fn second(drafts: &[&Draft], seeds: u64) -> Vec<i16> {
    let mut sums = vec![0_i32; LINE << AGAIN.bits];
    for seed in 0..seeds {
        let mut weights = Weights::new(LINE << AGAIN.bits);
        let mut random = Random::new(31 + seed);
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        for pass in 0..AGAIN_PASSES {
            random.shuffle(&mut order);
            let mut wrong = 0;
            for &at in &order {
                wrong += learn_again(drafts[at], &mut weights, &mut random);
            }
            eprintln!("tags again: seed {seed} pass {pass}, {wrong} wrong");
        }
        add(&mut sums, &weights);
    }
    sums.iter().map(|&sum| mean(sum, seeds as i32)).collect()
}

/// The second look over one draft with updates; returns the number of wrong tags.
fn learn_again(one: &Draft, weights: &mut Weights, random: &mut Random) -> usize {
    let mut tags = one.tags.clone();
    let (mut found, mut scores) = (Vec::new(), Vec::new());
    for at in 0..one.words.len() {
        let candidates = &one.candidates[at];
        if candidates.len() < 2 {
            continue;
        }
        weights.tick();
        features_again(&one.words, at, &tags, &mut found);
        random.thin(&mut found);
        let drafted = &one.scores[one.starts[at]..one.starts[at + 1]];
        scores.clear();
        scores.extend(candidates.iter().zip(drafted).map(|(&tag, &score)| -> i32 {
            let weight = |&f| weights.get(Lines::index(f, tag, AGAIN.bits));
            found.iter().map(weight).sum::<i32>() + score / SCALE as i32
        }));
        tags[at] = candidates[best(&scores)];
        let update = (found.as_slice(), &mut *weights, &AGAIN);
        correct(candidates, &scores, one.gold[at], update);
    }
    (0..tags.len())
        .filter(|&at| tags[at] != one.gold[at])
        .count()
}

/// The second look over one draft.
fn improve(one: &Draft, again: &Lines, found: &mut Vec<u32>) -> Vec<Tag> {
    let mut tags = one.tags.clone();
    for at in 0..one.words.len() {
        let candidates = &one.candidates[at];
        if candidates.len() < 2 {
            continue;
        }
        features_again(&one.words, at, &tags, found);
        let mut scores = one.scores[one.starts[at]..one.starts[at + 1]].to_vec();
        again.score(found, candidates, &mut scores);
        tags[at] = candidates[best(&scores)];
    }
    tags
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
                    .map(|&f| weights.get(Lines::index(f, tag, FIRST.bits)))
                    .sum()
            }));
            tag = candidates[best(&scores)];
            correct(candidates, &scores, gold[at], (&found, weights, &FIRST));
        }
        wrong += usize::from(tag != gold[at]);
        (before, last) = (last, tag);
    }
    wrong
}

/// Updates where the right tag does not lead the best other one by the margin.
fn correct(
    candidates: &[Tag],
    scores: &[i32],
    gold: Tag,
    (found, weights, walk): (&[u32], &mut Weights, &Walk),
) {
    let Some(right) = candidates.iter().position(|&tag| tag == gold) else {
        return;
    };
    let rivals = (0..scores.len()).filter(|&at| at != right);
    let Some(rival) = rivals.max_by_key(|&at| (scores[at], std::cmp::Reverse(at))) else {
        return;
    };
    if scores[right] >= scores[rival] + walk.margin {
        return;
    }
    for &f in found {
        weights.add(Lines::index(f, gold, walk.bits), 1);
        weights.add(Lines::index(f, candidates[rival], walk.bits), -1);
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
const CLOSED: u32 = 100;

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
            (total / 2000).max(1)
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

/// The bytes of a model: tags, lexicon, and tables with their size.
fn pack(
    (tags, open): (&[(Upos, Xpos)], &[Tag]),
    lexicon: (&[TagClass], &[(u32, u16)]),
    tables: &[(u32, &[i16])],
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
    for &(bits, weights) in tables {
        to.number(bits);
        to.table(weights, 1);
    }
    to.finish()
}

/// Tags of every sentence by models that did not see it: `folds` models, each trained on the rest.
pub fn jackknife(all: &[Tagged], folds: usize) -> Result<Vec<Vec<(Upos, Xpos)>>> {
    let tags = inventory(all);
    let drafts = drafts(all, &tags, folds)?;
    let mut out = vec![Vec::new(); all.len()];
    let mut found = Vec::new();
    for fold in 0..folds {
        let rest: Vec<&Draft> = drafts.iter().filter(|one| one.fold != fold).collect();
        let again = Lines::new(AGAIN.bits, second(&rest, 1));
        for (at, draft) in drafts
            .iter()
            .enumerate()
            .filter(|(_, one)| one.fold == fold)
        {
            let numbers = improve(draft, &again, &mut found);
            out[at] = numbers.iter().map(|&tag| tags[usize::from(tag)]).collect();
        }
    }
    Ok(out)
}
