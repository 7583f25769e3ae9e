//! The written rules, one small case each.

use super::NAMES;
use crate::link::{
    Card, Number, Page, Part, Party, Sentence, Spot, Weight, between, conflicts, parts, weigh,
};
use crate::reading::{ActorRecord, ParticipantRecord, Reading, RoleRecord};
use crate::time::calendar::{Day, Days};

/// A person, or a state where the name is a country's; `-` for no country, a title after a comma.
fn party(role: &str, name: &str, country: &str) -> Party {
    let (name, title) = name.split_once(", ").unwrap_or((name, ""));
    let country = (country != "-").then(|| country.to_owned());
    let kind = match name {
        "Norway" | "Portugal" | "Spain" => "state",
        "two ministers" => "group",
        _ => "person",
    };
    let mut document = Reading::default();
    document.actors.push(ActorRecord {
        actor: "a".to_owned(),
        kind: kind.to_owned(),
        name: name.to_owned(),
        country: country.clone(),
        ..ActorRecord::default()
    });
    if !title.is_empty() {
        document.roles.push(RoleRecord {
            person: "a".to_owned(),
            title: title.to_owned(),
            ..RoleRecord::default()
        });
    }
    let record = ParticipantRecord {
        role: role.to_owned(),
        name: name.to_owned(),
        actor: Some("a".to_owned()),
        country,
        ..ParticipantRecord::default()
    };
    Party::of(&NAMES, &document, &record)
}

const MARIN: (&str, &str) = ("Lena Marin, foreign minister", "NOR");
const DORN: (&str, &str) = ("Oleg Dorn", "PRT");
const SAREL: (&str, &str) = ("Ada Sarel", "ESP");

/// A meeting in Lisbon on a day, told by a report of that day.
fn meeting(document: &str, parties: &[(&str, &str)], day: i32) -> Card {
    Card {
        document: document.to_owned(),
        claim: format!("c:{document}"),
        event_type: "CONSULT".to_owned(),
        kind: Some("meet".to_owned()),
        status: "happened".to_owned(),
        core: true,
        near: true,
        in_person: true,
        parties: parties
            .iter()
            .map(|(name, country)| party("actor", name, country))
            .collect(),
        days: Some(Days::new(Day(day), Day(day))),
        best: Some(Day(day)),
        said: Some((Some(format!("day {day}")), None)),
        published: Some(Day(day)),
        place: spot("Lisbon", "PRT", "city"),
        ..Card::default()
    }
}

/// Words of the first to the second, in a report of that day.
fn words(document: &str, of: &str, from: (&str, &str), to: (&str, &str), day: i32) -> Card {
    Card {
        event_type: of.to_owned(),
        kind: None,
        in_person: false,
        place: None,
        parties: vec![
            party("actor", from.0, from.1),
            party("recipient", to.0, to.1),
        ],
        ..meeting(document, &[], day)
    }
}

fn spot(name: &str, country: &str, precision: &str) -> Option<Spot> {
    Some(Spot {
        name: name.to_owned(),
        country: Some(country.to_owned()),
        precision: precision.to_owned(),
    })
}

fn joins(a: &Card, b: &Card) -> bool {
    assert_eq!(weigh(a, b), weigh(b, a));
    weigh(a, b).is_some_and(|weight: Weight| weight.joins())
}

fn slots(cards: &[Card]) -> Vec<String> {
    let page = Page::default();
    let told: Vec<_> = cards.iter().map(|card| (card, &page)).collect();
    let found = conflicts(&told);
    assert!(found.iter().all(|conflict| !conflict.claims.is_empty()));
    found.into_iter().map(|conflict| conflict.slot).collect()
}

fn kinds(a: &Card, b: &Card) -> Vec<&'static str> {
    let ties = between(a, b, weigh(a, b));
    ties.into_iter().map(|tie| tie.kind).collect()
}

#[test]
fn states_meet_where_their_people_do() {
    let people = meeting("a", &[MARIN, DORN], 0);
    let states = meeting("b", &[("Norway", "NOR"), ("Portugal", "PRT")], 0);
    assert!(joins(&people, &states));
    let mut elsewhere = states.clone();
    elsewhere.place = spot("Porto", "PRT", "city");
    assert_eq!(weigh(&people, &elsewhere), None);
    elsewhere.place = None;
    assert!(
        !joins(&people, &elsewhere),
        "a day and two countries are too little"
    );
}

