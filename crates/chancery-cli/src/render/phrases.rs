//! The small phrases of a page: codes, participants, sources and notes in words.

use super::lay::clean;
use super::style::Part;
use crate::shape::{Claim, Participant, Reading, RoleHeld, Source};

/// "CONSULT visit · host".
pub fn codes(claim: &Claim) -> String {
    let mut code = claim.kind_of_event.clone();
    if let Some(mode) = claim.mode.as_deref().filter(|mode| !mode.is_empty()) {
        code.push(' ');
        code.push_str(mode);
    }
    match claim
        .kind
        .as_deref()
        .filter(|kind| Some(*kind) != claim.mode.as_deref())
    {
        Some(kind) => format!("{code} · {}", spaced(kind)),
        None => code,
    }
}

/// "did not happen", with what the report itself doubts.
pub fn status(claim: &Claim) -> String {
    let status = spaced(&claim.status);
    match claim.certainty.as_deref() {
        None | Some("certain") => status,
        Some(certainty) => format!("{status}, {certainty}"),
    }
}

/// How a status looks.
pub fn status_part(status: &str) -> Part {
    match status {
        "happened" | "ongoing" => Part::Done,
        "denied" | "did_not_happen" => Part::Off,
        _ => Part::Open,
    }
}

/// "Yaşar Güler (TUR GOV MIL)".
pub fn participant(participant: &Participant) -> String {
    let name = participant
        .name
        .as_deref()
        .or(participant.text.as_deref())
        .unwrap_or("?");
    let mut codes: Vec<&str> = participant.country.as_deref().into_iter().collect();
    codes.extend(participant.sectors.iter().map(String::as_str));
    match codes.is_empty() {
        true => clean(name),
        false => format!("{} ({})", clean(name), codes.join(" ")),
    }
}

/// Name alone, for a line of a digest.
pub fn short_name(participant: &Participant) -> String {
    clean(
        participant
            .name
            .as_deref()
            .or(participant.text.as_deref())
            .unwrap_or("?"),
    )
}

/// Who vouches, innermost first, the outlet at the end.
pub fn chain(claim: &Claim, reading: &Reading) -> String {
    let mut links: Vec<String> = claim.attribution.iter().map(source).collect();
    links.dedup();
    links.push(outlet(reading));
    links.join(" ← ")
}

/// One who vouches, with the word of saying.
pub fn source(source: &Source) -> String {
    let name = clean(source.name.as_deref().unwrap_or("unnamed"));
    let name = match source.named {
        Some(false) => format!("{name} [unnamed]"),
        _ => name,
    };
    match source
        .cue
        .as_deref()
        .map(clean)
        .filter(|cue| !cue.is_empty())
    {
        Some(cue) => format!("{name} “{cue}”"),
        None => name,
    }
}

/// The outlet, or the report where it is not known.
pub fn outlet(reading: &Reading) -> String {
    reading
        .document
        .outlet
        .as_deref()
        .map_or_else(|| "the report itself".to_owned(), clean)
}

/// "chief, National Intelligence Organization (TUR)".
pub fn office(role: &RoleHeld) -> String {
    let mut office = match role.tense.as_deref() {
        Some(tense @ ("former" | "acting")) => format!("{tense} {}", clean(&role.title)),
        Some("designate") => format!("{}-designate", clean(&role.title)),
        _ => clean(&role.title),
    };
    if let Some(organisation) = role.organisation.as_deref() {
        office.push_str(", ");
        office.push_str(&clean(organisation));
    }
    match role.country.as_deref() {
        Some(country) => format!("{office} ({country})"),
        None => office,
    }
}

/// "details_withheld" in words.
pub fn spaced(code: &str) -> String {
    code.replace('_', " ")
}

/// The title given beside the text, else its first line where that is a headline.
pub fn headline(reading: &Reading) -> String {
    if let Some(title) = reading.document.title.as_deref() {
        return clean(title);
    }
    let furniture = |at: u32| {
        reading
            .document
            .furniture
            .iter()
            .any(|f| f.start <= at && at < f.end)
    };
    let mut at = 0;
    for line in reading.document.text.split('\n') {
        let words = clean(line);
        if !words.is_empty() && !furniture(at + leading(line)) {
            return super::lay::shorten(&words, 96);
        }
        at += line.chars().count() as u32 + 1;
    }
    "(no text)".to_owned()
}

fn leading(line: &str) -> u32 {
    line.chars().take_while(|c| c.is_whitespace()).count() as u32
}
