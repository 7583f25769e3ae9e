//! `chancery init`: an empty Ledger.

use crate::args::InitArgs;
use crate::exit::Exit;
use crate::messages;
use crate::settings::with_suffix;
use anyhow::Result;
use chancery_store::Ledger;

/// Makes the file.
pub fn init(args: &InitArgs) -> Result<Exit> {
    let path = with_suffix(&args.name);
    Ledger::create(&path)?;
    messages::told(&format!("made {}", path.display()));
    Ok(Exit::Done)
}
