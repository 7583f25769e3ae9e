//! Which claims have to do with the fresh ones: keys asked of the file, pairs and ties written.

use super::{Cards, Fresh};
use crate::error::Error;
use chancery::link::keys::{Key, asked, kept, meet};
use chancery::link::{Card, POSSIBLE, Tie, Way, between, parts, weigh};
use rusqlite::{Connection, params};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Keeps the keys of the fresh claims, and compares each with whatever shares a key or its report;
/// answers which claims a pair joins that was found now.
pub fn find(file: &Connection, fresh: &[Fresh], cards: &mut Cards) -> Result<BTreeSet<i64>, Error> {
    let mut reports: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for one in fresh {
        match &one.own {
            Some(own) => keep(file, one.claim, &own.kept)?,
            None => keep(file, one.claim, &kept(&one.card))?,
        }
        reports.entry(one.document).or_default().push(one.claim);
    }
    let mut found: BTreeSet<(i64, i64)> = BTreeSet::new();
    for one in fresh {
        let keys = match &one.own {
            Some(own) => Cow::from(&own.asked),
            None => Cow::from(asked(&one.card)),
        };
        for key in keys.iter() {
            ask(file, key, one.claim, &mut found)?;
        }
        cards.known.insert(one.claim, one.card.clone());
    }
    for claims in reports.values() {
        for (at, &a) in claims.iter().enumerate() {
            found.extend(claims[at + 1..].iter().map(|&b| (a.min(b), a.max(b))));
        }
        within(file, claims, cards)?;
    }
    let mut joined = BTreeSet::new();
    for (a, b) in found {
        if compare(file, (a, b), cards)? {
            joined.extend([a, b]);
        }
    }
    Ok(joined)
}

fn keep(file: &Connection, claim: i64, keys: &[Key]) -> Result<(), Error> {
    let mut write = file.prepare_cached(
        "INSERT OR IGNORE INTO block (key, day_from, claim, more) VALUES (?, ?, ?, ?)",
    )?;
    for key in keys {
        let (first, last) = (key.days.first.0, key.days.last.0);
        let more = i64::from(last) - i64::from(first);
        write.execute((short(key.hash), first, claim, more))?;
    }
    Ok(())
}

/// Half of the hash of a key: two keys in one place cost a comparison, and half the bytes of the index.
pub(crate) fn short(hash: i64) -> i32 {
    hash as i32
}

fn ask(
    file: &Connection,
    key: &Key,
    claim: i64,
    found: &mut BTreeSet<(i64, i64)>,
) -> Result<(), Error> {
    let mut read = file.prepare_cached(
        "SELECT claim FROM block WHERE key = ?1 AND day_from BETWEEN ?2 AND ?3 AND day_from + more >= ?4",
    )?;
    let days = key.days;
    let from = days.first.0.saturating_sub(key.reach);
    let mut rows = read.query(params![short(key.hash), from, days.last.0, days.first.0])?;
    while let Some(row) = rows.next()? {
        let other: i64 = row.get(0)?;
        if other != claim {
            found.insert((claim.min(other), claim.max(other)));
        }
    }
    Ok(())
}

/// Writes how two claims hang together; true where that joins them.
fn compare(file: &Connection, (a, b): (i64, i64), cards: &mut Cards) -> Result<bool, Error> {
    cards.get(file, a)?;
    cards.get(file, b)?;
    // What a tie shows must not depend on which claim came first.
    let (first, second) = match cards.known[&a].key() <= cards.known[&b].key() {
        true => (a, b),
        false => (b, a),
    };
    let (one, other) = (&cards.known[&first], &cards.known[&second]);
    let weight = weigh(one, other);
    let ties = between(one, other, weight);
    let counts = weight.is_some_and(|weight| weight.halves >= POSSIBLE) || !ties.is_empty();
    if !counts || one.document != other.document && !found_by_key(one, other) {
        return Ok(false);
    }
    if let Some(weight) = weight.filter(|weight| weight.halves >= POSSIBLE) {
        let mut write = file.prepare_cached(
            "INSERT OR IGNORE INTO pair (a, b, halves, dated, ahead) VALUES (?, ?, ?, ?, ?)",
        )?;
        write.execute(params![a, b, weight.halves, weight.dated, weight.ahead])?;
    }
    for tie in &ties {
        put_tie(file, (first, second), tie)?;
    }
    Ok(weight.is_some_and(|weight| weight.joins()))
}

/// True where the whole keys meet, not only their halves: what is found must not hang on chance, nor
/// on which of the two came first.
fn found_by_key(one: &Card, other: &Card) -> bool {
    let finds = |a: &Card, b: &Card| {
        let keys = kept(a);
        let mut all = asked(b).into_iter();
        all.any(|asked| keys.iter().any(|kept| meet(kept, &asked)))
    };
    finds(one, other) || finds(other, one)
}

/// What is part of an exchange of the same report.
fn within(file: &Connection, claims: &[i64], cards: &Cards) -> Result<(), Error> {
    let mut order = claims.to_vec();
    order.sort_by(|a, b| cards.known[a].key().cmp(&cards.known[b].key()));
    let report: Vec<&Card> = order.iter().map(|claim| &*cards.known[claim]).collect();
    for (part, whole, tie) in parts(&report) {
        put_tie(file, (order[part], order[whole]), &tie)?;
    }
    Ok(())
}

fn put_tie(file: &Connection, (a, b): (i64, i64), tie: &Tie) -> Result<(), Error> {
    let (from, to) = match tie.way {
        Way::Forth => (a, b),
        Way::Back => (b, a),
    };
    let evidence = serde_json::to_string(&tie.evidence).expect("evidence is plain text");
    let mut write = file
        .prepare_cached("INSERT OR IGNORE INTO tie (a, kind, b, evidence) VALUES (?, ?, ?, ?)")?;
    write.execute(params![from, tie.kind, to, evidence])?;
    Ok(())
}
