//! What a site may ask for: robots.txt, pauses, patience; and what a run may take.

use crate::site::{Seen, Site, answer, fetch, fetch_all, policy, send, session};
use chancery_fetch::{Memory, Policy, Session};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A site with this `robots.txt` and a page everywhere.
fn with_robots(head: &'static str, text: &'static str) -> Site {
    Site::new(move |seen, stream| match seen.path.as_str() {
        "/robots.txt" => answer(stream, head, text.as_bytes()),
        _ => answer(stream, "200 OK", b"Talks"),
    })
}

#[test]
fn robots_are_read_once_and_obeyed() {
    let site = with_robots("200 OK", "User-agent: chancery\nDisallow: /private?all");
    let mut session = session(policy(&[&site]), None);
    assert_eq!(fetch(&mut session, &site.url("/a")), "Talks");
    assert_eq!(fetch(&mut session, &site.url("/private")), "Talks");
    let told = fetch(&mut session, &site.url("/private?all=1"));
    assert!(told.contains("asks not to be read"), "{told}");
    assert_eq!(site.paths(), ["/robots.txt", "/a", "/private"]);
}

#[test]
fn robots_of_a_redirect_count_too() {
    let there = with_robots("200 OK", "User-agent: *\nDisallow: /");
    let port = there.port;
    let here = Site::new(move |seen, stream| match seen.path.as_str() {
        "/robots.txt" => answer(stream, "404 Not Found", b""),
        _ => answer(
            stream,
            &format!("302 Found\r\nLocation: http://127.0.0.1:{port}/"),
            b"",
        ),
    });
    let told = fetch(
        &mut session(policy(&[&here, &there]), None),
        &here.url("/a"),
    );
    assert!(told.contains("asks not to be read"), "{told}");
    assert_eq!(there.paths(), ["/robots.txt"]);
}

#[test]
fn robots_that_cannot_be_had() {
    for (head, expected) in [
        ("404 Not Found", "Talks"),
        ("401 Unauthorized", "Talks"),
        ("403 Forbidden", "Talks"),
        ("302 Found\r\nLocation: /robots.txt", "Talks"),
        ("429 Too Many Requests", "gave no robots.txt"),
        ("500 Oops", "gave no robots.txt"),
        ("503 Later", "gave no robots.txt"),
    ] {
        let site = with_robots(head, "User-agent: *\nDisallow: /");
        let told = fetch(&mut session(policy(&[&site]), None), &site.url("/a"));
        assert!(told.contains(expected), "{head}: {told}");
    }
    let mute = Site::new(|_, stream| drop(stream.shutdown(std::net::Shutdown::Both)));
    let told = fetch(&mut session(policy(&[&mute]), None), &mute.url("/a"));
    assert!(told.contains("gave no robots.txt"), "{told}");
}

#[test]
fn long_robots_are_read_to_the_limit() {
    let site = Site::new(|seen, stream| match seen.path.as_str() {
        "/robots.txt" => {
            let start = b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /no\n";
            send(stream, start);
            for _ in 0..600 {
                send(stream, &[b'#'; 1024]);
            }
            let _ = stream.shutdown(std::net::Shutdown::Both);
        }
        _ => answer(stream, "200 OK", b"Talks"),
    });
    let mut session = session(policy(&[&site]), None);
    assert_eq!(fetch(&mut session, &site.url("/a")), "Talks");
    assert!(fetch(&mut session, &site.url("/no")).contains("asks not"));
}

fn pauses(site: &Site) -> Vec<Duration> {
    let seen = site.seen();
    seen.windows(2).map(|two| two[1].at - two[0].at).collect()
}

#[test]
fn a_pause_between_requests() {
    let site = with_robots("200 OK", "");
    let slow = Policy {
        pause: Duration::from_millis(80),
        ..policy(&[&site])
    };
    let addresses = [site.url("/a"), site.url("/b")];
    let all = fetch_all(&mut session(slow, None), &addresses);
    assert!(all.iter().all(|one| one.got.is_ok()));
    let pauses = pauses(&site);
    assert_eq!(pauses.len(), 2);
    assert!(
        pauses
            .iter()
            .all(|pause| *pause >= Duration::from_millis(80)),
        "{pauses:?}"
    );
}

#[test]
fn crawl_delay_makes_it_longer_and_too_long_is_left() {
    let site = with_robots("200 OK", "User-agent: *\nCrawl-delay: 0.12");
    assert_eq!(
        fetch(&mut session(policy(&[&site]), None), &site.url("/a")),
        "Talks"
    );
    assert!(pauses(&site)[0] >= Duration::from_millis(120));
    let site = with_robots("200 OK", "User-agent: *\nCrawl-delay: 9000");
    let told = fetch(&mut session(policy(&[&site]), None), &site.url("/a"));
    assert!(told.contains("asks to wait"), "{told}");
    assert_eq!(site.paths(), ["/robots.txt"]);
}

