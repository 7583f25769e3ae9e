//! Training and scores of the name finder.

pub mod data;
pub mod gum;
pub mod sets;
pub mod score;
pub mod train;
pub mod eval;

use std::path::Path;

use anyhow::Result;
use chancery_nlp::names::Names;

use self::sets::Sets;
use self::train::{Examples, Settings, train};

/// The bytes of the shipped model: trained on all sets, the parts for scores included.
pub fn train_shipped(data: &Path) -> Result<Vec<u8>> {
    let sets = Sets::read(data)?;
    let lists = Names::lists("en")?;
    let settings = Settings::shipped();
    let examples = Examples::read(sets.all().into_iter(), &lists, settings.bits);
    Ok(train(&examples, settings).write())
}
