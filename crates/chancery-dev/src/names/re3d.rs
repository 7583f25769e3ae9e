//! re3d: government statements and Wikipedia on Syria and Iraq (`names/re3d/*.jsonl`), marks by people of a defence laboratory.
//!
//! Marks nest and cover pronouns and descriptions. Kept is a Person, Organisation, Location or Nationality that begins
//! and ends with a capital once its article is off and holds no pronoun, and of marks that overlap the longest; titles
//! are cut off persons; an organisation that is a state is a place. Offsets of the set count letters.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use chancery_nlp::names::{NameLists, Source};
use chancery_nlp::{Engine, Name, NameKind, Parse, Scratch, Span, TokenId, Xpos};
use serde::Deserialize;

use super::data::Labelled;

/// The part that is measured; the others are for training.
pub const MEASURED: &str = "us-state-department";
const PARTS: [&str; 5] = [
    "australian-department-of-foreign-affairs",
    "centcom",
    "uk-government",
    MEASURED,
    "wikipedia",
];

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Mark {
    #[serde(rename = "documentId")]
    document: String,
    begin: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
}

/// Documents of the part that is measured, and of all the others.
pub fn read(data: &Path, lists: &NameLists) -> Result<(Vec<Labelled>, Vec<Labelled>)> {
    let engine = Engine::english()?;
    let (mut measured, mut rest) = (Vec::new(), Vec::new());
    for part in PARTS {
        let documents = read_part(&data.join("names/re3d"), part, (&engine, lists))?;
        if part == MEASURED {
            measured = documents;
        } else {
            rest.extend(documents);
        }
    }
    Ok((measured, rest))
}

fn read_part(
    folder: &Path,
    part: &str,
    (engine, lists): (&Engine, &NameLists),
) -> Result<Vec<Labelled>> {
    let documents: Vec<Document> = lines(&folder.join(format!("{part}.documents.jsonl")))?;
    let marks: Vec<Mark> = lines(&folder.join(format!("{part}.entities.jsonl")))?;
    let mut scratch = Scratch::default();
    let source = match part {
        "wikipedia" => Source::Politics,
        _ => Source::Government,
    };
    Ok(documents
        .into_iter()
        .map(|document| {
            let whole = Span::new(0, document.text.len());
            let parse = engine.parse_names(&document.text, &[whole], &mut scratch);
            let of_it = marks.iter().filter(|mark| mark.document == document.id);
            let gold = names(&document.text, (&parse, of_it), lists);
            Labelled {
                source,
                text: document.text,
                parse,
                gold,
            }
        })
        .collect())
}

fn lines<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let rows = text.lines().filter(|line| !line.trim().is_empty());
    rows.map(|line| serde_json::from_str(line).with_context(|| path.display().to_string()))
        .collect()
}

/// The names among the marks of one document, in order, without overlap.
fn names<'a>(
    text: &str,
    (parse, marks): (&Parse, impl Iterator<Item = &'a Mark>),
    lists: &NameLists,
) -> Vec<Name> {
    let byte_of: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let mut found: Vec<Name> = marks
        .filter_map(|mark| {
            let (from, to) = (byte_of.get(mark.begin)?, byte_of.get(mark.end)?);
            name((text, parse), (*from, *to), (&mark.kind, lists))
        })
        .collect();
    found.sort_by_key(|name| {
        (
            std::cmp::Reverse(name.end.index() - name.first.index()),
            name.first,
        )
    });
    let mut out: Vec<Name> = Vec::new();
    for name in found {
        if out
            .iter()
            .all(|kept| name.end <= kept.first || kept.end <= name.first)
        {
            out.push(name);
        }
    }
    out.sort_by_key(|name| name.first);
    out
}

fn name(
    (text, parse): (&str, &Parse),
    (from, to): (usize, usize),
    (kind, lists): (&str, &NameLists),
) -> Option<Name> {
    let mut first = parse
        .spans
        .iter()
        .position(|span| span.start as usize >= from)?;
    let end = parse
        .spans
        .iter()
        .rposition(|span| span.end as usize <= to)?
        + 1;
    let form = |at: usize| parse.spans[at].of(text);
    if first < end && form(first).eq_ignore_ascii_case("the") {
        first += 1;
    }
    let words: Vec<&str> = (first..end).map(form).collect();
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let pronoun = |at: usize| matches!(parse.xpos[at], Xpos::PRP | Xpos::PrpPoss);
    let proper = words.first().is_some_and(capital) && words.last().is_some_and(capital);
    if !proper || (first..end).any(pronoun) {
        return None;
    }
    let kind = match kind {
        "Person" => NameKind::Person,
        "Organisation" if lists.is_country(&words) => NameKind::Place,
        "Organisation" => NameKind::Org,
        "Location" => NameKind::Place,
        "Nationality" => NameKind::Nationality,
        _ => return None,
    };
    if kind == NameKind::Person {
        first += lists.leading_titles(&words);
    }
    let token = |at: usize| TokenId(at as u32);
    (first < end).then(|| Name {
        first: token(first),
        end: token(end),
        kind,
    })
}
