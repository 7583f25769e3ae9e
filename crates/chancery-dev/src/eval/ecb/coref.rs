//! Which marked events of several reports are one: the rules.
//!
//! Within a story, mentions are one whose heads are one lemma, or lemmas that can tell of one
//! happening by our tables, or a pair of lemmas that is coreferent in the topics learned from. A
//! lemma that is seldom coreferent there ("say") joins nothing. Joins are transitive.

use super::corpus::{Mention, Report};
use chancery::link::stories::{Happenings, StoryId};
use chancery_nlp::labels::Upos;
use chancery_nlp::{Parse, TokenId};
use std::collections::{BTreeMap, BTreeSet};

/// Coreferent pairs that a pair of lemmas must have been seen with, and their share in percent.
const PAIR: (u32, u32) = (2, 77);
/// A pair of lemmas seen so often or more with a lower share of coreferent pairs, in percent, is never joined by the tables.
const NO_PAIR: (u32, u32) = (3, 30);
/// A lemma seen in so many pairs with a lower share of coreferent ones, in percent, joins nothing.
const LOOSE: (u32, u32) = (3, 50);

/// A mention with what the rules look at.
#[derive(Clone)]
pub struct Marked {
    /// Id of the mention.
    pub id: String,
    /// Its chain.
    pub chain: String,
    /// Name of its report.
    pub report: usize,
    /// Topic of its report.
    pub topic: u32,
    /// Story of its report, as marked.
    pub story: String,
    /// Lemma of its head, in lower case.
    pub lemma: String,
}

/// What pairs of lemmas in different reports of a story are: coreferent, and all.
#[derive(Default)]
pub struct Learned {
    pairs: BTreeMap<(String, String), (u32, u32)>,
}

/// The mentions of a report with the lemmas of their heads.
pub fn marked(number: usize, report: &Report, parse: &Parse) -> Vec<Marked> {
    let mark = |mention: &Mention| Marked {
        id: mention.id.clone(),
        chain: mention.chain.clone(),
        report: number,
        topic: report.topic,
        story: report.story.clone(),
        lemma: lemma(mention, report, parse),
    };
    report.mentions.iter().map(mark).collect()
}

fn lemma(mention: &Mention, report: &Report, parse: &Parse) -> String {
    match head(mention, parse) {
        Some(token) => parse.lemma(token).to_lowercase(),
        None => {
            let last = mention.words.last().copied().unwrap_or_default();
            last.of(&report.text).to_lowercase()
        }
    }
}

/// The token of a mention whose head lies outside; of several the first that carries meaning.
fn head(mention: &Mention, parse: &Parse) -> Option<TokenId> {
    let mut tokens: Vec<TokenId> = Vec::new();
    for span in mention.words.iter().filter(|span| !span.is_empty()) {
        let first = parse.spans.partition_point(|token| token.end <= span.start);
        let inside = (first..parse.len()).take_while(|&at| parse.spans[at].start < span.end);
        tokens.extend(inside.map(|at| TokenId(at as u32)));
    }
    let tells = |token: &&TokenId| {
        matches!(
            parse.upos(**token),
            Upos::Verb | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num
        )
    };
    let outside = |token: &&TokenId| {
        parse
            .head(**token)
            .is_none_or(|head| !tokens.contains(&head))
    };
    let tops = || tokens.iter().filter(outside);
    let found = tops().find(tells).or_else(|| tokens.iter().find(tells));
    found.or_else(|| tops().next()).copied()
}

