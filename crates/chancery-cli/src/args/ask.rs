//! What can be asked of a Ledger: flags of the commands that show its views.

use super::{Paths, day};
use chancery_store::view::{By, DayEdge, Filter, Wrong, day_of, stretch};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// In which form an answer is given.
#[derive(Debug, Default, Args)]
pub struct Shown {
    /// A table with commas between the columns (RFC 4180); so does -o FILE.csv
    #[arg(long, conflicts_with_all = ["json", "pretty"])]
    pub csv: bool,
    /// Exit code 4 where nothing is found
    #[arg(long)]
    pub fail_empty: bool,
}

/// A stretch of days.
#[derive(Debug, Default, Args)]
pub struct Range {
    /// First day: YYYY-MM-DD, YYYY-MM or YYYY
    #[arg(long, value_name = "DAY", value_parser = first_day)]
    pub since: Option<i32>,
    /// Last day
    #[arg(long, value_name = "DAY", value_parser = last_day)]
    pub until: Option<i32>,
}

/// Of `find`.
#[derive(Debug, Args)]
pub struct FindArgs {
    /// What is looked for: names, places, words, and keys such as status:planned since:2026-01
    #[arg(value_name = "TEXT")]
    pub text: Vec<String>,
    /// Who takes part: a name, an id (a:...), or a country by its code of three capitals; all of several
    #[arg(long, value_name = "NAME")]
    pub actor: Vec<String>,
    /// PLOVER type
    #[arg(long = "type", value_name = "TYPE")]
    pub types: Vec<String>,
    /// PLOVER mode, or kind
    #[arg(long, value_name = "MODE")]
    pub mode: Vec<String>,
    /// CAMEO code; a root finds what is under it
    #[arg(long, value_name = "CODE")]
    pub cameo: Vec<String>,
    /// happened, ongoing, planned, possible, conditional, denied or did_not_happen
    #[arg(long, value_name = "STATUS")]
    pub status: Vec<String>,
    /// Where: a name, or a country by its code
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// When.
    #[command(flatten)]
    pub range: Range,
    /// Words of the reports: words, "a phrase", a prefix*, AND, OR, NOT
    #[arg(long, value_name = "WORDS")]
    pub words: Option<String>,
    /// Told by documents of a story, by its id (st:...)
    #[arg(long, value_name = "ID")]
    pub story: Option<String>,
    /// Historical background too
    #[arg(long)]
    pub background: bool,
    /// Fewest independent origins
    #[arg(long, value_name = "N")]
    pub min_origins: Option<u32>,
    /// Least score, 0 to 1
    #[arg(long, value_name = "SCORE")]
    pub min_score: Option<f64>,
    /// Most events shown
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: u64,
    /// Every event with all that it stands on
    #[arg(long, conflicts_with = "csv")]
    pub evidence: bool,
    /// In which form.
    #[command(flatten)]
    pub shown: Shown,
}

impl FindArgs {
    /// The filter of flags and text. Errors: as [`Filter::put`].
    pub fn filter(&self) -> Result<Filter, Wrong> {
        let known = chancery_data::knowledge();
        let mut filter = Filter::parse(&self.text.join(" "), known)?;
        let lists = [
            ("actor", &self.actor),
            ("type", &self.types),
            ("mode", &self.mode),
            ("cameo", &self.cameo),
            ("status", &self.status),
        ];
        for (key, values) in lists {
            for value in values {
                filter.put(key, value, known)?;
            }
        }
        filter.place = self.place.clone().or(filter.place);
        filter.words = self.words.clone().or(filter.words);
        filter.story = self.story.clone().or(filter.story);
        filter.since = self.range.since.or(filter.since);
        filter.until = self.range.until.or(filter.until);
        filter.origins = self.min_origins.or(filter.origins);
        filter.score = self.min_score.or(filter.score);
        filter.background |= self.background;
        Ok(filter)
    }
}

/// Of `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Ids: of events (ev:...), claims (c:...), actors (a:...), stories (st:...), documents (d:..., or as given)
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
}

/// Of `actor`.
#[derive(Debug, Args)]
pub struct ActorArgs {
    /// A name, whole or the last word of it; an id; a country by its code
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Most events and quotes of each list
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// In which form.
    #[command(flatten)]
    pub shown: Shown,
}

/// Of `dyad`.
#[derive(Debug, Args)]
pub struct DyadArgs {
    /// One side: a country by code or name, or another actor
    #[arg(value_name = "A")]
    pub a: String,
    /// The other side
    #[arg(value_name = "B")]
    pub b: String,
    /// Length of a period
    #[arg(long, value_name = "PERIOD", default_value = "month")]
    pub by: PeriodName,
    /// PLOVER type
    #[arg(long = "type", value_name = "TYPE")]
    pub types: Vec<String>,
    /// When.
    #[command(flatten)]
    pub range: Range,
    /// Most events listed
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// In which form.
    #[command(flatten)]
    pub shown: Shown,
}

