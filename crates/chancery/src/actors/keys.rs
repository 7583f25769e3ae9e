//! Name keys: by which forms names of one bearer in several documents are found.
//!
//! Three keys a name (`reference/linking.md`, section 2.3). The *fold* is the name without marks
//! and case; names of other scripts are first put into Latin letters. The
//! *skeleton* keeps the consonants of each word, with the endings of surnames that transliteration
//! varies (-yy, -y, -iy, -ij) made one, and letters that stand for one sound made one. The
//! *gendered ending* tells Zelenska from Zelenskyy, whose skeletons are equal. Keys propose; the
//! linker decides, with country, given name and role.

use chancery_data::schema::Knowledge;

use crate::places::fold::Folding;

use super::ActorLexicon;
use super::scripts::{readings, romanise, sound};
use serde::{Deserialize, Serialize};

/// The keys of one name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NameKey {
    /// Words without marks and case, joined by blanks.
    pub folded: String,
    /// Consonants of each word, joined by blanks.
    pub skeleton: String,
    /// What the ending of the last word says of its bearer.
    pub ending: Ending,
}

/// Gender by the ending of a Slavic surname.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ending {
    /// -ska, -ova, -ina.
    Feminine,
    /// -skyy, -ov, -in.
    Masculine,
    /// No such ending.
    #[default]
    Open,
}

/// The keys of a name, or of its last word, by reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys<'a> {
    /// Words without marks and case.
    pub folded: &'a str,
    /// Consonants of each word.
    pub skeleton: &'a str,
    /// What the ending says of the bearer.
    pub ending: Ending,
}

impl NameKey {
    /// True where the two names can be forms of one: equal skeletons, or folds one letter apart,
    /// and endings that do not speak against each other.
    pub fn may_be(&self, other: &NameKey) -> bool {
        self.whole().may_be(other.whole())
    }

    /// The keys of the last word: the family name of most persons.
    pub fn last(&self) -> Keys<'_> {
        let last = |words: &str| words.rfind(' ').map_or(0, |blank| blank + 1);
        Keys {
            folded: &self.folded[last(&self.folded)..],
            skeleton: &self.skeleton[last(&self.skeleton)..],
            ending: self.ending,
        }
    }

    fn whole(&self) -> Keys<'_> {
        Keys {
            folded: &self.folded,
            skeleton: &self.skeleton,
            ending: self.ending,
        }
    }
}

impl Keys<'_> {
    /// As [`NameKey::may_be`].
    pub fn may_be(self, other: Keys<'_>) -> bool {
        let endings = self.ending == other.ending
            || self.ending == Ending::Open
            || other.ending == Ending::Open;
        endings && (self.skeleton == other.skeleton || within_one(self.folded, other.folded))
    }
}

/// The keys of `name`, without titles.
///
/// ```
/// let lexicon = chancery::actors::ActorLexicon::new(chancery_data::knowledge());
/// let one = chancery::actors::name_key(&lexicon, "Yaşar Güler");
/// assert_eq!(one, chancery::actors::name_key(&lexicon, "Yasar Guler"));
/// ```
pub fn name_key(lexicon: &ActorLexicon, name: &str) -> NameKey {
    let known = lexicon.tables.known;
    let lower = name.to_lowercase();
    let reading = readings(known, &lower)[0];
    let latin = romanise(known, &lower, reading);
    let folded = fold_name(&lexicon.tables.folding, &latin);
    let skeleton: Vec<String> = folded
        .split(' ')
        .map(|word| skeleton(known, word))
        .collect();
    let ending = folded
        .rsplit(' ')
        .next()
        .map_or(Ending::Open, |word| ending(known, word));
    NameKey {
        skeleton: skeleton.join(" "),
        ending,
        folded,
    }
}

pub(super) fn fold_name(folding: &Folding, name: &str) -> String {
    let folded = folding.fold(name);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// Consonants of a folded word: the first letter stays, vowels go, doubles count once, and the
/// letters that transliteration varies are made one.
fn skeleton(known: &Knowledge, word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for (at, c) in sound(known, word).into_iter().enumerate() {
        let vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'j');
        if (at == 0 || !vowel) && !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// What the longest ending of the table says.
pub(super) fn ending(known: &Knowledge, word: &str) -> Ending {
    let ends = |form: &str| word.len() > form.len() + 2 && word.ends_with(form);
    let best = known
        .name_forms
        .iter()
        .filter(|row| matches!(row.kind.as_str(), "feminine" | "masculine") && ends(&row.form))
        .max_by_key(|row| row.form.len());
    match best.map(|row| row.kind.as_str()) {
        Some("feminine") => Ending::Feminine,
        Some(_) => Ending::Masculine,
        None => Ending::Open,
    }
}

/// True where one letter put in, left out or replaced turns one text into the other.
fn within_one(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    if long.len() - short.len() > 1 || short.len() < 4 {
        return one == other;
    }
    let same = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let rest = if short.len() == long.len() {
        &short[(same + 1).min(short.len())..]
    } else {
        &short[same..]
    };
    long[(same + 1).min(long.len())..] == *rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> NameKey {
        name_key(&ActorLexicon::new(chancery_data::knowledge()), name)
    }

    #[test]
    fn marks_do_not_count() {
        assert_eq!(key("Türkiye"), key("Turkiye"));
        assert_ne!(key("Türkiye").folded, key("Turkey").folded);
        assert_eq!(key("Yaşar Güler"), key("Yasar Guler"));
        assert_eq!(key("İbrahim Kalın"), key("Ibrahim Kalin"));
    }

    #[test]
    fn transliterations_meet() {
        assert!(key("Umerov").may_be(&key("Umierov")));
        assert!(key("Umerov").may_be(&key("Умєров")));
        assert!(key("Умеров").may_be(&key("Umerov")));
        assert_eq!(key("Umierov").skeleton, "umrv");
        for form in [
            "Zelenskyy",
            "Zelensky",
            "Zelenskiy",
            "Зеленський",
            "Зеленский",
        ] {
            assert_eq!(key(form).skeleton, "zlnsk", "{form}");
            assert!(key(form).may_be(&key("Zelenskyy")), "{form}");
        }
    }

    #[test]
    fn endings_keep_husband_and_wife_apart() {
        assert_eq!(key("Zelenska").skeleton, key("Zelenskyy").skeleton);
        assert!(!key("Zelenska").may_be(&key("Zelenskyy")));
        assert!(!key("Ivanova").may_be(&key("Ivanov")));
        assert!(key("Kalin").may_be(&key("Kalın")));
    }

    #[test]
    fn other_names_stay_apart() {
        assert!(!key("Fidan").may_be(&key("Kalin")));
        assert!(!key("Rubio").may_be(&key("Witkoff")));
        assert!(!key("Kyiv").may_be(&key("Kharkiv")));
    }
}
