//! The network of actors, for GraphML and GEXF: who does what with whom.
//!
//! A node an actor. An edge goes from each actor of an event to each recipient; who acts together
//! without a recipient is joined pair by pair, in the order of the ids, and the edge says so. Merged
//! edges count distinct events and keep their days; parallel ones are an event each. Events that did
//! not take place are no edges: only what happened, goes on or is planned is.

use super::{Edges, View, sides};
use crate::record::{Event, Participant};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Nodes and edges, both in the order of their ids.
#[derive(Default)]
pub struct Network {
    /// Actors by id.
    pub nodes: BTreeMap<String, Node>,
    /// Edges by source, target and, where parallel, event.
    pub edges: BTreeMap<(String, String, String), Edge>,
}

/// An actor.
pub struct Node {
    /// Name.
    pub label: String,
    /// `person`, `org`, `state`, `igo`, `group` or `unnamed`.
    pub kind: String,
    /// Country code, empty where not known.
    pub country: String,
    /// Distinct events.
    pub events: u32,
}

/// What joins two.
#[derive(Default)]
pub struct Edge {
    /// Distinct events.
    pub weight: u32,
    /// Of these, in which both act.
    pub mutual: u32,
    /// Event types.
    pub types: BTreeSet<String>,
    /// Event ids.
    pub events: Vec<String>,
    /// Best days.
    pub days: BTreeSet<String>,
}

/// Gathers the network of all events. Memory grows with the edges.
pub fn gather(view: &View<'_>) -> io::Result<Network> {
    let mut network = Network::default();
    for event in view.source.events() {
        let event = event?;
        if matches!(event.status.as_str(), "happened" | "ongoing" | "planned") {
            network.take(&event, view.context.edges);
        }
    }
    Ok(network)
}

impl Network {
    fn take(&mut self, event: &Event, edges: Edges) {
        let one = known(sides::actors(event));
        let other = known(sides::recipients(event));
        let both: BTreeMap<&str, &Participant> = one
            .iter()
            .chain(&other)
            .map(|one| (one.actor.as_str(), *one))
            .collect();
        for one in both.values() {
            self.node(one);
        }
        for a in &one {
            for b in &other {
                self.edge(event, edges, (&a.actor, &b.actor), 0);
            }
        }
        if other.is_empty() {
            let ids: Vec<&str> = both.keys().copied().collect();
            for (n, a) in ids.iter().enumerate() {
                for b in &ids[n + 1..] {
                    self.edge(event, edges, (a, b), 1);
                }
            }
        }
    }

    fn node(&mut self, one: &Participant) {
        let node = self.nodes.entry(one.actor.clone());
        let node = node.or_insert_with(|| Node {
            label: one.name.clone(),
            kind: one.kind.clone(),
            country: one.country.clone().unwrap_or_default(),
            events: 0,
        });
        node.events += 1;
    }

    fn edge(&mut self, event: &Event, edges: Edges, (a, b): (&str, &str), mutual: u32) {
        if a == b {
            return;
        }
        let apart = match edges {
            Edges::Merged => String::new(),
            Edges::Parallel => event.id.clone(),
        };
        let edge = self
            .edges
            .entry((a.to_owned(), b.to_owned(), apart))
            .or_default();
        if edge.events.last() == Some(&event.id) {
            return;
        }
        edge.weight += 1;
        edge.mutual += mutual;
        edge.types.insert(event.event_type.clone());
        edge.events.push(event.id.clone());
        edge.days
            .extend(event.time.as_ref().and_then(|time| time.best.clone()));
    }
}

/// Those who have an id.
fn known(side: Vec<&Participant>) -> Vec<&Participant> {
    side.into_iter()
        .filter(|one| !one.actor.is_empty())
        .collect()
}
