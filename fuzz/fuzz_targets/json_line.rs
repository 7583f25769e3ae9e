//! Any bytes as a line of JSON: an item with text, or an error; never a panic.
#![no_main]

use chancery::ingest::Item;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &[u8]| {
    drop(Item::from_json(line));
});
