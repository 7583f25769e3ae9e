//! The native table, one row an event, and the tables beside it, joined to it by id.
//!
//! Columns: snake case, at most 32 characters (Stata), no dots. A list is joined by `;` and keeps
//! its empty places, so that the n-th country is that of the n-th name.

use super::View;
use super::profile::goldstein;
use super::sheet::{Cell, Kind, Put, Sheet, count, joined, list, maybe, number, text, whole};
use super::sides;
use crate::record::{Event, Participant, Telling};
use Kind::{Day, Flag, Number, Text, Whole};
use chancery::reading::TextSpan;
use std::io;

/// Events.
pub const EVENTS: Sheet = Sheet {
    name: "events",
    columns: &[
        ("event_id", Text),
        ("type", Text),
        ("mode", Text),
        ("kind", Text),
        ("contexts", Text),
        ("cameo", Text),
        ("quad", Whole),
        ("intensity", Number),
        ("goldstein", Number),
        ("status", Text),
        ("certainty", Text),
        ("mark", Text),
        ("core", Flag),
        ("date_edtf", Text),
        ("date_earliest", Day),
        ("date_latest", Day),
        ("date_best", Day),
        ("date_precision", Text),
        ("date_confidence", Number),
        ("date_method", Text),
        ("actor_names", Text),
        ("actor_ids", Text),
        ("actor_countries", Text),
        ("actor_sectors", Text),
        ("recipient_names", Text),
        ("recipient_ids", Text),
        ("recipient_countries", Text),
        ("recipient_sectors", Text),
        ("other_names", Text),
        ("other_roles", Text),
        ("place_name", Text),
        ("place_raw", Text),
        ("place_country", Text),
        ("place_latitude", Number),
        ("place_longitude", Number),
        ("place_precision", Text),
        ("topics", Text),
        ("n_claims", Whole),
        ("n_documents", Whole),
        ("n_outlets", Whole),
        ("n_independent", Whole),
        ("credibility", Whole),
        ("disputed", Text),
        ("possible_same", Text),
        ("coder", Text),
        ("score", Number),
        ("revision", Whole),
        ("superseded_by", Text),
    ],
    key: &["event_id"],
    rows: |view, put| {
        for event in view.source.events() {
            put(event_row(view, &event?))?;
        }
        Ok(())
    },
};

fn event_row(view: &View<'_>, event: &Event) -> Vec<Cell> {
    let mut row = codes(view, event);
    row.extend(when(event));
    let (one, other) = (sides::actors(event), sides::recipients(event));
    row.extend(side(&one));
    row.extend(side(&other));
    let rest: Vec<&Participant> = event
        .participants
        .iter()
        .filter(|p| !one.iter().chain(&other).any(|known| *known == *p))
        .collect();
    row.push(list(rest.iter().map(|p| p.name.as_str())));
    row.push(list(rest.iter().map(|p| p.role.as_str())));
    row.extend(place(event));
    row.push(list(event.topics.iter().map(String::as_str)));
    row.extend(footing(event));
    // No event is told apart by revision yet; the columns are there for those who join releases.
    row.extend([Cell::Whole(None), Cell::Text(None)]);
    row
}

fn codes(view: &View<'_>, event: &Event) -> Vec<Cell> {
    vec![
        text(&event.id),
        text(&event.event_type),
        maybe(event.mode.as_deref()),
        maybe(event.kind.as_deref()),
        list(event.contexts.iter().map(String::as_str)),
        text(&event.cameo),
        whole(event.quad),
        number(Some(event.intensity)),
        number(goldstein(&event.cameo)),
        text(&event.status),
        text(&event.certainty),
        maybe(view.known.mark(event)),
        Cell::Flag(event.core),
    ]
}

fn when(event: &Event) -> Vec<Cell> {
    let time = event.time.clone().unwrap_or_default();
    let confidence = event.time.as_ref().map(|time| time.confidence);
    vec![
        maybe(time.edtf.as_deref()),
        maybe(time.earliest.as_deref()),
        maybe(time.latest.as_deref()),
        maybe(time.best.as_deref()),
        text(time.precision),
        number(confidence),
        text(time.method),
    ]
}

