//! Any bytes as a packed body: never more than the limit comes out.
#![no_main]

use chancery_fetch::unpack;
use libfuzzer_sys::fuzz_target;

const LIMIT: usize = 10_000;

fuzz_target!(|bytes: &[u8]| {
    for codings in ["gzip", "br", "deflate", "gzip, br", ""] {
        let (body, _) = unpack(codings, bytes.to_vec(), LIMIT);
        assert!(body.len() <= LIMIT);
    }
});
