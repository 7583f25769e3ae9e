//! Whether a publisher stands by a report: from the codes of wire formats, and from the notes that
//! editors send with corrections and kills (words in `ingest/wire_words.tsv`).

use crate::Standing;

/// How far into an editor's note its kind must be said, in bytes.
const OPENING: usize = 120;

/// The standing that a code states, such as `stat:canceled`, `withheld`, `Usable`; `None` for other
/// codes.
pub(super) fn of_code(code: &str) -> Option<Standing> {
    let code = code.rsplit([':', '/']).next().unwrap_or(code).trim();
    match code.to_ascii_lowercase().as_str() {
        "canceled" | "cancelled" | "withheld" | "killed" | "retracted" => Some(Standing::Withdrawn),
        "corrected" | "correction" => Some(Standing::Corrected),
        "usable" | "embargoed" => Some(Standing::Usable),
        _ => None,
    }
}

/// The standing that the opening of an editor's note states.
pub(super) fn of_note(note: &str) -> Option<Standing> {
    let mut end = note.len().min(OPENING);
    while !note.is_char_boundary(end) {
        end -= 1;
    }
    let opening = format!(" {} ", words(&note[..end]));
    let said = |kind: &str| {
        chancery_data::ingest()
            .wire_words
            .iter()
            .any(|row| row.kind == kind && opening.contains(&format!(" {} ", row.words)))
    };
    if said("withdrawal") {
        return Some(Standing::Withdrawn);
    }
    said("correction").then_some(Standing::Corrected)
}

/// Letters in lower case, everything else as single spaces.
fn words(text: &str) -> String {
    let parts: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    parts.join(" ")
}

/// The stronger of two: what is withdrawn stays so.
pub(super) fn stronger(one: Standing, other: Option<Standing>) -> Standing {
    match (one, other) {
        (Standing::Withdrawn, _) | (_, Some(Standing::Withdrawn)) => Standing::Withdrawn,
        (Standing::Corrected, _) | (_, Some(Standing::Corrected)) => Standing::Corrected,
        _ => Standing::Usable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        assert_eq!(of_code("stat:canceled"), Some(Standing::Withdrawn));
        assert_eq!(
            of_code("http://cv.iptc.org/newscodes/pubstatusg2/withheld"),
            Some(Standing::Withdrawn)
        );
        assert_eq!(of_code("Usable"), Some(Standing::Usable));
        assert_eq!(of_code("sig:correction"), Some(Standing::Corrected));
        assert_eq!(of_code("sig:update"), None);
    }

    #[test]
    fn notes_of_editors() {
        assert_eq!(
            of_note("CORRECTION: In paragraph three, the envoy is Jon Odim."),
            Some(Standing::Corrected)
        );
        assert_eq!(
            of_note("Corrects spelling of the minister's name"),
            Some(Standing::Corrected)
        );
        assert_eq!(
            of_note("MANDATORY KILL - the story is wrong"),
            Some(Standing::Withdrawn)
        );
        assert_eq!(of_note("Updates with quotes of the minister"), None);
        assert_eq!(of_note("Rebels killed, adds details"), None);
    }
}
