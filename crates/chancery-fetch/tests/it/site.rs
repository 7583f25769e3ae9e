//! A site on this machine that answers as a test wants, and remembers what it was asked.

use chancery_fetch::{Archive, Fetched, Got, Memory, Page, Policy, Purpose, Session};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Path and query.
    pub path: String,
    /// All lines.
    pub lines: Vec<String>,
    /// When.
    pub at: Instant,
}

impl Seen {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let start = format!("{name}: ");
        self.lines.iter().find_map(|line| line.strip_prefix(&start))
    }
}

/// A site that answers.
pub struct Site {
    /// Where it listens.
    pub port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
}

type Talk = dyn Fn(&Seen, &mut TcpStream) + Send + Sync;

impl Site {
    /// Answers each request by `talk`; a connection may bring several. The threads end with the test.
    pub fn new(talk: impl Fn(&Seen, &mut TcpStream) + Send + Sync + 'static) -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (talk, log): (Arc<Talk>, _) = (Arc::new(talk), Arc::clone(&seen));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (talk, log) = (Arc::clone(&talk), Arc::clone(&log));
                std::thread::spawn(move || serve(stream, &log, &*talk));
            }
        });
        Site { port, seen }
    }

    /// A site that answers each path with a head and a body; any other with 404.
    pub fn of(pages: &'static [(&'static str, &'static str, &'static str)]) -> Site {
        Site::new(move |seen, stream| {
            let page = pages.iter().find(|(path, ..)| *path == seen.path);
            let (_, head, body) = page.unwrap_or(&("", "404 Not Found", ""));
            answer(stream, head, body.as_bytes());
        })
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What it was asked.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The paths that it was asked for.
    pub fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.path).collect()
    }
}

fn serve(stream: TcpStream, log: &Mutex<Vec<Seen>>, talk: &Talk) {
    let mut writer = stream.try_clone().unwrap();
    let mut reader = BufReader::new(stream);
    loop {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            match reader.read_line(&mut line) {
                Ok(n) if n > 0 => {}
                _ => return,
            }
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let path = lines[0].split(' ').nth(1).unwrap().to_owned();
        let at = Instant::now();
        let seen = Seen { path, lines, at };
        log.lock().unwrap().push(seen.clone());
        talk(&seen, &mut writer);
    }
}

/// A whole answer. `head` is the status and further headers, as `200 OK\r\nEtag: "1"`.
pub fn answer(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let head = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n", body.len());
    send(stream, head.as_bytes());
    send(stream, body);
}

/// Whoever has hung up does not hear it.
pub fn send(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes).and_then(|()| stream.flush());
}

/// Small limits, with this machine open.
pub fn policy(sites: &[&Site]) -> Policy {
    Policy {
        allow_private: true,
        ports: sites.iter().map(|site| site.port).collect(),
        connect: Duration::from_millis(500),
        total: Duration::from_millis(500),
        max_body: 100_000,
        pause: Duration::ZERO,
        tries: 1,
        back_off: Duration::from_millis(20),
        max_wait: Duration::from_secs(2),
        ..Policy::default()
    }
}

/// A run with this policy.
pub fn session(policy: Policy, archive: Option<Archive>) -> Session {
    Session::open(policy, Memory::default(), archive, Box::new(|| false)).unwrap()
}

/// What becomes of some addresses, in the order in which they came.
pub fn fetch_all(session: &mut Session, addresses: &[String]) -> Vec<Fetched> {
    let mut all = Vec::new();
    session
        .run(addresses, Purpose::Page, |one| all.push(one))
        .unwrap();
    all
}

/// What becomes of one address, as text: the body, `unchanged` or `error: ...`.
pub fn fetch(session: &mut Session, address: &str) -> String {
    let all = fetch_all(session, &[address.to_owned()]);
    assert_eq!(all.len(), 1);
    match &all[0].got {
        Ok(Got::Page(page)) => String::from_utf8_lossy(&page.body).into_owned(),
        Ok(Got::Unchanged) => "unchanged".to_owned(),
        Err(error) => format!("error: {error}"),
    }
}

/// The page behind an address.
pub fn page(session: &mut Session, address: &str) -> Page {
    match fetch_all(session, &[address.to_owned()]).remove(0).got {
        Ok(Got::Page(page)) => page,
        other => panic!("{other:?}"),
    }
}