fn side(side: &[&Participant]) -> Vec<Cell> {
    let sectors: Vec<String> = side.iter().map(|one| one.sectors.join(",")).collect();
    vec![
        list(side.iter().map(|one| one.name.as_str())),
        list(side.iter().map(|one| one.actor.as_str())),
        list(side.iter().map(|one| one.country.as_deref().unwrap_or(""))),
        list(sectors.iter().map(String::as_str)),
    ]
}

fn place(event: &Event) -> Vec<Cell> {
    let place = event.place.clone().unwrap_or_default();
    let point = sides::point(&place);
    vec![
        text(place.name),
        text(place.raw),
        maybe(place.country.as_deref()),
        number(point.map(|(north, _)| north)),
        number(point.map(|(_, east)| east)),
        text(place.precision),
    ]
}

fn footing(event: &Event) -> Vec<Cell> {
    vec![
        count(event.claims.len()),
        count(event.documents),
        count(event.outlets),
        count(event.origins),
        whole(event.credibility),
        list(
            event
                .conflicts
                .iter()
                .map(|conflict| conflict.slot.as_str()),
        ),
        list(event.possible_same.iter().map(String::as_str)),
        text(&event.coder),
        number(Some(event.score)),
    ]
}

/// Claims.
pub const CLAIMS: Sheet = Sheet {
    name: "claims",
    columns: &[
        ("claim_id", Text),
        ("document_id", Text),
        ("event_id", Text),
        ("type", Text),
        ("mode", Text),
        ("kind", Text),
        ("cameo", Text),
        ("status", Text),
        ("certainty", Text),
        ("core", Flag),
        ("date_edtf", Text),
        ("date_best", Day),
        ("date_method", Text),
        ("place_name", Text),
        ("place_country", Text),
        ("sources", Text),
        ("sources_named", Text),
        ("cues", Text),
        ("trigger", Text),
        ("sentence", Text),
        ("sentence_start", Whole),
        ("sentence_end", Whole),
        ("rule", Text),
        ("score", Number),
    ],
    key: &["claim_id", "document_id"],
    rows: |view, put| {
        for event in view.source.events() {
            let event = event?;
            for telling in &event.claims {
                put(claim_row(&event, telling))?;
            }
        }
        Ok(())
    },
};

fn claim_row(event: &Event, telling: &Telling) -> Vec<Cell> {
    let claim = &telling.claim;
    let time = claim.time.clone().unwrap_or_default().day;
    let named = |named: bool| if named { "true" } else { "false" };
    vec![
        text(&claim.id),
        text(&telling.document.id),
        text(&event.id),
        text(&claim.event_type),
        maybe(claim.mode.as_deref()),
        maybe(claim.kind.as_deref()),
        text(&claim.cameo),
        text(&claim.status),
        text(&claim.certainty),
        Cell::Flag(claim.core),
        maybe(time.edtf.as_deref()),
        maybe(time.best.as_deref()),
        text(time.method),
        maybe(claim.place.as_ref().map(|place| place.name.as_str())),
        maybe(
            claim
                .place
                .as_ref()
                .and_then(|place| place.country.as_deref()),
        ),
        list(claim.attribution.iter().map(|step| step.name.as_str())),
        list(claim.attribution.iter().map(|step| named(step.named))),
        list(claim.attribution.iter().map(|step| step.cue.as_str())),
        text(&claim.trigger.text),
        text(&telling.sentence),
        whole(claim.evidence.start),
        whole(claim.evidence.end),
        text(&claim.rule),
        number(Some(claim.score)),
    ]
}

