//! Learns the lemma rules and exceptions.

use super::words;
use crate::treebank::Gold;
use anyhow::Result;
use chancery_nlp::lemmas::{
    LONGEST_ENDING, LemmaModel, exception_key, keeps_case, lower_into, rule_key, tag_atom,
};
use chancery_nlp::model::Writer;
use chancery_nlp::words::Word;
use chancery_nlp::{Upos, Xpos};
use std::collections::BTreeMap;

/// What a rule does: letters to drop, text to add.
type Change = (u8, String);
/// A word: tag, form as the rules see it.
type Key = (u32, String);

#[derive(Default)]
struct Seen {
    lemmas: BTreeMap<String, u32>,
}

impl Seen {
    fn best(&self) -> Option<&String> {
        self.lemmas
            .iter()
            .max_by_key(|(lemma, n)| (**n, std::cmp::Reverse((*lemma).clone())))
            .map(|(lemma, _)| lemma)
    }
}

struct Token {
    word: Word,
    tags: (Upos, Xpos),
    form: String,
    lemma: String,
}

/// Trains on all sentences; returns the bytes of the model.
pub fn train(all: &[Gold]) -> Result<Vec<u8>> {
    let tokens = tokens(all)?;
    let rules = rules(&tokens);
    let plain = pack(&rules, &BTreeMap::new());
    let model = LemmaModel::read(&plain)?;
    let exceptions = exceptions(&tokens, &model);
    eprintln!(
        "lemmas: {} rules, {} exceptions",
        rules.len(),
        exceptions.len()
    );
    Ok(pack(&rules, &exceptions))
}

fn tokens(all: &[Gold]) -> Result<Vec<Token>> {
    let mut out = Vec::new();
    for gold in all {
        for (at, word) in words(gold)?.into_iter().enumerate() {
            if gold.lemmas[at] == "_" {
                continue;
            }
            out.push(Token {
                word,
                tags: (gold.upos[at], gold.xpos[at]),
                form: gold.form(at).to_owned(),
                lemma: gold.lemmas[at].clone(),
            });
        }
    }
    Ok(out)
}

/// The form that rules work on.
fn base(token: &Token) -> String {
    if keeps_case(token.tags.0, &token.word) {
        return token.form.clone();
    }
    let mut lower = String::new();
    lower_into(&token.form, &mut lower);
    lower
}

fn change(form: &str, lemma: &str) -> Change {
    let same = form
        .chars()
        .zip(lemma.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let strip = form.chars().count() - same;
    (strip.min(255) as u8, lemma.chars().skip(same).collect())
}

fn ending(form: &str, n: usize) -> Option<&str> {
    if n == 0 {
        return Some("");
    }
    form.char_indices()
        .rev()
        .nth(n - 1)
        .map(|(at, _)| &form[at..])
}

/// Rules from short to long endings: a longer one is kept where it decides otherwise and better.
fn rules(tokens: &[Token]) -> BTreeMap<Key, Change> {
    let mut types: BTreeMap<Key, Seen> = BTreeMap::new();
    for token in tokens {
        let key = (tag_atom(token.tags.0, token.tags.1), base(token));
        *types
            .entry(key)
            .or_default()
            .lemmas
            .entry(token.lemma.clone())
            .or_default() += 1;
    }
    let mut rules: BTreeMap<Key, Change> = BTreeMap::new();
    for n in 0..=LONGEST_ENDING {
        let mut votes: BTreeMap<Key, BTreeMap<Change, u32>> = BTreeMap::new();
        for ((tag, form), seen) in &types {
            let (Some(end), Some(lemma)) = (ending(form, n), seen.best()) else {
                continue;
            };
            let vote = votes.entry((*tag, end.to_owned())).or_default();
            *vote.entry(change(form, lemma)).or_default() += 1;
        }
        for ((tag, end), vote) in votes {
            let Some((best, count)) = vote
                .iter()
                .max_by_key(|(c, n)| (**n, std::cmp::Reverse((*c).clone())))
            else {
                continue;
            };
            let shorter = (0..n)
                .rev()
                .find_map(|m| rules.get(&(tag, ending(&end, m)?.to_owned())));
            let old = shorter
                .and_then(|rule| vote.get(rule))
                .copied()
                .unwrap_or(0);
            if shorter != Some(best) && (n == 0 || *count >= old + 2) {
                rules.insert((tag, end), best.clone());
            }
        }
    }
    rules
}

/// Words that the rules get wrong: by lower case where all cases agree, else by form.
fn exceptions(tokens: &[Token], model: &LemmaModel) -> BTreeMap<u32, String> {
    let mut by_key: BTreeMap<u32, (Seen, usize)> = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        let tag = tag_atom(token.tags.0, token.tags.1);
        let lower = if token.word.has(Word::DIGIT) {
            token.word.form
        } else {
            token.word.lower
        };
        for key in [token.word.form, lower] {
            let (seen, sample) = by_key.entry(exception_key(key, tag)).or_default();
            *seen.lemmas.entry(token.lemma.clone()).or_default() += 1;
            *sample = at;
        }
    }
    let mut out = BTreeMap::new();
    let mut buffer = String::new();
    for token in tokens {
        let tag = tag_atom(token.tags.0, token.tags.1);
        buffer.clear();
        model.write(&token.form, &token.word, token.tags, &mut buffer);
        let key = exception_key(token.word.lower, tag);
        let best = |key: u32| by_key.get(&key).and_then(|(seen, _)| seen.best()).cloned();
        let Some(by_lower) = best(key) else { continue };
        if !token.word.has(Word::DIGIT)
            && !keeps_case(token.tags.0, &token.word)
            && by_lower != buffer
        {
            out.insert(key, by_lower.clone());
        }
    }
    for token in tokens {
        let tag = tag_atom(token.tags.0, token.tags.1);
        buffer.clear();
        model.write(&token.form, &token.word, token.tags, &mut buffer);
        let lower = exception_key(token.word.lower, tag);
        let given = match out.get(&lower).filter(|_| !token.word.has(Word::DIGIT)) {
            Some(lemma) => lemma.clone(),
            None => buffer.clone(),
        };
        let key = exception_key(token.word.form, tag);
        if key == lower && out.contains_key(&lower) {
            continue;
        }
        let Some((seen, _)) = by_key.get(&key) else {
            continue;
        };
        let Some(by_form) = seen.best() else { continue };
        if *by_form != given && seen.lemmas[by_form] > 0 {
            out.insert(key, by_form.clone());
        }
    }
    out
}

fn pack(rules: &BTreeMap<Key, Change>, exceptions: &BTreeMap<u32, String>) -> Vec<u8> {
    let mut text = String::new();
    let mut places: BTreeMap<String, u32> = BTreeMap::new();
    let mut place = |piece: &str| -> u32 {
        *places.entry(piece.to_owned()).or_insert_with(|| {
            let at = text.len() as u32;
            text.push_str(piece);
            at
        })
    };
    let mut body = Writer::default();
    body.number(exceptions.len() as u32);
    for (&key, lemma) in exceptions {
        body.number(key);
        body.number(place(lemma));
        body.byte(lemma.len().min(255) as u8);
    }
    body.number(rules.len() as u32);
    for ((tag, end), (strip, add)) in rules {
        body.number(rule_key(end, *tag));
        body.byte(*strip);
        body.number(place(add));
        body.byte(add.len().min(255) as u8);
    }
    let mut to = Writer::default();
    to.list(text.as_bytes());
    let mut bytes = to.finish();
    bytes.extend(body.finish());
    bytes
}
