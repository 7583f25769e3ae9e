//! A run: many addresses, each asked politely and followed to its page.
//!
//! ```text
//! address -> clean -> checked -> robots.txt of its site -> the host's turn -> exchange -> archive
//!               ^                                                               |
//!               +------------------- redirect (at most five) <-----------------+--> page
//! ```
//!
//! Hosts are asked side by side, one thread in all; a host has one request at a time and a pause after
//! it. What was asked and answered is written to the archive as it comes. Pages are handed on as they
//! come too, in the order in which they were named within a host.

use crate::address;
use crate::body::{Unpacked, unpack};
use crate::clean::clean;
use crate::client::{self, Ask, Beyond};
use crate::error::{Error, Kind};
use crate::memory::{Answer, Memory};
use crate::policy::{AGENT, PRODUCT, Policy};
use crate::robots::{self, Robots};
use crate::site::{Turn, wait_after};
use crate::warc::{self, Exchange, Packing, Purpose};
use jiff::Timestamp;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::rc::Rc;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::{Mutex, OnceCell, Semaphore, mpsc};
use tokio::task::LocalSet;
use tokio::time::Instant;
use url::Url;

/// Longest sleep without a look whether the run was stopped.
const NAP: Duration = Duration::from_millis(100);

/// A page as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The address of the answer, after redirects.
    pub url: String,
    /// When it was asked for.
    pub at: Timestamp,
    /// The value of `Content-Type`.
    pub content_type: Option<String>,
    /// The body, unpacked.
    pub body: Vec<u8>,
}

/// What a site answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Got {
    /// The page.
    Page(Page),
    /// What was fetched before still holds.
    Unchanged,
}

/// What became of an address.
#[derive(Debug)]
pub struct Fetched {
    /// As it was given.
    pub asked: String,
    /// Page, or why there is none.
    pub got: Result<Got, Error>,
}

/// Where a run writes what it fetched.
pub struct Archive {
    /// Packed records go here, behind what is there.
    pub out: Box<dyn Write>,
    /// Whether they are packed.
    pub packing: Packing,
}

/// Answers whether the run is to end; asked often.
pub type Stop = Box<dyn Fn() -> bool>;

/// A run with its limits, its archive and what it remembers.
pub struct Session {
    runtime: Runtime,
    inner: Rc<Inner>,
}

struct Inner {
    policy: Policy,
    client: reqwest::Client,
    archive: RefCell<Option<warc::Writer<Box<dyn Write>>>>,
    memory: RefCell<Memory>,
    turns: RefCell<BTreeMap<String, Rc<Mutex<Turn>>>>,
    robots: RefCell<BTreeMap<String, Rc<OnceCell<Wish>>>>,
    requests: Cell<u64>,
    bytes: Cell<u64>,
    stop: Stop,
    /// The first failure of the archive: it ends the run.
    lost: RefCell<Option<std::io::Error>>,
}

/// What a site wants.
#[derive(Clone, Debug)]
enum Wish {
    Rules(Robots),
    /// It could not say, and so is left alone.
    Unread(String),
}

impl Session {
    /// Begins a run. `stop` ends it after the requests that are under way.
    /// Errors: no client can be made, or the archive cannot be written.
    pub fn open(
        policy: Policy,
        memory: Memory,
        archive: Option<Archive>,
        stop: Stop,
    ) -> Result<Session, Error> {
        let setup = |error: std::io::Error| Kind::Setup {
            what: error.to_string(),
        };
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_all().build().map_err(setup)?;
        let inner = Inner {
            client: client::client(&policy)?,
            archive: RefCell::new(archive.map(begin).transpose().map_err(archive_failed)?),
            memory: RefCell::new(memory),
            turns: RefCell::default(),
            robots: RefCell::default(),
            requests: Cell::new(0),
            bytes: Cell::new(0),
            stop,
            lost: RefCell::default(),
            policy,
        };
        let inner = Rc::new(inner);
        Ok(Session { runtime, inner })
    }

