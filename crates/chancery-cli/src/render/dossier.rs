//! Pages of actors, of two sides over time, of the network of countries.

use super::account::Paper;
use super::brief_text::counted;
use super::columns::{Sight, columns};
use super::events::table;
use super::lay::{clean, shorten};
use super::phrases::{office, quoted};
use chancery::reading::RoleRecord;
use chancery_store::view::{Bearer, Dossier, Dyad, Edge, Said, Tenure};

/// The page of an actor.
pub fn page(dossier: &Dossier, sight: Sight) -> String {
    let mut paper = Paper::new(sight);
    let bearer = &dossier.bearer;
    paper.line(&title(bearer));
    paper.field("also", &also(bearer));
    paper.field("id", &bearer.ids.join(" "));
    let days = dossier
        .days
        .as_ref()
        .map_or(String::new(), |(first, last)| {
            if first == last {
                format!(" of {first}")
            } else {
                format!(" of {first} to {last}")
            }
        });
    paper.field(
        "told in",
        &format!(
            "{}{days}",
            counted(bearer.documents as usize, "report", "reports")
        ),
    );
    let types: Vec<String> = dossier
        .types
        .iter()
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    paper.field("events", &types.join(", "));
    offices(&mut paper, dossier);
    for (title, lines) in [
        ("Meetings and calls", &dossier.meetings),
        ("Other events", &dossier.events),
    ] {
        if !lines.is_empty() {
            paper.section(title);
            paper.text.push_str(&table(lines, sight));
        }
    }
    with(&mut paper, dossier);
    if !dossier.quotes.is_empty() {
        paper.section(&format!(
            "Said ({})",
            counted(dossier.said as usize, "quote", "quotes")
        ));
        for said in &dossier.quotes {
            paper.filled(2, &quote(said));
        }
    }
    paper.text
}

fn offices(paper: &mut Paper, dossier: &Dossier) {
    if !dossier.offices.is_empty() {
        paper.section("Offices");
        let rows: Vec<Vec<String>> = dossier.offices.iter().map(tenure).collect();
        paper.table(&["first told", "last told", "office", "reports"], &rows, 2);
    }
}

fn with(paper: &mut Paper, dossier: &Dossier) {
    if !dossier.with.is_empty() {
        paper.section("With");
        let rows: Vec<Vec<String>> = dossier
            .with
            .iter()
            .map(|one| {
                let country = one.country.clone().unwrap_or_default();
                vec![
                    one.name.clone(),
                    country,
                    one.events.to_string(),
                    one.last.clone().unwrap_or_default(),
                ]
            })
            .collect();
        paper.table(&["name", "country", "events", "last"], &rows, 0);
    }
}

fn title(bearer: &Bearer) -> String {
    let mut codes: Vec<&str> = bearer.country.as_deref().into_iter().collect();
    codes.extend(bearer.sectors.iter().map(String::as_str));
    format!(
        "{}  {}  {}",
        clean(&bearer.name),
        bearer.kind,
        codes.join(" ")
    )
}

fn also(bearer: &Bearer) -> String {
    let others = bearer.names.iter().filter(|name| **name != bearer.name);
    others
        .map(|name| clean(name))
        .collect::<Vec<_>>()
        .join(", ")
}

fn tenure(tenure: &Tenure) -> Vec<String> {
    let role = RoleRecord {
        title: tenure.title.clone(),
        organisation: tenure.organisation.clone(),
        country: tenure.country.clone(),
        tense: tenure.tense.clone(),
        ..RoleRecord::default()
    };
    let undated = || "no date".to_owned();
    vec![
        tenure.from.clone().unwrap_or_else(undated),
        tenure.to.clone().unwrap_or_else(undated),
        office(&role),
        tenure.documents.len().to_string(),
    ]
}

/// A quote with who says it, where and when.
pub fn quote(said: &Said) -> String {
    let speaker = said.quote.speaker.as_ref().map(|one| clean(&one.name));
    let speaker = speaker.unwrap_or_else(|| "speaker not clear".to_owned());
    let office = said
        .office
        .as_ref()
        .map_or(String::new(), |role| format!(", {}", office(role)));
    let outlet = said
        .document
        .outlet
        .as_deref()
        .map_or_else(|| "no outlet".to_owned(), clean);
    format!(
        "{} — {speaker}{office} ({}, {outlet}, {} [{}])",
        quoted(&clean(&said.quote.text)),
        said.quote.kind,
        said.document.published.as_deref().unwrap_or("undated"),
        said.document.id
    )
}

/// Several who bear a name.
pub fn bearers(bearers: &[Bearer], sight: Sight) -> String {
    let rows: Vec<Vec<String>> = bearers
        .iter()
        .map(|one| {
            let also = match also(one) {
                others if others.is_empty() => String::new(),
                others => format!(" (also {})", shorten(&others, 60)),
            };
            vec![
                one.id.clone(),
                format!("{}{also}", one.name),
                one.kind.clone(),
                one.country.clone().unwrap_or_default(),
                one.documents.to_string(),
            ]
        })
        .collect();
    columns(
        &["id", "name", "kind", "country", "reports"],
        &rows,
        1,
        sight,
    )
}

/// Widest bar of a timeline.
const BAR: usize = 24;

/// The page of two sides.
pub fn dyad(dyad: &Dyad, sight: Sight) -> String {
    let mut paper = Paper::new(sight);
    let total = &dyad.total;
    paper.line(&format!(
        "{} and {}: {}, {}, {}",
        dyad.sides[0],
        dyad.sides[1],
        counted(total.events as usize, "event", "events"),
        counted(total.claims as usize, "claim", "claims"),
        counted(total.documents as usize, "report", "reports"),
    ));
    let types: Vec<String> = total
        .types
        .iter()
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    paper.field("types", &types.join(", "));
    paper.line("");
    let most = dyad
        .periods
        .iter()
        .map(|one| one.sums.events)
        .max()
        .unwrap_or_default()
        .max(1);
    let rows: Vec<Vec<String>> = dyad
        .periods
        .iter()
        .map(|one| {
            let sums = &one.sums;
            let bar = (sums.events as usize * BAR).div_ceil(most as usize);
            vec![
                one.period.clone(),
                sums.events.to_string(),
                sums.claims.to_string(),
                sums.documents.to_string(),
                sums.intensity
                    .map_or(String::new(), |mean| format!("{mean:.1}")),
                "█".repeat(bar),
            ]
        })
        .collect();
    paper.table(
        &["period", "events", "claims", "reports", "score", ""],
        &rows,
        5,
    );
    if !dyad.events.is_empty() {
        paper.section("Events");
        paper.text.push_str(&table(&dyad.events, sight));
    }
    paper.text
}

/// The network as a table.
pub fn network(edges: &[Edge], sight: Sight) -> String {
    let rows: Vec<Vec<String>> = edges
        .iter()
        .map(|edge| {
            let numbers = [edge.events, edge.claims, edge.documents].map(|count| count.to_string());
            let [events, claims, documents] = numbers;
            let mean = edge
                .intensity
                .map_or(String::new(), |mean| format!("{mean:.1}"));
            let pair = format!("{} {}", edge.a, edge.b);
            vec![pair, events, claims, documents, mean]
        })
        .collect();
    columns(
        &["pair", "events", "claims", "reports", "score"],
        &rows,
        4,
        sight,
    )
}
