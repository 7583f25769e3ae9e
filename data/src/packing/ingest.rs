//! Keys and checks of the tables of the way in.

use super::codes::Codes;
use super::load::Loader;
use super::records::{Record, lower, one_of, record};
use crate::schema::ingest::{Ingest, PageWord};

/// Reads the tables of the folder `ingest`.
pub fn ingest(loader: &mut Loader, codes: &Codes) -> Ingest {
    Ingest {
        page_words: loader.checked_tsv("ingest/page_words.tsv", codes),
    }
}

record!(
    PageWord,
    |row, _codes| row.word,
    [
        lower(&row.word),
        one_of(
            "kind",
            &row.kind,
            &["caption", "content", "furniture", "lead", "meta"]
        ),
    ]
);
