//! The patience that a host is owed: when it may be asked next, and how long to wait after a failure.

use crate::error::{Kind, is_passing};
use crate::policy::Policy;
use crate::warc::Exchange;
use jiff::Timestamp;
use std::time::Duration;
use tokio::time::Instant;

/// Longest wait that is counted with.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

/// When a host may be asked. Whoever holds it is the only one who asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Turn {
    last: Option<Instant>,
    not_before: Option<Instant>,
    pause: Duration,
}

impl Turn {
    /// A host that was not asked yet.
    pub fn new(policy: &Policy) -> Turn {
        Turn {
            pause: policy.pause,
            ..Turn::default()
        }
    }

    /// The site asks for a longer pause.
    pub fn slow_down(&mut self, pause: Option<Duration>) {
        self.pause = self.pause.max(pause.unwrap_or_default()).min(LONGEST);
    }

    /// A request has ended, and the host may not be asked for so long.
    pub fn ended(&mut self, wait: Option<Duration>) {
        let now = Instant::now();
        self.last = Some(now);
        let until = wait.map(|wait| now + wait.min(LONGEST));
        self.not_before = self.not_before.max(until);
    }

    /// From when on the host may be asked.
    pub fn free_at(&self) -> Option<Instant> {
        let paused = self.last.map(|last| last + self.pause);
        paused.max(self.not_before)
    }
}

/// How long to wait before the same may be asked again; `None` where that would not help.
/// `tries` counts those that were made.
pub fn wait_after(
    policy: &Policy,
    answer: &Result<Exchange, Kind>,
    tries: u32,
) -> Option<Duration> {
    let doubled = 2u32.saturating_pow(tries.saturating_sub(1));
    let back_off = policy.back_off.saturating_mul(doubled);
    match answer {
        Ok(exchange) if is_passing(exchange.status) => {
            let asked = exchange.header("retry-after");
            let asked = asked.and_then(|value| retry_after(value, exchange.at));
            Some(back_off.max(asked.unwrap_or_default()))
        }
        Err(Kind::Slow { .. } | Kind::Connection { passing: true, .. }) => Some(back_off),
        _ => None,
    }
}

/// Seconds, or a date of HTTP counted from `now` (RFC 9110, 10.2.3); `None` for anything else.
pub fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(Duration::from_secs(u64::from(seconds)));
    }
    let until = jiff::fmt::rfc2822::DateTimeParser::new()
        .relaxed_weekday(true)
        .parse_timestamp(value)
        .ok()?;
    let seconds = until.as_second().saturating_sub(now.as_second()).max(0);
    Some(Duration::from_secs(u64::try_from(seconds).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: Option<u64>) {
        let now = "2026-01-02T10:00:00Z".parse().unwrap();
        let found = retry_after(value, now).map(|wait| wait.as_secs());
        assert_eq!(found, expected, "{value}");
    }

    #[test]
    fn seconds_and_dates() {
        check("120", Some(120));
        check(" 0 ", Some(0));
        check("Fri, 02 Jan 2026 10:01:30 GMT", Some(90));
        check("Fri, 02 Jan 2026 09:00:00 GMT", Some(0));
        for odd in ["", "-1", "soon", "1.5", "99999999999", "Fri, 32 Jan 2026"] {
            check(odd, None);
        }
    }

    #[test]
    fn waits_double() {
        let policy = Policy {
            back_off: Duration::from_secs(2),
            ..Policy::default()
        };
        let slow = Err(Kind::Slow {
            url: String::new(),
            seconds: 1.0,
        });
        let waits = [1, 2, 3].map(|tries| wait_after(&policy, &slow, tries));
        assert_eq!(waits.map(|wait| wait.unwrap().as_secs()), [2, 4, 8]);
        assert!(wait_after(&policy, &slow, 99).is_some());
        assert_eq!(wait_after(&policy, &Err(Kind::Stopped), 1), None);
    }
}
