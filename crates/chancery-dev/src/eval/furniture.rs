//! Furniture of plain text: `dev eval furniture`.
//!
//! Two measures. On the news pages of development: F1 of runs of four words, of simulated scrapes and of whole
//! pages, by folds over publishers, for everything kept, the classifier alone, the classifier with the rules,
//! and the best that cutting lines can reach. On pages of templates that were kept out: precision and recall
//! of the lines that the shipped way in cuts, page by page and with what the ten pages of a template repeat, and how many
//! lines it cuts from the same reports alone.

use crate::furniture::pages::{Label, Labelled};
use crate::furniture::score::Shingles;
use crate::furniture::sites::{self, Made, Part};
use crate::furniture::{Course, FOLDS, SETTINGS, cut_lines, fold, is_english, joined, scrapes};
use anyhow::{Context, Result};
use chancery::ingest::{FurnitureRules, Item, document_among, left_by_rules_alone};
use chancery_ingest::lines::{Line, LineModel, Repeats, Verdict, classify};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Options of `dev eval furniture`.
#[derive(clap::Args)]
pub struct Options {
    /// Folder of the open data; without it the templates alone are measured.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Leave with an error where a figure is under its floor in bench/floors.toml.
    #[arg(long)]
    check: bool,
    /// Print the lines of kept-out templates that are judged wrong.
    #[arg(long)]
    verbose: bool,
}

impl Options {
    /// As `dev eval all` runs it.
    pub(super) fn on(data: &Path, check: bool) -> Options {
        let data = data.join("pages").exists().then(|| data.to_path_buf());
        Options {
            data,
            check,
            verbose: false,
        }
    }
}

/// Pages of each kept-out template.
const EACH: usize = 10;

/// Scrapes of each news page.
const SCRAPES: u64 = 3;

