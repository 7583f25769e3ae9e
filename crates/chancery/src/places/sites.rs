//! Parts of states and facilities, found by name.
//!
//! From `data/places/provinces.tsv` and `facilities.tsv`. Provinces are looked up for names of
//! places that the engine sees, never searched for: "Mary", "Victoria" and "Plateau" are more often
//! something else. A province is meant where a head noun stands with it ("Kursk region", "the state
//! of Adamawa"), where no city of note has the name, or where the document speaks of its country
//! and of none that has such a city.

use chancery_data::schema::{Knowledge, Province};

use super::fold::Folding;

/// Provinces, facilities and head nouns by the hash of a name, sorted.
#[derive(Clone, Debug)]
pub(crate) struct SiteIndex {
    provinces: Vec<(u64, u16)>,
    facilities: Vec<(u64, u16)>,
    nouns: Vec<u64>,
}

impl SiteIndex {
    /// Cost: one pass over the tables.
    pub(crate) fn new(folding: &Folding, known: &Knowledge) -> Self {
        let mut provinces: Vec<(u64, u16)> = Vec::new();
        for (at, row) in known.provinces.iter().enumerate() {
            let names = std::iter::once(&row.name).chain(&row.names);
            provinces.extend(names.map(|name| (folding.hash(name), at as u16)));
        }
        let mut facilities: Vec<(u64, u16)> = Vec::new();
        for (at, row) in known.facilities.iter().enumerate() {
            let names = std::iter::once(&row.name).chain(&row.names);
            facilities.extend(names.map(|name| (folding.hash(name), at as u16)));
        }
        let nouns = known.province_nouns.iter();
        let mut nouns: Vec<u64> = nouns.map(|row| folding.hash(&row.noun)).collect();
        provinces.sort_unstable();
        facilities.sort_unstable();
        nouns.sort_unstable();
        SiteIndex {
            provinces,
            facilities,
            nouns,
        }
    }

    /// Rows of the provinces of this name.
    pub(crate) fn provinces(&self, hash: u64) -> impl Iterator<Item = u16> + '_ {
        let from = self.provinces.partition_point(|row| row.0 < hash);
        let rows = self.provinces[from..].iter();
        rows.take_while(move |row| row.0 == hash).map(|row| row.1)
    }

    /// Row of the facility of this name.
    pub(crate) fn facility(&self, hash: u64) -> Option<u16> {
        let at = self.facilities.partition_point(|row| row.0 < hash);
        let row = self.facilities.get(at)?;
        (row.0 == hash).then_some(row.1)
    }

    /// True for "region", "oblast", "province".
    pub(crate) fn is_noun(&self, hash: u64) -> bool {
        self.nouns.binary_search(&hash).is_ok()
    }

    /// The province of this name: of a country that the document names, else the only one.
    pub(crate) fn province<'k>(
        &self,
        known: &'k Knowledge,
        hash: u64,
        focus: &[(String, u32)],
    ) -> Option<&'k Province> {
        let rows = || {
            let rows = self.provinces(hash);
            rows.filter_map(|row| known.provinces.get(usize::from(row)))
        };
        let named = focus
            .iter()
            .find_map(|(code, _)| rows().find(|row| row.country == *code));
        named.or_else(|| rows().next().filter(|_| rows().count() == 1))
    }
}
