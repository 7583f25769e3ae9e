//! What is known of the world's calendar, made ready for the scan: who held which office when, and
//! the happenings that reports count years from. From `data/actors/holders.tsv` and
//! `data/time/anchors.tsv`.

use aho_corasick::{AhoCorasick, MatchKind};
use chancery_data::schema::Knowledge;

use crate::time::calendar::Day;

/// An office held.
#[derive(Clone, Debug)]
pub(crate) struct Holding {
    /// Title, folded.
    pub(crate) title: String,
    /// Names of the organisation, folded; empty where the title alone tells the office.
    pub(crate) organisation: Vec<String>,
    /// First day.
    pub(crate) from: Day,
    /// Last day, where it is over.
    pub(crate) to: Option<Day>,
}

/// A dated happening.
#[derive(Clone, Debug)]
pub(crate) struct Happening {
    /// First day.
    pub(crate) from: Day,
    /// The name that the record gives it.
    pub(crate) id: String,
}

/// Names to look for, with what they stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    /// Full names of persons; pattern n is of `holdings[n]`.
    pub(crate) persons: Option<AhoCorasick>,
    /// Offices of each person.
    pub(crate) holdings: Vec<Vec<Holding>>,
    /// Names of happenings in lower case; pattern n is of `happenings[n]`.
    pub(crate) names: Option<AhoCorasick>,
    /// What each name stands for.
    pub(crate) happenings: Vec<Happening>,
}

impl World {
    /// From all that is known.
    pub(crate) fn new(known: &Knowledge) -> Self {
        let mut persons: Vec<&str> = known
            .holders
            .iter()
            .map(|row| row.person.as_str())
            .collect();
        persons.sort_unstable();
        persons.dedup();
        let mut holdings: Vec<Vec<Holding>> = vec![Vec::new(); persons.len()];
        for row in &known.holders {
            let (Ok(at), Some(from)) =
                (persons.binary_search(&row.person.as_str()), day(&row.from))
            else {
                continue;
            };
            let organisation = known.organisation(&row.organisation);
            let names = organisation.map_or_else(Vec::new, |found| {
                let names = found
                    .names
                    .iter()
                    .chain(&found.acronyms)
                    .chain([&found.name]);
                names.map(|name| fold(name)).collect()
            });
            let (title, to) = (fold(&row.title), last_day(&row.to));
            holdings[at].push(Holding {
                title,
                organisation: names,
                from,
                to,
            });
        }
        let mut names = Vec::new();
        let mut happenings = Vec::new();
        for row in &known.anchors {
            let Some(from) = day(&row.from) else { continue };
            for name in &row.names {
                names.push(name.as_str());
                happenings.push(Happening {
                    from,
                    id: row.id.clone(),
                });
            }
        }
        World {
            persons: automaton(&persons),
            holdings,
            names: automaton(&names),
            happenings,
        }
    }
}

fn automaton(patterns: &[&str]) -> Option<AhoCorasick> {
    let mut builder = AhoCorasick::builder();
    builder
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true);
    (!patterns.is_empty())
        .then(|| builder.build(patterns).ok())
        .flatten()
}

/// Lower case, with the two spellings of "defence" made one by writing s for c.
pub(crate) fn fold(text: &str) -> String {
    text.to_lowercase().replace('c', "s").replace('’', "'")
}

/// First day of a date, month or year as the tables write it.
fn day(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next().map_or(Some(1), |month| month.parse().ok())?;
    let of_month = parts.next().map_or(Some(1), |day| day.parse().ok())?;
    Day::from_ymd(year, month, of_month)
}

/// Last day of a date, month or year as the tables write it.
fn last_day(text: &str) -> Option<Day> {
    let first = day(text)?;
    Some(match text.len() {
        4 => first.plus(365),
        7 => first.plus(31),
        _ => first,
    })
}
