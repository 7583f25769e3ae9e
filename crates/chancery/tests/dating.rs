//! Each kind of evidence for the day of a report, in sentences of our own, read by the real engine.

use std::sync::LazyLock;

use chancery::ingest::Item;
use chancery::reading::Reader;
use chancery::time::{Beside, Dating, FirstSeen, date_beside, find_times};
use chancery_nlp::{Scratch, Search, Span};
use jiff::civil::{Date, date};

static READER: LazyLock<Reader> = LazyLock::new(|| {
    Reader::english(chancery_data::knowledge()).expect("the models are in the binary")
});

fn dated_beside(item: Item, beside: &Beside<'_>) -> Dating {
    let document = READER.document(item);
    let regions: Vec<Span> = document.regions.iter().map(|region| region.span).collect();
    let text = &document.text;
    let parse = READER
        .engine
        .parse(text, &regions, Search::Narrow, &mut Scratch::default());
    let timexes = find_times(&READER.times, text, &parse);
    date_beside(&READER.times, &document, (&parse, &timexes), beside)
}

fn dated(text: &str) -> Dating {
    let item = Item {
        text: text.to_owned(),
        as_of: Some(date(2026, 11, 22)),
        ..Item::default()
    };
    dated_beside(item, &Beside::default())
}

/// What the pieces of a row say.
fn says(dating: &Dating, row: &str) -> Vec<String> {
    let reasons = dating.reasons.iter();
    let of_row = reasons.filter(|reason| reason.kind.split(' ').next() == Some(row));
    of_row.map(|reason| reason.says.clone()).collect()
}

fn has(dating: &Dating, row: &str, words: &str) -> bool {
    says(dating, row).iter().any(|said| said.contains(words))
}

fn set_holds(dating: &Dating, day: Date) -> bool {
    let mut set = dating.set90.iter();
    set.any(|(first, last)| (*first..=*last).contains(&day))
}

/// Kind and words of the notes on a report of this day.
fn notes(text: &str, published: Date) -> Vec<(String, String)> {
    let document = READER.document(Item {
        text: text.to_owned(),
        published: Some(published),
        ..Item::default()
    });
    let reading = READER.read(&document, Search::Narrow, &mut Scratch::default());
    let notes = reading.notes.into_iter();
    notes.map(|note| (note.kind, note.text)).collect()
}

#[test]
fn earlier_this_week_on_its_monday_is_noted() {
    let text = "The envoys of Velia met in Belmar earlier this week.";
    let expected = ("time_conflict".to_owned(), "earlier this week".to_owned());
    // a Monday, and the Thursday after it
    assert_eq!(notes(text, date(2026, 1, 5)), [expected]);
    assert_eq!(notes(text, date(2026, 1, 8)), []);
}

#[test]
fn metadata_outweighs_the_text() {
    let item = Item {
        text: "The envoys met on Thursday, March 3, 2011.".to_owned(),
        published: Some(date(2024, 5, 3)),
        ..Item::default()
    };
    let dating = dated_beside(item, &Beside::default());
    assert_eq!(dating.day.best, Some(date(2024, 5, 3)));
    assert_eq!(says(&dating, "1"), ["published 2024-05-03"]);
}

#[test]
fn an_address_that_disagrees_is_a_conflict() {
    let item = Item {
        text: "The envoys met on Thursday.".to_owned(),
        published: Some(date(2024, 5, 20)),
        url: Some("https://example.org/2024/05/03/envoys".to_owned()),
        ..Item::default()
    };
    let dating = dated_beside(item, &Beside::default());
    assert_eq!(dating.conflicts.len(), 1);
    assert_eq!(dating.rivals[0].0, date(2024, 5, 3));
}

#[test]
fn a_dateline_with_and_without_its_year() {
    let full = dated("Envoys meet\n\nFriday, July 19, 2019\n\nThe envoys met in Belmar.");
    assert_eq!(full.day.best, Some(date(2019, 7, 19)));
    assert_eq!(full.rivals, [(date(2019, 7, 20), 0.07)]);
    let partial =
        dated("BELMAR, Monday, Jan. 5 (AP) - U.S. Secretary of State Marco Rubio met the envoys.");
    assert_eq!(partial.day.best, Some(date(2026, 1, 5)), "{partial:?}");
}

#[test]
fn past_dates_bound_from_below() {
    let dating = dated("The two sides signed the accord on March 3, 2011. It held.");
    assert!(has(&dating, "3", "on or after 2011-03-03"), "{dating:?}");
    assert_eq!(dating.day.earliest, Some(date(2011, 3, 3)));
}

#[test]
fn dates_to_come_bound_from_above() {
    let dating = dated("The ministers will meet in Belmar on April 4, 2019.");
    assert!(has(&dating, "4", "before 2019-04-04"), "{dating:?}");
    assert_eq!(dating.day.latest, Some(date(2019, 4, 3)));
    assert!(set_holds(&dating, date(2019, 4, 2)));
}

#[test]
fn weekdays_told_and_to_come() {
    let told = dated("Sarel met Marin in Belmar on Thursday.");
    assert!(has(&told, "5", "on or soon after"), "{told:?}");
    let ahead = dated("Sarel will meet Marin in Belmar on Thursday.");
    assert!(has(&ahead, "6", "before a Thursday"), "{ahead:?}");
    let twice = dated("Sarel met Marin on Thursday. They spoke on Thursday, aides said.");
    assert_eq!(says(&twice, "5").len(), 1);
}

