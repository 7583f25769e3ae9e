//! Any bytes as a mail and as a mailbox.
#![no_main]

use chancery_ingest::Report;
use chancery_ingest::formats::{Hints, mail};
use libfuzzer_sys::fuzz_target;

/// Blocks and segments lie in the text, in order.
fn check(report: &Report) {
    let (mut block_end, mut segment_end) = (0, 0);
    for block in &report.blocks {
        assert!(block.span.start >= block_end && block.span.start < block.span.end);
        assert!(report.text.get(block.span.start..block.span.end).is_some());
        block_end = block.span.end;
    }
    for segment in &report.segments {
        assert!(segment.text.start >= segment_end);
        assert!(report.text.get(segment.text.start..segment.text.end).is_some());
        segment_end = segment.text.end;
    }
}

fuzz_target!(|bytes: &[u8]| {
    for report in mail::read(bytes, &Hints::default()).unwrap_or_default().iter().flatten() {
        check(report);
    }
    for report in mail::read_mbox(bytes, &Hints::default()).unwrap_or_default().iter().flatten() {
        check(report);
    }
});
