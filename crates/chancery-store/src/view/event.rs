//! One event with everything it stands on: claims, documents, words, links to others.

use super::{Shelf, iso_of};
use crate::error::Error;
use crate::intern::event_key;
use crate::link::page_from;
use crate::record::{Event, Participant, Source, Telling, When, Where};
use chancery::link::{
    Card, EdgeRecord, EvidenceRecord, POSSIBLE, Page, Party, conflicts, count_origins, credibility,
    speakers,
};
use chancery::reading::{ClaimRecord, ParticipantRecord, Reading};
use rusqlite::{OptionalExtension as _, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Events that are shown as possibly the same, at most: the likeliest.
const RIVALS: i64 = 8;

/// A claim as it is read for an event.
pub(super) struct Told {
    /// Row of the claim.
    pub claim: i64,
    pub card: Card,
    page: Page,
    pub telling: Telling,
    /// Who takes part, as the Reading has it, in the order of the card's parties.
    parties: Vec<Participant>,
}

impl Told {
    /// Best day of its document.
    pub fn day(&self) -> Option<i32> {
        self.card.published.map(|day| day.0)
    }

    /// Who takes part, as the linker compares them and as they are shown.
    pub fn parties(&self) -> impl Iterator<Item = (&Party, &Participant)> {
        self.card.parties.iter().zip(&self.parties)
    }
}

impl Shelf<'_> {
    /// The event that a claim names, by the row of the claim; `None` where it names none.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn event(&mut self, row: i64) -> Result<Option<Event>, Error> {
        let Some(head) = self.head(row)? else {
            return Ok(None);
        };
        let told = self.told(row)?;
        self.event_of((row, i32::MAX), head, told).map(Some)
    }

    /// The event as the documents up to a day tell it; undated documents count. `None` where none
    /// of them tells of it.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn event_as_of(&mut self, row: i64, day: i32) -> Result<Option<Event>, Error> {
        let Some(head) = self.head(row)? else {
            return Ok(None);
        };
        let all = self.told(row)?;
        let count = all.len();
        let told: Vec<Told> = all
            .into_iter()
            .filter(|told| told.day().is_none_or(|told| told <= day))
            .collect();
        if told.is_empty() {
            return Ok(None);
        }
        let head = match told.len() == count {
            true => head,
            false => retold(head, &told),
        };
        self.event_of((row, day), head, told).map(Some)
    }

    /// The event of these claims, with the links that documents up to a day make.
    fn event_of(
        &mut self,
        (row, until): (i64, i32),
        head: Event,
        told: Vec<Told>,
    ) -> Result<Event, Error> {
        let mut event = head;
        let cards = pairs(&told);
        if let Some(by) = speakers(&cards) {
            event.time = by.finest.and_then(|at| when(&told[at].telling.claim));
            event.place = by.placed.and_then(|at| place(&told[at].telling.claim));
        }
        event.conflicts = conflicts(&cards);
        event.participants = participants(&told);
        let all = || told.iter().map(|told| &told.telling.claim);
        event.contexts = sorted(all().flat_map(|claim| claim.contexts.iter().cloned()));
        event.topics = sorted(all().flat_map(|claim| claim.topics.iter().map(|t| t.text.clone())));
        event.claims = told.into_iter().map(|told| told.telling).collect();
        event.possible_same = self.rivals(row, until)?;
        event.edges = self.edges(row, until)?;
        Ok(event)
    }

    /// The row of the event that an id leads to: that of any claim that ever named one.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn event_row(&self, id: &str) -> Result<Option<i64>, Error> {
        let file = &self.ledger.connection;
        let live = file
            .prepare_cached("SELECT id FROM event_row WHERE key & 65535 = ?1 & 65535 AND key = ?1")?
            .query_row([event_key(id)], |row| row.get(0))
            .optional()?;
        if live.is_some() {
            return Ok(live);
        }
        let mut gone = file.prepare_cached(
            "SELECT c.event FROM gone g JOIN claim c ON c.id = g.claim WHERE g.key = ?",
        )?;
        Ok(gone.query_row([id], |row| row.get(0)).optional()?.flatten())
    }

    fn head(&self, row: i64) -> Result<Option<Event>, Error> {
        let mut read = self.ledger.connection.prepare_cached(HEAD)?;
        let event = read.query_row([row], |row| {
            Ok(Event {
                id: row.get(0)?,
                event_type: row.get(1)?,
                mode: row.get(2)?,
                kind: row.get(3)?,
                cameo: row.get(4)?,
                quad: row.get(5)?,
                intensity: row.get(6)?,
                status: row.get(7)?,
                certainty: row.get(8)?,
                core: row.get(9)?,
                documents: row.get(10)?,
                outlets: row.get(11)?,
                origins: row.get(12)?,
                credibility: row.get(13)?,
                coder: row.get(14)?,
                score: row.get(15)?,
                ..Event::default()
            })
        });
        Ok(event.optional()?)
    }

    /// The claims of an event in the order of their cards.
    pub(super) fn told(&mut self, event: i64) -> Result<Vec<Told>, Error> {
        let mut read = self.ledger.connection.prepare_cached(TOLD)?;
        let rows = read.query_map([event], |row| {
            let blobs: (Vec<u8>, Vec<u8>) = (row.get(2)?, row.get(3)?);
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, usize>(1)?,
                blobs,
                source(row)?,
                row.get::<_, i64>(13)?,
            ))
        })?;
        let mut told = Vec::new();
        for row in rows {
            let (document, seq, (pack, page), mut source, row_of) = row?;
            let Some(card) = self.unpacker.cards(&pack)?.into_iter().nth(seq) else {
                return Err(Error::broken("a claim has no card"));
            };
            let reading = self.reading(document)?;
            let Some(claim) = reading.claims.get(seq) else {
                return Err(Error::broken(
                    "a claim is not in the Reading of its document",
                ));
            };
            source.chars = u32::try_from(reading.document.text.chars().count()).unwrap_or(u32::MAX);
            told.push(Told {
                claim: row_of,
                card,
                page: page_from(&page)?,
                parties: parties(&reading, claim),
                telling: Telling {
                    document: source,
                    sentence: slice(
                        &reading.document.text,
                        claim.evidence.start,
                        claim.evidence.end,
                    ),
                    claim: claim.clone(),
                },
            });
        }
        told.sort_by(|a, b| a.card.key().cmp(&b.card.key()));
        Ok(told)
    }

    fn rivals(&self, event: i64, until: i32) -> Result<Vec<String>, Error> {
        let mut read = self.ledger.connection.prepare_cached(RIVAL)?;
        let rows = read.query_map((event, POSSIBLE, RIVALS, until), |row| row.get(0))?;
        let mut rivals = rows.collect::<Result<Vec<String>, _>>()?;
        rivals.sort();
        Ok(rivals)
    }

    fn edges(&self, event: i64, until: i32) -> Result<Vec<EdgeRecord>, Error> {
        let mut read = self.ledger.connection.prepare_cached(EDGES)?;
        let mut rows = read.query((event, until))?;
        let mut edges: BTreeMap<(String, String), EdgeRecord> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (kind, to): (String, String) = (row.get(0)?, row.get(1)?);
            let evidence: String = row.get(4)?;
            let evidence: Vec<EvidenceRecord> = serde_json::from_str(&evidence)
                .map_err(|_| Error::broken("a tie has evidence that cannot be read"))?;
            let claims = vec![row.get(2)?, row.get(3)?];
            edges
                .entry((kind.clone(), to.clone()))
                .or_insert(EdgeRecord {
                    kind,
                    event: to,
                    claims,
                    evidence,
                });
        }
        Ok(edges.into_values().collect())
    }
}

