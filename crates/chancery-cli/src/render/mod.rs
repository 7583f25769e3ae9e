//! Readings and entries of the codebook in, pages for people out. Nothing here reads a report or writes to a terminal: a page is
//! a string, the same for the same input.

pub mod style;
pub mod lay;
pub mod excerpt;
pub mod when;
pub mod phrases;
pub mod dating;
pub mod table;
pub mod actors;
pub mod entry;
pub mod digest;
pub mod brief_text;
pub mod brief_markdown;
pub mod codebook;
pub mod columns;
pub mod csv;
pub mod events;
pub mod account;
pub mod story;
pub mod dossier;
pub mod plans;
pub mod day;
pub mod doubts;
