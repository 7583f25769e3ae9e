//! The page of one event: codes, slots, the words of every report, where they agree, what it hangs
//! together with, what happened to it; and what the page of a document adds to that of its Reading.

use super::brief_text::counted;
use super::columns::{Sight, columns};
use super::events::{sentence, table};
use super::excerpt::{Mark, Shown, excerpt};
use super::lay::{clean, fill, shorten};
use super::phrases::{quoted, source, spaced, status_part};
use super::style::Part;
use super::table::marked;
use super::when::{claim_time, plain};
use chancery::link::EdgeRecord;
use chancery::offsets::{CharSpan, Offsets};
use chancery_store::record::{Event, Participant, Source, Telling, When};
use chancery_store::view::{Account, Cell, Change, Line, Report, Slot, Verdict};

/// Columns of labels.
const LABEL: usize = 10;

/// A page as it grows.
pub struct Paper {
    /// Width and colours.
    pub sight: Sight,
    /// The text so far.
    pub text: String,
}

impl Paper {
    /// An empty page.
    pub fn new(sight: Sight) -> Self {
        Paper {
            sight,
            text: String::new(),
        }
    }

    /// A line as it is.
    pub fn line(&mut self, words: &str) {
        self.text.push_str(words.trim_end());
        self.text.push('\n');
    }

    /// A heading after an empty line.
    pub fn section(&mut self, title: &str) {
        self.text.push('\n');
        let title = self.sight.palette.paint(Part::Title, title);
        self.line(&title);
    }

    /// Words filled at an indent, further lines two more.
    pub fn filled(&mut self, indent: usize, words: &str) {
        let room = self.sight.room.saturating_sub(indent + 2).max(24);
        for (number, line) in fill(words, room).into_iter().enumerate() {
            let hang = if number == 0 { 0 } else { 2 };
            self.line(&format!("{}{line}", " ".repeat(indent + hang)));
        }
    }

    /// A label with its words; nothing without words.
    pub fn field(&mut self, label: &str, words: &str) {
        let room = self.sight.room.saturating_sub(LABEL + 2).max(24);
        for (number, line) in fill(words, room).into_iter().enumerate() {
            let head = match number {
                0 => {
                    let label = format!("{label:<LABEL$}");
                    self.sight.palette.paint(Part::Faint, &label)
                }
                _ => " ".repeat(LABEL),
            };
            self.line(&format!("  {head}{line}"));
        }
    }

    /// A table at the left.
    pub fn table(&mut self, head: &[&str], rows: &[Vec<String>], wide: usize) {
        let table = columns(head, rows, wide, self.sight);
        self.text.push_str(&table);
    }
}

/// The page of an event.
pub fn page(account: &Account, sight: Sight) -> String {
    let mut paper = Paper::new(sight);
    event(&mut paper, &account.event);
    agreement(&mut paper, account);
    links(&mut paper, account);
    history(&mut paper, &account.history);
    paper.text
}

/// Head, slots and words of an event.
pub fn event(paper: &mut Paper, event: &Event) {
    let palette = paper.sight.palette;
    let code = [
        Some(&event.event_type),
        event.mode.as_ref(),
        event.kind.as_ref(),
    ];
    let mut code: Vec<String> = code
        .into_iter()
        .flatten()
        .map(|code| spaced(code))
        .collect();
    code.dedup();
    let status = palette.paint(status_part(&event.status), &status(event));
    paper.line(&format!(
        "{}  {}  {status}",
        palette.paint(Part::Title, &event.id),
        palette.paint(Part::Code, &code.join(" · ")),
    ));
    paper.field(
        "code",
        &format!(
            "CAMEO {} · quad {} · score {}",
            event.cameo, event.quad, event.intensity
        ),
    );
    for party in &event.participants {
        paper.field(&party.role, &participant(party));
    }
    if let Some(time) = &event.time {
        paper.field("when", &when(time));
    }
    if let Some(place) = &event.place {
        let country = place
            .country
            .as_ref()
            .map_or(String::new(), |code| format!(" ({code})"));
        paper.field("where", &format!("{}{country}", clean(&place.name)));
    }
    paper.field(
        "about",
        &event
            .topics
            .iter()
            .map(|t| clean(t))
            .collect::<Vec<_>>()
            .join("; "),
    );
    paper.field("told", &told(event));
    for (number, telling) in event.claims.iter().enumerate() {
        self::telling(paper, number + 1, telling);
    }
}

