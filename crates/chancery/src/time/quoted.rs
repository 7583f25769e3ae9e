//! Words in quotation marks count from the day on which they were said: "We meet tomorrow," he said
//! on Tuesday.
//!
//! Method: within a paragraph the quotation marks are counted, so that every expression stands
//! inside or outside; one outside that a verb of saying leads to is the day of what is quoted.
//! Cost: linear in the atoms.

use super::Timex;
use super::atoms::Kind;
use super::grammar::Grammar;
use super::lexicon::Class;
use super::value::{Core, Part, Unit};

/// Atoms between a verb of saying and the day it was said on ("told reporters in Tarsk on Tuesday").
const REACH: usize = 6;

/// Notes for every expression in quotation marks the day on which its words were said.
pub(super) fn mark(grammar: &Grammar<'_>, places: &[(usize, usize)], timexes: &mut [Timex]) {
    if timexes.is_empty() {
        return;
    }
    let inside = inside(grammar, places);
    for (paragraph, inside) in paragraphs(timexes, &inside) {
        let day = paragraph.clone().find(|&at| {
            !inside[at - paragraph.start]
                && is_day(&timexes[at].value.core)
                && is_said(grammar, places[at].0)
        });
        let Some(day) = day else { continue };
        for at in paragraph.clone().filter(|at| inside[at - paragraph.start]) {
            timexes[at].said_on = Some(day as u32);
        }
    }
}

/// For every expression whether it stands in quotation marks.
fn inside(grammar: &Grammar<'_>, places: &[(usize, usize)]) -> Vec<bool> {
    let mut open = false;
    let mut at = 0;
    let each = places.iter().map(|&(first, _)| {
        for atom in &grammar.atoms[at..first] {
            match atom.kind {
                Kind::Break => open = false,
                Kind::Mark if atom.entry == u16::from(b'"') => open = !open,
                _ => {}
            }
        }
        at = first;
        open
    });
    each.collect()
}

/// Runs of expressions of one paragraph.
fn paragraphs<'i>(
    timexes: &[Timex],
    inside: &'i [bool],
) -> Vec<(std::ops::Range<usize>, &'i [bool])> {
    let mut out = Vec::new();
    let mut start = 0;
    for at in 1..=timexes.len() {
        if at == timexes.len() || timexes[at].paragraph != timexes[start].paragraph {
            out.push((start..at, &inside[start..at]));
            start = at;
        }
    }
    out
}

/// True for what names one day.
fn is_day(core: &Core) -> bool {
    match core {
        Core::Weekday { .. } => true,
        Core::Fields(fields) => matches!(fields.part, Part::Day(..)),
        Core::Shift { unit, .. } => *unit == Unit::Day,
        _ => false,
    }
}

/// True where a verb of saying stands shortly before, with no mark between.
fn is_said(grammar: &Grammar<'_>, first: usize) -> bool {
    (first.saturating_sub(REACH)..first)
        .rev()
        .take_while(|&at| grammar.atoms[at].kind == Kind::Word)
        .any(|at| grammar.is(at, Class::Saying))
}
