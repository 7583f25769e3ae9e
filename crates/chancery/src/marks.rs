//! Quotation marks, paired: where quoted words begin and end, whoever says them.

use chancery_nlp::Span;

/// A pair of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkPair {
    /// Bytes between the marks.
    pub inner: Span,
    /// Bytes with the marks; the closing one may be missing at the end of a paragraph.
    pub outer: Span,
    /// True where the paragraph ends without a closing mark and the next one opens again.
    pub continues: bool,
}

/// Every pair, in order, without overlap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks(pub Vec<MarkPair>);
