//! Which claim of a Reading is which happening of the record.
//!
//! One to one, best pair first: a pair needs the kind (the type, where the record has no kind or the
//! Reading none) and either the sentence or half of the participants in common. A report tells many
//! happenings twice; for precision a claim is also right when it could be any happening of the record.

use super::compare::shared;
use super::reading::{self, Range};
use super::record;

/// For each happening of the record, the number of the claim that tells of it.
pub fn align(text: &str, wanted: &[record::Claim], said: &[reading::Claim]) -> Vec<Option<usize>> {
    let mut pairs = Vec::new();
    for (w, want) in wanted.iter().enumerate() {
        for (s, claim) in said.iter().enumerate() {
            let weight = weight(text, want, claim);
            if weight > 0 {
                pairs.push((weight, w, s));
            }
        }
    }
    pairs.sort_by_key(|&(weight, w, s)| (std::cmp::Reverse(weight), w, s));
    let mut matched = vec![None; wanted.len()];
    let mut used = vec![false; said.len()];
    for (_, w, s) in pairs {
        if matched[w].is_none() && !used[s] {
            (matched[w], used[s]) = (Some(s), true);
        }
    }
    matched
}

/// True where a claim could be some happening of the record.
pub fn could_be_any(text: &str, wanted: &[record::Claim], claim: &reading::Claim) -> bool {
    wanted.iter().any(|want| weight(text, want, claim) > 0)
}

/// How well a claim fits a happening; 0 where it is another one.
fn weight(text: &str, want: &record::Claim, claim: &reading::Claim) -> usize {
    let same_type = claim.event_type == want.event_type;
    let same_kind = claim.kind.is_some() && claim.kind == want.kind;
    if !(same_kind || same_type) {
        return 0;
    }
    let sentence = place_of(text, &want.sentence);
    let near = sentence.is_some_and(|range| claim.evidence.meets(range));
    let there = words_of(text, want).is_some_and(|range| claim.trigger.meets(range));
    let common = shared(claim, want);
    let enough = 2 * common >= want.participants.len().max(1);
    if !(there || near && (same_kind || common > 0) || same_kind && enough) {
        return 0;
    }
    let weigh = |holds: bool, weight: usize| if holds { weight } else { 0 };
    let same_status = claim.status == want.status;
    weigh(there, 8)
        + weigh(near, 4)
        + weigh(same_kind, 4)
        + weigh(same_status, 2)
        + weigh(same_type, 1)
        + 2 * common
}

/// Where words stand in a text, in code points; the first place.
pub fn place_of(text: &str, words: &str) -> Option<Range> {
    let at = text.find(words)?;
    let start = text[..at].chars().count();
    let end = start + words.chars().count();
    Some(Range { start, end })
}

/// Where the words that carry a happening stand.
fn words_of(text: &str, want: &record::Claim) -> Option<Range> {
    let sentence = place_of(text, &want.sentence)?;
    let inside = place_of(&want.sentence, &want.words)?;
    Some(Range {
        start: sentence.start + inside.start,
        end: sentence.start + inside.end,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Marin met Dorn. Marin met Holt.";

    fn want(sentence: &str, name: &str) -> record::Claim {
        let text = format!(
            "type = 'CONSULT'\nkind = 'meet'\nstatus = 'happened'\nwords = 'met'\nsentence = '{sentence}'\ncore = true\nparticipants = [{{ role = 'actor', name = '{name}' }}]"
        );
        toml::from_str(&text).unwrap()
    }

    fn claim(start: usize, kind: &str) -> reading::Claim {
        reading::Claim {
            event_type: "CONSULT".to_owned(),
            kind: Some(kind.to_owned()),
            trigger: Range {
                start,
                end: start + 3,
            },
            evidence: Range {
                start: start - 6,
                end: start + 9,
            },
            ..reading::Claim::default()
        }
    }

    #[test]
    fn two_meetings_find_their_own_sentences() {
        let wanted = [
            want("Marin met Holt", "Holt"),
            want("Marin met Dorn", "Dorn"),
        ];
        let said = [claim(6, "meet"), claim(22, "meet")];
        assert_eq!(align(TEXT, &wanted, &said), [Some(1), Some(0)]);
    }

    #[test]
    fn one_claim_stands_for_one_happening() {
        let wanted = [
            want("Marin met Holt", "Holt"),
            want("Marin met Holt", "Holt"),
        ];
        assert_eq!(align(TEXT, &wanted, &[claim(22, "meet")]), [Some(0), None]);
    }
}
