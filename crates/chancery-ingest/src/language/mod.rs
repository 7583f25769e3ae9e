//! Words in, whether they are English out, and which language where they are not.
//!
//! Two steps. Whether words are English is asked of every block of every page, so it must cost next to
//! nothing: a linear model over hashed runs of one to four letters (Cavnar and Trenkle 1994 for the runs;
//! hashing and a linear model as in the crate `whichlang`), [`SLOTS`] weights of a byte each, sums of
//! integers. Letters of other scripts than the Latin one are all alike. Which other language it is is
//! asked once a document, of the trigram profiles of the crate `whatlang` (70 languages, 1 MB/s): what lies at
//! hand for training is English and German, with a few pages of eleven others, too little to tell
//! thirty languages apart.
//!
//! The weights are trained by `cargo dev train language` and measured by `cargo dev eval language`;
//! both read their features through [`grams`].

mod grams;
mod names;

pub use grams::{SLOTS, grams};
pub use names::{is_name, named, two_letters};

/// The language that is read.
pub const ENGLISH: &str = "en";

/// Where no language is sure.
pub const UNKNOWN: &str = "und";

/// Runs of letters without which nothing is judged: about five words.
const FEWEST: i64 = 96;

/// Square of the sum of weights over the number of runs from which a judgement is sure. On sentences of held-out publishers
/// of 40 letters and more, 7 of 10,000 English ones are surely called something else, 10 of others English.
const SURE: i64 = 900;

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Surely English.
    English,
    /// Surely another language.
    Other,
    /// Too few words, or words that tell neither.
    Unsure,
}

/// How far words lean to English. Leanings of blocks add up to that of their document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leaning {
    /// Sum of weights: above 0 for English.
    sum: i64,
    /// Runs of letters summed.
    runs: i64,
}

impl Leaning {
    /// That of these words. Never panics; linear in the length.
    pub fn of(text: &str) -> Leaning {
        let mut leaning = Leaning::default();
        if let Some(weights) = weights() {
            grams(text, |slot| {
                leaning.sum += i64::from(weights[slot].cast_signed());
                leaning.runs += 1;
            });
        }
        leaning
    }

    /// That of these words without those with a capital first: a name says nothing of the language round it, and a line of
    /// Turkish or Polish names is no Turkish. Words that begin a sentence and the nouns of German go with them.
    pub fn without_names(text: &str) -> Leaning {
        let mut bare = String::with_capacity(text.len());
        for word in text.split_whitespace().filter(|word| !names::is_name(word)) {
            bare.push_str(word);
            bare.push(' ');
        }
        Leaning::of(&bare)
    }

    /// That of two texts together.
    pub fn and(self, other: Leaning) -> Leaning {
        Leaning {
            sum: self.sum + other.sum,
            runs: self.runs + other.runs,
        }
    }

    /// True where English is the likelier, however unsure.
    pub fn is_english(self) -> bool {
        self.sum > 0
    }

    /// Letters and spaces between words that were looked at.
    pub fn letters(self) -> i64 {
        self.runs / 4
    }

    /// What it comes to.
    pub fn verdict(self) -> Verdict {
        let certainty = i128::from(self.sum).pow(2);
        if self.runs < FEWEST || certainty < i128::from(SURE) * i128::from(self.runs) {
            return Verdict::Unsure;
        }
        match self.is_english() {
            true => Verdict::English,
            false => Verdict::Other,
        }
    }
}

/// ISO 639-1 code (639-3 where there is none) of the language of a text. Where the words do not tell, the
/// language that the page states for itself, without its region; without that [`UNKNOWN`].
///
/// ```
/// use chancery_ingest::language::language;
/// assert_eq!(language("The minister met the envoy in the capital on Thursday.", None), "en");
/// let german = "Der Außenminister traf am Donnerstag den Gesandten in der Hauptstadt und sprach mit ihm über das Abkommen.";
/// assert_eq!(language(german, Some("en-GB")), "de");
/// assert_eq!(language("Ankara 2026", Some("tr-TR")), "tr");
/// assert_eq!(language("Ankara 2026", None), "und");
/// ```
pub fn language(text: &str, stated: Option<&str>) -> String {
    let stated = stated.and_then(primary);
    match Leaning::of(text).verdict() {
        Verdict::English => ENGLISH.to_owned(),
        Verdict::Other => other(text, stated.as_deref()),
        Verdict::Unsure => stated.unwrap_or_else(|| UNKNOWN.to_owned()),
    }
}

/// The name of a language that is surely not English: by its words, or as stated, or [`UNKNOWN`].
pub fn other(text: &str, stated: Option<&str>) -> String {
    let stated = stated.filter(|code| *code != ENGLISH);
    named(text).or(stated).unwrap_or(UNKNOWN).to_owned()
}

/// The language of a tag such as "en-GB" or "pt_BR": "en", "pt"; `None` for what is no tag.
pub fn primary(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let letters = code.bytes().all(|byte| byte.is_ascii_lowercase());
    match (letters, code.as_str()) {
        (true, "eng") => Some(ENGLISH.to_owned()),
        (true, code) if (2..=3).contains(&code.len()) => Some(code.to_owned()),
        _ => None,
    }
}

/// The weights of the slots, as bytes.
fn weights() -> Option<&'static [u8; SLOTS]> {
    chancery_data::model("any", "language")?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(language(text, None), expected, "{text}");
    }

    #[test]
    fn languages_in_and_out_of_the_training() {
        check(
            "The minister met the envoy in the capital on Thursday and spoke of the bridge.",
            "en",
        );
        check(
            "Der Minister traf am Donnerstag den Gesandten in der Hauptstadt und sprach über die Brücke.",
            "de",
        );
        check(
            "Bakan perşembe günü başkentte elçiyle görüştü ve köprü hakkında konuştu, dedi sözcü.",
            "tr",
        );
        check(
            "Міністр зустрівся з посланцем у столиці в четвер і говорив про новий міст через річку.",
            "uk",
        );
        check(
            "De minister ontmoette de gezant donderdag in de hoofdstad en sprak over de brug.",
            "nl",
        );
        check(
            "O ministro encontrou-se com o enviado na capital na quinta-feira e falou da ponte.",
            "pt",
        );
        check(
            "Ο υπουργός συναντήθηκε με τον απεσταλμένο στην πρωτεύουσα την Πέμπτη.",
            "el",
        );
        check(
            "التقى الوزير بالمبعوث في العاصمة يوم الخميس وتحدث عن الجسر.",
            "ar",
        );
        check(
            "部长周四在首都会见了特使,谈到了那座桥和通往边境的道路。",
            "zh",
        );
    }

    #[test]
    fn few_words_tell_nothing() {
        for text in ["", "Ankara 2026", "…", "12.05.2026 — 14:30"] {
            check(text, UNKNOWN);
        }
    }

    #[test]
    fn what_is_stated_counts_where_words_do_not() {
        assert_eq!(language("Ankara", Some("TR_tr")), "tr");
        assert_eq!(language("Ankara", Some("see below")), UNKNOWN);
        let english = "The minister met the envoy in the capital on Thursday.";
        assert_eq!(language(english, Some("de")), "en");
    }

    #[test]
    fn leanings_add_up() {
        let (one, two) = (
            "The envoy left on Friday. ",
            "He spoke of the bridge over the river.",
        );
        let sum = Leaning::of(one).and(Leaning::of(two));
        assert_eq!(sum.verdict(), Verdict::English);
        assert_eq!(Leaning::of("Nothing").verdict(), Verdict::Unsure);
    }
}
