//! Small Readings made by hand, and Ledgers of them.

use chancery::actors::ActorLexicon;
use chancery::reading::{
    ActorRecord, CharRange, ClaimRecord, EventTimeRecord, ParticipantRecord, PlaceRecord, Reading,
    TextSpan, TimeRecord,
};
use chancery_data::knowledge;
use chancery_store::{Ledger, Occasion, Press, Writer};
use std::path::PathBuf;
use std::sync::LazyLock;
use tempfile::TempDir;

pub static NAMES: LazyLock<ActorLexicon> = LazyLock::new(|| ActorLexicon::new(knowledge()));

/// What a report tells of one meeting.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    pub id: &'a str,
    pub parties: [(&'a str, &'a str); 2],
    pub day: Option<&'a str>,
    pub place: Option<&'a str>,
    pub status: &'a str,
    pub published: &'a str,
}

impl Told<'_> {
    /// A happened meeting of Lena Marin (NOR) and Oleg Dorn (PER).
    pub fn meeting<'a>(id: &'a str, day: Option<&'a str>, published: &'a str) -> Told<'a> {
        Told {
            id,
            parties: [("Lena Marin", "NOR"), ("Oleg Dorn", "PER")],
            day,
            place: Some("Lisbon"),
            status: "happened",
            published,
        }
    }

    pub fn reading(&self) -> Reading {
        let [one, other] = self.parties;
        let when = self.day.unwrap_or("lately");
        let text = format!(
            "{} met {} in {} ({when}), the outlet of {} reports in words of its own.",
            one.0,
            other.0,
            self.place.unwrap_or("town"),
            self.id
        );
        let actor = |(name, country): (&str, &str)| ActorRecord {
            actor: key(name),
            kind: "person".to_owned(),
            name: name.to_owned(),
            names: vec![name.to_owned()],
            country: Some(country.to_owned()),
            ..ActorRecord::default()
        };
        let part = |(name, country): (&str, &str)| ParticipantRecord {
            role: "actor".to_owned(),
            name: name.to_owned(),
            actor: Some(key(name)),
            country: Some(country.to_owned()),
            words: span(&text, name),
            ..ParticipantRecord::default()
        };
        let claim = ClaimRecord {
            id: format!("c:{}", self.id),
            event_type: "CONSULT".to_owned(),
            kind: Some("meet".to_owned()),
            cameo: "040".to_owned(),
            quad: 1,
            intensity: 1.0,
            status: self.status.to_owned(),
            certainty: "certain".to_owned(),
            core: true,
            participants: vec![part(one), part(other)],
            place: self.place.map(|name| place(&text, name)),
            time: self.day.map(|day| time(&text, day)),
            evidence: CharRange {
                start: 0,
                end: text.chars().count() as u32,
            },
            trigger: span(&text, "met"),
            rule: "consult.meet".to_owned(),
            score: 0.9,
            ..ClaimRecord::default()
        };
        let mut reading = Reading {
            id: self.id.to_owned(),
            claims: vec![claim],
            actors: vec![actor(one), actor(other)],
            ..Reading::default()
        };
        reading.document.published.day = days(self.published);
        reading.document.published.day.method = "metadata".to_owned();
        reading.document.language = "en".to_owned();
        reading.document.text = text;
        reading
    }
}

/// An id that does not show the name.
fn key(name: &str) -> String {
    format!("a:{}", name.bytes().map(u32::from).sum::<u32>())
}

fn span(text: &str, words: &str) -> TextSpan {
    let at = text.find(words).expect("the words are there");
    let start = text[..at].chars().count() as u32;
    TextSpan {
        start,
        end: start + words.chars().count() as u32,
        text: words.to_owned(),
    }
}

fn place(text: &str, name: &str) -> PlaceRecord {
    PlaceRecord {
        name: name.to_owned(),
        country: Some("PRT".to_owned()),
        precision: "city".to_owned(),
        words: span(text, name),
        ..PlaceRecord::default()
    }
}

fn days(day: &str) -> TimeRecord {
    let day = Some(day.to_owned());
    TimeRecord {
        edtf: day.clone(),
        earliest: day.clone(),
        latest: day.clone(),
        best: day,
        precision: "day".to_owned(),
        confidence: 0.9,
        method: "explicit".to_owned(),
    }
}

fn time(text: &str, day: &str) -> EventTimeRecord {
    EventTimeRecord {
        day: days(day),
        timex3: Some(day.to_owned()),
        words: Some(span(text, day)),
    }
}

/// A Ledger in a folder of its own.
pub struct Made {
    pub path: PathBuf,
    _folder: TempDir,
}

pub fn made() -> Made {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("some.chancery");
    Ledger::create(&path).expect("it is made");
    Made {
        path,
        _folder: folder,
    }
}

pub fn occasion() -> Occasion {
    Occasion {
        what: "add".to_owned(),
        run: "test".to_owned(),
        made: None,
    }
}

pub fn writer(made: &Made) -> Writer {
    Writer::open(&made.path, occasion()).expect("it opens")
}

/// Adds Readings in batches of so many.
pub fn add(made: &Made, readings: &[Reading], batch: usize) {
    let mut writer = writer(made);
    let mut press = Press::new(writer.dictionaries(), &NAMES).expect("dictionaries");
    for some in readings.chunks(batch) {
        let mut batch = writer.batch().expect("it begins");
        for reading in some {
            let draft = press.draft(reading.clone()).expect("it is packed");
            batch.add(&draft).expect("it is added");
        }
        batch.commit(&NAMES).expect("it is committed");
    }
    writer.close().expect("it closes");
}
