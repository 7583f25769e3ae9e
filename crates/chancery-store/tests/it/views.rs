//! The views over a Ledger of small reports.

use crate::press::{Made, NAMES, Told, add, made};
use chancery::reading::{QuoteRecord, Reading, RoleRecord, SpeakerRecord};
use chancery_data::knowledge;
use chancery_store::Ledger;
use chancery_store::day::number;
use chancery_store::view::{
    Ahead, Between, By, Edges, Filter, Kinds, Order, Page, Quotes, Shelf, State, Verdict,
};

/// Meetings of Marin and Dorn in January, one of them told twice, one of them planned before; one
/// of Sarel; a plan of which nothing is told; an office and a quote.
fn reports() -> Vec<Reading> {
    let mut first = Told::meeting("post1", Some("2026-01-02"), "2026-01-03").reading();
    let marin = first.actors[0].actor.clone();
    first.document.outlet = Some("Belmar Post".to_owned());
    first.roles.push(office(&marin, "foreign minister", None));
    first.quotes.push(quote(&first, &marin));
    let mut second = Told::meeting("radio1", Some("2026-01-02"), "2026-01-04").reading();
    second.document.outlet = Some("Radio Lorne".to_owned());
    second
        .roles
        .push(office(&marin, "Foreign Minister", Some("Foreign Ministry")));
    let plan = |id: &'static str, day: &'static str| Told {
        status: "planned",
        ..Told::meeting(id, Some(day), "2026-01-01")
    };
    let other = Told {
        parties: [("Lena Marin", "NOR"), ("Ada Sarel", "KEN")],
        place: Some("Nairobi"),
        ..Told::meeting("post2", Some("2026-03-09"), "2026-03-10")
    };
    vec![
        plan("ahead1", "2026-01-02").reading(),
        plan("ahead2", "2026-02-20").reading(),
        first,
        second,
        other.reading(),
    ]
}

fn office(person: &str, title: &str, body: Option<&str>) -> RoleRecord {
    RoleRecord {
        person: person.to_owned(),
        name: "Lena Marin".to_owned(),
        title: title.to_owned(),
        organisation: body.map(str::to_owned),
        country: Some("NOR".to_owned()),
        tense: "current".to_owned(),
        ..RoleRecord::default()
    }
}

fn quote(reading: &Reading, speaker: &str) -> QuoteRecord {
    let words = "words of its own";
    let at = reading.document.text.find(words).expect("they are there") as u32;
    QuoteRecord {
        kind: "direct".to_owned(),
        text: words.to_owned(),
        start: at,
        end: at + words.len() as u32,
        speaker: Some(SpeakerRecord {
            name: "Lena Marin".to_owned(),
            actor: Some(speaker.to_owned()),
            ..SpeakerRecord::default()
        }),
        cue: None,
    }
}

fn filled() -> (Made, Ledger) {
    let made = made();
    add(&made, &reports(), 2);
    let ledger = Ledger::open(&made.path).expect("it opens");
    (made, ledger)
}

fn day(iso: &str) -> i32 {
    number(iso).expect("a day")
}

/// Days and statuses of the events that a line finds, the newest first.
fn found(shelf: &mut Shelf<'_>, line: &str) -> Vec<String> {
    let filter = Filter::parse(line, knowledge()).expect("it parses");
    let page = Page {
        order: Order::Newest,
        skip: 0,
        limit: 10,
    };
    let (rows, total) = shelf.find(&NAMES, &filter, page).expect("it answers");
    assert_eq!(rows.len() as u64, total);
    let lines = shelf.lines(&rows).expect("lines");
    let told = lines
        .iter()
        .map(|one| format!("{} {}", one.day.as_deref().unwrap_or("-"), one.status));
    told.collect()
}

