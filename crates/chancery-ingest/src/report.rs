//! What every reader of this crate makes: one press report as clean text, with what is known beside it.

use crate::Stamp;

/// Byte offsets, half-open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockKind {
    /// A line above its text: of the report or of a part of it.
    Heading,
    /// Running text.
    Paragraph,
    /// An entry of a list.
    Item,
    /// Words of others, set apart.
    Quote,
}

/// A block of clean text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of [`Report::text`].
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What stands beside the article of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AsideKind {
    /// What a picture shows.
    Caption,
    /// Who made a picture or holds its rights.
    Credit,
}

/// Words of a page that stand beside its article and are no part of [`Report::text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// What they are.
    pub kind: AsideKind,
    /// The words.
    pub text: String,
    /// Where they stand in the decoded source.
    pub segments: Vec<Segment>,
}

/// An entry of a live blog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Bytes of [`Report::text`].
    pub span: Span,
    /// When it was written, as its element says.
    pub time: Option<Stamp>,
}

/// A stretch of clean text that stands in the decoded source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of [`Report::text`].
    pub text: Span,
    /// Bytes of the decoded source; the same bytes where both are equally long, else the same words
    /// with entities and white space of the source.
    pub source: Span,
}

/// A day that the source states, with where it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundDate {
    /// What is stated.
    pub stamp: Stamp,
    /// The kind of place, such as `json-ld`, `meta`, `time`, `url`, `visible`, `header`.
    pub basis: &'static str,
    /// Bytes of the decoded source, if it has a place there.
    pub span: Option<Span>,
}

/// Whether the publisher stands by a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// As published.
    #[default]
    Usable,
    /// Put right by its publisher.
    Corrected,
    /// Taken back: cancelled, killed or withheld. What was read of it must go.
    Withdrawn,
}

/// Something odd that a reader of the record should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Such as `charset_guessed`, `teaser`, `truncated`, `dates_differ`.
    pub kind: &'static str,
    /// In words, where they help; else empty.
    pub what: String,
}

/// One press report as its source gives it. What the source does not say is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The id that the source gives it.
    pub id: Option<String>,
    /// The words: of a page the article alone, blocks parted by a blank line; of plain text all of it,
    /// byte for byte.
    pub text: String,
    /// What the words are made of, in order; empty where only lines tell (plain text).
    pub blocks: Vec<Block>,
    /// Captions and credits of its pictures, in the order of the page; of web pages alone.
    pub asides: Vec<Aside>,
    /// What a live blog is made of, in the order of the text; empty for any other report.
    pub entries: Vec<Entry>,
    /// Where the words stand in the decoded source, in order of the text; empty where `text` is the
    /// source itself.
    pub segments: Vec<Segment>,
    /// Headline.
    pub title: Option<String>,
    /// Persons who wrote it, in order.
    pub authors: Vec<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// News agency that it is taken from.
    pub credit: Option<String>,
    /// Its own address as the publisher gives it.
    pub url: Option<String>,
    /// Address that it was fetched from, if that is another.
    pub fetched_url: Option<String>,
    /// When it was published.
    pub published: Option<Stamp>,
    /// When it was last changed.
    pub modified: Option<Stamp>,
    /// All days that the source states, best first.
    pub dates: Vec<FoundDate>,
    /// When it was fetched or received: it cannot have been published later.
    pub fetched: Option<Stamp>,
    /// ISO 639-1 code as stated or found.
    pub language: Option<String>,
    /// Place of the dateline where a wire format states it.
    pub dateline: Option<String>,
    /// Whether the publisher stands by it.
    pub standing: Standing,
    /// What was odd.
    pub notes: Vec<Note>,
}