/// A site that is ill for so many requests.
fn ill(times: usize, head: &'static str) -> Site {
    let count = AtomicUsize::new(0);
    let talk = move |seen: &Seen, stream: &mut TcpStream| {
        if seen.path == "/robots.txt" {
            return answer(stream, "404 Not Found", b"");
        }
        match count.fetch_add(1, Ordering::Relaxed) < times {
            true => answer(stream, head, b"ill"),
            false => answer(stream, "200 OK", b"Talks"),
        }
    };
    Site::new(talk)
}

fn patient(site: &Site) -> Policy {
    Policy {
        tries: 3,
        ..policy(&[site])
    }
}

#[test]
fn what_is_ill_is_asked_again_later() {
    let site = ill(2, "503 Later");
    assert_eq!(
        fetch(&mut session(patient(&site), None), &site.url("/a")),
        "Talks"
    );
    let pauses = pauses(&site);
    assert!(pauses[1] >= Duration::from_millis(20) && pauses[2] >= Duration::from_millis(40));
    let site = ill(9, "500 Oops");
    let told = fetch(&mut session(patient(&site), None), &site.url("/a"));
    assert!(told.ends_with("status 500"), "{told}");
    assert_eq!(site.paths().len(), 1 + 3);
    let site = ill(9, "404 Not Found");
    fetch(&mut session(patient(&site), None), &site.url("/a"));
    assert_eq!(
        site.paths().len(),
        1 + 1,
        "what is not there is not asked again"
    );
}

#[test]
fn retry_after_is_waited_for() {
    let site = ill(1, "429 Too Many Requests\r\nRetry-After: 1");
    let begun = Instant::now();
    assert_eq!(
        fetch(&mut session(patient(&site), None), &site.url("/a")),
        "Talks"
    );
    assert!(begun.elapsed() >= Duration::from_secs(1));
}

#[test]
fn retry_after_too_long_leaves_the_whole_host() {
    let site = ill(9, "429 Too Many Requests\r\nRetry-After: 3600");
    let addresses = [site.url("/a"), site.url("/b")];
    let all = fetch_all(&mut session(patient(&site), None), &addresses);
    for one in all {
        let error = one.got.unwrap_err();
        assert!(
            error
                .wait_seconds()
                .is_some_and(|s| (3500..=3601).contains(&s)),
            "{error}"
        );
    }
    assert_eq!(site.paths().len(), 1 + 1);
}

#[test]
fn what_still_holds_is_not_sent_again() {
    let site = Site::new(|seen, stream| match seen.path.as_str() {
        "/robots.txt" => answer(stream, "404 Not Found", b""),
        _ if seen.header("if-none-match") == Some("\"7\"") => {
            answer(stream, "304 Not Modified", b"")
        }
        _ => answer(
            stream,
            "200 OK\r\nETag: \"7\"\r\nLast-Modified: Fri, 02 Jan 2026 10:00:00 GMT",
            b"Talks",
        ),
    });
    let mut session = session(policy(&[&site]), None);
    assert_eq!(fetch(&mut session, &site.url("/a")), "Talks");
    assert_eq!(fetch(&mut session, &site.url("/a")), "unchanged");
    assert_eq!(fetch(&mut session, &site.url("/b")), "Talks");
    let again = &site.seen()[2];
    assert_eq!(
        again.header("if-modified-since"),
        Some("Fri, 02 Jan 2026 10:00:00 GMT")
    );
}

#[test]
fn a_run_takes_no_more_than_its_budget() {
    let site = with_robots("200 OK", "");
    let addresses = ["/a", "/b", "/c"].map(|path| site.url(path));
    let few = Policy {
        max_pages: Some(2),
        ..policy(&[&site])
    };
    let all = fetch_all(&mut session(few, None), &addresses);
    let left: Vec<bool> = all
        .iter()
        .map(|one| one.got.as_ref().is_err_and(|e| e.is_left()))
        .collect();
    assert_eq!(left, [false, true, true]);
    let small = Policy {
        max_bytes: Some(6),
        ..policy(&[&site])
    };
    let mut session = session(small, None);
    let good = fetch_all(&mut session, &addresses)
        .iter()
        .filter(|one| one.got.is_ok())
        .count();
    assert_eq!((good, session.taken()), (2, (3, 10)));
}

#[test]
fn a_stop_ends_the_run() {
    let site = with_robots("200 OK", "");
    let stop = Arc::new(AtomicBool::new(false));
    let slow = Policy {
        pause: Duration::from_secs(5),
        max_wait: Duration::from_secs(9),
        ..policy(&[&site])
    };
    let seen = Arc::clone(&stop);
    let asked = Box::new(move || seen.load(Ordering::Relaxed));
    let mut session = Session::open(slow, Memory::default(), None, asked).unwrap();
    let begun = Instant::now();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        stop.store(true, Ordering::Relaxed);
    });
    let told = fetch(&mut session, &site.url("/a"));
    assert!(
        told.contains("stopped") && begun.elapsed() < Duration::from_secs(2),
        "{told}"
    );
}
