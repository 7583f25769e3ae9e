//! The PLOVER code of an actor at the day of an event: country and primary sector.
//!
//! A code is a view, not a property: an office asserted by a report holds at the day of the report and
//! is not applied backwards (`reference/linking.md` 2.1 and 2.2, `reference/ontology.md` 6). Codes
//! that stand in place of a country (UNO, EUR, IGO, NGO, ISM, IMG, MNC) come from the tables.

use super::{Actor, ActorId, ActorKind, Actors};
use chancery_nlp::Span;

/// Sector that a code in place of a country implies, which is not written beside it.
const IMPLIED: [(&str, &str); 7] = [
    ("EUR", "GOV"),
    ("IGO", "GOV"),
    ("IMG", "REB"),
    ("ISM", "SOC"),
    ("MNC", "BUS"),
    ("NGO", "SOC"),
    ("UNO", "GOV"),
];

/// The time that an actor is viewed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// The day of the report.
    Report,
    /// The day of an event so near to the report that its offices hold, told in these bytes. An
    /// office "then" held in them comes first.
    Near(Span),
    /// The day of an event long before the report: only an office "then" held counts.
    Long(Span),
}

/// Country and sectors of an actor at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Country, or the code in place of one.
    pub country: Option<String>,
    /// Sectors, the primary one first; empty where the office then held is not known.
    pub sectors: Vec<String>,
}

impl View {
    /// "TUR GOV", "UNO", "UKR"; `None` without a country.
    pub fn code(&self) -> Option<String> {
        let country = self.country.as_ref()?;
        let implied = |sector: &str| IMPLIED.contains(&(country.as_str(), sector));
        let sector = self.sectors.first().filter(|sector| !implied(sector));
        Some(match sector {
            Some(sector) => format!("{country} {sector}"),
            None => country.clone(),
        })
    }
}

/// The view of an actor. Of persons the sectors are those of the offices at that time; states, bodies
/// and groups have theirs at any time.
pub fn view(actors: &Actors, id: ActorId, now: Now) -> View {
    let actor: &Actor = actors.actor(id);
    let country = actor.country.as_ref().map(|country| country.code.clone());
    let then = match now {
        Now::Near(words) | Now::Long(words) => held_then(actors, id, words),
        Now::Report => Vec::new(),
    };
    let open = matches!(now, Now::Long(_)) && actor.kind == ActorKind::Person;
    let sectors = match then.is_empty() && !open {
        true => actor.sectors.clone(),
        false => then,
    };
    View { country, sectors }
}

/// Sectors of the offices that the words give for the time they tell of.
fn held_then(actors: &Actors, id: ActorId, words: Span) -> Vec<String> {
    let there = |span: Span| words.start <= span.start && span.end <= words.end;
    let then = actors
        .roles
        .iter()
        .filter(|role| role.person == id && role.tense == super::Tense::Then && there(role.span));
    let mut sectors: Vec<String> = Vec::new();
    for sector in then.filter_map(|role| role.sector.clone()) {
        if !sectors.contains(&sector) {
            sectors.push(sector);
        }
    }
    sectors
}
