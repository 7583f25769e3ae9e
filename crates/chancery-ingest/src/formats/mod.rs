//! Files of the trade in, reports out: feeds, sitemaps, wire formats, mails, exports of press archives
//! and PDF.
//!
//! Every reader takes bytes and gives one entry a report; what cannot be read costs its own entry alone.
//! All stand on two readers that never fail, one of XML and one of JSON, and on [`crate::page::fragment`]
//! for HTML inside. `docs/formats.md` tells which field of which format goes where.

mod hints;
mod listing;
mod decode;
mod entities;
mod xml;
mod prose;
mod body;
mod json;
mod dates;
mod byline;
mod standing;
mod jsonfeed;
pub mod feeds;
pub mod sitemap;
pub mod nitf;
pub mod newsml;
pub mod ninjs;
mod links;
mod digest;
pub mod mail;
mod rtf;
mod docx;
pub mod exports;
pub mod pdf;

pub use hints::{Hints, Reports};
pub use listing::{LeadsTo, Listing};