    /// Asks for each address and hands on what became of it, as it comes; `purpose` stands in the archive.
    /// Errors: the archive cannot be written; the run has ended then.
    pub fn run(
        &mut self,
        addresses: &[String],
        purpose: Purpose,
        mut each: impl FnMut(Fetched),
    ) -> Result<(), Error> {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let slots = Rc::new(Semaphore::new(self.inner.policy.hosts.max(1)));
        let tasks = LocalSet::new();
        for addresses in by_host(addresses) {
            let (inner, slots) = (Rc::clone(&self.inner), Rc::clone(&slots));
            let sender = sender.clone();
            tasks.spawn_local(async move {
                let _slot = slots.acquire().await;
                for asked in addresses {
                    let got = inner.fetch(&asked, purpose).await.map_err(Error::from);
                    // Nobody listens only where the run has ended.
                    let _ = sender.send(Fetched { asked, got });
                }
            });
        }
        drop(sender);
        self.runtime.block_on(tasks.run_until(async {
            while let Some(fetched) = receiver.recv().await {
                each(fetched);
            }
        }));
        match self.inner.lost.take() {
            Some(error) => Err(archive_failed(error).into()),
            None => Ok(()),
        }
    }

    /// What is remembered so far, to be read and changed between runs.
    pub fn memory(&mut self) -> std::cell::RefMut<'_, Memory> {
        self.inner.memory.borrow_mut()
    }

    /// Ends the run; what it remembers is for the next one. Errors: the archive cannot be written.
    pub fn close(mut self) -> Result<Memory, Error> {
        self.flush()?;
        // A name that the system still looks up must not hold up the end.
        self.runtime.shutdown_background();
        Ok(self.inner.memory.take())
    }

    /// Hands on what is waiting to be written. Errors: the archive cannot be written.
    pub fn flush(&mut self) -> Result<(), Error> {
        match &mut *self.inner.archive.borrow_mut() {
            Some(archive) => Ok(archive.flush().map_err(archive_failed)?),
            None => Ok(()),
        }
    }

    /// Requests so far, those for `robots.txt` and redirects too, and bytes of bodies as sent.
    pub fn taken(&self) -> (u64, u64) {
        (self.inner.requests.get(), self.inner.bytes.get())
    }
}

fn begin(archive: Archive) -> std::io::Result<warc::Writer<Box<dyn Write>>> {
    warc::Writer::begin(archive.out, archive.packing, AGENT, Timestamp::now())
}

fn archive_failed(error: std::io::Error) -> Kind {
    let what = "writing the archive".to_owned();
    Kind::File { what, error }
}

