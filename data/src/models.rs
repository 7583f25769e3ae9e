//! Trained weights and word tables of each language, and the dictionaries of the Ledger, as bytes of the binary.

/// Language, name and bytes.
type Packed<T> = (&'static str, &'static str, &'static T);

const MODELS: [Packed<[u8]>; 12] = [
    ("en", "tags", include_bytes!("../models/en/tags.bin")),
    ("en", "lemmas", include_bytes!("../models/en/lemmas.bin")),
    ("en", "tree", include_bytes!("../models/en/tree.bin")),
    ("en", "names", include_bytes!("../models/en/names.bin")),
    ("en", "relate", include_bytes!("../models/en/relate.bin")),
    (
        "en",
        "sentences",
        include_bytes!("../models/en/sentences.bin"),
    ),
    (
        "any",
        "language",
        include_bytes!("../models/any/language.bin"),
    ),
    ("en", "lines", include_bytes!("../models/en/lines.bin")),
    (
        "page",
        "blocks",
        include_bytes!("../models/page/blocks.bin"),
    ),
    ("store", "text", include_bytes!("../models/store/text.bin")),
    (
        "store",
        "reading",
        include_bytes!("../models/store/reading.bin"),
    ),
    (
        "store",
        "cards",
        include_bytes!("../models/store/cards.bin"),
    ),
];

const TABLES: [Packed<str>; 8] = [
    (
        "en",
        "abbreviations",
        include_str!("../lang/en/abbreviations.tsv"),
    ),
    ("en", "classes", include_str!("../lang/en/classes.tsv")),
    ("en", "elisions", include_str!("../lang/en/elisions.tsv")),
    ("en", "name_cues", include_str!("../lang/en/name_cues.tsv")),
    ("en", "emoticons", include_str!("../lang/en/emoticons.tsv")),
    ("en", "prefixes", include_str!("../lang/en/prefixes.tsv")),
    ("en", "splits", include_str!("../lang/en/splits.tsv")),
    ("en", "units", include_str!("../lang/en/units.tsv")),
];

/// The dictionaries of the Ledger: they pack Readings and do not make them.
const STORE: &str = "store";

/// Packed bytes of a model (`tags`, `lemmas`, `tree`, `sentences`), if the language has it; of `store` the
/// dictionaries that texts, Readings and cards are packed with (`text`, `reading`, `cards`), of `page` the judge of blocks
/// (`blocks`), of `any` the weights that tell English from other languages (`language`).
pub fn model(lang: &str, name: &str) -> Option<&'static [u8]> {
    let found = MODELS.iter().find(|one| one.0 == lang && one.1 == name);
    found.map(|one| one.2)
}

/// Text of a word table of the engine, if the language has it.
pub fn table(lang: &str, name: &str) -> Option<&'static str> {
    let found = TABLES.iter().find(|one| one.0 == lang && one.1 == name);
    found.map(|one| one.2)
}

/// All bytes by which reports are read, each with its name, in a fixed order: what tells one engine from another.
pub(crate) fn of_reading() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let models = MODELS.iter().filter(|one| one.0 != STORE);
    let tables = TABLES.iter().map(|one| (one.1, one.2.as_bytes()));
    models.map(|one| (one.1, one.2)).chain(tables)
}
