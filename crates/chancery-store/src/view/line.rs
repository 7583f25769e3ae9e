//! Events in a line each: what lists, timelines and networks show, from the tables alone.
//!
//! No Reading is unpacked, so a thousand lines cost milliseconds. Who takes part is told by the claim
//! of the event that names most.

use super::{Shelf, iso_of};
use crate::error::Error;
use rusqlite::{OptionalExtension as _, Row};
use serde::Serialize;

/// An event in a line.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Line {
    /// `ev:` and a hash.
    pub id: String,
    /// PLOVER type, or STATE.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Our label beneath the type.
    pub kind: Option<String>,
    /// CAMEO code.
    pub cameo: String,
    /// Quad class, 1 to 4.
    pub quad: u8,
    /// PLOVER score, -10 to 10.
    pub intensity: f64,
    /// Status by the newest document that tells it.
    pub status: String,
    /// How sure that document is.
    pub certainty: String,
    /// False for historical background.
    pub core: bool,
    /// Date, EDTF.
    pub edtf: Option<String>,
    /// Best day.
    pub day: Option<String>,
    /// Name of the place.
    pub place: Option<String>,
    /// Country of the place.
    pub country: Option<String>,
    /// Who takes part.
    pub who: Vec<Who>,
    /// Claims that tell it.
    pub claims: u64,
    /// Documents that tell it.
    pub documents: u64,
    /// Independent origins among them.
    pub origins: u64,
    /// Credibility digit of the Admiralty scale.
    pub credibility: u8,
    /// Its claims disagree somewhere.
    pub disputed: bool,
    /// Least score of its claims, 0 to 1.
    pub score: f64,
}

/// Somebody who takes part, in a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Who {
    /// Part in the event.
    pub role: String,
    /// Name.
    pub name: String,
    /// Country code.
    pub country: Option<String>,
}

impl Shelf<'_> {
    /// The lines of these events, in the order given; rows that are no event are left out.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn lines(&self, rows: &[i64]) -> Result<Vec<Line>, Error> {
        let mut read = self.ledger.connection.prepare_cached(LINE)?;
        let mut lines = Vec::with_capacity(rows.len());
        for &row in rows {
            if let Some(mut line) = read.query_row([row], line).optional()? {
                line.who = self.who(row)?;
                lines.push(line);
            }
        }
        Ok(lines)
    }

    /// Who takes part by the claim that names most; of equals the first.
    fn who(&self, event: i64) -> Result<Vec<Who>, Error> {
        let mut read = self.ledger.connection.prepare_cached(WHO)?;
        let mut rows = read.query([event])?;
        let (mut best, mut current): (Vec<Who>, Vec<Who>) = Default::default();
        let mut claim = None;
        while let Some(row) = rows.next()? {
            if claim.replace(row.get::<_, i64>(0)?) != Some(row.get(0)?) {
                best = longer(best, std::mem::take(&mut current));
            }
            current.push(Who {
                role: row.get(1)?,
                name: row.get(2)?,
                country: row.get(3)?,
            });
        }
        Ok(longer(best, current))
    }
}

fn longer(old: Vec<Who>, new: Vec<Who>) -> Vec<Who> {
    if new.len() > old.len() { new } else { old }
}

fn line(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line {
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
        edtf: row.get(10)?,
        day: row.get::<_, Option<i32>>(11)?.map(iso_of),
        place: row.get(12)?,
        country: row.get(13)?,
        who: Vec::new(),
        claims: row.get(14)?,
        documents: row.get(15)?,
        origins: row.get(16)?,
        credibility: row.get(17)?,
        disputed: row.get(18)?,
        score: row.get(19)?,
    })
}

const LINE: &str = "
    SELECT key, type, mode, kind, cameo, quad, intensity, status, certainty, core, edtf, day, place,
        country, claims, documents, origins, credibility, disputed, score
    FROM event WHERE id = ?";

/// In the order of the documents, not of their arrival.
const WHO: &str = "
    SELECT c.id, p.role, a.name, a.country
    FROM claim c JOIN document d ON d.id = c.document
        JOIN participant p ON p.claim = c.id JOIN actor a ON a.id = p.actor
    WHERE c.event = ? ORDER BY d.key, c.seq, p.seq";
