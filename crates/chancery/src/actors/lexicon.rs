//! The tables of the actors stage: make it once, share it.

use chancery_data::schema::Knowledge;

use crate::coref::CorefLexicon;
use crate::places::tables::Tables;
use std::ops::Range;
use std::sync::Arc;

use super::given::NameIndex;

/// Names, offices, nouns of bodies and groups, pronouns, with one trie over all of them.
#[derive(Clone, Debug)]
pub struct ActorLexicon {
    pub(crate) tables: Arc<Tables>,
    pub(super) names: NameIndex,
    pub(super) coref: CorefLexicon,
    /// Hash of the folded name, row of the holder; sorted.
    holders: Vec<(u64, u16)>,
}

impl ActorLexicon {
    /// Indexes the tables. Cost: one pass over them, about a millisecond.
    pub fn new(known: &'static Knowledge) -> Self {
        let coref = CorefLexicon::new(known);
        let tables = Arc::clone(&coref.tables);
        let hash = |name: &str| tables.folding.hash(name);
        let rows = known.holders.iter().enumerate();
        let mut holders: Vec<(u64, u16)> = rows
            .map(|(at, row)| (hash(&row.person), at as u16))
            .collect();
        holders.sort_unstable();
        ActorLexicon {
            names: NameIndex::new(&tables.folding, known),
            tables,
            coref,
            holders,
        }
    }

    /// Row of the country of an outlet: one known by its name, its domain or an address below it, else the country, the
    /// people or the capital in its name ("Nairobi Ledger").
    pub(super) fn outlet_country(&self, outlet: Option<&str>, url: Option<&str>) -> Option<u16> {
        self.listed_outlet(outlet, url)
            .or_else(|| self.tables.first_country(outlet?))
    }

    fn listed_outlet(&self, outlet: Option<&str>, url: Option<&str>) -> Option<u16> {
        let fold = |text: &str| self.tables.folding.fold(text);
        let wanted = outlet.map(fold);
        let host = url.and_then(host);
        let row = self.tables.known.outlets.iter().find(|row| {
            let named = wanted.as_ref().is_some_and(|name| {
                *name == fold(&row.name) || row.names.iter().any(|n| *name == fold(n))
            });
            named
                || host.is_some_and(|host| row.domains.iter().any(|domain| is_below(host, domain)))
        })?;
        self.country_row(&row.country)
    }

    /// Code of the country for which a person of this name is known to have held an office that ends
    /// in the same word. Names are never filled in from the table, only a country that a report
    /// leaves out.
    pub(super) fn holder_country(&self, name: &str, title: &str) -> Option<&'static str> {
        let hash = self.tables.folding.hash(name);
        let last = |title: &str| {
            title
                .rsplit([' ', '-'])
                .next()
                .unwrap_or_default()
                .to_string()
        };
        let from = self.holders.partition_point(|row| row.0 < hash);
        let same = self.holders[from..].iter().take_while(|row| row.0 == hash);
        let rows = same.map(|row| &self.tables.known.holders[usize::from(row.1)]);
        let mut rows = rows.filter(|row| last(&row.title) == last(title));
        rows.next().map(|row| row.country.as_str())
    }

    /// A text without marks and case, other scripts as they are.
    pub fn fold(&self, text: &str) -> String {
        self.tables.folding.fold(text)
    }

    /// The longest title of the table in a phrase that was not parsed, with its words, counted from 0.
    pub fn office(&self, phrase: &str) -> Option<(&'static str, Range<usize>)> {
        let lower = phrase.to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        let rows = &self.tables.known.titles;
        (1..=words.len()).rev().find_map(|length| {
            words.windows(length).enumerate().find_map(|(at, run)| {
                let title = run.join(" ");
                let row = rows.binary_search_by(|row| row.title.as_str().cmp(&title));
                Some((rows[row.ok()?].title.as_str(), at..at + length))
            })
        })
    }

    /// Row of a country by its code.
    pub(super) fn country_row(&self, code: &str) -> Option<u16> {
        let rows = &self.tables.known.countries;
        rows.binary_search_by(|row| row.code.as_str().cmp(code))
            .ok()
            .map(|row| row as u16)
    }
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |parts| parts.1);
    rest.split(['/', '?', '#', ':'])
        .next()
        .filter(|host| host.contains('.'))
}

fn is_below(host: &str, domain: &str) -> bool {
    host == domain
        || host
            .strip_suffix(domain)
            .is_some_and(|rest| rest.ends_with('.'))
}
