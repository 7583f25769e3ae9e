//! The digest as text for a terminal.

use super::digest::{Digest, Line};
use super::entry::Entry;
use super::lay::fill;
use super::phrases::{quoted, status_part};
use super::style::{Palette, Part};
use jiff::civil::Date;

/// The page, at most `room` columns wide.
pub fn page(digest: &Digest, room: usize, palette: Palette) -> String {
    let mut page = Page {
        room,
        palette,
        text: String::new(),
    };
    page.put(0, &palette.paint(Part::Title, "Brief"));
    page.filled(0, &coverage(digest));
    page.happened(digest);
    page.entries("Planned or possible", &digest.planned);
    page.entries("Denied, called off or postponed", &digest.off);
    page.lines(
        "Offices, by the words of the reports",
        &digest.offices,
        |l| format!("{} — {}", l.head, l.words),
    );
    page.lines("Said", &digest.quotes, |l| {
        format!("“{}” — {}", l.words, l.head)
    });
    page.lines("Withheld or not known", &digest.withheld, |l| {
        format!("{}: “{}”", l.head, l.words)
    });
    page.reports(digest);
    page.text
}

/// "3 reports read, 1 not read; 12 events, 2 planned ...".
pub fn coverage(digest: &Digest) -> String {
    let unread = digest.reports.iter().filter(|r| r.unread.is_some()).count() + digest.failed.len();
    let read = digest.reports.len() + digest.failed.len() - unread;
    let happened: usize = digest
        .happened
        .iter()
        .map(|(_, entries)| entries.len())
        .sum();
    let mut facts = vec![
        counted(read, "report read", "reports read"),
        format!("{happened} told as happened or going on"),
        format!("{} planned or possible", digest.planned.len()),
        format!("{} denied or called off", digest.off.len()),
    ];
    if digest.outlets > 0 {
        facts.insert(1, counted(digest.outlets, "outlet", "outlets"));
    }
    if let Some((first, last)) = &digest.span {
        let days = match first == last {
            true => format!("of {first}"),
            false => format!("of {first} to {last}"),
        };
        facts[0].push_str(", ");
        facts[0].push_str(&days);
    }
    if digest.background > 0 {
        facts.push(format!("{} of background not listed", digest.background));
    }
    if unread > 0 {
        facts.push(counted(unread, "report not read", "reports not read"));
    }
    format!("{}. Read by machine, not reviewed.", facts.join(" · "))
}

/// "1 report", "2 reports".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "[1] [4]"; with how many independent origins, where several reports tell of it.
fn references(entry: &Entry) -> String {
    let numbers: Vec<String> = entry.reports.iter().map(|n| format!("[{n}]")).collect();
    match entry.reports.len() {
        1 => numbers.join(" "),
        reports => format!(
            "{} · {reports} reports, {}",
            numbers.join(" "),
            counted(entry.origins, "independent origin", "independent origins")
        ),
    }
}

/// The words, who says them, which reports, and what else there is to know.
pub fn support(entry: &Entry) -> String {
    let mut line = format!(
        "{} — {} {}",
        quoted(&entry.words),
        entry.says.join("; "),
        references(entry)
    );
    for remark in &entry.remarks {
        line.push_str(" · ");
        line.push_str(remark);
    }
    line
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// Under the heading of its day.
    Day,
    /// In a list of many days.
    List,
}

/// Status where it is not plain, codes, place, date.
pub fn facts(entry: &Entry, under: Under) -> String {
    let when = match under {
        Under::Day => &entry.beside,
        Under::List => &entry.when,
    };
    let place = entry.place.as_deref().unwrap_or("");
    let parts = [entry.status.as_str(), &entry.codes, place, when];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// "2026-01-01 Thursday".
pub fn day_heading(day: Option<&str>) -> String {
    let Some(day) = day else {
        return "Day not known".to_owned();
    };
    match day.parse::<Date>() {
        Ok(date) => format!("{day} {}", weekday(date)),
        Err(_) => day.to_owned(),
    }
}

fn weekday(date: Date) -> String {
    date.strftime("%A").to_string()
}

struct Page {
    room: usize,
    palette: Palette,
    text: String,
}

impl Page {
    fn put(&mut self, indent: usize, line: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn filled(&mut self, indent: usize, words: &str) {
        for line in fill(words, self.room.saturating_sub(indent).max(24)) {
            self.put(indent, &line);
        }
    }

    fn section(&mut self, title: &str) {
        self.text.push('\n');
        let title = self.palette.paint(Part::Title, &title.to_uppercase());
        self.put(0, &title);
    }

    fn happened(&mut self, digest: &Digest) {
        if digest.happened.is_empty() {
            return;
        }
        self.section("Told as happened");
        for (day, entries) in &digest.happened {
            let heading = day_heading(day.as_deref());
            let heading = self.palette.paint(Part::Title, &heading);
            self.put(0, &heading);
            for entry in entries {
                self.entry(entry, Under::Day);
            }
        }
    }

    fn entries(&mut self, title: &str, entries: &[Entry]) {
        if entries.is_empty() {
            return;
        }
        self.section(title);
        for entry in entries {
            self.entry(entry, Under::List);
        }
    }

    fn entry(&mut self, entry: &Entry, under: Under) {
        let room = self.room.saturating_sub(4).max(24);
        let head = format!("{} — {}", entry.who, facts(entry, under));
        let mark = self.palette.paint(status_part(&entry.state), "●");
        for (number, line) in fill(&head, room).into_iter().enumerate() {
            let line = self.palette.paint(Part::Code, &line);
            match number {
                0 => self.put(2, &format!("{mark} {line}")),
                _ => self.put(4, &line),
            }
        }
        self.filled(4, &support(entry));
    }

    fn lines(&mut self, title: &str, lines: &[Line], show: impl Fn(&Line) -> String) {
        if lines.is_empty() {
            return;
        }
        self.section(title);
        for line in lines {
            let numbers: Vec<String> = line.reports.iter().map(|n| format!("[{n}]")).collect();
            let words = format!("{} {}", show(line), numbers.join(" "));
            let mut rows = fill(&words, self.room.saturating_sub(4).max(24)).into_iter();
            let first = rows.next().unwrap_or_default();
            self.put(2, &first);
            for row in rows {
                self.put(4, &row);
            }
        }
    }

    fn reports(&mut self, digest: &Digest) {
        self.section("Reports");
        for (number, report) in digest.reports.iter().enumerate() {
            let unread = report
                .unread
                .as_ref()
                .map(|why| format!(" NOT READ: {why}"));
            let line = format!("[{}] {} — {}", number + 1, report.title, report.facts);
            self.filled(2, &format!("{line}{}", unread.unwrap_or_default()));
        }
        for failed in &digest.failed {
            self.filled(2, &format!("NOT READ: {failed}"));
        }
    }
}
