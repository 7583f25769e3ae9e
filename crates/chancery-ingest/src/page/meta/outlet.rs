//! Who published a report, and which news agency it is taken from.
//!
//! Publisher of the JSON-LD, else `og:site_name`, else the registrable domain; then the name of
//! `outlets/outlets.tsv` where it is there, found by name or by domain.

use super::address::domain_of;
use super::head::Head;
use super::ld::LdNode;
use chancery_data::schema::Outlet;
use url::Url;

/// What a page calls its publisher.
pub(super) fn named(head: &Head, nodes: &[LdNode], main: Option<usize>) -> Option<String> {
    let of_node = main.and_then(|row| nodes[row].publisher.clone());
    let any = nodes
        .iter()
        .filter(|n| !n.listed)
        .find_map(|n| n.publisher.clone());
    let site = head
        .outlets
        .iter()
        .filter(|s| s.rung == 2)
        .chain(head.outlets.iter().filter(|s| s.rung == 3));
    let mut site = site
        .map(|s| s.value.clone())
        .filter(|v| !v.is_empty() && !v.starts_with('@'));
    of_node
        .or(any)
        .filter(|n| !n.is_empty() && !n.starts_with("http"))
        .or_else(|| site.next())
}

/// Names of the site that pages put beside their headlines: publisher, site name, and the first part of the domain.
pub(super) fn sites(head: &Head, nodes: &[LdNode], address: Option<&str>) -> Vec<String> {
    let mut all: Vec<String> = nodes
        .iter()
        .filter_map(|n| n.publisher.clone())
        .take(8)
        .collect();
    all.extend(head.outlets.iter().map(|s| s.value.clone()));
    let domain = address
        .and_then(|a| Url::parse(a).ok())
        .and_then(|url| domain_of(&url));
    if let Some(domain) = domain {
        all.extend(domain.split('.').next().map(str::to_owned));
        all.push(domain);
    }
    all.retain(|name| name.chars().count() > 2);
    all
}

/// The outlet: by the table where it knows the name or the domain, else as named, else the domain.
pub(super) fn outlet(named: Option<&str>, address: Option<&str>) -> Option<String> {
    let url = address.and_then(|url| Url::parse(url).ok());
    let host = url
        .as_ref()
        .and_then(|url| url.host_str())
        .map(|h| h.trim_start_matches("www.").to_lowercase());
    let domain = url.as_ref().and_then(domain_of);
    let outlets = &chancery_data::knowledge().outlets;
    let by_host = |host: &String| outlets.iter().find(|o| o.domains.contains(host));
    let known = host
        .as_ref()
        .and_then(by_host)
        .or_else(|| domain.as_ref().and_then(by_host));
    let known = known.or_else(|| named.and_then(|name| by_name(outlets, name)));
    known
        .map(|o| o.name.clone())
        .or(named.map(str::to_owned))
        .or(domain)
}

fn by_name<'o>(outlets: &'o [Outlet], name: &str) -> Option<&'o Outlet> {
    outlets
        .iter()
        .find(|o| o.name == name || o.names.iter().any(|n| n == name))
}

/// The agency whose name or mark this is, by `actors/agencies.tsv`.
pub(super) fn agency(name: &str) -> Option<&'static str> {
    let bare = name.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let agencies = &chancery_data::knowledge().agencies;
    let found = agencies.iter().find(|a| {
        let same = |n: &str| {
            n == bare
                || (n.chars().count() > 3 && n.eq_ignore_ascii_case(bare))
                || (bare.len() >= 3 && n.eq_ignore_ascii_case(bare))
        };
        same(&a.name) || a.names.iter().any(|n| same(n))
    });
    found.map(|a| a.name.as_str())
}
