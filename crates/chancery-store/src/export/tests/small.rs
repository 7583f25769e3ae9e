//! A small set made by hand: a meeting of three, a call that moved, a denied strike of which only the
//! country is known, an accusation with a chain of sources and its content, a promise and what is
//! promised, a day only bounded, and text with every character that breaks tables.

use crate::export::Memory;
use crate::record::{Correction, Event, Held, Participant, Quoted, Source, Telling, When, Where};
use chancery::link::{ConflictRecord, EdgeRecord};
use chancery::reading::{
    AttributionRecord, CharRange, ClaimRecord, EventTimeRecord, ParticipantRecord, PlaceRecord,
    QuoteRecord, RoleRecord, SpeakerRecord, TextSpan, TimeRecord,
};

const FIRST: &str = "Turkish Foreign Minister Elif Aksoy met Olena Hryts and Pavel Orlov in Ankara on Tuesday to discuss prisoners. “We found common ground,” Aksoy said.";
const SECOND: &str = "Aksoy, Hryts and Orlov held talks in Ankara on December 30. Denmark’s Lars Holm and France’s Claire Marin will speak by phone on January 2.";
const THIRD: &str = "The call between Marin and Holm has moved to January 3. Rwanda denied that its drones struck a site in Burundi.";
const FOURTH: &str = "A security official told Coast Radio that Kenya accused Somalia of shelling a border post. Germany pledged ten ambulances to Kenya.";
const FIFTH: &str = "=\"Ōta, Güler\"\tсказала,\nчто \"мир; близок\" — and, in May 2025, 太田 urged Kyiv to free Ivan Petrenko, 14.";

/// The whole set.
pub fn small() -> Memory {
    Memory {
        events: vec![
            odd(),
            meeting(),
            accusation(),
            content(),
            pledge(),
            promised(),
            strike(),
            call(),
        ],
        documents: vec![
            (source(5), FIFTH.to_owned()),
            (source(1), FIRST.to_owned()),
            (source(2), SECOND.to_owned()),
            (source(3), THIRD.to_owned()),
            (source(4), FOURTH.to_owned()),
        ],
        quotes: vec![quote()],
        roles: vec![role()],
        corrections: vec![correction()],
    }
}

fn text(document: usize) -> &'static str {
    [FIRST, SECOND, THIRD, FOURTH, FIFTH][document - 1]
}

fn source(document: usize) -> Source {
    let days = [
        "2025-12-30",
        "2025-12-31",
        "2026-01-01",
        "2026-01-01",
        "2025-06-02",
    ];
    let outlets = [
        "Coast Radio",
        "The Harbour Post",
        "Coast Radio",
        "North Wire",
    ];
    Source {
        id: format!("d:{document:02}"),
        given: format!("report-{document}"),
        url: (document < 5).then(|| format!("https://press.example/{document}?a=1&b=2")),
        outlet: outlets.get(document - 1).map(|outlet| (*outlet).to_owned()),
        title: (document != 2).then(|| format!("Report <{document}> & \"more\"")),
        language: "en".to_owned(),
        published: Some(days[document - 1].to_owned()),
        published_method: "given".to_owned(),
        chars: u32::try_from(text(document).chars().count()).unwrap(),
        story: (document < 3).then(|| "st:01".to_owned()),
    }
}

/// Where words stand in a document, in code points.
fn span(document: usize, words: &str) -> TextSpan {
    let text = text(document);
    let at = text.find(words).expect("words of the fixture");
    let start = text[..at].chars().count();
    TextSpan {
        start: u32::try_from(start).unwrap(),
        end: u32::try_from(start + words.chars().count()).unwrap(),
        text: words.to_owned(),
    }
}

/// Role, name, kind, country, sectors, title, words.
type Who<'a> = (
    &'a str,
    &'a str,
    &'a str,
    &'a str,
    &'a [&'a str],
    &'a str,
    &'a str,
);

fn id(name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    format!("a:{}", letters.to_lowercase())
}

fn participant(who: &Who<'_>) -> Participant {
    Participant {
        role: who.0.to_owned(),
        name: who.1.to_owned(),
        raw: who.6.to_owned(),
        actor: id(who.1),
        kind: who.2.to_owned(),
        country: (!who.3.is_empty()).then(|| who.3.to_owned()),
        sectors: who.4.iter().map(|sector| (*sector).to_owned()).collect(),
        title: (!who.5.is_empty()).then(|| who.5.to_owned()),
    }
}

