//! Bytes in, [`Document`]s out: the only step of the core that can fail.
//!
//! A document keeps the text as it was given, to the byte: furniture (newsletter boxes, comment
//! forms, share lines, cookie notes) is marked, not deleted, and the later stages read only the
//! [`Region`]s between. So every offset of a Reading opens the very words in the user's own file.

mod lines;
mod decode;
pub(crate) mod item;
mod furniture;
mod cut;
mod regions;
mod language;
mod report;
mod document;

pub use decode::{MAX_TEXT, decode, too_long};
pub use document::{
    content_id, cut_by_rules_alone, document, document_among, left_by_rules_alone, whole_document,
};
pub use furniture::{FurnitureRules, Row};
pub use item::{Item, parse_day};

use chancery_ingest::Stamp;
use chancery_nlp::Span;
use jiff::civil::Date;

/// What kind of block of text a region is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionKind {
    /// A headline or a heading between paragraphs; also one that runs straight into its neighbour.
    Heading,
    /// Running text.
    Paragraph,
    /// An entry of a list.
    Item,
}

/// A block of article text: sentences never cross its edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Bytes of the document's text.
    pub span: Span,
    /// What it is.
    pub kind: RegionKind,
}

/// Text that is not the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Furniture {
    /// Bytes of the document's text.
    pub span: Span,
    /// Id of the row of `data/lang/en/furniture.tsv` that cut it; `run-on`, `shape.*`, `outlet.repeats` and
    /// `lines.model` are those of neighbours, of a line's shape, of the outlet's habits and of the line classifier.
    pub rule: String,
}

/// Something odd about the input that a reader of the record should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputNote {
    /// `other_language`, `invalid_utf8`, `no_text`, `only_furniture`, `too_long` ...
    pub kind: String,
    /// Where, if it has a place.
    pub span: Span,
}

/// One press report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The id it was given, else `blake3:` and the first 16 hex digits of the hash of the text.
    pub id: String,
    /// The text, exactly as given.
    pub text: String,
    /// Headline given beside the text.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// ISO 639-1 code, `und` where unknown.
    pub language: String,
    /// Day of publication given beside the text.
    pub published: Option<Date>,
    /// Latest day that it can have been published: day of acquisition, or `--as-of`.
    pub as_of: Option<Date>,
    /// The latest moment at which it is known to have stood as it is, where that is more than the day of
    /// publication.
    pub issued: Option<Stamp>,
    /// What to read, in order.
    pub regions: Vec<Region>,
    /// What was cut, in order.
    pub furniture: Vec<Furniture>,
    /// What was odd about it.
    pub notes: Vec<InputNote>,
}

#[cfg(test)]
mod tests;