fn status(event: &Event) -> String {
    let mut status = spaced(&event.status);
    if !matches!(event.certainty.as_str(), "certain" | "") {
        status.push_str(&format!(", {}", event.certainty));
    }
    if !event.core {
        status.push_str(", background");
    }
    status
}

/// "2 reports of 2 outlets, 1 independent origin; credibility 3, least score 0.93, by machine".
fn told(event: &Event) -> String {
    format!(
        "{} of {}, {}; credibility {}, least score {:.2}, by {}",
        counted(event.documents, "report", "reports"),
        counted(event.outlets, "outlet", "outlets"),
        counted(event.origins, "independent origin", "independent origins"),
        event.credibility,
        event.score,
        event.coder
    )
}

/// "Ada Sarel, foreign minister (NOR GOV)".
pub fn participant(party: &Participant) -> String {
    let mut words = clean(&party.name);
    if let Some(title) = &party.title {
        words.push_str(&format!(", {}", clean(title)));
    }
    let mut codes: Vec<&str> = party.country.as_deref().into_iter().collect();
    codes.extend(party.sectors.iter().map(String::as_str));
    match codes.is_empty() {
        true => words,
        false => format!("{words} ({})", codes.join(" ")),
    }
}

/// The date with its basis.
pub fn when(time: &When) -> String {
    let date = time.edtf.as_deref().map(plain);
    let date = date.or_else(|| time.best.clone()).unwrap_or_default();
    let basis = spaced(&time.method);
    match time.best.as_ref().filter(|best| **best != date) {
        Some(best) => format!("{date}, best {best} ({basis})"),
        None => format!("{date} ({basis})"),
    }
}

/// What one report says, with its words.
fn telling(paper: &mut Paper, number: usize, telling: &Telling) {
    paper.line("");
    paper.filled(2, &format!("[{number}] {}", cited(&telling.document)));
    let claim = &telling.claim;
    let mut says: Vec<String> = claim.attribution.iter().map(source).collect();
    says.push(
        telling
            .document
            .outlet
            .as_deref()
            .map_or_else(|| "the report itself".to_owned(), clean),
    );
    paper.filled(6, &format!("{} · {}", claim.id, says.join(" ← ")));
    if let Some(time) = &claim.time {
        paper.filled(6, &format!("when {}", claim_time(time)));
    }
    let offsets = Offsets::new(&telling.sentence);
    let first = claim.evidence.start;
    let inside = |start: u32, end: u32| {
        let start = start.checked_sub(first)?;
        let span = offsets.byte_span(CharSpan {
            start,
            end: end.checked_sub(first)?,
        })?;
        Some(span.range()).filter(|bytes| !bytes.is_empty())
    };
    let marks = marked(claim).into_iter().filter_map(|(part, start, end)| {
        Some(Mark {
            bytes: inside(start, end)?,
            part,
        })
    });
    let marks: Vec<Mark> = marks.collect();
    let shown = Shown {
        text: &telling.sentence,
        marks: &marks,
        room: paper.sight.room.saturating_sub(6).max(24),
        palette: paper.sight.palette,
    };
    for line in excerpt(shown, 0..telling.sentence.len()) {
        paper.line(&format!("      {line}"));
    }
}

/// "Belmar Post, 2024-05-02: Talks resume [d:...]".
pub fn cited(source: &Source) -> String {
    let outlet = source
        .outlet
        .as_deref()
        .map_or_else(|| "no outlet".to_owned(), clean);
    let day = source.published.as_deref().unwrap_or("undated");
    let title = source
        .title
        .as_deref()
        .map_or(String::new(), |title| format!(": {}", shorten(title, 80)));
    let given = match source.given.starts_with("blake3:") || source.given.len() > 48 {
        true => String::new(),
        false => format!(" {}", clean(&source.given)),
    };
    format!("{outlet}, {day}{title} [{}{given}]", source.id)
}

