//! Civil days as the Ledger keeps them: numbers from 1970-01-01, and back to ISO 8601.

use chancery::ingest::parse_day;
use chancery::time::calendar::Day;

/// Number of the day of an ISO date; `None` where it is none.
///
/// ```
/// use chancery_store::day::{iso, number};
/// assert_eq!(number("1970-01-02"), Some(1));
/// assert_eq!(iso(1), "1970-01-02");
/// ```
pub fn number(iso: &str) -> Option<i32> {
    parse_day(iso).map(|date| Day::from(date).0)
}

/// ISO date of a day.
pub fn iso(number: i32) -> String {
    Day(number).date().to_string()
}
