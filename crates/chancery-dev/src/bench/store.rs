//! Made-up Readings into a Ledger: how many a second, how many bytes each.
//!
//! The CPU time of the one thread is counted, apart for making drafts (a reading thread's work), for
//! inserting and for linking with the commit; making the Readings up is not.

use super::made::reading;
use crate::train::store::trained;
use anyhow::{Context, Result};
use chancery::actors::ActorLexicon;
use chancery_data::knowledge;
use chancery_store::pack::Use;
use chancery_store::{Draft, Ledger, Occasion, Press, Writer};
use serde::Deserialize;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Definition {
    pub name: String,
    pub documents: u64,
    batch: u64,
    pub a_day: u64,
    pub seed: u64,
    /// Documents of another seed that the dictionaries are trained on; 0 for those of the program.
    trained_on: u64,
}

/// CPU seconds.
#[derive(Default)]
pub(super) struct Spent {
    draft: f64,
    insert: f64,
    commit: f64,
}

/// What of the definition is measured otherwise.
#[derive(Clone, Debug, Default)]
pub(super) struct Other {
    /// So many documents.
    pub documents: Option<u64>,
    /// The Ledger is made here, and stays.
    pub ledger: Option<PathBuf>,
}

/// Measures; the name of the definition and the report.
pub(super) fn run(root: &Path, other: &Other) -> Result<(String, String)> {
    let definition = definition(root, "store", other)?;
    let folder = tempfile::tempdir()?;
    let inside = || folder.path().join("bench.chancery");
    let file = other.ledger.clone().unwrap_or_else(inside);
    let spent = make(&file, &definition)?;
    let bytes = std::fs::metadata(&file)?.len();
    let report = report(&file, &definition, &spent, bytes)?;
    Ok((definition.name, report))
}

/// The definition of this name, with what is to be otherwise.
pub(super) fn definition(root: &Path, name: &str, other: &Other) -> Result<Definition> {
    let path = root.join(format!("bench/definitions/{name}.toml"));
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let mut definition: Definition = toml::from_str(&text)?;
    definition.documents = other.documents.unwrap_or(definition.documents);
    Ok(definition)
}

/// Makes the archive.
pub(super) fn make(file: &Path, definition: &Definition) -> Result<Spent> {
    match definition.trained_on {
        0 => Ledger::create(file)?,
        _ => Ledger::create_with(file, &dictionaries(definition)?)?,
    }
    fill(file, definition, 0..definition.documents)
}

/// Dictionaries that know the made-up language as those of the program know English: the documents
/// that they are trained on are not among those measured.
fn dictionaries(definition: &Definition) -> Result<Vec<(Use, Vec<u8>)>> {
    let other = |number| reading(definition.seed + 1, number, definition.a_day);
    let readings: Vec<_> = (0..definition.trained_on).map(other).collect();
    trained(&readings)
}

/// Adds so many documents of the archive.
pub(super) fn fill(file: &Path, definition: &Definition, all: Range<u64>) -> Result<Spent> {
    let lexicon = ActorLexicon::new(knowledge());
    let occasion = Occasion {
        what: "add".to_owned(),
        run: "bench".to_owned(),
        made: None,
    };
    let mut writer = Writer::open(file, occasion)?;
    let mut press = Press::new(writer.dictionaries(), &lexicon)?;
    let mut spent = Spent::default();
    for first in all.clone().step_by(definition.batch as usize) {
        let numbers = first..(first + definition.batch).min(all.end);
        let readings: Vec<_> = numbers
            .map(|number| reading(definition.seed, number, definition.a_day))
            .collect();
        let start = cpu()?;
        let drafts: Vec<Draft> = readings
            .into_iter()
            .map(|reading| press.draft(reading))
            .collect::<Result<_, _>>()?;
        let drafted = cpu()?;
        let mut batch = writer.batch()?;
        for draft in &drafts {
            batch.add(draft)?;
        }
        let inserted = cpu()?;
        batch.commit(&lexicon)?;
        let committed = cpu()?;
        spent.draft += drafted - start;
        spent.insert += inserted - drafted;
        spent.commit += committed - inserted;
    }
    writer.close()?;
    Ok(spent)
}

/// CPU seconds of this thread so far (Linux).
pub(super) fn cpu() -> Result<f64> {
    let text =
        std::fs::read_to_string("/proc/thread-self/schedstat").context("asking for CPU time")?;
    let spent: u64 = text.split(' ').next().unwrap_or_default().parse()?;
    Ok(spent as f64 / 1e9)
}

fn report(file: &Path, definition: &Definition, spent: &Spent, bytes: u64) -> Result<String> {
    let documents = definition.documents as f64;
    let rate = |seconds: f64| {
        format!(
            "{:.0} documents/s ({:.3} ms each)",
            documents / seconds,
            1000.0 * seconds / documents
        )
    };
    let mut report = String::new();
    writeln!(report, "drafts, on reading threads: {}", rate(spent.draft))?;
    writeln!(report, "writer, rows and words: {}", rate(spent.insert))?;
    writeln!(report, "writer, linking and commit: {}", rate(spent.commit))?;
    writeln!(
        report,
        "writer in all: {}",
        rate(spent.insert + spent.commit)
    )?;
    writeln!(report, "bytes a document: {:.0}", bytes as f64 / documents)?;
    let ledger = Ledger::open(file)?;
    let mut sizes = ledger.connection.prepare(
        "SELECT name, sum(pgsize) FROM dbstat GROUP BY 1 HAVING sum(pgsize) > 20 * ?1 ORDER BY 2 DESC",
    )?;
    let mut rows = sizes.query([definition.documents as i64])?;
    while let Some(row) = rows.next()? {
        let (name, size): (String, i64) = (row.get(0)?, row.get(1)?);
        writeln!(report, "  {name}: {:.0}", size as f64 / documents)?;
    }
    Ok(report)
}
