//! Rows 1 and 2: a day that was written somewhere: beside the text, in the address, in a dateline.
//!
//! One day given is near-hard: .98 on it. Days that differ by no more than a night or two agree;
//! those further apart are both kept, the one named first with the greater weight, and told as a
//! conflict. The day that a file was changed is no day of publication: it bounds from above and
//! comes as the last day thought of.

use chancery_nlp::Span;
use jiff::civil::Date;

use super::Given;
use crate::ingest::Document;
use crate::time::calendar::Day;
use crate::time::{Dating, Method, Precision, Reason, Resolved};

/// Weight of a day given beside the text; the rest lies on the days around it.
const GIVEN: f64 = 0.98;

/// Weight of the first of two days that disagree; the other has the rest of [`GIVEN`].
const FIRST_OF_TWO: f64 = 0.7;

/// Weight of the day of a dateline, and of the day after: it precedes publication.
const DATELINE: f64 = 0.9;
const DAY_AFTER: f64 = 0.07;

/// Days apart up to which two dates agree.
const AGREE: i32 = 3;

/// First and last year of an address that are years.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2099;

/// The dating by what stands beside the text; `None` where nothing does.
pub(super) fn dating(document: &Document, further: &[Given]) -> Option<Dating> {
    let mut all: Vec<Given> = Vec::new();
    all.extend(document.published.map(|day| Given {
        day,
        kind: "published".to_owned(),
    }));
    all.extend_from_slice(further);
    all.extend(
        document
            .url
            .as_deref()
            .and_then(in_address)
            .map(|day| Given {
                day,
                kind: "address".to_owned(),
            }),
    );
    let first = all.first()?;
    let gap = |given: &&Given| (Day::from(given.day).0 - Day::from(first.day).0).abs();
    let other = all.iter().find(|given| gap(given) > AGREE);
    let reasons = all.iter().map(reason).collect();
    Some(match other {
        None => known(
            first.day,
            GIVEN,
            &[],
            (reasons, Method::Metadata, document.as_of),
        ),
        Some(other) => {
            let rival = (other.day, GIVEN - FIRST_OF_TWO);
            let told = (reasons, Method::Metadata, document.as_of);
            let dating = known(first.day, FIRST_OF_TWO, &[rival], told);
            Dating {
                conflicts: vec![reason(other)],
                ..dating
            }
        }
    })
}

/// The dating by a full dateline: that day or the next, but not after the last day thought of.
pub(super) fn of_dateline(day: Day, span: Span, as_of: Option<Date>) -> Dating {
    let next = day.plus(1).date();
    let rivals = match as_of.is_none_or(|as_of| as_of >= next) {
        true => vec![(next, DAY_AFTER)],
        false => Vec::new(),
    };
    let reason = Reason {
        span,
        kind: "2 dateline".to_owned(),
        says: format!("dateline {}", day.date()),
        strength: 0.0,
        counts: 1.0,
    };
    known(
        day.date(),
        DATELINE,
        &rivals,
        (vec![reason], Method::Dateline, as_of),
    )
}

fn reason(given: &Given) -> Reason {
    Reason {
        span: Span::default(),
        kind: "1 metadata".to_owned(),
        says: format!("{} {}", given.kind, given.day),
        strength: 0.0,
        counts: 1.0,
    }
}

/// A dating whose day was written somewhere, with the days that rival it.
fn known(
    day: Date,
    weight: f64,
    rivals: &[(Date, f64)],
    (reasons, method, as_of): (Vec<Reason>, Method, Option<Date>),
) -> Dating {
    let mut days = vec![day];
    days.extend(rivals.iter().map(|rival| rival.0));
    days.sort_unstable();
    let doubtful = weight < super::answer::SURE;
    let edtf = match doubtful {
        true => {
            let days: Vec<String> = days.iter().map(Date::to_string).collect();
            format!("[{}]", days.join(","))
        }
        false => day.to_string(),
    };
    Dating {
        day: Resolved {
            edtf,
            earliest: days.first().copied(),
            latest: days.last().copied(),
            best: Some(day),
            precision: Precision::Day,
            confidence: weight,
            method,
            timex3: day.to_string(),
        },
        set90: match doubtful {
            true => days.iter().map(|&day| (day, day)).collect(),
            false => vec![(day, day)],
        },
        rivals: rivals.to_vec(),
        reasons,
        conflicts: Vec::new(),
        as_of,
        granularity: Precision::Day,
        years: vec![(i32::from(day.year()), weight)],
        weekday: Some((Day::from(day).weekday(), weight)),
    }
}

