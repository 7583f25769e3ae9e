//! Codes of a claim: PLOVER type, mode, kind, contexts; CAMEO; quad class; intensity.
//!
//! Source: `data/ontology` (PLOVER manual, draft 2.0; CAMEO manual 1.1b3; definitions in our own
//! words). A frame fixes type and kind; how the parties met can sharpen both. CAMEO, quad class and
//! intensity are derived ([`cameo`]).

pub mod cameo;

use crate::actors::Actors;
use crate::events::{Claim, EventLexicon, Role};
use cameo::Coded;
use chancery_data::schema::{Frame, Knowledge};

/// Codes of one claim. Empty text is "no code".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codes {
    /// One of the 16 PLOVER types, or STATE.
    pub event_type: String,
    /// PLOVER mode.
    pub mode: String,
    /// Our own label beneath the type.
    pub kind: String,
    /// PLOVER contexts, sorted.
    pub contexts: Vec<String>,
    /// CAMEO code: two to four digits.
    pub cameo: String,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, 0 none.
    pub quad: u8,
    /// PLOVER score, -10 to 10: the mode's, else the type's.
    pub intensity: f64,
    /// `in_person`, `phone`, `video`, `letter`.
    pub medium: String,
}

/// Codes a claim; contexts are read from its own sentence, who is armed from the actors.
pub fn code(lexicon: &EventLexicon, claim: &Claim, actors: &Actors, text: &str) -> Codes {
    let frame = &lexicon.frames[claim.frame];
    let knowledge = lexicon.knowledge;
    let said = claim.medium.as_ref().map(|(medium, _)| medium.as_str());
    let (own_mode, own_kind) = own_codes(frame, claim);
    let kind = sharpened(own_kind, &frame.codes.event_type, said, claim);
    let row = knowledge.kinds.iter().find(|row| row.code == kind);
    let mode = match row {
        Some(row) if kind != own_kind || own_mode.is_empty() => row.mode.clone(),
        _ => own_mode.to_owned(),
    };
    let mode = if mode.is_empty() && third_party(claim) && frame.codes.event_type == "CONSULT" {
        "third-party".to_owned()
    } else {
        mode
    };
    let event_type = frame.codes.event_type.clone();
    let (sentence, implied) = (words_of(claim.evidence.of(text)), &frame.codes.contexts);
    let contexts = contexts(knowledge, implied, &sentence);
    let coded = Coded {
        event_type: &event_type,
        mode: &mode,
        kind,
    };
    let told = || {
        let mut told: Vec<&str> = cameo::told(lexicon, claim, &sentence, text);
        told.extend(implied.iter().chain(&contexts).map(String::as_str));
        told.extend(cameo::unarmed(knowledge, claim, actors));
        told
    };
    Codes {
        cameo: cameo::derive(knowledge, coded, told).to_owned(),
        quad: knowledge
            .types
            .iter()
            .find(|row| row.code == event_type)
            .map_or(0, |row| row.quad),
        intensity: intensity(knowledge, &event_type, &mode),
        contexts,
        medium: medium(said, frame.medium.as_deref(), kind).to_owned(),
        kind: kind.to_owned(),
        event_type,
        mode,
    }
}

/// CAMEO code, quad class and intensity that follow from these codes and contexts alone, for a claim
/// whose codes a person set; `None` where there is no such type.
pub fn recode(knowledge: &Knowledge, codes: Codes) -> Option<Codes> {
    let row = knowledge
        .types
        .iter()
        .find(|row| row.code == codes.event_type)?;
    let coded = Coded {
        event_type: &codes.event_type,
        mode: &codes.mode,
        kind: &codes.kind,
    };
    let told = || codes.contexts.iter().map(String::as_str).collect();
    Some(Codes {
        cameo: cameo::derive(knowledge, coded, told).to_owned(),
        quad: row.quad,
        intensity: intensity(knowledge, &codes.event_type, &codes.mode),
        ..codes
    })
}

/// Mode and kind as the frame gives them, or what is asked for, refused or threatened.
fn own_codes<'k>(frame: &'k Frame, claim: &Claim) -> (&'k str, &'k str) {
    match (claim.content, frame.codes.mode.as_str()) {
        (Some(content), Frame::CONTENT) if content.kind.is_empty() => {
            (&content.mode, &frame.codes.kind)
        }
        (Some(content), Frame::CONTENT) => (&content.mode, &content.kind),
        (None, Frame::CONTENT) => ("", &frame.codes.kind),
        (_, mode) => (mode, &frame.codes.kind),
    }
}

/// The kind, after a look at how the parties met.
fn sharpened<'k>(kind: &'k str, event_type: &str, medium: Option<&str>, claim: &Claim) -> &'k str {
    if event_type != "CONSULT" {
        return kind;
    }
    match (kind, medium) {
        ("meet" | "talks" | "host" | "", Some("phone")) => "call",
        ("meet" | "talks" | "host" | "call" | "", Some("video")) => "video",
        ("meet" | "talks" | "", _) if claim.sidelines => "sidelines",
        _ => kind,
    }
}

/// Held under the roof of somebody who is no side in it.
fn third_party(claim: &Claim) -> bool {
    claim
        .participants
        .iter()
        .any(|p| matches!(p.role, Role::Host | Role::Mediator))
        && claim.actors_in(&[Role::Actor]).len() >= 2
}

fn medium<'m>(said: Option<&'m str>, implied: Option<&'m str>, kind: &str) -> &'m str {
    match (said, implied, kind) {
        (Some(said), _, _) => said,
        (None, Some(implied), _) => implied,
        _ => "",
    }
}

fn intensity(knowledge: &Knowledge, event_type: &str, mode: &str) -> f64 {
    let of_mode = knowledge
        .modes
        .iter()
        .find(|row| row.event_type == event_type && row.code == mode)
        .map(|row| row.score);
    let of_type = knowledge
        .types
        .iter()
        .find(|row| row.code == event_type)
        .map(|row| row.score);
    let score = f64::from(of_mode.or(of_type).unwrap_or(0.0));
    (score * 10.0).round() / 10.0
}

/// Contexts that the frame implies and those whose words stand in the sentence.
fn contexts(knowledge: &Knowledge, implied: &[String], sentence: &str) -> Vec<String> {
    let mut found = implied.to_vec();
    for row in &knowledge.contexts {
        let told = row
            .words
            .iter()
            .any(|word| sentence.contains(&format!(" {word} ")));
        if told && !found.contains(&row.code) {
            found.push(row.code.clone());
        }
    }
    found.sort();
    found
}

/// The sentence in lower case with single spaces for everything that is no letter or digit, and
/// at both ends.
fn words_of(sentence: &str) -> String {
    let lower = sentence.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|w| !w.is_empty())
        .collect();
    format!(" {} ", words.join(" "))
}

#[cfg(test)]
mod tests;
