//! The fields of a Reading, schema 1, that the records speak of. Offsets are code points.

use serde::Deserialize;

/// A Reading.
#[derive(Debug, Default, Deserialize)]
pub struct Reading {
    /// The report.
    pub document: Document,
    /// What it says happened.
    pub claims: Vec<Claim>,
    /// What it says was said.
    pub quotes: Vec<Quote>,
    /// Offices held.
    pub roles: Vec<Role>,
    /// Notes.
    pub notes: Vec<Note>,
}

/// The report.
#[derive(Debug, Default, Deserialize)]
pub struct Document {
    /// Its text.
    pub text: String,
    /// What was cut.
    pub furniture: Vec<Range>,
}

/// Half-open, in code points.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
pub struct Range {
    /// First.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl Range {
    /// True where the two share a character.
    pub fn meets(self, other: Range) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// What the report says of one happening.
#[derive(Debug, Default, Deserialize)]
pub struct Claim {
    /// PLOVER type, or `STATE`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER mode.
    #[serde(default)]
    pub mode: Option<String>,
    /// Kind.
    pub kind: Option<String>,
    /// The frame.
    #[serde(default)]
    pub rule: String,
    /// Status.
    pub status: String,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// Where.
    pub place: Option<Place>,
    /// When.
    pub time: Option<Time>,
    /// What it was about.
    #[serde(default)]
    pub topics: Vec<Words>,
    /// Who vouches.
    #[serde(default)]
    pub attribution: Vec<Named>,
    /// False for background.
    #[serde(default)]
    pub core: bool,
    /// The sentence.
    pub evidence: Range,
    /// The words that carry the act.
    pub trigger: Range,
}

/// Who takes part, as what.
#[derive(Debug, Default, Deserialize)]
pub struct Participant {
    /// Role.
    pub role: String,
    /// Name.
    pub name: Option<String>,
    /// The words.
    pub text: Option<String>,
    /// `inferred` where no words of the report give the part.
    pub basis: Option<String>,
}

/// Where.
#[derive(Debug, Default, Deserialize)]
pub struct Place {
    /// Name.
    pub name: Option<String>,
    /// The words.
    pub text: Option<String>,
}

/// When.
#[derive(Debug, Default, Deserialize)]
pub struct Time {
    /// EDTF.
    pub edtf: Option<String>,
    /// Symbolic.
    pub timex3: Option<String>,
}

/// Words of the text.
#[derive(Debug, Default, Deserialize)]
pub struct Words {
    /// The words.
    pub text: String,
}

/// Somebody with a name.
#[derive(Debug, Default, Deserialize)]
pub struct Named {
    /// Name.
    pub name: Option<String>,
}

/// Words said.
#[derive(Debug, Default, Deserialize)]
pub struct Quote {
    /// `direct`, `mixed`, `indirect`.
    pub kind: String,
    /// The words.
    pub text: String,
    /// Who says them.
    pub speaker: Option<Named>,
}

/// An office held.
#[derive(Debug, Default, Deserialize)]
pub struct Role {
    /// Who.
    pub name: Option<String>,
    /// The office.
    pub title: Option<String>,
    /// Of what.
    pub organisation: Option<String>,
    /// Of which country.
    pub country: Option<String>,
}

/// What the report says it does not say.
#[derive(Debug, Default, Deserialize)]
pub struct Note {
    /// Kind.
    pub kind: String,
    /// Where.
    #[serde(flatten)]
    pub range: Range,
}