#[test]
fn a_third_party_does_not_make_another_pair_the_same() {
    let one = meeting("a", &[("Norway", "NOR"), ("Portugal", "PRT")], 0);
    let other = meeting(
        "b",
        &[("Spain", "ESP"), ("Iceland", "-"), ("Portugal", "PRT")],
        0,
    );
    let lonely = meeting("c", &[SAREL, ("Ivo Brandt", "DEU"), ("Portugal", "PRT")], 0);
    assert!(!joins(&one, &other));
    assert_eq!(weigh(&one, &lonely), None);
}

#[test]
fn two_meet_once_a_day_wherever_it_was() {
    let one = meeting("a", &[MARIN, DORN], 0);
    let mut other = meeting("b", &[MARIN, DORN], 0);
    other.place = spot("Badajoz", "ESP", "city");
    assert!(joins(&one, &other));
    assert_eq!(slots(&[one.clone(), other.clone()]), ["place"]);
    other.days = Some(Days::new(Day(-3), Day(3)));
    assert_eq!(
        weigh(&one, &other),
        None,
        "on a day that is not known they may meet twice"
    );
}

#[test]
fn a_call_is_no_meeting() {
    let one = meeting("a", &[MARIN, DORN], 0);
    let call = Card {
        kind: Some("call".to_owned()),
        remote: true,
        in_person: false,
        place: None,
        ..meeting("b", &[MARIN, DORN], 0)
    };
    assert_eq!(weigh(&one, &call), None);
}

#[test]
fn who_accuses_is_not_who_is_accused() {
    let one = words("a", "ACCUSE", MARIN, DORN, 0);
    let turned = words("b", "ACCUSE", DORN, MARIN, 0);
    assert_eq!(weigh(&one, &turned), None);
    assert!(joins(&one, &words("c", "ACCUSE", MARIN, DORN, 0)));
}

#[test]
fn a_copied_sentence_is_one_telling() {
    let mut one = meeting("a", &[MARIN, DORN], 0);
    let mut copy = meeting("b", &[MARIN, DORN], 7);
    one.sentence = Some(Sentence { hash: 1, words: 12 });
    copy.sentence = one.sentence;
    copy.published = Some(Day(1));
    assert!(joins(&one, &copy));
    assert_eq!(slots(&[one.clone(), copy.clone()]), ["date"]);
    copy.published = Some(Day(9));
    assert!(!joins(&one, &copy), "said again of another day");
}

#[test]
fn talks_told_without_anybody_are_those_of_the_two_sides() {
    let one = meeting("a", &[MARIN, DORN], 0);
    let mut bare = meeting("b", &[], 0);
    assert_eq!(weigh(&one, &bare), None);
    bare.presumed = meeting("b", &[MARIN, DORN], 0).parties;
    assert!(joins(&one, &bare));
    bare.presumed = meeting("b", &[SAREL, DORN], 0).parties;
    assert!(!joins(&one, &bare));
}

#[test]
fn what_did_not_happen_is_not_what_is_planned() {
    let mut plan = meeting("a", &[MARIN, DORN], 0);
    plan.status = "planned".to_owned();
    let mut off = meeting("b", &[MARIN, DORN], 0);
    off.status = "did_not_happen".to_owned();
    assert!(!joins(&plan, &off));
    assert_eq!(kinds(&plan, &off), ["cancels"]);
}

#[test]
fn a_denial_joins_what_it_denies() {
    let told = meeting("a", &[MARIN, DORN], 0);
    let mut denied = meeting("b", &[MARIN, DORN], 0);
    denied.status = "denied".to_owned();
    assert!(joins(&told, &denied));
    assert_eq!(slots(&[told, denied]), ["status"]);
}

