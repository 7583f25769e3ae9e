//! Exports of Nexis and Lexis: the older form, numbered "1 of 10 DOCUMENTS" with fields in capitals, and
//! the newer one, whose articles end with "End of Document" and have a line "Body".

use super::article::{Article, Places};
use super::labels::{begins, field, with_colon};
use super::lines::Line;
use crate::formats::dates;
use crate::{Error, Report};

const ARCHIVE: &str = "nexis";
/// Lines of a head before a title, an outlet and a day must have come.
const HEAD: usize = 60;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Numbered,
    Ended,
}

/// True where lines show the marks of this archive.
pub(super) fn is_it(lines: &[Line<'_>]) -> bool {
    let numbered = lines.iter().any(|line| is_number_line(line.text));
    let ended = lines
        .iter()
        .any(|line| field(ARCHIVE, line.text) == Some("end"));
    let labelled = lines
        .iter()
        .any(|line| matches!(with_colon(ARCHIVE, line.text), Some(("length" | "load", _))));
    (numbered || ended) && labelled
}

/// The articles in order.
pub(super) fn read(lines: &[Line<'_>], places: Places) -> Vec<Result<Report, Error>> {
    let form = match lines.iter().any(|line| is_number_line(line.text)) {
        true => Form::Numbered,
        false => Form::Ended,
    };
    let is_mark = |line: &Line<'_>| match form {
        Form::Numbered => is_number_line(line.text),
        Form::Ended => field(ARCHIVE, line.text) == Some("end"),
    };
    let mut parts: Vec<&[Line<'_>]> = lines.split(is_mark).collect();
    // Before the first number stands a cover, behind the last end nothing.
    match form {
        Form::Numbered => {
            parts.remove(0);
        }
        Form::Ended => {
            parts.pop_if(|last| last.iter().filter(|line| !line.is_blank()).count() < 4);
        }
    }
    let full = parts
        .into_iter()
        .filter(|part| part.iter().any(|line| !line.is_blank()));
    full.map(|part| article(part, form, places)).collect()
}

/// "1 of 10 DOCUMENTS", "Dokument 1 von 10".
fn is_number_line(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_number = |word: &&str| word.bytes().all(|b| b.is_ascii_digit());
    let [a, b, c, d] = words[..] else {
        return false;
    };
    let names = |word: &str| {
        word.to_lowercase().starts_with("document") || word.to_lowercase().starts_with("dokument")
    };
    (is_number(&a) && is_number(&c) && names(d)) || (names(a) && is_number(&b) && is_number(&d))
}

fn article(lines: &[Line<'_>], form: Form, places: Places) -> Result<Report, Error> {
    let mut article = Article::default();
    let head_end = lines
        .iter()
        .position(|line| is_field(line.text, form))
        .unwrap_or(lines.len())
        .min(HEAD);
    head(&lines[..head_end], form, &mut article);
    let body_start = fields(lines, head_end, form, &mut article);
    let rest = &lines[body_start..];
    let body_end = rest
        .iter()
        .position(|line| ends_body(line.text, form))
        .unwrap_or(rest.len());
    article.body = rest[..body_end].to_vec();
    for line in &rest[body_end..] {
        if let Some((field @ ("load" | "language" | "notes"), value)) =
            with_colon(ARCHIVE, line.text)
        {
            article.field(field, value, line.span);
        }
    }
    article.finish(ARCHIVE, places)
}

/// A line with a label of the head; in the older form labels are in capitals.
fn is_field(line: &str, form: Form) -> bool {
    let label = line.split(':').next().unwrap_or_default();
    let known = with_colon(ARCHIVE, line).is_some()
        && (form == Form::Ended || !label.contains(char::is_lowercase));
    known || (form == Form::Ended && field(ARCHIVE, line) == Some("body"))
}

/// The lines before the first label: outlet, day and title in the older form, title, outlet and day in
/// the newer one.
fn head(lines: &[Line<'_>], form: Form, article: &mut Article<'_>) {
    let told: Vec<&Line<'_>> = lines
        .iter()
        .filter(|line| !line.is_blank() && !begins(ARCHIVE, "rights", line.text))
        .collect();
    let day = told
        .iter()
        .position(|line| line.text.len() < 80 && dates::read(line.text).is_some());
    let Some(day) = day else {
        if let Some(first) = told.first() {
            article.field("title", first.text, first.span);
        }
        return;
    };
    article.date(told[day].text, told[day].span);
    if let Some(outlet) = day.checked_sub(1).map(|before| told[before]) {
        article.field("outlet", outlet.text, outlet.span);
    }
    let title: Vec<&str> = match form {
        Form::Ended => told[..day.saturating_sub(1)]
            .iter()
            .map(|line| line.text)
            .collect(),
        Form::Numbered => {
            let behind = &told[day + 1..];
            let least = behind.iter().map(|line| line.indent).min().unwrap_or(0);
            behind
                .iter()
                .filter(|line| line.indent == least)
                .map(|line| line.text)
                .collect()
        }
    };
    article.field("title", &title.join(" "), told[day].span);
}

/// Reads the labels from `from` on; where the words begin.
fn fields(lines: &[Line<'_>], from: usize, form: Form, article: &mut Article<'_>) -> usize {
    let body = lines[from..]
        .iter()
        .take(HEAD)
        .position(|line| field(ARCHIVE, line.text) == Some("body"));
    let end = match (form, body) {
        (Form::Ended, Some(body)) => from + body,
        _ => lines.len(),
    };
    let mut at = from;
    while at < end {
        let line = lines[at];
        match with_colon(ARCHIVE, line.text) {
            Some((field, value)) if is_field(line.text, form) => {
                let (value, next) = continued(lines, at, value);
                article.field(field, &value, line.span);
                at = next;
            }
            _ if line.is_blank() || end < lines.len() => at += 1,
            _ => return at,
        }
    }
    (end + 1).min(lines.len())
}

/// A value with the lines that go on with it, up to a blank line or a label; and the line after.
fn continued(lines: &[Line<'_>], at: usize, value: &str) -> (String, usize) {
    let mut value = value.to_owned();
    let mut next = at + 1;
    while let Some(line) = lines
        .get(next)
        .filter(|line| !line.is_blank() && next - at < 12)
    {
        if with_colon(ARCHIVE, line.text).is_some() || field(ARCHIVE, line.text) == Some("body") {
            break;
        }
        value.push(' ');
        value.push_str(line.text);
        next += 1;
    }
    (value, next)
}

/// Labels that come after the words: in capitals in the older form, in the newer one only those that no
/// sentence begins with.
fn ends_body(line: &str, form: Form) -> bool {
    let label = line.split(':').next().unwrap_or_default();
    match (with_colon(ARCHIVE, line), form) {
        (Some(("load", _)), _) => true,
        (Some(("after" | "language" | "notes", _)), Form::Numbered) => {
            !label.contains(char::is_lowercase)
        }
        (None, Form::Ended) => field(ARCHIVE, line) == Some("after") && !line.contains(' '),
        _ => false,
    }
}
