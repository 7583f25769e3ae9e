//! What a view answers, in the form that is asked for: JSON lines, a table with commas, Markdown, or a
//! page for people.

use crate::args::{Global, Shown};
use crate::exit::Exit;
use crate::form::{Form, asked};
use crate::messages;
use crate::output::{Output, Reader};
use crate::render::columns::Sight;
use crate::render::csv::csv;
use crate::terminal::{palette, room};
use anyhow::Result;
use serde::Serialize;
use std::path::Path;

/// An answer in all its forms.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// An object a line.
    pub json: Vec<String>,
    /// A table with commas; none where the answer has no rows.
    pub csv: String,
    /// For people.
    pub page: String,
    /// Markdown; the page in a block of code without.
    pub markdown: Option<String>,
    /// How much was found.
    pub found: usize,
    /// What to do where nothing was.
    pub hint: Option<String>,
}

impl Answer {
    /// An answer of items, each an object and a row with these columns.
    pub fn of<T: Serialize>(items: &[T], columns: &str, page: String) -> Answer {
        Answer {
            json: items.iter().map(crate::json::line).collect(),
            csv: csv(items, columns),
            found: items.len(),
            page,
            ..Answer::default()
        }
    }
}

/// Width and colours of a page.
pub fn sight(global: &Global) -> Sight {
    Sight {
        room: room(global),
        palette: palette(global),
    }
}

/// Writes an answer.
pub fn give(global: &Global, shown: &Shown, answer: Answer) -> Result<Exit> {
    if answer.found == 0 {
        messages::nothing(answer.hint.as_deref());
    }
    let mut output = Output::open(global.output.as_deref())?;
    for text in form_of(global, shown, &answer) {
        if output.put(&text)? == Reader::Gone {
            break;
        }
    }
    output.finish()?;
    Ok(match answer.found == 0 && shown.fail_empty {
        true => Exit::NothingFound,
        false => Exit::Done,
    })
}

fn form_of(global: &Global, shown: &Shown, answer: &Answer) -> Vec<String> {
    let suffix = global.output.as_deref().and_then(Path::extension);
    if shown.csv || suffix.is_some_and(|suffix| suffix == "csv") {
        return vec![answer.csv.clone()];
    }
    match asked(global) {
        Some(Form::Json) => answer.json.clone(),
        Some(Form::Markdown) => match &answer.markdown {
            Some(markdown) => vec![markdown.clone()],
            None => vec![format!("```text\n{}```\n", answer.page)],
        },
        _ if answer.found == 0 => Vec::new(),
        _ => vec![answer.page.clone()],
    }
}
