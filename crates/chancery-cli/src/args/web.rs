//! What can be asked of the commands that go to the network.

use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// Of `fetch`.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// Addresses of pages, http or https
    #[arg(required = true, value_name = "URL")]
    pub addresses: Vec<String>,
    /// Where pages go.
    #[command(flatten)]
    pub keep: KeepArgs,
    /// What the run may do.
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// Of `watch`.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// Feeds and site maps by address, or files that list them (OPML, or an address a line)
    #[arg(required = true, value_name = "LIST")]
    pub lists: Vec<String>,
    /// Shortest time between two looks at a list: 10m, 2h, 1d; a minute at least
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = length)]
    pub every: Duration,
    /// One round, then end: for cron
    #[arg(long)]
    pub once: bool,
    /// Where pages go.
    #[command(flatten)]
    pub keep: KeepArgs,
    /// What a round may do.
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// Where fetched pages go.
#[derive(Debug, Args)]
pub struct KeepArgs {
    /// Write all that was asked and answered to FILE, as WARC, behind what is there; - for standard output
    #[arg(long, value_name = "FILE")]
    pub warc: Option<PathBuf>,
    /// Add the pages to the Ledger
    #[arg(long)]
    pub add: bool,
    /// Remember in FILE what was seen, so that it is not sent again
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
}

/// What a run may do.
#[derive(Debug, Args)]
pub struct LimitArgs {
    /// Most requests, those for robots.txt and redirects too
    #[arg(long, value_name = "N")]
    pub max_pages: Option<u64>,
    /// Most bytes, as sent
    #[arg(long, value_name = "N")]
    pub max_bytes: Option<u64>,
    /// A port that may be asked beside 80 and 443; may be repeated
    #[arg(long = "port", value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub ports: Vec<u16>,
    /// DANGEROUS: ask this machine and its network too; never with addresses that come from others
    #[arg(long)]
    pub allow_private: bool,
}

/// A number and its unit.
fn length(text: &str) -> Result<Duration, String> {
    let wrong =
        || format!("found `{text}`, expected a time such as 10m, 2h or 1d, a minute at least");
    let unit = text.chars().last().ok_or_else(wrong)?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 24 * 3600,
        _ => return Err(wrong()),
    };
    let number: u64 = text[..text.len() - unit.len_utf8()]
        .parse()
        .map_err(|_| wrong())?;
    let length = Duration::from_secs(number.saturating_mul(seconds));
    match (60..=30 * 24 * 3600).contains(&length.as_secs()) {
        true => Ok(length),
        false => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time() {
        let check = |text, seconds| assert_eq!(length(text).ok().map(|l| l.as_secs()), seconds);
        check("60s", Some(60));
        check("10m", Some(600));
        check("2h", Some(7200));
        check("1d", Some(86_400));
        for odd in [
            "",
            "m",
            "10",
            "59s",
            "0m",
            "-5m",
            "1.5h",
            "10 m",
            "31d",
            "9ü",
            "99999999999999999999d",
        ] {
            check(odd, None);
        }
    }
}
