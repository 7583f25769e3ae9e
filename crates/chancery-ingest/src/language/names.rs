//! The name of a language by the trigram profiles of the crate `whatlang`.

use whatlang::Lang;

/// Bytes that are looked at: the profiles are slow, and more says no more.
const SAMPLE: usize = 1200;

/// ISO 639-1 code (639-3 where there is none) of the likeliest language of a text that is not English;
/// `None` where only English is likely, or no script is known. Looks at the first 1200 bytes without
/// the words with a capital: a name says nothing of the language round it.
pub fn named(text: &str) -> Option<&'static str> {
    let sample = sample(text);
    let found = whatlang::detect(&sample)?;
    (found.lang() != Lang::Eng).then(|| two_letters(found.lang().code()))
}

fn sample(text: &str) -> String {
    let mut sample = String::with_capacity(SAMPLE + 1);
    for word in text.split_whitespace().filter(|word| !is_name(word)) {
        let end = word.floor_char_boundary(SAMPLE.saturating_sub(sample.len()));
        sample.push_str(&word[..end]);
        sample.push(' ');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    sample
}

/// True for a word with a capital first, before which quotation marks may stand.
pub fn is_name(word: &str) -> bool {
    let first = word.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(char::is_uppercase)
}

/// The code of ISO 639-1 for one of 639-3, where it exists; else the same again.
pub fn two_letters(code: &'static str) -> &'static str {
    let found = TWO_LETTERS.iter().find(|(long, _)| *long == code);
    found.map_or(code, |(_, short)| short)
}

/// ISO 639-3 to 639-1, for the languages that are told apart (Library of Congress table).
const TWO_LETTERS: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_name_for_what_is_not_english() {
        assert_eq!(
            named("Ministern träffade sändebudet i huvudstaden och talade om bron."),
            Some("sv")
        );
        assert_eq!(named("The envoy spoke of the bridge over the river."), None);
        assert_eq!(named("2026 ..."), None);
    }

    #[test]
    fn one_word_without_spaces_is_no_trouble() {
        assert_eq!(named(&"я".repeat(100_000)).map(str::len), Some(2));
        let long = "слово".repeat(1000);
        assert!(named(&long).is_some());
    }
}
