//! Commands as a user runs them.
