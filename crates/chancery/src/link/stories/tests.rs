//! Stories of our own: two that run side by side, one that comes back too late.

use super::*;

const FLOOD: [&str; 3] = [
    "Floods on the lower Zambezi drove thousands from Chinde and Luabo, the Mozambican relief office said. The river rose by four metres.",
    "The Mozambican relief office flew tents to Chinde after floods on the Zambezi. The river fell by a metre at Luabo.",
    "Families return to Luabo as the Zambezi falls. The floods cost Mozambique its maize, the relief office in Chinde said.",
];

const TALKS: [&str; 3] = [
    "Peru and Chile opened talks on fishing rights in Arica. The Peruvian envoy Rosa Quispe met her Chilean counterpart.",
    "Fishing rights: the envoy Rosa Quispe said in Arica that talks of Peru and Chile would go on.",
    "Chile calls the fishing talks in Arica with Peru useful; the envoy Rosa Quispe flew home.",
];

fn report(id: &str, hour: Option<i64>, text: &str) -> StoryDocument {
    StoryDocument {
        id: id.to_owned(),
        hour,
        text: text.to_owned(),
        ..StoryDocument::default()
    }
}

fn mixed() -> Vec<StoryDocument> {
    let both = FLOOD.iter().zip(&TALKS).enumerate();
    let reports = both.flat_map(|(at, (flood, talks))| {
        let hour = Some(24 * at as i64);
        [
            report(&format!("flood-{at}"), hour, flood),
            report(&format!("talks-{at}"), hour, talks),
        ]
    });
    reports.collect()
}

fn words() -> StoryWords {
    StoryWords::new(chancery_data::knowledge())
}

#[test]
fn two_stories_side_by_side() {
    let found = batch(&words(), &StorySettings::default(), &mixed());
    let [flood, talks] = [found[0], found[1]];
    assert_ne!(flood, talks);
    assert_eq!(found, [flood, talks, flood, talks, flood, talks]);
}

#[test]
fn the_order_of_arrival_does_not_matter_to_a_batch() {
    let mut reports = mixed();
    let found = batch(&words(), &StorySettings::default(), &reports);
    reports.reverse();
    let mut again = batch(&words(), &StorySettings::default(), &reports);
    again.reverse();
    assert_eq!(found, again);
}

#[test]
fn a_month_later_it_is_another_story() {
    let reports = [
        report("a", Some(0), FLOOD[0]),
        report("b", Some(30 * 24), FLOOD[0]),
    ];
    let found = batch(&words(), &StorySettings::default(), &reports);
    assert_ne!(found[0], found[1]);
}

#[test]
fn what_is_kept_goes_on_where_it_stopped() {
    let (words, reports) = (words(), mixed());
    let mut whole = Stories::new(StorySettings::default());
    let expected: Vec<StoryId> = reports.iter().map(|r| whole.add(&words.terms(r))).collect();
    let mut first = Stories::new(StorySettings::default());
    let (before, after) = reports.split_at(3);
    let mut found: Vec<StoryId> = before.iter().map(|r| first.add(&words.terms(r))).collect();
    let kept = serde_json::to_string(&first).unwrap();
    let mut second: Stories = serde_json::from_str(&kept).unwrap();
    found.extend(after.iter().map(|r| second.add(&words.terms(r))));
    assert_eq!(found, expected);
    let (one, other) = (
        serde_json::to_string(&whole),
        serde_json::to_string(&second),
    );
    assert_eq!(one.unwrap(), other.unwrap());
}

#[test]
fn stories_that_turn_out_to_be_one_are_merged() {
    let words = words();
    let strict = StorySettings {
        join: 990,
        ..StorySettings::default()
    };
    let mut stories = Stories::new(strict);
    let found: Vec<StoryId> = mixed()
        .iter()
        .map(|r| stories.add(&words.terms(r)))
        .collect();
    assert_eq!(stories.len(), 6);
    let merged = stories.remerge();
    assert!(merged.contains(&(found[2], found[0])) || merged.contains(&(found[4], found[0])));
    assert_eq!(stories.story(found[4]), found[0]);
    assert_eq!(stories.story(found[5]), found[1]);
    assert_eq!(stories.len(), 2);
    assert!(stories.remerge().is_empty());
}

#[test]
fn a_reading_gives_its_keys() {
    use crate::reading::{ActorRecord, Reading};
    let actor = |kind: &str, name: &str, country: Option<&str>| ActorRecord {
        kind: kind.to_owned(),
        name: name.to_owned(),
        country: country.map(str::to_owned),
        ..ActorRecord::default()
    };
    let mut reading = Reading {
        actors: vec![
            actor("person", "Rosa Quispe", None),
            actor("state", "Peru", Some("PER")),
            actor("unnamed", "officials", None),
        ],
        ..Reading::default()
    };
    reading.document.published.day.earliest = Some("1970-01-02".to_owned());
    reading.document.published.day.latest = Some("1970-01-02".to_owned());
    reading.document.published.day.best = Some("1970-01-02".to_owned());
    let found = StoryDocument::of(&reading);
    let keys: Vec<&str> = found.actors.iter().map(|key| key.key.as_str()).collect();
    assert_eq!(keys, ["PER", "quispe"]);
    assert_eq!(found.hour, Some(36));
}

#[test]
fn empty_reports_are_stories_of_their_own() {
    let reports = [report("a", None, ""), report("b", None, "")];
    let found = batch(&words(), &StorySettings::default(), &reports);
    assert_ne!(found[0], found[1]);
}
