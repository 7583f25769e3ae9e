//! Runs of tokens that go to the tree parser as one unit: names with titles, dates, quoted names.
//!
//! From tags, names and word classes, by rule, one left-to-right pass. The parser sees a chunk as
//! its head token; the arcs inside are fixed here, by the conventions of English EWT: a person's
//! name hangs on its first word (`flat`), with titles before it as `nmod:desc`; any other name on
//! the last word before a preposition (`compound`, `amod`); a date on its day, or on its month
//! where it has none; a weekday or time noun bears what stands before it.

use crate::labels::{Deprel, NameKind, Xpos};
use crate::names::features::Atom;
use crate::names::gazetteer::NameClass;
use crate::names::lists::NameLists;
use crate::parse::{Name, Parse, Sentence, TokenId};
use crate::words::{Word, WordClass};

/// What a chunk holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChunkKind {
    /// A name of a person, with the titles before it where they belong to the unit.
    Person,
    /// A name of anything else.
    Name,
    /// A date or a weekday with its modifiers.
    Date,
}

/// Two or more tokens of one sentence that the tree parser takes as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// First token.
    pub first: TokenId,
    /// One past the last token.
    pub end: TokenId,
    /// The token that stands for the chunk in the tree; inside the chunk.
    pub head: TokenId,
    /// What it holds.
    pub kind: ChunkKind,
}

/// Arc inside a chunk: a token that is not its head, the token it hangs on, and the relation.
pub type InnerArc = (TokenId, TokenId, Deprel);

/// Which chunks are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chunking {
    /// None: every token is a unit.
    #[default]
    Off,
    /// Dates and times.
    Dates,
    /// Dates and names, titles outside.
    Names,
    /// Dates and names, a person's with the titles before it.
    Titles,
}

/// Longest run of title words before a name, tokens.
const TITLE_REACH: usize = 8;

/// What chunks are made of. `words` and `atoms` have one entry a token of the whole parse.
#[derive(Clone, Copy, Debug)]
pub struct ChunkSource<'a> {
    /// Tokens, tags and names.
    pub parse: &'a Parse,
    /// Word classes.
    pub words: &'a [Word],
    /// Listed classes.
    pub atoms: &'a [Atom],
    /// Titles.
    pub lists: &'a NameLists,
    /// Which of them are wanted.
    pub chunking: Chunking,
}

/// Appends the chunks of one sentence to `chunks`, in order, without overlap, and the arcs inside
/// them to `inner`.
pub fn find_chunks(
    from: ChunkSource<'_>,
    sentence: Sentence,
    chunks: &mut Vec<Chunk>,
    inner: &mut Vec<InnerArc>,
) {
    if from.chunking == Chunking::Off {
        return;
    }
    let (mut at, end) = (sentence.first.index(), sentence.end.index());
    let end = end
        .min(from.words.len())
        .min(from.atoms.len())
        .min(from.parse.len());
    let mut made = Maker {
        from,
        chunks,
        inner,
    };
    while at < end {
        at = made
            .name_at(at, end)
            .or_else(|| made.date_at(at, end))
            .unwrap_or(at + 1);
    }
}

struct Maker<'a, 'o> {
    from: ChunkSource<'a>,
    chunks: &'o mut Vec<Chunk>,
    inner: &'o mut Vec<InnerArc>,
}

fn token(at: usize) -> TokenId {
    TokenId(at as u32)
}

impl Maker<'_, '_> {
    fn arc(&mut self, child: usize, head: usize, relation: Deprel) {
        self.inner.push((token(child), token(head), relation));
    }

    fn push(&mut self, first: usize, end: usize, head: usize, kind: ChunkKind) -> Option<usize> {
        self.chunks.push(Chunk {
            first: token(first),
            end: token(end),
            head: token(head),
            kind,
        });
        Some(end)
    }

    fn tag(&self, at: usize) -> Xpos {
        self.from.parse.xpos[at]
    }

    fn class(&self, at: usize, end: usize) -> WordClass {
        if at < end {
            self.from.words[at].class
        } else {
            WordClass::Plain
        }
    }

