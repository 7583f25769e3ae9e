//! JSON lines: one event a line, with all its claims and their evidence. The native form, read back unchanged.

use super::{Out, View};
use crate::record::Event;
use std::io::{self, BufRead};

/// Writes every event.
pub fn write(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    for event in view.source.events() {
        serde_json::to_writer(&mut *out, &event?)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Reads events back; empty lines are passed over.
///
/// # Errors
///
/// Where the input cannot be read; the number of the line where it is no event.
pub fn read(input: impl BufRead) -> impl Iterator<Item = io::Result<Event>> {
    let lines = input.lines().enumerate();
    lines
        .filter(|(_, line)| !line.as_ref().is_ok_and(|line| line.trim().is_empty()))
        .map(|(at, line)| {
            serde_json::from_str(&line?)
                .map_err(|error| io::Error::other(format!("line {}: {error}", at + 1)))
        })
}
