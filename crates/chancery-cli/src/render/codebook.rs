//! `codebook`: the page of a code, and the overview of all codes.
//!
//! ```text
//! CONSULT/visit · mode
//!
//!   actor travels, recipient is the host
//!
//!   score    4
//!   CAMEO    042
//!   rules    4 who is actor of a meeting
//!   frames   3: consult.visit, ...
//!
//!   + A Bolivian delegation travelled to Santiago.
//!   - Tourists visited the ruins.  nothing
//! ```

use super::lay::{fill, width};
use super::style::{Palette, Part};
use chancery::codebook::{Entry, Sort, quad_name};
use std::collections::BTreeMap;

/// Columns of the labels of a page.
const LABELS: usize = 11;

/// Columns of the codes of the overview.
const CODES: usize = 24;

/// The page of one entry.
pub fn page(entry: &Entry, room: usize, palette: Palette) -> String {
    let mut lines = vec![
        format!(
            "{} · {}",
            palette.paint(Part::Code, &entry.code),
            sort_name(entry.sort)
        ),
        String::new(),
    ];
    lines.extend(block("  ", &entry.definition, room));
    if !entry.text.is_empty() {
        lines.push(String::new());
        lines.extend(block("  ", &entry.text, room));
    }
    lines.push(String::new());
    for (label, value) in facts(entry) {
        let label = format!("  {label:<LABELS$}");
        let mut value = fill(&value, room.saturating_sub(LABELS + 2)).into_iter();
        let first = value.next().unwrap_or_default();
        lines.push(format!("{}{first}", palette.paint(Part::Faint, &label)));
        lines.extend(value.map(|more| format!("{:1$}{more}", "", LABELS + 2)));
    }
    lines.extend(sentences(entry, room, palette));
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.push(String::new());
    lines.push(String::new());
    lines.join("\n")
}

fn sentences(entry: &Entry, room: usize, palette: Palette) -> Vec<String> {
    let mut lines = vec![String::new()];
    for example in &entry.examples {
        lines.extend(block("  + ", example, room));
    }
    for counter in &entry.counter_examples {
        let is = counter.is.join(", ");
        let mut told = block("  - ", &counter.text, room);
        match told.last_mut() {
            Some(last) if width(last) + 2 + width(&is) <= room => {
                last.push_str(&format!("  {}", palette.paint(Part::Code, &is)));
            }
            _ => told.push(format!("    {}", palette.paint(Part::Code, &is))),
        }
        lines.extend(told);
    }
    lines
}

/// Labels and values, in the order of the page.
fn facts(entry: &Entry) -> Vec<(&'static str, String)> {
    let act = match (&entry.event_type, &entry.mode, &entry.kind) {
        (Some(of), Some(mode), _) => Some(format!("{of}/{mode}")),
        (Some(of), None, Some(kind)) => Some(format!("{of}, {kind}")),
        (Some(of), None, None) => Some(of.clone()),
        _ => None,
    };
    let list = |codes: &[String]| (!codes.is_empty()).then(|| codes.join(", "));
    let rules = entry.rules.iter();
    let rules: Vec<String> = rules
        .map(|rule| format!("{} {}", rule.number, rule.title.to_lowercase()))
        .collect();
    let required = match entry.recipient_required {
        Some(true) => Some("required".to_owned()),
        _ => None,
    };
    let mut facts = Facts::default();
    facts.tell("type", act);
    facts.tell("score", entry.score.map(|score| score.to_string()));
    let quad = |quad| format!("{quad} {}", quad_name(quad));
    facts.tell("quad", entry.quad.map(quad));
    facts.tell("CAMEO", entry.cameo.as_ref().map(|_| entry.cameo_line()));
    facts.tell("Goldstein", entry.goldstein.map(|value| value.to_string()));
    facts.tell("recipient", required);
    facts.tell("modes", list(&entry.modes));
    facts.tell("kinds", list(&entry.kinds));
    facts.tell("contexts", list(&entry.contexts));
    facts.tell("or", (!entry.or.is_empty()).then(|| entry.or.join("; ")));
    facts.tell("file 2021", entry.file.clone());
    facts.tell(codes_name(entry.sort), list(&entry.codes));
    facts.tell("used in", list(&entry.used_in));
    facts.tell("words", list(&entry.words));
    facts.tell("rules", list(&rules));
    facts.tell("frames", frames(entry));
    facts.0
}

