//! The dating in a sentence, worded by its weight: never a doubtful day without its rivals.
//!
//! One day with four fifths of the weight is told alone; a run of at most seven days with nine
//! tenths as a range; else the likeliest days with their weights, where one has a tenth; else the
//! bounds, the weekday and the year, as far as they are known.

use jiff::civil::Date;

use super::answer::SURE;
use super::dates::weekday_name;
use crate::time::calendar::Day;
use crate::time::{Dating, Precision};

/// Weight from which a rival is told, and how many are.
const TOLD: f64 = 0.05;
const MOST_TOLD: usize = 4;

/// Days of a range that is told for the day itself.
const SHORT: i32 = 7;

/// Weight of the three likeliest years from which on they are told.
const TELLING: f64 = 0.5;

/// Reasons that are told.
const MOST_REASONS: usize = 4;

/// The dating in words: the days, and the strongest reasons.
pub fn sentence(dating: &Dating) -> String {
    let mut said = days(dating);
    let mut reasons: Vec<&crate::time::Reason> = dating.reasons.iter().collect();
    reasons.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    let mut because: Vec<&str> = Vec::new();
    for reason in reasons {
        if because.len() < MOST_REASONS && !because.contains(&reason.says.as_str()) {
            because.push(&reason.says);
        }
    }
    if !because.is_empty() {
        said.push_str(", because: ");
        said.push_str(&because.join("; "));
    }
    said
}

fn days(dating: &Dating) -> String {
    let day = &dating.day;
    if let Some(best) = day.best.filter(|_| day.confidence >= SURE) {
        return format!("published on {best}");
    }
    if let Some(range) = short_range(dating) {
        return range;
    }
    let bounds = bounds(dating);
    match day.best {
        Some(best) => {
            let rivals: Vec<String> = rivals(dating)
                .iter()
                .map(|(date, weight)| format!("{date} ({weight:.2})"))
                .collect();
            let or = match rivals.is_empty() {
                true => String::new(),
                false => format!(", else {}", rivals.join(", ")),
            };
            format!("{bounds}, most likely {best} ({:.2}){or}", day.confidence)
        }
        None => bounds + &season(dating) + &weekday(dating),
    }
}

/// One run of a few days that holds nine tenths, with the likeliest day in it.
fn short_range(dating: &Dating) -> Option<String> {
    let [(first, last)] = dating.set90[..] else {
        return None;
    };
    let length = Day::from(last).0 - Day::from(first).0 + 1;
    let best = dating.day.best?;
    (length <= SHORT).then(|| {
        format!(
            "published between {first} and {last}, most likely {best} ({:.2})",
            dating.day.confidence
        )
    })
}

fn bounds(dating: &Dating) -> String {
    match (dating.day.earliest, dating.day.latest) {
        (Some(first), Some(last)) if first == last => format!("published on {first}"),
        (Some(first), Some(last)) => format!("published between {first} and {last}"),
        (Some(first), None) => format!("published on or after {first}"),
        (None, Some(last)) => format!("published on or before {last}"),
        (None, None) => "the day of publication is not known".to_owned(),
    }
}

/// Month or year where one holds the weight, else the likeliest years.
fn season(dating: &Dating) -> String {
    if dating.reasons.is_empty() {
        return String::new();
    }
    let likeliest = || dating.years.iter().take(3);
    if likeliest().map(|(_, weight)| weight).sum::<f64>() < TELLING {
        return String::new();
    }
    let years: Vec<String> = likeliest()
        .map(|(year, weight)| format!("{year} ({weight:.2})"))
        .collect();
    match (
        dating.granularity,
        dating.years.first(),
        dating.set90.first(),
    ) {
        (Precision::Week | Precision::Month, _, Some((first, _))) => {
            format!(", most likely in {:04}-{:02}", first.year(), first.month())
        }
        (_, Some((year, weight)), _) if *weight >= SURE => format!(", most likely in {year}"),
        _ if years.is_empty() => String::new(),
        _ => format!(", most likely in {}", years.join(" or ")),
    }
}

fn weekday(dating: &Dating) -> String {
    let Some((weekday, weight)) = dating.weekday else {
        return String::new();
    };
    let name = weekday_name(weekday);
    format!(", most likely on a {name} ({weight:.2})")
}

/// The heaviest rivals; one at least.
fn rivals(dating: &Dating) -> Vec<(Date, f64)> {
    let told = dating.rivals.iter().enumerate();
    told.filter(|(at, rival)| *at == 0 || rival.1 >= TOLD)
        .map(|(_, rival)| *rival)
        .take(MOST_TOLD)
        .collect()
}
