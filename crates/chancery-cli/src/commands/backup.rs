//! `chancery backup`: the Ledger as it is now, in another file.

use crate::args::{BackupArgs, Global};
use crate::exit::Exit;
use crate::{messages, settings};
use anyhow::Result;
use chancery_store::Ledger;
use chancery_store::maintain::backup as copy;

/// Copies it while writers and readers go on.
pub fn backup(global: &Global, args: &BackupArgs) -> Result<Exit> {
    let ledger = Ledger::open(&settings::ledger(global)?)?;
    copy(&ledger, &args.file)?;
    messages::told(&format!(
        "{}: copied to {}",
        ledger.path.display(),
        args.file.display()
    ));
    Ok(Exit::Done)
}
