//! Any bytes behind the mark of a WARC: records and failures, an end, never a panic.
#![no_main]

use chancery_ingest::containers::{Limits, records};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let warc = [b"WARC/1.0\r\n".as_slice(), bytes].concat();
    let given = records(Box::new(Cursor::new(warc)), "", Limits::default()).count();
    // Each takes at least the bytes of a mark.
    assert!(given <= bytes.len() + 3);
});
