//! Who is meant by a name: the rows of actors that bear it, put together to bearers.
//!
//! A Ledger has a row for each full form of a name that a document uses ("Rustem Umerov", "Umerov").
//! Rows of one kind are one bearer where they share a form and their countries do not differ; a last
//! name alone goes to the bearer that it fits, if it fits but one. The linker judges claims by more
//! than that; this is for pages about actors.

use super::Shelf;
use super::find::is_code;
use crate::error::Error;
use chancery::actors::{ActorLexicon, name_key};
use serde::Serialize;
use std::collections::BTreeSet;

/// One who bears a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bearer {
    /// Id of the row with the fullest name.
    pub id: String,
    /// Fullest name.
    pub name: String,
    /// Every form, sorted.
    pub names: Vec<String>,
    /// `person`, `org`, `state`, `igo`, `group` or `unnamed`.
    pub kind: String,
    /// Country code.
    pub country: Option<String>,
    /// PLOVER sectors.
    pub sectors: Vec<String>,
    /// Documents that name them.
    pub documents: u64,
    /// Ids of all rows, sorted.
    pub ids: Vec<String>,
    /// Rows in the file.
    #[serde(skip)]
    pub(super) rows: Vec<i64>,
}

/// An actor as the file has it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub row: i64,
    pub key: String,
    pub kind: String,
    pub name: String,
    pub country: Option<String>,
    pub sectors: String,
    /// Folded forms.
    pub folded: BTreeSet<String>,
    pub names: BTreeSet<String>,
}

/// Rows that are one bearer.
type Group = Vec<Found>;

impl Shelf<'_> {
    /// Whoever bears a name, whole or its last word; the actor with an id; the state with a code of
    /// three capitals. Those in most documents first.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn bearers(&self, names: &ActorLexicon, name: &str) -> Result<Vec<Bearer>, Error> {
        let found = self.rows_of(names, name)?;
        let asked: BTreeSet<i64> = found.iter().map(|one| one.row).collect();
        // A last name alone may be one of those who are asked for, and is looked at beside them.
        let mut all = found;
        let lasts: BTreeSet<String> = all.iter().flat_map(last_names).collect();
        for last in &lasts {
            for one in self.found(BY_FOLDED, last)? {
                if !all.iter().any(|old| old.row == one.row) {
                    all.push(one);
                }
            }
        }
        let groups = grouped(all);
        let of_those = groups
            .into_iter()
            .filter(|group| group.iter().any(|one| asked.contains(&one.row)));
        let mut bearers = Vec::new();
        for group in of_those {
            bearers.push(self.bearer(group)?);
        }
        bearers.sort_by(|a, b| (b.documents, &a.id).cmp(&(a.documents, &b.id)));
        Ok(bearers)
    }

    fn rows_of(&self, names: &ActorLexicon, name: &str) -> Result<Vec<Found>, Error> {
        if name.starts_with("a:") {
            return self.found(BY_KEY, name);
        }
        if is_code(name) {
            return self.found(BY_CODE, name);
        }
        let folded = name_key(names, name).folded;
        let mut found = self.found(BY_FOLDED, &folded)?;
        for one in self.found(BY_LAST, &folded)? {
            if !found.iter().any(|old| old.row == one.row) {
                found.push(one);
            }
        }
        // A group that is told by the names of its members bears none of them.
        let crowd = |one: &Found| matches!(one.kind.as_str(), "group" | "unnamed");
        if found.iter().any(|one| !crowd(one)) {
            found.retain(|one| !crowd(one));
        }
        Ok(found)
    }

    fn found(&self, sql: &str, value: &str) -> Result<Vec<Found>, Error> {
        let file = &self.ledger.connection;
        let mut read = file.prepare_cached(sql)?;
        let rows = read.query_map([value], |row| {
            Ok(Found {
                row: row.get(0)?,
                key: row.get(1)?,
                kind: row.get(2)?,
                name: row.get(3)?,
                country: row.get(4)?,
                sectors: row.get(5)?,
                folded: BTreeSet::new(),
                names: BTreeSet::new(),
            })
        })?;
        let mut found = rows.collect::<Result<Vec<Found>, _>>()?;
        let mut forms =
            file.prepare_cached("SELECT folded, name FROM actor_name WHERE actor = ?")?;
        for one in &mut found {
            let mut rows = forms.query([one.row])?;
            while let Some(row) = rows.next()? {
                one.folded.insert(row.get(0)?);
                one.names.insert(row.get(1)?);
            }
        }
        Ok(found)
    }

    /// A group as it is shown.
    fn bearer(&self, mut group: Group) -> Result<Bearer, Error> {
        group.sort_by(|a, b| full(b).cmp(&full(a)).then(a.key.cmp(&b.key)));
        let rows: Vec<i64> = group.iter().map(|one| one.row).collect();
        let sql = format!(
            "SELECT count(DISTINCT document) FROM mention WHERE actor IN ({})",
            list(&rows)
        );
        let documents = self
            .ledger
            .connection
            .query_row(&sql, [], |row| row.get(0))?;
        let names: BTreeSet<&String> = group.iter().flat_map(|one| &one.names).collect();
        let sectors: BTreeSet<&str> = group
            .iter()
            .flat_map(|one| one.sectors.split_whitespace())
            .collect();
        let mut ids: Vec<String> = group.iter().map(|one| one.key.clone()).collect();
        ids.sort();
        let first = group.first();
        Ok(Bearer {
            id: first.map(|one| one.key.clone()).unwrap_or_default(),
            name: first.map(|one| one.name.clone()).unwrap_or_default(),
            kind: first.map(|one| one.kind.clone()).unwrap_or_default(),
            country: group.iter().find_map(|one| one.country.clone()),
            names: names.into_iter().cloned().collect(),
            sectors: sectors.into_iter().map(str::to_owned).collect(),
            documents,
            ids,
            rows,
        })
    }
}