/// The day in the path of an address: `/2024/05/03/`, `/2024-05-03-`, `/20240503/`.
fn in_address(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |parts| parts.1);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let (_, path) = path.split_once('/')?;
    let numbers: Vec<&str> = path
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .collect();
    let threes = numbers.windows(3).filter(|three| {
        three[0].len() == 4 && three[1].len() <= 2 && three[2].len() <= 2 && adjoin(path, three)
    });
    let mut days = threes.filter_map(|three| ymd(three[0], three[1], three[2]));
    let eights = numbers.iter().filter(|number| number.len() == 8);
    let mut whole = eights.filter_map(|number| ymd(&number[..4], &number[4..6], &number[6..]));
    days.next().or_else(|| whole.next())
}

/// True where one sign alone stands between the numbers.
fn adjoin(path: &str, three: &[&str]) -> bool {
    ['/', '-', '_', '.'].iter().any(|sign| {
        let joined = format!("{}{sign}{}{sign}{}", three[0], three[1], three[2]);
        path.contains(&joined)
    })
}

fn ymd(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i32 = year.parse().ok().filter(|year| YEARS.contains(year))?;
    let day = Day::from_ymd(year, month.parse().ok()?, day.parse().ok()?)?;
    Some(day.date())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn document(published: Option<Date>, url: &str) -> Document {
        Document {
            published,
            url: Some(url.to_owned()),
            ..Document::default()
        }
    }

    #[test]
    fn a_day_in_the_address() {
        let day = |url| in_address(url).map(|day| day.to_string());
        let expected = Some("2024-05-03".to_owned());
        assert_eq!(
            day("https://example.org/world/2024/05/03/talks-1234.html"),
            expected
        );
        assert_eq!(day("https://example.org/2024-5-3-talks"), expected);
        assert_eq!(day("https://example.org/a/20240503/talks"), expected);
        assert_eq!(day("https://example.org/2024/talks-11-12"), None);
        assert_eq!(day("https://example.org/?d=2024-05-03"), None);
        assert_eq!(day("https://example.org/12345678/2024/13/41"), None);
        assert_eq!(day(""), None);
    }

    #[test]
    fn one_day_given_is_near_hard() {
        let dating = dating(
            &document(Some(date(2024, 5, 4)), "https://example.org/2024/05/03/x"),
            &[],
        )
        .unwrap();
        assert_eq!(dating.day.best, Some(date(2024, 5, 4)));
        assert_eq!(dating.day.confidence, GIVEN);
        assert_eq!(dating.reasons.len(), 2);
        assert_eq!(dating.conflicts, []);
    }

    #[test]
    fn two_days_that_conflict_are_both_kept() {
        let dating = dating(
            &document(Some(date(2024, 5, 20)), "https://example.org/2024/05/03/x"),
            &[],
        )
        .unwrap();
        assert_eq!(dating.day.best, Some(date(2024, 5, 20)));
        assert!(dating.day.confidence < 0.8);
        assert_eq!(dating.day.edtf, "[2024-05-03,2024-05-20]");
        assert_eq!(dating.rivals.len(), 1);
        assert_eq!(dating.conflicts.len(), 1);
        assert_eq!(dating.day.earliest, Some(date(2024, 5, 3)));
    }

    #[test]
    fn further_metadata_is_metadata() {
        let feed = [Given {
            day: date(2023, 1, 2),
            kind: "feed".to_owned(),
        }];
        let dating = dating(&Document::default(), &feed).unwrap();
        assert_eq!(dating.day.best, Some(date(2023, 1, 2)));
        assert_eq!(dating.reasons[0].says, "feed 2023-01-02");
    }
}
