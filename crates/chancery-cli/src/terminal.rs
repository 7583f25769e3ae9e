//! What the terminal can show: its width and whether to colour.

use crate::args::{Global, When};
use crate::render::style::Palette;
use std::io::{IsTerminal, stdout};

/// Columns of a page that no terminal shows.
const PAGE: usize = 100;

/// Columns beyond which lines are hard to read.
const WIDEST: usize = 120;

/// True where people watch: standard output is a terminal and nothing goes to a file.
pub fn watched(global: &Global) -> bool {
    global.output.is_none() && stdout().is_terminal()
}

/// Columns of a page.
pub fn room(global: &Global) -> usize {
    let size = watched(global).then(terminal_size::terminal_size).flatten();
    size.map_or(PAGE, |(width, _)| usize::from(width.0).clamp(40, WIDEST))
}

/// Colour by `--color`, then CLICOLOR_FORCE, NO_COLOR and whether a terminal shows it.
pub fn palette(global: &Global) -> Palette {
    let set =
        |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    let colour = match global.color {
        When::Always => true,
        When::Never => false,
        When::Auto if set("NO_COLOR") => false,
        When::Auto => set("CLICOLOR_FORCE") || watched(global),
    };
    if colour {
        Palette::Colour
    } else {
        Palette::Plain
    }
}
