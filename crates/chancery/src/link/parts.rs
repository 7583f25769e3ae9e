//! What is part of what within one report: agreements of a meeting, words said at it.
//!
//! | tie | from | to | rests on |
//! |---|---|---|---|
//! | `part_of` | agreement, signing | the nearest exchange of the report with all its parties | parties, report |
//! | `part_of` | demand, complaint, promise, thanks | the nearest exchange of the report with who says it and to whom | parties, report |
//!
//! What is said to nobody in particular is part of an exchange told in the same sentence.

use super::card::Card;
use super::company::Company;
use super::party::{Alike, Party};
use super::ties::{Tie, Way, document, parties};
use super::weigh::places_apart;
use super::when;
use std::borrow::Borrow;

/// What is part of an exchange, by their places among the cards of one report: from part to whole.
pub fn parts<C: Borrow<Card>>(report: &[C]) -> Vec<(usize, usize, Tie)> {
    let report: Vec<&Card> = report.iter().map(Borrow::borrow).collect();
    let tied = report.iter().enumerate().filter_map(|(at, part)| {
        let exchanges = report.iter().enumerate();
        let (whole, found) = exchanges
            .filter(|(_, one)| one.is_exchange() && holds(one, part))
            .min_by_key(|(_, one)| one.start.abs_diff(part.start))?;
        let tie = Tie {
            way: Way::Forth,
            kind: "part_of",
            evidence: vec![parties(part, found), document(part)],
        };
        Some((at, whole, tie))
    });
    tied.collect()
}

/// The part can belong to the exchange.
fn holds(exchange: &Card, part: &Card) -> bool {
    exchange.stage() == part.stage()
        && !when::apart(exchange, part)
        && !places_apart(exchange, part)
        && (part.is_joint_agreement() && agreed(exchange, part)
            || part.is_said() && said(exchange, part))
}

/// All who agreed took part.
fn agreed(exchange: &Card, deal: &Card) -> bool {
    let company = Company::of(exchange, deal);
    !company.clash && company.same + company.side == deal.parties.len()
}

/// Who says it took part by name, and so did those to whom it is said.
fn said(exchange: &Card, words: &Card) -> bool {
    let there = |party: &Party, least: Alike| {
        let mut others = exchange.parties.iter();
        others.any(|other| other.alike(party) <= least)
    };
    let (sayers, heard): (Vec<&Party>, Vec<&Party>) =
        words.parties.iter().partition(|party| party.role == ACTOR);
    !sayers.is_empty()
        && sayers.iter().all(|party| there(party, Alike::Same))
        && heard.iter().all(|party| there(party, Alike::Side))
        && (!heard.is_empty() || exchange.line == words.line)
}

/// Role of who does something.
const ACTOR: &str = "actor";
