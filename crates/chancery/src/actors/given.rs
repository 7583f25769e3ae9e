//! Given names, forms of names and honorifics, found by their folded letters.
//!
//! From `data/actors/given_names.tsv`, `name_variants.tsv` and `titles.tsv`; made once with the
//! lexicon. Two names with the same 64-bit hash would be taken for one.

use chancery_data::schema::{Gender, Knowledge, TitleLevel};

use crate::places::fold::Folding;

/// Given names, forms of names and honorifics by the hash of their folded letters.
#[derive(Clone, Debug)]
pub(super) struct NameIndex {
    given: Vec<(u64, Gender)>,
    /// Hash and group; several groups a form.
    variants: Vec<(u64, u16)>,
    honorifics: Vec<u64>,
}

impl NameIndex {
    /// Cost: one pass over the tables.
    pub(super) fn new(folding: &Folding, known: &Knowledge) -> Self {
        let hash = |name: &str| folding.hash(&joined(name));
        let mut given: Vec<(u64, Gender)> = Vec::with_capacity(known.given_names.len());
        given.extend(
            known
                .given_names
                .iter()
                .map(|row| (hash(&row.name), row.gender)),
        );
        let mut variants: Vec<(u64, u16)> = Vec::new();
        let rows = &known.name_variants;
        for row in rows {
            // Rows of one name, whatever their kind, are one group: the first of them names it.
            let group = rows.partition_point(|other| other.name < row.name) as u16;
            let forms = std::iter::once(&row.name).chain(&row.forms);
            variants.extend(forms.map(|form| (hash(form), group)));
        }
        let titles = known.titles.iter();
        let titles = titles.filter(|row| row.level == TitleLevel::Honorific);
        let mut honorifics: Vec<u64> = titles.map(|row| hash(&row.title)).collect();
        given.sort_by_key(|row| row.0);
        variants.sort_unstable();
        variants.dedup();
        honorifics.sort_unstable();
        NameIndex {
            given,
            variants,
            honorifics,
        }
    }

    /// Gender of a known given name.
    pub(super) fn gender(&self, hash: u64) -> Option<Gender> {
        let at = self.given.binary_search_by_key(&hash, |row| row.0).ok()?;
        Some(self.given[at].1)
    }

    /// Groups of `name_variants.tsv` that hold the name.
    pub(super) fn groups(&self, hash: u64) -> Vec<u16> {
        let from = self.variants.partition_point(|row| row.0 < hash);
        let rows = self.variants[from..].iter();
        rows.take_while(|row| row.0 == hash)
            .map(|row| row.1)
            .collect()
    }

    /// True for "Mr.", "Sheikh".
    pub(super) fn is_honorific(&self, hash: u64) -> bool {
        self.honorifics.binary_search(&hash).is_ok()
    }
}

/// Hyphens and blanks do not count: "Abdel-Fattah" is "Abdelfattah".
fn joined(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | ' ')).collect()
}
