//! Which places may be asked at all: http and https, open ports, public addresses.
//!
//! A page, a feed or a redirect is written by others and may name this machine, its network or the
//! address at which clouds hand out credentials. So names are resolved by [`PublicNames`], which
//! drops every address that is not public and leaves the connection no other to choose (a name that
//! answers differently the second time gains nothing), and addresses that are written out are looked
//! at by [`check`] before each request, redirects too. Which addresses are not public: the registries
//! of special-purpose addresses of IANA (RFC 6890) and what RFC 1918, 3927, 4193, 6598 and 6052 say.

use crate::error::Kind;
use crate::policy::Policy;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::{Host, Url};

/// Longest address that is asked, in bytes.
const MAX_URL: usize = 8192;

/// Networks of IPv4 that are not public, with the bits of their prefix.
const CLOSED_V4: &[(Ipv4Addr, u32)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Networks within 2000::/3 that are not public; all of IPv6 outside of it is not.
const CLOSED_V6: &[(Ipv6Addr, u32)] = &[
    // Teredo, ORCHID and other protocols.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    // 6to4 holds an address of IPv4, which may be a private one.
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// True where the whole internet would reach the same machine under this address.
///
/// ```
/// assert!(chancery_fetch::is_public("8.8.8.8".parse().unwrap()));
/// assert!(!chancery_fetch::is_public("169.254.169.254".parse().unwrap()));
/// ```
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let within = |&(net, bits): &(Ipv4Addr, u32)| {
                (u32::from(address) ^ u32::from(net)) >> (32 - bits) == 0
            };
            !CLOSED_V4.iter().any(within)
        }
        IpAddr::V6(address) => {
            let within = |&(net, bits): &(Ipv6Addr, u32)| {
                (u128::from(address) ^ u128::from(net)) >> (128 - bits) == 0
            };
            let unicast = within(&(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3));
            unicast && !CLOSED_V6.iter().any(within)
        }
    }
}

/// The address as it is asked for. Errors: no address, or one that is not asked.
pub fn parse(written: &str, policy: &Policy) -> Result<Url, Kind> {
    let wrong = |what: String| Kind::Address {
        address: written.chars().take(200).collect(),
        what,
    };
    if written.len() > MAX_URL {
        return Err(wrong(format!("longer than {MAX_URL} bytes")));
    }
    let url = Url::parse(written.trim()).map_err(|error| wrong(error.to_string()))?;
    check(&url, policy)?;
    Ok(url)
}

/// What can be said of an address before its name is resolved.
pub fn check(url: &Url, policy: &Policy) -> Result<(), Kind> {
    let refused = |place: String, what| Err(Kind::Refused { place, what });
    if !matches!(url.scheme(), "http" | "https") {
        let place = format!("{}:", url.scheme());
        return refused(place, "only http and https are fetched");
    }
    if !url.username().is_empty() || url.password().is_some() {
        let place = url.host_str().unwrap_or_default().to_owned();
        return refused(
            place,
            "addresses with a name and a password are not fetched",
        );
    }
    let port = url.port_or_known_default().unwrap_or(0);
    if !policy.ports.contains(&port) {
        return refused(format!("port {port}"), "this port is not open to fetching");
    }
    let literal = match url.host() {
        Some(Host::Domain(_)) => return Ok(()),
        Some(Host::Ipv4(address)) => IpAddr::V4(address),
        Some(Host::Ipv6(address)) => IpAddr::V6(address),
        None => return refused(url.to_string(), "an address without a host"),
    };
    match policy.allow_private || is_public(literal) {
        true => Ok(()),
        false => refused(literal.to_string(), NOT_PUBLIC),
    }
}

/// What is said of them.
const NOT_PUBLIC: &str = "no public address";

/// A name without a public address, on its way through the errors of the client.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {NOT_PUBLIC}")]
pub struct Closed {
    name: String,
}

impl Closed {
    /// The same as an error of ours.
    pub fn kind(&self) -> Kind {
        Kind::Refused {
            place: self.name.clone(),
            what: NOT_PUBLIC,
        }
    }
}

/// Resolves names by the system and drops what is not public.
#[derive(Clone, Copy, Debug)]
pub struct PublicNames {
    /// As in [`Policy`].
    pub allow_private: bool,
}

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let all = self.allow_private;
        let name = name.as_str().to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let kept = public(found, all);
            if kept.is_empty() {
                return Err(Closed { name }.into());
            }
            let kept: Addrs = Box::new(kept.into_iter());
            Ok(kept)
        })
    }
}

fn public(found: impl Iterator<Item = SocketAddr>, all: bool) -> Vec<SocketAddr> {
    found
        .filter(|address| all || is_public(address.ip()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_ip(written: &str, expected: bool) {
        let found = is_public(written.parse().unwrap());
        assert_eq!(found, expected, "{written}");
    }

    #[test]
    fn first_and_last_of_each_closed_network() {
        for closed in [
            "0.0.0.0",
            "0.255.255.255",
            "10.0.0.0",
            "10.255.255.255",
            "100.64.0.0",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.0.0",
            "169.254.169.254",
            "172.16.0.0",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.168.0.1",
            "192.168.255.255",
            "198.18.0.0",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.0",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:8.8.8.8",
            "::ffff:127.0.0.1",
            "::8.8.8.8",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:a00:1::1",
            "3fff::1",
            "fc00::1",
            "fdff::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "4000::1",
        ] {
            check_ip(closed, false);
        }
    }

    #[test]
    fn neighbours_of_closed_networks_are_open() {
        for open in [
            "1.0.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.0.0.1",
            "128.0.0.1",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2001:200::1",
            "2a00:1450::1",
            "2606:4700::1111",
        ] {
            check_ip(open, true);
        }
    }

    #[test]
    fn a_name_with_both_kinds_keeps_the_public_ones() {
        let found = ["10.0.0.1:0", "8.8.8.8:0", "[::1]:0"].map(|a| a.parse().unwrap());
        let kept = public(found.into_iter(), false);
        assert_eq!(kept, ["8.8.8.8:0".parse().unwrap()]);
        assert_eq!(public(found.into_iter(), true).len(), 3);
    }

    fn refused(written: &str) -> bool {
        parse(written, &Policy::default()).is_err()
    }

    #[test]
    fn places_that_are_never_asked() {
        for closed in [
            "",
            "news",
            "file:///etc/passwd",
            "ftp://example.org/",
            "gopher://example.org/",
            "data:text/html,x",
            "javascript:alert(1)",
            "http://",
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://017700000001/",
            "http://127.1/",
            "http://[::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://example.org:22/",
            "https://user:word@example.org/",
            "http://user@example.org/",
        ] {
            assert!(refused(closed), "{closed}");
        }
        let long = format!("http://example.org/{}", "a".repeat(MAX_URL));
        assert!(refused(&long));
    }

    #[test]
    fn places_that_are_asked() {
        for open in [
            "http://example.org/",
            "https://example.org/a?b=c",
            "http://8.8.8.8/",
            "https://[2606:4700::1111]/",
            " https://example.org/ ",
            "http://example.org:443/",
        ] {
            assert!(!refused(open), "{open}");
        }
    }

    #[test]
    fn only_the_switch_opens_this_machine() {
        let open = Policy {
            allow_private: true,
            ports: vec![8080],
            ..Policy::default()
        };
        assert!(parse("http://127.0.0.1:8080/", &open).is_ok());
        assert!(
            parse("http://127.0.0.1/", &open).is_err(),
            "ports stay closed"
        );
    }
}
