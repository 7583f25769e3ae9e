//! Who holds which office for which country, on readouts whose title says so.
//!
//! "Readout of President A's Call with Prime Minister B of Velia": of what follows the first "with",
//! each piece that holds a country, an office of `titles.tsv` and a name is a truth. The report is
//! read whole; a truth is found where one actor has a name that matches, an office of the same words
//! (or one that holds the other's) and the country. Offices of bodies and of parts of a state are no
//! truths, and a piece without an office of the table is counted apart.

use super::Measures;
use anyhow::Context as _;
use chancery::actors::{ActorKind, ActorLexicon, Actors, RoleHeld, names_match};
use chancery::ingest::Item;
use chancery::reading::Reader;
use chancery_data::schema::Knowledge;
use chancery_nlp::{Scratch, Search};
use serde_json::Value;
use std::path::Path;

/// The open data that is read, below the data folder.
pub const NEEDS: &str = "events/readouts-2021-2022.jsonl";

/// What a title tells of one person.
#[derive(Clone, Debug, PartialEq)]
struct Truth {
    person: String,
    office: String,
    country: String,
}

/// The counts.
#[derive(Debug, Default)]
pub struct Score {
    truths: usize,
    person: usize,
    office: usize,
    country: usize,
    all: usize,
    /// Pieces with a country and without an office of the table.
    unread: usize,
    /// What is wrong, one line each.
    pub misses: Vec<String>,
}

/// Reads every readout whose title holds a truth.
///
/// # Errors
/// Where the data or the models cannot be read.
pub fn score(data: &Path) -> anyhow::Result<Score> {
    let path = data.join(NEEDS);
    let text = std::fs::read_to_string(&path);
    let text = text.with_context(|| format!("reading {}", path.display()))?;
    let known = chancery_data::knowledge();
    let titles = Titles::new(known);
    let lexicon = ActorLexicon::new(known);
    let reader = Reader::english(known)?;
    let mut scratch = Scratch::default();
    let mut score = Score::default();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line)?;
        let field = |name: &str| row[name].as_str().map(str::to_owned);
        let title = field("title").context("a readout without title")?;
        let truths = titles.truths(&title, &mut score);
        if truths.is_empty() {
            continue;
        }
        let item = Item {
            text: field("text").context("a readout without text")?,
            title: Some(title),
            outlet: field("outlet"),
            url: field("url"),
            ..Item::default()
        };
        let document = reader.document(item);
        let actors = reader
            .layers(&document, Search::Narrow, &mut scratch)
            .actors;
        for truth in &truths {
            score.add(&lexicon, truth, &actors);
        }
    }
    Ok(score)
}

impl Score {
    fn add(&mut self, lexicon: &ActorLexicon, truth: &Truth, actors: &Actors) {
        self.truths += 1;
        let alone = !truth.person.contains(' ');
        let names = |name: &String| {
            let mut words = name.split(' ');
            names_match(lexicon, name, &truth.person)
                || alone && words.any(|word| names_match(lexicon, word, &truth.person))
        };
        let mut best = [false; 3];
        let mut told: Vec<String> = Vec::new();
        let persons = actors.actors.iter().enumerate();
        for (at, actor) in persons.filter(|(_, actor)| actor.kind == ActorKind::Person) {
            if !names(&actor.name) && !actor.names.iter().any(names) {
                continue;
            }
            let held: Vec<&RoleHeld> = actors
                .roles
                .iter()
                .filter(|r| r.person.0 as usize == at)
                .collect();
            let office = held
                .iter()
                .any(|role| same_office(&role.title, &truth.office));
            let codes = held
                .iter()
                .filter_map(|role| role.country.as_ref())
                .chain(&actor.country);
            let country = codes
                .into_iter()
                .any(|country| country.code == truth.country);
            let found = [true, office, country];
            best = best.max(found);
            told.push(shown(
                &actor.name,
                actor.country.as_ref().map(|c| c.code.as_str()),
                &held,
            ));
        }
        let [person, office, country] = best;
        self.person += usize::from(person);
        self.office += usize::from(office);
        self.country += usize::from(country);
        self.all += usize::from(person && office && country);
        if !(person && office && country) {
            let Truth {
                person: name,
                office: title,
                country: code,
            } = truth;
            let what = match best {
                [false, ..] => "person",
                [_, false, _] => "office",
                _ => "country",
            };
            let told = told.join("; ");
            self.misses
                .push(format!("{what}\t{title} {name}, {code}\t{told}"));
        }
    }

