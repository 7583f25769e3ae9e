//! One press report in, one [`Reading`](reading::Reading) out; and the pure functions that judge
//! whether claims tell of one event.
//!
//! The modules stand in the order in which the data travel; a module uses only those above it.
//! Nothing here opens a file, reads a clock, an environment or a random source, or starts a thread.
//! Only [`ingest`] can fail; the stages after it answer odd input with notes.
//!
//! ```text
//! bytes -> Document -> Parse -> Timexes -> Dating -> Places, Chains, Actors -> Speech -> Claims
//!       -> codes -> Reading -> Events
//! ```

pub mod error;
pub mod engine;
pub mod offsets;
pub mod ingest;
pub mod time;
pub mod marks;
pub mod places;
pub mod coref;
pub mod actors;
pub mod speech;
pub mod events;
pub mod coding;
pub mod codebook;
pub mod reading;
pub mod relate;
pub mod link;

pub use chancery_nlp::Span;
