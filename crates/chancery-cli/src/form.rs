//! In which form results are written.

use crate::args::Global;
use crate::input::Origin;
use crate::terminal::watched;
use std::path::Path;

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One JSON object a line.
    Json,
    /// Pages for people.
    Page,
    /// Pages in Markdown.
    Markdown,
}

/// By the flags, then by the suffix of the output file, then a page on a terminal, else as the
/// report came: a line of JSON for a line of JSON.
pub fn form(global: &Global, origin: &Origin) -> Form {
    if let Some(form) = asked(global) {
        return form;
    }
    match watched(global) || origin.line().is_none() {
        true => Form::Page,
        false => Form::Json,
    }
}

/// The form that the flags or the suffix of the output file ask for.
pub fn asked(global: &Global) -> Option<Form> {
    let suffix = global
        .output
        .as_deref()
        .and_then(Path::extension)
        .and_then(|s| s.to_str());
    match (global.json, global.pretty, suffix) {
        (true, _, _) | (false, false, Some("json" | "jsonl" | "ndjson")) => Some(Form::Json),
        (_, _, Some("md")) => Some(Form::Markdown),
        (_, true, _) | (_, _, Some("txt")) => Some(Form::Page),
        _ => None,
    }
}
