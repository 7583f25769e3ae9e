//! What political scientists keep on their disks: files of many articles out of Nexis, Factiva and
//! ProQuest, as plain text, RTF, Word or HTML.
//!
//! The words are taken out of their container, the archive is told by its marks, and its own reader
//! splits the lines into articles. Labels in several languages stand in `ingest/export_labels.tsv`.
//! Exports vary by year and by settings; a field that is not found is left out, never guessed.

mod lines;
mod labels;
mod article;
mod nexis;
mod factiva;
mod proquest;

use std::borrow::Cow;

use article::Places;
use lines::{Line, lines};

use super::decode::decode;
use super::hints::{Hints, Reports};
use super::json::broken;
use super::prose::looks_like_html;
use super::{body, docx, rtf};
use crate::error::Kind;
use crate::{Error, Report};

/// The archive that a file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Archive {
    /// Nexis, Nexis Uni, Lexis.
    Nexis,
    /// Factiva of Dow Jones.
    Factiva,
    /// ProQuest.
    ProQuest,
}

/// The archive whose marks a plain text bears, if any. Never panics.
pub fn archive(text: &str) -> Option<Archive> {
    archive_of(&lines(text))
}

fn archive_of(lines: &[Line<'_>]) -> Option<Archive> {
    if nexis::is_it(lines) {
        return Some(Archive::Nexis);
    }
    if proquest::is_it(lines) {
        return Some(Archive::ProQuest);
    }
    factiva::is_it(lines).then_some(Archive::Factiva)
}

/// The articles of an export, in order; of a Word or RTF document without the marks of an archive one
/// report with all its words.
///
/// # Errors
/// Plain text without the marks of an archive, a container that cannot be opened, or more than 64 MiB;
/// an article without words is an entry. Never panics.
pub fn read(bytes: &[u8], hints: &Hints<'_>) -> Result<Reports, Error> {
    let (text, places) = words(bytes, hints)?;
    let lines = lines(&text);
    match archive_of(&lines) {
        Some(Archive::Nexis) => Ok(nexis::read(&lines, places)),
        Some(Archive::Factiva) => Ok(factiva::read(&lines, places)),
        Some(Archive::ProQuest) => Ok(proquest::read(&lines, places)),
        None if places == Places::Lost => Ok(vec![document(&text)]),
        None => Err(broken(
            "export",
            0,
            "no marks of a press archive".to_owned(),
        )),
    }
}

/// The text of a file, and whether its bytes are those of the source.
fn words<'a>(bytes: &'a [u8], hints: &Hints<'_>) -> Result<(Cow<'a, str>, Places), Error> {
    if docx::is_zip(bytes) {
        return Ok((Cow::Owned(docx::text(bytes)?), Places::Lost));
    }
    if rtf::is_rtf(bytes) {
        return Ok((Cow::Owned(rtf::text(bytes)), Places::Lost));
    }
    let decoded = decode(bytes, "export", hints)?;
    let head: String = decoded.text.chars().take(2048).collect();
    if looks_like_html(&head) {
        return Ok((
            Cow::Owned(body::of_escaped(&decoded.text).text),
            Places::Lost,
        ));
    }
    Ok((decoded.text, Places::Kept))
}

/// A document that is no export: its words, each line a paragraph.
fn document(text: &str) -> Result<Report, Error> {
    let mut article = article::Article {
        body: lines(text),
        ..article::Article::default()
    };
    let blank_between: Vec<Line<'_>> = article
        .body
        .drain(..)
        .flat_map(|line| {
            let end = Line { text: "", ..line };
            [line, end]
        })
        .collect();
    article.body = blank_between;
    let report = article.finish("document", Places::Lost);
    report.map_err(|_| Kind::NoText { format: "document" }.into())
}
