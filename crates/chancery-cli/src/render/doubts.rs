//! Pages of what is doubtful, and of what a Ledger holds.

use super::account::{Paper, cited};
use super::brief_text::counted;
use super::columns::Sight;
use super::events::sentence;
use super::lay::clean;
use super::phrases::quoted;
use chancery_store::view::{Coverage, Disagreement, Doubt, Held};

/// Where reports disagree.
pub fn disagreements(found: &[Disagreement], sight: Sight) -> String {
    let mut paper = Paper::new(sight);
    for one in found {
        paper.filled(0, &format!("{} {}", sentence(&one.event), one.event.id));
        for value in &one.values {
            paper.filled(2, &format!("{} {}", one.slot, clean(&value.value)));
            for holder in &value.documents {
                let words = holder
                    .words
                    .as_deref()
                    .map_or(String::new(), |words| format!(" {}", quoted(&clean(words))));
                paper.filled(6, &format!("{}{words}", cited(&holder.source)));
            }
        }
        paper.line("");
    }
    paper.text
}

/// What is to be looked at.
pub fn doubts(doubts: &[Doubt], sight: Sight) -> String {
    let mut paper = Paper::new(sight);
    for doubt in doubts {
        paper.filled(0, &format!("{}: {}", asks(&doubt.kind), doubt.why));
        for event in &doubt.events {
            paper.filled(4, &format!("{} {}", sentence(event), event.id));
        }
        paper.line("");
    }
    paper.text
}

fn asks(kind: &str) -> &str {
    match kind {
        "merge" => "one event or two",
        "split" => "joined by no more than it takes",
        "score" => "read with little agreement",
        "correction" => "a correction no longer fits",
        other => other,
    }
}

/// What a Ledger holds.
pub fn coverage(held: &Coverage, sight: Sight) -> String {
    let mut paper = Paper::new(sight);
    let days = held.days.as_ref().map_or(String::new(), |(first, last)| {
        format!(" of {first} to {last}")
    });
    let withdrawn = match held.withdrawn {
        0 => String::new(),
        count => format!("{count} withdrawn, "),
    };
    paper.filled(
        0,
        &format!(
            "{}{days} ({} not read, {}{} without a day), {}, {}, {}; version {}",
            counted(held.documents as usize, "document", "documents"),
            held.failed,
            withdrawn,
            held.undated,
            counted(held.claims as usize, "claim", "claims"),
            counted(held.events as usize, "event", "events"),
            counted(held.actors as usize, "actor", "actors"),
            held.version
        ),
    );
    let tables = [
        ("outlet", &held.outlets),
        ("language", &held.languages),
        ("month", &held.months),
    ];
    for (name, rows) in tables {
        if rows.is_empty() {
            continue;
        }
        paper.line("");
        let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
        paper.table(&[name, "documents", "first", "last"], &rows, 0);
    }
    paper.text
}

fn row(held: &Held) -> Vec<String> {
    let name = if held.name.is_empty() {
        "(none)".to_owned()
    } else {
        held.name.clone()
    };
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    vec![
        name,
        held.documents.to_string(),
        day(&held.first),
        day(&held.last),
    ]
}
