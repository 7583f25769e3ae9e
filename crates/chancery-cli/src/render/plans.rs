//! The agenda: what is overdue, what lies ahead, what has no date, what is settled.

use super::account::{Paper, participant};
use super::columns::Sight;
use super::entry::who;
use super::events::{code, date, sentence, tier};
use super::lay::clean;
use super::phrases::{quoted, spaced};
use chancery::link::PartyRecord;
use chancery_store::record::Event;
use chancery_store::view::{Plan, State};

/// The page.
pub fn page(plans: &[Plan], sight: Sight) -> String {
    let mut paper = Paper::new(sight);
    let mut last = None;
    for plan in plans {
        if last.replace(plan.state) != Some(plan.state) {
            paper.section(heading(plan.state));
        }
        paper.filled(2, &head(plan));
        for line in lines(plan) {
            paper.filled(6, &line);
        }
    }
    paper.text.trim_start_matches('\n').to_owned()
}

/// The same in Markdown.
pub fn markdown(plans: &[Plan], escaped: impl Fn(&str) -> String) -> String {
    let mut text = "# Agenda\n".to_owned();
    let mut last = None;
    for plan in plans {
        if last.replace(plan.state) != Some(plan.state) {
            text.push_str(&format!("\n## {}\n\n", heading(plan.state)));
        }
        text.push_str(&format!("- **{}**\n", escaped(&head(plan))));
        for line in lines(plan) {
            text.push_str(&format!("  {}\n", escaped(&line)));
        }
    }
    text
}

/// What a state is called.
pub fn heading(state: State) -> &'static str {
    match state {
        State::Overdue => "Overdue: no report of an outcome",
        State::Ahead => "Ahead",
        State::Undated => "No date given",
        State::Held => "Held",
        State::CalledOff => "Called off",
    }
}

/// Date, who, what, where.
pub fn head(plan: &Plan) -> String {
    let event = &plan.event;
    let time = event.time.as_ref();
    let day = date(
        time.and_then(|time| time.edtf.as_deref()),
        time.and_then(|time| time.best.as_deref()),
    );
    let mut parts = vec![
        day,
        parties(event),
        code(
            &event.event_type,
            event.mode.as_deref(),
            event.kind.as_deref(),
        ),
    ];
    if event.status != "planned" || event.certainty != "certain" {
        let certainty =
            Some(&event.certainty).filter(|one| !matches!(one.as_str(), "certain" | ""));
        parts.push(
            spaced(&event.status) + &certainty.map_or(String::new(), |one| format!(", {one}")),
        );
    }
    parts.extend(event.place.as_ref().map(|place| clean(&place.name)));
    parts.push(tier(event.documents, event.origins));
    parts.push(event.id.clone());
    parts.join(" · ")
}

/// Who takes part, as a list of a digest names them.
pub fn parties(event: &Event) -> String {
    let records: Vec<PartyRecord> = event
        .participants
        .iter()
        .map(|party| PartyRecord {
            role: party.role.clone(),
            name: party.name.clone(),
            country: party.country.clone(),
        })
        .collect();
    match records.as_slice() {
        [_] => event
            .participants
            .first()
            .map(participant)
            .unwrap_or_default(),
        _ => who(&records),
    }
}

/// Words for the date, who announced it, other dates, what came of it.
pub fn lines(plan: &Plan) -> Vec<String> {
    let first = &plan.announced;
    let mut says: Vec<String> = first.sources.iter().map(|one| clean(one)).collect();
    says.push(
        first
            .outlet
            .as_deref()
            .map_or_else(|| "the report itself".to_owned(), clean),
    );
    let said = plan
        .said
        .as_deref()
        .map_or(String::new(), |said| format!("{} · ", quoted(&clean(said))));
    let mut lines = vec![format!(
        "{said}announced by {} on {} [{}]",
        says.join(" ← "),
        first.day.as_deref().unwrap_or("a day not known"),
        first.document
    )];
    if plan.versions.len() > 1 {
        let dates: Vec<String> = plan
            .versions
            .iter()
            .map(|one| format!("{} by {}", date(one.edtf.as_deref(), None), one.document))
            .collect();
        lines.push(format!("dates given: {}", dates.join(", then ")));
    }
    if let Some(outcome) = &plan.outcome {
        let kind = if outcome.kind == "fulfils" {
            "held"
        } else {
            "called off"
        };
        lines.push(format!(
            "{kind}: {} {}",
            sentence(&outcome.event),
            outcome.event.id
        ));
    }
    lines
}
