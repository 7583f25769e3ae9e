//! Days and instants in the shapes that formats want, from ISO days and seconds.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The day of an ISO string, if it is one.
pub fn day(iso: &str) -> Option<Date> {
    iso.parse().ok()
}

/// `YYYYMMDD`.
pub fn compact(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// `YYYYMMDDHHMMSS` of an instant, UTC.
pub fn stamp(seconds: i64) -> Option<String> {
    let at = Timestamp::from_second(seconds).ok()?;
    let at = at.to_zoned(TimeZone::UTC);
    Some(at.strftime("%Y%m%d%H%M%S").to_string())
}

/// An instant by RFC 3339, UTC.
pub fn rfc3339(seconds: i64) -> Option<String> {
    let at = Timestamp::from_second(seconds).ok()?;
    let at = at.to_zoned(TimeZone::UTC);
    Some(at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// An instant by RFC 822, as RSS wants it, UTC.
pub fn rfc822(seconds: i64) -> Option<String> {
    let at = Timestamp::from_second(seconds).ok()?;
    let at = at.to_zoned(TimeZone::UTC);
    Some(at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
}

/// Seconds from 1970 to the first of a day, UTC.
pub fn midnight(day: Date) -> Option<i64> {
    let zoned = day.to_zoned(TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_second())
}

/// Days from 1970-01-01.
pub fn number(day: Date) -> Option<i32> {
    i32::try_from(midnight(day)?.div_euclid(86_400)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_days() {
        let new_year = day("2026-01-01").unwrap();
        assert_eq!(compact(new_year), "20260101");
        assert_eq!(number(new_year), Some(20_454));
        assert_eq!(number(day("1969-12-31").unwrap()), Some(-1));
        assert_eq!(stamp(0).as_deref(), Some("19700101000000"));
        assert_eq!(rfc3339(86_399).as_deref(), Some("1970-01-01T23:59:59Z"));
        assert_eq!(rfc822(0).as_deref(), Some("Thu, 01 Jan 1970 00:00:00 GMT"));
        assert_eq!(day("2026-02-30"), None);
        assert_eq!(day(""), None);
    }
}
