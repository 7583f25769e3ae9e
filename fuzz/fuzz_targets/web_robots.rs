//! Any bytes as `robots.txt`, and a path asked of it: what is read never decides by more than the limit.
#![no_main]

use chancery_fetch::Robots;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&[u8], &str)| {
    let (text, path) = input;
    let robots = Robots::parse(text, "chancery");
    assert!(robots.allows("/robots.txt"));
    robots.allows(path);
    robots.delay();
});
