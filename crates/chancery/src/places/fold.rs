//! Letters without marks: the form under which names are compared.
//!
//! Method: Unicode NFKD without combining marks, written out as a table of letters
//! (`data/lang/folds.tsv`) with those that NFKD leaves alone: ı ł ø đ ß æ and their kin. Lower case
//! comes first, so `İ` folds to `i`. Full stops and apostrophes go ("U.S." and "US" fold equal, and
//! so do "Sana'a" and "Sanaa"). Cost: one pass; ASCII needs no table.

/// Letters and what they fold to, by letter.
#[derive(Clone, Debug, Default)]
pub struct Folding(Vec<(char, Box<str>)>);

impl Folding {
    /// From rows of lower-case letter and ASCII letters, in any order.
    pub fn new<'a>(rows: impl IntoIterator<Item = (char, &'a str)>) -> Self {
        let mut table: Vec<(char, Box<str>)> = rows
            .into_iter()
            .map(|(from, to)| (from, to.into()))
            .collect();
        table.sort_by_key(|row| row.0);
        Folding(table)
    }

    /// `text` in lower case without marks, stops and apostrophes.
    pub fn fold(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        self.each(text, |c| out.push(c));
        out
    }

    /// Hash of the folded `text`; equal for texts that fold equal.
    pub fn hash(&self, text: &str) -> u64 {
        let mut hash = Hash64::default();
        self.each(text, |c| hash.add(c));
        hash.0
    }

    /// Calls `take` with every character of the folded `text`.
    pub(crate) fn each(&self, text: &str, mut take: impl FnMut(char)) {
        for c in text.chars() {
            match c {
                '.' | '\'' | '`' => {}
                _ if c.is_ascii() => take(c.to_ascii_lowercase()),
                _ => c
                    .to_lowercase()
                    .for_each(|low| self.each_marked(low, &mut take)),
            }
        }
    }

    fn each_marked(&self, c: char, take: &mut impl FnMut(char)) {
        if matches!(
            c,
            '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{02bb}' | '\u{300}'..='\u{36f}'
        ) {
            return;
        }
        match self.0.binary_search_by_key(&c, |row| row.0) {
            Ok(at) => self.0[at].1.chars().for_each(take),
            Err(_) => take(c),
        }
    }
}

/// FNV-1a over code points, 64 bits, with a final mix: the same on every machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hash64(u64);

impl Default for Hash64 {
    fn default() -> Self {
        Hash64(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash64 {
    /// Adds one character.
    pub(crate) fn add(&mut self, c: char) {
        self.0 = (self.0 ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// The hash of all characters added.
    pub(crate) fn value(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Folding;

    #[test]
    fn marks_stops_and_apostrophes_go() {
        let folding = Folding::new([('ü', "u"), ('ı', "i"), ('ß', "ss")]);
        assert_eq!(folding.fold("Türkiye"), "turkiye");
        assert_eq!(folding.fold("Kalın"), "kalin");
        assert_eq!(folding.fold("İbrahim"), "ibrahim");
        assert_eq!(folding.fold("Weiß"), "weiss");
        assert_eq!(folding.fold("U.S."), "us");
        assert_eq!(folding.hash("Sana\u{2019}a"), folding.hash("Sanaa"));
    }
}
