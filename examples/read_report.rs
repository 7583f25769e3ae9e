//! Reads one report of our own and prints who did what, with the words it stands on.
//!
//! `cargo run --example read_report`

use chancery::ingest::{Item, parse_day};
use chancery::reading::Reader;
use chancery_nlp::{Scratch, Search};

const REPORT: &str = "\
Foreign Minister Lena Marin met her counterpart Oleg Dorn in Geneva on Thursday, the ministry said.

The two will speak by phone on Jan. 9, a spokesman told reporters.
";

#[expect(clippy::print_stdout, reason = "an example shows what it read")]
fn main() -> Result<(), chancery_nlp::Error> {
    // Engine and tables are loaded once and shared; scratch is one a thread.
    let reader = Reader::english(chancery_data::knowledge())?;
    let mut scratch = Scratch::default();

    let document = reader.document(Item {
        text: REPORT.to_owned(),
        published: parse_day("2026-01-02"),
        ..Item::default()
    });
    let reading = reader.read(&document, Search::default(), &mut scratch);

    for claim in &reading.claims {
        let names: Vec<&str> = claim.participants.iter().map(|p| p.name.as_str()).collect();
        let day = claim
            .time
            .as_ref()
            .and_then(|time| time.day.edtf.as_deref());
        println!(
            "{} {}: {} on {} (\"{}\", {} to {})",
            claim.status,
            claim.kind.as_deref().unwrap_or(&claim.event_type),
            names.join(", "),
            day.unwrap_or("a day not said"),
            claim.trigger.text,
            claim.trigger.start,
            claim.trigger.end
        );
    }
    Ok(())
}
