//! Any bytes as a report: decoding, furniture, regions. Regions and cuts must lie inside the text, in
//! order and without overlap.
#![no_main]

use chancery::ingest::{FurnitureRules, Item, document};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static RULES: LazyLock<FurnitureRules> = LazyLock::new(FurnitureRules::english);

fuzz_target!(|bytes: &[u8]| {
    let Ok(item) = Item::from_bytes(bytes) else {
        return;
    };
    let document = document(&RULES, item);
    let regions = document.regions.iter().map(|region| region.span);
    let cuts = document.furniture.iter().map(|cut| cut.span);
    let mut spans: Vec<_> = regions.chain(cuts).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let mut end = 0;
    for span in spans {
        assert!(end <= span.start && span.start <= span.end);
        assert!(document.text.get(span.start as usize..span.end as usize).is_some());
        end = span.end;
    }
});
