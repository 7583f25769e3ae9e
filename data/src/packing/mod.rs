//! Reads the data folders through the schema and checks every line; used by `build.rs` and by tests, not at run time.
//!
//! [`pack`] is the whole way: texts -> rows -> checked rows -> [`Knowledge`]. Problems are collected, not thrown, so that
//! one build shows all bad lines; each prints as `file:line: what`.

mod cells;
mod codes;
mod load;
mod records;
mod ontology;
mod stories;
mod ingest;
mod phrases;

use std::path::Path;

use crate::schema::{
    CityName, Examples, Frame, FrameEntry, Knowledge, Pattern, RelationPhrase, RelationSet, Thing,
};
use codes::Codes;
use load::{Loader, Problem, Table};

/// Reads every table under `root`.
///
/// # Errors
///
/// All problems found, in the order of the files.
pub fn pack(root: &Path) -> Result<Knowledge, Vec<Problem>> {
    let mut loader = Loader::new(root);
    let types = loader.toml("ontology/types.toml", "type");
    let modes = loader.toml("ontology/modes.toml", "mode");
    let kinds = loader.toml("ontology/kinds.toml", "kind");
    let contexts = loader.toml("ontology/contexts.toml", "context");
    let sectors = loader.tsv("ontology/sectors.tsv");
    let cameo = loader.tsv("ontology/cameo.tsv");
    let countries = loader.toml("actors/countries.toml", "country");
    let organisations = loader.toml("actors/organisations.toml", "organisation");
    let titles = loader.tsv("actors/titles.tsv");
    let patterns: Table<Pattern> = loader.toml("lang/en/patterns.toml", "pattern");
    let things: Table<Thing> = loader.tsv("lexicon/en/things.tsv");
    let entries: Table<FrameEntry> = loader.toml_folder("lexicon/en", "frame");
    let codes = Codes::of(
        &types,
        &modes,
        &kinds,
        &contexts,
        &sectors,
        &countries,
        &organisations,
        &titles,
        &patterns,
        &things,
        &cameo,
    );
    let patterns = loader.checked(patterns, &codes);
    let entries = loader.checked(entries, &codes);
    for what in twins(&entries) {
        loader.complain("lexicon/en", what);
    }
    let relations: Vec<RelationPhrase> = loader.checked_tsv("lexicon/en/relations.tsv", &codes);
    let relation_sets: Vec<RelationSet> =
        loader.checked_tsv("lexicon/en/relation_sets.tsv", &codes);
    let (mut frames, examples): (Vec<Frame>, Vec<Examples>) = entries
        .into_iter()
        .map(|entry| split(entry, &patterns))
        .unzip();
    let (told, problems) = phrases::frames(&relations, &relation_sets, &patterns);
    for what in problems {
        loader.complain("lexicon/en/relations.tsv", what);
    }
    frames.extend(told);
    frames.sort_by(|a, b| a.id.cmp(&b.id));
    // Checked here, used by `build_cities.py` alone.
    let _: Vec<CityName> = loader.checked_tsv("places/city_names.tsv", &codes);
    let known = Knowledge {
        types: loader.checked(types, &codes),
        modes: loader.checked(modes, &codes),
        kinds: loader.checked(kinds, &codes),
        contexts: loader.checked(contexts, &codes),
        sectors: loader.checked(sectors, &codes),
        countries: loader.checked(countries, &codes),
        organisations: loader.checked(organisations, &codes),
        titles: loader.checked(titles, &codes),
        cameo: loader.checked(cameo, &codes),
        codebook: ontology::codebook(&mut loader, &codes),
        ingest: ingest::ingest(&mut loader, &codes),
        given_names: loader.checked_tsv("actors/given_names.tsv", &codes),
        members: loader.checked_tsv("actors/members.tsv", &codes),
        forums: loader.checked_tsv("actors/forums.tsv", &codes),
        agencies: loader.checked_tsv("actors/agencies.tsv", &codes),
        holders: loader.checked_tsv("actors/holders.tsv", &codes),
        outlets: loader.checked_tsv("outlets/outlets.tsv", &codes),
        state_codes: loader.checked_tsv("export/countries.tsv", &codes),
        cities: loader.checked_tsv("places/cities.tsv", &codes),
        towns: loader.checked_tsv("places/towns.tsv", &codes),
        provinces: loader.checked_tsv("places/provinces.tsv", &codes),
        facilities: loader.checked_tsv("places/facilities.tsv", &codes),
        province_nouns: loader.checked_tsv("lang/en/province_nouns.tsv", &codes),
        regions: loader.checked_tsv("places/regions.tsv", &codes),
        anchors: loader.checked_tsv("time/anchors.tsv", &codes),
        holidays: loader.checked_tsv("time/holidays.tsv", &codes),
        calendar: loader.checked_tsv("lang/en/calendar.tsv", &codes),
        time_words: loader.checked_tsv("lang/en/time.tsv", &codes),
        numbers: loader.checked_tsv("lang/en/numbers.tsv", &codes),
        speech: loader.checked_tsv("lang/en/speech.tsv", &codes),
        speech_cues: loader.checked_tsv("lang/en/speech_cues.tsv", &codes),
        status: loader.checked_tsv("lang/en/status.tsv", &codes),
        pronouns: loader.checked_tsv("lang/en/pronouns.tsv", &codes),
        org_nouns: loader.checked_tsv("lang/en/org_nouns.tsv", &codes),
        group_nouns: loader.checked_tsv("lang/en/group_nouns.tsv", &codes),
        nouns: loader.checked_tsv("lang/en/nouns.tsv", &codes),
        coref_words: loader.checked_tsv("lang/en/coref_words.tsv", &codes),
        unnamed: loader.checked_tsv("lang/en/unnamed.tsv", &codes),
        actor_words: loader.checked_tsv("lang/en/actor_words.tsv", &codes),
        cyrillic: loader.checked_tsv("lang/cyrillic.tsv", &codes),
        greek: loader.checked_tsv("lang/greek.tsv", &codes),
        arabic: loader.checked_tsv("lang/arabic.tsv", &codes),
        turkish: loader.checked_tsv("lang/turkish.tsv", &codes),
        name_variants: loader.checked_tsv("actors/name_variants.tsv", &codes),
        name_forms: loader.checked_tsv("lang/name_forms.tsv", &codes),
        past_forms: loader.checked_tsv("lang/en/past_forms.tsv", &codes),
        happenings: loader.checked_tsv("lang/en/happenings.tsv", &codes),
        story_words: loader.checked_tsv("lang/en/story_words.tsv", &codes),
        folds: loader.checked_tsv("lang/folds.tsv", &codes),
        furniture: loader.checked_tsv("lang/en/furniture.tsv", &codes),
        media: loader.checked_tsv("lang/en/media.tsv", &codes),
        details: loader.checked_tsv("lang/en/details.tsv", &codes),
        frames,
        examples,
        things: loader.checked(things, &codes),
        contents: loader.checked_tsv("lexicon/en/contents.tsv", &codes),
        governors: loader.checked_tsv("lexicon/en/governors.tsv", &codes),
        cues: loader.checked_tsv("lexicon/en/cues.tsv", &codes),
        relations,
        relation_sets,
    };
    loader.finish(known)
}

/// What is wrong with frames that name another.
fn twins(entries: &[FrameEntry]) -> Vec<String> {
    let known = |id: &str| entries.iter().any(|entry| entry.id == id);
    let wrong = entries
        .iter()
        .filter(|entry| !entry.also.is_empty() && !known(&entry.also));
    wrong
        .map(|entry| format!("'{}' names unknown frame '{}'", entry.id, entry.also))
        .collect()
}

/// A frame with its pattern worked in, and its sentences.
fn split(entry: FrameEntry, patterns: &[Pattern]) -> (Frame, Examples) {
    let pattern = patterns.iter().find(|row| row.name == entry.pattern);
    entry.split(pattern)
}

#[cfg(test)]
mod tests;
