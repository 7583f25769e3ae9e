//! Stories: reports of one course of happenings, found in one pass over a stream.
//!
//! Each report becomes a vector of words, pairs of neighbouring words, and the actors and places of
//! its Reading, weighed by how rare they have been in the stream so far (TF-IDF), and joins the
//! nearest story (cosine with the sum of its reports, halved every [`StorySettings::half_life`]
//! hours between them) or opens one. [`Stories::remerge`] then joins stories that later reports have
//! shown to be one, by the mean likeness of their reports (average link). Source of the method: one
//! pass with decay as in the literature on topic detection and tracking; settings were picked on
//! topics 1-20 of ECB+.
//!
//! All arithmetic is in whole numbers and every tie is broken by numbers of stories: the same stream
//! gives the same stories on any machine. The state is small (sums, no texts) and can be kept
//! between runs: [`Stories`] is written and read by serde, and goes on where it stopped.

mod fixed;
mod words;
mod index;
mod online;
mod merge;
mod happenings;

use crate::reading::Reading;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use happenings::Happenings;
pub use online::Stories;
pub use words::{StoryTerms, StoryWords};

/// Number of a story, in the order in which stories were opened.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct StoryId(pub u32);

/// A report as the clusterer sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryDocument {
    /// Id of the document; orders documents of one hour in [`batch`].
    pub id: String,
    /// Hours since 1970 at which it appeared, where known.
    pub hour: Option<i64>,
    /// Headline; empty where it stands in the text.
    pub title: String,
    /// What the report says.
    pub text: String,
    /// Who is in it.
    pub actors: Vec<StoryKey>,
    /// Where its happenings are.
    pub places: Vec<StoryKey>,
}

/// An actor or a place of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryKey {
    /// What is the same in every report: a country code, the last name of a person, a name.
    pub key: String,
    /// How often it is named.
    pub mentions: u32,
}

/// How stories are made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StorySettings {
    /// Cosine from which a report joins a story, in thousandths.
    pub join: u32,
    /// Hours in which the likeness of a report and a story falls by half.
    pub half_life: u32,
    /// Mean cosine of their reports from which two stories are one, in thousandths.
    pub merge: u32,
    /// Hours without a report after which a story is closed.
    pub window: u32,
    /// Terms that are kept before those of one report, in no open story, are forgotten.
    pub terms: u32,
}

impl Default for StorySettings {
    fn default() -> Self {
        StorySettings {
            join: 210,
            half_life: 48,
            merge: 120,
            window: 7 * 24,
            terms: 6_000_000,
        }
    }
}

impl StoryDocument {
    /// The report of a Reading: its day at noon where it is known to the day, persons by their last
    /// name, states by their code, bodies and places by their name.
    pub fn of(reading: &Reading) -> StoryDocument {
        let mut actors = BTreeMap::new();
        for actor in &reading.actors {
            let key = match actor.kind.as_str() {
                "person" => actor.name.split_whitespace().last().map(plain),
                "org" | "igo" => Some(plain(&actor.name)),
                "state" => actor.country.clone().or_else(|| Some(plain(&actor.name))),
                _ => None,
            };
            if let Some(key) = key.filter(|key| !key.is_empty()) {
                *actors.entry(key).or_insert(0) += actor.mentions.len().max(1) as u32;
            }
        }
        let mut places = BTreeMap::new();
        for place in reading
            .claims
            .iter()
            .filter_map(|claim| claim.place.as_ref())
        {
            *places.entry(plain(&place.name)).or_insert(0) += 1;
        }
        StoryDocument {
            id: reading.id.clone(),
            hour: noon(reading),
            title: reading.document.title.clone().unwrap_or_default(),
            text: reading.document.text.clone(),
            actors: keys(actors),
            places: keys(places),
        }
    }
}

fn keys(counts: BTreeMap<String, u32>) -> Vec<StoryKey> {
    let keys = counts.into_iter();
    keys.map(|(key, mentions)| StoryKey { key, mentions })
        .collect()
}

/// Letters and digits alone, in lower case.
fn plain(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Noon of the day of a Reading that is known to the day.
fn noon(reading: &Reading) -> Option<i64> {
    let day = &reading.document.published.day;
    let known = day.earliest.is_some() && day.earliest == day.latest;
    let date: jiff::civil::Date = day.best.as_ref().filter(|_| known)?.parse().ok()?;
    let days = date.since(jiff::civil::date(1970, 1, 1)).ok()?.get_days();
    Some(i64::from(days) * 24 + 12)
}

/// The stories of documents, in the order given: read by hour (undated ones first) and id, with one
/// merge at the end. Whatever the order of `documents`, the same groups.
pub fn batch(
    words: &StoryWords,
    settings: &StorySettings,
    documents: &[StoryDocument],
) -> Vec<StoryId> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&at| (documents[at].hour, &documents[at].id));
    let mut stories = Stories::new(settings.clone());
    let mut found = vec![StoryId::default(); documents.len()];
    for at in order {
        found[at] = stories.add(&words.terms(&documents[at]));
    }
    stories.remerge();
    found.into_iter().map(|id| stories.story(id)).collect()
}

#[cfg(test)]
mod tests;
