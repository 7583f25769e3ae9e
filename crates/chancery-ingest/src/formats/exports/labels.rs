//! Labels of the fields of exports, from `ingest/export_labels.tsv`.

use chancery_data::schema::ingest::ExportLabel;

use crate::formats::body::{self, named_language};

/// Longest label, in bytes.
const LONGEST: usize = 48;

/// The field that a label of an archive names; capitals do not count.
pub(super) fn field(archive: &str, label: &str) -> Option<&'static str> {
    if label.is_empty() || label.len() > LONGEST {
        return None;
    }
    let label = label.to_lowercase();
    let rows: &'static [ExportLabel] = &chancery_data::ingest().export_labels;
    let key = format!("{archive} {label}");
    let found = rows.binary_search_by(|row| format!("{} {}", row.archive, row.label).cmp(&key));
    found.ok().map(|at| rows[at].field.as_str())
}

/// Field and rest of a line such as "LENGTH: 355 words".
pub(super) fn with_colon<'l>(archive: &str, line: &'l str) -> Option<(&'static str, &'l str)> {
    let (label, rest) = line.split_once(':')?;
    Some((field(archive, label.trim())?, rest.trim()))
}

/// True where a line begins with one of the labels of a field.
pub(super) fn begins(archive: &str, wanted: &str, line: &str) -> bool {
    let line = line.to_lowercase();
    chancery_data::ingest().export_labels.iter().any(|row| {
        row.archive == archive && row.field == wanted && line.starts_with(row.label.as_str())
    })
}

/// Code of ISO 639-1 of a language by its name, or by its code.
pub(super) fn language(written: &str) -> Option<String> {
    let name = written.split([';', ',', '(']).next()?.trim().to_lowercase();
    named_language(&name).or_else(|| (name.len() == 2).then(|| body::language(&name))?)
}
