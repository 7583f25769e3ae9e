//! The engine: all models of a language, and the stages in order.

use crate::Error;
use crate::chunks::{Chunk, ChunkSource, Chunking, InnerArc, find_chunks};
use crate::labels::{Deprel, Upos, Xpos};
use crate::lemmas::LemmaModel;
use crate::model::unpack;
use crate::names::{NameScratch, Names, find_names};
use crate::parse::{Parse, Sentence, SentenceId, TokenId};
use crate::sentences::SentenceModel;
use crate::span::Span;
use crate::tables::Tables;
use crate::tags::{Tag, TagModel, TagScratch};
use crate::tokens::{find_spaces, find_tokens};
use crate::tree::{self, TreeModel, TreeScratch, Width};
use crate::words::{ClassTable, Word, read_word, read_words};
use std::borrow::Cow;
use std::thread::ScopedJoinHandle;

/// How the tree is searched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Search {
    /// A narrow beam: hardly slower than one state alone.
    #[default]
    Narrow,
    /// A wide beam: half the speed, slightly better trees.
    Careful,
}

impl Search {
    /// Measured on the development sets: wider ones gain nothing.
    fn width(self) -> Width {
        match self {
            Search::Narrow => Width {
                states: 4,
                behind: 2,
            },
            Search::Careful => Width {
                states: 16,
                behind: 6,
            },
        }
    }
}

/// What a thread read.
fn joined<T>(name: &str, thread: ScopedJoinHandle<'_, Result<T, Error>>) -> Result<T, Error> {
    let read = thread.join();
    read.unwrap_or_else(|_| Err(Error::model(name, "reading it ended without a result")))
}

/// Most tokens of a sentence; what is longer is no prose and is cut, so that cost stays linear.
const LONGEST_SENTENCE: usize = 500;

/// A sentence whose tokens are given.
#[derive(Clone, Copy, Debug)]
pub struct TokenizedSentence<'a> {
    /// Bytes of each token, in order.
    pub spans: &'a [Span],
    /// Whether white space follows each token.
    pub space_after: &'a [bool],
}

/// Buffers that a caller keeps between calls, so that reading allocates nothing per token.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    pieces: Vec<Span>,
    words: Vec<Word>,
    tags: Vec<Tag>,
    tagging: TagScratch,
    tree: TreeScratch,
    chunks: Vec<Chunk>,
    inner: Vec<InnerArc>,
    naming: NameScratch,
}

/// The engine of one language: immutable, shared between threads, loaded once.
#[derive(Clone, Debug)]
pub struct Engine {
    tables: Tables,
    classes: ClassTable,
    sentences: SentenceModel,
    tags: TagModel,
    lemmas: LemmaModel,
    names: Names,
    tree: TreeModel,
    chunking: Chunking,
}

impl Engine {
    /// The English engine, from the models inside the binary.
    ///
    /// # Errors
    /// Where a model or table is absent or damaged.
    pub fn english() -> Result<Engine, Error> {
        Self::from_models("en", |name| {
            chancery_data::model("en", name).map(Cow::Borrowed)
        })
    }

    /// The engine of a language from packed models that `read` gives by name; the word tables are
    /// those inside the binary. For training and measuring.
    ///
    /// # Errors
    /// Where a model or table is absent or damaged.
    pub fn from_models<'a, B: Into<Cow<'a, [u8]>>>(
        lang: &str,
        read: impl Fn(&str) -> Option<B> + Sync,
    ) -> Result<Engine, Error> {
        let bytes = |name: &str| -> Result<Vec<u8>, Error> {
            let packed: Cow<'a, [u8]> =
                read(name).ok_or_else(|| Error::missing(lang, name))?.into();
            unpack(name, &packed)
        };
        // Unpacking the three large models is nearly all of the start: they are unpacked side by side.
        std::thread::scope(|scope| {
            let tree = scope.spawn(|| TreeModel::read(&bytes("tree")?));
            let names = scope.spawn(|| Names::read(lang, &bytes("names")?));
            Ok(Engine {
                tables: Tables::read(lang)?,
                classes: classes(lang)?,
                sentences: SentenceModel::read(&bytes("sentences")?)?,
                tags: TagModel::read(&bytes("tags")?)?,
                lemmas: LemmaModel::read(&bytes("lemmas")?)?,
                names: joined("names", names)?,
                tree: joined("tree", tree)?,
                chunking: Chunking::default(),
            })
        })
    }

    /// The same engine with other chunks: how their worth is measured.
    pub fn with_chunking(self, chunking: Chunking) -> Self {
        Engine { chunking, ..self }
    }

    /// Reads the regions (paragraphs, headings, lines) of a text, in order. A sentence never
    /// crosses a region; text outside all regions is skipped.
    pub fn parse(
        &self,
        text: &str,
        regions: &[Span],
        search: Search,
        scratch: &mut Scratch,
    ) -> Parse {
        self.read(text, regions, Some(search), scratch)
    }