/// Labels with their values.
#[derive(Default)]
struct Facts(Vec<(&'static str, String)>);

impl Facts {
    fn tell(&mut self, label: &'static str, value: Option<String>) {
        self.0.extend(value.map(|value| (label, value)));
    }
}

/// How many frames code to it, and the first of them.
fn frames(entry: &Entry) -> Option<String> {
    let frames = entry.frames.as_ref()?;
    let more = match frames.count > frames.ids.len() {
        true => ", …",
        false => "",
    };
    Some(match frames.count {
        0 => "none".to_owned(),
        count => format!("{count}: {}{more}", frames.ids.join(", ")),
    })
}

fn codes_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Cameo => "from",
        Sort::OldName => "now",
        _ => "bears on",
    }
}

fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Type => "type",
        Sort::Mode => "mode",
        Sort::Kind => "kind",
        Sort::Context => "context",
        Sort::Sector => "sector",
        Sort::Rule => "decision rule",
        Sort::Cameo => "CAMEO code",
        Sort::OldName => "old name",
    }
}

/// All codes with their definitions; CAMEO codes are counted.
pub fn overview(entries: &[Entry], room: usize, palette: Palette) -> String {
    let mut counts: BTreeMap<Sort, usize> = BTreeMap::new();
    for entry in entries {
        *counts.entry(entry.sort).or_default() += 1;
    }
    let count = |sort: Sort| counts.get(&sort).copied().unwrap_or_default();
    let title = format!(
        "Codebook: {} types, {} modes, {} kinds, {} contexts, {} sectors, {} rules, {} CAMEO codes",
        count(Sort::Type),
        count(Sort::Mode),
        count(Sort::Kind),
        count(Sort::Context),
        count(Sort::Sector),
        count(Sort::Rule),
        count(Sort::Cameo),
    );
    let mut lines = vec![palette.paint(Part::Title, &title)];
    let mut chapter = None;
    for entry in entries.iter().filter(|entry| entry.sort != Sort::Cameo) {
        let own = title_of(entry.sort);
        if chapter.replace(own) != Some(own) || entry.sort == Sort::Type {
            lines.push(String::new());
        }
        if entry.sort != Sort::Type && !lines.iter().any(|line| line.ends_with(own)) {
            lines.push(palette.paint(Part::Title, own));
        }
        lines.extend(row(entry, room, palette));
    }
    lines.push(String::new());
    lines.push(
        "The page of a code: chancery codebook CODE, such as CONSULT, meet, 043, rule 7.".into(),
    );
    lines.push(String::new());
    lines.join("\n")
}

/// Modes and kinds stand under their type.
fn title_of(sort: Sort) -> &'static str {
    match sort {
        Sort::Type | Sort::Mode | Sort::Kind => "",
        Sort::Context => "Contexts",
        Sort::Sector => "Sectors",
        Sort::Rule => "Decision rules",
        Sort::Cameo => "CAMEO codes",
        Sort::OldName => "Names of earlier drafts",
    }
}

/// One entry in a line, wrapped beside its code.
fn row(entry: &Entry, room: usize, palette: Palette) -> Vec<String> {
    let (indent, code) = match entry.sort {
        Sort::Mode => (
            2,
            entry
                .code
                .split_once('/')
                .map_or(&*entry.code, |(_, mode)| mode),
        ),
        Sort::Kind => (2, &*entry.code),
        _ => (0, &*entry.code),
    };
    let mark = match entry.sort {
        Sort::Kind => "kind: ",
        _ => "",
    };
    let numbers = match (entry.sort, entry.quad, entry.score) {
        (Sort::Type, Some(quad), Some(score)) => format!(" [quad {quad}, {score}]"),
        (Sort::Mode, _, Some(score)) => format!(" [{score}]"),
        _ => String::new(),
    };
    let words = format!("{mark}{}{numbers}", entry.definition);
    let mut words = fill(&words, room.saturating_sub(CODES)).into_iter();
    let gap = CODES.saturating_sub(indent + width(code)).max(1);
    let code = palette.paint(Part::Code, code);
    let first = words.next().unwrap_or_default();
    let mut lines = vec![format!("{:indent$}{code}{:gap$}{first}", "", "")];
    lines.extend(words.map(|more| format!("{:CODES$}{more}", "")));
    lines
}

/// Words under a mark, later lines below the first word.
fn block(mark: &str, words: &str, room: usize) -> Vec<String> {
    let lines = fill(words, room.saturating_sub(width(mark)));
    let blank = " ".repeat(width(mark));
    let mark = |at: usize| if at == 0 { mark } else { &blank };
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(at, line)| format!("{}{line}", mark(at)))
        .collect()
}
