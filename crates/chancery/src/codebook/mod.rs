//! The codebook: what every code means, from the tables that the code itself uses.
//!
//! In go the ontology and its pages (`data/ontology`) and the frames of the lexicon; out come entries
//! to print, found by code, and the whole as Markdown. Nothing is computed from reports.

mod entries;
mod find;
mod markdown;

use chancery_data::schema::{
    Cameo, Codebook, Context, Counter, EventType, Kind, Knowledge, Mode, OldName, Rule, Sector,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// PLOVER type, or STATE.
    Type,
    /// PLOVER mode of a type.
    Mode,
    /// Our own label beneath a type.
    Kind,
    /// PLOVER context.
    Context,
    /// Sector of an actor.
    Sector,
    /// Decision rule.
    Rule,
    /// CAMEO code.
    Cameo,
    /// Name of an earlier draft of PLOVER.
    OldName,
}

/// A number and a title: how an entry names a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleLine {
    /// Number, from 1.
    pub number: u8,
    /// What it is about.
    pub title: String,
}

/// Frames of the lexicon that code to an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Frames {
    /// How many.
    pub count: usize,
    /// The first few, by id.
    pub ids: Vec<String>,
}

/// One page of the codebook. Fields that an entry of its sort does not have are absent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// As it is looked up: `CONSULT`, `CONSULT/visit`, `meet`, `043`, `rule 7`.
    pub code: String,
    /// What it is.
    pub sort: Sort,
    /// Definition in one line; title of a rule, label of a CAMEO code.
    pub definition: String,
    /// What it covers and where its borders run.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Type of a mode, a kind or a CAMEO code.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// Default mode of a kind; mode of a CAMEO code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// Kind of a CAMEO code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, 0 none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quad: Option<u8>,
    /// PLOVER score, -10 to 10: the mode's, else the type's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Whether a recipient is required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient_required: Option<bool>,
    /// CAMEO code; CAMEO role of a sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cameo: Option<String>,
    /// CAMEO codes that replace it under a condition.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub cameo_when: BTreeMap<String, String>,
    /// Goldstein value of a CAMEO code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goldstein: Option<f64>,
    /// What a CAMEO code is instead, as `TYPE/mode: when`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub or: Vec<String>,
    /// What the crosswalk of 2021 says, where ours departs from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Modes of a type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub modes: Vec<String>,
    /// Kinds of a type, or with a mode as their default.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Contexts of a CAMEO code.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<String>,
    /// Codes on which a rule bears, that have a CAMEO code, or that an old name became.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// Where a rule is applied.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub used_in: Vec<String>,
    /// Words that point to a context.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Sentences that are of the code.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
    /// Sentences that are not, with what they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counter_examples: Vec<Counter>,
    /// Rules that bear on it, beside those that bear on all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleLine>,
    /// Frames that code to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frames: Option<Frames>,
}

/// The tables behind the codebook.
#[derive(Clone, Copy, Debug)]
pub struct Book<'k> {
    knowledge: &'k Knowledge,
    texts: &'k Codebook,
}

impl<'k> Book<'k> {
    /// The codebook over these tables.
    pub fn new(knowledge: &'k Knowledge, texts: &'k Codebook) -> Self {
        Book { knowledge, texts }
    }

    /// Every entry: each type with its modes and kinds behind it, then contexts, sectors, rules, CAMEO
    /// codes and old names.
    pub fn entries(&self) -> Vec<Entry> {
        self.rows().into_iter().map(|row| self.entry(row)).collect()
    }

    /// The rows behind the entries, in their order.
    fn rows(&self) -> Vec<Row<'k>> {
        let known = self.knowledge;
        let mut all = Vec::new();
        for row in &known.types {
            all.push(Row::Type(row));
            let modes = known
                .modes
                .iter()
                .filter(|mode| mode.event_type == row.code);
            all.extend(modes.map(Row::Mode));
            let kinds = known
                .kinds
                .iter()
                .filter(|kind| kind.event_type == row.code);
            all.extend(kinds.map(Row::Kind));
        }
        all.extend(known.contexts.iter().map(Row::Context));
        all.extend(known.sectors.iter().map(Row::Sector));
        all.extend(self.texts.rules.iter().map(Row::Rule));
        all.extend(known.cameo.iter().map(Row::Cameo));
        all.extend(self.texts.old_names.iter().map(Row::OldName));
        all
    }

    fn entry(&self, row: Row<'_>) -> Entry {
        match row {
            Row::Type(row) => self.event_type(row),
            Row::Mode(row) => self.mode(row),
            Row::Kind(row) => self.kind(row),
            Row::Context(row) => self.context(row),
            Row::Sector(row) => self.sector(row),
            Row::Rule(row) => self.rule(row),
            Row::Cameo(row) => self.cameo(row),
            Row::OldName(row) => self.old_name(row),
        }
    }
}

/// The row of a table that an entry is made from.
#[derive(Clone, Copy)]
enum Row<'k> {
    Type(&'k EventType),
    Mode(&'k Mode),
    Kind(&'k Kind),
    Context(&'k Context),
    Sector(&'k Sector),
    Rule(&'k Rule),
    Cameo(&'k Cameo),
    OldName(&'k OldName),
}

/// What a quad class means.
pub fn quad_name(quad: u8) -> &'static str {
    match quad {
        1 => "verbal cooperation",
        2 => "material cooperation",
        3 => "verbal conflict",
        4 => "material conflict",
        _ => "none",
    }
}

#[cfg(test)]
mod tests;
