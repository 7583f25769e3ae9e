//! The cheap scan of archives: `dev eval relevance`. Of the reports of the corpus that tell of something, how many are kept;
//! of the saved English pages, most of them of no politics, how many are skipped.

use crate::pages;
use crate::train::store::readings;
use anyhow::Result;
use chancery_ingest::language::language;
use chancery_ingest::relevant;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Options of `dev eval relevance`.
#[derive(clap::Args)]
pub struct Options {
    /// Folder of the open data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Leave with an error where a figure is under its floor in bench/floors.toml.
    #[arg(long)]
    check: bool,
}

impl Options {
    /// As `dev eval all` runs it.
    pub(super) fn on(data: &Path, check: bool) -> Options {
        Options {
            data: data.to_path_buf(),
            check,
        }
    }
}

/// Runs the task.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let (mut telling, mut kept) = (0_usize, 0_usize);
    for reading in readings(root)? {
        let mut claims = reading.claims.iter();
        if claims.any(|claim| claim.core && claim.event_type != "STATE") {
            telling += 1;
            kept += usize::from(relevant(&reading.document.text));
        }
    }
    let recall = share(kept, telling);
    println!(
        "relevance: {kept} of {telling} reports of the corpus with core claims kept, recall {recall:.1}"
    );
    let mut figures = vec![("recall", recall)];
    for (file, name) in [
        ("articles-dev", "skipped_articles"),
        ("news-dev", "skipped_news"),
    ] {
        let path = root
            .join(&options.data)
            .join(format!("pages/{file}.jsonl.gz"));
        if !path.exists() {
            println!("relevance: {file} is not there");
            continue;
        }
        let mut pages = pages::read(&path)?;
        pages.retain(|page| language(&page.text, None) == "en");
        let skipped = pages.iter().filter(|page| !relevant(&page.text)).count();
        println!("{file}: {skipped} of {} English pages skipped", pages.len());
        figures.push((name, share(skipped, pages.len())));
    }
    let fell = super::under_floor(&super::floors(root)?, "relevance", "corpus", &figures);
    Ok(ExitCode::from(u8::from(fell && options.check)))
}

fn share(part: usize, of: usize) -> f64 {
    100.0 * part as f64 / of.max(1) as f64
}
