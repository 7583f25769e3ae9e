//! Scripts of JSON-LD in, what they say of reports out: headline, authors, publisher, days, body.
//!
//! Vocabulary: schema.org (Article and its kinds, WebPage, Person, Organization). Nodes stand in arrays,
//! in `@graph`, under `mainEntity` and one another; names stand in the node or behind an `@id`. Scripts
//! that are no JSON are repaired once (`repair.rs`).
//!
//! Cost: each script is read once; at most [`MAX_VALUES`] values of it are looked at.

use super::repair::{repair, strip};
use crate::page::tree::Tree;
use crate::report::Span;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Most values of all scripts that are looked at.
const MAX_VALUES: usize = 20_000;

/// Most authors of one node.
const MAX_AUTHORS: usize = 40;

/// What a node of JSON-LD is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A report: kinds of Article, BlogPosting, Report.
    Report,
    /// The page itself.
    Page,
    /// Anything else that was published, a film or a product.
    Other,
}

/// A name with what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Credit {
    pub(super) name: String,
    pub(super) organisation: bool,
}

/// What a node says.
#[derive(Clone, Debug)]
pub(super) struct LdNode {
    pub(super) kind: Kind,
    /// One of a list of others.
    pub(super) listed: bool,
    /// Bytes of the source of its script.
    pub(super) script: Span,
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<Credit>,
    pub(super) publisher: Option<String>,
    pub(super) holder: Option<String>,
    pub(super) url: Option<String>,
    pub(super) body: Option<String>,
    pub(super) free: Option<bool>,
    pub(super) language: Option<String>,
    pub(super) description: Option<String>,
}

/// All nodes of the scripts of a page, in order.
pub(super) fn nodes(tree: &Tree, source: &str) -> Vec<LdNode> {
    let scripts = joined(&tree.data);
    let values: Vec<(Value, Span)> = scripts
        .iter()
        .filter_map(|&span| Some((value(source.get(span.start..span.end)?)?, span)))
        .collect();
    let mut objects = Vec::new();
    for (value, span) in &values {
        gather(value, *span, &mut objects);
    }
    let mut by_id: BTreeMap<&str, &Map<String, Value>> = BTreeMap::new();
    for object in &objects {
        let named = object.map.contains_key("name");
        if let Some(id) = object
            .map
            .get("@id")
            .and_then(Value::as_str)
            .filter(|_| named)
        {
            by_id.entry(id).or_insert(object.map);
        }
    }
    objects
        .iter()
        .filter_map(|object| node(object, &by_id))
        .collect()
}

/// Scripts whose bytes go on without a gap are one.
fn joined(spans: &[Span]) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::new();
    for &span in spans {
        match all.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => all.push(span),
        }
    }
    all
}

fn value(script: &str) -> Option<Value> {
    let script = strip(script);
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let repaired = repair(script);
    let mut all: Vec<Value> = Vec::new();
    for value in serde_json::Deserializer::from_str(&repaired).into_iter::<Value>() {
        match value {
            Ok(value) => all.push(value),
            Err(_) => break,
        }
    }
    (!all.is_empty()).then_some(Value::Array(all))
}

struct Object<'v> {
    map: &'v Map<String, Value>,
    listed: bool,
    script: Span,
}

/// Parts of a node that tell of others than the report.
const OTHERS: &[&str] = &[
    "comment",
    "hasPart",
    "isPartOf",
    "itemListElement",
    "liveBlogUpdate",
    "mentions",
    "citation",
    "relatedLink",
    "review",
    "recipeInstructions",
    "about",
    "image",
    "video",
    "potentialAction",
    "isRelatedTo",
];

/// All objects of a value, those of lists of others marked.
fn gather<'v>(value: &'v Value, script: Span, out: &mut Vec<Object<'v>>) {
    let mut open: Vec<(&Value, bool)> = vec![(value, false)];
    while let Some((value, listed)) = open.pop() {
        if out.len() + open.len() > MAX_VALUES {
            return;
        }
        match value {
            Value::Array(values) => open.extend(values.iter().rev().map(|v| (v, listed))),
            Value::Object(map) => {
                out.push(Object {
                    map,
                    listed,
                    script,
                });
                let inner = map
                    .iter()
                    .rev()
                    .filter(|(_, v)| v.is_object() || v.is_array());
                open.extend(inner.map(|(k, v)| (v, listed || OTHERS.contains(&k.as_str()))));
            }
            _ => {}
        }
    }
}

