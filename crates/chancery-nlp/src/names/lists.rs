//! Listed phrases and what they tell of a run of words.
//!
//! From the tables of knowledge (states, peoples, organisations, titles, given names, cities,
//! regions) and a table of cues of the language.

use crate::names::gazetteer::{ClassSet, Gazetteer, NameClass, hash_lower};
use chancery_data::schema::{Knowledge, OrgKind};

/// Listed phrases with their classes.
#[derive(Clone, Debug, Default)]
pub struct NameLists {
    /// All phrases.
    pub gazetteer: Gazetteer,
}

impl NameLists {
    /// Lists of these phrases. Each longer word of a title is remembered as part of one.
    pub fn new(entries: &[(&str, NameClass)]) -> Self {
        let mut all = entries.to_vec();
        for &(phrase, _) in entries.iter().filter(|e| e.1 == NameClass::Title) {
            let words = phrase.split([' ', '-']);
            all.extend(
                words
                    .filter(|w| w.len() > 3)
                    .map(|w| (w, NameClass::TitleWord)),
            );
        }
        NameLists {
            gazetteer: Gazetteer::new(&all),
        }
    }

    /// The lists of a language: all that is known, and its table of cues.
    pub fn of(known: &Knowledge, cues: &str) -> Self {
        let mut entries: Vec<(&str, NameClass)> = read_cues(cues).collect();
        add_states(known, &mut entries);
        add_organisations(known, &mut entries);
        add_places(known, &mut entries);
        entries.extend(
            known
                .given_names
                .iter()
                .map(|g| (g.name.as_str(), NameClass::Given)),
        );
        for title in known.titles.iter().filter(|t| t.prefix.is_yes()) {
            entries.push((&title.title, NameClass::Title));
            entries.push((&title.plural, NameClass::Title));
        }
        NameLists::new(&entries)
    }

    fn longest(&self, words: &[&str], class: NameClass) -> (usize, ClassSet) {
        self.gazetteer
            .longest(words.iter().map(|w| hash_lower(w)), class.bit())
    }

    /// Length in words of the title that these words begin with; 0 for none.
    pub fn title_at(&self, words: &[&str]) -> usize {
        self.longest(words, NameClass::Title).0
    }

    /// True for a longer word of any title.
    pub fn is_title_word(&self, word: &str) -> bool {
        let set = self.gazetteer.word(hash_lower(word));
        set & (NameClass::TitleWord.bit() | NameClass::Title.bit()) != 0
    }

    /// How many leading words of a person's name are titles; all where nothing else is left.
    pub fn leading_titles(&self, words: &[&str]) -> usize {
        let mut at = 0;
        while at < words.len() {
            match self.title_at(&words[at..]) {
                0 => break,
                n => at += n,
            }
        }
        if words[at..].iter().all(|w| self.is_title_word(w)) {
            words.len()
        } else {
            at
        }
    }

    /// True where these words together are a state or territory.
    pub fn is_country(&self, words: &[&str]) -> bool {
        self.longest(words, NameClass::Country).0 == words.len()
    }

    /// True where these words together are an adjective or people of a place, and no place.
    pub fn is_demonym(&self, words: &[&str]) -> bool {
        self.longest(words, NameClass::Demonym).0 == words.len() && !self.is_country(words)
    }
}

/// Phrases from lines of class, tab, phrase; comments and unknown classes are passed over.
pub fn read_cues(table: &str) -> impl Iterator<Item = (&str, NameClass)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(class, phrase)| Some((phrase, NameClass::from_text(class)?)))
}

fn add_states<'a>(known: &'a Knowledge, entries: &mut Vec<(&'a str, NameClass)>) {
    for state in &known.countries {
        entries.push((&state.name, NameClass::Country));
        entries.extend(state.names.iter().map(|n| (n.as_str(), NameClass::Country)));
        let words = state.adjectives.iter().chain(&state.people);
        entries.extend(words.map(|w| (w.as_str(), NameClass::Demonym)));
        entries.extend(state.capital.iter().map(|c| (c.as_str(), NameClass::City)));
    }
}

fn add_organisations<'a>(known: &'a Knowledge, entries: &mut Vec<(&'a str, NameClass)>) {
    for body in &known.organisations {
        let class = match body.kind {
            OrgKind::Party => NameClass::Party,
            _ => NameClass::Org,
        };
        let names = std::iter::once(&body.name)
            .chain(&body.names)
            .chain(&body.acronyms);
        entries.extend(names.map(|n| (n.as_str(), class)));
    }
    entries.extend(
        known
            .agencies
            .iter()
            .map(|a| (a.name.as_str(), NameClass::Org)),
    );
    entries.extend(
        known
            .outlets
            .iter()
            .map(|o| (o.name.as_str(), NameClass::Org)),
    );
    entries.extend(
        known
            .org_nouns
            .iter()
            .map(|n| (n.noun.as_str(), NameClass::OrgHead)),
    );
    entries.extend(
        known
            .org_nouns
            .iter()
            .map(|n| (n.plural.as_str(), NameClass::OrgHead)),
    );
}

fn add_places<'a>(known: &'a Knowledge, entries: &mut Vec<(&'a str, NameClass)>) {
    for city in &known.cities {
        entries.extend(city.names().map(|n| (n, NameClass::City)));
    }
    for region in &known.regions {
        let names = std::iter::once(&region.name).chain(&region.names);
        entries.extend(names.map(|n| (n.as_str(), NameClass::Region)));
    }
}
