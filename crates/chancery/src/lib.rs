//! One Document in, one Reading out.
