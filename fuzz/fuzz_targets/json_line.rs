//! Any bytes as a line of JSON, read by the core and under each profile: an item with text, or an error; never
//! a panic.
#![no_main]

use chancery::ingest::Item;
use chancery_ingest::jsonl::{FieldMap, Profile, profile_of, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &[u8]| {
    drop(Item::from_json(line));
    let map = FieldMap::parse("text=a.0.b,date=c").unwrap_or_default();
    for profile in [
        Profile::Generic,
        Profile::NewsApi,
        Profile::EventRegistry,
        profile_of([line].into_iter()),
    ] {
        drop(read(line, profile, &FieldMap::default()));
        drop(read(line, profile, &map));
    }
});
