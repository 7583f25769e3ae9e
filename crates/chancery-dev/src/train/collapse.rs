//! Gold chunks for training: runs of proper nouns or of a date that are a subtree of their own.
//!
//! The tree builder must read sentences with names and dates joined to one unit as well as apart;
//! treebanks have no such units, so they are made from their trees.

use crate::treebank::Gold;
use chancery_nlp::words::{Word, WordClass};
use chancery_nlp::{Chunk, ChunkKind, Deprel, TokenId, Upos, Xpos};

/// The chunks of a sentence under these tags, in order, without overlap.
pub fn chunks(gold: &Gold, words: &[Word], tags: &[(Upos, Xpos)]) -> Vec<Chunk> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < gold.len() {
        let end = run_end(words, tags, at);
        match (at + 2..=end)
            .rev()
            .find_map(|end| Some((end, head(gold, at, end)?)))
        {
            Some((end, head)) => {
                let kind = kind(gold, words, at..end);
                out.push(Chunk {
                    first: token(at),
                    end: token(end),
                    head: token(head),
                    kind,
                });
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

fn token(at: usize) -> TokenId {
    TokenId(at as u32)
}

/// One past the run of names or date words that begins here.
fn run_end(words: &[Word], tags: &[(Upos, Xpos)], at: usize) -> usize {
    let date = is_date(&words[at]);
    let part = |i: usize| match date {
        true => is_date(&words[i]) || tags[i].1 == Xpos::Comma,
        false => {
            let name = matches!(tags[i].1, Xpos::NNP | Xpos::NNPS) && !is_date(&words[i]);
            let link = tags[i].1 == Xpos::HYPH || matches!(tags[i].0, Upos::Adp | Upos::Cconj);
            name || (i > at && link)
        }
    };
    (at..words.len()).find(|&i| !part(i)).unwrap_or(words.len())
}

fn is_date(word: &Word) -> bool {
    use WordClass::{Digits, Month, Weekday, Year};
    matches!(word.class, Digits | Month | Weekday | Year)
}

/// The only token of the run whose head is outside, if nothing outside hangs on the others.
fn head(gold: &Gold, first: usize, end: usize) -> Option<usize> {
    let inside = |at: usize| (first..end).contains(&at);
    if gold.upos[first] == Upos::Punct || gold.upos[end - 1] == Upos::Punct {
        return None;
    }
    let mut tops = (first..end).filter(|&at| {
        let above = gold.heads[at] as usize;
        above == at || !inside(above)
    });
    let top = tops.next()?;
    let alone = tops.next().is_none();
    let closed = (0..gold.len())
        .filter(|&at| !inside(at) && gold.upos[at] != Upos::Punct)
        .all(|at| !inside(gold.heads[at] as usize) || gold.heads[at] as usize == top);
    // "X and Y" are two names.
    let several = (first..end)
        .any(|at| at != top && gold.labels[at] == Deprel::Conj && gold.heads[at] as usize == top);
    (alone && closed && !several).then_some(top)
}

fn kind(gold: &Gold, words: &[Word], range: std::ops::Range<usize>) -> ChunkKind {
    if is_date(&words[range.start]) {
        ChunkKind::Date
    } else if range.into_iter().any(|at| gold.labels[at] == Deprel::Flat) {
        ChunkKind::Person
    } else {
        ChunkKind::Name
    }
}
