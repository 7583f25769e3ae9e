//! The Reading as JSON, schema 1, as it is read back for people.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Reading {
    pub id: String,
    pub document: Document,
    #[serde(default)]
    pub claims: Vec<Claim>,
    #[serde(default)]
    pub quotes: Vec<Quote>,
    #[serde(default)]
    pub actors: Vec<Actor>,
    #[serde(default)]
    pub roles: Vec<RoleHeld>,
    #[serde(default)]
    pub notes: Vec<Note>,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Document {
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub language: Option<String>,
    pub published: Option<Time>,
    pub text: String,
    #[serde(default)]
    pub furniture: Vec<Furniture>,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Furniture {
    pub start: u32,
    pub end: u32,
    pub rule: String,
}
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct Time {
    pub edtf: Option<String>,
    pub earliest: Option<String>,
    pub latest: Option<String>,
    pub best: Option<String>,
    pub precision: Option<String>,
    pub confidence: Option<f64>,
    pub method: Option<String>,
    pub timex3: Option<String>,
    pub start: Option<u32>,
    pub end: Option<u32>,
    pub text: Option<String>,
    #[serde(default)]
    pub reasons: Vec<Reason>,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Reason {
    pub kind: String,
    pub says: String,
    pub start: Option<u32>,
    pub end: Option<u32>,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Claim {
    pub id: String,
    #[serde(rename = "type")]
    pub kind_of_event: String,
    pub mode: Option<String>,
    pub kind: Option<String>,
    #[serde(default)]
    pub contexts: Vec<String>,
    #[serde(default)]
    pub participants: Vec<Participant>,
    pub place: Option<Place>,
    pub time: Option<Time>,
    #[serde(default)]
    pub topics: Vec<Words>,
    #[serde(default)]
    pub counts: Vec<Count>,
    pub medium: Option<String>,
    pub status: String,
    pub certainty: Option<String>,
    pub core: Option<bool>,
    #[serde(default)]
    pub attribution: Vec<Source>,
    pub evidence: Words,
    pub trigger: Words,
    pub score: Option<f64>,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Participant {
    pub role: String,
    pub name: Option<String>,
    pub actor: Option<String>,
    pub country: Option<String>,
    #[serde(default)]
    pub sectors: Vec<String>,
    pub start: u32,
    pub end: u32,
    pub text: Option<String>,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Place {
    pub name: String,
    pub country: Option<String>,
    pub precision: Option<String>,
    pub start: Option<u32>,
    pub end: Option<u32>,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Words {
    pub start: u32,
    pub end: u32,
    pub text: Option<String>,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Count {
    pub value: f64,
    pub what: String,
    pub approx: Option<bool>,
    pub start: u32,
    pub end: u32,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Source {
    pub name: Option<String>,
    pub actor: Option<String>,
    pub cue: Option<String>,
    pub named: Option<bool>,
    pub start: u32,
    pub end: u32,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Quote {
    pub kind: String,
    pub text: String,
    pub start: u32,
    pub end: u32,
    pub speaker: Option<Speaker>,
    pub cue: Option<Words>,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Speaker {
    pub name: Option<String>,
    pub actor: Option<String>,
    pub start: u32,
    pub end: u32,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Actor {
    pub actor: String,
    pub kind: String,
    pub name: String,
    #[serde(default)]
    pub names: Vec<String>,
    pub country: Option<String>,
    #[serde(default)]
    pub sectors: Vec<String>,
    #[serde(default)]
    pub mentions: Vec<Words>,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RoleHeld {
    pub person: Option<String>,
    pub name: Option<String>,
    pub title: String,
    pub organisation: Option<String>,
    pub country: Option<String>,
    pub tense: Option<String>,
    pub start: u32,
    pub end: u32,
}
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Note {
    pub kind: String,
    pub start: Option<u32>,
    pub end: Option<u32>,
    pub text: Option<String>,
}