#[test]
fn what_is_called_off_was_planned() {
    let mut plan = meeting("a", &[("Norway", "NOR"), ("Portugal", "PRT")], 5);
    plan.status = "planned".to_owned();
    plan.published = Some(Day(0));
    let mut off = words("b", "REJECT", ("Norway", "NOR"), ("Portugal", "PRT"), 3);
    off.kind = Some("call-off".to_owned());
    assert_eq!(kinds(&off, &plan), ["cancels"]);
    assert_eq!(kinds(&plan, &off), ["cancels"]);
    off.parties.pop();
    assert!(
        kinds(&off, &plan).is_empty(),
        "one side alone calls off many meetings"
    );
    off.place = spot("Lisbon", "PRT", "city");
    assert_eq!(kinds(&off, &plan), ["cancels"]);
}

#[test]
fn whoever_is_accused_answers() {
    let charge = words("a", "ACCUSE", MARIN, ("Portugal", "PRT"), 0);
    let mut reply = words("b", "STATE", ("Portugal", "PRT"), ("Norway", "NOR"), 1);
    reply.kind = Some("deny".to_owned());
    assert_eq!(kinds(&reply, &charge), ["follows"]);
    let other = words("c", "ACCUSE", SAREL, ("Portugal", "PRT"), 0);
    assert!(kinds(&reply, &other).is_empty());
}

#[test]
fn what_is_asked_at_a_meeting_is_part_of_it() {
    let met = meeting("a", &[MARIN, DORN], 0);
    let asked = words("a", "REQUEST", MARIN, DORN, 0);
    let elsewhere = words("a", "REQUEST", MARIN, SAREL, 0);
    let mut aloud = words("a", "REQUEST", MARIN, DORN, 0);
    aloud.parties.pop();
    let mut apart = aloud.clone();
    apart.line = 90;
    let report = [met, asked, elsewhere, aloud, apart];
    let found = parts(&report);
    let found: Vec<(usize, usize)> = found
        .iter()
        .map(|(part, whole, _)| (*part, *whole))
        .collect();
    assert_eq!(found, [(1, 0), (3, 0)]);
}

#[test]
fn finer_values_refine() {
    let one = meeting("a", &[MARIN, DORN], 0);
    let mut coarse = meeting("b", &[("Norway", "NOR"), ("Portugal", "PRT")], 0);
    coarse.days = Some(Days::new(Day(-3), Day(3)));
    coarse.place = spot("Portugal", "PRT", "country");
    coarse.status = "ongoing".to_owned();
    assert!(slots(&[one, coarse]).is_empty());
}

#[test]
fn conflicts_of_date_place_and_participants() {
    let one = meeting("a", &[MARIN, DORN], 0);
    let mut other = meeting("b", &[MARIN, SAREL], 2);
    other.place = spot("Porto", "PRT", "city");
    assert_eq!(
        slots(&[one.clone(), other]),
        ["date", "place", "participants"]
    );
    let mut weekday = meeting("c", &[MARIN, DORN], 0);
    weekday.days = None;
    // 1970-01-01, day 0, was a Thursday.
    weekday.part = Part::of("XXXX-WXX-5");
    assert_eq!(slots(&[one, weekday]), ["date"]);
}

#[test]
fn conflicts_of_quantity() {
    let counted = |document: &str, value: f64, what: &str, approx: bool| Card {
        counts: vec![Number {
            value,
            what: what.to_owned(),
            approx,
        }],
        ..meeting(document, &[MARIN, DORN], 0)
    };
    let one = counted("a", 4.0, "ships", false);
    assert_eq!(
        slots(&[one.clone(), counted("b", 3.0, "ships", false)]),
        ["quantity"]
    );
    assert!(slots(&[one.clone(), counted("b", 3.0, "ships", true)]).is_empty());
    assert!(slots(&[one, counted("b", 3.0, "crews", false)]).is_empty());
}

#[test]
fn conflicts_of_status_and_attribution() {
    let mut one = meeting("a", &[MARIN, DORN], 0);
    let mut other = meeting("b", &[MARIN, DORN], 0);
    other.status = "denied".to_owned();
    (one.root, other.root) = (Some("Lena Marin".to_owned()), Some("Oleg Dorn".to_owned()));
    assert_eq!(slots(&[one.clone(), other.clone()]), ["status"]);
    other.root.clone_from(&one.root);
    assert_eq!(slots(&[one, other]), ["status", "attribution"]);
}