fn part(document: usize, who: &Who<'_>) -> ParticipantRecord {
    ParticipantRecord {
        role: who.0.to_owned(),
        name: who.1.to_owned(),
        actor: Some(id(who.1)),
        country: (!who.3.is_empty()).then(|| who.3.to_owned()),
        sectors: who.4.iter().map(|sector| (*sector).to_owned()).collect(),
        words: span(document, who.6),
        ..ParticipantRecord::default()
    }
}

/// A claim of a document: trigger, sentence, who, day and the words for it.
fn told(
    document: usize,
    (trigger, sentence): (&str, &str),
    who: &[Who<'_>],
    time: Option<(&str, &str)>,
    event: &Event,
) -> Telling {
    let evidence = span(document, sentence);
    let claim = ClaimRecord {
        id: format!("c:{document:02}{}", trigger.replace(' ', "")),
        event_type: event.event_type.clone(),
        mode: event.mode.clone(),
        kind: event.kind.clone(),
        contexts: event.contexts.clone(),
        cameo: event.cameo.clone(),
        quad: event.quad,
        intensity: event.intensity,
        participants: who.iter().map(|who| part(document, who)).collect(),
        time: time.map(|(day, words)| EventTimeRecord {
            day: TimeRecord {
                edtf: Some(day.to_owned()),
                earliest: Some(day.to_owned()),
                latest: Some(day.to_owned()),
                best: Some(day.to_owned()),
                precision: "day".to_owned(),
                confidence: 0.98,
                method: "weekday".to_owned(),
            },
            timex3: Some(day.to_owned()),
            words: Some(span(document, words)),
        }),
        status: event.status.clone(),
        certainty: event.certainty.clone(),
        core: true,
        evidence: CharRange {
            start: evidence.start,
            end: evidence.end,
        },
        trigger: span(document, trigger),
        rule: "consult.meet".to_owned(),
        score: 0.93,
        ..ClaimRecord::default()
    };
    Telling {
        document: source(document),
        claim,
        sentence: sentence.to_owned(),
    }
}

fn when(day: &str) -> Option<When> {
    Some(When {
        edtf: Some(day.to_owned()),
        earliest: Some(day.to_owned()),
        latest: Some(day.to_owned()),
        best: Some(day.to_owned()),
        precision: "day".to_owned(),
        confidence: 0.98,
        method: "weekday".to_owned(),
    })
}

/// Id, type, mode and kind, CAMEO, quad and score, status.
fn event(
    id: &str,
    codes: (&str, &str, &str),
    cameo: &str,
    value: (u8, f64),
    status: &str,
) -> Event {
    let label = |code: &str| (!code.is_empty()).then(|| code.to_owned());
    Event {
        id: format!("ev:{id}"),
        event_type: codes.0.to_owned(),
        mode: label(codes.1),
        kind: label(codes.2),
        cameo: cameo.to_owned(),
        quad: value.0,
        intensity: value.1,
        status: status.to_owned(),
        certainty: "certain".to_owned(),
        core: true,
        documents: 1,
        outlets: 1,
        origins: 1,
        credibility: 3,
        coder: "machine".to_owned(),
        score: 0.93,
        ..Event::default()
    }
}

const AKSOY: Who<'_> = (
    "actor",
    "Elif Aksoy",
    "person",
    "TUR",
    &["GOV"],
    "Foreign Minister",
    "Aksoy",
);
const HRYTS: Who<'_> = (
    "actor",
    "Olena Hryts",
    "person",
    "UKR",
    &["GOV", "MIL"],
    "",
    "Hryts",
);
const ORLOV: Who<'_> = ("actor", "Pavel Orlov", "person", "RUS", &[], "", "Orlov");

fn meeting() -> Event {
    let mut event = event(
        "meet1",
        ("CONSULT", "", "meet"),
        "040",
        (1, 2.5),
        "happened",
    );
    let who = [AKSOY, HRYTS, ORLOV];
    event.contexts = vec!["diplomatic".to_owned(), "military".to_owned()];
    event.participants = who.iter().map(participant).collect();
    event.time = when("2025-12-30");
    event.place = Some(Where {
        name: "Ankara".to_owned(),
        raw: "Ankara".to_owned(),
        country: Some("TUR".to_owned()),
        latitude: Some(39.92),
        longitude: Some(32.85),
        precision: "city".to_owned(),
    });
    event.topics = vec!["prisoners".to_owned()];
    let one = "Turkish Foreign Minister Elif Aksoy met Olena Hryts and Pavel Orlov in Ankara on Tuesday to discuss prisoners.";
    let other = "Aksoy, Hryts and Orlov held talks in Ankara on December 30.";
    let mut first = told(
        1,
        ("met", one),
        &who,
        Some(("2025-12-30", "Tuesday")),
        &event,
    );
    first.claim.topics = vec![span(1, "prisoners")];
    first.claim.place = Some(PlaceRecord {
        name: "Ankara".to_owned(),
        country: Some("TUR".to_owned()),
        lat: Some(39.92),
        lon: Some(32.85),
        precision: "city".to_owned(),
        words: span(1, "Ankara"),
    });
    let second = told(
        2,
        ("held talks", other),
        &who,
        Some(("2025-12-30", "December 30")),
        &event,
    );
    event.claims = vec![first, second];
    (event.documents, event.outlets, event.origins) = (2, 2, 2);
    event.credibility = 2;
    event.possible_same = vec!["ev:other".to_owned()];
    event
}

