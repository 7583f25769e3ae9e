//! The phrases of `data/lexicon/en/relations.tsv`, compiled and indexed by their first words.

use chancery_data::schema::{Knowledge, RelationPhrase};
use chancery_nlp::Upos;
use chancery_nlp::kernel::hash_bytes;
use std::collections::BTreeMap;

/// Whose manual of codes is followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// PLOVER, draft 2.0, with STATE.
    #[default]
    Plover,
    /// The 15 labels of the data set PLV: CAMEO roots, CONCEDE and RETREAT as YIELD.
    Plv,
}

/// What a word of a phrase must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Anything.
    Any,
    /// Verb or auxiliary.
    Verb,
    /// Noun or name.
    Noun,
}

impl Class {
    /// True where a word of this part of speech fits.
    pub fn takes(self, upos: Upos) -> bool {
        match self {
            Class::Any => true,
            Class::Verb => matches!(upos, Upos::Verb | Upos::Aux),
            Class::Noun => matches!(upos, Upos::Noun | Upos::Propn),
        }
    }
}

/// One word of a phrase after the first.
#[derive(Clone, Debug)]
pub struct Step {
    /// Whether other words may stand before it.
    pub gap: bool,
    words: Vec<(String, Class)>,
}

impl Step {
    /// True where a form of a word of this part of speech fits.
    pub fn takes(&self, form: &str, upos: Upos) -> bool {
        let from = self.words.partition_point(|(word, _)| word.as_str() < form);
        self.words[from..]
            .iter()
            .take_while(|(word, _)| word == form)
            .any(|(_, class)| class.takes(upos))
    }
}

/// A phrase with the act that it names.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Hash of its pattern.
    pub id: u32,
    /// Number of its type in [`Types`].
    pub label: usize,
    /// Mode, where it shows one.
    pub mode: Option<&'static str>,
    /// Number of the type that PLV gives it, where that is another.
    pub in_plv: Option<usize>,
    /// Its words but the first.
    pub steps: Vec<Step>,
}

/// The types in the order of the ontology, with those that are told apart.
#[derive(Clone, Debug)]
pub struct Types {
    codes: Vec<&'static str>,
    /// CONCEDE; stands for RETREAT too where the two are one.
    pub concede: usize,
    /// RETREAT.
    pub retreat: usize,
    /// STATE.
    pub state: usize,
}

impl Types {
    /// Those of the ontology.
    pub fn new(knowledge: &'static Knowledge) -> Self {
        let codes: Vec<&str> = knowledge.types.iter().map(|t| t.code.as_str()).collect();
        let at = |code: &str| codes.iter().position(|c| *c == code).unwrap_or(0);
        Types {
            concede: at("CONCEDE"),
            retreat: at("RETREAT"),
            state: at("STATE"),
            codes,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// True without any.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Number of a code; YIELD, the label of PLV for CONCEDE and RETREAT, is that of CONCEDE.
    pub fn number(&self, code: &str) -> Option<usize> {
        match code {
            "YIELD" => Some(self.concede),
            _ => self.codes.iter().position(|c| *c == code),
        }
    }

    /// The same with RETREAT as CONCEDE.
    pub fn fold(&self, label: usize) -> usize {
        match label == self.retreat {
            true => self.concede,
            false => label,
        }
    }

    /// Name of a type in a profile.
    pub fn name(&self, label: usize, profile: Profile) -> &'static str {
        match profile {
            Profile::Plv if self.fold(label) == self.concede => "YIELD",
            _ => self.codes.get(label).copied().unwrap_or_default(),
        }
    }

    /// True for types that the model chooses among: RETREAT comes with CONCEDE, and PLV has no
    /// STATE.
    pub fn is_asked(&self, label: usize, profile: Profile) -> bool {
        label != self.retreat && (profile == Profile::Plover || label != self.state)
    }
}

/// Phrases and classes of words, ready for look-up.
#[derive(Debug)]
pub struct RelationLexicon {
    /// Every phrase, in the order of the file.
    pub phrases: Vec<Phrase>,
    /// The types.
    pub types: Types,
    starts: BTreeMap<String, Vec<(Class, u32)>>,
    sets: BTreeMap<&'static str, Vec<&'static str>>,
    sides: BTreeMap<&'static str, Vec<u32>>,
}

/// Phrases that are read as claims alone.
const CLAIMS_ONLY: &str = "only";

/// How the names of classes of words begin that tell what an actor is.
const SIDE: &str = "side-";

impl RelationLexicon {
    /// Compiles the phrases of the knowledge in the binary.
    pub fn new(knowledge: &'static Knowledge) -> Self {
        let sets = knowledge.relation_sets.iter().map(|set| {
            let words = set.words.iter().map(String::as_str).collect();
            (set.name.as_str(), words)
        });
        let mut lexicon = RelationLexicon {
            phrases: Vec::new(),
            types: Types::new(knowledge),
            starts: BTreeMap::new(),
            sets: sets.collect(),
            sides: BTreeMap::new(),
        };
        for set in &knowledge.relation_sets {
            if let Some(kind) = set.name.strip_prefix(SIDE) {
                let kind = hash_bytes(3, kind.as_bytes());
                for word in &set.words {
                    lexicon.sides.entry(word).or_default().push(kind);
                }
            }
        }
        let told = |row: &&RelationPhrase| row.claim != CLAIMS_ONLY;
        for row in knowledge.relations.iter().filter(told) {
            lexicon.add(row);
        }
        lexicon
    }

    /// Phrases that begin with a form, with what the word must be.
    pub fn starts(&self, form: &str) -> &[(Class, u32)] {
        self.starts.get(form).map_or(&[], Vec::as_slice)
    }

    /// True where a class of words holds a word.
    pub fn holds(&self, class: &str, word: &str) -> bool {
        self.sets.get(class).is_some_and(|set| set.contains(&word))
    }

    /// What a word says of the actor in whose name it stands, as hashes.
    pub fn side_kinds(&self, word: &str) -> &[u32] {
        self.sides.get(word).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, row: &'static RelationPhrase) {
        let number = self.phrases.len() as u32;
        let mut steps = self.steps(&row.pattern).into_iter();
        let Some(first) = steps.next() else { return };
        for (word, class) in first.words {
            self.starts.entry(word).or_default().push((class, number));
        }
        self.phrases.push(Phrase {
            id: hash_bytes(1, row.pattern.as_bytes()),
            label: self.types.number(&row.event_type).unwrap_or(0),
            mode: (!row.mode.is_empty()).then_some(row.mode.as_str()),
            in_plv: self.types.number(&row.plv),
            steps: steps.collect(),
        });
    }

    fn steps(&self, pattern: &str) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut gap = false;
        for piece in pattern.split(' ') {
            if piece == "~" {
                gap = true;
                continue;
            }
            let mut words: Vec<(String, Class)> =
                piece.split('|').flat_map(|one| self.words(one)).collect();
            words.sort();
            steps.push(Step { gap, words });
            gap = false;
        }
        steps
    }

    /// The words that one alternative stands for.
    fn words(&self, one: &str) -> Vec<(String, Class)> {
        let (word, class) = match one.rsplit_once('/') {
            Some((word, "v")) => (word, Class::Verb),
            Some((word, "n")) => (word, Class::Noun),
            _ => (one, Class::Any),
        };
        match word.strip_prefix('@').and_then(|name| self.sets.get(name)) {
            Some(set) => set.iter().map(|word| ((*word).to_owned(), class)).collect(),
            None => vec![(word.to_owned(), class)],
        }
    }
}
