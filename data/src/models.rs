//! Trained weights and word tables of each language, and the dictionaries of the Ledger, as bytes of the binary.

/// Packed bytes of a model (`tags`, `lemmas`, `tree`, `sentences`), if the language has it; of `store` the
/// dictionaries that texts and Readings are packed with (`text`, `reading`), of `page` the judge of blocks (`blocks`),
/// of `any` the weights that tell English from other languages (`language`).
pub fn model(lang: &str, name: &str) -> Option<&'static [u8]> {
    Some(match (lang, name) {
        ("en", "tags") => include_bytes!("../models/en/tags.bin"),
        ("en", "lemmas") => include_bytes!("../models/en/lemmas.bin"),
        ("en", "tree") => include_bytes!("../models/en/tree.bin"),
        ("en", "names") => include_bytes!("../models/en/names.bin"),
        ("en", "relate") => include_bytes!("../models/en/relate.bin"),
        ("en", "sentences") => include_bytes!("../models/en/sentences.bin"),
        ("any", "language") => include_bytes!("../models/any/language.bin"),
        ("en", "lines") => include_bytes!("../models/en/lines.bin"),
        ("page", "blocks") => include_bytes!("../models/page/blocks.bin"),
        ("store", "text") => include_bytes!("../models/store/text.bin"),
        ("store", "reading") => include_bytes!("../models/store/reading.bin"),
        _ => return None,
    })
}

/// Text of a word table of the engine, if the language has it.
pub fn table(lang: &str, name: &str) -> Option<&'static str> {
    Some(match (lang, name) {
        ("en", "abbreviations") => include_str!("../lang/en/abbreviations.tsv"),
        ("en", "classes") => include_str!("../lang/en/classes.tsv"),
        ("en", "elisions") => include_str!("../lang/en/elisions.tsv"),
        ("en", "name_cues") => include_str!("../lang/en/name_cues.tsv"),
        ("en", "emoticons") => include_str!("../lang/en/emoticons.tsv"),
        ("en", "prefixes") => include_str!("../lang/en/prefixes.tsv"),
        ("en", "splits") => include_str!("../lang/en/splits.tsv"),
        ("en", "units") => include_str!("../lang/en/units.tsv"),
        _ => return None,
    })
}
