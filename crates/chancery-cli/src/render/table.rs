//! `read --pretty`: one Reading as a page, every claim with the words that it stands on.
//!
//! ```text
//! Headline of the report
//! Outlet · 2024-05-02 (given) · report.txt
//!
//!  1  CONSULT visit · host          happened
//!     host   Ada Sarel (BEL GOV MIL)
//!     guest  Tom Marin (LOR GOV)
//!     when   “Thursday” = 2024-05-02 (weekday, 98 %)
//!     where  Belmar (BEL)
//!     says   Belmar Post
//!            Defence Minister Ada Sarel hosted Tom Marin in Belmar on Thursday.
//!                             ~~~~~~~~~ ^^^^^^ ~~~~~~~~~    ~~~~~~    ~~~~~~~~
//! ```

use super::dating::explain;
use super::excerpt::{Mark, Shown, excerpt};
use super::lay::{clean, fill, shorten, width};
use super::phrases::{chain, codes, headline, office, participant, spaced, status, status_part};
use super::style::{Palette, Part};
use super::when::{claim_time, document_day};
use chancery::offsets::{CharSpan, Offsets};
use chancery::reading::{ClaimRecord, QuoteRecord, Reading};
use std::ops::Range;

/// Columns before the words of a field.
const INDENT: usize = 5;

/// Columns of the name of a field.
const LABEL: usize = 12;

/// How a page is made.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns of the page.
    pub room: usize,
    /// Colours or marks.
    pub palette: Palette,
    /// What is shown.
    pub detail: Detail,
}

/// What is shown of the dating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The day and its basis.
    Day,
    /// The reasons too.
    Reasons,
}

/// The page of a Reading; `origin` says where the report stands, for people.
pub fn page(reading: &Reading, origin: &str, look: Look) -> String {
    let offsets = Offsets::new(&reading.document.text);
    let mut page = Page {
        look,
        reading,
        offsets,
        lines: Vec::new(),
    };
    page.header(origin);
    page.dating();
    page.claims();
    page.quotes();
    page.roles();
    page.notes();
    page.cut();
    page.lines.push(String::new());
    let mut text = page.lines.join("\n");
    text.push('\n');
    text
}

/// What of a claim is marked in its text: part, first code point and one past the last.
pub fn marked(claim: &ClaimRecord) -> Vec<(Part, u32, u32)> {
    let mut spans = vec![(Part::Trigger, claim.trigger.start, claim.trigger.end)];
    let participants = claim.participants.iter();
    spans.extend(participants.map(|p| (Part::Who, p.words.start, p.words.end)));
    let sources = claim.attribution.iter();
    spans.extend(sources.map(|s| (Part::Says, s.start, s.end)));
    spans.extend(claim.topics.iter().map(|t| (Part::About, t.start, t.end)));
    spans.extend(claim.counts.iter().map(|c| (Part::About, c.start, c.end)));
    if let Some(place) = &claim.place {
        spans.push((Part::Where, place.words.start, place.words.end));
    }
    if let Some(words) = claim.time.as_ref().and_then(|time| time.words.as_ref()) {
        spans.push((Part::When, words.start, words.end));
    }
    spans
}

struct Page<'r> {
    look: Look,
    reading: &'r Reading,
    offsets: Offsets<'r>,
    lines: Vec<String>,
}

