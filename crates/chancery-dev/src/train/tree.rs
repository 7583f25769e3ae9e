//! Trains the tree builder: actions with a dynamic oracle and exploration, then names of arcs.

use super::perceptron::Weights;
use super::{Random, collapse, signs, tags, words};
use crate::treebank::Gold;
use anyhow::Result;
use chancery_nlp::kernel::{LINE, Lines, Rows, best};
use chancery_nlp::model::Writer;
use chancery_nlp::tree::features::{Pass, action_features, label_features};
use chancery_nlp::tree::state::{Action, NONE, ROOT, State, Unit};
use chancery_nlp::tree::{Names, Sentence, TreeModel, TreeScratch, make_units, name_key, pick};
use chancery_nlp::words::Word;
use chancery_nlp::{Chunk, Deprel, Upos, Xpos};

/// Sizes and lengths.
pub struct Settings {
    /// Walks over the data.
    pub passes: usize,
    /// Rows of the action table: 2^row_bits.
    pub row_bits: u32,
    /// Lines of each table of relations: 2^line_bits.
    pub line_bits: u32,
    /// Trainings in different orders, of which the mean is taken.
    pub seeds: u64,
}

const SCALE: f64 = 16.0;
/// Rows whose largest weight (times [`SCALE`]) is below are dropped.
const ROW_FLOOR: i16 = 16;
/// Weights of names (times [`SCALE`]) below are dropped.
const LINE_FLOOR: i16 = 24;
/// By how much the right action, and the right name, must lead while training.
const MARGIN: i32 = 50;
const NAME_MARGIN: i32 = 20;
/// How often, in a hundred, a wrong action is carried out all the same.
const EXPLORE: usize = 90;

/// A sentence as units with their gold tree.
pub struct Example {
    units: Vec<Unit>,
    /// Head unit; [`NONE`] of the artificial root.
    heads: Vec<u32>,
    labels: Vec<u8>,
}

/// Trains on all sentences; returns the bytes of the model.
pub fn train(all: &[Gold], settings: &Settings) -> Result<Vec<u8>> {
    let tagged = tags::read(all)?;
    let tags = tags::jackknife(&tagged, 5)?;
    let lexicon = tags::untrained(&tagged);
    let (mut plain, mut joined) = (Vec::new(), Vec::new());
    for (gold, tags) in all.iter().zip(&tags) {
        let mut words = words(gold)?;
        lexicon.look_up(&mut words);
        plain.push(example(gold, &words, tags, &[]));
        let chunks = collapse::chunks(gold, &words, tags);
        if !chunks.is_empty() {
            joined.push(example(gold, &words, tags, &chunks));
        }
    }
    let sets = name_sets(&plain);
    let states = grow_unseen(&plain, &sets)?;
    let mut order: Vec<&Example> = plain.iter().chain(&joined).collect();
    order.retain(|one| one.heads.len() > 2);
    let mut trainer = Trainer::new(settings, &sets);
    let mut means = Vec::new();
    for seed in 0..settings.seeds {
        trainer = Trainer::new(settings, &sets);
        trainer.random = Random::new(17 + seed);
        trainer.walk(&mut order, settings.passes);
        means.push(trainer.means());
    }
    trainer.name_unseen(&plain, &states);
    let trees: Vec<Tree> = all
        .iter()
        .zip(&plain)
        .zip(&states)
        .map(|((gold, one), state)| tree(gold, one, state))
        .collect();
    let punct = signs::train(all, &tags, &trees);
    Ok(trainer.pack(&sets, mean(&means), &punct))
}

/// Trees of every sentence by builders that did not see it: two, each trained on the other half.
fn grow_unseen(plain: &[Example], sets: &[u64]) -> Result<Vec<State>> {
    let mut states = vec![State::default(); plain.len()];
    let mut scratch = TreeScratch::default();
    for half in 0..2 {
        let settings = Settings {
            passes: 4,
            row_bits: 22,
            line_bits: 16,
            seeds: 1,
        };
        let mut trainer = Trainer::new(&settings, sets);
        let seen = |at: usize| (at / 10) % 2 != half;
        let mut order: Vec<&Example> = (0..plain.len())
            .filter(|&at| seen(at))
            .map(|at| &plain[at])
            .collect();
        order.retain(|one| one.heads.len() > 2);
        trainer.walk(&mut order, settings.passes);
        let model = TreeModel::read(&trainer.pack(
            sets,
            trainer.means(),
            &Weights::new(LINE << signs::BITS),
        ))?;
        for at in (0..plain.len()).filter(|&at| !seen(at)) {
            scratch.units.clone_from(&plain[at].units);
            model.grow(&mut scratch);
            states[at].clone_from(&scratch.state);
        }
    }
    Ok(states)
}