    /// The figures by name, in percent.
    pub fn measures(&self) -> Measures {
        let percent =
            |part: usize| (1000.0 * part as f64 / self.truths.max(1) as f64).round() / 10.0;
        vec![
            ("person".to_owned(), percent(self.person)),
            ("office".to_owned(), percent(self.office)),
            ("country".to_owned(), percent(self.country)),
            ("all_three".to_owned(), percent(self.all)),
        ]
    }

    /// The counts and the figures in one line.
    pub fn line(&self) -> String {
        let figures = self.measures().into_iter();
        let figures: Vec<String> = figures.map(|(k, v)| format!("{k} {v}")).collect();
        let (truths, unread) = (self.truths, self.unread);
        format!(
            "roles: {truths} truths, {unread} pieces without an office, {}",
            figures.join(", ")
        )
    }
}

/// Offices of one rank where the words of one are among those of the other: "minister of defense of
/// the state", "defense minister".
fn same_office(told: &str, truth: &str) -> bool {
    let words = |office: &str| -> Vec<String> {
        let plain = office.replace('-', " ").replace("defence", "defense");
        plain.split(' ').map(str::to_owned).collect()
    };
    let within = |one: &[String], other: &[String]| {
        let mut long = one.iter().filter(|word| word.len() > 3);
        long.all(|word| other.contains(word))
    };
    let known = chancery_data::knowledge();
    let level = |office: &str| {
        known
            .titles
            .iter()
            .find(|row| row.title == office)
            .map(|row| row.level)
    };
    let ranks = match (level(told), level(truth)) {
        (Some(told), Some(truth)) => told == truth,
        _ => true,
    };
    let (told, truth) = (words(told), words(truth));
    ranks && (told == truth || within(&told, &truth) || within(&truth, &told))
}

fn shown(name: &str, country: Option<&str>, held: &[&RoleHeld]) -> String {
    let roles: Vec<String> = held
        .iter()
        .map(|role| {
            let code = role
                .country
                .as_ref()
                .map_or("-", |country| country.code.as_str());
            format!("{} {code}", role.title)
        })
        .collect();
    format!("{name} ({}): {}", country.unwrap_or("-"), roles.join(" + "))
}

/// Offices and countries by their words in lower case, the longest first.
struct Titles {
    offices: Vec<String>,
    countries: Vec<(String, String)>,
    adjectives: Vec<(String, String)>,
}

impl Titles {
    fn new(known: &Knowledge) -> Self {
        let singular = known.titles.iter().map(|row| row.title.clone());
        let mut offices: Vec<String> = singular.collect();
        offices.sort_by_key(|office| std::cmp::Reverse(office.len()));
        let mut countries = Vec::new();
        let mut adjectives = Vec::new();
        for row in &known.countries {
            let names = std::iter::once(&row.name).chain(&row.names);
            countries.extend(names.map(|name| (name.to_lowercase(), row.code.clone())));
            let bodies = known
                .organisations
                .iter()
                .filter(|body| body.country == row.code);
            countries.extend(bodies.map(|body| (body.name.to_lowercase(), row.code.clone())));
            let words = row.adjectives.iter();
            adjectives.extend(words.map(|word| (word.to_lowercase(), row.code.clone())));
        }
        countries.sort_by_key(|row| std::cmp::Reverse(row.0.len()));
        Titles {
            offices,
            countries,
            adjectives,
        }
    }

    fn truths(&self, title: &str, score: &mut Score) -> Vec<Truth> {
        let title = mended(title);
        let Some((_, tail)) = title
            .split_once(" with ")
            .or_else(|| title.split_once(" With "))
        else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for piece in tail
            .replace(", and ", ", ")
            .replace(" and ", ", ")
            .split(", ")
        {
            match self.truth(piece.trim()) {
                Some(Ok(truth)) => found.push(truth),
                Some(Err(())) => score.unread += 1,
                None => {}
            }
        }
        found
    }

