//! Text in, sentences of tagged, lemmatised, parsed tokens with name spans out.
//!
//! The engine knows language, not diplomacy. One call, [`Engine::parse`], runs the stages in the
//! order of the modules below; each is a pure function over struct-of-arrays tokens with scratch
//! that the caller owns, and none of them can fail: odd input gives odd tokens, never a panic.
//!
//! ```text
//! text -> sentences -> tokens -> tags -> lemmas -> names -> chunks -> tree -> Parse
//! ```

pub mod span;
pub mod labels;
pub mod error;
pub mod kernel;
pub mod model;
pub mod tables;
pub mod words;
pub mod tokens;
pub mod sentences;
pub mod tags;
pub mod lemmas;
pub mod parse;
pub mod names;
pub mod chunks;
pub mod tree;
pub mod engine;

pub use chunks::{Chunk, ChunkKind, Chunking};
pub use engine::{Engine, Scratch, Search, TokenizedSentence};
pub use error::Error;
pub use labels::{Deprel, NameKind, Upos, Xpos};
pub use parse::{Name, Parse, Sentence, SentenceId, TokenId};
pub use sentences::glued;
pub use span::Span;
