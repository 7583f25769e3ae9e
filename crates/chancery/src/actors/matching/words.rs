//! The words of a name, with what the alignment asks of each.

use chancery_data::schema::Gender;

use crate::actors::ActorLexicon;
use crate::actors::keys::{Ending, ending, fold_name};
use crate::actors::scripts::{Letters, readings, romanise, sound};

/// Most words of a name that are compared.
const LONGEST: usize = 12;

/// What a word is in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Full,
    Initial,
    /// al, van, de: free.
    Particle,
    /// bin, ibn: free, and the order of the names is fixed.
    Kin,
    /// Jr, II.
    Generation,
    /// -ovich, -ivna.
    Patronymic,
}

/// A word, or up to three taken together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    pub(super) part: Part,
    /// Latin letters without marks.
    pub(super) folded: String,
    /// With letters of one sound made one.
    pub(super) sound: Vec<char>,
    /// True where the script leaves out short vowels.
    pub(super) bare: bool,
    pub(super) ending: Ending,
    /// Gender, for a known given name.
    pub(super) given: Option<Gender>,
    /// Groups of the table of variants that hold it.
    pub(super) groups: Vec<u16>,
    /// This word and the next ones, as one.
    pub(super) with_next: Vec<Word>,
}

/// The words of `name` by each way to read it.
pub(super) fn ways(lexicon: &ActorLexicon, name: &str) -> Vec<Vec<Word>> {
    let lower = name.to_lowercase();
    let known = lexicon.tables.known;
    let ways = readings(known, &lower).into_iter();
    ways.map(|letters| Cutter { lexicon, letters }.words(name))
        .collect()
}

/// One way to read a name.
#[derive(Clone, Copy)]
struct Cutter<'a> {
    lexicon: &'a ActorLexicon,
    letters: Letters,
}

impl Cutter<'_> {
    fn words(self, name: &str) -> Vec<Word> {
        let tokens = self.tokens(name);
        let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
        for (at, token) in tokens.iter().enumerate() {
            let mut word = self.word(std::slice::from_ref(token));
            word.part = self.part(token, &word, at == 0);
            for count in 2..=3.min(tokens.len() - at) {
                word.with_next.push(self.word(&tokens[at..at + count]));
            }
            words.push(word);
        }
        words
    }

    /// Words as printed, without honorifics at the head; initials that stand together are cut.
    fn tokens(self, name: &str) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::new();
        for piece in name.split(|c: char| c.is_whitespace() || c == ',') {
            let mut parts = piece.split(['-', '\u{2010}', '\u{2011}']).peekable();
            while let Some(part) = parts.next() {
                let tied = parts.peek().is_some();
                for text in cut(part) {
                    let shouted = !text.chars().any(char::is_lowercase);
                    let text = text.to_lowercase();
                    tokens.extend(self.article(Token {
                        text,
                        tied,
                        shouted,
                    }));
                }
            }
        }
        let folding = &self.lexicon.tables.folding;
        let index = &self.lexicon.names;
        while tokens.len() > 1 && index.is_honorific(folding.hash(&tokens[0].text)) {
            tokens.remove(0);
        }
        tokens.truncate(LONGEST);
        tokens
    }

    /// The Arabic article is written as one with its noun.
    fn article(self, token: Token) -> Vec<Token> {
        let noun = token
            .text
            .strip_prefix('ا')
            .and_then(|t| t.strip_prefix('ل'));
        match noun.filter(|noun| noun.chars().count() > 2) {
            Some(noun) => {
                let noun = Token {
                    text: noun.to_string(),
                    ..token
                };
                let text = "ال".to_string();
                vec![
                    Token {
                        text,
                        tied: true,
                        shouted: false,
                    },
                    noun,
                ]
            }
            None => vec![token],
        }
    }

    fn word(self, tokens: &[Token]) -> Word {
        let lexicon = self.lexicon;
        let known = lexicon.tables.known;
        let folding = &lexicon.tables.folding;
        let text: String = tokens.iter().map(|token| token.text.as_str()).collect();
        let latin = romanise(known, &text, self.letters);
        let folded = fold_name(folding, &latin).replace(' ', "");
        let hash = match self.letters {
            Letters::Arabic => folding.hash(&text),
            _ => folding.hash(&folded),
        };
        Word {
            part: Part::Full,
            sound: sound(known, &folded),
            bare: self.letters == Letters::Arabic,
            ending: ending(known, &folded),
            given: lexicon.names.gender(hash),
            groups: lexicon.names.groups(hash),
            with_next: Vec::new(),
            folded,
        }
    }

    fn part(self, token: &Token, word: &Word, first: bool) -> Part {
        let known = self.lexicon.tables.known;
        let folded = word.folded.as_str();
        let has = |kind: &str| {
            let mut rows = known.name_forms.iter();
            rows.any(|row| row.kind == kind && row.form == folded)
        };
        let ends = || {
            let mut rows = known.name_forms.iter();
            rows.any(|row| {
                row.kind == "patronymic"
                    && folded.len() > row.form.len() + 2
                    && folded.ends_with(&row.form)
            })
        };
        let free = !first || token.tied || !token.shouted && token.text == "al";
        match () {
            () if !first && has("generation") => Part::Generation,
            () if !first && has("kin") => Part::Kin,
            () if free && has("particle") => Part::Particle,
            () if folded.chars().count() == 1 => Part::Initial,
            () if !first && ends() => Part::Patronymic,
            () => Part::Full,
        }
    }
}

/// A word as printed, lower case.
#[derive(Clone, Debug)]
struct Token {
    text: String,
    /// A hyphen follows.
    tied: bool,
    /// All capitals.
    shouted: bool,
}

/// "M.V." is two initials; other stops and signs at the edges go.
fn cut(part: &str) -> Vec<&str> {
    let initials =
        part.contains('.') && part.split('.').all(|letters| letters.chars().count() <= 1);
    let pieces: Vec<&str> = match initials {
        true => part.split('.').collect(),
        false => vec![part.trim_matches(|c: char| !c.is_alphanumeric())],
    };
    pieces
        .into_iter()
        .filter(|piece| !piece.is_empty())
        .collect()
}
