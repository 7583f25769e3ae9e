//! Gold chains: the entity annotation of GUM cut down to the scheme of OntoNotes.
//!
//! GUM marks every noun phrase with a number for what it means (`Entity=(id-type-...-link...`),
//! and how it is linked. The rules follow OntoGUM (Zhu, Pradhan and Zeldes 2021, "OntoGUM:
//! Evaluating contextualized SOTA coreference resolution on 12 more genres"):
//!
//! 1. A predicate (`pred`, or a phrase whose head has a copula outside of it) is no mention.
//! 2. An apposition (`appos`) is no mention; the phrase that it stands to takes it in, with a
//!    closing bracket or mark after it.
//! 3. What announces a clause or a later phrase (`cata`) is no mention.
//! 4. A common noun that modifies another (`compound`) is no mention.
//! 5. A phrase that is neither definite nor a name nor a pronoun can open a chain and not go on
//!    with one: where it would, a new chain begins. Definite is what has "the", "this", "that",
//!    "these", "those", "all", "every", "any", "no" or a possessor, as well as "everyone", "anyone".
//! 6. A clause (`disc`, or a head that is a verb) is its verb alone.
//! 7. Of two phrases of one chain, one inside the other, the outer one stays.
//! 8. "some" as a whole phrase is no mention.
//! 9. Bridging and split antecedents are no links; GUM keeps them apart (`Bridge=`, `SplitAnte=`).
//! 10. A chain of one is none.
//!
//! Unlike OntoGUM's own script, possessors in "'s" stay, as OntoNotes has them, and a possessive
//! pronoun makes a phrase definite, as its comments say and its code does not.

use super::score::Chain;
use crate::treebank::{self, Gold};
use anyhow::Result;
use chancery_nlp::{Deprel, Span, Upos, Xpos};
use std::collections::BTreeMap;
use std::path::Path;

/// A sentence of a document.
pub struct Sentence {
    /// Bytes of the tokens in the text of the document.
    pub spans: Vec<Span>,
    /// Whether a space follows each.
    pub space_after: Vec<bool>,
    /// Number of its paragraph.
    pub paragraph: u32,
}

/// A document with its gold chains.
pub struct Document {
    /// As in the treebank.
    pub id: String,
    /// "news" and its kin.
    pub genre: String,
    /// Sentences joined by blanks, paragraphs by empty lines.
    pub text: String,
    /// Bytes of the paragraphs.
    pub paragraphs: Vec<Span>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Number of the speaker of each sentence; 0 where none is told.
    pub speakers: Vec<u32>,
    /// Gold chains of two phrases and more.
    pub chains: Vec<Chain>,
}

/// Reads a part of GUM.
pub fn read(path: &Path) -> Result<Vec<Document>> {
    let all = treebank::read(path)?;
    let mut out = Vec::new();
    let mut from = 0;
    for to in 1..=all.len() {
        if to == all.len() || all[to].document != all[from].document {
            out.push(document(&all[from..to]));
            from = to;
        }
    }
    Ok(out)
}

fn document(all: &[Gold]) -> Document {
    let mut out = Document {
        id: all[0].document.clone(),
        genre: all[0].genre().to_owned(),
        text: String::new(),
        paragraphs: Vec::new(),
        sentences: Vec::new(),
        speakers: Vec::new(),
        chains: chains(all),
    };
    let mut names: Vec<&str> = vec![""];
    for gold in all {
        if gold.new_paragraph || out.paragraphs.is_empty() {
            out.text
                .push_str(if out.text.is_empty() { "" } else { "\n\n" });
            out.paragraphs
                .push(Span::new(out.text.len(), out.text.len()));
        } else {
            out.text.push(' ');
        }
        let at = out.text.len();
        out.text.push_str(gold.text.trim_end());
        let shift = |span: &Span| Span::new(span.start as usize + at, span.end as usize + at);
        let end = out.text.len() as u32;
        if let Some(paragraph) = out.paragraphs.last_mut() {
            paragraph.end = end;
        }
        out.sentences.push(Sentence {
            spans: gold.spans.iter().map(shift).collect(),
            space_after: gold.space_after.clone(),
            paragraph: out.paragraphs.len() as u32 - 1,
        });
        let known = names.iter().position(|&name| name == gold.speaker);
        out.speakers.push(known.unwrap_or(names.len()) as u32);
        if known.is_none() {
            names.push(&gold.speaker);
        }
    }
    out
}

/// A marked phrase.
#[derive(Clone, Debug)]
struct Marked {
    sentence: usize,
    first: usize,
    end: usize,
    id: String,
    link: String,
}

