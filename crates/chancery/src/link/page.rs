//! One document as the linker keeps it: what tells whose words it prints.

use crate::reading::Reading;
use chancery_ingest::duplicates::{Sketch, sketch};
use serde::{Deserialize, Serialize};

/// Code points in which a dateline ends.
const DATELINE: usize = 120;

/// A document with what tells its origin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The least hashes of its runs of words.
    pub sketch: Sketch,
    /// The agency that its dateline credits, in lower case.
    pub agency: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
}

/// The page of a Reading.
pub fn page(reading: &Reading) -> Page {
    let text = &reading.document.text;
    Page {
        sketch: sketch(text),
        agency: agency(text),
        outlet: reading.document.outlet.clone(),
    }
}

/// The agency of a dateline: a place in capitals, the agency in parentheses, a dash.
fn agency(text: &str) -> Option<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.take(4).find_map(credit)
}

fn credit(line: &str) -> Option<String> {
    let (place, rest) = line.split_once(" (")?;
    let (agency, rest) = rest.split_once(')')?;
    let city = place.split(',').next()?;
    let capitals = city.chars().any(char::is_alphabetic) && !city.chars().any(char::is_lowercase);
    let dash = rest
        .trim_start()
        .chars()
        .next()
        .filter(|c| DASHES.contains(c));
    let short = place.chars().count() + agency.chars().count() < DATELINE;
    (capitals && short && dash.is_some()).then(|| agency.to_lowercase())
}

/// What stands between a dateline and the report.
const DASHES: [char; 3] = ['-', '\u{2013}', '\u{2014}'];

#[cfg(test)]
mod tests {
    use super::agency;

    #[test]
    fn a_dateline_credits_its_agency() {
        let of = |text| agency(text);
        assert_eq!(
            of("LIMA (Meridian Press) \u{2014} Peru and Chile met.").as_deref(),
            Some("meridian press")
        );
        assert_eq!(
            of("Headline\n\nLIMA, May 4 (MP) - Peru met.").as_deref(),
            Some("mp")
        );
        assert_eq!(of("Peru (and Chile) - met."), None);
        assert_eq!(of("LIMA \u{2014} Peru and Chile (both) met."), None);
    }
}
