//! What a run may do: limits, patience and reach, all of them data, so that tests make them small.

use std::time::Duration;

/// Who asks, with where to complain.
pub const AGENT: &str = concat!(
    "Chancery/",
    env!("CARGO_PKG_VERSION"),
    " (+https://github.com/chancery/chancery)"
);

/// The name that sites use for us in `robots.txt`.
pub const PRODUCT: &str = "chancery";

/// Limits and patience of a run.
#[derive(Clone, Debug)]
pub struct Policy {
    /// **Dangerous.** Addresses that are not public (this machine, its network, the service of a
    /// cloud that hands out credentials) may be asked too. For tests and for one's own servers;
    /// never where an address comes from somebody else.
    pub allow_private: bool,
    /// Ports that may be asked.
    pub ports: Vec<u16>,
    /// Longest wait for a connection.
    pub connect: Duration,
    /// Longest time of one request, from the first byte asked to the last byte read.
    pub total: Duration,
    /// Most bytes of a body, as sent and as unpacked.
    pub max_body: u64,
    /// Most redirects that are followed.
    pub max_hops: usize,
    /// Shortest pause between two requests to one host.
    pub pause: Duration,
    /// Longest wait that a site may ask for (`Retry-After`, `Crawl-delay`); what asks for more is
    /// left for another run.
    pub max_wait: Duration,
    /// Most requests for one address where the site is ill; 1 is no second try.
    pub tries: u32,
    /// Wait before the second try; it doubles with each further one.
    pub back_off: Duration,
    /// Hosts that are asked side by side.
    pub hosts: usize,
    /// Most requests of the run, those for `robots.txt` and redirects too.
    pub max_pages: Option<u64>,
    /// Most bytes of bodies of the run, as sent; the request under way is ended with its own limit.
    pub max_bytes: Option<u64>,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            allow_private: false,
            ports: vec![80, 443],
            connect: Duration::from_secs(5),
            total: Duration::from_secs(30),
            max_body: 20_000_000,
            max_hops: 5,
            pause: Duration::from_secs(1),
            max_wait: Duration::from_secs(120),
            tries: 3,
            back_off: Duration::from_secs(2),
            hosts: 8,
            max_pages: None,
            max_bytes: None,
        }
    }
}