/// Chains of a document by the rules above, in tokens of the document.
fn chains(all: &[Gold]) -> Vec<Chain> {
    let mut marked = marked(all);
    appositions(all, &mut marked);
    let mut offsets = vec![0];
    for gold in all {
        offsets.push(offsets[offsets.len() - 1] + gold.len());
    }
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out: Vec<Vec<(usize, usize)>> = Vec::new();
    for phrase in &marked {
        let Some((first, end)) = mention(&all[phrase.sentence], phrase) else {
            continue;
        };
        let run = (
            offsets[phrase.sentence] + first,
            offsets[phrase.sentence] + end,
        );
        match open.get(phrase.id.as_str()) {
            Some(&chain) if goes_on(&all[phrase.sentence], (first, end)) => {
                let inside = |other: &(usize, usize)| other.0 <= run.0 && run.1 <= other.1;
                if !out[chain].iter().any(inside) {
                    out[chain].push(run);
                }
            }
            _ => {
                open.insert(&phrase.id, out.len());
                out.push(vec![run]);
            }
        }
    }
    out.retain(|chain| chain.len() > 1);
    let run = |&(first, end): &(usize, usize)| (first as u32, end as u32);
    out.iter()
        .map(|chain| chain.iter().map(run).collect::<Chain>())
        .filter(|chain| chain.len() > 1)
        .collect()
}

/// Every marked phrase that begins and ends in one sentence, in order, the longer first.
fn marked(all: &[Gold]) -> Vec<Marked> {
    let mut out: Vec<Marked> = Vec::new();
    for (sentence, gold) in all.iter().enumerate() {
        let mut open: Vec<Marked> = Vec::new();
        for (at, entity) in gold.entities.iter().enumerate() {
            for part in crate::names::gum::entity_parts(entity) {
                let body = part.trim_start_matches('(').trim_end_matches(')');
                let mut fields = body.split('-');
                let id = fields.next().unwrap_or_default();
                if part.starts_with('(') {
                    open.push(Marked {
                        sentence,
                        first: at,
                        end: at + 1,
                        id: id.to_owned(),
                        link: fields.nth(5).unwrap_or_default().to_owned(),
                    });
                }
                if part.ends_with(')')
                    && let Some(last) = open.iter().rposition(|o| o.id == id)
                {
                    let mut done = open.remove(last);
                    done.end = at + 1;
                    out.push(done);
                }
            }
        }
    }
    out.sort_by_key(|m| (m.sentence, m.first, std::cmp::Reverse(m.end)));
    out
}

/// Rule 2: what has an apposition takes it in.
fn appositions(all: &[Gold], marked: &mut Vec<Marked>) {
    for at in (0..marked.len())
        .filter(|&at| marked[at].link == "appos")
        .rev()
        .collect::<Vec<_>>()
    {
        let apposed = marked[at].clone();
        let gold = &all[apposed.sentence];
        let mut end = apposed.end;
        while end < gold.len() && matches!(gold.form(end), ")" | "]" | "\"" | "'" | "”") {
            end += 1;
        }
        let before = marked[..at]
            .iter_mut()
            .rev()
            .find(|m| m.sentence == apposed.sentence && m.id == apposed.id);
        if let Some(before) = before {
            before.end = before.end.max(end);
        }
    }
    marked.retain(|m| m.link != "appos");
}

/// The tokens of a phrase that counts, by rules 1, 3, 4, 6 and 8.
fn mention(gold: &Gold, phrase: &Marked) -> Option<(usize, usize)> {
    let run = (phrase.first, phrase.end);
    let head = head(gold, run);
    let copula = (0..gold.len()).any(|t| {
        gold.heads[t] as usize == head && gold.labels[t] == Deprel::Cop && (t < run.0 || t >= run.1)
    });
    let modifier = gold.labels[head] == Deprel::Compound && !is_proper(gold, head);
    let some = run.1 - run.0 == 1 && gold.lemmas[head] == "some";
    let left_out = matches!(phrase.link.as_str(), "pred" | "cata") || copula;
    if left_out || modifier || some {
        return None;
    }
    match gold.upos[head] {
        Upos::Verb | Upos::Aux => Some((head, head + 1)),
        _ => Some(run),
    }
}

/// The token of a run that hangs on a token outside of it.
fn head(gold: &Gold, (first, end): (usize, usize)) -> usize {
    let outside = |t: &usize| {
        let head = gold.heads[*t] as usize;
        head == *t || head < first || head >= end
    };
    (first..end).find(outside).unwrap_or(first)
}

/// Rule 5.
fn goes_on(gold: &Gold, run: (usize, usize)) -> bool {
    let head = head(gold, run);
    if is_proper(gold, head)
        || matches!(gold.xpos[head], Xpos::PRP | Xpos::PrpPoss | Xpos::DT)
        || matches!(gold.upos[head], Upos::Verb | Upos::Aux)
    {
        return true;
    }
    let sure = [
        "the", "this", "that", "these", "those", "all", "every", "any", "no",
    ];
    let below = |t: usize| t != head && gold.heads[t] as usize == head;
    let definite = (run.0..run.1)
        .filter(|&t| below(t))
        .any(|t| match gold.labels[t] {
            Deprel::Det | Deprel::DetPredet => sure.contains(&gold.lemmas[t].as_str()),
            Deprel::NmodPoss => true,
            _ => false,
        });
    definite || matches!(gold.lemmas[head].as_str(), "everyone" | "anyone")
}

fn is_proper(gold: &Gold, token: usize) -> bool {
    matches!(gold.xpos[token], Xpos::NNP | Xpos::NNPS)
}