/// Heads and relations of the words of a sentence, by token; of signs anything.
pub struct Tree {
    /// Head of each token; a root is its own head.
    pub heads: Vec<u32>,
    /// Relation of each token.
    pub labels: Vec<Deprel>,
    /// Which tokens are no unit.
    pub signs: Vec<bool>,
}

fn tree(gold: &Gold, one: &Example, state: &State) -> Tree {
    let mut tree = Tree {
        heads: vec![0; gold.len()],
        labels: vec![Deprel::Punct; gold.len()],
        signs: vec![true; gold.len()],
    };
    for (unit, node) in one
        .units
        .iter()
        .zip(&state.nodes)
        .take(one.heads.len())
        .skip(1)
    {
        let at = unit.token as usize;
        tree.heads[at] = match node.head {
            ROOT => unit.token,
            head => one.units[head as usize].token,
        };
        tree.labels[at] = Deprel::from_index(node.label.into());
        tree.signs[at] = false;
    }
    tree
}

/// Units of a sentence with given tags and chunks, and the gold tree over them.
fn example(gold: &Gold, words: &[Word], tags: &[(Upos, Xpos)], chunks: &[Chunk]) -> Example {
    let (upos, xpos): (Vec<Upos>, Vec<Xpos>) = tags.iter().copied().unzip();
    let sentence = Sentence {
        words,
        upos: &upos,
        xpos: &xpos,
        chunks,
        inner: &[],
        offset: 0,
    };
    let mut units = Vec::new();
    make_units(sentence, &mut units);
    let (heads, labels) = project(gold, &units);
    Example {
        units,
        heads,
        labels,
    }
}

/// The gold tree over units: tokens that are no unit are skipped on the way up. A second word
/// that reaches the root that way hangs on the first.
fn project(gold: &Gold, units: &[Unit]) -> (Vec<u32>, Vec<u8>) {
    let words = &units[1..units.len() - 1];
    let mut unit_of = vec![NONE; gold.len()];
    for (at, unit) in words.iter().enumerate() {
        unit_of[unit.token as usize] = at as u32 + 1;
    }
    let above = |token: usize| -> u32 {
        let mut at = token;
        for _ in 0..gold.len() {
            let head = gold.heads[at] as usize;
            if head == at {
                return ROOT;
            }
            at = head;
            if unit_of[at] != NONE {
                return unit_of[at];
            }
        }
        ROOT
    };
    let mut heads = vec![NONE];
    heads.extend(words.iter().map(|unit| above(unit.token as usize)));
    let root = heads.iter().position(|&head| head == ROOT).unwrap_or(0);
    for (at, head) in heads.iter_mut().enumerate() {
        if *head == ROOT && at != root {
            *head = root as u32;
        }
    }
    let mut labels = vec![Deprel::Root as u8];
    labels.extend(
        words
            .iter()
            .map(|unit| gold.labels[unit.token as usize] as u8),
    );
    labels[root] = Deprel::Root as u8;
    (heads, labels)
}

/// Relations seen between two parts of speech at least twice.
fn name_sets(examples: &[Example]) -> Vec<u64> {
    let mut counts = vec![[0_u32; 64]; 17 * 17 * 2];
    for one in examples {
        for (child, (&head, &label)) in one.heads.iter().zip(&one.labels).enumerate() {
            if head != NONE && (head == ROOT) == (label == Deprel::Root as u8) {
                let upos = |at: usize| one.units[at].upos;
                let key = Names::key(upos(head as usize), upos(child), (child as u32) < head);
                counts[key][usize::from(label)] += 1;
            }
        }
    }
    let banned = Deprel::Punct as usize;
    let set = |row: &[u32; 64]| -> u64 {
        let total: u32 = row.iter().sum();
        let least = if total > 20 { (total / 500).max(2) } else { 1 };
        (0..64)
            .filter(|label| row[*label] >= least && *label != banned)
            .map(|label| 1 << label)
            .sum()
    };
    counts.iter().map(set).collect()
}

struct Trainer {
    bits: (u32, u32),
    actions: Weights,
    first: Weights,
    last: Weights,
    names: Names,
    random: Random,
    explore: bool,
    state: State,
    features: Vec<u32>,
    scores: Vec<i32>,
    /// Right heads, right names, units.
    right: [u32; 3],
}

