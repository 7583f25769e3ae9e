//! Short pieces of press copy with their records, `corpus/pieces.toml`: a report of a few sentences each with its happenings in `claim`, told as in the
//! records of reports but without `sentence`. They are for development.

use super::corpus::record::Record;
use anyhow::Context as _;
use chancery::ingest::Item;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::path::Path;

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pieces {
    piece: Vec<Map<String, Value>>,
}

/// A piece.
#[derive(Debug)]
pub struct Piece {
    /// Its id.
    pub id: String,
    /// What is read.
    pub item: Item,
    /// What it tells.
    pub record: Record,
}

/// Every piece, in the order of the file.
///
/// # Errors
/// Where the file cannot be read, or a piece lacks something.
pub fn read(root: &Path) -> anyhow::Result<Vec<Piece>> {
    let text = std::fs::read_to_string(root.join("corpus/pieces.toml"));
    let pieces: Pieces = toml::from_str(&text.context("reading the pieces")?)?;
    pieces.piece.into_iter().map(piece).collect()
}

fn piece(mut report: Map<String, Value>) -> anyhow::Result<Piece> {
    let id = report.get("id").and_then(Value::as_str);
    let id = id.context("a piece without `id`")?.to_owned();
    let mut claims = report.remove("claim").unwrap_or_else(|| json!([]));
    let text = report.get("text").cloned();
    let text = text.with_context(|| format!("{id} has no `text`"))?;
    for claim in claims.as_array_mut().into_iter().flatten() {
        claim["sentence"] = text.clone();
    }
    let record = serde_json::from_value(json!({ "report": id, "claim": claims }));
    Ok(Piece {
        record: record.with_context(|| format!("the happenings of {id}"))?,
        item: Item::from_json(&serde_json::to_vec(&report)?)?,
        id,
    })
}
