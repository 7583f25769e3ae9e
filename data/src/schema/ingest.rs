//! Records of the tables of the way in: what pages, feeds and wires call things.

use serde::{Deserialize, Serialize};

/// A word of the names that pages give their parts in `class` and `id` (`ingest/page_words.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWord {
    /// Key: letters in lower case, hyphens and underscores left out.
    pub word: String,
    /// What a part of that name mostly is: `caption` `content` `furniture` `lead` `meta`.
    pub kind: String,
}

/// Words of wires and bylines (`ingest/wire_words.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireWords {
    /// Key: lower case, single spaces.
    pub words: String,
    /// What they do: `and` `by` `correction` `withdrawal`.
    pub kind: String,
}

/// The label of a field in exports of press archives (`ingest/export_labels.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportLabel {
    /// The archive: `factiva` `nexis` `proquest`.
    pub archive: String,
    /// Key within the archive, lower case.
    pub label: String,
    /// What the rest of the line is; `after` ends the words of the report.
    pub field: String,
}

/// The name of a language as press archives write it (`ingest/language_names.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageName {
    /// Key: lower case.
    pub name: String,
    /// Code of ISO 639-1.
    pub code: String,
}

/// A parameter of an address that tells where a reader came from, not what is read
/// (`ingest/url_parameters.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UrlParameter {
    /// Key: name in lower case; `*` at its end stands for anything.
    pub parameter: String,
    /// Whose counting it serves.
    pub of: String,
}

/// A word by which lines of plain text are judged (`ingest/line_words.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineWord {
    /// Key, lower case.
    pub word: String,
    /// `stop`, a frequent word; `verb`, a frequent form that makes a sentence; `date`, of the calendar.
    pub kind: String,
}

/// All tables of the way in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ingest {
    /// `ingest/page_words.tsv`, by word.
    pub page_words: Vec<PageWord>,
    /// `ingest/line_words.tsv`, by word.
    pub line_words: Vec<LineWord>,
    /// `ingest/url_parameters.tsv`, by parameter.
    pub url_parameters: Vec<UrlParameter>,
    /// `ingest/wire_words.tsv`, by words.
    pub wire_words: Vec<WireWords>,
    /// `ingest/export_labels.tsv`, by archive and label.
    pub export_labels: Vec<ExportLabel>,
    /// `ingest/language_names.tsv`, by name.
    pub language_names: Vec<LanguageName>,
}
