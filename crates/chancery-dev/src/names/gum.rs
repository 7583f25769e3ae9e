//! Names of GUM out of its entity annotation.
//!
//! GUM marks mentions, not names: nested, with articles, appositions and relative clauses. Kept is
//! a mention of a person, an organisation or a place whose head is a proper noun; the name is the
//! capitalised run around that head, with `of` inside where it is no person, titles off.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use chancery_nlp::names::{NameLists, Source};
use chancery_nlp::{NameKind, Xpos};

use super::data::{Labelled, Marked, lay_out};

struct Row {
    word: Marked,
    head: usize,
    entity: String,
}

#[derive(Debug)]
struct Mention {
    first: usize,
    end: usize,
    kind: NameKind,
}

/// The documents of one part (`train`, `dev`, `test`) of the free genres; a document that stands
/// there twice is read once.
pub fn read_gum(data: &Path, part: &str, lists: &NameLists) -> Result<Vec<Labelled>> {
    let path = data.join(format!("treebanks/en_gum-free-{part}.conllu"));
    let all = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for document in all.split("# newdoc id = ").skip(1) {
        let sentences: Vec<Vec<Row>> = document.split("\n\n").map(read_rows).collect();
        let words: Vec<Vec<Marked>> = sentences
            .iter()
            .filter(|s| !s.is_empty())
            .map(|s| s.iter().map(|r| r.word.clone()).collect())
            .collect();
        let mut names = document_names(&sentences, lists).into_iter();
        let labelled = lay_out(Source::Gum, &words, |_| names.next().unwrap_or_default());
        if seen.insert(labelled.text.chars().take(2000).collect::<String>()) {
            out.push(labelled);
        }
    }
    Ok(out)
}

fn read_rows(block: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for line in block.lines().filter(|l| !l.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() < 10 || fields[0].contains(['-', '.']) {
            continue;
        }
        let misc = fields[9];
        let entity = misc
            .split('|')
            .find_map(|m| m.strip_prefix("Entity="))
            .unwrap_or("")
            .to_owned();
        let word = Marked {
            form: fields[1].to_owned(),
            tag: "O".to_owned(),
            gold_xpos: Xpos::from_text(fields[4]),
            space_after: !misc.contains("SpaceAfter=No"),
        };
        rows.push(Row {
            word,
            head: fields[6].parse().unwrap_or(0),
            entity,
        });
    }
    rows
}

fn document_names(sentences: &[Vec<Row>], lists: &NameLists) -> Vec<Vec<(usize, usize, NameKind)>> {
    let mut open = Vec::new();
    sentences
        .iter()
        .filter(|s| !s.is_empty())
        .map(|rows| sentence_names(rows, mentions(rows, &mut open), lists))
        .collect()
}

/// Mentions that open and close in this sentence, the longest first.
fn mentions(rows: &[Row], open: &mut Vec<(String, usize, Option<NameKind>)>) -> Vec<Mention> {
    let mut out = Vec::new();
    open.clear();
    for (at, row) in rows.iter().enumerate() {
        for part in entity_parts(&row.entity) {
            let body = part.trim_start_matches('(');
            let id = body.split(['-', ')']).next().unwrap_or("").to_owned();
            if part.starts_with('(') {
                let kind = match body.split(['-', ')']).nth(1) {
                    Some("person") => Some(NameKind::Person),
                    Some("organization") => Some(NameKind::Org),
                    Some("place") => Some(NameKind::Place),
                    _ => None,
                };
                open.push((id.clone(), at, kind));
            }
            if part.ends_with(')')
                && let Some(last) = open.iter().rposition(|o| o.0 == id)
            {
                let (_, first, kind) = open.remove(last);
                out.extend(kind.map(|kind| Mention {
                    first,
                    end: at + 1,
                    kind,
                }));
            }
        }
    }
    out.sort_by_key(|m| (m.first, usize::MAX - m.end));
    out
}

