//! Phrases with classes: countries, demonyms, cities, given names, titles, head nouns, cues.
//!
//! From lists of phrases (`data/`), a hash table from the hash of the lower-case words to a set of
//! classes; the first words of longer phrases are kept as prefixes, so that a search reads each
//! start once and stops at the first word that continues nothing. No text is stored: two phrases
//! with the same 64-bit hash would be taken for one.

/// Bit set of [`NameClass`]es.
pub type ClassSet = u32;

macro_rules! classes {
    ($($variant:ident = $text:literal, $doc:literal;)+) => {
        /// What a listed phrase is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum NameClass { $(#[doc = $doc] $variant,)+ }

        impl NameClass {
            /// The class written so in a data file.
            pub fn from_text(text: &str) -> Option<Self> {
                match text { $($text => Some(NameClass::$variant),)+ _ => None }
            }
        }
    };
}

classes! {
    Country = "country", "State or territory, any of its names.";
    City = "city", "Populated place.";
    Region = "region", "Any other place: sea, mountain, part of a state or of the world.";
    Demonym = "demonym", "Adjective or people of a state or region.";
    Given = "given", "Given name of a person.";
    Family = "family", "Family name of a person.";
    Org = "org", "Organisation by its full name or short form.";
    Party = "party", "Political party.";
    Person = "person", "Person by the full name.";
    Title = "title", "Title or office that may stand before a person's name.";
    OrgHead = "orghead", "Noun that ends or begins the name of an organisation.";
    PlaceHead = "placehead", "Noun that is part of the name of a place.";
    PlacePrep = "placeprep", "Word that often stands before a place.";
    Say = "say", "Verb that often follows a person.";
    VesselPrefix = "vesselprefix", "Prefix of ships' names.";
    VesselClass = "vesselclass", "Kind of ship or craft.";
    VesselVerb = "vesselverb", "Verb of ships: launched, sank.";
    EventHead = "eventhead", "Noun that ends the name of an event.";
    NotName = "notname", "Capitalised word that names none of the kinds: months, faiths, languages.";
    Particle = "particle", "Word or sign that stands inside names.";
    Numeral = "numeral", "Roman number after the name of an event.";
    NearTime = "neartime", "Word that points a time noun: this, last, next.";
    EarlyTime = "earlytime", "Word before such a time: earlier, late.";
    VesselType = "vesseltype", "Word that makes a name the name of a kind of ships: Ada-class.";
    Hyphen = "hyphen", "The hyphen.";
    TitleWord = "titleword", "Any longer word of a title.";
}

impl NameClass {
    /// As a set of one.
    pub const fn bit(self) -> ClassSet {
        1 << self as u8
    }
}

/// Classes that name something themselves, as opposed to cues around names.
pub const NAMING: ClassSet = NameClass::Country.bit()
    | NameClass::City.bit()
    | NameClass::Region.bit()
    | NameClass::Demonym.bit()
    | NameClass::Given.bit()
    | NameClass::Family.bit()
    | NameClass::Org.bit()
    | NameClass::Party.bit()
    | NameClass::Person.bit();

const CONTINUES: ClassSet = 1 << 31;
/// Longest phrase in words.
pub const LONGEST: usize = 8;

/// A hash table from phrases to sets of classes.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    keys: Vec<u64>,
    sets: Vec<ClassSet>,
}

/// Hash of one lower-case letter into a word's hash.
#[inline(always)]
pub fn hash_char(hash: u32, letter: char) -> u32 {
    (hash.rotate_left(5) ^ letter as u32).wrapping_mul(0x9E37_79B1)
}

/// Hash of the lower-case form of a word; typographic apostrophes count as plain ones.
pub fn hash_lower(word: &str) -> u32 {
    let mut hash = 17;
    for letter in word.chars() {
        if letter.is_ascii() {
            hash = hash_char(hash, letter.to_ascii_lowercase());
        } else {
            hash = hash_lower_wide(hash, letter);
        }
    }
    hash
}

fn hash_lower_wide(hash: u32, letter: char) -> u32 {
    if matches!(letter, '’' | '‘') {
        return hash_char(hash, '\'');
    }
    letter.to_lowercase().fold(hash, hash_char)
}