    /// A name, or titles and a person's name, that begin here.
    fn name_at(&mut self, at: usize, end: usize) -> Option<usize> {
        if self.from.chunking == Chunking::Dates {
            return None;
        }
        let next = self.next_name(at)?;
        let first = next.first.index();
        if first == at {
            return self.plain_name(at, next);
        }
        if self.from.chunking != Chunking::Titles {
            return None;
        }
        let person = next.kind == NameKind::Person && next.end.index() <= end;
        if !person || first > at + TITLE_REACH || self.title_end(at, first) != Some(first) {
            return None;
        }
        self.titles(at, first);
        self.person(at, first, next.end.index())
    }

    fn next_name(&self, at: usize) -> Option<Name> {
        let names = &self.from.parse.names;
        let after = names.partition_point(|name| name.end <= token(at));
        names
            .get(after)
            .copied()
            .filter(|name| name.first >= token(at))
    }

    /// Where the titles that begin here end, if that is at `name`.
    fn title_end(&self, at: usize, name: usize) -> Option<usize> {
        let words = self.from.atoms[at..name].iter().map(|atom| atom.lower);
        match self
            .from
            .lists
            .gazetteer
            .longest(words, NameClass::Title.bit())
            .0
        {
            0 => None,
            length if at + length == name => Some(name),
            length => self.title_end(at + length, name),
        }
    }

    fn plain_name(&mut self, at: usize, name: Name) -> Option<usize> {
        let end = name.end.index();
        if end - at < 2 {
            return None;
        }
        if name.kind == NameKind::Person {
            return self.person(at, at, end);
        }
        let head = self.nominal(at, end);
        self.push(at, end, head, ChunkKind::Name)
    }

    /// A person whose name begins at `first`; `start` may be a title's first word.
    fn person(&mut self, start: usize, first: usize, end: usize) -> Option<usize> {
        for at in first + 1..end {
            let sign = matches!(self.tag(at), Xpos::HYPH | Xpos::Comma | Xpos::Stop);
            self.arc(at, first, if sign { Deprel::Punct } else { Deprel::Flat });
        }
        self.push(start, end, first, ChunkKind::Person)
    }

    /// Arcs of the titles from `start` up to the name that begins at `name`.
    fn titles(&mut self, start: usize, name: usize) {
        let head = self.nominal(start, name);
        self.arc(head, name, Deprel::NmodDesc);
    }

    /// Arcs of a name that is no person's; its head is the last word before a preposition.
    fn nominal(&mut self, first: usize, end: usize) -> usize {
        let preposition = |at: usize| matches!(self.tag(at), Xpos::IN | Xpos::TO);
        let cut = (first + 1..end - 1)
            .find(|&at| preposition(at))
            .unwrap_or(end);
        let head = self.phrase(first, cut);
        if cut < end {
            let below = self.nominal(cut + 1, end);
            self.arc(cut, below, Deprel::Case);
            self.arc(below, head, Deprel::Nmod);
        }
        head
    }

    /// Arcs of a noun phrase without prepositions; its head is its last word.
    fn phrase(&mut self, first: usize, end: usize) -> usize {
        let head = end - 1;
        for at in first..head {
            let after_and = at > first && self.tag(at - 1) == Xpos::CC;
            match self.tag(at) {
                Xpos::CC => self.arc(at, at + 1, Deprel::Cc),
                Xpos::DT => self.arc(at, head, Deprel::Det),
                Xpos::HYPH | Xpos::Comma => self.arc(at, head, Deprel::Punct),
                Xpos::POS => self.arc(at, at.saturating_sub(1).max(first), Deprel::Case),
                _ if after_and && at >= first + 2 => self.arc(at, at - 2, Deprel::Conj),
                Xpos::JJ | Xpos::JJS | Xpos::JJR => self.arc(at, head, Deprel::Amod),
                Xpos::CD => self.arc(at, head, Deprel::Nummod),
                _ => self.arc(at, head, Deprel::Compound),
            }
        }
        head
    }

    /// A date that begins here.
    fn date_at(&mut self, at: usize, end: usize) -> Option<usize> {
        let class = |step: usize| self.class(at + step, end);
        match (class(0), class(1)) {
            (WordClass::Month, WordClass::Digits) => self.month_day(at, end),
            (WordClass::Digits, WordClass::Month) => self.day_month(at, end),
            (WordClass::Month, WordClass::Year) => {
                self.arc(at + 1, at, Deprel::NmodUnmarked);
                self.push(at, at + 2, at, ChunkKind::Date)
            }
            (WordClass::Month, _) => self.two_months(at, end),
            (WordClass::Weekday, WordClass::TimeNoun) => {
                self.arc(at, at + 1, Deprel::Compound);
                self.push(at, at + 2, at + 1, ChunkKind::Date)
            }
            _ => self.near_time(at, end),
        }
    }