impl Trainer {
    fn new(settings: &Settings, sets: &[u64]) -> Self {
        Trainer {
            bits: (settings.row_bits, settings.line_bits),
            actions: Weights::new(4 << settings.row_bits),
            first: Weights::new(LINE << settings.line_bits),
            last: Weights::new(LINE << settings.line_bits),
            names: Names::new(sets),
            random: Random::new(17),
            explore: false,
            state: State::default(),
            features: Vec::new(),
            scores: Vec::new(),
            right: [0; 3],
        }
    }

    /// Walks over all examples again and again, in another order each time.
    fn walk(&mut self, order: &mut [&Example], passes: usize) {
        for pass in 0..passes {
            self.random.shuffle(order);
            self.explore = pass > 0;
            self.right = [0; 3];
            order.iter().for_each(|one| self.learn(one));
            let [heads, labels, total] = self.right.map(f64::from);
            eprintln!(
                "tree: pass {pass}, heads {:.2} labels {:.2}",
                100.0 * heads / total,
                100.0 * labels / heads
            );
        }
    }

    /// Learns the names on finished trees that came from builders which had not seen them.
    fn name_unseen(&mut self, plain: &[Example], states: &[State]) {
        let mut order: Vec<usize> = (0..plain.len()).collect();
        for pass in 0..6 {
            self.random.shuffle(&mut order);
            let (mut right, mut total) = (0_u32, 0_u32);
            for &at in &order {
                let one = &plain[at];
                self.state.clone_from(&states[at]);
                let right_heads = (1..one.heads.len() as u32)
                    .filter(|&child| states[at].node(child).head == one.heads[child as usize]);
                for child in right_heads {
                    let gold = one.labels[child as usize];
                    total += 1;
                    let name = self.learn_name(one, child, Some(gold), Pass::Final);
                    right += u32::from(name == gold);
                }
            }
            eprintln!(
                "names: pass {pass}, {:.2}",
                100.0 * f64::from(right) / f64::from(total)
            );
        }
    }

    fn learn(&mut self, one: &Example) {
        self.state.start(one.heads.len());
        while !self.state.is_done() {
            let action = self.choose(one);
            if let Some((head, child)) = self.state.apply(action) {
                let gold = (one.heads[child as usize] == head).then(|| one.labels[child as usize]);
                let label = self.learn_name(one, child, gold, Pass::First);
                self.state.name(child, label);
            }
            self.state.settle();
        }
        for (child, &head) in one.heads.iter().enumerate().skip(1) {
            let node = self.state.node(child as u32);
            self.right[2] += 1;
            if head == node.head {
                self.right[0] += 1;
                self.right[1] += u32::from(node.label == one.labels[child]);
            }
        }
    }

    fn choose(&mut self, one: &Example) -> Action {
        let allowed = self.state.allowed();
        if allowed.iter().filter(|&&ok| ok).count() == 1 {
            return pick([0; 4], allowed);
        }
        action_features(&one.units, &self.state, &mut self.features);
        let mut scores = [0; 4];
        for &f in &self.features {
            let row = 4 * Rows::index(f, self.bits.0);
            for (k, score) in scores.iter_mut().enumerate() {
                *score += self.actions.get(row + k);
            }
        }
        let costs = costs(&self.state, &one.heads);
        let least = (0..4)
            .filter(|&k| allowed[k])
            .map(|k| costs[k])
            .min()
            .unwrap_or(0);
        let good = [0, 1, 2, 3].map(|k| allowed[k] && costs[k] == least);
        let guess = pick(scores, allowed);
        let gold = pick(scores, good);
        self.actions.tick();
        let bad = [0, 1, 2, 3].map(|k| allowed[k] && !good[k]);
        if bad.contains(&true) {
            let rival = pick(scores, bad);
            self.correct(&scores, gold, rival);
        }
        if self.explore && self.random.below(100) < EXPLORE {
            guess
        } else {
            gold
        }
    }

    /// Updates where the right action does not lead the best wrong one by [`MARGIN`].
    fn correct(&mut self, scores: &[i32; 4], gold: Action, rival: Action) {
        if scores[gold as usize] >= scores[rival as usize] + MARGIN {
            return;
        }
        for &f in &self.features {
            let row = 4 * Rows::index(f, self.bits.0);
            self.actions.add(row + gold as usize, 1);
            self.actions.add(row + rival as usize, -1);
        }
    }

