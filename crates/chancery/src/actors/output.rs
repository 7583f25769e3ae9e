//! The layer as plain data for JSON, as ids, and as lines for the golden files.

use serde::Serialize;

use super::{Actor, ActorKind, Actors, MentionKind, RoleHeld, Tense};
use crate::offsets::Offsets;
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
    /// Sectors, the primary one first.
    pub sectors: Vec<String>,
    /// Ids of its members.
    pub members: Vec<String>,
    /// How many, as said.
    pub quantity: Option<f64>,
    /// Where it is mentioned.
    pub mentions: Vec<SpanOut>,
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
    /// `current`, `former`, `acting` or `designate`.
    pub tense: &'static str,
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
            Tense::Acting => "acting",
            Tense::Designate => "designate",
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
    let actor = |actor: &Actor| ActorOut {
        actor: actor_key(actor, scope),
        kind: actor.kind.as_str(),
        name: actor.name.clone(),
        names: actor.names.clone(),
        country: actor.country.as_ref().map(|country| country.code.clone()),
        sectors: actor.sectors.clone(),
        members: actor.members.iter().map(|&id| key(id)).collect(),
        quantity: actor.quantity.map(|quantity| quantity.value),
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
        tense: role.tense.as_str(),
        span: points(role.span),
    };
    ActorsOut {
        actors: actors.actors.iter().map(actor).collect(),
        roles: actors.roles.iter().map(role).collect(),
    }
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
        .map_or(String::new(), |q| {
            format!(" ({}{})", if q.approximate { "~" } else { "" }, q.value)
        });
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
        Some(country) if country.basis == super::Basis::Inferred => format!("{}?", country.code),
        Some(country) => country.code.clone(),
        None => "-".to_string(),
    }
}
