//! Records of the ontology; and the codebook: a page for every code, with enough examples, and the rules in their order.

use std::collections::BTreeSet;

use super::codes::{Codes, Sort};
use super::load::Loader;
use super::records::{Record, filled, first, in_scale, lower_all, one_of, record};
use crate::schema::{
    Cameo, CameoWhen, Codebook, Context, EventType, Kind, Mode, OldName, Page, Rule, Sector,
};

/// Folder of the pages.
const PAGES: &str = "ontology/pages";

/// Reads pages, rules and old names.
pub fn codebook(loader: &mut Loader, codes: &Codes) -> Codebook {
    let pages = loader.toml_folder("ontology/pages", "page");
    let pages: Vec<Page> = loader.checked(pages, codes);
    let there: BTreeSet<&str> = pages.iter().map(|page| page.code.as_str()).collect();
    for code in codes.with_pages() {
        if !there.contains(code.as_str()) {
            loader.complain(PAGES, format!("no page of '{code}'"));
        }
    }
    let rules = loader.toml("ontology/rules.toml", "rule");
    let rules: Vec<Rule> = loader.checked(rules, codes);
    for (rule, number) in rules.iter().zip(1..) {
        if rule.number != number {
            let what = format!("rule {} stands where {number} is expected", rule.number);
            loader.complain("ontology/rules.toml", what);
        }
    }
    Codebook {
        pages,
        rules,
        old_names: loader.checked_tsv("ontology/old_names.tsv", codes),
    }
}

/// Least numbers of examples and counter-examples of a page.
fn least(sort: Option<Sort>) -> (usize, usize) {
    match sort {
        Some(Sort::Context | Sort::Sector) => (2, 1),
        _ => (3, 2),
    }
}

fn too_few(name: &str, found: usize, least: usize) -> Option<String> {
    (found < least).then(|| format!("{found} {name}, expected {least} or more"))
}

fn unknown(codes: &Codes, code: &str) -> Option<String> {
    let fine = code == "nothing" || codes.sort(code).is_some();
    (!fine).then(|| format!("unknown code '{code}'"))
}

/// A complaint about the first `TYPE/name` of a text that names neither a mode nor a kind.
fn named(codes: &Codes, text: &str) -> Option<String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '/' || c == '-'));
    let acts = words.filter_map(|word| word.split_once('/'));
    first(acts.map(|(of, name)| codes.mode(of, name).and(codes.kind(of, name))))
}

/// A complaint about a sentence that does not look like one.
fn sentence(text: &str) -> Option<String> {
    let fine = text.starts_with(char::is_uppercase) && text.ends_with('.');
    (!fine).then(|| format!("'{text}' is no sentence: a capital first, a full stop last"))
}

impl Record for Page {
    fn key(&self) -> String {
        self.code.clone()
    }

    fn problems(&self, codes: &Codes) -> Vec<String> {
        let (examples, counters) = least(codes.sort(&self.code));
        let counter = |counter: &crate::schema::Counter| {
            let none = counter.is.is_empty();
            let empty = none.then(|| format!("'{}' is nothing? say so", counter.text));
            let own = counter.is.contains(&self.code);
            let own = own.then(|| format!("'{}' is of the code itself", counter.text));
            let codes = first(counter.is.iter().map(|code| unknown(codes, code)));
            empty.or(own).or(codes).or(sentence(&counter.text))
        };
        let found = [
            unknown(codes, &self.code),
            filled("text", &self.text),
            named(codes, &self.text),
            too_few("examples", self.examples.len(), examples),
            too_few("counter-examples", self.counter_examples.len(), counters),
            first(self.examples.iter().map(|text| sentence(text))),
            first(self.counter_examples.iter().map(counter)),
        ];
        found.into_iter().flatten().collect()
    }
}

impl Record for Rule {
    fn key(&self) -> String {
        format!("{:03}", self.number)
    }

    fn problems(&self, codes: &Codes) -> Vec<String> {
        let places = &["coding", "events", "exports"];
        let used = self.used_in.iter().map(|at| one_of("used_in", at, places));
        let found = [
            filled("title", &self.title),
            filled("text", &self.text),
            named(codes, &self.text),
            first(self.codes.iter().map(|code| unknown(codes, code))),
            first(used),
        ];
        found.into_iter().flatten().collect()
    }
}

impl Record for OldName {
    fn key(&self) -> String {
        self.name.clone()
    }

    fn problems(&self, codes: &Codes) -> Vec<String> {
        let found = [
            filled("name", &self.name),
            first(self.codes.iter().map(|code| unknown(codes, code))),
        ];
        found.into_iter().flatten().collect()
    }
}

record!(
    EventType,
    |row, codes| row.code,
    [
        one_of("quad", &row.quad.to_string(), &["0", "1", "2", "3", "4"]),
        in_scale(row.score),
        filled("cameo", &row.cameo),
        codes.cameo(&row.cameo),
        conditions(codes, &row.cameo_when),
        filled("definition", &row.definition),
    ]
);
record!(
    Mode,
    |row, codes| format!("{} {}", row.event_type, row.code),
    [
        codes.event_type(&row.event_type),
        in_scale(row.score),
        filled("cameo", &row.cameo),
        codes.cameo(&row.cameo),
        conditions(codes, &row.cameo_when),
        filled("definition", &row.definition),
    ]
);
record!(
    Kind,
    |row, codes| row.code,
    [
        codes.event_type(&row.event_type),
        codes.mode(&row.event_type, &row.mode),
        codes.cameo(&row.cameo),
        conditions(codes, &row.cameo_when),
        filled("definition", &row.definition),
    ]
);
record!(
    Context,
    |row, _codes| row.code,
    [lower_all(&row.words), filled("definition", &row.definition)]
);
record!(
    Sector,
    |row, _codes| row.code,
    [filled("definition", &row.definition)]
);
record!(
    Cameo,
    |row, codes| row.code,
    [
        codes.event_type(&row.event_type),
        codes.mode(&row.event_type, &row.mode),
        codes.kind(&row.event_type, &row.kind),
        first(row.contexts.iter().map(|code| codes.context(code))),
        first(row.or.iter().map(|or| alternative(codes, or))),
        filled("label", &row.label),
        in_scale(row.goldstein),
    ]
);

/// Conditions of CAMEO codes that are no contexts.
const CONDITIONS: &[&str] = &["aid", "appeal", "attempt", "demand", "unarmed"];

/// A complaint about conditions of CAMEO codes.
fn conditions(codes: &Codes, when: &CameoWhen) -> Option<String> {
    first(when.iter().map(|(words, code)| {
        let known = |word: &str| CONDITIONS.contains(&word) || codes.context(word).is_none();
        let unknown = words.split(' ').find(|word| !known(word));
        let unknown = unknown.map(|word| format!("unknown condition '{word}'"));
        unknown.or(codes.cameo(code))
    }))
}

/// A complaint unless `text` is `TYPE: when` or `TYPE/mode: when`.
fn alternative(codes: &Codes, text: &str) -> Option<String> {
    let Some((code, _)) = text.split_once(": ") else {
        return Some(format!("'{text}', expected TYPE/mode: when"));
    };
    let (event_type, mode) = code.split_once('/').unwrap_or((code, ""));
    codes
        .event_type(event_type)
        .or(codes.mode(event_type, mode))
}
