//! The digest as Markdown (CommonMark).

use super::brief_text::{Under, coverage, day_heading, facts, support};
use super::digest::{Digest, Line};
use super::entry::Entry;

/// The page.
pub fn page(digest: &Digest) -> String {
    let mut out = format!("# Brief\n\n{}\n", escaped(&coverage(digest)));
    if !digest.happened.is_empty() {
        out.push_str("\n## Told as happened\n");
    }
    for (day, entries) in &digest.happened {
        out.push_str(&format!("\n### {}\n\n", day_heading(day.as_deref())));
        for one in entries {
            out.push_str(&entry(one, Under::Day));
        }
    }
    entries(&mut out, "Planned or possible", &digest.planned);
    entries(&mut out, "Denied, called off or postponed", &digest.off);
    lines(
        &mut out,
        "Offices, by the words of the reports",
        &digest.offices,
        |l| format!("**{}** — {}", escaped(&l.head), escaped(&l.words)),
    );
    lines(&mut out, "Said", &digest.quotes, |l| {
        format!("“{}” — {}", escaped(&l.words), escaped(&l.head))
    });
    lines(&mut out, "Withheld or not known", &digest.withheld, |l| {
        format!("{}: “{}”", escaped(&l.head), escaped(&l.words))
    });
    reports(&mut out, digest);
    out
}

fn entries(out: &mut String, title: &str, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    out.push_str(&format!("\n## {title}\n\n"));
    for one in entries {
        out.push_str(&entry(one, Under::List));
    }
}

/// An entry: who, what, the words, who says so.
fn entry(entry: &Entry, under: Under) -> String {
    format!(
        "- **{}** — {}\n  {}\n",
        escaped(&entry.who),
        escaped(&facts(entry, under)),
        escaped(&support(entry)),
    )
}

fn lines(out: &mut String, title: &str, lines: &[Line], show: impl Fn(&Line) -> String) {
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("\n## {title}\n\n"));
    for line in lines {
        out.push_str(&format!("- {} {}\n", show(line), numbers(&line.reports)));
    }
}

fn reports(out: &mut String, digest: &Digest) {
    out.push_str("\n## Reports\n\n");
    for (number, report) in digest.reports.iter().enumerate() {
        let unread = report
            .unread
            .as_ref()
            .map(|why| format!(" **Not read:** {}", escaped(why)));
        out.push_str(&format!(
            "{}. {} — {}{}\n",
            number + 1,
            escaped(&report.title),
            escaped(&report.facts),
            unread.unwrap_or_default()
        ));
    }
    for failed in &digest.failed {
        out.push_str(&format!("- **Not read:** {}\n", escaped(failed)));
    }
}

fn numbers(reports: &[usize]) -> String {
    let numbers: Vec<String> = reports.iter().map(|n| format!("\\[{n}\\]")).collect();
    numbers.join(" ")
}

/// Text of a report is shown as it is, whatever marks it holds.
pub fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
