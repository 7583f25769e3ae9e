//! Skeletons of events: `golden/skeleton/sentences.tsv` against the trees of the engine.
//!
//! A sentence is right where the tree has the root and every link that an event coder needs: an
//! actor is a subject (or the agent of a passive) of the event's clause, a partner, a place and a
//! time stand in that clause. The clause of a word is that of the nearest verb above it, whatever
//! noun it hangs on; verbs joined by `xcomp` make one clause, and a verb without a subject of its
//! own shares that of the verb it is joined to.

use anyhow::{Context, Result};
use chancery_nlp::{Chunking, Deprel, Engine, Parse, Scratch, Span, TokenId, Upos};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Options of the measurement.
#[derive(clap::Args)]
pub struct Options {
    /// Read the models from this folder instead of those inside the binary.
    #[arg(long)]
    models: Option<PathBuf>,
    /// Print each sentence that fails, with the links it lacks.
    #[arg(long)]
    show: bool,
    /// Several trees a sentence side by side, as `chancery --careful` searches.
    #[arg(long)]
    careful: bool,
}

/// One sentence with its links, head words as they stand.
struct Gold<'a> {
    text: &'a str,
    root: &'a str,
    event: &'a str,
    links: [(Link, Vec<&'a str>); 4],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    Actor,
    Partner,
    Place,
    Time,
}

/// Runs the measurement with each way of making chunks.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let path = root.join("golden/skeleton/sentences.tsv");
    let table =
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let all: Vec<Gold> = table
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(read_line)
        .collect();
    for chunking in [
        Chunking::Off,
        Chunking::Dates,
        Chunking::Names,
        Chunking::Titles,
    ] {
        let engine = super::engine(options.models.as_deref())?.with_chunking(chunking);
        measure(&engine, &all, chunking, options);
    }
    Ok(ExitCode::SUCCESS)
}

fn read_line(line: &str) -> Option<Gold<'_>> {
    let mut cells = line.split('\t');
    let (text, root, event) = (cells.next()?, cells.next()?, cells.next()?);
    let mut link = |kind: Link| -> (Link, Vec<&str>) {
        let words = cells.next().unwrap_or("").split(';').map(str::trim);
        (kind, words.filter(|w| !w.is_empty()).collect())
    };
    let links = [
        link(Link::Actor),
        link(Link::Partner),
        link(Link::Place),
        link(Link::Time),
    ];
    Some(Gold {
        text,
        root,
        event,
        links,
    })
}

fn measure(engine: &Engine, all: &[Gold<'_>], chunking: Chunking, options: &Options) {
    let mut scratch = Scratch::default();
    let (mut right, mut one_lost) = (0, 0);
    let mut links = [(0, 0); 4];
    for gold in all {
        let whole = Span::new(0, gold.text.len());
        let parse = engine.parse(
            gold.text,
            &[whole],
            super::search(options.careful),
            &mut scratch,
        );
        let lost = lost_links(gold, &parse, &mut links);
        right += usize::from(lost.is_empty());
        one_lost += usize::from(lost.len() == 1);
        if options.show && !lost.is_empty() {
            println!("{chunking:?}: {}\n    {}", gold.text, lost.join("; "));
        }
    }
    let share = |(right, all): (usize, usize)| 100.0 * right as f64 / all.max(1) as f64;
    println!(
        "{:8} right {right} of {} (+{one_lost} with one link lost)  actor {:.1} partner {:.1} place {:.1} time {:.1}",
        format!("{chunking:?}"),
        all.len(),
        share(links[0]),
        share(links[1]),
        share(links[2]),
        share(links[3]),
    );
}

fn lost_links(gold: &Gold<'_>, parse: &Parse, counts: &mut [(usize, usize); 4]) -> Vec<String> {
    let mut lost = Vec::new();
    let find = |word: &str| parse.tokens().find(|&t| parse.word(t, gold.text) == word);
    let root = parse.tokens().find(|&t| parse.deprel(t) == Deprel::Root);
    if root.map(|t| parse.word(t, gold.text)) != Some(gold.root) {
        lost.push(format!("root {}", gold.root));
    }
    let event = find(gold.event);
    for (link, words) in &gold.links {
        for word in words {
            let right = event
                .zip(find(word))
                .is_some_and(|(event, token)| is_linked(parse, event, token, *link));
            let count = &mut counts[*link as usize];
            (count.0, count.1) = (count.0 + usize::from(right), count.1 + 1);
            if !right {
                lost.push(format!("{link:?} {word}"));
            }
        }
    }
    lost
}

/// The nearest verb above a token (or the top of its tree) and the relation that leads to it.
fn clause(parse: &Parse, token: TokenId) -> (TokenId, Deprel) {
    let (mut at, mut by) = (token, Deprel::Root);
    for _ in 0..parse.len() {
        let Some(head) = parse.head(at) else {
            return (at, by);
        };
        by = parse.deprel(at);
        at = head;
        let copula = parse.child(at, &[Deprel::Cop]).is_some();
        if parse.upos(at) == Upos::Verb || copula {
            return (at, by);
        }
    }
    (at, by)
}

/// The first verb of a chain of open complements.
fn top(parse: &Parse, mut verb: TokenId) -> TokenId {
    for _ in 0..parse.len() {
        match parse.head(verb) {
            Some(head) if parse.deprel(verb) == Deprel::Xcomp => verb = head,
            _ => break,
        }
    }
    verb
}

fn is_linked(parse: &Parse, event: TokenId, token: TokenId, link: Link) -> bool {
    let (verb, by) = clause(parse, token);
    let nominal = parse.upos(event) != Upos::Verb;
    let same = top(parse, verb) == top(parse, event) || (nominal && parse.is_below(token, event));
    match link {
        Link::Actor => {
            let subject = by.is_subject()
                || by == Deprel::OblAgent
                || parse.is_below(token, event) && by == Deprel::Obl;
            let shared = parse.deprel(event) == Deprel::Conj
                && parse
                    .child(event, &[Deprel::Nsubj, Deprel::NsubjPass])
                    .is_none()
                && parse
                    .head(event)
                    .is_some_and(|head| top(parse, head) == top(parse, verb));
            subject && (same || shared)
        }
        Link::Partner => same,
        Link::Place | Link::Time => same,
    }
}
