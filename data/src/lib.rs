//! Everything Chancery knows that is not code.
