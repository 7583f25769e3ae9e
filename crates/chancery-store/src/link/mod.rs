//! Claims joined to events inside the file, in the transaction that adds them.
//!
//! ```text
//! new claims -> candidates by key -> pairs and ties -> what pairs connect -> clusters -> events, sums
//! ```
//!
//! [`chancery::link`] judges; here its candidates are found and its verdicts kept. A join never reaches
//! beyond the claims that joining pairs connect, so only those parts are clustered again that a new
//! claim touches, and the events are the same in any order of arrival. Cost: neighbours in key and
//! time, not the size of the Ledger.

mod candidates;
mod events;
pub mod sums;

use crate::error::Error;
use crate::pack::{Dictionaries, Unpacker};
pub(crate) use candidates::short;
use chancery::actors::ActorLexicon;
use chancery::link::keys::{Key, asked, kept};
use chancery::link::{Card, Decided, Page, Pair, Weight, cards, cluster};
use chancery::reading::Reading;
pub(crate) use events::refresh;
use rusqlite::{CachedStatement, Connection, params};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A claim that was just put into the file.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// Its row.
    pub claim: i64,
    /// Row of its document.
    pub document: i64,
    /// What the linker compares.
    pub card: Arc<Card>,
    /// What came with it, for a claim whose document is new.
    pub own: Option<Arc<Own>>,
}

/// What the linker needs of a new claim beside its card, made with the draft of its document.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// Under which keys it is kept.
    pub kept: Vec<Key>,
    /// Under which keys, and in which days, others are looked for.
    pub asked: Vec<Key>,
    /// What tells whose words its document prints.
    pub page: Arc<Page>,
    /// How sure the reader is of the claim.
    pub score: f64,
}

impl Own {
    /// Of the claims of a Reading with these cards.
    pub fn of(reading: &Reading, cards: &[Arc<Card>], page: &Arc<Page>) -> Vec<Arc<Own>> {
        let claims = reading.claims.iter().zip(cards);
        let own = claims.map(|(claim, card)| {
            Arc::new(Own {
                kept: kept(card),
                asked: asked(card),
                page: page.clone(),
                score: claim.score,
            })
        });
        own.collect()
    }
}

/// Cards by the row of their claim, those of a document unpacked once a transaction.
pub struct Cards {
    known: BTreeMap<i64, Arc<Card>>,
    unpacker: Unpacker,
}

impl Cards {
    /// Of a Ledger with these dictionaries. Errors: a broken dictionary.
    pub(crate) fn new(dictionaries: &Dictionaries) -> Result<Cards, Error> {
        Ok(Cards {
            known: BTreeMap::new(),
            unpacker: Unpacker::new(dictionaries)?,
        })
    }

    /// The card of a claim.
    ///
    /// # Errors
    ///
    /// No such claim; a card that cannot be read.
    pub(crate) fn get(&mut self, file: &Connection, claim: i64) -> Result<&Card, Error> {
        if !self.known.contains_key(&claim) {
            self.open(file, claim)?;
        }
        let card = self.known.get(&claim).map(Arc::as_ref);
        card.ok_or_else(|| Error::broken("a claim has no card"))
    }

    /// Unpacks the cards of the document of a claim.
    fn open(&mut self, file: &Connection, claim: i64) -> Result<(), Error> {
        let mut read = file.prepare_cached(PACK)?;
        let mut rows = read.query([claim])?;
        let Some(row) = rows.next()? else {
            return Err(Error::broken("a claim has no document with cards"));
        };
        let pack: Vec<u8> = row.get(1)?;
        let cards = self.unpacker.cards(&pack)?;
        let mut claims = file.prepare_cached(CLAIMS)?;
        let mut claims = claims.query([row.get::<_, i64>(0)?])?;
        for card in cards {
            let Some(row) = claims.next()? else { break };
            self.known
                .entry(row.get(0)?)
                .or_insert_with(|| Arc::new(card));
        }
        Ok(())
    }
}

