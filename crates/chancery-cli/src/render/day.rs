//! The brief of a day of the Ledger, as text and as Markdown.

use super::account::{Paper, cited};
use super::brief_markdown::escaped;
use super::brief_text::{counted, day_heading};
use super::columns::Sight;
use super::dossier::quote;
use super::events::{code, date, tier};
use super::lay::{clean, shorten};
use super::phrases::{quoted, source, spaced};
use super::plans::{self, parties};
use chancery_store::record::{Event, Telling};
use chancery_store::view::{Brief, News, Part, part_of};

/// Columns of the sentence that an event is shown with.
const WORDS: usize = 240;

/// One entry: a head, and lines under it.
type Entry = (String, Vec<String>);

/// The brief as text.
pub fn page(brief: &Brief, sight: Sight) -> String {
    let mut paper = Paper::new(sight);
    let title = format!("Brief of {}", day_heading(Some(&brief.day)));
    let title = sight.palette.paint(super::style::Part::Title, &title);
    paper.line(&title);
    paper.filled(0, &coverage(brief));
    for (title, entries) in sections(brief) {
        paper.section(&title);
        for (head, lines) in entries {
            paper.filled(2, &head);
            for line in lines {
                paper.filled(6, &line);
            }
        }
    }
    paper.text
}

/// The brief as Markdown (CommonMark).
pub fn markdown(brief: &Brief) -> String {
    let mut text = format!(
        "# Brief of {}\n\n{}\n",
        day_heading(Some(&brief.day)),
        escaped(&coverage(brief))
    );
    for (title, entries) in sections(brief) {
        text.push_str(&format!("\n## {title}\n\n"));
        for (head, lines) in entries {
            text.push_str(&format!("- **{}**\n", escaped(&head)));
            for line in lines {
                text.push_str(&format!("  {}  \n", escaped(&line)));
            }
        }
    }
    text
}

/// "3 reports of 2 outlets · 5 new · ... Read by machine, not reviewed."
fn coverage(brief: &Brief) -> String {
    let documents = &brief.documents;
    let outlets = documents
        .outlets
        .keys()
        .filter(|name| !name.is_empty())
        .count();
    let mut facts = vec![
        format!(
            "{} of {}",
            counted(documents.read as usize, "report", "reports"),
            counted(outlets, "outlet that is named", "outlets that are named")
        ),
        counted(brief.new.len(), "new event", "new events"),
        format!("{} with something new", brief.changed.len()),
        format!("{} told again", brief.again),
    ];
    if brief.background > 0 {
        facts.push(format!("{} of background not listed", brief.background));
    }
    if documents.failed > 0 {
        facts.push(counted(
            documents.failed as usize,
            "report not read",
            "reports not read",
        ));
    }
    format!(
        "{}. Read by machine; corrected where it says so.",
        facts.join(" · ")
    )
}

/// Headings with their entries, empty ones left out.
fn sections(brief: &Brief) -> Vec<(String, Vec<Entry>)> {
    let new = |part: Part| -> Vec<Entry> {
        let of = brief
            .new
            .iter()
            .filter(|event| part_of(&event.status) == part);
        of.map(|event| (head(event), vec![words(event, brief)]))
            .collect()
    };
    let changed = brief.changed.iter().map(|one| {
        let mut lines: Vec<String> = one.changes.iter().map(news).collect();
        lines.push(words(&one.event, brief));
        (head(&one.event), lines)
    });
    let disputed = brief.disputed.iter().map(|event| {
        let slots = event.conflicts.iter();
        let lines =
            slots.map(|slot| format!("reports differ on {}: {}", slot.slot, clean(&slot.kind)));
        (head(event), lines.collect())
    });
    let due = brief.due.iter().map(|plan| {
        let overdue = plan.state == chancery_store::view::State::Overdue;
        let mark = if overdue { "overdue: " } else { "" };
        (format!("{mark}{}", plans::head(plan)), plans::lines(plan))
    });
    let quotes = brief.quotes.iter().map(|said| (quote(said), Vec::new()));
    let sections = [
        ("New: told as happened", new(Part::Happened)),
        ("New: planned or possible", new(Part::Ahead)),
        ("New: denied, called off or postponed", new(Part::Off)),
        ("Told before, with something new", changed.collect()),
        ("Reports disagree", disputed.collect()),
        ("Due next", due.collect()),
        ("Said", quotes.collect()),
    ];
    let filled = sections
        .into_iter()
        .filter(|(_, entries)| !entries.is_empty());
    filled
        .map(|(title, entries)| (title.to_owned(), entries))
        .collect()
}

/// Who, what, where, when, how many tell it.
fn head(event: &Event) -> String {
    let time = event.time.as_ref();
    let mut parts = vec![
        parties(event),
        code(
            &event.event_type,
            event.mode.as_deref(),
            event.kind.as_deref(),
        ),
    ];
    if event.status != "happened" {
        parts.push(spaced(&event.status));
    }
    parts.extend(event.place.as_ref().map(|place| clean(&place.name)));
    parts.push(date(
        time.and_then(|time| time.edtf.as_deref()),
        time.and_then(|time| time.best.as_deref()),
    ));
    parts.push(tier(event.documents, event.origins));
    parts.push(event.id.clone());
    parts.join(" · ")
}

/// "date: 2024-05-02, before 2024-05".
fn news(news: &News) -> String {
    match &news.before {
        Some(before) => format!(
            "{}: {}, before {}",
            news.slot,
            clean(&news.after),
            clean(before)
        ),
        None => format!("{}: {}, not told before", news.slot, clean(&news.after)),
    }
}

/// The words of a document of the day, who says them, where.
fn words(event: &Event, brief: &Brief) -> String {
    let on = |one: &&Telling| one.document.published.as_ref() == Some(&brief.day);
    let Some(telling) = event.claims.iter().find(on).or(event.claims.first()) else {
        return String::new();
    };
    let mut says: Vec<String> = telling.claim.attribution.iter().map(source).collect();
    if says.is_empty() {
        says.push("the report itself".to_owned());
    }
    let words = quoted(&shorten(&telling.sentence, WORDS));
    format!(
        "{words} — {}; {}",
        says.join(" ← "),
        cited(&telling.document)
    )
}