/// What the linker judges of these claims.
fn pairs(told: &[Told]) -> Vec<(&Card, &Page)> {
    told.iter().map(|told| (&told.card, &told.page)).collect()
}

/// What the row of an event would say if these claims were all.
fn retold(head: Event, told: &[Told]) -> Event {
    let cards = pairs(told);
    let Some(by) = speakers(&cards) else {
        return head;
    };
    let claim = |at: usize| told[at].telling.claim.clone();
    let (lead, newest) = (claim(by.lead), claim(by.newest));
    let sources = || told.iter().map(|told| &told.telling.document);
    let documents: BTreeSet<&str> = sources().map(|one| one.id.as_str()).collect();
    let outlets: BTreeSet<&str> = sources()
        .map(|one| one.outlet.as_deref().unwrap_or(&one.id))
        .collect();
    Event {
        event_type: lead.event_type,
        mode: lead.mode,
        kind: lead.kind,
        cameo: lead.cameo,
        quad: lead.quad,
        intensity: lead.intensity,
        status: newest.status,
        certainty: newest.certainty,
        core: told.iter().any(|told| told.card.core),
        documents: documents.len(),
        outlets: outlets.len(),
        origins: count_origins(&cards),
        credibility: credibility(&cards),
        score: told
            .iter()
            .map(|told| told.telling.claim.score)
            .fold(1.0, f64::min),
        ..head
    }
}

