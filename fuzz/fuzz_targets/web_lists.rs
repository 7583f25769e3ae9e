//! Any bytes as a list of pages: addresses come out whole, and http or https.
#![no_main]

use chancery_fetch::read_list;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(list) = read_list(bytes, None, 100_000) else {
        return;
    };
    for address in list.pages.iter().chain(&list.lists) {
        assert!(address.starts_with("http://") || address.starts_with("https://"));
    }
});
