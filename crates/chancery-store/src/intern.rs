//! What many rows say, kept once: codes, places, words of few kinds, and numbers that are short.
//!
//! Each function answers the row of what it is given and makes one where there is none; rows are
//! never changed but by redaction, so a row that was found stays right. Ids of hexadecimal digits are
//! kept as numbers, days of a date from its best day, scores as whole ten thousandths; whatever does
//! not come back equal from that is kept as it is. The views of `sql/views.sql` undo all of it.

use crate::day::{iso, number};
use crate::error::Error;
use chancery::reading::{ClaimRecord, PlaceRecord, TimeRecord};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::BTreeMap;

/// Digits of the id of a claim.
const CLAIM_DIGITS: usize = 12;
/// Digits of the id of an event.
const EVENT_DIGITS: usize = 10;
/// Rows that are remembered at most.
const MOST: usize = 100_000;
/// Stand between the fields of what is remembered; no text holds them.
const GAP: u8 = 0xff;
const NOTHING: u8 = 0xfe;
/// Parts of a score.
const PARTS: f64 = 10_000.0;

/// Rows that the writer has found, so that it need not ask for each again.
#[derive(Default)]
pub(crate) struct Interned {
    rows: BTreeMap<Vec<u8>, i64>,
    /// What is asked for now.
    line: Vec<u8>,
}

impl Interned {
    /// Makes room before a batch.
    pub(crate) fn begin(&mut self) {
        if self.rows.len() > MOST {
            self.forget();
        }
    }

    /// Forgets all: rows were taken back.
    pub(crate) fn forget(&mut self) {
        self.rows.clear();
    }

    /// As [`term`].
    pub(crate) fn term(&mut self, file: &Connection, word: &str) -> Result<i64, Error> {
        self.line(b't', [Some(word)]);
        self.row(|| term(file, word))
    }

    /// As [`coding`].
    pub(crate) fn coding(&mut self, file: &Connection, claim: &ClaimRecord) -> Result<i64, Error> {
        let fields = [
            &claim.event_type,
            &claim.cameo,
            &claim.status,
            &claim.certainty,
        ];
        let open = [claim.mode.as_deref(), claim.kind.as_deref()];
        self.line(
            b'k',
            fields
                .map(|field| Some(field.as_str()))
                .into_iter()
                .chain(open),
        );
        self.line.push(claim.quad);
        self.line.extend(claim.intensity.to_le_bytes());
        self.row(|| coding(file, claim))
    }

    /// As [`spot`].
    pub(crate) fn spot(
        &mut self,
        file: &Connection,
        place: Option<&PlaceRecord>,
    ) -> Result<Option<i64>, Error> {
        let Some(place) = place else {
            return Ok(None);
        };
        self.line(
            b's',
            [
                Some(&*place.name),
                place.country.as_deref(),
                Some(&*place.precision),
            ],
        );
        for degrees in [place.lat, place.lon] {
            self.line.push(u8::from(degrees.is_some()));
            self.line.extend(degrees.unwrap_or_default().to_le_bytes());
        }
        self.row(|| spot(file, place)).map(Some)
    }

    fn line<'f>(&mut self, kind: u8, fields: impl IntoIterator<Item = Option<&'f str>>) {
        self.line.clear();
        self.line.push(kind);
        for field in fields {
            match field {
                Some(field) => self.line.extend(field.bytes()),
                None => self.line.push(NOTHING),
            }
            self.line.push(GAP);
        }
    }

    fn row(&mut self, find: impl FnOnce() -> Result<i64, Error>) -> Result<i64, Error> {
        if let Some(row) = self.rows.get(&self.line) {
            return Ok(*row);
        }
        let row = find()?;
        self.rows.insert(self.line.clone(), row);
        Ok(row)
    }
}

/// The row of a word.
pub(crate) fn term(file: &Connection, word: &str) -> Result<i64, Error> {
    let mut find = file.prepare_cached("SELECT id FROM term WHERE word = ?")?;
    match find.query_row([word], |row| row.get(0)).optional()? {
        Some(found) => Ok(found),
        None => {
            let mut insert = file.prepare_cached("INSERT INTO term (word) VALUES (?)")?;
            Ok(insert.insert([word])?)
        }
    }
}

/// The row of what a claim is coded as.
pub(crate) fn coding(file: &Connection, claim: &ClaimRecord) -> Result<i64, Error> {
    let values = params![
        claim.event_type,
        claim.mode,
        claim.kind,
        claim.cameo,
        claim.quad,
        claim.intensity,
        claim.status,
        claim.certainty,
    ];
    let found = file
        .prepare_cached(FIND_CODING)?
        .query_row(values, |row| row.get(0));
    match found.optional()? {
        Some(found) => Ok(found),
        None => Ok(file.prepare_cached(INSERT_CODING)?.insert(values)?),
    }
}

/// The row of the codes of one coding with the status and certainty of another.
pub(crate) fn coding_of(file: &Connection, codes: i64, status: i64) -> Result<i64, Error> {
    if codes == status {
        return Ok(codes);
    }
    let found = file
        .prepare_cached(FIND_BOTH)?
        .query_row([codes, status], |row| row.get(0));
    match found.optional()? {
        Some(found) => Ok(found),
        None => Ok(file.prepare_cached(INSERT_BOTH)?.insert([codes, status])?),
    }
}

