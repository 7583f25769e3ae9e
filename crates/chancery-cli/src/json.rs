//! JSON lines out.

use serde::Serialize;

/// One object and the end of its line.
pub fn line(value: &impl Serialize) -> String {
    // Serialising fails only for maps whose keys are no strings; ours are structs.
    let mut line = serde_json::to_string(value).unwrap_or_default();
    line.push('\n');
    line
}
