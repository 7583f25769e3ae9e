//! The figures of one linking: right, found, wanted.
//!
//! | figure | of | right where |
//! |---|---|---|
//! | `read` | rows | a claim tells of it |
//! | `precision` | pairs of claims of two reports in one event, both of some row | both rows have one label |
//! | `recall` | pairs of rows of two reports with one label | both were read and are in one event |
//! | `recall_read` | the same, both read | they are in one event |
//! | `soft_precision`, `soft_recall`, `soft_recall_read` | the same, of pairs in one event or in two that may be the same | |
//! | `KIND_precision` | edges between events with a row each | the set has it between such labels; parts of parts are parts |
//! | `KIND_recall`, `KIND_recall_read` | edges of the set; those of which both ends were read | some event of the one label has it to one of the other |
//! | `b3_*` | B-Cubed over the rows that were read | |

use super::align::align;
use super::{Edge, Row, Set};
use crate::sets::Measures;
use chancery::actors::ActorLexicon;
use chancery::link::{Card, EventRecord, cards, link, weigh};
use std::collections::{BTreeMap, BTreeSet};

/// Right ones of so many.
type Share = (usize, usize);

/// Kinds of edges that go both ways.
const MUTUAL: [&str; 2] = ["same_series", "same_visit"];
/// The kind of an edge from a part to its whole.
const PART: &str = "part_of";
/// What an edge can be.
const KINDS: [&str; 6] = [
    "cancels",
    "follows",
    "fulfils",
    "part_of",
    "same_series",
    "same_visit",
];

/// Counts of one linking.
#[derive(Debug, Default)]
pub struct Tally {
    reports: usize,
    events: usize,
    shares: BTreeMap<String, Share>,
    /// Precision and recall of B-Cubed.
    cubed: (f64, f64),
    /// Pairs of claims in one event of which one or both have no row.
    unaligned: usize,
    /// What is wrong, one line each.
    pub misses: Vec<String>,
}

/// A linking beside the set.
struct Linked<'s> {
    set: &'s Set,
    events: Vec<EventRecord>,
    /// Claim of each row.
    claims: Vec<Option<String>>,
    /// Event of each row.
    homes: Vec<Option<usize>>,
    cards: BTreeMap<String, Card>,
}

impl Tally {
    /// Links the reports of a set and counts.
    pub fn of(names: &ActorLexicon, set: &Set) -> Tally {
        let linked = Linked::new(names, set);
        let mut tally = Tally {
            reports: set.readings.len(),
            events: linked.events.len(),
            unaligned: linked.unaligned(),
            cubed: linked.cubed(),
            ..Tally::default()
        };
        for (at, row) in set.rows.iter().enumerate() {
            let read = linked.homes[at].is_some();
            tally.count("read", read, || {
                format!("{} {} [{}]", row.report, row.event, row.words)
            });
        }
        tally.pairs(&linked);
        tally.edges(&linked);
        tally
    }

    fn count(&mut self, figure: &str, right: bool, miss: impl FnOnce() -> String) {
        let share = self.shares.entry(figure.to_owned()).or_default();
        share.0 += usize::from(right);
        share.1 += 1;
        if !right {
            self.misses.push(format!("{figure}: {}", miss()));
        }
    }

    fn pairs(&mut self, linked: &Linked<'_>) {
        let rows = &linked.set.rows;
        for a in 0..rows.len() {
            for b in a + 1..rows.len() {
                if rows[a].report != rows[b].report {
                    self.pair(linked, (a, b));
                }
            }
        }
    }

    fn pair(&mut self, linked: &Linked<'_>, (a, b): (usize, usize)) {
        let rows = &linked.set.rows;
        let wanted = rows[a].event == rows[b].event;
        let homes = linked.homes[a].zip(linked.homes[b]);
        let one = homes.is_some_and(|(a, b)| a == b);
        let soft = one || homes.is_some_and(|(a, b)| linked.may_be_same(a, b));
        let say = || linked.describe(a, b);
        if one {
            self.count("precision", wanted, say);
        }
        if soft {
            self.count("soft_precision", wanted, say);
        }
        if wanted {
            self.count("recall", one, String::new);
            self.count("soft_recall", soft, String::new);
            if homes.is_some() {
                self.count("recall_read", one, say);
                self.count("soft_recall_read", soft, say);
            }
        }
    }

