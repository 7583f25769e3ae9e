//! The command line: what can be asked for.

mod correct;

pub use correct::{DiffArgs, ExportArgs, FixArgs, FixOp, LogArgs};

use chancery::ingest::parse_day;
use chancery_ingest::jsonl::FieldMap;
use chancery_nlp::Search;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::Timestamp;
use jiff::civil::Date;
use std::path::PathBuf;

mod ask;
#[cfg(feature = "fetch")]
mod web;

pub use ask::{
    ActorArgs, AgendaArgs, BriefArgs, ConflictsArgs, CoverageArgs, DyadArgs, FindArgs, NetworkArgs,
    PeriodName, QuotesArgs, Range, ReviewArgs, ShowArgs, Shown, SlotName,
};

#[cfg(feature = "fetch")]
pub use web::{FetchArgs, KeepArgs, LimitArgs, WatchArgs};

/// Reads press reports on diplomacy and conflict into a record with evidence to the character.
#[derive(Debug, Parser)]
#[command(
    name = "chancery",
    version,
    propagate_version = true,
    max_term_width = 100
)]
#[command(after_help = "\
Exit codes: 0 done, 1 error, 2 wrong usage, 3 finished but some documents were not read,
4 nothing found (only with --fail-empty), 130 interrupted.
Paths are files, folders, or - for standard input; what a file holds is known by its bytes: text,
web pages, JSON, tables, feeds, wire formats, mails, exports, PDF, WARC, zip, tar, gzip, zstd.")]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every command.
#[derive(Debug, Args)]
pub struct Global {
    /// Write to FILE instead of standard output; .md, .txt, .json, .jsonl or .conllu picks the form
    #[arg(short, long, global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// One JSON object a line
    #[arg(long, global = true, conflicts_with = "pretty")]
    pub json: bool,
    /// For people: tables with the supporting words underlined
    #[arg(long, global = true)]
    pub pretty: bool,
    /// The Ledger: a name or a file [default: CHANCERY_LEDGER, `ledger` in chancery.toml, or the only *.chancery here]
    #[arg(long, global = true, value_name = "LEDGER")]
    pub ledger: Option<PathBuf>,
    /// The instant of what is written to the Ledger [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, global = true, value_name = "INSTANT", value_parser = instant)]
    pub now: Option<i64>,
    /// Latest day that a report can be from, for reports without a date (YYYY-MM-DD)
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// Which names of JSON and of tables hold which fields, such as text=story,date=when
    #[arg(long, global = true, value_name = "FIELD=NAME,...", value_parser = FieldMap::parse)]
    pub map: Option<FieldMap>,
    /// Search several trees a sentence side by side: slower, somewhat better trees
    #[arg(long, global = true)]
    pub careful: bool,
    /// Documents read side by side; the output is the same for any number [default: all cores]
    #[arg(short, long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// Say more on standard error
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

impl Global {
    /// How trees are searched.
    pub fn search(&self) -> Search {
        match self.careful {
            true => Search::Careful,
            false => Search::Narrow,
        }
    }
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a Ledger: the file that keeps documents, Readings, events and corrections
    #[command(before_help = "\
Examples:
  chancery init ukr-tur
  chancery init archive/2026.chancery")]
    Init(InitArgs),
    /// Add reports, or Readings, to the Ledger; what it has already is skipped
    #[command(before_help = "\
Examples:
  chancery add reports/ --ledger ukr-tur
  chancery add *.jsonl -j 8 --errors failed.jsonl --progress plain
  chancery add crawl.warc.gz --relevant-only")]
    #[command(after_help = "\
Every batch lasts once it is acknowledged; after an interrupt the same command goes on where it
stopped. A report that cannot be read is kept as failed and tried again the next time.")]
    Add(AddArgs),
    /// Pages from the web: printed as `extract` prints them, kept as WARC, or added to the Ledger
    #[cfg(feature = "fetch")]
    #[command(before_help = "\
Examples:
  chancery fetch https://gazette.example/talks -o pages.jsonl
  chancery fetch https://gazette.example/talks --warc pages.warc.gz --add --ledger ukr-tur")]
    #[command(after_help = "\
Goes to the network. robots.txt is obeyed, a host is asked once a second at most, and places that are
not public are never asked. `chancery add pages.warc.gz` reads what --warc left, offline.")]
    Fetch(FetchArgs),
    /// Watch feeds and site maps; what is new is fetched and added to the Ledger, or kept as WARC
    #[cfg(feature = "fetch")]
    #[command(before_help = "\
Examples:
  chancery watch feeds.opml --every 10m --ledger ukr-tur
  chancery watch https://gazette.example/feed.xml --once --warc gazette.warc.gz")]
    #[command(after_help = "\
Goes to the network, as `chancery fetch` does. With --warc and without --add nothing goes into the
Ledger. What was seen is remembered in --state [default: the Ledger's or the archive's name with
.watch.json]; a feed that asks for longer waits is left alone for so long.")]
    Watch(WatchArgs),
    /// Check the Ledger: pages, references, Readings, claims, events, words, sums
    #[command(before_help = "\
Examples:
  chancery doctor
  chancery doctor --repair --ledger ukr-tur")]
    Doctor(DoctorArgs),
    /// Copy the Ledger as it is now; writers and readers go on
    #[command(before_help = "\
Examples:
  chancery backup ukr-tur-2026-01-01.chancery
  chancery backup /mnt/copies/ukr-tur.chancery --ledger ukr-tur")]
    Backup(BackupArgs),
    /// Ask the Ledger in SQL; nothing can be changed
    #[command(before_help = "\
Examples:
  chancery sql \"SELECT type, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC\"
  chancery sql \"SELECT * FROM events WHERE day >= '2026-01-01'\" --csv -o events.csv")]
    #[command(after_help = "\
