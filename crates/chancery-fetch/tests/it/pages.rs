//! Pages as they should come.

use crate::site::{Site, answer, fetch, fetch_all, page, policy, send, session};
use chancery_fetch::AGENT;
use std::time::Duration;

const TALKS: &str = "<p>The ministers of Norland and Sarel met in Belmar.</p>";

#[test]
fn a_page_and_what_was_asked() {
    let site = Site::of(&[("/a?id=7", "200 OK\r\nContent-Type: text/html", TALKS)]);
    let mut session = session(policy(&[&site]), None);
    let found = page(&mut session, &site.url("/a?id=7&utm_source=mail#top"));
    assert_eq!(found.url, site.url("/a?id=7"));
    assert_eq!(found.content_type.as_deref(), Some("text/html"));
    assert_eq!(found.body, TALKS.as_bytes());
    assert_eq!(site.paths(), ["/robots.txt", "/a?id=7"]);
    let asked = &site.seen()[1];
    assert_eq!(asked.header("user-agent"), Some(AGENT));
    assert_eq!(asked.header("accept-encoding"), Some("gzip, br"));
    for never in ["cookie", "referer", "authorization"] {
        assert_eq!(asked.header(never), None);
    }
}

#[test]
fn redirects_are_followed_by_hand() {
    let site = Site::of(&[
        ("/a", "301 Moved\r\nLocation: b?gclid=1", ""),
        ("/b", "307 Moved\r\nLocation: //127.0.0.1:PORT/c", ""),
    ]);
    let port = site.port;
    let other = Site::new(move |seen, stream| match seen.path.as_str() {
        "/a" => {
            let head =
                format!("302 Found\r\nLocation: http://127.0.0.1:{port}/x\r\nSet-Cookie: a=1");
            answer(stream, &head, b"");
        }
        _ => answer(stream, "404 Not Found", b""),
    });
    let mut session = session(policy(&[&site, &other]), None);
    // `PORT` is no port: the address is wrong, and says so.
    let told = fetch(&mut session, &site.url("/a"));
    assert!(told.contains("no address"), "{told}");
    let told = fetch(&mut session, &other.url("/a"));
    assert_eq!(told, format!("error: {}: status 404", site.url("/x")));
    assert_eq!(site.seen().last().unwrap().header("cookie"), None);
}

#[test]
fn chunks_and_no_length_at_all() {
    let site = Site::new(|seen, stream| {
        match seen.path.as_str() {
        "/chunks" => send(
            stream,
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nTal\r\n2\r\nks\r\n0\r\n\r\n",
        ),
        "/open" => {
            send(stream, b"HTTP/1.0 200 OK\r\n\r\nTalks");
            let _ = stream.shutdown(std::net::Shutdown::Both);
        }
        _ => answer(stream, "404 Not Found", b""),
    }
    });
    let mut session = session(policy(&[&site]), None);
    assert_eq!(fetch(&mut session, &site.url("/chunks")), "Talks");
    assert_eq!(fetch(&mut session, &site.url("/open")), "Talks");
}

#[test]
fn a_wrong_charset_is_handed_on_as_bytes() {
    let site = Site::new(|_, stream| {
        answer(
            stream,
            "200 OK\r\nContent-Type: text/html; charset=utf-8",
            b"M\xfcnster",
        );
    });
    let mut session = session(policy(&[&site]), None);
    assert_eq!(page(&mut session, &site.url("/a")).body, b"M\xfcnster");
}

#[test]
fn statuses_that_are_no_page() {
    let site = Site::of(&[
        ("/gone", "410 Gone", "x"),
        ("/none", "204 No Content", ""),
        ("/old", "304 Not Modified", ""),
    ]);
    let mut session = session(policy(&[&site]), None);
    let told = |status| format!("status {status}");
    for (path, status) in [
        ("/gone", 410),
        ("/none", 204),
        ("/other", 404),
        ("/old", 304),
    ] {
        let found = fetch(&mut session, &site.url(path));
        assert!(found.ends_with(&told(status)), "{found}");
    }
}

#[test]
fn hosts_side_by_side_each_in_its_order() {
    let slow = Site::new(|seen, stream| {
        std::thread::sleep(Duration::from_millis(60));
        answer(stream, "200 OK", seen.path.as_bytes());
    });
    let quick = Site::new(|seen, stream| answer(stream, "200 OK", seen.path.as_bytes()));
    let mut session = session(policy(&[&slow, &quick]), None);
    // The port is part of the address, not of the host: both are this machine, but by two names.
    let named = |path: &str| format!("http://localhost:{}{path}", quick.port);
    let addresses = [slow.url("/1"), named("/2"), slow.url("/3"), named("/4")];
    let order: Vec<String> = fetch_all(&mut session, &addresses)
        .into_iter()
        .map(|one| one.asked)
        .collect();
    let at = |n: usize| {
        order
            .iter()
            .position(|asked| *asked == addresses[n])
            .unwrap()
    };
    assert!(at(0) < at(2) && at(1) < at(3) && at(1) < at(0), "{order:?}");
}
