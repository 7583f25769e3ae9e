//! Part-of-speech tags: UPOS and XPOS as one joint label, by two greedy averaged perceptrons.
//!
//! The first walks left to right; 48 templates over a window of five words and the two tags before. A lexicon of
//! the training data lists the tags of frequent words: a word with one of them needs no features
//! at all, a word with a few is scored for those alone (Ratnaparkhi 1996), and the list itself
//! (the ambiguity class) is a feature of its neighbours (Giménez and Màrquez 2004, SVMTool). The
//! second adds to the scores of this draft what the draft's tags on the right tell, which the
//! first could not see; it was trained on drafts of models that had not seen the sentence.

use crate::Error;
use crate::kernel::{Lines, atom, best, feature};
use crate::labels::{Upos, Xpos};
use crate::model::Reader;
use crate::words::{Word, WordClass};

/// A joint tag, by its number in [`TagModel::tags`].
pub type Tag = u8;

/// Before the first token.
const BOUNDARY: Tag = 127;

/// Tags that a group of words may carry.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TagClass {
    /// The tags seen, in the order of their number.
    pub tags: Vec<Tag>,
    /// True where the words are frequent enough to trust that there are no others.
    pub closed: bool,
}

/// The trained tagger.
#[derive(Clone, Debug, Default)]
pub struct TagModel {
    /// Joint tags, by number.
    pub tags: Vec<(Upos, Xpos)>,
    /// Ambiguity classes, by number.
    pub classes: Vec<TagClass>,
    /// Tags of words that the lexicon does not close.
    pub open: Vec<Tag>,
    lexicon: Lexicon,
    /// Per class: its tags if closed, else its tags and the open ones.
    candidates: Vec<Vec<Tag>>,
    /// The same with the tags of proper nouns, for words with a capital that the entry lacks.
    raised: Vec<Vec<Tag>>,
    table: Lines,
    again: Lines,
}

/// Form or lower-case hash to ambiguity class.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    slots: Vec<(u32, u16)>,
}

impl Lexicon {
    /// From pairs of hash and class, distinct hashes.
    pub fn new(entries: &[(u32, u16)]) -> Self {
        let size = (entries.len() * 2).next_power_of_two().max(2);
        let mut slots = vec![(0, u16::MAX); size];
        for &(key, class) in entries {
            let mut at = key as usize & (size - 1);
            while slots[at].1 != u16::MAX {
                at = (at + 1) & (size - 1);
            }
            slots[at] = (key, class);
        }
        Lexicon { slots }
    }

