//! Small Readings made by hand, added in several orders.

use super::*;
use crate::canonical::canonical;
use crate::{Ledger, Press};
use chancery::actors::ActorLexicon;
use chancery::reading::{
    ActorRecord, AttributionRecord, CharRange, ClaimRecord, ParticipantRecord, QuoteRecord,
    Reading, RoleRecord, SpeakerRecord, TextSpan,
};
use chancery_data::knowledge;
use std::path::PathBuf;
use std::sync::LazyLock;
use tempfile::TempDir;

static NAMES: LazyLock<ActorLexicon> = LazyLock::new(|| ActorLexicon::new(knowledge()));

fn span(text: &str, words: &str) -> TextSpan {
    let at = text.find(words).expect("the words are there");
    let start = text[..at].chars().count() as u32;
    TextSpan {
        start,
        end: start + words.chars().count() as u32,
        text: words.to_owned(),
    }
}

fn actor(key: &str, name: &str, country: Option<&str>) -> ActorRecord {
    ActorRecord {
        actor: key.to_owned(),
        kind: "person".to_owned(),
        name: name.to_owned(),
        names: vec![name.to_owned()],
        country: country.map(str::to_owned),
        ..ActorRecord::default()
    }
}

fn part(text: &str, role: &str, actor: &str, name: &str) -> ParticipantRecord {
    ParticipantRecord {
        role: role.to_owned(),
        name: name.to_owned(),
        actor: Some(actor.to_owned()),
        words: span(text, name),
        ..ParticipantRecord::default()
    }
}

/// A report of a meeting, told on the day with this number of May 2024.
fn report(id: &str, day: u32) -> Reading {
    let text =
        format!("“Güler – {id}” met Ada Sarel in Belmar. “We agree,” Sarel said on May {day}.");
    let mut reading = Reading {
        id: id.to_owned(),
        ..Reading::default()
    };
    let date = format!("2024-05-{day:02}");
    reading.document.language = "en".to_owned();
    reading.document.published.day.best = Some(date);
    reading.document.text = text.clone();
    reading.actors = vec![
        actor("a:1", "Güler", Some("TUR")),
        actor("a:2", "Ada Sarel", (day > 3).then_some("NOR")),
    ];
    reading.claims = vec![ClaimRecord {
        id: format!("c:{id}"),
        event_type: "CONSULT".to_owned(),
        cameo: "040".to_owned(),
        quad: 1,
        intensity: 1.0,
        status: "happened".to_owned(),
        certainty: "certain".to_owned(),
        participants: vec![
            part(&text, "actor", "a:1", "Güler"),
            part(&text, "actor", "a:2", "Ada Sarel"),
        ],
        trigger: span(&text, "met"),
        evidence: CharRange { start: 0, end: 40 },
        attribution: vec![AttributionRecord {
            name: "Ada Sarel".to_owned(),
            actor: Some("a:2".to_owned()),
            cue: "said".to_owned(),
            named: true,
            ..AttributionRecord::default()
        }],
        score: 0.75,
        ..ClaimRecord::default()
    }];
    reading.quotes = vec![quote(&text)];
    reading.roles = vec![RoleRecord {
        person: "a:1".to_owned(),
        name: "Güler".to_owned(),
        title: "minister".to_owned(),
        tense: "current".to_owned(),
        ..RoleRecord::default()
    }];
    reading
}

fn quote(text: &str) -> QuoteRecord {
    let TextSpan {
        start,
        end,
        text: words,
    } = span(text, "We agree,");
    QuoteRecord {
        kind: "direct".to_owned(),
        text: words,
        start,
        end,
        speaker: Some(SpeakerRecord {
            name: "Ada Sarel".to_owned(),
            actor: Some("a:2".to_owned()),
            ..SpeakerRecord::default()
        }),
        cue: Some(span(text, "said")),
    }
}

/// A Ledger in a folder of its own.
struct Made {
    _folder: TempDir,
    path: PathBuf,
}

fn made() -> Made {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("test.chancery");
    Ledger::create(&path).expect("it is made");
    Made {
        _folder: folder,
        path,
    }
}

fn occasion() -> Occasion {
    Occasion {
        what: "add".to_owned(),
        run: "test".to_owned(),
        made: None,
    }
}

fn drafts(writer: &Writer, readings: &[Reading]) -> Vec<Draft> {
    let lexicon = ActorLexicon::new(knowledge());
    let mut press = Press::new(writer.dictionaries(), &lexicon).expect("it opens");
    let draft = |reading: &Reading| press.draft(reading.clone()).expect("it packs");
    readings.iter().map(draft).collect()
}

/// Adds in batches of so many.
fn add(made: &Made, readings: &[Reading], size: usize) -> Acknowledged {
    let mut writer = Writer::open(&made.path, occasion()).expect("it opens");
    let mut all = Acknowledged::default();
    for drafts in drafts(&writer, readings).chunks(size) {
        let mut batch = writer.batch().expect("it begins");
        for draft in drafts {
            batch.add(draft).expect("it is added");
        }
        let one = batch.commit(&NAMES).expect("it lasts");
        all.documents += one.documents;
        all.claims += one.claims;
        all.version = one.version;
    }
    writer.close().expect("it closes");
    all
}

