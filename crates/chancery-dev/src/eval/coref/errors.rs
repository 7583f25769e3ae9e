//! What goes wrong: counts by the form of the phrase, and links one by one.

use super::gold::Document;
use super::score::Run;
use chancery::coref::{Chains, Form};
use chancery_nlp::{Parse, TokenId};
use std::collections::{BTreeMap, BTreeSet};

/// Counts over all documents.
#[derive(Default)]
pub struct Log {
    /// By form and step: right links, wrong links between gold phrases, links of phrases that are in
    /// no gold chain.
    links: BTreeMap<(String, &'static str), [u32; 3]>,
    /// Gold phrases that go on with a chain, by whether and how they were found.
    missed: BTreeMap<&'static str, [u32; 3]>,
}

impl Log {
    /// Adds a document; prints its errors where its id begins with `show`.
    pub fn add(&mut self, document: &Document, parse: &Parse, chains: &Chains, show: Option<&str>) {
        let show = show.is_some_and(|show| document.id.starts_with(show));
        let gold: BTreeMap<Run, usize> = document
            .chains
            .iter()
            .enumerate()
            .flat_map(|(at, chain)| chain.iter().map(move |&run| (run, at)))
            .collect();
        let words = |run: Run| {
            let span = parse.span_of(TokenId(run.0), TokenId(run.1));
            span.of(&document.text).replace('\n', " ")
        };
        let mut found: BTreeMap<Run, u32> = BTreeMap::new();
        for chain in chains.chains.iter().filter(|chain| chain.len() > 1) {
            for (nth, &at) in chain.iter().enumerate() {
                let mention = &chains.mentions[at as usize];
                let run = (mention.first.0, mention.end.0);
                found.insert(run, at);
                if nth == 0 {
                    continue;
                }
                let before = &chains.mentions[chain[nth - 1] as usize];
                let before = (before.first.0, before.end.0);
                let sort = match (gold.get(&run), gold.get(&before)) {
                    (Some(a), Some(b)) if a == b => 0,
                    (Some(_), _) => 1,
                    (None, _) => 2,
                };
                let form = match mention.form {
                    Form::Pronoun => words(run).to_lowercase(),
                    form => format!("{form:?}"),
                };
                let key = (form, mention.step);
                self.links.entry(key).or_default()[sort] += 1;
                if show && sort > 0 {
                    let what = ["", "wrong", "extra"][sort];
                    println!(
                        "{what} {} {:?}: {} <- {}",
                        mention.step,
                        mention.form,
                        words(before),
                        words(run)
                    );
                }
            }
        }
        self.miss(document, (parse, chains), &found, show);
    }

    fn miss(
        &mut self,
        document: &Document,
        (parse, chains): (&Parse, &Chains),
        found: &BTreeMap<Run, u32>,
        show: bool,
    ) {
        let known: BTreeSet<Run> = chains
            .mentions
            .iter()
            .map(|m| (m.first.0, m.end.0))
            .collect();
        let words = |run: Run| {
            let span = parse.span_of(TokenId(run.0), TokenId(run.1));
            span.of(&document.text).replace('\n', " ")
        };
        for chain in &document.chains {
            let runs: Vec<Run> = chain.iter().copied().collect();
            for (nth, &run) in runs.iter().enumerate() {
                let sort = match (found.contains_key(&run), known.contains(&run)) {
                    (true, _) => 0,
                    (false, true) => 1,
                    (false, false) => 2,
                };
                let form = form(parse, run);
                self.missed.entry(form).or_default()[sort] += 1;
                if show && sort > 0 {
                    let what = ["", "unlinked", "no phrase"][sort];
                    let other = runs[nth.checked_sub(1).unwrap_or(1)];
                    println!("{what} {form}: {} <- {}", words(other), words(run));
                }
            }
        }
    }

    /// Prints the counts.
    pub fn print(&self) {
        println!("links by form and step: right, wrong, with a phrase of no gold chain");
        for ((form, step), counts) in &self.links {
            println!(
                "  {form:<14}{step:<12}{:>6}{:>6}{:>6}",
                counts[0], counts[1], counts[2]
            );
        }
        println!("gold phrases by tag of the last word: linked, not linked, not found");
        for (form, counts) in &self.missed {
            println!(
                "  {form:<14}{:>6}{:>6}{:>6}",
                counts[0], counts[1], counts[2]
            );
        }
    }
}

fn form(parse: &Parse, run: Run) -> &'static str {
    let outside = |t: &TokenId| {
        parse
            .head(*t)
            .is_none_or(|head| head.0 < run.0 || head.0 >= run.1)
    };
    let head = (run.0..run.1).map(TokenId).find(outside);
    head.map_or("", |t| parse.upos(t).as_str())
}
