//! `FollowTheMoney` entities, a JSON object a line: Event, Article, Mention, Person, Organization,
//! `PublicBody`, Position and Occupancy.
//!
//! Source: the schemata of followthemoney 4. Events stay nodes. Ids are ours with `-` for what its ids
//! must not hold. An entity is written once, where it is first needed. The language of documents is left
//! out: its model wants codes of three letters, which we have not.

use super::harm::MASK;
use super::{Out, Text, View, identity, sides, telling};
use crate::record::{self, Event, Held, Participant};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io;

/// Sectors of public bodies.
const PUBLIC: [&str; 6] = ["COP", "GOV", "JUD", "LEG", "MIL", "SPY"];

/// Writes documents, then events with those who take part, then offices.
pub fn write(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    let mut written = Written {
        out,
        ids: BTreeSet::new(),
    };
    for document in view.source.documents() {
        written.put(article(&document?))?;
    }
    for event in view.source.events() {
        let event = event?;
        for one in event.participants.iter().filter(|one| is_named(one)) {
            written.put(party(one))?;
        }
        written.put(happening(view, &event))?;
        for mention in mentions(&event) {
            written.put(mention)?;
        }
    }
    for held in view.source.roles() {
        for entity in office(&held?) {
            written.put(entity)?;
        }
    }
    Ok(())
}

/// Writes each entity once.
struct Written<'a> {
    out: Out<'a>,
    ids: BTreeSet<String>,
}

impl Written<'_> {
    fn put(&mut self, entity: Entity) -> io::Result<()> {
        if !self.ids.insert(entity.id.clone()) {
            return Ok(());
        }
        let line = json!({
            "id": entity.id,
            "schema": entity.schema,
            "properties": entity.properties,
        });
        serde_json::to_writer(&mut *self.out, &line)?;
        self.out.write_all(b"\n")
    }
}

/// An entity: every property is a list of texts.
struct Entity {
    id: String,
    schema: &'static str,
    properties: Map<String, Value>,
}

impl Entity {
    fn new(id: String, schema: &'static str) -> Self {
        Entity {
            id,
            schema,
            properties: Map::new(),
        }
    }

    /// Adds the values that are there.
    fn with<'a>(mut self, name: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let values: BTreeSet<&str> = values
            .into_iter()
            .filter(|value| !value.is_empty())
            .collect();
        if !values.is_empty() {
            let values: Vec<String> = values.into_iter().map(telling::flat).collect();
            self.properties.insert(name.to_owned(), json!(values));
        }
        self
    }
}

/// Letters, digits, dots and dashes alone.
fn ident(id: &str) -> String {
    let kept = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let safe: String = id.chars().map(|c| if kept(c) { c } else { '-' }).collect();
    safe.trim_matches(|c: char| !c.is_ascii_alphanumeric())
        .to_owned()
}

fn is_named(one: &Participant) -> bool {
    one.kind != "unnamed" && !one.actor.is_empty() && one.name != MASK
}

fn country(code: Option<&str>) -> Option<String> {
    code.and_then(sides::iso2).map(str::to_lowercase)
}

fn schema(one: &Participant) -> &'static str {
    let public = |sector: &String| PUBLIC.contains(&sector.as_str());
    match one.kind.as_str() {
        "person" => "Person",
        "state" | "igo" => "PublicBody",
        "org" if one.sectors.iter().any(public) => "PublicBody",
        "org" => "Organization",
        _ => "LegalEntity",
    }
}

fn article(document: &record::Source) -> Entity {
    let name = document.title.as_deref().or(document.url.as_deref());
    Entity::new(ident(&document.id), "Article")
        .with("title", document.title.as_deref())
        .with("name", [name.unwrap_or(&document.given)])
        .with("sourceUrl", document.url.as_deref())
        .with("publisher", document.outlet.as_deref())
        .with("publishedAt", document.published.as_deref())
}

fn party(one: &Participant) -> Entity {
    let entity = Entity::new(ident(&one.actor), schema(one))
        .with("name", [one.name.as_str()])
        .with("country", country(one.country.as_deref()).as_deref());
    match (entity.schema, &one.title) {
        ("Person", Some(title)) => entity.with("position", [title.as_str()]),
        _ => entity,
    }
}