    /// Reads up to tags, lemmas and names, without trees: every token is its own head.
    pub fn parse_names(&self, text: &str, regions: &[Span], scratch: &mut Scratch) -> Parse {
        self.read(text, regions, None, scratch)
    }

    /// Sentences and tokens alone, for callers that can tell which sentences they need more of. A
    /// token has its tags where the lexicon knows of no others, else the default ones (`X`, `FW`);
    /// lemmas are empty, names and trees absent. See [`Engine::add_tags`], [`Engine::add_names`].
    pub fn parse_words(&self, text: &str, regions: &[Span], scratch: &mut Scratch) -> Parse {
        let mut parse = self.split(text, regions, scratch);
        self.look_up(text, &parse, 0..parse.len(), scratch);
        for word in &scratch.words {
            let (upos, xpos) = match self.tags.candidates(word) {
                [tag] => self.joint(*tag),
                _ => Default::default(),
            };
            parse.upos.push(upos);
            parse.xpos.push(xpos);
        }
        parse.lemma_spans.resize(parse.len(), Span::default());
        for at in 0..parse.sentences.len() {
            leave_tree(&mut parse, at);
        }
        parse
    }

    /// Adds tags and lemmas to some sentences of [`Engine::parse_words`]: the same that
    /// [`Engine::parse_names`] gives them. Sentences that are not there are passed over.
    pub fn add_tags(
        &self,
        text: &str,
        parse: &mut Parse,
        wanted: &[SentenceId],
        scratch: &mut Scratch,
    ) {
        for id in wanted {
            let Some(&sentence) = parse.sentences.get(id.0 as usize) else {
                continue;
            };
            let range = token_range(sentence);
            // one token before tells whether white space stands before the first
            let from = range.start.saturating_sub(1);
            self.look_up(text, parse, from..range.end, scratch);
            let words = &scratch.words[range.start - from..];
            self.tags
                .tag(words, &mut scratch.tagging, &mut scratch.tags);
            for (at, (word, &tag)) in range.zip(words.iter().zip(&scratch.tags)) {
                let tags = self.joint(tag);
                (parse.upos[at], parse.xpos[at]) = tags;
                let form = parse.spans[at].of(text);
                parse.lemma_spans[at] = self.lemmas.write(form, word, tags, &mut parse.lemma_text);
            }
        }
    }

    /// Adds the names of the whole text; those of sentences without tags are doubtful.
    pub fn add_names(&self, text: &str, parse: &mut Parse, scratch: &mut Scratch) {
        find_names(&self.names, text, parse, &mut scratch.naming);
    }

    /// Words of some tokens, looked up, into `scratch.words`.
    fn look_up(
        &self,
        text: &str,
        parse: &Parse,
        tokens: std::ops::Range<usize>,
        scratch: &mut Scratch,
    ) {
        scratch.words.clear();
        read_words(
            text,
            &parse.spans[tokens.clone()],
            &parse.space_after[tokens],
            &self.classes,
            &mut scratch.words,
        );
        self.tags.look_up(&mut scratch.words);
    }

    fn joint(&self, tag: Tag) -> (Upos, Xpos) {
        let known = self.tags.tags.get(usize::from(tag));
        known.copied().unwrap_or_default()
    }

    fn read(
        &self,
        text: &str,
        regions: &[Span],
        search: Option<Search>,
        scratch: &mut Scratch,
    ) -> Parse {
        let mut parse = self.split(text, regions, scratch);
        self.annotate(text, &mut parse, search, scratch);
        parse
    }

    /// Sentences and tokens.
    fn split(&self, text: &str, regions: &[Span], scratch: &mut Scratch) -> Parse {
        let mut parse = Parse::default();
        let mut spans = Vec::new();
        let mut spaces = Vec::new();
        for (number, &region) in regions.iter().enumerate() {
            let mut pieces = std::mem::take(&mut scratch.pieces);
            pieces.clear();
            if text.get(region.range()).is_some() {
                self.sentences.find(text, region, &self.tables, &mut pieces);
            }
            for &piece in &pieces {
                spans.clear();
                spaces.clear();
                find_tokens(text, piece, &self.tables, &mut spans);
                find_spaces(text, &spans, &mut spaces);
                for at in (0..spans.len()).step_by(LONGEST_SENTENCE) {
                    let end = spans.len().min(at + LONGEST_SENTENCE);
                    let given = TokenizedSentence {
                        spans: &spans[at..end],
                        space_after: &spaces[at..end],
                    };
                    add_sentence(&mut parse, given, number as u32);
                }
            }
            scratch.pieces = pieces;
        }
        parse
    }

