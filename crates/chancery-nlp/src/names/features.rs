//! What the name tagger sees of each token.
//!
//! From words, tags, the gazetteer and the whole text of the call. Three passes: each token is
//! reduced to an [`Atom`] (hashes of its forms, shape, tag, classes); capitalised runs and listed
//! phrases are marked; evidence for each capitalised word is gathered over the document. After
//! that the templates of one token are filled from a window of two tokens to either side.
//!
//! Source: the window of Ratinov and Roth (2009), "Design challenges and misconceptions in named
//! entity recognition"; the corpus as a feature after Daumé (2007), "Frustratingly easy domain
//! adaptation". The same code serves training and run time.

use crate::kernel::{atom, feature};
use crate::labels::Xpos;
use crate::names::document::Evidence;
use crate::names::gazetteer::{ClassSet, Gazetteer, NAMING, NameClass, hash_char, hash_lower};
use crate::parse::{Parse, Sentence};

/// Whose conventions of naming the text follows: the corpus in training, news at run time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Source {
    /// Newswire, the conventions of the Groningen Meaning Bank.
    #[default]
    News,
    /// Web text, the conventions of Universal NER.
    Web,
    /// GUM, mentions turned into names.
    Gum,
    /// Wikipedia, the conventions of CoNLL-2003.
    Wiki,
    /// Wikipedia on politics.
    Politics,
    /// Government statements.
    Government,
}

/// One token as the templates see it. Hashes are well mixed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Atom {
    /// Of the lower-case form.
    pub lower: u32,
    /// Of the form as it stands.
    pub exact: u32,
    /// Of its shape with runs squeezed.
    pub shape: u32,
    /// Of the last two, three and four letters, lower case.
    pub suffixes: [u32; 3],
    /// Of the first three letters, lower case.
    pub prefix: u32,
    /// Of its Penn tag.
    pub tag: u32,
    /// Classes of the word and of the longest phrase it stands in.
    pub classes: ClassSet,
    /// Hash of the classes of that phrase and the place in it.
    pub phrase: u32,
    /// First token of that phrase.
    pub phrase_start: u32,
    /// Tokens of that phrase; 0 outside of any.
    pub phrase_length: u8,
    /// Capital, lower case, number or sign.
    pub case: Case,
    /// First token of the capitalised run it stands in, or itself.
    pub run_first: u32,
    /// One past the last token of that run.
    pub run_end: u32,
    /// May stand in a name; anything else is never read as one.
    pub candidate: bool,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    /// Begins with a lower-case letter.
    #[default]
    Lower,
    /// Begins with a capital.
    Capital,
    /// Begins with a digit.
    Number,
    /// No letter and no digit.
    Sign,
}

impl Atom {
    /// True where the word begins with a capital.
    #[inline(always)]
    pub fn is_capital(&self) -> bool {
        self.case == Case::Capital
    }
}

/// Fills `atoms` with one entry a token.
pub fn read_atoms(text: &str, parse: &Parse, gazetteer: &Gazetteer, atoms: &mut Vec<Atom>) {
    atoms.clear();
    for (span, &tag) in parse.spans.iter().zip(&parse.xpos) {
        let mut atom = read_word(span.of(text));
        atom.tag = crate::kernel::atom(5, tag as u32);
        atom.classes = gazetteer.word(atom.lower);
        atoms.push(atom);
    }
    for &sentence in &parse.sentences {
        mark_runs(atoms, sentence);
        mark_phrases(atoms, sentence, gazetteer);
        mark_candidates(atoms, &parse.xpos, sentence);
    }
}

