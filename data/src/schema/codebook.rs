//! Record types of the codebook: long definitions, examples, decision rules, old names.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Conditions to CAMEO codes. A condition is one or more words joined by spaces, all of which must hold: codes of contexts, `aid` (help is
/// what is asked for or refused), `appeal` and `demand` (the tone of asking), `attempt` (it did not succeed), `unarmed` (a side bears no arms).
pub type CameoWhen = BTreeMap<String, String>;

/// The page of a code (`ontology/pages/*.toml`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Key: `TYPE`, `TYPE/mode`, kind, context or sector.
    pub code: String,
    /// What it covers and where its borders run.
    pub text: String,
    /// Sentences that are of it.
    pub examples: Vec<String>,
    /// Sentences that are not.
    pub counter_examples: Vec<Counter>,
}

/// A sentence that is not of a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    /// The sentence.
    pub text: String,
    /// Codes that it has instead; `nothing` where it has none.
    pub is: Vec<String>,
}

/// A decision rule (`ontology/rules.toml`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Key: the number by which code and tests cite it, from 1.
    pub number: u8,
    /// What it is about, in a few words.
    pub title: String,
    /// The rule.
    pub text: String,
    /// Codes on which it bears; none where it bears on all.
    pub codes: Vec<String>,
    /// Where it is applied: `coding`, `events`, `exports`.
    pub used_in: Vec<String>,
}

/// A name of an earlier draft of PLOVER (`ontology/old_names.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OldName {
    /// Key: the name, upper case.
    pub name: String,
    /// Codes that it became, as `TYPE` or `TYPE/mode`; none where it has no successor.
    pub codes: Vec<String>,
    /// What else there is to say.
    pub note: String,
}

/// What only readers of the codebook need.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codebook {
    /// `ontology/pages/*.toml`, by code.
    pub pages: Vec<Page>,
    /// `ontology/rules.toml`, by number.
    pub rules: Vec<Rule>,
    /// `ontology/old_names.tsv`, by name.
    pub old_names: Vec<OldName>,
}