/// Hash of a phrase grown by one word.
#[inline(always)]
pub fn extend(phrase: u64, word: u32) -> u64 {
    let mixed = (phrase ^ u64::from(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)) | 1
}

impl Gazetteer {
    /// A table of these phrases. Words are split at spaces and around hyphens.
    pub fn new(entries: &[(&str, NameClass)]) -> Self {
        let words: usize = entries
            .iter()
            .map(|(phrase, _)| split_words(phrase).count())
            .sum();
        let size = (words * 2).next_power_of_two().max(16);
        let mut table = Gazetteer {
            keys: vec![0; size],
            sets: vec![0; size],
        };
        for &(phrase, class) in entries {
            table.add(phrase, class.bit());
        }
        table
    }

    fn add(&mut self, phrase: &str, set: ClassSet) {
        let words: Vec<u32> = split_words(phrase).map(hash_lower).collect();
        if words.is_empty() || words.len() > LONGEST {
            return;
        }
        let mut hash = 0;
        for (at, &word) in words.iter().enumerate() {
            hash = extend(hash, word);
            self.insert(
                hash,
                if at + 1 == words.len() {
                    set
                } else {
                    CONTINUES
                },
            );
        }
    }

    fn insert(&mut self, key: u64, set: ClassSet) {
        let slot = self.slot(key);
        self.keys[slot] = key;
        self.sets[slot] |= set;
    }

    fn slot(&self, key: u64) -> usize {
        let mask = self.keys.len() - 1;
        let mut slot = (key >> 20) as usize & mask;
        while self.keys[slot] != 0 && self.keys[slot] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// Classes of the phrase with this hash.
    pub fn get(&self, phrase: u64) -> ClassSet {
        if self.keys.is_empty() {
            return 0;
        }
        self.sets[self.slot(phrase)]
    }

    /// Classes of one word.
    pub fn word(&self, word: u32) -> ClassSet {
        self.get(extend(0, word)) & !CONTINUES
    }

    /// Longest listed phrase that starts a run of words: its length in words and its classes;
    /// only the classes of `wanted` count.
    pub fn longest(&self, words: impl Iterator<Item = u32>, wanted: ClassSet) -> (usize, ClassSet) {
        let mut best = (0, 0);
        let mut hash = 0;
        for (at, word) in words.take(LONGEST).enumerate() {
            hash = extend(hash, word);
            let set = self.get(hash);
            let named = set & wanted & !CONTINUES;
            if named != 0 {
                best = (at + 1, named);
            }
            if set & CONTINUES == 0 {
                break;
            }
        }
        best
    }
}

/// The words of a phrase as the tokeniser would split it: at spaces, around hyphens, before `'s`.
fn split_words(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split_whitespace().flat_map(|word| {
        let stem = word
            .strip_suffix("'s")
            .or_else(|| word.strip_suffix("’s"))
            .unwrap_or(word);
        let (_, tail) = word.split_at(stem.len());
        stem.split_inclusive('-')
            .flat_map(|part| match part.strip_suffix('-') {
                Some("") => ["-", ""],
                Some(front) => [front, "-"],
                None => [part, ""],
            })
            .chain([tail, ""])
            .filter(|part| !part.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(table: &Gazetteer, phrase: &str) -> (usize, ClassSet) {
        table.longest(split_words(phrase).map(hash_lower), ClassSet::MAX)
    }

    #[test]
    fn longest_phrase_wins() {
        let table = Gazetteer::new(&[
            ("New York", NameClass::City),
            ("New York Times", NameClass::Org),
            ("Guinea-Bissau", NameClass::Country),
        ]);
        assert_eq!(look(&table, "new York Times of"), (3, NameClass::Org.bit()));
        assert_eq!(look(&table, "New York State"), (2, NameClass::City.bit()));
        assert_eq!(look(&table, "Guinea-Bissau"), (3, NameClass::Country.bit()));
        assert_eq!(look(&table, "New"), (0, 0));
        assert_eq!(Gazetteer::default().word(7), 0);
    }
}
