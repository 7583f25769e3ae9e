//! The closed lists that other tables point into.

use std::collections::BTreeSet;

use super::load::Table;
use crate::schema::{
    Cameo, Context, Country, EventType, Kind, Mode, Organisation, Pattern, Sector, Thing, Title,
};

/// Codes for bodies and movements that are no states.
const BODIES: [&str; 7] = ["EUR", "IGO", "IMG", "ISM", "MNC", "NGO", "UNO"];

/// All codes that a record may name.
#[derive(Debug, Default)]
pub struct Codes {
    types: BTreeSet<String>,
    modes: BTreeSet<(String, String)>,
    kinds: BTreeSet<(String, String)>,
    contexts: BTreeSet<String>,
    sectors: BTreeSet<String>,
    countries: BTreeSet<String>,
    organisations: BTreeSet<String>,
    titles: BTreeSet<String>,
    patterns: BTreeSet<String>,
    classes: BTreeSet<String>,
    cameo: BTreeSet<String>,
}

/// What a code is a code of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// PLOVER type or STATE.
    Type,
    /// `TYPE/mode`.
    Mode,
    /// Our kind.
    Kind,
    /// Context.
    Context,
    /// Actor sector.
    Sector,
}

impl Codes {
    /// Gathers the codes of the tables that define them.
    #[expect(
        clippy::too_many_arguments,
        reason = "one per table that defines codes; called in one place"
    )]
    pub fn of(
        types: &Table<EventType>,
        modes: &Table<Mode>,
        kinds: &Table<Kind>,
        contexts: &Table<Context>,
        sectors: &Table<Sector>,
        countries: &Table<Country>,
        organisations: &Table<Organisation>,
        titles: &Table<Title>,
        patterns: &Table<Pattern>,
        things: &Table<Thing>,
        cameo: &Table<Cameo>,
    ) -> Self {
        Self {
            types: types.rows().map(|row| row.code.clone()).collect(),
            modes: modes
                .rows()
                .map(|row| (row.event_type.clone(), row.code.clone()))
                .collect(),
            kinds: kinds
                .rows()
                .map(|row| (row.event_type.clone(), row.code.clone()))
                .collect(),
            contexts: contexts.rows().map(|row| row.code.clone()).collect(),
            sectors: sectors.rows().map(|row| row.code.clone()).collect(),
            countries: countries.rows().map(|row| row.code.clone()).collect(),
            organisations: organisations.rows().map(|row| row.id.clone()).collect(),
            titles: titles.rows().map(|row| row.title.clone()).collect(),
            patterns: patterns.rows().map(|row| row.name.clone()).collect(),
            classes: things.rows().map(|row| row.class.clone()).collect(),
            cameo: cameo.rows().map(|row| row.code.clone()).collect(),
        }
    }

    /// A complaint if no word is of this class.
    pub fn class(&self, name: &str) -> Option<String> {
        (!self.classes.contains(name)).then(|| format!("unknown class '@{name}'"))
    }

    /// A complaint if no pattern of arguments has this name; none is fine.
    pub fn pattern(&self, name: &str) -> Option<String> {
        let known = name.is_empty() || self.patterns.contains(name);
        (!known).then(|| format!("unknown pattern '{name}'"))
    }

    /// A complaint if `code` is no event type.
    pub fn event_type(&self, code: &str) -> Option<String> {
        (!self.types.contains(code)).then(|| format!("unknown type '{code}'"))
    }

    /// A complaint if the type has no such mode; an empty mode is fine.
    pub fn mode(&self, event_type: &str, mode: &str) -> Option<String> {
        let known = mode.is_empty()
            || self
                .modes
                .contains(&(event_type.to_string(), mode.to_string()));
        (!known).then(|| format!("type {event_type} has no mode '{mode}'"))
    }

    /// A complaint if the type has no such kind; an empty kind is fine.
    pub fn kind(&self, event_type: &str, kind: &str) -> Option<String> {
        let known = kind.is_empty()
            || self
                .kinds
                .contains(&(event_type.to_string(), kind.to_string()));
        (!known).then(|| format!("type {event_type} has no kind '{kind}'"))
    }

    /// A complaint if `code` is no context.
    pub fn context(&self, code: &str) -> Option<String> {
        (!self.contexts.contains(code)).then(|| format!("unknown context '{code}'"))
    }

    /// A complaint if `code` is no sector; an empty one is fine.
    pub fn sector(&self, code: &str) -> Option<String> {
        (!code.is_empty() && !self.sectors.contains(code))
            .then(|| format!("unknown sector '{code}'"))
    }

    /// A complaint if `code` is no country.
    pub fn country(&self, code: &str) -> Option<String> {
        (!self.countries.contains(code)).then(|| format!("unknown country '{code}'"))
    }

    /// A complaint if `code` is neither a country nor a code for bodies.
    pub fn country_or_body(&self, code: &str) -> Option<String> {
        if BODIES.contains(&code) {
            None
        } else {
            self.country(code)
        }
    }

    /// A complaint if `id` is no organisation; an empty one is fine.
    pub fn organisation(&self, id: &str) -> Option<String> {
        (!id.is_empty() && !self.organisations.contains(id))
            .then(|| format!("unknown organisation '{id}'"))
    }

    /// A complaint if `title` is not in the table of titles.
    pub fn title(&self, title: &str) -> Option<String> {
        (!self.titles.contains(title)).then(|| format!("unknown title '{title}'"))
    }

    /// A complaint if `code` is no CAMEO code; an empty one is fine.
    pub fn cameo(&self, code: &str) -> Option<String> {
        (!code.is_empty() && !self.cameo.contains(code))
            .then(|| format!("unknown CAMEO code '{code}'"))
    }

    /// What a code of the codebook is: `TYPE`, `TYPE/mode`, kind, context or sector.
    pub fn sort(&self, code: &str) -> Option<Sort> {
        let mode = code
            .split_once('/')
            .map(|(event_type, mode)| (event_type.to_string(), mode.to_string()));
        let known = [
            (Sort::Type, self.types.contains(code)),
            (
                Sort::Mode,
                mode.is_some_and(|mode| self.modes.contains(&mode)),
            ),
            (Sort::Kind, self.kinds.iter().any(|(_, kind)| kind == code)),
            (Sort::Context, self.contexts.contains(code)),
            (Sort::Sector, self.sectors.contains(code)),
        ];
        known.into_iter().find(|(_, is)| *is).map(|(sort, _)| sort)
    }

    /// Every code that the codebook must have a page of.
    pub fn with_pages(&self) -> BTreeSet<String> {
        let modes = self.modes.iter().map(|(of, mode)| format!("{of}/{mode}"));
        let kinds = self.kinds.iter().map(|(_, kind)| kind.clone());
        let flat = [&self.types, &self.contexts, &self.sectors];
        let flat = flat.into_iter().flatten().cloned();
        flat.chain(modes).chain(kinds).collect()
    }
}
