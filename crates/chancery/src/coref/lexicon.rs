//! The words of coreference, indexed: nouns by what they mean, articles, predicates of an empty
//! "it".

use std::collections::BTreeMap;
use std::sync::Arc;

use chancery_data::schema::{Gender, Knowledge};

use super::mentions::Class;
use crate::places::tables::Tables;

/// What a row of `data/lang/en/coref_words.tsv` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Steer {
    /// "the".
    Definite,
    /// "this".
    Demonstrative,
    /// "a", "some".
    Indefinite,
    /// "all", "no".
    Universal,
    /// "rain": a verb whose "it" is empty.
    Weather,
    /// "seem": a verb whose "it" may be empty.
    Raising,
    /// "clear": a predicate of a clause that "it" announces.
    Extraposed,
    /// "Monday": a predicate of an "it" of time.
    Calendar,
    /// "other": what follows is not what was named before.
    Different,
    /// "and".
    And,
    /// "country": takes up the name of a state.
    StateNoun,
    /// "city": takes up the name of another place.
    TownNoun,
    /// "company": takes up the name of a body.
    BodyNoun,
    /// "man": takes up the name of a person.
    PersonNoun,
}

impl Steer {
    fn from_text(text: &str) -> Option<Self> {
        Some(match text {
            "definite" => Steer::Definite,
            "demonstrative" => Steer::Demonstrative,
            "indefinite" => Steer::Indefinite,
            "universal" => Steer::Universal,
            "weather" => Steer::Weather,
            "raising" => Steer::Raising,
            "extraposed" => Steer::Extraposed,
            "calendar_it" => Steer::Calendar,
            "different" => Steer::Different,
            "plural_and" => Steer::And,
            "state_noun" => Steer::StateNoun,
            "town_noun" => Steer::TownNoun,
            "body_noun" => Steer::BodyNoun,
            "person_noun" => Steer::PersonNoun,
            _ => return None,
        })
    }
}

/// What a common noun means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noun {
    pub(super) class: Class,
    pub(super) gender: Gender,
    /// Row of the table.
    pub(super) row: u16,
}

/// The tables of this stage: make it once, share it.
#[derive(Clone, Debug)]
pub struct CorefLexicon {
    pub(crate) tables: Arc<Tables>,
    nouns: BTreeMap<&'static str, Noun>,
    words: BTreeMap<&'static str, u16>,
}

impl CorefLexicon {
    /// Indexes the tables. Cost: one pass over them, about a millisecond.
    pub fn new(known: &'static Knowledge) -> Self {
        let nouns = known.nouns.iter().enumerate().map(|(row, noun)| {
            let meant = Noun {
                class: Class::from_text(&noun.class),
                gender: noun.gender,
                row: row as u16,
            };
            (noun.noun.as_str(), meant)
        });
        let mut words: BTreeMap<&'static str, u16> = BTreeMap::new();
        for row in &known.coref_words {
            if let Some(kind) = Steer::from_text(&row.kind) {
                *words.entry(row.form.as_str()).or_default() |= 1 << kind as u8;
            }
        }
        CorefLexicon {
            tables: Arc::new(Tables::new(known)),
            nouns: nouns.collect(),
            words,
        }
    }

    /// What a noun means, by its lemma.
    pub(super) fn noun(&self, lemma: &str) -> Option<Noun> {
        self.nouns.get(lemma).copied()
    }

    /// Verbs that tell of the happening of a noun.
    pub(super) fn verbs(&self, row: u16) -> &'static [String] {
        &self.tables.known.nouns[usize::from(row)].verbs
    }

    /// True where the word does this.
    pub(super) fn is(&self, word: &str, kind: Steer) -> bool {
        self.words
            .get(word)
            .is_some_and(|kinds| kinds & (1 << kind as u8) != 0)
    }
}