/// Documents.
pub const DOCUMENTS: Sheet = Sheet {
    name: "documents",
    columns: &[
        ("document_id", Text),
        ("given_id", Text),
        ("url", Text),
        ("outlet", Text),
        ("title", Text),
        ("language", Text),
        ("published", Day),
        ("published_method", Text),
        ("n_characters", Whole),
        ("story", Text),
        ("text", Text),
    ],
    key: &["document_id"],
    rows: |view, put| {
        for document in view.source.documents() {
            let document = document?;
            let full = match view.context.text {
                super::Text::Full => view.source.text(&document.id)?,
                super::Text::None | super::Text::Quote => None,
            };
            put(vec![
                text(&document.id),
                text(&document.given),
                maybe(document.url.as_deref()),
                maybe(document.outlet.as_deref()),
                maybe(document.title.as_deref()),
                text(&document.language),
                maybe(document.published.as_deref()),
                text(&document.published_method),
                whole(document.chars),
                maybe(document.story.as_deref()),
                maybe(full.as_deref()),
            ])?;
        }
        Ok(())
    },
};

/// Participants of events.
pub const PARTICIPANTS: Sheet = Sheet {
    name: "participants",
    columns: &[
        ("event_id", Text),
        ("position", Whole),
        ("role", Text),
        ("actor_id", Text),
        ("name", Text),
        ("name_raw", Text),
        ("kind", Text),
        ("country", Text),
        ("sectors", Text),
        ("title", Text),
    ],
    key: &["event_id", "position"],
    rows: |view, put| {
        for event in view.source.events() {
            let event = event?;
            for (at, one) in event.participants.iter().enumerate() {
                put(vec![
                    text(&event.id),
                    count(at + 1),
                    text(&one.role),
                    text(&one.actor),
                    text(&one.name),
                    text(&one.raw),
                    text(&one.kind),
                    maybe(one.country.as_deref()),
                    list(one.sectors.iter().map(String::as_str)),
                    maybe(one.title.as_deref()),
                ])?;
            }
        }
        Ok(())
    },
};

/// The words beneath each field of each claim.
pub const EVIDENCE: Sheet = Sheet {
    name: "evidence",
    columns: &[
        ("claim_id", Text),
        ("document_id", Text),
        ("event_id", Text),
        ("position", Whole),
        ("field", Text),
        ("value", Text),
        ("start", Whole),
        ("end", Whole),
        ("words", Text),
    ],
    key: &["claim_id", "document_id", "position"],
    rows: evidence_rows,
};

fn evidence_rows(view: &View<'_>, put: Put<'_>) -> io::Result<()> {
    for event in view.source.events() {
        let event = event?;
        for telling in &event.claims {
            for (at, found) in fields(telling).into_iter().enumerate() {
                let words = match view.context.text {
                    super::Text::None => "",
                    super::Text::Quote | super::Text::Full => found.words.as_str(),
                };
                put(vec![
                    text(&telling.claim.id),
                    text(&telling.document.id),
                    text(&event.id),
                    count(at + 1),
                    text(found.field),
                    text(found.value),
                    whole(found.start),
                    whole(found.end),
                    text(words),
                ])?;
            }
        }
    }
    Ok(())
}

/// The words on which one field of a claim stands. Offsets are code points of the document.
pub struct Field {
    /// Which field: `trigger`, `place`, `time`, `topic`, `count`, `source`, or the role of a participant.
    pub field: String,
    /// What was read.
    pub value: String,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words; empty where the claim keeps only their place.
    pub words: String,
}

/// Every field of a claim that has words, in the order of the record.
pub fn fields(telling: &Telling) -> Vec<Field> {
    let claim = &telling.claim;
    let spanned = |field: &str, value: String, words: &TextSpan| Field {
        field: field.to_owned(),
        value,
        start: words.start,
        end: words.end,
        words: words.text.clone(),
    };
    let bare = |field: &str, value: String, start: u32, end: u32| Field {
        field: field.to_owned(),
        value,
        start,
        end,
        words: String::new(),
    };
    let mut found = vec![spanned("trigger", coded(telling), &claim.trigger)];
    for part in &claim.participants {
        found.push(spanned(&part.role, part.name.clone(), &part.words));
    }
    if let Some(place) = &claim.place {
        found.push(spanned("place", place.name.clone(), &place.words));
    }
    if let Some(time) = &claim.time
        && let Some(words) = &time.words
    {
        let edtf = time.day.edtf.clone().unwrap_or_default();
        found.push(spanned("time", edtf, words));
    }
    for topic in &claim.topics {
        found.push(spanned("topic", topic.text.clone(), topic));
    }
    for of in &claim.counts {
        let value = format!("{} {}", of.value, of.what);
        found.push(bare("count", value, of.start, of.end));
    }
    for step in &claim.attribution {
        found.push(bare("source", step.name.clone(), step.start, step.end));
    }
    found
}

