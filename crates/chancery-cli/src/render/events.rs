//! Events of the Ledger in a line each.

use super::brief_text::counted;
use super::columns::{Sight, columns};
use super::entry::who;
use super::lay::clean;
use super::phrases::spaced;
use super::when::plain;
use chancery::link::PartyRecord;
use chancery_store::view::{Line, Who};

/// Columns of a table with commas.
pub const COLUMNS: &str = "id type mode kind cameo quad intensity status certainty core edtf day place \
    country who claims documents origins credibility disputed score";

/// A table of events.
pub fn table(lines: &[Line], sight: Sight) -> String {
    let rows: Vec<Vec<String>> = lines.iter().map(row).collect();
    columns(&HEAD, &rows, 3, sight)
}

/// Heads of the table.
const HEAD: [&str; 5] = ["date", "status", "code", "who, where, told by", "id"];

fn row(line: &Line) -> Vec<String> {
    vec![
        date(line.edtf.as_deref(), line.day.as_deref()),
        short_status(&line.status),
        code(&line.event_type, line.mode.as_deref(), line.kind.as_deref()),
        what(line),
        line.id.clone(),
    ]
}

/// Who, where, and how many tell it.
fn what(line: &Line) -> String {
    let mut parts = vec![parties(&line.who)];
    parts.extend(line.place.as_deref().map(clean));
    parts.push(tier(line.documents as usize, line.origins as usize));
    if line.disputed {
        parts.push("disputed".to_owned());
    }
    if !line.core {
        parts.push("background".to_owned());
    }
    parts.join(" · ")
}

/// One event in one line, without its id.
pub fn sentence(line: &Line) -> String {
    format!(
        "{} {} {} · {}",
        date(line.edtf.as_deref(), line.day.as_deref()),
        code(&line.event_type, line.mode.as_deref(), line.kind.as_deref()),
        spaced(&line.status),
        what(line)
    )
}

/// "1 report", "3 reports, 2 origins".
pub fn tier(documents: usize, origins: usize) -> String {
    let reports = counted(documents, "report", "reports");
    match documents {
        1 => reports,
        _ => format!("{reports}, {}", counted(origins, "origin", "origins")),
    }
}

/// The day, or the stretch that is known: "by 2024-05-02", "2024-05-01/2024-05-31".
pub fn date(edtf: Option<&str>, day: Option<&str>) -> String {
    let Some(edtf) = edtf.filter(|edtf| !edtf.is_empty()) else {
        return day.map_or_else(|| "no date".to_owned(), str::to_owned);
    };
    let inner = edtf
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let ends = match inner {
        Some(inner) => inner.split_once(".."),
        None => edtf.split_once('/'),
    };
    match ends {
        Some(("" | "..", last)) => format!("by {last}"),
        Some((first, "" | "..")) => format!("from {first}"),
        Some((first, last)) => format!("{first}/{last}"),
        None => plain(edtf),
    }
}

/// "CONSULT visit".
pub fn code(event_type: &str, mode: Option<&str>, kind: Option<&str>) -> String {
    let under = mode.filter(|mode| !mode.is_empty()).or(kind);
    match under {
        Some(under) => format!("{event_type} {}", spaced(under)),
        None => event_type.to_owned(),
    }
}

fn short_status(status: &str) -> String {
    match status {
        "did_not_happen" => "off".to_owned(),
        other => spaced(other),
    }
}

/// "Ada Sarel (NOR), Tom Marin (BEL)"; an arrow where the act goes one way.
pub fn parties(parties: &[Who]) -> String {
    let records: Vec<PartyRecord> = parties
        .iter()
        .map(|party| PartyRecord {
            role: party.role.clone(),
            name: party.name.clone(),
            country: party.country.clone(),
        })
        .collect();
    who(&records)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_short() {
        let check = |edtf: &str, expected: &str| assert_eq!(date(Some(edtf), None), expected);
        check("2024-05-02", "2024-05-02");
        check("../2024-05-02", "by 2024-05-02");
        check("[..2024-05-02]", "by 2024-05-02");
        check("2024-05-02/..", "from 2024-05-02");
        check("[2024-05-01..2024-05-31]", "2024-05-01/2024-05-31");
        check("[2024-05-01,2024-05-08]", "2024-05-01 or 2024-05-08");
        check("2024-05", "2024-05");
        assert_eq!(date(None, None), "no date");
    }
}