    fn edges(&mut self, linked: &Linked<'_>) {
        let labels = linked.labels();
        let said: Vec<(usize, &str, usize)> = linked.edges();
        let set = &with_parts_of_parts(&linked.set.edges);
        for &(from, kind, to) in &said {
            let (Some(one), Some(other)) = (labels.get(&from), labels.get(&to)) else {
                continue;
            };
            let right = set.iter().any(|edge| {
                let forth = one.contains(&*edge.from) && other.contains(&*edge.to);
                let back = one.contains(&*edge.to) && other.contains(&*edge.from);
                edge.kind == kind && (forth || back && MUTUAL.contains(&kind))
            });
            self.count(&format!("{kind}_precision"), right, || {
                format!("{one:?} {other:?} {}", linked.told(from, to))
            });
        }
        for edge in &linked.set.edges {
            let of = |label: &str| -> Vec<usize> {
                let found = labels.iter().filter(|(_, labels)| labels.contains(label));
                found.map(|(&event, _)| event).collect()
            };
            let (one, other) = (of(&edge.from), of(&edge.to));
            let right = said.iter().any(|(from, kind, to)| {
                let forth = one.contains(from) && other.contains(to);
                let back = one.contains(to) && other.contains(from);
                *kind == edge.kind && (forth || back && MUTUAL.contains(kind))
            });
            self.count(&format!("{}_recall", edge.kind), right, String::new);
            if !one.is_empty() && !other.is_empty() {
                self.count(&format!("{}_recall_read", edge.kind), right, || {
                    format!(
                        "{} {} {}",
                        edge.from,
                        edge.to,
                        linked.told(one[0], other[0])
                    )
                });
            }
        }
    }

    /// How much was read.
    pub fn counts(&self) -> String {
        let share = |figure: &str| self.shares.get(figure).copied().unwrap_or_default();
        let (pairs, wanted, read) = (share("precision"), share("recall"), share("recall_read"));
        format!(
            "{} reports, {} events, {} of {} rows read; {} pairs in one event, {} of them right, and {} with a claim of no row; {} pairs \
             wanted, {} of them with both rows read",
            self.reports,
            self.events,
            share("read").0,
            share("read").1,
            pairs.1,
            pairs.0,
            self.unaligned,
            wanted.1,
            read.1
        )
    }

    /// Every figure, in percent.
    pub fn measures(&self) -> Measures {
        let first = [
            "read",
            "precision",
            "recall",
            "recall_read",
            "soft_precision",
            "soft_recall",
            "soft_recall_read",
        ];
        let figure = |name: &str| {
            let &(right, of) = self.shares.get(name)?;
            Some((name.to_owned(), rounded(right as f64 / of as f64)))
        };
        let mut measures: Measures = first.iter().filter_map(|name| figure(name)).collect();
        let (precision, recall) = self.cubed;
        let both = 2.0 * precision * recall / (precision + recall);
        measures.push(("b3_precision".to_owned(), rounded(precision)));
        measures.push(("b3_recall".to_owned(), rounded(recall)));
        measures.push(("b3_f1".to_owned(), rounded(both)));
        for kind in KINDS {
            let names = ["precision", "recall", "recall_read"].map(|of| format!("{kind}_{of}"));
            measures.extend(names.iter().filter_map(|name| figure(name)));
        }
        measures
    }
}

