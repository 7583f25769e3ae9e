//! One question to one site: the request, its answer, and nothing without a limit.
//!
//! By reqwest, HTTP/1.1 over TLS of rustls with the certificates of the system. No proxy of the
//! environment, no cookies, no referer, no redirects and no second tries of its own: what it does is
//! what is written down. Bodies are taken packed, so that an archive holds what was sent.

use crate::address::{Closed, PublicNames, is_public};
use crate::error::Kind;
use crate::memory::Answer;
use crate::policy::{AGENT, Policy};
use crate::warc::{Exchange, Purpose};
use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Response};
use std::error::Error as _;
use std::time::Duration;
use url::Url;

/// What pages and feeds are asked for as.
const ACCEPT: &str = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5";
const ACCEPT_ENCODING: &str = "gzip, br";

/// What becomes of a body beyond its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// There is no answer then.
    Fails,
    /// What is within is the answer.
    IsCut,
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// A checked address without fragment.
    pub url: &'a Url,
    /// What the answer is wanted for.
    pub purpose: Purpose,
    /// The answer that is known already.
    pub known: Option<&'a Answer>,
    /// Most bytes of the body as sent.
    pub limit: u64,
    /// And of a longer one.
    pub beyond: Beyond,
}

/// A client with the limits of a policy.
pub fn client(policy: &Policy) -> Result<Client, Kind> {
    // A provider that the program has named before stays.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .http1_only()
        .connect_timeout(policy.connect)
        .timeout(policy.total)
        .pool_max_idle_per_host(1)
        .pool_idle_timeout(Duration::from_secs(30))
        .dns_resolver(PublicNames {
            allow_private: policy.allow_private,
        })
        .build()
        .map_err(|error| Kind::Setup {
            what: causes(&error),
        })
}

/// Asks once. Errors: refused places, broken connections, what is too long or too slow; no status is
/// an error here.
pub async fn exchange(client: &Client, policy: &Policy, ask: Ask<'_>) -> Result<Exchange, Kind> {
    let at = Timestamp::now();
    let headers = headers(ask.known);
    let request = lines(ask.url, &headers);
    let sent = client.get(ask.url.clone()).headers(headers).send();
    let mut response = sent.await.map_err(|error| kind(policy, ask.url, &error))?;
    let address = response.remote_addr().map(|address| address.ip());
    // The resolver leaves no other; this holds should a connection ever be made without it.
    if let Some(address) = address.filter(|a| !policy.allow_private && !is_public(*a)) {
        return Err(Kind::Refused {
            place: address.to_string(),
            what: "no public address",
        });
    }
    let (body, cut) = body(policy, &ask, &mut response).await?;
    let named = response.headers().iter();
    let headers = named.map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()));
    let reason = response.status().canonical_reason().unwrap_or_default();
    Ok(Exchange {
        url: ask.url.to_string(),
        purpose: ask.purpose,
        at,
        address,
        request,
        status: response.status().as_u16(),
        reason: reason.to_owned(),
        headers: headers.collect(),
        body,
        cut,
        revises: ask
            .known
            .and_then(|answer| Timestamp::from_second(answer.at).ok()),
    })
}

async fn body(
    policy: &Policy,
    ask: &Ask<'_>,
    response: &mut Response,
) -> Result<(Vec<u8>, bool), Kind> {
    let too_long = || Kind::TooLong {
        url: ask.url.to_string(),
        limit: ask.limit,
    };
    let told = response.content_length().unwrap_or(0);
    if told > ask.limit && ask.beyond == Beyond::Fails {
        return Err(too_long());
    }
    let mut body: Vec<u8> = Vec::new();
    loop {
        let chunk = response.chunk().await;
        let Some(chunk) = chunk.map_err(|error| kind(policy, ask.url, &error))? else {
            return Ok((body, false));
        };
        body.extend_from_slice(&chunk);
        if body.len() as u64 <= ask.limit {
            continue;
        }
        if ask.beyond == Beyond::Fails {
            return Err(too_long());
        }
        body.truncate(usize::try_from(ask.limit).unwrap_or(usize::MAX));
        return Ok((body, true));
    }
}

fn headers(known: Option<&Answer>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut put = |name: &'static str, value: &str| {
        // A mark of a site that is no value of a header is not sent back.
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    put("user-agent", AGENT);
    put("accept", ACCEPT);
    put("accept-encoding", ACCEPT_ENCODING);
    if let Some(etag) = known.and_then(|answer| answer.etag.as_deref()) {
        put("if-none-match", etag);
    }
    if let Some(date) = known.and_then(|answer| answer.last_modified.as_deref()) {
        put("if-modified-since", date);
    }
    headers
}

/// The request as it goes over the wire.
fn lines(url: &Url, headers: &HeaderMap) -> Vec<u8> {
    let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    let mut lines = format!("GET {target} HTTP/1.1\r\n").into_bytes();
    for (name, value) in headers {
        lines.extend_from_slice(name.as_str().as_bytes());
        lines.extend_from_slice(b": ");
        lines.extend_from_slice(value.as_bytes());
        lines.extend_from_slice(b"\r\n");
    }
    lines.extend_from_slice(format!("host: {host}\r\n\r\n").as_bytes());
    lines
}

fn kind(policy: &Policy, url: &Url, error: &reqwest::Error) -> Kind {
    let mut cause = error.source();
    while let Some(deeper) = cause {
        if let Some(closed) = deeper.downcast_ref::<Closed>() {
            return closed.kind();
        }
        cause = deeper.source();
    }
    let url = url.to_string();
    match error.is_timeout() {
        true => {
            let limit = if error.is_connect() {
                policy.connect
            } else {
                policy.total
            };
            let seconds = limit.as_secs_f64();
            Kind::Slow { url, seconds }
        }
        // Asking for a name again right away does not make it known.
        false => Kind::Connection {
            url,
            what: causes(error),
            passing: !error.is_dns() && !error.is_builder(),
        },
    }
}

/// The deepest cause says most; the others name the address once more.
fn causes(error: &reqwest::Error) -> String {
    let mut last: &dyn std::error::Error = error;
    while let Some(deeper) = last.source() {
        last = deeper;
    }
    last.to_string()
}