    /// Names an arc; learns from it where the right name is known.
    fn learn_name(&mut self, one: &Example, child: u32, gold: Option<u8>, pass: Pass) -> u8 {
        let (weights, bits) = match pass {
            Pass::First => (&mut self.first, self.bits.1),
            Pass::Final => (&mut self.last, self.bits.1),
        };
        let list = self.names.list(name_key(&one.units, &self.state, child));
        if list.len() < 2 {
            return list.first().copied().unwrap_or(Deprel::Dep as u8);
        }
        label_features(&one.units, &self.state, child, pass, &mut self.features);
        self.scores.clear();
        self.scores.extend(list.iter().map(|&label| -> i32 {
            self.features
                .iter()
                .map(|&f| weights.get(Lines::index(f, label, bits)))
                .sum()
        }));
        let guess = list[best(&self.scores)];
        weights.tick();
        let right = gold.and_then(|gold| list.iter().position(|&label| label == gold));
        let Some(right) = right else { return guess };
        let rivals = (0..list.len()).filter(|&at| at != right);
        let rival = rivals.max_by_key(|&at| (self.scores[at], std::cmp::Reverse(at)));
        if let Some(rival) = rival.filter(|&at| self.scores[right] < self.scores[at] + NAME_MARGIN)
        {
            for &f in &self.features {
                weights.add(Lines::index(f, list[right], bits), 1);
                weights.add(Lines::index(f, list[rival], bits), -1);
            }
        }
        guess
    }

    /// Actions and first names as they stand.
    fn means(&self) -> Means {
        Means {
            rows: self.actions.average(SCALE, 0.0),
            first: self.first.average(SCALE, 0.0),
        }
    }

    fn pack(&self, sets: &[u64], mut means: Means, punct: &Weights) -> Vec<u8> {
        let mut to = Writer::default();
        let bytes: Vec<u8> = sets.iter().flat_map(|set| set.to_le_bytes()).collect();
        to.list(&bytes);
        to.number(self.bits.0);
        prune_rows(&mut means.rows, ROW_FLOOR);
        to.table(&means.rows, 4);
        for mut lines in [means.first, self.last.average(SCALE, 0.0)] {
            lines
                .iter_mut()
                .filter(|w| w.abs() < LINE_FLOOR)
                .for_each(|w| *w = 0);
            to.number(self.bits.1);
            to.table(&lines, 1);
        }
        to.number(signs::BITS);
        to.table(&punct.average(SCALE, 0.1), 1);
        to.finish()
    }
}

/// Averaged weights of one or several trainings.
struct Means {
    rows: Vec<i16>,
    first: Vec<i16>,
}

/// The mean of trainings in different orders: sums of scores of all of them, at the cost of one.
fn mean(all: &[Means]) -> Means {
    let over = |part: fn(&Means) -> &Vec<i16>| -> Vec<i16> {
        let n = all.len().max(1) as i32;
        let sum = |at: usize| all.iter().map(|one| i32::from(part(one)[at])).sum::<i32>();
        (0..all.first().map_or(0, |one| part(one).len()))
            .map(|at| (sum(at) / n) as i16)
            .collect()
    };
    Means {
        rows: over(|one| &one.rows),
        first: over(|one| &one.first),
    }
}

/// Empties rows without any weight of at least `floor`: they decide nothing and cost room.
pub fn prune_rows(weights: &mut [i16], floor: i16) {
    for row in weights.chunks_exact_mut(4) {
        if row.iter().all(|w| w.abs() < floor) {
            row.fill(0);
        }
    }
}

/// Gold arcs that each action makes unreachable (Goldberg and Nivre 2012).
fn costs(state: &State, heads: &[u32]) -> [u32; 4] {
    let (top, front) = (state.below(0), state.front());
    let head = |unit: u32| heads[unit as usize];
    let bare = |unit: u32| state.node(unit).head == NONE;
    let rest: Vec<u32> = (1..)
        .map(|k| state.ahead(k))
        .take_while(|&unit| unit != NONE)
        .collect();
    let stack = &state.stack;
    let front_to_stack = stack
        .iter()
        .filter(|&&unit| bare(unit) && head(unit) == front)
        .count() as u32;
    let taken = state.top_word() != NONE;
    let on_stack = |unit: u32| {
        if unit == ROOT {
            !taken
        } else {
            stack.contains(&unit)
        }
    };
    let shift = front_to_stack + u32::from(on_stack(head(front)));
    if top == ROOT {
        let wrong = u32::from(head(front) != ROOT);
        return [shift, 99, 99, 2 * wrong];
    }
    let top_children = rest.iter().filter(|&&unit| head(unit) == top).count() as u32;
    let reduce = top_children + u32::from(head(front) == top);
    let above = head(top);
    let lost = (above == ROOT && !taken) || (above != front && rest.contains(&above));
    let left = reduce + u32::from(lost);
    let above = head(front);
    let elsewhere = above != top && (on_stack(above) || rest.contains(&above));
    let right = front_to_stack + u32::from(elsewhere);
    [shift, reduce, left, right]
}