fn happening(view: &View<'_>, event: &Event) -> Entity {
    let time = event.time.clone().unwrap_or_default();
    let ids = |roles: &[&str]| -> Vec<String> {
        let all = event.participants.iter().filter(|one| is_named(one));
        let all = all.filter(|one| roles.is_empty() || roles.contains(&one.role.as_str()));
        all.map(|one| ident(&one.actor)).collect()
    };
    let (involved, hosts) = (ids(&[]), ids(&["host", "mediator"]));
    let documents: Vec<String> = event
        .claims
        .iter()
        .map(|told| ident(&told.document.id))
        .collect();
    let sentences: Vec<String> = match view.context.text {
        Text::None => Vec::new(),
        Text::Quote | Text::Full => {
            let lines = telling::evidence(event).into_iter();
            lines.map(|(sentence, _)| sentence).collect()
        }
    };
    let codes = [
        Some(event.event_type.as_str()),
        event.mode.as_deref(),
        event.kind.as_deref(),
        Some(event.status.as_str()),
        view.known.mark(event),
    ];
    let place = event
        .place
        .as_ref()
        .and_then(|place| place.country.as_deref());
    let urls = event
        .claims
        .iter()
        .filter_map(|told| told.document.url.as_deref());
    Entity::new(ident(&event.id), "Event")
        .with("name", [telling::title(view, event).as_str()])
        .with("date", time.best.as_deref())
        .with("location", telling::place(event).as_deref())
        .with("country", country(place).as_deref())
        .with("summary", sentences.iter().map(String::as_str))
        .with("involved", involved.iter().map(String::as_str))
        .with("organizer", hosts.iter().map(String::as_str))
        .with("keywords", codes.into_iter().flatten())
        .with("sourceUrl", urls)
        .with("proof", documents.iter().map(String::as_str))
        .with("recordId", [event.id.as_str()])
}

/// Who is named in which document.
fn mentions(event: &Event) -> Vec<Entity> {
    let mut found = Vec::new();
    for told in &event.claims {
        for one in event.participants.iter().filter(|one| is_named(one)) {
            let mut parts = told.claim.participants.iter();
            let Some(part) = parts.find(|part| part.actor.as_deref() == Some(&one.actor)) else {
                continue;
            };
            let id = identity::name("mention", &[&told.document.id, &one.actor]);
            let entity = Entity::new(id, "Mention")
                .with("document", [ident(&told.document.id).as_str()])
                .with("resolved", [ident(&one.actor).as_str()])
                .with("name", [one.name.as_str(), part.name.as_str()])
                .with("detectedSchema", [schema(one)]);
            found.push(entity);
        }
    }
    found
}

/// The holder, the post and that the one held the other, as of the day of the document.
fn office(held: &Held) -> Vec<Entity> {
    let role = &held.role;
    if role.person.is_empty() || role.title.is_empty() {
        return Vec::new();
    }
    let of = role.organisation.as_deref().unwrap_or_default();
    let at = role.country.as_deref().unwrap_or_default();
    let post = identity::name("post", &[&role.title, of, at]);
    let state = country(role.country.as_deref());
    let name = match of {
        "" => role.title.clone(),
        of => format!("{}, {of}", role.title),
    };
    let status = match role.tense.as_str() {
        "former" | "then" | "late" => "ended",
        "current" | "acting" => "current",
        _ => "unknown",
    };
    let id = identity::name("held", &[&role.person, &post, &held.document, status]);
    vec![
        Entity::new(ident(&role.person), "Person").with("name", [role.name.as_str()]),
        Entity::new(post.clone(), "Position")
            .with("name", [name.as_str()])
            .with("country", state.as_deref()),
        Entity::new(id, "Occupancy")
            .with("holder", [ident(&role.person).as_str()])
            .with("post", [post.as_str()])
            .with("status", [status])
            .with("date", held.day.as_deref())
            .with("proof", [ident(&held.document).as_str()]),
    ]
}
