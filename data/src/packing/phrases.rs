//! Phrases of `lexicon/en/relations.tsv` that tell of an act by themselves, as frames: what is told in words that no frame
//! of `lexicon/en` knows is read by them, after all others.
//!
//! Words that stand side by side at the beginning are the verb with its tail. Behind the first gap one of the words there
//! must follow the verb, behind the second one must stand in the clause. Who takes which part says the pattern `phrase` of
//! `lang/en/patterns.toml`, or that of the type (`phrase-agree`), of its mode or kind
//! (`phrase-consult-visit`); an act told by one word needs both its sides.

use std::collections::BTreeMap;

use crate::schema::{Frame, FrameCodes, Pattern, RelationPhrase, RelationSet};

/// Where a phrase tells of the act by itself, to the coder of relations too or to nobody else.
const CLAIMS: [&str; 2] = ["only", "yes"];
/// How the keys of these frames, and the names of their patterns, begin.
const PHRASE: &str = "phrase";
/// Ways to write the words of one phrase, at most.
const WAYS: usize = 400;

/// One frame a phrase, in the order of the rows; what is wrong with a phrase that cannot be one.
pub fn frames(
    phrases: &[RelationPhrase],
    sets: &[RelationSet],
    patterns: &[Pattern],
) -> (Vec<Frame>, Vec<String>) {
    let (mut frames, mut problems): (BTreeMap<String, Frame>, _) = (BTreeMap::new(), Vec::new());
    for row in phrases
        .iter()
        .filter(|row| CLAIMS.contains(&row.claim.as_str()))
    {
        match frame(row, sets, patterns) {
            Some(frame) => {
                frames.insert(frame.id.clone(), frame);
            }
            None => problems.push(format!(
                "'{}' cannot be read as a claim: a verb, at most two gaps, at most {WAYS} ways",
                row.pattern
            )),
        }
    }
    (frames.into_values().collect(), problems)
}

/// The frame of a phrase; `None` where it cannot be one.
fn frame(row: &RelationPhrase, sets: &[RelationSet], patterns: &[Pattern]) -> Option<Frame> {
    let runs: Option<Vec<Vec<String>>> = row
        .pattern
        .split(" ~ ")
        .map(|run| spelt(run, sets))
        .collect();
    let mut runs = runs?.into_iter();
    let verbs = runs.next()?;
    let (complements, near) = (runs.next(), runs.next());
    let long = complements.is_some() || verbs.iter().any(|verb| verb.contains(' '));
    if verbs.is_empty() || runs.next().is_some() {
        return None;
    }
    let pattern = pattern_of(row, patterns)?;
    let event_type = row.event_type.to_lowercase();
    Some(Frame {
        id: format!("{PHRASE}.{event_type}.{}", row.pattern.replace(' ', "_")),
        verbs,
        complements: complements.unwrap_or_default(),
        near: near.unwrap_or_default(),
        general: true,
        loose: true,
        roles: pattern.roles.clone(),
        needs: pattern.needs.clone(),
        parties: if long { pattern.parties } else { 2 },
        codes: FrameCodes {
            event_type: row.event_type.clone(),
            mode: row.mode.clone(),
            kind: row.kind.clone(),
            ..FrameCodes::default()
        },
        ..Frame::default()
    })
}

/// The pattern of its kind, else of its mode, of its type, of all.
fn pattern_of<'p>(row: &RelationPhrase, patterns: &'p [Pattern]) -> Option<&'p Pattern> {
    let named = |name: &str| patterns.iter().find(|pattern| pattern.name == name);
    let event_type = row.event_type.to_lowercase();
    named(&format!("{PHRASE}-{event_type}-{}", row.kind))
        .or_else(|| named(&format!("{PHRASE}-{event_type}-{}", row.mode)))
        .or_else(|| named(&format!("{PHRASE}-{event_type}")))
        .or_else(|| named(PHRASE))
}

/// Every way to write words that stand side by side; `None` for a noun or too many ways.
fn spelt(run: &str, sets: &[RelationSet]) -> Option<Vec<String>> {
    let mut ways = vec![String::new()];
    for piece in run.split(' ') {
        let mut longer = Vec::new();
        for one in piece.split('|') {
            for word in words(one, sets)? {
                longer.extend(
                    ways.iter()
                        .map(|way| format!("{way} {word}").trim_start().to_owned()),
                );
            }
        }
        ways = longer;
        if ways.len() > WAYS {
            return None;
        }
    }
    Some(ways)
}

/// The words that one alternative stands for.
fn words(one: &str, sets: &[RelationSet]) -> Option<Vec<String>> {
    let (word, class) = one.rsplit_once('/').unwrap_or((one, ""));
    match word.strip_prefix('@') {
        _ if class == "n" => None,
        Some(name) => sets
            .iter()
            .find(|set| set.name == name)
            .map(|set| set.words.clone()),
        None => Some(vec![word.to_owned()]),
    }
}