/// A document as events cite it; the columns from 4 on.
pub(super) fn source(row: &Row<'_>) -> rusqlite::Result<Source> {
    Ok(Source {
        id: row.get(4)?,
        given: row.get(5)?,
        url: row.get(6)?,
        outlet: row.get(7)?,
        title: row.get(8)?,
        language: row.get(9)?,
        published: row.get::<_, Option<i32>>(10)?.map(iso_of),
        published_method: row.get(11)?,
        chars: 0,
        story: row.get(12)?,
    })
}

/// Code points of a text.
pub fn slice(text: &str, start: u32, end: u32) -> String {
    let wanted = end.saturating_sub(start) as usize;
    text.chars().skip(start as usize).take(wanted).collect()
}

/// The participants of a claim that are somebody, with what the Reading knows of each.
fn parties(reading: &Reading, claim: &ClaimRecord) -> Vec<Participant> {
    let actors = claim
        .participants
        .iter()
        .filter(|party| party.actor.is_some());
    actors.map(|party| participant(reading, party)).collect()
}

fn participant(reading: &Reading, party: &ParticipantRecord) -> Participant {
    let mut actors = reading.actors.iter();
    let actor = actors.find(|actor| Some(&actor.actor) == party.actor.as_ref());
    let mut roles = reading.roles.iter();
    let role =
        roles.find(|role| Some(&role.person) == party.actor.as_ref() && role.tense == CURRENT);
    Participant {
        role: party.role.clone(),
        name: party.name.clone(),
        raw: party.words.text.clone(),
        actor: party.actor.clone().unwrap_or_default(),
        kind: actor.map_or_else(String::new, |actor| actor.kind.clone()),
        country: party.country.clone(),
        sectors: party.sectors.clone(),
        title: role.map(|role| role.title.clone()),
    }
}

/// Everybody once, under the fullest name; what one claim leaves open another fills.
fn participants(told: &[Told]) -> Vec<Participant> {
    let mut found: Vec<(&Party, Participant)> = Vec::new();
    for told in told {
        for (party, shown) in told.card.parties.iter().zip(&told.parties) {
            match found.iter_mut().find(|(old, _)| old.same(party)) {
                Some((_, old)) => fill(old, shown),
                None => found.push((party, shown.clone())),
            }
        }
    }
    let mut parties: Vec<Participant> = found.into_iter().map(|(_, shown)| shown).collect();
    parties.sort_by_key(|party| rank(&party.role));
    parties
}