    /// Reads sentences whose tokens are given, and keeps them. Spans that do not fit the text
    /// count as empty words.
    pub fn parse_tokens(
        &self,
        text: &str,
        sentences: &[TokenizedSentence<'_>],
        search: Search,
        scratch: &mut Scratch,
    ) -> Parse {
        let mut parse = Parse::default();
        for (number, &sentence) in sentences.iter().enumerate() {
            add_sentence(&mut parse, sentence, number as u32);
        }
        self.annotate(text, &mut parse, Some(search), scratch);
        parse
    }

    /// Lemmas of tokens whose tags are given, one each: how the lemma rules are measured.
    pub fn lemmas(&self, text: &str, spans: &[Span], upos: &[Upos], xpos: &[Xpos]) -> Vec<String> {
        let mut buffer = String::new();
        let tags = upos.iter().copied().zip(xpos.iter().copied());
        spans
            .iter()
            .zip(tags)
            .map(|(span, tags)| {
                let form = span.of(text);
                let word = read_word(form, &self.classes, &mut buffer);
                let mut out = String::new();
                self.lemmas.write(form, &word, tags, &mut out);
                out
            })
            .collect()
    }

    /// Tags, lemmas, names and trees over tokens that stand.
    fn annotate(
        &self,
        text: &str,
        parse: &mut Parse,
        search: Option<Search>,
        scratch: &mut Scratch,
    ) {
        self.look_up(text, parse, 0..parse.len(), scratch);
        for at in 0..parse.sentences.len() {
            self.push_tags(parse, at, scratch);
        }
        self.add_lemmas(text, parse, scratch);
        find_names(&self.names, text, parse, &mut scratch.naming);
        for at in 0..parse.sentences.len() {
            match search {
                Some(search) => {
                    self.add_tree(parse, at, search, scratch);
                    let sentence = parse.sentences[at];
                    tree::mend(parse, sentence, &scratch.words[token_range(sentence)], text);
                }
                None => leave_tree(parse, at),
            }
        }
    }

    fn push_tags(&self, parse: &mut Parse, at: usize, scratch: &mut Scratch) {
        let words = &scratch.words[token_range(parse.sentences[at])];
        self.tags
            .tag(words, &mut scratch.tagging, &mut scratch.tags);
        for &tag in &scratch.tags {
            let (upos, xpos) = self.joint(tag);
            parse.upos.push(upos);
            parse.xpos.push(xpos);
        }
    }

    fn add_lemmas(&self, text: &str, parse: &mut Parse, scratch: &Scratch) {
        for (at, word) in scratch.words.iter().enumerate() {
            let form = parse.spans[at].of(text);
            let tags = (parse.upos[at], parse.xpos[at]);
            let span = self.lemmas.write(form, word, tags, &mut parse.lemma_text);
            parse.lemma_spans.push(span);
        }
    }

    fn add_tree(&self, parse: &mut Parse, at: usize, search: Search, scratch: &mut Scratch) {
        let range = token_range(parse.sentences[at]);
        scratch.chunks.clear();
        scratch.inner.clear();
        let from = ChunkSource {
            parse,
            words: &scratch.words,
            atoms: &scratch.naming.atoms,
            lists: &self.names.lists,
            chunking: self.chunking,
        };
        find_chunks(
            from,
            parse.sentences[at],
            &mut scratch.chunks,
            &mut scratch.inner,
        );
        let sentence = tree::Sentence {
            words: &scratch.words[range.clone()],
            upos: &parse.upos[range.clone()],
            xpos: &parse.xpos[range.clone()],
            chunks: &scratch.chunks,
            inner: &scratch.inner,
            offset: range.start as u32,
        };
        self.tree.build(sentence, search.width(), &mut scratch.tree);
        let offset = range.start as u32;
        parse.heads.extend(
            scratch
                .tree
                .heads
                .iter()
                .map(|&head| TokenId(head + offset)),
        );
        parse.deprels.extend(&scratch.tree.labels);
    }
}

/// The word classes of a language.
pub fn classes(lang: &str) -> Result<ClassTable, Error> {
    let text =
        chancery_data::table(lang, "classes").ok_or_else(|| Error::missing(lang, "classes"))?;
    ClassTable::read("classes", text)
}

fn token_range(sentence: Sentence) -> std::ops::Range<usize> {
    sentence.first.index()..sentence.end.index()
}

fn add_sentence(parse: &mut Parse, given: TokenizedSentence, region: u32) {
    if given.spans.is_empty() {
        return;
    }
    let first = TokenId(parse.spans.len() as u32);
    let id = SentenceId(parse.sentences.len() as u32);
    parse.spans.extend_from_slice(given.spans);
    let spaces = given
        .space_after
        .iter()
        .copied()
        .chain(std::iter::repeat(true));
    parse.space_after.extend(spaces.take(given.spans.len()));
    parse.sentence_of.resize(parse.spans.len(), id);
    parse.sentences.push(Sentence {
        first,
        end: TokenId(parse.spans.len() as u32),
        region,
    });
}

fn leave_tree(parse: &mut Parse, at: usize) {
    for token in parse.sentences[at].tokens() {
        parse.heads.push(token);
        parse.deprels.push(Deprel::Dep);
    }
}

#[cfg(test)]
mod tests;
