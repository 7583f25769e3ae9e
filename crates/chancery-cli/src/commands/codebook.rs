//! `chancery codebook`: what a code means, or what codes there are. Reads no report.

use crate::args::{CodebookArgs, Global};
use crate::exit::Exit;
use crate::form::{Form, asked};
use crate::messages;
use crate::output::{Output, Reader};
use crate::render::codebook as pages;
use crate::terminal::{palette, room};
use anyhow::Result;
use chancery::codebook::{Book, Entry};
use chancery_data::{codebook as texts, knowledge};

/// Prints the pages of a code, or the overview without one.
pub fn codebook(global: &Global, args: &CodebookArgs) -> Result<Exit> {
    let book = Book::new(knowledge(), texts());
    let query = args.code.join(" ");
    let entries = match query.is_empty() {
        true => book.entries(),
        false => book.find(&query),
    };
    if entries.is_empty() {
        messages::unknown_code(&query, &book.near(&query));
        return Ok(Exit::Usage);
    }
    let texts: Vec<String> = match (asked(global), query.is_empty()) {
        (Some(Form::Json), _) => entries.iter().map(crate::json::line).collect(),
        (Some(Form::Markdown), true) => vec![book.markdown()],
        (Some(Form::Markdown), false) => entries.iter().map(Entry::markdown).collect(),
        (_, true) => vec![pages::overview(&entries, room(global), palette(global))],
        (_, false) => {
            let page = |entry| pages::page(entry, room(global), palette(global));
            entries.iter().map(page).collect()
        }
    };
    let mut output = Output::open(global.output.as_deref())?;
    for text in texts {
        if output.put(&text)? == Reader::Gone {
            break;
        }
    }
    output.finish()?;
    Ok(Exit::Done)
}