/// Place of a role among those that are shown.
fn rank(role: &str) -> usize {
    match role {
        "actor" => 0,
        "recipient" => 1,
        "host" => 2,
        "guest" => 3,
        "mediator" => 4,
        "beneficiary" => 5,
        "attendee" => 6,
        _ => 7,
    }
}

fn fill(old: &mut Participant, new: &Participant) {
    if new.name.chars().count() > old.name.chars().count() {
        old.name.clone_from(&new.name);
        old.actor.clone_from(&new.actor);
    }
    old.country = old.country.take().or_else(|| new.country.clone());
    old.title = old.title.take().or_else(|| new.title.clone());
    if old.sectors.is_empty() {
        old.sectors.clone_from(&new.sectors);
    }
}

fn when(claim: &ClaimRecord) -> Option<When> {
    let time = claim.time.as_ref()?;
    let day = time.day.clone();
    Some(When {
        edtf: day.edtf,
        earliest: day.earliest,
        latest: day.latest,
        best: day.best,
        precision: day.precision,
        confidence: day.confidence,
        method: day.method,
    })
}

fn place(claim: &ClaimRecord) -> Option<Where> {
    let place = claim.place.as_ref()?;
    Some(Where {
        name: place.name.clone(),
        raw: place.words.text.clone(),
        country: place.country.clone(),
        latitude: place.lat,
        longitude: place.lon,
        precision: place.precision.clone(),
    })
}

fn sorted(items: impl Iterator<Item = String>) -> Vec<String> {
    items.collect::<BTreeSet<String>>().into_iter().collect()
}

/// Tense of an office that is held.
const CURRENT: &str = "current";
const HEAD: &str = "
    SELECT key, type, mode, kind, cameo, quad, intensity, status, certainty, core, documents, outlets,
        origins, credibility, coder, score FROM event WHERE id = ?";

const TOLD: &str = "
    SELECT d.id, c.seq, k.pack, d.page, d.key, d.given, d.url, d.outlet, d.title, d.language, d.day,
        d.day_method, (SELECT s.key FROM story s WHERE s.id = d.story), c.id
    FROM claim c JOIN document d ON d.id = c.document JOIN cards k ON k.document = c.document
    WHERE c.event = ? ORDER BY d.key, c.seq";

/// Events that share with this one a pair of claims with points enough, the likeliest first.
const RIVAL: &str = "
    SELECT e.key FROM (
        SELECT p.a AS own, p.b AS other, p.halves FROM claim c JOIN pair p ON p.a = c.id
            WHERE c.event = ?1 AND NOT p.ahead
        UNION ALL
        SELECT p.b, p.a, p.halves FROM claim c JOIN pair p ON p.b = c.id
            WHERE c.event = ?1 AND NOT p.ahead
    ) o JOIN claim c ON c.id = o.other JOIN event e ON e.id = c.event
        JOIN document f ON f.id = c.document
        JOIN claim m ON m.id = o.own JOIN document d ON d.id = m.document
    WHERE e.id <> ?1 AND o.halves >= ?2
        AND (d.day IS NULL OR d.day <= ?4) AND (f.day IS NULL OR f.day <= ?4)
    GROUP BY e.key ORDER BY max(o.halves) DESC, e.key LIMIT ?3";

/// Ties of the claims of this event to those of others, in the order of their documents.
const EDGES: &str = "
    SELECT t.kind, e.key, c.key, o.key, t.evidence
    FROM claim c JOIN tie t ON t.a = c.id JOIN claim o ON o.id = t.b JOIN event e ON e.id = o.event
        JOIN document d ON d.id = c.document JOIN document f ON f.id = o.document
    WHERE c.event = ?1 AND o.event <> ?1
        AND (d.day IS NULL OR d.day <= ?2) AND (f.day IS NULL OR f.day <= ?2)
    ORDER BY t.kind, e.key, d.key, c.seq, f.key, o.seq";
