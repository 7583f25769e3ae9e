//! Ids for formats that want numbers or names of their own, made from ours: the same for ever.

/// A positive whole number below 2 to the 53rd, exact in every program, from a hash of the parts.
pub fn number(parts: &[&str]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(b"\0");
    }
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    (u64::from_le_bytes(bytes) >> 11).max(1)
}

/// A name of the same shape for whatever has no id of ours: prefix and twelve hexadecimal digits.
pub fn name(prefix: &str, parts: &[&str]) -> String {
    format!("{prefix}-{:012x}", number(parts) & 0xffff_ffff_ffff)
}

/// An address for what has none.
pub fn urn(ledger: &str, id: &str) -> String {
    let mut urn = String::from("urn:chancery");
    for part in [ledger, id] {
        urn.push(':');
        for byte in part.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b':' => {
                    urn.push(char::from(byte));
                }
                _ => urn.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    urn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stable_and_safe() {
        assert_eq!(number(&["ev:1", "0"]), number(&["ev:1", "0"]));
        assert!(number(&["ev:1", "0"]) < 1 << 53);
        assert!(number(&["ev:1", "0"]) != number(&["ev:10", ""]));
        assert_eq!(urn("a b", "ev:é"), "urn:chancery:a%20b:ev:%C3%A9");
    }
}
