//! What is known of the world's calendar, made ready for the scan: who held which office when, and
//! the happenings that reports count years from. From `data/actors/holders.tsv` and
//! `data/time/anchors.tsv`.

use aho_corasick::{AhoCorasick, MatchKind};
use chancery_data::schema::{Holder, Knowledge};

use crate::time::calendar::Day;
use crate::time::value::FeastRule;

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
    /// Printed names of persons; pattern n is of `holdings[n]`.
    pub(crate) persons: Option<AhoCorasick>,
    /// Offices of whoever is printed so.
    pub(crate) holdings: Vec<Vec<Holding>>,
    /// All titles, folded, in order.
    pub(crate) titles: Vec<String>,
    /// Names of happenings in lower case; pattern n is of `happenings[n]`.
    pub(crate) names: Option<AhoCorasick>,
    /// What each name stands for.
    pub(crate) happenings: Vec<Happening>,
    /// Names of feasts of several days; pattern n is of `feasts[n]`.
    pub(crate) feast_names: Option<AhoCorasick>,
    /// How each is reckoned, and its length in days.
    pub(crate) feasts: Vec<(FeastRule, i32)>,
    /// The newest day that a table names.
    pub(crate) newest: Day,
}

impl World {
    /// From all that is known; `feasts` are the names, rules and lengths of those of several days.
    pub(crate) fn new(known: &Knowledge, feasts: Vec<(&str, FeastRule, i32)>) -> Self {
        let (persons, holdings) = offices(known);
        let (names, happenings) = happenings(known);
        let mut titles: Vec<String> = known.titles.iter().map(|row| fold(&row.title)).collect();
        titles.sort_unstable();
        titles.dedup();
        let feast_names: Vec<&str> = feasts.iter().map(|(name, ..)| *name).collect();
        World {
            persons: automaton(&persons),
            newest: newest(&holdings, &happenings),
            holdings,
            titles,
            names: automaton(&names),
            happenings,
            feast_names: automaton(&feast_names),
            feasts: feasts
                .into_iter()
                .map(|(_, rule, days)| (rule, days))
                .collect(),
        }
    }
}

/// Printed names in order, with the offices of whoever is printed so.
fn offices(known: &Knowledge) -> (Vec<&str>, Vec<Vec<Holding>>) {
    let rows = || known.holders.iter();
    let mut names: Vec<&str> = rows()
        .flat_map(|row| row.also.iter().chain([&row.person]))
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    names.dedup();
    let mut holdings: Vec<Vec<Holding>> = vec![Vec::new(); names.len()];
    for row in rows() {
        let Some(holding) = holding(known, row) else {
            continue;
        };
        for name in row.also.iter().chain([&row.person]) {
            if let Ok(at) = names.binary_search(&name.as_str()) {
                holdings[at].push(holding.clone());
            }
        }
    }
    (names, holdings)
}

fn holding(known: &Knowledge, row: &Holder) -> Option<Holding> {
    let organisation = known.organisation(&row.organisation);
    let names = organisation.map_or_else(Vec::new, |found| {
        let names = found.names.iter().chain(&found.acronyms);
        names.chain([&found.name]).map(|name| fold(name)).collect()
    });
    Some(Holding {
        title: fold(&row.title),
        organisation: names,
        from: day(&row.from)?,
        to: last_day(&row.to),
    })
}

fn happenings(known: &Knowledge) -> (Vec<&str>, Vec<Happening>) {
    let rows = known.anchors.iter().filter_map(|row| {
        let from = day(&row.from)?;
        let id = row.id.clone();
        let happening = Happening { from, id };
        Some(
            row.names
                .iter()
                .map(move |name| (name.as_str(), happening.clone())),
        )
    });
    rows.flatten().unzip()
}

fn newest(holdings: &[Vec<Holding>], happenings: &[Happening]) -> Day {
    let starts = holdings.iter().flatten().map(|holding| holding.from);
    let all = starts.chain(happenings.iter().map(|happening| happening.from));
    all.max().unwrap_or_default()
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