    fn get(&self, key: u32) -> Option<u16> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = key as usize & mask;
        loop {
            match self.slots[at] {
                (_, u16::MAX) => return None,
                (found, class) if found == key => return Some(class),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Class of a word by its form, else by its lower-case form; which of the two.
    fn class(&self, word: &Word) -> Option<(u16, bool)> {
        let exact = self.get(word.form).map(|class| (class, true));
        exact.or_else(|| self.get(word.lower).map(|class| (class, false)))
    }
}

impl TagModel {
    /// From the unpacked bytes of `tags.bin`.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut from = Reader::new("tags", bytes);
        let mut tags = Vec::new();
        for pair in from.list()?.chunks_exact(2) {
            tags.push((
                Upos::from_index(pair[0].into()),
                Xpos::from_index(pair[1].into()),
            ));
        }
        let open = from.list()?.to_vec();
        let mut classes = Vec::new();
        for _ in 0..from.number()? {
            let closed = from.byte()? == 1;
            classes.push(TagClass {
                tags: from.list()?.to_vec(),
                closed,
            });
        }
        let mut entries = Vec::new();
        for _ in 0..from.number()? {
            let key = from.number()?;
            entries.push((key, from.number()? as u16));
        }
        let mut model = TagModel::untrained(tags, classes, open, &entries);
        for table in [&mut model.table, &mut model.again] {
            let bits = from.number()?;
            *table = Lines::new(bits, from.table()?);
        }
        Ok(model)
    }

    /// A model without weights: what training starts from.
    pub fn untrained(
        tags: Vec<(Upos, Xpos)>,
        classes: Vec<TagClass>,
        open: Vec<Tag>,
        entries: &[(u32, u16)],
    ) -> Self {
        let proper = |&tag: &Tag| matches!(tags[usize::from(tag)].1, Xpos::NNP | Xpos::NNPS);
        let proper: Vec<Tag> = (0..tags.len() as Tag).filter(proper).collect();
        let candidates: Vec<Vec<Tag>> = classes.iter().map(|class| widen(class, &open)).collect();
        let raised = candidates.iter().map(|tags| join(tags, &proper)).collect();
        let lexicon = Lexicon::new(entries);
        TagModel {
            tags,
            classes,
            open,
            lexicon,
            candidates,
            raised,
            table: Lines::default(),
            again: Lines::default(),
        }
    }

    /// Looks every word up in the lexicon.
    pub fn look_up(&self, words: &mut [Word]) {
        for word in words {
            let found = self.lexicon.class(word);
            word.known = found.map_or(0, |(class, _)| class + 1);
            if found.is_some_and(|(_, exact)| !exact) && word.has(Word::CAPITAL) {
                word.flags |= Word::RAISED;
            }
        }
    }

    /// The tags a word may get, never empty after training.
    pub fn candidates(&self, word: &Word) -> &[Tag] {
        let lists = if word.has(Word::RAISED) {
            &self.raised
        } else {
            &self.candidates
        };
        let at = usize::from(word.known).wrapping_sub(1);
        lists.get(at).unwrap_or(&self.open)
    }

    /// Number of a joint tag.
    pub fn number(&self, upos: Upos, xpos: Xpos) -> Option<Tag> {
        self.tags
            .iter()
            .position(|&tag| tag == (upos, xpos))
            .map(|at| at as Tag)
    }

    /// Tags the words of one sentence (already looked up) into `out`, which is cleared.
    pub fn tag(&self, words: &[Word], scratch: &mut TagScratch, out: &mut Vec<Tag>) {
        self.draft(words, scratch, out);
        for (at, word) in words.iter().enumerate() {
            let candidates = self.candidates(word);
            let scores = &mut scratch.scores[scratch.starts[at]..scratch.starts[at + 1]];
            if candidates.len() < 2 {
                continue;
            }
            features_again(words, at, out, &mut scratch.features);
            self.again.score(&scratch.features, candidates, scores);
            out[at] = candidates[best(scores)];
        }
    }

    /// The first walk alone: tags into `out`, and into `scratch` the scores of all candidates.
    pub fn draft(&self, words: &[Word], scratch: &mut TagScratch, out: &mut Vec<Tag>) {
        out.clear();
        scratch.scores.clear();
        scratch.starts.clear();
        scratch.starts.push(0);
        let (mut before, mut last) = (BOUNDARY, BOUNDARY);
        for (at, word) in words.iter().enumerate() {
            let candidates = self.candidates(word);
            let start = scratch.scores.len();
            scratch.scores.resize(start + candidates.len(), 0);
            let scores = &mut scratch.scores[start..];
            if candidates.len() > 1 {
                features(words, at, (before, last), &mut scratch.features);
                self.table.score(&scratch.features, candidates, scores);
            }
            let tag = candidates.get(best(scores)).copied().unwrap_or(0);
            scratch.starts.push(scratch.scores.len());
            out.push(tag);
            (before, last) = (last, tag);
        }
    }
}

fn widen(class: &TagClass, open: &[Tag]) -> Vec<Tag> {
    if class.closed {
        class.tags.clone()
    } else {
        join(&class.tags, open)
    }
}

fn join(some: &[Tag], others: &[Tag]) -> Vec<Tag> {
    let mut all = [some, others].concat();
    all.sort_unstable();
    all.dedup();
    all
}

/// Buffers of [`TagModel::tag`].
#[derive(Clone, Debug, Default)]
pub struct TagScratch {
    features: Vec<u32>,
    /// Scores of the candidates of all words, one word after another.
    pub scores: Vec<i32>,
    /// Where the scores of each word begin; one more than there are words.
    pub starts: Vec<usize>,
}

/// What a neighbour sees of a word: its ambiguity class, or its shape and ending.
pub fn outside(word: &Word) -> u32 {
    match word.known {
        0 => word.shape ^ word.suffixes[2].rotate_left(7),
        known => atom(31, known.into()),
    }
}

/// All features of one decision, given the two tags before. The same in training and at run time.
pub fn features(words: &[Word], at: usize, history: (Tag, Tag), out: &mut Vec<u32>) {
    let pad = Word {
        form: atom(41, 0),
        lower: atom(42, 0),
        shape: atom(43, 0),
        ..Word::default()
    };
    let get = |offset: isize| words.get(at.wrapping_add_signed(offset)).unwrap_or(&pad);
    let (w, p1, p2, n1, n2) = (get(0), get(-1), get(-2), get(1), get(2));
    let (t2, t1) = (atom(45, history.0.into()), atom(45, history.1.into()));
    let t21 = feature(90, t2, t1, 0);
    let (o0, o1, o2) = (outside(w), outside(n1), outside(n2));
    let class = |word: &Word| atom(46, word.class as u32);
    let place = atom(47, u32::from(at == 0) << 8 | u32::from(w.flags));
    let capital = atom(
        48,
        u32::from(w.flags & Word::CAPITAL) | u32::from(at == 0) << 1,
    );
    let neighbours = atom(49, u32::from(p1.flags) << 8 | u32::from(n1.flags));
    let [s1, s2, s3, s4] = w.suffixes;
    out.clear();
    out.extend([
        feature(1, w.form, 0, 0),
        feature(2, w.lower, 0, 0),
        feature(3, w.prefixes[0], 0, 0),
        feature(4, w.prefixes[1], 0, 0),
        feature(5, w.prefixes[2], 0, 0),
        feature(6, s1, capital, 0),
        feature(7, s2, capital, 0),
        feature(8, s3, capital, 0),
        feature(9, s4, capital, 0),
        feature(10, w.shape, capital, 0),
        feature(11, place, 0, 0),
        feature(12, class(w), capital, 0),
        feature(13, t1, 0, 0),
        feature(14, t21, 0, 0),
        feature(15, t1, w.lower, 0),
        feature(16, t21, w.lower, 0),
        feature(17, t1, s3, 0),
        feature(18, t1, o0, 0),
        feature(19, t21, o0, 0),
        feature(20, p1.lower, 0, 0),
        feature(21, p2.lower, 0, 0),
        feature(22, n1.lower, 0, 0),
        feature(23, n2.lower, 0, 0),
        feature(24, p1.lower, w.lower, 0),
        feature(25, w.lower, n1.lower, 0),
        feature(26, p1.lower, n1.lower, 0),
        feature(27, p2.lower, p1.lower, 0),
        feature(28, n1.lower, n2.lower, 0),
        feature(29, o1, t1, 0),
        feature(30, o1, t1, o0),
        feature(31, o0, o1, o2),
        feature(32, o1, 0, 0),
        feature(33, o2, 0, 0),
        feature(34, n1.suffixes[2], o0, 0),
        feature(35, p1.suffixes[2], o0, 0),
        feature(36, class(p1), class(w), class(n1)),
        feature(37, neighbours, capital, o0),
        feature(38, neighbours, class(w), s2),
        feature(39, w.lower, o1, t1),
        feature(40, p1.lower, o0, o1),
        feature(41, t1, capital, n1.shape),
        feature(42, s2, t1, o1),
        feature(43, n1.lower, t1, 0),
        feature(44, p1.lower, s3, 0),
        feature(45, n1.lower, s3, 0),
        feature(46, n1.suffixes[1], o0, t1),
        feature(47, p2.lower, p1.lower, o0),
        feature(48, w.form, t1, capital),
    ]);
}

/// Features of the second look at a tag: `tags` holds second tags before `at`, drafts from `at` on.
pub fn features_again(words: &[Word], at: usize, tags: &[Tag], out: &mut Vec<u32>) {
    let pad = Word {
        lower: atom(42, 0),
        ..Word::default()
    };
    let get = |offset: isize| words.get(at.wrapping_add_signed(offset)).unwrap_or(&pad);
    let tag = |offset: isize| {
        let found = tags.get(at.wrapping_add_signed(offset));
        atom(52, found.copied().unwrap_or(BOUNDARY).into())
    };
    let (w, p1, n1, n2) = (get(0), get(-1), get(1), get(2));
    let (l2, l1, guess, r1, r2) = (tag(-2), tag(-1), tag(0), tag(1), tag(2));
    let capital = atom(
        53,
        u32::from(w.flags & Word::CAPITAL) | u32::from(at == 0) << 1,
    );
    let neighbours = atom(
        54,
        u32::from(p1.flags & 3) << 8 | u32::from(n1.flags & 3) | u32::from(w.flags & 3) << 16,
    );
    let right = feature(190, r1, r2, 0);
    out.clear();
    out.extend([
        feature(101, guess, 0, 0),
        feature(102, guess, r1, 0),
        feature(103, guess, right, 0),
        feature(104, guess, l1, r1),
        feature(105, guess, l2, l1),
        feature(106, guess, w.lower, 0),
        feature(107, guess, w.lower, r1),
        feature(108, w.lower, l1, r1),
        feature(109, w.lower, right, 0),
        feature(110, w.suffixes[2], l1, r1),
        feature(111, w.suffixes[2], right, 0),
        feature(112, w.suffixes[1], l1, right),
        feature(113, l1, right, l2),
        feature(114, capital, l1, r1),
        feature(115, neighbours, guess, 0),
        feature(116, neighbours, l1, r1),
        feature(117, n1.lower, r1, guess),
        feature(118, n1.lower, r2, l1),
        feature(119, n2.lower, r1, r2),
        feature(120, p1.lower, r1, guess),
        feature(121, p1.lower, w.lower, r1),
        feature(122, w.shape, l1, r1),
    ]);
}

/// Word class that is told to later stages together with the tag.
pub fn refined(xpos: Xpos, class: WordClass) -> u32 {
    atom(51, (xpos as u32) << 8 | class as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lexicon_finds_what_was_put_in() {
        let entries: Vec<(u32, u16)> = (0..1000).map(|i| (atom(1, i), (i % 90) as u16)).collect();
        let lexicon = Lexicon::new(&entries);
        assert!(
            entries
                .iter()
                .all(|&(key, class)| lexicon.get(key) == Some(class))
        );
        assert_eq!(lexicon.get(12345), None);
        assert_eq!(Lexicon::default().get(1), None);
    }

    #[test]
    fn untrained_model_tags_without_panic() {
        let mut tags = Vec::new();
        TagModel::default().tag(&[Word::default(); 3], &mut TagScratch::default(), &mut tags);
        assert_eq!(tags, [0, 0, 0]);
    }
}
