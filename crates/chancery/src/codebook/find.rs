//! Looking codes up as people write them: in any case, with spaces, hyphens or low lines.

use super::{Book, Entry, Row};

/// Most codes that are offered in place of one that does not exist.
const OFFERED: usize = 5;

impl Book<'_> {
    /// Entries of a code: more than one where a name stands for several ("visit" is a kind and a mode).
    /// Empty where there is no such code.
    pub fn find(&self, query: &str) -> Vec<Entry> {
        let query = fold(query);
        let answers = |row: &Row| row.names().contains(&query);
        let mut rows: Vec<Row> = self.rows().into_iter().filter(answers).collect();
        // "CONSULT/visit" says that the mode is meant, not the kind of that name.
        let exact = |row: &Row| fold(&row.code()) == query;
        if query.contains('/') && rows.iter().any(exact) {
            rows.retain(exact);
        }
        let mut found: Vec<Entry> = rows.iter().map(|row| self.entry(*row)).collect();
        for row in rows {
            if let Row::OldName(name) = row {
                found.extend(name.codes.iter().flat_map(|code| self.find(code)));
            }
        }
        found
    }

    /// Codes that are written like a query that is none, the nearest first.
    pub fn near(&self, query: &str) -> Vec<String> {
        let query = fold(query);
        let room = (query.chars().count() / 3).max(1);
        let mut near: Vec<(usize, String)> = Vec::new();
        for row in self.rows() {
            let distances = row.names().into_iter().map(|name| apart(&name, &query));
            match distances.min() {
                Some(distance) if distance <= room => near.push((distance, row.code())),
                _ => {}
            }
        }
        near.sort_by_key(|(distance, _)| *distance);
        near.truncate(OFFERED);
        near.into_iter().map(|(_, code)| code).collect()
    }
}

impl Row<'_> {
    /// As it is looked up.
    fn code(&self) -> String {
        match self {
            Row::Type(row) => row.code.clone(),
            Row::Mode(row) => format!("{}/{}", row.event_type, row.code),
            Row::Kind(row) => row.code.clone(),
            Row::Context(row) => row.code.clone(),
            Row::Sector(row) => row.code.clone(),
            Row::Rule(row) => format!("rule {}", row.number),
            Row::Cameo(row) => row.code.clone(),
            Row::OldName(row) => row.name.clone(),
        }
    }

    /// What it answers to, folded: its code, a mode without its type, a kind with it.
    fn names(&self) -> Vec<String> {
        let other = match self {
            Row::Mode(row) => Some(fold(&row.code)),
            Row::Kind(row) => Some(fold(&format!("{}/{}", row.event_type, row.code))),
            _ => None,
        };
        std::iter::once(fold(&self.code())).chain(other).collect()
    }
}

fn fold(code: &str) -> String {
    let words: Vec<&str> = code
        .split(|c: char| c.is_whitespace() || c == '_' || c == '-')
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-").to_lowercase()
}

/// Edits between two names; one where the longer begins or ends with the other.
fn apart(name: &str, query: &str) -> usize {
    let long_enough = query.len() >= 2;
    if long_enough && (name.starts_with(query) || name.ends_with(query)) {
        return 1;
    }
    let query: Vec<char> = query.chars().collect();
    let mut row: Vec<usize> = (0..=query.len()).collect();
    for (above, a) in name.chars().enumerate() {
        let mut corner = row[0];
        row[0] = above + 1;
        for (at, b) in query.iter().enumerate() {
            let replaced = corner + usize::from(a != *b);
            corner = row[at + 1];
            row[at + 1] = replaced.min(row[at] + 1).min(corner + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}