/// The addresses of each host, in the order of their first one. What is no address is alone.
fn by_host(addresses: &[String]) -> Vec<Vec<String>> {
    let mut hosts: Vec<(String, Vec<String>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for address in addresses {
        let url = Url::parse(address.trim()).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or(address);
        let place = *places.entry(host.to_owned()).or_insert(hosts.len());
        match hosts.get_mut(place) {
            Some((_, list)) => list.push(address.clone()),
            None => hosts.push((host.to_owned(), vec![address.clone()])),
        }
    }
    hosts.into_iter().map(|(_, list)| list).collect()
}

impl Inner {
    /// Follows an address to its page.
    async fn fetch(&self, asked: &str, purpose: Purpose) -> Result<Got, Kind> {
        let mut url = clean(&address::parse(asked, &self.policy)?);
        let mut seen = BTreeSet::new();
        loop {
            self.permit(&url).await?;
            let known = self.memory.borrow().answers.get(url.as_str()).cloned();
            let ask = Ask {
                url: &url,
                purpose,
                known: known.as_ref(),
                limit: self.policy.max_body,
                beyond: Beyond::Fails,
            };
            let exchange = self.ask(ask).await?;
            match self.next_hop(&url, &exchange, &mut seen)? {
                Some(next) => url = next,
                None => return self.got(&url, exchange),
            }
        }
    }

    /// Where a redirect leads; nothing where it is none.
    fn next_hop(
        &self,
        url: &Url,
        exchange: &Exchange,
        seen: &mut BTreeSet<String>,
    ) -> Result<Option<Url>, Kind> {
        if !matches!(exchange.status, 301 | 302 | 303 | 307 | 308) {
            return Ok(None);
        }
        let wrong = |what| Kind::Redirects {
            url: url.to_string(),
            what,
        };
        let target = exchange
            .header("location")
            .ok_or_else(|| wrong("a redirect without a target"))?;
        let next = url
            .join(target)
            .map_err(|_| wrong("a redirect to what is no address"))?;
        let next = clean(&address::parse(next.as_str(), &self.policy)?);
        seen.insert(url.to_string());
        if seen.contains(next.as_str()) {
            return Err(wrong("redirects that go in a circle"));
        }
        if seen.len() > self.policy.max_hops {
            return Err(wrong("too many redirects"));
        }
        Ok(Some(next))
    }

    /// The answer at the end of the way.
    fn got(&self, url: &Url, exchange: Exchange) -> Result<Got, Kind> {
        match exchange.status {
            200 => {}
            304 if self.memory.borrow().answers.contains_key(url.as_str()) => {
                return Ok(Got::Unchanged);
            }
            status => {
                let url = url.to_string();
                return Err(Kind::Status { url, status });
            }
        }
        let content_type = exchange.header("content-type").map(str::to_owned);
        let limit = self.policy.max_body;
        let codings = exchange.header("content-encoding").unwrap_or_default();
        let codings = codings.to_owned();
        let mark = mark(&exchange);
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let url = url.to_string();
        let body = match unpack(&codings, exchange.body, most) {
            (body, Unpacked::Whole) => body,
            (_, Unpacked::Cut) => return Err(Kind::TooLong { url, limit }),
            (_, Unpacked::Broken) => {
                let what = "a packed body that cannot be unpacked";
                return Err(Kind::Body { url, what });
            }
        };
        let mut memory = self.memory.borrow_mut();
        match mark {
            Some(mark) => memory.answers.insert(url.clone(), mark),
            None => memory.answers.remove(&url),
        };
        Ok(Got::Page(Page {
            url,
            at: exchange.at,
            content_type,
            body,
        }))
    }

    /// Says whether the site wants a page to be read.
    async fn permit(&self, url: &Url) -> Result<(), Kind> {
        let site = url.origin().ascii_serialization();
        let cell = Rc::clone(self.robots.borrow_mut().entry(site.clone()).or_default());
        let wish = cell.get_or_try_init(|| self.wish(url)).await?;
        let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
        match wish {
            Wish::Rules(rules) if rules.allows(path) => Ok(()),
            Wish::Rules(_) => Err(Kind::Robots { site }),
            Wish::Unread(why) => Err(Kind::RobotsUnread {
                site,
                why: why.clone(),
            }),
        }
    }

    /// Reads `robots.txt`: what is not there allows all, what cannot be had forbids all (RFC 9309,
    /// 2.3.1). "Too many requests" is no leave to make more.
    async fn wish(&self, page: &Url) -> Result<Wish, Kind> {
        let mut url = page.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        let exchange = match self.follow(url).await {
            Ok(exchange) => exchange,
            Err(kind @ (Kind::Budget { .. } | Kind::Stopped | Kind::Refused { .. })) => {
                return Err(kind);
            }
            // A site that leads nowhere has no such file.
            Err(Kind::Redirects { .. }) => return Ok(Wish::Rules(Robots::allow_all())),
            Err(kind) => return Ok(Wish::Unread(kind.to_string())),
        };
        let codings = exchange.header("content-encoding").unwrap_or_default();
        let codings = codings.to_owned();
        match exchange.status {
            200..=299 => {
                let (text, _) = unpack(&codings, exchange.body, robots::MAX_BYTES);
                let rules = Robots::parse(&text, PRODUCT);
                let turn = self.turn(page);
                turn.lock().await.slow_down(rules.delay());
                Ok(Wish::Rules(rules))
            }
            status @ (429 | 500..) => Ok(Wish::Unread(format!("status {status}"))),
            _ => Ok(Wish::Rules(Robots::allow_all())),
        }
    }

    async fn follow(&self, start: Url) -> Result<Exchange, Kind> {
        let mut url = start;
        let mut seen = BTreeSet::new();
        loop {
            let ask = Ask {
                url: &url,
                purpose: Purpose::Robots,
                known: None,
                limit: robots::MAX_BYTES as u64,
                beyond: Beyond::IsCut,
            };
            let exchange = self.ask(ask).await?;
            match self.next_hop(&url, &exchange, &mut seen)? {
                Some(next) => url = next,
                None => return Ok(exchange),
            }
        }
    }

    /// Asks when it is the host's turn, again where the site is ill.
    async fn ask(&self, ask: Ask<'_>) -> Result<Exchange, Kind> {
        let turn = self.turn(ask.url);
        let mut tries = 0;
        loop {
            let mut turn = turn.lock().await;
            self.wait(ask.url, &turn).await?;
            self.within_budget()?;
            self.requests.set(self.requests.get() + 1);
            let answer = client::exchange(&self.client, &self.policy, ask).await;
            tries += 1;
            let wait = wait_after(&self.policy, &answer, tries);
            turn.ended(wait);
            if let Ok(exchange) = &answer {
                self.keep(exchange)?;
            }
            if wait.is_none() || tries >= self.policy.tries {
                return answer;
            }
        }
    }

    fn turn(&self, url: &Url) -> Rc<Mutex<Turn>> {
        let host = url.host_str().unwrap_or_default().to_owned();
        let mut turns = self.turns.borrow_mut();
        let new = || Rc::new(Mutex::new(Turn::new(&self.policy)));
        Rc::clone(turns.entry(host).or_insert_with(new))
    }

    /// Sleeps until the host may be asked. Errors: that is too far off, or the run was stopped.
    async fn wait(&self, url: &Url, turn: &Turn) -> Result<(), Kind> {
        let free_at = turn.free_at().unwrap_or_else(Instant::now);
        let left = || free_at.saturating_duration_since(Instant::now());
        if left() > self.policy.max_wait {
            return Err(Kind::Later {
                host: url.host_str().unwrap_or_default().to_owned(),
                seconds: left().as_secs() + 1,
            });
        }
        loop {
            if (self.stop)() || self.lost.borrow().is_some() {
                return Err(Kind::Stopped);
            }
            match left() {
                Duration::ZERO => return Ok(()),
                left => tokio::time::sleep(left.min(NAP)).await,
            }
        }
    }

    fn within_budget(&self) -> Result<(), Kind> {
        let full = |taken: u64, most: Option<u64>, of: &str| match most {
            Some(most) if taken >= most => Err(Kind::Budget {
                what: format!("{most} {of}"),
            }),
            _ => Ok(()),
        };
        full(self.requests.get(), self.policy.max_pages, "requests")?;
        full(self.bytes.get(), self.policy.max_bytes, "bytes")
    }

    /// Writes an exchange to the archive and counts it.
    fn keep(&self, exchange: &Exchange) -> Result<(), Kind> {
        let bytes = exchange.body.len() as u64;
        self.bytes.set(self.bytes.get() + bytes);
        let mut archive = self.archive.borrow_mut();
        let Some(archive) = archive.as_mut() else {
            return Ok(());
        };
        if let Err(error) = archive.put_exchange(exchange) {
            *self.lost.borrow_mut() = Some(error);
            return Err(Kind::Stopped);
        }
        Ok(())
    }
}

/// What to show the site the next time; nothing where it marks nothing.
fn mark(exchange: &Exchange) -> Option<Answer> {
    let value = |name| exchange.header(name).map(str::to_owned);
    let answer = Answer {
        at: exchange.at.as_second(),
        etag: value("etag"),
        last_modified: value("last-modified"),
    };
    (answer.etag.is_some() || answer.last_modified.is_some()).then_some(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_by_host() {
        let given = [
            "http://a.org/1",
            "http://b.org/1",
            "https://a.org/2",
            "odd",
            " http://B.org/2",
        ];
        let given = given.map(str::to_owned);
        let hosts = by_host(&given);
        assert_eq!(
            hosts,
            [
                vec![given[0].clone(), given[2].clone()],
                vec![given[1].clone(), given[4].clone()],
                vec![given[3].clone()],
            ]
        );
    }
}