#[test]
fn events_are_found_by_every_key() {
    let (_made, ledger) = filled();
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    let marin = [
        "2026-03-09 happened",
        "2026-02-20 planned",
        "2026-01-02 happened",
        "2026-01-02 planned",
    ];
    let found_marin = found(&mut shelf, "marin");
    assert_eq!(found_marin.len(), 4);
    assert!(
        marin
            .iter()
            .all(|one| found_marin.iter().any(|found| found == one)),
        "{found_marin:?}"
    );
    let mut check = |line: &str, expected: &[&str]| {
        assert_eq!(found(&mut shelf, line), expected, "{line}");
    };
    check("sarel", &["2026-03-09 happened"]);
    check("NOR KEN", &["2026-03-09 happened"]);
    check(
        "actor:\"Oleg Dorn\" status:happened",
        &["2026-01-02 happened"],
    );
    check("nairobi", &["2026-03-09 happened"]);
    check("place:NAIROBI", &["2026-03-09 happened"]);
    check(
        "place:PRT since:2026-02 until:2026-02",
        &["2026-02-20 planned"],
    );
    check(
        "until:2026-01 status:happened type:CONSULT cameo:04 mode:meet",
        &["2026-01-02 happened"],
    );
    check(
        "words:\"post1 OR post2\" status:happened until:2026-02",
        &["2026-01-02 happened"],
    );
    check(
        "words:“\"oleg dorn\" NOT \"dorn oleg\"” status:happened until:2026-02",
        &["2026-01-02 happened"],
    );
    check("words:“\"dorn oleg\"”", &[]);
    check("NOR since:2026-03", &["2026-03-09 happened"]);
    check("origins:2", &[]);
    check("score:0.95", &[]);
    check("nobody", &[]);
    check("type:ASSAULT", &[]);
}

#[test]
fn words_that_do_not_parse_are_told() {
    let (_made, ledger) = filled();
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    let filter = Filter {
        words: Some("\"open".to_owned()),
        ..Filter::default()
    };
    let page = Page {
        order: Order::Newest,
        skip: 0,
        limit: 10,
    };
    let error = shelf
        .find(&NAMES, &filter, page)
        .expect_err("it is refused");
    assert!(error.to_string().starts_with("words `\"open`: "), "{error}");
}

#[test]
fn an_account_holds_words_grid_links_and_history() {
    let (_made, ledger) = filled();
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    let account = shelf
        .account("c:radio1")
        .expect("it answers")
        .expect("an event");
    assert_eq!((account.event.documents, account.event.origins), (2, 1));
    let date = account
        .grid
        .iter()
        .find(|slot| slot.slot == "date")
        .expect("a date");
    assert_eq!(date.value, "2026-01-02");
    assert!(
        date.cells
            .iter()
            .all(|cell| cell.verdict == Verdict::Agrees && cell.words.is_some())
    );
    assert_eq!(
        account
            .grid
            .iter()
            .filter(|slot| slot.slot == "who")
            .count(),
        2
    );
    let fulfils = account
        .event
        .edges
        .iter()
        .find(|edge| edge.kind == "fulfils")
        .expect("a plan");
    let plan = shelf
        .account(&fulfils.event)
        .expect("it answers")
        .expect("the plan");
    assert_eq!(plan.event.status, "planned");
    assert_eq!(plan.linked[0].event, account.event.id);
    assert_eq!(plan.others[0].id, account.event.id);
    assert_eq!(account.history.len(), 2);
    assert!(
        shelf
            .account("ev:0000000000")
            .expect("it answers")
            .is_none()
    );
}

#[test]
fn documents_by_both_ids() {
    let (_made, ledger) = filled();
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    let given = shelf.reports("post1").expect("it answers");
    assert_eq!(given.len(), 1);
    let own = shelf.reports(&given[0].source.id).expect("it answers");
    assert_eq!(own, given);
    assert_eq!(given[0].events.len(), 1);
    assert!(shelf.reports("none").expect("it answers").is_empty());
}