Views: documents, claims, participants, attributions, events, actors, quotes, roles, links,
corrections, versions. Days are ISO 8601.")]
    Sql(SqlArgs),
    /// The settings that hold here
    #[command(subcommand)]
    #[command(before_help = "\
Examples:
  chancery config show
  chancery config show --origin")]
    Config(ConfigCommand),
    /// The completion file of a shell
    #[command(before_help = "\
Examples:
  chancery completions bash > ~/.local/share/bash-completion/completions/chancery
  chancery completions fish > ~/.config/fish/completions/chancery.fish")]
    Completions(CompletionsArgs),
    /// The manual page, of the program or of a command
    #[command(before_help = "\
Examples:
  chancery man | man -l -
  chancery man add -o chancery-add.1")]
    Man(ManArgs),
    /// Read reports: who met, called, accused whom, where, when, who says so
    #[command(before_help = "\
Examples:
  chancery read report.txt
  chancery read reports/ --json -o readings.jsonl")]
    Read(ReadArgs),
    /// Events of the Ledger by actor, code, place, day, status, words
    #[command(before_help = "\
Examples:
  chancery find 'umerov ankara status:planned since:2026-01'
  chancery find --actor Umerov --actor TUR --type CONSULT --csv")]
    #[command(after_help = "\
Keys of TEXT: actor, type, mode, cameo, status, place, since, until, words, background, origins, score.
What stands without a key is a country where it has three capitals, else whoever bears the name or
whatever is in a place of that name, else a word of the reports; \"new york\" is one.
The best day of an event counts; where it has none, the bounds of its date do.")]
    Find(FindArgs),
    /// One event, actor or document of the Ledger with all that it stands on
    #[command(before_help = "\
Examples:
  chancery show ev:1f4c9d20aa
  chancery show d:93b1c2a4e5f6 --json")]
    Show(ShowArgs),
    /// An actor of the Ledger: offices over time, meetings, quotes, with whom
    #[command(before_help = "\
Examples:
  chancery actor \"Hakan Fidan\"
  chancery actor Umerov --json")]
    #[command(after_help = "\
Where several bear the name they are listed; `chancery actor a:...` shows one of them.")]
    Actor(ActorArgs),
    /// Two sides over time: events, claims and documents by period
    #[command(before_help = "\
Examples:
  chancery dyad TUR UKR --by month
  chancery dyad Umerov \"Hakan Fidan\" --by week --csv")]
    #[command(after_help = "\
Periods without events are there too. Events of all statuses are counted, those without a day are not.
With --csv the periods are the rows; the events are those of `chancery find --actor A --actor B --csv`.")]
    Dyad(DyadArgs),
    /// Countries by the events that they share
    #[command(before_help = "\
Examples:
  chancery network --since 2026-01 --until 2026-03
  chancery network --type CONSULT --top 100 --csv")]
    Network(NetworkArgs),
    /// What is planned: date as it was said, who announced it, what came of it, what is overdue
    #[command(before_help = "\
Examples:
  chancery agenda --next 30d
  chancery agenda --since 2026-01 --until 2026-01 --as-of 2026-02-01")]
    #[command(after_help = "\
