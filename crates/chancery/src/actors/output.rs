//! The layer as plain data for JSON, as ids, and as lines for the golden files.

use serde::{Deserialize, Serialize};

use super::plover::{Now, view};
use super::{
    Actor, ActorId, ActorKind, Actors, Basis, Bound, MentionKind, Quantity, RoleHeld, Tense,
};
use crate::offsets::Offsets;
use chancery_data::schema::TitleLevel;
use chancery_nlp::Span;

/// A stretch of text: Unicode code points, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SpanOut {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// An actor of one document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActorOut {
    /// Its id.
    pub actor: String,
    /// `person`, `org`, `state`, `igo`, `group` or `unnamed`.
    pub kind: &'static str,
    /// Canonical name.
    pub name: String,
    /// Every form that occurs.
    pub names: Vec<String>,
    /// Code of its country.
    pub country: Option<String>,
    /// What the country rests on: `span`, `table`, `role`, `headline` or `inferred`.
    pub country_basis: Option<&'static str>,
    /// Sectors, the primary one first.
    pub sectors: Vec<String>,
    /// What the sectors rest on; null without any.
    pub sector_basis: Option<&'static str>,
    /// PLOVER code at the day of the report: "TUR GOV", "UNO"; of a set those of its members.
    pub plover: Vec<String>,
    /// Ids of its members.
    pub members: Vec<String>,
    /// How many, as said.
    pub quantity: Option<QuantityOut>,
    /// Where it is mentioned.
    pub mentions: Vec<SpanOut>,
}

/// How many, as said. "several" has words and no number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QuantityOut {
    /// The number, where one is said: "three", "about 40".
    pub value: Option<f64>,
    /// The least it can be: "more than 10" is at least 11.
    pub min: Option<f64>,
    /// The most it can be.
    pub max: Option<f64>,
    /// True unless the number is exact.
    pub approximate: bool,
    /// The words; empty where the members were counted.
    pub words: String,
}

/// An office held.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoleOut {
    /// Id of the person.
    pub person: String,
    /// Name of the person.
    pub name: String,
    /// The office.
    pub title: String,
    /// Its organisation.
    pub organisation: Option<String>,
    /// Code of its country.
    pub country: Option<String>,
    /// What the country rests on.
    pub country_basis: Option<&'static str>,
    /// Rank of the office: `head_of_state`, `minister`, `chief`, `envoy`, `spokesperson` ...
    pub level: Option<TitleLevel>,
    /// Sector of the office.
    pub sector: Option<String>,
    /// `current`, `former`, `then`, `late`, `acting` or `designate`.
    pub tense: &'static str,
    /// What the office rests on: `span`, or `inferred` for "her Peruvian counterpart".
    pub basis: &'static str,
    /// Where it says so.
    #[serde(flatten)]
    pub span: SpanOut,
}

/// Actors and offices of one document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActorsOut {
    /// Actors, by first mention.
    pub actors: Vec<ActorOut>,
    /// Offices, in the order of the text.
    pub roles: Vec<RoleOut>,
}

impl ActorKind {
    /// As it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ActorKind::Person => "person",
            ActorKind::Org => "org",
            ActorKind::State => "state",
            ActorKind::Igo => "igo",
            ActorKind::Group => "group",
            ActorKind::Unnamed => "unnamed",
        }
    }
}

impl Tense {
    /// As it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Tense::Current => "current",
            Tense::Former => "former",
            Tense::Then => "then",
            Tense::Late => "late",
            Tense::Acting => "acting",
            Tense::Designate => "designate",
        }
    }
}

impl Basis {
    /// As it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Span => "span",
            Basis::Table => "table",
            Basis::Role => "role",
            Basis::Headline => "headline",
            Basis::Inferred => "inferred",
        }
    }
}

impl Quantity {
    /// As plain data; `text` is the document's.
    pub fn write(&self, text: &str) -> QuantityOut {
        let on = |bounds: &[Bound]| bounds.contains(&self.bound).then_some(self.value);
        QuantityOut {
            value: on(&[Bound::Exact, Bound::About]),
            min: on(&[Bound::Exact, Bound::AtLeast]),
            max: on(&[Bound::Exact, Bound::AtMost]),
            approximate: self.approximate,
            words: self.span.of(text).to_string(),
        }
    }

    /// For people: "3", "~40", "11+", "up to 39", "several".
    pub fn render(&self, text: &str) -> String {
        match self.bound {
            Bound::Exact => self.value.to_string(),
            Bound::About => format!("~{}", self.value),
            Bound::AtLeast => format!("{}+", self.value),
            Bound::AtMost => format!("up to {}", self.value),
            Bound::Vague => self.span.of(text).to_lowercase(),
        }
    }
}

/// Id of an actor: `a:` and the first 12 hex digits of the hash of kind, name and scope.
///
/// Persons, states and bodies of states are one everywhere under one name; of other bodies ("Foreign
/// Ministry") every country has its own. `scope`, the document's id, counts for groups and nameless
/// sources, which are never merged across documents.
pub fn actor_key(actor: &Actor, scope: &str) -> String {
    let country = actor.country.as_ref();
    let scope = match actor.kind {
        ActorKind::Group | ActorKind::Unnamed => scope,
        ActorKind::Org => country.map_or("", |country| &country.code),
        ActorKind::Person | ActorKind::State | ActorKind::Igo => "",
    };
    let text = format!("{}|{}|{}", actor.kind.as_str(), actor.name, scope);
    let hash = blake3::hash(text.as_bytes()).to_hex();
    format!("a:{}", &hash[..12])
}

