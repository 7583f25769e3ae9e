//! What tells English from other languages: `dev train language`.
//!
//! Sentences of the articles of `pages/news-dev` and `pages/articles-dev` with the language that their
//! pages state, and the other words of the pages of news-dev (links, teasers), which are most of what
//! there is in other languages than English and German. An averaged perceptron with a margin over the
//! mean weight of the runs of a sentence, updates divided by their number; half of the time a sentence is
//! cut to four to eleven words. One thread, a fixed seed, integers: the same pages give the same bytes.

use super::Random;
use crate::pages::{self, Page};
use anyhow::{Context, Result};
use chancery_ingest::language::{ENGLISH, SLOTS, grams, primary};
use std::collections::BTreeSet;
use std::path::Path;

/// Passes over the sentences.
const PASSES: usize = 4;
/// A sentence is learned from until its mean weight is this far on its side.
const MARGIN: i64 = 1000;
/// How often a pass sees a sentence that is not English.
const REPEATS: usize = 4;
/// What the runs of one sentence share at an update.
const UPDATE: i64 = 1 << 16;
/// Fewest letters of a sentence, of those of scripts without spaces a third.
const FEWEST_LETTERS: usize = 20;
/// Pages whose stated language is not that of their words.
const RELABELLED: [(&str, &str); 5] = [
    ("eyethunews.co.za", "zu"),
    ("habarileo.co.tz", "sw"),
    ("ilanganews.co.za", "zu"),
    ("isolezwe.co.za", "zu"),
    ("isolezwelesixhosa.co.za", "xh"),
];

/// Where a sentence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// In an article of a news page.
    News,
    /// In an article of another page.
    Article,
    /// On a page outside its article: for training alone.
    Page,
}

/// A sentence with its language.
#[derive(Debug)]
pub struct Sentence {
    /// ISO 639-1 code.
    pub language: String,
    /// Host of its page.
    pub publisher: String,
    /// Where it stands.
    pub source: Source,
    /// Its words, one space between.
    pub text: String,
}

/// The sentences of the pages whose language is stated.
pub fn sentences(data: &Path) -> Result<Vec<Sentence>> {
    let mut all = Vec::new();
    for (file, source) in [
        ("news-dev", Source::News),
        ("articles-dev", Source::Article),
    ] {
        for page in pages::read(&data.join(format!("pages/{file}.jsonl.gz")))? {
            let Some(language) = language(&page) else {
                continue;
            };
            let publisher = page.publisher().to_owned();
            let mut seen = BTreeSet::new();
            let lines = page.text.lines().map(|line| (source, line.to_owned()));
            let mut pieces: Vec<(Source, String)> = lines.collect();
            if source == Source::News {
                pieces.extend(page.pieces().into_iter().map(|piece| (Source::Page, piece)));
            }
            let texts = pieces.into_iter().flat_map(|(source, piece)| {
                let long = split(&piece).into_iter().filter(|text| is_long(text));
                long.map(move |text| (source, text)).collect::<Vec<_>>()
            });
            let fresh =
                texts.filter(|(source, text)| *source != Source::Page || seen.insert(text.clone()));
            all.extend(fresh.map(|(source, text)| Sentence {
                language: language.clone(),
                publisher: publisher.clone(),
                source,
                text,
            }));
        }
    }
    Ok(all)
}

fn language(page: &Page) -> Option<String> {
    let publisher = page.publisher();
    let relabelled = RELABELLED.iter().find(|(host, _)| *host == publisher);
    match relabelled {
        Some((_, code)) => Some((*code).to_owned()),
        None => primary(page.stated_language()?).map(|code| match code.as_str() {
            "no" => "nb".to_owned(),
            _ => code,
        }),
    }
}

/// A line cut after marks that end a sentence where a capital, or a letter without case, follows.
fn split(line: &str) -> Vec<String> {
    let mut sentences = vec![String::new()];
    let mut ended = false;
    for word in line.split_whitespace() {
        if ended
            && word
                .chars()
                .next()
                .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
        {
            sentences.push(String::new());
        }
        if let Some(sentence) = sentences.last_mut() {
            if !sentence.is_empty() {
                sentence.push(' ');
            }
            sentence.push_str(word);
        }
        ended = word.ends_with(['.', '!', '?', '。']);
    }
    sentences
}

