//! The Ledger: documents, readings, events and their links, corrections and history, in one `SQLite` file.
//!
//! Nothing is kept yet: reading works from files to standard output. The store is specified in
//! ARCHITECTURE.md and comes after the reading stages.