impl Page<'_> {
    fn paint(&self, part: Part, words: &str) -> String {
        self.look.palette.paint(part, words)
    }

    fn header(&mut self, origin: &str) {
        let title = headline(self.reading);
        for line in fill(&title, self.look.room) {
            let line = self.paint(Part::Title, &line);
            self.lines.push(line);
        }
        let document = &self.reading.document;
        let mut facts: Vec<String> = Vec::new();
        facts.extend(document.outlet.as_deref().map(clean));
        facts.extend(document.byline.as_deref().map(clean));
        facts.push(document_day(&document.published));
        facts.extend(Some(document.language.clone()).filter(|code| code != "en"));
        facts.extend(document.url.as_deref().map(clean));
        facts.push(origin.to_owned());
        for line in fill(&facts.join(" · "), self.look.room) {
            let line = self.paint(Part::Faint, &line);
            self.lines.push(line);
        }
    }

    fn dating(&mut self) {
        if self.look.detail != Detail::Reasons {
            return;
        }
        let words = |start, end| shorten(&self.words(start, end), 60);
        let lines = explain(&self.reading.document.published, words);
        self.section("How the report was dated");
        for line in lines {
            self.paragraph(&line.words, INDENT + line.indent);
        }
    }

    fn claims(&mut self) {
        if self.reading.claims.is_empty() {
            self.section("No claims");
            return;
        }
        for (number, claim) in self.reading.claims.iter().enumerate() {
            self.lines.push(String::new());
            self.claim(number + 1, claim);
        }
    }

    fn claim(&mut self, number: usize, claim: &ClaimRecord) {
        let code = codes(claim);
        let gap = " ".repeat(32usize.saturating_sub(width(&code)).max(2));
        let background = if !claim.core { ", background" } else { "" };
        let status = self.paint(status_part(&claim.status), &status(claim));
        let code = self.paint(Part::Code, &code);
        let background = self.paint(Part::Faint, background);
        self.lines
            .push(format!("{number:>3}  {code}{gap}{status}{background}"));
        for who in &claim.participants {
            self.field(&who.role, &participant(who));
        }
        if let Some(time) = &claim.time {
            self.field("when", &claim_time(time));
        }
        if let Some(place) = &claim.place {
            let country = place
                .country
                .as_ref()
                .map(|c| format!(" ({c})"))
                .unwrap_or_default();
            self.field("where", &format!("{}{country}", clean(&place.name)));
        }
        self.matter(claim);
        self.field("says", &chain(claim, self.reading));
        self.evidence(claim);
    }

    /// Medium, topics and counts.
    fn matter(&mut self, claim: &ClaimRecord) {
        if let Some(medium) = &claim.medium {
            self.field("by", &spaced(medium));
        }
        let topics: Vec<String> = claim
            .topics
            .iter()
            .map(|t| self.words(t.start, t.end))
            .collect();
        if !topics.is_empty() {
            self.field("about", &topics.join("; "));
        }
        for count in &claim.counts {
            let about = if count.approx { "about " } else { "" };
            self.field(
                "number",
                &format!("{about}{} {}", count.value, clean(&count.what)),
            );
        }
    }

    fn evidence(&mut self, claim: &ClaimRecord) {
        let Some(window) = self.bytes(claim.evidence.start, claim.evidence.end) else {
            return;
        };
        let marks = self.marks(claim);
        let shown = Shown {
            text: &self.reading.document.text,
            marks: &marks,
            room: self.look.room.saturating_sub(INDENT + LABEL).max(24),
            palette: self.look.palette,
        };
        let lines = excerpt(shown, window);
        let indent = " ".repeat(INDENT + LABEL);
        self.lines
            .extend(lines.iter().map(|line| format!("{indent}{line}")));
    }

    fn marks(&self, claim: &ClaimRecord) -> Vec<Mark> {
        let mark = |(part, start, end)| {
            let bytes = self.bytes(start, end)?;
            (!bytes.is_empty()).then_some(Mark { bytes, part })
        };
        marked(claim).into_iter().filter_map(mark).collect()
    }

    fn quotes(&mut self) {
        let said: Vec<&QuoteRecord> = self
            .reading
            .quotes
            .iter()
            .filter(|q| q.kind != "indirect")
            .collect();
        if said.is_empty() {
            return;
        }
        self.section("Quotes");
        for quote in said {
            let speaker = quote.speaker.as_ref().map(|s| clean(&s.name));
            let speaker = speaker.unwrap_or_else(|| "speaker not clear".to_owned());
            let line = format!("“{}” — {speaker}, {}", clean(&quote.text), quote.kind);
            self.paragraph(&line, INDENT);
        }
    }

    fn roles(&mut self) {
        if self.reading.roles.is_empty() {
            return;
        }
        self.section("Offices by the words of this report");
        let roles = &self.reading.roles;
        for role in roles {
            let words = shorten(&self.words(role.start, role.end), 56);
            let words = if words.is_empty() {
                String::new()
            } else {
                format!(": “{words}”")
            };
            let line = format!("{} — {}{words}", clean(&role.name), office(role));
            self.paragraph(&line, INDENT);
        }
    }

    fn notes(&mut self) {
        if self.reading.notes.is_empty() {
            return;
        }
        self.section("Notes");
        let notes = &self.reading.notes;
        for note in notes {
            let words = clean(&note.text);
            let line = match words.is_empty() {
                true => spaced(&note.kind),
                false => format!("{}: “{}”", spaced(&note.kind), shorten(&words, 120)),
            };
            self.paragraph(&line, INDENT);
        }
    }

    fn cut(&mut self) {
        let furniture = &self.reading.document.furniture;
        let (Some(first), Some(last)) = (furniture.first(), furniture.last()) else {
            return;
        };
        let from = shorten(&self.words(first.start, first.end), 48);
        let to = shorten(&self.words(last.start, last.end), 48);
        let line = match furniture.len() {
            1 => format!("1 line: “{from}”"),
            many => format!("{many} lines, from “{from}” to “{to}”"),
        };
        self.section("Cut as page furniture");
        self.paragraph(&line, INDENT);
    }

    fn section(&mut self, title: &str) {
        self.lines.push(String::new());
        let title = self.paint(Part::Title, title);
        self.lines.push(title);
    }

    fn field(&mut self, label: &str, words: &str) {
        let room = self.look.room.saturating_sub(INDENT + LABEL).max(24);
        let label = format!("{label:<LABEL$}");
        for (number, line) in fill(words, room).into_iter().enumerate() {
            let head = match number {
                0 => self.paint(Part::Faint, &label),
                _ => " ".repeat(LABEL),
            };
            self.lines
                .push(format!("{}{head}{line}", " ".repeat(INDENT)));
        }
    }

    fn paragraph(&mut self, words: &str, indent: usize) {
        let room = self.look.room.saturating_sub(indent + 2).max(24);
        for (number, line) in fill(words, room).into_iter().enumerate() {
            let hang = if number == 0 { 0 } else { 2 };
            self.lines
                .push(format!("{}{line}", " ".repeat(indent + hang)));
        }
    }

    fn bytes(&self, start: u32, end: u32) -> Option<Range<usize>> {
        let span = self.offsets.byte_span(CharSpan { start, end })?;
        Some(span.range())
    }

    fn words(&self, start: u32, end: u32) -> String {
        let bytes = self.bytes(start, end).unwrap_or_default();
        clean(&self.reading.document.text[bytes])
    }
}
