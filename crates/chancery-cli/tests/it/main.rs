//! The binary as a user runs it: exit codes, messages, output.

mod program;
mod bad_input;
mod sources;
mod pdf;
mod codebook;
mod layers;
mod pages;
mod ledger;
mod views;
#[cfg(feature = "fetch")]
mod web;
