//! Claims of one happening in, the [`EventRecord`] of it out.

use super::card::Card;
use super::conflicts::conflicts;
use super::origins::{self, Told};
use super::party::Party;
use super::stays::is_city;
use super::{ClaimRef, EventRecord, PartyRecord};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Which claims of an event speak for which of its slots, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speakers {
    /// Names the event: the first of its earliest document, undated ones last.
    pub founder: usize,
    /// Tells most: type, kind, parties.
    pub lead: usize,
    /// Stands in the newest document: status.
    pub newest: usize,
    /// Has the finest date.
    pub finest: Option<usize>,
    /// Has the first of the finest places.
    pub placed: Option<usize>,
}

/// Who speaks for what; `None` without claims. They stand in the order of [`Card::key`].
pub fn speakers(claims: &[Told<'_>]) -> Option<Speakers> {
    let cards = || claims.iter().map(|(card, _)| *card).enumerate();
    let at = |found: Option<(usize, &Card)>| found.map(|(at, _)| at);
    let undated = |card: &Card| (card.published.is_none(), card.published);
    Some(Speakers {
        founder: at(cards().min_by_key(|(at, card)| (undated(card), *at)))?,
        lead: at(cards().min_by_key(|(at, card)| (Reverse(card.weight()), *at)))?,
        newest: at(cards().min_by_key(|(at, card)| (Reverse(card.published), *at)))?,
        finest: at(cards()
            .filter(|(_, card)| card.said.is_some())
            .min_by_key(|(at, card)| (card.width(), *at))),
        placed: at(cards()
            .filter(|(_, card)| card.place.is_some())
            .min_by_key(|(at, card)| (!card.place.as_ref().is_some_and(is_city), *at))),
    })
}

/// The event that the claims tell of; they stand in the order of [`Card::key`].
pub fn event(claims: &[Told<'_>]) -> EventRecord {
    let Some(by) = speakers(claims) else {
        return EventRecord::default();
    };
    let card = |at: usize| claims[at].0;
    let cards = || claims.iter().map(|(card, _)| *card);
    let documents: BTreeSet<&str> = cards().map(|card| card.document.as_str()).collect();
    let (lead, said) = (
        card(by.lead),
        by.finest.and_then(|at| card(at).said.clone()),
    );
    let place = by.placed.and_then(|at| card(at).place.as_ref());
    let (edtf, best) = said.unwrap_or_default();
    EventRecord {
        event: event_id(card(by.founder)),
        event_type: lead.event_type.clone(),
        kind: lead.kind.clone(),
        status: card(by.newest).status.clone(),
        participants: parties(claims),
        time: edtf,
        best,
        place: place.map(|place| place.name.clone()),
        reports: documents.len(),
        origins: origins::count(claims),
        credibility: credibility(claims),
        conflicts: conflicts(claims),
        claims: cards()
            .map(|card| ClaimRef {
                id: card.document.clone(),
                claim: card.claim.clone(),
            })
            .collect(),
        ..EventRecord::default()
    }
}

/// The id of the event that a claim names: any claim of an event leads to it, and none is used twice.
pub fn event_id(founder: &Card) -> String {
    let text = format!("{}\t{}", founder.document, founder.claim);
    format!("ev:{}", &blake3::hash(text.as_bytes()).to_hex()[..10])
}

/// Credibility digit of the Admiralty scale by the written rule (`reference/linking.md`, 8):
/// 1 two or more independent origins and no conflict; 5 conflict; 2 a named source of a country that
/// takes part vouches for it; 3 one outlet with an unnamed source or none; 6 otherwise. 4 is not given.
pub fn credibility(claims: &[Told<'_>]) -> u8 {
    let mut cards = claims.iter().map(|(card, _)| *card);
    let knows = |card: &Card| {
        let side = |party: &Party| party.country.is_some() && party.country == card.root_country;
        card.root.is_some() && card.parties.iter().any(side)
    };
    if !conflicts(claims).is_empty() {
        5
    } else if origins::count(claims) > 1 {
        1
    } else if cards.any(knows) {
        2
    } else if claims
        .iter()
        .any(|(card, page)| card.root.is_none() && page.outlet.is_some())
    {
        3
    } else {
        6
    }
}

/// Everybody named by any claim, once, under the fullest name.
fn parties(claims: &[Told<'_>]) -> Vec<PartyRecord> {
    let mut found: Vec<(&Party, PartyRecord)> = Vec::new();
    for party in claims.iter().flat_map(|(card, _)| &card.parties) {
        match found.iter_mut().find(|(old, _)| old.same(party)) {
            Some((_, old)) if party.name.len() > old.name.len() => old.name = party.name.clone(),
            Some(_) => {}
            None => found.push((party, party.record())),
        }
    }
    found.into_iter().map(|(_, record)| record).collect()
}
