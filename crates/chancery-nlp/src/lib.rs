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
pub mod parse;
pub mod chunks;

pub use chunks::{Chunk, ChunkKind};
pub use labels::{Deprel, NameKind, Upos, Xpos};
pub use parse::{Name, Parse, Sentence, SentenceId, TokenId};
pub use span::Span;