/// Lengths of periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PeriodName {
    /// A day
    Day,
    /// A week, from Monday
    Week,
    /// A month
    Month,
    /// A year
    Year,
}

impl From<PeriodName> for By {
    fn from(name: PeriodName) -> By {
        match name {
            PeriodName::Day => By::Day,
            PeriodName::Week => By::Week,
            PeriodName::Month => By::Month,
            PeriodName::Year => By::Year,
        }
    }
}

/// Of `network`.
#[derive(Debug, Args)]
pub struct NetworkArgs {
    /// PLOVER type
    #[arg(long = "type", value_name = "TYPE")]
    pub types: Vec<String>,
    /// When.
    #[command(flatten)]
    pub range: Range,
    /// Most edges
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub top: usize,
    /// In which form.
    #[command(flatten)]
    pub shown: Shown,
}

/// Of `agenda`.
#[derive(Debug, Args)]
pub struct AgendaArgs {
    /// How far ahead: 30d, 2w, 3m or 1y from --as-of [default: all that lies ahead]
    #[arg(long, value_name = "LENGTH", value_parser = length, conflicts_with_all = ["since", "until"])]
    pub next: Option<i32>,
    /// When; all plans of these days, whatever came of them.
    #[command(flatten)]
    pub range: Range,
    /// In which form.
    #[command(flatten)]
    pub shown: Shown,
}

/// Of `quotes`.
#[derive(Debug, Args)]
pub struct QuotesArgs {
    /// Reports to read: files, folders, or -; the quotes of a Ledger without any
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// In the Ledger: who says it, by name or id
    #[arg(long, value_name = "NAME", conflicts_with = "paths")]
    pub speaker: Option<String>,
    /// In the Ledger: only whole sentences in quotation marks
    #[arg(long, conflicts_with = "paths")]
    pub direct: bool,
    /// When the reports are from.
    #[command(flatten)]
    pub range: Range,
    /// Most quotes shown
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// In which form.
    #[command(flatten)]
    pub shown: Shown,
}

/// Of `brief`.
#[derive(Debug, Args)]
pub struct BriefArgs {
    /// Reports to read: files, folders, or -; the day of a Ledger without any
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// In the Ledger: the day [default: the last day that a report is from]
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "paths")]
    pub day: Option<Date>,
    /// Include historical background
    #[arg(long, conflicts_with = "day")]
    pub background: bool,
    /// Exit code 4 where nothing is found
    #[arg(long, conflicts_with = "paths")]
    pub fail_empty: bool,
}

impl BriefArgs {
    /// The reports to read, where there are any.
    pub fn reports(&self) -> Option<Paths> {
        let paths = self.paths.clone();
        (!paths.is_empty()).then_some(Paths { paths })
    }
}

/// Of `conflicts`.
#[derive(Debug, Args)]
pub struct ConflictsArgs {
    /// Slots
    #[arg(long, value_name = "SLOT", value_delimiter = ',')]
    pub field: Vec<SlotName>,
    /// Most events looked at
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub limit: usize,
    /// In which form.
    #[command(flatten)]
    pub shown: Shown,
}

/// Slots on which documents can disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SlotName {
    /// When
    Date,
    /// Where
    Place,
    /// Who
    Participants,
    /// How many
    #[value(alias = "count")]
    Quantity,
    /// Happened or denied
    Status,
    /// One source in two ways
    Attribution,
}

/// Of `review`.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// Most of each kind
    #[arg(long, value_name = "N", default_value_t = 20, num_args = 0..=1, default_missing_value = "1")]
    pub next: usize,
    /// In which form.
    #[command(flatten)]
    pub shown: Shown,
}

/// Of `coverage`.
#[derive(Debug, Args)]
pub struct CoverageArgs {
    /// In which form.
    #[command(flatten)]
    pub shown: Shown,
}

fn first_day(text: &str) -> Result<i32, String> {
    day_of(text, DayEdge::First).map_err(told)
}

fn last_day(text: &str) -> Result<i32, String> {
    day_of(text, DayEdge::Last).map_err(told)
}

fn length(text: &str) -> Result<i32, String> {
    stretch(text).map_err(told)
}

fn told(wrong: Wrong) -> String {
    match wrong.hint {
        Some(hint) => format!("{} {hint}", wrong.what),
        None => wrong.what,
    }
}
