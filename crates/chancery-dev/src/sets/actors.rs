//! Who is in the reports of `corpus/`, against the hand-made `[[actor]]` tables of their records.
//!
//! Every report whose record lists actors is read whole. An actor of the record is found where one
//! actor of the report has its name or is mentioned in those words; country, sector and PLOVER code
//! are compared of what is found, offices (person, office, country) of all. A record that lists
//! actors lists all of them: an actor that is read and not listed, or read a second time, counts
//! against precision, unless it is a set of others ("both sides").

use super::Measures;
use super::corpus::report;
use super::corpus::{Record, WantedActor, WantedRole, records, same_name};
use chancery::actors::{ActorOut, ActorsOut, RoleOut, View, write_actors};
use chancery::reading::Reader;
use chancery_nlp::{Scratch, Search};
use std::collections::BTreeMap;
use std::path::Path;

/// What is counted. The order is that of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Found,
    Precision,
    Country,
    Sector,
    Plover,
    Role,
    RolePrecision,
}

impl Slot {
    fn name(self) -> &'static str {
        match self {
            Slot::Found => "found",
            Slot::Precision => "precision",
            Slot::Country => "country",
            Slot::Sector => "sector",
            Slot::Plover => "plover",
            Slot::Role => "role",
            Slot::RolePrecision => "role_precision",
        }
    }
}

/// The counts.
#[derive(Debug, Default)]
pub struct Score {
    reports: usize,
    /// Right ones of so many.
    counts: BTreeMap<Slot, (usize, usize)>,
    /// What is wrong, one line each.
    pub misses: Vec<String>,
}

/// Reads every report of the corpus whose record lists actors.
///
/// # Errors
/// Where a record or a report cannot be read, or the models do not load.
pub fn score(root: &Path) -> anyhow::Result<Score> {
    let corpus = root.join("corpus");
    let reader = Reader::english(chancery_data::knowledge())?;
    let mut scratch = Scratch::default();
    let mut score = Score::default();
    for (slug, record) in records(&corpus)? {
        if record.actor.is_empty() {
            continue;
        }
        let document = reader.document(report(&corpus.join(&record.report))?);
        let layers = reader.layers(&document, Search::Narrow, &mut scratch);
        let told = write_actors(&layers.actors, &document.text, &document.id);
        let report = Report {
            slug: &slug,
            text: document.text.chars().collect(),
            told: &told,
        };
        score.add(&report, &record);
    }
    Ok(score)
}

/// Whether an actor that was read is the wanted one.
type Fits<'f> = dyn Fn(&ActorOut, &WantedActor) -> bool + 'f;

/// What was read of one report.
struct Report<'r> {
    slug: &'r str,
    text: Vec<char>,
    told: &'r ActorsOut,
}

impl Report<'_> {
    /// True where the actor has the wanted name or is mentioned in those words.
    fn is_called(&self, actor: &ActorOut, wanted: &str) -> bool {
        let spans = actor.mentions.iter();
        let words = spans.map(|span| -> String {
            self.text[span.start as usize..span.end as usize]
                .iter()
                .collect()
        });
        let mut names = actor.names.iter().cloned().chain(words);
        plain(&actor.name) == plain(wanted) || names.any(|name| plain(&name) == plain(wanted))
    }

    /// For each actor of the record the one that was read, each at most once: by its very name
    /// first, then by a part of it.
    fn matched(&self, wanted: &[WantedActor]) -> Vec<Option<usize>> {
        let mut found = vec![None; wanted.len()];
        let near = |actor: &ActorOut, want: &WantedActor| {
            actor.kind == want.kind && same_name(&actor.name, &want.name)
        };
        let rules: [&Fits<'_>; 3] = [
            &|actor, want| plain(&actor.name) == plain(&want.name),
            &|actor, want| self.is_called(actor, &want.name),
            &near,
        ];
        for rule in rules {
            for (at, want) in wanted.iter().enumerate() {
                if found[at].is_none() {
                    let free = |n: &usize| !found.contains(&Some(*n));
                    let fits = |n: &usize| rule(&self.told.actors[*n], want);
                    found[at] = (0..self.told.actors.len()).find(|n| free(n) && fits(n));
                }
            }
        }
        found
    }
}