/// The layer as plain data; `text` is the document's, `scope` its id.
pub fn write_actors(actors: &Actors, text: &str, scope: &str) -> ActorsOut {
    let offsets = Offsets::new(text);
    let points = |span: Span| SpanOut {
        start: offsets.char_at(span.start),
        end: offsets.char_at(span.end),
    };
    let key = |id: super::ActorId| actor_key(actors.actor(id), scope);
    let actor = |(at, actor): (usize, &Actor)| ActorOut {
        actor: actor_key(actor, scope),
        kind: actor.kind.as_str(),
        name: actor.name.clone(),
        names: actor.names.clone(),
        country: actor.country.as_ref().map(|country| country.code.clone()),
        country_basis: actor.country.as_ref().map(|country| country.basis.as_str()),
        sectors: actor.sectors.clone(),
        sector_basis: (!actor.sectors.is_empty()).then(|| actor.sector_basis.as_str()),
        plover: codes(actors, ActorId(at as u32)),
        members: actor.members.iter().map(|&id| key(id)).collect(),
        quantity: actor.quantity.map(|quantity| quantity.write(text)),
        mentions: actor
            .mentions
            .iter()
            .map(|&id| points(actors.mention(id).span))
            .collect(),
    };
    let role = |role: &RoleHeld| RoleOut {
        person: key(role.person),
        name: actors.actor(role.person).name.clone(),
        title: role.title.clone(),
        organisation: role.organisation.clone(),
        country: role.country.as_ref().map(|country| country.code.clone()),
        country_basis: role.country.as_ref().map(|country| country.basis.as_str()),
        level: role.level,
        sector: role.sector.clone(),
        tense: role.tense.as_str(),
        basis: role.basis.as_str(),
        span: points(role.span),
    };
    ActorsOut {
        actors: actors.actors.iter().enumerate().map(actor).collect(),
        roles: actors.roles.iter().map(role).collect(),
    }
}

/// PLOVER codes at the day of the report; those of the members where an actor is a set without one.
fn codes(actors: &Actors, id: ActorId) -> Vec<String> {
    let one = |id| view(actors, id, Now::Report).code();
    if let Some(code) = one(id) {
        return vec![code];
    }
    let mut codes: Vec<String> = Vec::new();
    for code in actors.actor(id).members.iter().filter_map(|&id| one(id)) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// The layer as lines of a golden file.
///
/// An actor a line, by first mention: `name | kind | country | sectors | mentions`, each mention as
/// its words with the step that linked it in brackets; empty fields are `-`, an inferred country
/// or office ends in `?`, members follow in braces after the name. Then an office a line:
/// `role: person | title | organisation | country | tense`. Last the pronouns that wait for a
/// speaker.
pub fn render_actors(actors: &Actors, text: &str) -> String {
    let mut out = String::new();
    for actor in &actors.actors {
        out.push_str(&render_actor(actors, actor, text));
        out.push('\n');
    }
    for role in &actors.roles {
        let name = &actors.actor(role.person).name;
        let organisation = role.organisation.as_deref().unwrap_or("-");
        let tense = role.tense.as_str();
        let guess = if role.basis == super::Basis::Inferred {
            "?"
        } else {
            ""
        };
        out.push_str(&format!(
            "role: {name} | {}{guess} | {organisation} | {} | {tense}\n",
            role.title,
            code(role.country.as_ref())
        ));
    }
    for pending in &actors.pending {
        out.push_str(&format!("{}: {}\n", pending.rule, pending.span.of(text)));
    }
    out
}

fn render_actor(actors: &Actors, actor: &Actor, text: &str) -> String {
    let members: Vec<&str> = actor
        .members
        .iter()
        .map(|&id| actors.actor(id).name.as_str())
        .collect();
    let members = if members.is_empty() {
        String::new()
    } else {
        format!(" {{{}}}", members.join(", "))
    };
    let sectors = if actor.sectors.is_empty() {
        "-".to_string()
    } else {
        actor.sectors.join(" ")
    };
    let quantity = actor
        .quantity
        .filter(|_| actor.members.is_empty())
        .map_or(String::new(), |q| format!(" ({})", q.render(text)));
    let mentions: Vec<String> = actor
        .mentions
        .iter()
        .map(|&id| render_mention(actors, id, text))
        .collect();
    let mentions = mentions.join(", ");
    format!(
        "{}{members}{quantity} | {} | {} | {sectors} | {mentions}",
        actor.name,
        actor.kind.as_str(),
        code(actor.country.as_ref())
    )
}

fn render_mention(actors: &Actors, id: super::MentionId, text: &str) -> String {
    let mention = actors.mention(id);
    let words = mention.span.of(text);
    match (mention.kind, mention.rule) {
        (MentionKind::Name, "name" | "exact") => words.to_string(),
        (_, rule) => format!("{words} [{rule}]"),
    }
}

fn code(country: Option<&super::CountryRef>) -> String {
    match country {
        Some(country) if country.basis.is_inference() => format!("{}?", country.code),
        Some(country) => country.code.clone(),
        None => "-".to_string(),
    }
}
