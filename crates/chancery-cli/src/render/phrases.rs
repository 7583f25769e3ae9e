//! The small phrases of a page: codes, participants, sources and notes in words.

use super::lay::clean;
use super::style::Part;
use chancery::reading::{AttributionRecord, ClaimRecord, ParticipantRecord, Reading, RoleRecord};

/// "CONSULT visit · host".
pub fn codes(claim: &ClaimRecord) -> String {
    let mut code = claim.event_type.clone();
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
pub fn status(claim: &ClaimRecord) -> String {
    let status = spaced(&claim.status);
    match claim.certainty.as_str() {
        "certain" | "" => status,
        certainty => format!("{status}, {certainty}"),
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
pub fn participant(participant: &ParticipantRecord) -> String {
    let mut codes: Vec<&str> = participant.country.as_deref().into_iter().collect();
    codes.extend(participant.sectors.iter().map(String::as_str));
    match codes.is_empty() {
        true => short_name(participant),
        false => format!("{} ({})", short_name(participant), codes.join(" ")),
    }
}

/// Name alone, for a line of a digest.
pub fn short_name(participant: &ParticipantRecord) -> String {
    match participant.name.is_empty() {
        true => clean(&participant.words.text),
        false => clean(&participant.name),
    }
}

/// Who vouches, innermost first, the outlet at the end.
pub fn chain(claim: &ClaimRecord, reading: &Reading) -> String {
    let mut sources: Vec<&AttributionRecord> = claim.attribution.iter().collect();
    sources.dedup_by_key(|source| &source.name);
    let mut links: Vec<String> = sources.into_iter().map(source).collect();
    links.push(outlet(reading));
    links.join(" ← ")
}

/// One who vouches, with the word of saying.
pub fn source(source: &AttributionRecord) -> String {
    let mut line = clean(&source.name);
    if !source.named {
        line.push_str(" [unnamed]");
    }
    let cue = clean(&source.cue);
    if !cue.is_empty() {
        line.push_str(&format!(" “{cue}”"));
    }
    if let Some(medium) = &source.medium {
        line.push_str(&format!(" {}", clean(medium)));
    }
    line
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
pub fn office(role: &RoleRecord) -> String {
    let mut office = match role.tense.as_str() {
        tense @ ("former" | "acting") => format!("{tense} {}", clean(&role.title)),
        "designate" => format!("{}-designate", clean(&role.title)),
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

/// Words of a report in quotation marks; as they are where they begin with some.
pub fn quoted(words: &str) -> String {
    match words.starts_with(['“', '"', '‘']) {
        true => words.to_owned(),
        false => format!("“{words}”"),
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
