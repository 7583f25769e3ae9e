//! Slots of claims as people set them.

use super::{Correction, Op};
use crate::day;
use crate::error::Error;
use chancery::coding::{Codes, recode};
use chancery::events::Status;
use chancery::reading::{ClaimRecord, EventTimeRecord, PlaceRecord, TextSpan, TimeRecord};
use chancery::time::edtf::Edtf;
use chancery_data::knowledge;

/// Slots that can be set, with what they hold.
pub const SLOTS: [(&str, &str); 9] = [
    ("type", "PLOVER type"),
    ("mode", "PLOVER mode, or nothing"),
    ("kind", "our label beneath the type, or nothing"),
    (
        "status",
        "happened, ongoing, planned, possible, conditional, denied or did_not_happen",
    ),
    ("certainty", "certain, probable or possible"),
    ("core", "true or false"),
    ("date", "EDTF, such as 2026-01-01 or 2026-01, or nothing"),
    ("place", "name, or nothing"),
    (
        "country",
        "three-letter code of the country of the place, or nothing",
    ),
];

const CERTAINTIES: [&str; 3] = ["certain", "probable", "possible"];
/// How a date was reached that a person set.
const CORRECTED: &str = "corrected";

/// Says what is wrong with a value for a slot, before it goes to the log.
///
/// # Errors
///
/// No such slot, or a value that it cannot hold.
pub fn check(slot: &str, value: &str) -> Result<(), Error> {
    let Some((_, holds)) = SLOTS.iter().find(|(name, _)| *name == slot) else {
        let names: Vec<&str> = SLOTS.iter().map(|(name, _)| *name).collect();
        let names = names.join(", ");
        return Err(Error::refused(format!(
            "no slot `{slot}`, expected one of {names}"
        )));
    };
    let known = knowledge();
    let free = value.is_empty();
    let fits = match slot {
        "type" => known.types.iter().any(|row| row.code == value),
        "mode" => free || known.modes.iter().any(|row| row.code == value),
        "kind" => free || known.kinds.iter().any(|row| row.code == value),
        "status" => Status::ALL.iter().any(|status| status.as_str() == value),
        "certainty" => CERTAINTIES.contains(&value),
        "core" => matches!(value, "true" | "false"),
        "date" => free || Edtf::parse(value).is_some(),
        "country" => free || value.len() == 3 && value.chars().all(|c| c.is_ascii_uppercase()),
        _ => true,
    };
    match fits {
        true => Ok(()),
        false => Err(Error::refused(format!(
            "found `{value}` for {slot}, expected {holds}"
        ))),
    }
}

/// The value of a slot as it stands, for the log.
pub(crate) fn value_of(claim: &ClaimRecord, slot: &str) -> String {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    match slot {
        "type" => claim.event_type.clone(),
        "mode" => some(&claim.mode),
        "kind" => some(&claim.kind),
        "status" => claim.status.clone(),
        "certainty" => claim.certainty.clone(),
        "core" => claim.core.to_string(),
        "date" => claim
            .time
            .as_ref()
            .map_or_else(String::new, |time| some(&time.day.edtf)),
        "place" => claim
            .place
            .as_ref()
            .map_or_else(String::new, |place| place.name.clone()),
        "country" => claim
            .place
            .as_ref()
            .map_or_else(String::new, |place| some(&place.country)),
        _ => String::new(),
    }
}

/// Puts what a correction sets into a claim.
pub(crate) fn amend(claim: &mut ClaimRecord, correction: &Correction) {
    let (Some(slot), Some(value)) = (&correction.slot, &correction.value) else {
        return;
    };
    if correction.op != Op::Set {
        return;
    }
    let filled = (!value.is_empty()).then(|| value.clone());
    match slot.as_str() {
        "type" => claim.event_type.clone_from(value),
        "mode" => claim.mode = filled,
        "kind" => claim.kind = filled,
        "status" => claim.status.clone_from(value),
        "certainty" => claim.certainty.clone_from(value),
        "core" => claim.core = value == "true",
        "date" => claim.time = filled.and_then(|edtf| time(claim, edtf)),
        // What the report said of the old place still stands: how fine it was, and in which words.
        "place" => {
            let old = claim.place.take().unwrap_or_default();
            claim.place = filled.map(|name| PlaceRecord {
                name,
                precision: old.precision,
                words: old.words,
                ..PlaceRecord::default()
            });
        }
        "country" => {
            if let Some(place) = &mut claim.place {
                place.country = filled;
            }
        }
        _ => {}
    }
    if matches!(slot.as_str(), "type" | "mode" | "kind") {
        code(claim);
    }
}

fn code(claim: &mut ClaimRecord) {
    let codes = Codes {
        event_type: claim.event_type.clone(),
        mode: claim.mode.clone().unwrap_or_default(),
        kind: claim.kind.clone().unwrap_or_default(),
        contexts: claim.contexts.clone(),
        ..Codes::default()
    };
    if let Some(codes) = recode(knowledge(), codes) {
        claim.cameo = codes.cameo;
        claim.quad = codes.quad;
        claim.intensity = codes.intensity;
    }
}

/// The time that a person gave, on the words of the old one, else on the trigger.
fn time(claim: &ClaimRecord, edtf: String) -> Option<EventTimeRecord> {
    let (first, last) = Edtf::parse(&edtf)?.days();
    let old = claim.time.as_ref().and_then(|time| time.words.clone());
    let words: TextSpan = old.unwrap_or_else(|| claim.trigger.clone());
    let iso = |number: chancery::time::calendar::Day| day::iso(number.0);
    let single = first.is_some() && first == last;
    Some(EventTimeRecord {
        day: TimeRecord {
            edtf: Some(edtf),
            earliest: first.map(iso),
            latest: last.map(iso),
            best: first.map(iso),
            precision: if single { "day" } else { "unknown" }.to_owned(),
            confidence: 1.0,
            method: CORRECTED.to_owned(),
        },
        timex3: None,
        words: Some(words),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correct::Target;

    fn set(slot: &str, value: &str) -> Correction {
        Correction {
            id: 1,
            version: 1,
            op: Op::Set,
            target: Target::default(),
            slot: Some(slot.to_owned()),
            old_hash: None,
            value: Some(value.to_owned()),
            why: String::new(),
            who: String::new(),
            made: None,
        }
    }

    #[test]
    fn values_are_checked_by_their_slot() {
        assert!(check("status", "planned").is_ok());
        assert!(check("date", "2026-01").is_ok());
        assert!(check("type", "CONSULT").is_ok());
        for (slot, value) in [
            ("status", "soon"),
            ("date", "May"),
            ("type", "MEET"),
            ("colour", "red"),
            ("country", "Peru"),
        ] {
            assert!(check(slot, value).is_err(), "{slot} {value}");
        }
    }

    #[test]
    fn a_new_type_brings_its_codes() {
        let mut claim = ClaimRecord::default();
        amend(&mut claim, &set("type", "CONSULT"));
        assert_eq!((claim.quad, claim.cameo.is_empty()), (1, false));
        amend(&mut claim, &set("date", "2026-01"));
        let day = claim.time.map(|time| time.day).unwrap_or_default();
        assert_eq!(day.latest.as_deref(), Some("2026-01-31"));
    }
}
