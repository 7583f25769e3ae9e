//! Entries as Markdown: one, or the whole book with its chapters.
//!
//! Frames are left out: they grow with the lexicon, and the book would change with each of them.

use super::{Book, Entry, Sort, quad_name};
use std::fmt::Write as _;

/// Chapters, in their order.
const CHAPTERS: [(Sort, &str); 6] = [
    (Sort::Type, "Types, their modes and kinds"),
    (Sort::Context, "Contexts"),
    (Sort::Sector, "Sectors of actors"),
    (Sort::Rule, "Decision rules"),
    (Sort::Cameo, "CAMEO codes"),
    (Sort::OldName, "Names of earlier drafts"),
];

const OPENING: &str = "\
# Codebook

What each code of a Claim means, with sentences that are of it and sentences that are not. Types, modes, contexts and sectors are those of PLOVER
(manual, draft 2.0), with `STATE` beside them; kinds are ours. Definitions and examples are in our own words; happenings and most people are invented.

Written by `cargo dev codebook` from `data/ontology`: change it there. `chancery codebook CODE` shows the same, with the frames of the lexicon that
give a code. `TYPE/name` in a text names a mode of the type, or a kind beneath it.

";

const QUADS: &str = "\
Quad classes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, 0 none. The intensity of a Claim is the score of its
mode, else of its type; its CAMEO code is that of its kind (for `meet` of its mode), else of its mode, else of its type.

";

impl Book<'_> {
    /// The whole book.
    pub fn markdown(&self) -> String {
        let entries = self.entries();
        let mut out = OPENING.to_owned();
        for (sort, title) in CHAPTERS {
            let _ = writeln!(out, "## {title}\n");
            match sort {
                Sort::Type => out.push_str(QUADS),
                Sort::Rule => {
                    out.push_str(
                        "Cited by number in code and tests. A rule without codes bears on all.\n\n",
                    );
                }
                _ => {}
            }
            let own: Vec<&Entry> = entries
                .iter()
                .filter(|entry| chapter(entry.sort) == sort)
                .collect();
            match sort {
                Sort::Cameo => cameo_table(&mut out, &own),
                Sort::OldName => old_names(&mut out, &own),
                _ => own.iter().for_each(|entry| out.push_str(&entry.markdown())),
            }
        }
        // One empty line between blocks, none at the end.
        out.truncate(out.trim_end().len());
        out.push('\n');
        out
    }
}

fn chapter(sort: Sort) -> Sort {
    match sort {
        Sort::Mode | Sort::Kind => Sort::Type,
        sort => sort,
    }
}

impl Entry {
    /// The entry under a heading of its own.
    pub fn markdown(&self) -> String {
        let level = match self.sort {
            Sort::Mode | Sort::Kind => "####",
            _ => "###",
        };
        let mut out = String::new();
        let _ = match self.sort {
            Sort::Rule => writeln!(
                out,
                "{level} {}: {}\n",
                capital(&self.code),
                self.definition
            ),
            _ => writeln!(
                out,
                "{level} `{}`\n\n{}.\n",
                self.code,
                capital(&self.definition)
            ),
        };
        let facts = self.facts();
        if !facts.is_empty() {
            let _ = writeln!(out, "{}\n", facts.join(" · "));
        }
        if !self.text.is_empty() {
            let _ = writeln!(out, "{}\n", self.text);
        }
        for example in &self.examples {
            let _ = writeln!(out, "- {example}");
        }
        for counter in &self.counter_examples {
            let is: Vec<String> = counter.is.iter().map(|code| shown(code)).collect();
            let _ = writeln!(out, "- *Not:* {} ({})", counter.text, is.join(", "));
        }
        if !self.examples.is_empty() {
            out.push('\n');
        }
        out
    }