/// The row of a place.
pub(crate) fn spot(file: &Connection, place: &PlaceRecord) -> Result<i64, Error> {
    let values = params![
        place.name,
        place.country,
        place.lat,
        place.lon,
        place.precision
    ];
    let found = file
        .prepare_cached(FIND_SPOT)?
        .query_row(values, |row| row.get(0));
    match found.optional()? {
        Some(found) => Ok(found),
        None => Ok(file.prepare_cached(INSERT_SPOT)?.insert(values)?),
    }
}

/// The id of a claim as it is kept.
pub(crate) fn claim_key(id: &str) -> Value {
    digits(id, "c:", CLAIM_DIGITS)
}

/// The id of an event as it is kept.
pub(crate) fn event_key(id: &str) -> Value {
    digits(id, "ev:", EVENT_DIGITS)
}

fn digits(id: &str, prefix: &str, count: usize) -> Value {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let digits = id
        .strip_prefix(prefix)
        .filter(|digits| digits.len() == count && digits.bytes().all(hex));
    let number = digits.and_then(|digits| i64::from_str_radix(digits, 16).ok());
    number.map_or_else(|| Value::from(id.to_owned()), Value::from)
}

/// A score as it is kept.
pub(crate) fn score(score: f64) -> Value {
    let parts = (score * PARTS).round();
    match parts / PARTS == score && parts.abs() < PARTS * PARTS {
        true => Value::from(parts as i64),
        false => Value::from(score),
    }
}

/// A score that was kept.
pub(crate) fn score_of(kept: &Value) -> f64 {
    match kept {
        Value::Integer(parts) => *parts as f64 / PARTS,
        Value::Real(score) => *score,
        _ => 0.0,
    }
}

/// A date as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dated {
    /// EDTF; 1 where that is the day.
    pub edtf: Value,
    /// The best day.
    pub day: Option<i32>,
    /// First day, from the best one where there is one.
    pub from: Option<i32>,
    /// Last day, likewise.
    pub to: Option<i32>,
}

/// The date of a claim.
pub(crate) fn dated(time: Option<&TimeRecord>) -> Dated {
    let of = |day: fn(&TimeRecord) -> &Option<String>| {
        time.and_then(|time| day(time).as_deref().and_then(number))
    };
    let day = of(|time| &time.best);
    let base = day.unwrap_or(0);
    let edtf = time.and_then(|time| time.edtf.clone());
    // SQLite tells the days of these years as we do.
    let is_day = day.is_some_and(|day| {
        edtf.as_deref()
            .is_some_and(|edtf| edtf.len() == 10 && iso(day) == edtf)
    });
    Dated {
        edtf: match (is_day, edtf) {
            (true, _) => Value::from(1_i64),
            (false, edtf) => Value::from(edtf),
        },
        day,
        from: of(|time| &time.earliest).map(|from| from - base),
        to: of(|time| &time.latest).map(|to| to - base),
    }
}

const FIND_CODING: &str = "
    SELECT id FROM coding WHERE cameo = ?4 AND kind IS ?3 AND status = ?7 AND type = ?1 AND mode IS ?2
        AND quad = ?5 AND intensity = ?6 AND certainty = ?8";

const INSERT_CODING: &str = "
    INSERT INTO coding (type, mode, kind, cameo, quad, intensity, status, certainty) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

const FIND_BOTH: &str = "
    SELECT k.id FROM coding c JOIN coding s ON s.id = ?2 JOIN coding k ON k.cameo = c.cameo AND k.kind IS c.kind
        AND k.status = s.status AND k.type = c.type AND k.mode IS c.mode AND k.quad = c.quad
        AND k.intensity = c.intensity AND k.certainty = s.certainty
    WHERE c.id = ?1";

const INSERT_BOTH: &str = "
    INSERT INTO coding (type, mode, kind, cameo, quad, intensity, status, certainty)
    SELECT c.type, c.mode, c.kind, c.cameo, c.quad, c.intensity, s.status, s.certainty
    FROM coding c JOIN coding s ON s.id = ?2 WHERE c.id = ?1";

const FIND_SPOT: &str = "
    SELECT id FROM spot WHERE place = ?1 COLLATE NOCASE AND place = ?1 AND country IS ?2 AND latitude IS ?3
        AND longitude IS ?4 AND place_precision = ?5";

const INSERT_SPOT: &str = "
    INSERT INTO spot (place, country, latitude, longitude, place_precision) VALUES (?, ?, ?, ?, ?)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_short_comes_back() {
        assert_eq!(claim_key("c:00000000002a"), Value::Integer(42));
        assert_eq!(event_key("ev:ffffffffff"), Value::Integer(0xff_ffff_ffff));
        assert_eq!(
            claim_key("c:00000000002A"),
            Value::Text("c:00000000002A".to_owned())
        );
        for known in [0.93, 1.0, 0.0, 0.1234, 1.0 / 3.0, 0.000_05] {
            assert_eq!(score_of(&score(known)), known);
        }
        assert_eq!(score(0.93), Value::Integer(9300));
    }
}
