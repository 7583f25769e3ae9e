//! One article of an export as it is put together from its fields.

use super::lines::Line;
use crate::formats::prose::Writer;
use crate::formats::{body, byline, dates};
use crate::{BlockKind, Error, FoundDate, Report, Span, error::Kind};

/// Lines longer than this are whole paragraphs, in characters: no export wraps so wide.
const WIDE: usize = 120;

/// Whether the bytes of lines are those of the decoded source.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Places {
    /// They are.
    Kept,
    /// The text was taken out of a document first.
    Lost,
}

/// Fields as they are read.
#[derive(Default)]
pub(super) struct Article<'a> {
    pub(super) report: Report,
    pub(super) body: Vec<Line<'a>>,
    /// Words that the export says it has.
    pub(super) length: Option<usize>,
}

impl<'a> Article<'a> {
    /// Takes a field, unless it is there.
    pub(super) fn field(&mut self, field: &str, value: &str, span: Span) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let report = &mut self.report;
        let keep = |slot: &mut Option<String>| {
            slot.get_or_insert_with(|| value.to_owned());
        };
        match field {
            "title" => keep(&mut report.title),
            "outlet" => keep(&mut report.outlet),
            "id" => keep(&mut report.id),
            "credit" => keep(&mut report.credit),
            "byline" if report.authors.is_empty() => {
                report.authors = byline::persons(&inverted(value))
            }
            "dateline" => report.dateline = body::dateline_place(value),
            "language" => report.language = super::labels::language(value),
            "length" => self.length = number(value),
            "load" => report.fetched = dates::read(value),
            "correction" | "notes" => body::note(report, "editor", value),
            "date" => self.date(value, span),
            _ => {}
        }
    }

    /// Takes a day of publication, unless it is there.
    pub(super) fn date(&mut self, value: &str, span: Span) {
        if let (Some(stamp), None) = (dates::read(value), self.report.published) {
            self.report.published = Some(stamp);
            self.report.dates.push(FoundDate {
                stamp,
                basis: "export",
                span: Some(span),
            });
        }
    }

    /// The report; an error where it has no words.
    pub(super) fn finish(mut self, format: &'static str, places: Places) -> Result<Report, Error> {
        let wide = self
            .body
            .iter()
            .any(|line| line.text.chars().count() > WIDE);
        let mut writer = Writer::default();
        for line in &self.body {
            if line.is_blank() {
                writer.end_block();
                continue;
            }
            writer.words(line.text, line.span, BlockKind::Paragraph);
            writer.words(" ", Span::default(), BlockKind::Paragraph);
            if wide {
                writer.end_block();
            }
        }
        body::put(&mut self.report, writer.finish());
        if places == Places::Lost {
            self.report.segments.clear();
            for date in &mut self.report.dates {
                date.span = None;
            }
        }
        if self.report.text.is_empty() {
            return Err(Kind::NoText { format }.into());
        }
        self.check_length();
        Ok(self.report)
    }

    /// Notes where the words are not as many as the export says.
    fn check_length(&mut self) {
        let Some(stated) = self.length else { return };
        let found = self.report.text.split_whitespace().count();
        if found * 3 < stated * 2 || stated * 3 < found * 2 {
            let what = format!("{stated} words stated, {found} found");
            body::note(&mut self.report, "length_differs", &what);
        }
    }
}

/// "Sarel, Mira; Odim, Jon" in the order of speech; other lines as they are.
fn inverted(line: &str) -> String {
    let parts: Vec<&str> = line
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let turned: Option<Vec<String>> = parts.iter().map(|part| turned(part)).collect();
    match turned {
        Some(names) => names.join("; "),
        None => line.to_owned(),
    }
}

fn turned(part: &str) -> Option<String> {
    let (last, first) = part.split_once(',')?;
    let one_name =
        !last.trim().contains(' ') && !first.contains(',') && first.split_whitespace().count() <= 2;
    one_name.then(|| format!("{} {}", first.trim(), last.trim()))
}

/// The number at the start of "1,532 words".
pub(super) fn number(text: &str) -> Option<usize> {
    let digits: String = text
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}