    /// What is told in a line: numbers, codes, rules.
    fn facts(&self) -> Vec<String> {
        let list = |codes: &[String]| {
            let codes: Vec<String> = codes.iter().map(|code| shown(code)).collect();
            codes.join(", ")
        };
        let many = |name: &str, codes: &[String]| {
            (!codes.is_empty()).then(|| format!("{name} {}", list(codes)))
        };
        let rules: Vec<String> = self
            .rules
            .iter()
            .map(|rule| rule.number.to_string())
            .collect();
        let act = match (&self.event_type, &self.mode) {
            (Some(of), Some(mode)) => Some(format!("{} of `{of}/{mode}`", sort_name(self.sort))),
            (Some(of), None) => Some(format!("{} of `{of}`", sort_name(self.sort))),
            _ => None,
        };
        let facts = [
            act,
            self.quad.filter(|_| self.sort == Sort::Type).map(quad),
            self.score.map(|score| format!("score {score}")),
            self.recipient_required
                .filter(|required| *required)
                .map(|_| "recipient required".to_owned()),
            self.cameo
                .as_ref()
                .map(|_| format!("CAMEO {}", self.cameo_line())),
            many("modes", &self.modes),
            many("kinds", &self.kinds),
            many("bears on", &self.codes),
            many("used in", &self.used_in).map(|used| used.replace('`', "")),
            (!rules.is_empty()).then(|| format!("rules {}", rules.join(", "))),
        ];
        facts.into_iter().flatten().collect()
    }

    /// The CAMEO code with those that replace it: "101; aid 103, appeal 021".
    pub fn cameo_line(&self) -> String {
        let own = self.cameo.as_deref().unwrap_or_default();
        let when = self.cameo_when.iter();
        let when: Vec<String> = when
            .map(|(words, code)| format!("{} {code}", words.replace(' ', " + ")))
            .collect();
        match when.is_empty() {
            true => own.to_owned(),
            false => format!("{own}; {}", when.join(", ")),
        }
    }
}

fn quad(quad: u8) -> String {
    format!("quad {quad} ({})", quad_name(quad))
}

fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Kind => "kind",
        _ => "mode",
    }
}

/// A code as code; "nothing" is none.
fn shown(code: &str) -> String {
    match code {
        "nothing" => code.to_owned(),
        code => format!("`{code}`"),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn cameo_table(out: &mut String, entries: &[&Entry]) {
    out.push_str(
        "CAMEO 1.1b3, with 1213 and 1214 of ICEWS; how its codes are read into ours. *Or* says what a code is under a condition, *2021* what \
        PLOVER's own crosswalk file says where ours departs from it, *from* which of our codes are written as it by the CAMEO exports.\n\n\
        | code | label | ours | contexts | or | 2021 | from | Goldstein |\n|---|---|---|---|---|---|---|---|\n",
    );
    for entry in entries {
        let mode = entry
            .mode
            .as_ref()
            .map_or_else(String::new, |mode| format!("/{mode}"));
        let kind = entry
            .kind
            .as_ref()
            .map_or_else(String::new, |kind| format!(", {kind}"));
        let of = entry.event_type.as_deref().unwrap_or_default();
        let _ = writeln!(
            out,
            "| {} | {} | {of}{mode}{kind} | {} | {} | {} | {} | {} |",
            entry.code,
            entry.definition,
            entry.contexts.join(", "),
            entry.or.join("; "),
            entry.file.as_deref().unwrap_or_default(),
            entry.codes.join(", "),
            entry.goldstein.unwrap_or_default(),
        );
    }
    out.push('\n');
}

fn old_names(out: &mut String, entries: &[&Entry]) {
    out.push_str("Accepted on input.\n\n| name | now | note |\n|---|---|---|\n");
    for entry in entries {
        let codes: Vec<String> = entry.codes.iter().map(|code| shown(code)).collect();
        let _ = writeln!(
            out,
            "| {} | {} | {} |",
            entry.code,
            codes.join(", "),
            entry.text
        );
    }
}
