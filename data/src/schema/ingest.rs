//! Records of the tables of the way in: what pages, feeds and wires call things.

use serde::{Deserialize, Serialize};

/// A word of the names that pages give their parts in `class` and `id` (`ingest/page_words.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWord {
    /// Key: letters in lower case, hyphens and underscores left out.
    pub word: String,
    /// What a part of that name mostly is: `caption` `content` `furniture` `lead` `meta`.
    pub kind: String,
}

/// All tables of the way in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ingest {
    /// `ingest/page_words.tsv`, by word.
    pub page_words: Vec<PageWord>,
}