fn node(object: &Object<'_>, by_id: &BTreeMap<&str, &Map<String, Value>>) -> Option<LdNode> {
    let map = object.map;
    let kind = kind(map.get("@type")?)?;
    let text = |key: &str| map.get(key).and_then(string);
    let mut authors = Vec::new();
    for key in ["author", "creator"] {
        if authors.is_empty() {
            credits(map.get(key), by_id, &mut authors);
        }
    }
    let mut publishers = Vec::new();
    for key in ["publisher", "sourceOrganization", "provider"] {
        credits(map.get(key), by_id, &mut publishers);
    }
    let mut holders = Vec::new();
    credits(map.get("copyrightHolder"), by_id, &mut holders);
    Some(LdNode {
        kind,
        listed: object.listed,
        script: object.script,
        headline: text("headline").or_else(|| text("name")),
        published: text("datePublished")
            .or_else(|| text("dateCreated").filter(|_| kind == Kind::Report))
            .or_else(|| text("uploadDate")),
        modified: text("dateModified"),
        authors,
        publisher: publishers.into_iter().next().map(|c| c.name),
        holder: holders.into_iter().next().map(|c| c.name),
        url: text("url").or_else(|| map.get("mainEntityOfPage").and_then(address)),
        body: text("articleBody"),
        free: map.get("isAccessibleForFree").and_then(truth),
        language: map.get("inLanguage").and_then(language),
        description: text("description"),
    })
}

fn kind(value: &Value) -> Option<Kind> {
    let one = |name: &str| {
        let name = name.rsplit(['/', ':']).next().unwrap_or(name);
        let report =
            name.ends_with("Article") || name.ends_with("Posting") || name.ends_with("Report");
        match name {
            "JobPosting" => None,
            _ if report => Some(Kind::Report),
            "WebPage" | "ItemPage" | "CollectionPage" | "AboutPage" | "FAQPage" => Some(Kind::Page),
            "Comment"
            | "UserComments"
            | "Person"
            | "Organization"
            | "ImageObject"
            | "Review"
            | "Event"
            | "BreadcrumbList"
            | "ListItem"
            | "WebSite"
            | "SearchAction"
            | "NewsMediaOrganization" => None,
            _ => Some(Kind::Other),
        }
    };
    match value {
        Value::String(name) => one(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).filter_map(one).min(),
        _ => None,
    }
}

/// A string, the first of an array, or the value of an object, entities read.
fn string(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Array(values) => return values.iter().find(|v| v.is_string()).and_then(string),
        Value::Object(map) => return map.get("@value").filter(|v| v.is_string()).and_then(string),
        _ => return None,
    };
    let text = plain(text);
    (!text.is_empty()).then_some(text)
}

/// Text of a value in which pages write references and elements of HTML.
pub(super) fn plain(text: &str) -> String {
    let marked = text.contains('<') || text.contains('&');
    let text = match marked {
        true => crate::page::fragment(text).0,
        false => text.to_owned(),
    };
    text.trim().to_owned()
}

fn address(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(map) => map
            .get("@id")
            .or_else(|| map.get("url"))?
            .as_str()
            .map(str::to_owned),
        _ => None,
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(is) => Some(*is),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        _ => None,
    }
}

fn language(value: &Value) -> Option<String> {
    match value {
        Value::Object(map) => map
            .get("alternateName")
            .or_else(|| map.get("name"))
            .and_then(string),
        value => string(value),
    }
}

/// Names of an author or publisher: strings, objects, arrays of both, references by `@id`.
fn credits(
    value: Option<&Value>,
    by_id: &BTreeMap<&str, &Map<String, Value>>,
    out: &mut Vec<Credit>,
) {
    let mut open: Vec<&Value> = value.into_iter().collect();
    let mut steps = 0;
    while let Some(value) = open.pop() {
        steps += 1;
        if out.len() >= MAX_AUTHORS || steps > 4 * MAX_AUTHORS {
            return;
        }
        match value {
            Value::Array(values) => open.extend(values.iter().take(MAX_AUTHORS).rev()),
            Value::String(name) => out.push(Credit {
                name: plain(name),
                organisation: false,
            }),
            Value::Object(map) => {
                let id = map.get("@id").and_then(Value::as_str);
                let map = match map.contains_key("name") {
                    true => map,
                    false => id.and_then(|id| by_id.get(id).copied()).unwrap_or(map),
                };
                let organisation = map.get("@type").is_some_and(is_organisation);
                let names: Vec<String> = match map.get("name") {
                    Some(Value::Array(names)) => names.iter().filter_map(string).collect(),
                    Some(name) => string(name).into_iter().collect(),
                    None => Vec::new(),
                };
                out.extend(names.into_iter().map(|name| Credit { name, organisation }));
            }
            _ => {}
        }
    }
}

fn is_organisation(kind: &Value) -> bool {
    let one = |name: &str| name.ends_with("Organization") || name == "Corporation";
    match kind {
        Value::String(name) => one(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(one),
        _ => false,
    }
}