/// Type, mode and kind of a claim.
fn coded(telling: &Telling) -> String {
    let claim = &telling.claim;
    let parts = [
        Some(claim.event_type.as_str()),
        claim.mode.as_deref(),
        claim.kind.as_deref(),
    ];
    joined(parts.into_iter().flatten()).replace(';', " ")
}

/// Quotes.
pub const QUOTES: Sheet = Sheet {
    name: "quotes",
    columns: &[
        ("document_id", Text),
        ("position", Whole),
        ("kind", Text),
        ("speaker", Text),
        ("speaker_id", Text),
        ("cue", Text),
        ("quote", Text),
        ("start", Whole),
        ("end", Whole),
    ],
    key: &["document_id", "position"],
    rows: |view, put| {
        let mut at = Places::default();
        for row in view.source.quotes() {
            let row = row?;
            let quote = row.quote;
            let speaker = quote.speaker.unwrap_or_default();
            put(vec![
                text(&row.document),
                count(at.next(&row.document)),
                text(quote.kind),
                text(speaker.name),
                maybe(speaker.actor.as_deref()),
                maybe(quote.cue.as_ref().map(|cue| cue.text.as_str())),
                text(quote.text),
                whole(quote.start),
                whole(quote.end),
            ])?;
        }
        Ok(())
    },
};

/// Offices held.
pub const ROLES: Sheet = Sheet {
    name: "roles",
    columns: &[
        ("document_id", Text),
        ("position", Whole),
        ("person_id", Text),
        ("name", Text),
        ("title", Text),
        ("organisation", Text),
        ("country", Text),
        ("tense", Text),
        ("published", Day),
        ("start", Whole),
        ("end", Whole),
    ],
    key: &["document_id", "position"],
    rows: |view, put| {
        let mut at = Places::default();
        for row in view.source.roles() {
            let row = row?;
            let role = row.role;
            put(vec![
                text(&row.document),
                count(at.next(&row.document)),
                text(role.person),
                text(role.name),
                text(role.title),
                maybe(role.organisation.as_deref()),
                maybe(role.country.as_deref()),
                text(role.tense),
                maybe(row.day.as_deref()),
                whole(role.start),
                whole(role.end),
            ])?;
        }
        Ok(())
    },
};

/// Corrections.
pub const CORRECTIONS: Sheet = Sheet {
    name: "corrections",
    columns: &[
        ("correction_id", Whole),
        ("version", Whole),
        ("op", Text),
        ("event_id", Text),
        ("target", Text),
        ("slot", Text),
        ("old_hash", Text),
        ("value", Text),
        ("why", Text),
        ("who", Text),
        ("made", Text),
    ],
    key: &["correction_id"],
    rows: |view, put| {
        for row in view.source.corrections() {
            let row = row?;
            put(vec![
                whole(row.id),
                whole(row.version),
                text(row.op),
                maybe(row.event.as_deref()),
                text(row.target),
                maybe(row.slot.as_deref()),
                maybe(row.old_hash.as_deref()),
                maybe(row.value.as_deref()),
                text(row.why),
                text(row.who),
                maybe(row.made.and_then(super::days::rfc3339).as_deref()),
            ])?;
        }
        Ok(())
    },
};

/// Counts rows within a document.
#[derive(Default)]
struct Places {
    document: String,
    at: usize,
}

impl Places {
    fn next(&mut self, document: &str) -> usize {
        if self.document != document {
            document.clone_into(&mut self.document);
            self.at = 0;
        }
        self.at += 1;
        self.at
    }
}
