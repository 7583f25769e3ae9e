//! Any bytes as a sitemap: addresses have words.
#![no_main]

use chancery_ingest::formats::{Hints, sitemap};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for listing in sitemap::list(bytes, &Hints::default()).unwrap_or_default() {
        assert!(!listing.url.trim().is_empty());
    }
});