fn is_long(text: &str) -> bool {
    let weight = |c: char| match c {
        '\u{3040}'.. => 3,
        c => usize::from(c.is_alphabetic()),
    };
    text.chars().map(weight).sum::<usize>() >= FEWEST_LETTERS
}

/// Trains on all sentences and writes `language.bin`.
pub fn train_shipped(data: &Path, out: &Path) -> Result<()> {
    let sentences = sentences(data)?;
    let all: Vec<&Sentence> = sentences.iter().collect();
    let bytes: Vec<u8> = train(&all)
        .iter()
        .map(|weight| weight.cast_unsigned())
        .collect();
    std::fs::create_dir_all(out)?;
    let path = out.join("language.bin");
    eprintln!("language: {} sentences, {} bytes", all.len(), bytes.len());
    std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))
}

/// The weights of the slots.
pub fn train(sentences: &[&Sentence]) -> Vec<i8> {
    let mut random = Random::new(1);
    let mut order: Vec<&Sentence> = Vec::new();
    for sentence in sentences {
        let times = if sentence.language == ENGLISH {
            1
        } else {
            REPEATS
        };
        order.extend(std::iter::repeat_n(*sentence, times));
    }
    let mut weights = Averaged {
        now: vec![0; SLOTS],
        sums: vec![0; SLOTS],
        step: 0,
    };
    for _ in 0..PASSES {
        random.shuffle(&mut order);
        for sentence in &order {
            let text = fragment(&sentence.text, &mut random);
            weights.learn(text, sentence.language == ENGLISH);
        }
    }
    weights.quantised()
}

/// The sentence, or some of its words.
fn fragment<'t>(text: &'t str, random: &mut Random) -> &'t str {
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() <= 6 || random.below(2) == 0 {
        return text;
    }
    let len = (4 + random.below(8)).min(words.len());
    let first = random.below(words.len() - len + 1);
    let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let last = words[first + len - 1];
    &text[place(words[first])..place(last) + last.len()]
}

/// Weights with the sums that give their mean over all steps.
struct Averaged {
    now: Vec<i64>,
    sums: Vec<i64>,
    step: i64,
}

impl Averaged {
    fn learn(&mut self, text: &str, english: bool) {
        let (mut sum, mut runs) = (0, 0);
        grams(text, |slot| {
            sum += self.now[slot];
            runs += 1;
        });
        self.step += 1;
        let side = if english { 1 } else { -1 };
        if runs == 0 || side * sum >= MARGIN * runs {
            return;
        }
        let update = side * (UPDATE / runs).max(1);
        grams(text, |slot| {
            self.now[slot] += update;
            self.sums[slot] += update * self.step;
        });
    }

    /// The means in a byte each: all but the largest 200th fits.
    fn quantised(&self) -> Vec<i8> {
        let steps = self.step + 1;
        let means: Vec<i64> = self
            .now
            .iter()
            .zip(&self.sums)
            .map(|(now, sum)| now - sum / steps)
            .collect();
        let mut sizes: Vec<i64> = means
            .iter()
            .map(|mean| mean.abs())
            .filter(|size| *size > 0)
            .collect();
        sizes.sort_unstable();
        let top = sizes.get(sizes.len() * 995 / 1000).copied().unwrap_or(1);
        let scaled = |mean: &i64| (mean * 127 / top).clamp(-127, 127);
        means
            .iter()
            .map(|mean| i8::try_from(scaled(mean)).expect("clamped"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_a_line() {
        assert_eq!(
            split("He met J. Marin. They spoke."),
            ["He met J.", "Marin.", "They spoke."]
        );
        assert!(is_long("部长周四在首都会见了特使") && !is_long("Ankara 2026"));
    }

    #[test]
    fn learns_two_languages() {
        let sentence = |language: &str, text: &str| Sentence {
            language: language.into(),
            publisher: String::new(),
            source: Source::News,
            text: text.into(),
        };
        let one = sentence("en", "the envoy spoke of the bridge");
        let two = sentence("de", "der Gesandte sprach von der Brücke");
        let weights = train(&[&one, &two]);
        let sum = |text: &str| {
            let mut sum = 0;
            grams(text, |slot| sum += i64::from(weights[slot]));
            sum
        };
        assert!(sum("the bridge") > 0 && sum("der Brücke") < 0);
    }
}