/// The cards of a Reading, under the key of its document: ids as given may be given twice.
pub fn cards_of(names: &ActorLexicon, reading: &Reading, document: &str) -> Vec<Card> {
    let mut cards = cards(names, reading);
    for card in &mut cards {
        document.clone_into(&mut card.document);
    }
    cards
}

/// A page as the file keeps it.
pub fn page_bytes(page: &Page) -> Vec<u8> {
    postcard::to_stdvec(page).expect("a page is plain data")
}

/// A page as it was kept.
///
/// # Errors
///
/// Bytes that are no page.
pub(crate) fn page_from(bytes: &[u8]) -> Result<Page, Error> {
    postcard::from_bytes(bytes)
        .map_err(|_| Error::broken("a document has a page that cannot be read"))
}

/// Links fresh claims; they are in the file, without keys and without an event.
///
/// # Errors
///
/// Where the file cannot be read or written.
pub(crate) fn settle(
    file: &Connection,
    fresh: Vec<Fresh>,
    cards: &mut Cards,
    version: i64,
) -> Result<(), Error> {
    let joined = candidates::find(file, &fresh, cards)?;
    // A new claim that nothing joins is an event of its own: there is nothing to cluster.
    let nobody_decided = is_empty(file, "SELECT NOT EXISTS (SELECT 1 FROM decided)")?;
    let nothing_gone = is_empty(file, "SELECT NOT EXISTS (SELECT 1 FROM gone)")?;
    let mut rest = BTreeSet::new();
    for one in &fresh {
        match &one.own {
            Some(own) if nobody_decided && nothing_gone && !joined.contains(&one.claim) => {
                events::found(file, one, own, version)?;
            }
            _ => {
                rest.insert(one.claim);
            }
        }
    }
    cluster_again(file, &rest, cards, version)
}