/// Words and letters of the name: the fullest is shown.
fn full(one: &Found) -> (usize, usize) {
    (
        one.name.split_whitespace().count(),
        one.name.chars().count(),
    )
}

/// Numbers for an IN of SQL.
pub(super) fn list(rows: &[i64]) -> String {
    let rows: Vec<String> = rows.iter().map(i64::to_string).collect();
    rows.join(", ")
}

/// Last words of the forms of a person.
fn last_names(one: &Found) -> Vec<String> {
    if one.kind != PERSON {
        return Vec::new();
    }
    let last = |folded: &String| folded.rsplit(' ').next().map(str::to_owned);
    one.folded.iter().filter_map(last).collect()
}

/// Rows put together, those with full names first.
pub(super) fn grouped(rows: Vec<Found>) -> Vec<Group> {
    let (full, short): (Vec<Found>, Vec<Found>) = rows.into_iter().partition(has_full_name);
    let mut groups: Vec<Group> = Vec::new();
    for one in full {
        let (own, rest): (Vec<Group>, Vec<Group>) =
            groups.into_iter().partition(|group| shares(group, &one));
        groups = rest;
        groups.push(own.into_iter().flatten().chain([one]).collect());
    }
    let persons = groups.len();
    for one in short {
        let fits: Vec<usize> = (0..persons)
            .filter(|&at| short_of(&groups[at], &one))
            .collect();
        let alike = (persons..groups.len()).find(|&at| shares(&groups[at], &one));
        match (fits.as_slice(), alike) {
            (&[at], _) | (_, Some(at)) => groups[at].push(one),
            _ => groups.push(vec![one]),
        }
    }
    groups
}

/// Persons of several words, and all that are no persons.
fn has_full_name(one: &Found) -> bool {
    one.kind != PERSON || one.folded.iter().any(|folded| folded.contains(' '))
}

fn shares(group: &Group, one: &Found) -> bool {
    let same = |old: &Found| {
        old.kind == one.kind
            && agree(old, one)
            && (old.key == one.key || !old.folded.is_disjoint(&one.folded))
    };
    group.iter().any(same) && group.iter().all(|old| agree(old, one))
}

/// One is the last name alone of those in the group.
fn short_of(group: &Group, one: &Found) -> bool {
    let ends = |old: &Found| {
        let lasts = last_names(old);
        one.folded.iter().any(|folded| lasts.contains(folded))
    };
    group.iter().any(ends) && group.iter().all(|old| agree(old, one))
}

/// Countries do not differ.
fn agree(a: &Found, b: &Found) -> bool {
    a.country.is_none() || b.country.is_none() || a.country == b.country
}

const PERSON: &str = "person";

const BY_KEY: &str = "SELECT id, key, kind, name, country, sectors FROM actor WHERE key = ?";

const BY_CODE: &str = "
    SELECT id, key, kind, name, country, sectors FROM actor WHERE country = ? AND kind = 'state'";

const BY_FOLDED: &str = "
    SELECT DISTINCT a.id, a.key, a.kind, a.name, a.country, a.sectors
    FROM actor_name n JOIN actor a ON a.id = n.actor WHERE n.folded = ? ORDER BY a.key";

const BY_LAST: &str = "
    SELECT DISTINCT a.id, a.key, a.kind, a.name, a.country, a.sectors
    FROM actor_name n JOIN actor a ON a.id = n.actor WHERE n.last = ? ORDER BY a.key";

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: i64, name: &str, country: Option<&str>) -> Found {
        Found {
            row: number,
            key: format!("a:{number}"),
            kind: PERSON.to_owned(),
            name: name.to_owned(),
            country: country.map(str::to_owned),
            sectors: String::new(),
            folded: BTreeSet::from([name.to_lowercase()]),
            names: BTreeSet::from([name.to_owned()]),
        }
    }

    fn check(rows: &[(&str, Option<&str>)], expected: &[&[i64]]) {
        let rows = (0_i64..)
            .zip(rows)
            .map(|(at, (name, country))| row(at, name, *country));
        let groups = grouped(rows.collect());
        let mut groups: Vec<Vec<i64>> = groups
            .iter()
            .map(|group| group.iter().map(|one| one.row).collect())
            .collect();
        groups.sort();
        assert_eq!(groups, expected);
    }

    #[test]
    fn a_last_name_goes_to_the_only_bearer_that_it_fits() {
        check(&[("Ada Sarel", Some("NOR")), ("Sarel", None)], &[&[0, 1]]);
        check(
            &[
                ("Ada Sarel", Some("NOR")),
                ("Tom Sarel", Some("BEL")),
                ("Sarel", None),
            ],
            &[&[0], &[1], &[2]],
        );
        check(
            &[
                ("Ada Sarel", Some("NOR")),
                ("Tom Sarel", Some("BEL")),
                ("Sarel", Some("BEL")),
            ],
            &[&[0], &[1, 2]],
        );
    }

    #[test]
    fn countries_keep_apart() {
        check(
            &[("Ada Sarel", Some("NOR")), ("Ada Sarel", Some("BEL"))],
            &[&[0], &[1]],
        );
        check(
            &[("Ada Sarel", None), ("Ada Sarel", Some("BEL"))],
            &[&[0, 1]],
        );
    }
}
