//! Exports of ProQuest in plain text: articles between lines of underscores, fields with labels.

use super::article::{Article, Places};
use super::labels::with_colon;
use super::lines::Line;
use crate::{Error, Report};

const ARCHIVE: &str = "proquest";

/// True where lines show the marks of this archive.
pub(super) fn is_it(lines: &[Line<'_>]) -> bool {
    let labelled = |wanted: &str| {
        lines.iter().any(
            |line| matches!(with_colon(ARCHIVE, line.text), Some((field, _)) if field == wanted),
        )
    };
    lines.iter().any(|line| is_rule(line.text))
        && labelled("id")
        && (labelled("body") || labelled("highlight"))
}

fn is_rule(line: &str) -> bool {
    line.len() >= 20 && line.bytes().all(|b| b == b'_')
}

/// The articles in order.
pub(super) fn read(lines: &[Line<'_>], places: Places) -> Vec<Result<Report, Error>> {
    let parts = lines.split(|line| is_rule(line.text));
    let articles = parts.filter(|part| {
        part.iter()
            .any(|line| matches!(with_colon(ARCHIVE, line.text), Some(("id" | "body", _))))
    });
    articles
        .map(|part| article(part).finish(ARCHIVE, places))
        .collect()
}

fn article<'a>(lines: &[Line<'a>]) -> Article<'a> {
    let mut article = Article::default();
    let mut summary: Vec<Line<'a>> = Vec::new();
    let (mut current, mut before_blank) = ("", true);
    let mut first: Option<Line<'a>> = None;
    for line in lines {
        let labelled = with_colon(ARCHIVE, line.text)
            .filter(|_| before_blank || !matches!(current, "body" | "highlight"));
        before_blank = line.is_blank();
        let rest = match labelled {
            Some((field, value)) => {
                current = field;
                value
            }
            None => line.text,
        };
        let mut line = *line;
        line.span.start = line.span.end - rest.len();
        line.text = rest;
        match current {
            "body" => article.body.push(line),
            "highlight" => summary.push(line),
            "info" => info(&mut article, &line),
            "" if first.is_none() && !rest.is_empty() && !is_number_line(rest) => {
                first = Some(line)
            }
            field if labelled.is_some() => article.field(field, rest, line.span),
            _ => {}
        }
    }
    if let Some(first) = first {
        article.field("title", first.text, first.span);
    }
    if article.body.iter().all(Line::is_blank) {
        article.body = summary;
        crate::formats::body::note(&mut article.report, "teaser", "");
    }
    article
}

/// "Document 1 of 84".
fn is_number_line(line: &str) -> bool {
    let mut words = line.split(' ');
    words.next() == Some("Document") && words.next().is_some_and(|word| word.parse::<u32>().is_ok())
}

/// "The Herald; Belmar (Norland) [Belmar (Norland)]02 May 2024: 5.": outlet, day.
fn info(article: &mut Article<'_>, line: &Line<'_>) {
    if let Some(outlet) = line.text.split([';', '[']).next() {
        article.field("outlet", outlet, line.span);
    }
    let behind = line
        .text
        .rsplit_once(']')
        .map_or(line.text, |(_, behind)| behind);
    article.date(behind.split(':').next().unwrap_or_default(), line.span);
}
