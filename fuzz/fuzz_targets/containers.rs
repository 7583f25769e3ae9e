//! Any bytes as an archive (gzip, zstd, zip, tar, in each other), as lines, as a table, as mails: records and
//! failures, an end, never a panic; nothing longer than the limits.
#![no_main]

use chancery_ingest::containers::{Limits, records_of_file};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        record: 1 << 20,
        held: 1 << 20,
        unpacked: 1 << 22,
        ratio: 10,
    };
    let source = Cursor::new(bytes.to_vec());
    for raw in records_of_file(Box::new(source), "a.csv", limits).flatten() {
        assert!(raw.bytes.len() <= 16 << 20);
    }
});
