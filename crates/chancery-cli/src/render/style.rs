//! Colours: what each part of a page looks like on a terminal.

use anstyle::{AnsiColor, Style};

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A title or a heading.
    Title,
    /// A code of the ontology.
    Code,
    /// Happened or going on.
    Done,
    /// Planned, possible or conditional.
    Open,
    /// Denied, called off.
    Off,
    /// What explains: labels, basis, notes.
    Faint,
    /// Supporting words: the trigger.
    Trigger,
    /// Supporting words: who takes part.
    Who,
    /// Supporting words: when.
    When,
    /// Supporting words: where.
    Where,
    /// Supporting words: who says so.
    Says,
    /// Supporting words: topics and counts.
    About,
}

/// With or without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// Plain text.
    Plain,
    /// ANSI colours.
    Colour,
}

impl Palette {
    /// The words, painted.
    pub fn paint(self, part: Part, words: &str) -> String {
        match self {
            Palette::Plain => words.to_owned(),
            Palette::Colour => {
                let style = style(part);
                format!("{style}{words}{style:#}")
            }
        }
    }
}

fn style(part: Part) -> Style {
    let plain = Style::new();
    let colour = |colour: AnsiColor| plain.fg_color(Some(colour.into()));
    match part {
        Part::Title => plain.bold(),
        Part::Code => colour(AnsiColor::Cyan).bold(),
        Part::Done => colour(AnsiColor::Green),
        Part::Open => colour(AnsiColor::Blue),
        Part::Off => colour(AnsiColor::Red),
        Part::Faint => plain.dimmed(),
        Part::Trigger => plain.bold().underline(),
        Part::Who => colour(AnsiColor::Cyan).underline(),
        Part::When => colour(AnsiColor::Yellow).underline(),
        Part::Where => colour(AnsiColor::Green).underline(),
        Part::Says => colour(AnsiColor::Magenta).underline(),
        Part::About => plain.underline(),
    }
}