impl<'s> Linked<'s> {
    fn new(names: &ActorLexicon, set: &'s Set) -> Self {
        let events = link(names, &set.readings);
        let claims = align(set);
        let mut home: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, event) in events.iter().enumerate() {
            home.extend(event.claims.iter().map(|claim| (claim.claim.as_str(), at)));
        }
        let homes = claims
            .iter()
            .map(|claim| home.get(claim.as_deref()?).copied());
        let homes = homes.collect();
        let cards = set
            .readings
            .iter()
            .flat_map(|reading| cards(names, reading));
        let cards = cards.map(|card| (card.claim.clone(), card)).collect();
        Linked {
            set,
            events,
            claims,
            homes,
            cards,
        }
    }

    fn may_be_same(&self, a: usize, b: usize) -> bool {
        self.events[a].possible_same.contains(&self.events[b].event)
    }

    /// Pairs of claims of two reports in one event that are not both of some row.
    fn unaligned(&self) -> usize {
        let aligned: BTreeSet<&str> = self.claims.iter().flatten().map(String::as_str).collect();
        let mut pairs = 0;
        for event in &self.events {
            for (at, a) in event.claims.iter().enumerate() {
                let others = event.claims[..at].iter().filter(|b| b.id != a.id);
                let both = |b: &str| aligned.contains(b) && aligned.contains(a.claim.as_str());
                pairs += others.filter(|b| !both(&b.claim)).count();
            }
        }
        pairs
    }

    /// B-Cubed over the rows that were read.
    fn cubed(&self) -> (f64, f64) {
        let read: Vec<(usize, &Row)> = self
            .homes
            .iter()
            .zip(&self.set.rows)
            .filter_map(|(home, row)| Some(((*home)?, row)))
            .collect();
        let mut sums = (0.0, 0.0);
        for (home, row) in &read {
            let said = read.iter().filter(|(other, _)| other == home);
            let wanted = read.iter().filter(|(_, other)| other.event == row.event);
            let both = said.clone().filter(|(_, other)| other.event == row.event);
            let both = both.count() as f64;
            sums.0 += both / said.count() as f64;
            sums.1 += both / wanted.count() as f64;
        }
        (sums.0 / read.len() as f64, sums.1 / read.len() as f64)
    }

    /// The labels of the rows of each event that has some.
    fn labels(&self) -> BTreeMap<usize, BTreeSet<&str>> {
        let mut labels: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for (home, row) in self.homes.iter().zip(&self.set.rows) {
            if let Some(home) = home {
                labels.entry(*home).or_default().insert(&row.event);
            }
        }
        labels
    }

    /// All edges between events, mutual ones once.
    fn edges(&self) -> Vec<(usize, &str, usize)> {
        let at: BTreeMap<&str, usize> = self
            .events
            .iter()
            .enumerate()
            .map(|(at, event)| (event.event.as_str(), at))
            .collect();
        let mut edges = Vec::new();
        for (from, event) in self.events.iter().enumerate() {
            for edge in &event.edges {
                let kind = edge.kind.as_str();
                let to = at.get(edge.event.as_str()).copied();
                let once = |to: &usize| !MUTUAL.contains(&kind) || from < *to;
                edges.extend(to.filter(once).map(|to| (from, kind, to)));
            }
        }
        edges
    }

    fn told(&self, from: usize, to: usize) -> String {
        let claim = |event: usize| {
            let claim = self.events[event].claims.first();
            let card = claim.and_then(|claim| self.cards.get(&claim.claim));
            card.map(shown).unwrap_or_default()
        };
        format!("{} | {}", claim(from), claim(to))
    }

    /// Two rows with what the linker compares of them.
    fn describe(&self, a: usize, b: usize) -> String {
        let row = |at: usize| &self.set.rows[at];
        let card = |at: usize| self.cards.get(self.claims[at].as_deref()?);
        let weight = card(a).zip(card(b)).map(|(a, b)| weigh(a, b));
        let side = |at: usize| {
            let card = card(at).map(shown).unwrap_or_default();
            format!(
                "{} {} [{}] {card}",
                row(at).report,
                row(at).event,
                row(at).words
            )
        };
        format!("{} ~ {}: {weight:?}", side(a), side(b))
    }
}

/// The edges, and the parts of parts.
fn with_parts_of_parts(edges: &[Edge]) -> Vec<Edge> {
    let mut all = edges.to_vec();
    let mut at = 0;
    while at < all.len() {
        let (kind, to) = (all[at].kind.clone(), all[at].to.clone());
        let further = edges.iter().filter(|edge| {
            kind == PART && edge.kind == PART && edge.from == to && edge.to != all[at].from
        });
        let further: Vec<Edge> = further
            .map(|edge| Edge {
                from: all[at].from.clone(),
                ..edge.clone()
            })
            .collect();
        all.extend(further);
        at += 1;
    }
    all
}

/// What the linker compares of a claim, on one line.
fn shown(card: &Card) -> String {
    let parties: Vec<String> = card
        .parties
        .iter()
        .map(|party| {
            let country = party.country.as_deref().unwrap_or("-");
            format!("{} {}({country})", party.role, party.name)
        })
        .collect();
    let spot = card.spot().map_or("-", |spot| &spot.name);
    let days = card.days.or(card.news).map_or("-".to_owned(), |days| {
        format!("{}..{}", days.first.date(), days.last.date())
    });
    let own = if card.days.is_some() { "own" } else { "news" };
    format!(
        "{} {} {} <{}> {own} {days} @{spot}",
        card.event_type,
        card.kind.as_deref().unwrap_or("-"),
        card.status,
        parties.join(", ")
    )
}

/// Per cent, one digit.
fn rounded(share: f64) -> f64 {
    (1000.0 * share).round() / 10.0
}
