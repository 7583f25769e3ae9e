//! Lemmas: a table of exceptions by form and tag, then the longest known ending.
//!
//! A rule says how many letters of an ending go and what comes instead ("-ies" of a plural noun:
//! minus three, plus "y"); rules are kept only where they differ from those of a shorter ending,
//! exceptions only where the rules are wrong. Proper nouns keep their case.

use crate::Error;
use crate::kernel::{feature, hash_bytes};
use crate::labels::{Upos, Xpos};
use crate::model::Reader;
use crate::span::Span;
use crate::words::{Word, WordClass};

/// The trained lemma table and rules.
#[derive(Clone, Debug, Default)]
pub struct LemmaModel {
    exceptions: Vec<(u32, Span)>,
    rules: Vec<(u32, u8, Span)>,
    text: String,
}

/// Longest ending that a rule may look at, in letters.
pub const LONGEST_ENDING: usize = 6;

/// Atom of a joint tag, for keys.
pub fn tag_atom(upos: Upos, xpos: Xpos) -> u32 {
    (upos as u32) << 8 | xpos as u32
}

/// Key of an exception: the hash of the form as written, or of its lower case.
pub fn exception_key(word: u32, tag: u32) -> u32 {
    feature(300, word, tag.wrapping_mul(0x9E37_79B1), 0)
}

/// Key of a rule for an ending.
pub fn rule_key(ending: &str, tag: u32) -> u32 {
    feature(
        301,
        hash_bytes(17, ending.as_bytes()),
        tag.wrapping_mul(0x9E37_79B1),
        0,
    )
}

/// True where words of this tag keep the case of the text.
pub fn keeps_case(upos: Upos, word: &Word) -> bool {
    upos == Upos::Propn || word.class == WordClass::Nationality
}

/// Lower case with straight apostrophes; digits stay.
pub fn lower_into(form: &str, out: &mut String) {
    for c in form.chars() {
        match c {
            '’' | '‘' => out.push('\''),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
}

impl LemmaModel {
    /// From the unpacked bytes of `lemmas.bin`.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut from = Reader::new("lemmas", bytes);
        let mut model = LemmaModel {
            text: from.text()?.to_owned(),
            ..LemmaModel::default()
        };
        for _ in 0..from.number()? {
            let key = from.number()?;
            let start = from.number()?;
            let span = Span {
                start,
                end: start + u32::from(from.byte()?),
            };
            model.exceptions.push((key, span));
        }
        for _ in 0..from.number()? {
            let key = from.number()?;
            let strip = from.byte()?;
            let start = from.number()?;
            let span = Span {
                start,
                end: start + u32::from(from.byte()?),
            };
            model.rules.push((key, strip, span));
        }
        model.exceptions.sort_unstable_by_key(|e| e.0);
        model.rules.sort_unstable_by_key(|r| r.0);
        Ok(model)
    }

    fn exception(&self, key: u32) -> Option<&str> {
        let at = self.exceptions.binary_search_by_key(&key, |e| e.0).ok()?;
        Some(self.exceptions[at].1.of(&self.text))
    }

    fn rule(&self, ending: &str, tag: u32) -> Option<(u8, &str)> {
        let key = rule_key(ending, tag);
        let at = self.rules.binary_search_by_key(&key, |r| r.0).ok()?;
        Some((self.rules[at].1, self.rules[at].2.of(&self.text)))
    }

    /// Appends the lemma of one token to `out` and returns its bytes there.
    pub fn write(&self, form: &str, word: &Word, tags: (Upos, Xpos), out: &mut String) -> Span {
        let start = out.len();
        let tag = tag_atom(tags.0, tags.1);
        let found = self.exception(exception_key(word.form, tag)).or_else(|| {
            self.exception(exception_key(word.lower, tag))
                .filter(|_| !word.has(Word::DIGIT))
        });
        if let Some(lemma) = found {
            out.push_str(lemma);
            return Span::new(start, out.len());
        }
        if keeps_case(tags.0, word) {
            out.push_str(form);
        } else {
            lower_into(form, out);
        }
        self.apply(start, tag, out);
        Span::new(start, out.len())
    }

    /// Applies the rule of the longest ending to what stands in `out` from `start`.
    fn apply(&self, start: usize, tag: u32, out: &mut String) {
        let ends = |n: usize| match n {
            0 => Some(out.len()),
            n => out[start..]
                .char_indices()
                .rev()
                .nth(n - 1)
                .map(|(at, _)| start + at),
        };
        let rule = (0..=LONGEST_ENDING)
            .rev()
            .filter_map(|n| Some(&out[ends(n)?..]))
            .find_map(|ending| self.rule(ending, tag));
        let Some((strip, add)) = rule else { return };
        let Some(keep) = ends(strip.into()) else {
            return;
        };
        out.truncate(keep);
        out.push_str(add);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{ClassTable, read_word};

    #[test]
    fn without_a_model_the_lemma_is_the_lower_case_form() {
        let word = read_word("Talks", &ClassTable::default(), &mut String::new());
        let mut out = String::from("x");
        let span = LemmaModel::default().write("Talks", &word, (Upos::Noun, Xpos::NNS), &mut out);
        assert_eq!(span.of(&out), "talks");
        let span =
            LemmaModel::default().write("Türkiye", &word, (Upos::Propn, Xpos::NNP), &mut out);
        assert_eq!(span.of(&out), "Türkiye");
    }
}