impl Learned {
    /// From the mentions of the topics learned from.
    pub fn new<'m>(mentions: impl IntoIterator<Item = &'m Marked>) -> Learned {
        let mut stories: BTreeMap<&str, Vec<&Marked>> = BTreeMap::new();
        for mention in mentions {
            stories.entry(&mention.story).or_default().push(mention);
        }
        let mut learned = Learned::default();
        for mentions in stories.values() {
            for (at, first) in mentions.iter().enumerate() {
                for second in &mentions[at + 1..] {
                    learned.see(first, second);
                }
            }
        }
        learned
    }

    fn see(&mut self, first: &Marked, second: &Marked) {
        if first.report != second.report {
            let key = ordered(&first.lemma, &second.lemma);
            let (same, all) = self.pairs.entry(key).or_default();
            *same += u32::from(first.chain == second.chain);
            *all += 1;
        }
    }

    fn pair(&self, first: &str, second: &str) -> (u32, u32) {
        let found = self.pairs.get(&ordered(first, second));
        found.copied().unwrap_or_default()
    }

    /// True of a lemma whose mentions are seldom one; two pairs of good faith are added.
    fn loose(&self, lemma: &str) -> bool {
        let (same, all) = self.pair(lemma, lemma);
        all >= LOOSE.0 && 200 * (same + 2) < LOOSE.1 * (2 * all + 5)
    }
}

fn ordered(first: &str, second: &str) -> (String, String) {
    let (a, b) = (first.min(second), first.max(second));
    (a.to_owned(), b.to_owned())
}

/// The cluster of each mention, in their order. `stories` gives the story of a report.
pub fn clusters(
    mentions: &[Marked],
    stories: &BTreeMap<usize, StoryId>,
    learned: &Learned,
    happenings: &Happenings,
) -> Vec<usize> {
    let mut lemmas: BTreeMap<(StoryId, &str), Vec<usize>> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        let story = stories.get(&mention.report).copied().unwrap_or_default();
        lemmas.entry((story, &mention.lemma)).or_default().push(at);
    }
    let mut joined = Joined::new(mentions.len());
    let keys: Vec<(StoryId, &str)> = lemmas.keys().copied().collect();
    for (at, &(story, first)) in keys.iter().enumerate() {
        if learned.loose(first) {
            continue;
        }
        let own = &lemmas[&(story, first)];
        own.iter().for_each(|&other| joined.join(own[0], other));
        let later = keys[at + 1..]
            .iter()
            .take_while(|(other, _)| *other == story);
        for &(_, second) in later {
            if !learned.loose(second) && one(first, second, learned, happenings) {
                joined.join(own[0], lemmas[&(story, second)][0]);
            }
        }
    }
    (0..mentions.len()).map(|at| joined.root(at)).collect()
}

fn one(first: &str, second: &str, learned: &Learned, happenings: &Happenings) -> bool {
    let (same, all) = learned.pair(first, second);
    let taught = same >= PAIR.0 && 100 * same >= PAIR.1 * all;
    let spoken_against = all >= NO_PAIR.0 && 100 * same < NO_PAIR.1 * all;
    taught || happenings.can_be_one(first, second) && !spoken_against
}

/// Sets that grow together; a set is named by its lowest member.
struct Joined(Vec<usize>);

impl Joined {
    fn new(members: usize) -> Joined {
        Joined((0..members).collect())
    }

    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, first: usize, second: usize) {
        let (a, b) = (self.root(first), self.root(second));
        self.0[a.max(b)] = a.min(b);
    }
}

/// Topics of the mentions.
pub fn topics(mentions: &[Marked]) -> BTreeSet<u32> {
    mentions.iter().map(|mention| mention.topic).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(report: usize, chain: &str, lemma: &str) -> Marked {
        Marked {
            id: String::new(),
            chain: chain.to_owned(),
            report,
            topic: 1,
            story: "1ecb".to_owned(),
            lemma: lemma.to_owned(),
        }
    }

    #[test]
    fn lemmas_pairs_and_loose_words() {
        let mut taught = Vec::new();
        for report in 0..3 {
            taught.push(mention(report, "a", "ink"));
            taught.push(mention(report, "a", "seal"));
            taught.push(mention(report, &report.to_string(), "say"));
        }
        let learned = Learned::new(&taught);
        let asked = ["ink", "seal", "say", "say", "ink", "march"];
        let asked: Vec<Marked> = (0..)
            .zip(asked)
            .map(|(at, word)| mention(at, "", word))
            .collect();
        let stories = (0..asked.len())
            .map(|at| (at, StoryId(u32::from(at == 4))))
            .collect();
        let happenings = Happenings::new(chancery_data::knowledge());
        let found = clusters(&asked, &stories, &learned, &happenings);
        assert_eq!(found, [0, 0, 2, 3, 4, 5]);
    }
}
