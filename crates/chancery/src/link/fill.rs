//! What a claim leaves open, filled from its report: the two sides of talks that are told without
//! anybody.
//!
//! "The talks in New Delhi last Wednesday" name nobody; where all exchanges of the report that name
//! two parties are of the same two, it is theirs. Presumed parties are evidence, counted less than
//! named ones, and no conflict.

use super::card::{Card, Stage};
use super::company::Company;
use super::party::Party;

/// Gives the exchanges and agreements of a report that name nobody its two sides.
pub fn presume_parties(report: &mut [Card]) {
    let Some((stage, sides)) = sides(report) else {
        return;
    };
    for card in report.iter_mut() {
        if card.parties.is_empty() && is_between_sides(card) && card.stage() == stage {
            card.presumed.clone_from(&sides);
        }
    }
}

/// The parties of the exchange that tells most, with what became of it, where all others are of the
/// same two.
fn sides(report: &[Card]) -> Option<(Stage, Vec<Party>)> {
    let between = report
        .iter()
        .filter(|card| is_between_sides(card) && card.parties.len() > 1);
    let between: Vec<&Card> = between.collect();
    let named = |card: &Card| {
        card.parties
            .iter()
            .filter(|party| party.is_named_person())
            .count()
    };
    let two = between.iter().filter(|card| card.parties.len() == 2);
    let first = two.max_by_key(|card| (named(card), std::cmp::Reverse(card.start)))?;
    let one = |other: &&Card| {
        let company = Company::of(first, other);
        !company.clash && company.same + company.side > 1
    };
    between
        .iter()
        .all(|other| other.key() == first.key() || one(other))
        .then(|| (first.stage(), first.parties.clone()))
}

fn is_between_sides(card: &Card) -> bool {
    card.event_type == "CONSULT" && !card.is_visit() || card.event_type == "AGREE"
}
