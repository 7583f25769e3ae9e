//! Mails (RFC 5322 with MIME) and mailboxes in the form mbox: press releases, alerts and newsletters.
//!
//! MIME, charsets and encoded headers are read by `mail-parser`. The HTML part is preferred; a
//! newsletter gives one report an item, any other mail one report. Nothing is fetched: links are
//! unwrapped from their own characters. Attachments are counted, not read.

use jiff::civil::{Date, Time};
use mail_parser::{Addr, DateTime, Message, MessageParser, PartType};

use super::hints::{Hints, MOST_BYTES, MOST_ITEMS, Reports};
use super::json::broken;
use super::{body, digest};
use crate::error::Kind;
use crate::{Error, FoundDate, Report, Stamp};

/// Most bytes of one mail.
const MOST_MAIL: usize = 20 << 20;
/// Items of a newsletter shorter than this are teasers of what they link to, in characters.
const SHORT: usize = 1_200;

/// The reports of one mail.
///
/// # Errors
/// Bytes without headers of a mail, or more than 20 MiB. Never panics.
pub fn read(bytes: &[u8], _hints: &Hints<'_>) -> Result<Reports, Error> {
    if bytes.len() > MOST_MAIL {
        return Err(too_long("mail", bytes.len(), MOST_MAIL));
    }
    let message = MessageParser::default()
        .parse(bytes)
        .filter(|message| {
            message.from().is_some() || message.date().is_some() || message.subject().is_some()
        })
        .ok_or_else(|| broken("mail", 0, "no headers of a mail".to_owned()))?;
    Ok(reports(&message))
}

/// The reports of all mails of a mailbox, in order.
///
/// # Errors
/// Bytes that do not begin with `From `, or more than 64 MiB; a mail that cannot be read is an entry. Never panics.
pub fn read_mbox(bytes: &[u8], hints: &Hints<'_>) -> Result<Reports, Error> {
    if bytes.len() > MOST_BYTES {
        return Err(too_long("mbox", bytes.len(), MOST_BYTES));
    }
    let starts = starts(bytes);
    if starts.is_empty() {
        return Err(broken(
            "mbox",
            0,
            "no line that begins with From".to_owned(),
        ));
    }
    let ends = starts.iter().copied().skip(1).chain([bytes.len()]);
    let mut all: Reports = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends).take(MOST_ITEMS) {
        match read(&unquoted(&bytes[start..end]), hints) {
            Ok(reports) => all.extend(reports),
            Err(error) => all.push(Err(broken("mbox", start as u64, error.to_string()))),
        }
    }
    if let Some(next) = starts.get(MOST_ITEMS) {
        let what = "more mails than are read".to_owned();
        all.push(Err(broken("mbox", *next as u64, what)));
    }
    Ok(all)
}

fn too_long(format: &'static str, found: usize, limit: usize) -> Error {
    Kind::TooLong {
        format,
        found: found as u64,
        limit: limit as u64,
    }
    .into()
}

/// Starts of the lines `From ` at the beginning and behind blank lines.
fn starts(bytes: &[u8]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    let mut blank = true;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if blank && line.starts_with(b"From ") {
            starts.push(at);
        }
        blank = line.iter().all(u8::is_ascii_whitespace);
        at += line.len();
    }
    starts
}

/// A mail without its line `From `, and without the `>` that mailboxes put before such lines of a text.
fn unquoted(bytes: &[u8]) -> Vec<u8> {
    let mut mail = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|b| *b == b'\n').skip(1) {
        let quoted = line.iter().position(|b| *b != b'>').unwrap_or(line.len());
        let is_quoted = quoted > 0 && line[quoted..].starts_with(b"From ");
        mail.extend_from_slice(if is_quoted { &line[1..] } else { line });
    }
    mail
}

fn reports(message: &Message<'_>) -> Reports {
    let head = head(message);
    let html = part(message.html_bodies(), true);
    let items = html.as_deref().and_then(digest::items).unwrap_or_default();
    let mut reports: Reports = Vec::new();
    for (number, item) in items
        .into_iter()
        .enumerate()
        .filter(|(_, item)| !item.prose.text.is_empty())
    {
        let mut report = Report {
            id: head.id.as_ref().map(|id| format!("{id}#{}", number + 1)),
            title: Some(item.title),
            url: item.url,
            ..head.clone()
        };
        let teaser = body::is_cut_off(&item.prose.text) || item.prose.text.chars().count() < SHORT;
        body::put(&mut report, item.prose);
        if teaser {
            body::note(&mut report, "teaser", "");
        }
        reports.push(Ok(report));
    }
    if reports.is_empty() {
        reports.push(whole(message, head, html));
    }
    reports
}

/// The mail as one report: its HTML, else its plain text.
fn whole(message: &Message<'_>, mut report: Report, html: Option<String>) -> Result<Report, Error> {
    let mut prose = html.map(|html| body::of_escaped(&html)).unwrap_or_default();
    if prose.text.is_empty() {
        prose = part(message.text_bodies(), false)
            .map(|text| body::of_text(&text))
            .unwrap_or_default();
    }
    body::put(&mut report, prose);
    if report.text.is_empty() {
        return Err(Kind::NoText { format: "mail" }.into());
    }
    Ok(report)
}

/// All parts of a kind, one after the other.
fn part<'m>(
    parts: impl Iterator<Item = &'m mail_parser::MessagePart<'m>>,
    html: bool,
) -> Option<String> {
    let texts: Vec<&str> = parts
        .filter_map(|part| match &part.body {
            PartType::Html(text) if html => Some(text.as_ref()),
            PartType::Text(text) if !html => Some(text.as_ref()),
            _ => None,
        })
        .collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// What the headers tell.
fn head(message: &Message<'_>) -> Report {
    let from = message.from().and_then(|from| from.first());
    let published = message.date().and_then(stamp);
    let mut report = Report {
        id: message.message_id().map(str::to_owned),
        title: message.subject().and_then(body::line),
        outlet: from.and_then(sender),
        published,
        fetched: message
            .received()
            .and_then(|received| received.date.as_ref())
            .and_then(stamp),
        language: message
            .header_raw("Content-Language")
            .and_then(body::language),
        ..Report::default()
    };
    report.dates = published
        .into_iter()
        .map(|stamp| FoundDate {
            stamp,
            basis: "header",
            span: None,
        })
        .collect();
    if message.attachment_count() > 0 {
        body::note(
            &mut report,
            "attachments_ignored",
            &message.attachment_count().to_string(),
        );
    }
    report
}

/// The name of a sender, else the domain of the address.
fn sender(address: &Addr<'_>) -> Option<String> {
    let name = address.name.as_deref().and_then(body::line);
    let domain = || {
        address
            .address
            .as_deref()?
            .rsplit_once('@')
            .map(|(_, domain)| domain.to_owned())
    };
    name.or_else(domain)
}

fn stamp(date: &DateTime) -> Option<Stamp> {
    let small = |n: u8| i8::try_from(n).ok();
    let day = Date::new(
        i16::try_from(date.year).ok()?,
        small(date.month)?,
        small(date.day)?,
    )
    .ok()?;
    let time = Time::new(
        small(date.hour)?,
        small(date.minute)?,
        small(date.second.min(59))?,
        0,
    )
    .ok();
    let size = i16::from(date.tz_hour) * 60 + i16::from(date.tz_minute);
    Some(Stamp {
        day,
        time,
        utc_offset_minutes: Some(if date.tz_before_gmt { -size } else { size })
            .filter(|_| size <= 960),
    })
}
