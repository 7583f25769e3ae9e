//! Any bytes as text, with any charset stated: text or an error; never a panic.
#![no_main]

use chancery_ingest::charset::decode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &[u8])| {
    let (stated, bytes) = input;
    if let Ok(decoded) = decode(bytes, Some(stated)) {
        assert!(
            decoded
                .repaired
                .is_none_or(|at| decoded.text.is_char_boundary(at))
        );
    }
});
