//! What reads, by name: the version of the program and a hash of its models and data.
//!
//! Two programs of one name read alike: the engine is a pure function of code and data, and the code
//! of a released version does not change. A store keeps the name beside what was read, so that reports
//! that another engine read can be found and read anew.

use std::sync::LazyLock;

/// Digits of the hash.
const DIGITS: usize = 12;

static NAME: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = blake3::Hasher::new();
    for (name, bytes) in chancery_data::of_reading() {
        for part in [name.as_bytes(), bytes] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    let hash = hasher.finalize().to_hex();
    format!("chancery {} {}", env!("CARGO_PKG_VERSION"), &hash[..DIGITS])
});

/// `chancery`, its version, twelve digits of the hash of models and data. Costs some milliseconds the
/// first time.
///
/// ```
/// assert!(chancery::engine::name().starts_with("chancery "));
/// ```
pub fn name() -> &'static str {
    &NAME
}
