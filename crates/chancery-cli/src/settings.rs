//! Which Ledger is meant, and where that was said.
//!
//! In this order: `--ledger`, `CHANCERY_LEDGER`, `ledger` in `chancery.toml` of this folder, the same
//! in `chancery/config.toml` of the XDG folder, the only `*.chancery` of this folder.

use crate::messages;
use anyhow::{Context, Result, anyhow};
use chancery_cli::args::Global;
use serde::Deserialize;
use std::fmt;
use std::path::{Path, PathBuf};

/// What the file of a Ledger ends with.
pub const SUFFIX: &str = "chancery";

/// Settings of this folder.
const HERE: &str = "chancery.toml";

/// A file of settings.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// The Ledger, from the folder of the file.
    ledger: Option<PathBuf>,
}

/// Where a value was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// On the command line.
    Flag,
    /// In the environment.
    Environment(&'static str),
    /// In a file of settings.
    File(PathBuf),
    /// Nowhere: there is but one Ledger here.
    Only,
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Said::Flag => f.write_str("--ledger"),
            Said::Environment(name) => f.write_str(name),
            Said::File(path) => write!(f, "{}", path.display()),
            Said::Only => f.write_str("the only Ledger of this folder"),
        }
    }
}

/// The file of the Ledger. Errors: none is named and there is not exactly one here.
pub fn ledger(global: &Global) -> Result<PathBuf> {
    let found = named_ledger(global)?;
    found.map(|(path, _)| path).ok_or_else(|| {
        anyhow!(
            "no Ledger is named, and this folder has not exactly one *.{SUFFIX}\n\
                 hint: name one by --ledger or CHANCERY_LEDGER, or make one: chancery init NAME"
        )
    })
}

/// The file of the Ledger and where it was said; nothing where no place says it.
pub fn named_ledger(global: &Global) -> Result<Option<(PathBuf, Said)>> {
    const VARIABLE: &str = "CHANCERY_LEDGER";
    if let Some(path) = &global.ledger {
        return Ok(Some((file_of(path), Said::Flag)));
    }
    if let Some(path) = std::env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
        let path = file_of(Path::new(&path));
        return Ok(Some((path, Said::Environment(VARIABLE))));
    }
    for file in [Some(PathBuf::from(HERE)), of_user()].into_iter().flatten() {
        if let Some(path) = settings(&file)?.ledger {
            let folder = file.parent().unwrap_or(Path::new(""));
            return Ok(Some((file_of(&folder.join(path)), Said::File(file))));
        }
    }
    Ok(only_one()?.map(|path| (path, Said::Only)))
}

/// `NAME` is the file of that name, or `NAME.chancery`.
pub fn file_of(name: &Path) -> PathBuf {
    match name.exists() {
        true => name.to_owned(),
        false => with_suffix(name),
    }
}

/// The name with the suffix of Ledgers.
pub fn with_suffix(name: &Path) -> PathBuf {
    if name.extension().is_some_and(|suffix| suffix == SUFFIX) {
        return name.to_owned();
    }
    let mut file = name.as_os_str().to_owned();
    file.push(".");
    file.push(SUFFIX);
    file.into()
}

/// The file of settings of this user.
fn of_user() -> Option<PathBuf> {
    let given = |name: &str| std::env::var_os(name).filter(|folder| !folder.is_empty());
    let folder = given("XDG_CONFIG_HOME").map(PathBuf::from);
    let folder = folder.or_else(|| Some(Path::new(&given("HOME")?).join(".config")));
    Some(folder?.join("chancery/config.toml"))
}

fn settings(file: &Path) -> Result<Settings> {
    let text = match std::fs::read_to_string(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Settings::default());
        }
        other => other.with_context(|| format!("reading {}", file.display()))?,
    };
    toml::from_str(&text).with_context(|| format!("reading {}", file.display()))
}

fn only_one() -> Result<Option<PathBuf>> {
    let entries = std::fs::read_dir(".").context("looking for a Ledger in this folder")?;
    let files = entries.filter_map(|entry| Some(PathBuf::from(entry.ok()?.file_name())));
    let mut ledgers = files.filter(|file| file.extension().is_some_and(|end| end == SUFFIX));
    Ok(ledgers.next().filter(|_| ledgers.next().is_none()))
}

/// The instant of what is written, in seconds UTC: `--now`, SOURCE_DATE_EPOCH, the clock.
pub fn now(global: &Global) -> i64 {
    const VARIABLE: &str = "SOURCE_DATE_EPOCH";
    let given = std::env::var_os(VARIABLE).map(|given| given.to_string_lossy().into_owned());
    let fixed = given.as_ref().and_then(|seconds| seconds.parse().ok());
    if let (Some(given), None, None) = (&given, fixed, global.now) {
        messages::told(&format!(
            "warning: {VARIABLE} is `{given}`, expected seconds"
        ));
    }
    let clock = || jiff::Timestamp::now().as_second();
    global.now.or(fixed).unwrap_or_else(clock)
}
