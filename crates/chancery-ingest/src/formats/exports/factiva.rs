//! Exports of Factiva: tagged (`HD`, `BY`, `WC`, `PD`, `SN`, `LP`, `TD` ...) and printed, whose articles
//! end with "Document" and a code.

use super::article::{Article, Places, number};
use super::labels::{begins, field, language};
use super::lines::Line;
use crate::formats::{byline, dates};
use crate::{Error, Report, Standing};

const ARCHIVE: &str = "factiva";
/// Lines of a printed head behind the number of words.
const HEAD: usize = 10;

/// True where lines show the marks of this archive.
pub(super) fn is_it(lines: &[Line<'_>]) -> bool {
    is_tagged(lines)
        || (lines.iter().any(|line| is_end(line.text))
            && lines.iter().any(|line| is_length(line.text)))
}

fn is_tagged(lines: &[Line<'_>]) -> bool {
    let has = |tag: &str| {
        lines
            .iter()
            .any(|line| tag_of(line.text, true).is_some_and(|(found, _, _)| found == tag))
    };
    has("HD") && (has("LP") || has("TD")) && (has("PD") || has("SN"))
}

/// The articles in order.
pub(super) fn read(lines: &[Line<'_>], places: Places) -> Vec<Result<Report, Error>> {
    match is_tagged(lines) {
        true => tagged(lines, places),
        false => printed(lines, places),
    }
}

/// Tag, field and rest of a line. Among the words of a report a tag stands alone or before a gap, since
/// "IN" and "RE" are words as well.
fn tag_of(line: &str, wide: bool) -> Option<(&str, &'static str, &str)> {
    let len = line
        .bytes()
        .take(4)
        .take_while(u8::is_ascii_uppercase)
        .count();
    let (tag, rest) = line.split_at(len);
    if !(2..=3).contains(&len) {
        return None;
    }
    let gap = rest.is_empty() || rest.starts_with('\t') || rest.starts_with("  ");
    if !gap && (wide || !rest.starts_with(' ')) {
        return None;
    }
    Some((tag, field(ARCHIVE, tag)?, rest.trim()))
}

fn tagged(lines: &[Line<'_>], places: Places) -> Vec<Result<Report, Error>> {
    let mut reports = Vec::new();
    let mut article: Option<Article<'_>> = None;
    let (mut current, mut value, mut clock) = ("", String::new(), String::new());
    for line in lines {
        let in_words = matches!(current, "lead" | "body");
        if let Some((_, next, rest)) = tag_of(line.text, in_words) {
            give(&mut article, current, &value, line, &mut clock);
            let begins = next == "title"
                && article
                    .as_ref()
                    .is_none_or(|article| article.report.title.is_some());
            if begins && let Some(done) = article.replace(Article::default()) {
                reports.push(done.finish(ARCHIVE, places));
            }
            article.get_or_insert_default();
            (current, value) = (next, rest.to_owned());
            if matches!(current, "lead" | "body") && !rest.is_empty() {
                words(&mut article, line, rest);
            }
        } else if in_words {
            words(&mut article, line, line.text);
        } else if !line.is_blank() {
            value.push(' ');
            value.push_str(line.text);
        }
    }
    if let Some(last) = lines.last() {
        give(&mut article, current, &value, last, &mut clock);
    }
    reports.extend(article.map(|article| article.finish(ARCHIVE, places)));
    reports
}

/// Puts a finished field into the article.
fn give(
    article: &mut Option<Article<'_>>,
    current: &str,
    value: &str,
    line: &Line<'_>,
    clock: &mut String,
) {
    let Some(article) = article else { return };
    match current {
        "id" => article.field(
            "id",
            value.trim().rsplit(' ').next().unwrap_or_default(),
            line.span,
        ),
        "date" | "time" => {
            article.field("date", value, line.span);
            if current == "time" {
                *clock = value.trim().to_owned();
            }
            add_clock(article, clock);
        }
        "correction" => {
            article.report.standing = Standing::Corrected;
            article.field(current, value, line.span);
        }
        "lead" | "body" | "after" => {
            if current != "after" {
                article.body.push(blank(line));
            }
        }
        field => article.field(field, value, line.span),
    }
}

/// The time of day that stands in a field of its own.
fn add_clock(article: &mut Article<'_>, clock: &mut String) {
    let Some(published) = article
        .report
        .published
        .filter(|stamp| stamp.time.is_none())
    else {
        return;
    };
    let timed = dates::read(&format!("{} {clock}", published.day));
    if let Some(stamp) = timed.filter(|stamp| stamp.time.is_some()) {
        clock.clear();
        article.report.published = Some(stamp);
        if let Some(date) = article.report.dates.first_mut() {
            date.stamp = stamp;
        }
    }
}

fn words<'a>(article: &mut Option<Article<'a>>, line: &Line<'a>, rest: &'a str) {
    if let Some(article) = article {
        let mut line = *line;
        line.span.start = line.span.end - rest.len();
        line.text = rest;
        article.body.push(line);
    }
}

/// An empty line where another is.
fn blank<'a>(line: &Line<'_>) -> Line<'a> {
    Line {
        text: "",
        span: line.span,
        indent: 0,
    }
}

/// "Document LBA0000020240502ek52000ab".
fn is_end(line: &str) -> bool {
    let Some((name, code)) = line.split_once(' ') else {
        return false;
    };
    field(ARCHIVE, name) == Some("end")
        && code.len() >= 15
        && code.bytes().all(|b| b.is_ascii_alphanumeric())
        && code.bytes().any(|b| b.is_ascii_digit())
}

/// "532 words".
fn is_length(line: &str) -> bool {
    let Some((count, name)) = line.split_once(' ') else {
        return false;
    };
    number(count).is_some() && field(ARCHIVE, name) == Some("words")
}

fn printed(lines: &[Line<'_>], places: Places) -> Vec<Result<Report, Error>> {
    let mut reports = Vec::new();
    let mut start = 0;
    for (at, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| is_end(line.text))
    {
        let id = line.text.rsplit(' ').next().unwrap_or_default();
        let mut article = printed_article(&lines[start..at]);
        article.field("id", id, line.span);
        reports.push(article.finish(ARCHIVE, places));
        start = at + 1;
    }
    reports
}

fn printed_article<'a>(lines: &[Line<'a>]) -> Article<'a> {
    let mut article = Article::default();
    let Some(count) = lines.iter().position(|line| is_length(line.text)) else {
        article.body = lines.to_vec();
        return article;
    };
    article.length = number(lines[count].text);
    let above: Vec<&Line<'a>> = lines[..count]
        .iter()
        .filter(|line| !line.is_blank())
        .collect();
    let (names, titles): (Vec<&Line<'a>>, Vec<&Line<'a>>) = above
        .iter()
        .skip(1)
        .partition(|line| !byline::persons(line.text).is_empty());
    if let Some(first) = above.first() {
        article.field("title", first.text, first.span);
    }
    // A line between title and words that names nobody belongs to the title.
    if let (Some(title), Some(second)) = (article.report.title.as_mut(), titles.first()) {
        title.push(' ');
        title.push_str(second.text);
    }
    if let Some(name) = names.last() {
        article.field("byline", name.text, name.span);
    }
    let body = printed_head(lines, count + 1, &mut article);
    article.body = lines[body..].to_vec();
    article
}

/// Day, time, outlet, code, language and rights, one a line; where the words begin.
fn printed_head(lines: &[Line<'_>], from: usize, article: &mut Article<'_>) -> usize {
    let mut body = from;
    for (at, line) in lines.iter().enumerate().skip(from).take(HEAD) {
        if line.is_blank() && article.report.outlet.is_some() {
            return at;
        }
        if article.report.published.is_none() && dates::read(line.text).is_some() {
            article.date(line.text, line.span);
        } else if is_clock(line.text) {
            add_clock(article, &mut line.text.to_owned());
        } else if begins(ARCHIVE, "rights", line.text) {
            return at + 1;
        } else if article.report.published.is_some() && article.report.outlet.is_none() {
            article.field("outlet", line.text, line.span);
        } else if article.report.language.is_none() && language(line.text).is_some() {
            article.field("language", line.text, line.span);
            body = at + 1;
        }
    }
    body
}

fn is_clock(line: &str) -> bool {
    line.len() <= 9 && line.contains(':') && line.starts_with(|c: char| c.is_ascii_digit())
}