All is told as the reports up to --as-of tell it [default: today]. Without --since and --until, plans
that were due in the 30 days before and of which no report tells an outcome stand first.")]
    Agenda(AgendaArgs),
    /// Where reports of one event disagree
    #[command(before_help = "\
Examples:
  chancery conflicts --field place,count
  chancery conflicts --json")]
    Conflicts(ConflictsArgs),
    /// What a person should look at: doubtful merges, low scores, corrections that no longer fit
    #[command(before_help = "\
Examples:
  chancery review --next 5
  chancery review --json")]
    Review(ReviewArgs),
    /// What the Ledger holds: documents by outlet, month and language
    #[command(before_help = "\
Examples:
  chancery coverage
  chancery coverage --csv")]
    Coverage(CoverageArgs),
    /// Digest: what happened, what is planned, what was denied, who said what; of reports or of a day of the Ledger
    #[command(before_help = "\
Examples:
  chancery brief reports/
  chancery brief --day 2026-01-01 -o brief.md")]
    Brief(BriefArgs),
    /// Events: which claims of which reports tell of one happening
    #[command(before_help = "\
Examples:
  chancery read reports/ --json | chancery link -
  chancery link reports.jsonl --json")]
    Link(Paths),
    /// Sentences with lemmas, tags and trees, as CoNLL-U
    #[command(before_help = "\
Examples:
  chancery parse report.txt
  chancery parse --pretokenized - < gold.conllu")]
    Parse(ParseArgs),
    /// Names of people, organisations and places
    #[command(before_help = "\
Examples:
  chancery names report.txt
  chancery names - < reports.jsonl")]
    Names(Paths),
    /// Time expressions
    #[command(before_help = "\
Examples:
  chancery times report.txt --as-of 2026-01-02
  chancery times - < reports.jsonl")]
    Times(Paths),
    /// Quotes and who says what, of reports or of the Ledger
    #[command(before_help = "\
Examples:
  chancery quotes report.txt
  chancery quotes --speaker Umerov --direct --since 2026-01")]
    Quotes(QuotesArgs),
    /// Actors: names, offices with their tense, country, sectors, PLOVER code, mentions
    #[command(before_help = "\
Examples:
  chancery actors report.txt --pretty
  chancery actors - < reports.jsonl")]
    #[command(after_help = "\
Each country says what it rests on: span (words beside the name), table, role (the office held),
headline or inferred; in the table of --pretty the last two are marked with ?. A number has value,
min and max: \"more than 10\" has min 11, \"several\" none of them and its words.
A PLOVER code (country and sector) holds for the day of the report.")]
    Actors(Paths),
    /// The relation between two marked actors of a text: PLOVER type, mode, status
    #[command(before_help = "\
Examples:
  chancery relate pairs.jsonl
  chancery relate --profile plv - < pairs.jsonl")]
    #[command(after_help = "\
Each line holds `text`, `source` and `target`: {\"start\", \"end\"} in code points, or null for a side that is
not there; `sources` and `targets` may hold further spans of the same sides.")]
    Relate(RelateArgs),
    /// The article of a page or of any other source in plain text, with what is known beside it
    #[command(before_help = "\
Examples:
  chancery extract page.html
  chancery extract crawl.warc.gz -o articles.jsonl")]
    #[command(after_help = "\
A line of JSON may hold a page: {\"id\", \"url\", \"html\"}. Dates say on what they stand.")]
    Extract(ExtractArgs),
    /// What a code means: definition, score, examples and counter-examples, decision rules, frames
    #[command(before_help = "\
Examples:
  chancery codebook
  chancery codebook CONSULT/visit
  chancery codebook rule 7 --json")]
    Codebook(CodebookArgs),
    /// Correct the Ledger: set, merge, split, reject, confirm, restore, redact; kept in a log
    #[command(before_help = "\
Examples:
  chancery fix merge ev:7f3k09ab21 ev:9qa2c1d0e4 --why 'same call'
  chancery fix set ev:7f3k09ab21 status planned --why 'announced only' --by mk")]
    Fix(FixArgs),
    /// The corrections, oldest first
    #[command(before_help = "\
Examples:
  chancery log
  chancery log --since 2026-01-01 --json")]
    Log(LogArgs),
    /// Events that were added, changed, merged or removed between two versions of the Ledger
    #[command(before_help = "\
