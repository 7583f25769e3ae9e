//! Names of places, resolved to a country and coordinates where the words allow it.

use chancery_nlp::{Span, TokenId};

/// How exactly a place was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacePrecision {
    /// A building or site.
    Facility,
    /// A city, town or village.
    City,
    /// A region below the state.
    Region,
    /// A state: it never gets coordinates of a city.
    Country,
}

/// A place named in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Bytes of the document's text.
    pub span: Span,
    /// First token.
    pub first: TokenId,
    /// One past the last token.
    pub end: TokenId,
    /// Name in the tables, else as printed. "the Turkish capital" gives "Ankara".
    pub name: String,
    /// ISO 3166-1 alpha-3 with PLOVER's exceptions.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How exactly it was named.
    pub precision: PlacePrecision,
}

/// Every place mention, in order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places(pub Vec<PlaceMention>);
