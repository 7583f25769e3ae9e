//! What the sites of a stretch of reports print again and again: boxes, slogans and lists that no rule knows.
//!
//! A site is an outlet, without one the host of the address; reports without either are counted together. The
//! stretch is a fixed number of records in the order of the input, so the number of threads does not show.

use super::reading_in;
use crate::input::Raw;
use chancery::ingest::{FurnitureRules, Item, left_by_rules_alone};
use chancery_ingest::duplicates::address;
use chancery_ingest::lines::Repeats;
use std::collections::BTreeMap;

/// What is counted of a report.
pub struct Noted {
    site: String,
    left: String,
}

/// What is counted of a report; nothing of a Reading, whose furniture is settled.
pub fn note(rules: &FurnitureRules, raw: &Raw) -> Option<Noted> {
    if raw.is_taken_back() || reading_in(raw).is_some() {
        return None;
    }
    let item = raw.item().ok()?;
    Some(Noted {
        site: site(&item),
        left: left_by_rules_alone(rules, &item.text),
    })
}

/// The lines that each site repeats.
#[derive(Default)]
pub struct Sites {
    repeats: BTreeMap<String, Repeats>,
    none: Repeats,
}

impl Sites {
    /// Of what was noted, in any order.
    pub fn of(notes: Vec<Option<Noted>>) -> Sites {
        let mut sites: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for noted in notes.into_iter().flatten() {
            sites.entry(noted.site).or_default().push(noted.left);
        }
        let repeats = sites
            .into_iter()
            .map(|(site, left)| (site, Repeats::among(&left)));
        Sites {
            repeats: repeats.filter(|(_, repeats)| !repeats.is_empty()).collect(),
            none: Repeats::default(),
        }
    }

    /// The lines that the site of this report repeats.
    pub fn repeats(&self, item: &Item) -> &Repeats {
        self.repeats.get(&site(item)).unwrap_or(&self.none)
    }
}

fn site(item: &Item) -> String {
    if let Some(outlet) = &item.outlet {
        return outlet.trim().to_lowercase();
    }
    let place = item.url.as_deref().and_then(address).unwrap_or_default();
    place
        .split(['/', '?'])
        .next()
        .unwrap_or_default()
        .to_owned()
}