#[test]
fn an_actor_has_offices_meetings_quotes_and_counterparts() {
    let (_made, ledger) = filled();
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    let mut bearers = shelf.bearers(&NAMES, "marin").expect("it answers");
    assert_eq!(bearers.len(), 1);
    let dossier = shelf.dossier(bearers.remove(0), 10).expect("it answers");
    assert_eq!(dossier.bearer.documents, 5);
    let office = &dossier.offices[0];
    assert_eq!(dossier.offices.len(), 1, "{:?}", dossier.offices);
    assert_eq!(
        (office.from.as_deref(), office.to.as_deref()),
        (Some("2026-01-03"), Some("2026-01-04"))
    );
    assert_eq!(office.organisation.as_deref(), Some("Foreign Ministry"));
    assert_eq!(dossier.meetings.len(), 4);
    assert_eq!(dossier.quotes.len(), 1);
    let with: Vec<(&str, u64)> = dossier
        .with
        .iter()
        .map(|one| (one.name.as_str(), one.events))
        .collect();
    assert_eq!(with, [("Oleg Dorn", 3), ("Ada Sarel", 1)]);
    assert!(
        shelf
            .bearers(&NAMES, "nobody")
            .expect("it answers")
            .is_empty()
    );
}

#[test]
fn two_sides_over_time() {
    let (_made, ledger) = filled();
    let shelf = Shelf::new(&ledger).expect("a shelf");
    let between = |a: &str, b: &str| Between {
        sides: [a.to_owned(), b.to_owned()],
        by: By::Month,
        limit: 10,
        ..Between::default()
    };
    for sides in [
        ("PER", "NOR"),
        ("NOR", "PER"),
        ("Oleg Dorn", "Lena Marin"),
        ("NOR", "Dorn"),
    ] {
        let dyad = shelf
            .dyad(&NAMES, &between(sides.0, sides.1))
            .expect("it answers");
        let told: Vec<(&str, u64, u64)> = dyad
            .periods
            .iter()
            .map(|one| (one.period.as_str(), one.sums.events, one.sums.claims))
            .collect();
        assert_eq!(told, [("2026-01", 2, 3), ("2026-02", 1, 1)], "{sides:?}");
        assert_eq!(dyad.events.len(), 3);
        assert_eq!(dyad.events[0].day.as_deref(), Some("2026-02-20"));
    }
    let asked = Between {
        since: number("2025-12-01"),
        until: number("2026-03-01"),
        types: vec!["CONSULT".to_owned()],
        ..between("NOR", "PER")
    };
    let dyad = shelf.dyad(&NAMES, &asked).expect("it answers");
    let events: Vec<u64> = dyad.periods.iter().map(|one| one.sums.events).collect();
    assert_eq!(events, [0, 2, 1, 0]);
    assert!(shelf.dyad(&NAMES, &between("NOR", "NOR")).is_err());
    assert!(
        shelf
            .dyad(&NAMES, &between("NOR", "nobody"))
            .expect("it answers")
            .periods
            .is_empty()
    );
}

#[test]
fn the_network_counts_events() {
    let (_made, ledger) = filled();
    let shelf = Shelf::new(&ledger).expect("a shelf");
    let asked = Edges {
        top: 10,
        ..Edges::default()
    };
    let edges = shelf.network(&asked).expect("it answers");
    let told: Vec<(&str, &str, u64, u64)> = edges
        .iter()
        .map(|one| (one.a.as_str(), one.b.as_str(), one.events, one.claims))
        .collect();
    assert_eq!(told, [("NOR", "PER", 3, 4), ("KEN", "NOR", 1, 1)]);
    let march = Edges {
        since: number("2026-03-01"),
        ..asked
    };
    assert_eq!(shelf.network(&march).expect("it answers").len(), 1);
}

#[test]
fn plans_are_ahead_overdue_or_held() {
    let (_made, ledger) = filled();
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    let mut states = |as_of: &str| -> Vec<(State, Option<String>)> {
        let asked = Ahead {
            as_of: day(as_of),
            ..Ahead::default()
        };
        let plans = shelf.agenda(asked).expect("it answers");
        let told = plans.into_iter().map(|plan| (plan.state, plan.said));
        told.collect()
    };
    let (one, two) = (Some("2026-01-02".to_owned()), Some("2026-02-20".to_owned()));
    assert_eq!(states("2025-12-31"), []);
    assert_eq!(
        states("2026-01-01"),
        [(State::Ahead, one.clone()), (State::Ahead, two.clone())]
    );
    assert_eq!(
        states("2026-01-05"),
        [(State::Ahead, two.clone()), (State::Held, one.clone())]
    );
    assert_eq!(
        states("2026-02-21"),
        [(State::Overdue, two), (State::Held, one)]
    );
}