fn dump(made: &Made) -> String {
    let ledger = Ledger::open(&made.path).expect("it opens");
    canonical(&ledger.connection).expect("it is dumped")
}

fn count(made: &Made, table: &str) -> i64 {
    let ledger = Ledger::open(&made.path).expect("it opens");
    let sql = format!("SELECT count(*) FROM {table}");
    ledger
        .connection
        .query_row(&sql, [], |row| row.get(0))
        .expect("it counts")
}

fn reports() -> Vec<Reading> {
    (1..=9).map(|day| report(&format!("r{day}"), day)).collect()
}

#[test]
fn a_reading_comes_back_as_it_was() {
    let made = made();
    let mut odd = report("r8", 8);
    // Words left out of a Reading from elsewhere stay left out.
    odd.claims[0].participants[0].words.text.clear();
    let given = [report("r7", 7), odd];
    let acknowledged = add(&made, &given, 10);
    assert_eq!((acknowledged.documents, acknowledged.claims), (2, 2));
    let ledger = Ledger::open(&made.path).expect("it opens");
    let mut unpacker = ledger.unpacker().expect("it opens");
    for (row, given) in (1..).zip(&given) {
        let kept = ledger.reading(&mut unpacker, row).expect("it unpacks");
        assert_eq!(kept.as_ref(), Some(given));
    }
    assert_eq!(ledger.reading(&mut unpacker, 3).expect("it answers"), None);
}

#[test]
fn adding_twice_adds_once() {
    let made = made();
    let first = add(&made, &reports(), 4);
    let once = dump(&made);
    let again = add(&made, &reports(), 4);
    assert_eq!((first.documents, again.documents), (9, 0));
    assert_eq!(dump(&made), once);
    assert_eq!(count(&made, "version"), 1);
}

#[test]
fn order_and_batches_do_not_show() {
    let (one, other) = (made(), made());
    add(&one, &reports(), 100);
    let mut shuffled = reports();
    shuffled.reverse();
    shuffled.swap(1, 6);
    add(&other, &shuffled, 2);
    let dump = dump(&one);
    assert!(dump.contains("\"Ada Sarel\"\t\"NOR\""), "{dump}");
    assert_eq!(self::dump(&other), dump);
}

#[test]
fn a_batch_that_is_not_committed_leaves_nothing() {
    let made = made();
    let mut writer = Writer::open(&made.path, occasion()).expect("it opens");
    let drafts = drafts(&writer, &reports());
    let mut batch = writer.batch().expect("it begins");
    for draft in &drafts {
        batch.add(draft).expect("it is added");
    }
    drop(batch);
    for table in ["document", "content", "claim", "actor", "fts", "version"] {
        assert_eq!(count(&made, table), 0, "{table}");
    }
    // What was taken back is not remembered.
    let mut batch = writer.batch().expect("it begins");
    batch.add(&drafts[0]).expect("it is added");
    assert_eq!(batch.commit(&NAMES).expect("it lasts").documents, 1);
    assert_eq!(count(&made, "actor"), 2);
}

#[test]
fn one_writer_at_a_time() {
    let made = made();
    let writer = Writer::open(&made.path, occasion()).expect("it opens");
    let Err(second) = Writer::open(&made.path, occasion()) else {
        panic!("a second writer was let in");
    };
    assert!(second.is_busy());
    let pid = std::process::id();
    assert!(
        second
            .to_string()
            .ends_with(&format!("store is in use by pid {pid}")),
        "{second}"
    );
    assert!(Ledger::open(&made.path).is_ok(), "readers are not held up");
    drop(writer);
    assert!(Writer::open(&made.path, occasion()).is_ok());
}

#[test]
fn failed_documents_are_kept_until_they_are_read() {
    let made = made();
    let mut writer = Writer::open(&made.path, occasion()).expect("it opens");
    let read = report("r1", 1);
    let mut failed = drafts(
        &writer,
        std::slice::from_ref(&Reading {
            claims: Vec::new(),
            actors: Vec::new(),
            quotes: Vec::new(),
            roles: Vec::new(),
            ..read.clone()
        }),
    );
    failed[0].failed = Some("a fault".to_owned());
    let steps = [
        (failed[0].clone(), Added::New, Kept::Failed),
        (failed[0].clone(), Added::Known, Kept::Failed),
        (
            drafts(&writer, std::slice::from_ref(&read))[0].clone(),
            Added::New,
            Kept::Read,
        ),
    ];
    for (draft, added, kept) in steps {
        let mut batch = writer.batch().expect("it begins");
        assert_eq!(batch.add(&draft).expect("it answers"), added);
        batch.commit(&NAMES).expect("it lasts");
        assert_eq!(writer.known(&draft.key).expect("it answers"), Some(kept));
    }
    writer.close().expect("it closes");
    let search = "fts WHERE fts MATCH 'belmar'";
    assert_eq!((count(&made, "document"), count(&made, search)), (1, 1));
}