fn read_word(word: &str) -> Atom {
    let mut shape = 3;
    let mut last = '\0';
    for letter in word.chars() {
        let class = shape_of(letter);
        if class != last {
            shape = hash_char(shape, class);
            last = class;
        }
    }
    let first = word.chars().next().unwrap_or(' ');
    Atom {
        lower: hash_lower(word),
        exact: word.chars().fold(29, hash_char),
        shape: atom(4, hash_char(shape, length_class(word.len()))),
        suffixes: suffixes(word),
        prefix: word
            .chars()
            .take(3)
            .flat_map(char::to_lowercase)
            .fold(31, hash_char),
        case: match shape_of(first) {
            'X' => Case::Capital,
            'x' => Case::Lower,
            '0' => Case::Number,
            _ => Case::Sign,
        },
        ..Atom::default()
    }
}

fn shape_of(letter: char) -> char {
    match letter {
        'a'..='z' => 'x',
        'A'..='Z' => 'X',
        '0'..='9' => '0',
        _ if letter.is_uppercase() => 'X',
        _ if letter.is_alphabetic() => 'x',
        _ => letter,
    }
}

fn length_class(bytes: usize) -> char {
    match bytes {
        0..=1 => '1',
        2..=3 => '3',
        _ => '4',
    }
}

fn suffixes(word: &str) -> [u32; 3] {
    let mut all = [0; 3];
    let mut hash = 37;
    for (at, letter) in word
        .chars()
        .rev()
        .flat_map(char::to_lowercase)
        .take(4)
        .enumerate()
    {
        hash = hash_char(hash, letter);
        if at >= 1 {
            all[at - 1] = hash;
        }
    }
    all
}

/// Capitalised runs: capitals, and hyphens between them.
fn mark_runs(atoms: &mut [Atom], sentence: Sentence) {
    let (first, end) = (sentence.first.index(), sentence.end.index());
    let mut at = first;
    while at < end {
        let start = at;
        while at < end && (atoms[at].is_capital() || joins_run(atoms, at, start, end)) {
            at += 1;
        }
        at = at.max(start + 1);
        for atom in &mut atoms[start..at] {
            (atom.run_first, atom.run_end) = (start as u32, at as u32);
        }
    }
}

fn joins_run(atoms: &[Atom], at: usize, start: usize, end: usize) -> bool {
    at > start
        && at + 1 < end
        && atoms[at + 1].is_capital()
        && atoms[at].classes & NameClass::Particle.bit() != 0
}

/// Marks the longest listed names from left to right.
fn mark_phrases(atoms: &mut [Atom], sentence: Sentence, gazetteer: &Gazetteer) {
    let (mut at, end) = (sentence.first.index(), sentence.end.index());
    while at < end {
        let words = atoms[at..end].iter().map(|a| a.lower);
        let (length, set) = gazetteer.longest(words, NAMING | NameClass::Title.bit());
        for (place, atom) in atoms[at..at + length].iter_mut().enumerate() {
            if length > 1 {
                atom.classes |= set;
            }
            let place = u32::from(place > 0) | u32::from(place + 1 < length) << 1;
            atom.phrase = crate::kernel::atom(6, set << 2 | place);
            (atom.phrase_start, atom.phrase_length) = (at as u32, length as u8);
        }
        at += length.max(1);
    }
}

/// Words with a capital, words tagged or listed as names, and what stands between capitals.
fn mark_candidates(atoms: &mut [Atom], tags: &[Xpos], sentence: Sentence) {
    let (first, end) = (sentence.first.index(), sentence.end.index());
    for at in first..end {
        let proper = matches!(tags[at], Xpos::NNP | Xpos::NNPS);
        let listed = atoms[at].classes & NAMING & !NameClass::Family.bit() != 0;
        let hyphen = atoms[at].classes & NameClass::Hyphen.bit() != 0;
        let between = atoms[at + 1..end.min(at + 3)].iter().any(Atom::is_capital)
            && (hyphen
                || atoms[first.max(at.saturating_sub(2))..at]
                    .iter()
                    .any(Atom::is_capital));
        atoms[at].candidate = atoms[at].is_capital()
            || proper
            || between
            || (listed && atoms[at].case == Case::Lower && tags[at] != Xpos::IN);
    }
}