#[test]
fn the_brief_of_a_day_stays_as_it_is() {
    let (_made, ledger) = filled();
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    let brief = shelf.brief(day("2026-01-03")).expect("it answers");
    assert_eq!(
        (brief.new.len(), brief.changed.len(), brief.again),
        (1, 0, 0)
    );
    assert_eq!(
        brief.new[0].documents, 1,
        "the report of the next day is not told of"
    );
    assert_eq!(brief.quotes.len(), 1);
    assert_eq!(brief.due.len(), 0);
    let next = shelf.brief(day("2026-01-04")).expect("it answers");
    assert_eq!((next.new.len(), next.again), (0, 1));
    let first = shelf.brief(day("2026-01-01")).expect("it answers");
    assert_eq!(first.due.len(), 1);

    let early = made();
    add(&early, &reports()[..3], 1);
    let ledger = Ledger::open(&early.path).expect("it opens");
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    assert_eq!(shelf.brief(day("2026-01-03")).expect("it answers"), brief);
}

#[test]
fn quotes_conflicts_doubts_and_coverage() {
    let (_made, ledger) = filled();
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    let asked = Quotes {
        speaker: Some("Marin".to_owned()),
        kinds: Kinds::Direct,
        limit: 10,
        ..Quotes::default()
    };
    let (said, total) = shelf.quotes(&NAMES, &asked).expect("it answers");
    assert_eq!((said.len(), total), (1, 1));
    assert_eq!(
        said[0].office.as_ref().map(|role| role.title.as_str()),
        Some("foreign minister")
    );
    assert!(said[0].around.text.contains("words of its own"));
    let later = Quotes {
        since: number("2026-02-01"),
        ..asked
    };
    assert_eq!(shelf.quotes(&NAMES, &later).expect("it answers").1, 0);
    assert!(shelf.disagreements(&[], 10).expect("it answers").is_empty());
    shelf.doubts(10).expect("it answers");
    let held = shelf.coverage().expect("it answers");
    assert_eq!((held.documents, held.claims, held.events), (5, 5, 4));
    assert_eq!(held.months.len(), 2);
}

#[test]
fn documents_that_disagree_are_told() {
    let made = made();
    let elsewhere = Told {
        status: "denied",
        ..Told::meeting("radio", Some("2026-01-02"), "2026-01-03")
    };
    let readings = [
        Told::meeting("post", Some("2026-01-02"), "2026-01-03").reading(),
        elsewhere.reading(),
    ];
    add(&made, &readings, 2);
    let ledger = Ledger::open(&made.path).expect("it opens");
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    let found = shelf
        .disagreements(&["status".to_owned()], 10)
        .expect("it answers");
    assert_eq!(found.len(), 1);
    let values: Vec<&str> = found[0]
        .values
        .iter()
        .map(|one| one.value.as_str())
        .collect();
    assert_eq!(values.len(), 2, "{values:?}");
    assert!(
        shelf
            .disagreements(&["place".to_owned()], 10)
            .expect("it answers")
            .is_empty()
    );
}

#[test]
fn an_empty_ledger_answers() {
    let made = made();
    let ledger = Ledger::open(&made.path).expect("it opens");
    let mut shelf = Shelf::new(&ledger).expect("a shelf");
    assert!(found(&mut shelf, "anybody since:2026").is_empty());
    assert_eq!(shelf.last_day().expect("it answers"), None);
    assert!(
        shelf
            .agenda(Ahead::default())
            .expect("it answers")
            .is_empty()
    );
    assert_eq!(shelf.brief(0).expect("it answers").documents.read, 0);
    assert_eq!(shelf.coverage().expect("it answers").documents, 0);
    assert!(shelf.doubts(5).expect("it answers").is_empty());
}