fn call() -> Event {
    let mut event = event(
        "call1",
        ("CONSULT", "phone", "call"),
        "041",
        (1, 1.5),
        "planned",
    );
    let who: [Who<'_>; 2] = [
        ("actor", "Lars Holm", "person", "DNK", &["GOV"], "", "Holm"),
        (
            "actor",
            "Claire Marin",
            "person",
            "FRA",
            &["GOV"],
            "",
            "Marin",
        ),
    ];
    event.participants = who.iter().map(participant).collect();
    event.time = when("2026-01-03");
    let one = "Denmark’s Lars Holm and France’s Claire Marin will speak by phone on January 2.";
    let other = "The call between Marin and Holm has moved to January 3.";
    event.claims = vec![
        told(
            2,
            ("speak", one),
            &who,
            Some(("2026-01-02", "January 2")),
            &event,
        ),
        told(
            3,
            ("call", other),
            &who,
            Some(("2026-01-03", "January 3")),
            &event,
        ),
    ];
    (event.documents, event.outlets, event.origins) = (2, 2, 1);
    event.conflicts = vec![ConflictRecord {
        slot: "date".to_owned(),
        kind: "2026-01-02 / 2026-01-03".to_owned(),
        claims: vec!["c:02speak".to_owned(), "c:03call".to_owned()],
    }];
    event
}

fn country_only(name: &str, code: &str) -> Option<Where> {
    Some(Where {
        name: name.to_owned(),
        raw: name.to_owned(),
        country: Some(code.to_owned()),
        latitude: Some(-3.38),
        longitude: Some(29.36),
        precision: "country".to_owned(),
    })
}

fn strike() -> Event {
    let mut event = event(
        "hit1",
        ("ASSAULT", "drone", ""),
        "1952",
        (4, -9.5),
        "denied",
    );
    let who: [Who<'_>; 2] = [
        ("actor", "Rwanda", "state", "RWA", &[], "", "Rwanda"),
        ("recipient", "Burundi", "state", "BDI", &[], "", "Burundi"),
    ];
    event.participants = who.iter().map(participant).collect();
    event.time = when("2026-01-01");
    event.place = country_only("Burundi", "BDI");
    let one = "Rwanda denied that its drones struck a site in Burundi.";
    event.claims = vec![told(3, ("struck", one), &who, None, &event)];
    event
}

/// The official, who has no name, told the radio.
fn chain(document: usize) -> Vec<AttributionRecord> {
    let words = span(document, "A security official");
    vec![AttributionRecord {
        name: "a security official".to_owned(),
        cue: "told".to_owned(),
        start: words.start,
        end: words.end,
        ..AttributionRecord::default()
    }]
}

const BLAMED: &str =
    "A security official told Coast Radio that Kenya accused Somalia of shelling a border post.";

fn accusation() -> Event {
    let mut event = event(
        "accuse1",
        ("ACCUSE", "allege", ""),
        "112",
        (3, -3.5),
        "happened",
    );
    let who: [Who<'_>; 2] = [
        ("actor", "Kenya", "state", "KEN", &["GOV"], "", "Kenya"),
        (
            "recipient",
            "Somalia",
            "state",
            "SOM",
            &["GOV"],
            "",
            "Somalia",
        ),
    ];
    event.participants = who.iter().map(participant).collect();
    event.time = when("2026-01-01");
    event.place = country_only("Kenya", "KEN");
    let mut claim = told(4, ("accused", BLAMED), &who, None, &event);
    claim.claim.attribution = chain(4);
    event.claims = vec![claim];
    event
}

