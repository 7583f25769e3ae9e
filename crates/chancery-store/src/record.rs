//! What the Ledger shows: plain data, the same for the command line, exports and programs.
//!
//! An [`Event`] carries the claims it stands on, each with the whole [`ClaimRecord`] of its Reading
//! and the document it is from, so that every export finds the words beneath a field. Offsets are
//! Unicode code points, half-open; days are ISO 8601.

use chancery::link::{ConflictRecord, EdgeRecord};
use chancery::reading::{ClaimRecord, QuoteRecord, RoleRecord};
use serde::{Deserialize, Serialize};

/// What several claims are judged to tell of, with all that is known of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// `ev:` and a hash of the claim that names it.
    pub id: String,
    /// PLOVER type, or STATE.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Our label beneath the type.
    pub kind: Option<String>,
    /// PLOVER contexts of its claims, sorted.
    pub contexts: Vec<String>,
    /// CAMEO code, with its leading zero.
    pub cameo: String,
    /// Quad class, 1 to 4.
    pub quad: u8,
    /// PLOVER score, -10 to 10.
    pub intensity: f64,
    /// Status by the newest document that tells it.
    pub status: String,
    /// How sure that document is.
    pub certainty: String,
    /// False for historical background.
    pub core: bool,
    /// Everybody who takes part, once, first actors, then recipients, then the other roles.
    pub participants: Vec<Participant>,
    /// When; the finest date that agrees with all claims.
    pub time: Option<When>,
    /// Where; the finest place of its claims.
    pub place: Option<Where>,
    /// What it was about, in the words of the claims, each once.
    pub topics: Vec<String>,
    /// The claims, by document and place in it.
    pub claims: Vec<Telling>,
    /// Distinct documents.
    pub documents: usize,
    /// Distinct outlets, documents without one by themselves.
    pub outlets: usize,
    /// Independent origins among the documents.
    pub origins: usize,
    /// Credibility digit of the Admiralty scale by the written rule: 1, 2, 3, 5 or 6.
    pub credibility: u8,
    /// Where its claims disagree.
    pub conflicts: Vec<ConflictRecord>,
    /// Events that may be the same.
    pub possible_same: Vec<String>,
    /// How it hangs together with other events.
    pub edges: Vec<EdgeRecord>,
    /// `machine`, or `human` once confirmed or corrected.
    pub coder: String,
    /// Least score of its claims, 0 to 1.
    pub score: f64,
}

/// Somebody who takes part in an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Part in the event.
    pub role: String,
    /// Fullest name.
    pub name: String,
    /// The name as the first claim prints it.
    pub raw: String,
    /// Actor id.
    pub actor: String,
    /// `person`, `org`, `state`, `igo`, `group` or `unnamed`.
    pub kind: String,
    /// ISO 3166 alpha-3 (KOS for Kosovo), or PLOVER's UNO, EUR, IGO, NGO, ISM, IMG, MNC.
    pub country: Option<String>,
    /// PLOVER sectors at the day of the event.
    pub sectors: Vec<String>,
    /// Office as a document of the event gives it.
    pub title: Option<String>,
}

/// When.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct When {
    /// EDTF, level 1 or 2.
    pub edtf: Option<String>,
    /// First day that it can be.
    pub earliest: Option<String>,
    /// Last day that it can be.
    pub latest: Option<String>,
    /// Best day.
    pub best: Option<String>,
    /// Granularity that was said.
    pub precision: String,
    /// Weight of the best day, 0 to 1.
    pub confidence: f64,
    /// How it was reached; `default_doc` where only the report's own day bounds it.
    pub method: String,
}

/// Where.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Where {
    /// Name in the tables, else as printed.
    pub name: String,
    /// The words of the first claim that names it.
    pub raw: String,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// `facility`, `city`, `region` or `country`.
    pub precision: String,
}

/// One claim of an event with the document that makes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// The document.
    pub document: Source,
    /// The claim as it was read.
    pub claim: ClaimRecord,
    /// The sentence that it stands in.
    pub sentence: String,
}

/// A document as exports cite it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// `d:` and a hash of what was handed over.
    pub id: String,
    /// Id as given, else the hash of the text.
    pub given: String,
    /// Address.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// Best day of publication.
    pub published: Option<String>,
    /// How that day was reached.
    pub published_method: String,
    /// Code points of the text.
    pub chars: u32,
    /// Id of the story that it belongs to.
    pub story: Option<String>,
}

/// Words that somebody said, with the document that quotes them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Quoted {
    /// Id of the document.
    pub document: String,
    /// The quote as it was read.
    pub quote: QuoteRecord,
}

/// An office that a document gives somebody.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Id of the document.
    pub document: String,
    /// Best day of publication of the document.
    pub day: Option<String>,
    /// The office as it was read.
    pub role: RoleRecord,
}

/// What a person said of the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Place in the log, from 1.
    pub id: i64,
    /// Version of the Ledger that it made.
    pub version: i64,
    /// `set`, `merge`, `split`, `reject`, `confirm`, `restore` or `redact`.
    pub op: String,
    /// The event that shows it now; absent where it is about none.
    pub event: Option<String>,
    /// What it is about, as JSON: anchors of claims, texts of documents, keys of actors.
    pub target: String,
    /// Field that it sets.
    pub slot: Option<String>,
    /// Hash of the value before.
    pub old_hash: Option<String>,
    /// New value.
    pub value: Option<String>,
    /// Reason.
    pub why: String,
    /// By whom.
    pub who: String,
    /// Instant, seconds from 1970, UTC.
    pub made: Option<i64>,
}
