//! What is said beside the output, on standard error: failures with their place and a hint.

use crate::input::{Failure, Origin};
use std::io::Write;

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verbosity {
    /// Failures and warnings.
    Normal,
    /// Progress too.
    Verbose,
}

/// A report that was not read.
pub fn failure(failure: &Failure) {
    say(&format!("error: {}: {}", failure.origin, failure.what));
    if let Some(hint) = failure.hint {
        say(&format!("hint: {hint}"));
    }
}

/// Something odd that stopped nothing.
pub fn warning(origin: &Origin, what: &str) {
    say(&format!("warning: {origin}: {what}"));
}

/// What is going on, where it was asked for.
pub fn progress(verbosity: Verbosity, what: &str) {
    if verbosity == Verbosity::Verbose {
        say(what);
    }
}

/// A code that the codebook does not have, and those that are written like it.
pub fn unknown_code(code: &str, near: &[String]) {
    say(&format!("error: no code `{code}` in the codebook"));
    match near {
        [] => say("hint: `chancery codebook` lists all codes"),
        near => say(&format!("hint: written like it: {}", near.join(", "))),
    }
}

/// An answer without anything in it.
pub fn nothing(hint: Option<&str>) {
    say("nothing found");
    if let Some(hint) = hint {
        say(&format!("hint: {hint}"));
    }
}

/// A question that cannot be answered.
pub fn wrong(wrong: &chancery_store::view::Wrong) {
    say(&format!("error: {wrong}"));
    if let Some(hint) = &wrong.hint {
        say(&format!("hint: {hint}"));
    }
}

/// The error that ended the run, with its causes.
pub fn fatal(error: &anyhow::Error) {
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    say(&format!("error: {}", causes.join(": ")));
    let hints = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<chancery_store::Error>());
    if let Some(hint) = hints.filter_map(chancery_store::Error::hint).next() {
        say(&format!("hint: {hint}"));
    }
}

/// What was done, for whoever watches.
pub fn told(what: &str) {
    say(what);
}

/// Where standard error is closed nobody listens, and nothing is lost.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