fn agreement(paper: &mut Paper, account: &Account) {
    let Some(first) = account.grid.first().filter(|slot| slot.cells.len() > 1) else {
        return;
    };
    paper.section("Where the reports agree");
    let documents: Vec<String> = first
        .cells
        .iter()
        .map(|cell| cell.document.clone())
        .collect();
    let mut head = vec!["slot", "event"];
    head.extend(documents.iter().map(String::as_str));
    let row = |slot: &Slot| {
        let mut row = vec![slot.slot.clone(), shorten(&slot.value, 32)];
        row.extend(slot.cells.iter().map(verdict));
        row
    };
    let rows: Vec<Vec<String>> = account.grid.iter().map(row).collect();
    paper.table(&head, &rows, 1);
}

fn verdict(cell: &Cell) -> String {
    match cell.verdict {
        Verdict::Silent => "-".to_owned(),
        Verdict::Agrees => "agrees".to_owned(),
        Verdict::Differs => format!(
            "differs: {}",
            shorten(cell.value.as_deref().unwrap_or_default(), 24)
        ),
    }
}

fn links(paper: &mut Paper, account: &Account) {
    let event = &account.event;
    if account.others.is_empty() {
        return;
    }
    paper.section("Linked");
    for edge in &event.edges {
        linked(paper, &spaced(&edge.kind), edge, account);
    }
    for edge in &account.linked {
        linked(paper, &turned(&edge.kind), edge, account);
    }
    for id in &event.possible_same {
        if let Some(line) = line_of(account, id) {
            paper.filled(
                2,
                &format!("perhaps the same: {} {}", sentence(line), line.id),
            );
        }
    }
}

fn linked(paper: &mut Paper, kind: &str, edge: &EdgeRecord, account: &Account) {
    let Some(line) = line_of(account, &edge.event) else {
        return;
    };
    let rests: Vec<String> = edge
        .evidence
        .iter()
        .map(|one| format!("{} {}", one.slot, clean(&one.value)))
        .collect();
    paper.filled(
        2,
        &format!(
            "{kind}: {} {} (by {})",
            sentence(line),
            line.id,
            rests.join(", ")
        ),
    );
}

fn line_of<'a>(account: &'a Account, id: &str) -> Option<&'a Line> {
    account.others.iter().find(|line| line.id == id)
}

/// A link as it is seen from its other end.
fn turned(kind: &str) -> String {
    match kind {
        "fulfils" => "fulfilled by".to_owned(),
        "cancels" => "cancelled by".to_owned(),
        "part_of" => "has as a part".to_owned(),
        "follows" => "followed by".to_owned(),
        other => spaced(other),
    }
}

fn history(paper: &mut Paper, changes: &[Change]) {
    if changes.is_empty() {
        return;
    }
    paper.section("History");
    for change in changes {
        let words = match (change.what.as_str(), &change.who) {
            ("claim", None) => format!("{} of {} came to it", change.about, change.why),
            ("id", None) => format!("{} leads here since, by {}", change.about, change.why),
            (op, who) => {
                let who = who
                    .as_deref()
                    .map_or(String::new(), |who| format!(" by {}", clean(who)));
                format!(
                    "{op} {}{who}: {}",
                    change.about,
                    quoted(&clean(&change.why))
                )
            }
        };
        paper.filled(2, &format!("version {}: {words}", change.version));
    }
}

/// What the page of a document adds to that of its Reading.
pub fn report(report: &Report, sight: Sight) -> String {
    let mut paper = Paper::new(sight);
    paper.filled(0, &cited(&report.source));
    paper.field(
        "state",
        &match &report.message {
            Some(message) => format!("{}: {}", report.status, clean(message)),
            None => format!("{} at version {}", report.status, report.version),
        },
    );
    paper.field("address", report.source.url.as_deref().unwrap_or_default());
    for same in &report.same_text {
        paper.field("same text", &cited(same));
    }
    if !report.events.is_empty() {
        paper.section("Events");
        let table = table(&report.events, sight);
        paper.text.push_str(&table);
    }
    paper.line("");
    paper.text
}