/// Runs the task.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let floors = super::floors(root)?;
    let mut fell = templates(root, &floors, options.verbose)?;
    if let Some(data) = &options.data {
        fell |= news(root, data, &floors)?;
    }
    Ok(match fell && options.check {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}

/// Right and wrong verdicts on lines.
#[derive(Default)]
struct Counts {
    /// Furniture that was cut, text that was cut, furniture that was kept, text that was kept.
    cells: [usize; 4],
}

impl Counts {
    fn add(&mut self, (label, cut): (Label, bool)) {
        let text = label == Label::Text;
        let at = usize::from(text) + if cut { 0 } else { 2 };
        self.cells[at] += usize::from(label != Label::Title);
    }

    fn figures(&self) -> [(&'static str, f64); 4] {
        let [hits, lost, missed, kept] = self.cells.map(|count| count as f64);
        let share = |part: f64, rest: f64| 100.0 * part / (part + rest).max(1.0);
        [
            ("precision", share(hits, lost)),
            ("recall", share(hits, missed)),
            ("text_precision", share(kept, missed)),
            ("text_recall", share(kept, lost)),
        ]
    }
}

fn judged(page: &Labelled, gap: &str, (rules, repeats): (&FurnitureRules, &Repeats)) -> Vec<bool> {
    let item = Item {
        text: joined(page, gap),
        ..Item::default()
    };
    cut_lines(page, gap, &document_among(rules, repeats, item).furniture)
}

/// Verdicts on the lines of the pages, each among the others of its template.
fn with_repetition(made: &[Made], rules: &FurnitureRules, verbose: bool) -> Counts {
    let mut counts = Counts::default();
    for pages in made.chunks(EACH) {
        let left = pages
            .iter()
            .map(|made| left_by_rules_alone(rules, &joined(&made.page, made.gap)));
        let repeats = Repeats::among(&left.collect::<Vec<String>>());
        for made in pages {
            let verdicts = judged(&made.page, made.gap, (rules, &repeats));
            for ((line, label), cut) in made.page.lines.iter().zip(verdicts) {
                counts.add((*label, cut));
                let wrong = (*label == Label::Text) == cut && *label != Label::Title;
                if verbose && wrong {
                    println!("{} with repetition {label:?}: {line}", made.page.id);
                }
            }
        }
    }
    counts
}

fn templates(root: &Path, floors: &toml::Table, verbose: bool) -> Result<bool> {
    let rules = FurnitureRules::english();
    let mut counts = Counts::default();
    let made = sites::pages(root, Part::KeptOut, EACH, 1)?;
    for made in &made {
        let verdicts = judged(&made.page, made.gap, (&rules, &Repeats::default()));
        for ((line, label), cut) in made.page.lines.iter().zip(verdicts) {
            counts.add((*label, cut));
            let wrong = (*label == Label::Text) == cut && *label != Label::Title;
            if verbose && wrong {
                println!("{} {label:?}: {line}", made.page.id);
            }
        }
    }
    let mut alone = Counts::default();
    for page in sites::bare(root, Part::KeptOut)? {
        for ((line, label), cut) in
            page.lines
                .iter()
                .zip(judged(&page, "\n\n", (&rules, &Repeats::default())))
        {
            alone.add((*label, cut));
            if verbose && cut {
                println!("{} alone: {line}", page.id);
            }
        }
    }
    let figures = counts.figures();
    let shown: Vec<String> = figures
        .iter()
        .map(|(name, value)| format!("{name} {value:.2}"))
        .collect();
    println!(
        "kept-out templates, {} pages: {}",
        made.len(),
        shown.join("  ")
    );
    let repeated = with_repetition(&made, &rules, verbose).figures();
    let shown: Vec<String> = repeated
        .iter()
        .map(|(name, value)| format!("{name} {value:.2}"))
        .collect();
    println!("the same with repetition: {}", shown.join("  "));
    let kept = ("kept", alone.figures()[3].1);
    println!("their reports alone: {:.2} of a hundred lines kept", kept.1);
    let fell = super::under_floor(floors, "furniture", "templates", &figures)
        | super::under_floor(floors, "furniture", "repetition", &repeated);
    Ok(super::under_floor(floors, "furniture", "alone", &[kept]) | fell)
}

/// Texts that ways of cutting make of the same pages.
#[derive(Default)]
struct Ways([Shingles; 4]);

impl Ways {
    const NAMES: [&'static str; 4] = ["keep_all", "classifier", "with_rules", "oracle"];

    fn add(&mut self, page: &Labelled, model: &LineModel<'_>, rules: &FurnitureRules) {
        let lines = |known: &[Option<Verdict>]| -> Vec<Verdict> {
            let pairs = page.lines.iter().zip(known);
            let lines: Vec<Line<'_>> = pairs
                .map(|((text, _), &known)| Line { text, known })
                .collect();
            classify(model, &lines)
        };
        let mut ruled = page.clone();
        crate::furniture::ruled(rules, &mut ruled);
        let known: Vec<Option<Verdict>> = ruled
            .known
            .iter()
            .map(|known| known.then_some(Verdict::Furniture))
            .collect();
        let alone = lines(&vec![None; page.lines.len()]);
        let with = lines(&known);
        let keeps: [&dyn Fn(usize) -> bool; 4] = [
            &|_| true,
            &|at| alone[at] == Verdict::Text,
            &|at| with[at] == Verdict::Text,
            &|at| page.lines[at].1 == Label::Text,
        ];
        for (shingles, keep) in self.0.iter_mut().zip(keeps) {
            let kept = page.lines.iter().enumerate().filter(|(at, _)| keep(*at));
            let kept: Vec<&str> = kept.map(|(_, (line, _))| line.as_str()).collect();
            shingles.add(&page.gold, &kept.join("\n"));
        }
    }

    fn show(&self, name: &str, floors: &toml::Table) -> bool {
        let figures: Vec<(&str, f64)> = Ways::NAMES
            .into_iter()
            .zip(&self.0)
            .map(|(name, shingles)| (name, shingles.figures()[2]))
            .collect();
        let shown: Vec<String> = figures
            .iter()
            .map(|(name, value)| format!("{name} {value:.2}"))
            .collect();
        println!("{name}: {}", shown.join("  "));
        super::under_floor(floors, "furniture", name, &figures)
    }
}

fn news(root: &Path, data: &Path, floors: &toml::Table) -> Result<bool> {
    let course = Course::read(root, data)?;
    let rules = FurnitureRules::english();
    let mut sets = <[Ways; 4]>::default();
    for without in 0..FOLDS {
        let (bytes, _) = course.train(Some(without)).pack(SETTINGS);
        let model = LineModel::read(&bytes).context("reading the weights just packed")?;
        for page in course
            .news
            .iter()
            .filter(|page| fold(&page.publisher) == without)
        {
            let english = is_english(page);
            for number in 0..SCRAPES {
                let scrape = scrapes::scrape(page, 100 + number);
                sets[1].add(&scrape, &model, &rules);
                if english {
                    sets[0].add(&scrape, &model, &rules);
                }
            }
            sets[3].add(page, &model, &rules);
            if english {
                sets[2].add(page, &model, &rules);
            }
        }
    }
    let names = [
        "news-english-scraped",
        "news-scraped",
        "news-english-whole",
        "news-whole",
    ];
    let mut fell = false;
    for (name, set) in names.iter().zip(&sets) {
        fell |= set.show(name, floors);
    }
    Ok(fell)
}