/// Everything the templates look at.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// One entry a token.
    pub atoms: &'a [Atom],
    /// What the document says of each word.
    pub evidence: &'a Evidence,
    /// The sentence of the token.
    pub sentence: Sentence,
    /// Whose conventions count.
    pub source: Source,
}

const OUTSIDE: Atom = Atom {
    lower: 0x51F1_5E11,
    exact: 0x51F1_5E12,
    shape: 0x51F1_5E13,
    suffixes: [0; 3],
    prefix: 0,
    tag: 0x51F1_5E14,
    classes: 0,
    phrase: 0,
    phrase_start: 0,
    phrase_length: 0,
    case: Case::Sign,
    run_first: 0,
    run_end: 0,
    candidate: false,
};

impl View<'_> {
    #[inline(always)]
    fn near(&self, at: usize, offset: isize) -> &Atom {
        let place = at as isize + offset;
        let inside = self.sentence.first.index() as isize <= place
            && place < self.sentence.end.index() as isize;
        if inside {
            &self.atoms[place as usize]
        } else {
            &OUTSIDE
        }
    }

    /// Appends the features of the token `at` to `out`.
    pub fn features(&self, at: usize, out: &mut Vec<u32>) {
        let mut sink = Sink { out, seed: 0 };
        self.window(at, &mut sink);
        self.form(at, &mut sink);
        self.lists(at, &mut sink);
        self.run(at, &mut sink);
        self.document(at, &mut sink);
        self.source(at, &mut sink);
    }

    fn window(&self, at: usize, out: &mut Sink<'_>) {
        let [a, b, c, d, e] = [-2, -1, 0, 1, 2].map(|o| self.near(at, o));
        out.push(0, 0, 0);
        out.push(c.lower, 0, 0);
        out.push(c.exact, 0, 0);
        out.push(a.lower, 0, 0);
        out.push(b.lower, 0, 0);
        out.push(d.lower, 0, 0);
        out.push(e.lower, 0, 0);
        out.push(b.lower, c.lower, 0);
        out.push(c.lower, d.lower, 0);
        out.push(a.lower, b.lower, 0);
        out.push(d.lower, e.lower, 0);
        out.push(b.lower, d.lower, c.shape);
        out.push(b.tag, 0, 0);
        out.push(c.tag, 0, 0);
        out.push(d.tag, 0, 0);
        out.push(b.tag, c.tag, 0);
        out.push(c.tag, d.tag, 0);
        out.push(a.tag, b.tag, c.tag);
        out.push(c.tag, d.tag, e.tag);
        out.push(b.lower, c.shape, 0);
        out.push(d.lower, c.shape, 0);
        out.push(b.suffixes[1], c.shape, 0);
        out.push(d.suffixes[1], c.shape, 0);
    }

    fn form(&self, at: usize, out: &mut Sink<'_>) {
        let [b, c, d] = [-1, 0, 1].map(|o| self.near(at, o));
        out.push(c.shape, 0, 0);
        out.push(b.shape, c.shape, 0);
        out.push(c.shape, d.shape, 0);
        out.push(b.shape, c.shape, d.shape);
        out.push(c.suffixes[0], 0, 0);
        out.push(c.suffixes[1], 0, 0);
        out.push(c.suffixes[2], 0, 0);
        out.push(c.prefix, 0, 0);
        out.push(c.suffixes[1], c.shape, 0);
        out.push(c.shape, c.tag, 0);
    }

    fn lists(&self, at: usize, out: &mut Sink<'_>) {
        let [a, b, c, d, e] = [-2, -1, 0, 1, 2].map(|o| self.near(at, o));
        let set = |atom: &Atom| atom_of_set(atom.classes);
        out.push(set(c), 0, 0);
        out.push(set(c), c.shape, 0);
        out.push(set(b), 0, 0);
        out.push(set(d), 0, 0);
        out.push(set(b), set(c), 0);
        out.push(set(c), set(d), 0);
        out.push(set(b), c.shape, c.tag);
        out.push(set(d), c.shape, c.tag);
        out.push(set(a), set(b), c.shape);
        out.push(set(d), set(e), c.shape);
        out.push(c.phrase, 0, 0);
        out.push(c.phrase, c.shape, c.tag);
        out.push(b.phrase, c.shape, 0);
        out.push(d.phrase, c.shape, 0);
        let seed = out.seed;
        let mut rest = c.classes;
        while rest != 0 {
            out.seed = seed + rest.trailing_zeros();
            out.push(c.tag, 0, 0);
            rest &= rest - 1;
        }
        out.seed = seed + 32;
    }

    fn run(&self, at: usize, out: &mut Sink<'_>) {
        let c = self.near(at, 0);
        let (first, end) = (c.run_first as usize, c.run_end as usize);
        let length = (end - first).min(6) as u32;
        let from_start = (at - first).min(3) as u32;
        let to_end = (end - 1 - at).min(3) as u32;
        let place = atom(7, length << 8 | from_start << 4 | to_end);
        let opens = first == self.sentence.first.index();
        let before = self.near(first, -1);
        let after = self.near(end - 1, 1);
        let last = self.near(end - 1, 0);
        let head = self.near(first, 0);
        out.push(place, c.tag, 0);
        out.push(place, c.shape, u32::from(opens));
        out.push(place, before.lower, 0);
        out.push(place, after.lower, 0);
        out.push(before.lower, after.lower, 0);
        out.push(last.lower, c.shape, 0);
        out.push(head.lower, c.shape, 0);
        out.push(last.suffixes[1], place, 0);
        out.push(atom_of_set(last.classes), place, 0);
        out.push(atom_of_set(head.classes), place, 0);
        out.push(atom_of_set(before.classes), place, 0);
        out.push(atom_of_set(after.classes), place, 0);
        out.push(before.tag, after.tag, place);
        out.push(self.run_classes(first, end), place, 0);
        out.push(self.run_classes(first, end), atom(11, from_start), 0);
    }

    /// Classes that any word of a run has.
    fn run_classes(&self, first: usize, end: usize) -> u32 {
        let all = self.atoms[first..end.min(first + 8)]
            .iter()
            .fold(0, |set, a| set | a.classes);
        atom_of_set(all)
    }

    fn document(&self, at: usize, out: &mut Sink<'_>) {
        let c = self.near(at, 0);
        let seen = self.evidence.of(at);
        let opens = u32::from(at == self.sentence.first.index());
        out.push(atom(8, seen), c.shape, opens);
        let seed = out.seed;
        let mut rest = seen;
        while rest != 0 {
            out.seed = seed + rest.trailing_zeros();
            out.push(c.tag, opens, 0);
            rest &= rest - 1;
        }
        out.seed = seed + 32;
    }

    fn source(&self, at: usize, out: &mut Sink<'_>) {
        let [b, c, d] = [-1, 0, 1].map(|o| self.near(at, o));
        let s = atom(9, self.source as u32);
        out.push(s, 0, 0);
        out.push(s, c.lower, 0);
        out.push(s, c.tag, 0);
        out.push(s, c.shape, 0);
        out.push(s, atom_of_set(c.classes), 0);
        out.push(s, c.suffixes[1], 0);
        out.push(s, b.lower, 0);
        out.push(s, d.lower, 0);
        out.push(s, b.tag, c.tag);
        out.push(s, c.tag, d.tag);
        out.push(s, c.phrase, c.shape);
    }
}

fn atom_of_set(set: ClassSet) -> u32 {
    atom(10, set)
}

/// Numbers the templates as they are filled.
struct Sink<'a> {
    out: &'a mut Vec<u32>,
    seed: u32,
}

impl Sink<'_> {
    #[inline(always)]
    fn push(&mut self, a: u32, b: u32, c: u32) {
        self.seed += 1;
        self.out.push(feature(self.seed, a, b, c));
    }
}