fn is_empty(file: &Connection, sql: &str) -> Result<bool, Error> {
    Ok(file.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Clusters again whatever joining pairs connect with these claims, and makes their events anew.
///
/// # Errors
///
/// Where the file cannot be read or written.
pub(crate) fn cluster_again(
    file: &Connection,
    claims: &BTreeSet<i64>,
    cards: &mut Cards,
    version: i64,
) -> Result<(), Error> {
    let mut done: BTreeSet<i64> = BTreeSet::new();
    let mut touched: BTreeSet<i64> = BTreeSet::new();
    for &claim in claims {
        if done.contains(&claim) {
            continue;
        }
        let part = Part::around(file, claim)?;
        done.extend(&part.claims);
        part.settle(file, cards, version, &mut touched)?;
    }
    events::refresh(file, &touched, cards, version)
}

/// Claims that joining pairs connect, with all their pairs.
struct Part {
    claims: BTreeSet<i64>,
    pairs: BTreeMap<(i64, i64), Weight>,
    decided: BTreeMap<(i64, i64), bool>,
}

impl Part {
    /// Everything that can be reached from a claim.
    fn around(file: &Connection, claim: i64) -> Result<Part, Error> {
        let mut part = Part {
            claims: BTreeSet::new(),
            pairs: BTreeMap::new(),
            decided: BTreeMap::new(),
        };
        let mut next = vec![claim];
        let mut pairs = file.prepare_cached(PAIRS)?;
        let mut decided = file.prepare_cached(DECIDED)?;
        while let Some(claim) = next.pop() {
            if part.claims.insert(claim) {
                part.pairs_of(&mut pairs, claim, &mut next)?;
                part.decided_of(&mut decided, claim, &mut next)?;
            }
        }
        Ok(part)
    }

    fn pairs_of(
        &mut self,
        read: &mut CachedStatement<'_>,
        claim: i64,
        next: &mut Vec<i64>,
    ) -> Result<(), Error> {
        let mut rows = read.query([claim])?;
        while let Some(row) = rows.next()? {
            let (a, b): (i64, i64) = (row.get(0)?, row.get(1)?);
            let weight = Weight {
                halves: row.get(2)?,
                dated: true,
                ahead: false,
            };
            if weight.joins() {
                next.push(if a == claim { b } else { a });
                self.pairs.insert((a, b), weight);
            }
        }
        Ok(())
    }

    fn decided_of(
        &mut self,
        read: &mut CachedStatement<'_>,
        claim: i64,
        next: &mut Vec<i64>,
    ) -> Result<(), Error> {
        let mut rows = read.query([claim])?;
        while let Some(row) = rows.next()? {
            let (a, b): (i64, i64) = (row.get(0)?, row.get(1)?);
            let one: bool = row.get(2)?;
            if one {
                next.push(if a == claim { b } else { a });
            }
            self.decided.insert((a, b), one);
        }
        Ok(())
    }

    /// Puts every claim of the part to its event; `touched` gets the events before and after.
    fn settle(
        self,
        file: &Connection,
        cards: &mut Cards,
        version: i64,
        touched: &mut BTreeSet<i64>,
    ) -> Result<(), Error> {
        for &claim in &self.claims {
            cards.get(file, claim)?;
        }
        let mut order: Vec<i64> = self.claims.iter().copied().collect();
        order.sort_by(|a, b| cards.known[a].key().cmp(&cards.known[b].key()));
        let place: BTreeMap<i64, usize> =
            order.iter().enumerate().map(|(at, &c)| (c, at)).collect();
        let two = |(a, b): &(i64, i64)| {
            let (a, b) = (*place.get(a)?, *place.get(b)?);
            Some((a.min(b), a.max(b)))
        };
        let pairs = self.pairs.iter().filter_map(|(pair, &weight)| {
            let two = two(pair)?;
            Some(Pair { two, weight })
        });
        let mut decided = Decided::default();
        for (pair, &one) in &self.decided {
            let list = if one {
                &mut decided.one
            } else {
                &mut decided.apart
            };
            list.extend(two(pair));
        }
        let in_order: Vec<&Card> = order.iter().map(|claim| &*cards.known[claim]).collect();
        let clusters = cluster(&in_order, &pairs.collect::<Vec<_>>(), &decided);
        for members in clusters {
            let claims: Vec<i64> = members.iter().map(|&at| order[at]).collect();
            put(file, &claims, cards, version, touched)?;
        }
        Ok(())
    }
}

/// Writes which event the claims of a cluster belong to.
fn put(
    file: &Connection,
    claims: &[i64],
    cards: &Cards,
    version: i64,
    touched: &mut BTreeSet<i64>,
) -> Result<(), Error> {
    let first = |claim: &&i64| {
        let card = &cards.known[*claim];
        (card.published.is_none(), card.published)
    };
    let Some(&founder) = claims.iter().min_by_key(first) else {
        return Ok(());
    };
    touched.insert(founder);
    let mut read = file.prepare_cached("SELECT event FROM claim_row WHERE id = ?")?;
    let mut write = file.prepare_cached("UPDATE claim_row SET event = ? WHERE id = ?")?;
    let mut history = file.prepare_cached(
        "INSERT OR REPLACE INTO link_row (claim, version, event) VALUES (?, ?, ?)",
    )?;
    for &claim in claims {
        let before: Option<i64> = read.query_row([claim], |row| row.get(0))?;
        touched.extend(before);
        if before != Some(founder) {
            write.execute([founder, claim])?;
            history.execute(params![claim, version, founder])?;
        }
    }
    Ok(())
}

/// The document of a claim with its cards, and the claims of a document as its cards follow.
const PACK: &str = "
    SELECT c.document, k.pack FROM claim_row c JOIN cards k ON k.document = c.document WHERE c.id = ?";
const CLAIMS: &str = "
    SELECT c.id FROM document d JOIN claim_row c ON c.id BETWEEN d.first_claim AND d.first_claim + d.claims - 1
    WHERE d.id = ? ORDER BY c.id";

/// Joining pairs of a claim: dated, not plan and outcome.
const PAIRS: &str = "
    SELECT a, b, halves FROM pair WHERE a = ?1 AND dated AND NOT ahead
    UNION ALL SELECT a, b, halves FROM pair WHERE b = ?1 AND dated AND NOT ahead";

const DECIDED: &str = "
    SELECT a, b, one FROM decided WHERE a = ?1 UNION ALL SELECT a, b, one FROM decided WHERE b = ?1";