    /// "Jan. 3", "March 3, 2022".
    fn month_day(&mut self, at: usize, end: usize) -> Option<usize> {
        self.arc(at, at + 1, Deprel::NmodUnmarked);
        let comma = at + 3 < end && self.tag(at + 2) == Xpos::Comma;
        if comma && self.class(at + 3, end) == WordClass::Year {
            self.arc(at + 2, at + 3, Deprel::Punct);
            self.arc(at + 3, at + 1, Deprel::NmodUnmarked);
            return self.push(at, at + 4, at + 1, ChunkKind::Date);
        }
        self.push(at, at + 2, at + 1, ChunkKind::Date)
    }

    /// "3 March", "3 March 2022".
    fn day_month(&mut self, at: usize, end: usize) -> Option<usize> {
        self.arc(at + 1, at, Deprel::NmodUnmarked);
        let year = self.class(at + 2, end) == WordClass::Year;
        if year {
            self.arc(at + 2, at, Deprel::NmodUnmarked);
        }
        self.push(at, at + 2 + usize::from(year), at, ChunkKind::Date)
    }

    /// "May and June 2025".
    fn two_months(&mut self, at: usize, end: usize) -> Option<usize> {
        let joined = at + 2 < end
            && self.tag(at + 1) == Xpos::CC
            && self.class(at + 2, end) == WordClass::Month;
        if !joined {
            return None;
        }
        self.arc(at + 1, at + 2, Deprel::Cc);
        self.arc(at + 2, at, Deprel::Conj);
        let year = self.class(at + 3, end) == WordClass::Year;
        if year {
            self.arc(at + 3, at + 2, Deprel::NmodUnmarked);
        }
        self.push(at, at + 3 + usize::from(year), at, ChunkKind::Date)
    }

    /// "this week", "last Thursday", "earlier this month".
    fn near_time(&mut self, at: usize, end: usize) -> Option<usize> {
        let marks =
            |at: usize| at < end && self.from.atoms[at].classes & NameClass::NearTime.bit() != 0;
        let leads = at < end && self.from.atoms[at].classes & NameClass::EarlyTime.bit() != 0;
        let first = at + usize::from(leads && (marks(at + 1) || self.is_time(at + 1, end)));
        let noun = first + usize::from(marks(first));
        if noun == at || !self.is_time(noun, end) {
            return None;
        }
        if first > at {
            let relation = if self.tag(at) == Xpos::JJ {
                Deprel::Amod
            } else {
                Deprel::Advmod
            };
            self.arc(at, noun, relation);
        }
        if noun > first {
            let relation = if self.tag(first) == Xpos::DT {
                Deprel::Det
            } else {
                Deprel::Amod
            };
            self.arc(first, noun, relation);
        }
        self.push(at, noun + 1, noun, ChunkKind::Date)
    }

    fn is_time(&self, at: usize, end: usize) -> bool {
        matches!(
            self.class(at, end),
            WordClass::Weekday | WordClass::TimeNoun | WordClass::Month
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Engine, Scratch, Search, Span};

    /// Every chunk lies in its sentence, holds its head, and gives each other token one arc.
    fn check(text: &str) {
        let mut scratch = Scratch::default();
        let engine = Engine::english().unwrap();
        for chunking in [Chunking::Dates, Chunking::Names, Chunking::Titles] {
            let engine = engine.clone().with_chunking(chunking);
            let whole = Span::new(0, text.len());
            let parse = engine.parse(text, &[whole], Search::default(), &mut scratch);
            for token in parse.tokens() {
                let sentence = parse.sentence(token);
                assert!(sentence.contains(parse.heads[token.index()]), "{text}");
                let root = sentence.tokens().find(|&t| parse.head(t).is_none());
                assert!(
                    root.is_some_and(|root| parse.is_below(token, root)),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn trees_stay_trees() {
        check(
            "U.S. Secretary of State Dana Cole met Foreign Minister Ali Kaya in Belmar on Jan. 3.",
        );
        check(
            "Earlier this week, the National Security and Defense Council met in May and June 2025.",
        );
        check("On March 3, 2022 and 4 April 2023, Gen. Ana-Maria Cole of the Bank of X arrived.");
        check("Mr. Secretary");
    }
}
