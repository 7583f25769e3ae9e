//! Text in, slots of hashed runs of one to four letters out: what training and the model at run time share.

/// Slots of the table of weights.
pub const SLOTS: usize = 1 << 16;

/// What parts words.
const SPACE: u8 = b' ';

/// A letter of another script than the Latin one.
const FOREIGN: u8 = 1;

/// Hands over a slot (below [`SLOTS`]) for each run of one, two, three and four letters that ends at each letter, in order of
/// the text; spaces and marks between words count as one letter. Never panics.
pub fn grams(text: &str, mut each: impl FnMut(usize)) {
    let mut last = u32::from(SPACE);
    for c in text.chars() {
        let Some(letter) = letter(c) else { continue };
        if letter == SPACE && last & 0xff == u32::from(SPACE) {
            continue;
        }
        last = last << 8 | u32::from(letter);
        each(slot(last & 0xff, 1));
        each(slot(last & 0xffff, 2));
        each(slot(last & 0xff_ffff, 3));
        each(slot(last, 4));
    }
}

/// A character as a byte: Latin letters in lower case, with marks a byte above 127, other scripts one
/// byte for all; `None` for apostrophes, which are no end of a word.
#[inline(always)]
fn letter(c: char) -> Option<u8> {
    let low = c as u32;
    Some(match c {
        'a'..='z' => low as u8,
        'A'..='Z' => low as u8 | 0x20,
        '\'' | '\u{2019}' => return None,
        '\0'..='\u{bf}' | '×' | '÷' => SPACE,
        '\u{c0}'..='\u{ff}' => low as u8 | 0x20,
        // Capitals and small letters mostly stand side by side.
        '\u{100}'..='\u{24f}' => 0x80 | (low as u8 & 0x3f) | 1,
        '\u{1e00}'..='\u{1eff}' => 0xc0 | (low as u8 >> 1 & 0x1f),
        c if c.is_alphabetic() => FOREIGN,
        _ => SPACE,
    })
}

/// Two rounds of the finaliser of MurmurHash3 over a run and its length.
#[inline(always)]
fn slot(run: u32, len: u32) -> usize {
    let mixed = (run ^ len.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b);
    let mixed = (mixed ^ mixed >> 15).wrapping_mul(0xc2b2_ae35);
    (mixed >> 16) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(text: &str) -> Vec<usize> {
        let mut slots = Vec::new();
        grams(text, |slot| slots.push(slot));
        slots
    }

    #[test]
    fn case_and_marks_between_words_do_not_count() {
        assert_eq!(slots("The envoy's BRIDGE."), slots("the – envoys bridge "));
        assert_eq!(slots("Élan Ārija"), slots("élan ārija"));
        assert_ne!(slots("élan"), slots("elan"));
    }

    #[test]
    fn four_runs_a_letter() {
        assert_eq!(slots("ab").len(), 8);
        assert!(slots(" ... 12 ").is_empty());
        assert!(slots("мост 橋 ةخ").iter().all(|&slot| slot < SLOTS));
    }
}
