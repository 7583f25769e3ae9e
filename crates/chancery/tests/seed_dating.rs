//! The two founding reports dated from their text alone, where they are at hand.

use chancery::ingest::{Document, Item};
use chancery::reading::Reader;
use chancery::time::{
    Anchor, Beside, Dating, Linked, Method, Timex, Timexes, date_beside, resolve,
};
use chancery_nlp::{Parse, Scratch, Search};
use jiff::civil::{Date, date};

struct Read {
    reader: Reader,
    document: Document,
    parse: Parse,
    text: String,
    timexes: Timexes,
    dating: Dating,
}

impl Read {
    /// Dated again, with reports that may tell of the same.
    fn linked(&self, linked: &[Linked]) -> Dating {
        let beside = Beside {
            linked,
            ..Beside::default()
        };
        let read = (&self.parse, &self.timexes);
        date_beside(&self.reader.times, &self.document, read, &beside)
    }
}

/// The report whose file begins so, dated; `None` where the folder is not there.
fn read(prefix: &str, as_of: Option<Date>) -> Option<Read> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seeds");
    let file = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .find(|file| file.file_name().to_string_lossy().starts_with(prefix))?;
    let text = std::fs::read_to_string(file.path()).ok()?;
    let reader = Reader::english(chancery_data::knowledge()).expect("the models are in the binary");
    let item = Item {
        text: text.clone(),
        as_of,
        ..Item::default()
    };
    let document = reader.document(item);
    let layers = reader.layers(&document, Search::Narrow, &mut Scratch::default());
    Some(Read {
        parse: layers.parse,
        reader,
        document,
        text,
        timexes: layers.timexes,
        dating: layers.dating,
    })
}

fn timex<'r>(read: &'r Read, words: &str, nth: usize) -> &'r Timex {
    let mut found = read
        .timexes
        .0
        .iter()
        .filter(|timex| timex.span.of(&read.text) == words);
    found.nth(nth).expect("the report holds these words")
}

fn weight(dating: &Dating, day: Date) -> f64 {
    let best = dating
        .day
        .best
        .filter(|best| *best == day)
        .map(|_| dating.day.confidence);
    best.or_else(|| {
        dating
            .rivals
            .iter()
            .find(|(rival, _)| *rival == day)
            .map(|rival| rival.1)
    })
    .unwrap_or(0.0)
}

#[test]
fn a_meeting_planned_for_the_new_year_dates_a_report_with_its_rival() {
    let Some(read) = read("000", None) else {
        return;
    };
    let dating = &read.dating;
    let told = format!("{} {:?}", chancery::time::sentence(dating), dating.rivals);
    assert_eq!(dating.day.best, Some(date(2026, 1, 1)), "{told}");
    assert!(dating.day.confidence < 0.5);
    assert!(weight(dating, date(2025, 12, 25)) > 0.05);
    let holds = |day: Date| {
        let mut set = dating.set90.iter();
        set.any(|(first, last)| (*first..=*last).contains(&day))
    };
    for day in [date(2026, 1, 1), date(2026, 1, 2), date(2025, 12, 25)] {
        assert!(holds(day), "{day} {:?}", dating.set90);
    }
    // no other turn of a year
    assert!(!holds(date(2025, 1, 2)) && !holds(date(2024, 12, 26)));
    let said = chancery::time::sentence(dating);
    assert!(
        said.contains("2026-01-01") && said.contains("2025-12-25"),
        "{said}"
    );
    assert_eq!(dating.day.earliest, Some(date(2025, 7, 18)));
    assert_eq!(dating.day.latest, Some(date(2026, 1, 2)));
    let anchor = Anchor::of(dating);
    let at = |words, nth| {
        let timex = timex(&read, words, nth);
        resolve(&timex.value, timex.direction, &anchor)
    };
    assert_eq!(at("Tuesday", 0).edtf, "[2025-12-23,2025-12-30]");
    assert_eq!(at("Tuesday", 0).best, Some(date(2025, 12, 30)));
    assert_eq!(at("Tuesday", 0).earliest, Some(date(2025, 7, 22)));
    assert_eq!(at("Tuesday", 0).latest, Some(date(2025, 12, 30)));
    assert_eq!(at("Thursday", 0).edtf, "[2025-12-25,2026-01-01]");
    assert_eq!(at("Thursday", 0).timex3, "XXXX-WXX-4");
    assert_eq!(at("Jan. 3", 0).edtf, "2026-01-03");
    assert_eq!(at("January", 0).edtf, "2026-01");
}

#[test]
fn a_visit_on_a_thursday_of_some_month_gets_no_day() {
    let Some(read) = read("002", Some(date(2026, 11, 1))) else {
        return;
    };
    let dating = &read.dating;
    assert_eq!(dating.day.best, None);
    assert_eq!(dating.day.earliest, Some(date(2025, 7, 18)));
    assert_eq!(dating.day.latest, Some(date(2026, 11, 1)));
    assert!(dating.rivals.iter().all(|rival| rival.1 < 0.1));
    assert_eq!(dating.weekday.map(|(weekday, _)| weekday), Some(4));
    let thursday = timex(&read, "Thursday", 0);
    let resolved = resolve(&thursday.value, thursday.direction, &Anchor::of(dating));
    assert_eq!(resolved.timex3, "XXXX-WXX-4");
    assert_eq!(resolved.earliest, Some(date(2025, 7, 24)));
    assert_eq!(resolved.best, None);
}

#[test]
fn a_dated_report_of_the_same_visit_dates_the_other() {
    let (Some(first), Some(second)) = (read("000", None), read("002", Some(date(2026, 11, 1))))
    else {
        return;
    };
    let mut days = vec![(date(2026, 1, 1), weight(&first.dating, date(2026, 1, 1)))];
    days.extend(first.dating.rivals.iter().copied());
    let linked = [Linked {
        document: "000".to_owned(),
        days,
        probability: 0.6,
    }];
    let dating = second.linked(&linked);
    assert_eq!(dating.day.best, Some(date(2026, 1, 1)));
    assert!(
        (0.1..0.5).contains(&dating.day.confidence),
        "{}",
        dating.day.confidence
    );
    assert_eq!(dating.day.method, Method::LinkedDoc);
}
