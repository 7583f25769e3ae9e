//! A hand-made record of `corpus/records/`, field for field (see `corpus/README.md`).

use serde::Deserialize;

/// What must, and must not, be in the Reading of a report.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Record {
    /// The report, relative to `corpus/`.
    pub report: String,
    /// Happenings.
    pub claim: Vec<Claim>,
    /// Words between quotation marks.
    pub quote: Vec<Quote>,
    /// Offices held.
    pub role: Vec<Role>,
    /// Everybody who acts or speaks, where the record lists them.
    pub actor: Vec<Actor>,
    /// Reported sayings without quotation marks, where the record lists them.
    pub said: Vec<Said>,
    /// What the report says it does not say.
    pub note: Vec<Note>,
    /// Kinds of which nothing may be told as happened.
    pub never: Vec<Never>,
    /// Words that must be cut.
    pub furniture: Vec<Furniture>,
}

/// One happening.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// PLOVER type, or `STATE`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER mode, where the words show one.
    pub mode: Option<String>,
    /// Kind, where one fits.
    pub kind: Option<String>,
    /// Noun phrases of what it was about.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Status.
    pub status: String,
    /// The words that carry the act.
    pub words: String,
    /// A piece of its sentence, once in the text, with `words` in it.
    pub sentence: String,
    /// Who takes part; nobody where no doer is told.
    #[serde(default)]
    pub participants: Vec<Participant>,
    /// Where.
    pub place: Option<String>,
    /// When: EDTF, or a TIMEX3 value with `XXXX`.
    pub time: Option<String>,
    /// Who vouches, innermost first.
    #[serde(default)]
    pub attribution: Vec<String>,
    /// False for background.
    pub core: bool,
}

/// Who takes part, as what.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Role.
    pub role: String,
    /// The fullest name of the report.
    pub name: String,
}

/// A reported saying; all words exact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// Who says it.
    pub source: Option<String>,
    /// The word of saying.
    pub cue: String,
    /// What is said.
    pub content: String,
}

/// Words said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// `direct` or `mixed`.
    pub kind: String,
    /// Who says them.
    pub speaker: Option<String>,
    /// The words between the marks.
    pub text: String,
}

/// An office held.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Who.
    pub person: String,
    /// The office.
    pub title: String,
    /// Of what.
    pub organisation: Option<String>,
    /// Of which country.
    pub country: Option<String>,
}

/// Somebody who acts, speaks or is spoken of as an actor.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The fullest name of the report; of groups their words.
    pub name: String,
    /// `person`, `org`, `state`, `igo`, `group` or `unnamed`.
    pub kind: String,
    /// Country, or the PLOVER code in place of one.
    pub country: Option<String>,
    /// Primary PLOVER sector at the day of the report.
    pub sector: Option<String>,
}

/// What the report says it does not say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// `details_withheld` and the like.
    pub kind: String,
    /// The words.
    pub words: String,
}

/// A kind of which nothing may be told as happened.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Never {
    /// The kind.
    pub kind: String,
    /// Why.
    pub why: String,
}

/// Words that must be cut.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Furniture {
    /// The words.
    pub words: String,
}
