//! Which claim of a Reading is which row of the set.
//!
//! One to one within a report, the longest overlap first: the trigger of the claim stands in the words of the row. Of several claims with
//! the same overlap, one on the same side of status (ahead, or not) comes first.

use super::Set;
use chancery::reading::{ClaimRecord, Reading};
use std::cmp::Reverse;

/// For each row of the set, the id of the claim that tells of it.
pub fn align(set: &Set) -> Vec<Option<String>> {
    let mut aligned = vec![None; set.rows.len()];
    for reading in &set.readings {
        align_report(set, reading, &mut aligned);
    }
    aligned
}

fn align_report(set: &Set, reading: &Reading, aligned: &mut [Option<String>]) {
    let mut pairs = Vec::new();
    let rows = set.rows.iter().enumerate();
    for (at, row) in rows.filter(|(_, row)| row.report == reading.id) {
        let Some((start, end)) = place_of(&reading.document.text, &row.words) else {
            continue;
        };
        for (number, claim) in reading.claims.iter().enumerate() {
            let trigger = &claim.trigger;
            let common = trigger
                .end
                .min(end)
                .saturating_sub(trigger.start.max(start));
            if common > 0 {
                let side = is_ahead(&row.status) == is_ahead(&claim.status);
                pairs.push((Reverse(common), Reverse(side), at, number));
            }
        }
    }
    pairs.sort_unstable();
    let mut used = vec![false; reading.claims.len()];
    for (_, _, at, number) in pairs {
        if aligned[at].is_none() && !used[number] {
            used[number] = true;
            aligned[at] = reading
                .claims
                .get(number)
                .map(|claim: &ClaimRecord| claim.id.clone());
        }
    }
}

/// Where words stand in a text, in code points; the first place.
fn place_of(text: &str, words: &str) -> Option<(u32, u32)> {
    let at = text.find(words)?;
    let start = text[..at].chars().count() as u32;
    Some((start, start + words.chars().count() as u32))
}

fn is_ahead(status: &str) -> bool {
    !matches!(status, "happened" | "ongoing" | "denied")
}
