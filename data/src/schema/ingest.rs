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

/// Words with which furniture of pages begins, or of which it consists (`ingest/page_phrases.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PagePhrase {
    /// Key: words in lower case, marks between them left out.
    pub phrase: String,
    /// `ad` `byline` `comments` `copyright` `correction` `credit` `date` `newsletter` `paywall` `read_more` `related` `share`
    /// `skip` `tags`.
    pub kind: String,
}

/// A word of running text, of any language (`ingest/common_words.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommonWord {
    /// Key: in lower case.
    pub word: String,
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

/// A name of a month as pages print it (`ingest/months.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthName {
    /// Key with the month: the name in lower case, without the full stop of a short form.
    pub word: String,
    /// 1 to 12; 0 where the number of the month follows the word.
    pub month: u8,
    /// ISO 639-1 codes of the languages that use it.
    pub languages: Vec<String>,
}

/// A phrase beside a day or a name (`ingest/date_words.tsv`, `ingest/byline_words.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageCue {
    /// Key with the kind: the words in lower case.
    pub phrase: String,
    /// Beside days `published` `modified` `never` `filler`; of bylines `and` `body` `by` `nobody` `title`.
    pub kind: String,
    /// ISO 639-1 codes of the languages in which it means that.
    pub languages: Vec<String>,
}

/// A name of a meta element (`ingest/meta_names.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetaName {
    /// Key: the name in lower case.
    pub name: String,
    /// What it states: `address` `author` `credit` `description` `language` `modified` `outlet` `published` `title`.
    pub field: String,
    /// Rung of the ladder on which it is believed, 2 before 3.
    pub rung: u8,
}

/// A word by which pages name the parts that tell of a report (`ingest/page_parts.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PagePart {
    /// Key: letters in lower case.
    pub word: String,
    /// What such a part holds: `byline` `content` `date` `headline`, or of others `away`.
    pub kind: String,
}

/// A word by which a text is worth reading (`ingest/relevance.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelevanceWord {
    /// Key: in lower case.
    pub word: String,
    /// What it counts for: 1 to 3.
    pub points: u32,
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
    /// `ingest/common_words.tsv`, by word.
    pub common_words: Vec<CommonWord>,
    /// `ingest/page_phrases.tsv`, by phrase.
    pub page_phrases: Vec<PagePhrase>,
    /// `ingest/page_words.tsv`, by word.
    pub page_words: Vec<PageWord>,
    /// `ingest/relevance.tsv`, by word.
    pub relevance: Vec<RelevanceWord>,
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
    /// `ingest/months.tsv`, by word and month.
    pub months: Vec<MonthName>,
    /// `ingest/date_words.tsv`, by phrase and kind.
    pub date_words: Vec<PageCue>,
    /// `ingest/byline_words.tsv`, by phrase and kind.
    pub byline_words: Vec<PageCue>,
    /// `ingest/meta_names.tsv`, by name.
    pub meta_names: Vec<MetaName>,
    /// `ingest/page_parts.tsv`, by word.
    pub page_parts: Vec<PagePart>,
}