    /// `None` without a country; an error without an office or a name.
    fn truth(&self, piece: &str) -> Option<Result<Truth, ()>> {
        let (country, rest) = self.country(piece)?;
        let lower = rest.to_lowercase();
        let starts = |office: &&String| {
            lower
                .strip_prefix(office.as_str())
                .is_some_and(|rest| rest.starts_with(' '))
        };
        let Some(office) = self.offices.iter().find(starts) else {
            return Some(Err(()));
        };
        let mut person = rest.get(office.len()..).unwrap_or_default().trim();
        while let Some(length) = self.honorific(person) {
            person = person.get(length..).unwrap_or_default().trim();
        }
        let named = person.chars().next().is_some_and(char::is_uppercase)
            && !self.offices.contains(&person.to_lowercase())
            && person.split(' ').count() <= 6
            && !person.contains(" of ");
        Some(match named {
            true => Ok(Truth {
                person: person.to_owned(),
                office: office.clone(),
                country,
            }),
            false => Err(()),
        })
    }

    /// Length of the honorific or the further title that words begin with.
    fn honorific(&self, words: &str) -> Option<usize> {
        let lower = words.to_lowercase();
        let starts = |office: &&String| {
            let rest = lower.strip_prefix(office.as_str());
            rest.is_some_and(|rest| rest.starts_with(' '))
        };
        self.offices.iter().find(starts).map(String::len)
    }

    /// The country of "... of COUNTRY", "COUNTRY's ...", "COUNTRY ..." or "ADJECTIVE ...", and the
    /// words without it.
    fn country(&self, piece: &str) -> Option<(String, String)> {
        let lower = piece.to_lowercase();
        for (name, code) in &self.countries {
            for link in [" of the ", " of "] {
                if let Some(rest) = lower.strip_suffix(&format!("{link}{name}")) {
                    return Some((code.clone(), piece.get(..rest.len())?.to_owned()));
                }
            }
        }
        let starts = |words: &str| {
            let rest = lower.strip_prefix(words)?;
            let rest = rest.strip_prefix("'s").unwrap_or(rest);
            rest.strip_prefix(' ').map(str::len)
        };
        let all = self.countries.iter().chain(&self.adjectives);
        let (code, length) = all
            .filter_map(|(words, code)| Some((code, starts(words)?)))
            .min_by_key(|row| row.1)?;
        let rest = piece.get(piece.len() - length..)?.to_owned();
        Some((code.clone(), rest))
    }
}

/// Straight apostrophes, and no blank inside a word behind a letter with a mark, as the titles of the
/// set have it.
fn mended(title: &str) -> String {
    let title = title.replace('\u{2019}', "'").replace("' s ", "'s ");
    let letters: Vec<char> = title.chars().collect();
    let split = |at: usize| {
        letters[at] == ' '
            && at > 0
            && !letters[at - 1].is_ascii()
            && letters.get(at + 1).is_some_and(|next| next.is_lowercase())
            && letters.get(at + 1..at + 4) != Some(&['o', 'f', ' '])
    };
    let kept = (0..letters.len()).filter(|&at| !split(at));
    kept.map(|at| letters[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_titles() {
        let titles = Titles::new(chancery_data::knowledge());
        let mut score = Score::default();
        let of = |title: &str, score: &mut Score| -> Vec<(String, String, String)> {
            let truths = titles.truths(title, score).into_iter();
            truths.map(|t| (t.office, t.person, t.country)).collect()
        };
        let owned = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        let title = "Readout of President Marin’s Call with Prime Minister Ida Berg of Norway and Kenyan President Tom Otieno";
        let expected = [
            owned("prime minister", "Ida Berg", "NOR"),
            owned("president", "Tom Otieno", "KEN"),
        ];
        assert_eq!(of(title, &mut score), expected);
        assert_eq!(
            of("Readout of a Meeting with Labor Leaders", &mut score),
            []
        );
        assert_eq!(of("Call with Norway's Ida Berg", &mut score), []);
        assert_eq!(score.unread, 1);
        assert!(same_office("minister of defense", "defense minister"));
        assert!(!same_office("deputy prime minister", "prime minister"));
        assert!(!same_office("president", "prime minister"));
    }
}
