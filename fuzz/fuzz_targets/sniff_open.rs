//! Any bytes as any source, opened down to its reports: never a panic. PDF is left out: its library may.
#![no_main]

use chancery_ingest::containers::{Limits, records};
use chancery_ingest::open::{Options, open};
use chancery_ingest::sniff::Form;
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let options = Options::default();
    for raw in records(Box::new(Cursor::new(bytes.to_vec())), "", Limits::default()).flatten() {
        if raw.form == Form::Pdf {
            continue;
        }
        for report in open(&raw, &options).into_iter().flatten() {
            assert!(
                report
                    .blocks
                    .iter()
                    .all(|block| report.text.get(block.span.start..block.span.end).is_some())
            );
        }
    }
});