Examples:
  chancery diff v12
  chancery diff v12 v13 --json")]
    Diff(DiffArgs),
    /// The Ledger in the formats of others: CSV, Parquet, GDELT, ICEWS, POLECAT, iCalendar and more
    #[command(before_help = "\
Examples:
  chancery export
  chancery export gdelt2 -o events.CSV")]
    Export(ExportArgs),
}

/// Where to read from.
#[derive(Debug, Args)]
pub struct Paths {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// Of `extract`.
#[derive(Debug, Args)]
pub struct ExtractArgs {
    /// Where to read from.
    #[command(flatten)]
    pub from: Paths,
    /// Say how many microseconds each report took, as `us`
    #[arg(long)]
    pub timed: bool,
}

/// Of `read`.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Where to read from.
    #[command(flatten)]
    pub from: Paths,
    /// Show on the page how each report was dated: evidence, bounds, rivals, conflicts
    #[arg(long)]
    pub explain: bool,
}

/// Of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Name of the Ledger; the file is NAME.chancery
    #[arg(value_name = "NAME")]
    pub name: PathBuf,
}

/// Of `add`.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Where to read from.
    #[command(flatten)]
    pub from: Paths,
    /// Read anew what another engine read: other models, other data; corrections hold
    #[arg(long)]
    pub again: bool,
    /// Write what was not read to FILE, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,
    /// Leave out reports in English without words of diplomacy or conflict, before they are read
    #[arg(long)]
    pub relevant_only: bool,
    /// Progress on standard error
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub progress: Progress,
}

/// Of `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Make the index of words and the sums anew first
    #[arg(long)]
    pub repair: bool,
}

/// Of `backup`.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The new file; one that is there is never written over
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Of `sql`.
#[derive(Debug, Args)]
pub struct SqlArgs {
    /// One SELECT over the views
    #[arg(value_name = "QUERY")]
    pub query: String,
    /// Comma-separated values with a line of names
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Rows at most [default: 1000 for a table, else all]
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Exit code 4 where there is no row
    #[arg(long)]
    pub fail_empty: bool,
}

/// What `config` does.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print them
    #[command(before_help = "\
Examples:
  chancery config show
  chancery config show --origin")]
    Show(ConfigShowArgs),
}

/// Of `config show`.
#[derive(Debug, Args)]
pub struct ConfigShowArgs {
    /// Say where each was set
    #[arg(long)]
    pub origin: bool,
}

/// Of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// Of `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The command; the program without one
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// How progress is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Progress {
    /// A line that changes, on a terminal
    Auto,
    /// A line that changes
    Bar,
    /// A line a batch
    Plain,
    /// A JSON object a batch
    Json,
    /// None
    Off,
}

/// Of `relate`.
#[derive(Debug, Args)]
pub struct RelateArgs {
    /// Where to read from.
    #[command(flatten)]
    pub from: Paths,
    /// Whose labels answer
    #[arg(long, value_name = "PROFILE", default_value = "plover")]
    pub profile: Labels,
}

/// Labels of relations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Labels {
    /// The 16 types of PLOVER, draft 2.0, and STATE
    Plover,
    /// The 15 labels of the data set PLV
    Plv,
}

/// Of `parse`.
#[derive(Debug, Args)]
pub struct ParseArgs {
    /// Where to read from.
    #[command(flatten)]
    pub from: Paths,
    /// The input is CoNLL-U; keep its sentences and tokens
    #[arg(long)]
    pub pretokenized: bool,
}

/// Of `codebook`.
#[derive(Debug, Args)]
pub struct CodebookArgs {
    /// A type, TYPE/mode, kind, context, sector, CAMEO code or `rule N`; all codes without one
    #[arg(value_name = "CODE")]
    pub code: Vec<String>,
}

/// Seconds UTC of a day, an instant (RFC 3339) or a number of seconds.
fn instant(text: &str) -> Result<i64, String> {
    let day = parse_day(text).map(|day| format!("{day}T00:00:00Z"));
    let written: Result<Timestamp, _> = day.as_deref().unwrap_or(text).parse();
    match (written, text.parse()) {
        (Ok(instant), _) => Ok(instant.as_second()),
        (_, Ok(seconds)) => Ok(seconds),
        _ => Err(format!(
            "found `{text}`, expected an instant such as 2026-01-02 or 2026-01-02T12:00:00Z"
        )),
    }
}

fn day(text: &str) -> Result<Date, String> {
    parse_day(text).ok_or_else(|| format!("found `{text}`, expected a day such as 2026-01-02"))
}