/// What is alleged: rule 22 keeps it from the formats of others.
fn content() -> Event {
    let mut event = event(
        "shell1",
        ("ASSAULT", "heavy-weapons", ""),
        "194",
        (4, -9.5),
        "happened",
    );
    let who: [Who<'_>; 1] = [("actor", "Somalia", "state", "SOM", &["GOV"], "", "Somalia")];
    event.participants = who.iter().map(participant).collect();
    event.time = when("2026-01-01");
    let mut claim = told(4, ("shelling", BLAMED), &who, None, &event);
    let accuser = span(4, "Kenya");
    claim.claim.attribution = vec![AttributionRecord {
        name: "Kenya".to_owned(),
        actor: Some(id("Kenya")),
        cue: "accused".to_owned(),
        named: true,
        start: accuser.start,
        end: accuser.end,
        ..AttributionRecord::default()
    }];
    claim.claim.attribution.extend(chain(4));
    event.claims = vec![claim];
    event
}

const PLEDGED: &str = "Germany pledged ten ambulances to Kenya.";
const DONORS: [Who<'_>; 2] = [
    ("actor", "Germany", "state", "DEU", &["GOV"], "", "Germany"),
    ("recipient", "Kenya", "state", "KEN", &["GOV"], "", "Kenya"),
];

fn pledge() -> Event {
    let mut event = event(
        "pledge1",
        ("AGREE", "", "pledge-aid"),
        "033",
        (1, 2.5),
        "happened",
    );
    event.participants = DONORS.iter().map(participant).collect();
    event.time = when("2026-01-01");
    event.claims = vec![told(4, ("pledged", PLEDGED), &DONORS, None, &event)];
    event
}

/// What is promised: rule 3 writes one row for the two.
fn promised() -> Event {
    let mut event = event("aid1", ("AID", "", "relief"), "073", (2, 10.0), "planned");
    event.participants = DONORS.iter().map(participant).collect();
    event.time = when("2026-01-01");
    event.claims = vec![told(4, ("ambulances", PLEDGED), &DONORS, None, &event)];
    event.edges = vec![EdgeRecord {
        kind: "part_of".to_owned(),
        event: "ev:pledge1".to_owned(),
        ..EdgeRecord::default()
    }];
    event
}

/// A month instead of a day, a boy of fourteen, and text that breaks tables.
fn odd() -> Event {
    let mut event = event(
        "odd1",
        ("REQUEST", "yield", ""),
        "1056",
        (3, -1.0),
        "happened",
    );
    let who: [Who<'_>; 3] = [
        (
            "actor",
            "太田 \"Ōta\";\tGüler,",
            "person",
            "JPN",
            &["OPP"],
            "=Deputy, \"acting\"",
            "太田",
        ),
        (
            "recipient",
            "Kyiv\r\nGovernment",
            "org",
            "UKR",
            &["GOV"],
            "",
            "Kyiv",
        ),
        (
            "object",
            "Ivan Petrenko",
            "person",
            "UKR",
            &["CVL"],
            "",
            "Ivan Petrenko",
        ),
    ];
    event.participants = who.iter().map(participant).collect();
    event.time = Some(When {
        edtf: Some("2025-05".to_owned()),
        earliest: Some("2025-05-01".to_owned()),
        latest: Some("2025-05-31".to_owned()),
        precision: "month".to_owned(),
        confidence: 0.9,
        method: "explicit".to_owned(),
        ..When::default()
    });
    let mut claim = told(5, ("urged", FIFTH), &who, None, &event);
    claim.document.outlet = Some("Радио \"Мир\"\t— <север>".to_owned());
    event.claims = vec![claim];
    event
}

fn quote() -> Quoted {
    let words = span(1, "We found common ground,");
    let speaker = span(1, "Aksoy said");
    Quoted {
        document: "d:01".to_owned(),
        quote: QuoteRecord {
            kind: "direct".to_owned(),
            text: words.text,
            start: words.start,
            end: words.end,
            speaker: Some(SpeakerRecord {
                name: "Elif Aksoy".to_owned(),
                actor: Some(id("Elif Aksoy")),
                start: speaker.start,
                end: speaker.start + 5,
            }),
            cue: Some(span(1, "said")),
        },
    }
}

fn role() -> Held {
    let words = span(1, "Foreign Minister");
    Held {
        document: "d:01".to_owned(),
        day: Some("2025-12-30".to_owned()),
        role: RoleRecord {
            person: id("Elif Aksoy"),
            name: "Elif Aksoy".to_owned(),
            title: "Foreign Minister".to_owned(),
            country: Some("TUR".to_owned()),
            tense: "current".to_owned(),
            start: words.start,
            end: words.end,
            ..RoleRecord::default()
        },
    }
}

fn correction() -> Correction {
    Correction {
        id: 1,
        version: 7,
        op: "set".to_owned(),
        event: Some("ev:meet1".to_owned()),
        target: "{\"claims\":[1]}".to_owned(),
        slot: Some("place".to_owned()),
        old_hash: Some("00ff".to_owned()),
        value: Some("Ankara".to_owned()),
        why: "named in both reports".to_owned(),
        who: "mk".to_owned(),
        made: Some(1_767_614_400),
    }
}