#[test]
fn earlier_this_week_puts_the_report_later_into_it() {
    let dating = dated("The talks followed a call earlier this week. They spoke on Tuesday.");
    assert!(
        has(&dating, "7", "later in its week than a Tuesday"),
        "{dating:?}"
    );
    let (weekday, _) = dating.weekday.expect("a weekday stands out");
    assert!(weekday > 2, "{dating:?}");
}

#[test]
fn last_year_beside_a_date_or_a_happening() {
    let beside = dated("Trade fell last year, in 2014, by a tenth.");
    assert!(
        has(&beside, "8", "between 2015-01-01 and 2015-12-31"),
        "{beside:?}"
    );
    let named = dated("Last year's Gabon coup split the bloc.");
    assert!(
        has(&named, "8", "between 2024-01-01 and 2024-12-31"),
        "{named:?}"
    );
}

#[test]
fn calendar_words_place_a_report_in_its_season() {
    let turn = dated("Talks will resume in the new year, the ministry said.");
    assert!(has(&turn, "9", "turn of the year"), "{turn:?}");
    let season = dated("Aid came in before Ramadan, the agency said.");
    assert!(has(&season, "9", "near"), "{season:?}");
}

#[test]
fn a_day_without_a_year_leaves_the_year_open() {
    let dating = dated("The two sides will meet on Jan. 3 in Belmar.");
    assert!(has(&dating, "10", "before 3 January"), "{dating:?}");
    assert!(dating.years.iter().all(|year| year.1 < 0.5), "{dating:?}");
    let fixed = dated("The two sides met on Monday, Jan. 5, in Belmar.");
    assert_eq!(says(&fixed, "15").len(), 1, "{fixed:?}");
}

#[test]
fn ages_of_happenings() {
    let nearing = dated("The war in Ukraine is approaching its third year.");
    assert!(has(&nearing, "11", "2022-02-24"), "{nearing:?}");
    assert!(set_holds(&nearing, date(2024, 12, 1)), "{nearing:?}");
    let marked = dated("Kyiv marked the third anniversary of the invasion of Ukraine.");
    assert!(set_holds(&marked, date(2025, 2, 24)), "{marked:?}");
}

#[test]
fn holders_of_office_and_former_ones() {
    let now = dated("U.S. Secretary of State Antony Blinken met the envoys.");
    assert!(has(&now, "12", "from 2021-01-26 to 2025-01-20"), "{now:?}");
    assert_eq!(now.day.earliest, Some(date(2021, 1, 26)));
    let former = dated("Former Secretary of State Antony Blinken met the envoys.");
    assert!(
        has(&former, "12", "out of office since 2025-01-20"),
        "{former:?}"
    );
    let deputy = dated("Vice President Joe Biden met the envoys.");
    assert!(
        has(&deputy, "12", "from 2009-01-20 to 2017-01-20"),
        "{deputy:?}"
    );
    let shadow = dated("Shadow Home Secretary Yvette Cooper asked for a vote.");
    assert_eq!(says(&shadow, "12"), Vec::<String>::new());
    let surname = dated("President Biden met the envoys.");
    assert_eq!(surname.day.earliest, Some(date(2021, 1, 20)));
    let other = dated("Hunter Biden met the envoys.");
    assert_eq!(says(&other, "12"), Vec::<String>::new());
}

#[test]
fn names_first_seen_in_dated_reports() {
    let item = Item {
        text: "The frigate Tamsel sailed from Belmar.".to_owned(),
        as_of: Some(date(2026, 11, 22)),
        ..Item::default()
    };
    let first_seen = [FirstSeen {
        words: "Tamsel".to_owned(),
        day: date(2023, 5, 10),
    }];
    let beside = Beside {
        first_seen: &first_seen,
        ..Beside::default()
    };
    let dating = dated_beside(item.clone(), &beside);
    assert_eq!(dating.day.earliest, Some(date(2023, 5, 8)), "{dating:?}");
    assert_eq!(dated_beside(item, &Beside::default()).day.earliest, None);
}

#[test]
fn a_year_that_is_written_out_is_rather_another_one() {
    let dating = dated("The accord was signed in 2015 in Belmar.");
    assert!(has(&dating, "16", "rather not in 2015"), "{dating:?}");
    let edition = dated("Crowds came to the World Expo 2015 in Belmar.");
    assert_eq!(says(&edition, "16"), Vec::<String>::new());
}

#[test]
fn furniture_and_silence_date_nothing() {
    let furniture =
        dated("A dog barked in the yard.\n\n© 2026 Belmar Post. All rights reserved.\n");
    assert_eq!(says(&furniture, "3"), Vec::<String>::new());
    let silent = dated("A dog barked in the yard.");
    assert_eq!((silent.day.best, silent.day.earliest), (None, None));
    assert_eq!(silent.set90, []);
    assert_eq!(silent.reasons, []);
}

#[test]
fn quotations_and_far_paragraphs_count_half() {
    let quoted = dated("“We met on Thursday in the old hall,” Sarel said.");
    let counts: Vec<f64> = quoted.reasons.iter().map(|reason| reason.counts).collect();
    assert_eq!(counts, [0.5], "{quoted:?}");
}
