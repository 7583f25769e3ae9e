//! The page of one story: its reports, the newest first, and the events that they tell of.

use super::account::{Paper, cited};
use super::brief_text::counted;
use super::columns::Sight;
use super::events::table;
use super::lay::clean;
use super::style::Part;
use chancery_store::view::Story;

/// The page.
pub fn told(story: &Story, sight: Sight) -> String {
    let mut paper = Paper::new(sight);
    let title = story.title.as_deref().map_or_else(String::new, clean);
    let title = sight.palette.paint(Part::Title, &title);
    paper.line(format!("{}  {title}", story.id).trim_end());
    let days = [&story.from, &story.to].map(|day| day.as_deref().unwrap_or_default());
    let reports = counted(story.documents as usize, "report", "reports");
    paper.field("reports", &reports);
    paper.field(
        "days",
        &match days {
            [from, to] if from == to => from.to_owned(),
            [from, to] => format!("{from} to {to}"),
        },
    );
    paper.section("Reports");
    for report in &story.reports {
        paper.filled(2, &cited(report));
    }
    if !story.events.is_empty() {
        paper.section("Events");
        let table = table(&story.events, sight);
        paper.text.push_str(&table);
    }
    paper.line("");
    paper.text
}
