//! Exports: events, claims, documents, quotes, offices and corrections written down in the formats of others.
//!
//! ```text
//! Source -> harm (names and texts that stay inside) -> profile (codes as a format wants them) -> one writer a format -> bytes
//! ```
//!
//! One row of [`EXPORTS`] and one file a format. A writer is a pure function of context and source:
//! no clock, no random number; the same input gives the same bytes. An unknown value is an empty
//! field. Types are changed for the formats of others in `profile` and nowhere else.

mod days;
mod harm;
mod profile;
mod sides;
mod telling;
mod identity;
mod sheet;
mod sheets;
mod xml;
mod jsonl;
mod delimited;
mod columnar;
mod gdelt;
mod icews;
mod polecat;
mod plover;
mod agenda;
mod feeds;
mod geojson;
mod network;
mod graphml;
mod gexf;
mod annotations;
mod followthemoney;
mod citations;
mod sqlite;
mod brief;
mod table;
mod stock;

#[cfg(test)]
mod tests;

pub use jsonl::read as read_jsonl;
pub use stock::Stock;
pub use table::EXPORTS;

use crate::record::{self, Correction, Event, Held, Quoted};
use profile::Known;
use std::io::{self, Write};

/// What an export is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Events, all of them.
    Events,
    /// Events that are ahead, or were and are called off.
    Agenda,
    /// Claims.
    Claims,
    /// Documents.
    Documents,
    /// Quotes.
    Quotes,
    /// Offices held.
    Roles,
    /// Corrections.
    Corrections,
}

/// One format.
pub struct Export {
    /// Name on the command line and in addresses.
    pub name: &'static str,
    /// Media type.
    pub media_type: &'static str,
    /// End of the file name, without the dot.
    pub suffix: &'static str,
    /// What it is, in a sentence.
    pub says: &'static str,
    /// What it is made of.
    pub of: Of,
    /// Column names in order, for tables.
    pub columns: fn() -> Vec<&'static str>,
    write: fn(&View<'_>, Out<'_>) -> io::Result<()>,
}

/// Where a writer writes to.
pub type Out<'a> = &'a mut (dyn Write + Send);

/// Rows in canonical order, each of which may be unreadable.
pub type Rows<'a, T> = Box<dyn Iterator<Item = io::Result<T>> + 'a>;

/// How much of the words of the reports leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Text {
    /// None: names, codes and offsets.
    None,
    /// Sentences and quotes.
    #[default]
    Quote,
    /// The whole text of each document too, where a format has a place for it.
    Full,
}

/// What becomes of persons without office, words or deed of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Private {
    /// Their names are masked.
    #[default]
    Masked,
    /// Their names leave.
    Included,
}

/// For which program a table is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cells {
    /// Any: the values as they are.
    #[default]
    Plain,
    /// Excel: a byte order mark, and no cell that it takes for a formula.
    Excel,
}

/// What becomes of several events between the same two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edges {
    /// One edge with their number and days.
    #[default]
    Merged,
    /// An edge each.
    Parallel,
}

/// What an export says of itself, and what the user chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Name of the Ledger.
    pub ledger: String,
    /// Number of its version.
    pub version: i64,
    /// Instant of that version, seconds from 1970, UTC.
    pub made: Option<i64>,
    /// Program and version that read the reports.
    pub coder: String,
    /// Hash of its models.
    pub model: String,
    /// Address of the codebook.
    pub codebook: String,
    /// Words of reports.
    pub text: Text,
    /// Private persons.
    pub private: Private,
    /// Cells of tables.
    pub cells: Cells,
    /// Edges of networks.
    pub edges: Edges,
    /// The day of a brief, ISO; all days without one.
    pub day: Option<String>,
}

/// Where rows come from. Each call starts anew; order is canonical: best day, then id.
pub trait Source {
    /// Events by best day (those without one last) and id.
    fn events(&self) -> Rows<'_, Event>;
    /// Documents by day and id.
    fn documents(&self) -> Rows<'_, record::Source>;
    /// Quotes by document and place in it.
    fn quotes(&self) -> Rows<'_, Quoted>;
    /// Offices by document and place in it.
    fn roles(&self) -> Rows<'_, Held>;
    /// Corrections in the order of the log.
    fn corrections(&self) -> Rows<'_, Correction>;
    /// The text of a document, as its offsets count it.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    fn text(&self, document: &str) -> io::Result<Option<String>>;
}

/// What a writer sees: the context, the rows that may leave, and what was gathered from all of them first.
struct View<'a> {
    context: &'a Context,
    source: &'a dyn Source,
    known: Known,
}

/// The format of that name.
pub fn find(name: &str) -> Option<&'static Export> {
    EXPORTS.iter().find(|export| export.name == name)
}

/// Writes all of `source` in one format. Events are read twice: what they say of each other is gathered first.
///
/// # Errors
///
/// Where a row cannot be read or the output not be written.
pub fn export(
    format: &Export,
    context: &Context,
    source: &dyn Source,
    out: Out<'_>,
) -> io::Result<()> {
    let shown = harm::Shown { context, source };
    let view = View {
        context,
        source: &shown,
        known: Known::gather(&shown)?,
    };
    (format.write)(&view, out)
}

/// Rows held in memory, for tests and small sets. Whoever fills it puts them in canonical order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// Events.
    pub events: Vec<Event>,
    /// Documents with their texts.
    pub documents: Vec<(record::Source, String)>,
    /// Quotes.
    pub quotes: Vec<Quoted>,
    /// Offices.
    pub roles: Vec<Held>,
    /// Corrections.
    pub corrections: Vec<Correction>,
}

impl Source for Memory {
    fn events(&self) -> Rows<'_, Event> {
        Box::new(self.events.iter().cloned().map(Ok))
    }

    fn documents(&self) -> Rows<'_, record::Source> {
        Box::new(
            self.documents
                .iter()
                .map(|(document, _)| Ok(document.clone())),
        )
    }

    fn quotes(&self) -> Rows<'_, Quoted> {
        Box::new(self.quotes.iter().cloned().map(Ok))
    }

    fn roles(&self) -> Rows<'_, Held> {
        Box::new(self.roles.iter().cloned().map(Ok))
    }

    fn corrections(&self) -> Rows<'_, Correction> {
        Box::new(self.corrections.iter().cloned().map(Ok))
    }

    fn text(&self, document: &str) -> io::Result<Option<String>> {
        let mut found = self.documents.iter();
        Ok(found
            .find(|(known, _)| known.id == document)
            .map(|(_, text)| text.clone()))
    }
}