/// Lower case, without an article.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace('\u{2019}', "'");
    let articles = ["the ", "a ", "an "];
    let bare = articles
        .iter()
        .find_map(|article| lower.strip_prefix(article));
    bare.unwrap_or(&lower).to_owned()
}

impl Score {
    fn add(&mut self, report: &Report<'_>, record: &Record) {
        self.reports += 1;
        let matched = report.matched(&record.actor);
        for (want, found) in record.actor.iter().zip(&matched) {
            self.count(report.slug, Slot::Found, found.is_some(), || {
                want.name.clone()
            });
            if let Some(at) = *found {
                self.codes(report.slug, want, &report.told.actors[at]);
            }
        }
        for (at, actor) in report.told.actors.iter().enumerate() {
            let right = matched.contains(&Some(at)) || !actor.members.is_empty();
            self.count(report.slug, Slot::Precision, right, || actor.name.clone());
        }
        for want in &record.role {
            let right = report.told.roles.iter().any(|said| is_role(said, want));
            let what = || format!("{} {}", want.title, want.person);
            self.count(report.slug, Slot::Role, right, what);
        }
        for said in &report.told.roles {
            let right = record.role.iter().any(|want| is_role(said, want));
            let code = said.country.as_deref().unwrap_or("-");
            let what = || format!("{} {} ({code})", said.title, said.name);
            self.count(report.slug, Slot::RolePrecision, right, what);
        }
    }

    /// Country, sector and PLOVER code of an actor that was found.
    fn codes(&mut self, slug: &str, want: &WantedActor, said: &ActorOut) {
        let shown = |code: Option<&String>| code.map_or("-", String::as_str).to_owned();
        let wanted = View {
            country: want.country.clone(),
            sectors: want.sector.iter().cloned().collect(),
        };
        // The codes of the members of a set are not those of the set.
        let own = View {
            country: said.country.clone(),
            sectors: said.sectors.clone(),
        };
        let rows = [
            (Slot::Country, want.country.clone(), said.country.clone()),
            (
                Slot::Sector,
                want.sector.clone(),
                said.sectors.first().cloned(),
            ),
            (Slot::Plover, wanted.code(), own.code()),
        ];
        for (slot, want_code, said_code) in rows {
            let what = || {
                let (a, b) = (shown(want_code.as_ref()), shown(said_code.as_ref()));
                format!("{}: {a} is {b}", want.name)
            };
            self.count(slug, slot, want_code == said_code, what);
        }
    }

    fn count(&mut self, slug: &str, slot: Slot, right: bool, miss: impl FnOnce() -> String) {
        let (rights, of) = self.counts.entry(slot).or_default();
        *rights += usize::from(right);
        *of += 1;
        if !right {
            self.misses
                .push(format!("{slug}: {}: {}", slot.name(), miss()));
        }
    }

    /// The figures by name, in percent.
    pub fn measures(&self) -> Measures {
        let percent = |&(right, of): &(usize, usize)| {
            (1000.0 * right as f64 / of.max(1) as f64).round() / 10.0
        };
        let rows = self.counts.iter();
        rows.map(|(slot, count)| (slot.name().to_owned(), percent(count)))
            .collect()
    }

    /// The counts and the figures in one line.
    pub fn line(&self) -> String {
        let rows = self.counts.iter().zip(self.measures());
        let figures: Vec<String> = rows
            .map(|((_, (right, of)), (name, percent))| format!("{name} {percent} ({right}/{of})"))
            .collect();
        format!("actors: {} reports, {}", self.reports, figures.join(", "))
    }
}

/// True where an office is the wanted one: person, words of the office and its body, country.
fn is_role(said: &RoleOut, want: &WantedRole) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_lowercase);
        let fillers = ["", "and", "for", "of", "the"];
        words
            .filter(|word| !fillers.contains(&word.as_str()))
            .collect()
    };
    let body = said.organisation.as_deref().unwrap_or_default();
    let (told, wanted) = (words(&format!("{} {body}", said.title)), words(&want.title));
    same_name(&said.name, &want.person)
        && wanted.iter().all(|word| told.contains(word))
        && (want.country.is_none() || said.country == want.country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_articles() {
        assert_eq!(plain("The Sudanese Army"), "sudanese army");
        assert_eq!(plain("Andorra"), "andorra");
    }
}
