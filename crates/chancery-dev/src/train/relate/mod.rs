//! Trains the relation coder: rows with two marked actors in, weights out.
//!
//! Rows: PLV_train of the open data, the sentences of `corpus/relations`, and the examples of the
//! frames. The features are those of the run time; the learner is deterministic.

pub mod data;
pub mod learn;

use crate::packing;
use anyhow::{Result, anyhow};
use chancery::relate::RelationLexicon;
use chancery_data::schema::Knowledge;
use data::Rows;
use std::path::Path;

/// Weights on all rows.
pub fn train_shipped(root: &Path, data: &Path) -> Result<Vec<u8>> {
    let lexicon = RelationLexicon::new(knowledge(root)?);
    let rows = Rows::read(root, data, &lexicon)?;
    let all: Vec<&data::Row> = rows.plv.iter().chain(&rows.own).collect();
    Ok(learn::train(&all, &lexicon.types).write())
}

/// The knowledge of the data folder as it stands: phrases are tried without a build in between.
pub fn knowledge(root: &Path) -> Result<&'static Knowledge> {
    let packed = packing::pack(&root.join("data"));
    let known = packed.map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|p| format!("data/{p}")).collect();
        anyhow!("{}", lines.join("\n"))
    })?;
    Ok(Box::leak(Box::new(known)))
}