/// `(1-person-..(2-place-..)3)` as `(1-person-..`, `(2-place-..)`, `3)`.
pub fn entity_parts(entity: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, letter) in entity.char_indices() {
        if letter == '(' && at > start {
            parts.push(&entity[start..at]);
            start = at;
        }
        if letter == ')' {
            parts.push(&entity[start..=at]);
            start = at + 1;
        }
    }
    if start < entity.len() {
        parts.push(&entity[start..]);
    }
    parts
}

fn sentence_names(
    rows: &[Row],
    mentions: Vec<Mention>,
    lists: &NameLists,
) -> Vec<(usize, usize, NameKind)> {
    let mut out: Vec<(usize, usize, NameKind)> = Vec::new();
    let starts: BTreeSet<usize> = mentions.iter().map(|m| m.first).collect();
    for mention in mentions {
        let Some((first, end, kind)) = name_of(rows, &mention, &starts, lists) else {
            continue;
        };
        if out.iter().all(|&(a, b, _)| end <= a || b <= first) {
            out.push((first, end, kind));
        }
    }
    out
}

fn name_of(
    rows: &[Row],
    mention: &Mention,
    starts: &BTreeSet<usize>,
    lists: &NameLists,
) -> Option<(usize, usize, NameKind)> {
    let inside = |at: usize| mention.first <= at && at < mention.end;
    let head = (mention.first..mention.end).find(|&at| {
        let head = rows[at].head;
        head == 0 || !inside(head - 1)
    })?;
    if !is_proper(rows, head) || !is_capital(rows, head) {
        return None;
    }
    let mut first = head;
    while first > mention.first && joins(rows, (first - 1, first.checked_sub(2)), mention, starts) {
        first -= 1;
    }
    let mut end = head + 1;
    while end < mention.end && joins(rows, (end, Some(end + 1)), mention, starts) {
        end += 1;
    }
    while first < head && !is_capital(rows, first) {
        first += 1;
    }
    while end > head + 1 && !is_capital(rows, end - 1) && !is_number(rows, end - 1) {
        end -= 1;
    }
    let words: Vec<&str> = rows[first..end]
        .iter()
        .map(|r| r.word.form.as_str())
        .collect();
    match mention.kind {
        _ if lists.is_demonym(&words) => Some((first, end, NameKind::Nationality)),
        NameKind::Person => {
            let first = first + lists.leading_titles(&words);
            (first < end).then_some((first, end, NameKind::Person))
        }
        NameKind::Org if lists.is_country(&words) => Some((first, end, NameKind::Place)),
        kind => Some((first, end, kind)),
    }
}

/// Whether the token next to an edge, with the one beyond it, belongs to the name.
fn joins(
    rows: &[Row],
    (at, beyond): (usize, Option<usize>),
    mention: &Mention,
    starts: &BTreeSet<usize>,
) -> bool {
    let person = mention.kind == NameKind::Person;
    if is_capital(rows, at) || (is_number(rows, at) && !person) {
        return true;
    }
    let Some(beyond) = beyond.filter(|&b| mention.first <= b && b < mention.end) else {
        return false;
    };
    let link = match rows[at].word.gold_xpos {
        Some(Xpos::HYPH | Xpos::NNP | Xpos::NNPS | Xpos::FW) => true,
        Some(Xpos::IN) => !person && rows[at].word.form == "of",
        Some(Xpos::CC) => mention.kind == NameKind::Org && !starts.contains(&beyond.max(at + 1)),
        _ => false,
    };
    link && is_capital(rows, beyond) && is_proper(rows, beyond)
}

fn is_proper(rows: &[Row], at: usize) -> bool {
    matches!(rows[at].word.gold_xpos, Some(Xpos::NNP | Xpos::NNPS))
}

fn is_capital(rows: &[Row], at: usize) -> bool {
    rows[at].word.form.starts_with(char::is_uppercase)
}

fn is_number(rows: &[Row], at: usize) -> bool {
    rows[at].word.form.starts_with(|c: char| c.is_ascii_digit())
}
