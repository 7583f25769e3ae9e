//! Everything Chancery knows that is not code, packed at build time and unpacked once.
//!
//! The knowledge itself stands in the folders beside `src`: TSV for flat tables, TOML for entries with parts, a record
//! type for each file in [`schema`]. `build.rs` reads every file, checks it (a bad line stops the build with
//! `file:line: what`) and packs all of it into one postcard blob. [`knowledge`] unpacks the blob on first use, in a few
//! milliseconds, and never fails: the bytes were written by the same types in the same build.

use std::sync::LazyLock;

pub mod schema;
mod lookup;
pub mod models;

#[cfg(test)]
mod packing;

pub use models::{model, table};
pub use schema::Knowledge;

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.bin"));

static TOWNS_BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/towns.bin"));

static TOWNS: LazyLock<Vec<schema::City>> = LazyLock::new(|| {
    postcard::from_bytes(TOWNS_BLOB).expect("the build wrote this blob with the same types")
});

/// The places that are too small for the table of cities, by id, unpacked on the first call: most
/// reports name none, and they are four fifths of all that is known.
///
/// ```
/// assert!(chancery_data::towns().iter().any(|town| town.name() == "Terespol"));
/// ```
pub fn towns() -> &'static [schema::City] {
    &TOWNS
}

static EXAMPLES_BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/examples.bin"));

static EXAMPLES: LazyLock<Vec<schema::Examples>> = LazyLock::new(|| {
    postcard::from_bytes(EXAMPLES_BLOB).expect("the build wrote this blob with the same types")
});

/// The sentences of the frames of events, in the order of [`Knowledge::frames`], unpacked on the first call: reading
/// a report needs none of them.
pub fn examples() -> &'static [schema::Examples] {
    &EXAMPLES
}

static CODEBOOK_BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/codebook.bin"));

static CODEBOOK: LazyLock<schema::Codebook> = LazyLock::new(|| {
    postcard::from_bytes(CODEBOOK_BLOB).expect("the build wrote this blob with the same types")
});

/// Long definitions, examples, decision rules and old names of the ontology, unpacked on the first call: only readers
/// of the codebook need them.
///
/// ```
/// let page = chancery_data::codebook().page("CONSULT/visit").unwrap();
/// assert!(page.examples.len() >= 3);
/// ```
pub fn codebook() -> &'static schema::Codebook {
    &CODEBOOK
}

static INGEST_BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ingest.bin"));

static INGEST: LazyLock<schema::ingest::Ingest> = LazyLock::new(|| {
    postcard::from_bytes(INGEST_BLOB).expect("the build wrote this blob with the same types")
});

/// The tables of the way in, unpacked on the first call: who hands over plain text needs none of them.
///
/// ```
/// let words = &chancery_data::ingest().page_words;
/// assert!(words.iter().any(|row| row.word == "newsletter" && row.kind == "furniture"));
/// ```
pub fn ingest() -> &'static schema::ingest::Ingest {
    &INGEST
}

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
    postcard::from_bytes(BLOB).expect("the build wrote this blob with the same types")
});

/// Every byte by which reports are read: models, word tables, packed knowledge, each with its name, in a fixed order. A hash
/// of them tells whether two programs read alike.
///
/// ```
/// assert!(chancery_data::of_reading().any(|(name, bytes)| name == "tree" && !bytes.is_empty()));
/// ```
pub fn of_reading() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let packed = [
        ("knowledge", BLOB),
        ("towns", TOWNS_BLOB),
        ("ingest", INGEST_BLOB),
    ];
    models::of_reading().chain(packed)
}

/// All tables, unpacked on the first call and shared from then on.
///
/// ```
/// let turkey = chancery_data::knowledge().country("TUR").unwrap();
/// assert_eq!(turkey.capital[0], "Ankara");
/// ```
pub fn knowledge() -> &'static Knowledge {
    &KNOWLEDGE
}
