//! The Ledger: documents, readings, events and their links, corrections and history, in one `SQLite` file.
//!
//! ```text
//! Readings -> writer (one transaction a batch: documents, claims, candidates, events, sums) -> file
//! file -> views (events with the words they stand on) -> command line, exports, programs
//! ```
//!
//! One writer, many readers. The Reading of each document is kept whole and compressed; the other
//! tables are an index over it that can be made again. What is linked is judged by the pure
//! functions of [`chancery::link`]; this crate only finds the candidates.

pub mod record;
